//! How a text was written, found by decoding all of it. Nothing is replaced, nothing is guessed from a sample.
//!
//! Short runs of GBK can be valid UTF-8 and the other way round, so a file is taken as one encoding only if
//! every line agrees; a line that is certainly of the other one makes the file mixed, and is named.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom},
};

use encoding_rs::{Decoder, DecoderResult, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::exchange::{limits::RECORD_BYTES_MAX, refusal::ExchangeRefusal};

/// An encoding that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// UTF-8.
    Utf8,
    /// GB18030, which holds GBK and GB2312.
    Gb18030,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
}

impl Encoding {
    /// The name in reports.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Gb18030 => "GB18030",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
        }
    }

    fn decoder(self) -> Decoder {
        match self {
            Self::Utf8 => UTF_8,
            Self::Gb18030 => GB18030,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
        }
        .new_decoder_without_bom_handling()
    }
}

/// What was found out about a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Detected {
    /// The encoding.
    pub(super) encoding: Encoding,
    /// Bytes of the byte-order mark.
    pub(super) mark: u64,
    /// Whether its lines end in CR LF.
    pub(super) crlf: bool,
}

/// Finds the encoding of a text by decoding it to its end.
pub(super) fn detect(file: &mut File) -> Result<Detected, ExchangeRefusal> {
    let mut head = Vec::new();
    file.rewind()?;
    file.by_ref().take(1 << 16).read_to_end(&mut head)?;
    let (encoding, mark) = match head.as_slice() {
        [0xef, 0xbb, 0xbf, ..] => (Some(Encoding::Utf8), 3),
        [0xff, 0xfe, ..] => (Some(Encoding::Utf16Le), 2),
        [0xfe, 0xff, ..] => (Some(Encoding::Utf16Be), 2),
        _ => (unmarked_utf16(&head), 0),
    };
    file.seek(SeekFrom::Start(mark))?;
    let (encoding, crlf) = match encoding {
        Some(encoding @ (Encoding::Utf16Le | Encoding::Utf16Be)) => {
            (encoding, utf16(file, encoding)?)
        }
        Some(Encoding::Utf8 | Encoding::Gb18030) | None => by_lines(file, encoding)?,
    };
    Ok(Detected {
        encoding,
        mark,
        crlf,
    })
}

/// UTF-16 without a mark shows by its line ends and separators; Chinese text in UTF-8 or GBK has no NUL.
fn unmarked_utf16(head: &[u8]) -> Option<Encoding> {
    let count = |wanted: [u8; 2]| head.chunks_exact(2).filter(|pair| **pair == wanted).count();
    let low = count([b'\n', 0]) + count([b',', 0]) + count([b'\t', 0]);
    let high = count([0, b'\n']) + count([0, b',']) + count([0, b'\t']);
    match low.cmp(&high) {
        std::cmp::Ordering::Greater => Some(Encoding::Utf16Le),
        std::cmp::Ordering::Less => Some(Encoding::Utf16Be),
        std::cmp::Ordering::Equal => None,
    }
}

/// Decodes all of a UTF-16 text; answers whether its lines end in CR LF.
fn utf16(file: &mut File, encoding: Encoding) -> Result<bool, ExchangeRefusal> {
    let mut place = Place::default();
    let mut decoded = Decoded::new(BufReader::new(file), encoding);
    let mut chunk = vec![0; 1 << 16];
    loop {
        match decoded.read(&mut chunk) {
            Ok(0) => return Ok(place.crlf),
            Ok(count) => {
                let text = chunk.get(..count).unwrap_or_default();
                place.pass(text);
                if let Some(at) = text.iter().position(|byte| *byte == 0) {
                    let mut place = place;
                    place.pass(text.get(..at).unwrap_or_default());
                    return Err(ExchangeRefusal::Nul {
                        row: place.row,
                        column: place.column,
                    });
                }
            }
            Err(_) => {
                return Err(ExchangeRefusal::Undecodable {
                    row: place.row,
                    column: place.column,
                });
            }
        }
    }
}

/// Where in a text one stands, as a spreadsheet counts: line ends within quotes do not begin a row.
#[derive(Debug, Clone, Copy)]
struct Place {
    row: u32,
    column: u32,
    quoted: bool,
    last: u8,
    crlf: bool,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            row: 1,
            column: 1,
            quoted: false,
            last: 0,
            crlf: false,
        }
    }
}

impl Place {
    fn pass(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match byte {
                b'"' => self.quoted = !self.quoted,
                b'\n' if !self.quoted => {
                    self.crlf |= self.row == 1 && self.last == b'\r';
                    self.row = self.row.saturating_add(1);
                    self.column = 1;
                }
                b',' | b'\t' | b';' if !self.quoted => {
                    self.column = self.column.saturating_add(1);
                }
                _ => {}
            }
            self.last = *byte;
        }
    }

    /// The place after some more bytes.
    fn after(mut self, bytes: &[u8]) -> (u32, u32) {
        self.pass(bytes);
        (self.row, self.column)
    }
}

/// Evidence from the lines of a text that is not UTF-16.
#[derive(Default)]
struct Evidence {
    /// First place where a line is certainly UTF-8.
    utf8: Option<(u32, u32)>,
    /// First place where a line is no UTF-8 and is GB18030.
    gb: Option<(u32, u32)>,
    /// First place where a line is not valid as UTF-8.
    not_utf8: Option<(u32, u32)>,
    /// First place where a line is neither.
    neither: Option<(u32, u32)>,
}

