//! What the list of a queue shows, as far as its rows have come.

use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        ids::CaseId,
        queue::{QueueId, QueueRow},
    },
    engine::query::Cursor,
};

/// The state of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueScreen {
    /// Which queue.
    pub id: QueueId,
    /// Rows from the top, as far as they have come.
    pub rows: Vec<QueueRow>,
    /// Rows of the whole queue, once known.
    pub total: Option<u32>,
    /// Where the next rows begin; `None` at the end or before anything has come.
    pub next: Option<Cursor>,
    /// The selected row.
    pub selected: usize,
    /// The row to select once it has come.
    pub goal: Option<usize>,
    /// The case whose row is to be selected once it has come: the one a person came back to.
    pub seek: Option<CaseId>,
    /// The next rows take the place of those that are there.
    pub replacing: bool,
}

impl QueueScreen {
    /// A list of which nothing has come yet.
    pub const fn new(id: QueueId) -> Self {
        Self {
            id,
            rows: Vec::new(),
            total: None,
            next: None,
            selected: 0,
            goal: None,
            seek: None,
            replacing: false,
        }
    }

    /// The place of a case in the list from 1, and the length of the list.
    pub fn place_of(&self, case: CaseId) -> Option<(usize, usize)> {
        let place = self.rows.iter().position(|row| row.case == case)?;
        let total = usize::try_from(self.total?).ok()?;
        Some((place + 1, total.max(self.rows.len())))
    }
}
