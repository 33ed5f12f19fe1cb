//! A message to a person: what happened, what it means, what to do now.
//!
//! One shape for refusals, faults and the terminal's shortcomings, so that a screen, a line on the
//! command line and a paper say the same. It never holds names or numbers of those who are assisted.

use std::fmt;

/// What happened, what it means, and what to do now, each a sentence or two of Chinese.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// What happened.
    pub what: String,
    /// What it means: above all, what was kept and what was not done.
    pub meaning: String,
    /// What to do now.
    pub remedy: String,
}

impl Message {
    /// A message of its three parts.
    pub fn new(
        what: impl Into<String>,
        meaning: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            what: what.into(),
            meaning: meaning.into(),
            remedy: remedy.into(),
        }
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}\n{}", self.what, self.meaning, self.remedy)
    }
}
