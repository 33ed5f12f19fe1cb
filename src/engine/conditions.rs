//! What must hold before an outcome can be proposed, and what before it can be approved.
//!
//! Said once here, for the choice a screen offers and for the refusal a command gets.

use super::{
    law, posting,
    refusal::{AidPart, Refusal},
    world::World,
};
use crate::domain::{
    alert::AlertStatus,
    area::AreaCode,
    calendar::Day,
    case::{Case, Programme},
    finding::Finding,
    household::Household,
    money::Fen,
    notice::{Waiver, WaiverGround},
    review::{Cause, Outcome, Proposal, Status},
    step::StepCode,
    transfer,
};

/// What stands in the way of proposing this outcome on these facts; empty if nothing does.
pub(super) fn propose_blocks(
    world: &World<'_>,
    case: &Case,
    household: &Household,
    finding: &Finding,
    outcome: Outcome,
) -> Vec<Refusal> {
    let mut blocks = Vec::new();
    blocks.extend(open_alerts(case));
    if case.programme == Programme::Linshi && outcome == Outcome::Deny {
        blocks.extend(no_evidence(world, case));
        blocks.extend(gave_already(case, finding));
        return blocks;
    }
    if case.programme == Programme::Linshi || outcome == Outcome::Close {
        blocks.extend(close_blocks(case, finding, outcome));
        return blocks;
    }
    blocks.extend(no_evidence(world, case));
    let paid = case.benefit.map_or(Fen::ZERO, |benefit| benefit.month);
    let unfit = || Refusal::OutcomeDoesNotFit {
        outcome,
        suggest: finding.suggest.clone(),
    };
    let missing = finding
        .missing
        .first()
        .map(|name| Refusal::ParameterMissing { name: name.clone() });
    match outcome {
        Outcome::Keep => {
            let changed = *household != case.household || care_changed(case);
            let count = if changed { 0 } else { true_alerts(case) };
            if count > 0 {
                blocks.push(Refusal::TrueAlertsWithoutChange { count });
            }
            let other_sum =
                finding.supplement.is_some() && finding.month.is_some_and(|month| month != paid);
            // During 渐退 the household does not qualify, and yet goes on as before.
            let out = finding.eligible == Some(false) && !finding.suggest.contains(&Outcome::Keep);
            if out || (changed && other_sum && finding.eligible == Some(true)) {
                blocks.push(unfit());
            } else if finding.eligible.is_none() && (changed || case.programme == Programme::Rigid)
            {
                // A recognition for a time is given anew, so it has to be known whether it fits.
                blocks.extend(missing);
            }
        }
        Outcome::Increase => {
            if finding.month.is_none() {
                blocks.push(missing.unwrap_or_else(unfit));
            } else if finding.eligible != Some(true)
                || finding.month.is_none_or(|month| month <= paid)
            {
                blocks.push(unfit());
            }
        }
        Outcome::Decrease => {
            // A rate that is not set may be what makes up the difference: no decrease until it is.
            if let Some(missing) = missing {
                blocks.push(missing);
            } else if finding.eligible != Some(true)
                || finding.month.is_none_or(|month| month >= paid)
            {
                blocks.push(unfit());
            }
        }
        Outcome::Stop => {
            if finding.eligible.is_none() {
                blocks.extend(missing);
            }
            if finding.eligible == Some(true) && !finding.suggest.contains(&Outcome::Stop) {
                blocks.push(unfit());
            }
        }
        Outcome::PhaseOut | Outcome::ToEdge | Outcome::ToRigid => {
            if !finding.suggest.contains(&outcome) {
                blocks.push(unfit());
            }
        }
        Outcome::ToTekun | Outcome::ToDibao => {
            if transfer::month(finding, outcome).is_none() {
                blocks.push(transfer_unknown(case, finding, outcome));
            }
        }
        Outcome::ToLinshi => {
            let mut members = household.members.iter();
            let lives = members.any(|member| member.facts.died.is_none());
            if finding.eligible.is_none() {
                blocks.extend(missing);
            } else if finding.eligible == Some(true) || !lives {
                blocks.push(unfit());
            }
        }
        Outcome::Close | Outcome::Deny | Outcome::Judgement => blocks.push(unfit()),
    }
    blocks
}

