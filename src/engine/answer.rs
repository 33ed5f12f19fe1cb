//! Answers to commands and questions. They carry facts and typed values; `text` makes words of them.

use serde::{Deserialize, Serialize};

use super::{command::Intake, query::Cursor};
use crate::domain::{
    area::{Area, AreaCode, Setting},
    batch::{Batch, BatchKind, BatchRow, BatchStatus, Totals, WhyLeft},
    calendar::{Day, Month},
    case::{Benefit, Case, Programme},
    citation::{Citation, Confidence},
    closing::{Closing, Overpaid, Remedies},
    finding::{Finding, Step},
    ids::{CaseId, PersonId, StaffId},
    matter::Matter,
    money::Fen,
    person::{Identity, Personal, PublicName},
    price::PriceMonth,
    queue::{QueueId, QueueRow},
    referral::Linked,
    review::{Outcome, Status},
    staff::Staff,
};

/// What a done command answers: it is on disk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Seq of the entry.
    pub seq: u64,
    /// The case it touched or opened.
    pub case: Option<CaseId>,
    /// The member of staff it entered.
    pub staff: Option<StaffId>,
    /// The batch it opened.
    pub batch: Option<u32>,
    /// When it was written, RFC 3339.
    pub at: String,
    /// The same command (by its key) had been done before; nothing was written now.
    pub repeated: bool,
}

/// The counts of one queue on the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueCounts {
    /// Which queue.
    pub queue: QueueId,
    /// 逾期.
    pub overdue: u32,
    /// 今日.
    pub today: u32,
    /// In 1 to 7 days.
    pub week: u32,
    /// In 8 to 30 days.
    pub month: u32,
    /// All rows of the queue, what is shown under 合计.
    pub total: u32,
}

/// A parameter a caseworker should know is shaky: unconfirmed or missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParamHint {
    /// Name of the parameter.
    pub name: String,
    /// Its value; `None` if unset.
    pub value: Option<String>,
    /// Since when.
    pub since: Option<Day>,
}

/// The first screen (工作台).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    /// Counts by queue, in the order of the desk; only queues this person may work on.
    pub queues: Vec<QueueCounts>,
    /// Cases this person has signed today.
    pub done_today: u32,
    /// Reviews that were due this month, done or not, in this person's area.
    pub month_due: u32,
    /// Of those, done.
    pub month_done: u32,
    /// The first row of the first queue that is not empty, and which queue that is.
    pub next: Option<(QueueId, QueueRow)>,
    /// The rows that follow it in that queue, as many as a large screen has room for.
    pub ahead: Vec<QueueRow>,
    /// Parameters to be aware of.
    pub hints: Vec<ParamHint>,
    /// Batches that wait for this person, and subsidies that are due.
    pub notices: Vec<DeskNotice>,
}

/// What the first screen says of batches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeskNotice {
    /// A batch that waits for this person's signature, or to be written.
    Batch {
        /// Its number.
        number: u32,
        /// What it does.
        kind: BatchKind,
        /// Where it stands.
        status: BatchStatus,
    },
    /// A month whose prices start the subsidy, and that no decided batch pays here.
    Price {
        /// The month.
        month: Month,
        /// The last day of payment, where the calendar is known.
        due: Option<Day>,
        /// Civil days after it; negative before.
        overdue_days: Option<i64>,
    },
}

/// A page of a queue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Which queue.
    pub queue: QueueId,
    /// The rows.
    pub rows: Vec<QueueRow>,
    /// Rows in the whole queue.
    pub total: u32,
    /// Where the next page begins; `None` at the end.
    pub next: Option<Cursor>,
}

/// A member as a screen shows it: masked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberView {
    /// The person.
    pub person: PersonId,
    /// Name.
    pub name: Personal,
    /// ID number with its middle masked, e.g. `340304********9934`; empty if there is none.
    pub masked_number: String,
    /// Age in full years today.
    pub age: u32,
}

/// An outcome that may be proposed on these facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeOption {
    /// The outcome.
    pub outcome: Outcome,
    /// The amount a month under it and its first month, where both are known.
    pub terms: Option<(Fen, Month)>,
    /// What still stands in the way of proposing it; empty if nothing does.
    pub blocked: Vec<super::refusal::Refusal>,
    /// What must be on record before it can be approved.
    pub before_approval: Vec<super::refusal::Refusal>,
}

