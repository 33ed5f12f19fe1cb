//! The live fold: a few entries at a time, all of them or none.
//!
//! What a case adds to the projections is a pure function of the case and of its members' identities
//! ([`records_of`]); a change is the difference of before and after. What only the event tells, such as that
//! a review became due in a month, is in [`effects_of`]. A rebuild uses the same two.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    codec::{decode, encode},
    fault::StoreFault,
    fold,
    keys::{self, Key, Kind, MonthCount},
    office::OfficeState,
    row::Row,
    search,
    shelf::{Shelf, Writes},
};
use crate::{
    domain::{
        case::Case,
        ids::{CaseId, PersonId, StaffId},
        person::{Identity, Personal},
        queue::QueueWeights,
        review::Status,
    },
    journal::{self, entry::Entry, event::Event},
};

/// How far the store has come, and the ids that come next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The last entry folded.
    pub at: journal::Head,
    /// The id of the next case.
    pub next_case: u64,
    /// The id of the next person.
    pub next_person: u64,
    /// The id of the next member of staff.
    pub next_staff: u32,
    /// Entries with a seq up to this one have lost their idempotency key.
    pub keys_dropped: u64,
}

impl Default for Head {
    fn default() -> Self {
        Self {
            at: journal::Head::start(),
            next_case: 1,
            next_person: 1,
            next_staff: 1,
            keys_dropped: 0,
        }
    }
}

/// The newest entries by whose idempotency key a repeated command is known; older ones are forgotten.
pub const IDEMPOTENCY_ENTRIES: u64 = 65_536;

/// A person as stored.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Who it is; `None` if the register has no record any more.
    pub identity: Option<Identity>,
    /// Cases of which the person is a member, in order.
    pub cases: Vec<CaseId>,
}

/// Who wrote an entry and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryMeta {
    /// Who.
    pub actor: StaffId,
    /// When, RFC 3339.
    pub at: String,
}

/// Something that was there before and may be another now.
#[derive(Debug, Clone)]
struct Changing<T> {
    before: T,
    now: T,
}

/// A fold in the making: nothing of it is seen until it is taken over whole.
pub struct Fold<'a> {
    shelf: &'a Shelf,
    weights: &'a QueueWeights,
    /// The office as of now, if an event changed it.
    office: OfficeState,
    head: Head,
    cases: BTreeMap<CaseId, Changing<Option<Case>>>,
    people: BTreeMap<PersonId, Changing<Known>>,
    counts: BTreeMap<Vec<u8>, i64>,
    writes: Writes,
}

/// What a fold came to.
pub struct Folded {
    /// What the shelf takes.
    pub writes: Writes,
    /// The office as of now.
    pub office: OfficeState,
    /// The head as of now.
    pub head: Head,
}

impl<'a> Fold<'a> {
    /// Begins a fold on what is on the shelf.
    pub fn new(
        shelf: &'a Shelf,
        weights: &'a QueueWeights,
        office: &OfficeState,
        head: &Head,
    ) -> Self {
        Self {
            shelf,
            weights,
            office: office.clone(),
            head: head.clone(),
            cases: BTreeMap::new(),
            people: BTreeMap::new(),
            counts: BTreeMap::new(),
            writes: Writes::new(),
        }
    }

    /// Folds one entry.
    pub fn entry(&mut self, entry: &Entry) -> Result<(), StoreFault> {
        let expected = self.head.at.seq + 1;
        if entry.seq != expected {
            return Err(StoreFault::OutOfOrder {
                expected,
                got: entry.seq,
            });
        }
        for event in &entry.draft.events {
            self.event(entry, event)?;
        }
        self.head.at = entry.head();
        self.remember(entry)
    }

    /// Who wrote it, when, and under which idempotency key.
    fn remember(&mut self, entry: &Entry) -> Result<(), StoreFault> {
        let meta = EntryMeta {
            actor: entry.draft.actor,
            at: entry.draft.at.clone(),
        };
        self.writes
            .insert(keys::entry(entry.seq), Some(encode("entry", &meta)?));
        if !entry.draft.key.is_empty() {
            self.writes.insert(
                keys::idempotency(&entry.draft.key),
                Some(encode("seq", &entry.seq)?),
            );
            self.writes.insert(
                keys::idempotency_age(entry.seq),
                Some(entry.draft.key.clone().into_bytes()),
            );
        }
        Ok(())
    }

