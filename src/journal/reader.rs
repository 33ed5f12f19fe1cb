//! The reader: everything acknowledged until it was made, checked line by line, in bounded memory.
//!
//! A reader has its own file handles, so that a long pass runs on another thread while the writer goes on.
//! It joins each entry with its identities; the folds of the store see both and nobody else needs to.

use std::path::PathBuf;

use super::{
    chain::ChainReader,
    entry::{self, Entry, NotAnEntry, Recorded},
    event::{PersonRef, references},
    fault::JournalFault,
    line::Link,
    people::{self, PersonLine},
    place::Head,
    segments::Segments,
};
use crate::base::digest::Digest;

/// Entries handed over at once by a reader on its own thread.
const AHEAD_ENTRIES: usize = 256;

/// Batches that may wait.
const AHEAD_BATCHES: usize = 4;

/// Reads the journal up to the entry that was last when the reader was made.
#[derive(Debug, Clone)]
pub struct JournalReader {
    pub(super) entries: Segments,
    pub(super) people: Segments,
    head: Head,
    people_head: Head,
}

impl JournalReader {
    pub(super) const fn new(
        entries: Segments,
        people: Segments,
        head: Head,
        people_head: Head,
    ) -> Self {
        Self {
            entries,
            people,
            head,
            people_head,
        }
    }

    /// The last entry it reads.
    pub const fn head(&self) -> Head {
        self.head
    }

    /// The last record of the register it reads.
    pub(super) const fn people_head(&self) -> Head {
        self.people_head
    }

    /// The entries from a number on, in order, each checked. Stops after the first fault.
    pub fn read_from(&self, seq: u64) -> Result<Entries, JournalFault> {
        let seq = seq.max(1);
        let upto = self.head.seq;
        let chain = if seq > upto {
            ChainReader::new(self.entries.clone(), None, 0)?
        } else {
            let position = self.entries.find(seq)?;
            let chain = ChainReader::new(self.entries.clone(), position, upto)?;
            if chain.last().seq + 1 != seq {
                return Err(JournalFault::Damaged {
                    path: self.entries.dir.clone(),
                    seq,
                    offset: position.map_or(0, |position| position.offset),
                    what: "the entry is not where its number says",
                });
            }
            chain
        };
        Ok(Entries {
            chain,
            people: Join::new(self.people.clone(), self.people_head.seq),
            failed: false,
        })
    }

    /// As [`Self::read_from`], but reading, checking and decoding run ahead on a thread of their own, so that
    /// a rebuild folds on one core while the other reads. Memory stays bounded by a few batches.
    pub fn read_ahead_from(&self, seq: u64) -> Result<EntriesAhead, JournalFault> {
        let mut entries = self.read_from(seq)?;
        let (sender, receiver) = crossbeam_channel::bounded(AHEAD_BATCHES);
        std::thread::Builder::new()
            .name("journal-reader".to_owned())
            .spawn(move || {
                loop {
                    let batch: Vec<_> = entries.by_ref().take(AHEAD_ENTRIES).collect();
                    // Whoever dropped the other end wants no more.
                    if batch.is_empty() || sender.send(batch).is_err() {
                        return;
                    }
                }
            })
            .map_err(JournalFault::io(&self.entries.dir, "start thread"))?;
        Ok(EntriesAhead {
            receiver,
            batch: Vec::new().into_iter(),
            dir: self.entries.dir.clone(),
            last: self.head.seq.min(seq.saturating_sub(1)),
            upto: self.head.seq,
        })
    }

    /// The digest of an entry, checked against its line; `None` beyond the end.
    pub fn head_at(&self, seq: u64) -> Result<Option<Digest>, JournalFault> {
        if seq == 0 {
            return Ok(Some(Head::start().digest));
        }
        if seq > self.head.seq {
            return Ok(None);
        }
        let position = self.entries.find(seq)?;
        let mut chain = ChainReader::new(self.entries.clone(), position, seq)?;
        Ok(match chain.advance()? {
            Some((link, _)) if link.seq == seq => Some(link.digest),
            Some(_) | None => None,
        })
    }
}

/// The entries of a journal in order.
#[derive(Debug)]
pub struct Entries {
    chain: ChainReader,
    people: Join,
    failed: bool,
}

impl Entries {
    fn read_next(&mut self) -> Result<Option<Entry>, JournalFault> {
        let Some((link, line)) = self.chain.advance()? else {
            return Ok(None);
        };
        let draft =
            entry::decode(&link, line).map_err(|cause| not_known(&self.people, &link, &cause))?;
        let mut people = Vec::new();
        for reference in references(&draft.events) {
            people.push(self.people.take(link.seq, reference)?);
        }
        Ok(Some(Entry {
            seq: link.seq,
            prev: link.prev,
            draft,
            unit: link.unit,
            digest: link.digest,
            people,
        }))
    }
}

