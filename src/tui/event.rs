//! What can happen to the screens from outside: keys, pastes, a new size, signals, a lost line.
//!
//! These are our own types, not crossterm's, so that a recorded session can be stored and replayed
//! for years, and so that what the reader cannot tell apart on a terminal (which release, which
//! location of a key) cannot be asked for. The reader thread makes them, the event loop takes them;
//! nobody else. No function here does I/O.

use serde::{Deserialize, Serialize};

/// One key press, as far as terminals can tell keys apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Key {
    /// Which key.
    pub code: Code,
    /// Whether Ctrl was held. Letters come in lower case then.
    pub ctrl: bool,
    /// Whether Alt was held. Terminals tell only for arrows and other named keys; an ESC in front of
    /// a character is Esc and then the character, because a slow line may deliver the two together.
    pub alt: bool,
    /// Whether Shift was held. Never set with a character, which tells by itself.
    pub shift: bool,
}

/// The key itself, without what was held with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Code {
    /// A character, as typed: an input method may send Chinese, or full-width forms of ASCII.
    Char(char),
    /// Enter, on the keypad too.
    Enter,
    /// Esc: one step back.
    Esc,
    /// Tab; with Shift where the terminal tells.
    Tab,
    /// The key that deletes to the left.
    Backspace,
    /// The key that deletes to the right.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// One page up.
    PageUp,
    /// One page down.
    PageDown,
    /// A function key, from 1.
    F(u8),
}

/// What the reader hands to the event loop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted. Line ends are `\n`; of control characters only `\n` and tab are left.
    Paste(String),
    /// The terminal has this size now.
    Resize {
        /// Width in columns.
        columns: u16,
        /// Height in rows.
        rows: u16,
    },
    /// The line is gone: end of input, or SIGHUP. Nothing more will come, nothing more can be shown.
    Hangup,
    /// The system asks the program to end (SIGTERM, SIGINT from outside).
    Terminate,
    /// The system asks the program to step aside (SIGTSTP from outside; the key comes as Ctrl-Z).
    Suspend,
    /// The program goes on after having been stopped; the screen must be drawn anew.
    Continue,
}

impl Key {
    /// A key with nothing held.
    pub const fn plain(code: Code) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// A character with Ctrl held.
    pub const fn ctrl(letter: char) -> Self {
        Self {
            code: Code::Char(letter),
            ctrl: true,
            alt: false,
            shift: false,
        }
    }

    /// The same key with full-width forms folded to ASCII, for use outside fields.
    ///
    /// A Chinese input method left switched on turns `/` into `／` or `、` and `1` into `１`; outside a
    /// field nobody means those. Inside a field they may be text, so fields do not fold.
    #[must_use]
    pub const fn folded(self) -> Self {
        match self.code {
            Code::Char(ch) => Self {
                code: Code::Char(fold_fullwidth(ch)),
                ..self
            },
            Code::Enter
            | Code::Esc
            | Code::Tab
            | Code::Backspace
            | Code::Delete
            | Code::Insert
            | Code::Up
            | Code::Down
            | Code::Left
            | Code::Right
            | Code::Home
            | Code::End
            | Code::PageUp
            | Code::PageDown
            | Code::F(_) => self,
        }
    }
}

/// The ASCII character that a full-width one stands for on the key that was pressed; others as they are.
///
/// Beside the full-width forms (`Ａ１／？`) this knows what Chinese punctuation keys give: the
/// ideographic space, `。` for the full stop and `、` for the slash.
pub const fn fold_fullwidth(ch: char) -> char {
    match ch {
        // The block repeats ASCII from `!` to `~` in order.
        '\u{ff01}'..='\u{ff5e}' => match char::from_u32(ch as u32 - 0xff01 + 0x21) {
            Some(ascii) => ascii,
            None => ch,
        },
        '\u{3000}' => ' ',
        '。' => '.',
        '、' => '/',
        _ => ch,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_forms_fold_to_the_key_that_was_pressed() {
        let folded: String = "Ａ１／？～　。、".chars().map(fold_fullwidth).collect();
        assert_eq!(folded, "A1/?~ ./");
        assert_eq!(fold_fullwidth('李'), '李');
        assert_eq!(
            Key::plain(Code::Char('ｑ')).folded(),
            Key::plain(Code::Char('q'))
        );
        assert_eq!(Key::plain(Code::F(9)).folded(), Key::plain(Code::F(9)));
    }
}
