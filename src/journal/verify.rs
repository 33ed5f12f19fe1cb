//! The full check: every line of both chains, every record the journal names, nothing changed on the disk.
//!
//! It needs neither the writer nor the store, so that it can run beside a working program, on a copy, and
//! on an auditor's machine that holds no identities.

use std::{ops::ControlFlow, path::Path, sync::Arc};

use super::{
    chain::ChainReader,
    entry::{self, NotAnEntry},
    event::references,
    fault::JournalFault,
    place::Head,
    reader::{Join, JournalReader},
    recovery,
    writer::{journal_segments, people_segments},
};
use crate::base::medium::Medium;

/// Entries between two calls of the progress.
const PROGRESS_EVERY: u64 = 4_096;

/// How far a check has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Entries checked.
    pub entries: u64,
    /// Entries there are.
    pub of: u64,
}

/// What a full check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// The last entry.
    pub head: Head,
    /// Commit units.
    pub units: u64,
    /// Segment files.
    pub segments: u32,
    /// Bytes behind the last complete unit: the remains of a power failure, not yet set aside.
    pub torn_bytes: u64,
    /// The register of identities; `None` if it is not there, as on an auditor's machine.
    pub people: Option<PeopleVerification>,
    /// Whether the check came to its end.
    pub finished: bool,
}

/// What a full check found in the register of identities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeopleVerification {
    /// Records that the journal names.
    pub named: u64,
    /// Those of them that were removed because their retention had ended.
    pub removed: u64,
    /// Records that no entry names: their unit was never acknowledged.
    pub unnamed: u64,
}

/// Checks the journal of a data directory without opening it for writing.
///
/// # Errors
/// The first fault, with the number of the entry; `known` is the store's head, if there is a store.
pub fn verify(
    medium: &Arc<dyn Medium>,
    data: &Path,
    known: Option<Head>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Verification, JournalFault> {
    let entries = journal_segments(medium, data);
    let people = people_segments(medium, data);
    let end = recovery::find_end(&entries, known)?;
    let people_end = match medium.list(&people.dir) {
        Ok(_) => {
            let found = recovery::find_end(&people, None)?;
            Some(recovery::without_orphans(&people, found, end.head)?)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
        Err(error) => return Err(JournalFault::io(&people.dir, "list")(error)),
    };
    let people_head = people_end.map_or_else(Head::start, |end| end.head);
    let reader = JournalReader::new(entries, people, end.head, people_head);
    let mut verification = reader.check(people_end.is_some(), progress)?;
    verification.torn_bytes = end.torn;
    if let Some(known) = known
        && reader.head_at(known.seq)? != Some(known.digest)
    {
        return Err(JournalFault::OtherHistory {
            path: reader.entries.dir.clone(),
            seq: known.seq,
        });
    }
    Ok(verification)
}

impl JournalReader {
    /// Checks everything acknowledged until this reader was made.
    pub fn verify(
        &self,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Verification, JournalFault> {
        self.check(true, progress)
    }

    fn check(
        &self,
        with_people: bool,
        progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
    ) -> Result<Verification, JournalFault> {
        let of = self.head().seq;
        let mut found = Verification {
            head: self.head(),
            units: 0,
            segments: self.entries.count()?,
            torn_bytes: 0,
            people: None,
            finished: false,
        };
        let mut join = Join::new(self.people.clone(), self.people_head().seq);
        let position = self.entries.find(1)?;
        let mut chain = ChainReader::new(self.entries.clone(), position, of)?;
        while let Some((link, line)) = chain.advance()? {
            found.units += u64::from(link.unit.k == link.unit.n);
            let draft = entry::decode(&link, line).map_err(|cause| JournalFault::Newer {
                path: self.entries.dir.clone(),
                seq: link.seq,
                cause: match cause {
                    NotAnEntry::Shape => "its members".to_owned(),
                    NotAnEntry::Events(error) => format!("its events at column {}", error.column()),
                },
            })?;
            if with_people {
                for reference in references(&draft.events) {
                    join.take(link.seq, reference)?;
                }
            }
            let done = Progress {
                entries: link.seq,
                of,
            };
            if (link.seq % PROGRESS_EVERY == 0 || link.seq == of) && progress(done).is_break() {
                return Ok(found);
            }
        }
        if with_people {
            join.finish()?;
            found.people = Some(PeopleVerification {
                named: join.found,
                removed: join.removed,
                unnamed: join.orphans,
            });
        }
        found.finished = true;
        Ok(found)
    }
}
