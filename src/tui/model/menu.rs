//! What the menu shows.

use serde::{Deserialize, Serialize};

use crate::tui::action::{Action, Context};

/// The state of the menu.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MenuScreen {
    /// The context below.
    pub context: Context,
    /// What can be done, with the key shown.
    pub entries: Vec<(Action, String)>,
    /// The selected entry.
    pub selected: usize,
}
