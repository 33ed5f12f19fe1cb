//! One line of text that is being typed: its state, and what the editing keys do to it.
//!
//! `tui_input` does the editing, by whole graphemes; the state kept in the model is our own, so that a
//! recorded model can be read without it.

use serde::{Deserialize, Serialize};
use tui_input::{Input, InputRequest};

use crate::{
    base::limits,
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
}
