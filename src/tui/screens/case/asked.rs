//! What is asked before a signature, and whether one is on its way.

use crate::{
    text::{recognition, ui::case as words},
    tui::model::{Deed, Model, Wanted, case::Mode},
};

/// Whether a signature of the case on the screen is on its way.
pub fn is_busy(model: &Model) -> bool {
    let Some(id) = model.case().map(|case| case.id) else {
        return false;
    };
    let signatures = [
        Deed::Signed,
        Deed::Approved,
        Deed::Confirmed,
        Deed::Enforced,
    ];
    let mut deeds = signatures.into_iter();
    deeds.any(|deed| model.awaits(&Wanted::CaseDone(id, deed)))
}

/// The words of the question, while it lies on the screen.
pub fn question(model: &Model) -> Option<String> {
    let case = model.loaded().filter(|case| case.is_asked())?;
    let proposal = case.view.case.review.proposal.as_ref();
    let (verb, outcome, terms) = match model.mode() {
        Mode::Look => return None,
        Mode::Review => {
            let outcome = case.conclusion.outcome?;
            let terms = case.option(outcome).and_then(|option| option.terms);
            ("sign", outcome, terms)
        }
        Mode::Approve => {
            let proposal = proposal?;
            let terms = Some((proposal.month, proposal.effective));
            ("approve", proposal.outcome, terms)
        }
        Mode::Confirm => {
            let proposal = proposal?;
            let terms = Some((proposal.month, proposal.effective));
            ("confirm", proposal.outcome, terms)
        }
        Mode::Enforce => {
            let proposal = proposal?;
            let terms = case
                .view
                .closing
                .map(|closing| (proposal.month, closing.from));
            ("enforce", proposal.outcome, terms)
        }
    };
    let verb = crate::text::ui::actions::short(verb);
    if recognition::stays_in(case.view.case.programme, outcome) {
        let from = terms.map(|(_, from)| from);
        return Some(words::question_of_recognition(verb, outcome, from));
    }
    Some(words::question(verb, outcome, terms))
}
