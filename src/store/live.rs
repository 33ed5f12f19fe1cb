//! The live fold: a few entries at a time, all of them or none.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet, btree_map},
};

use serde::{Deserialize, Serialize};

use super::{
    base::Writes,
    codec::{decode, encode},
    fault::StoreFault,
    fold, keys,
    ledger::{Head, IDEMPOTENCY_ENTRIES, Ledger, Townships, age_record, entry_record, key_record},
    office::OfficeState,
    projections::{difference, found_under, head_of, queued, row_of},
    shelf::{Counts, Shelf},
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

/// A person as stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Who it is; `None` if the register has no record any more.
    pub identity: Option<Identity>,
    /// Cases of which the person is a member, in order.
    pub cases: Vec<CaseId>,
}

impl Known {
    /// What is stored: nothing of somebody of whom nothing is known.
    pub fn value(&self) -> Result<Option<Vec<u8>>, StoreFault> {
        let nobody = self.identity.is_none() && self.cases.is_empty();
        (!nobody).then(|| encode("person", self)).transpose()
    }
}

/// Something that was there before and may be another now.
#[derive(Debug, Clone)]
struct Changing<T> {
    before: T,
    now: T,
}

/// What a fold starts from.
#[derive(Debug, Clone, Copy)]
pub struct Start<'a> {
    /// The records.
    pub shelf: &'a Shelf,
    /// The weights of the queues.
    pub weights: &'a QueueWeights,
    /// The office.
    pub office: &'a OfficeState,
    /// The townships.
    pub townships: &'a Townships,
    /// The head.
    pub head: &'a Head,
}

/// A fold in the making: nothing of it is seen until it is taken over whole.
pub struct Fold<'a> {
    shelf: &'a Shelf,
    weights: &'a QueueWeights,
    ledger: Ledger<'a>,
    cases: BTreeMap<CaseId, Changing<Option<Case>>>,
    people: BTreeMap<PersonId, Changing<Known>>,
    first: u64,
}

/// What a fold came to. What has not changed is `None`.
#[derive(Debug)]
pub struct Folded {
    /// What the shelf takes.
    pub writes: Writes,
    /// What it adds to counters.
    pub counts: Counts,
    /// The office as of now.
    pub office: Option<OfficeState>,
    /// The townships as of now.
    pub townships: Option<Townships>,
    /// The head as of now.
    pub head: Head,
}

impl<'a> Fold<'a> {
    /// Begins a fold.
    pub fn new(start: Start<'a>) -> Self {
        Self {
            shelf: start.shelf,
            weights: start.weights,
            ledger: Ledger {
                office: Cow::Borrowed(start.office),
                townships: Cow::Borrowed(start.townships),
                head: start.head.clone(),
                counts: Counts::new(),
                writes: Writes::new(),
            },
            cases: BTreeMap::new(),
            people: BTreeMap::new(),
            first: start.head.at.seq + 1,
        }
    }

    /// Folds one entry.
    pub fn entry(&mut self, entry: &Entry) -> Result<(), StoreFault> {
        self.ledger.begin_entry(entry)?;
        for event in &entry.draft.events {
            if let Event::PersonRecorded { person } = event {
                let identity = entry.identity(person).cloned();
                self.person(person.person)?.now.identity = identity;
            }
            match fold::case_of(event) {
                Some(id) => {
                    let shelf = self.shelf;
                    let case = case_in(&mut self.cases, shelf, id)?;
                    self.ledger.event(entry.seq, event, &mut case.now)?;
                }
                None => self.ledger.event(entry.seq, event, &mut None)?,
            }
        }
        self.ledger.end_entry(entry);
        let (key, value) = entry_record(entry)?;
        self.ledger.writes.insert(key, Some(value));
        if !entry.draft.key.is_empty() {
            let (seq, text) = (entry.seq, &entry.draft.key);
            for (key, value) in [key_record(seq, text)?, age_record(seq, text)] {
                self.ledger.writes.insert(key, Some(value));
            }
        }
        Ok(())
    }

