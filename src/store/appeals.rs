//! The fold of what follows a decision from outside: an appeal that was decided, offers of work, money that comes
//! back.

use super::{
    fault::{StoreFault, impossible},
    keeping::{edited, fresh_review, step},
};
use crate::{
    domain::{
        appeal::{AppealResult, Ruling},
        benefit::Benefit,
        case::Case,
        money::Fen,
        review::{Returned, ReviewStep, Status},
    },
    journal::event::Event,
};

/// Notes what moves nothing.
pub(super) fn noted(case: &mut Case, event: &Event) {
    if let Event::WorkOffered { offer, .. } = event {
        edited(case, offer.by);
        case.work_offers.push(offer.clone());
    } else if let Event::TierSet { tier, .. } = event {
        edited(case, tier.by);
        case.tier = Some(tier.clone());
    } else if let Event::RecoveryRecorded { recovery, .. } = event {
        case.recoveries.push(recovery.clone());
    }
}

/// An appeal is decided. A decision that falls by it holds no longer: what was paid before is paid again, or what
/// the ruling says, and the case is due for review on that day.
pub(super) fn ruled(
    case: &mut Case,
    seq: u64,
    number: u32,
    result: &AppealResult,
) -> Result<(), StoreFault> {
    let id = case.id;
    let appeal = case
        .appeals
        .iter_mut()
        .find(|appeal| appeal.number == number && appeal.is_open())
        .ok_or_else(|| impossible(seq, id, "it has no open appeal of this number"))?;
    appeal.result = Some(result.clone());
    let against = appeal.against.clone();
    if !result.ruling.undoes() {
        return Ok(());
    }
    let newest = case.decision.as_mut();
    let holding = newest.into_iter().chain(case.served_before.as_deref_mut());
    let mut holding = holding.filter(|one| one.undone.is_none());
    let decision = holding.find(|one| one.proposal.freeze == against);
    if let Some(decision) = decision {
        decision.undone = Some(number);
        case.phase_out = None;
        let since = Some(decision.proposal.effective);
        let paid = match result.ruling {
            Ruling::Changed { month } => Some(Benefit { month, since }),
            Ruling::Revoked | Ruling::Redo | Ruling::Upheld | Ruling::Withdrawn => decision.before,
        };
        // What rose in the meantime stays: a ruling leaves nobody with less.
        let month = |benefit: Option<Benefit>| benefit.map_or(Fen::ZERO, |one| one.month);
        if month(paid) > month(case.benefit) {
            case.benefit = paid;
        }
        case.programme = decision.programme;
    } else if let Ruling::Changed { month } = result.ruling {
        let since = Some(result.day.month());
        case.benefit = Some(Benefit { month, since });
    }
    back_to_review(case, seq, result)
}

fn back_to_review(case: &mut Case, seq: u64, result: &AppealResult) -> Result<(), StoreFault> {
    match case.review.status {
        Status::Due | Status::Held | Status::InForce => {
            let months = case.review.every_months;
            case.review = fresh_review(Status::Due, result.day, months);
        }
        Status::Claimed | Status::Returned => case.review.due = result.day,
        Status::Proposed
        | Status::Approved
        | Status::Confirmed
        | Status::Noticed
        | Status::Served => {
            step(case, seq, ReviewStep::Return)?;
            let review = &mut case.review;
            review.returned = Some(Returned {
                by: result.by,
                day: result.day,
                reason: result.document.clone(),
            });
            review.approved = None;
            review.confirmed = None;
            review.decided = None;
            review.notice = None;
            review.attempts.clear();
            review.service = None;
        }
    }
    Ok(())
}
