//! Projections folded from the journal, held in sled; may be deleted at any time.
//!
//! The journal is the truth. What stands here answers questions quickly and can be built anew from the
//! journal, by the same functions that fold a single entry. It refuses to decide anything, and it never
//! tells the time: what depends on today is worked out when a question is asked. Its only customer is the
//! engine.

mod codec;
pub mod fault;
mod fold;
mod keys;
mod live;
mod office;
mod open;
mod pinyin;
mod queues;
mod row;
mod search;
mod shelf;
pub mod source;

use std::collections::BTreeMap;

use self::{
    codec::decode,
    live::{Fold, Head, Known},
    row::Row,
    search::Part,
    shelf::Shelf,
};
pub use self::{
    fault::StoreFault,
    fold::apply as fold_case,
    live::{EntryMeta, IDEMPOTENCY_ENTRIES},
    office::{OfficeState, OpenImport},
    open::{HowOpened, OpenReport, Progress, Why},
    queues::{DayCounts, QueuePage, QueueView},
    search::Found,
    source::JournalSource,
};
use crate::{
    domain::{
        area::AreaCode,
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
    shelf: Shelf,
    weights: QueueWeights,
    office: OfficeState,
    head: Head,
    /// Townships that have cases, with their number.
    townships: BTreeMap<String, u32>,
    /// An entry could not be folded: what is read is old from there on.
    dirty: bool,
}

impl Store {
    /// Folds entries that the journal has just taken: all of them, or none.
    ///
    /// # Errors
    /// If it fails, the store stays as it was before, folds nothing more, and is built anew at the next opening.
    pub fn fold(&mut self, entries: &[Entry]) -> Result<(), StoreFault> {
        if self.dirty {
            return Err(StoreFault::Dirty);
        }
        let folded = self.folded(entries);
        self.dirty = folded.is_err();
        folded
    }

    fn folded(&mut self, entries: &[Entry]) -> Result<(), StoreFault> {
        let mut fold = Fold::new(&self.shelf, &self.weights, &self.office, &self.head);
        for entry in entries {
            fold.entry(entry)?;
        }
        let folded = fold.finish()?;
        self.shelf.write(folded.writes);
        self.office = folded.office;
        self.head = folded.head;
        self.read_townships()
    }

    fn read_townships(&mut self) -> Result<(), StoreFault> {
        let mut townships = BTreeMap::new();
        let span = keys::Key::of(keys::Kind::Township).span();
        for record in self.shelf.scan(span) {
            let (key, value) = record?;
            let count: i64 = decode("count", &value)?;
            if let Some(code) = keys::KeyReader::new(&key).text() {
                townships.insert(code.to_owned(), u32::try_from(count).unwrap_or(0));
            }
        }
        self.townships = townships;
        Ok(())
    }

    /// The last entry that was folded.
    pub const fn head(&self) -> journal::Head {
        self.head.at
    }

    /// Whether an entry could not be folded, so that what is read is old.
    pub const fn is_dirty(&self) -> bool {
        self.dirty
    }

    /// The office: areas, staff, values, open imports.
    pub const fn office(&self) -> &OfficeState {
        &self.office
    }

    /// The id of the next case.
    pub const fn next_case_id(&self) -> CaseId {
        CaseId(self.head.next_case)
    }

    /// The id of the next person.
    pub const fn next_person_id(&self) -> PersonId {
        PersonId(self.head.next_person)
    }

    /// The id of the next member of staff.
    pub const fn next_staff_id(&self) -> StaffId {
        StaffId(self.head.next_staff)
    }

    /// A case.
    pub fn case(&self, id: CaseId) -> Result<Option<Case>, StoreFault> {
        let bytes = self.shelf.get(&keys::case(id))?;
        bytes.map(|bytes| decode("case", &bytes)).transpose()
    }

    /// Who a person is; `None` if nobody has this id or the record was removed.
    pub fn identity(&self, id: PersonId) -> Result<Option<Identity>, StoreFault> {
        let bytes = self.shelf.get(&keys::person(id))?;
        let known: Option<Known> = bytes.map(|bytes| decode("person", &bytes)).transpose()?;
        Ok(known.and_then(|known| known.identity))
    }

    /// The entry written under this idempotency key, if it is among the newest [`IDEMPOTENCY_ENTRIES`].
    pub fn known_key(&self, key: &str) -> Result<Option<u64>, StoreFault> {
        let bytes = self.shelf.get(&keys::idempotency(key))?;
        bytes.map(|bytes| decode("seq", &bytes)).transpose()
    }

    /// Who wrote an entry and when.
    pub fn entry_of(&self, seq: u64) -> Result<Option<EntryMeta>, StoreFault> {
        let bytes = self.shelf.get(&keys::entry(seq))?;
        bytes.map(|bytes| decode("entry", &bytes)).transpose()
    }

    /// The case with this number as printed.
    pub fn case_by_number(&self, number: &str) -> Result<Option<CaseId>, StoreFault> {
        Ok(search::cases_by_number(&self.shelf, number)?
            .first()
            .copied())
    }

    /// Cases in which a person with this ID number is a member.
    pub fn cases_of(&self, number: &Personal) -> Result<Vec<CaseId>, StoreFault> {
        search::cases_of_number(&self.shelf, number.reveal())
    }

    /// Cases and people by exact parts of what is known of them, the best first, each case once.
    pub fn search(
        &self,
        text: &str,
        area: &AreaCode,
        limit: usize,
    ) -> Result<Vec<Found>, StoreFault> {
        let mut found: Vec<Found> = Vec::new();
        for part in search::parts(text) {
            if found.len() >= limit {
                break;
            }
            match part {
                Part::Terms(key) => {
                    for record in self.shelf.scan(key.span()) {
                        let (key, _) = record?;
                        let one = search::found(&key);
                        let one = one.ok_or(StoreFault::Unreadable { what: "term" })?;
                        self.take_found(one, area, &mut found)?;
                        if found.len() >= limit {
                            break;
                        }
                    }
                }
                Part::Villages(name) => {
                    for village in self.villages_named(&name, area) {
                        for case in self.cases_of_village(&village) {
                            let one = Found {
                                case: case?,
                                person: None,
                            };
                            self.take_found(one, area, &mut found)?;
                            if found.len() >= limit {
                                break;
                            }
                        }
                    }
                }
            }
        }
        Ok(found)
    }

    fn villages_named(&self, name: &str, area: &AreaCode) -> Vec<AreaCode> {
        self.office
            .areas
            .values()
            .filter(|village| {
                search::plain(&village.name).contains(name)
                    && (area.contains(&village.code) || village.code.contains(area))
            })
            .map(|village| village.code.clone())
            .collect()
    }

    fn take_found(
        &self,
        one: Found,
        area: &AreaCode,
        found: &mut Vec<Found>,
    ) -> Result<(), StoreFault> {
        if found.iter().any(|known| known.case == one.case) {
            return Ok(());
        }
        let Some(case) = self.case(one.case)? else {
            return Ok(());
        };
        if area.contains(&case.area) {
            let head = case.household.members.first().map(|head| head.person);
            let person = one.person.filter(|person| Some(*person) != head);
            found.push(Found {
                case: one.case,
                person,
            });
        }
        Ok(())
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
        let row = Row::of(&case, name);
        Ok(Some(row.shown(&self.office, &self.weights, today)))
    }
}