/// The sum with what may follow from it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assessment {
    /// The sum, or why there is none.
    pub finding: Result<Finding, super::refusal::Refusal>,
    /// Digest (hex) of the finding, to be named when signing.
    pub digest: String,
    /// What may be proposed, the rules' first suggestion first.
    pub options: Vec<OutcomeOption>,
}

/// What waits for a signature, set against the law as it now is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// What the proposed facts come to with the law of today; `None` if that is no amount.
    pub today: Option<Fen>,
    /// What stands in the way of signing it, for who asks; empty if nothing does.
    pub blocked: Vec<super::refusal::Refusal>,
}

/// A case with everything its screen needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseView {
    /// The case.
    pub case: Case,
    /// Its members as shown, in the order of the household.
    pub members: Vec<MemberView>,
    /// Address of the head, e.g. 前进村5组.
    pub address: Personal,
    /// Name of the village or community.
    pub village: String,
    /// Name of the township.
    pub township: String,
    /// The sum on the facts as they stand, today.
    pub assessment: Assessment,
    /// Where a proposal stands: what it comes to today, and what its signature lacks.
    pub waiting: Option<Waiting>,
    /// What is still to be done about a decision, if anything is.
    pub closing: Option<Closing>,
    /// What was paid too much because a change was known late; `Err` says why it cannot be summed.
    pub overpaid: Option<Result<Overpaid, super::refusal::Refusal>>,
    /// The remedies against a decision that was served, or the newest one in force.
    pub remedies: Option<Remedies>,
    /// What else its members may be due.
    pub linked: Vec<Linked>,
    /// What is due besides the review, the earliest first.
    pub matters: Vec<Matter>,
    /// Names of the staff who appear in the case.
    pub staff: Vec<(StaffId, String)>,
    /// Civil days after the due day; negative before it.
    pub overdue_days: i64,
    /// Records that changes which wait speak of: of members as they stand, and as they are reported.
    pub reported: Vec<Identity>,
}

impl CaseView {
    /// The members by name.
    pub fn names(&self) -> Vec<(PersonId, String)> {
        let named = |member: &MemberView| (member.person, member.name.reveal().to_owned());
        self.members.iter().map(named).collect()
    }
}

/// One row of a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The queue row of the case, so that lists look alike.
    pub row: QueueRow,
    /// The member that was found, with masked number, if it is not the head.
    pub member: Option<MemberView>,
}

/// One parameter as it holds, held or will hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParamRow {
    /// Name, e.g. `db.standard.rural`.
    pub name: String,
    /// Chinese label.
    pub label: String,
    /// Unit, e.g. 元/人·月.
    pub unit: String,
    /// Value; `None` if unset.
    pub value: Option<String>,
    /// First day.
    pub since: Option<Day>,
    /// Last day, if it has one.
    pub until: Option<Day>,
    /// Where it comes from.
    pub citation: Option<Citation>,
    /// How sure.
    pub confidence: Confidence,
    /// Whether the office entered it.
    pub own: bool,
}

/// Who is asking, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    /// The member of staff.
    pub staff: Staff,
    /// Name of the office.
    pub office: String,
    /// County code of the office.
    pub county: AreaCode,
    /// Name of the area this person acts in.
    pub area_name: String,
    /// Invented people only.
    pub demo: bool,
    /// Today.
    pub today: Day,
}

/// A known household, as it would have come in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    /// The case.
    pub case: CaseId,
    /// Seq to name when changing it.
    pub seq: u64,
    /// The household in the form a file gives it, for comparison.
    pub intake: Intake,
}

/// A case with everything known of it, as it leaves the office in a file for colleagues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InternalCase {
    /// The household in the form a file gives it.
    pub intake: Intake,
    /// Name of the township.
    pub township: String,
    /// Name of the village or community.
    pub village: String,
    /// The day the review is due.
    pub due: Day,
    /// Where the review stands.
    pub status: Status,
}

/// A case as it may hang on a public board (公示). There is no room in it for a number, an account, a telephone,
/// an address, anything about health, or the name of a minor, so no file made of it can hold one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublicCase {
    /// Name of the township.
    pub township: String,
    /// Name of the village or community.
    pub village: String,
    /// The head of the household, as far as the public may know.
    pub head: PublicName,
    /// The programme.
    pub programme: Programme,
    /// City or rural standard.
    pub setting: Setting,
    /// Members of the household.
    pub members: u32,
    /// What is paid now; `None` if nothing is.
    pub benefit: Option<Benefit>,
}

