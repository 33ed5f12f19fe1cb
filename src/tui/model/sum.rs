//! What the page of a sum shows beside the sum.

use serde::{Deserialize, Serialize};

use crate::{
    domain::{calendar::Day, finding::Finding},
    engine::refusal::Refusal,
};

/// Another sum of the same household.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Other {
    /// On its way.
    Awaited(Day),
    /// As of a day.
    OfDay(Day, Box<Result<Finding, Refusal>>),
    /// As it was decided.
    Decided(Box<Finding>),
}

/// The state of the page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SumScreen {
    /// The selected step.
    pub selected: usize,
    /// What the sum is compared with.
    pub other: Option<Other>,
}
