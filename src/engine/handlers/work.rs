//! Taking, putting back, skipping and holding a case.

use super::decided::{Decided, tidy_line};
use crate::{
    base::limits,
    domain::{
        calendar::Day,
        case::Case,
        ids::CaseId,
        review::{Hold, HoldKind, ReviewStep, Skip, next},
    },
    engine::{
        refusal::{Refusal, Trouble},
        world::World,
    },
    journal::event::Event,
};

/// Refuses if a colleague has the case and the lease has not ended.
pub(super) fn unclaimed_by_others(world: &World<'_>, case: &Case) -> Result<(), Refusal> {
    match case.review.claim {
        Some(claim) if claim.by != world.actor.id && claim.until >= world.today => {
            Err(Refusal::ClaimedByOther {
                by: world.staff_name(claim.by),
                until: claim.until,
            })
        }
        _ => Ok(()),
    }
}

/// The state of the review after a step.
///
/// # Errors
/// [`Refusal::IllegalStep`].
pub(super) fn step(case: &Case, step: ReviewStep) -> Result<(), Refusal> {
    next(case.review.status, step)
        .map(|_| ())
        .map_err(|illegal| Refusal::IllegalStep {
            status: illegal.status,
            step: illegal.step,
        })
}

/// 领办: takes a case and locks it for some working days.
pub(super) fn claim(world: &World<'_>, id: CaseId) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    unclaimed_by_others(world, &case)?;
    step(&case, ReviewStep::Claim)?;
    let until = world.lease_end();
    Ok(Decided::on(
        id,
        Event::CaseClaimed {
            case: id,
            by: world.actor.id,
            until,
        },
    ))
}

/// 放回.
pub(super) fn release(world: &World<'_>, id: CaseId) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    unclaimed_by_others(world, &case)?;
    step(&case, ReviewStep::Release)?;
    Ok(Decided::on(id, Event::CaseReleased { case: id }))
}

/// 跳过: the case goes behind the others of today.
pub(super) fn skip(world: &World<'_>, id: CaseId, reason: &str) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    unclaimed_by_others(world, &case)?;
    // Whoever may propose may also put it off; the status itself does not move.
    step(&case, ReviewStep::Propose)?;
    let reason = tidy_line("跳过原因", reason, limits::REASON_CHARS_MAX)?;
    if reason.is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    let skip = Skip {
        by: world.actor.id,
        day: world.today,
        reason,
    };
    Ok(Decided::on(id, Event::CaseSkipped { case: id, skip }))
}

/// 等待: the case leaves the queue until a day.
pub(super) fn hold(
    world: &World<'_>,
    id: CaseId,
    kind: HoldKind,
    wake: Day,
    note: &str,
) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    unclaimed_by_others(world, &case)?;
    step(&case, ReviewStep::Hold)?;
    let wait_days = wake.days_since(world.today);
    if wait_days <= 0 {
        return Err(Refusal::BadValue {
            field: "到期日".into(),
            why: "应在今天之后".into(),
        }
        .into());
    }
    if wait_days > limits::HOLD_DAYS_MAX {
        return Err(Refusal::BadValue {
            field: "到期日".into(),
            why: format!("等待不能超过 {} 天", limits::HOLD_DAYS_MAX),
        }
        .into());
    }
    let hold = Hold {
        kind,
        since: world.today,
        wake,
        by: world.actor.id,
        note: tidy_line("说明", note, limits::REASON_CHARS_MAX)?,
    };
    Ok(Decided::on(id, Event::CaseHeld { case: id, hold }))
}

/// Ends a wait before its day.
pub(super) fn wake(world: &World<'_>, id: CaseId) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    step(&case, ReviewStep::Wake)?;
    Ok(Decided::on(id, Event::CaseWoken { case: id }))
}
