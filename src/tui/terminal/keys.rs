//! Bytes from the keyboard to events: pure, without clock or file.
//!
//! A terminal sends an arrow as ESC and two more bytes, and Esc as ESC alone; a slow line may deliver
//! any sequence in pieces. So [`Keys`] says how long to wait when what it holds could still become
//! something else, and the reader tells it when that time has passed in silence. What is begun and
//! never finished, or unknown, is dropped: it never comes out as typed characters.
//!
//! ESC in front of a character is Esc and then the character, never Alt: a line that lags delivers
//! two key presses in one piece, and «back» must stay «back». The sequences of the Linux console,
//! xterm, the VT220 and its followers (PuTTY), rxvt, screen and tmux are known; see `sequences`.

use std::time::Duration;

use super::profile::Encoding;
use super::sequences::{self, Sequence};
use crate::tui::event::{Code, Event, Key};

/// How long an ESC that arrives alone may still turn out to begin a sequence.
///
/// A terminal sends a sequence in one piece; what tears it apart is a serial line (5 ms for five
/// bytes at 9,600 baud) or the edge of a packet, whose rest follows at once. 60 ms covers both, and a
/// person does not feel it on Esc.
pub const ESCAPE_JOIN: Duration = Duration::from_millis(60);

/// How long a sequence that has begun for certain (ESC and `[`, or half a character) may take.
///
/// Nobody types these by hand, so waiting longer costs nothing; it covers one lost packet.
pub const SEQUENCE_JOIN: Duration = Duration::from_millis(500);

/// How long an ESC inside a paste may still turn out to begin its end mark. A person who presses Esc
/// because the mark got lost ends the paste after that time.
pub const PASTE_JOIN: Duration = Duration::from_secs(1);

/// What one paste may hold; the rest is dropped. No field takes nearly as much.
pub const PASTE_BYTES_MAX: usize = 1 << 20;

const ESC: u8 = 0x1b;
const PASTE_END: &[u8] = b"\x1b[201~";

/// Turns bytes into events, however they are cut.
#[derive(Debug)]
pub struct Keys {
    encoding: Encoding,
    /// Bytes that are not an event yet.
    pending: Vec<u8>,
    /// The bytes of a paste that has begun.
    paste: Option<Vec<u8>>,
}

/// What the bytes at the front of the input are.
enum Front {
    /// Finished: so many bytes, and the event if they mean one.
    Done(usize, Option<Event>),
    /// A paste begins after so many bytes.
    Paste(usize),
    /// The beginning of something.
    Unfinished,
}

impl Keys {
    /// A decoder for a keyboard that sends characters in this encoding.
    pub fn new(encoding: Encoding) -> Self {
        Self {
            encoding,
            pending: Vec::new(),
            paste: None,
        }
    }

    /// Takes bytes as they arrive and appends the events they complete.
    pub fn feed(&mut self, bytes: &[u8], events: &mut Vec<Event>) {
        self.pending.extend_from_slice(bytes);
        loop {
            if self.paste.is_some() {
                if !self.continue_paste(events) {
                    return;
                }
                continue;
            }
            match self.front() {
                Front::Done(used, event) => {
                    self.pending.drain(..used);
                    events.extend(event);
                }
                Front::Paste(used) => {
                    self.pending.drain(..used);
                    self.paste = Some(Vec::new());
                }
                Front::Unfinished => return,
            }
        }
    }

    /// How long to wait for more bytes before calling [`Keys::silence`]; `None` to wait for ever.
    pub fn waiting(&self) -> Option<Duration> {
        match (&self.paste, self.pending.as_slice()) {
            (_, []) => None,
            (Some(_), [ESC]) => Some(PASTE_JOIN),
            (Some(_), _) => None,
            (None, [ESC]) => Some(ESCAPE_JOIN),
            (None, _) => Some(SEQUENCE_JOIN),
        }
    }

