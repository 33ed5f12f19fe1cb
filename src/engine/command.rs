//! Commands: what a person asks to be done, in the imperative. Nothing else changes anything.

mod concerns;
mod deeds;

pub use deeds::{AidDeed, CareDeed, PlannedPart, ReferralDeed};

mod parts;

pub use parts::{Intake, IntakeMember, Listed, NewIdentity, NewStaff, Place, ProposeReview};

use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        alert::{AlertKind, AlertStatus},
        appeal::{AppealKind, Ruling},
        area::{Area, AreaCode},
        batch::BatchPlan,
        calendar::Day,
        care::{CareMode, CareTier, SelfCareItems},
        case::Tier,
        evidence::{CheckReport, VisitMode},
        ids::{CaseId, StaffId},
        linshi::LinshiType,
        money::Fen,
        notice::{ServiceMethod, WaiverGround},
        price::PriceMonth,
        recovery::RecoveryWay,
        review::HoldKind,
        work_offer::OfferAnswer,
    },
    policy::OfficeValue,
};

/// Everything that can be asked to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Opens the office in an empty journal; the first member of staff becomes the actor.
    OpenOffice {
        /// Name of the office.
        name: String,
        /// County code.
        area: AreaCode,
        /// Invented people only.
        demo: bool,
        /// Known areas.
        areas: Vec<Area>,
        /// The first member of staff.
        staff: NewStaff,
    },
    /// Enters or renames an area. 管理员.
    SetArea {
        /// The area.
        area: Area,
    },
    /// Enters a member of staff. 管理员.
    RegisterStaff {
        /// Who.
        staff: NewStaff,
    },
    /// Changes roles, area or account, or notes that somebody left. 管理员.
    ChangeStaff {
        /// Who.
        id: StaffId,
        /// As of now.
        staff: NewStaff,
        /// Has left.
        left: bool,
    },
    /// Enters a value of a parameter with its document. 管理员.
    SetPolicyValue {
        /// The value.
        value: OfficeValue,
    },
    /// Takes a household in.
    OpenCase {
        /// What is known.
        intake: Box<Intake>,
    },
    /// Reports what a newer list says of a household: each fact that differs waits for a person.
    ReportChange {
        /// The case.
        case: CaseId,
        /// What is said.
        intake: Box<Intake>,
        /// Digest of the file; what was declined is not reported again from the same one.
        digest: String,
    },
    /// Accepts facts of a change, and declines others.
    SettleChange {
        /// The case.
        case: CaseId,
        /// Number of the change within the case.
        number: u32,
        /// Places of the facts that are accepted, from 0.
        accept: Vec<u32>,
        /// Places of the facts that are declined.
        decline: Vec<u32>,
        /// Why some are declined; must not be empty then.
        reason: String,
    },
    /// Takes a case (领办).
    Claim {
        /// The case.
        case: CaseId,
    },
    /// Puts a case back (放回).
    Release {
        /// The case.
        case: CaseId,
    },
    /// Puts a case behind the others of today (跳过).
    Skip {
        /// The case.
        case: CaseId,
        /// Why; must not be empty.
        reason: String,
    },
    /// Lets a case wait (等待).
    Hold {
        /// The case.
        case: CaseId,
        /// What for.
        kind: HoldKind,
        /// The day it comes back; must be after today.
        wake: Day,
        /// A word for whoever reads it.
        note: String,
    },
    /// Ends a wait early.
    Wake {
        /// The case.
        case: CaseId,
    },
    /// Enters an alert.
    RaiseAlert {
        /// The case.
        case: CaseId,
        /// Place of the member in the household from 0, if it names one.
        member: Option<u32>,
        /// What about.
        kind: AlertKind,
        /// Day of the source.
        day: Day,
        /// The source.
        source: String,
        /// What it says.
        detail: String,
    },
    /// Says what came of an alert.
    SettleAlert {
        /// The case.
        case: CaseId,
        /// Number of the alert within the case.
        number: u32,
        /// What came of it.
        status: AlertStatus,
        /// How it was looked into: who asked whom, and what they found (查实经过).
        note: String,
    },
    /// Enters a visit.
    RecordVisit {
        /// The case.
        case: CaseId,
        /// The day; not in the future.
        day: Day,
        /// Staff who went; the actor need not be among them.
        surveyors: Vec<StaffId>,
        /// Others who went.
        others: Vec<String>,
        /// How.
        mode: VisitMode,
        /// A member was seen and signed.
        met: bool,
        /// What was found.
        note: String,
    },
    /// Enters the hearing of an opinion, or the attempts at one.
    RecordHearing {
        /// The case.
        case: CaseId,
        /// The day; not in the future.
        day: Day,
        /// What was said, or the attempts.
        said: String,
        /// Whether the person was heard.
        heard: bool,
    },
    /// Enters a check report.
    RecordReport {
        /// The case.
        case: CaseId,
        /// The report.
        report: CheckReport,
    },
    /// Enters how a 特困人员 is supported (供养情况).
    RecordSupport {
        /// The case, of 特困.
        case: CaseId,
        /// Where.
        mode: CareMode,
        /// The tier as a list gives it, where nobody assessed.
        tier: Option<CareTier>,
        /// Last day of the 委托照料服务协议.
        agreement_until: Option<Day>,
        /// Whether somebody with a duty of support can carry it.
        able_duty: Option<bool>,
        /// The day of the finding; not in the future.
        day: Day,
        /// Anything worth knowing.
        note: String,
    },
    /// Enters an assessment of self-care (生活自理能力评估).
    AssessSelfCare {
        /// The case, of 特困.
        case: CaseId,
        /// What the person was able to do.
        items: SelfCareItems,
        /// The day; not in the future.
        day: Day,
        /// Who assessed.
        note: String,
    },
    /// Enters something of the care of a 特困人员: a visit, an agreement, a reported change.
    EnterCare {
        /// The case, of 特困.
        case: CaseId,
        /// What.
        deed: CareDeed,
    },
    /// Enters something of a 临时救助: a request, a discussion, a paid instalment.
    AdvanceAid {
        /// The case, of 临时救助.
        case: CaseId,
        /// What.
        deed: AidDeed,
    },
    /// Passes a member on, or notes what came of it (转介).
    Refer {
        /// The case.
        case: CaseId,
        /// What.
        deed: ReferralDeed,
    },
    /// Enters what was given as 临时救助.
    RecordAid {
        /// The case, of 临时救助.
        case: CaseId,
        /// The kind.
        kind: LinshiType,
        /// For what.
        cause: String,
        /// How much; above nothing.
        amount: Fen,
        /// The day; not in the future.
        day: Day,
        /// Instalments whose sum is the amount; empty where it was given at once.
        parts: Vec<PlannedPart>,
    },
    /// Enters that the papers are complete (补办手续).
    CompletePapers {
        /// The case, of 临时救助.
        case: CaseId,
        /// The day; not in the future, not before the help.
        day: Day,
        /// What was completed.
        note: String,
    },
    /// Enters the visit after a 临时救助 (回访).
    FollowUp {
        /// The case, of 临时救助.
        case: CaseId,
        /// The day; not in the future, not before the help.
        day: Day,
        /// Whether the money was used for its purpose.
        used_as_meant: bool,
        /// To which help the household was passed on; empty if to none.
        referral: String,
        /// What was found.
        note: String,
    },
    /// Signs an outcome and sends it up (提出).
    Propose(Box<ProposeReview>),
    /// Takes one's own proposal back.
    Withdraw {
        /// The case.
        case: CaseId,
    },
    /// Returns a proposal (退回).
    Return {
        /// The case.
        case: CaseId,
        /// Why; must not be empty.
        reason: String,
    },
    /// Approves exactly what was proposed (审核).
    Approve {
        /// The case.
        case: CaseId,
        /// Digest of the proposal the approver saw.
        freeze: String,
    },
    /// Confirms exactly what was approved (确认).
    Confirm {
        /// The case.
        case: CaseId,
        /// Digest of the proposal the confirmer saw.
        freeze: String,
    },
    /// Puts on record that nobody can be heard, or that the household asked in writing to be left out.
    WaiveHearing {
        /// The case.
        case: CaseId,
        /// Day of the document; not in the future.
        day: Day,
        /// Why.
        ground: WaiverGround,
        /// The document; must not be empty.
        document: String,
    },
    /// Notes that what is to be decided was posted (公示).
    MakePosting {
        /// The case.
        case: CaseId,
        /// The day; not in the future.
        day: Day,
        /// Where; must not be empty.
        place: String,
    },
    /// Notes an objection to the newest posting (异议).
    RecordObjection {
        /// The case.
        case: CaseId,
        /// The day; between the posting and today.
        day: Day,
        /// What it says; must not be empty.
        text: String,
    },
    /// Makes the notice of a decision (告知书), or makes it anew before it is served.
    MakeNotice {
        /// The case.
        case: CaseId,
        /// Digest of the decision that is notified.
        freeze: String,
        /// Its number; may be empty.
        number: String,
        /// Where a review can be asked for.
        review_body: String,
        /// The court.
        court: String,
    },
    /// Notes a try to serve the notice that did not succeed.
    TryService {
        /// The case.
        case: CaseId,
        /// The day; between the notice and today.
        day: Day,
        /// How it was tried.
        method: ServiceMethod,
        /// What happened; must not be empty.
        note: String,
    },
    /// Notes the service of the notice (送达).
    RecordService {
        /// The case.
        case: CaseId,
        /// The day; between the notice and today.
        day: Day,
        /// How.
        method: ServiceMethod,
        /// Who signed for it, or saw it left behind.
        receiver: String,
        /// Number of a letter, place of an announcement, what else is to be known.
        note: String,
    },
    /// Notes that a served decision is in force, once its month has come (生效).
    TakeForce {
        /// The case.
        case: CaseId,
    },
    /// Enters the price indices of a month.
    RecordPrices {
        /// The indices.
        prices: PriceMonth,
    },
    /// Begins a batch: its rows are listed next.
    OpenBatch {
        /// What and where.
        plan: BatchPlan,
    },
    /// Lists the next part of the rows of a batch.
    ListBatch {
        /// Its number.
        batch: u32,
    },
    /// Gives up a batch whose rows are being listed.
    DropBatch {
        /// Its number.
        batch: u32,
    },
    /// Signs a batch whose rows are all listed, and sends it up.
    ProposeBatch {
        /// Its number.
        batch: u32,
        /// The rows the person saw in the preview, as [`crate::domain::batch::Totals::sum`].
        seen: u64,
    },
    /// Takes one's own batch back.
    WithdrawBatch {
        /// Its number.
        batch: u32,
    },
    /// Returns a batch.
    ReturnBatch {
        /// Its number.
        batch: u32,
        /// Why; must not be empty.
        reason: String,
    },
    /// Approves exactly the rows that were listed.
    ApproveBatch {
        /// Its number.
        batch: u32,
        /// Digest of the batch the approver saw.
        freeze: String,
    },
    /// Confirms exactly what was approved.
    ConfirmBatch {
        /// Its number.
        batch: u32,
        /// Digest of the batch the confirmer saw.
        freeze: String,
    },
    /// Carries out the next part of a batch that is decided.
    CarryBatch {
        /// Its number.
        batch: u32,
    },
    /// Enters an offer of work to a member, and what came of it.
    RecordWorkOffer {
        /// The case, of 低保.
        case: CaseId,
        /// Place of the member in the household from 0.
        member: u32,
        /// The day; not in the future.
        day: Day,
        /// The work, and who offered it; must not be empty.
        offer: String,
        /// What came of it.
        answer: OfferAnswer,
        /// The reason given; must not be empty where there was a good one.
        note: String,
    },
    /// Settles the class of a household where amounts are fixed by class (分档).
    SetTier {
        /// The case, of 低保.
        case: CaseId,
        /// The class.
        tier: Tier,
        /// The day; not in the future.
        day: Day,
        /// On what it rests; must not be empty.
        note: String,
    },
    /// Notes an appeal (行政复议, 行政诉讼) against the newest decision.
    RecordAppeal {
        /// The case.
        case: CaseId,
        /// Which remedy.
        kind: AppealKind,
        /// The day it was received; between the service and today.
        day: Day,
        /// The body or court, with its file number; must not be empty.
        body: String,
        /// The order that stays the decision; empty if there is none.
        stay: String,
    },
    /// Notes how an appeal ended, with what follows from it.
    DecideAppeal {
        /// The case.
        case: CaseId,
        /// Number of the appeal within the case.
        number: u32,
        /// What was decided.
        ruling: Ruling,
        /// The day of it; between the appeal and today.
        day: Day,
        /// The document; must not be empty.
        document: String,
    },
    /// Notes what was settled about money that was paid too much.
    RecordRecovery {
        /// The case.
        case: CaseId,
        /// The day; not in the future.
        day: Day,
        /// How much comes back.
        amount: Fen,
        /// How.
        way: RecoveryWay,
        /// The agreement or decision, with its dates; must not be empty.
        document: String,
    },
    /// Notes that an import begins.
    StartImport {
        /// Base name of the file.
        file: String,
        /// Digest of the file.
        digest: String,
        /// Rows that will be taken.
        rows: u32,
    },
    /// Closes an import that was found unfinished.
    StopImport {
        /// Digest of the file.
        digest: String,
        /// Cases taken until then.
        taken: u32,
    },
    /// Notes that it came to its end.
    FinishImport {
        /// Digest of the file.
        digest: String,
        /// Cases opened.
        accepted: u32,
        /// Cases changed.
        updated: u32,
    },
}

/// A command with the seq of the case its sender saw, and a key that makes a repetition harmless.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What to do.
    pub command: Command,
    /// Seq of the case as it was read; `None` for commands that concern no case.
    pub expect: Option<u64>,
    /// Idempotency key, unique to this intention of this person.
    pub key: String,
}

/// How the idempotency keys of what an import writes begin: by them it is known what it has taken.
pub fn import_key(digest: &str) -> String {
    format!("import:{digest}:")
}
