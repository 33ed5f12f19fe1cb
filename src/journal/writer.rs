//! The writer: encodes a unit, reads it back, compares, writes it with one call, and syncs once.
//!
//! After any failed write or sync it is poisoned: what the disk then holds is not certain, so nothing is
//! written until the journal is opened again. Reading goes on. The engine is the only caller.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    chain_writer::{ChainWriter, UNFINISHED},
    entry::{self, Draft, Entry, NotAnEntry},
    event::references,
    fault::JournalFault,
    line::{Form, Link},
    people::{self, Record},
    place::{Head, UnitPart},
    reader::JournalReader,
    recovery::{self, CutPart},
    segments::{Segments, Step},
};
use crate::{
    base::{
        limits::{
            ENTRY_BYTES_MAX, KEY_BYTES_MAX, PERSON_BYTES_MAX, SEGMENT_BYTES_MAX, UNIT_BYTES_MAX,
            UNIT_ENTRIES_MAX,
        },
        medium::Medium,
    },
    domain::ids::PersonId,
};

/// Directory of the journal within the data directory.
pub const JOURNAL_DIR: &str = "journal";

/// Directory of the register of identities within that of the journal.
pub const PEOPLE_DIR: &str = "people";

/// Bytes of the writer's buffers that are kept from one unit to the next.
const BUFFER_BYTES_KEPT: usize = 256 << 10;

/// How a journal is opened.
#[derive(Debug, Clone, Copy)]
pub struct OpenOptions {
    /// An entry that is known to have been acknowledged, e.g. the store's head: it must be there, and be the same.
    pub known: Option<Head>,
    /// Bytes after which a new segment is begun.
    pub segment_bytes: u64,
}

impl Default for OpenOptions {
    fn default() -> Self {
        Self {
            known: None,
            segment_bytes: SEGMENT_BYTES_MAX,
        }
    }
}

/// What was found on opening.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenReport {
    /// The last acknowledged entry.
    pub head: Head,
    /// The torn end of the journal, if there was one: nothing in it had been acknowledged.
    pub cut: Option<CutPart>,
    /// The torn end of the register of identities, if there was one.
    pub people_cut: Option<CutPart>,
}

/// The chain of the journal itself within a data directory.
pub(crate) fn journal_segments(medium: &Arc<dyn Medium>, data: &Path) -> Segments {
    Segments {
        medium: Arc::clone(medium),
        dir: data.join(JOURNAL_DIR),
        form: entry::FORM,
    }
}

/// The chain of the register of identities within a data directory.
pub(crate) fn people_segments(medium: &Arc<dyn Medium>, data: &Path) -> Segments {
    Segments {
        medium: Arc::clone(medium),
        dir: data.join(JOURNAL_DIR).join(PEOPLE_DIR),
        form: Form::People,
    }
}

/// The journal of one data directory, held by its one writer.
#[derive(Debug)]
pub struct Journal {
    entries: ChainWriter,
    people: ChainWriter,
    entry_lines: Vec<u8>,
    person_lines: Vec<u8>,
}

impl Journal {
    /// Opens the journal of a data directory, which must exist; makes an empty one if there is none.
    ///
    /// Checks the end of both chains only; [`JournalReader::verify`] checks all of them.
    pub fn open(
        medium: &Arc<dyn Medium>,
        data: &Path,
        options: OpenOptions,
    ) -> Result<(Self, OpenReport), JournalFault> {
        let entries = journal_segments(medium, data);
        let people = people_segments(medium, data);
        for dir in [&entries.dir, &people.dir] {
            medium
                .make_dir(dir)
                .map_err(JournalFault::io(dir, "make directory"))?;
        }
        remove_unfinished(&people)?;
        let end = recovery::find_end(&entries, options.known)?;
        let people_end = recovery::find_end(&people, None)?;
        let people_end = recovery::without_orphans(&people, people_end, end.head)?;
        if end.length == 0 {
            // The directories may be new.
            for dir in [data, &entries.dir] {
                medium
                    .sync_dir(dir)
                    .map_err(JournalFault::io(dir, "sync directory"))?;
            }
        }
        let (mut entries, cut) = ChainWriter::open(entries, end, options.segment_bytes)?;
        let (mut people, people_cut) =
            ChainWriter::open(people, people_end, options.segment_bytes)?;
        // The process before may have been killed between writing and syncing. What was acknowledged was
        // synced, and the identities that an entry names were synced before it was written.
        people.trust();
        if options.known == Some(end.head) {
            entries.trust();
        } else {
            entries.sync()?;
        }
        let journal = Self {
            entries,
            people,
            entry_lines: Vec::new(),
            person_lines: Vec::new(),
        };
        if let Some(known) = options.known.filter(|known| *known != end.head) {
            let found = journal.reader().head_at(known.seq)?;
            if found != Some(known.digest) {
                return Err(JournalFault::OtherHistory {
                    path: journal.entries.segments().dir.clone(),
                    seq: known.seq,
                });
            }
        }
        let report = OpenReport {
            head: journal.head(),
            cut,
            people_cut,
        };
        Ok((journal, report))
    }

