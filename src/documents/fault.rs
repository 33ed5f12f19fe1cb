//! Why there is no paper: typed here, worded in `text::papers`.

use crate::text::{message::Message, papers as words};

/// Why there is no paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PaperFault {
    /// The case has not come to what the paper tells of.
    NotYet {
        /// What is not there, in words.
        what: &'static str,
    },
    /// The template has a placeholder nobody knows.
    UnknownField {
        /// As it stands there.
        name: String,
        /// The known name that is most like it.
        nearest: Option<&'static str>,
    },
    /// The template lacks a placeholder the paper must have.
    MissingField {
        /// Its name.
        name: &'static str,
    },
    /// A placeholder is not closed, or goes over the end of its paragraph.
    Unclosed {
        /// How it begins.
        begins: String,
    },
    /// The file is no document of a word processor.
    NotADocument,
    /// The document is larger than anybody writes.
    TooLarge,
    /// A document cannot be put together.
    Broken,
}

impl PaperFault {
    /// What a person reads.
    pub fn message(&self) -> Message {
        match self {
            Self::NotYet { what } => words::not_yet(what),
            Self::UnknownField { name, nearest } => words::unknown_field(name, *nearest),
            Self::MissingField { name } => words::missing_field(name),
            Self::Unclosed { begins } => words::unclosed(begins),
            Self::NotADocument => words::not_a_document(),
            Self::TooLarge => words::too_large(),
            Self::Broken => words::broken(),
        }
    }
}
