//! Exact money. Amounts are whole fen; ratios and intermediate sums are exact rationals; no floats.

use serde::{Deserialize, Serialize};

/// An amount of money in fen (分), the hundredth of a yuan. Negative amounts are differences.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Fen(pub i64);

impl Fen {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Whole yuan as fen.
    pub const fn yuan(yuan: i64) -> Self {
        Self(yuan * 100)
    }
}
