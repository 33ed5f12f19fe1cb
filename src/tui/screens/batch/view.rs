//! Drawing batches: the list, or totals with a page of rows.

use ratatui::{buffer::Buffer, layout::Position};

use super::{Entry, entries};
use crate::{
    base::width,
    domain::{batch::RowResult, money::Fen},
    engine::{
        answer::{BatchRowView, RowEnd},
        query::WhichRows,
    },
    text::{batch as terms, ui::batch as words},
    tui::{
        model::{
            Model, Size,
            batch::{BatchScreen, Opened},
        },
        theme::Theme,
        widgets::{
            chrome, draw, list,
            table::{self, Align, Cell, Column},
        },
    },
};

/// Rows that are not the list: title and rule above; room for a message, rule and footer below.
pub const LIST_ROWS: u16 = 6;
/// Lines of totals and reasons at most.
const ABOUT_ROWS_MAX: usize = 6;

const COLUMNS: [Column; 6] = [
    column(words::HEAD, 9, 1, Align::Left, 1),
    column(words::VILLAGE, 10, 1, Align::Left, 4),
    column(words::PAID, 10, 0, Align::Right, 3),
    column(words::NEW, 10, 0, Align::Right, 2),
    column(words::ONCE, 10, 0, Align::Right, 2),
    column(words::RESULT, 20, 4, Align::Left, 1),
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

/// Name of the area of what lies open; the code where it has no batch yet.
pub fn area(open: &Opened) -> &str {
    open.made
        .as_ref()
        .map_or(open.plan.area.0.as_str(), |made| made.area.as_str())
}

/// The lines above the rows.
fn about(open: &Opened, columns: u16) -> Vec<String> {
    let Some(totals) = &open.totals else {
        return Vec::new();
    };
    let written = open.made.as_ref().and_then(|made| {
        let (done, refused) = (made.batch.done, made.batch.refused);
        (done + refused > 0).then_some((done, refused))
    });
    let mut lines = words::about(&open.plan, totals, written);
    if let Some(made) = &open.made {
        lines.push(words::signed(&made.by, made.batch.day, &made.signed));
        if let Some(returned) = &made.batch.returned {
            lines.push(format!("退回 {} {}", returned.day, returned.reason));
        }
    }
    let room = usize::from(columns.saturating_sub(4));
    let mut wrapped: Vec<String> = lines
        .iter()
        .flat_map(|line| width::wrap(line, room))
        .collect();
    wrapped.truncate(ABOUT_ROWS_MAX);
    wrapped
}

/// Rows of a page.
pub fn page_rows(open: &Opened, size: Size) -> usize {
    let about = about(open, size.columns).len();
    // Title, rule and heads above; the three lines of a question, rule and footer below.
    usize::from(size.rows).saturating_sub(about + 9).max(1)
}

/// Draws the screen.
pub fn view(
    model: &Model,
    screen: &BatchScreen,
    theme: &Theme,
    buf: &mut Buffer,
) -> Option<Position> {
    match &screen.open {
        Some(open) => rows(model, open, theme, buf),
        None => lines(model, screen, theme, buf),
    }
}

/// The list of what can be begun and what was.
fn lines(model: &Model, screen: &BatchScreen, theme: &Theme, buf: &mut Buffer) -> Option<Position> {
    let right = model.me.as_ref().map_or("", |me| me.area_name.as_str());
    chrome::title(buf, theme, words::TITLE, right);
    let entries = entries(model, screen);
    let room = buf.area.width.saturating_sub(5);
    if entries.is_empty() {
        let text = if screen.batches.is_some() && screen.prices.is_some() {
            words::NOTHING
        } else {
            words::LOADING
        };
        for (y, line) in (2..).zip(width::wrap(text, usize::from(room))) {
            draw::put(buf, 3, y, &line, theme.quiet, room);
        }
        return None;
    }
    let rows = usize::from(model.size.rows.saturating_sub(LIST_ROWS)).max(1);
    let page = list::page(screen.selected, entries.len(), rows);
    let mut cursor = None;
    for (y, place) in (2..).zip(page) {
        let Some(entry) = entries.get(place) else {
            continue;
        };
        if place == screen.selected {
            cursor = Some(chrome::mark(buf, theme, 1, y));
        }
        let (text, style) = match entry {
            Entry::Standard(from, labels) => (words::begin_standard(*from, labels), theme.text),
            Entry::Price(month, due, late) => {
                let overdue = late.is_some_and(|late| late > 0);
                let style = if overdue { theme.strong } else { theme.text };
                (words::begin_price(*month, *due, *late), style)
            }
            Entry::Made(place) => {
                let made = screen.batches.as_ref().and_then(|all| all.get(*place));
                let text = made.map_or_else(String::new, |one| {
                    words::line(&one.batch, &one.area, &one.by)
                });
                (text, theme.text)
            }
            Entry::Idle(month, paid) => (words::price_idle(*month, *paid), theme.quiet),
        };
        let text = width::clip_marked(&text, usize::from(room));
        draw::put(buf, 3, y, &text, style, room);
    }
    cursor
}

/// Totals and a page of rows.
fn rows(model: &Model, open: &Opened, theme: &Theme, buf: &mut Buffer) -> Option<Position> {
    let number = open.made.as_ref().map(|made| made.batch.number);
    let status = open
        .made
        .as_ref()
        .map_or("", |made| terms::status(made.batch.status));
    let area = match (&open.made, &model.me) {
        (None, Some(me)) => me.area_name.as_str(),
        (_, _) => area(open),
    };
    chrome::title(buf, theme, &words::title(number, &open.plan, area), status);
    let room = buf.area.width.saturating_sub(4);
    let mut y = 2;
    for line in about(open, buf.area.width) {
        draw::put(buf, 2, y, &line, theme.text, room);
        y += 1;
    }
    open.totals.as_ref()?;
    let (gets, left) = (open.which == WhichRows::Gets, open.which == WhichRows::Left);
    y += 1;
    let placed = table::place(&COLUMNS, 3, buf.area.width.saturating_sub(4));
    table::head(buf, y, &COLUMNS, &placed, theme.label);
    let which = words::which(gets, left);
    draw::put_right(
        buf,
        buf.area.width.saturating_sub(1),
        y,
        which,
        theme.quiet,
        20,
    );
    y += 1;
    if open.rows.is_empty() {
        let waits = model.awaits(&crate::tui::model::Wanted::BatchRows);
        let text = if waits {
            words::LOADING
        } else {
            words::NO_ROWS
        };
        draw::put(buf, 3, y, text, theme.quiet, room);
    }
    let mut cursor = None;
    for (place, view) in open.rows.iter().enumerate() {
        if place == open.selected {
            cursor = Some(chrome::mark(buf, theme, 1, y));
        }
        table::row(buf, y, &COLUMNS, &placed, &cells(theme, view));
        y += 1;
    }
    cursor
}

fn cells(theme: &Theme, view: &BatchRowView) -> Vec<Cell> {
    let row = &view.row;
    let money = |amount: Fen| Cell::plain(amount.grouped());
    let (new, once) = match &row.result {
        RowResult::Raise(raise) => (money(raise.month), money(raise.arrears)),
        RowResult::Once { amount, .. } => (Cell::plain(""), money(*amount)),
        RowResult::Same | RowResult::Left(_) => (Cell::plain(""), Cell::plain("")),
    };
    let result = match &view.done {
        None => words::row_result(&row.result, row.paid),
        Some(RowEnd::Written) => words::WRITTEN.to_owned(),
        Some(RowEnd::Left(why)) => format!("没有写入: {}", terms::why_left(why)),
    };
    let strong =
        matches!(row.result, RowResult::Left(_)) || matches!(view.done, Some(RowEnd::Left(_)));
    let style = if strong { theme.strong } else { theme.text };
    vec![
        Cell::plain(view.head.reveal()),
        Cell::plain(view.village.as_str()),
        money(row.paid),
        new,
        once,
        Cell::styled(result, style),
    ]
}
