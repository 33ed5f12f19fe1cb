//! A whole journal folded in memory, then written down in order.
//!
//! This is how the store is built anew, and how much that comes in at once is taken: the entries go through the
//! same functions as single ones, only what is done with the result differs, because a million cases one after
//! the other in the order of the keys cost minutes less, and a tenth of the disk, than in the order they came.
//! Memory holds as many cases and people as fit, encoded, and where the rest stands; everything derived from
//! them is sorted on disk.
//! It answers what has to be known while more comes in, and refuses lists: they are written at the end.

use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap, VecDeque},
    path::{Path, PathBuf},
};

use super::{
    base::{Base, Bulk, Writes},
    codec::{decode, encode},
    fault::StoreFault,
    finder::Finder,
    fold, keys,
    ledger::{
        EntryMeta, Head, IDEMPOTENCY_ENTRIES, Ledger, Townships, age_record, entry_record,
        key_record,
    },
    live::Known,
    office::OfficeState,
    progress::{Progress, Stage},
    projections::all_of,
    search::plain,
    shelf::{Counts, count_value},
    sorter::Sorter,
    source::JournalSource,
    states::States,
};
use crate::{
    base::files,
    domain::{
        case::Case,
        ids::{CaseId, PersonId},
        person::Identity,
        queue::QueueWeights,
    },
    journal::{entry::Entry, event::Event},
};

/// Bytes of cases, and of identities, that are held in memory.
const CASES_BYTES_MAX: usize = 128 << 20;
const PEOPLE_BYTES_MAX: usize = 64 << 20;

/// After how many entries or cases the progress is told.
const TELL_EVERY: u64 = 1_000;

/// Tells the progress now and then.
struct Teller<'a> {
    progress: &'a mut dyn FnMut(Progress),
    now: Progress,
}

impl<'a> Teller<'a> {
    fn new(stage: Stage, total: u64, progress: &'a mut dyn FnMut(Progress)) -> Self {
        let now = Progress {
            stage,
            done: 0,
            total,
        };
        progress(now);
        Self { progress, now }
    }

    fn one(&mut self) {
        self.now.done += 1;
        if self.now.done.is_multiple_of(TELL_EVERY) || self.now.done == self.now.total {
            (self.progress)(self.now);
        }
    }
}

/// The idempotency keys of the newest entries.
#[derive(Debug, Default)]
struct Newest {
    in_order: VecDeque<(u64, String)>,
    holders: HashMap<String, u64>,
}

impl Newest {
    fn note(&mut self, seq: u64, key: &str) {
        if !key.is_empty() {
            self.in_order.push_back((seq, key.to_owned()));
            self.holders.insert(key.to_owned(), seq);
        }
        let last_old = seq.saturating_sub(IDEMPOTENCY_ENTRIES);
        let is_old = |first: &(u64, String)| first.0 <= last_old;
        while self.in_order.front().is_some_and(is_old) {
            // A newer entry may have the same key.
            if let Some((old, key)) = self.in_order.pop_front()
                && self.holders.get(&key) == Some(&old)
            {
                self.holders.remove(&key);
            }
        }
    }
}

/// The journal as far as it was read, folded.
#[derive(Debug)]
pub struct Gathering {
    /// Takes what has to be sorted or put away.
    dir: PathBuf,
    weights: QueueWeights,
    ledger: Ledger<'static>,
    cases: States<CaseId>,
    /// Identities; nothing for a record that was removed.
    people: States<PersonId>,
    finder: Finder,
    newest: Newest,
    bulk: Bulk,
}

impl Gathering {
    /// Begins with nothing: what comes of it is written into a new base at `tree`. `dir` takes what has to be
    /// sorted on disk.
    pub fn begin(dir: &Path, tree: &Path, weights: &QueueWeights) -> Result<Self, StoreFault> {
        files::make_private_dir(tree)?;
        Ok(Self {
            dir: dir.to_owned(),
            weights: weights.clone(),
            ledger: Ledger {
                office: Cow::Owned(OfficeState::default()),
                townships: Cow::Owned(Townships::default()),
                head: Head::default(),
                counts: Counts::new(),
                writes: Writes::new(),
            },
            cases: States::new(dir.join("run-cases"), CASES_BYTES_MAX),
            people: States::new(dir.join("run-people"), PEOPLE_BYTES_MAX),
            finder: Finder::default(),
            newest: Newest::default(),
            bulk: Base::open(tree)?.bulk(),
        })
    }

