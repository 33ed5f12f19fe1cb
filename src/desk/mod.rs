//! Drafts and preferences of one member of staff: kept beside the data, not derivable from the journal.
//! What is typed at the first start is kept too, when there is neither staff nor journal.

pub mod keeper;

use serde::{Deserialize, Serialize};

use crate::domain::{
    household::Household,
    ids::CaseId,
    queue::QueueId,
    review::{Cause, Outcome},
};

/// What a person has typed into a case and not yet signed (草稿).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The case.
    pub case: CaseId,
    /// Seq of the case the draft started from.
    pub base_seq: u64,
    /// When it was last saved, RFC 3339; empty lets the keeper fill it in.
    pub at: String,
    /// The household as edited.
    pub household: Household,
    /// The outcome chosen so far.
    pub outcome: Option<Outcome>,
    /// The cause chosen so far.
    pub cause: Option<Cause>,
    /// The reason typed so far.
    pub reason: String,
    /// Raw text of fields that are not complete values yet: field name and text.
    pub fields: Vec<(String, String)>,
    /// Field that has the cursor, by name; empty if none is open.
    pub focus: String,
    /// Cursor within that field, in characters.
    pub cursor: u32,
}

/// Where a person is in the program (位置).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The queue on the screen.
    pub queue: Option<QueueId>,
    /// The case on the screen.
    pub case: Option<CaseId>,
    /// The screen, by its stable name.
    pub screen: String,
    /// Raw text of fields that belong to no case: field name and text.
    #[serde(default)]
    pub fields: Vec<(String, String)>,
    /// Field among them that has the cursor, by name; empty if none has.
    #[serde(default)]
    pub focus: String,
    /// Cursor within that field, in characters.
    #[serde(default)]
    pub cursor: u32,
}
