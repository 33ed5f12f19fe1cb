//! `approve`, `confirm` and `return`: the second person's part, by case number.
//!
//! What is signed is the digest of the proposal as it stood when this verb read it; whoever wants to see
//! it first uses `show` and `explain`.

use super::{
    args,
    context::{Context, case, execute},
    exit::{End, Failure},
    show::staff_name,
};
use crate::{
    domain::review::{Proposal, ReviewStep},
    engine::{answer::CaseView, command::Command, refusal::Refusal},
    text::{terms, ui::case::proposed_line},
};

/// Approves a proposal.
///
/// # Errors
/// What the engine says.
pub fn approve(context: &Context, args: &args::Sign) -> Result<End, Failure> {
    sign(
        context,
        &args.case,
        ReviewStep::Approve,
        |view, proposal| Command::Approve {
            case: view.case.id,
            freeze: proposal.freeze.clone(),
        },
    )
}

/// Confirms what was approved.
///
/// # Errors
/// What the engine says.
pub fn confirm(context: &Context, args: &args::Sign) -> Result<End, Failure> {
    sign(
        context,
        &args.case,
        ReviewStep::Confirm,
        |view, proposal| Command::Confirm {
            case: view.case.id,
            freeze: proposal.freeze.clone(),
        },
    )
}

/// Returns a proposal with its reason.
///
/// # Errors
/// What the engine says.
pub fn give_back(context: &Context, args: &args::Return) -> Result<End, Failure> {
    sign(context, &args.case, ReviewStep::Return, |view, _| {
        Command::Return {
            case: view.case.id,
            reason: args.reason.clone(),
        }
    })
}

/// Reads the case, does the step on the proposal as read, and says what was signed.
fn sign(
    context: &Context,
    number: &str,
    step: ReviewStep,
    command: impl FnOnce(&CaseView, &Proposal) -> Command,
) -> Result<End, Failure> {
    let office = context.office()?;
    let view = case(&office, number)?;
    let proposal = view
        .case
        .review
        .proposal
        .as_ref()
        .ok_or(Refusal::IllegalStep {
            status: view.case.review.status,
            step,
        })?;
    let receipt = execute(&office, command(&view, proposal), Some(view.case.seq))?;
    context.output.text(&format!(
        "已{}: 案 {}, {}, {}提出。已存 (第 {} 号记录)。",
        terms::step(step),
        view.case.number,
        proposed_line(proposal),
        staff_name(&view, proposal.by),
        receipt.seq
    ))?;
    office.close()?;
    Ok(End::Done)
}
