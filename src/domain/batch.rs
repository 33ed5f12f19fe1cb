//! Batches (批次): one decision that concerns many households, with a row for each.
//!
//! A batch lists its rows first, each with the state of the case it rests on, and freezes them by a digest.
//! Then it is signed like any decision, by another person at every step, and carried out row by row. A row
//! that no longer stands as it was listed is left for a review of its own.

use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

use super::{
    area::{AreaCode, Setting},
    batch_totals::Fnv,
    calendar::{Day, Month},
    case::{Case, Programme},
    finding::Finding,
    ids::{CaseId, StaffId},
    money::Fen,
    price::Once,
    review::Returned,
};

pub use super::batch_totals::{Part, Totals};

/// What a batch does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BatchKind {
    /// 提标: a new standard that holds from this month on.
    Standard {
        /// The first month of it.
        from: Month,
    },
    /// 价格临时补贴 for a month.
    Price {
        /// The month whose prices rose.
        month: Month,
    },
}

/// What was asked for: what, and where.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct BatchPlan {
    /// What it does.
    pub kind: BatchKind,
    /// Where.
    pub area: AreaCode,
}

/// Where a batch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BatchStatus {
    /// 列名单: its rows are being listed; nobody has signed.
    Listing,
    /// 待审核.
    Proposed,
    /// 待确认.
    Approved,
    /// 写入中: decided, and carried out row by row.
    Carrying,
    /// 办结.
    Done,
    /// 已退回.
    Returned,
    /// 已撤回.
    Withdrawn,
    /// 已作废: its listing was cut off.
    Dropped,
}

/// A step that moves a batch on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BatchStep {
    /// 列名单.
    List,
    /// 提出.
    Propose,
    /// 撤回.
    Withdraw,
    /// 退回.
    Return,
    /// 审核.
    Approve,
    /// 审核即决定, where nobody has to confirm.
    Decide,
    /// 确认.
    Confirm,
    /// 写入.
    Carry,
    /// 办结.
    Finish,
    /// 作废.
    Drop,
}

/// The only table of what follows what; `None` where the status does not allow the step.
pub const fn next(status: BatchStatus, step: BatchStep) -> Option<BatchStatus> {
    use BatchStatus as T;
    use BatchStep as S;
    Some(match (status, step) {
        (T::Listing, S::List) => T::Listing,
        (T::Listing, S::Propose) => T::Proposed,
        (T::Listing, S::Drop) => T::Dropped,
        (T::Proposed, S::Withdraw) => T::Withdrawn,
        (T::Proposed | T::Approved, S::Return) => T::Returned,
        (T::Proposed, S::Approve) => T::Approved,
        (T::Approved, S::Decide | S::Confirm) => T::Carrying,
        (T::Carrying, S::Carry) => T::Carrying,
        (T::Carrying, S::Finish) => T::Done,
        _not_allowed => return None,
    })
}

impl BatchStatus {
    /// Whether something may still come of it.
    pub const fn is_open(self) -> bool {
        match self {
            Self::Listing | Self::Proposed | Self::Approved | Self::Carrying => true,
            Self::Done | Self::Returned | Self::Withdrawn | Self::Dropped => false,
        }
    }
}

/// Why a household is left for a review of its own (不能计算, 须单户核查).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyLeft {
    /// 需人工判断: the rules do not decide the household.
    Judgement,
    /// 不再符合条件.
    NotEligible,
    /// 会减少: nobody gets less by a batch.
    Less,
    /// 有待查的预警.
    OpenAlert,
    /// 有待定的变更申报.
    OpenChange,
    /// 核查逾期: its facts are too old.
    Overdue,
    /// 正在审批: an outcome of its own waits for a signature or its force.
    InReview,
    /// 渐退期.
    PhaseOut,
    /// 现享与原标准的测算不符: something else than the standard changed.
    PaidDiffers,
    /// 参数未核实.
    Unconfirmed {
        /// Its name.
        param: String,
    },
    /// 参数未设.
    Missing {
        /// Its name.
        param: String,
    },
    /// 事实矛盾, or a figure out of range.
    Facts {
        /// What, in Chinese words of the rule that found it.
        what: String,
    },
    /// 已发过.
    PaidBefore,
    /// 预览后有变动: the case was changed, or its sum is another now.
    Changed,
    /// 签字人录入过本户的事实.
    SignerEdited,
    /// 近亲属备案, and nobody is to confirm the batch.
    Kin,
}

/// What a household gets more a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Raise {
    /// The new amount a month.
    pub month: Fen,
    /// The first month it is paid.
    pub effective: Month,
    /// 补发 for the months before it.
    pub arrears: Fen,
    /// The first month of the arrears; `None` where no month is due any.
    pub arrears_from: Option<Month>,
    /// Earlier months were paid another amount: what is due for them is for a review of its own.
    pub partly: bool,
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowResult {
    /// 增发.
    Raise(Raise),
    /// 一次性发放.
    Once {
        /// A head.
        each: Fen,
        /// The household.
        amount: Fen,
    },
    /// 不变.
    Same,
    /// 不能计算.
    Left(WhyLeft),
}

/// One household of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct BatchRow {
    /// The case.
    pub case: CaseId,
    /// Sum over the facts of the case it rests on, as it was listed; see [`facts_of`].
    pub facts: u64,
    /// The village or community.
    pub area: AreaCode,
    /// The programme.
    pub programme: Programme,
    /// City or rural.
    pub setting: Setting,
    /// Members who count.
    pub persons: u32,
    /// Paid now, a month.
    pub paid: Fen,
    /// What becomes of it.
    pub result: RowResult,
}

