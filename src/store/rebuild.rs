//! Building the store anew: the whole journal folded in memory, then written down in order.
//!
//! The entries go through the same functions as live ones; only what is done with the result differs, because
//! a million cases one after the other in the order of the keys cost minutes less than in the order they came.
//! Memory holds each person and as many cases as fit, encoded; everything derived from them is sorted on disk.

use std::{
    borrow::Cow,
    collections::{BTreeMap, VecDeque},
    path::Path,
};

use super::{
    base::{Base, Bulk},
    codec::{decode, encode},
    fault::StoreFault,
    fold, keys,
    ledger::{Head, IDEMPOTENCY_ENTRIES, Ledger, Townships, entry_record, key_records},
    live::Known,
    office::OfficeState,
    open::{Progress, Stage},
    projections::all_of,
    shelf::{Counts, Writes, count_value},
    sorter::Sorter,
    source::JournalSource,
    states::States,
};
use crate::{
    domain::{
        case::Case,
        ids::{CaseId, PersonId},
        person::Identity,
        queue::QueueWeights,
    },
    journal::{entry::Entry, event::Event},
};

/// After how many entries or cases the progress is told.
const TELL_EVERY: u64 = 1_000;

/// Writes a journal into an empty base. `dir` takes what has to be sorted on disk.
pub fn rebuild(
    base: &mut Base,
    dir: &Path,
    weights: &QueueWeights,
    source: &impl JournalSource,
    progress: &mut dyn FnMut(Progress),
) -> Result<Head, StoreFault> {
    let mut bulk = base.bulk();
    let mut all = Everything::new(dir);
    let mut tell = Teller::new(Stage::Reading, source.head().seq, progress);
    for entry in source.entries_from(1)? {
        let entry = entry?;
        all.entry(&entry)?;
        let (key, value) = entry_record(&entry)?;
        bulk.push(&key, &value)?;
        tell.one();
    }
    all.write(bulk, dir, weights, progress)
}

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

/// The whole journal, folded.
struct Everything {
    ledger: Ledger<'static>,
    cases: States,
    /// Identities; nothing for a record that was removed.
    people: BTreeMap<PersonId, Box<[u8]>>,
    /// Idempotency keys of the newest entries.
    newest: VecDeque<(u64, String)>,
}

impl Everything {
    fn new(dir: &Path) -> Self {
        Self {
            ledger: Ledger {
                office: Cow::Owned(OfficeState::default()),
                townships: Cow::Owned(Townships::default()),
                head: Head::default(),
                counts: Counts::new(),
                writes: Writes::new(),
            },
            cases: States::new(dir),
            people: BTreeMap::new(),
            newest: VecDeque::new(),
        }
    }

    fn entry(&mut self, entry: &Entry) -> Result<(), StoreFault> {
        self.ledger.begin_entry(entry)?;
        let mut open: Option<(CaseId, Option<Case>)> = None;
        for event in &entry.draft.events {
            if let Event::PersonRecorded { person } = event {
                let bytes = match entry.identity(person) {
                    Some(identity) => encode("identity", identity)?,
                    None => Vec::new(),
                };
                self.people.insert(person.person, bytes.into());
            }
            let Some(id) = fold::case_of(event) else {
                self.ledger.event(entry.seq, event, &mut None)?;
                continue;
            };
            // Most entries are about one case: it is decoded and encoded once for all its events.
            if open.as_ref().is_none_or(|(known, _)| *known != id) {
                self.put_back(open.take())?;
                let bytes = self.cases.get(id)?;
                let case = bytes.map(|bytes| decode("case", &bytes)).transpose()?;
                open = Some((id, case));
            }
            if let Some((_, slot)) = &mut open {
                self.ledger.event(entry.seq, event, slot)?;
            }
        }
        self.put_back(open)?;
        self.ledger.end_entry(entry);
        if !entry.draft.key.is_empty() {
            self.newest.push_back((entry.seq, entry.draft.key.clone()));
        }
        let last_old = entry.seq.saturating_sub(IDEMPOTENCY_ENTRIES);
        while self.newest.front().is_some_and(|(seq, _)| *seq <= last_old) {
            self.newest.pop_front();
        }
        Ok(())
    }

    fn put_back(&mut self, open: Option<(CaseId, Option<Case>)>) -> Result<(), StoreFault> {
        if let Some((id, Some(case))) = open {
            self.cases.put(id, encode("case", &case)?)?;
        }
        Ok(())
    }

    /// Writes everything down, projection by projection.
    fn write(
        mut self,
        mut bulk: Bulk<'_>,
        dir: &Path,
        weights: &QueueWeights,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Head, StoreFault> {
        let mut sorter = Sorter::new(dir);
        let mut members: Vec<(PersonId, CaseId)> = Vec::new();
        let mut tell = Teller::new(Stage::Writing, self.cases.count(), progress);
        let mut counts = std::mem::take(&mut self.ledger.counts);
        for id in self.cases.ids() {
            let Some(bytes) = self.cases.get(id)? else {
                continue;
            };
            bulk.push(&keys::case(id), &bytes)?;
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
            let (records, counted) = all_of(&case, weights, township, &who)?;
            for (key, value) in records {
                sorter.push(&key, &value)?;
            }
            for key in counted {
                *counts.entry(key).or_default() += 1;
            }
            members.extend(case.household.members.iter().map(|one| (one.person, id)));
            tell.one();
        }
        members.sort_unstable();
        members.dedup();
        self.write_people(&mut bulk, &members)?;
        drop(members);
        for (key, count) in counts {
            if let Some(value) = count_value(count)? {
                sorter.push(&key, &value)?;
            }
        }
        let mut newest = Writes::new();
        for (seq, key) in self.newest {
            // A later entry with the same key takes its place.
            newest.extend(key_records(seq, &key)?.map(|(key, value)| (key, Some(value))));
        }
        let written = std::mem::take(&mut self.ledger.writes);
        for (key, value) in newest.into_iter().chain(written) {
            if let Some(value) = value {
                sorter.push(&key, &value)?;
            }
        }
        sorter.push(&keys::head(), &encode("head", &self.ledger.head)?)?;
        sorter.finish(|key, value| bulk.push(key, value))?;
        bulk.finish()?;
        Ok(self.ledger.head)
    }

    /// Who the members of a household are, in their order.
    fn household(&self, case: &Case) -> Result<Vec<Option<Identity>>, StoreFault> {
        case.household
            .members
            .iter()
            .map(|member| match self.people.get(&member.person) {
                Some(bytes) if !bytes.is_empty() => decode("identity", bytes).map(Some),
                Some(_) | None => Ok(None),
            })
            .collect()
    }

    /// Writes people, with the cases they are members of; both lists are in order.
    fn write_people(
        &mut self,
        bulk: &mut Bulk<'_>,
        members: &[(PersonId, CaseId)],
    ) -> Result<(), StoreFault> {
        let mut people = std::mem::take(&mut self.people);
        // Somebody may be a member without ever having been recorded.
        for (person, _) in members {
            people.entry(*person).or_default();
        }
        let mut members = members.iter().peekable();
        for (id, bytes) in people {
            let identity = if bytes.is_empty() {
                None
            } else {
                Some(decode("identity", &bytes)?)
            };
            let mut cases = Vec::new();
            while let Some((_, case)) = members.next_if(|(person, _)| *person == id) {
                cases.push(*case);
            }
            let known = Known { identity, cases };
            if let Some(value) = known.value()? {
                bulk.push(&keys::person(id), &value)?;
            }
        }
        Ok(())
    }
}
