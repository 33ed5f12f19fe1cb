//! What a chain looks like after the power went: where its last complete unit ends, and what lies behind.
//!
//! Only one unit can have been unsynced, so whatever is behind the last complete unit was never
//! acknowledged and is set aside, unless it proves the opposite: a complete unit that was written when the
//! damaged line was already synced. Then the damage is no accident of power, and opening is refused.

use std::path::{Path, PathBuf};

use super::{
    chain::Check,
    fault::JournalFault,
    line::Link,
    place::Head,
    segments::{Lines, Segments, Step},
};
use crate::base::limits::UNIT_ENTRIES_MAX;

/// What every line begins with, and what cannot stand inside one: there its quotes would be escaped.
const LINE_START: &[u8] = b"{\"seq\":";

/// A tail that was cut off and kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutPart {
    /// The file it is kept in.
    pub kept_in: PathBuf,
    /// The last entry before it, which stays.
    pub after_seq: u64,
    /// Its length.
    pub bytes: u64,
}

/// Where a chain ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct End {
    /// Number of the last segment; 0 if there is none.
    pub number: u32,
    /// Bytes of it up to the end of the last complete unit.
    pub length: u64,
    /// Bytes behind that.
    pub torn: u64,
    /// The last entry of the last complete unit.
    pub head: Head,
    /// What that line is searched by; in the register of identities the entry it belongs to.
    pub order: u64,
}

/// Finds where the last complete unit ends.
///
/// # Errors
/// [`JournalFault::Damaged`] if what lies behind cannot be the remains of a power failure; also if the entry
/// `known` was acknowledged and lies there. [`JournalFault::Cut`] if it is not there at all.
pub(crate) fn find_end(segments: &Segments, known: Option<Head>) -> Result<End, JournalFault> {
    let number = segments.count()?;
    let end = if number == 0 {
        End {
            number,
            length: 0,
            torn: 0,
            head: Head::start(),
            order: 0,
        }
    } else {
        match whole_tail(segments, number, known)? {
            Some(end) => end,
            None => scan(segments, number, known)?,
        }
    };
    match known {
        Some(known) if known.seq > end.head.seq => Err(JournalFault::Cut {
            path: segments.dir.clone(),
            seq: known.seq,
            head: end.head.seq,
        }),
        Some(_) | None => Ok(end),
    }
}

/// The usual case: the last unit of the last segment is complete and nothing lies behind it.
///
/// If its last entry is the one that is known to have been acknowledged, so was its whole unit.
fn whole_tail(
    segments: &Segments,
    number: u32,
    known: Option<Head>,
) -> Result<Option<End>, JournalFault> {
    let mut lines = segments.lines(number, 0)?;
    let size = lines.size;
    if size == 0 {
        return Ok(None);
    }
    let mut start = lines.last_line_start()?;
    let Some((last, genuine)) = link_at(segments, &mut lines, start)? else {
        return Ok(None);
    };
    if lines.offset() != size || last.unit.k != last.unit.n || !genuine {
        return Ok(None);
    }
    let end = End {
        number,
        length: size,
        torn: 0,
        head: last.head(),
        order: last.order,
    };
    if known == Some(end.head) {
        return Ok(Some(end));
    }
    // Everything that was not certain when the last line was written: its unit, or in the access log several.
    for _ in 1..last.seq.saturating_sub(last.synced) {
        if start == 0 {
            break;
        }
        start = lines.line_start_before(start - 1)?;
    }
    let before = if start == 0 {
        segments.head_before(number)?
    } else {
        let line_before = lines.line_start_before(start - 1)?;
        match link_at(segments, &mut lines, line_before)? {
            Some((link, _)) => link.head(),
            None => return Ok(None),
        }
    };
    let mut check = Check::after(before);
    lines.seek(start);
    while let Step::Line { bytes, .. } = lines.advance()? {
        let line = lines.bytes(bytes);
        let first = check.unit.is_none();
        match check.take(Link::read(segments.form, line), line) {
            Ok(link) if !first || link.unit.k == 1 => {}
            Ok(_) | Err(_) => return Ok(None),
        }
    }
    Ok((check.last == end.head).then_some(end))
}

