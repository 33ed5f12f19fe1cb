//! Segment files: `000001.jsonl`, `000002.jsonl` … in one directory, read line by line in bounded memory.

use std::{
    io::BufRead,
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    fault::JournalFault,
    line::{Form, Link},
    place::Head,
};
use crate::base::{
    limits::{ENTRY_BYTES_MAX, PERSON_BYTES_MAX, READ_CHUNK_BYTES},
    medium::{Medium, MediumFile},
};

/// Bytes below which a search reads on instead of halving.
const SEARCH_BYTES: u64 = 32 << 10;

/// Bytes read first after a jump: a search needs one line there.
const JUMP_BYTES: usize = 16 << 10;

/// Bytes read at once when a segment is read backwards.
const BACK_BYTES: u64 = 32 << 10;

/// The segments of one chain.
#[derive(Debug, Clone)]
pub(crate) struct Segments {
    pub medium: Arc<dyn Medium>,
    pub dir: PathBuf,
    pub form: Form,
}

/// Where a line begins, and what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Position {
    /// Number of the segment.
    pub number: u32,
    /// Byte within it.
    pub offset: u64,
    /// What the line before claims to be.
    pub before: Head,
}

impl Segments {
    pub(crate) fn path(&self, number: u32) -> PathBuf {
        self.dir.join(format!("{number:06}.jsonl"))
    }

    /// Longest line this chain may hold, newline included.
    pub(crate) const fn line_max(&self) -> usize {
        match self.form {
            Form::Journal => ENTRY_BYTES_MAX,
            Form::People | Form::Access => PERSON_BYTES_MAX,
        }
    }

    /// How many segments there are; a gap in their numbers is a fault.
    pub(crate) fn count(&self) -> Result<u32, JournalFault> {
        let names = self
            .medium
            .list(&self.dir)
            .map_err(JournalFault::io(&self.dir, "list"))?;
        let mut count = 0;
        for number in names.iter().filter_map(|name| segment_number(name)) {
            if number != count + 1 {
                return Err(JournalFault::SegmentMissing {
                    path: self.path(count + 1),
                });
            }
            count = number;
        }
        Ok(count)
    }

    pub(crate) fn lines(&self, number: u32, offset: u64) -> Result<Lines, JournalFault> {
        let path = self.path(number);
        let file = self
            .medium
            .open_read(&path)
            .map_err(JournalFault::io(&path, "open"))?;
        Lines::new(file, path, offset, self.line_max())
    }

    /// The link of the first line of a segment; `None` if it holds no readable one.
    fn first_link(&self, number: u32) -> Result<Option<Link>, JournalFault> {
        let mut lines = self.lines(number, 0)?;
        Ok(match lines.advance()? {
            Step::Line { bytes, .. } => Link::read(self.form, lines.bytes(bytes)),
            Step::Broken { .. } | Step::End => None,
        })
    }

    /// What the last whole line before this segment claims to be; the start of the chain if there is none.
    pub(crate) fn head_before(&self, number: u32) -> Result<Head, JournalFault> {
        let mut earlier = number;
        while earlier > 1 {
            earlier -= 1;
            let mut lines = self.lines(earlier, 0)?;
            if lines.size == 0 {
                continue;
            }
            let start = lines.last_line_start()?;
            lines.seek(start);
            let found = match lines.advance()? {
                Step::Line { bytes, .. } => Link::read(self.form, lines.bytes(bytes)),
                Step::Broken { .. } | Step::End => None,
            };
            return found.map(|link| link.head()).ok_or_else(|| {
                let seq = self
                    .first_link(earlier)
                    .ok()
                    .flatten()
                    .map_or(0, |link| link.seq);
                JournalFault::Damaged {
                    path: self.path(earlier),
                    seq,
                    offset: start,
                    what: "the last line of a full segment cannot be read",
                }
            });
        }
        Ok(Head::start())
    }