/// Why a move to 特困 or 低保 has no sum: nobody looked, a parameter is unset, or it does not fit.
pub(super) fn transfer_unknown(case: &Case, finding: &Finding, outcome: Outcome) -> Refusal {
    let known = case.support.as_ref();
    let assessed = case.self_care.is_some() || known.is_some_and(|one| one.tier.is_some());
    let from = law::leads_to_tekun(case.programme);
    if outcome == Outcome::ToTekun && from && !(case.support_looked_into() && assessed) {
        return Refusal::SupportUnlooked {
            support: !case.support_looked_into(),
            self_care: !assessed,
        };
    }
    let mut steps = finding.steps.iter();
    let unset = steps.find(|step| StepCode::by_name(&step.code) == Some(StepCode::TekunCareUnset));
    match unset.and_then(|step| step.param.clone()) {
        Some(name) => Refusal::ParameterMissing { name },
        None => Refusal::OutcomeDoesNotFit {
            outcome,
            suggest: finding.suggest.clone(),
        },
    }
}

/// Nobody visited or checked since the last review.
fn no_evidence(world: &World<'_>, case: &Case) -> Option<Refusal> {
    let since = case.period_start();
    let visits = case.visits.iter().map(|visit| visit.day);
    let reports = case.reports.iter().map(|report| report.day);
    let newer = |day: Day| since.is_none_or(|since| day > since) && day <= world.today;
    let known = visits.chain(reports).any(newer);
    (!known).then_some(Refusal::EvidenceTooOld { since })
}

/// Who was given something is not refused it afterwards: that ends as help that was given does.
fn gave_already(case: &Case, finding: &Finding) -> Option<Refusal> {
    let given = case.aid.is_some() && !case.aid_book.closed;
    given.then(|| Refusal::OutcomeDoesNotFit {
        outcome: Outcome::Deny,
        suggest: finding.suggest.clone(),
    })
}

/// A 临时救助 that was given ends in one way: papers complete where help was given first, and the household visited.
fn close_blocks(case: &Case, finding: &Finding, outcome: Outcome) -> Option<Refusal> {
    if case.programme != Programme::Linshi || outcome != Outcome::Close {
        return Some(Refusal::OutcomeDoesNotFit {
            outcome,
            suggest: finding.suggest.clone(),
        });
    }
    let Some(aid) = &case.aid else {
        return Some(Refusal::AidOpen {
            part: AidPart::Given,
        });
    };
    if aid.kind.is_given_first() && case.aid_papers.is_none() {
        return Some(Refusal::AidOpen {
            part: AidPart::Papers,
        });
    }
    if case.follow_up.is_none() {
        return Some(Refusal::AidOpen {
            part: AidPart::Visit,
        });
    }
    let open = |code: StepCode| finding.steps.iter().any(|step| step.code == code.name());
    if open(StepCode::LinshiDiscussOpen) {
        return Some(Refusal::AidOpen {
            part: AidPart::Discussion,
        });
    }
    let unpaid = aid.parts.iter().any(|part| part.paid.is_none());
    unpaid.then_some(Refusal::AidOpen {
        part: AidPart::Instalments,
    })
}

/// Alerts nobody has looked into.
fn open_alerts(case: &Case) -> Option<Refusal> {
    let open = case
        .alerts
        .iter()
        .filter(|alert| alert.status == AlertStatus::Open)
        .count();
    let count = u32::try_from(open).unwrap_or(u32::MAX);
    (count > 0).then_some(Refusal::AlertsOpen { count })
}

/// Whether support or self-care of a 特困人员 were looked into since the last review.
fn care_changed(case: &Case) -> bool {
    let since = case.period_start();
    let support = case.support.as_ref().map(|support| support.day);
    let assessed = case.self_care.as_ref().map(|assessed| assessed.day);
    [support, assessed]
        .into_iter()
        .flatten()
        .any(|day| Some(day) > since)
}

