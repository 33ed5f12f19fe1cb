//! Events: what happened, as past facts. They are never edited; a new shape is a new variant and an upcast.

use serde::{Deserialize, Serialize};

use crate::domain::{
    alert::{Alert, AlertStatus},
    appeal::{Appeal, AppealResult},
    area::{Area, AreaCode, Setting},
    batch::{BatchEvent, RowDone},
    calendar::{Day, Month},
    care::{CareRecord, SelfCare, Support},
    case::{Benefit, Programme, TierRecord},
    change::Change,
    evidence::{CheckReport, Hearing, HomeVisit},
    household::Household,
    ids::{CaseId, PersonId, StaffId},
    linshi::{Aid, AidPapers, AidRecord, FollowUp},
    notice::{Attempt, Notice, Objection, Posting, Service, Waiver},
    price::PriceMonth,
    recovery::Recovery,
    referral::ReferralRecord,
    review::{Hold, LastReview, Proposal, Returned, Skip},
    staff::Staff,
    work_offer::WorkOffer,
};

/// A pointer into the register of identities: which record of a person was meant, provable without showing it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PersonRef {
    /// The person.
    pub person: PersonId,
    /// Salted SM3 (hex) of the record in the register of identities.
    pub record: String,
}

/// A new case as it enters the office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewCase {
    /// The case number (案号).
    pub number: String,
    /// The programme.
    pub programme: Programme,
    /// The village or community.
    pub area: AreaCode,
    /// City or rural.
    pub setting: Setting,
    /// Members and property.
    pub household: Household,
    /// What is paid now.
    pub benefit: Option<Benefit>,
    /// 单人保.
    pub single: bool,
    /// 近亲属备案.
    pub kin_registered: bool,
    /// The last review, as far as the file told.
    pub last_review: Option<LastReview>,
    /// Day of the next review.
    pub due: Day,
    /// Months between reviews, 12 or 6.
    pub every_months: u32,
    /// What it was taken from, e.g. the base name of a file and a row; empty if typed in.
    pub source: String,
    /// The village in the words of the list, where the office does not know it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// How a 特困人员 is supported, as the list says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support: Option<Box<Support>>,
    /// What was given as 临时救助, as the list says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aid: Option<Box<Aid>>,
}

