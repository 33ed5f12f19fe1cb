//! 追回: what was settled about money that was paid too much.

use serde::{Deserialize, Serialize};

use super::{calendar::Day, ids::StaffId, money::Fen};

/// How money that was paid too much comes back, if it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecoveryWay {
    /// 一次退回.
    Returned,
    /// 分期退回.
    Instalments,
    /// 从以后月份扣减.
    Deducted,
    /// 不予追回.
    Waived,
}

impl RecoveryWay {
    /// All of them, in the order of a form.
    pub const ALL: [Self; 4] = [
        Self::Returned,
        Self::Instalments,
        Self::Deducted,
        Self::Waived,
    ];
}

/// What was settled with the household, or decided, about money that was paid too much.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Recovery {
    /// The day.
    pub day: Day,
    /// What was paid too much by the sum of that day.
    pub overpaid: Fen,
    /// How much comes back.
    pub amount: Fen,
    /// How.
    pub way: RecoveryWay,
    /// The agreement or decision, with its dates.
    pub document: String,
    /// Who entered it.
    pub by: StaffId,
}
