//! What the incomes of one member show.

use serde::{Deserialize, Serialize};

/// The state of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncomesScreen {
    /// The member, by place from 0.
    pub member: usize,
    /// The selected row.
    pub selected: usize,
}
