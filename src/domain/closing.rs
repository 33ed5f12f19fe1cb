//! How a decision stands on its way into force, as it is computed when somebody asks: the next step, the last
//! days of the remedies, what was paid too much. Nothing of it is stored.

use serde::{Deserialize, Serialize};

use super::{
    calendar::{Day, Month},
    money::Fen,
};

/// What has to happen next about a decision that leaves somebody with less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClosingStep {
    /// The notice is to be made.
    Notify,
    /// The notice is to be served.
    Serve {
        /// Days on which it was tried in vain.
        tried: u32,
        /// Days of tries that can stand for a service, where that is set.
        needed: Option<u32>,
    },
    /// Its month has not come.
    Wait {
        /// Its first month.
        from: Month,
    },
    /// Somebody has to look whether other aid fits the person whose support ends.
    LookElsewhere,
    /// Its month has come: somebody has to note that it is in force.
    Enforce,
}

/// A decision on its way into force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// What has to happen next.
    pub next: ClosingStep,
    /// The first month it may hold; before the service the earliest it still can be.
    pub from: Month,
}

/// What was paid too much by month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Overpaid {
    /// The day the facts changed.
    pub changed: Day,
    /// The day the review found it.
    pub found: Day,
    /// Found more than three months after (民发〔2021〕57号 第三十条, 民发〔2022〕83号).
    pub late: bool,
    /// The months.
    pub months: Vec<OverpaidMonth>,
    /// Their sum.
    pub total: Fen,
}

/// A month in which too much was paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct OverpaidMonth {
    /// The month.
    pub month: Month,
    /// What was paid.
    pub paid: Fen,
    /// What would have been due.
    pub due: Fen,
}

/// The last day of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastDay {
    /// The day.
    pub day: Day,
    /// The year whose holidays are not known, so that the day may move on.
    pub unknown_year: Option<i32>,
}

/// The remedies against a decision that was served.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remedies {
    /// The day of service, from which they run.
    pub served: Day,
    /// Where a review can be asked for.
    pub review_body: String,
    /// Days for it.
    pub review_days: u32,
    /// The last of them.
    pub review: LastDay,
    /// The court.
    pub court: String,
    /// Months to go there.
    pub court_months: u32,
    /// The last day.
    pub court_last: LastDay,
}
