//! Draws one line of text that is being typed, with its cursor, and tells how many rows it takes.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
};

use super::draw;
use crate::{base::width, tui::model::line::Line};

impl Line {
    /// Draws the line in at most `area.height` rows, hard-wrapped; answers where the cursor stands.
    ///
    /// What does not fit is scrolled by whole rows, or on a single row by columns, so that the cursor is
    /// always visible.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, style: Style) -> Option<Position> {
        if area.width < 3 || area.height == 0 {
            return None;
        }
        // One column is kept free for the cursor behind the last character.
        let rows = rows(&self.text, usize::from(area.width) - 1);
        let at = self.cursor_cell(&rows);
        let shown = usize::from(area.height);
        let first = (at.0 + 1).saturating_sub(shown);
        draw::fill(buf, area, style);
        for (offset, row) in rows.iter().skip(first).take(shown).enumerate() {
            let y = area.y + u16::try_from(offset).unwrap_or(0);
            draw::put(buf, area.x, y, &row.text, style, area.width);
        }
        Some(Position {
            x: area.x + u16::try_from(at.1).unwrap_or(0).min(area.width - 1),
            y: area.y + u16::try_from(at.0 - first).unwrap_or(0),
        })
    }

    /// Draws the line as it rests: from its beginning, with a mark where it does not fit.
    pub fn draw_resting(&self, buf: &mut Buffer, area: Rect, style: Style) {
        let rows = rows(&self.text, usize::from(area.width).saturating_sub(1));
        let shown = usize::from(area.height);
        draw::fill(buf, area, style);
        for (offset, row) in rows.iter().take(shown).enumerate() {
            let y = area.y + u16::try_from(offset).unwrap_or(0);
            let cut = offset + 1 == shown && rows.len() > shown;
            let text = if cut {
                let whole = format!("{}{}", row.text, rows[offset + 1].text);
                width::clip_marked(&whole, usize::from(area.width)).into_owned()
            } else {
                row.text.clone()
            };
            draw::put(buf, area.x, y, &text, style, area.width);
        }
    }

    /// Draws the line in one row against the right edge, as figures stand; answers where the cursor stands.
    pub fn draw_right(&self, buf: &mut Buffer, area: Rect, style: Style) -> Option<Position> {
        let wide = u16::try_from(width::columns(&self.text)).unwrap_or(u16::MAX);
        if wide >= area.width {
            return self.draw(buf, area, style);
        }
        draw::fill(buf, area, style);
        // The last column is kept for the cursor behind the text.
        let x = area.right() - 1 - wide;
        draw::put(buf, x, area.y, &self.text, style, wide);
        let before: String = self.text.chars().take(self.cursor).collect();
        let before = u16::try_from(width::columns(&before)).unwrap_or(0);
        Some(Position {
            x: x + before,
            y: area.y,
        })
    }

    /// Row and column of the cursor.
    fn cursor_cell(&self, rows: &[Row]) -> (usize, usize) {
        let row = rows
            .iter()
            .rposition(|row| row.first <= self.cursor)
            .unwrap_or(0);
        let before: String = rows.get(row).map_or_else(String::new, |found| {
            self.text
                .chars()
                .skip(found.first)
                .take(self.cursor - found.first)
                .collect()
        });
        (row, width::columns(&before))
    }
}

/// Rows that a text takes when it is hard-wrapped at `columns`; at least one.
pub fn row_count(text: &str, columns: usize) -> usize {
    rows(text, columns.saturating_sub(1)).len()
}

/// One drawn row of a line.
struct Row {
    /// Characters before it.
    first: usize,
    /// Its text, ready to be drawn.
    text: String,
}

/// Cuts a text into rows after any character: a cursor needs every character to stand somewhere.
fn rows(text: &str, columns: usize) -> Vec<Row> {
    let mut rows = vec![Row {
        first: 0,
        text: String::new(),
    }];
    let mut used = 0;
    for (index, ch) in text.chars().enumerate() {
        let glyph = width::printable(ch.encode_utf8(&mut [0; 4])).into_owned();
        let wide = width::columns(&glyph);
        if used + wide > columns && used > 0 {
            rows.push(Row {
                first: index,
                text: String::new(),
            });
            used = 0;
        }
        if let Some(row) = rows.last_mut() {
            row.text.push_str(&glyph);
        }
        used += wide;
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_stands_on_the_insertion_cell_of_wide_text() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 10, 3));
        let line = Line::new("李国才");
        let at = line.draw(&mut buf, Rect::new(0, 0, 10, 1), Style::new());
        assert_eq!(at, Some(Position { x: 6, y: 0 }));
        let middle = line.at(1);
        let at = middle.draw(&mut buf, Rect::new(0, 0, 10, 1), Style::new());
        assert_eq!(at, Some(Position { x: 2, y: 0 }));
    }

    #[test]
    fn long_text_shows_the_rows_around_its_cursor() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 9, 2));
        let line = Line::new("一二三四五六七八九十");
        let at = line.draw(&mut buf, Rect::new(0, 0, 9, 2), Style::new());
        assert_eq!(at, Some(Position { x: 4, y: 1 }));
        assert_eq!(
            buf.cell((0, 0)).map(|cell| cell.symbol().to_owned()),
            Some("五".to_owned())
        );
    }
}
