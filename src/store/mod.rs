//! Projections folded from the journal, held in sled; may be deleted at any time.
//!
//! The journal is the truth. What stands here answers questions quickly and can be built anew from the
//! journal, by the same functions that fold a single entry. It refuses to decide anything, and it never
//! tells the time: what depends on today is worked out when a question is asked. Its only customer is the
//! engine.

mod appeals;
mod base;
mod batches;
mod block;
mod codec;
pub mod fault;
mod finder;
mod fold;
mod gathering;
mod in_force;
mod keep;
mod keeping;
mod keys;
mod ledger;
mod live;
mod mark;
mod office;
mod open;
mod pinyin;
mod progress;
mod projections;
mod queues;
mod row;
mod search;
mod shape;
mod shelf;
mod sorter;
pub mod source;
mod states;

use std::path::PathBuf;

pub use self::{
    base::Stamp,
    fault::StoreFault,
    fold::apply as fold_case,
    ledger::{EntryMeta, IDEMPOTENCY_ENTRIES},
    office::{OfficeState, OpenImport},
    open::{HowOpened, OpenReport, Why},
    progress::{Progress, Stage},
    queues::{DayCounts, QueuePage, QueueView},
    search::Found,
    source::JournalSource,
};
use self::{
    codec::decode,
    gathering::Gathering,
    ledger::{Head, Townships},
    live::{Fold, Known, Start},
    mark::Left,
    row::Row,
    shelf::{Pace, Shelf},
};
use crate::{
    domain::{
        calendar::Day,
        case::Case,
        ids::{CaseId, PersonId, StaffId},
        person::{Identity, Personal},
        queue::{QueueRow, QueueWeights},
    },
    journal::{self, entry::Entry},
};

/// The projections of one journal.
#[derive(Debug)]
pub struct Store {
    dir: PathBuf,
    shelf: Shelf,
    weights: QueueWeights,
    office: OfficeState,
    townships: Townships,
    head: Head,
    /// What the mark says of how the files were left.
    left: Left,
    /// Everything, while much comes in at once; the rest is then the past.
    gathering: Option<Box<Gathering>>,
    /// An entry could not be folded: from there on this is the past.
    stale: bool,
}

impl Store {
    /// Folds entries that the journal has just taken: all of them, or none.
    ///
    /// # Errors
    /// If it fails, the store stays as it was before and folds nothing more. Lists are then the past, cases are
    /// refused, and the next opening builds the store anew. What is folded but cannot be put on disk is no
    /// failure: memory has it, and the journal.
    pub fn fold(&mut self, entries: &[Entry]) -> Result<(), StoreFault> {
        if self.stale {
            return Err(StoreFault::Dirty);
        }
        let pace = if self.office().much_is_coming() {
            Pace::Bulk
        } else {
            Pace::OneByOne
        };
        self.fold_at(entries, pace)
    }

    fn fold_at(&mut self, entries: &[Entry], pace: Pace) -> Result<(), StoreFault> {
        let folded = match &mut self.gathering {
            Some(gathering) => entries.iter().try_for_each(|entry| gathering.entry(entry)),
            None => self.folded(entries, pace),
        };
        if folded.is_err() {
            self.gathering = None;
            self.stale = true;
            self.leave_broken();
        }
        folded
    }

    fn folded(&mut self, entries: &[Entry], pace: Pace) -> Result<(), StoreFault> {
        let mut fold = Fold::new(Start {
            shelf: &self.shelf,
            weights: &self.weights,
            office: &self.office,
            townships: &self.townships,
            head: &self.head,
        });
        for entry in entries {
            fold.entry(entry)?;
        }
        let folded = fold.finish()?;
        self.shelf.write(folded.writes, folded.counts);
        if let Some(office) = folded.office {
            self.office = office;
        }
        if let Some(townships) = folded.townships {
            self.townships = townships;
        }
        self.head = folded.head;
        if self.shelf.is_full(pace) {
            // Where it fails, the files are known to be broken from here on, and everything stays in memory.
            drop(self.settle());
        }
        Ok(())
    }

    /// The last entry that was folded.
    pub fn head(&self) -> journal::Head {
        self.come().at
    }

    /// How far it has come.
    fn come(&self) -> &Head {
        match &self.gathering {
            Some(gathering) => gathering.head(),
            None => &self.head,
        }
    }

