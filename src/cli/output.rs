//! What the verbs print: Chinese in the encoding of the locale, JSON always in UTF-8.
//!
//! Everything passes the gate of `base::width`, so that no data commands a terminal; JSON escapes what
//! the gate would have shown differently only where it is dangerous, so that data stays what it is.

use std::io::{self, BufWriter, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use super::surroundings::Charset;
use crate::base::width::printable;

/// Where a verb prints.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    charset: Charset,
}

impl Output {
    /// Output in this encoding; UTF-8 where none is known to show Chinese, because pipes, files and
    /// most terminals carry it even then.
    pub const fn new(charset: Charset) -> Self {
        Self { charset }
    }

    /// The encoding it writes.
    pub const fn charset(self) -> Charset {
        self.charset
    }

    /// Prints text to standard output, each line through the gate.
    pub fn text(self, text: &str) -> io::Result<()> {
        self.write(&mut io::stdout().lock(), text)
    }

    /// Prints text to standard error, each line through the gate.
    pub fn complaint(self, text: &str) -> io::Result<()> {
        self.write(&mut io::stderr().lock(), text)
    }

    fn write(self, out: &mut impl Write, text: &str) -> io::Result<()> {
        out.write_all(&self.bytes(text))?;
        out.flush()
    }

    /// The bytes that print text, each line through the gate.
    pub fn bytes(self, text: &str) -> Vec<u8> {
        let mut clean = String::with_capacity(text.len() + 1);
        for line in text.lines() {
            clean.push_str(&printable(line));
            clean.push('\n');
        }
        encoded(&clean, self.charset)
    }

    /// Begins one line of JSON: an object with a list as its last member, whose items are written as they come.
    pub fn json_with(self, list: &str, object: &impl Serialize) -> io::Result<JsonRows> {
        let text = serde_json::to_string(object)?;
        let open = text.strip_suffix('}').unwrap_or(&text);
        let mut out = io::stdout().lock();
        write!(out, "{},\"{list}\":[", harmless(open))?;
        Ok(JsonRows { first: true })
    }

    /// Prints one value as one line of JSON.
    pub fn json(self, value: &impl Serialize) -> io::Result<()> {
        let mut out = BufWriter::new(io::stdout().lock());
        write_json(&mut out, value)?;
        out.flush()
    }
}

/// A list in JSON that is being written.
#[derive(Debug)]
pub struct JsonRows {
    first: bool,
}

impl JsonRows {
    /// Writes the next item.
    pub fn push(&mut self, item: &impl Serialize) -> io::Result<()> {
        let text = serde_json::to_string(item)?;
        let mut out = io::stdout().lock();
        if !std::mem::take(&mut self.first) {
            out.write_all(b",")?;
        }
        out.write_all(harmless(&text).as_bytes())
    }

    /// Ends the list, its object and the line.
    pub fn end(self) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(b"]}\n")?;
        out.flush()
    }
}

fn write_json(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Harmless))?;
    out.write_all(b"\n")
}

/// JSON on one line whose texts pass through [`harmless`] on their way out, so that it is never held whole.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        out.write_all(harmless(fragment).as_bytes())
    }

    fn write_raw_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        out.write_all(harmless(fragment).as_bytes())
    }
}

/// The bytes of `text` in an encoding.
fn encoded(text: &str, charset: Charset) -> Vec<u8> {
    match charset {
        Charset::Utf8 | Charset::Unknown => text.as_bytes().to_vec(),
        Charset::Gb18030 => encoding_rs::GB18030.encode(text).0.into_owned(),
    }
}

/// JSON with everything escaped that a terminal might obey or hide.
pub(super) fn harmless(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut units = [0; 2];
    for ch in json.chars() {
        if is_dangerous(ch) {
            for unit in ch.encode_utf16(&mut units) {
                let escape = format!("\\u{unit:04x}");
                out.push_str(&escape);
            }
        } else {
            out.push(ch);
        }
    }
    out
}

/// Control, format and private characters; the first are escaped by JSON itself only below U+0020.
fn is_dangerous(ch: char) -> bool {
    ch.is_control()
        || matches!(ch,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{e000}'..='\u{f8ff}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}' | '\u{f0000}'..='\u{10ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(text: &str, charset: Charset) -> Vec<u8> {
        let mut out = Vec::new();
        Output::new(charset).write(&mut out, text).unwrap();
        out
    }

    #[test]
    fn text_is_written_in_the_encoding_of_the_locale() {
        assert_eq!(printed("核查", Charset::Utf8), "核查\n".as_bytes());
        assert_eq!(printed("核查", Charset::Unknown), "核查\n".as_bytes());
        assert_eq!(printed("核查", Charset::Gb18030), b"\xba\xcb\xb2\xe9\n");
        assert_eq!(printed("𠮷", Charset::Gb18030), b"\x95\x34\xb2\x35\n");
    }

    #[test]
    fn nothing_that_is_printed_can_command_a_terminal() {
        assert_eq!(
            printed("李\u{1b}[2J\r\n王\u{9b}", Charset::Utf8),
            "李<1B>[2J\n王<9B>\n".as_bytes()
        );
    }

    fn written(value: &impl Serialize) -> String {
        let mut out = Vec::new();
        write_json(&mut out, value).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn json_keeps_its_value_and_loses_its_teeth() {
        let value = "李\u{7f}\u{9b}2J\u{202e}·\u{e0001}\u{1b}";
        let json = harmless(&serde_json::to_string(value).unwrap());
        assert_eq!(json, "\"李\\u007f\\u009b2J\\u202e·\\udb40\\udc01\\u001b\"");
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), value);
        let raw = serde_json::value::RawValue::from_string("\"\u{9b}\"".to_owned()).unwrap();
        assert_eq!(written(&value), format!("{json}\n"));
        assert_eq!(written(&raw), "\"\\u009b\"\n");
    }
}
