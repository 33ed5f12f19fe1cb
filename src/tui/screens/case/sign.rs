//! Signing: what a caseworker proposes, what a colleague approves or confirms; and on to the next case.

use super::{
    asked,
    layout::{self, Frame},
    open,
};
use crate::{
    domain::{
        ids::CaseId,
        review::{Cause, Outcome},
    },
    engine::command::{Command, ProposeReview},
    text::ui::case as words,
    tui::{
        effect::Effect,
        facts, forms,
        model::{
            Deed, Model, Screen, Wanted,
            case::{Attention, Intent, Loaded, Mode},
        },
        screens::{self, queue},
    },
};

/// Signs what was concluded and sends it up.
///
/// What is signed is what was on the screen: where the sum is still on its way, the signature waits for it
/// and is given only if the sum is the one that was shown.
pub fn sign(model: &mut Model) -> Vec<Effect> {
    let settled = facts::sum_is_settled(model);
    if asked::is_busy(model) || forms::objects_to_unread(model) {
        return Vec::new();
    }
    let Some(case) = model.loaded_mut() else {
        return Vec::new();
    };
    let Some(outcome) = case.conclusion.outcome else {
        model.object(words::CONCLUDE_FIRST);
        return Vec::new();
    };
    if !settled {
        case.sign_when_known = true;
        return Vec::new();
    }
    case.sign_when_known = false;
    if let Some(refusal) = case
        .option(outcome)
        .and_then(|option| option.blocked.first().cloned())
    {
        model.refuse(&refusal);
        return Vec::new();
    }
    if case.is_changed() && case.conclusion.cause == Some(Cause::Unchanged) {
        forms::open_conclusion_at(model, "cause");
        model.object(words::CAUSE_NEEDED);
        return Vec::new();
    }
    if outcome.needs_reason() && case.conclusion.reason.trim().is_empty() {
        forms::open_conclusion_at(model, "reason");
        model.object(words::REASON_NEEDED);
        return Vec::new();
    }
    if outcome == Outcome::PhaseOut && case.conclusion.months.is_none() {
        forms::open_conclusion_at(model, "months");
        model.object(words::MONTHS_NEEDED);
        return Vec::new();
    }
    let proposal = proposal(case, outcome);
    let id = case.view.case.id;
    let expect = case.view.case.seq;
    let known = case
        .intent
        .as_ref()
        .filter(|intent| intent.proposal == proposal)
        .map(|intent| intent.key.clone());
    let key = known.unwrap_or_else(|| model.fresh_key());
    if let Some(case) = model.loaded_mut() {
        case.intent = Some(Intent {
            key: key.clone(),
            proposal: proposal.clone(),
        });
    }
    let wanted = Wanted::CaseDone(id, Deed::Signed);
    vec![model.execute(
        wanted,
        Command::Propose(Box::new(proposal)),
        Some(expect),
        Some(key),
    )]
}

fn proposal(case: &Loaded, outcome: Outcome) -> ProposeReview {
    let conclusion = &case.conclusion;
    ProposeReview {
        case: case.view.case.id,
        outcome,
        cause: conclusion.cause.unwrap_or(Cause::Other),
        reason: conclusion.reason.trim().to_owned(),
        effective: conclusion.effective,
        phase_out_months: match outcome {
            Outcome::PhaseOut => conclusion.months,
            Outcome::Keep
            | Outcome::Increase
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
        },
        changed: conclusion.changed,
        household: case.work.clone(),
        finding_seen: case.assessment.digest.clone(),
    }
}

/// The sum has arrived for which a signature waited.
pub fn sum_known(model: &mut Model) -> Vec<Effect> {
    let Some(case) = model.loaded_mut().filter(|case| case.sign_when_known) else {
        return Vec::new();
    };
    case.sign_when_known = false;
    let now = case.figures();
    if case.shown.is_some() && case.shown == now {
        return sign(model);
    }
    model.object(words::SUM_MOVED);
    Vec::new()
}

/// Asks whether the case is to be signed as it stands on the screen; only the answer signs. What cannot be
/// countersigned is not asked about: the screen says why, and the case is read anew, as it may have been mended.
pub fn ask(model: &mut Model) -> Vec<Effect> {
    if asked::is_busy(model) {
        return Vec::new();
    }
    let settled = facts::sum_is_settled(model);
    let frame = Frame::of(model);
    let countersigns = matches!(model.mode(), Mode::Approve | Mode::Confirm);
    let reviews = model.mode() == Mode::Review;
    let Some(case) = model.loaded_mut() else {
        return Vec::new();
    };
    if reviews && case.conclusion.outcome.is_none() {
        model.object(words::CONCLUDE_FIRST);
        return Vec::new();
    }
    let block = case.countersign_blocks().first().filter(|_| countersigns);
    if let Some(block) = block.cloned() {
        let id = case.view.case.id;
        let what = super::panel::block_words(model, &block);
        model.object(words::not_countersigned(&what));
        return open::ask_again(model, id);
    }
    if !case.all_seen(layout::layout(frame, case)) {
        model.object(words::NOT_ALL_SEEN);
    } else if !settled || case.shown != case.figures() {
        model.object(words::SUM_MOVED);
    } else {
        case.attention = Attention::Asked;
    }
    Vec::new()
}

/// Takes the question away; nothing was signed.
pub fn ask_no_more(model: &mut Model) {
    if let Some(case) = model.loaded_mut().filter(|case| case.is_asked()) {
        case.attention = Attention::WorkedOn;
    }
}

/// The question was answered with yes.
pub fn give(model: &mut Model) -> Vec<Effect> {
    ask_no_more(model);
    match model.mode() {
        Mode::Review => sign(model),
        Mode::Approve | Mode::Confirm | Mode::Enforce => countersign(model),
        Mode::Look => Vec::new(),
    }
}

/// Approves or confirms exactly what is on the screen.
fn countersign(model: &mut Model) -> Vec<Effect> {
    let mode = model.mode();
    let Some(case) = model.loaded() else {
        return Vec::new();
    };
    let Some(proposal) = &case.view.case.review.proposal else {
        return Vec::new();
    };
    let (id, seq) = (case.view.case.id, case.view.case.seq);
    let freeze = proposal.freeze.clone();
    let (command, deed) = match mode {
        Mode::Approve => (Command::Approve { case: id, freeze }, Deed::Approved),
        Mode::Confirm => (Command::Confirm { case: id, freeze }, Deed::Confirmed),
        Mode::Enforce => (Command::TakeForce { case: id }, Deed::Enforced),
        Mode::Review | Mode::Look => return Vec::new(),
    };
    vec![model.execute(Wanted::CaseDone(id, deed), command, Some(seq), None)]
}

/// Commands about the case that need nothing but the case.
pub fn simple(model: &mut Model, command: impl FnOnce(CaseId) -> Command) -> Vec<Effect> {
    let Some(case) = model.loaded() else {
        return Vec::new();
    };
    let (id, seq) = (case.view.case.id, case.view.case.seq);
    let wanted = Wanted::CaseDone(id, Deed::Entered);
    vec![model.execute(wanted, command(id), Some(seq), None)]
}

/// Leaves a case that is done, and shows the next of the queue it was opened from.
pub fn advance(model: &mut Model, done: CaseId) -> Vec<Effect> {
    while model.screens.len() > 1 && model.case().is_some_and(|case| case.id == done) {
        model.pop();
    }
    if !matches!(model.top(), Screen::Queue(_)) {
        return screens::refreshed(model);
    }
    match queue::without(model, done) {
        Some((next, head)) => open::open(model, next, &head),
        None => queue::refresh(model),
    }
}
