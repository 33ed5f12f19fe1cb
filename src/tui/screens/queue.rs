//! The list of a queue, page by page. Rows come in the order of the queue as they are needed; keys never
//! wait for them.

use ratatui::{buffer::Buffer, layout::Position};

use super::case::open;
use crate::{
    base::{limits, width},
    domain::{
        ids::CaseId,
        queue::{QueueId, QueueRow, RankReason},
        review::Status,
    },
    engine::{
        answer::Page,
        query::{Cursor, Query},
    },
    text::{
        terms,
        ui::{desk as desk_words, queue as words},
    },
    tui::{
        effect::Effect,
        model::{COLUMNS_WIDE, Model, Screen, Size, Wanted, queue::QueueScreen},
        theme::Theme,
        widgets::{
            chrome, draw,
            list::{self, Motion},
            table::{self, Align, Cell, Column},
        },
    },
};

/// Rows asked for at once: a few pages of any terminal, far below what the engine gives at most.
const ROWS_AT_ONCE: u32 = 60;
/// Rows of one queue that are held; who is past them searches.
const ROWS_HELD_MAX: usize = 10_000;
/// Columns of the design size; narrower lists leave the progress out anyway.
const COLUMNS_DESIGN: u16 = 80;
/// Columns of the panel at the side of a wide terminal.
const SIDE_COLUMNS: u16 = 36;
/// Rows above the list: title, rule, heads.
const TOP_ROWS: u16 = 3;

/// Rows of one page at a size.
pub const fn page_rows(size: Size) -> usize {
    // Title, rule and heads above, rule and footer below.
    size.rows.saturating_sub(TOP_ROWS + 2) as usize
}

/// Opens a queue.
pub fn open(model: &mut Model, id: QueueId) -> Vec<Effect> {
    model.screens.push(Screen::Queue(QueueScreen::new(id)));
    ask(model, id, None, ROWS_AT_ONCE)
}

fn ask(model: &mut Model, id: QueueId, after: Option<Cursor>, limit: u32) -> Vec<Effect> {
    if model.awaits(&Wanted::Page(id)) {
        return Vec::new();
    }
    let query = Query::QueuePage {
        queue: id,
        after,
        limit,
    };
    vec![model.ask(Wanted::Page(id), query)]
}

/// Reads the list anew from its top, as far as it was there.
pub fn refresh(model: &mut Model) -> Vec<Effect> {
    let Some(queue) = model.queue_mut() else {
        return Vec::new();
    };
    queue.replacing = true;
    let id = queue.id;
    let limit = u32::try_from(queue.selected.saturating_add(1))
        .unwrap_or(ROWS_AT_ONCE)
        .max(ROWS_AT_ONCE)
        .min(u32::try_from(limits::QUEUE_PAGE_ROWS_MAX).unwrap_or(ROWS_AT_ONCE));
    ask(model, id, None, limit)
}

/// Rows have come.
pub fn arrived(model: &mut Model, page: Page) -> Vec<Effect> {
    let size = model.size;
    let Some(queue) = model.queue_mut().filter(|queue| queue.id == page.queue) else {
        return Vec::new();
    };
    if std::mem::take(&mut queue.replacing) {
        queue.rows.clear();
    }
    // A case that moved up between two pages must not stand twice.
    for row in page.rows {
        if !queue.rows.iter().any(|known| known.case == row.case) {
            queue.rows.push(row);
        }
    }
    queue.total = Some(page.total);
    queue.next = page.next;
    let last = queue.rows.len().saturating_sub(1);
    if let Some(goal) = queue.goal {
        queue.selected = goal;
        if goal <= last {
            queue.goal = None;
        }
    }
    if let Some(case) = queue.seek
        && let Some(place) = queue.rows.iter().position(|row| row.case == case)
    {
        queue.selected = place;
        queue.seek = None;
    }
    queue.selected = queue.selected.min(last);
    want_more(model, size)
}