/// The head of the journal now: the seal of what leaves the office today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// The day.
    pub day: Day,
    /// The last entry.
    pub seq: u64,
    /// Its digest with the tag of the algorithm.
    pub digest: String,
}

/// One row of a batch as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchRowView {
    /// The row as it was listed, or would be.
    pub row: BatchRow,
    /// Case number.
    pub number: String,
    /// The head's name.
    pub head: Personal,
    /// Name of the village or community.
    pub village: String,
    /// What became of it; `None` before it was carried out.
    pub done: Option<RowEnd>,
}

/// What became of a row that was carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowEnd {
    /// 已写入.
    Written,
    /// Left, because it no longer stood as it was listed.
    Left(WhyLeft),
}

/// A page of rows of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchPage {
    /// The rows.
    pub rows: Vec<BatchRowView>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<u64>,
}

/// Part of what the rows of a batch would come to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchSum {
    /// What the rows of these cases come to.
    pub totals: Totals,
    /// Cases looked at.
    pub looked: u32,
    /// The last of them; `None` after the last case of all.
    pub last: Option<CaseId>,
    /// Cases of the office.
    pub of: u64,
}

/// A batch as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchView {
    /// The batch.
    pub batch: Batch,
    /// Name of its area.
    pub area: String,
    /// Name of who made it.
    pub by: String,
    /// Names of who approved and who confirmed it.
    pub signed: [Option<String>; 2],
}

/// The price indices of a month, and what follows from them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceView {
    /// The indices.
    pub prices: PriceMonth,
    /// The sum of one head, or why there is none; by city and rural standard.
    pub each: [Result<PriceEach, super::refusal::Refusal>; 2],
    /// The last day of payment, where the calendar is known.
    pub due: Option<Day>,
    /// Civil days after it; negative before.
    pub overdue_days: Option<i64>,
    /// Batches that pay it, by number, with where they stand.
    pub batches: Vec<(u32, BatchStatus)>,
}

impl PriceView {
    /// Whether a line was reached that starts the subsidy.
    pub fn triggered(&self) -> bool {
        let mut each = self.each.iter().flatten();
        each.any(|found| found.triggered)
    }

    /// Whether a batch that pays it is decided.
    pub fn is_paid(&self) -> bool {
        let mut batches = self.batches.iter();
        batches.any(|(_, status)| matches!(status, BatchStatus::Carrying | BatchStatus::Done))
    }
}

/// What the prices of a month come to for one head.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceEach {
    /// Some line was reached.
    pub triggered: bool,
    /// A head.
    pub amount: Fen,
    /// The steps.
    pub steps: Vec<Step>,
}

/// What a question answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// To `Desk`.
    Desk(Box<Desk>),
    /// To `QueuePage`.
    Page(Page),
    /// To `Case`.
    Case(Box<CaseView>),
    /// To `CaseByNumber`.
    CaseNumber(Option<CaseId>),
    /// To `Assess`.
    Assessment(Box<Assessment>),
    /// To `Reveal`.
    Identity(Box<Identity>),
    /// To `Search`.
    Hits(Vec<Hit>),
    /// To `Params` and `ParamHistory`.
    Params(Vec<ParamRow>),
    /// To `Staff`.
    Staff(Vec<Staff>),
    /// To `Areas`.
    Areas(Vec<Area>),
    /// To `Me`.
    Me(Box<Me>),
    /// To `Match`.
    Match(Option<Box<Match>>),
    /// To `Changes`.
    Changes(u32),
    /// To `BatchSum`.
    BatchSum(Box<BatchSum>),
    /// To `BatchPreview` and `BatchRows`.
    BatchRows(BatchPage),
    /// To `Batches`.
    Batches(Vec<BatchView>),
    /// To `Prices`.
    Prices(Vec<PriceView>),
    /// To `Unlisted`.
    Unlisted(Vec<QueueRow>),
    /// To `CasesOf` and `SearchCases`.
    CaseIds(Vec<CaseId>),
    /// To `ExportInternal`.
    Internal(Vec<InternalCase>),
    /// To `ExportPublic`.
    Public(Vec<PublicCase>),
    /// To `Seal`.
    Seal(Seal),
}