    /// The person as of now, read from the shelf the first time.
    fn person(&mut self, id: PersonId) -> Result<&mut Changing<Known>, StoreFault> {
        match self.people.entry(id) {
            btree_map::Entry::Occupied(known) => Ok(known.into_mut()),
            btree_map::Entry::Vacant(vacant) => {
                let before: Known = self
                    .shelf
                    .get(&keys::person(id))?
                    .map(|bytes| decode("person", &bytes))
                    .transpose()?
                    .unwrap_or_default();
                let now = before.clone();
                Ok(vacant.insert(Changing { before, now }))
            }
        }
    }

    /// Works out what changes in the projections.
    pub fn finish(mut self) -> Result<Folded, StoreFault> {
        self.join_members()?;
        let renamed: BTreeSet<CaseId> = self
            .people
            .values()
            .filter(|person| person.before.identity != person.now.identity)
            .flat_map(|person| person.now.cases.iter().copied())
            .collect();
        for id in &renamed {
            case_in(&mut self.cases, self.shelf, *id)?;
        }
        for (id, case) in std::mem::take(&mut self.cases) {
            self.project(&case, renamed.contains(&id))?;
            if let Some(now) = &case.now
                && case.before != case.now
            {
                let value = encode("case", now)?;
                self.ledger.writes.insert(keys::case(id), Some(value));
            }
        }
        for (id, person) in &self.people {
            if person.before != person.now {
                let value = person.now.value()?;
                self.ledger.writes.insert(keys::person(*id), value);
            }
        }
        self.drop_old_keys()?;
        let mut ledger = self.ledger;
        ledger.counts.retain(|_, by| *by != 0);
        let head = encode("head", &ledger.head)?;
        ledger.writes.insert(keys::head(), Some(head));
        Ok(Folded {
            writes: ledger.writes,
            counts: ledger.counts,
            office: changed(ledger.office),
            townships: changed(ledger.townships),
            head: ledger.head,
        })
    }

    /// Brings the list of cases of each person up to date with the households.
    fn join_members(&mut self) -> Result<(), StoreFault> {
        let mut moves: Vec<(PersonId, CaseId, Member)> = Vec::new();
        for (id, case) in &self.cases {
            if same_members(case.before.as_ref(), case.now.as_ref()) {
                continue;
            }
            let before = members(case.before.as_ref());
            let now = members(case.now.as_ref());
            moves.extend(before.difference(&now).map(|p| (*p, *id, Member::Left)));
            moves.extend(now.difference(&before).map(|p| (*p, *id, Member::Joined)));
        }
        for (person, case, member) in moves {
            let cases = &mut self.person(person)?.now.cases;
            match (member, cases.binary_search(&case)) {
                (Member::Joined, Err(place)) => cases.insert(place, case),
                (Member::Left, Ok(place)) => drop(cases.remove(place)),
                (Member::Joined, Ok(_)) | (Member::Left, Err(_)) => {}
            }
        }
        Ok(())
    }

