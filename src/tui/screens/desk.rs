//! The first screen: what is mine today.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    case::open,
    queue::{self, CaseTable, Purpose},
};
use crate::{
    base::width,
    domain::queue::QueueId,
    engine::{
        answer::{Desk, DeskNotice, QueueCounts},
        query::Query,
    },
    text::{
        terms,
        ui::{batch as batch_words, desk as words},
    },
    tui::{
        effect::Effect,
        model::{COLUMNS_WIDE, Model, Screen, Wanted, desk::DeskScreen},
        theme::Theme,
        widgets::{
            chrome, draw,
            list::{self, Motion},
            table::{self, Align, Cell, Column},
        },
    },
};

/// Columns of the panel at the side of a wide terminal.
const SIDE_COLUMNS: u16 = 40;
/// Rows of the hints.
const HINT_ROWS: u16 = 3;
/// Rows of a list of what comes next below which it is left out.
const AHEAD_ROWS_MIN: u16 = 4;
/// Marks of the bar of the month.
const BAR_MARKS: u32 = 20;

/// Asks for the counts.
pub fn refresh(model: &mut Model) -> Vec<Effect> {
    if model.awaits(&Wanted::Desk) {
        return Vec::new();
    }
    vec![model.ask(Wanted::Desk, Query::Desk)]
}

/// The counts are there; the labels of parameters, for hints and refusals, are asked for once.
pub fn arrived(model: &mut Model, desk: Desk) -> Vec<Effect> {
    if let Some(Screen::Desk(screen)) = model.screens.first_mut() {
        screen.selected = screen.selected.min(desk.queues.len().saturating_sub(1));
        screen.desk = Some(Box::new(desk));
    }
    if model.params.is_empty() && !model.awaits(&Wanted::Params) {
        let query = Query::Params {
            area: None,
            on: None,
        };
        return vec![model.ask(Wanted::Params, query)];
    }
    Vec::new()
}

/// Moves the selection.
pub fn motion(screen: &mut DeskScreen, motion: Motion) {
    let count = screen.desk.as_ref().map_or(0, |desk| desk.queues.len());
    screen.selected = list::moved(screen.selected, count, count, motion);
}

/// Opens the queue of that place.
pub fn open(model: &mut Model, place: usize) -> Vec<Effect> {
    let Some(Screen::Desk(screen)) = model.top_mut() else {
        return Vec::new();
    };
    let counts = screen
        .desk
        .as_ref()
        .and_then(|desk| desk.queues.get(place).copied());
    match counts {
        Some(counts) => {
            screen.selected = place;
            queue::open(model, counts.queue)
        }
        None => Vec::new(),
    }
}

/// Opens the next case of the day, its queue below it.
pub fn next_case(model: &mut Model) -> Vec<Effect> {
    let Screen::Desk(screen) = model.top() else {
        return Vec::new();
    };
    let next = screen
        .desk
        .as_ref()
        .and_then(|desk| desk.next.as_ref())
        .map(|(queue, row)| (*queue, row.case, row.head.reveal().to_owned()));
    let Some((queue, case, head)) = next else {
        return Vec::new();
    };
    let mut effects = queue::open(model, queue);
    effects.extend(open::open(model, case, &head));
    effects
}

/// Rows from which on blank ones stand between the parts of the page.
const ROWS_ROOMY: u16 = 22;

