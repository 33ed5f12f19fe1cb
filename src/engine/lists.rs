//! Lists of cases that no screen pages through: what a full roster does not name, and everything a search finds.

use std::collections::BTreeSet;

use super::{answer::Answer, queries::searched_by, query::Covered, refusal::Trouble, world::World};
use crate::{
    base::limits::SEARCH_CASES_MAX,
    domain::{area::AreaCode, ids::CaseId, review::Status},
    journal::access::Look,
};

/// The cases a full roster would have to name and does not, in the order of their numbers in the office.
///
/// A case that has ended is not missed, and one outside the actor's area is none of theirs.
///
/// # Errors
/// A fault of reading.
pub(super) fn unlisted(
    world: &World<'_>,
    covered: &[Covered],
    listed: &[CaseId],
) -> Result<Answer, Trouble> {
    let listed: BTreeSet<CaseId> = listed.iter().copied().collect();
    let mut missing = BTreeSet::new();
    for Covered { programme, area } in covered {
        let Some(area) = narrower(area, &world.actor.area) else {
            continue;
        };
        for id in world.store.cases_of_village(area) {
            let id = id?;
            if listed.contains(&id) || missing.contains(&id) {
                continue;
            }
            let case = world.store.case(id)?;
            let stands = |case: &crate::domain::case::Case| {
                case.programme == *programme && case.review.status != Status::InForce
            };
            if case.as_ref().is_some_and(stands) {
                missing.insert(id);
            }
        }
    }
    let mut rows = Vec::with_capacity(missing.len());
    for id in missing {
        rows.extend(world.store.row(id, world.today)?);
    }
    Ok(Answer::Unlisted(rows))
}

/// The one of two areas that lies in the other.
fn narrower<'a>(one: &'a AreaCode, other: &'a AreaCode) -> Option<&'a AreaCode> {
    if one.contains(other) {
        Some(other)
    } else if other.contains(one) {
        Some(one)
    } else {
        None
    }
}

/// All cases a search finds, each once, up to a limit; logged as a search.
///
/// # Errors
/// A fault of reading.
pub(super) fn found(world: &World<'_>, text: &str) -> Result<(Answer, Option<Look>), Trouble> {
    let mut cases: Vec<CaseId> = Vec::new();
    let mut seen = BTreeSet::new();
    let area = &world.actor.area;
    for found in world.store.search(text, area, SEARCH_CASES_MAX)? {
        if seen.insert(found.case) {
            cases.push(found.case);
        }
    }
    let look = Look::Searched {
        by: searched_by(text),
        hits: u32::try_from(cases.len()).unwrap_or(u32::MAX),
    };
    Ok((Answer::CaseIds(cases), Some(look)))
}