    /// Folds a whole journal.
    pub fn read(
        &mut self,
        source: &impl JournalSource,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), StoreFault> {
        let mut tell = Teller::new(Stage::Reading, source.head().seq, progress);
        for entry in source.entries_from(1)? {
            self.entry(&entry?)?;
            tell.one();
        }
        Ok(())
    }

    /// Folds one entry.
    ///
    /// # Errors
    /// What was gathered is then of no use any more.
    pub fn entry(&mut self, entry: &Entry) -> Result<(), StoreFault> {
        self.ledger.begin_entry(entry)?;
        let mut open: Option<Open> = None;
        for event in &entry.draft.events {
            if let Event::PersonRecorded { person } = event {
                let bytes = match entry.identity(person) {
                    Some(identity) => {
                        self.finder.person(identity.number.reveal(), person.person);
                        encode("identity", identity)?
                    }
                    None => Vec::new(),
                };
                self.people.put(person.person, &bytes)?;
            }
            let Some(id) = fold::case_of(event) else {
                self.ledger.event(entry.seq, event, &mut None)?;
                continue;
            };
            // Most entries are about one case: it is decoded and encoded once for all its events.
            if open.as_ref().is_none_or(|known| known.id != id) {
                self.put_back(open.take())?;
                open = Some(self.take(id)?);
            }
            if let Some(known) = &mut open {
                self.ledger.event(entry.seq, event, &mut known.case)?;
            }
        }
        self.put_back(open)?;
        self.ledger.end_entry(entry);
        self.newest.note(entry.seq, &entry.draft.key);
        let (key, value) = entry_record(entry)?;
        self.bulk.push(&key, &value)
    }

    fn take(&self, id: CaseId) -> Result<Open, StoreFault> {
        let case = self.case(id)?;
        let before = case.as_ref().map(member_ids);
        Ok(Open { id, case, before })
    }

    fn put_back(&mut self, open: Option<Open>) -> Result<(), StoreFault> {
        let Some(Open {
            id,
            case: Some(case),
            before,
        }) = open
        else {
            return Ok(());
        };
        if before.is_none() {
            self.finder.case(&case.number, id);
        }
        let before = before.unwrap_or_default();
        self.finder.members(id, &before, &member_ids(&case));
        self.cases.put(id, &encode("case", &case)?)
    }

    /// How far it has come.
    pub const fn head(&self) -> &Head {
        &self.ledger.head
    }

    /// The office.
    pub fn office(&self) -> &OfficeState {
        &self.ledger.office
    }

    /// The townships.
    pub fn townships(&self) -> &Townships {
        &self.ledger.townships
    }

    /// A case.
    pub fn case(&self, id: CaseId) -> Result<Option<Case>, StoreFault> {
        let bytes = self.cases.get(id)?;
        bytes.map(|bytes| decode("case", &bytes)).transpose()
    }

    /// What is to be written under a key of the office, a township or a batch.
    pub fn written(&self, key: &[u8]) -> Option<Vec<u8>> {
        self.ledger.writes.get(key).cloned().flatten()
    }

    /// Who a person is.
    pub fn identity(&self, person: PersonId) -> Result<Option<Identity>, StoreFault> {
        match self.people.get(person)? {
            Some(bytes) if !bytes.is_empty() => decode("identity", &bytes).map(Some),
            Some(_) | None => Ok(None),
        }
    }

    /// The entry that was written under this idempotency key.
    pub fn known_key(&self, key: &str) -> Option<u64> {
        self.newest.holders.get(key).copied()
    }

    /// Who wrote an entry and when.
    pub fn entry_of(&self, seq: u64) -> Result<Option<EntryMeta>, StoreFault> {
        let bytes = self.bulk.get(&keys::entry(seq))?;
        bytes.map(|bytes| decode("entry", &bytes)).transpose()
    }