/// Asks for the next rows where the selection comes near the end of those that are there.
fn want_more(model: &mut Model, size: Size) -> Vec<Effect> {
    let Some(queue) = model.queue() else {
        return Vec::new();
    };
    let near = queue.selected + 2 * page_rows(size) >= queue.rows.len();
    let far = queue.goal.is_some() || queue.seek.is_some();
    let wanted = near || far;
    let full = queue.rows.len() >= ROWS_HELD_MAX;
    match (&queue.next, wanted && !full) {
        (Some(next), true) => {
            let (id, next) = (queue.id, next.clone());
            let limit = if far {
                u32::try_from(limits::QUEUE_PAGE_ROWS_MAX).unwrap_or(ROWS_AT_ONCE)
            } else {
                ROWS_AT_ONCE
            };
            ask(model, id, Some(next), limit)
        }
        (Some(_) | None, _) => Vec::new(),
    }
}

/// Moves the selection; beyond what has come, the rows are fetched and the selection follows.
pub fn motion(model: &mut Model, motion: Motion) -> Vec<Effect> {
    let size = model.size;
    let page = page_rows(size);
    if let Some(queue) = model.queue_mut() {
        let total = queue
            .total
            .and_then(|total| usize::try_from(total).ok())
            .unwrap_or(queue.rows.len())
            .min(ROWS_HELD_MAX);
        let to = list::moved(queue.selected, total.max(queue.rows.len()), page, motion);
        let last = queue.rows.len().saturating_sub(1);
        queue.seek = None;
        queue.goal = (to > last && queue.next.is_some()).then_some(to);
        queue.selected = to.min(last);
    }
    want_more(model, size)
}

/// Opens the selected case.
pub fn open_case(model: &mut Model) -> Vec<Effect> {
    let selected = model.queue().and_then(|queue| {
        let row = queue.rows.get(queue.selected)?;
        Some((row.case, row.head.reveal().to_owned()))
    });
    match selected {
        Some((case, head)) => open::open(model, case, &head),
        None => Vec::new(),
    }
}

/// Takes a case that is done off the list; answers the one that takes its place.
pub fn without(model: &mut Model, case: CaseId) -> Option<(CaseId, String)> {
    let queue = model.queue_mut()?;
    if let Some(place) = queue.rows.iter().position(|row| row.case == case) {
        queue.rows.remove(place);
        queue.total = queue.total.map(|total| total.saturating_sub(1));
        queue.selected = place;
    }
    // Behind the last of those that have come, the list is read anew instead.
    let row = queue.rows.get(queue.selected)?;
    Some((row.case, row.head.reveal().to_owned()))
}

/// Place of the reasons among the columns.
pub const REASONS_COLUMN: usize = 4;

/// Place of the progress among the columns.
const STATUS_COLUMN: usize = 5;

/// The columns of the list.
const COLUMNS: [Column; 8] = [
    column(words::HEAD, 10, 1, Align::Left, 1),
    column(words::VILLAGE, 10, 1, Align::Left, 4),
    column(words::MEMBERS, 4, 0, Align::Right, 6),
    column(words::PAID, 9, 0, Align::Right, 3),
    column(words::REASONS, 22, 3, Align::Left, 2),
    column(words::STATUS, 12, 0, Align::Left, 5),
    column(words::DUE, 10, 0, Align::Left, 7),
    column(words::NUMBER, 17, 0, Align::Left, 8),
];

/// The columns of a list of what waits for a signature.
const COLUMNS_TO_SIGN: [Column; 9] = [
    column(words::HEAD, 10, 1, Align::Left, 1),
    column(words::VILLAGE, 10, 1, Align::Left, 6),
    column(words::PAID, 9, 0, Align::Right, 5),
    column(words::PROPOSED, 16, 2, Align::Left, 2),
    column(words::DIFFERENCE, 10, 0, Align::Right, 3),
    column(words::PROPOSER, 8, 1, Align::Left, 4),
    column(words::WAITING, 6, 0, Align::Right, 7),
    column(words::DUE, 10, 0, Align::Left, 8),
    column(words::NUMBER, 17, 0, Align::Left, 9),
];

