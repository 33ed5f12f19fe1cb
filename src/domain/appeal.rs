//! 行政复议 and 行政诉讼 against a decision, as the office is told of them: what came in, and how it ended.
//!
//! A marker beside the review and no state of it: a decision goes on unless somebody ordered it to be stayed
//! (行政复议法 第四十二条), or the office's own parameter says that it waits.

use serde::{Deserialize, Serialize};

use super::{calendar::Day, ids::StaffId, money::Fen};

/// Which remedy was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppealKind {
    /// 行政复议.
    Review,
    /// 行政诉讼.
    Lawsuit,
}

/// An appeal against the newest decision of a case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Appeal {
    /// Number within the case, from 1.
    pub number: u32,
    /// Which remedy.
    pub kind: AppealKind,
    /// The day it was received.
    pub day: Day,
    /// The body or court, with its file number.
    pub body: String,
    /// Digest (hex) of the decision it is against, as it was frozen.
    pub against: String,
    /// The order that stays the decision (停止执行), in words; empty if there is none.
    pub stay: String,
    /// Who entered it.
    pub by: StaffId,
    /// How it ended, once it has.
    pub result: Option<AppealResult>,
}

impl Appeal {
    /// Whether it is still to be decided.
    pub const fn is_open(&self) -> bool {
        self.result.is_none()
    }
}

/// How an appeal ended.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AppealResult {
    /// What was decided.
    pub ruling: Ruling,
    /// The day of it.
    pub day: Day,
    /// The document.
    pub document: String,
    /// Who entered it.
    pub by: StaffId,
}

/// What was decided on an appeal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// 维持: the decision stands.
    Upheld,
    /// 撤回申请, 撤诉.
    Withdrawn,
    /// 撤销: the decision holds no longer.
    Revoked,
    /// 责令重作: the decision holds no longer, and a new one has to be made.
    Redo,
    /// 变更: another amount a month is to be paid.
    Changed {
        /// The amount.
        month: Fen,
    },
}

impl Ruling {
    /// Whether the decision falls, and the case goes back into review.
    pub const fn undoes(self) -> bool {
        match self {
            Self::Revoked | Self::Redo | Self::Changed { .. } => true,
            Self::Upheld | Self::Withdrawn => false,
        }
    }
}
