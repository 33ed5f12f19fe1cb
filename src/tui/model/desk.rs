//! What the first screen shows.

use serde::{Deserialize, Serialize};

use crate::engine::answer::Desk;

/// The state of the first screen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct DeskScreen {
    /// The counts, once known.
    pub desk: Option<Box<Desk>>,
    /// The selected queue, by place.
    pub selected: usize,
}
