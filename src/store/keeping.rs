//! The fold of what is kept of care, of a 临时救助 and of referrals: facts beside the steps of a review.

use super::fault::{StoreFault, impossible};
use crate::{
    domain::{
        calendar::Day,
        case::{Case, Decision},
        change,
        ids::StaffId,
        linshi::{self, Aid},
        referral,
        review::{Review, ReviewStep, Status, next},
    },
    journal::event::Event,
};

/// Applies an event of this kind; others change nothing here.
///
/// Visits, agreements and referrals are no facts of a sum: who enters one may still sign the review.
pub(super) fn recorded(case: &mut Case, seq: u64, event: &Event) -> Result<(), StoreFault> {
    match event {
        Event::SupportRecorded { support, .. } => {
            edited(case, support.by);
            case.care.supported(support);
            case.support = Some(support.clone());
            change::settle_matching(case);
        }
        Event::SelfCareAssessed { assessment, .. } => {
            edited(case, assessment.by);
            case.care.assessed(assessment);
            case.self_care = Some(assessment.clone());
        }
        Event::CareRecorded { record, .. } => case.care.take(record),
        Event::AidRecorded { aid, .. } => {
            edited(case, aid.by);
            given(case, aid);
            change::settle_matching(case);
        }
        Event::AidPapersCompleted { papers, .. } => {
            edited(case, papers.by);
            case.aid_papers = Some(papers.clone());
        }
        Event::AidFollowedUp { follow_up, .. } => {
            edited(case, follow_up.by);
            case.follow_up = Some(follow_up.clone());
        }
        Event::AidAdvanced { record, .. } => {
            edited(case, record.by());
            starts_again(case);
            linshi::take(&mut case.aid_book, &mut case.aid, record).map_err(
                |linshi::NoSuchInstalment| {
                    impossible(seq, case.id, "it has no unpaid instalment of this number")
                },
            )?;
        }
        Event::ReferralRecorded { record, .. } => {
            referral::take(&mut case.referrals, record).map_err(|referral::NoSuchReferral| {
                impossible(seq, case.id, "no such referral can be entered")
            })?;
        }
        _other_event => {}
    }
    Ok(())
}

/// What was given takes the place of what was entered before, unless that has come to its end.
fn given(case: &mut Case, aid: &Aid) {
    starts_again(case);
    case.aid = Some(aid.clone());
}

/// A case whose aid was closed begins anew with the next request or help; what was given stays on record.
fn starts_again(case: &mut Case) {
    if !case.aid_book.closed {
        return;
    }
    case.aid_book.closed = false;
    case.aid_book.ended.extend(case.aid.take());
    case.aid_book.asked = None;
    case.aid_book.discussion = None;
    case.aid_papers = None;
    case.follow_up = None;
}

/// Who wrote facts of a review may not sign it (经办与审核分开).
pub(super) fn edited(case: &mut Case, by: StaffId) {
    if !case.review.editors.contains(&by) {
        case.review.editors.push(by);
    }
}

/// A review that begins.
pub(super) const fn fresh_review(status: Status, due: Day, every_months: u32) -> Review {
    Review {
        status,
        due,
        every_months,
        claim: None,
        hold: None,
        proposal: None,
        returned: None,
        skipped: None,
        approved: None,
        confirmed: None,
        decided: None,
        notice: None,
        attempts: Vec::new(),
        service: None,
        editors: Vec::new(),
    }
}

/// Moves a review by a step of the one table, or says why that cannot have happened.
pub(super) fn step(case: &mut Case, seq: u64, step: ReviewStep) -> Result<(), StoreFault> {
    match next(case.review.status, step) {
        Ok(status) => {
            case.review.status = status;
            Ok(())
        }
        Err(illegal) => Err(StoreFault::Impossible {
            seq,
            why: format!(
                "case {}: {:?} cannot follow {:?}",
                case.id.0, illegal.step, illegal.status
            ),
        }),
    }
}

/// A decision takes the place of the one before, which stays beside it where it was served and the newer one is not.
pub(super) fn take_over(case: &mut Case, newer: Decision) {
    let served = newer.service.is_some();
    let older = case.decision.replace(newer);
    if served {
        case.served_before = None;
    } else if let Some(older) = older.filter(|one| one.service.is_some()) {
        case.served_before = Some(Box::new(older));
    }
}
