//! What comes after a decision that leaves somebody with less: what has to happen next, the last days of the
//! remedies, and what was paid too much because a change was known late.
//!
//! Computed when asked, from the records of the case and the law of the day; nothing of it is stored.

use super::{law, refusal::Refusal, world::World};
use crate::{
    domain::{
        appeal::Appeal,
        area::AreaCode,
        benefit::Benefit,
        calendar::{Day, Month},
        case::{Case, Programme},
        closing::{Closing, ClosingStep, LastDay, Overpaid, OverpaidMonth, Remedies},
        matter,
        money::Fen,
        notice::{Notice, Service, ServiceMethod},
        review::{Outcome, Proposal, Status},
        transfer,
        workdays::Roll,
    },
    rules::{RuleRefusal, deadlines},
};

/// Months of over-payment that are listed; what lies further back is a matter for more than a list.
const OVERPAID_MONTHS_MAX: usize = 120;

/// What is still to be done about a decision; `None` where nothing was decided or all is done.
pub(super) fn closing(world: &World<'_>, case: &Case) -> Option<Closing> {
    let review = &case.review;
    let proposal = review.proposal.as_ref()?;
    let tries_needed = law::count(world, &case.area, world.today, "service.attempts").ok();
    let next = match review.status {
        Status::Confirmed => ClosingStep::Notify,
        Status::Noticed => ClosingStep::Serve {
            tried: u32::try_from(days_tried(case)).unwrap_or(u32::MAX),
            needed: tries_needed,
        },
        Status::Served => match review.service.as_ref()?.from {
            from if from.first() <= world.today && must_look_elsewhere(case) => {
                ClosingStep::LookElsewhere
            }
            from if from.first() <= world.today => ClosingStep::Enforce,
            from => ClosingStep::Wait { from },
        },
        Status::Due
        | Status::Claimed
        | Status::Held
        | Status::Proposed
        | Status::Returned
        | Status::Approved
        | Status::InForce => return None,
    };
    Some(Closing {
        next,
        from: expected_month(world, case, proposal),
    })
}

/// The open appeal that keeps a decision from taking force: where an order stays it, or where the office's own
/// parameter says that every appeal does.
///
/// # Errors
/// [`Refusal::ParameterMissing`] where the office unset it.
pub(super) fn stayed_by<'a>(
    world: &World<'_>,
    case: &'a Case,
) -> Result<Option<&'a Appeal>, Refusal> {
    let Some(proposal) = &case.review.proposal else {
        return Ok(None);
    };
    let mut open = case
        .appeals
        .iter()
        .filter(|one| one.is_open() && one.against == proposal.freeze)
        .peekable();
    if open.peek().is_none() {
        return Ok(None);
    }
    let always = law::flag(world, &case.area, world.today, "appeal.stays")?;
    Ok(open.find(|one| always || !one.stay.is_empty()))
}

/// The first month a decision may hold; before its service the earliest it still can be.
fn expected_month(world: &World<'_>, case: &Case, proposal: &Proposal) -> Month {
    let served = case.review.service.as_ref().map(|service| service.from);
    let earliest = || from_month(world, &case.area, proposal, world.today).ok();
    served.or_else(earliest).unwrap_or(proposal.effective)
}

/// Whether the end of a support cannot take force yet because nobody looked at other aid since it was proposed
/// (民发〔2021〕43号 第二十七条).
pub(super) fn must_look_elsewhere(case: &Case) -> bool {
    let proposed = case.review.proposal.as_ref().map(|one| one.day);
    let looked = case.care.elsewhere.as_ref().map(|look| look.day);
    matter::ends_support(case) && looked < proposed
}

/// The days on which service was tried in vain, each once.
pub(super) fn days_tried(case: &Case) -> usize {
    let mut days: Vec<Day> = case.review.attempts.iter().map(|one| one.day).collect();
    days.sort_unstable();
    days.dedup();
    days.len()
}

/// The first month in which a decision served on a day may take force: the decided one, or the one after the
/// service if that is later. Nobody gets less before they could know of it.
///
/// # Errors
/// [`Refusal::ParameterMissing`] where the office unset the months between.
pub(super) fn from_month(
    world: &World<'_>,
    area: &AreaCode,
    proposal: &Proposal,
    served: Day,
) -> Result<Month, Refusal> {
    if proposal.outcome == Outcome::Deny {
        // Nothing is paid, so there is no month to wait for.
        return Ok(served.month());
    }
    let name = "service.month_offset";
    let months = law::count(world, area, world.today, name)?;
    let earliest = i32::try_from(months)
        .ok()
        .and_then(|months| served.month().add_months(months))
        .ok_or_else(|| Refusal::BadValue {
            field: name.to_owned(),
            why: "月数超出范围".to_owned(),
        })?;
    Ok(proposal.effective.max(earliest))
}

/// The last days of the remedies against a served decision, or against the newest one in force.
pub(super) fn remedies(world: &World<'_>, case: &Case) -> Option<Remedies> {
    let of = |notice: &Option<Notice>, service: &Option<Service>| {
        Some((notice.clone()?, service.clone()?))
    };
    let served = case.served_decision();
    let (notice, service) = of(&case.review.notice, &case.review.service)
        .or_else(|| served.and_then(|one| of(&one.notice, &one.service)))?;
    if service.method == ServiceMethod::NobodyLeft {
        return None;
    }
    let served = service.served;
    let days = |roll| deadlines::Period::Days(notice.review_days, roll);
    let months = |roll| deadlines::Period::Months(notice.court_months, roll);
    Some(Remedies {
        served,
        review_body: notice.review_body,
        review_days: notice.review_days,
        review: last_day(world, &case.area, served, days)?,
        court: notice.court,
        court_months: notice.court_months,
        court_last: last_day(world, &case.area, served, months)?,
    })
}

