//! Delimited text as rows, counted as a spreadsheet counts them: blank lines are rows, line ends in quotes are not.

use std::{
    cell::Cell as Counter,
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
    rc::Rc,
};

use csv::{ByteRecord, ErrorKind, Reader, ReaderBuilder};

use super::{
    Cell, Flow, Row, Visit,
    encoding::{Decoded, Detected},
};
use crate::exchange::{export::guard, limits::RECORD_BYTES_MAX, refusal::ExchangeRefusal};

/// Separators that are tried, the usual one first.
const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];

/// The separators that occur near the top of a text, the usual one first; the comma if none does.
pub(super) fn delimiters(file: &mut File, detected: Detected) -> Result<Vec<u8>, ExchangeRefusal> {
    file.seek(SeekFrom::Start(detected.mark))?;
    let mut top = Vec::new();
    Decoded::new(BufReader::new(file), detected.encoding)
        .take(1 << 16)
        .read_to_end(&mut top)
        .map_err(|error| trouble(&error, 1))?;
    let found: Vec<u8> = DELIMITERS
        .into_iter()
        .filter(|delimiter| top.contains(delimiter))
        .collect();
    Ok(if found.is_empty() { vec![b','] } else { found })
}

/// Hands the rows of a text to `visit`.
pub(super) fn rows(
    file: &mut File,
    detected: Detected,
    delimiter: u8,
    visit: &mut Visit<'_>,
) -> Result<(), ExchangeRefusal> {
    file.seek(SeekFrom::Start(detected.mark))?;
    let budget = Rc::new(Counter::new(0));
    let quotes = Rc::new(Counter::new(Quotes::Outside));
    let bounded = Bounded {
        inner: Decoded::new(BufReader::new(file), detected.encoding),
        since: Rc::clone(&budget),
        delimiter,
        quotes: Rc::clone(&quotes),
    };
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(bounded);
    let mut record = ByteRecord::new();
    let mut counter = RowCounter::new(detected.crlf);
    loop {
        budget.set(0);
        let next = counter.number.saturating_add(1);
        match reader.read_byte_record(&mut record) {
            Ok(false) if quotes.get() == Quotes::Within => {
                let row = counter.number;
                return Err(ExchangeRefusal::UnclosedQuote { row });
            }
            Ok(false) => return Ok(()),
            Ok(true) => {}
            Err(error) => {
                return Err(match error.into_kind() {
                    ErrorKind::Io(error) => trouble(&error, next),
                    _ => ExchangeRefusal::Damaged,
                });
            }
        }
        let row = Row {
            number: counter.count(&reader, &record),
            cells: record.iter().map(cell).collect(),
            spread: Vec::new(),
        };
        if visit(row)? == Flow::Enough {
            return Ok(());
        }
    }
}

fn cell(bytes: &[u8]) -> Cell {
    // The decoder hands out nothing but UTF-8, and separators are ASCII, so this never loses a byte.
    let text = String::from_utf8_lossy(bytes);
    if text.is_empty() {
        Cell::Empty
    } else {
        Cell::Text(guard::taken_off(&text).to_owned())
    }
}

fn trouble(error: &io::Error, row: u32) -> ExchangeRefusal {
    match error.kind() {
        io::ErrorKind::InvalidData => ExchangeRefusal::Undecodable { row, column: 1 },
        io::ErrorKind::FileTooLarge => ExchangeRefusal::RowTooLong { row },
        kind => ExchangeRefusal::Unreadable(kind),
    }
}

/// Counts rows from the line ends that the parser has passed.
struct RowCounter {
    number: u32,
    lines: u64,
}

impl RowCounter {
    /// The parser counts a line end LF when it is passed; that of CR LF is passed only with the next record.
    const fn new(crlf: bool) -> Self {
        Self {
            number: 0,
            lines: if crlf { 0 } else { 1 },
        }
    }

    fn count<R: Read>(&mut self, reader: &Reader<R>, record: &ByteRecord) -> u32 {
        let now = reader.position().line();
        let within = record
            .iter()
            .flatten()
            .filter(|byte| **byte == b'\n')
            .count() as u64;
        let rows = now.saturating_sub(self.lines).saturating_sub(within).max(1);
        self.lines = now;
        self.number = self
            .number
            .saturating_add(u32::try_from(rows).unwrap_or(u32::MAX));
        self.number
    }
}

/// Stops where one record grows beyond all reason, so that an unclosed quote does not swallow the rest of a file.
struct Bounded<R> {
    inner: R,
    since: Rc<Counter<usize>>,
    delimiter: u8,
    quotes: Rc<Counter<Quotes>>,
}

/// Where one is as to quotes: only at the beginning of a cell does one open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quotes {
    /// Between two cells.
    Outside,
    /// In a cell without quotes.
    Bare,
    /// Within quotes.
    Within,
    /// After a quote within quotes: it closes them, unless another follows.
    Closed,
}

impl Quotes {
    const fn after(self, byte: u8, delimiter: u8) -> Self {
        match (self, byte) {
            (Self::Within, b'"') => Self::Closed,
            (Self::Outside | Self::Closed, b'"') | (Self::Within, _) => Self::Within,
            (Self::Outside | Self::Bare | Self::Closed, b'\n' | b'\r') => Self::Outside,
            (Self::Outside | Self::Bare | Self::Closed, byte) if byte == delimiter => Self::Outside,
            (Self::Outside | Self::Bare | Self::Closed, _) => Self::Bare,
        }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.since.get() > RECORD_BYTES_MAX {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        let count = self.inner.read(out)?;
        self.since.set(self.since.get() + count);
        let quotes = out
            .iter()
            .take(count)
            .fold(self.quotes.get(), |quotes, byte| {
                quotes.after(*byte, self.delimiter)
            });
        self.quotes.set(quotes);
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_that_is_never_closed_is_told_from_those_that_are() {
        let end = |text: &str| {
            text.bytes()
                .fold(Quotes::Outside, |quotes, byte| quotes.after(byte, b','))
        };
        for open in ["a,\"b\n", "\"", "a\n\"\"\"b\n", "\"a\"\"\n"] {
            assert_eq!(end(open), Quotes::Within, "{open}");
        }
        for closed in [
            "a,\"b\"\n",
            "a\"b,c\n",
            "\"\",x\n",
            "\"a\"b\"\n",
            "\"a\"\"b\"\n",
        ] {
            assert_eq!(end(closed), Quotes::Outside, "{closed}");
        }
    }
}
