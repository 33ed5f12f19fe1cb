//! Draws a form: labels, values, what is wrong with them, and the hint of the field that has the focus.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
};

use super::{draw, line};
use crate::{
    base::{limits, width},
    text::ui::fields as words,
    tui::{
        model::form::{Choice, Field, Form, Limit, Value},
        theme::Theme,
    },
};

/// Columns before the value: the mark, and the label.
const LABEL_COLUMNS: u16 = 15;
/// How one of several is marked: not chosen, chosen.
const ROUND: [&str; 2] = ["( )", "(x)"];
/// How any of several are marked.
const SQUARE: [&str; 2] = ["[ ]", "[x]"];
/// Columns of a figure, a day, a month.
const FIGURE_COLUMNS: u16 = 18;

/// Rows of a text while it is being filled, if there is so much room.
const FILLING_ROWS_MAX: u16 = 8;

/// A field as it will stand: how many rows it takes.
struct Block {
    rows: u16,
}

/// Draws a form into `area`; answers where the cursor stands.
///
/// Where not all fields fit, the page with the focused one is shown, and how many stand before and behind it.
pub fn view(form: &Form, theme: &Theme, buf: &mut Buffer, area: Rect) -> Option<Position> {
    let value_columns = area.width.saturating_sub(LABEL_COLUMNS + 4);
    let blocks: Vec<Block> = form
        .fields
        .iter()
        .enumerate()
        .map(|(place, field)| Block {
            rows: rows(field, place == form.focus, value_columns),
        })
        .collect();
    let visible = |place: usize| form.fields.get(place).is_some_and(|field| !field.hidden);
    let needed = (0..blocks.len())
        .filter(|place| visible(*place))
        .filter_map(|place| blocks.get(place))
        .fold(0_u16, |sum, block| sum.saturating_add(block.rows));
    // Where there is more than fits, the last row says so.
    let whole = area;
    let area = Rect {
        height: area.height.saturating_sub(u16::from(needed > area.height)),
        ..area
    };
    let first = first_shown(&blocks, form.focus, area.height);
    let mut drawn = first;
    let mut y = area.y;
    let mut cursor = None;
    for (place, field) in form.fields.iter().enumerate().skip(first) {
        let Some(block) = blocks.get(place) else {
            continue;
        };
        let focused = place == form.focus;
        let rows = block.rows.min(area.bottom().saturating_sub(y));
        if field.hidden {
            drawn = place + 1;
            continue;
        }
        // Half a field is no field, unless it is the one that is being filled.
        if rows == 0 || (rows < block.rows && !focused) {
            break;
        }
        if focused {
            draw::put(buf, area.x + 1, y, ">", theme.strong, 1);
        }
        let label = if focused { theme.strong } else { theme.label };
        draw::put(buf, area.x + 3, y, &field.label, label, LABEL_COLUMNS);
        let room = Rect::new(area.x + 3 + LABEL_COLUMNS, y, value_columns, rows);
        let at = value(field, focused, theme, buf, room);
        if focused {
            cursor = at;
        }
        y += block.rows;
        drawn = place + 1;
    }
    if needed > whole.height {
        let before = (0..first).filter(|place| visible(*place)).count();
        let after = (drawn..blocks.len())
            .filter(|place| visible(*place))
            .count();
        let text = words::elsewhere(before, after);
        let room = whole.width.saturating_sub(4);
        draw::put(buf, whole.x + 3, area.bottom(), &text, theme.quiet, room);
    }
    cursor
}

/// The first field of the page on which the focused one stands.
fn first_shown(blocks: &[Block], focus: usize, height: u16) -> usize {
    let heights: Vec<usize> = blocks.iter().map(|block| usize::from(block.rows)).collect();
    super::list::pages(&heights, usize::from(height))
        .into_iter()
        .find(|page| page.contains(&focus))
        .map_or(0, |page| page.start)
}

