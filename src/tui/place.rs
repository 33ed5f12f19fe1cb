//! Places: where a person is, with what is typed there outside any case, as it is kept.
//!
//! Another screen is kept at once; text is kept with the drafts, when it rests and when a field is left. At
//! the first start nothing is kept until something was typed.

use super::{
    effect::Effect,
    model::{Model, Screen, Wanted, form::FormKind},
    parked,
};
use crate::{desk::Place, engine::refusal::Trouble};

/// Name of the text of the search.
pub const SEARCH: &str = "search";
/// Name of the text to which the parameters are narrowed; there whenever they lie open.
pub const FILTER: &str = "filter";
/// Name of the parameter whose values lie open.
pub const HISTORY: &str = "history";
/// The screen of the first start.
pub const START: &str = "start";

/// The form of the first start, if it lies there.
pub fn is_first_start(model: &Model) -> bool {
    model
        .screens
        .iter()
        .any(|screen| matches!(screen, Screen::Form(form) if form.kind == FormKind::FirstStart))
}

/// Where the person is.
fn place(model: &Model) -> Place {
    let mut fields = model.parked.clone();
    let (mut focus, mut cursor) = (String::new(), 0);
    let mut screen = if is_first_start(model) { START } else { "desk" };
    for one in &model.screens {
        match one {
            Screen::Queue(_) => screen = "queue",
            Screen::Case(_) => {
                // Whatever led to the case is behind the person.
                for name in [SEARCH, FILTER, HISTORY] {
                    fields.remove(name);
                }
                focus.clear();
                screen = "case";
            }
            Screen::Search(search) => {
                screen = SEARCH;
                fields.insert(SEARCH.to_owned(), search.line.text.clone());
                if search.typing {
                    SEARCH.clone_into(&mut focus);
                    cursor = search.line.cursor;
                }
            }
            Screen::Policy(policy) => {
                screen = "policy";
                fields.insert(FILTER.to_owned(), policy.filter.text.clone());
                if policy.filtering {
                    FILTER.clone_into(&mut focus);
                    cursor = policy.filter.cursor;
                }
            }
            Screen::History(history) => {
                screen = HISTORY;
                fields.insert(HISTORY.to_owned(), history.name.clone());
            }
            Screen::Form(form) if !form.kind.belongs_to_case() => {
                parked::park_form(form, &mut fields);
                if let Some(field) = form.focused() {
                    focus = form.field_name(field);
                    cursor = field.line().map_or(0, |line| line.cursor);
                }
            }
            Screen::Import(_)
            | Screen::Batch(_)
            | Screen::Starting
            | Screen::Desk(_)
            | Screen::Form(_)
            | Screen::Incomes(_)
            | Screen::Referrals(_)
            | Screen::Sum(_)
            | Screen::Compare(_)
            | Screen::Menu(_)
            | Screen::Help(_) => {}
        }
    }
    Place {
        queue: model.queue().map(|queue| queue.id),
        case: model.case().map(|case| case.id),
        screen: screen.to_owned(),
        fields: fields.into_iter().collect(),
        focus,
        cursor: u32::try_from(cursor).unwrap_or(u32::MAX),
    }
}

/// Whether the place on the screen is one to be kept: until the kept one is there, the desk on the screen is
/// not where the person was.
fn is_known(model: &Model) -> bool {
    let open = model.me.is_some() && model.is_open() && model.reopen.is_none();
    (open || is_first_start(model)) && !model.awaits(&Wanted::Place)
}

/// The place, if it is another than the one kept last.
fn news(model: &Model) -> Option<Place> {
    if !is_known(model) {
        return None;
    }
    let place = place(model);
    if place.screen == START && place.fields.is_empty() {
        // Who typed nothing yet is nowhere; who took everything back is nowhere again.
        let typed = |kept: &Place| !kept.fields.is_empty();
        return Some(place).filter(|_| model.place.as_ref().is_some_and(typed));
    }
    Some(place).filter(|place| model.place.as_ref() != Some(place))
}

/// Whether something of the place is not kept yet.
pub fn differs(model: &Model) -> bool {
    news(model).is_some()
}

/// Keeps where the person is and what is typed there, if that changed.
pub fn save(model: &mut Model) -> Option<Effect> {
    let place = news(model)?;
    model.place = Some(place.clone());
    let id = model.await_reply(Wanted::PlaceKept);
    Some(Effect::SavePlace { id, place })
}

/// Keeps where the person is, if that is another screen.
pub fn save_way(model: &mut Model) -> Option<Effect> {
    let there = news(model)?;
    let same = model.place.as_ref().is_some_and(|kept| {
        kept.queue == there.queue && kept.case == there.case && kept.screen == there.screen
    });
    if same || model.failing || there.screen == START {
        return None;
    }
    save(model)
}

/// What came of keeping the place.
pub fn kept(model: &mut Model, result: Result<(), Trouble>) {
    match result {
        Ok(()) => parked::writes_again(model),
        Err(trouble) => {
            model.place = None;
            parked::does_not_write(model, &trouble);
        }
    }
}
