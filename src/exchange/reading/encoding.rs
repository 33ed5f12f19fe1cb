//! How a text was written, found by decoding all of it. Nothing is replaced, nothing is guessed from a sample.
//!
//! Short runs of GBK can be valid UTF-8 and the other way round, so a file is taken as one encoding only if
//! every line agrees; a line or a cell that is certainly of the other one makes the file mixed, and is named.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Seek, SeekFrom},
};

use encoding_rs::{
    BIG5, Decoder, DecoderResult, EUC_JP, EUC_KR, GB18030, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE,
};

use super::{
    evidence::Evidence,
    place::{Form, Place},
};
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
pub(super) fn detect(file: &mut File, form: Form) -> Result<Detected, ExchangeRefusal> {
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
            (encoding, utf16(file, encoding, form)?)
        }
        Some(Encoding::Utf8 | Encoding::Gb18030) | None => {
            let declared = match form {
                Form::Markup => declared(&head),
                Form::Delimited => Declared::NothingElse,
            };
            by_lines(file, encoding, form, declared)?
        }
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
    let separators = [b'\n', b',', b'\t', b'<'];
    let low: usize = separators.iter().map(|byte| count([*byte, 0])).sum();
    let high: usize = separators.iter().map(|byte| count([0, *byte])).sum();
    match low.cmp(&high) {
        std::cmp::Ordering::Greater => Some(Encoding::Utf16Le),
        std::cmp::Ordering::Less => Some(Encoding::Utf16Be),
        std::cmp::Ordering::Equal => None,
    }
}

/// Decodes all of a UTF-16 text; answers whether its lines end in CR LF.
fn utf16(file: &mut File, encoding: Encoding, form: Form) -> Result<bool, ExchangeRefusal> {
    let mut place = Place::new(form);
    let mut decoded = Decoded::new(BufReader::new(file), encoding);
    let mut chunk = vec![0; 1 << 16];
    loop {
        match decoded.read(&mut chunk) {
            Ok(0) => return Ok(place.crlf()),
            Ok(count) => {
                let text = chunk.get(..count).unwrap_or_default();
                place.pass(text);
                if let Some(at) = text.iter().position(|byte| *byte == 0) {
                    let mut place = place;
                    place.pass(text.get(..at).unwrap_or_default());
                    let (row, column) = place.here();
                    return Err(ExchangeRefusal::Nul { row, column });
                }
            }
            Err(_) => {
                let (row, column) = place.here();
                return Err(ExchangeRefusal::Undecodable { row, column });
            }
        }
    }
}

/// What a marked-up file says of its own encoding, as far as it matters: the bytes themselves tell those we read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Declared {
    /// Nothing, or what the bytes will tell.
    NothingElse,
    /// An encoding whose bytes could pass for GB18030 and mean something else.
    Other,
}

/// Looks for `charset=` and `encoding=` near the beginning.
fn declared(head: &[u8]) -> Declared {
    let text: String = head
        .iter()
        .take(4096)
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    let other = ["charset=", "encoding="].iter().any(|word| {
        text.split(word).skip(1).any(|after| {
            let label = after.trim_start_matches(['"', '\'', ' ']);
            let end =
                label.find(|one: char| !one.is_ascii_alphanumeric() && one != '-' && one != '_');
            let label = label.get(..end.unwrap_or(label.len())).unwrap_or_default();
            encoding_rs::Encoding::for_label(label.as_bytes())
                .is_some_and(|named| [BIG5, SHIFT_JIS, EUC_JP, EUC_KR].contains(&named))
        })
    });
    if other {
        Declared::Other
    } else {
        Declared::NothingElse
    }
}

/// Decides between UTF-8 and GB18030 line by line, or tag by tag.
fn by_lines(
    file: &mut File,
    told: Option<Encoding>,
    form: Form,
    declared: Declared,
) -> Result<(Encoding, bool), ExchangeRefusal> {
    let mut reader = BufReader::with_capacity(1 << 16, file);
    let mut place = Place::new(form);
    let mut evidence = Evidence::default();
    let mut line = Vec::new();
    loop {
        line.clear();
        let limit = RECORD_BYTES_MAX as u64 + 1;
        let count = reader
            .by_ref()
            .take(limit)
            .read_until(form.end(), &mut line)?;
        if count == 0 {
            break;
        }
        if count > RECORD_BYTES_MAX {
            let (row, _) = place.here();
            return Err(ExchangeRefusal::RowTooLong { row });
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
    if declared == Declared::Other
        && let Some((row, column)) = evidence.not_utf8()
    {
        return Err(ExchangeRefusal::Undecodable { row, column });
    }
    let encoding = evidence.verdict(told)?;
    Ok((encoding, place.crlf()))
}

/// The offset of the first byte that cannot be decoded.
pub(super) fn undecodable(encoding: Encoding, bytes: &[u8]) -> Option<usize> {
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
