//! What the parameters show.

use serde::{Deserialize, Serialize};

use super::line::{Folding, Line};
use crate::tui::event::Key;

/// The state of the page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PolicyScreen {
    /// What the list is narrowed to.
    pub filter: Line,
    /// Whether the filter is being typed.
    pub filtering: bool,
    /// The selected row among those that pass the filter.
    pub selected: usize,
}

impl PolicyScreen {
    /// A key in the filter; the list follows at once.
    pub fn line_key(&mut self, key: Key) {
        self.filter.key(key, Folding::Text);
        self.selected = 0;
    }
}
