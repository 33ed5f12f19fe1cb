//! Where a parameter comes from: its dated values with their documents, the newest first.

use std::ops::Range;

use ratatui::{buffer::Buffer, layout::Position};

use crate::{
    base::width,
    engine::{answer::ParamRow, query::Query},
    text::ui::policy as words,
    tui::{
        effect::Effect,
        forms,
        model::{Model, Screen, Size, Wanted, form::FormKind, history::HistoryScreen},
        theme::Theme,
        widgets::{
            chrome, draw,
            list::{self, Motion},
        },
    },
};

/// Rows that are not values: title and rule above, rule and footer below.
const OTHER_ROWS: u16 = 5;

/// Opens the values of a parameter.
pub fn open(model: &mut Model, name: String) -> Vec<Effect> {
    model.screens.push(Screen::History(HistoryScreen {
        name: name.clone(),
        rows: None,
        selected: 0,
    }));
    ask(model, name)
}

fn ask(model: &mut Model, name: String) -> Vec<Effect> {
    let query = Query::ParamHistory {
        name: name.clone(),
        area: None,
    };
    vec![model.ask(Wanted::History(name), query)]
}

/// Reads the values anew, where the page lies open.
pub fn refresh(model: &mut Model) -> Vec<Effect> {
    let name = model.screens.iter().rev().find_map(|screen| match screen {
        Screen::History(history) => Some(history.name.clone()),
        _other_screen => None,
    });
    name.map_or_else(Vec::new, |name| ask(model, name))
}

/// The values are there.
pub fn arrived(model: &mut Model, name: &str, rows: &[ParamRow]) {
    for screen in &mut model.screens {
        if let Screen::History(history) = screen
            && history.name == name
        {
            history.selected = history.selected.min(rows.len().saturating_sub(1));
            history.rows = Some(rows.to_vec());
        }
    }
}

/// Opens the form of a new value.
pub fn new_value(model: &mut Model) {
    if let Screen::History(history) = model.top() {
        let name = history.name.clone();
        forms::open(model, FormKind::PolicyValue(name));
    }
}

fn blocks(screen: &HistoryScreen, columns: u16) -> Vec<Vec<String>> {
    let room = usize::from(columns.saturating_sub(5));
    screen
        .rows
        .iter()
        .flatten()
        .map(|row| {
            let dated = dated(row);
            let mut lines = vec![words::value_line(&dated)];
            for line in words::source_lines(&dated) {
                lines.extend(
                    width::wrap(&line, room)
                        .into_iter()
                        .map(|line| format!("  {line}")),
                );
            }
            lines.push(String::new());
            lines
        })
        .collect()
}

/// A row as its words need it.
fn dated(row: &ParamRow) -> words::Dated<'_> {
    words::Dated {
        value: row.value.as_deref(),
        unit: &row.unit,
        since: row.since,
        until: row.until,
        citation: row.citation.as_ref(),
        confidence: row.confidence,
        own: row.own,
    }
}

fn pages(screen: &HistoryScreen, size: Size) -> Vec<Range<usize>> {
    let heights: Vec<usize> = blocks(screen, size.columns).iter().map(Vec::len).collect();
    list::pages(&heights, usize::from(size.rows.saturating_sub(OTHER_ROWS)))
}

/// The page on the screen from 0, and how many there are.
pub fn page(screen: &HistoryScreen, size: Size) -> (usize, usize) {
    list::place_in(&pages(screen, size), screen.selected)
}

/// Moves the selection.
pub fn motion(screen: &mut HistoryScreen, size: Size, motion: Motion) {
    screen.selected = list::moved_in(&pages(screen, size), screen.selected, motion);
}

/// Draws the page.
pub fn view(
    model: &Model,
    screen: &HistoryScreen,
    theme: &Theme,
    buf: &mut Buffer,
) -> Option<Position> {
    let room = buf.area.width.saturating_sub(4);
    let label = screen
        .rows
        .as_ref()
        .and_then(|rows| rows.first())
        .map(|row| row.label.clone())
        .or_else(|| model.label(&screen.name))
        .unwrap_or_default();
    chrome::title(buf, theme, &words::history_title(&label), "");
    match &screen.rows {
        None => {
            draw::put(buf, 3, 3, words::LOADING, theme.quiet, room);
            return None;
        }
        Some(rows) if rows.is_empty() => {
            draw::put(buf, 3, 3, words::NO_VALUES, theme.quiet, room);
            return None;
        }
        Some(_) => {}
    }
    let blocks = blocks(screen, buf.area.width);
    let pages = pages(screen, model.size);
    let page = pages
        .iter()
        .find(|page| page.contains(&screen.selected))
        .cloned()
        .unwrap_or(0..0);
    let mut y = 3;
    let mut cursor = None;
    for place in page {
        if place == screen.selected {
            cursor = Some(chrome::mark(buf, theme, 1, y));
        }
        for line in blocks.get(place).into_iter().flatten() {
            draw::put(buf, 3, y, line, theme.text, room);
            y += 1;
        }
    }
    cursor
}