const fn column(title: &'static str, width: u16, grow: u16, align: Align, priority: u8) -> Column {
    Column {
        title,
        width,
        grow,
        align,
        priority,
    }
}

/// What a list of cases is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To be worked on; a case that stands like this is not worth a word about where it stands.
    Work(Status),
    /// To be signed.
    Sign,
}

impl Purpose {
    /// What a queue is for.
    pub const fn of(queue: QueueId) -> Self {
        match queue {
            QueueId::ToApprove | QueueId::ToConfirm => Self::Sign,
            QueueId::Returned => Self::Work(Status::Returned),
            QueueId::Held => Self::Work(Status::Held),
            QueueId::ToServe => Self::Work(Status::Confirmed),
            QueueId::Dibao
            | QueueId::Tekun
            | QueueId::Linshi
            | QueueId::Alerts
            | QueueId::Changes
            | QueueId::Edge
            | QueueId::Terms
            | QueueId::Visits => Self::Work(Status::Due),
        }
    }
}

/// A case list as it is laid out.
pub struct CaseTable {
    purpose: Purpose,
    /// Where its columns stand.
    pub placed: Vec<table::Placed>,
}

impl CaseTable {
    /// Places the columns within a width. Where no row of the page has anything to say about where it stands,
    /// that column's room goes to the reasons.
    pub fn new<'a>(
        purpose: Purpose,
        available: u16,
        rows: impl IntoIterator<Item = &'a QueueRow>,
    ) -> Self {
        let room = available.saturating_sub(4);
        let placed = match purpose {
            Purpose::Sign => table::place(&COLUMNS_TO_SIGN, 3, room),
            Purpose::Work(usual) => {
                let silent = rows.into_iter().all(|row| status(row, usual).is_empty());
                let mut columns = COLUMNS;
                if silent && available >= COLUMNS_DESIGN {
                    columns[STATUS_COLUMN].width = 0;
                    columns[REASONS_COLUMN].width =
                        COLUMNS[REASONS_COLUMN].width + COLUMNS[STATUS_COLUMN].width;
                    // Three reasons are as much as a row has to say, and take all that is left over.
                    for (place, column) in columns.iter_mut().enumerate() {
                        column.grow *= u16::from(place == REASONS_COLUMN);
                    }
                }
                table::place(&columns, 3, room)
            }
        };
        Self { purpose, placed }
    }

    /// Columns of the reasons, where they have any.
    fn reasons_columns(&self) -> usize {
        let reasons = self
            .placed
            .iter()
            .find(|place| place.index == REASONS_COLUMN);
        reasons.map_or(0, |place| usize::from(place.width))
    }

    const fn columns(&self) -> &'static [Column] {
        match self.purpose {
            Purpose::Work(_) => &COLUMNS,
            Purpose::Sign => &COLUMNS_TO_SIGN,
        }
    }

    /// Draws the heads.
    pub fn heads(&self, buf: &mut Buffer, y: u16, theme: &Theme) {
        table::head(buf, y, self.columns(), &self.placed, theme.label);
    }

    /// Draws a case as a row.
    pub fn row(&self, buf: &mut Buffer, y: u16, row: &QueueRow) {
        let cells = match self.purpose {
            Purpose::Work(usual) => cells(row, usual, self.reasons_columns()),
            Purpose::Sign => cells_to_sign(row),
        };
        table::row(buf, y, self.columns(), &self.placed, &cells);
    }
}

/// Where a case stands, if that is worth a word: most rows stand alike, and saying so of each would hide
/// those that differ.
fn status(row: &QueueRow, usual: Status) -> String {
    // What is to be done about a decision stands among the reasons.
    let said = |reason: &RankReason| matches!(reason, RankReason::Closing { .. });
    match (&row.claimed_by, row.status) {
        (Some(name), _) => words::claimed(name),
        (None, _) if row.reasons.iter().any(said) => String::new(),
        (None, status) if status == usual || status == Status::Due => String::new(),
        (None, status) => words::status(status).to_owned(),
    }
}

