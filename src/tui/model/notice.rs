//! A message to the person.

use serde::{Deserialize, Serialize};

/// How a message to the person is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tone {
    /// Something is done.
    Done,
    /// Something stands in the way.
    Refused,
    /// The machine failed.
    Fault,
}

/// A message in the calm area above the footer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// Its words; a line break where a sentence should begin a new line.
    pub text: String,
}
