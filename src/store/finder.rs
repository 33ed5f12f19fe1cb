//! Who is a member of which case, while a whole journal is gathered in memory.
//!
//! What comes in must not be taken in twice, so a number has to be found before any index is written. Only a
//! sum of each number is kept: whoever asks looks at what is found there.

use std::collections::BTreeSet;

use super::{block::record_sum, search::plain};
use crate::domain::ids::{CaseId, PersonId};

/// Finds cases by their number and by those of their members.
#[derive(Debug, Default)]
pub struct Finder {
    cases: BTreeSet<(u64, CaseId)>,
    people: BTreeSet<(u64, PersonId)>,
    members: BTreeSet<(PersonId, CaseId)>,
}

/// The sum of a number as it is compared; `None` of one that is empty.
fn sum(number: &str) -> Option<u64> {
    let number = plain(number);
    (!number.is_empty()).then(|| record_sum(number.as_bytes(), &[]))
}

impl Finder {
    /// A case has this number from now on.
    pub fn case(&mut self, number: &str, case: CaseId) {
        self.cases.extend(sum(number).map(|sum| (sum, case)));
    }

    /// A person has this ID number from now on.
    pub fn person(&mut self, number: &str, person: PersonId) {
        self.people.extend(sum(number).map(|sum| (sum, person)));
    }

    /// The members of a case are others now.
    pub fn members(&mut self, case: CaseId, before: &[PersonId], now: &[PersonId]) {
        if before == now {
            return;
        }
        for person in before {
            self.members.remove(&(*person, case));
        }
        self.members
            .extend(now.iter().map(|person| (*person, case)));
    }

    /// Cases that may have this number, in order.
    pub fn cases_numbered(&self, number: &str) -> impl Iterator<Item = CaseId> + '_ {
        within(&self.cases, sum(number), CaseId(0), CaseId(u64::MAX))
    }

    /// People who may have this ID number, in order.
    pub fn people_numbered(&self, number: &str) -> impl Iterator<Item = PersonId> + '_ {
        within(&self.people, sum(number), PersonId(0), PersonId(u64::MAX))
    }

    /// The cases of which a person is a member, in order.
    pub fn cases_of(&self, person: PersonId) -> impl Iterator<Item = CaseId> + '_ {
        within(&self.members, Some(person), CaseId(0), CaseId(u64::MAX))
    }

    /// Everybody who is a member of a case, with it, in order.
    pub fn all_members(&self) -> impl Iterator<Item = (PersonId, CaseId)> + '_ {
        self.members.iter().copied()
    }
}

fn within<K: Ord + Copy, V: Ord + Copy>(
    set: &BTreeSet<(K, V)>,
    key: Option<K>,
    first: V,
    last: V,
) -> impl Iterator<Item = V> + '_ {
    key.into_iter()
        .flat_map(move |key| set.range((key, first)..=(key, last)))
        .map(|(_, found)| *found)
}
