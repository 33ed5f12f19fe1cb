//! Which escape sequence is which key: a table in code, for the terminals of an office.
//!
//! Pure functions over bytes, called by `keys` alone. Beside keys a terminal may send answers that
//! some earlier program asked for (colours, cursor position, its name); they are recognised in order
//! to be dropped.

use crate::tui::event::{Code, Key};

/// What stands at the front of bytes that begin with ESC.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Sequence {
    /// So many bytes are this key.
    Key(usize, Key),
    /// So many bytes mean nothing to us.
    Unknown(usize),
    /// So many bytes say that a paste begins.
    PasteBegins(usize),
    /// More bytes may still follow.
    Unfinished,
}

const ESC: u8 = 0x1b;
const ESC_KEY: Key = Key::plain(Code::Esc);

/// No sequence we know is longer; what is, is dropped so far.
const SEQUENCE_BYTES_MAX: usize = 64;
/// No answer of a terminal is longer.
const ANSWER_BYTES_MAX: usize = 4096;

/// The key of a control byte.
pub(super) fn control(byte: u8) -> Option<Key> {
    Some(match byte {
        0x00 => Key::ctrl(' '),
        0x08 | 0x7f => Key::plain(Code::Backspace),
        0x09 => Key::plain(Code::Tab),
        0x0a | 0x0d => Key::plain(Code::Enter),
        0x01..=0x1a => Key::ctrl(char::from(byte - 1 + b'a')),
        0x1c..=0x1f => Key::ctrl(char::from(byte - 0x1c + b'\\')),
        _ => return None,
    })
}

/// Reads what begins with ESC.
pub(super) fn escape(bytes: &[u8]) -> Sequence {
    match bytes.get(1) {
        None => Sequence::Unfinished,
        Some(b'[') => csi(bytes),
        Some(b'O') => ss3(bytes),
        Some(b']' | b'P' | b'_') => answer(bytes),
        Some(_) => Sequence::Key(1, ESC_KEY),
    }
}

/// Reads `ESC O x`: keys in application mode, the first four F-keys, the keypad.
fn ss3(bytes: &[u8]) -> Sequence {
    // Old xterms put the modifier between: `ESC O 5 P`.
    let digit = bytes.get(2).filter(|byte| byte.is_ascii_digit());
    let at = if digit.is_some() { 3 } else { 2 };
    let Some(&last) = bytes.get(at) else {
        return Sequence::Unfinished;
    };
    let used = at + 1;
    let held = digit.map_or(1, |digit| u32::from(digit - b'0'));
    let key = match last {
        b'M' => Some(Key::plain(Code::Enter)),
        b'I' => Some(Key::plain(Code::Tab)),
        b'X' => Some(Key::plain(Code::Char('='))),
        // The keypad sends its own characters, shifted to the letters from `j` to `y`.
        b'j'..=b'y' => Some(Key::plain(Code::Char(char::from(last - b'j' + b'*')))),
        b'a'..=b'd' => letter(last.to_ascii_uppercase()).map(|code| with(code, 5)),
        _ => letter(last).map(|code| with(code, held)),
    };
    match key {
        Some(key) => Sequence::Key(used, key),
        None if (0x20..0x7f).contains(&last) => Sequence::Unknown(used),
        None => Sequence::Unknown(at),
    }
}

/// Reads `ESC [ … x`.
fn csi(bytes: &[u8]) -> Sequence {
    if bytes.get(2) == Some(&b'[') {
        // The Linux console: F1 to F5.
        return match bytes.get(3) {
            None => Sequence::Unfinished,
            Some(last @ b'A'..=b'E') => Sequence::Key(4, Key::plain(Code::F(last - b'A' + 1))),
            Some(_) => Sequence::Unknown(3),
        };
    }
    let mut at = 2;
    while let Some(&byte) = bytes.get(at) {
        let parameters = bytes.get(2..at).unwrap_or_default();
        let used = at + 1;
        match byte {
            // rxvt ends sequences with `$` when Shift is held.
            b'$' if parameters.last().is_some_and(u8::is_ascii_digit) && parameters[0] != b'?' => {
                return finished(parameters, byte, used);
            }
            b'M' if parameters.is_empty() => return old_mouse(bytes, used),
            0x40..=0x7e => return finished(parameters, byte, used),
            0x20..=0x3f if at < SEQUENCE_BYTES_MAX => at += 1,
            _ => return Sequence::Unknown(at),
        }
    }
    Sequence::Unfinished
}