    /// Writes the difference a case makes to the projections.
    fn project(&mut self, case: &Changing<Option<Case>>, renamed: bool) -> Result<(), StoreFault> {
        let both = || case.before.iter().chain(&case.now);
        for head in both().filter_map(head_of) {
            self.person(head)?;
        }
        let place = |case: &Option<Case>| case.as_ref().map(|case| case.area.clone());
        let moved = place(&case.before) != place(&case.now);
        let searched = renamed || moved || !same_members(case.before.as_ref(), case.now.as_ref());
        if searched {
            for person in both().flat_map(|case| &case.household.members) {
                self.person(person.person)?;
            }
        }
        let people = &self.people;
        let who_was = |id: PersonId| people.get(&id)?.before.identity.as_ref();
        let who_is = |id: PersonId| people.get(&id)?.now.identity.as_ref();
        let was = case
            .before
            .as_ref()
            .map(|case| row_of(case, self.weights, &who_was));
        let is = case
            .now
            .as_ref()
            .map(|case| row_of(case, self.weights, &who_is));
        if was != is {
            let (before, less) =
                was.map_or_else(|| Ok(Default::default()), |row| queued(&row, self.weights))?;
            let (now, more) =
                is.map_or_else(|| Ok(Default::default()), |row| queued(&row, self.weights))?;
            difference(before, now, &mut self.ledger.writes);
            for (keys, by) in [(less, -1), (more, 1)] {
                for key in keys {
                    *self.ledger.counts.entry(key).or_default() += by;
                }
            }
        }
        if searched {
            let townships = &self.ledger.townships;
            let found = |case: &Option<Case>, who| {
                case.as_ref().map_or_else(Vec::new, |case| {
                    found_under(case, townships.number_of(&case.area), who)
                        .into_iter()
                        .map(|key| (key, Vec::new()))
                        .collect()
                })
            };
            let before = found(&case.before, &who_was);
            let now = found(&case.now, &who_is);
            difference(before, now, &mut self.ledger.writes);
        }
        Ok(())
    }

    /// Forgets the idempotency keys of entries that are now too old.
    fn drop_old_keys(&mut self) -> Result<(), StoreFault> {
        let last = self.ledger.head.at.seq.saturating_sub(IDEMPOTENCY_ENTRIES);
        let first = self.first.saturating_sub(IDEMPOTENCY_ENTRIES).max(1);
        for seq in first..=last {
            let age = keys::idempotency_age(seq);
            let Some(text) = self.as_written(&age)? else {
                continue;
            };
            self.ledger.writes.insert(age, None);
            let key = keys::idempotency(&String::from_utf8_lossy(&text));
            // A newer entry may have the same key.
            if let Some(holder) = self.as_written(&key)?
                && decode::<u64>("seq", &holder)? == seq
            {
                self.ledger.writes.insert(key, None);
            }
        }
        Ok(())
    }

    fn as_written(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StoreFault> {
        match self.ledger.writes.get(key) {
            Some(fresh) => Ok(fresh.clone()),
            None => self.shelf.get(key),
        }
    }
}

/// The case as of now, read from the shelf the first time.
fn case_in<'c>(
    cases: &'c mut BTreeMap<CaseId, Changing<Option<Case>>>,
    shelf: &Shelf,
    id: CaseId,
) -> Result<&'c mut Changing<Option<Case>>, StoreFault> {
    match cases.entry(id) {
        btree_map::Entry::Occupied(known) => Ok(known.into_mut()),
        btree_map::Entry::Vacant(vacant) => {
            let before: Option<Case> = shelf
                .get(&keys::case(id))?
                .map(|bytes| decode("case", &bytes))
                .transpose()?;
            let now = before.clone();
            Ok(vacant.insert(Changing { before, now }))
        }
    }
}

fn changed<T: Clone>(state: Cow<'_, T>) -> Option<T> {
    match state {
        Cow::Borrowed(_) => None,
        Cow::Owned(state) => Some(state),
    }
}

/// Whether somebody came into a household or left it.
#[derive(Debug, Clone, Copy)]
enum Member {
    Joined,
    Left,
}

fn members(case: Option<&Case>) -> BTreeSet<PersonId> {
    case.map_or_else(BTreeSet::new, |case| {
        case.household
            .members
            .iter()
            .map(|member| member.person)
            .collect()
    })
}

fn same_members(before: Option<&Case>, now: Option<&Case>) -> bool {
    let ids = |case: Option<&Case>| {
        case.map(|case| {
            let members = case.household.members.iter();
            members.map(|member| member.person).collect::<Vec<_>>()
        })
    };
    ids(before) == ids(now)
}
