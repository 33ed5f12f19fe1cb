//! What the values of one parameter show.

use serde::{Deserialize, Serialize};

use crate::engine::answer::ParamRow;

/// The state of the page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryScreen {
    /// The parameter.
    pub name: String,
    /// Its values, once they have come.
    pub rows: Option<Vec<ParamRow>>,
    /// The selected value.
    pub selected: usize,
}
