//! The fold of a decision that takes force: what is paid from then on, and when the next review is due.

use super::{
    batches::benefit_after,
    fault::{StoreFault, impossible},
    keeping::{fresh_review, step, take_over},
};
use crate::domain::{
    calendar::{Day, Month},
    case::{Case, Decision, PhaseOutSpan},
    change,
    ids::StaffId,
    money::Fen,
    review::{LastReview, Outcome, Proposal, ReviewStep, Status},
};

/// The decision holds: what was paid before and what moved it stand with it.
pub(super) fn in_force(
    case: &mut Case,
    seq: u64,
    (next_due, every_months, from): (Option<Day>, u32, Option<Month>),
    name_of: &dyn Fn(StaffId) -> String,
) -> Result<(), StoreFault> {
    let Some(proposal) = case.review.proposal.take() else {
        return Err(impossible(seq, case.id, "nothing was proposed"));
    };
    let paid = case.benefit.map_or(Fen::ZERO, |benefit| benefit.month);
    let way = if proposal.is_served(paid) {
        ReviewStep::Enforce
    } else if case.review.status == Status::Proposed && proposal.outcome == Outcome::Keep {
        ReviewStep::Stand
    } else {
        ReviewStep::TakeForce
    };
    step(case, seq, way)?;
    let notice = case.review.notice.take();
    let service = case.review.service.take();
    let from = from.unwrap_or(proposal.effective);
    let (before, programme) = (case.benefit, case.programme);
    let changed = proposal.changed_on(&case.household);
    // Where it moves, the household stays with the office, under what the other programme pays.
    case.programme = case.programme.after(proposal.outcome);
    case.benefit = benefit_after(case.benefit, &proposal, from);
    case.phase_out = phase_out_after(case.phase_out, &proposal, from);
    case.household = proposal.household.clone();
    change::settle_matching(case);
    case.last_review = Some(LastReview {
        // The day of the check, from which the next period runs, not the day it was signed off.
        day: proposal.day,
        by: name_of(proposal.by),
        outcome: proposal.outcome,
        household: Some(proposal.household.clone()),
    });
    let (approved, confirmed) = (case.review.approved, case.review.confirmed);
    case.aid_book.closed = matches!(proposal.outcome, Outcome::Close | Outcome::Deny);
    // A case that ends keeps its last due day and stays in force; nothing is due any more.
    case.review = match next_due {
        Some(due) => fresh_review(Status::Due, due, every_months),
        None => fresh_review(Status::InForce, case.review.due, every_months),
    };
    let decision = Decision {
        seq,
        proposal,
        approved,
        confirmed,
        notice,
        service,
        batch: None,
        before,
        changed,
        programme,
        undone: None,
    };
    take_over(case, decision);
    Ok(())
}

/// The 渐退 that is paid once the proposal is in force: one that runs goes on under 维持, and under nothing else.
fn phase_out_after(
    before: Option<PhaseOutSpan>,
    proposal: &Proposal,
    first: Month,
) -> Option<PhaseOutSpan> {
    match proposal.outcome {
        Outcome::PhaseOut => {
            let months = proposal.phase_out_months.unwrap_or(1).max(1);
            let more = i32::try_from(months - 1).unwrap_or(0);
            let last = first.add_months(more).unwrap_or(first);
            Some(PhaseOutSpan { first, last })
        }
        Outcome::Keep => before,
        Outcome::Increase
        | Outcome::Decrease
        | Outcome::Stop
        | Outcome::ToEdge
        | Outcome::ToRigid
        | Outcome::ToTekun
        | Outcome::ToLinshi
        | Outcome::ToDibao
        | Outcome::Close
        | Outcome::Deny
        | Outcome::Judgement => None,
    }
}