/// Rows of a field, with its message and hint.
fn rows(field: &Field, focused: bool, columns: u16) -> u16 {
    if field.hidden {
        return 0;
    }
    let own = match &field.value {
        Value::Text { line, rows } => {
            let most = if focused { FILLING_ROWS_MAX } else { *rows };
            let wrapped = line::row_count(&line.text, usize::from(columns));
            u16::try_from(wrapped).unwrap_or(most).clamp(1, most)
        }
        Value::Amount(_) | Value::Count(..) | Value::Day(_) | Value::Month(_) | Value::Code(_) => 1,
        Value::Choice { choices, at, tall } if *tall => {
            let notes = at
                .and_then(|at| choices.get(at))
                .map_or(0, |choice| note_lines(choice, columns).len());
            u16::try_from(choices.len() + notes).unwrap_or(u16::MAX)
        }
        Value::Choice { choices, .. } | Value::Marks { choices, .. } => {
            let places = beside(choices, columns);
            places.last().map_or(0, |place| place.1) + 1
        }
    };
    own + u16::from(has_line_below(field, focused))
}

/// Whether an error or a hint stands below the value.
fn has_line_below(field: &Field, focused: bool) -> bool {
    let hinted = !field.hint.is_empty() || matches!(field.limit, Limit::Characters(_));
    field.error.is_some() || (focused && hinted && !fits_beside(field))
}

/// The line below a value: what is wrong with it, how full it is, or what it takes.
fn line_below(field: &Field, theme: &Theme) -> (String, Style) {
    if let Some(error) = &field.error {
        return (error.clone(), theme.warning);
    }
    match (field.filling(), field.limit) {
        (Some((have, most)), _) if have > most => (words::filling(have, most), theme.warning),
        (Some((have, most)), _) => (words::filling(have, most), theme.strong),
        (None, Limit::Characters(most)) if most <= limits::REASON_CHARS_MAX => {
            (words::hint_with_limit(&field.hint, most), theme.quiet)
        }
        (None, _) => (field.hint.clone(), theme.quiet),
    }
}

/// Hints stand behind figures, and below words.
fn fits_beside(field: &Field) -> bool {
    match &field.value {
        Value::Amount(_) | Value::Count(..) | Value::Day(_) | Value::Month(_) | Value::Code(_) => {
            true
        }
        Value::Text { .. } | Value::Choice { .. } | Value::Marks { .. } => false,
    }
}

fn note_lines(choice: &Choice, columns: u16) -> Vec<String> {
    choice
        .notes
        .iter()
        .flat_map(|note| width::wrap(note, usize::from(columns.saturating_sub(6))))
        .collect()
}

/// Column and row of each choice where they stand beside each other.
fn beside(choices: &[Choice], columns: u16) -> Vec<(u16, u16)> {
    let (mut x, mut y) = (0, 0);
    let mut places = Vec::with_capacity(choices.len());
    for choice in choices {
        let wide = u16::try_from(width::columns(&choice.label)).unwrap_or(u16::MAX);
        // A mark before it, and two blanks behind.
        let wide = wide.saturating_add(6);
        if x > 0 && x + wide > columns {
            x = 0;
            y += 1;
        }
        places.push((x, y));
        x = x.saturating_add(wide);
    }
    places
}

