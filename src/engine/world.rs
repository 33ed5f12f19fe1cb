//! What a handler may know: the actor, the day, the law, and the office as folded, with what the running
//! batch has decided so far laid over it.

use std::{borrow::Cow, collections::BTreeMap};

use super::refusal::{Refusal, Trouble};
use crate::{
    base::limits,
    domain::{
        calendar::Day,
        case::Case,
        ids::{CaseId, PersonId, StaffId},
        person::{Identity, Personal},
        queue::QueueId,
        staff::Staff,
    },
    policy::Policy,
    store::{OfficeState, QueueView, Store},
};

/// What the commands of one unit have decided before it is written.
#[derive(Debug)]
pub(super) struct Overlay {
    cases: BTreeMap<CaseId, Case>,
    people: BTreeMap<PersonId, Identity>,
    numbers: BTreeMap<String, CaseId>,
    members: BTreeMap<String, CaseId>,
    opened: u64,
    last_person: Option<PersonId>,
}

impl Overlay {
    /// Nothing decided yet.
    pub const fn new() -> Self {
        Self {
            cases: BTreeMap::new(),
            people: BTreeMap::new(),
            numbers: BTreeMap::new(),
            members: BTreeMap::new(),
            opened: 0,
            last_person: None,
        }
    }

    /// Lays what one command came to over the world of the next one.
    pub fn lay(&mut self, case: Option<Case>, people: Vec<Identity>) {
        for identity in &people {
            if let (Some(case), false) = (&case, identity.number.is_empty()) {
                self.members
                    .insert(identity.number.reveal().to_owned(), case.id);
            }
        }
        for identity in people {
            self.last_person = self.last_person.max(Some(identity.person));
            self.people.insert(identity.person, identity);
        }
        if let Some(case) = case {
            if !self.cases.contains_key(&case.id) && !self.numbers.contains_key(&case.number) {
                self.numbers.insert(case.number.clone(), case.id);
            }
            self.opened = self.opened.max(case.id.0 + 1);
            self.cases.insert(case.id, case);
        }
    }
}

/// The world as one command sees it.
pub(super) struct World<'a> {
    /// Who asks.
    pub actor: &'a Staff,
    /// The folded office.
    pub store: &'a Store,
    /// The law.
    pub policy: &'a Policy,
    /// Today.
    pub today: Day,
    overlay: &'a Overlay,
}

impl<'a> World<'a> {
    /// The world of one command or question.
    pub const fn new(
        actor: &'a Staff,
        store: &'a Store,
        overlay: &'a Overlay,
        policy: &'a Policy,
        today: Day,
    ) -> Self {
        Self {
            actor,
            store,
            policy,
            today,
            overlay,
        }
    }

    /// The same world as of another day, for what was listed on that day.
    pub const fn as_of(&self, day: Day) -> Self {
        Self {
            today: day,
            ..*self
        }
    }

    /// The office, its areas, staff and values.
    pub fn office(&self) -> &OfficeState {
        self.store.office()
    }

    /// A case, if there is one and the actor acts where it lies.
    pub fn case(&self, id: CaseId) -> Result<Case, Trouble> {
        let case = match self.overlay.cases.get(&id) {
            Some(case) => Some(case.clone()),
            None => self.store.case(id)?,
        };
        let case = case.ok_or(Refusal::UnknownCase)?;
        super::permit::area(self.actor, &case.area)?;
        Ok(case)
    }

    /// The record of a person.
    pub fn identity(&self, person: PersonId) -> Result<Identity, Trouble> {
        if let Some(identity) = self.overlay.people.get(&person) {
            return Ok(identity.clone());
        }
        let found = self.store.identity(person)?;
        Ok(found.ok_or_else(|| Refusal::Unknown {
            what: format!("人员 {}", person.0),
        })?)
    }

    /// A member of staff.
    pub fn staff(&self, id: StaffId) -> Option<&Staff> {
        self.office().staff.get(&id)
    }

    /// The name of a member of staff, or its number where the register does not know it.
    pub fn staff_name(&self, id: StaffId) -> String {
        self.staff(id)
            .map_or_else(|| format!("工作人员 {}", id.0), |staff| staff.name.clone())
    }

    /// The case with this number.
    pub fn case_by_number(&self, number: &str) -> Result<Option<CaseId>, Trouble> {
        match self.overlay.numbers.get(number) {
            Some(&id) => Ok(Some(id)),
            None => Ok(self.store.case_by_number(number)?),
        }
    }

    /// Another open case in which somebody with this ID number is a member.
    pub fn other_case_of(
        &self,
        number: &str,
        own: Option<CaseId>,
    ) -> Result<Option<(CaseId, String)>, Trouble> {
        if number.is_empty() {
            return Ok(None);
        }
        let mut found: Vec<CaseId> = self
            .overlay
            .members
            .get(number)
            .copied()
            .into_iter()
            .collect();
        found.extend(self.store.cases_of(&Personal::new(number))?);
        for id in found {
            if Some(id) == own {
                continue;
            }
            let case = match self.overlay.cases.get(&id) {
                Some(case) => Some(Cow::Borrowed(case)),
                None => self.store.case(id)?.map(Cow::Owned),
            };
            if let Some(case) = case {
                return Ok(Some((id, case.number.clone())));
            }
        }
        Ok(None)
    }

    /// A queue as the actor sees it today.
    pub fn queue(&self, queue: QueueId) -> QueueView<'_> {
        QueueView {
            queue,
            area: &self.actor.area,
            staff: self.actor.id,
            today: self.today,
        }
    }

    /// The id the next opened case gets.
    pub fn next_case(&self) -> CaseId {
        CaseId(self.store.next_case_id().0.max(self.overlay.opened))
    }

    /// The id the next recorded person gets.
    pub fn next_person(&self) -> PersonId {
        let stored = self.store.next_person_id();
        self.overlay
            .last_person
            .map_or(stored, |last| stored.max(PersonId(last.0 + 1)))
    }

    /// The id the next member of staff gets.
    pub fn next_staff(&self) -> StaffId {
        self.store.next_staff_id()
    }

    /// The last day of a claim made today: some working days, civil days where the year's calendar is unknown.
    pub fn lease_end(&self) -> Day {
        self.policy
            .calendar()
            .after_workdays(self.today, limits::LEASE_WORKDAYS)
            .ok()
            .or_else(|| self.today.add_days(i64::from(limits::LEASE_WORKDAYS) + 2))
            .unwrap_or(self.today)
    }
}