/// A mouse report of the oldest kind, from a mouse some program before us left switched on.
fn old_mouse(bytes: &[u8], used: usize) -> Sequence {
    const REPORT_BYTES: usize = 3;
    if bytes.len() < used + REPORT_BYTES {
        Sequence::Unfinished
    } else {
        Sequence::Unknown(used + REPORT_BYTES)
    }
}

/// Gives a complete `ESC [` sequence its meaning.
fn finished(parameters: &[u8], last: u8, used: usize) -> Sequence {
    let unknown = Sequence::Unknown(used);
    let mut numbers = [0u32; 3];
    let Ok(text) = std::str::from_utf8(parameters) else {
        return unknown;
    };
    if !text.is_empty() {
        for (index, number) in text.split(';').enumerate() {
            let (Some(slot), Ok(number)) = (numbers.get_mut(index), number.parse()) else {
                return unknown;
            };
            *slot = number;
        }
    }
    let [first, held, _] = numbers;
    let held = held.max(1);
    let key = match last {
        b'~' if first == 200 => return Sequence::PasteBegins(used),
        b'~' => tilde(first).map(|code| with(code, held)),
        b'$' => tilde(first).map(|code| with(code, 2)),
        b'^' => tilde(first).map(|code| with(code, 5)),
        b'@' => tilde(first).map(|code| with(code, 6)),
        b'Z' => Some(with(Code::Tab, 2)),
        b'a'..=b'd' => letter(last.to_ascii_uppercase()).map(|code| with(code, 2)),
        // With other numbers it is the answer to a question for the cursor's place.
        b'R' if first > 1 => None,
        _ => letter(last).map(|code| with(code, held)),
    };
    key.map_or(unknown, |key| Sequence::Key(used, key))
}

/// Skips an answer to a question that some earlier program asked: `ESC ]` and a number, `ESC P` and one
/// of a few signs, `ESC _ G`, up to its end. Anything else is Esc and then what follows.
fn answer(bytes: &[u8]) -> Sequence {
    let Some(third) = bytes.get(2) else {
        return Sequence::Unfinished;
    };
    let known = match bytes.get(1) {
        Some(b']') => third.is_ascii_digit(),
        Some(b'P') => matches!(third, b'0' | b'1' | b'>' | b'!'),
        _ => *third == b'G',
    };
    if !known {
        return Sequence::Key(1, ESC_KEY);
    }
    for (at, pair) in bytes.windows(2).enumerate().skip(2) {
        match pair {
            [0x07, _] => return Sequence::Unknown(at + 1),
            [ESC, b'\\'] => return Sequence::Unknown(at + 2),
            // Another sequence begins: this one was cut off.
            [ESC, _] => return Sequence::Unknown(at),
            _ => {}
        }
    }
    if bytes.last() == Some(&0x07) || bytes.len() > ANSWER_BYTES_MAX {
        return Sequence::Unknown(bytes.len());
    }
    Sequence::Unfinished
}

/// The key of a sequence that ends in a capital letter.
fn letter(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'H' => Code::Home,
        b'F' => Code::End,
        b'P'..=b'S' => Code::F(last - b'P' + 1),
        _ => return None,
    })
}

/// The key of a sequence that is a number and `~`.
fn tilde(number: u32) -> Option<Code> {
    const NUMBERS_OF_F: [u32; 20] = [
        11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29, 31, 32, 33, 34,
    ];
    Some(match number {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        _ => {
            let index = NUMBERS_OF_F.iter().position(|&of| of == number)?;
            Code::F(u8::try_from(index + 1).ok()?)
        }
    })
}