/// Alerts that were found true since the last review. 属实 says that something of the household is otherwise
/// than it stands; what makes no difference is 不影响.
fn true_alerts(case: &Case) -> u32 {
    let since = case.period_start();
    let found = case.alerts.iter().filter(|alert| {
        let settled = alert.settled.map(|(_, day)| day);
        alert.status == AlertStatus::True && settled > since
    });
    u32::try_from(found.count()).unwrap_or(u32::MAX)
}

/// What stands in the way of approving or confirming a proposal, for who asks; empty if nothing does.
///
/// Nobody countersigns what they had a hand in. What is signed must still be what the law of the day of the
/// proposal makes of its facts, and everything must be on record that has to be there before.
pub(super) fn countersign_blocks(
    world: &World<'_>,
    case: &Case,
    proposal: &Proposal,
) -> Vec<Refusal> {
    let mut blocks = Vec::new();
    let me = world.actor.id;
    let review = &case.review;
    let approved = review.approved.is_some_and(|(by, _)| by == me);
    if proposal.by == me || review.editors.contains(&me) || approved {
        blocks.push(Refusal::MakerIsChecker {
            maker: world.staff_name(me),
        });
    }
    blocks.extend(open_alerts(case));
    let cause = Some(proposal.cause);
    match law::finding(world, case, &proposal.household, cause, proposal.day) {
        Ok(now) if law::digest(&now) != law::digest(&proposal.finding) => {
            blocks.push(Refusal::FindingChanged { now: Box::new(now) });
        }
        Ok(_) => {}
        Err(refusal) => blocks.push(refusal),
    }
    let facts = (&proposal.household, proposal.cause);
    blocks.extend(pending_before_approval(
        world,
        case,
        proposal.outcome,
        facts,
    ));
    let last = if review.status == Status::Approved {
        Ok(true)
    } else {
        needs_confirmation(world, case, proposal.outcome).map(|more| !more)
    };
    match last.and_then(|last| posting::pending(world, case, (proposal, last))) {
        Ok(pending) => blocks.extend(pending),
        Err(refusal) => blocks.push(refusal),
    }
    blocks
}

/// Whether a third person has to confirm after the approval.
///
/// # Errors
/// [`Refusal::ParameterMissing`] where the office unset whether it is delegated.
pub(super) fn needs_confirmation(
    world: &World<'_>,
    case: &Case,
    outcome: Outcome,
) -> Result<bool, Refusal> {
    if case.kin_registered {
        return Ok(true);
    }
    match outcome {
        Outcome::Close => return Ok(above_town_limit(world, case)),
        Outcome::Keep => return law::flag(world, &case.area, world.today, "sign.keep.confirm"),
        Outcome::Increase
        | Outcome::Decrease
        | Outcome::Stop
        | Outcome::PhaseOut
        | Outcome::ToEdge
        | Outcome::ToRigid
        | Outcome::ToTekun
        | Outcome::ToLinshi
        | Outcome::ToDibao
        | Outcome::Deny
        | Outcome::Judgement => {}
    }
    let name = "db.confirm.delegated";
    Ok(!law::flag(world, &case.area, world.today, name)?)
}

/// Whether what was given as 临时救助 is more than the township may approve itself (B649 第四十八条). Where the
/// county has set no limit, the sum says so and the township's signature stands.
fn above_town_limit(world: &World<'_>, case: &Case) -> bool {
    let view = world.policy.view(&case.area, world.today);
    let limit = view.money("ls.town_limit");
    let given = case.aid.as_ref().map(|aid| aid.amount);
    limit
        .zip(given)
        .is_some_and(|(limit, given)| given > limit.value)
}

/// Whether a third person has to confirm a batch in an area.
///
/// # Errors
/// [`Refusal::ParameterMissing`] where the office unset whether it is delegated.
pub(super) fn batch_is_confirmed(world: &World<'_>, area: &AreaCode) -> Result<bool, Refusal> {
    Ok(!law::flag(
        world,
        area,
        world.today,
        "db.confirm.delegated",
    )?)
}

