//! The fold of a case: what each event makes of it. Pure, and the same live, at the opening and in a rebuild.
//!
//! Moves of a review go through `domain::review::next`, so that what the engine allows and what is replayed
//! cannot part. A sequence of events that cannot have happened is an error that names the seq; it is never a
//! panic, and nothing is guessed.

use super::{
    appeals::{noted, ruled},
    batches,
    fault::{StoreFault, impossible},
    in_force::in_force,
    keeping::{self, edited, fresh_review, step},
};
use crate::{
    domain::{
        alert::{Alert, AlertStatus},
        calendar::Day,
        care::CareBook,
        case::Case,
        change::{self, FactStatus, Word},
        ids::{CaseId, StaffId},
        linshi::AidBook,
        notice::{Attempt, Notice, Objection},
        review::{Claim, Hold, Proposal, Returned, ReviewStep, Status},
    },
    journal::event::{Event, NewCase},
};

/// The case an event is about, if it is about one.
pub const fn case_of(event: &Event) -> Option<CaseId> {
    match event {
        Event::CaseOpened { case, .. }
        | Event::HouseholdReplaced { case, .. }
        | Event::ChangeReported { case, .. }
        | Event::ChangeAccepted { case, .. }
        | Event::ChangeDeclined { case, .. }
        | Event::CasePlaced { case, .. }
        | Event::CaseClaimed { case, .. }
        | Event::CaseReleased { case }
        | Event::CaseSkipped { case, .. }
        | Event::CaseHeld { case, .. }
        | Event::CaseWoken { case }
        | Event::AlertRaised { case, .. }
        | Event::AlertSettled { case, .. }
        | Event::VisitRecorded { case, .. }
        | Event::SupportRecorded { case, .. }
        | Event::SelfCareAssessed { case, .. }
        | Event::AidRecorded { case, .. }
        | Event::AidPapersCompleted { case, .. }
        | Event::AidFollowedUp { case, .. }
        | Event::CareRecorded { case, .. }
        | Event::AidAdvanced { case, .. }
        | Event::ReferralRecorded { case, .. }
        | Event::HearingRecorded { case, .. }
        | Event::ReportRecorded { case, .. }
        | Event::ReviewProposed { case, .. }
        | Event::ProposalWithdrawn { case }
        | Event::ReviewReturned { case, .. }
        | Event::ReviewApproved { case, .. }
        | Event::ReviewConfirmed { case, .. }
        | Event::HearingWaived { case, .. }
        | Event::DecisionTaken { case, .. }
        | Event::PostingMade { case, .. }
        | Event::PostingObjected { case, .. }
        | Event::NoticeMade { case, .. }
        | Event::ServiceTried { case, .. }
        | Event::NoticeServed { case, .. }
        | Event::WorkOffered { case, .. }
        | Event::TierSet { case, .. }
        | Event::AppealReceived { case, .. }
        | Event::AppealDecided { case, .. }
        | Event::RecoveryRecorded { case, .. }
        | Event::DecisionInForce { case, .. }
        | Event::BatchRowDone { case, .. } => Some(*case),
        Event::OfficeOpened { .. }
        | Event::AreaSet { .. }
        | Event::StaffRegistered { .. }
        | Event::StaffChanged { .. }
        | Event::PolicyValueSet { .. }
        | Event::PersonRecorded { .. }
        | Event::ImportStarted { .. }
        | Event::ImportFinished { .. }
        | Event::ImportStopped { .. }
        | Event::BatchMoved { .. }
        | Event::PricesRecorded { .. } => None,
    }
}

/// Applies an event to its case; `None` is a case that has not been opened.
///
/// Events about no case change nothing here. `name_of` tells the name a member of staff goes by, for the
/// record of the last review.
///
/// # Errors
/// [`StoreFault::Impossible`] where the event cannot follow what was before; the case may then be half changed
/// and must be thrown away.
pub fn apply(
    slot: &mut Option<Case>,
    seq: u64,
    event: &Event,
    name_of: &dyn Fn(StaffId) -> String,
) -> Result<(), StoreFault> {
    let Some(id) = case_of(event) else {
        return Ok(());
    };
    if let Event::CaseOpened { new, .. } = event {
        if slot.is_some() {
            return Err(impossible(seq, id, "it was opened before"));
        }
        *slot = Some(opened(id, seq, new));
        return Ok(());
    }
    let case = slot
        .as_mut()
        .ok_or_else(|| impossible(seq, id, "it was never opened"))?;
    change(case, seq, event, name_of)?;
    case.seq = seq;
    Ok(())
}

