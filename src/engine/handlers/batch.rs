//! Making, signing and returning a batch; nobody signs twice, and nothing is signed that was not listed.

use super::decided::{Decided, tidy_line, tidy_text};
use crate::{
    base::{digest::Digest, limits},
    domain::{
        batch::{Batch, BatchEvent, BatchKind, BatchPlan, BatchRow, BatchStep, next},
        price::{PriceMonth, year_on_year},
        review::Returned,
    },
    engine::{
        assess, batch, conditions, permit,
        refusal::{Refusal, Trouble},
        world::World,
    },
    journal::event::Event,
};

fn moved(number: u32, what: BatchEvent) -> Decided {
    Decided::event(Event::BatchMoved {
        batch: number,
        what,
    })
}

/// Refuses a step the status does not allow.
fn step(batch: &Batch, step: BatchStep) -> Result<(), Refusal> {
    match next(batch.status, step) {
        Some(_) => Ok(()),
        None => Err(Refusal::BatchStep {
            status: batch.status,
        }),
    }
}

/// Enters the price indices of a month, with where they were read and when they were published.
pub(super) fn record_prices(world: &World<'_>, prices: &PriceMonth) -> Result<Decided, Trouble> {
    let bad = |field: &str, why: &str| Refusal::BadValue {
        field: field.to_owned(),
        why: why.to_owned(),
    };
    let index = |field: &str, text: &str| {
        let why = "请写指数 103.6, 或涨幅 3.6% 或 0.036";
        year_on_year(text).ok_or_else(|| bad(field, why))
    };
    let source = tidy_line("来源", &prices.source, limits::REASON_CHARS_MAX)?;
    if source.is_empty() {
        return Err(bad("来源", "不能为空").into());
    }
    if prices.month > world.today.month() {
        return Err(bad("月份", "不能晚于本月").into());
    }
    if prices.published > world.today || prices.published < prices.month.first() {
        return Err(bad("公布日期", "应在该月之内或之后, 不晚于今天").into());
    }
    let scpi = prices.scpi.as_deref().map(|text| index("SCPI", text));
    Ok(Decided::event(Event::PricesRecorded {
        prices: PriceMonth {
            month: prices.month,
            cpi: index("CPI", &prices.cpi)?,
            food: index("食品价格", &prices.food)?,
            scpi: scpi.transpose()?,
            published: prices.published,
            source,
        },
    }))
}

/// Begins a batch, unless one of its kind is under way in the same place.
pub(super) fn open(world: &World<'_>, plan: BatchPlan) -> Result<Decided, Trouble> {
    permit::area(world.actor, &plan.area)?;
    batch::plausible(world, &plan)?;
    let same = |one: &&Batch| {
        let kinds = match (one.plan.kind, plan.kind) {
            (BatchKind::Standard { .. }, BatchKind::Standard { .. }) => true,
            (BatchKind::Price { month }, BatchKind::Price { month: wanted }) => month == wanted,
            (BatchKind::Standard { .. }, BatchKind::Price { .. })
            | (BatchKind::Price { .. }, BatchKind::Standard { .. }) => false,
        };
        let (own, area) = (&one.plan.area, &plan.area);
        kinds && one.status.is_open() && (own.contains(area) || area.contains(own))
    };
    let batches = &world.office().batches;
    if let Some(one) = batches.values().find(same) {
        return Err(Refusal::BatchOpen { number: one.number }.into());
    }
    let last = batches.last_key_value().map_or(0, |(number, _)| *number);
    let number = last.saturating_add(1);
    let opened = BatchEvent::Opened {
        plan,
        by: world.actor.id,
        day: world.today,
    };
    Ok(Decided {
        batch: Some(number),
        ..moved(number, opened)
    })
}

/// Lists the next part of the rows.
pub(super) fn list(world: &World<'_>, number: u32) -> Result<Decided, Trouble> {
    let batch = batch::batch(world, number)?;
    step(batch, BatchStep::List)?;
    own(world, batch)?;
    let from = (batch.last, limits::BATCH_PART_ROWS);
    let found = batch::look(world, &batch.plan, batch.day, from)?;
    let rows: Vec<BatchRow> = found.rows.into_iter().map(|(row, _)| row).collect();
    let digest = if rows.is_empty() {
        batch.digest.clone()
    } else {
        chained(&batch.digest, &rows)
    };
    Ok(moved(
        number,
        BatchEvent::Listed {
            rows,
            last: found.last,
            complete: found.complete,
            digest,
        },
    ))
}

/// SM3 (hex) of the digest of the parts before and the rows of this one.
#[expect(
    clippy::expect_used,
    reason = "numbers, text and lists always have a JSON form, and a Vec never fails"
)]
fn chained(before: &str, rows: &[BatchRow]) -> String {
    let bytes = serde_json::to_vec(&(before, rows)).expect("rows have a JSON form");
    Digest::of(&bytes).hex()
}

