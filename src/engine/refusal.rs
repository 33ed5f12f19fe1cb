//! Refusals: the expected «no» of the engine, typed; `text` says it in words. Faults are the machine's,
//! and stand in `base::fault`.

use serde::{Deserialize, Serialize};

use crate::base::fault::FaultFacts;
use crate::domain::{
    appeal::AppealKind,
    batch::BatchStatus,
    calendar::{Day, Month},
    finding::Finding,
    ids::CaseId,
    money::Fen,
    notice::WaiverGround,
    review::{Outcome, ReviewStep, Status},
    staff::Role,
};

/// What is still to be entered of a 临时救助.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AidPart {
    /// What was given.
    Given,
    /// The papers that follow help given first.
    Papers,
    /// The visit afterwards.
    Visit,
    /// The discussion of what goes beyond ceiling or number.
    Discussion,
    /// Instalments that are not paid.
    Instalments,
}

/// Why something was not done although the machine is well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// Nobody has looked whether other aid fits the person whose support ends.
    OtherAidUnlooked,
    /// The office is not open yet: the first start has to be done.
    OfficeNotOpen,
    /// The office is open already.
    OfficeAlreadyOpen,
    /// The actor is not on the staff, or has left.
    NotOnStaff,
    /// None of the actor's roles may do this.
    RoleMissing {
        /// A role that may.
        needs: Role,
    },
    /// The case lies outside the area in which the actor acts.
    OutsideArea,
    /// Who made or last edited something may not sign it.
    MakerIsChecker {
        /// Name of who made it.
        maker: String,
    },
    /// 近亲属备案 or own village: a third person must sign.
    ThirdPersonNeeded,
    /// Somebody changed the case since it was read.
    Stale {
        /// Name of who.
        by: String,
        /// When, RFC 3339.
        at: String,
    },
    /// The sum differs from the one the person saw.
    FindingChanged {
        /// The sum as it is now.
        now: Box<Finding>,
    },
    /// What is to be signed differs from what was frozen.
    FreezeDiffers,
    /// The state of the review does not allow the step.
    IllegalStep {
        /// Where it stands.
        status: Status,
        /// What was tried.
        step: ReviewStep,
    },
    /// A colleague has the case.
    ClaimedByOther {
        /// Name.
        by: String,
        /// Last day of the lease.
        until: Day,
    },
    /// There is no such case.
    UnknownCase,
    /// There is no such thing under this name or number.
    Unknown {
        /// What was looked for, in the words of the asker.
        what: String,
    },
    /// A reason in words is needed.
    ReasonMissing,
    /// No visit or report is dated after the last review.
    EvidenceTooOld {
        /// The last review; evidence must be younger.
        since: Option<Day>,
    },
    /// Alerts nobody has looked into.
    AlertsOpen {
        /// How many.
        count: u32,
    },
    /// Alerts of this period were found true, and yet nothing of the household was changed.
    TrueAlertsWithoutChange {
        /// How many.
        count: u32,
    },
    /// How an alert was looked into is not said.
    AlertNoteMissing,
    /// A 临时救助 cannot be closed yet (社会救助法 第五十条).
    AidOpen {
        /// What is still to be entered first.
        part: AidPart,
    },
    /// The opinion was not heard, nor are the attempts on record (社会救助法 第四十八条).
    HearingMissing,
    /// The ground on which nobody would be heard is not there, or not open here.
    WaiverDoesNotFit {
        /// Which ground.
        ground: WaiverGround,
    },
    /// What is to be decided has not been posted, or not since an objection came in.
    PostingMissing {
        /// For how many days it has to be.
        days: u32,
        /// An objection stands against the last posting.
        objected: bool,
    },
    /// The posting is not over.
    PostingRuns {
        /// The last of its days.
        last: Day,
    },
    /// Service was not tried often enough for this way of it.
    AttemptsMissing {
        /// Days on which it was tried.
        have: u32,
        /// How many are needed.
        needed: u32,
    },
    /// The month from which a decision holds has not come.
    NotYetEffective {
        /// The first month of it.
        from: Month,
    },
    /// The decision is stayed until an appeal is decided.
    AppealStays {
        /// Which remedy.
        kind: AppealKind,
        /// The day it was received.
        received: Day,
    },
    /// A visit by two surveyors is needed (民发〔2021〕57号 第十六条).
    SurveyorsMissing {
        /// How many are on the newest visit.
        have: u32,
    },
    /// A parameter is needed and has no value.
    ParameterMissing {
        /// Its name.
        name: String,
    },
    /// A working-day calendar of this year is not loaded.
    CalendarUnknown {
        /// The year.
        year: i32,
    },
    /// The day lies before the first day of the instrument the sum rests on.
    NotInForce {
        /// How the instrument is cited.
        instrument: String,
        /// Its first day.
        from: Option<Day>,
    },
    /// The facts contradict each other.
    Contradiction {
        /// What, in Chinese words of the rule that found it.
        what: String,
    },
    /// The outcome does not follow from the facts.
    OutcomeDoesNotFit {
        /// What was asked.
        outcome: Outcome,
        /// What the rules suggest.
        suggest: Vec<Outcome>,
    },
    /// 转特困 without what its sum rests on.
    SupportUnlooked {
        /// This review has not looked into how the person is supported.
        support: bool,
        /// Nobody has assessed self-care.
        self_care: bool,
    },
    /// A list would leave the household with less than is paid now, which only a review can do.
    LessWithoutReview {
        /// Paid now, a month.
        paid: Fen,
        /// What the list says.
        listed: Fen,
    },
    /// A value is out of its range or not of its form.
    BadValue {
        /// Which field, by its Chinese name.
        field: String,
        /// Why, in Chinese.
        why: String,
    },
    /// Another case has this number or these people.
    Duplicate {
        /// The other case.
        case: CaseId,
        /// Its number.
        number: String,
    },
    /// A batch of the same kind that touches the same area has not come to its end.
    BatchOpen {
        /// Its number.
        number: u32,
    },
    /// The state of the batch does not allow the step.
    BatchStep {
        /// Where it stands.
        status: BatchStatus,
    },
    /// The rows listed are not those of the preview.
    BatchDiffers,
    /// No household gets anything by the batch.
    BatchEmpty,
    /// The month from which a batch pays is over: its arrears would lack a month.
    BatchTooLate {
        /// That month.
        effective: Month,
    },
    /// The prices of a month did not reach a line that starts the subsidy.
    PricesNotReached {
        /// The month.
        month: Month,
    },
    /// Too much at once.
    TooMuch {
        /// Of what, in Chinese.
        what: String,
        /// How much is allowed.
        limit: u64,
    },
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Trouble {
    /// An expected no.
    #[error("refused: {0:?}")]
    Refused(Box<Refusal>),
    /// The machine failed; `text` says it in words.
    #[error("fault {}: {}", .0.code.number(), .0.cause)]
    Fault(Box<FaultFacts>),
}

impl From<Refusal> for Trouble {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(Box::new(refusal))
    }
}

impl From<FaultFacts> for Trouble {
    fn from(facts: FaultFacts) -> Self {
        Self::Fault(Box::new(facts))
    }
}
