//! Why there is no file: typed, so that `text` can say what happened and what helps.

use std::io;

use rust_xlsxwriter::XlsxError;

use crate::engine::refusal::Trouble;

/// Why nothing was exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportRefusal {
    /// The person stopped it.
    #[error("stopped")]
    Stopped,
    /// There is nothing to export.
    #[error("no cases")]
    Empty,
    /// A file of this name is there already.
    #[error("the file exists")]
    Exists,
    /// What has this name is a link, a directory, a pipe or a device.
    #[error("not a plain file")]
    NotAFile,
    /// The directory is not there.
    #[error("no such directory")]
    NoDirectory,
    /// More rows than a sheet has.
    #[error("more rows than a sheet has")]
    TooManyRows,
    /// The system does not let it be written.
    #[error("cannot be written: {0}")]
    Unwritable(io::Error),
    /// The engine did not answer.
    #[error("{0:?}")]
    Trouble(Trouble),
}

impl ExportRefusal {
    /// The stable code for words and scripts.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Stopped => "stopped",
            Self::Empty => "empty",
            Self::Exists => "exists",
            Self::NotAFile => "not_a_file",
            Self::NoDirectory => "no_directory",
            Self::TooManyRows => "too_many_rows",
            Self::Unwritable(_) => "unwritable",
            Self::Trouble(_) => "trouble",
        }
    }
}

impl From<Trouble> for ExportRefusal {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl From<io::Error> for ExportRefusal {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::AlreadyExists => Self::Exists,
            io::ErrorKind::InvalidInput => Self::NotAFile,
            io::ErrorKind::NotFound => Self::NoDirectory,
            _ => Self::Unwritable(error),
        }
    }
}

impl From<XlsxError> for ExportRefusal {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::IoError(error) => error.into(),
            XlsxError::RowColumnLimitError => Self::TooManyRows,
            other => Self::Unwritable(io::Error::other(other)),
        }
    }
}