/// A key with what was held, in xterm's count: 1 and the sum of Shift 1, Alt 2, Ctrl 4, Meta 8.
fn with(code: Code, held: u32) -> Key {
    let bits = held.saturating_sub(1);
    Key {
        code,
        shift: bits & 1 != 0,
        alt: bits & (2 | 8) != 0,
        ctrl: bits & 4 != 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIFT: u32 = 2;
    const ALT: u32 = 3;
    const CTRL: u32 = 5;

    #[test]
    fn the_keys_of_every_terminal_in_the_office_are_known() {
        for (name, bytes, code, held) in [
            ("xterm up", "\x1b[A", Code::Up, 1),
            ("application up", "\x1bOA", Code::Up, 1),
            ("xterm ctrl right", "\x1b[1;5C", Code::Right, CTRL),
            ("xterm alt left", "\x1b[1;3D", Code::Left, ALT),
            ("rxvt shift up", "\x1b[a", Code::Up, SHIFT),
            ("rxvt ctrl up", "\x1bOa", Code::Up, CTRL),
            ("xterm home", "\x1b[H", Code::Home, 1),
            ("application end", "\x1bOF", Code::End, 1),
            ("linux home", "\x1b[1~", Code::Home, 1),
            ("linux end", "\x1b[4~", Code::End, 1),
            ("rxvt home", "\x1b[7~", Code::Home, 1),
            ("rxvt end", "\x1b[8~", Code::End, 1),
            ("page up", "\x1b[5~", Code::PageUp, 1),
            ("page down", "\x1b[6~", Code::PageDown, 1),
            ("insert", "\x1b[2~", Code::Insert, 1),
            ("delete", "\x1b[3~", Code::Delete, 1),
            ("xterm shift delete", "\x1b[3;2~", Code::Delete, SHIFT),
            ("rxvt shift delete", "\x1b[3$", Code::Delete, SHIFT),
            ("rxvt ctrl delete", "\x1b[3^", Code::Delete, CTRL),
            ("back tab", "\x1b[Z", Code::Tab, SHIFT),
            ("linux f1", "\x1b[[A", Code::F(1), 1),
            ("linux f5", "\x1b[[E", Code::F(5), 1),
            ("linux f6", "\x1b[17~", Code::F(6), 1),
            ("xterm f1", "\x1bOP", Code::F(1), 1),
            ("xterm f4", "\x1bOS", Code::F(4), 1),
            ("xterm shift f3", "\x1b[1;2R", Code::F(3), SHIFT),
            ("rxvt f1", "\x1b[11~", Code::F(1), 1),
            ("vt220 f5", "\x1b[15~", Code::F(5), 1),
            ("f9", "\x1b[20~", Code::F(9), 1),
            ("f10", "\x1b[21~", Code::F(10), 1),
            ("f11", "\x1b[23~", Code::F(11), 1),
            ("f12", "\x1b[24~", Code::F(12), 1),
            ("xterm ctrl f9", "\x1b[20;5~", Code::F(9), CTRL),
            ("keypad enter", "\x1bOM", Code::Enter, 1),
            ("keypad 5", "\x1bOu", Code::Char('5'), 1),
            ("keypad slash", "\x1bOo", Code::Char('/'), 1),
        ] {
            let expected = Sequence::Key(bytes.len(), with(code, held));
            assert_eq!(escape(bytes.as_bytes()), expected, "{name}");
            for cut in 1..bytes.len() {
                let part = &bytes.as_bytes()[..cut];
                assert_eq!(escape(part), Sequence::Unfinished, "{name} cut at {cut}");
            }
        }
    }

    #[test]
    fn control_bytes_are_keys() {
        for (byte, key) in [
            (0x0d, Key::plain(Code::Enter)),
            (0x0a, Key::plain(Code::Enter)),
            (0x09, Key::plain(Code::Tab)),
            (0x7f, Key::plain(Code::Backspace)),
            (0x08, Key::plain(Code::Backspace)),
            (0x03, Key::ctrl('c')),
            (0x1a, Key::ctrl('z')),
            (0x1c, Key::ctrl('\\')),
            (0x1f, Key::ctrl('_')),
            (0x00, Key::ctrl(' ')),
        ] {
            assert_eq!(control(byte), Some(key));
        }
    }

    #[test]
    fn what_is_not_a_key_is_skipped_whole() {
        for bytes in [
            "\x1b[24;80R",
            "\x1b[?1;2c",
            "\x1b[?2026;2$y",
            "\x1b[I",
            "\x1b[E",
            "\x1b[<0;3;4M",
            "\x1b[M !!",
            "\x1b[1;2;3;4~",
            "\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
            "\x1bP1+r544e\x1b\\",
        ] {
            assert_eq!(
                escape(bytes.as_bytes()),
                Sequence::Unknown(bytes.len()),
                "{bytes:?}"
            );
        }
        let endless = format!("\x1b[{}", "1".repeat(SEQUENCE_BYTES_MAX + 9));
        assert!(matches!(escape(endless.as_bytes()), Sequence::Unknown(_)));
    }
}