/// Only who made a batch goes on with it before it is signed.
fn own(world: &World<'_>, batch: &Batch) -> Result<(), Refusal> {
    if batch.by == world.actor.id {
        Ok(())
    } else {
        Err(Refusal::MakerIsChecker {
            maker: world.staff_name(batch.by),
        })
    }
}

/// Gives up a batch that nobody has signed.
pub(super) fn give_up(world: &World<'_>, number: u32) -> Result<Decided, Trouble> {
    let found = world.office().batches.get(&number);
    let batch = found.ok_or_else(|| Refusal::Unknown {
        what: format!("批次 {number}"),
    })?;
    step(batch, BatchStep::Drop)?;
    Ok(moved(number, BatchEvent::Dropped))
}

/// 提出: signs a batch that lists exactly what the person saw.
pub(super) fn propose(world: &World<'_>, number: u32, seen: u64) -> Result<Decided, Trouble> {
    let batch = batch::batch(world, number)?;
    step(batch, BatchStep::Propose)?;
    own(world, batch)?;
    if !batch.complete {
        return Err(Refusal::BatchStep {
            status: batch.status,
        }
        .into());
    }
    if batch.totals.sum != seen || batch.day != world.today {
        return Err(Refusal::BatchDiffers.into());
    }
    if batch.totals.all.gets == 0 {
        return Err(Refusal::BatchEmpty.into());
    }
    let freeze = freeze(batch);
    Ok(moved(number, BatchEvent::Proposed { freeze }))
}

/// SM3 (hex) of exactly what is signed: the plan, who made it and when, and every row by its digest.
#[expect(
    clippy::expect_used,
    reason = "numbers, text and lists always have a JSON form, and a Vec never fails"
)]
fn freeze(batch: &Batch) -> String {
    let signed = (
        batch.number,
        &batch.plan,
        batch.by,
        batch.day,
        &batch.digest,
    );
    let bytes = serde_json::to_vec(&signed).expect("a batch has a JSON form");
    Digest::of(&bytes).hex()
}

/// 撤回: takes one's own batch back before anyone has signed it.
pub(super) fn withdraw(world: &World<'_>, number: u32) -> Result<Decided, Trouble> {
    let batch = batch::batch(world, number)?;
    step(batch, BatchStep::Withdraw)?;
    own(world, batch)?;
    Ok(moved(number, BatchEvent::Withdrawn))
}

/// 退回: sends a batch back with a reason; a new one is made of it.
pub(super) fn send_back(world: &World<'_>, number: u32, reason: &str) -> Result<Decided, Trouble> {
    let batch = batch::batch(world, number)?;
    step(batch, BatchStep::Return)?;
    let reason = tidy_text("退回原因", reason, limits::NOTE_CHARS_MAX)?;
    if reason.is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    let returned = Returned {
        by: world.actor.id,
        day: world.today,
        reason,
    };
    Ok(moved(number, BatchEvent::Returned { returned }))
}

/// Whether the actor may sign what was frozen: exactly that, in time, and with no earlier part in it.
fn to_sign(world: &World<'_>, batch: &Batch, seen: &str) -> Result<(), Refusal> {
    if batch.freeze != seen || freeze(batch) != batch.freeze {
        return Err(Refusal::FreezeDiffers);
    }
    let me = world.actor.id;
    if batch.by == me || batch.approved.is_some_and(|(by, _)| by == me) {
        return Err(Refusal::MakerIsChecker {
            maker: world.actor.name.clone(),
        });
    }
    // Arrears end before the month of effect as it was when the rows were listed.
    match assess::month_of_increase(world, &batch.plan.area, batch.day) {
        Ok(effective)
            if world.today.month() > effective
                && matches!(batch.plan.kind, BatchKind::Standard { .. }) =>
        {
            Err(Refusal::BatchTooLate { effective })
        }
        Ok(_) => Ok(()),
        Err(refusal) => Err(refusal),
    }
}

/// 审核: approves exactly the rows that were listed.
pub(super) fn approve(world: &World<'_>, number: u32, seen: &str) -> Result<Decided, Trouble> {
    let batch = batch::batch(world, number)?;
    step(batch, BatchStep::Approve)?;
    to_sign(world, batch, seen)?;
    let decides = !conditions::batch_is_confirmed(world, &batch.plan.area)?;
    Ok(moved(
        number,
        BatchEvent::Approved {
            by: world.actor.id,
            day: world.today,
            freeze: batch.freeze.clone(),
            decides,
        },
    ))
}

/// 确认: confirms exactly what was approved.
pub(super) fn confirm(world: &World<'_>, number: u32, seen: &str) -> Result<Decided, Trouble> {
    let batch = batch::batch(world, number)?;
    step(batch, BatchStep::Confirm)?;
    to_sign(world, batch, seen)?;
    Ok(moved(
        number,
        BatchEvent::Confirmed {
            by: world.actor.id,
            day: world.today,
            freeze: batch.freeze.clone(),
        },
    ))
}
