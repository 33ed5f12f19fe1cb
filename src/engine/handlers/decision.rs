//! Proposing, returning, approving, confirming: the path a decision takes, and the only one.

use super::{
    decided::{Decided, tidy_text},
    intake::{check_facts, next_review},
    work::{step, unclaimed_by_others},
};
use crate::{
    base::limits,
    domain::{
        calendar::Day,
        case::Case,
        household::Household,
        ids::CaseId,
        money::Fen,
        review::{Outcome, Proposal, Returned, ReviewStep},
    },
    engine::{
        assess,
        command::ProposeReview,
        conditions, law,
        refusal::{Refusal, Trouble},
        world::World,
    },
    journal::event::Event,
};

/// 提出: signs an outcome and freezes it with its facts and its sum.
pub(super) fn propose(world: &World<'_>, wanted: ProposeReview) -> Result<Decided, Trouble> {
    let case = world.case(wanted.case)?;
    unclaimed_by_others(world, &case)?;
    step(&case, ReviewStep::Propose)?;
    same_people(&case, &wanted.household)?;
    check_facts(&wanted.household, world.today)?;
    let finding = law::finding(
        world,
        &case,
        &wanted.household,
        Some(wanted.cause),
        world.today,
    )?;
    if law::digest(&finding) != wanted.finding_seen {
        return Err(Refusal::FindingChanged {
            now: Box::new(finding),
        }
        .into());
    }
    if let Some(block) =
        conditions::propose_blocks(world, &case, &wanted.household, &finding, wanted.outcome)
            .into_iter()
            .next()
    {
        return Err(block.into());
    }
    let reason = tidy_text("理由", &wanted.reason, limits::NOTE_CHARS_MAX)?;
    if reason.is_empty() && wanted.outcome.needs_reason() {
        return Err(Refusal::ReasonMissing.into());
    }
    let terms = assess::terms(world, &case, &finding, wanted.outcome)?;
    let effective = wanted.effective.unwrap_or(terms.effective);
    if effective < terms.effective {
        return Err(Refusal::BadValue {
            field: "执行月份".into(),
            why: format!("不能早于 {}", terms.effective),
        }
        .into());
    }
    if wanted.changed.is_some_and(|day| day > world.today) {
        return Err(Refusal::BadValue {
            field: "变动日期".into(),
            why: "不能晚于今天".into(),
        }
        .into());
    }
    let phase_out_months = phase_out_months(world, &case, wanted.outcome, wanted.phase_out_months)?;
    let mut proposal = Proposal {
        outcome: wanted.outcome,
        cause: wanted.cause,
        reason,
        month: terms.month,
        effective,
        phase_out_months,
        household: wanted.household,
        finding,
        by: world.actor.id,
        day: world.today,
        freeze: String::new(),
        changed: wanted.changed,
    };
    proposal.freeze = law::freeze(&proposal);
    let force = if conditions::needs_approval(world, &case, &proposal)? {
        None
    } else {
        into_force(world, &case, &proposal)?
    };
    let proposed = Event::ReviewProposed {
        case: case.id,
        proposal: Box::new(proposal),
    };
    let mut decided = Decided::on(case.id, proposed);
    decided.events.extend(force);
    Ok(decided)
}

/// The months of 渐退, checked against the longest that is allowed (民发〔2021〕57号 第三十三条).
fn phase_out_months(
    world: &World<'_>,
    case: &Case,
    outcome: Outcome,
    wanted: Option<u32>,
) -> Result<Option<u32>, Refusal> {
    if outcome != Outcome::PhaseOut {
        return Ok(None);
    }
    let longest = law::count(world, &case.area, world.today, "db.phaseout.max")?;
    // The end of a 渐退 is a decision of its own: nobody gets the longest by leaving a field empty.
    match wanted {
        Some(months) if (1..=longest).contains(&months) => Ok(Some(months)),
        Some(_) | None => Err(Refusal::BadValue {
            field: "渐退月数".into(),
            why: format!("要写明, 1 至 {longest} 个月"),
        }),
    }
}

/// A proposal may change what is known of people, not who they are: everybody stays on the list, in order.
fn same_people(case: &Case, household: &Household) -> Result<(), Refusal> {
    let people = |household: &Household| {
        household
            .members
            .iter()
            .map(|member| member.person)
            .collect::<Vec<_>>()
    };
    if people(&case.household) == people(household) {
        Ok(())
    } else {
        Err(Refusal::BadValue {
            field: "成员".into(),
            why: "与案内成员不一致, 请重新打开本户".into(),
        })
    }
}

