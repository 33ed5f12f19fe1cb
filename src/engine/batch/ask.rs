//! Questions about batches: what one would come to, its rows, and what waits for a signature.

use super::{list, price};
use crate::{
    base::limits,
    domain::{
        area::Setting,
        batch::{Batch, BatchKind, BatchPlan, BatchRow, BatchStatus, Totals},
        calendar::Day,
        case::Case,
        ids::CaseId,
        person::Personal,
        price::PriceMonth,
        staff::Role,
    },
    engine::{
        answer::{
            Answer, BatchPage, BatchRowView, BatchSum, BatchView, DeskNotice, PriceEach, PriceView,
            RowEnd,
        },
        law,
        query::{Query, WhichRows},
        refusal::{Refusal, Trouble},
        world::World,
    },
};

/// Answers a question about batches.
///
/// # Errors
/// A refusal where the actor may not see it, or a fault of reading.
pub(in crate::engine) fn answer(world: &World<'_>, query: Query) -> Result<Answer, Trouble> {
    Ok(match query {
        Query::BatchSum { plan, after } => Answer::BatchSum(Box::new(sum(world, &plan, after)?)),
        Query::BatchPreview {
            plan,
            which,
            from,
            limit,
        } => Answer::BatchRows(preview(world, &plan, which, (from, limit))?),
        Query::BatchRows {
            batch,
            which,
            from,
            limit,
        } => Answer::BatchRows(rows(world, batch, which, (from, limit))?),
        Query::Batches => Answer::Batches(batches(world)),
        Query::Prices => Answer::Prices(prices(world)),
        other => {
            return Err(Refusal::Unknown {
                what: format!("{other:?}"),
            }
            .into());
        }
    })
}

/// What the rows of some cases come to.
fn sum(world: &World<'_>, plan: &BatchPlan, after: Option<CaseId>) -> Result<BatchSum, Trouble> {
    plausible(world, plan)?;
    let found = list::look(world, plan, world.today, (after, usize::MAX))?;
    let mut totals = Totals::default();
    found.rows.iter().for_each(|(row, _)| totals.add(row));
    Ok(BatchSum {
        totals,
        looked: found.cases,
        last: found.last.filter(|_| !found.complete),
        of: world.store.case_count(),
    })
}

/// Refuses a plan that could list nothing: a month to come, or one without the prices that start it.
///
/// # Errors
/// The refusal that names the month.
pub(in crate::engine) fn plausible(world: &World<'_>, plan: &BatchPlan) -> Result<(), Refusal> {
    match plan.kind {
        BatchKind::Standard { from } if from > world.today.month() => Err(Refusal::BadValue {
            field: "起始月份".to_owned(),
            why: "不能晚于本月".to_owned(),
        }),
        BatchKind::Standard { .. } => Ok(()),
        BatchKind::Price { month } => {
            let prices = price::prices_of(world, month)?;
            let of = |setting| price::reached(world, &plan.area, prices, (setting, 1));
            let triggered = [Setting::Rural, Setting::Urban]
                .into_iter()
                .any(|setting| of(setting).is_ok_and(|found| found.triggered));
            if triggered {
                return Ok(());
            }
            of(Setting::Rural)?;
            Err(Refusal::PricesNotReached { month })
        }
    }
}

fn is_wanted(row: &BatchRow, end: Option<&RowEnd>, which: WhichRows) -> bool {
    let refused = matches!(end, Some(RowEnd::Left(_)));
    match which {
        WhichRows::All => true,
        WhichRows::Gets => row.is_carried() && !refused,
        WhichRows::Left => {
            refused || matches!(row.result, crate::domain::batch::RowResult::Left(_))
        }
    }
}

/// Rows a batch would have; the place of a page is the id of the case it begins after.
fn preview(
    world: &World<'_>,
    plan: &BatchPlan,
    which: WhichRows,
    (from, limit): (u64, u32),
) -> Result<BatchPage, Trouble> {
    plausible(world, plan)?;
    let limit = (limit as usize).clamp(1, limits::QUEUE_PAGE_ROWS_MAX);
    let mut after = (from > 0).then_some(CaseId(from));
    let mut rows = Vec::new();
    loop {
        let found = list::look(world, plan, world.today, (after, limit))?;
        for (row, case) in found.rows {
            if !is_wanted(&row, None, which) {
                continue;
            }
            after = Some(case.id);
            rows.push(view(world, row, &case, None)?);
            if rows.len() == limit {
                let next = after.map(|case| case.0);
                return Ok(BatchPage { rows, next });
            }
        }
        if found.complete {
            return Ok(BatchPage { rows, next: None });
        }
        after = found.last;
    }
}