    fn townships(&self) -> &Townships {
        match &self.gathering {
            Some(gathering) => gathering.townships(),
            None => &self.townships,
        }
    }

    /// Whether an entry could not be folded, so that what is read is the past: nothing may be decided on it.
    pub const fn is_dirty(&self) -> bool {
        self.stale
    }

    /// Number and sum of all records: two stores with the same stamp hold the same.
    ///
    /// While much comes in at once, it is that of before.
    pub fn stamp(&self) -> Result<Stamp, StoreFault> {
        self.shelf.stamp()
    }

    /// The office: areas, staff, values, open imports.
    pub fn office(&self) -> &OfficeState {
        match &self.gathering {
            Some(gathering) => gathering.office(),
            None => &self.office,
        }
    }

    /// The id of the next case.
    pub fn next_case_id(&self) -> CaseId {
        CaseId(self.come().next_case)
    }

    /// The id of the next person.
    pub fn next_person_id(&self) -> PersonId {
        PersonId(self.come().next_person)
    }

    /// The id of the next member of staff.
    pub fn next_staff_id(&self) -> StaffId {
        StaffId(self.come().next_staff)
    }

    /// Number of cases.
    pub fn case_count(&self) -> u64 {
        self.townships()
            .within("")
            .map(|(_, township)| township.cases)
            .sum()
    }

    /// A case.
    ///
    /// # Errors
    /// [`StoreFault::Dirty`] after an entry could not be folded: somebody would decide on what is no longer so.
    pub fn case(&self, id: CaseId) -> Result<Option<Case>, StoreFault> {
        if self.stale {
            return Err(StoreFault::Dirty);
        }
        if let Some(gathering) = &self.gathering {
            return gathering.case(id);
        }
        let bytes = self.shelf.get(&keys::case(id))?;
        bytes.map(|bytes| decode("case", &bytes)).transpose()
    }

    /// Who a person is; `None` if nobody has this id or the record was removed.
    pub fn identity(&self, id: PersonId) -> Result<Option<Identity>, StoreFault> {
        if let Some(gathering) = &self.gathering {
            return gathering.identity(id);
        }
        let bytes = self.shelf.get(&keys::person(id))?;
        let known: Option<Known> = bytes.map(|bytes| decode("person", &bytes)).transpose()?;
        Ok(known.and_then(|known| known.identity))
    }

    /// The entry written under this idempotency key, if it is among the newest [`IDEMPOTENCY_ENTRIES`].
    pub fn known_key(&self, key: &str) -> Result<Option<u64>, StoreFault> {
        if let Some(gathering) = &self.gathering {
            return Ok(gathering.known_key(key));
        }
        let bytes = self.shelf.get(&keys::idempotency(key))?;
        bytes.map(|bytes| decode("seq", &bytes)).transpose()
    }

    /// Who wrote an entry and when.
    pub fn entry_of(&self, seq: u64) -> Result<Option<EntryMeta>, StoreFault> {
        if let Some(gathering) = &self.gathering {
            return gathering.entry_of(seq);
        }
        let bytes = self.shelf.get(&keys::entry(seq))?;
        bytes.map(|bytes| decode("entry", &bytes)).transpose()
    }

    /// The case with this number as printed.
    pub fn case_by_number(&self, number: &str) -> Result<Option<CaseId>, StoreFault> {
        if let Some(gathering) = &self.gathering {
            return gathering.case_by_number(number);
        }
        Ok(search::cases_by_number(&self.shelf, number)?
            .first()
            .copied())
    }

    /// Cases in which a person with this ID number is a member.
    pub fn cases_of(&self, number: &Personal) -> Result<Vec<CaseId>, StoreFault> {
        if let Some(gathering) = &self.gathering {
            return gathering.cases_of(number.reveal());
        }
        search::cases_of_number(&self.shelf, number.reveal())
    }

    /// The row of a case as lists show it, whichever queue it stands in.
    pub fn row(&self, id: CaseId, today: Day) -> Result<Option<QueueRow>, StoreFault> {
        let Some(case) = self.case(id)? else {
            return Ok(None);
        };
        let head = match case.household.members.first() {
            Some(member) => self.identity(member.person)?,
            None => None,
        };
        let name = head.map_or_else(Personal::default, |identity| identity.name);
        let row = Row::of(&case, name, &self.weights);
        let queue = row.own_queue();
        Ok(Some(row.shown(queue, self.office(), &self.weights, today)))
    }
}
