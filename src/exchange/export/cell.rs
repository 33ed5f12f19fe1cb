//! What a cell of an export holds, before either kind of file gives it its form.

use std::fmt::Write;

use crate::domain::{calendar::Day, money::Fen};

/// What a file is called and headed.
pub(super) struct Form {
    /// What its sheet is called.
    pub(super) name: &'static str,
    /// What stands above every printed page beside the title.
    pub(super) warning: &'static str,
    /// Heads with the widths of their columns in characters.
    pub(super) heads: Vec<(&'static str, u16)>,
}

/// What a cell holds. Numbers that name things, such as an ID number, are texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// Nothing.
    Blank,
    /// Words, made visible as [`visible`] does.
    Text(String),
    /// An amount.
    Money(Fen),
    /// A day.
    Day(Day),
    /// A count.
    Count(u32),
}

impl Value {
    /// Words; nothing where there are none.
    pub(super) fn text(text: &str) -> Self {
        if text.is_empty() {
            Self::Blank
        } else {
            Self::Text(visible(text))
        }
    }
}

/// Text with everything that commands or hides made visible, and nothing else changed: characters of any
/// extension, the dot of a name and ideographic blanks stay as they are.
fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        if is_unseen(ch) {
            // Writing to a string cannot fail.
            write!(out, "<{:02X}>", u32::from(ch)).unwrap_or_default();
        } else {
            out.push(ch);
        }
    }
    out
}

/// Controls, direction marks, zero-width characters, line separators, tags and code points that are none.
fn is_unseen(ch: char) -> bool {
    ch.is_control()
        || matches!(u32::from(ch),
            0xad | 0x61c | 0x180e | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0xfeff
            | 0xfff9..=0xfffb | 0xe0000..=0xe007f)
        || u32::from(ch) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_become_visible_and_rare_characters_stay() {
        let name = "𠮷𪚥·李\u{30edd}　阿";
        assert_eq!(Value::text(name), Value::Text(name.to_owned()));
        assert_eq!(
            Value::text("李\u{1b}]52;c;\u{7}\u{9b}\t\r\n\u{202e}\u{0}\u{ffff}"),
            Value::Text("李<1B>]52;c;<07><9B><09><0D><0A><202E><00><FFFF>".to_owned())
        );
        assert_eq!(Value::text(""), Value::Blank);
    }
}