/// The link of the line at an offset, and whether it is genuine.
fn link_at(
    segments: &Segments,
    lines: &mut Lines,
    start: u64,
) -> Result<Option<(Link, bool)>, JournalFault> {
    lines.seek(start);
    Ok(match lines.advance()? {
        Step::Line { bytes, .. } => {
            let line = lines.bytes(bytes);
            Link::read(segments.form, line).map(|link| (link, link.is_genuine(line)))
        }
        Step::Broken { .. } | Step::End => None,
    })
}

/// The end of the segments before the last one, which were all synced when it was begun.
fn end_of_earlier(segments: &Segments, number: u32) -> Result<(Head, u64), JournalFault> {
    let before = segments.head_before(number)?;
    let mut earlier = number;
    while earlier > 1 {
        earlier -= 1;
        let lines = segments.lines(earlier, 0)?;
        if lines.size == 0 {
            continue;
        }
        return match whole_tail(segments, earlier, None)? {
            Some(end) => Ok((end.head, end.order)),
            None => Err(JournalFault::Damaged {
                path: segments.path(earlier),
                seq: before.seq,
                offset: lines.size,
                what: "a full segment does not end with a complete unit",
            }),
        };
    }
    Ok((before, 0))
}

/// Reads the last segment from its beginning to the first line that does not hold.
fn scan(segments: &Segments, number: u32, known: Option<Head>) -> Result<End, JournalFault> {
    let (before, order) = end_of_earlier(segments, number)?;
    let mut lines = segments.lines(number, 0)?;
    let mut check = Check::after(before);
    let mut whole = End {
        number,
        length: 0,
        torn: 0,
        head: before,
        order,
    };
    let (offset, what) = loop {
        match lines.advance()? {
            Step::Line { bytes, offset } => {
                let line = lines.bytes(bytes);
                let began = check.unit.is_some();
                match check.take(Link::read(segments.form, line), line) {
                    Ok(link) if !began && link.unit.k != 1 => {
                        break (offset, "its unit does not begin in this segment");
                    }
                    Ok(link) if link.unit.k == link.unit.n => {
                        whole.length = lines.offset();
                        whole.head = link.head();
                        whole.order = link.order;
                    }
                    Ok(_) => {}
                    Err(what) => break (offset, what),
                }
            }
            Step::Broken { offset } => break (offset, "it is not a whole line"),
            Step::End => break (lines.size, "its unit is not complete"),
        }
    };
    let size = lines.size;
    let damaged_seq = check.last.seq + 1;
    let acknowledged = known.is_some_and(|known| known.seq >= damaged_seq) && offset < size;
    if acknowledged || complete_unit_after(segments, &mut lines, offset, damaged_seq)? {
        return Err(JournalFault::Damaged {
            path: segments.path(number),
            seq: damaged_seq,
            offset,
            what,
        });
    }
    Ok(End {
        torn: size - whole.length,
        ..whole
    })
}

/// Whether a complete unit lies behind a damaged line that was synced before that unit was written.
fn complete_unit_after(
    segments: &Segments,
    lines: &mut Lines,
    damaged_at: u64,
    damaged_seq: u64,
) -> Result<bool, JournalFault> {
    let rest = lines.read_rest(damaged_at)?;
    let mut unit: Option<(Check, Link)> = None;
    let mut starts = line_starts(&rest);
    let mut from = starts.next();
    while let Some(start) = from {
        let next = starts.next();
        let piece = rest
            .get(start..next.unwrap_or(rest.len()))
            .unwrap_or_default();
        from = next;
        let line = match piece.iter().position(|byte| *byte == b'\n') {
            Some(end) if start > 0 => piece.get(..end).unwrap_or_default(),
            // The line at the place of the damage is the damaged one, and one without newline is torn.
            Some(_) | None => {
                unit = None;
                continue;
            }
        };
        let Some(link) = Link::read(segments.form, line) else {
            unit = None;
            continue;
        };
        let (mut check, first) = match unit.take() {
            Some((check, first)) if link.unit.k > 1 => (check, first),
            Some(_) | None if link.unit.k == 1 => {
                let before = Head {
                    seq: link.seq.saturating_sub(1),
                    digest: link.prev,
                };
                (Check::after(before), link)
            }
            Some(_) | None => continue,
        };
        if check.take(Some(link), line).is_err() {
            continue;
        }
        if link.unit.k == link.unit.n {
            if first.synced >= damaged_seq {
                return Ok(true);
            }
        } else if usize::try_from(link.unit.n).is_ok_and(|n| n <= UNIT_ENTRIES_MAX) {
            unit = Some((check, first));
        }
    }
    Ok(false)
}

