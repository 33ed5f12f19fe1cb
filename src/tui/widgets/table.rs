//! Tables whose columns give way by priority when the screen is narrow.

use ratatui::{buffer::Buffer, style::Style};

use super::draw;
use crate::base::width;

/// On which side a column's text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Figures.
    Right,
}

/// A column of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The word at its head.
    pub title: &'static str,
    /// Columns of the screen it needs; 0 leaves it out.
    pub width: u16,
    /// Share of what is left over; 0 keeps it at its width.
    pub grow: u16,
    /// Which side.
    pub align: Align,
    /// 1 stays longest.
    pub priority: u8,
}

/// A cell: its text and style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The text; foreign text is made drawable when it is put.
    pub text: String,
    /// The style.
    pub style: Style,
}

impl Cell {
    /// A cell in plain style.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            style: Style::new(),
        }
    }

    /// A cell in a style.
    pub fn styled(text: impl Into<String>, style: Style) -> Self {
        Self {
            text: text.into(),
            style,
        }
    }
}

/// A column that has found its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed {
    /// Index into the columns it was made from.
    pub index: usize,
    /// First column of the screen.
    pub x: u16,
    /// Columns of the screen.
    pub width: u16,
}

/// Blanks between two columns.
const GAP: u16 = 1;

/// Places columns from `left` within `available`: those of the lowest priority are left out until the rest
/// fits, what is then left over goes to those that grow.
pub fn place(columns: &[Column], left: u16, available: u16) -> Vec<Placed> {
    let some_width = |index: &usize| columns.get(*index).is_some_and(|column| column.width > 0);
    let mut kept: Vec<usize> = (0..columns.len()).filter(some_width).collect();
    while total(columns, &kept) > available && kept.len() > 1 {
        let weakest = kept
            .iter()
            .enumerate()
            .max_by_key(|(_, index)| columns.get(**index).map_or(0, |column| column.priority))
            .map_or(0, |(at, _)| at);
        kept.remove(weakest);
    }
    let spare = available.saturating_sub(total(columns, &kept));
    let shares: u16 = kept
        .iter()
        .filter_map(|index| columns.get(*index))
        .map(|column| column.grow)
        .sum();
    let mut x = left;
    let mut placed = Vec::with_capacity(kept.len());
    for index in kept {
        let Some(column) = columns.get(index) else {
            continue;
        };
        let extra = spare
            .saturating_mul(column.grow)
            .checked_div(shares)
            .unwrap_or(0);
        let width = column.width.saturating_add(extra);
        placed.push(Placed { index, x, width });
        x = x.saturating_add(width).saturating_add(GAP);
    }
    placed
}

fn total(columns: &[Column], kept: &[usize]) -> u16 {
    let widths: u16 = kept
        .iter()
        .filter_map(|index| columns.get(*index))
        .map(|column| column.width)
        .fold(0, u16::saturating_add);
    let gaps = u16::try_from(kept.len().saturating_sub(1)).unwrap_or(0) * GAP;
    widths.saturating_add(gaps)
}

/// Draws the heads of the columns.
pub fn head(buf: &mut Buffer, y: u16, columns: &[Column], placed: &[Placed], style: Style) {
    for place in placed {
        if let Some(column) = columns.get(place.index) {
            cell(buf, y, *place, column.align, column.title, style);
        }
    }
}

/// Draws one row.
pub fn row(buf: &mut Buffer, y: u16, columns: &[Column], placed: &[Placed], cells: &[Cell]) {
    for place in placed {
        if let (Some(column), Some(content)) = (columns.get(place.index), cells.get(place.index)) {
            cell(buf, y, *place, column.align, &content.text, content.style);
        }
    }
}

fn cell(buf: &mut Buffer, y: u16, place: Placed, align: Align, text: &str, style: Style) {
    let columns = usize::from(place.width);
    let text = match align {
        Align::Left => width::clip_marked(text, columns).into_owned(),
        Align::Right => width::fit_left(text, columns),
    };
    // Blanks before a figure carry no style, so that no attribute is switched on for nothing.
    let trimmed = text.trim_start_matches(' ');
    let skipped = u16::try_from(text.len() - trimmed.len()).unwrap_or(0);
    draw::put(
        buf,
        place.x.saturating_add(skipped),
        y,
        trimmed,
        style,
        place.width.saturating_sub(skipped),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 3] = [
        Column {
            title: "户主",
            width: 8,
            grow: 0,
            align: Align::Left,
            priority: 1,
        },
        Column {
            title: "村",
            width: 10,
            grow: 1,
            align: Align::Left,
            priority: 3,
        },
        Column {
            title: "现享",
            width: 9,
            grow: 0,
            align: Align::Right,
            priority: 2,
        },
    ];

    #[test]
    fn the_weakest_column_gives_way_first() {
        let names = |available| {
            place(&COLUMNS, 0, available)
                .iter()
                .map(|place| place.index)
                .collect::<Vec<_>>()
        };
        assert_eq!(names(40), [0, 1, 2]);
        assert_eq!(names(28), [0, 2]);
        assert_eq!(names(10), [0]);
        assert_eq!(names(0), [0]);
    }

    #[test]
    fn what_is_left_over_goes_to_the_columns_that_grow() {
        let placed = place(&COLUMNS, 3, 40);
        assert_eq!(
            placed.iter().map(|at| (at.x, at.width)).collect::<Vec<_>>(),
            [(3, 8), (12, 21), (34, 9)]
        );
    }
}
