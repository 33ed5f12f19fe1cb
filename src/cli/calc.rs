//! `hecha calc`: the rules as a pipe, one JSON object a line in and out.
//!
//! Works without a data directory. Lines are answered in their order and flushed one by one, so that another
//! program can hold a conversation. A refused sum is a normal answer; only an ill-formed line is an error of the
//! whole run. Reading is strict: nothing is guessed, nothing unknown is passed over.

mod answer;
mod fields;
mod kinds;
mod params;
mod people;
mod words;

use std::io::{self, BufRead, Write};

use crate::{cli::output::harmless, domain::calendar::Day};
use answer::{Answer, Code, No};
use fields::Fields;

/// Longest line that is read; a household of 64 people with all their incomes needs a hundredth of it.
const LINE_BYTES_MAX: usize = 1 << 20;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// Every line was well-formed JSON.
    Well,
    /// Some line was not.
    SomeIllFormed,
}

impl Ended {
    /// The exit status: 0, or 2 if some line was ill-formed.
    pub const fn exit_code(self) -> u8 {
        match self {
            Self::Well => 0,
            Self::SomeIllFormed => 2,
        }
    }
}

/// Answers every line of `input` on `output`; `today` is the day whose law applies where a line names none.
pub fn run(mut input: impl BufRead, mut output: impl Write, today: Day) -> io::Result<Ended> {
    let mut ended = Ended::Well;
    let mut number = 0_u64;
    let mut line = Vec::new();
    while let Some(size) = read_line(&mut input, &mut line)? {
        number += 1;
        let text = match size {
            Size::Fits => well_formed(&line, number == 1),
            Size::TooLong => None,
        };
        let answer = if let Some(text) = text {
            answer_line(text, today)
        } else {
            ended = Ended::SomeIllFormed;
            format!(r#"{{"ok":false,"code":"bad_json","line":{number}}}"#)
        };
        output.write_all(harmless(&answer).as_bytes())?;
        output.write_all(b"\n")?;
        output.flush()?;
    }
    Ok(ended)
}

/// Whether a line was kept whole.
enum Size {
    Fits,
    TooLong,
}

/// Reads one line without its end; `None` at the end of the input. A line that is too long is skipped.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Option<Size>> {
    line.clear();
    let mut any = false;
    let mut size = Size::Fits;
    loop {
        let chunk = match input.fill_buf() {
            Ok(chunk) => chunk,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if chunk.is_empty() {
            return Ok(any.then_some(size));
        }
        any = true;
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let part = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or(chunk);
        if line.len() + part.len() > LINE_BYTES_MAX {
            size = Size::TooLong;
            line.clear();
        } else if matches!(size, Size::Fits) {
            line.extend_from_slice(part);
        }
        let used = end.map_or(chunk.len(), |end| end + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(Some(size));
        }
    }
}

/// The text of a line if it is JSON; a byte-order mark before the first line is passed over.
fn well_formed(line: &[u8], first: bool) -> Option<&str> {
    let text = std::str::from_utf8(line).ok()?;
    let text = if first {
        text.strip_prefix('\u{feff}').unwrap_or(text)
    } else {
        text
    };
    serde_json::from_str::<&serde_json::value::RawValue>(text)
        .ok()
        .map(serde_json::value::RawValue::get)
}

/// Answers one line of well-formed JSON.
fn answer_line(text: &str, today: Day) -> String {
    let id = fields::id_of(text);
    let outcome = Fields::object(text, "").and_then(|fields| kinds::answer(fields, today));
    match outcome {
        Ok(answer) => answer.write(id.as_deref()),
        Err(no) => no.write(id.as_deref()),
    }
}
