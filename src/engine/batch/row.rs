//! One household of a batch: whether it is concerned, and what becomes of it.

use super::{price, reckoned::Reckoned, standard};
use crate::{
    domain::{
        batch::{BatchKind, BatchRow, facts_of},
        calendar::Day,
        case::Case,
        money::Fen,
    },
    engine::world::World,
};

/// The row of a case; `None` if the batch does not concern it.
pub(super) fn row(world: &World<'_>, case: &Case, kind: BatchKind, on: Day) -> Option<BatchRow> {
    let concerned = match kind {
        BatchKind::Standard { from } => standard::concerns(world, case, from, on),
        BatchKind::Price { month } => price::concerns(world, case, month),
    };
    if !concerned {
        return None;
    }
    let reckoned = reckon(world, case, kind, on);
    Some(BatchRow {
        case: case.id,
        facts: facts_of(case, kind),
        area: case.area.clone(),
        programme: case.programme,
        setting: case.setting,
        persons: reckoned.persons,
        paid: case.benefit.map_or(Fen::ZERO, |benefit| benefit.month),
        result: reckoned.result,
    })
}

/// What becomes of a case that the batch concerns.
pub(super) fn reckon(world: &World<'_>, case: &Case, kind: BatchKind, on: Day) -> Reckoned {
    match kind {
        BatchKind::Standard { from } => standard::reckon(world, case, from, on),
        BatchKind::Price { month } => price::reckon(world, case, month, on),
    }
}
