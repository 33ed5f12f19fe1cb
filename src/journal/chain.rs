//! A chain read forward, every line checked: number, digest, link to the line before, place in its unit.

use super::{
    fault::JournalFault,
    line::Link,
    place::{Head, UnitPart},
    segments::{Lines, Position, Segments, Step},
};

/// Checks one line after another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Check {
    /// The line before.
    pub last: Head,
    /// Its place in its unit; `None` where reading began in the middle of the chain.
    pub unit: Option<UnitPart>,
}

impl Check {
    pub(crate) const fn after(last: Head) -> Self {
        Self { last, unit: None }
    }

    /// Takes the next line, or says what does not hold.
    pub(crate) fn take(&mut self, link: Option<Link>, line: &[u8]) -> Result<Link, &'static str> {
        let link = link.ok_or("it is not a line of this chain")?;
        if link.seq != self.last.seq + 1 {
            return Err("its number does not follow");
        }
        if link.prev != self.last.digest {
            return Err("it does not name the digest of the line before");
        }
        let follows = match self.unit {
            Some(before) if before.k < before.n => {
                link.unit.n == before.n && link.unit.k == before.k + 1
            }
            Some(_) => link.unit.k == 1,
            None => true,
        };
        if !follows {
            return Err("its place in the unit does not follow");
        }
        if !link.is_genuine(line) {
            return Err("its digest is not that of its bytes");
        }
        self.last = link.head();
        self.unit = Some(link.unit);
        Ok(link)
    }
}

/// Reads a chain from a position to a known end.
#[derive(Debug)]
pub(crate) struct ChainReader {
    segments: Segments,
    number: u32,
    count: u32,
    lines: Option<Lines>,
    check: Check,
    upto: u64,
}

impl ChainReader {
    /// Reads from `position` up to and including the line with number `upto`.
    pub(crate) fn new(
        segments: Segments,
        position: Option<Position>,
        upto: u64,
    ) -> Result<Self, JournalFault> {
        let count = segments.count()?;
        let start = position.unwrap_or(Position {
            number: count,
            offset: u64::MAX,
            before: Head::start(),
        });
        let lines = match position {
            Some(position) => Some(segments.lines(position.number, position.offset)?),
            None => None,
        };
        Ok(Self {
            segments,
            number: start.number,
            count,
            lines,
            check: Check::after(start.before),
            upto,
        })
    }

    /// The line before the next one.
    pub(crate) const fn last(&self) -> Head {
        self.check.last
    }

    /// The next line; `None` after the known end.
    pub(crate) fn advance(&mut self) -> Result<Option<(Link, &[u8])>, JournalFault> {
        if self.check.last.seq >= self.upto {
            return Ok(None);
        }
        loop {
            let Some(lines) = self.lines.as_mut() else {
                return Err(self.ends_early());
            };
            let (bytes, offset) = match lines.advance()? {
                Step::Line { bytes, offset } => (bytes, offset),
                Step::Broken { offset } => {
                    let path = lines.path().to_owned();
                    return Err(self.damaged(path, offset, "it is not a whole line"));
                }
                Step::End => {
                    self.next_segment()?;
                    continue;
                }
            };
            let line = lines.bytes(bytes.clone());
            let link = Link::read(self.segments.form, line);
            return match self.check.take(link, line) {
                Ok(link) => Ok(Some((
                    link,
                    self.lines.as_ref().map_or(&[], |lines| lines.bytes(bytes)),
                ))),
                Err(what) => {
                    let path = lines.path().to_owned();
                    Err(self.damaged(path, offset, what))
                }
            };
        }
    }

    fn next_segment(&mut self) -> Result<(), JournalFault> {
        self.lines = if self.number < self.count {
            self.number += 1;
            Some(self.segments.lines(self.number, 0)?)
        } else {
            None
        };
        Ok(())
    }

    fn damaged(&self, path: std::path::PathBuf, offset: u64, what: &'static str) -> JournalFault {
        JournalFault::Damaged {
            path,
            seq: self.check.last.seq + 1,
            offset,
            what,
        }
    }

    fn ends_early(&self) -> JournalFault {
        JournalFault::Cut {
            path: self.segments.dir.clone(),
            seq: self.upto,
            head: self.check.last.seq,
        }
    }
}
