//! Putting text into a `Buffer`, safely: the one way words get from data to cells.
//!
//! Ratatui's own `set_string` takes any character, measures with its own idea of width and leaves half
//! of a wide glyph behind when something is put over the other half. These functions pass every text
//! through `base::width` first and keep the wide glyphs of a buffer whole. They never write outside
//! the buffer, whatever they are asked. All screens and widgets call them; they hold no state.

use ratatui::{
    buffer::{Buffer, Cell},
    layout::Rect,
    style::Style,
};

use crate::base::width;

/// Puts `text` at (`x`, `y`) in at most `max_columns`, clipped there; returns the column after it.
///
/// `style` is patched onto what the cells have, so that a row's background stays.
pub fn put(buf: &mut Buffer, x: u16, y: u16, text: &str, style: Style, max_columns: u16) -> u16 {
    let right = buf.area.right().min(x.saturating_add(max_columns));
    if y < buf.area.top() || y >= buf.area.bottom() || x < buf.area.left() {
        return x;
    }
    let mut at = x;
    for ch in width::clip(text, usize::from(right.saturating_sub(x))).chars() {
        // `clip` leaves only characters of one or two columns.
        let next = at + if width::char_columns(ch) == 2 { 2 } else { 1 };
        put_char(buf, at..next, y, ch, style);
        at = next;
    }
    at
}

/// Puts `text` so that it ends before column `right`, in at most `max_columns`; returns its first column.
pub fn put_right(
    buf: &mut Buffer,
    right: u16,
    y: u16,
    text: &str,
    style: Style,
    max_columns: u16,
) -> u16 {
    let columns = width::columns(text).min(usize::from(max_columns));
    let x = right.saturating_sub(u16::try_from(columns).unwrap_or(max_columns));
    put(buf, x, y, text, style, max_columns);
    x
}

/// Puts `text` and fills the rest of its `columns` with blanks of the same style.
pub fn put_fitted(buf: &mut Buffer, x: u16, y: u16, text: &str, style: Style, columns: u16) -> u16 {
    let fitted = width::fit(text, usize::from(columns));
    put(buf, x, y, &fitted, style, columns)
}

/// Draws a rule of `-` over the whole width of row `y` of `area`.
pub fn rule(buf: &mut Buffer, area: Rect, y: u16, style: Style) {
    if (area.top()..area.bottom()).contains(&y) {
        put(
            buf,
            area.x,
            y,
            &"-".repeat(usize::from(area.width)),
            style,
            area.width,
        );
    }
}

/// Blanks `area` and gives it `style`; wide glyphs that reach into it lose their other half too.
pub fn fill(buf: &mut Buffer, area: Rect, style: Style) {
    let area = area.intersection(buf.area);
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            put_char(buf, x..x + 1, y, ' ', style);
        }
    }
}

/// Blanks `area` and takes every style from it; wide glyphs that reach into it lose their other half too.
pub fn clear(buf: &mut Buffer, area: Rect) {
    fill(buf, area, Style::reset());
    let area = area.intersection(buf.area);
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            if let Some(cell) = buf.cell_mut((x, y)) {
                cell.reset();
            }
        }
    }
}

/// Puts one character into the cells `columns` of row `y`, which lie within the buffer.
fn put_char(buf: &mut Buffer, columns: std::ops::Range<u16>, y: u16, ch: char, style: Style) {
    let before = columns.start.checked_sub(1);
    if let Some(cell) = before.and_then(|x| buf.cell_mut((x, y)))
        && is_wide(cell)
    {
        cell.set_symbol(" ");
    }
    let covered = columns.start + 1..columns.end;
    let x = columns.start;
    if let Some(cell) = buf.cell_mut((x, y)) {
        cell.set_char(ch).set_style(style);
    }
    for x in covered {
        if let Some(cell) = buf.cell_mut((x, y)) {
            cell.set_symbol(" ").set_style(style);
        }
    }
}

/// Tells whether the glyph of `cell` covers the next cell too.
fn is_wide(cell: &Cell) -> bool {
    cell.symbol()
        .chars()
        .next()
        .is_some_and(|ch| width::char_columns(ch) == 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The row as text, without the cells that a wide glyph covers.
    fn row(buf: &Buffer, y: u16) -> String {
        let mut text = String::new();
        let mut x = buf.area.left();
        while let Some(cell) = buf.cell((x, y)) {
            text.push_str(cell.symbol());
            x += if is_wide(cell) { 2 } else { 1 };
        }
        text
    }

    fn buffer() -> Buffer {
        Buffer::empty(Rect::new(0, 0, 10, 2))
    }

    #[test]
    fn text_is_clipped_at_its_limit_and_at_the_edge() {
        let mut buf = buffer();
        assert_eq!(put(&mut buf, 1, 0, "李国才", Style::new(), 5), 5);
        assert_eq!(row(&buf, 0), " 李国     ");
        assert_eq!(put(&mut buf, 7, 1, "李国才", Style::new(), 99), 9);
        assert_eq!(row(&buf, 1), "       李 ");
        assert_eq!(put(&mut buf, 3, 9, "x", Style::new(), 1), 3);
    }

    #[test]
    fn text_over_half_of_a_wide_glyph_removes_the_other_half() {
        let mut buf = buffer();
        put(&mut buf, 0, 0, "李国才", Style::new(), 10);
        put(&mut buf, 1, 0, "ab", Style::new(), 10);
        assert_eq!(row(&buf, 0), " ab 才    ");
    }

    #[test]
    fn data_cannot_command_the_terminal_from_a_cell() {
        let mut buf = buffer();
        put(&mut buf, 0, 0, "\u{1b}[m·", Style::new(), 10);
        assert_eq!(row(&buf, 0), "<1B>[m・  ");
    }

    #[test]
    fn figures_stand_against_the_right_edge() {
        let mut buf = buffer();
        assert_eq!(put_right(&mut buf, 10, 0, "1.50元", Style::new(), 10), 4);
        assert_eq!(row(&buf, 0), "    1.50元");
    }
}
