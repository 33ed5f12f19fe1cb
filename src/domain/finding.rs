//! A finding (测算): what the rules make of the facts on a day, with every step of the sum.
//!
//! Steps are typed; their Chinese wording has a version and stands in `text`. What is decided keeps its
//! steps, so that an explanation keeps its figures and its words when parameters and texts change.

use serde::{Deserialize, Serialize};

use super::{
    calendar::Day,
    citation::{Citation, Confidence},
    money::Fen,
    outcome::Outcome,
};

/// One value that takes the place of a name in a step's wording.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepValue {
    /// Money.
    Money(Fen),
    /// A count.
    Count(i64),
    /// A decimal as text, e.g. a ratio `0.30` or an unrounded amount.
    Decimal(String),
    /// A day.
    Day(Day),
    /// A code that `text` has a word for, e.g. a relation or a class.
    Code(String),
    /// Words as they stand in data, e.g. a document number.
    Words(String),
    /// The member concerned, by place in the household from 0.
    Member(u32),
    /// Amounts that are added up, in the order of the household.
    Sum(Vec<Fen>),
    /// An exact amount between two fen, shown as the nearer one (约).
    About(Fen),
    /// A twelfth of this amount of a year, which is no whole number of fen.
    Twelfth(Fen),
    /// Amounts that are added up where not each of them is a whole number of fen.
    Terms(Vec<StepValue>),
}

/// One step of a sum, readable aloud once worded.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Step {
    /// What the step does: the name of a [`super::step::StepCode`], which `text` has one wording for in each version.
    pub code: String,
    /// The values of the wording, by name.
    pub values: Vec<(String, StepValue)>,
    /// The amount this step arrives at, if it arrives at one.
    pub amount: Option<Fen>,
    /// Where the rule comes from.
    pub citation: Option<Citation>,
    /// How sure we are.
    pub status: Confidence,
    /// Name of the parameter the step rests on, for «Enter: where does it come from».
    pub param: Option<String>,
}

/// One member, or one income of a member, with the reason why it counts or does not (计入/不计入).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Reckoned {
    /// The member, by place in the household from 0.
    pub member: u32,
    /// Which of the member's incomes, by place from 0; `None` where it is the member who counts or not.
    pub income: Option<u32>,
    /// A month's amount of the income, rounded half up to the fen for display.
    pub month: Option<Fen>,
    /// Why: a code that `text` has a word for.
    pub reason: String,
    /// Where the rule comes from.
    pub citation: Citation,
    /// How sure we are.
    pub status: Confidence,
}

/// What the rules say of a household on a day (测算).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Finding {
    /// The day whose law applied.
    pub on: Day,
    /// Version of the wording the steps were read in.
    pub wording: u16,
    /// Members who count.
    pub persons: u32,
    /// Household income a month, rounded half up to the fen for display; the sum itself was exact.
    pub income_month: Fen,
    /// Income per head, two decimals, display only.
    pub per_capita: Fen,
    /// The standard a head and month; `None` stops the sum.
    pub standard: Option<Fen>,
    /// Whether the household qualifies; `None` if the sum was stopped.
    pub eligible: Option<bool>,
    /// The base amount before supplements, unrounded to the fen for display.
    pub base: Option<Fen>,
    /// 分类施保; `None` if a rate it needs is unset.
    pub supplement: Option<Fen>,
    /// What would be paid a month; without the supplement where that is `None`.
    pub month: Option<Fen>,
    /// Whether the household is 低保边缘.
    pub edge: bool,
    /// What is paid now, as the sum was asked; `None` if nothing was said of it.
    pub paid: Option<Fen>,
    /// Outcomes the rules suggest, the first best.
    pub suggest: Vec<Outcome>,
    /// Members and incomes that count, with the reason; empty where only totals were given.
    pub counted: Vec<Reckoned>,
    /// Members and incomes that do not count, with the reason.
    pub not_counted: Vec<Reckoned>,
    /// The steps, in the order they are read.
    pub steps: Vec<Step>,
    /// Parameters that are missing: those that stopped the sum and those that left a part out.
    pub missing: Vec<String>,
}

impl Finding {
    /// What would be paid: nothing where the household does not qualify; `None` if the sum was stopped.
    pub fn payable(&self) -> Option<Fen> {
        match self.eligible {
            Some(false) => Some(Fen::ZERO),
            Some(true) | None => self.month,
        }
    }
}
