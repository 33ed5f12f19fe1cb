//! What a case adds to the projections besides itself: a pure function of the case and of its members'
//! identities. A change is the difference of before and after; a rebuild takes it of every case as it is now.

use std::collections::BTreeMap;

use super::{
    base::Writes,
    fault::StoreFault,
    keys::{self, Key, Kind, MonthCount},
    row::Row,
    search::{self, Who},
    shelf::Record,
};
use crate::domain::{
    case::Case, ids::PersonId, person::Personal, queue::QueueWeights, review::Status,
};

/// The head of a household: who stands first.
pub fn head_of(case: &Case) -> Option<PersonId> {
    case.household.members.first().map(|member| member.person)
}

/// The row of a case.
pub fn row_of(case: &Case, weights: &QueueWeights, who: Who<'_, '_>) -> Row {
    let head = head_of(case)
        .and_then(who)
        .map_or_else(Personal::default, |identity| identity.name.clone());
    Row::of(case, head, weights)
}

/// What a row adds to the queues, and what it adds to the counters.
pub fn queued(
    row: &Row,
    weights: &QueueWeights,
) -> Result<(Vec<Record>, Vec<Vec<u8>>), StoreFault> {
    let mut counts = row.counts();
    if matches!(
        row.status,
        Status::Proposed | Status::Approved | Status::Confirmed
    ) {
        counts.extend(
            keys::levels(&row.area)
                .map(|level| keys::month(level, row.review_due.month(), MonthCount::Done)),
        );
    }
    Ok((row.records(weights)?, counts))
}

/// The keys under which a search finds a case; `township` is the number of its township.
pub fn found_under(case: &Case, township: u64, who: Who<'_, '_>) -> Vec<Vec<u8>> {
    let mut found = search::terms_of(case, township, who);
    let village = Key::of(Kind::Village).text(&case.area.0).long(case.id.0);
    found.push(village.bytes());
    found
}

/// Everything a rebuild stores of a case, and what it counts.
pub fn all_of(
    case: &Case,
    weights: &QueueWeights,
    township: u64,
    who: Who<'_, '_>,
) -> Result<(Vec<Record>, Vec<Vec<u8>>), StoreFault> {
    let (mut records, counts) = queued(&row_of(case, weights, who), weights)?;
    let found = found_under(case, township, who);
    records.extend(found.into_iter().map(|key| (key, Vec::new())));
    Ok((records, counts))
}

/// Writes the difference between two sets of records.
pub fn difference(before: Vec<Record>, now: Vec<Record>, writes: &mut Writes) {
    let mut before: BTreeMap<Vec<u8>, Vec<u8>> = before.into_iter().collect();
    for (key, value) in now {
        if before.remove(&key).as_ref() != Some(&value) {
            writes.insert(key, Some(value));
        }
    }
    for (key, _) in before {
        writes.insert(key, None);
    }
}
