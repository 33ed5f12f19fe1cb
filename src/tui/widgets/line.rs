//! One line of text that is being typed: the state, the editing keys, and drawing it with its cursor.
//!
//! `tui_input` does the editing, by whole graphemes; the state kept in the model is our own, so that a
//! recorded model can be read without it.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
};
use serde::{Deserialize, Serialize};
use tui_input::{Input, InputRequest};

use super::draw;
use crate::{
    base::{limits, width},
    tui::event::{Code, Key, fold_fullwidth},
};

/// Characters a field holds while it is being filled: twice the longest text that is taken, so that one that is
/// too long is there to be seen and shortened.
pub const CHARACTERS_MAX: usize = 2 * limits::NOTE_CHARS_MAX;

/// What a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Folding {
    /// Text as it is typed.
    Text,
    /// Figures and days: full-width forms become ASCII at once.
    Figures,
}

/// The text of a field with its cursor.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Line {
    /// The text.
    pub text: String,
    /// Characters before the cursor.
    pub cursor: usize,
    /// Nothing has been done yet: the first character typed replaces the whole, as in a table.
    #[serde(default)]
    pub fresh: bool,
}

impl Line {
    /// A line with the cursor behind the text.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let cursor = text.chars().count();
        Self {
            text,
            cursor,
            fresh: false,
        }
    }

    /// A line whose text the first typed character replaces.
    pub fn fresh(text: impl Into<String>) -> Self {
        Self {
            fresh: true,
            ..Self::new(text)
        }
    }

    /// The same text with the cursor behind so many characters.
    pub fn at(mut self, cursor: usize) -> Self {
        self.cursor = cursor.min(self.text.chars().count());
        self
    }

    /// Does what a key does in a text; says whether the key was one of those.
    pub fn key(&mut self, key: Key, folding: Folding) -> bool {
        let Some(request) = request(key) else {
            return false;
        };
        match request {
            InputRequest::InsertChar(ch) => self.insert(ch.encode_utf8(&mut [0; 4]), folding),
            other => self.handle(other),
        }
        true
    }

    /// Puts text at the cursor, as a key or as a paste; line ends become blanks.
    pub fn insert(&mut self, text: &str, folding: Folding) {
        if std::mem::take(&mut self.fresh) {
            self.text.clear();
            self.cursor = 0;
        }
        let room = CHARACTERS_MAX.saturating_sub(self.text.chars().count());
        let clean = text.chars().take(room).map(|ch| match (ch, folding) {
            ('\n' | '\t' | '\r', Folding::Text | Folding::Figures) => ' ',
            (ch, Folding::Text) => ch,
            (ch, Folding::Figures) => fold_fullwidth(ch),
        });
        let at = self
            .text
            .char_indices()
            .nth(self.cursor)
            .map_or(self.text.len(), |(byte, _)| byte);
        let clean: String = clean.filter(|ch| !ch.is_control()).collect();
        self.cursor += clean.chars().count();
        self.text.insert_str(at, &clean);
    }

    fn handle(&mut self, request: InputRequest) {
        self.fresh = false;
        let mut input = Input::new(std::mem::take(&mut self.text)).with_cursor(self.cursor);
        input.handle(request);
        self.cursor = input.cursor();
        input.value().clone_into(&mut self.text);
    }

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

/// What a key does in a text.
fn request(key: Key) -> Option<InputRequest> {
    match key {
        Key {
            ctrl: true,
            code: Code::Char(letter),
            ..
        } => match letter {
            'a' => Some(InputRequest::GoToStart),
            'e' => Some(InputRequest::GoToEnd),
            'u' => Some(InputRequest::DeleteFromStart),
            'k' => Some(InputRequest::DeleteTillEnd),
            'w' => Some(InputRequest::DeletePrevWord),
            'h' => Some(InputRequest::DeletePrevChar),
            'd' => Some(InputRequest::DeleteNextChar),
            _other_letter => None,
        },
        Key {
            code: Code::Char(ch),
            ..
        } => Some(InputRequest::InsertChar(ch)),
        Key {
            code: Code::Backspace,
            ..
        } => Some(InputRequest::DeletePrevChar),
        Key {
            code: Code::Delete, ..
        } => Some(InputRequest::DeleteNextChar),
        Key {
            code: Code::Left, ..
        } => Some(InputRequest::GoToPrevChar),
        Key {
            code: Code::Right, ..
        } => Some(InputRequest::GoToNextChar),
        Key {
            code: Code::Home, ..
        } => Some(InputRequest::GoToStart),
        Key {
            code: Code::End, ..
        } => Some(InputRequest::GoToEnd),
        _other_key => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str, folding: Folding) -> Line {
        let mut line = Line::default();
        for ch in text.chars() {
            line.key(Key::plain(Code::Char(ch)), folding);
        }
        line
    }

    #[test]
    fn figures_are_folded_as_they_are_typed_and_text_is_not() {
        assert_eq!(typed("１，８６８", Folding::Figures).text, "1,868");
        assert_eq!(typed("１号楼", Folding::Text).text, "１号楼");
    }

    #[test]
    fn the_first_figure_typed_replaces_what_stood_there_and_an_arrow_keeps_it() {
        let mut line = Line::fresh("1,868.00");
        line.key(Key::plain(Code::Char('6')), Folding::Figures);
        assert_eq!(line.text, "6");
        let mut line = Line::fresh("1,868.00");
        line.key(Key::plain(Code::Left), Folding::Figures);
        line.key(Key::plain(Code::Char('5')), Folding::Figures);
        assert_eq!(line.text, "1,868.050");
    }

    #[test]
    fn a_paste_is_one_line_whatever_it_holds() {
        let mut line = Line::new("前后").at(1);
        line.insert("一\n二\u{1b}[2J", Folding::Text);
        assert_eq!(line.text, "前一 二[2J后");
        assert_eq!(line.cursor, 7);
    }

    #[test]
    fn a_field_takes_no_more_than_its_limit() {
        let mut line = Line::default();
        line.insert(&"长".repeat(CHARACTERS_MAX + 5), Folding::Text);
        assert_eq!(line.text.chars().count(), CHARACTERS_MAX);
    }

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
