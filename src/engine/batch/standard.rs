//! 提标: what a new standard makes of one household, by the rules that decide a single case.

use super::reckoned::{Reckoned, in_payment, why};
use crate::{
    domain::{
        alert::AlertStatus,
        batch::{Raise, RowResult, WhyLeft},
        calendar::{Day, Month},
        case::Case,
        change::Change,
        citation::Confidence,
        finding::Finding,
        money::Fen,
        review::{Cause, Outcome, Status},
    },
    engine::{assess, law, refusal::Refusal, world::World},
    rules::{
        RuleRefusal,
        raise::{self, PaidSoFar, Raised},
    },
};

/// The standard a household follows, if it was raised from this month on.
fn raised(
    world: &World<'_>,
    case: &Case,
    from: Month,
    on: Day,
) -> Result<Option<Raised>, RuleRefusal> {
    let Some(before) = from.first().previous() else {
        return Ok(None);
    };
    let before = world.policy.view(&case.area, before);
    let now = world.policy.view(&case.area, on);
    raise::raised(case.programme, case.setting, (&before, &now))
}

/// Whether a household is paid every month by a standard that was raised; where no standard is known, it is
/// concerned and cannot be summed.
pub(super) fn concerns(world: &World<'_>, case: &Case, from: Month, on: Day) -> bool {
    let ended = case.review.status == Status::InForce;
    !ended
        && in_payment(case).is_some()
        && raised(world, case, from, on).map_or(true, |raised| raised.is_some())
}

/// Why the facts of a household do not carry a decision without somebody looking at it.
fn unfit(world: &World<'_>, case: &Case) -> Option<WhyLeft> {
    match case.review.status {
        Status::Due | Status::Claimed | Status::Held | Status::Returned => {}
        Status::Proposed
        | Status::Approved
        | Status::Confirmed
        | Status::Noticed
        | Status::Served
        | Status::InForce => return Some(WhyLeft::InReview),
    }
    let phasing_out = case
        .decision
        .as_ref()
        .is_some_and(|decision| decision.proposal.outcome == Outcome::PhaseOut);
    if phasing_out {
        return Some(WhyLeft::PhaseOut);
    }
    let mut alerts = case.alerts.iter();
    if alerts.any(|alert| alert.status == AlertStatus::Open) {
        return Some(WhyLeft::OpenAlert);
    }
    if case.changes.iter().flat_map(Change::open).next().is_some() {
        return Some(WhyLeft::OpenChange);
    }
    (case.review.due < world.today).then_some(WhyLeft::Overdue)
}

/// The amount of a household by the law of a day, with its sum.
fn amount(world: &World<'_>, case: &Case, on: Day) -> Result<(Fen, Finding), Refusal> {
    let cause = Some(Cause::Standard);
    let finding = law::finding(world, case, &case.household, cause, on)?;
    let missing = finding.missing.first().cloned();
    match (finding.month, missing) {
        (_, Some(name)) => Err(Refusal::ParameterMissing { name }),
        (None, None) => Err(Refusal::OutcomeDoesNotFit {
            outcome: Outcome::Increase,
            suggest: finding.suggest,
        }),
        (Some(month), None) => Ok((month, finding)),
    }
}

/// What becomes of a household whose standard was raised.
pub(super) fn reckon(world: &World<'_>, case: &Case, from: Month, on: Day) -> Reckoned {
    let paid = in_payment(case).unwrap_or(Fen::ZERO);
    if let Some(why) = unfit(world, case) {
        return Reckoned::left(why, 0);
    }
    let raised = match raised(world, case, from, on) {
        Ok(Some(raised)) => raised,
        Ok(None) => return Reckoned::left(WhyLeft::Changed, 0),
        Err(refusal) => return Reckoned::left(why(law::refused(refusal)), 0),
    };
    let (month, mut finding) = match amount(world, case, on) {
        Ok(found) => found,
        Err(refusal) => return Reckoned::left(why(refusal), 0),
    };
    let persons = finding.persons;
    let left = |why| Reckoned::left(why, persons);
    if finding.eligible != Some(true) {
        return left(WhyLeft::NotEligible);
    }
    if finding.suggest.contains(&Outcome::Judgement) {
        return left(WhyLeft::Judgement);
    }
    if raised.now.confidence != Confidence::Confirmed {
        return left(WhyLeft::Unconfirmed {
            param: raised.now.name,
        });
    }
    // What is paid must be what the standard of before made of the same facts: else the difference is not the
    // standard's alone, and somebody has to look.
    let before = from.first().previous().unwrap_or(on);
    match amount(world, case, before) {
        Ok((old, _)) if old == paid => {}
        Ok(_) => {
            return left(if month < paid {
                WhyLeft::Less
            } else {
                WhyLeft::PaidDiffers
            });
        }
        Err(refusal) => return left(why(refusal)),
    }
    match month.cmp(&paid) {
        std::cmp::Ordering::Less => return left(WhyLeft::Less),
        std::cmp::Ordering::Equal => {
            return Reckoned {
                result: RowResult::Same,
                ..Reckoned::left(WhyLeft::Changed, persons)
            };
        }
        std::cmp::Ordering::Greater => {}
    }
    match raise_of(world, case, from, (paid, month), &raised, &mut finding) {
        Ok((raise, span)) => Reckoned {
            result: RowResult::Raise(raise),
            persons,
            finding: Some(finding),
            steps: Vec::new(),
            span,
        },
        Err(refusal) => left(why(refusal)),
    }
}

/// The new amount with its month and its arrears; the steps that say so join those of the sum.
fn raise_of(
    world: &World<'_>,
    case: &Case,
    from: Month,
    (paid, month): (Fen, Fen),
    raised: &Raised,
    finding: &mut Finding,
) -> Result<(Raise, Option<(Month, Month)>), Refusal> {
    let effective = assess::terms(world, case, finding, Outcome::Increase)?.effective;
    let so_far = PaidSoFar {
        month: paid,
        since: case.benefit.and_then(|benefit| benefit.since),
    };
    let mut due = Vec::new();
    for month in raise::months(from, effective, so_far) {
        due.push((month, amount(world, case, month.first())?.0));
    }
    let arrears = raise::arrears(from, so_far, &due).map_err(law::refused)?;
    finding.steps.insert(0, raised.step(case.setting, from));
    let step = crate::domain::step::StepCode::RaisedFrom
        .step()
        .money("month", month)
        .words("effective", effective.to_string());
    finding.steps.push(step);
    finding.steps.extend(arrears.steps);
    Ok((
        Raise {
            month,
            effective,
            arrears: arrears.total,
            arrears_from: arrears.months.map(|(first, _)| first),
            partly: arrears.partly,
        },
        arrears.months,
    ))
}
