//! 临时救助: what was given, the papers that follow, the visit afterwards.

use super::{
    decided::{Decided, tidy_line, tidy_text},
    evidence::not_in_future,
    work::unclaimed_by_others,
};
use crate::{
    base::limits,
    domain::{
        calendar::Day,
        case::{Case, Programme},
        ids::CaseId,
        linshi::{Aid, AidPapers, FollowUp},
        money::Fen,
    },
    engine::{
        refusal::{Refusal, Trouble},
        world::World,
    },
    journal::event::Event,
};

/// Enters what was given.
pub(super) fn record(world: &World<'_>, id: CaseId, mut aid: Aid) -> Result<Decided, Trouble> {
    of_linshi(world, id)?;
    not_in_future(world, "救助日期", aid.day)?;
    if aid.amount <= Fen::ZERO {
        return Err(bad("救助金额", "应大于 0").into());
    }
    aid.cause = tidy_line("救助事由", &aid.cause, limits::REASON_CHARS_MAX)?;
    if aid.cause.is_empty() {
        return Err(bad("救助事由", "请写明").into());
    }
    Ok(Decided::on(id, Event::AidRecorded { case: id, aid }))
}

/// Enters that the papers are complete.
pub(super) fn complete_papers(
    world: &World<'_>,
    id: CaseId,
    mut papers: AidPapers,
) -> Result<Decided, Trouble> {
    let case = of_linshi(world, id)?;
    after_the_aid(world, &case, "补齐日期", papers.day)?;
    papers.note = tidy_text("补了哪些", &papers.note, limits::NOTE_CHARS_MAX)?;
    if papers.note.is_empty() {
        return Err(bad("补了哪些", "请写明").into());
    }
    Ok(Decided::on(
        id,
        Event::AidPapersCompleted { case: id, papers },
    ))
}

/// Enters the visit afterwards.
pub(super) fn follow_up(
    world: &World<'_>,
    id: CaseId,
    mut follow_up: FollowUp,
) -> Result<Decided, Trouble> {
    let case = of_linshi(world, id)?;
    after_the_aid(world, &case, "回访日期", follow_up.day)?;
    follow_up.referral = tidy_line("转介", &follow_up.referral, limits::REASON_CHARS_MAX)?;
    follow_up.note = tidy_text("回访情况", &follow_up.note, limits::NOTE_CHARS_MAX)?;
    if follow_up.note.is_empty() {
        return Err(bad("回访情况", "请写明看到什么, 钱用在哪里").into());
    }
    Ok(Decided::on(
        id,
        Event::AidFollowedUp {
            case: id,
            follow_up,
        },
    ))
}

/// Papers and visit come after what was given, which has to be on record.
fn after_the_aid(world: &World<'_>, case: &Case, field: &str, day: Day) -> Result<(), Refusal> {
    not_in_future(world, field, day)?;
    match &case.aid {
        Some(aid) if day < aid.day => Err(bad(field, "早于救助日期")),
        Some(_) => Ok(()),
        None => Err(bad("救助", "请先填写救助事由和金额")),
    }
}

/// The case, if it is one of 临时救助 and nobody else works on it.
fn of_linshi(world: &World<'_>, id: CaseId) -> Result<Case, Trouble> {
    let case = world.case(id)?;
    unclaimed_by_others(world, &case)?;
    if case.programme != Programme::Linshi {
        return Err(bad("救助", "只有临时救助案才有").into());
    }
    Ok(case)
}

fn bad(field: &str, why: &str) -> Refusal {
    Refusal::BadValue {
        field: field.to_owned(),
        why: why.to_owned(),
    }
}
