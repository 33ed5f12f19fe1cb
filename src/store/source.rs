//! What the store needs of a journal: its head, the digest of an entry, and to be read through.

use super::fault::StoreFault;
use crate::{
    base::digest::Digest,
    journal::{Entry, Head, JournalReader},
};

/// A journal, as far as the store reads it.
pub trait JournalSource {
    /// The last entry.
    fn head(&self) -> Head;

    /// The digest of an entry; `None` beyond the end. That of seq 0 is the digest of the empty text.
    fn digest_at(&self, seq: u64) -> Result<Option<Digest>, StoreFault>;

    /// All entries from this seq on, in order.
    fn entries_from(
        &self,
        seq: u64,
    ) -> Result<impl Iterator<Item = Result<Entry, StoreFault>>, StoreFault>;
}

impl JournalSource for JournalReader {
    fn head(&self) -> Head {
        Self::head(self)
    }

    fn digest_at(&self, seq: u64) -> Result<Option<Digest>, StoreFault> {
        Ok(self.head_at(seq)?)
    }

    fn entries_from(
        &self,
        seq: u64,
    ) -> Result<impl Iterator<Item = Result<Entry, StoreFault>>, StoreFault> {
        let entries = self.read_ahead_from(seq)?;
        Ok(entries.map(|entry| entry.map_err(StoreFault::from)))
    }
}
