//! The review (核查) as a state machine, written once and used live and in replay.

use serde::{Deserialize, Serialize};

pub use super::outcome::{Cause, Outcome};

use super::{
    calendar::{Day, Month},
    finding::Finding,
    household::Household,
    ids::StaffId,
    money::Fen,
    notice::{Attempt, Notice, Service},
};

/// What a review waits for (等待).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldKind {
    /// 等核对报告.
    CheckReport,
    /// 等材料.
    Papers,
    /// 听取意见.
    Hearing,
    /// 公示期.
    Posting,
}

/// A hold (等待): what for, since when, and the day it wakes by itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Hold {
    /// What is waited for.
    pub kind: HoldKind,
    /// The day it began.
    pub since: Day,
    /// The first day it is in the queue again.
    pub wake: Day,
    /// Who holds it.
    pub by: StaffId,
    /// A word for the colleague who reads it.
    pub note: String,
}

/// Where a review stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// 待核查: nobody has taken it.
    Due,
    /// 办理中: somebody has it.
    Claimed,
    /// 等待.
    Held,
    /// 已提出, 待审核.
    Proposed,
    /// 退回补正.
    Returned,
    /// 已审核, 待确认.
    Approved,
    /// 已决定: decided, but the notice is not made.
    Confirmed,
    /// 已告知: the notice is made and not served.
    Noticed,
    /// 已送达: served; the month of effect stands out, or somebody to note that it has come.
    Served,
    /// 生效. A review does not stay here: the next one is scheduled at once; where a case still stands here, it has ended.
    InForce,
}

/// A step that moves a review on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewStep {
    /// 领办.
    Claim,
    /// 放回.
    Release,
    /// 等待.
    Hold,
    /// 到时唤醒或提前结束等待.
    Wake,
    /// 提出.
    Propose,
    /// 撤回.
    Withdraw,
    /// 退回.
    Return,
    /// 审核通过.
    Approve,
    /// 确认.
    Confirm,
    /// 作出决定: the approval is the decision where nobody has to confirm.
    Decide,
    /// 告知: the notice is made, or made anew.
    Notify,
    /// 送达.
    Serve,
    /// 生效, of what takes nothing from anybody.
    TakeForce,
    /// 生效 with its maker's signature alone, where the office lets 维持 stand so.
    Stand,
    /// 执行: force of what leaves somebody with less.
    Enforce,
}

/// A step that this status does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Illegal {
    /// Where the review stood.
    pub status: Status,
    /// What was tried.
    pub step: ReviewStep,
}

/// The only table of what follows what.
///
/// # Errors
/// [`Illegal`] names the status and the step where the table has no such move.
pub const fn next(status: Status, step: ReviewStep) -> Result<Status, Illegal> {
    use ReviewStep as S;
    use Status as T;
    Ok(match (status, step) {
        (T::Due | T::Held | T::Returned | T::Claimed | T::InForce, S::Claim)
        | (T::Held, S::Wake) => T::Claimed,
        (T::Claimed, S::Release) => T::Due,
        (T::Due | T::Claimed | T::Returned, S::Hold) => T::Held,
        (T::Due | T::Claimed | T::Held | T::Returned, S::Propose) => T::Proposed,
        (T::Proposed, S::Withdraw) => T::Claimed,
        (T::Proposed | T::Approved | T::Confirmed | T::Noticed | T::Served, S::Return) => {
            T::Returned
        }
        (T::Proposed, S::Approve) => T::Approved,
        (T::Approved, S::Confirm | S::Decide) => T::Confirmed,
        (T::Proposed, S::Stand) | (T::Approved | T::Confirmed, S::TakeForce) => T::InForce,
        // What leaves somebody with less: decision, notice, service, force, and no other way.
        (T::Confirmed | T::Noticed, S::Notify) => T::Noticed,
        (T::Noticed, S::Serve) => T::Served,
        (T::Served, S::Enforce) => T::InForce,
        (status, step) => return Err(Illegal { status, step }),
    })
}

/// A claim (领办): who works on the case, with a lease that ends by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Claim {
    /// Who has it.
    pub by: StaffId,
    /// The last day of the lease.
    pub until: Day,
}

/// What a caseworker proposes (拟定意见): the frozen whole that a second person signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The outcome.
    pub outcome: Outcome,
    /// Why.
    pub cause: Cause,
    /// The reason in words; may be empty for 维持.
    pub reason: String,
    /// The amount a month from the effective month on.
    pub month: Fen,
    /// The first month the new amount is paid.
    pub effective: Month,
    /// Number of months of 渐退, if that is the outcome.
    pub phase_out_months: Option<u32>,
    /// The household as it is proposed to stand.
    pub household: Household,
    /// The sum with every step, as the person saw it.
    pub finding: Finding,
    /// Who proposes.
    pub by: StaffId,
    /// When.
    pub day: Day,
    /// Digest (hex) of exactly the other values; what is approved is this and nothing else.
    pub freeze: String,
    /// The day the facts changed, where it is known to lie before the review.
    #[serde(default)]
    pub changed: Option<Day>,
}