/// Applies an event other than the opening.
#[expect(clippy::too_many_lines, reason = "a table with one row for each event")]
fn change(
    case: &mut Case,
    seq: u64,
    event: &Event,
    name_of: &dyn Fn(StaffId) -> String,
) -> Result<(), StoreFault> {
    match event {
        Event::HouseholdReplaced {
            household, benefit, ..
        } => {
            case.household = household.clone();
            case.benefit = *benefit;
            change::settle_matching(case);
            Ok(())
        }
        Event::CasePlaced { area, .. } => {
            case.area = area.clone();
            case.place.clear();
            change::settle_matching(case);
            Ok(())
        }
        Event::ChangeReported { .. }
        | Event::ChangeAccepted { .. }
        | Event::ChangeDeclined { .. } => changed(case, seq, event),
        Event::CaseClaimed { by, until, .. } => {
            let claim = Claim {
                by: *by,
                until: *until,
            };
            claimed(case, seq, claim)
        }
        Event::CaseReleased { .. } => {
            step(case, seq, ReviewStep::Release)?;
            case.review.claim = None;
            Ok(())
        }
        Event::CaseSkipped { skip, .. } => {
            // A skip moves nothing but the place in the day's order.
            case.review.skipped = Some(skip.clone());
            Ok(())
        }
        Event::CaseHeld { hold, .. } => held(case, seq, hold),
        Event::CaseWoken { .. } => woken(case, seq),
        Event::AlertRaised { alert, .. } => raised(case, seq, alert),
        Event::AlertSettled {
            number,
            status,
            by,
            day,
            note,
            ..
        } => settled(case, seq, *number, (*status, *by, *day, note)),
        Event::VisitRecorded { visit, .. } => {
            case.visits.push(visit.clone());
            Ok(())
        }
        Event::HearingRecorded { hearing, .. } => {
            case.hearings.push(hearing.clone());
            edited(case, hearing.by);
            Ok(())
        }
        Event::ReportRecorded { report, .. } => {
            case.reports.push(report.clone());
            Ok(())
        }
        Event::SupportRecorded { .. }
        | Event::SelfCareAssessed { .. }
        | Event::CareRecorded { .. }
        | Event::AidRecorded { .. }
        | Event::AidPapersCompleted { .. }
        | Event::AidFollowedUp { .. }
        | Event::AidAdvanced { .. }
        | Event::ReferralRecorded { .. } => keeping::recorded(case, seq, event),
        Event::ReviewProposed { proposal, .. } => proposed(case, seq, proposal),
        Event::ProposalWithdrawn { .. } => withdrawn(case, seq),
        Event::ReviewReturned { returned: why, .. } => returned(case, seq, why),
        Event::ReviewApproved {
            by, day, freeze, ..
        } => {
            frozen(case, seq, freeze)?;
            step(case, seq, ReviewStep::Approve)?;
            case.review.approved = Some((*by, *day));
            Ok(())
        }
        Event::ReviewConfirmed {
            by, day, freeze, ..
        } => {
            frozen(case, seq, freeze)?;
            case.review.confirmed = Some((*by, *day));
            decided(case, seq, ReviewStep::Confirm, (*by, *day))
        }
        Event::HearingWaived { waiver, .. } => {
            case.waivers.push(waiver.clone());
            edited(case, waiver.by);
            Ok(())
        }
        Event::PostingMade { posting, .. } => {
            case.postings.push(posting.clone());
            Ok(())
        }
        Event::PostingObjected { objection, .. } => objected(case, seq, objection),
        Event::DecisionTaken { by, day, .. } => decided(case, seq, ReviewStep::Decide, (*by, *day)),
        Event::NoticeMade { notice, .. } => noticed(case, seq, notice),
        Event::ServiceTried { attempt, .. } => tried(case, seq, attempt),
        Event::NoticeServed { service, .. } => {
            step(case, seq, ReviewStep::Serve)?;
            case.review.service = Some(service.clone());
            Ok(())
        }
        Event::WorkOffered { .. } | Event::TierSet { .. } | Event::RecoveryRecorded { .. } => {
            noted(case, event);
            Ok(())
        }
        Event::AppealReceived { appeal, .. } => {
            case.appeals.push(appeal.clone());
            Ok(())
        }
        Event::AppealDecided { number, result, .. } => ruled(case, seq, *number, result),
        Event::DecisionInForce {
            next_due,
            every_months,
            from,
            ..
        } => in_force(case, seq, (*next_due, *every_months, *from), name_of),
        Event::BatchRowDone { done, .. } => batches::row_done(case, seq, done),
        Event::CaseOpened { .. }
        | Event::OfficeOpened { .. }
        | Event::AreaSet { .. }
        | Event::StaffRegistered { .. }
        | Event::StaffChanged { .. }
        | Event::PolicyValueSet { .. }
        | Event::PersonRecorded { .. }
        | Event::ImportStarted { .. }
        | Event::ImportFinished { .. }
        | Event::ImportStopped { .. }
        | Event::BatchMoved { .. }
        | Event::PricesRecorded { .. } => Ok(()),
    }
}

