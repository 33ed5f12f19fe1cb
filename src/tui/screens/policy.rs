//! The parameters as they hold today, with where each comes from and how sure it is.

use std::ops::Range;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::history;
use crate::{
    base::width,
    domain::citation::Confidence,
    engine::{answer::ParamRow, query::Query},
    text::{steps, terms, ui::policy as words},
    tui::{
        effect::Effect,
        forms,
        model::{Model, Screen, Size, Wanted, form::FormKind, policy::PolicyScreen},
        theme::Theme,
        widgets::{
            chrome, draw,
            list::{self, Motion},
            table::{self, Align, Cell, Column},
        },
    },
};

/// Rows that are not the list: title, rule, filter, heads above; rule and footer below.
const OTHER_ROWS: u16 = 6;

/// Opens the page.
pub fn open(model: &mut Model) -> Vec<Effect> {
    model.screens.push(Screen::Policy(PolicyScreen::default()));
    refresh(model)
}

/// Reads the parameters anew.
pub fn refresh(model: &mut Model) -> Vec<Effect> {
    if model.awaits(&Wanted::Params) {
        return Vec::new();
    }
    let query = Query::Params {
        area: None,
        on: None,
    };
    vec![model.ask(Wanted::Params, query)]
}

/// The rows that pass the filter, by group and importance.
pub fn rows<'a>(model: &'a Model, screen: &PolicyScreen) -> Vec<&'a ParamRow> {
    let wanted = screen.filter.text.trim();
    let mut rows: Vec<&ParamRow> = model
        .params
        .iter()
        .filter(|row| {
            let sure = terms::confidence(row.confidence);
            let value = row.value.as_deref().unwrap_or(words::UNSET);
            let heading = words::heading(place_of(row).group);
            [row.label.as_str(), sure, value, heading, row.name.as_str()]
                .iter()
                .any(|text| text.contains(wanted))
        })
        .collect();
    rows.sort_by_key(|row| place_of(row));
    rows
}

/// Where a parameter stands in the list.
pub fn place_of(row: &ParamRow) -> words::Place {
    words::place(&row.name, row.value.is_some() && !row.own)
}

/// The pages: a row that begins a group takes another for its heading.
fn pages(rows: &[&ParamRow], size: Size) -> Vec<Range<usize>> {
    let mut before = None;
    let heights: Vec<usize> = rows
        .iter()
        .map(|row| {
            let group = Some(place_of(row).group);
            1 + usize::from(std::mem::replace(&mut before, group) != group)
        })
        .collect();
    list::pages(&heights, usize::from(size.rows.saturating_sub(OTHER_ROWS)))
}

/// The page on the screen from 0, and how many there are.
pub fn page(model: &Model, screen: &PolicyScreen) -> (usize, usize) {
    let pages = pages(&rows(model, screen), model.size);
    list::place_in(&pages, screen.selected)
}

/// Moves the selection.
pub fn motion(model: &mut Model, motion: Motion) {
    let Screen::Policy(screen) = model.top() else {
        return;
    };
    let pages = pages(&rows(model, screen), model.size);
    let to = list::moved_in(&pages, screen.selected, motion);
    if let Some(Screen::Policy(screen)) = model.top_mut() {
        screen.selected = to;
    }
}

fn selected(model: &Model) -> Option<String> {
    let Screen::Policy(screen) = model.top() else {
        return None;
    };
    rows(model, screen)
        .get(screen.selected)
        .map(|row| row.name.clone())
}

/// Opens the values of the selected parameter.
pub fn open_selected(model: &mut Model) -> Vec<Effect> {
    match selected(model) {
        Some(name) => history::open(model, name),
        None => Vec::new(),
    }
}

/// Opens the form of a new value of the selected parameter.
pub fn new_value(model: &mut Model) {
    if let Some(name) = selected(model) {
        forms::open(model, FormKind::PolicyValue(name));
    }
}

const COLUMNS: [Column; 6] = [
    column(words::LABEL, 28, 3, Align::Left, 1),
    column(words::VALUE, 12, 0, Align::Right, 1),
    column(words::UNIT, 12, 0, Align::Left, 4),
    column(words::SINCE, 10, 0, Align::Left, 3),
    column(words::SURE, 6, 0, Align::Left, 2),
    column(words::SOURCE, 24, 2, Align::Left, 5),
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

/// Draws the page.
pub fn view(
    model: &Model,
    screen: &PolicyScreen,
    theme: &Theme,
    buf: &mut Buffer,
) -> Option<Position> {
    let area = buf.area;
    let rows = rows(model, screen);
    let counter = words::counter(screen.selected, rows.len());
    chrome::title_with_counter(buf, theme, words::TITLE, &counter, "");
    let x = draw::put(buf, 3, 2, words::FILTER, theme.label, area.width);
    let field = Rect::new(x + 1, 2, area.width.saturating_sub(x + 3).min(30), 1);
    let style = if screen.filtering {
        theme.field
    } else {
        theme.text
    };
    let typing = screen.filter.draw(buf, field, style);
    let placed = table::place(&COLUMNS, 3, area.width.saturating_sub(4));
    table::head(buf, 3, &COLUMNS, &placed, theme.label);
    let pages = pages(&rows, model.size);
    let (at, _) = list::place_in(&pages, screen.selected);
    let page = pages.get(at).cloned().unwrap_or(0..0);
    let mut before = page.start.checked_sub(1).and_then(|place| rows.get(place));
    let (mut cursor, mut y) = (None, 4);
    for place in page {
        let Some(row) = rows.get(place) else {
            continue;
        };
        let group = place_of(row).group;
        if before.is_none_or(|before| place_of(before).group != group) {
            draw::put(buf, 3, y, words::heading(group), theme.label, area.width);
            y += 1;
        }
        before = Some(row);
        if place == screen.selected {
            cursor = Some(chrome::mark(buf, theme, 1, y));
        }
        table::row(buf, y, &COLUMNS, &placed, &cells(theme, row));
        y += 1;
    }
    if rows.is_empty() {
        let text = if model.params.is_empty() {
            words::LOADING
        } else {
            words::NOTHING_FOUND
        };
        draw::put(buf, 3, 5, text, theme.quiet, area.width);
    }
    if screen.filtering { typing } else { cursor }
}

fn cells(theme: &Theme, row: &ParamRow) -> Vec<Cell> {
    let sure = match row.confidence {
        Confidence::Confirmed => theme.text,
        Confidence::Unverified | Confidence::Assumed => theme.strong,
    };
    let value = match &row.value {
        Some(value) => Cell::plain(words::value(value)),
        None => Cell::styled(words::UNSET, theme.strong),
    };
    let since = row.since.map_or_else(String::new, |day| day.to_string());
    let source = row
        .citation
        .as_ref()
        .map(steps::citation_text)
        .unwrap_or_default();
    let confidence = if row.value.is_some() {
        terms::confidence(row.confidence)
    } else {
        ""
    };
    debug_assert!(width::columns(&row.unit) < 40, "units are short words");
    vec![
        Cell::plain(row.label.as_str()),
        value,
        Cell::plain(row.unit.as_str()),
        Cell::plain(since),
        Cell::styled(confidence, sure),
        Cell::plain(source),
    ]
}

/// Opens the form of a new value of what is selected here, or of what lies open.
pub fn new_value_here(model: &mut Model) {
    match model.top() {
        Screen::History(_) => history::new_value(model),
        _other_screen => new_value(model),
    }
}
