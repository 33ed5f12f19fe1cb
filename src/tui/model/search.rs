//! What the search shows.

use serde::{Deserialize, Serialize};

use super::line::Line;
use crate::engine::answer::Hit;

/// The state of the search.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SearchScreen {
    /// What is being typed.
    pub line: Line,
    /// Whether the field has the focus; else the results.
    pub typing: bool,
    /// What was searched for, once it was.
    pub searched: Option<String>,
    /// The results, once they have come.
    pub hits: Option<Vec<Hit>>,
    /// The selected result.
    pub selected: usize,
}
