//! What can go wrong with the store. None of it can lose a decision: the journal has them all.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::{
    base::{
        fault::{FaultCode, FaultFacts},
        files::FilesFault,
    },
    domain::ids::CaseId,
    journal::JournalFault,
};

/// A fault of the store, or of the journal it reads.
#[derive(Debug, thiserror::Error)]
pub enum StoreFault {
    /// The store has folded more than the journal holds: the journal was cut, or is another one.
    #[error("the store has folded up to entry {store}, but the journal ends with {journal}")]
    Ahead {
        /// The last entry the store has folded.
        store: u64,
        /// The last entry of the journal.
        journal: u64,
    },
    /// An entry is not the one that was folded under this number.
    #[error("entry {seq} of the journal is not the one the store has folded")]
    OtherHistory {
        /// The entry.
        seq: u64,
    },
    /// The journal tells something that cannot have happened.
    #[error("entry {seq} cannot follow what was before: {why}")]
    Impossible {
        /// The entry.
        seq: u64,
        /// What does not fit, without personal data.
        why: String,
    },
    /// Entries were handed over out of order.
    #[error("entry {got} was handed over where {expected} is next")]
    OutOfOrder {
        /// The entry that is next.
        expected: u64,
        /// The entry that came.
        got: u64,
    },
    /// An earlier fold failed; what is read may be old, and the next opening builds the store anew.
    #[error("an earlier entry could not be folded; the store is old from there on")]
    Dirty,
    /// Another process has the files of the store open.
    #[error("the store is in use")]
    InUse,
    /// A small file or directory could not be made or written.
    #[error(transparent)]
    Files(#[from] FilesFault),
    /// The operating system refused.
    #[error("{operation} {}: {cause}", path.display())]
    Io {
        /// What was being done.
        operation: &'static str,
        /// Where.
        path: PathBuf,
        /// The words of the operating system.
        #[source]
        cause: std::io::Error,
    },
    /// sled failed while it was open.
    #[error("{operation}: {cause}")]
    Tree {
        /// What was being done.
        operation: &'static str,
        /// The words of sled.
        cause: String,
    },
    /// A stored value cannot be read: the files are damaged, or this build stores another shape.
    #[error("a stored {what} cannot be read")]
    Unreadable {
        /// What it is.
        what: &'static str,
    },
    /// The journal could not be read.
    #[error(transparent)]
    Journal(#[from] JournalFault),
}

impl StoreFault {
    /// What a person can be told.
    pub fn facts(&self) -> FaultFacts {
        let (code, seq) = match self {
            Self::Journal(fault) => return fault.facts(),
            Self::Files(fault) => return fault.facts(),
            Self::InUse => (FaultCode::InUse, None),
            Self::Ahead { journal, .. } => (FaultCode::Cut, Some(journal + 1)),
            Self::OtherHistory { seq } => (FaultCode::OtherHistory, Some(*seq)),
            Self::Impossible { seq, .. } => (FaultCode::Impossible, Some(*seq)),
            Self::OutOfOrder { got, .. } => (FaultCode::StoreUnreadable, Some(*got)),
            Self::Io { cause, .. } => (FaultCode::of_io(cause), None),
            Self::Dirty | Self::Tree { .. } | Self::Unreadable { .. } => {
                (FaultCode::StoreUnreadable, None)
            }
        };
        let path = match self {
            Self::Io { path, .. } => Some(path.display().to_string()),
            Self::Ahead { .. }
            | Self::OtherHistory { .. }
            | Self::Impossible { .. }
            | Self::OutOfOrder { .. }
            | Self::Dirty
            | Self::Tree { .. }
            | Self::Unreadable { .. }
            | Self::InUse
            | Self::Files(_)
            | Self::Journal(_) => None,
        };
        FaultFacts {
            code,
            path,
            seq,
            pid: None,
            operation: "store".to_owned(),
            cause: self.to_string(),
        }
    }
}

/// A fault of an operation on a file.
pub fn of_file<'a>(
    operation: &'static str,
    path: &'a Path,
) -> impl FnOnce(io::Error) -> StoreFault + 'a {
    move |cause| StoreFault::Io {
        operation,
        path: path.to_owned(),
        cause,
    }
}

/// An entry that cannot follow what was folded before it.
pub fn impossible(seq: u64, case: CaseId, why: &str) -> StoreFault {
    StoreFault::Impossible {
        seq,
        why: format!("case {}: {why}", case.0),
    }
}
