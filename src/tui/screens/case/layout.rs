//! Where the rows of a case stand: pure arithmetic that both `update` and `view` use, so that «has been
//! on the screen» means what was drawn.

use super::{Loaded, Row};
use crate::tui::model::{COLUMNS_WIDE, Size};

/// Rows of title, rule, headline and column heads.
pub const TOP_ROWS: u16 = 4;
/// Rows of the rule and footer at the bottom.
pub const BOTTOM_ROWS: u16 = 2;
/// Columns of the panel at the side of a wide terminal.
pub const SIDE_COLUMNS: u16 = 40;

/// Where things stand on the screen of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// Columns of the body.
    pub columns: u16,
    /// Columns of the side panel, 0 without one.
    pub side: u16,
    /// First row of the body.
    pub body: u16,
    /// Rows of the body.
    pub body_rows: u16,
    /// The rule above the panel; the panel begins below it.
    pub panel_rule: u16,
    /// Rows of the panel.
    pub panel_rows: u16,
}

/// The layout of a case at a size.
pub fn layout(size: Size, loaded: &Loaded) -> Layout {
    let panel_rows = if loaded.has_proposal() { 6 } else { 3 };
    let side = if size.columns >= COLUMNS_WIDE {
        SIDE_COLUMNS
    } else {
        0
    };
    let panel_rule = size
        .rows
        .saturating_sub(BOTTOM_ROWS)
        .saturating_sub(panel_rows)
        .saturating_sub(1);
    Layout {
        columns: size.columns.saturating_sub(side),
        side,
        body: TOP_ROWS,
        body_rows: panel_rule.saturating_sub(TOP_ROWS),
        panel_rule,
        panel_rows,
    }
}

/// The pages of the body, each with its rows.
///
/// The members stand together, and a blank row divides them from the rest where the page has room.
pub fn pages(loaded: &Loaded, layout: Layout) -> Vec<Vec<Row>> {
    let rows = loaded.body();
    let per_page = usize::from(layout.body_rows).max(1);
    rows.chunks(per_page).map(<[Row]>::to_vec).collect()
}

/// The page on which a row stands; rows of the panel stand on every page.
pub fn page_of(pages: &[Vec<Row>], row: Row, now: usize) -> usize {
    pages
        .iter()
        .position(|page| page.contains(&row))
        .unwrap_or_else(|| now.min(pages.len().saturating_sub(1)))
}
