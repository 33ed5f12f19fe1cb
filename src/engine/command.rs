//! Commands: what a person asks to be done, in the imperative. Nothing else changes anything.

mod deeds;

pub use deeds::{AidDeed, CareDeed, PlannedPart, ReferralDeed};

use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        alert::{AlertKind, AlertStatus},
        area::{Area, AreaCode, Setting},
        asset::Assets,
        batch::BatchPlan,
        calendar::{Day, Month},
        care::{CareMode, CareTier, SelfCareItems},
        case::{Benefit, Programme},
        evidence::{CheckReport, VisitMode},
        household::{Household, MemberFacts},
        ids::{CaseId, StaffId},
        linshi::{Given, LinshiType},
        money::Fen,
        notice::{ServiceMethod, WaiverGround},
        person::Personal,
        price::PriceMonth,
        review::{Cause, HoldKind, LastReview, Outcome},
        staff::Role,
    },
    policy::OfficeValue,
};

/// A member of staff to be entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewStaff {
    /// The name shown on screens and paper.
    pub name: String,
    /// Roles.
    pub roles: Vec<Role>,
    /// Where this person acts.
    pub area: AreaCode,
    /// The operating-system account that is this person.
    pub account: Option<String>,
}

/// Who a person is, before the engine has given a number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct NewIdentity {
    /// 姓名.
    pub name: Personal,
    /// 公民身份号码, 18 characters, already checked; empty where the office has none.
    pub number: Personal,
    /// 联系电话.
    pub phone: Personal,
    /// 银行账号.
    pub account: Personal,
    /// 住址.
    pub address: Personal,
}

/// A member as a file or a form gives it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct IntakeMember {
    /// Who.
    pub identity: NewIdentity,
    /// What is known.
    pub facts: MemberFacts,
}

/// A household as a file or a form gives it; the head stands first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intake {
    /// The case number; empty lets the engine give one.
    pub number: String,
    /// The programme.
    pub programme: Programme,
    /// The village or community.
    pub area: AreaCode,
    /// City or rural.
    pub setting: Setting,
    /// Members, the head first, at most [`crate::base::limits`] allows.
    pub members: Vec<IntakeMember>,
    /// Property.
    pub assets: Assets,
    /// Whether the income is stable.
    pub income_stable: bool,
    /// What is paid now.
    pub benefit: Option<Benefit>,
    /// 单人保.
    pub single: bool,
    /// 近亲属备案.
    pub kin_registered: bool,
    /// The last review, as far as known. Without one, the case is due at once.
    pub last_review: Option<LastReview>,
    /// Where it came from, e.g. base name of the file and row.
    pub source: String,
    /// What a list says beside the household.
    #[serde(default)]
    pub listed: Listed,
}

/// What a list says of a case beside its household; a form leaves it empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Listed {
    /// The village in the words of the list.
    pub place: Place,
    /// 供养方式.
    pub mode: Option<CareMode>,
    /// 生活自理能力.
    pub tier: Option<CareTier>,
    /// What was given as 临时救助.
    pub aid: Option<Given>,
}

/// How sure the area of a household is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The list says nothing of it, or a form gave it.
    #[default]
    Unsaid,
    /// The area is the village that the list names in these words.
    Known(String),
    /// The office knows no village of these words; the area is the nearest it knows.
    Unknown(String),
}

/// What a caseworker signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposeReview {
    /// The case.
    pub case: CaseId,
    /// The outcome.
    pub outcome: Outcome,
    /// Why.
    pub cause: Cause,
    /// The reason in words; demanded wherever something changes.
    pub reason: String,
    /// First month of the new amount; `None` takes the rule's own (the month after).
    pub effective: Option<Month>,
    /// Months of 渐退, if that is the outcome.
    pub phase_out_months: Option<u32>,
    /// The household as it shall stand.
    pub household: Household,
    /// The day the facts changed, if it lies before the review and is known.
    #[serde(default)]
    pub changed: Option<Day>,
    /// Digest of the finding the person saw (see [`crate::engine::answer::Assessment::digest`]).
    pub finding_seen: String,
}

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