/// 撤回: takes one's own proposal back before anyone has signed it.
pub(super) fn withdraw(world: &World<'_>, id: CaseId) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    step(&case, ReviewStep::Withdraw)?;
    match &case.review.proposal {
        Some(proposal) if proposal.by == world.actor.id => {
            Ok(Decided::on(id, Event::ProposalWithdrawn { case: id }))
        }
        Some(proposal) => Err(Refusal::MakerIsChecker {
            maker: world.staff_name(proposal.by),
        }
        .into()),
        None => Err(Refusal::FreezeDiffers.into()),
    }
}

/// 退回: sends a proposal back with a reason.
pub(super) fn send_back(world: &World<'_>, id: CaseId, reason: &str) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    step(&case, ReviewStep::Return)?;
    let reason = tidy_text("退回原因", reason, limits::NOTE_CHARS_MAX)?;
    if reason.is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    let returned = Returned {
        by: world.actor.id,
        day: world.today,
        reason,
    };
    Ok(Decided::on(
        id,
        Event::ReviewReturned { case: id, returned },
    ))
}

/// The proposal, if it is exactly what the signer saw and the signer had no hand in it.
fn to_sign<'a>(
    world: &World<'_>,
    case: &'a Case,
    freeze_seen: &str,
) -> Result<&'a Proposal, Refusal> {
    let proposal = case
        .review
        .proposal
        .as_ref()
        .ok_or(Refusal::FreezeDiffers)?;
    if proposal.freeze != freeze_seen
        || law::freeze(&Proposal {
            freeze: String::new(),
            ..proposal.clone()
        }) != proposal.freeze
    {
        return Err(Refusal::FreezeDiffers);
    }
    let blocks = conditions::countersign_blocks(world, case, proposal);
    match blocks.into_iter().next() {
        Some(block) => Err(block),
        None => Ok(proposal),
    }
}

/// 审核: approves exactly what was proposed.
pub(super) fn approve(
    world: &World<'_>,
    id: CaseId,
    freeze_seen: &str,
) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    step(&case, ReviewStep::Approve)?;
    let proposal = to_sign(world, &case, freeze_seen)?;
    let approved = Event::ReviewApproved {
        case: id,
        by: world.actor.id,
        day: world.today,
        freeze: proposal.freeze.clone(),
    };
    let mut decided = Decided::on(id, approved);
    if !conditions::needs_confirmation(world, &case, proposal.outcome)? {
        let force = into_force(world, &case, proposal)?;
        // The approval is the decision; where it takes something away, the notice is due now.
        decided.events.push(force.unwrap_or(Event::DecisionTaken {
            case: id,
            by: world.actor.id,
            day: world.today,
        }));
    }
    Ok(decided)
}

/// 确认: confirms exactly what was approved; a person other than maker and approver.
pub(super) fn confirm(
    world: &World<'_>,
    id: CaseId,
    freeze_seen: &str,
) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    step(&case, ReviewStep::Confirm)?;
    let proposal = to_sign(world, &case, freeze_seen)?;
    let confirmed = Event::ReviewConfirmed {
        case: id,
        by: world.actor.id,
        day: world.today,
        freeze: proposal.freeze.clone(),
    };
    let mut decided = Decided::on(id, confirmed);
    decided.events.extend(into_force(world, &case, proposal)?);
    Ok(decided)
}

/// A decision that takes nothing from anybody is in force once signed. One that does has its notice, its
/// service and its month before it (see `closing`).
fn into_force(
    world: &World<'_>,
    case: &Case,
    proposal: &Proposal,
) -> Result<Option<Event>, Refusal> {
    let paid = case.benefit.map_or(Fen::ZERO, |benefit| benefit.month);
    if proposal.is_served(paid) {
        return Ok(None);
    }
    let (next_due, every_months) = if proposal.outcome == Outcome::Close {
        (None, 0)
    } else {
        let (next, months) = whole_review(world, case, proposal)?;
        (Some(next), months)
    };
    Ok(Some(Event::DecisionInForce {
        case: case.id,
        next_due,
        every_months,
        from: None,
    }))
}

/// The day of the next review and the months between, counted from the review that was decided upon.
pub(super) fn whole_review(
    world: &World<'_>,
    case: &Case,
    proposal: &Proposal,
) -> Result<(Day, u32), Refusal> {
    if matches!(proposal.outcome, Outcome::ToLinshi | Outcome::Deny) {
        // 临时救助 has no interval: what is to be done about it is due at once, or never.
        return Ok((world.today, 0));
    }
    let programme = case.programme.after(proposal.outcome);
    let (next, months) = next_review(
        world,
        programme,
        &case.area,
        &proposal.household,
        proposal.day,
    )?;
    // A 渐退 that goes on ends when it was to end.
    let ends = case.phase_out.filter(|_| proposal.outcome == Outcome::Keep);
    Ok((ends.map_or(next, |span| span.last.last().min(next)), months))
}
