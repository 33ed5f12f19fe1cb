//! 临时救助 as it was given, and what must follow: papers and a visit
//! (社会救助法 第二十九条, 第五十条; 民发〔2018〕23号).

use serde::{Deserialize, Serialize};

use super::{calendar::Day, ids::StaffId, money::Fen};

/// The kinds of temporary help (临时救助类型).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinshiType {
    /// 急难型.
    Urgent,
    /// 支出型.
    Expense,
    /// 小额快救.
    Fast,
}

/// What was given (救助事由和金额).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Aid {
    /// The kind.
    pub kind: LinshiType,
    /// For what (事由).
    pub cause: String,
    /// How much, once.
    pub amount: Fen,
    /// The day it was given.
    pub day: Day,
    /// Who entered it.
    pub by: StaffId,
}

/// The papers that follow help given first (补办手续).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AidPapers {
    /// The day they were complete.
    pub day: Day,
    /// Who entered it.
    pub by: StaffId,
    /// What was completed.
    pub note: String,
}

/// The visit afterwards (回访).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FollowUp {
    /// The day.
    pub day: Day,
    /// Whether the money was used for its purpose.
    pub used_as_meant: bool,
    /// To which help the household was passed on (转介); empty if to none.
    pub referral: String,
    /// Who entered it.
    pub by: StaffId,
    /// What was found.
    pub note: String,
}

impl LinshiType {
    /// Whether help is given first and the papers follow (社会救助法 第五十条); 支出型 goes through the whole
    /// procedure before.
    pub const fn is_given_first(self) -> bool {
        match self {
            Self::Urgent | Self::Fast => true,
            Self::Expense => false,
        }
    }

    /// The code, which `text` has a word for.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Urgent => "aid_urgent",
            Self::Expense => "aid_expense",
            Self::Fast => "aid_fast",
        }
    }
}
