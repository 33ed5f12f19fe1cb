//! Whether the case in front has been looked at. A key counts for a case only if it was pressed after the
//! case was on the screen; a key that was held down, or typed ahead over a slow line, signs nothing.

use crate::tui::{
    action::Action,
    event::{Code, Key},
    model::{
        Model, Screen,
        case::{Attention, Loaded},
    },
};

/// The case in front, if it or a form about it is what the screen shows.
fn shown(model: &mut Model) -> Option<&mut Loaded> {
    let in_front = match model.top() {
        Screen::Case(_) => true,
        Screen::Form(form) => form.kind.belongs_to_case(),
        Screen::Starting
        | Screen::Desk(_)
        | Screen::Queue(_)
        | Screen::Incomes(_)
        | Screen::Referrals(_)
        | Screen::Sum(_)
        | Screen::Compare(_)
        | Screen::History(_)
        | Screen::Search(_)
        | Screen::Policy(_)
        | Screen::Menu(_)
        | Screen::Help(_)
        | Screen::Import(_)
        | Screen::Batch(_) => false,
    };
    if in_front { model.loaded_mut() } else { None }
}

/// A frame was written while `queued` events waited; on the first frame of a case, those came too early for it.
pub fn drawn(model: &mut Model, queued: usize) {
    let Some(case) = shown(model).filter(|case| case.attention == Attention::Undrawn) else {
        return;
    };
    case.attention = Attention::Drawn;
    model.premature = queued;
}

/// Whether a key that takes, says or signs something was pressed before the case in front was seen.
pub fn is_premature(model: &mut Model, key: Key) -> bool {
    let before = model.premature > 0;
    model.premature = model.premature.saturating_sub(1);
    let unseen = shown(model).is_some_and(|case| before || case.attention == Attention::Undrawn);
    unseen
        && matches!(
            key.code,
            Code::Enter | Code::F(9) | Code::Char(' ' | '\u{3000}')
        )
}

/// A key was pressed: anything but a signature shows that somebody works on the case.
pub fn pressed(model: &mut Model, action: Action) {
    let signs = matches!(
        action,
        Action::Sign
            | Action::AskSign
            | Action::Approve
            | Action::Confirm
            | Action::GiveSignature
            | Action::Submit
            | Action::NextCase
    );
    if !signs && let Some(case) = shown(model).filter(|case| case.attention == Attention::Drawn) {
        case.attention = Attention::WorkedOn;
    }
}

/// Whether somebody has done anything with the case in front but to sign it.
pub fn is_worked_on(model: &Model) -> bool {
    model
        .loaded()
        .is_some_and(|case| case.attention == Attention::WorkedOn)
}