    /// The first line whose order is at least `order`, or the end if there is none.
    ///
    /// Reads claims only; whoever reads on from there checks them.
    pub(crate) fn find(&self, order: u64) -> Result<Option<Position>, JournalFault> {
        let count = self.count()?;
        if count == 0 {
            return Ok(None);
        }
        let (mut low, mut high) = (1, count);
        while low < high {
            let middle = low + (high - low).div_ceil(2);
            match self.first_link(middle)? {
                Some(link) if link.order < order => low = middle,
                Some(_) | None => high = middle - 1,
            }
        }
        let mut before = self.head_before(low)?;
        for number in low..=count {
            match self.find_in(number, order, before)? {
                Found::At(position) => return Ok(Some(position)),
                Found::Beyond(last) => before = last,
            }
        }
        Ok(None)
    }

    fn find_in(&self, number: u32, order: u64, before: Head) -> Result<Found, JournalFault> {
        let mut lines = self.lines(number, 0)?;
        let (mut low, mut high) = (0, lines.size);
        while high - low > SEARCH_BYTES {
            let middle = low + (high - low) / 2;
            lines.seek(middle);
            lines.skip_partial()?;
            let start = lines.offset();
            match lines.advance()? {
                Step::Line { bytes, .. } if start < high => {
                    match Link::read(self.form, lines.bytes(bytes)) {
                        Some(link) if link.order < order => low = start,
                        Some(_) => high = middle,
                        None => break,
                    }
                }
                Step::Line { .. } | Step::End => high = middle,
                Step::Broken { .. } => break,
            }
        }
        lines.seek(low);
        let mut last = before;
        loop {
            let offset = lines.offset();
            let here = Found::At(Position {
                number,
                offset,
                before: last,
            });
            match lines.advance()? {
                Step::Line { bytes, .. } => match Link::read(self.form, lines.bytes(bytes)) {
                    Some(link) if link.order < order => {
                        last = link.head();
                    }
                    Some(_) | None => return Ok(here),
                },
                Step::Broken { .. } => return Ok(here),
                Step::End => return Ok(Found::Beyond(last)),
            }
        }
    }
}

enum Found {
    At(Position),
    Beyond(Head),
}

/// The number of a segment from its base name; other files in the directory are left alone.
fn segment_number(name: &str) -> Option<u32> {
    let digits = name.strip_suffix(".jsonl")?;
    let plain = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// What comes next in a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// A line; its bytes (without newline) are given by [`Lines::bytes`].
    Line { bytes: Range<usize>, offset: u64 },
    /// Bytes that are no line: too long, or without a newline at the end.
    Broken { offset: u64 },
    /// Nothing more.
    End,
}

/// One segment, read forward in chunks.
#[derive(Debug)]
pub(crate) struct Lines {
    file: Box<dyn MediumFile>,
    path: PathBuf,
    /// Bytes of the file when it was opened.
    pub size: u64,
    buf: Vec<u8>,
    filled: usize,
    at: usize,
    buf_offset: u64,
    /// Bytes to read next: little after a jump, more with every read that goes on.
    chunk: usize,
    line_max: usize,
    back: Vec<u8>,
    back_offset: u64,
}