    /// The last acknowledged entry.
    pub const fn head(&self) -> Head {
        self.entries.head()
    }

    /// Whether a write failed, so that nothing is written until a restart.
    pub const fn is_poisoned(&self) -> bool {
        self.entries.is_poisoned() || self.people.is_poisoned()
    }

    /// A reader of everything acknowledged until now; it may go to another thread.
    pub fn reader(&self) -> JournalReader {
        JournalReader::new(
            self.entries.segments().clone(),
            self.people.segments().clone(),
            self.head(),
            self.people.head(),
        )
    }

    /// Appends a commit unit: all of it lasts when this returns, or none of it was acknowledged.
    ///
    /// `people` are the records behind the [`Event::PersonRecorded`]s of the unit, in their order; they are
    /// written and synced first. There is one sync for each of the two files, whatever the size of the unit.
    pub fn append(
        &mut self,
        unit: Vec<Draft>,
        people: Vec<Record>,
    ) -> Result<Vec<Entry>, JournalFault> {
        self.entries.ready()?;
        self.people.ready()?;
        if unit.is_empty() && people.is_empty() {
            return Ok(Vec::new());
        }
        check_limits(&unit)?;
        check_people(&unit, &people, self.head().seq)?;
        let before = self.head();
        let links = self.encode_entries(&unit)?;
        let people_head = self.encode_people(&unit, &people)?;
        if !people.is_empty() {
            self.people.append(&self.person_lines, people_head)?;
            self.people.sync()?;
        }
        let head = links.last().map_or(before, Link::head);
        self.entries.append(&self.entry_lines, head)?;
        self.entries.sync()?;
        for lines in [&mut self.entry_lines, &mut self.person_lines] {
            // An import's unit is not kept in memory for the decisions after it.
            if lines.capacity() > BUFFER_BYTES_KEPT {
                *lines = Vec::new();
            }
        }
        let mut records = people.into_iter();
        Ok(unit
            .into_iter()
            .zip(links)
            .map(|(draft, link)| {
                let count = references(&draft.events).count();
                Entry {
                    seq: link.seq,
                    prev: link.prev,
                    unit: link.unit,
                    digest: link.digest,
                    people: records.by_ref().take(count).map(Record::recorded).collect(),
                    draft,
                }
            })
            .collect())
    }

    /// Encodes the unit, reads every line back and compares; nothing is written if one differs.
    fn encode_entries(&mut self, unit: &[Draft]) -> Result<Vec<Link>, JournalFault> {
        let mut before = self.head();
        let n = u32::try_from(unit.len()).unwrap_or(u32::MAX);
        let mut links = Vec::with_capacity(unit.len());
        self.entry_lines.clear();
        for (k, draft) in (1..).zip(unit) {
            let seq = before.seq + 1;
            let start = self.entry_lines.len();
            let part = UnitPart { k, n };
            let digest = entry::encode(&mut self.entry_lines, before, part, draft)
                .map_err(|_| unfaithful(seq, "an event has no JSON form"))?;
            let size = self.entry_lines.len() - start;
            at_most("bytes of an entry", size, ENTRY_BYTES_MAX)?;
            let line = self
                .entry_lines
                .get(start..start + size - 1)
                .unwrap_or_default();
            let link = Link::read(entry::FORM, line)
                .ok_or_else(|| unfaithful(seq, "its line has another form"))?;
            let same = link.seq == seq
                && link.prev == before.digest
                && link.unit == part
                && link.digest == digest;
            match entry::decode(&link, line) {
                Ok(decoded) if same && decoded == *draft => {}
                Ok(_) | Err(NotAnEntry::Shape | NotAnEntry::Events(_)) => {
                    return Err(unfaithful(seq, "it reads back as something else"));
                }
            }
            before = Head { seq, digest };
            links.push(link);
        }
        at_most("bytes of a unit", self.entry_lines.len(), UNIT_BYTES_MAX)?;
        Ok(links)
    }