    /// The first case with this number.
    pub fn case_by_number(&self, number: &str) -> Result<Option<CaseId>, StoreFault> {
        for id in self.finder.cases_numbered(number) {
            let case = self.case(id)?;
            if case.is_some_and(|case| plain(&case.number) == plain(number)) {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Cases in which a person with this ID number is a member.
    pub fn cases_of(&self, number: &str) -> Result<Vec<CaseId>, StoreFault> {
        let mut cases = BTreeSet::new();
        for person in self.finder.people_numbered(number) {
            let identity = self.identity(person)?;
            if identity.is_some_and(|known| plain(known.number.reveal()) == plain(number)) {
                cases.extend(self.finder.cases_of(person));
            }
        }
        Ok(cases.into_iter().collect())
    }

    /// Writes everything down, projection by projection, and closes what it was written into.
    pub fn write(mut self, progress: &mut dyn FnMut(Progress)) -> Result<Head, StoreFault> {
        let mut sorter = Sorter::new(&self.dir);
        let mut tell = Teller::new(Stage::Writing, self.cases.count(), progress);
        let mut counts = std::mem::take(&mut self.ledger.counts);
        for id in self.cases.ids() {
            let Some(bytes) = self.cases.get(id)? else {
                continue;
            };
            self.bulk.push(&keys::case(id), &bytes)?;
            let case: Case = decode("case", &bytes)?;
            let household = self.household(&case)?;
            let township = self.ledger.townships.number_of(&case.area);
            let who = |person: PersonId| {
                let place = case
                    .household
                    .members
                    .iter()
                    .position(|member| member.person == person)?;
                household.get(place)?.as_ref()
            };
            let (records, counted) = all_of(&case, &self.weights, township, &who)?;
            for (key, value) in records {
                sorter.push(&key, &value)?;
            }
            for key in counted {
                *counts.entry(key).or_default() += 1;
            }
            tell.one();
        }
        self.write_people()?;
        for (key, count) in counts {
            if let Some(value) = count_value(count)? {
                sorter.push(&key, &value)?;
            }
        }
        for (seq, key) in &self.newest.in_order {
            let (key, value) = age_record(*seq, key);
            sorter.push(&key, &value)?;
        }
        for (key, seq) in &self.newest.holders {
            let (key, value) = key_record(*seq, key)?;
            sorter.push(&key, &value)?;
        }
        for (key, value) in std::mem::take(&mut self.ledger.writes) {
            if let Some(value) = value {
                sorter.push(&key, &value)?;
            }
        }
        sorter.push(&keys::head(), &encode("head", &self.ledger.head)?)?;
        let bulk = &mut self.bulk;
        sorter.finish(|key, value| bulk.push(key, value))?;
        self.bulk.finish()?;
        Ok(self.ledger.head)
    }

    /// Who the members of a household are, in their order.
    fn household(&self, case: &Case) -> Result<Vec<Option<Identity>>, StoreFault> {
        let members = case.household.members.iter();
        members.map(|member| self.identity(member.person)).collect()
    }

    /// Writes people, with the cases they are members of; both lists are in order.
    fn write_people(&mut self) -> Result<(), StoreFault> {
        let mut members = self.finder.all_members().peekable();
        let mut recorded = self.people.ids().into_iter().peekable();
        loop {
            // Somebody may be a member without ever having been recorded.
            let member = members.peek().map(|(person, _)| *person);
            let Some(id) = recorded.peek().copied().into_iter().chain(member).min() else {
                return Ok(());
            };
            recorded.next_if_eq(&id);
            let mut cases = Vec::new();
            while let Some((_, case)) = members.next_if(|(person, _)| *person == id) {
                cases.push(case);
            }
            let identity = self.identity(id)?;
            let known = Known { identity, cases };
            if let Some(value) = known.value()? {
                self.bulk.push(&keys::person(id), &value)?;
            }
        }
    }
}

/// A case that an entry changes.
struct Open {
    id: CaseId,
    case: Option<Case>,
    /// Its members before; `None` of a case that was not there.
    before: Option<Vec<PersonId>>,
}

fn member_ids(case: &Case) -> Vec<PersonId> {
    let members = case.household.members.iter();
    members.map(|member| member.person).collect()
}