/// The columns of the counts.
const COLUMNS: [Column; 6] = [
    column(words::TODO, 18, 1, Align::Left, 1),
    column(words::OVERDUE, 5, 0, Align::Right, 2),
    column(words::TODAY, 5, 0, Align::Right, 3),
    column(words::WEEK, 7, 0, Align::Right, 5),
    column(words::MONTH, 7, 0, Align::Right, 6),
    column(words::TOTAL, 7, 0, Align::Right, 4),
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

/// Draws the first screen.
pub fn view(
    model: &Model,
    screen: &DeskScreen,
    theme: &Theme,
    buf: &mut Buffer,
) -> Option<Position> {
    let area = buf.area;
    let me = model.me.as_ref()?;
    chrome::title(
        buf,
        theme,
        &words::title(&me.office, &me.area_name),
        &words::whoami(me.today, &me.staff.name, &me.staff.roles),
    );
    let Some(desk) = &screen.desk else {
        draw::put(buf, 2, 3, words::LOADING, theme.quiet, area.width);
        return None;
    };
    let wide = area.width >= COLUMNS_WIDE;
    let columns = if wide {
        area.width.saturating_sub(SIDE_COLUMNS)
    } else {
        area.width
    };
    let placed = table::place(&COLUMNS, 3, columns.saturating_sub(6).min(80));
    let mut y = 2;
    table::head(buf, y, &COLUMNS, &placed, theme.label);
    y += 1;
    let mut cursor = None;
    for (place, counts) in desk.queues.iter().enumerate() {
        if place == screen.selected {
            cursor = Some(chrome::mark(buf, theme, 1, y));
        }
        table::row(buf, y, &COLUMNS, &placed, &cells(theme, place, *counts));
        y += 1;
    }
    y = below(model, desk, theme, buf, y + 1, columns);
    if me.demo {
        let last = area.height.saturating_sub(3);
        draw::clear(buf, Rect::new(0, last, columns, 1));
        draw::put(buf, 1, last, words::DEMO, theme.quiet, columns);
    }
    if wide {
        side(model, desk, theme, buf, columns);
    } else {
        let room = Rect::new(1, y, columns.saturating_sub(2), HINT_ROWS);
        hints(model, desk, theme, buf, room);
        y += HINT_ROWS + 1;
    }
    ahead(desk, theme, buf, y, columns);
    cursor
}

/// The rows that come next, where the screen is tall enough for a list.
fn ahead(desk: &Desk, theme: &Theme, buf: &mut Buffer, top: u16, columns: u16) {
    // The row above the rule is for the word on invented people.
    let room = buf.area.height.saturating_sub(4).saturating_sub(top + 2);
    let Some((queue, next)) = desk.next.as_ref().filter(|_| room >= AHEAD_ROWS_MIN) else {
        return;
    };
    let rows = std::iter::once(next)
        .chain(&desk.ahead)
        .take(usize::from(room));
    draw::put(buf, 1, top, words::AHEAD, theme.label, columns);
    let table = CaseTable::new(Purpose::of(*queue), columns, rows.clone());
    table.heads(buf, top + 1, theme);
    for (offset, row) in rows.enumerate() {
        let y = top + 2 + u16::try_from(offset).unwrap_or(u16::MAX);
        table.row(buf, y, row);
    }
}

/// What stands below the queues: the day, the month, the next case. Answers the row after it.
fn below(
    model: &Model,
    desk: &Desk,
    theme: &Theme,
    buf: &mut Buffer,
    first: u16,
    columns: u16,
) -> u16 {
    let room = columns.saturating_sub(2);
    let mut y = first;
    let done = words::done_today(desk.done_today, model.pace.average());
    let x = draw::put(buf, 1, y, &done, theme.text, room);
    let month = words::month(desk.month_due, desk.month_done);
    let bar = bar(desk.month_due, desk.month_done);
    let x = draw::put(
        buf,
        x + 3,
        y,
        &month,
        theme.text,
        columns.saturating_sub(x + 4),
    );
    if x + 2 + 22 < columns {
        draw::put(buf, x + 2, y, &bar, theme.text, 22);
    }
    y += if buf.area.height < ROWS_ROOMY { 1 } else { 2 };
    let wide = buf.area.width >= COLUMNS_WIDE;
    if wide && desk.next.is_some() {
        // It stands in full at the side.
        return y;
    }
    if let Some((queue, row)) = &desk.next {
        let head = words::next(&terms_queue(*queue), row.head.reveal(), &row.village);
        let x = draw::put(buf, 1, y, &head, theme.strong, room);
        let reasons = words::reasons(&row.reasons);
        if x + 2 + u16::try_from(width::columns(&reasons)).unwrap_or(u16::MAX) > room {
            y += 1;
            draw::put(buf, 9, y, &reasons, theme.text, room.saturating_sub(8));
        } else {
            draw::put(buf, x + 2, y, &reasons, theme.text, room);
        }
    } else {
        let waiting = desk.queues.iter().map(|counts| counts.total).sum();
        let roles = model.me.as_ref().map(|me| me.staff.roles.as_slice());
        let text = words::nothing_next(waiting, desk.month_due, roles.unwrap_or_default());
        draw::put(buf, 1, y, &text, theme.text, room);
    }
    y + 2
}

/// The short name of a queue.
fn terms_queue(queue: QueueId) -> String {
    terms::queue(queue)
        .split(['(', ' '])
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// The bar of the month, `[#####.....]`.
fn bar(due: u32, done: u32) -> String {
    let full = if due == 0 {
        0
    } else {
        u64::from(done.min(due)) * u64::from(BAR_MARKS) / u64::from(due)
    };
    let full = usize::try_from(full).unwrap_or(0);
    let rest = usize::try_from(BAR_MARKS).unwrap_or(0).saturating_sub(full);
    format!("[{}{}]", "#".repeat(full), ".".repeat(rest))
}

/// The cells of one queue. A queue without due days shows its total alone.
fn cells(theme: &Theme, place: usize, counts: QueueCounts) -> Vec<Cell> {
    let due = match counts.queue {
        QueueId::Dibao
        | QueueId::Tekun
        | QueueId::Linshi
        | QueueId::Edge
        | QueueId::Held
        | QueueId::ToServe
        | QueueId::Terms
        | QueueId::Visits => true,
        QueueId::Alerts
        | QueueId::Changes
        | QueueId::Returned
        | QueueId::ToApprove
        | QueueId::ToConfirm => false,
    };
    let figure = |count: u32, style| {
        if due || count > 0 {
            Cell::styled(count.to_string(), style)
        } else {
            Cell::plain("")
        }
    };
    let overdue = if counts.overdue > 0 {
        theme.strong
    } else {
        theme.text
    };
    vec![
        Cell::plain(words::queue(place + 1, counts.queue)),
        figure(counts.overdue, overdue),
        figure(counts.today, theme.text),
        figure(counts.week, theme.text),
        figure(counts.month, theme.text),
        Cell::plain(counts.total.to_string()),
    ]
}

/// What is said of a batch that waits, or of a subsidy that is due.
fn notice_line(notice: &DeskNotice) -> String {
    match notice {
        DeskNotice::Batch {
            number,
            kind,
            status,
        } => batch_words::notice_batch(*number, *kind, *status),
        DeskNotice::Price {
            month,
            due,
            overdue_days,
        } => batch_words::begin_price(*month, *due, *overdue_days),
    }
}

/// Parameters to be aware of, as many as there is room for.
fn hints(model: &Model, desk: &Desk, theme: &Theme, buf: &mut Buffer, area: Rect) {
    let mut y = area.y;
    let bottom = buf.area.height.saturating_sub(3).min(area.bottom());
    // What waits for a signature or has a clock stands before what is only to be known.
    let waiting = desk.notices.first().filter(|_| y < bottom);
    if let Some(notice) = waiting {
        draw::put(
            buf,
            area.x,
            y,
            batch_words::NOTICES,
            theme.label,
            area.width,
        );
        let more = desk.notices.len().saturating_sub(1);
        let text = batch_words::notice(&notice_line(notice), more);
        let room = area.width.saturating_sub(10);
        draw::put(buf, area.x + 10, y, &text, theme.strong, room);
        y += 1;
    }
    let lines: Vec<String> = desk
        .hints
        .iter()
        .filter_map(|hint| {
            let label = model.label(&hint.name)?;
            Some(words::hint(&label, hint.value.as_deref(), hint.since))
        })
        .collect();
    let most = if waiting.is_some() { 1 } else { 2 };
    let shown = lines.iter().take(most);
    for (index, line) in shown.enumerate() {
        if y >= bottom {
            break;
        }
        let label = if index == 0 { words::HINTS } else { "" };
        draw::put(buf, area.x, y, label, theme.label, area.width);
        let room = area.width.saturating_sub(10);
        let end = draw::put(buf, area.x + 10, y, line, theme.text, room);
        if index == 0 {
            let right = area.right();
            let room = right.saturating_sub(end + 1);
            draw::put_right(buf, right, y, words::LOOK_AT_HINTS, theme.quiet, room);
        }
        y += 1;
    }
    let more = lines.len().saturating_sub(most);
    if more > 0 && y < bottom {
        let text = words::more_hints(more);
        draw::put(buf, area.x + 10, y, &text, theme.quiet, area.width);
    }
}

/// The panel at the side of a wide terminal: the next case in full, and every hint.
fn side(model: &Model, desk: &Desk, theme: &Theme, buf: &mut Buffer, left: u16) {
    let room = buf.area.width.saturating_sub(left).saturating_sub(1);
    let bottom = buf.area.height.saturating_sub(3);
    let mut y = 2;
    let mut put = |text: &str, style| {
        for line in width::wrap(text, usize::from(room)) {
            if y < bottom {
                draw::put(buf, left, y, &line, style, room);
                y += 1;
            }
        }
    };
    if let Some((_, row)) = &desk.next {
        put(words::NEXT_CASE, theme.label);
        put(&words::next_in_full(row), theme.text);
        for reason in &row.reasons {
            put(&format!("  {}", terms::rank(reason)), theme.text);
        }
        put("", theme.text);
    }
    if !desk.notices.is_empty() {
        put(batch_words::NOTICES, theme.label);
        for notice in &desk.notices {
            put(&notice_line(notice), theme.strong);
        }
        put(batch_words::LOOK_AT, theme.quiet);
        put("", theme.text);
    }
    put(words::HINTS, theme.label);
    for hint in &desk.hints {
        if let Some(label) = model.label(&hint.name) {
            let line = words::hint(&label, hint.value.as_deref(), hint.since);
            put(&line, theme.text);
        }
    }
}
