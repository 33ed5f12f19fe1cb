//! The posting (公示) of what is to be decided, and objections to it.

use super::{
    decided::{Decided, tidy_line, tidy_text},
    evidence::not_in_future,
};
use crate::{
    base::limits,
    domain::{
        calendar::Day,
        case::Case,
        ids::CaseId,
        notice::{Objection, Posting},
        review::{Outcome, ReviewStep, Status},
        workdays::Roll,
    },
    engine::{
        law, posting,
        refusal::{Refusal, Trouble},
        world::World,
    },
    journal::event::Event,
    rules::{
        RuleRefusal,
        deadlines::{Period, deadline},
    },
};

/// 公示: notes that the proposal was posted, and until when.
pub(super) fn post(
    world: &World<'_>,
    id: CaseId,
    day: Day,
    place: &str,
) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    let proposal = match (&case.review.proposal, case.review.status) {
        (Some(proposal), Status::Proposed | Status::Approved) => proposal,
        (Some(_) | None, status) => {
            let step = ReviewStep::Approve;
            return Err(Refusal::IllegalStep { status, step }.into());
        }
    };
    match posting::since_when(&case, proposal) {
        Some(since) => within(world, "公示日期", since, day)?,
        None => not_in_future(world, "公示日期", day)?,
    }
    let place = tidy_line("公示地点", place, limits::REASON_CHARS_MAX)?;
    if place.is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    let posting = Posting {
        from: day,
        last: last_day(world, (&case, proposal.outcome), day)?,
        place,
        by: world.actor.id,
        objection: None,
    };
    Ok(Decided::on(id, Event::PostingMade { case: id, posting }))
}

/// The last day of a posting: the day of posting is not counted, a last day that is a rest day moves on.
///
/// Where the holidays of the year are not known, a Saturday or Sunday still moves.
fn last_day(
    world: &World<'_>,
    (case, outcome): (&Case, Outcome),
    from: Day,
) -> Result<Day, Refusal> {
    let name = posting::param(world, case, outcome);
    let days = law::count(world, &case.area, world.today, name)?;
    let view = world.policy.view(&case.area, world.today);
    match deadline(from, Period::Days(days, Roll::NextWorkday), &view) {
        Ok((last, _)) => Ok(last),
        Err(RuleRefusal::CalendarUnknown(_)) => {
            let (mut last, _) =
                deadline(from, Period::Days(days, Roll::Stay), &view).map_err(law::refused)?;
            while last.is_weekend()
                && let Some(next) = last.next()
            {
                last = next;
            }
            Ok(last)
        }
        Err(refusal) => Err(law::refused(refusal)),
    }
}

/// 异议: notes an objection to the newest posting.
pub(super) fn object(
    world: &World<'_>,
    id: CaseId,
    day: Day,
    text: &str,
) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    let posting = case.postings.last().ok_or(Refusal::PostingMissing {
        days: 0,
        objected: false,
    })?;
    within(world, "异议日期", posting.from, day)?;
    let text = tidy_text("异议内容", text, limits::NOTE_CHARS_MAX)?;
    if text.is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    let objection = Objection { day, text };
    Ok(Decided::on(
        id,
        Event::PostingObjected {
            case: id,
            objection,
        },
    ))
}

fn within(world: &World<'_>, field: &str, after: Day, day: Day) -> Result<(), Refusal> {
    let why = if day > world.today {
        "不能晚于今天".to_owned()
    } else if day < after {
        format!("不能早于 {after}")
    } else {
        return Ok(());
    };
    Err(Refusal::BadValue {
        field: field.to_owned(),
        why,
    })
}