    /// Encodes the records of the unit and reads every line back.
    fn encode_people(&mut self, unit: &[Draft], people: &[Record]) -> Result<Head, JournalFault> {
        let mut before = self.people.head();
        let n = u32::try_from(people.len()).unwrap_or(u32::MAX);
        self.person_lines.clear();
        let owners = (self.head().seq + 1..)
            .zip(unit)
            .flat_map(|(seq, draft)| references(&draft.events).map(move |_| seq));
        for ((k, record), entry) in (1..).zip(people).zip(owners) {
            let start = self.person_lines.len();
            let part = UnitPart { k, n };
            let digest = people::encode(&mut self.person_lines, before, part, entry, record);
            let size = self.person_lines.len() - start;
            at_most("bytes of an identity", size, PERSON_BYTES_MAX)?;
            let line = self
                .person_lines
                .get(start..start + size - 1)
                .unwrap_or_default();
            let read =
                Link::read(Form::People, line).and_then(|link| people::decode(&link, line).ok());
            let same = read.is_some_and(|read| {
                read.entry == entry && read.identity.as_ref() == Some(record.identity())
            });
            if !same {
                return Err(unfaithful(
                    entry,
                    "an identity reads back as something else",
                ));
            }
            before = Head {
                seq: before.seq + 1,
                digest,
            };
        }
        at_most("bytes of a unit", self.person_lines.len(), UNIT_BYTES_MAX)?;
        Ok(before)
    }

    /// Takes the records of a person out of the register, for good; both chains stay whole.
    ///
    /// For records whose retention has ended. Returns how many there were. The bytes on the disk that held
    /// them are freed, not overwritten; backups keep them as long as they are kept.
    pub fn remove_person(&mut self, person: PersonId) -> Result<u64, JournalFault> {
        let mut removed = 0;
        for number in 1..=self.people.segments().count()? {
            let mut lines = self.people.segments().lines(number, 0)?;
            let mut out = Vec::new();
            let mut here = 0;
            while let Step::Line { bytes, .. } = lines.advance()? {
                let line = lines.bytes(bytes);
                match people::without_record(line, person) {
                    Some(without) => {
                        out.extend_from_slice(&without);
                        here += 1;
                    }
                    None => out.extend_from_slice(line),
                }
                out.push(b'\n');
            }
            if here > 0 {
                self.people.replace_segment(number, &out)?;
                removed += here;
            }
        }
        Ok(removed)
    }
}

fn unfaithful(seq: u64, what: &'static str) -> JournalFault {
    JournalFault::Unfaithful { seq, what }
}

fn at_most(what: &'static str, size: usize, max: usize) -> Result<(), JournalFault> {
    if size > max {
        return Err(JournalFault::TooLarge { what, size, max });
    }
    Ok(())
}

fn check_limits(unit: &[Draft]) -> Result<(), JournalFault> {
    at_most("entries of a unit", unit.len(), UNIT_ENTRIES_MAX)?;
    for draft in unit {
        at_most("bytes of a key", draft.key.len(), KEY_BYTES_MAX)?;
        at_most("bytes of a session", draft.session.len(), KEY_BYTES_MAX)?;
    }
    Ok(())
}

/// Every record named has to be there, in the same order, or nothing would ever find it again.
fn check_people(unit: &[Draft], people: &[Record], last: u64) -> Result<(), JournalFault> {
    let mut records = people.iter();
    for (seq, draft) in (last + 1..).zip(unit) {
        for reference in references(&draft.events) {
            if !records.next().is_some_and(|record| record.is(reference)) {
                return Err(unfaithful(
                    seq,
                    "it names an identity that was not handed over",
                ));
            }
        }
    }
    match records.next() {
        None => Ok(()),
        Some(_) => Err(unfaithful(
            last + 1,
            "an identity was handed over that no event names",
        )),
    }
}

/// Removes what a removal left unfinished when the power went; the segment itself is then still whole.
fn remove_unfinished(segments: &Segments) -> Result<(), JournalFault> {
    let names = segments
        .medium
        .list(&segments.dir)
        .map_err(JournalFault::io(&segments.dir, "list"))?;
    for name in names.iter().filter(|name| name.ends_with(UNFINISHED)) {
        let path: PathBuf = segments.dir.join(name);
        segments
            .medium
            .remove(&path)
            .map_err(JournalFault::io(&path, "remove"))?;
    }
    Ok(())
}