fn opened(id: CaseId, seq: u64, new: &NewCase) -> Case {
    let mut case = Case {
        id,
        number: new.number.clone(),
        programme: new.programme,
        area: new.area.clone(),
        place: new.place.clone(),
        setting: new.setting,
        household: new.household.clone(),
        benefit: new.benefit,
        single: new.single,
        kin_registered: new.kin_registered,
        visits: Vec::new(),
        hearings: Vec::new(),
        postings: Vec::new(),
        waivers: Vec::new(),
        reports: Vec::new(),
        support: new.support.as_deref().cloned(),
        self_care: None,
        care: CareBook::default(),
        aid: new.aid.as_deref().cloned(),
        aid_papers: None,
        follow_up: None,
        aid_book: AidBook::default(),
        referrals: Vec::new(),
        phase_out: None,
        work_offers: Vec::new(),
        tier: None,
        appeals: Vec::new(),
        recoveries: Vec::new(),
        served_before: None,
        alerts: Vec::new(),
        changes: Vec::new(),
        last_review: new.last_review.clone(),
        decision: None,
        once: Vec::new(),
        review: fresh_review(Status::Due, new.due, new.every_months),
        seq,
    };
    if let Some(support) = &new.support {
        case.care.supported(support);
    }
    case
}

/// Somebody has it now: nobody else waits for it, and a skip is over.
fn claimed(case: &mut Case, seq: u64, claim: Claim) -> Result<(), StoreFault> {
    step(case, seq, ReviewStep::Claim)?;
    case.review.claim = Some(claim);
    case.review.hold = None;
    case.review.skipped = None;
    Ok(())
}

fn held(case: &mut Case, seq: u64, hold: &Hold) -> Result<(), StoreFault> {
    step(case, seq, ReviewStep::Hold)?;
    case.review.hold = Some(hold.clone());
    case.review.claim = None;
    case.review.skipped = None;
    Ok(())
}

/// A hold that ends early leaves the case with who held it, until the day it would have woken.
fn woken(case: &mut Case, seq: u64) -> Result<(), StoreFault> {
    step(case, seq, ReviewStep::Wake)?;
    case.review.claim = case.review.hold.take().map(|hold| Claim {
        by: hold.by,
        until: hold.wake,
    });
    Ok(())
}

fn raised(case: &mut Case, seq: u64, alert: &Alert) -> Result<(), StoreFault> {
    if case.alerts.iter().any(|known| known.number == alert.number) {
        return Err(impossible(seq, case.id, "two alerts have one number"));
    }
    case.alerts.push(alert.clone());
    Ok(())
}

fn settled(
    case: &mut Case,
    seq: u64,
    number: u32,
    (status, by, day, note): (AlertStatus, StaffId, Day, &str),
) -> Result<(), StoreFault> {
    let id = case.id;
    let alert = case
        .alerts
        .iter_mut()
        .find(|alert| alert.number == number)
        .ok_or_else(|| impossible(seq, id, "it has no alert of this number"))?;
    alert.status = status;
    alert.settled = Some((by, day));
    note.clone_into(&mut alert.note);
    edited(case, by);
    Ok(())
}