/// Draws the value of a field; answers where the cursor stands in it.
fn value(
    field: &Field,
    focused: bool,
    theme: &Theme,
    buf: &mut Buffer,
    area: Rect,
) -> Option<Position> {
    let extra = u16::from(has_line_below(field, focused));
    let own = Rect {
        height: area.height.saturating_sub(extra),
        ..area
    };
    let style = if focused { theme.field } else { theme.text };
    let cursor = match &field.value {
        Value::Text { line, .. } if focused => line.draw(buf, own, style),
        Value::Text { line, .. } => {
            line.draw_resting(buf, own, style);
            None
        }
        Value::Amount(line)
        | Value::Count(line, _)
        | Value::Day(line)
        | Value::Month(line)
        | Value::Code(line) => {
            let figure = Rect {
                width: own.width.min(FIGURE_COLUMNS),
                ..own
            };
            let at = line.draw(buf, figure, style);
            if focused && field.error.is_none() {
                let x = figure.right() + 2;
                let room = area.right().saturating_sub(x);
                let hint = width::clip_marked(&field.hint, usize::from(room));
                draw::put(buf, x, own.y, &hint, theme.quiet, room);
            }
            at
        }
        Value::Choice { choices, at, tall } if *tall => {
            tall_choices(choices, *at, focused, theme, buf, own)
        }
        Value::Choice { choices, at, .. } => {
            let chosen = |place| Some(place) == *at;
            let at = at.unwrap_or(0);
            flat_choices(choices, focused, theme, buf, own, (ROUND, &chosen, at))
        }
        Value::Marks { choices, at } => {
            let marked = |place: usize| choices.get(place).is_some_and(|choice| choice.marked);
            flat_choices(choices, focused, theme, buf, own, (SQUARE, &marked, *at))
        }
    };
    if extra > 0 {
        let (text, style) = line_below(field, theme);
        let last = area.bottom().saturating_sub(1);
        let text = width::clip_marked(&text, usize::from(area.width)).into_owned();
        draw::put(buf, area.x, last, &text, style, area.width);
    }
    cursor
}

fn tall_choices(
    choices: &[Choice],
    at: Option<usize>,
    focused: bool,
    theme: &Theme,
    buf: &mut Buffer,
    area: Rect,
) -> Option<Position> {
    let mut y = area.y;
    // Where nothing is chosen yet, the cursor waits on the first.
    let mut cursor = (focused && at.is_none()).then_some(Position { x: area.x + 1, y });
    for (place, choice) in choices.iter().enumerate() {
        if y >= area.bottom() {
            break;
        }
        let chosen = Some(place) == at;
        let mark = ROUND[usize::from(chosen)];
        let style = if chosen { theme.strong } else { theme.text };
        draw::put(buf, area.x, y, mark, style, 3);
        let number = if place < 9 {
            format!("{} ", place + 1)
        } else {
            "  ".to_owned()
        };
        let x = draw::put(buf, area.x + 4, y, &number, theme.quiet, 2);
        draw::put(
            buf,
            x,
            y,
            &choice.label,
            style,
            area.width.saturating_sub(6),
        );
        if chosen && focused {
            cursor = Some(Position { x: area.x + 1, y });
        }
        y += 1;
        let notes = if chosen {
            note_lines(choice, area.width)
        } else {
            Vec::new()
        };
        for line in notes {
            if y >= area.bottom() {
                break;
            }
            draw::put(
                buf,
                area.x + 6,
                y,
                &line,
                theme.text,
                area.width.saturating_sub(6),
            );
            y += 1;
        }
    }
    cursor
}

fn flat_choices(
    choices: &[Choice],
    focused: bool,
    theme: &Theme,
    buf: &mut Buffer,
    area: Rect,
    (boxes, marked, at): ([&str; 2], &dyn Fn(usize) -> bool, usize),
) -> Option<Position> {
    let mut cursor = None;
    for (place, (choice, (x, y))) in choices.iter().zip(beside(choices, area.width)).enumerate() {
        let on = marked(place);
        let (x, y) = (area.x + x, area.y + y);
        let mark = boxes[usize::from(on)];
        let style = match (on, focused && place == at) {
            (_, true) => theme.field,
            (true, false) => theme.strong,
            (false, false) => theme.text,
        };
        draw::put(buf, x, y, mark, style, 3);
        draw::put(
            buf,
            x + 4,
            y,
            &choice.label,
            style,
            area.right().saturating_sub(x + 4),
        );
        if focused && place == at {
            cursor = Some(Position { x: x + 1, y });
        }
    }
    cursor
}
