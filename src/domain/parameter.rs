//! Values of parameters (参数) that the office enters itself, as they stand in the journal.

use serde::{Deserialize, Serialize};

use super::{area::AreaCode, calendar::Day, citation::Confidence};

/// A value of a parameter that the office entered itself, with the document it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OfficeValue {
    /// Name of the parameter, e.g. `db.standard.rural`.
    pub name: String,
    /// The value as a decimal string or a word, in the parameter's unit; lists are separated by commas.
    pub value: String,
    /// First day it holds.
    pub from: Day,
    /// Last day it holds, if the document says so; after it an older value without an end holds again.
    pub until: Option<Day>,
    /// Document number and title (文号).
    pub document: String,
    /// Where it holds.
    pub area: AreaCode,
    /// How sure the office is.
    pub confidence: Confidence,
}
