//! The shelf: ordered keys and values, the newest in memory, the rest on disk.
//!
//! A fold costs some microseconds because it only changes memory; now and then, and at the end, all that is
//! fresh is put into the blocks on disk at once. What was fresh when the machine stopped is folded again from
//! the journal.

use std::{collections::BTreeMap, iter::Peekable, ops::Bound};

use super::{
    base::{Base, BaseScan, Stamp, Writes},
    codec::{decode, encode},
    fault::StoreFault,
};

/// A key with its value.
pub type Record = (Vec<u8>, Vec<u8>);

/// A key with its value, where they stand.
pub type RecordRef<'a> = (&'a [u8], &'a [u8]);

/// Changes that are held in memory while people decide: some hundred decisions. More would make the pause longer in which they are put down.
const FRESH_MAX: usize = 4_096;

/// Bytes of changes that are held in memory while people decide.
const FRESH_BYTES_MAX: usize = 2 << 20;

/// Bytes of changes that are held in memory while more is to come: each time they are put down, most of the index is written again.
const FRESH_BYTES_BULK_MAX: usize = 16 << 20;

/// How changes come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// As people make them.
    OneByOne,
    /// Many at once, and more to come.
    Bulk,
}

/// Counters and by how much they change.
pub type Counts = BTreeMap<Vec<u8>, i64>;

/// Ordered keys and values.
#[derive(Debug)]
pub struct Shelf {
    fresh: Writes,
    /// Changes of counters: they are added up without looking at what is on disk.
    added: Counts,
    fresh_bytes: usize,
    base: Base,
}

impl Shelf {
    /// A shelf on what is on disk.
    pub const fn new(base: Base) -> Self {
        Self {
            fresh: Writes::new(),
            added: Counts::new(),
            fresh_bytes: 0,
            base,
        }
    }

    /// What is on disk.
    pub const fn base(&self) -> &Base {
        &self.base
    }

    /// Lets go of what is on disk.
    pub fn close(&mut self) {
        self.base.close();
    }

    /// The value of a key.
    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreFault> {
        match self.fresh.get(key) {
            Some(fresh) => Ok(fresh.clone()),
            None => self.base.get(key),
        }
    }

    /// A counter; one that is not stored is 0.
    pub fn count(&self, key: &[u8]) -> Result<i64, StoreFault> {
        let stored = match self.base.get(key)? {
            Some(bytes) => decode("count", &bytes)?,
            None => 0_i64,
        };
        Ok(stored.saturating_add(self.added.get(key).copied().unwrap_or(0)))
    }

    /// All counters from a key up to and without another, in order.
    pub fn counts(&self, (from, to): (Vec<u8>, Vec<u8>)) -> Result<Counts, StoreFault> {
        let to = to.max(from.clone());
        let mut counts: Counts = self
            .added
            .range(from.clone()..to.clone())
            .map(|(key, by)| (key.clone(), *by))
            .collect();
        let mut stored = self.base.scan(&from, to)?;
        while let Some((key, value)) = stored.record() {
            let count: i64 = decode("count", value)?;
            let sum = counts.entry(key.to_vec()).or_default();
            *sum = sum.saturating_add(count);
            stored.step()?;
        }
        Ok(counts)
    }

    /// All records from a key up to and without another, in order; counters are not among them.
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
    pub fn write(&mut self, writes: Writes, counts: Counts) {
        for (key, by) in counts {
            self.fresh_bytes = self.fresh_bytes.saturating_add(key.len());
            let sum = self.added.entry(key).or_default();
            *sum = sum.saturating_add(by);
        }
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
        self.fresh.is_empty() && self.added.is_empty()
    }

    /// Puts everything that is fresh on disk, all of it or none.
    pub fn settle(&mut self) -> Result<(), StoreFault> {
        let counted = self.counted()?;
        // Counters are in neither of the two otherwise; what fails to be written stays where it is.
        self.fresh.extend(counted);
        let written = self.base.write(&self.fresh);
        if written.is_ok() {
            self.fresh = Writes::new();
            self.added = Counts::new();
            self.fresh_bytes = 0;
        } else {
            let counters = self.added.keys();
            counters.for_each(|key| drop(self.fresh.remove(key)));
        }
        written
    }

    /// Number and sum of all records, fresh ones counted.
    pub fn stamp(&self) -> Result<Stamp, StoreFault> {
        let mut stamp = self.base.stamp();
        let counted = self.counted()?;
        for (key, value) in self.fresh.iter().chain(&counted) {
            if let Some(old) = self.base.get(key)? {
                stamp.take(key, &old);
            }
            if let Some(new) = value {
                stamp.add(key, new);
            }
        }
        Ok(stamp)
    }

    /// The counters that have changed, as they are to be stored.
    fn counted(&self) -> Result<Writes, StoreFault> {
        self.added
            .keys()
            .map(|key| Ok((key.clone(), count_value(self.count(key)?)?)))
            .collect()
    }
}

/// The value of a counter; one that comes to nothing is not stored.
pub fn count_value(count: i64) -> Result<Option<Vec<u8>>, StoreFault> {
    (count != 0).then(|| encode("count", &count)).transpose()
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
