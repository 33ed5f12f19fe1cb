//! What a move to another programme (转) would pay, as the finding of a review says it.
//!
//! The rules say it in a step, so that the sum that is explained is the sum that is frozen and paid.

use super::{finding::Finding, money::Fen, outcome::Outcome, step::StepCode};

/// The step that says what a move comes to; `None` for what is no move with a sum.
const fn code(outcome: Outcome) -> Option<StepCode> {
    match outcome {
        Outcome::ToTekun => Some(StepCode::TransferTekun),
        Outcome::ToDibao => Some(StepCode::TransferDibao),
        Outcome::Keep
        | Outcome::Increase
        | Outcome::Decrease
        | Outcome::Stop
        | Outcome::PhaseOut
        | Outcome::ToEdge
        | Outcome::ToRigid
        | Outcome::ToLinshi
        | Outcome::Close
        | Outcome::Deny
        | Outcome::Judgement => None,
    }
}

/// What is paid a month after this outcome, by the finding: of a move what its step arrives at, else what the
/// finding comes to. `None` where it is not known, or the move does not fit.
pub fn payable(finding: &Finding, outcome: Outcome) -> Option<Fen> {
    if code(outcome).is_some() {
        month(finding, outcome)
    } else {
        finding.payable()
    }
}

/// What the move pays a month, where the finding says that it fits; `None` for what is no move with a sum.
pub fn month(finding: &Finding, outcome: Outcome) -> Option<Fen> {
    let code = code(outcome)?;
    let mut steps = finding.steps.iter();
    let said = steps.find(|step| StepCode::by_name(&step.code) == Some(code));
    said.and_then(|step| step.amount)
}