/// Offsets at which a line can begin.
fn line_starts(bytes: &[u8]) -> impl Iterator<Item = usize> {
    bytes
        .windows(LINE_START.len())
        .enumerate()
        .filter(|(_, window)| *window == LINE_START)
        .map(|(at, _)| at)
}

/// Where the register of identities ends, without the records of a unit that never came into the journal.
///
/// They are written first, so a failure in between leaves one unit of them. More than one cannot be
/// explained that way: then entries that were acknowledged are missing from the journal.
pub(crate) fn without_orphans(
    people: &Segments,
    end: End,
    head: Head,
) -> Result<End, JournalFault> {
    if end.order <= head.seq {
        return Ok(end);
    }
    if let Some(position) = people.find(head.seq + 1)?
        && position.number == end.number
    {
        let mut lines = people.lines(position.number, position.offset)?;
        if let Some((first, _)) = link_at(people, &mut lines, position.offset)?
            && first.unit.k == 1
            && end.head.seq - position.before.seq == u64::from(first.unit.n)
        {
            return Ok(End {
                number: end.number,
                length: position.offset,
                torn: end.torn + (end.length - position.offset),
                head: position.before,
                order: head.seq,
            });
        }
    }
    Err(JournalFault::Cut {
        path: people.dir.clone(),
        seq: end.order,
        head: head.seq,
    })
}

/// Sets the torn tail aside and cuts it off, so that the chain ends with its last complete unit.
pub(crate) fn cut_off(segments: &Segments, end: End) -> Result<Option<CutPart>, JournalFault> {
    if end.torn == 0 {
        return Ok(None);
    }
    let path = segments.path(end.number);
    let mut lines = segments.lines(end.number, 0)?;
    let tail = lines.read_rest(end.length)?;
    let kept_in = keep(segments, end, &tail)?;
    let mut file = segments
        .medium
        .open_append(&path)
        .map_err(JournalFault::io(&path, "open"))?;
    file.truncate(end.length)
        .and_then(|()| file.sync())
        .map_err(JournalFault::io(&path, "cut"))?;
    Ok(Some(CutPart {
        kept_in,
        after_seq: end.head.seq,
        bytes: end.torn,
    }))
}

/// Writes the tail into a file of its own; an earlier one of the same name is left alone.
fn keep(segments: &Segments, end: End, tail: &[u8]) -> Result<PathBuf, JournalFault> {
    let mut copy = 1;
    loop {
        let name = if copy == 1 {
            format!("{:06}-after-{}.cut", end.number, end.head.seq)
        } else {
            format!("{:06}-after-{}-{copy}.cut", end.number, end.head.seq)
        };
        let path = segments.dir.join(name);
        match segments.medium.create(&path) {
            Ok(mut file) => {
                file.append(tail)
                    .and_then(|()| file.sync())
                    .and_then(|()| segments.medium.sync_dir(&segments.dir))
                    .map_err(JournalFault::io(&path, "keep"))?;
                return Ok(path);
            }
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => copy += 1,
            Err(error) => return Err(io_at(&path, error)),
        }
    }
}

fn io_at(path: &Path, cause: std::io::Error) -> JournalFault {
    JournalFault::io(path, "keep")(cause)
}
