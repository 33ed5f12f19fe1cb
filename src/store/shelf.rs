//! The shelf: ordered keys and values.

use std::collections::BTreeMap;

use super::fault::StoreFault;

/// A key with its value.
pub type Record = (Vec<u8>, Vec<u8>);

/// Changes by key; `None` removes.
pub type Writes = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

/// Ordered keys and values.
#[derive(Debug, Default)]
pub struct Shelf {
    fresh: BTreeMap<Vec<u8>, Vec<u8>>,
}

impl Shelf {
    /// The value of a key.
    #[expect(clippy::unnecessary_wraps, reason = "files will stand beneath it")]
    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreFault> {
        Ok(self.fresh.get(key).cloned())
    }

    /// All records from a key up to and without another, in order.
    pub fn scan(
        &self,
        (from, to): (Vec<u8>, Vec<u8>),
    ) -> impl Iterator<Item = Result<Record, StoreFault>> + '_ {
        let to = to.max(from.clone());
        self.fresh
            .range(from..to)
            .map(|(key, value)| Ok((key.clone(), value.clone())))
    }

    /// Takes changes.
    pub fn write(&mut self, writes: Writes) {
        for (key, value) in writes {
            match value {
                Some(value) => self.fresh.insert(key, value),
                None => self.fresh.remove(&key),
            };
        }
    }
}
