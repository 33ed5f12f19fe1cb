//! Questions. Asking changes nothing; opening, searching and revealing leave a line in the access log.

use serde::{Deserialize, Serialize};

use super::command::Intake;
use crate::domain::{
    area::AreaCode,
    batch::BatchPlan,
    calendar::Day,
    case::Programme,
    household::Household,
    ids::{CaseId, PersonId},
    person::Personal,
    queue::QueueId,
    review::Cause,
};

/// A place in a queue after which the next page begins; opaque to whoever holds it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cursor(pub Vec<u8>);

/// Which rows of a batch are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhichRows {
    /// All.
    All,
    /// Those that get something.
    Gets,
    /// Those that are left for a review of their own (不能计算).
    Left,
}

/// A part of the office that a full roster covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Covered {
    /// The programme.
    pub programme: Programme,
    /// A village, a township or the county.
    pub area: AreaCode,
}

/// Everything that can be asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Query {
    /// The first screen: counts, the next case, hints. Answer: `Desk`.
    Desk,
    /// One page of a queue. Answer: `Page`.
    QueuePage {
        /// Which queue.
        queue: QueueId,
        /// Begin after this place; `None` from the top.
        after: Option<Cursor>,
        /// Rows wanted, at most 200.
        limit: u32,
    },
    /// A case to look at or work on; logged as an opening. Answer: `Case`.
    Case {
        /// The case.
        case: CaseId,
    },
    /// A case by its number as printed. Answer: `CaseNumber`.
    CaseByNumber {
        /// The case number.
        number: String,
    },
    /// What the rules say if the household stood like this. Answer: `Assessment`.
    Assess {
        /// The case.
        case: CaseId,
        /// The household as edited.
        household: Box<Household>,
        /// The cause, if the person has named one.
        cause: Option<Cause>,
        /// The day whose law applies; `None` is today.
        on: Option<Day>,
    },
    /// The full record of one person; logged as a revealing. Answer: `Identity`.
    Reveal {
        /// The case it is needed for.
        case: CaseId,
        /// The person.
        person: PersonId,
    },
    /// People and cases by name, initials, ID tail, village, phone or case number; logged. Answer: `Hits`.
    Search {
        /// What was typed.
        text: String,
        /// Rows wanted, at most 200.
        limit: u32,
    },
    /// All cases a search finds, for an export, up to a limit; logged as a search. Answer: `CaseIds`.
    SearchCases {
        /// What was typed.
        text: String,
    },
    /// Cases a full roster would have to name and does not. Answer: `Unlisted`.
    Unlisted {
        /// What it covers.
        covered: Vec<Covered>,
        /// The cases it names.
        listed: Vec<CaseId>,
    },
    /// Parameters as they hold on a day. Answer: `Params`.
    Params {
        /// Where; `None` the actor's own area.
        area: Option<AreaCode>,
        /// When; `None` today.
        on: Option<Day>,
    },
    /// All dated values of one parameter. Answer: `Params`, newest first.
    ParamHistory {
        /// The name.
        name: String,
        /// Where; `None` the actor's own area.
        area: Option<AreaCode>,
    },
    /// What the rows of a batch would come to, some cases at a time. Answer: `BatchSum`.
    BatchSum {
        /// What and where.
        plan: BatchPlan,
        /// Begin after this case; `None` with the first.
        after: Option<CaseId>,
    },
    /// Rows a batch would have. Answer: `BatchRows`.
    BatchPreview {
        /// What and where.
        plan: BatchPlan,
        /// Which rows.
        which: WhichRows,
        /// Where to begin; 0 with the first.
        from: u64,
        /// Rows wanted, at most 200.
        limit: u32,
    },
    /// Rows of a batch as they were listed, with what became of them. Answer: `BatchRows`.
    BatchRows {
        /// Its number.
        batch: u32,
        /// Which rows.
        which: WhichRows,
        /// Where to begin; 0 with the first.
        from: u64,
        /// Rows wanted, at most 200.
        limit: u32,
    },
    /// All batches that touch the actor's area, the newest first. Answer: `Batches`.
    Batches,
    /// The months whose price indices were entered, the newest first. Answer: `Prices`.
    Prices,
    /// Everybody on the staff. Answer: `Staff`.
    Staff,
    /// All areas. Answer: `Areas`.
    Areas,
    /// Who the actor is and what the office is called. Answer: `Me`.
    Me,
    /// A known household with this case number or whose head has this ID number. Answer: `Match`.
    Match {
        /// Case number; empty if none.
        number: String,
        /// ID number of the head; empty if none.
        head: Personal,
    },
    /// Cases with everything known of them, to leave the office in a file; logged as an export, at most 200 at
    /// once. Answer: `Internal`.
    ExportInternal {
        /// The cases.
        cases: Vec<CaseId>,
    },
    /// Cases with no more than may hang on a public board; logged as an export, at most 200 at once. Answer:
    /// `Public`.
    ExportPublic {
        /// The cases.
        cases: Vec<CaseId>,
    },
    /// The seal of the day. What was exported before is in the access log for good when it is answered.
    /// Answer: `Seal`.
    Seal,
    /// How many facts a household would report as changed if it came in now. Answer: `Changes`.
    Changes {
        /// The case.
        case: CaseId,
        /// What is said.
        intake: Box<Intake>,
        /// Digest of the file.
        digest: String,
    },
    /// The seal for a sheet with the sum of a case that is about to leave the office; logged as an export, and in
    /// the log for good when it is answered. Answer: `Seal`.
    SheetSeal {
        /// The case.
        case: CaseId,
    },
    /// Cases in which a person with this ID number is a member. Answer: `CaseIds`.
    CasesOf {
        /// ID number.
        number: Personal,
    },
}

impl Query {
    /// Whether the answer is read off lists or what a search finds, and not off single cases and people.
    pub(super) const fn reads_lists(&self) -> bool {
        match self {
            Self::Desk
            | Self::QueuePage { .. }
            | Self::Search { .. }
            | Self::BatchSum { .. }
            | Self::BatchPreview { .. } => true,
            Self::BatchRows { .. }
            | Self::Batches
            | Self::Prices
            | Self::Case { .. }
            | Self::CaseByNumber { .. }
            | Self::Assess { .. }
            | Self::Reveal { .. }
            | Self::Params { .. }
            | Self::ParamHistory { .. }
            | Self::Staff
            | Self::Areas
            | Self::Me
            | Self::Match { .. }
            | Self::Changes { .. }
            | Self::ExportInternal { .. }
            | Self::ExportPublic { .. }
            | Self::Seal
            | Self::SheetSeal { .. }
            | Self::SearchCases { .. }
            | Self::Unlisted { .. }
            | Self::CasesOf { .. } => false,
        }
    }
}