/// The last day of a period; where the holidays of its year are not known it is not moved, and that is said.
fn last_day(
    world: &World<'_>,
    area: &AreaCode,
    from: Day,
    period: impl Fn(Roll) -> deadlines::Period,
) -> Option<LastDay> {
    let view = world.policy.view(area, world.today);
    match deadlines::deadline(from, period(Roll::NextWorkday), &view) {
        Ok((day, _)) => Some(LastDay {
            day,
            unknown_year: None,
        }),
        Err(RuleRefusal::CalendarUnknown(unknown)) => {
            let (day, _) = deadlines::deadline(from, period(Roll::Stay), &view).ok()?;
            Some(LastDay {
                day,
                unknown_year: Some(unknown.year),
            })
        }
        Err(
            RuleRefusal::ParameterMissing { .. }
            | RuleRefusal::NotInForce { .. }
            | RuleRefusal::Contradiction { .. }
            | RuleRefusal::BadValue { .. }
            | RuleRefusal::TooLarge,
        ) => None,
    }
}

/// What an over-payment is computed from.
struct Late<'a> {
    proposal: &'a Proposal,
    /// The first month of the new amount.
    from: Month,
    /// The day the facts changed.
    changed: Day,
    /// What was paid until then.
    benefit: Benefit,
}

/// Of the running proposal, else of the newest decision in force that was late or was served.
fn late<'a>(world: &World<'_>, case: &'a Case) -> Option<Late<'a>> {
    if let Some(proposal) = &case.review.proposal {
        return Some(Late {
            proposal,
            from: expected_month(world, case, proposal),
            changed: proposal.changed_on(&case.household)?,
            benefit: case.benefit?,
        });
    }
    let newest = case.decision.as_ref().filter(|one| one.undone.is_none());
    let late = newest.filter(|one| one.changed.is_some());
    let decision = late.or_else(|| case.served_decision())?;
    let served = decision.service.as_ref().map(|service| service.from);
    Some(Late {
        proposal: &decision.proposal,
        from: served.unwrap_or(decision.proposal.effective),
        changed: decision.changed?,
        benefit: decision.before?,
    })
}

/// What was paid too much by month, had the change been known and decided in its own month.
///
/// A sum and no claim: whether anything is asked back is for the office to decide (社会救助法 第七十三条,
/// 第七十四条). 渐退 is paid on by right, so nothing is over-paid.
pub(super) fn overpaid(world: &World<'_>, case: &Case) -> Option<Result<Overpaid, Refusal>> {
    let Late {
        proposal,
        from,
        changed,
        benefit,
    } = late(world, case)?;
    if proposal.outcome == Outcome::PhaseOut || !proposal.takes_from(benefit.month) {
        return None;
    }
    let sum = || {
        let offset = match case.programme {
            Programme::Tekun => "tk.exit.month_offset",
            Programme::Dibao | Programme::Linshi | Programme::Edge | Programme::Rigid => {
                "db.stop.month_offset"
            }
        };
        let offset = law::count(world, &case.area, world.today, offset)?;
        let late = law::count(world, &case.area, world.today, "db.report_change.late")?;
        let late_after = i32::try_from(late)
            .ok()
            .and_then(|months| changed.add_months(months));
        let mut months = Vec::new();
        let mut total = Fen::ZERO;
        let mut month = i32::try_from(offset)
            .ok()
            .and_then(|offset| changed.month().add_months(offset));
        while let Some(now) = month.filter(|now| *now < from) {
            month = now.next();
            if benefit.since.is_some_and(|since| now < since) || months.len() == OVERPAID_MONTHS_MAX
            {
                continue;
            }
            let due = due_in(world, case, proposal, now)?;
            if let Some(more) = benefit
                .month
                .checked_sub(due)
                .filter(|more| *more > Fen::ZERO)
            {
                total = total.checked_add(more).ok_or_else(too_large)?;
                months.push(OverpaidMonth {
                    month: now,
                    paid: benefit.month,
                    due,
                });
            }
        }
        Ok(Overpaid {
            changed,
            found: proposal.day,
            late: late_after.is_some_and(|last| proposal.day > last),
            months,
            total,
        })
    };
    Some(sum())
}

/// What would have been due in a month on the facts as proposed.
fn due_in(
    world: &World<'_>,
    case: &Case,
    proposal: &Proposal,
    month: Month,
) -> Result<Fen, Refusal> {
    if proposal.outcome == Outcome::Stop && proposal.finding.eligible == Some(true) {
        // Nobody's sum says so: the household asked to be left out, from its own day on.
        return Ok(Fen::ZERO);
    }
    let finding = law::finding(
        world,
        case,
        &proposal.household,
        Some(proposal.cause),
        month.first(),
    )?;
    if let Some(month) = transfer::month(&finding, proposal.outcome) {
        return Ok(month);
    }
    match (finding.eligible, finding.month) {
        (Some(false), _) => Ok(Fen::ZERO),
        (_, Some(month)) => Ok(month),
        (_, None) => Err(Refusal::ParameterMissing {
            name: finding
                .missing
                .first()
                .cloned()
                .unwrap_or_else(|| "db.standard".to_owned()),
        }),
    }
}

fn too_large() -> Refusal {
    Refusal::BadValue {
        field: "多发".to_owned(),
        why: "金额太大, 无法计算".to_owned(),
    }
}