/// A genuine line that this build cannot read.
fn not_known(people: &Join, link: &Link, cause: &NotAnEntry) -> JournalFault {
    let cause = match cause {
        NotAnEntry::Shape => "its members".to_owned(),
        // The decoder's own words can quote data; where it stopped is enough.
        NotAnEntry::Events(error) => format!("its events at column {}", error.column()),
    };
    let register = &people.segments.dir;
    JournalFault::Newer {
        path: register.parent().unwrap_or(register).to_owned(),
        seq: link.seq,
        cause,
    }
}

impl Iterator for Entries {
    type Item = Result<Entry, JournalFault>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let next = self.read_next().transpose();
        self.failed = matches!(next, Some(Err(_)));
        next
    }
}

/// The entries of a journal in order, read ahead on another thread.
#[derive(Debug)]
pub struct EntriesAhead {
    receiver: crossbeam_channel::Receiver<Vec<Result<Entry, JournalFault>>>,
    batch: std::vec::IntoIter<Result<Entry, JournalFault>>,
    dir: PathBuf,
    last: u64,
    upto: u64,
}

impl Iterator for EntriesAhead {
    type Item = Result<Entry, JournalFault>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(entry) = self.batch.next() {
                self.last = entry.as_ref().map_or(self.upto, |entry| entry.seq);
                return Some(entry);
            }
            match self.receiver.recv() {
                Ok(batch) => self.batch = batch.into_iter(),
                // A thread that stopped early must not look like the end of the journal.
                Err(_) if self.last < self.upto => {
                    let head = std::mem::replace(&mut self.last, self.upto);
                    return Some(Err(JournalFault::Cut {
                        path: self.dir.clone(),
                        seq: self.upto,
                        head,
                    }));
                }
                Err(_) => return None,
            }
        }
    }
}

/// Walks through the register of identities beside the journal, which has the same order.
#[derive(Debug)]
pub(super) struct Join {
    segments: Segments,
    upto: u64,
    chain: Option<ChainReader>,
    /// A record read too far, for a later entry.
    pending: Option<PersonLine>,
    /// Records that no entry named: their unit was never acknowledged.
    pub orphans: u64,
    /// Records that were removed.
    pub removed: u64,
    /// Records that were named.
    pub found: u64,
}

impl Join {
    pub(super) const fn new(segments: Segments, upto: u64) -> Self {
        Self {
            segments,
            upto,
            chain: None,
            pending: None,
            orphans: 0,
            removed: 0,
            found: 0,
        }
    }

    /// The record that this entry names.
    pub(super) fn take(
        &mut self,
        entry: u64,
        reference: &PersonRef,
    ) -> Result<Recorded, JournalFault> {
        let wanted = Digest::read(reference.record.as_bytes());
        while let Some(line) = self.next(entry)? {
            if line.entry > entry {
                self.pending = Some(line);
                break;
            }
            if line.entry == entry && line.person == reference.person && wanted == Some(line.record)
            {
                self.found += 1;
                self.removed += u64::from(line.identity.is_none());
                return Ok(Recorded {
                    reference: reference.clone(),
                    identity: line.identity,
                });
            }
            self.orphans += 1;
        }
        Err(JournalFault::PersonMissing {
            path: self.segments.dir.clone(),
            seq: entry,
            person: reference.person.0,
        })
    }

    /// Reads the rest, of which no entry was named.
    pub(super) fn finish(&mut self) -> Result<(), JournalFault> {
        while self.next(1)?.is_some() {
            self.orphans += 1;
        }
        Ok(())
    }

    fn next(&mut self, entry: u64) -> Result<Option<PersonLine>, JournalFault> {
        if let Some(line) = self.pending.take() {
            return Ok(Some(line));
        }
        if self.upto == 0 {
            return Ok(None);
        }
        let chain = if let Some(chain) = self.chain.as_mut() {
            chain
        } else {
            let position = self.segments.find(entry)?;
            let upto = if position.is_some() { self.upto } else { 0 };
            let chain = ChainReader::new(self.segments.clone(), position, upto)?;
            self.chain.insert(chain)
        };
        let Some((link, line)) = chain.advance()? else {
            return Ok(None);
        };
        let person = people::decode(&link, line).map_err(|what| JournalFault::Damaged {
            path: self.segments.dir.clone(),
            seq: link.seq,
            offset: 0,
            what,
        })?;
        Ok(Some(person))
    }
}