/// A sum over the facts a row rests on: whoever is in the household with what is known of them, and for a new
/// standard what is paid and how a person is supported. Work on the case that changes none of them changes no row.
pub fn facts_of(case: &Case, kind: BatchKind) -> u64 {
    let mut sum = Fnv::default();
    (&case.household, case.setting, case.single).hash(&mut sum);
    case.kin_registered.hash(&mut sum);
    match kind {
        BatchKind::Standard { .. } => {
            case.benefit.hash(&mut sum);
            (&case.support, &case.self_care).hash(&mut sum);
        }
        BatchKind::Price { .. } => {}
    }
    sum.finish()
}

impl BatchRow {
    /// Whether something is to be written for it.
    pub const fn is_carried(&self) -> bool {
        match self.result {
            RowResult::Raise(_) | RowResult::Once { .. } => true,
            RowResult::Same | RowResult::Left(_) => false,
        }
    }
}

/// A batch (批次) without its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// Its number, from 1.
    pub number: u32,
    /// What it does, and where.
    pub plan: BatchPlan,
    /// Where it stands.
    pub status: BatchStatus,
    /// Who made it.
    pub by: StaffId,
    /// The day it was made, whose law applies to every row.
    pub day: Day,
    /// The last case that was looked at; the list goes on after it.
    pub last: Option<CaseId>,
    /// Every case was looked at.
    pub complete: bool,
    /// Parts of the list, each written as one unit.
    pub chunks: u32,
    /// Digest (hex) of all rows so far, each part chained to the one before.
    pub digest: String,
    /// What the rows come to.
    pub totals: Totals,
    /// Digest (hex) of exactly what is signed; empty before it is proposed.
    pub freeze: String,
    /// Who approved it, and when.
    pub approved: Option<(StaffId, Day)>,
    /// Who confirmed it, and when.
    pub confirmed: Option<(StaffId, Day)>,
    /// Who returned it, when and why.
    pub returned: Option<Returned>,
    /// Parts that are carried out.
    pub carried: u32,
    /// Rows written.
    pub done: u32,
    /// Rows that were to be written and were left, because they had changed.
    pub refused: u32,
}

/// What happened to a batch as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum BatchEvent {
    /// It was begun.
    Opened {
        /// What and where.
        plan: BatchPlan,
        /// Who made it.
        by: StaffId,
        /// The day whose law applies.
        day: Day,
    },
    /// A part of its rows was listed.
    Listed {
        /// The rows.
        rows: Vec<BatchRow>,
        /// The last case that was looked at.
        last: Option<CaseId>,
        /// There are no more.
        complete: bool,
        /// Digest of all rows so far.
        digest: String,
    },
    /// It was signed by who made it.
    Proposed {
        /// Digest of exactly what is signed.
        freeze: String,
    },
    /// It was approved.
    Approved {
        /// Who.
        by: StaffId,
        /// When.
        day: Day,
        /// Digest of what was signed.
        freeze: String,
        /// Nobody has to confirm it: it is decided.
        decides: bool,
    },
    /// It was confirmed.
    Confirmed {
        /// Who.
        by: StaffId,
        /// When.
        day: Day,
        /// Digest of what was signed.
        freeze: String,
    },
    /// It was returned.
    Returned {
        /// Who, when and why.
        returned: Returned,
    },
    /// Who made it took it back.
    Withdrawn,
    /// Its listing was cut off, or came to something else than was seen.
    Dropped,
    /// A part was carried out.
    Carried {
        /// Which part, from 0.
        chunk: u32,
        /// Rows written.
        done: u32,
        /// Rows that were to be written and were left: place in the part, and why.
        left: Vec<(u32, WhyLeft)>,
    },
}

/// What a batch does to one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowDone {
    /// Number of the batch.
    pub batch: u32,
    /// What the batch does.
    pub kind: BatchKind,
    /// Who made the batch.
    pub by: StaffId,
    /// The day whose law applied.
    pub day: Day,
    /// Digest of what was signed.
    pub freeze: String,
    /// Who approved it, and when.
    pub approved: Option<(StaffId, Day)>,
    /// Who confirmed it, and when.
    pub confirmed: Option<(StaffId, Day)>,
    /// The new amount with its sum, if the month's amount changes.
    pub raise: Option<(Raise, Box<Finding>)>,
    /// What is paid once.
    pub once: Option<Once>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATUSES: [BatchStatus; 8] = [
        BatchStatus::Listing,
        BatchStatus::Proposed,
        BatchStatus::Approved,
        BatchStatus::Carrying,
        BatchStatus::Done,
        BatchStatus::Returned,
        BatchStatus::Withdrawn,
        BatchStatus::Dropped,
    ];

    #[test]
    fn nothing_is_carried_out_that_two_people_have_not_signed() {
        for status in STATUSES {
            for step in [BatchStep::Decide, BatchStep::Confirm] {
                let open = next(status, step) == Some(BatchStatus::Carrying);
                assert_eq!(open, status == BatchStatus::Approved, "{status:?} {step:?}");
            }
            let carries = next(status, BatchStep::Carry).is_some();
            assert_eq!(carries, status == BatchStatus::Carrying);
            let approves = next(status, BatchStep::Approve).is_some();
            assert_eq!(approves, status == BatchStatus::Proposed);
        }
    }

    #[test]
    fn what_has_ended_moves_no_more() {
        const STEPS: [BatchStep; 10] = [
            BatchStep::List,
            BatchStep::Propose,
            BatchStep::Withdraw,
            BatchStep::Return,
            BatchStep::Approve,
            BatchStep::Decide,
            BatchStep::Confirm,
            BatchStep::Carry,
            BatchStep::Finish,
            BatchStep::Drop,
        ];
        for status in STATUSES.into_iter().filter(|status| !status.is_open()) {
            assert!(STEPS.into_iter().all(|step| next(status, step).is_none()));
        }
    }
}
