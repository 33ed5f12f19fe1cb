//! Where the rows of a case stand: pure arithmetic that both `update` and `view` use, so that «has been
//! on the screen» means what was drawn.

use super::asked;
use crate::tui::{
    model::{
        COLUMNS_WIDE, Model, Size,
        case::{Loaded, row::Row},
    },
    widgets::chrome,
};

/// Rows of title, rule, headline and column heads.
pub const TOP_ROWS: u16 = 4;
/// Rows of the rule and footer at the bottom.
pub const BOTTOM_ROWS: u16 = 2;
/// Columns of the panel at the side of a wide terminal.
pub const SIDE_COLUMNS: u16 = 40;
/// Where the words of a line begin, behind its label.
pub const LEFT: u16 = 9;
/// Rows of the panel.
const PANEL_ROWS: u16 = 3;
/// Rows of the panel where something waits for a signature.
const PANEL_ROWS_TO_SIGN: u16 = 5;

/// The room a case has: the screen without what a message takes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// The terminal.
    pub size: Size,
    /// Rows of the message above the panel: no row of the case stands under it.
    pub notice_rows: u16,
}

impl Frame {
    /// The room as the screen now is.
    pub fn of(model: &Model) -> Self {
        let columns = model.size.columns;
        let text = asked::question(model).or_else(|| {
            let notice = model.notice.as_ref();
            notice.map(|notice| notice.text.clone())
        });
        let rows = text.map_or(0, |text| chrome::notice_lines(&text, columns).len());
        Self {
            size: model.size,
            notice_rows: u16::try_from(rows).unwrap_or(0),
        }
    }
}

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

impl Layout {
    /// The same where something else than the panel of the case begins below row `rule`.
    pub const fn above(self, rule: u16) -> Self {
        Self {
            panel_rule: rule,
            ..self
        }
    }

    /// Columns of words behind a label.
    pub fn words(self) -> usize {
        usize::from(self.columns.saturating_sub(LEFT + 1))
    }
}

/// The layout of a case within a frame.
pub fn layout(frame: Frame, loaded: &Loaded) -> Layout {
    let Frame { size, notice_rows } = frame;
    let panel_rows = if loaded.has_proposal() {
        PANEL_ROWS_TO_SIGN
    } else {
        PANEL_ROWS
    };
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
        body_rows: panel_rule.saturating_sub(TOP_ROWS + notice_rows),
        panel_rule,
        panel_rows,
    }
}

/// The pages of the body, each with its rows.
///
/// The members stand together, and a blank row divides them from the rest where the page has room.
pub fn pages(loaded: &Loaded, layout: Layout) -> Vec<Vec<Row>> {
    let rows = loaded.body(layout);
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

/// The page on the screen: that of the selected row, also where a message has just taken room from it.
pub fn page_now(pages: &[Vec<Row>], loaded: &Loaded) -> usize {
    page_of(pages, loaded.row, loaded.page)
}

impl Loaded {
    /// The rows of the body, which turns pages; the others stand in the panel.
    pub fn body(&self, layout: Layout) -> Vec<Row> {
        let mut rows: Vec<Row> = (0..self.work.members.len()).map(Row::Member).collect();
        for (note, lines) in self.notes(layout) {
            rows.extend((0..lines.len()).map(|line| Row::Note(note, line)));
        }
        rows.extend(self.below_members());
        rows
    }

    /// Whether every row has been on the screen.
    pub fn all_seen(&self, layout: Layout) -> bool {
        self.body(layout).iter().all(|row| self.seen.contains(row))
    }
}