/// Decides between UTF-8 and GB18030 line by line.
fn by_lines(file: &mut File, told: Option<Encoding>) -> Result<(Encoding, bool), ExchangeRefusal> {
    let mut reader = BufReader::with_capacity(1 << 16, file);
    let mut place = Place::default();
    let mut evidence = Evidence::default();
    let mut line = Vec::new();
    loop {
        line.clear();
        let limit = RECORD_BYTES_MAX as u64 + 1;
        let count = reader.by_ref().take(limit).read_until(b'\n', &mut line)?;
        if count == 0 {
            break;
        }
        if count > RECORD_BYTES_MAX {
            return Err(ExchangeRefusal::RowTooLong { row: place.row });
        }
        if let Some(at) = line.iter().position(|byte| *byte == 0) {
            let (row, column) = place.after(line.get(..at).unwrap_or_default());
            return Err(ExchangeRefusal::Nul { row, column });
        }
        if !line.is_ascii() {
            evidence.weigh(&line, place);
        }
        place.pass(&line);
    }
    let encoding = evidence.verdict(told)?;
    Ok((encoding, place.crlf))
}

impl Evidence {
    fn weigh(&mut self, line: &[u8], place: Place) {
        let first = line.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
        let start = place.after(line.get(..first).unwrap_or_default());
        match std::str::from_utf8(line) {
            Ok(text) => {
                // Four characters of three bytes each do not come about by chance in GBK.
                if text.chars().filter(|one| one.len_utf8() >= 3).count() >= 4 {
                    self.utf8.get_or_insert(start);
                }
            }
            Err(error) => {
                let bad = line.get(..error.valid_up_to()).unwrap_or_default();
                self.not_utf8.get_or_insert(place.after(bad));
                match undecodable(Encoding::Gb18030, line) {
                    None => {
                        self.gb.get_or_insert(start);
                    }
                    Some(at) => {
                        let good = line.get(..at).unwrap_or_default();
                        self.neither.get_or_insert(place.after(good));
                    }
                }
            }
        }
    }

    fn verdict(&self, told: Option<Encoding>) -> Result<Encoding, ExchangeRefusal> {
        let mixed = |(row, column)| Err(ExchangeRefusal::MixedEncodings { row, column });
        let undecodable = |(row, column)| Err(ExchangeRefusal::Undecodable { row, column });
        match (self.not_utf8, self.neither, self.utf8, self.gb) {
            (None, _, _, _) => Ok(Encoding::Utf8),
            (Some(bad), _, _, gb) if told == Some(Encoding::Utf8) => {
                gb.map_or_else(|| undecodable(bad), mixed)
            }
            (_, _, Some(utf8), Some(gb)) => mixed(utf8.max(gb)),
            (Some(bad), Some(_), Some(_), None) => undecodable(bad),
            (_, Some(bad), _, _) => undecodable(bad),
            (Some(_), None, _, _) => Ok(Encoding::Gb18030),
        }
    }
}

/// The offset of the first byte that cannot be decoded.
fn undecodable(encoding: Encoding, bytes: &[u8]) -> Option<usize> {
    let mut decoder = encoding.decoder();
    let mut text = String::with_capacity(
        decoder
            .max_utf8_buffer_length_without_replacement(bytes.len())
            .unwrap_or(bytes.len() * 4),
    );
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::Malformed(bad, after), read) => {
            Some(read.saturating_sub(usize::from(bad) + usize::from(after)))
        }
        (DecoderResult::InputEmpty | DecoderResult::OutputFull, _) => None,
    }
}

/// Reads any text as UTF-8; a byte that cannot be decoded is an error, never a replacement character. A line end
/// is added after the last line if there is none.
pub(super) struct Decoded<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    /// What is left to decode in `raw`.
    rest: std::ops::Range<usize>,
    /// Decoded bytes that did not fit where they were wanted.
    small: Vec<u8>,
    last: u8,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Reading,
    Ending,
    Done,
}

impl<R: Read> Decoded<R> {
    pub(super) fn new(inner: R, encoding: Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.decoder(),
            raw: vec![0; 1 << 15],
            rest: 0..0,
            small: Vec::new(),
            last: b'\n',
            state: State::Reading,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        if self.rest.is_empty() && self.state == State::Reading {
            let count = self.inner.read(&mut self.raw)?;
            self.rest = 0..count;
            if count == 0 {
                self.state = State::Ending;
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut text = [0; 1 << 12];
        while self.small.is_empty() {
            if self.state == State::Done {
                return Ok(0);
            }
            self.refill()?;
            let last = self.state == State::Ending;
            let input = self.raw.get(self.rest.clone()).unwrap_or_default();
            let (result, read, written) = self
                .decoder
                .decode_to_utf8_without_replacement(input, &mut text, last);
            self.rest.start += read;
            if let DecoderResult::Malformed(..) = result {
                return Err(io::Error::from(io::ErrorKind::InvalidData));
            }
            self.small
                .extend_from_slice(text.get(..written).unwrap_or_default());
            if let Some(byte) = self.small.last() {
                self.last = *byte;
            }
            if last && result == DecoderResult::InputEmpty {
                self.state = State::Done;
                if self.last != b'\n' {
                    self.small.push(b'\n');
                }
            }
        }
        let count = self.small.len().min(out.len());
        for (to, from) in out.iter_mut().zip(self.small.drain(..count)) {
            *to = from;
        }
        Ok(count)
    }
}
