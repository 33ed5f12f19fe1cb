//! What can go wrong with the journal, with everything needed to act on it.

use std::path::{Path, PathBuf};

use crate::base::fault::{FaultCode, FaultFacts};

/// A fault of the journal, the register of identities or the access log.
#[derive(Debug, thiserror::Error)]
pub enum JournalFault {
    /// The operating system refused.
    #[error("{operation} {}: {cause}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What was being done.
        operation: &'static str,
        /// The words of the operating system.
        #[source]
        cause: std::io::Error,
    },
    /// A line is damaged or forged, and it cannot be the remains of a power failure.
    #[error("{} is damaged at byte {offset}, entry {seq}: {what}", path.display())]
    Damaged {
        /// The segment.
        path: PathBuf,
        /// The entry that must stand there.
        seq: u64,
        /// Where it begins.
        offset: u64,
        /// What does not hold.
        what: &'static str,
    },
    /// The journal ends before an entry that was acknowledged.
    #[error("{} ends with entry {head}, but entry {seq} was acknowledged", path.display())]
    Cut {
        /// Its directory.
        path: PathBuf,
        /// The entry that was acknowledged.
        seq: u64,
        /// The last one that is there.
        head: u64,
    },
    /// An entry is not the one that was acknowledged under this number.
    #[error("entry {seq} of {} is not the one that was acknowledged", path.display())]
    OtherHistory {
        /// The directory.
        path: PathBuf,
        /// The entry.
        seq: u64,
    },
    /// A segment file is missing between others.
    #[error("{} is missing", path.display())]
    SegmentMissing {
        /// The file.
        path: PathBuf,
    },
    /// A line is genuine, but this build cannot read what it says.
    #[error("entry {seq} of {} was written by a newer version: {cause}", path.display())]
    Newer {
        /// The directory.
        path: PathBuf,
        /// The entry.
        seq: u64,
        /// The words of the decoder, without data.
        cause: String,
    },
    /// The journal names a record of the register of identities that is not there.
    #[error("entry {seq} names a record of person {person} that {} does not hold", path.display())]
    PersonMissing {
        /// The directory of the register.
        path: PathBuf,
        /// The entry.
        seq: u64,
        /// The person.
        person: u64,
    },
    /// An earlier write failed; nothing is written until a restart.
    #[error("an earlier write to {} failed; nothing is written until a restart", path.display())]
    Poisoned {
        /// The directory.
        path: PathBuf,
    },
    /// Something is larger than its limit; nothing was written.
    #[error("{what}: {size} is more than {max}")]
    TooLarge {
        /// What.
        what: &'static str,
        /// Its size.
        size: usize,
        /// Its limit.
        max: usize,
    },
    /// What would have been written does not read back as what was meant; nothing was written.
    #[error("entry {seq} would not read back: {what}")]
    Unfaithful {
        /// The entry.
        seq: u64,
        /// What differs.
        what: &'static str,
    },
}

impl JournalFault {
    /// What a person can be told.
    pub fn facts(&self) -> FaultFacts {
        let (code, path, seq, operation) = match self {
            Self::Io {
                path,
                operation,
                cause,
            } => (FaultCode::of_io(cause), Some(path), None, *operation),
            Self::Damaged { path, seq, .. } => (FaultCode::Damaged, Some(path), Some(*seq), "read"),
            Self::Cut { path, seq, .. } => (FaultCode::Cut, Some(path), Some(*seq), "compare"),
            Self::OtherHistory { path, seq } => {
                (FaultCode::OtherHistory, Some(path), Some(*seq), "compare")
            }
            Self::SegmentMissing { path } => (FaultCode::SegmentMissing, Some(path), None, "list"),
            Self::Newer { path, seq, .. } => (FaultCode::Newer, Some(path), Some(*seq), "decode"),
            Self::PersonMissing { path, seq, .. } => {
                (FaultCode::PersonMissing, Some(path), Some(*seq), "join")
            }
            Self::Poisoned { path } => (FaultCode::Poisoned, Some(path), None, "append"),
            Self::TooLarge { .. } => (FaultCode::TooLarge, None, None, "append"),
            Self::Unfaithful { seq, .. } => (FaultCode::Unfaithful, None, Some(*seq), "append"),
        };
        FaultFacts {
            code,
            path: path.map(|path| path.display().to_string()),
            seq,
            pid: None,
            operation: operation.to_owned(),
            cause: self.to_string(),
        }
    }

    /// Names the place and the operation of an error of the operating system.
    pub(crate) fn io<'a>(
        path: &'a Path,
        operation: &'static str,
    ) -> impl FnOnce(std::io::Error) -> Self + 'a {
        move |cause| Self::Io {
            path: path.to_owned(),
            operation,
            cause,
        }
    }
}
