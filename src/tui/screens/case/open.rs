//! Opens a case: what has to be asked for it.

use crate::{
    domain::ids::CaseId,
    engine::query::Query,
    tui::{
        effect::Effect,
        model::{Model, Screen, Wanted, case::CaseScreen},
    },
};

/// Opens a case over what is on the screen; one that lies there already is gone back to.
pub fn open(model: &mut Model, id: CaseId, head: &str) -> Vec<Effect> {
    let there = model
        .screens
        .iter()
        .rposition(|screen| matches!(screen, Screen::Case(case) if case.id == id));
    if let Some(place) = there {
        model.screens.truncate(place + 1);
        return Vec::new();
    }
    model
        .screens
        .push(Screen::Case(Box::new(CaseScreen::new(id, head))));
    ask(model, id)
}

/// Asks for a case and its draft.
pub fn ask(model: &mut Model, id: CaseId) -> Vec<Effect> {
    let case = model.ask(Wanted::Case(id), Query::Case { case: id });
    let draft = model.await_reply(Wanted::Draft(id));
    vec![
        case,
        Effect::LoadDraft {
            id: draft,
            case: id,
        },
    ]
}

/// Asks for a case again, keeping what was typed.
pub fn ask_again(model: &mut Model, id: CaseId) -> Vec<Effect> {
    vec![model.ask(Wanted::Case(id), Query::Case { case: id })]
}
