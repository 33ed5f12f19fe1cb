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

use std::io::{self, BufRead, BufReader, Read, Write};

use serde::{Deserialize, de::IgnoredAny};

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
        if is_blank(&line) && matches!(size, Size::Fits) && at_end(&mut input)? {
            // An empty line at the very end is how editors end a file, not a line.
            break;
        }
        number += 1;
        let answer = match size {
            Size::Fits => well_formed(&line, number == 1).map(|text| answer_line(text, today)),
            Size::TooLong { json } => json.then(too_long),
        };
        let answer = answer.unwrap_or_else(|| {
            ended = Ended::SomeIllFormed;
            format!(r#"{{"ok":false,"code":"bad_json","line":{number}}}"#)
        });
        output.write_all(harmless(&answer).as_bytes())?;
        output.write_all(b"\n")?;
        output.flush()?;
    }
    Ok(ended)
}

/// Whether a line was kept whole.
enum Size {
    Fits,
    TooLong {
        /// It is JSON all the same.
        json: bool,
    },
}

/// What stands between two line ends, read piece by piece.
struct Line<'a, R> {
    input: &'a mut R,
    /// Something was read of it, be it only its end.
    any: bool,
    ended: bool,
}

impl<R: BufRead> Read for Line<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.ended || buffer.is_empty() {
            return Ok(0);
        }
        let chunk = filled(self.input)?;
        let room = chunk.len().min(buffer.len());
        let chunk = chunk.get(..room).unwrap_or(chunk);
        self.any |= !chunk.is_empty();
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let size = end.unwrap_or(chunk.len());
        for (to, from) in buffer.iter_mut().zip(chunk.iter().take(size)) {
            *to = *from;
        }
        let more = end.is_none() && !chunk.is_empty();
        let used = size + usize::from(end.is_some());
        self.input.consume(used);
        self.ended = !more;
        Ok(size)
    }
}

/// The bytes that wait; empty at the end of the input.
fn filled(input: &mut impl BufRead) -> io::Result<&[u8]> {
    loop {
        match input.fill_buf() {
            Ok(_) => break,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    input.fill_buf()
}

/// Reads one line without its end; `None` at the end of the input. Of a line that is too long only whether it
/// is JSON is kept.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Option<Size>> {
    line.clear();
    let mut rest = Line {
        input,
        any: false,
        ended: false,
    };
    let most = u64::try_from(LINE_BYTES_MAX).unwrap_or(u64::MAX);
    rest.by_ref().take(most + 1).read_to_end(line)?;
    if line.len() <= LINE_BYTES_MAX {
        return Ok(rest.any.then_some(Size::Fits));
    }
    let mut reader =
        serde_json::Deserializer::from_reader(BufReader::new(line.as_slice().chain(rest.by_ref())));
    let json = IgnoredAny::deserialize(&mut reader).is_ok() && reader.end().is_ok();
    drop(reader);
    io::copy(&mut rest, &mut io::sink())?;
    Ok(Some(Size::TooLong { json }))
}

fn is_blank(line: &[u8]) -> bool {
    line.iter().all(u8::is_ascii_whitespace)
}

/// Whether nothing follows.
fn at_end(input: &mut impl BufRead) -> io::Result<bool> {
    filled(input).map(<[u8]>::is_empty)
}

/// The answer to JSON that is longer than any question.
fn too_long() -> String {
    No::new(
        Code::BadValue,
        "这一行超过 1 MiB, 请分成几行; 一户至多 64 人",
    )
    .write(None)
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