    /// Notes that the time of [`Keys::waiting`] has passed: what is unfinished stays so.
    pub fn silence(&mut self, events: &mut Vec<Event>) {
        let pending = std::mem::take(&mut self.pending);
        if let Some(paste) = self.paste.take() {
            events.push(Event::Paste(self.pasted(&paste)));
            return;
        }
        match pending.as_slice() {
            [ESC] => events.push(Event::Key(Key::plain(Code::Esc))),
            // Esc and then a character that usually introduces a sequence.
            [ESC, typed @ b' '..=b'~'] => {
                events.push(Event::Key(Key::plain(Code::Esc)));
                let ch = char::from(*typed);
                events.push(Event::Key(Key::plain(Code::Char(ch))));
            }
            _ => {}
        }
    }

    /// Finds out what stands at the front of the input.
    fn front(&self) -> Front {
        match self.pending.as_slice() {
            [] => Front::Unfinished,
            [ESC, ..] => match sequences::escape(&self.pending) {
                Sequence::Unfinished => Front::Unfinished,
                Sequence::PasteBegins(used) => Front::Paste(used),
                Sequence::Key(used, key) => Front::Done(used, Some(Event::Key(key))),
                Sequence::Unknown(used) => Front::Done(used, None),
            },
            [byte @ (0..=0x1f | 0x7f), ..] => {
                Front::Done(1, sequences::control(*byte).map(Event::Key))
            }
            [byte @ b' '..=b'~', ..] => {
                let key = Key::plain(Code::Char(char::from(*byte)));
                Front::Done(1, Some(Event::Key(key)))
            }
            bytes => self.character(bytes),
        }
    }

