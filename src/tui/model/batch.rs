//! What the screen of batches shows.

use serde::{Deserialize, Serialize};

use super::import::Busy;
use crate::{
    domain::batch::{BatchPlan, Totals},
    engine::{
        answer::{BatchRowView, BatchView, PriceView},
        query::WhichRows,
    },
};

/// The state of the screen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct BatchScreen {
    /// The batches, once known.
    pub batches: Option<Vec<BatchView>>,
    /// The months of prices, once known.
    pub prices: Option<Vec<PriceView>>,
    /// The selected line of the list.
    pub selected: usize,
    /// What lies open over the list.
    pub open: Option<Opened>,
    /// Long work under way.
    pub busy: Option<Busy>,
}

/// A preview, or a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// What and where.
    pub plan: BatchPlan,
    /// The batch; `None` for a preview.
    pub made: Option<Box<BatchView>>,
    /// What the rows come to, once known.
    pub totals: Option<Box<Totals>>,
    /// Which rows are shown.
    pub which: WhichRows,
    /// The rows of the page.
    pub rows: Vec<BatchRowView>,
    /// Where this page and those before it begin.
    pub starts: Vec<u64>,
    /// Where the next page begins.
    pub next: Option<u64>,
    /// The selected row of the page.
    pub selected: usize,
    /// A signature was asked about.
    pub asked: bool,
}