/// Whether a second person has to approve a proposal. An office may let 维持 stand with its maker; what takes
/// anything from anybody, and every case of 近亲属备案, always has a second signature.
///
/// # Errors
/// [`Refusal::ParameterMissing`] where the office unset it.
pub(super) fn needs_approval(
    world: &World<'_>,
    case: &Case,
    proposal: &Proposal,
) -> Result<bool, Refusal> {
    let paid = case.benefit.map_or(Fen::ZERO, |benefit| benefit.month);
    if proposal.outcome != Outcome::Keep || proposal.takes_from(paid) || case.kin_registered {
        return Ok(true);
    }
    let confirmed = law::flag(world, &case.area, world.today, "sign.keep.confirm")?;
    Ok(confirmed || law::flag(world, &case.area, world.today, "sign.keep.approve")?)
}

/// Whether nobody need be heard on this ground: the office's law allows it, and the facts are so.
///
/// No text was found that says so for certain, so which grounds there are is a parameter, 未核实.
pub(super) fn may_waive(
    world: &World<'_>,
    case: &Case,
    ground: WaiverGround,
) -> Result<(), Refusal> {
    let cause = match ground {
        WaiverGround::Death => Cause::Death,
        WaiverGround::Voluntary => Cause::Voluntary,
    };
    let name = "hearing.waived.causes";
    let open = world.policy.view(&case.area, world.today).causes(name);
    if open.is_some_and(|open| open.value.contains(&cause)) {
        Ok(())
    } else {
        Err(Refusal::WaiverDoesNotFit { ground })
    }
}

/// The ground on which nobody need be heard before this decision, if it is on record in this review and fits.
pub(super) fn is_waived(
    world: &World<'_>,
    case: &Case,
    outcome: Outcome,
    (household, cause): (&Household, Cause),
) -> Option<WaiverGround> {
    let since = case.period_start();
    let dead = |day: Option<Day>| day.is_some_and(|day| day <= world.today);
    let fits = |waiver: &&Waiver| match waiver.ground {
        WaiverGround::Death => household.members.iter().all(|one| dead(one.facts.died)),
        WaiverGround::Voluntary => {
            let asked_now = since.is_none_or(|since| waiver.day > since);
            asked_now && outcome == Outcome::Stop && cause == Cause::Voluntary
        }
    };
    let waiver = case.waivers.iter().rev().find(fits)?;
    let open = may_waive(world, case, waiver.ground).is_ok();
    open.then_some(waiver.ground)
}

/// What must be on record before a second person can approve this outcome.
///
/// Nothing that leaves somebody with less is approved without a hearing, or the documented attempts
/// (社会救助法 第四十八条), and a visit by enough surveyors (民发〔2021〕57号 第十六条).
pub(super) fn pending_before_approval(
    world: &World<'_>,
    case: &Case,
    outcome: Outcome,
    facts: (&Household, Cause),
) -> Vec<Refusal> {
    let mut pending = Vec::new();
    if !outcome.takes_away() {
        return pending;
    }
    let since = case.period_start();
    let of_this_review = |day: Day| since.is_none_or(|since| day > since) && day <= world.today;
    let heard = case
        .hearings
        .iter()
        .any(|hearing| of_this_review(hearing.day));
    if !heard && is_waived(world, case, outcome, facts).is_none() {
        pending.push(Refusal::HearingMissing);
    }
    let most = case
        .visits
        .iter()
        .filter(|visit| of_this_review(visit.day))
        .map(|visit| visit.surveyors.len() + visit.others.len())
        .max()
        .unwrap_or(0);
    match law::count(world, &case.area, world.today, "db.survey.min_people") {
        Ok(least) if most < least as usize => {
            pending.push(Refusal::SurveyorsMissing {
                have: u32::try_from(most).unwrap_or(u32::MAX),
            });
        }
        Ok(_) => {}
        Err(refusal) => pending.push(refusal),
    }
    pending
}
