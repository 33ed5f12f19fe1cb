//! What a comparison of two changes shows.

use serde::{Deserialize, Serialize};

use super::merge::Part;
use crate::domain::household::Household;

/// The state of the comparison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareScreen {
    /// What was typed here.
    pub mine: Household,
    /// What the colleague made of it.
    pub theirs: Household,
    /// The parts both changed, and whether one's own value stands.
    pub parts: Vec<(Part, bool)>,
    /// The selected part.
    pub selected: usize,
}
