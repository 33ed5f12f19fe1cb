//! Walking through the cases of an area and listing the rows of a batch.

use super::row;
use crate::{
    base::limits,
    domain::{
        batch::{BatchPlan, BatchRow},
        calendar::Day,
        case::Case,
        ids::CaseId,
    },
    engine::{conditions, permit, refusal::Trouble, world::World},
};

/// What was found among some cases.
pub(in crate::engine) struct Looked {
    /// The rows with their cases.
    pub rows: Vec<(BatchRow, Case)>,
    /// Cases looked at.
    pub cases: u32,
    /// The last of them.
    pub last: Option<CaseId>,
    /// There are no more cases.
    pub complete: bool,
}

/// Looks at cases after this one until there are so many rows, or enough cases were looked at.
///
/// # Errors
/// A refusal where the actor does not act there, or a fault of reading.
pub(in crate::engine) fn look(
    world: &World<'_>,
    plan: &BatchPlan,
    on: Day,
    (after, rows_max): (Option<CaseId>, usize),
) -> Result<Looked, Trouble> {
    permit::area(world.actor, &plan.area)?;
    let mut found = Looked {
        rows: Vec::new(),
        cases: 0,
        last: after,
        complete: false,
    };
    while (found.cases as usize) < limits::BATCH_CASES_AT_ONCE && found.rows.len() < rows_max {
        let left = limits::BATCH_CASES_AT_ONCE - found.cases as usize;
        let wanted = left.min(rows_max);
        let cases = world.store.cases_after(found.last, wanted)?;
        found.complete = cases.len() < wanted;
        for case in cases {
            if found.rows.len() == rows_max {
                found.complete = false;
                break;
            }
            found.cases += 1;
            found.last = Some(case.id);
            if is_within(plan, &case)
                && let Some(row) = row_of(world, plan, on, &case)
            {
                found.rows.push((row, case));
            }
        }
        if found.complete {
            break;
        }
    }
    Ok(found)
}

/// Whether a case lies where the batch acts.
pub(in crate::engine) fn is_within(plan: &BatchPlan, case: &Case) -> bool {
    plan.area.contains(&case.area)
}

/// The row of a case; who is related to the office needs a third person, which a batch has only where it is confirmed.
fn row_of(world: &World<'_>, plan: &BatchPlan, on: Day, case: &Case) -> Option<BatchRow> {
    let mut row = row::row(world, case, plan.kind, on)?;
    if case.kin_registered
        && row.is_carried()
        && !conditions::batch_is_confirmed(world, &case.area).unwrap_or(true)
    {
        row.result = crate::domain::batch::RowResult::Left(crate::domain::batch::WhyLeft::Kin);
    }
    Some(row)
}
