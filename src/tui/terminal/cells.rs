//! What stands in each cell of a screen, taken from a ratatui buffer through the last gate.
//!
//! Whatever a buffer holds, what comes out of here is one drawable character per cell, or the mark of
//! a cell that a wide character on its left covers. So no control byte, no joined sequence and no
//! character of uncertain width can reach the terminal, even if a widget was written carelessly.

use ratatui::buffer::Buffer;

use super::pen::Pen;
use super::profile::{COVERED, Colours};
use crate::base::width;

/// One cell as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// The character, or [`COVERED`].
    pub(super) ch: char,
    /// Its looks; for a blank only what can be seen on one.
    pub(super) pen: Pen,
}

impl Shown {
    /// An empty cell.
    pub(super) const BLANK: Self = Self {
        ch: ' ',
        pen: Pen::PLAIN,
    };

    /// A character with its looks.
    pub(super) fn new(ch: char, pen: Pen) -> Self {
        let pen = if ch == ' ' { pen.on_blank() } else { pen };
        Self { ch, pen }
    }
}

/// One row of `frame`, `y` counted from its top.
pub(super) fn row(frame: &Buffer, y: u16, colours: Colours) -> Vec<Shown> {
    let area = frame.area;
    let columns = usize::from(area.width);
    let mut row = Vec::with_capacity(columns + 1);
    while row.len() < columns {
        let x = area.x + u16::try_from(row.len()).unwrap_or(u16::MAX);
        let Some(cell) = frame.cell((x, area.y + y)) else {
            row.push(Shown::BLANK);
            continue;
        };
        let pen = Pen::of(cell, colours);
        let ch = gate(cell.symbol(), columns - row.len());
        row.push(Shown::new(ch, pen));
        if width::char_columns(ch) == 2 {
            row.push(Shown { ch: COVERED, pen });
        }
    }
    row
}

/// The one character that is drawn for a cell's symbol where `room` columns are left.
///
/// A cell has a fixed width by the time it arrives here, so the stand-in is a question mark of the
/// same width. Text that went through `widgets::draw` never needs it.
fn gate(symbol: &str, room: usize) -> char {
    let mut chars = symbol.chars();
    let first = chars.next().unwrap_or(' ');
    let single = chars.next().is_none();
    match width::char_columns(first) {
        1 if single => first,
        2 if single && room >= 2 => first,
        2 if room >= 2 => '？',
        _ => '?',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    fn text(symbols: &[&str]) -> String {
        let width = u16::try_from(symbols.len()).unwrap();
        let mut buf = Buffer::empty(Rect::new(3, 5, width, 1));
        for (cell, symbol) in buf.content.iter_mut().zip(symbols) {
            cell.set_symbol(symbol);
        }
        row(&buf, 0, Colours::Sixteen)
            .iter()
            .map(|shown| shown.ch)
            .collect()
    }

    #[test]
    fn wide_characters_cover_the_next_cell_whatever_it_holds() {
        assert_eq!(text(&["李", "x", "a"]), "李\0a");
        assert_eq!(text(&["a", "李"]), "a?");
    }

    #[test]
    fn nothing_a_terminal_would_obey_passes() {
        assert_eq!(text(&["\u{1b}", "\u{9b}", "\u{7f}", "\n", "\0"]), "?????");
        assert_eq!(text(&["·", "—", "\u{200b}", "e\u{301}"]), "????");
        assert_eq!(text(&["李\u{fe00}", " ", "\u{1f600}"]), "？\0?");
        assert_eq!(text(&[""]), " ");
    }

    #[test]
    fn the_style_of_a_wide_character_covers_both_cells() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 2, 1));
        buf.set_string(0, 0, "李", Style::new().reversed());
        let row = row(&buf, 0, Colours::Sixteen);
        assert_eq!(row[0].pen, row[1].pen);
    }
}
