//! What else a household may be due, and the referrals: the state of the list.

use serde::{Deserialize, Serialize};

/// The state of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferralsScreen {
    /// The selected entry.
    pub selected: usize,
}