/// Everything that can have happened.
#[expect(
    clippy::large_enum_variant,
    reason = "an entry holds few events, and the largest is the commonest"
)]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The office was opened: the first event of every journal.
    OfficeOpened {
        /// Name of the office, e.g. 禹会区.
        name: String,
        /// Its county code.
        area: AreaCode,
        /// A demonstration with invented people; such an office says so on every screen.
        demo: bool,
    },
    /// An area was entered or renamed.
    AreaSet {
        /// The area.
        area: Area,
    },
    /// A member of staff was entered.
    StaffRegistered {
        /// Who.
        staff: Staff,
    },
    /// Roles, area or account of a member of staff were changed.
    StaffChanged {
        /// Who, as of now.
        staff: Staff,
    },
    /// The office entered a value of a parameter.
    PolicyValueSet {
        /// The value with its first day and document.
        value: crate::domain::parameter::OfficeValue,
    },
    /// A person was entered in, or changed in, the register of identities.
    PersonRecorded {
        /// Which record.
        person: PersonRef,
    },
    /// A case entered the office.
    CaseOpened {
        /// The id given to it.
        case: CaseId,
        /// What is known.
        new: NewCase,
    },
    /// Facts of a household were replaced by a list; since there are changes, lists only report.
    HouseholdReplaced {
        /// The case.
        case: CaseId,
        /// The household as of now.
        household: Household,
        /// What is paid now.
        benefit: Option<Benefit>,
        /// Where it came from.
        source: String,
    },
    /// A newer list, or somebody, says something else of a household than the office has; nothing of it holds yet.
    ChangeReported {
        /// The case.
        case: CaseId,
        /// What is said.
        change: Change,
    },
    /// Facts of a change were accepted and hold from now on.
    ChangeAccepted {
        /// The case.
        case: CaseId,
        /// Number of the change within the case.
        number: u32,
        /// Places of the facts in the change, from 0.
        facts: Vec<u32>,
        /// Who decided.
        by: StaffId,
        /// When.
        day: Day,
    },
    /// Facts of a change were declined.
    ChangeDeclined {
        /// The case.
        case: CaseId,
        /// Number of the change within the case.
        number: u32,
        /// Places of the facts in the change, from 0.
        facts: Vec<u32>,
        /// Who decided.
        by: StaffId,
        /// When.
        day: Day,
        /// Why.
        reason: String,
    },
    /// A case that stood in an area its list did not name was put where the list says it belongs.
    CasePlaced {
        /// The case.
        case: CaseId,
        /// The village.
        area: AreaCode,
    },
    /// Somebody took a case.
    CaseClaimed {
        /// The case.
        case: CaseId,
        /// Who.
        by: StaffId,
        /// Last day of the lease.
        until: Day,
    },
    /// A case was put back.
    CaseReleased {
        /// The case.
        case: CaseId,
    },
    /// A case was skipped for now.
    CaseSkipped {
        /// The case.
        case: CaseId,
        /// Who, when and why.
        skip: Skip,
    },
    /// A case was put on hold.
    CaseHeld {
        /// The case.
        case: CaseId,
        /// What for and until when.
        hold: Hold,
    },
    /// A hold ended before its day.
    CaseWoken {
        /// The case.
        case: CaseId,
    },
    /// An alert came in.
    AlertRaised {
        /// The case.
        case: CaseId,
        /// The alert.
        alert: Alert,
    },
    /// An alert was looked into.
    AlertSettled {
        /// The case.
        case: CaseId,
        /// Its number within the case.
        number: u32,
        /// What came of it.
        status: AlertStatus,
        /// Who decided.
        by: StaffId,
        /// When.
        day: Day,
        /// How it was looked into (查实经过).
        #[serde(default)]
        note: String,
    },
    /// A visit was made.
    VisitRecorded {
        /// The case.
        case: CaseId,
        /// The visit.
        visit: HomeVisit,
    },
    /// An opinion was heard, or could not be.
    HearingRecorded {
        /// The case.
        case: CaseId,
        /// The hearing.
        hearing: Hearing,
    },
    /// A check report came in.
    ReportRecorded {
        /// The case.
        case: CaseId,
        /// The report.
        report: CheckReport,
    },
    /// It was looked into how a 特困人员 is supported.
    SupportRecorded {
        /// The case.
        case: CaseId,
        /// What was found.
        support: Support,
    },
    /// Self-care of a 特困人员 was assessed.
    SelfCareAssessed {
        /// The case.
        case: CaseId,
        /// The assessment.
        assessment: SelfCare,
    },
    /// Something was entered of the care of a 特困人员: a visit, an agreement, a reported change.
    CareRecorded {
        /// The case.
        case: CaseId,
        /// What.
        record: CareRecord,
    },
    /// Something was entered of a 临时救助: a request, a discussion, a paid instalment.
    AidAdvanced {
        /// The case.
        case: CaseId,
        /// What.
        record: AidRecord,
    },
    /// A member was passed on to another office, or it is known what came of it.
    ReferralRecorded {
        /// The case.
        case: CaseId,
        /// What.
        record: ReferralRecord,
    },
    /// It was entered what was given as 临时救助.
    AidRecorded {
        /// The case.
        case: CaseId,
        /// What was given.
        aid: Aid,
    },
    /// The papers of a 临时救助 were completed.
    AidPapersCompleted {
        /// The case.
        case: CaseId,
        /// The papers.
        papers: AidPapers,
    },
    /// A household was visited after a 临时救助.
    AidFollowedUp {
        /// The case.
        case: CaseId,
        /// The visit.
        follow_up: FollowUp,
    },
    /// An outcome was proposed.
    ReviewProposed {
        /// The case.
        case: CaseId,
        /// The frozen whole.
        proposal: Box<Proposal>,
    },
    /// A proposal was taken back by its maker.
    ProposalWithdrawn {
        /// The case.
        case: CaseId,
    },
    /// A proposal was returned.
    ReviewReturned {
        /// The case.
        case: CaseId,
        /// Who, when and why.
        returned: Returned,
    },
    /// A proposal was approved.
    ReviewApproved {
        /// The case.
        case: CaseId,
        /// Who.
        by: StaffId,
        /// When.
        day: Day,
        /// Digest of what was approved.
        freeze: String,
    },
    /// An approved proposal was confirmed.
    ReviewConfirmed {
        /// The case.
        case: CaseId,
        /// Who.
        by: StaffId,
        /// When.
        day: Day,
        /// Digest of what was confirmed.
        freeze: String,
    },
    /// A decision took force; the next review is scheduled.
    DecisionInForce {
        /// The case.
        case: CaseId,
        /// Day of the next review; `None` if the case ends.
        next_due: Option<Day>,
        /// Months between reviews.
        every_months: u32,
        /// The first month of it, where that is not the proposed one.
        #[serde(default)]
        from: Option<Month>,
    },
    /// It was put on record that nobody can be heard.
    HearingWaived {
        /// The case.
        case: CaseId,
        /// Why, and by what document.
        waiver: Waiver,
    },
    /// What is to be decided was posted.
    PostingMade {
        /// The case.
        case: CaseId,
        /// Where and for how long.
        posting: Posting,
    },
    /// An objection came in to the newest posting.
    PostingObjected {
        /// The case.
        case: CaseId,
        /// What and when.
        objection: Objection,
    },
    /// What was approved needs no confirmation: it is decided, and its notice is due.
    DecisionTaken {
        /// The case.
        case: CaseId,
        /// Who decided by approving.
        by: StaffId,
        /// When.
        day: Day,
    },
    /// The notice of a decision was made.
    NoticeMade {
        /// The case.
        case: CaseId,
        /// The notice.
        notice: Notice,
    },
    /// Service of the notice was tried in vain.
    ServiceTried {
        /// The case.
        case: CaseId,
        /// The try.
        attempt: Attempt,
    },
    /// The notice was served.
    NoticeServed {
        /// The case.
        case: CaseId,
        /// How and when.
        service: Service,
    },
    /// Work was offered to a member who is able to work.
    WorkOffered {
        /// The case.
        case: CaseId,
        /// The offer, and what came of it.
        offer: WorkOffer,
    },
    /// The class of a household under fixed amounts was settled.
    TierSet {
        /// The case.
        case: CaseId,
        /// The class, and on what it rests.
        tier: TierRecord,
    },
    /// An appeal against a decision was received.
    AppealReceived {
        /// The case.
        case: CaseId,
        /// The appeal.
        appeal: Appeal,
    },
    /// An appeal was decided.
    AppealDecided {
        /// The case.
        case: CaseId,
        /// Its number within the case.
        number: u32,
        /// What was decided.
        result: AppealResult,
    },
    /// It was settled what becomes of money that was paid too much.
    RecoveryRecorded {
        /// The case.
        case: CaseId,
        /// What was settled.
        recovery: Recovery,
    },
    /// An import began; its rows follow as units.
    ImportStarted {
        /// Base name of the file.
        file: String,
        /// Digest of the file.
        digest: String,
        /// Rows that will be taken.
        rows: u32,
    },
    /// An import came to its end.
    ImportFinished {
        /// Digest of the file.
        digest: String,
        /// Cases opened.
        accepted: u32,
        /// Cases changed.
        updated: u32,
    },
    /// An import was found unfinished and closed.
    ImportStopped {
        /// Digest of the file.
        digest: String,
        /// Cases taken until then.
        taken: u32,
    },
    /// Something happened to a batch as a whole.
    BatchMoved {
        /// Number of the batch.
        batch: u32,
        /// What happened.
        what: BatchEvent,
    },
    /// A batch did something to a case.
    BatchRowDone {
        /// The case.
        case: CaseId,
        /// What was done, with its sum.
        done: Box<RowDone>,
    },
    /// The price indices of a month were entered.
    PricesRecorded {
        /// The indices.
        prices: PriceMonth,
    },
}

/// The records that events name, in order.
pub(crate) fn references(events: &[Event]) -> impl Iterator<Item = &PersonRef> {
    events.iter().filter_map(|event| {
        if let Event::PersonRecorded { person } = event {
            Some(person)
        } else {
            None
        }
    })
}