    /// Reads a character beyond ASCII.
    fn character(&self, bytes: &[u8]) -> Front {
        let Some(length) = self.length(bytes) else {
            return Front::Unfinished;
        };
        let Some(bytes) = bytes.get(..length) else {
            return Front::Unfinished;
        };
        let text = self.decoded(bytes);
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(ch), None) if ch != char::REPLACEMENT_CHARACTER && !ch.is_control() => {
                let key = Key::plain(Code::Char(ch));
                Front::Done(length, Some(Event::Key(key)))
            }
            // Not a character: give up its first byte and look again from the next.
            _ => Front::Done(1, None),
        }
    }

    /// How many bytes the character at the front takes, if its first bytes tell.
    fn length(&self, bytes: &[u8]) -> Option<usize> {
        let first = *bytes.first()?;
        Some(match self.encoding {
            Encoding::Utf8 => match first {
                0xc2..=0xdf => 2,
                0xe0..=0xef => 3,
                0xf0..=0xf4 => 4,
                _ => 1,
            },
            Encoding::Gb18030 => match (first, *bytes.get(1)?) {
                (0x81..=0xfe, 0x30..=0x39) => 4,
                (0x81..=0xfe, 0x40..=0xfe) => 2,
                _ => 1,
            },
        })
    }

    /// The text of `bytes`, with a replacement character for what is none.
    fn decoded(&self, bytes: &[u8]) -> String {
        match self.encoding {
            Encoding::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
            Encoding::Gb18030 => {
                let (text, _) = encoding_rs::GB18030.decode_without_bom_handling(bytes);
                text.into_owned()
            }
        }
    }

    /// Moves what has arrived of a paste; returns whether it came to its end.
    fn continue_paste(&mut self, events: &mut Vec<Event>) -> bool {
        let end = self
            .pending
            .windows(PASTE_END.len())
            .position(|window| window == PASTE_END);
        // What may be the beginning of the end mark stays behind.
        let kept = (1..PASTE_END.len())
            .rev()
            .find(|&length| self.pending.ends_with(&PASTE_END[..length]))
            .unwrap_or(0);
        let taken = end.unwrap_or(self.pending.len() - kept);
        let paste = self.paste.get_or_insert_default();
        let room = PASTE_BYTES_MAX.saturating_sub(paste.len());
        paste.extend(self.pending.drain(..taken).take(room));
        if end.is_none() {
            return false;
        }
        self.pending.drain(..PASTE_END.len());
        let paste = self.paste.take().unwrap_or_default();
        events.push(Event::Paste(self.pasted(&paste)));
        true
    }

    /// The text of a paste: line ends made `\n`, control characters other than that and tab left out.
    fn pasted(&self, bytes: &[u8]) -> String {
        let text = self.decoded(bytes);
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        text.chars()
            .filter(|&ch| matches!(ch, '\n' | '\t') || !ch.is_control())
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn keys(pieces: &[&[u8]]) -> Vec<Event> {
        let mut keys = Keys::new(Encoding::Utf8);
        let mut events = Vec::new();
        for piece in pieces {
            keys.feed(piece, &mut events);
        }
        if keys.waiting().is_some() {
            keys.silence(&mut events);
        }
        events
    }

    fn typed(text: &str) -> Vec<Event> {
        text.chars().map(|ch| plain(Code::Char(ch))).collect()
    }

    fn plain(code: Code) -> Event {
        Event::Key(Key::plain(code))
    }

    #[test]
    fn characters_arrive_whole_however_they_are_cut() {
        assert_eq!(keys(&["a李𠮷／".as_bytes()]), typed("a李𠮷／"));
        let bytes: Vec<&[u8]> = "a李𠮷".as_bytes().chunks(1).collect();
        assert_eq!(keys(&bytes), typed("a李𠮷"));
    }

    #[test]
    fn what_is_no_character_is_dropped_and_the_next_is_kept() {
        assert_eq!(keys(&[b"\xff\x80a\xe6\x9dz"]), typed("az"));
        assert_eq!(keys(&[b"\xc2\x9ba"]), typed("a"));
    }

    #[test]
    fn a_sequence_torn_by_the_line_is_still_one_key() {
        assert_eq!(keys(&[b"\x1b", b"[", b"5", b"~"]), [plain(Code::PageUp)]);
        assert_eq!(keys(&[b"\x1b", b"OP"]), [plain(Code::F(1))]);
    }

    #[test]
    fn an_escape_alone_waits_a_short_time_and_is_esc() {
        let mut keys = Keys::new(Encoding::Utf8);
        let mut events = Vec::new();
        keys.feed(b"\x1b", &mut events);
        assert_eq!((events.len(), keys.waiting()), (0, Some(ESCAPE_JOIN)));
        keys.silence(&mut events);
        assert_eq!(events, [plain(Code::Esc)]);
        assert_eq!(keys.waiting(), None);
    }

    #[test]
    fn escape_and_a_key_in_one_piece_are_two_keys() {
        let esc = plain(Code::Esc);
        assert_eq!(keys(&[b"\x1bj"]), [esc.clone(), plain(Code::Char('j'))]);
        assert_eq!(keys(&[b"\x1b\r"]), [esc.clone(), plain(Code::Enter)]);
        assert_eq!(keys(&[b"\x1b\x1b[A"]), [esc.clone(), plain(Code::Up)]);
        assert_eq!(keys(&[b"\x1b\x1b"]), [esc.clone(), esc.clone()]);
        assert_eq!(keys(&[b"\x1b["]), [esc.clone(), plain(Code::Char('['))]);
        assert_eq!(keys(&["\x1b李".as_bytes()]), [esc, plain(Code::Char('李'))]);
    }

    #[test]
    fn a_sequence_that_is_never_finished_types_nothing() {
        assert_eq!(keys(&[b"\x1b[1;"]), []);
        assert_eq!(keys(&["\x1b[1李".as_bytes()]), typed("李"));
        assert_eq!(keys(&[b"\x1b]11;rgb:0000/0000/0000\x07q"]), typed("q"));
        assert_eq!(keys(&[b"\x1bP>|xterm(390)\x1b\\q"]), typed("q"));
    }

    #[test]
    fn a_paste_is_one_event_without_control_characters() {
        let pasted = |text: &str| vec![Event::Paste(text.to_owned())];
        assert_eq!(
            keys(&["\x1b[200~李国才\r\n340304\t\x1b[2J\x07\x1b[201~".as_bytes()]),
            pasted("李国才\n340304\t[2J")
        );
        assert_eq!(keys(&[b"\x1b[20", b"0~a\x1b", b"[20", b"1~"]), pasted("a"));
        let mut after = pasted("a");
        after.extend(typed("b"));
        assert_eq!(keys(&[b"\x1b[200~a\x1b[201~b"]), after);
    }

    #[test]
    fn a_paste_whose_end_got_lost_ends_with_esc() {
        let mut keys = Keys::new(Encoding::Utf8);
        let mut events = Vec::new();
        keys.feed(b"\x1b[200~abc", &mut events);
        assert_eq!(keys.waiting(), None);
        keys.feed(b"d\x1b", &mut events);
        assert_eq!((events.len(), keys.waiting()), (0, Some(PASTE_JOIN)));
        keys.silence(&mut events);
        assert_eq!(events, [Event::Paste("abcd".to_owned())]);
        assert_eq!(keys.waiting(), None);
    }

    #[test]
    fn a_paste_has_a_limit() {
        let mut keys = Keys::new(Encoding::Utf8);
        let mut events = Vec::new();
        keys.feed(b"\x1b[200~", &mut events);
        for _ in 0..3 {
            keys.feed(&vec![b'x'; PASTE_BYTES_MAX / 2], &mut events);
        }
        keys.feed(PASTE_END, &mut events);
        assert_eq!(events, [Event::Paste("x".repeat(PASTE_BYTES_MAX))]);
    }

    #[test]
    fn a_keyboard_in_gb18030_is_understood() {
        let mut keys = Keys::new(Encoding::Gb18030);
        let mut events = Vec::new();
        let (bytes, _, _) = encoding_rs::GB18030.encode("a李𠮷1");
        for byte in bytes.iter() {
            keys.feed(&[*byte], &mut events);
        }
        assert_eq!(events, typed("a李𠮷1"));
    }

    /// Bytes as keyboards, pastes and noisy lines send them.
    fn noise() -> impl Strategy<Value = Vec<u8>> {
        let piece = prop_oneof![
            any::<u8>().prop_map(|byte| vec![byte]),
            any::<char>().prop_map(|ch| ch.to_string().into_bytes()),
            prop::sample::select(vec![
                "\x1b",
                "\x1b[",
                "\x1bO",
                "\x1b[A",
                "\x1b[[A",
                "\x1b[20~",
                "\x1b[1;5C",
                "\x1b[3$",
                "\x1b[200~",
                "\x1b[201~",
                "\x1b]11;",
                "\x1bP>|",
                "\x1b\\",
                "\x07",
                "李",
                "\r",
            ])
            .prop_map(|text| text.as_bytes().to_vec()),
        ];
        prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn how_the_line_cuts_the_bytes_does_not_matter(bytes in noise(), size in 1usize..5) {
            for encoding in [Encoding::Utf8, Encoding::Gb18030] {
                let (mut whole, mut cut) = (Keys::new(encoding), Keys::new(encoding));
                let (mut expected, mut events) = (Vec::new(), Vec::new());
                whole.feed(&bytes, &mut expected);
                for piece in bytes.chunks(size) {
                    cut.feed(piece, &mut events);
                }
                prop_assert_eq!(&events, &expected);
                prop_assert_eq!(cut.waiting(), whole.waiting());
            }
        }

        #[test]
        fn after_silence_nothing_is_left_to_wait_for(bytes in noise()) {
            let mut keys = Keys::new(Encoding::Utf8);
            let mut events = Vec::new();
            keys.feed(&bytes, &mut events);
            if keys.waiting().is_some() {
                keys.silence(&mut events);
            }
            prop_assert_eq!(keys.waiting(), None);
            for event in &events {
                if let Event::Key(Key { code: Code::Char(ch), .. }) = event {
                    prop_assert!(!ch.is_control());
                }
            }
        }
    }
}