impl Proposal {
    /// Whether the household gets less than it is paid now.
    ///
    /// The amount counts too, so that no name of an outcome leads around what a decrease demands.
    pub fn takes_from(&self, paid: Fen) -> bool {
        self.outcome.takes_away() || self.month < paid
    }

    /// Whether it holds only after it was told in writing, with its remedies, and served: what leaves somebody with
    /// less, and what gives nothing to who asked.
    pub fn is_served(&self, paid: Fen) -> bool {
        self.takes_from(paid) || self.outcome == Outcome::Deny
    }

    /// The day the facts changed: as said, else the first death that the review found in the household as it
    /// stood before.
    pub fn changed_on(&self, before: &Household) -> Option<Day> {
        let known = |place: usize| before.members.get(place).and_then(|one| one.facts.died);
        let members = self.household.members.iter().enumerate();
        let died = members
            .filter(|(place, member)| member.facts.died != known(*place))
            .filter_map(|(_, member)| member.facts.died)
            .min();
        self.changed.or(died)
    }
}

/// The state of the review of one case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Where it stands.
    pub status: Status,
    /// The day the review is due (应核查日), the corresponding day, unrolled.
    pub due: Day,
    /// Months between reviews as of the last scheduling, 12 or 6.
    pub every_months: u32,
    /// Who has it.
    pub claim: Option<Claim>,
    /// What it waits for.
    pub hold: Option<Hold>,
    /// What was proposed and is not in force; after a return it stays for its maker to read, until the next proposal.
    pub proposal: Option<Proposal>,
    /// Why the last proposal was returned.
    pub returned: Option<Returned>,
    /// Skipped: comes back on this day, with the reason given.
    pub skipped: Option<Skip>,
    /// Who approved, once approved.
    pub approved: Option<(StaffId, Day)>,
    /// Who confirmed, once confirmed.
    pub confirmed: Option<(StaffId, Day)>,
    /// Who decided and when, once it is decided: the confirmation, or the approval where that is enough.
    pub decided: Option<(StaffId, Day)>,
    /// The notice of the decision, once it is made.
    pub notice: Option<Notice>,
    /// Tries to serve it that did not succeed.
    pub attempts: Vec<Attempt>,
    /// Its service.
    pub service: Option<Service>,
    /// Members of staff who wrote facts of this review; none of them may sign it.
    pub editors: Vec<StaffId>,
}

/// A return (退回) with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returned {
    /// Who returned it.
    pub by: StaffId,
    /// When.
    pub day: Day,
    /// Why, in words.
    pub reason: String,
}

/// A skip (跳过) with its reason: the case goes behind the others of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skip {
    /// Who skipped it.
    pub by: StaffId,
    /// When.
    pub day: Day,
    /// Why, in words.
    pub reason: String,
}

/// The last completed review of a case, as the next one sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastReview {
    /// The day it was decided.
    pub day: Day,
    /// Who proposed it, by name where the office of then is not in the staff list.
    pub by: String,
    /// The outcome.
    pub outcome: Outcome,
    /// The members' incomes then stand in the household of that day.
    pub household: Option<Household>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATUSES: [Status; 10] = [
        Status::Due,
        Status::Claimed,
        Status::Held,
        Status::Proposed,
        Status::Returned,
        Status::Approved,
        Status::Confirmed,
        Status::Noticed,
        Status::Served,
        Status::InForce,
    ];

    #[test]
    fn what_leaves_somebody_with_less_has_one_way_into_force() {
        for (step, only_from) in [
            (ReviewStep::Enforce, [Status::Served].as_slice()),
            (ReviewStep::Stand, &[Status::Proposed]),
            (ReviewStep::Serve, &[Status::Noticed]),
            (ReviewStep::Notify, &[Status::Confirmed, Status::Noticed]),
            (ReviewStep::Confirm, &[Status::Approved]),
            (ReviewStep::Decide, &[Status::Approved]),
        ] {
            for status in STATUSES {
                let open = next(status, step).is_ok();
                assert_eq!(open, only_from.contains(&status), "{status:?} {step:?}");
            }
        }
    }

    #[test]
    fn a_decision_goes_back_until_it_is_in_force_and_not_after() {
        for status in STATUSES {
            let signed_or_later = matches!(
                status,
                Status::Proposed
                    | Status::Approved
                    | Status::Confirmed
                    | Status::Noticed
                    | Status::Served
            );
            assert_eq!(
                next(status, ReviewStep::Return).is_ok(),
                signed_or_later,
                "{status:?}"
            );
        }
    }
}
