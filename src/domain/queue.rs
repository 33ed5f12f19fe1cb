//! Queues (队列) as data: which cases, in which order, for whom.

use serde::{Deserialize, Serialize};

use super::{calendar::Day, ids::CaseId};

/// The built-in queues (待办), in the order of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueId {
    /// 低保定期核查.
    Dibao,
    /// 特困年度核查.
    Tekun,
    /// 临时救助 补手续与回访.
    Linshi,
    /// 核对预警.
    Alerts,
    /// 退回补正.
    Returned,
    /// 等待中.
    Held,
    /// 待我审核.
    ToApprove,
    /// 待我确认.
    ToConfirm,
}

/// One reason why a case stands where it stands, e.g. 逾期12日 +12.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RankReason {
    /// Overdue by so many civil days.
    Overdue {
        /// Civil days after the due day.
        days: u32,
    },
    /// Due in so many days, 0 for today.
    DueIn {
        /// Civil days until the due day.
        days: u32,
    },
    /// An open alert of this kind.
    Alert {
        /// What it is about.
        kind: super::alert::AlertKind,
        /// Weight in days.
        bonus: u32,
    },
    /// 半年类.
    HalfYear {
        /// Weight in days.
        bonus: u32,
    },
    /// 退回补正.
    Returned {
        /// Weight in days.
        bonus: u32,
    },
}

/// One row of a queue: what a list needs without opening the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueRow {
    /// The case.
    pub case: CaseId,
    /// Case number.
    pub number: String,
    /// The head's name, as stored; masked and made printable by whoever shows it.
    pub head: super::person::Personal,
    /// Name of the village or community.
    pub village: String,
    /// Members in the household.
    pub members: u32,
    /// Paid now, a month.
    pub paid: super::money::Fen,
    /// Day the review is due.
    pub due: Day,
    /// Months between reviews.
    pub every_months: u32,
    /// Where the review stands.
    pub status: super::review::Status,
    /// Name of who has claimed it, if somebody has.
    pub claimed_by: Option<String>,
    /// Why it stands here; the first is the weightiest.
    pub reasons: Vec<RankReason>,
}