    fn event(&mut self, entry: &Entry, event: &Event) -> Result<(), StoreFault> {
        let seq = entry.seq;
        if let Event::PersonRecorded { person } = event {
            let id = person.person;
            self.person(id)?.now.identity = entry.identity(person).cloned();
            self.head.next_person = self.head.next_person.max(id.0.saturating_add(1));
        }
        if let Event::StaffRegistered { staff } = event {
            self.head.next_staff = self.head.next_staff.max(staff.id.0.saturating_add(1));
        }
        let facts = self.office.apply(seq, event)?;
        self.writes.extend(facts);
        let Some(id) = fold::case_of(event) else {
            return Ok(());
        };
        let mut slot = self.case(id)?.now.clone();
        let before = slot.clone();
        let office = &self.office;
        fold::apply(&mut slot, seq, event, &|staff| office.staff_name(staff))?;
        for effect in effects_of(before.as_ref(), event) {
            match effect {
                Effect::Count(key, by) => *self.counts.entry(key).or_default() += by,
                Effect::Mark(key) => drop(self.writes.insert(key, Some(Vec::new()))),
                Effect::Unmark(key) => drop(self.writes.insert(key, None)),
            }
        }
        self.head.next_case = self.head.next_case.max(id.0.saturating_add(1));
        self.case(id)?.now = slot;
        Ok(())
    }

    /// The case as of now, read from the shelf the first time.
    fn case(&mut self, id: CaseId) -> Result<&mut Changing<Option<Case>>, StoreFault> {
        match self.cases.entry(id) {
            std::collections::btree_map::Entry::Occupied(known) => Ok(known.into_mut()),
            std::collections::btree_map::Entry::Vacant(vacant) => {
                let before: Option<Case> = self
                    .shelf
                    .get(&keys::case(id))?
                    .map(|bytes| decode("case", &bytes))
                    .transpose()?;
                let now = before.clone();
                Ok(vacant.insert(Changing { before, now }))
            }
        }
    }

