//! What the rows of a batch come to (合计): by village, by class, and by the reason of what is left.
//!
//! Every row falls into exactly one of four parts, so the counts add up to the rows. A sum over all rows goes
//! along, by which two lists are known to be the same whatever the order they were added in.

use std::{
    collections::BTreeMap,
    hash::{Hash, Hasher},
};

use serde::{Deserialize, Serialize};

use super::{
    area::{AreaCode, Setting},
    batch::{BatchRow, RowResult, WhyLeft},
    case::Programme,
    money::Fen,
};

/// What some rows come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Households.
    pub households: u32,
    /// Members who count in households that get something.
    pub persons: u32,
    /// Households that get something.
    pub gets: u32,
    /// Households of which nothing changes.
    pub same: u32,
    /// Households left for a review of their own.
    pub left: u32,
    /// What is paid more, every month.
    pub more: Fen,
    /// What is paid once.
    pub once: Fen,
}

/// What the rows of a batch come to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// All rows.
    pub all: Part,
    /// By village or community.
    pub areas: BTreeMap<AreaCode, Part>,
    /// By class, programme and standard, in their order.
    pub classes: Vec<((Programme, Setting), Part)>,
    /// What is left by why, in their order.
    pub left: Vec<(WhyLeft, u32)>,
    /// Households whose arrears are only part of what may be due.
    pub partly: u32,
    /// Sum over all rows; lists with the same sum hold the same rows.
    pub sum: u64,
}

impl Part {
    fn join(&mut self, other: &Self) {
        self.households = self.households.saturating_add(other.households);
        self.persons = self.persons.saturating_add(other.persons);
        self.gets = self.gets.saturating_add(other.gets);
        self.same = self.same.saturating_add(other.same);
        self.left = self.left.saturating_add(other.left);
        self.more = self.more.checked_add(other.more).unwrap_or(self.more);
        self.once = self.once.checked_add(other.once).unwrap_or(self.once);
    }

    fn add(&mut self, row: &BatchRow) {
        self.households = self.households.saturating_add(1);
        let (more, once) = match &row.result {
            RowResult::Raise(raise) => (
                raise.month.checked_sub(row.paid).unwrap_or(Fen::ZERO),
                raise.arrears,
            ),
            RowResult::Once { amount, .. } => (Fen::ZERO, *amount),
            RowResult::Same => {
                self.same = self.same.saturating_add(1);
                return;
            }
            RowResult::Left(_) => {
                self.left = self.left.saturating_add(1);
                return;
            }
        };
        self.gets = self.gets.saturating_add(1);
        self.persons = self.persons.saturating_add(row.persons);
        self.more = self.more.checked_add(more).unwrap_or(self.more);
        self.once = self.once.checked_add(once).unwrap_or(self.once);
    }
}

impl Totals {
    /// Takes in what other rows come to.
    pub fn join(&mut self, other: &Self) {
        self.all.join(&other.all);
        for (area, part) in &other.areas {
            self.areas.entry(area.clone()).or_default().join(part);
        }
        for (class, part) in &other.classes {
            entry(&mut self.classes, class).join(part);
        }
        for (why, count) in &other.left {
            *entry(&mut self.left, why) += count;
        }
        self.partly = self.partly.saturating_add(other.partly);
        self.sum = self.sum.wrapping_add(other.sum);
    }

    /// Takes a row in.
    pub fn add(&mut self, row: &BatchRow) {
        self.all.add(row);
        self.areas.entry(row.area.clone()).or_default().add(row);
        let class = (row.programme, row.setting);
        entry(&mut self.classes, &class).add(row);
        match &row.result {
            RowResult::Left(why) => *entry(&mut self.left, why) += 1,
            RowResult::Raise(raise) => self.partly += u32::from(raise.partly),
            RowResult::Once { .. } | RowResult::Same => {}
        }
        self.sum = self.sum.wrapping_add(number_of(row));
    }
}

/// The value under a key in a list in order, put there if it is not; a map would need keys of text on the wire.
fn entry<'a, K: Ord + Clone, V: Default>(list: &'a mut Vec<(K, V)>, key: &K) -> &'a mut V {
    let place = match list.binary_search_by(|(known, _)| known.cmp(key)) {
        Ok(place) => place,
        Err(place) => {
            list.insert(place, (key.clone(), V::default()));
            place
        }
    };
    &mut list[place].1
}

/// A number that any change of a row changes.
fn number_of(row: &BatchRow) -> u64 {
    let mut hasher = Fnv::default();
    row.hash(&mut hasher);
    hasher.finish()
}

/// The same in every build and on every machine of ours, which the hasher of maps need not be.
pub struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
