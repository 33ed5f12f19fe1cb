//! Faults of the machine, as far as everybody must be able to name them: a stable number, and what a
//! person needs to act on it. The errors themselves stand in their modules; each of them gives one
//! [`FaultFacts`], so that it can cross a wire and be worded by `text` without either knowing the module.

use serde::{Deserialize, Serialize};

/// What went wrong, in kind. The number is printed and told on the telephone; it never changes its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultCode {
    /// 101: a file or directory that must be there is not.
    Missing,
    /// 102: the account may not read or write there.
    NoPermission,
    /// 103: the disk is full, or a quota is.
    DiskFull,
    /// 104: another `hecha` holds the data; `pid` names it.
    InUse,
    /// 105: the path is something else, e.g. a file where a directory must be.
    NotADirectory,
    /// 106: other accounts may write in the data directory.
    OpenToOthers,
    /// 107: the file system is mounted read-only.
    ReadOnly,
    /// 108: any other error of the operating system; `cause` has its words.
    System,
    /// 201: a line is damaged or forged and complete units follow it; `seq` names it.
    Damaged,
    /// 202: the journal ends before an entry that is known to have been acknowledged; `seq` names it.
    Cut,
    /// 203: the entry with this number is not the one that was acknowledged; `seq` names it.
    OtherHistory,
    /// 204: a whole segment file is missing.
    SegmentMissing,
    /// 205: the line is genuine, but this build does not know what it says; `seq` names it.
    Newer,
    /// 206: a record of the register of identities that the journal names is not there; `seq` names the entry.
    PersonMissing,
    /// 207: an earlier write failed; nothing is written until a restart.
    Poisoned,
    /// 208: something is larger than its limit.
    TooLarge,
    /// 209: what would have been written does not read back as what was meant; nothing was written.
    Unfaithful,
    /// 301: the journal tells something that cannot have happened; `seq` names it.
    Impossible,
    /// 302: the store cannot be read; it can be built anew from the journal.
    StoreUnreadable,
}

impl FaultCode {
    /// The number people are told.
    pub const fn number(self) -> u16 {
        match self {
            Self::Missing => 101,
            Self::NoPermission => 102,
            Self::DiskFull => 103,
            Self::InUse => 104,
            Self::NotADirectory => 105,
            Self::OpenToOthers => 106,
            Self::ReadOnly => 107,
            Self::System => 108,
            Self::Damaged => 201,
            Self::Cut => 202,
            Self::OtherHistory => 203,
            Self::SegmentMissing => 204,
            Self::Newer => 205,
            Self::PersonMissing => 206,
            Self::Poisoned => 207,
            Self::TooLarge => 208,
            Self::Unfaithful => 209,
            Self::Impossible => 301,
            Self::StoreUnreadable => 302,
        }
    }

    /// Every kind, in the order of their numbers.
    pub const ALL: [Self; 17] = [
        Self::Missing,
        Self::NoPermission,
        Self::DiskFull,
        Self::InUse,
        Self::NotADirectory,
        Self::OpenToOthers,
        Self::ReadOnly,
        Self::System,
        Self::Damaged,
        Self::Cut,
        Self::OtherHistory,
        Self::SegmentMissing,
        Self::Newer,
        Self::PersonMissing,
        Self::Poisoned,
        Self::TooLarge,
        Self::Unfaithful,
    ];

    /// The kind behind a number.
    pub fn from_number(number: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|code| code.number() == number)
    }

    /// The kind of an error of the operating system.
    pub fn of_io(error: &std::io::Error) -> Self {
        use std::io::ErrorKind as Kind;
        match error.kind() {
            Kind::NotFound => Self::Missing,
            Kind::PermissionDenied => Self::NoPermission,
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => Self::DiskFull,
            Kind::ReadOnlyFilesystem => Self::ReadOnly,
            Kind::NotADirectory => Self::NotADirectory,
            _ => Self::System,
        }
    }
}

/// Everything a person can be told about a fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultFacts {
    /// The kind.
    pub code: FaultCode,
    /// The file or directory, if there is one.
    pub path: Option<String>,
    /// The entry concerned, if there is one.
    pub seq: Option<u64>,
    /// The process in the way, if there is one.
    pub pid: Option<u32>,
    /// What was being done, for the log: an English word such as `append`.
    pub operation: String,
    /// The words of the operating system or of the decoder, for the log.
    pub cause: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_names_one_kind_and_stays_in_order() {
        for code in FaultCode::ALL {
            assert_eq!(FaultCode::from_number(code.number()), Some(code));
        }
        assert!(FaultCode::ALL.is_sorted_by_key(|code| code.number()));
        assert_eq!(FaultCode::from_number(0), None);
    }
}