/// Rows of a batch as they were listed; the place of a page is its part and the place in it.
fn rows(
    world: &World<'_>,
    number: u32,
    which: WhichRows,
    (from, limit): (u64, u32),
) -> Result<BatchPage, Trouble> {
    let found = world.office().batches.get(&number);
    let batch = found.ok_or_else(|| Refusal::Unknown {
        what: format!("批次 {number}"),
    })?;
    let limit = (limit as usize).clamp(1, limits::QUEUE_PAGE_ROWS_MAX);
    let mut rows = Vec::new();
    let part_rows = limits::BATCH_PART_ROWS as u64;
    let (first, skip) = (from / part_rows, from % part_rows);
    let mut skip = usize::try_from(skip).unwrap_or(0);
    for chunk in u32::try_from(first).unwrap_or(u32::MAX)..batch.chunks {
        let (listed, left) = world.store.batch_rows(number, chunk)?;
        for (place, row) in listed
            .into_iter()
            .enumerate()
            .skip(std::mem::take(&mut skip))
        {
            let end = end_of(batch, chunk, place, &row, &left);
            let seen = world.actor.area.contains(&row.area);
            if !seen || !is_wanted(&row, end.as_ref(), which) {
                continue;
            }
            if rows.len() == limit {
                let next = u64::from(chunk) * part_rows + place as u64;
                return Ok(BatchPage {
                    rows,
                    next: Some(next),
                });
            }
            let case = world.case(row.case)?;
            rows.push(view(world, row, &case, end)?);
        }
    }
    Ok(BatchPage { rows, next: None })
}

/// What became of a row, once its part was carried out.
fn end_of(
    batch: &Batch,
    chunk: u32,
    place: usize,
    row: &BatchRow,
    left: &[(u32, crate::domain::batch::WhyLeft)],
) -> Option<RowEnd> {
    if chunk >= batch.carried || !row.is_carried() {
        return None;
    }
    let why = left.iter().find(|(at, _)| *at as usize == place);
    Some(why.map_or(RowEnd::Written, |(_, why)| RowEnd::Left(why.clone())))
}

fn view(
    world: &World<'_>,
    row: BatchRow,
    case: &Case,
    done: Option<RowEnd>,
) -> Result<BatchRowView, Trouble> {
    let head = match case.household.members.first() {
        Some(member) => world.identity(member.person)?.name,
        None => Personal::default(),
    };
    Ok(BatchRowView {
        number: case.number.clone(),
        head,
        village: world.office().area_name(&case.area),
        row,
        done,
    })
}

/// All batches that touch the actor's area, the newest first.
fn batches(world: &World<'_>) -> Vec<BatchView> {
    let touches = |batch: &&Batch| {
        let (own, area) = (&world.actor.area, &batch.plan.area);
        own.contains(area) || area.contains(own)
    };
    let name = |signed: Option<(_, Day)>| signed.map(|(by, _)| world.staff_name(by));
    let all = world.office().batches.values().rev().filter(touches);
    all.map(|batch| BatchView {
        batch: batch.clone(),
        area: world.office().area_name(&batch.plan.area),
        by: world.staff_name(batch.by),
        signed: [name(batch.approved), name(batch.confirmed)],
    })
    .collect()
}

/// The months whose prices were entered, the newest first.
pub(in crate::engine) fn prices(world: &World<'_>) -> Vec<PriceView> {
    let all = world.office().prices.values().rev();
    all.map(|prices| price_view(world, prices)).collect()
}

/// What the first screen says: batches that wait for this person, and subsidies that are due.
pub(in crate::engine) fn notices(world: &World<'_>) -> Vec<DeskNotice> {
    let has = |role| world.actor.roles.contains(&role);
    let me = world.actor.id;
    let waits = |batch: &&Batch| {
        let own = batch.by == me || batch.approved.is_some_and(|(by, _)| by == me);
        let signs = match batch.status {
            BatchStatus::Proposed => has(Role::Approver) && !own,
            BatchStatus::Approved => has(Role::Confirmer) && !own,
            BatchStatus::Carrying => true,
            BatchStatus::Listing
            | BatchStatus::Done
            | BatchStatus::Returned
            | BatchStatus::Withdrawn
            | BatchStatus::Dropped => false,
        };
        signs && world.actor.area.contains(&batch.plan.area)
    };
    let batches = world.office().batches.values().rev().filter(waits);
    let mut notices: Vec<DeskNotice> = batches
        .map(|batch| DeskNotice::Batch {
            number: batch.number,
            kind: batch.plan.kind,
            status: batch.status,
        })
        .collect();
    let due = prices(world)
        .into_iter()
        .filter(|view| view.triggered() && !view.is_paid());
    notices.extend(due.map(|view| DeskNotice::Price {
        month: view.prices.month,
        due: view.due,
        overdue_days: view.overdue_days,
    }));
    notices
}

fn price_view(world: &World<'_>, prices: &PriceMonth) -> PriceView {
    let area = &world.actor.area;
    let each = |setting| {
        price::reached(world, area, prices, (setting, 1)).map(|found| PriceEach {
            triggered: found.triggered,
            amount: found.per_person,
            steps: found.steps,
        })
    };
    let due = law::count(world, area, prices.published, "price.pay_within")
        .ok()
        .and_then(|days| {
            let calendar = world.policy.calendar();
            calendar.after_workdays(prices.published, days).ok()
        });
    let pays = |batch: &&Batch| {
        let BatchKind::Price { month } = batch.plan.kind else {
            return false;
        };
        let own = &batch.plan.area;
        month == prices.month && (own.contains(area) || area.contains(own))
    };
    let batches = world.office().batches.values().filter(pays);
    PriceView {
        prices: prices.clone(),
        each: [each(Setting::Urban), each(Setting::Rural)],
        due,
        overdue_days: due.map(|due| world.today.days_since(due)),
        batches: batches.map(|batch| (batch.number, batch.status)).collect(),
    }
}
