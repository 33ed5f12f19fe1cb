//! Why a file is not taken at all: typed, so that `text` can say what happened and what helps.

use crate::engine::refusal::Trouble;

/// Why nothing of a file could be read, or why nothing was begun.
#[derive(Debug, thiserror::Error)]
pub enum ExchangeRefusal {
    /// There is no such file.
    #[error("no such file")]
    NotFound,
    /// It may not be read, or reading failed.
    #[error("unreadable: {0}")]
    Unreadable(std::io::ErrorKind),
    /// A directory.
    #[error("a directory")]
    Directory,
    /// A pipe, a socket or a device.
    #[error("not a regular file")]
    Special,
    /// Nothing in it.
    #[error("empty")]
    Empty,
    /// More bytes, rows or columns than are taken.
    #[error("too large: {what} above {limit}")]
    TooLarge {
        /// Which limit.
        what: Excess,
        /// How much is taken.
        limit: u64,
    },
    /// It would unpack to more than it may.
    #[error("a zip bomb")]
    Bomb,
    /// Protected by a password.
    #[error("password")]
    Password,
    /// A document in the frame of old office programs, without a workbook in it.
    #[error("an office document without a workbook")]
    NotAnOldWorkbook,
    /// A zip archive that holds no workbook.
    #[error("a zip that is no workbook")]
    NotAWorkbook,
    /// A binary workbook (`.xlsb`).
    #[error("a binary workbook")]
    BinaryWorkbook,
    /// A web page that has no table in it.
    #[error("a web page without a table")]
    WebPage,
    /// Something else: a picture, a PDF, an archive, a program.
    #[error("no table: {0}")]
    OtherFormat(&'static str),
    /// Cut short, or damaged inside.
    #[error("damaged")]
    Damaged,
    /// Bytes that are no text in any encoding we know.
    #[error("undecodable at row {row} column {column}")]
    Undecodable {
        /// Row as a spreadsheet counts.
        row: u32,
        /// Column from 1.
        column: u32,
    },
    /// Two encodings in one file.
    #[error("mixed encodings at row {row} column {column}")]
    MixedEncodings {
        /// The first row in the other encoding.
        row: u32,
        /// Column from 1.
        column: u32,
    },
    /// NUL bytes in a text.
    #[error("NUL at row {row} column {column}")]
    Nul {
        /// Row as a spreadsheet counts.
        row: u32,
        /// Column from 1.
        column: u32,
    },
    /// One row is longer than any real one, or a quote is never closed.
    #[error("row {row} is too long")]
    RowTooLong {
        /// Row as a spreadsheet counts.
        row: u32,
    },
    /// A quote is never closed: all that follows it would be one cell.
    #[error("the quote of row {row} is never closed")]
    UnclosedQuote {
        /// Row as a spreadsheet counts.
        row: u32,
    },
    /// No row among the first ten names the columns we need.
    #[error("no header")]
    NoHeader,
    /// Two columns mean the same.
    #[error("two columns for one field")]
    ColumnTwice {
        /// Header of the first.
        first: String,
        /// Header of the second.
        second: String,
        /// Where the two stand, as a spreadsheet names cells.
        places: (String, String),
    },
    /// A column without which nothing can be taken is missing.
    #[error("a column is missing: {0}")]
    ColumnMissing(&'static str),
    /// There is no sheet of this name or number.
    #[error("no such sheet")]
    NoSuchSheet {
        /// The sheets there are.
        sheets: Vec<String>,
    },
    /// Header and nothing below it.
    #[error("no rows")]
    NoRows,
    /// The mapping file cannot be used.
    #[error("mapping: {0}")]
    Mapping(MappingFault),
    /// The person stopped it; nothing was written.
    #[error("cancelled")]
    Cancelled,
    /// The engine did not answer a question.
    #[error("{0:?}")]
    Trouble(Trouble),
}

/// What there is too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Excess {
    /// Bytes of the file, in MiB.
    #[error("MiB")]
    MebiBytes,
    /// Rows.
    #[error("rows")]
    Rows,
    /// Columns.
    #[error("columns")]
    Columns,
    /// Cells spelt out by repetition.
    #[error("cells")]
    Cells,
    /// Tables of one file.
    #[error("tables")]
    Tables,
    /// Tables within tables, elements within elements.
    #[error("depth")]
    Depth,
}

/// What is wrong with a mapping file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MappingFault {
    /// It cannot be read.
    #[error("unreadable")]
    Unreadable,
    /// It is not the form: the line, as far as it is known.
    #[error("form, line {0:?}")]
    Form(Option<u32>),
    /// A code that no rule has, or that may not be a warning.
    #[error("severity {0}")]
    Severity(String),
    /// A field, word or value that does not exist.
    #[error("unknown {0}")]
    Unknown(String),
}