fn cells(row: &QueueRow, usual: Status, reasons_columns: usize) -> Vec<Cell> {
    vec![
        Cell::plain(row.head.reveal()),
        Cell::plain(row.village.as_str()),
        Cell::plain(words::persons(row.members)),
        Cell::plain(words::paid(row)),
        Cell::plain(desk_words::reasons_within(&row.reasons, reasons_columns)),
        Cell::plain(status(row, usual)),
        Cell::plain(row.due.to_string()),
        Cell::plain(row.number.as_str()),
    ]
}

fn cells_to_sign(row: &QueueRow) -> Vec<Cell> {
    let (what, difference, by, waiting) = match &row.proposed {
        Some(proposed) => (
            words::proposed(proposed),
            words::difference(proposed, row.paid),
            proposed.by.as_str(),
            words::waiting(proposed.waiting_days),
        ),
        None => (String::new(), String::new(), "", String::new()),
    };
    vec![
        Cell::plain(row.head.reveal()),
        Cell::plain(row.village.as_str()),
        Cell::plain(words::paid(row)),
        Cell::plain(what),
        Cell::plain(difference),
        Cell::plain(by),
        Cell::plain(waiting),
        Cell::plain(row.due.to_string()),
        Cell::plain(row.number.as_str()),
    ]
}

/// Draws the list.
pub fn view(
    model: &Model,
    queue: &QueueScreen,
    theme: &Theme,
    buf: &mut Buffer,
) -> Option<Position> {
    let area = buf.area;
    let place = words::place(queue.selected, queue.rows.len(), queue.total);
    let me = model.me.as_ref();
    let right = me.map_or_else(String::new, |me| {
        desk_words::day_and_name(me.today, &me.staff.name)
    });
    chrome::title_with_counter(buf, theme, terms::queue(queue.id), &place, &right);
    let wide = area.width >= COLUMNS_WIDE;
    let columns_of_list = if wide {
        area.width.saturating_sub(SIDE_COLUMNS)
    } else {
        area.width
    };
    let page = list::page(queue.selected, queue.rows.len(), page_rows(model.size));
    let rows = queue.rows.get(page.clone()).into_iter().flatten();
    let table = CaseTable::new(Purpose::of(queue.id), columns_of_list, rows);
    table.heads(buf, 2, theme);
    if queue.rows.is_empty() {
        let text = match queue.total {
            None => desk_words::LOADING,
            Some(_) => words::EMPTY,
        };
        draw::put(buf, 3, TOP_ROWS + 1, text, theme.quiet, area.width);
        return None;
    }
    let mut cursor = None;
    for (offset, place) in page.enumerate() {
        let y = TOP_ROWS + u16::try_from(offset).unwrap_or(u16::MAX);
        if let Some(row) = queue.rows.get(place) {
            if place == queue.selected {
                cursor = Some(chrome::mark(buf, theme, 1, y));
            }
            table.row(buf, y, row);
        }
    }
    if wide && let Some(row) = queue.rows.get(queue.selected) {
        side(row, theme, buf, columns_of_list);
    }
    cursor
}

/// The selected case in full, at the side of a wide terminal.
fn side(row: &QueueRow, theme: &Theme, buf: &mut Buffer, left: u16) {
    let room = buf.area.width.saturating_sub(left).saturating_sub(1);
    let mut y = 2;
    let mut put = |text: &str, style| {
        for line in width::wrap(text, usize::from(room)) {
            draw::put(buf, left, y, &line, style, room);
            y += 1;
        }
    };
    put(row.head.reveal(), theme.strong);
    for line in words::in_full(row) {
        put(&line, theme.text);
    }
    put("", theme.text);
    put(words::WHY_HERE, theme.label);
    for reason in &row.reasons {
        put(&terms::rank(reason), theme.text);
    }
}
