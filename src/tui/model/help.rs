//! What the help shows.

use serde::{Deserialize, Serialize};

use crate::tui::action::{Action, Context};

/// The state of the help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpScreen {
    /// The context below.
    pub context: Context,
    /// What its keys do, as things stood when the help was opened.
    pub keys: Vec<(String, Action)>,
    /// The page on the screen.
    pub page: usize,
}