    /// The person as of now, read from the shelf the first time.
    fn person(&mut self, id: PersonId) -> Result<&mut Changing<Known>, StoreFault> {
        match self.people.entry(id) {
            std::collections::btree_map::Entry::Occupied(known) => Ok(known.into_mut()),
            std::collections::btree_map::Entry::Vacant(vacant) => {
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
        let mut touched: BTreeSet<CaseId> = self.cases.keys().copied().collect();
        for person in self.people.values() {
            if person.before.identity != person.now.identity {
                touched.extend(&person.now.cases);
            }
        }
        for id in touched {
            self.case(id)?;
            self.project(id)?;
        }
        for (id, case) in &self.cases {
            if let Some(now) = &case.now
                && case.before != case.now
            {
                self.writes
                    .insert(keys::case(*id), Some(encode("case", now)?));
            }
        }
        for (id, person) in &self.people {
            if person.before != person.now {
                self.writes
                    .insert(keys::person(*id), Some(encode("person", &person.now)?));
            }
        }
        self.settle_counts()?;
        self.drop_old_keys()?;
        self.writes
            .insert(keys::head(), Some(encode("head", &self.head)?));
        Ok(Folded {
            writes: self.writes,
            office: self.office,
            head: self.head,
        })
    }

    /// Brings the list of cases of each person up to date with the households.
    fn join_members(&mut self) -> Result<(), StoreFault> {
        let mut moves: Vec<(PersonId, CaseId, Member)> = Vec::new();
        for (id, case) in &self.cases {
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
    fn project(&mut self, id: CaseId) -> Result<(), StoreFault> {
        let Some(case) = self.cases.get(&id).cloned() else {
            return Ok(());
        };
        for person in members(case.before.as_ref())
            .union(&members(case.now.as_ref()))
            .copied()
        {
            self.person(person)?;
        }
        let people = &self.people;
        let before = records_of(case.before.as_ref(), self.weights, &|person| {
            people.get(&person)?.before.identity.as_ref()
        })?;
        let now = records_of(case.now.as_ref(), self.weights, &|person| {
            people.get(&person)?.now.identity.as_ref()
        })?;
        for (key, by) in &before.counts {
            *self.counts.entry(key.clone()).or_default() -= by;
        }
        for (key, by) in &now.counts {
            *self.counts.entry(key.clone()).or_default() += by;
        }
        for key in before.values.keys() {
            if !now.values.contains_key(key) {
                self.writes.insert(key.clone(), None);
            }
        }
        for (key, value) in now.values {
            if before.values.get(&key) != Some(&value) {
                self.writes.insert(key, Some(value));
            }
        }
        Ok(())
    }

    /// Adds the differences to the counters; a counter that comes to nothing is not stored.
    fn settle_counts(&mut self) -> Result<(), StoreFault> {
        for (key, by) in std::mem::take(&mut self.counts) {
            if by == 0 {
                continue;
            }
            let before: i64 = self
                .shelf
                .get(&key)?
                .map_or(Ok(0), |bytes| decode("count", &bytes))?;
            let now = before.saturating_add(by);
            let value = if now == 0 {
                None
            } else {
                Some(encode("count", &now)?)
            };
            self.writes.insert(key, value);
        }
        Ok(())
    }

    /// Forgets the idempotency keys of entries that are too old.
    fn drop_old_keys(&mut self) -> Result<(), StoreFault> {
        let keep_from = self.head.at.seq.saturating_sub(IDEMPOTENCY_ENTRIES) + 1;
        for seq in self.head.keys_dropped + 1..keep_from {
            let age = keys::idempotency_age(seq);
            let fresh = self.writes.get(&age).cloned().flatten();
            let key = match fresh {
                Some(key) => Some(key),
                None => self.shelf.get(&age)?,
            };
            if let Some(key) = key {
                self.drop_key(seq, &String::from_utf8_lossy(&key))?;
                self.writes.insert(age, None);
            }
            self.head.keys_dropped = seq;
        }
        Ok(())
    }

    /// Forgets one key, unless a newer entry has it too.
    fn drop_key(&mut self, seq: u64, text: &str) -> Result<(), StoreFault> {
        let key = keys::idempotency(text);
        let holder = match self.writes.get(&key) {
            Some(fresh) => fresh.clone(),
            None => self.shelf.get(&key)?,
        };
        if let Some(holder) = holder
            && decode::<u64>("seq", &holder)? == seq
        {
            self.writes.insert(key, None);
        }
        Ok(())
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

/// What one case adds to the projections, besides itself.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Projected {
    /// Keys with their values.
    pub values: BTreeMap<Vec<u8>, Vec<u8>>,
    /// Counters and by how much.
    pub counts: BTreeMap<Vec<u8>, i64>,
}

/// What a case adds to the projections, given who its members are.
pub fn records_of<'p>(
    case: Option<&Case>,
    weights: &QueueWeights,
    who: &dyn Fn(PersonId) -> Option<&'p Identity>,
) -> Result<Projected, StoreFault> {
    let Some(case) = case else {
        return Ok(Projected::default());
    };
    let mut projected = Projected::default();
    let head = case
        .household
        .members
        .first()
        .and_then(|member| who(member.person))
        .map_or_else(Personal::default, |identity| identity.name.clone());
    let row = Row::of(case, head);
    projected.values.extend(row.records(weights)?);
    for key in row.counts() {
        *projected.counts.entry(key).or_default() += 1;
    }
    if matches!(
        case.review.status,
        Status::Proposed | Status::Approved | Status::Confirmed
    ) {
        for level in keys::levels(&case.area) {
            let key = keys::month(level, case.review.due.month(), MonthCount::Done);
            *projected.counts.entry(key).or_default() += 1;
        }
    }
    let township = case.area.township();
    projected.counts.insert(keys::township(&township.0), 1);
    let village = Key::of(Kind::Village).text(&case.area.0).long(case.id.0);
    projected.values.insert(village.bytes(), Vec::new());
    for (key, value) in search::terms_of(case, who) {
        projected.values.insert(key, value);
    }
    Ok(projected)
}

/// What an event adds to the projections that the case itself does not tell.
pub enum Effect {
    /// Adds to a counter.
    Count(Vec<u8>, i64),
    /// Sets a mark.
    Mark(Vec<u8>),
    /// Takes a mark away.
    Unmark(Vec<u8>),
}

/// The effects of an event on a case as it was before.
pub fn effects_of(before: Option<&Case>, event: &Event) -> Vec<Effect> {
    let signed = |staff, day, case: CaseId| keys::signed(staff, day).long(case.0).bytes();
    match event {
        Event::CaseOpened { new, .. } => keys::levels(&new.area)
            .map(|level| Effect::Count(keys::month(level, new.due.month(), MonthCount::Due), 1))
            .collect(),
        Event::ReviewProposed { case, proposal } => {
            vec![Effect::Mark(signed(proposal.by, proposal.day, *case))]
        }
        Event::ProposalWithdrawn { case } => before
            .and_then(|before| before.review.proposal.as_ref())
            .map(|proposal| Effect::Unmark(signed(proposal.by, proposal.day, *case)))
            .into_iter()
            .collect(),
        Event::ReviewApproved { case, by, day, .. }
        | Event::ReviewConfirmed { case, by, day, .. } => {
            vec![Effect::Mark(signed(*by, *day, *case))]
        }
        Event::DecisionInForce { next_due, .. } => before.map_or_else(Vec::new, |before| {
            let done = (before.review.due, MonthCount::Done);
            let due = next_due.map(|day| (day, MonthCount::Due));
            keys::levels(&before.area)
                .flat_map(|level| {
                    std::iter::once(done).chain(due).map(move |(day, which)| {
                        Effect::Count(keys::month(level, day.month(), which), 1)
                    })
                })
                .collect()
        }),
        Event::OfficeOpened { .. }
        | Event::AreaSet { .. }
        | Event::StaffRegistered { .. }
        | Event::StaffChanged { .. }
        | Event::PolicyValueSet { .. }
        | Event::PersonRecorded { .. }
        | Event::HouseholdReplaced { .. }
        | Event::CaseClaimed { .. }
        | Event::CaseReleased { .. }
        | Event::CaseSkipped { .. }
        | Event::CaseHeld { .. }
        | Event::CaseWoken { .. }
        | Event::AlertRaised { .. }
        | Event::AlertSettled { .. }
        | Event::VisitRecorded { .. }
        | Event::HearingRecorded { .. }
        | Event::ReportRecorded { .. }
        | Event::ReviewReturned { .. }
        | Event::ImportStarted { .. }
        | Event::ImportFinished { .. }
        | Event::ImportStopped { .. } => Vec::new(),
    }
}
