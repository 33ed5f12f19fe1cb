//! What a household is paid (现享).

use serde::{Deserialize, Serialize};

use super::{calendar::Month, money::Fen};

/// What is paid now (现享).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Benefit {
    /// A month's amount.
    pub month: Fen,
    /// The first month of this amount, where known.
    pub since: Option<Month>,
}