impl ExchangeRefusal {
    /// The stable code for scripts.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not_found",
            Self::Unreadable(_) => "unreadable",
            Self::Directory => "directory",
            Self::Special => "not_a_file",
            Self::Empty => "empty",
            Self::TooLarge { .. } => "too_large",
            Self::Bomb => "zip_bomb",
            Self::Password => "password",
            Self::NotAnOldWorkbook => "not_an_old_workbook",
            Self::NotAWorkbook => "not_a_workbook",
            Self::BinaryWorkbook => "binary_workbook",
            Self::WebPage => "web_page",
            Self::OtherFormat(_) => "other_format",
            Self::Damaged => "damaged",
            Self::Undecodable { .. } => "undecodable",
            Self::MixedEncodings { .. } => "mixed_encodings",
            Self::Nul { .. } => "nul",
            Self::RowTooLong { .. } => "row_too_long",
            Self::UnclosedQuote { .. } => "unclosed_quote",
            Self::NoHeader => "no_header",
            Self::ColumnTwice { .. } => "column_twice",
            Self::ColumnMissing(_) => "column_missing",
            Self::NoSuchSheet { .. } => "no_such_sheet",
            Self::NoRows => "no_rows",
            Self::Mapping(_) => "mapping",
            Self::Cancelled => "cancelled",
            Self::Trouble(_) => "engine",
        }
    }

    /// What the words need beside the code, by name.
    pub fn values(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Undecodable { row, column }
            | Self::MixedEncodings { row, column }
            | Self::Nul { row, column } => {
                vec![("row", row.to_string()), ("column", column.to_string())]
            }
            Self::RowTooLong { row } | Self::UnclosedQuote { row } => {
                vec![("row", row.to_string())]
            }
            Self::TooLarge { what, limit } => {
                vec![("what", what.to_string()), ("limit", limit.to_string())]
            }
            Self::OtherFormat(format) => vec![("format", (*format).to_owned())],
            Self::ColumnTwice {
                first,
                second,
                places,
            } => {
                vec![
                    ("first", first.clone()),
                    ("second", second.clone()),
                    ("first_cell", places.0.clone()),
                    ("second_cell", places.1.clone()),
                ]
            }
            Self::ColumnMissing(field) => vec![("field", (*field).to_owned())],
            Self::NoSuchSheet { sheets } => vec![("sheets", sheets.join("、"))],
            Self::Mapping(fault) => vec![match fault {
                MappingFault::Unreadable => ("unreadable", String::new()),
                MappingFault::Form(line) => (
                    "line",
                    line.map_or_else(String::new, |line| line.to_string()),
                ),
                MappingFault::Severity(code) => ("severity", code.clone()),
                MappingFault::Unknown(name) => ("unknown", name.clone()),
            }],
            Self::NotFound
            | Self::Unreadable(_)
            | Self::Directory
            | Self::Special
            | Self::Empty
            | Self::Bomb
            | Self::Password
            | Self::NotAnOldWorkbook
            | Self::NotAWorkbook
            | Self::BinaryWorkbook
            | Self::WebPage
            | Self::Damaged
            | Self::NoHeader
            | Self::NoRows
            | Self::Cancelled
            | Self::Trouble(_) => Vec::new(),
        }
    }
}

impl From<Trouble> for ExchangeRefusal {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl From<std::io::Error> for ExchangeRefusal {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::NotFound,
            kind => Self::Unreadable(kind),
        }
    }
}
