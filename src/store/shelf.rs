//! The shelf: ordered keys and values, the newest in memory, the rest on disk.
//!
//! A fold costs some microseconds because it only changes memory; now and then, and at the end, all that is
//! fresh is put into the blocks on disk at once. What was fresh when the machine stopped is folded again from
//! the journal.

use std::{collections::BTreeMap, iter::Peekable, ops::Bound};

use super::{
    base::{Base, BaseScan, Stamp},
    fault::StoreFault,
};

/// A key with its value.
pub type Record = (Vec<u8>, Vec<u8>);

/// A key with its value, where they stand.
pub type RecordRef<'a> = (&'a [u8], &'a [u8]);

/// Changes by key; `None` removes.
pub type Writes = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

/// Changes that are held in memory while people decide: some hundred decisions. More would make the pause longer in which they are put down.
const FRESH_MAX: usize = 4_096;

/// Bytes of changes that are held in memory while people decide.
const FRESH_BYTES_MAX: usize = 2 << 20;

/// Bytes of changes that are held in memory during an import: each time they are put down, most of the index is written again.
const FRESH_BYTES_BULK_MAX: usize = 16 << 20;

/// How changes come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// As people make them.
    OneByOne,
    /// Many at once, and more to come.
    Bulk,
}

/// Ordered keys and values.
#[derive(Debug)]
pub struct Shelf {
    fresh: Writes,
    fresh_bytes: usize,
    base: Base,
}

impl Shelf {
    /// A shelf on what is on disk.
    pub const fn new(base: Base) -> Self {
        Self {
            fresh: Writes::new(),
            fresh_bytes: 0,
            base,
        }
    }

    /// What is on disk.
    pub const fn base(&self) -> &Base {
        &self.base
    }

    /// The value of a key.
    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreFault> {
        match self.fresh.get(key) {
            Some(fresh) => Ok(fresh.clone()),
            None => self.base.get(key),
        }
    }

    /// All records from a key up to and without another, in order.
    pub fn scan(&self, (from, to): (Vec<u8>, Vec<u8>)) -> Scan<'_> {
        let to = to.max(from.clone());
        let bounds = (Bound::Included(&from[..]), Bound::Excluded(&to[..]));
        let fresh = self.fresh.range::<[u8], _>(bounds).peekable();
        let (base, failed) = match self.base.scan(&from, to) {
            Ok(base) => (Some(base), None),
            Err(fault) => (None, Some(fault)),
        };
        Scan {
            fresh,
            base,
            failed,
            at: At::Start,
        }
    }

    /// Takes changes into memory.
    pub fn write(&mut self, writes: Writes) {
        for (key, value) in writes {
            let bytes = key.len() + value.as_ref().map_or(0, Vec::len);
            self.fresh_bytes = self.fresh_bytes.saturating_add(bytes);
            self.fresh.insert(key, value);
        }
    }

    /// Whether so much is fresh that it should be put down.
    pub fn is_full(&self, pace: Pace) -> bool {
        match pace {
            Pace::OneByOne => self.fresh.len() > FRESH_MAX || self.fresh_bytes > FRESH_BYTES_MAX,
            Pace::Bulk => self.fresh_bytes > FRESH_BYTES_BULK_MAX,
        }
    }

    /// Whether everything is on disk.
    pub fn is_settled(&self) -> bool {
        self.fresh.is_empty()
    }

    /// Puts everything that is fresh on disk, all of it or none.
    pub fn settle(&mut self) -> Result<(), StoreFault> {
        self.base.write(std::mem::take(&mut self.fresh))?;
        self.fresh_bytes = 0;
        Ok(())
    }

    /// Number and sum of all records, fresh ones counted.
    pub fn stamp(&self) -> Result<Stamp, StoreFault> {
        let mut stamp = self.base.stamp();
        for (key, value) in &self.fresh {
            if let Some(old) = self.base.get(key)? {
                stamp.take(key, &old);
            }
            if let Some(new) = value {
                stamp.add(key, new);
            }
        }
        Ok(stamp)
    }
}

/// Where a scan stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    Fresh,
    Base,
    /// A fresh record that takes the place of one on disk.
    Both,
}

/// Records in order.
pub struct Scan<'a> {
    fresh: Peekable<std::collections::btree_map::Range<'a, Vec<u8>, Option<Vec<u8>>>>,
    base: Option<BaseScan>,
    failed: Option<StoreFault>,
    at: At,
}

impl Scan<'_> {
    /// Goes to the next record and shows it, without copying it.
    pub fn step(&mut self) -> Result<Option<RecordRef<'_>>, StoreFault> {
        loop {
            if let Some(fault) = self.failed.take() {
                return Err(fault);
            }
            if matches!(self.at, At::Base | At::Both)
                && let Some(base) = &mut self.base
            {
                base.step()?;
            }
            if matches!(self.at, At::Fresh | At::Both) {
                self.fresh.next();
            }
            let base = self.base.as_ref().and_then(BaseScan::record);
            self.at = match (self.fresh.peek(), base) {
                (None, None) => {
                    self.at = At::Start;
                    self.base = None;
                    return Ok(None);
                }
                (Some(_), None) => At::Fresh,
                (None, Some(_)) => At::Base,
                (Some((fresh, _)), Some((base, _))) => match fresh[..].cmp(base) {
                    std::cmp::Ordering::Less => At::Fresh,
                    std::cmp::Ordering::Equal => At::Both,
                    std::cmp::Ordering::Greater => At::Base,
                },
            };
            let removed =
                self.at != At::Base && self.fresh.peek().is_some_and(|(_, value)| value.is_none());
            if !removed {
                break;
            }
        }
        Ok(match self.at {
            At::Start => None,
            At::Base => self.base.as_ref().and_then(BaseScan::record),
            At::Fresh | At::Both => self
                .fresh
                .peek()
                .and_then(|(key, value)| Some((&key[..], value.as_deref()?))),
        })
    }
}

impl Iterator for Scan<'_> {
    type Item = Result<Record, StoreFault>;

    fn next(&mut self) -> Option<Self::Item> {
        self.step()
            .map(|record| record.map(|(key, value)| (key.to_vec(), value.to_vec())))
            .transpose()
    }
}