/// A change comes in, or is settled.
fn changed(case: &mut Case, seq: u64, event: &Event) -> Result<(), StoreFault> {
    let (number, places, by, day, status) = match event {
        Event::ChangeReported { change, .. } => {
            let mut known = case.changes.iter();
            if known.any(|known| known.number == change.number) {
                return Err(impossible(seq, case.id, "two changes have one number"));
            }
            change::report(&mut case.changes, change);
            return Ok(());
        }
        Event::ChangeAccepted {
            number,
            facts,
            by,
            day,
            ..
        } => (*number, facts, *by, *day, FactStatus::Accepted),
        Event::ChangeDeclined {
            number,
            facts,
            by,
            day,
            ..
        } => (*number, facts, *by, *day, FactStatus::Declined),
        _other_event => return Ok(()),
    };
    let word = Word {
        number,
        places,
        by,
        day,
    };
    change_settled(case, seq, word, status)
}

/// Accepted facts go into the household; who decided on them may not sign the review they are part of.
fn change_settled(
    case: &mut Case,
    seq: u64,
    word: Word<'_>,
    status: FactStatus,
) -> Result<(), StoreFault> {
    let settled = change::settle(&mut case.changes, word, status)
        .map_err(|change::NotOpen| impossible(seq, case.id, "no such fact waits in a change"))?;
    if status == FactStatus::Accepted {
        change::accept(&settled, case);
        change::settle_matching(case);
    }
    edited(case, word.by);
    Ok(())
}

fn proposed(case: &mut Case, seq: u64, proposal: &Proposal) -> Result<(), StoreFault> {
    step(case, seq, ReviewStep::Propose)?;
    let review = &mut case.review;
    review.claim = None;
    review.hold = None;
    review.returned = None;
    review.skipped = None;
    review.approved = None;
    review.proposal = Some(proposal.clone());
    edited(case, proposal.by);
    Ok(())
}

/// A proposal taken back leaves the case with its maker for the day it was made.
fn withdrawn(case: &mut Case, seq: u64) -> Result<(), StoreFault> {
    step(case, seq, ReviewStep::Withdraw)?;
    case.review.claim = case.review.proposal.take().map(|proposal| Claim {
        by: proposal.by,
        until: proposal.day,
    });
    Ok(())
}

/// The proposal stays, so that its maker can read what was returned and why.
fn returned(case: &mut Case, seq: u64, why: &Returned) -> Result<(), StoreFault> {
    step(case, seq, ReviewStep::Return)?;
    let review = &mut case.review;
    review.returned = Some(why.clone());
    review.approved = None;
    review.decided = None;
    review.notice = None;
    review.attempts.clear();
    review.service = None;
    Ok(())
}

fn decided(
    case: &mut Case,
    seq: u64,
    how: ReviewStep,
    by: (StaffId, Day),
) -> Result<(), StoreFault> {
    step(case, seq, how)?;
    case.review.decided = Some(by);
    Ok(())
}

fn objected(case: &mut Case, seq: u64, objection: &Objection) -> Result<(), StoreFault> {
    let id = case.id;
    let newest = case.postings.last_mut();
    let posting = newest.ok_or_else(|| impossible(seq, id, "nothing of it was posted"))?;
    posting.objection = Some(objection.clone());
    Ok(())
}

/// A notice made anew takes the place of the one before, which nobody was served.
fn noticed(case: &mut Case, seq: u64, notice: &Notice) -> Result<(), StoreFault> {
    step(case, seq, ReviewStep::Notify)?;
    case.review.notice = Some(notice.clone());
    case.review.attempts.clear();
    Ok(())
}

/// A try to serve moves nothing; it can only be made of a notice that is there and not served.
fn tried(case: &mut Case, seq: u64, attempt: &Attempt) -> Result<(), StoreFault> {
    if case.review.status != Status::Noticed {
        return Err(impossible(seq, case.id, "it has no notice to be served"));
    }
    case.review.attempts.push(attempt.clone());
    Ok(())
}

/// Only exactly what was frozen can be signed.
fn frozen(case: &Case, seq: u64, freeze: &str) -> Result<(), StoreFault> {
    match &case.review.proposal {
        Some(proposal) if proposal.freeze == freeze => Ok(()),
        Some(_) | None => Err(impossible(
            seq,
            case.id,
            "what was signed is not what was proposed",
        )),
    }
}