impl Lines {
    pub(crate) fn new(
        file: Box<dyn MediumFile>,
        path: PathBuf,
        offset: u64,
        line_max: usize,
    ) -> Result<Self, JournalFault> {
        let size = file.size().map_err(JournalFault::io(&path, "measure"))?;
        Ok(Self {
            file,
            path,
            size,
            buf: Vec::new(),
            filled: 0,
            at: 0,
            buf_offset: offset,
            chunk: JUMP_BYTES,
            line_max,
            back: Vec::new(),
            back_offset: 0,
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Where the next line begins.
    pub(crate) fn offset(&self) -> u64 {
        self.buf_offset + self.at as u64
    }

    pub(crate) fn seek(&mut self, offset: u64) {
        self.buf_offset = offset;
        self.chunk = JUMP_BYTES;
        self.filled = 0;
        self.at = 0;
    }

    pub(crate) fn bytes(&self, range: Range<usize>) -> &[u8] {
        self.buf.get(range).unwrap_or_default()
    }

    /// Reads on; at the end of the buffer moves what is left to its front.
    pub(crate) fn advance(&mut self) -> Result<Step, JournalFault> {
        let mut searched = self.at;
        loop {
            let mut rest = self.buf.get(searched..self.filled).unwrap_or_default();
            let taken = rest.skip_until(b'\n').unwrap_or_default();
            let end = searched + taken;
            let offset = self.offset();
            if taken > 0 && self.buf.get(end - 1) == Some(&b'\n') {
                let bytes = self.at..end - 1;
                if end - self.at > self.line_max {
                    return Ok(Step::Broken { offset });
                }
                self.at = end;
                return Ok(Step::Line { bytes, offset });
            }
            if self.filled - self.at > self.line_max {
                return Ok(Step::Broken { offset });
            }
            let left = self.filled - self.at;
            if !self.fill()? {
                return Ok(if left == 0 {
                    Step::End
                } else {
                    Step::Broken { offset }
                });
            }
            searched = left;
        }
    }

    /// Steps over the rest of a line whose beginning was not read.
    fn skip_partial(&mut self) -> Result<(), JournalFault> {
        loop {
            let mut rest = self.buf.get(self.at..self.filled).unwrap_or_default();
            let taken = rest.skip_until(b'\n').unwrap_or_default();
            self.at += taken;
            if (taken > 0 && self.buf.get(self.at - 1) == Some(&b'\n')) || !self.fill()? {
                return Ok(());
            }
        }
    }

    /// Reads more behind what is left; `false` at the end of the file.
    fn fill(&mut self) -> Result<bool, JournalFault> {
        self.buf.copy_within(self.at..self.filled, 0);
        self.filled -= self.at;
        self.buf_offset += self.at as u64;
        self.at = 0;
        let from = self.buf_offset + self.filled as u64;
        let there = usize::try_from(self.size.saturating_sub(from)).unwrap_or(usize::MAX);
        let wanted = self.chunk.min(there);
        self.chunk = (self.chunk * 2).min(READ_CHUNK_BYTES);
        if wanted == 0 {
            return Ok(false);
        }
        if self.buf.len() < self.filled + wanted {
            self.buf.resize(self.filled + wanted, 0);
        }
        let into = self
            .buf
            .get_mut(self.filled..self.filled + wanted)
            .unwrap_or_default();
        let count = self
            .file
            .read_at(from, into)
            .map_err(JournalFault::io(&self.path, "read"))?;
        self.filled += count;
        Ok(count > 0)
    }

    /// Everything from an offset to the end of the segment, which its size bounds.
    pub(crate) fn read_rest(&mut self, offset: u64) -> Result<Vec<u8>, JournalFault> {
        let length = usize::try_from(self.size.saturating_sub(offset)).unwrap_or_default();
        let mut rest = vec![0; length];
        let count = self
            .file
            .read_at(offset, &mut rest)
            .map_err(JournalFault::io(&self.path, "read"))?;
        rest.truncate(count);
        Ok(rest)
    }

    /// Where the last line begins, whole or not.
    pub(crate) fn last_line_start(&mut self) -> Result<u64, JournalFault> {
        // The newline that ends the last line does not begin another.
        self.line_start_before(self.size.saturating_sub(1))
    }

    /// Where the line begins that the byte before `end` belongs to; a newline at `end` does not count.
    pub(crate) fn line_start_before(&mut self, end: u64) -> Result<u64, JournalFault> {
        let mut high = end;
        while high > 0 {
            if !(self.back_offset..self.back_end()).contains(&(high - 1)) {
                self.fill_back(high)?;
            }
            let length = usize::try_from(high - self.back_offset).unwrap_or_default();
            let part = self.back.get(..length).unwrap_or_default();
            if let Some(newline) = part.iter().rposition(|byte| *byte == b'\n') {
                return Ok(self.back_offset + newline as u64 + 1);
            }
            high = self.back_offset;
        }
        Ok(0)
    }

    fn back_end(&self) -> u64 {
        self.back_offset + self.back.len() as u64
    }

    fn fill_back(&mut self, end: u64) -> Result<(), JournalFault> {
        self.back_offset = end.saturating_sub(BACK_BYTES);
        let length = usize::try_from(end - self.back_offset).unwrap_or_default();
        self.back.resize(length, 0);
        self.file
            .read_at(self.back_offset, &mut self.back)
            .map_err(JournalFault::io(&self.path, "read"))?;
        Ok(())
    }
}
