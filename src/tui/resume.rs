//! Brings a person back to where they were when the program ended.

use std::collections::BTreeMap;

use super::{
    effect::Effect,
    forms,
    model::{
        Model, Screen,
        form::{Field, FormKind},
        line::Line,
    },
    place::{FILTER, HISTORY, SEARCH, START, is_first_start},
    screens::{case::open, history, policy, queue, search},
};
use crate::desk::Place;

/// Back to where the person was, if they have not gone elsewhere meanwhile.
pub fn restore(model: &mut Model, place: Place) -> Vec<Effect> {
    if is_first_start(model) {
        restore_start(model, place);
        return Vec::new();
    }
    if model.screens.len() != 1 {
        return Vec::new();
    }
    model.place = Some(place.clone());
    let mut effects = Vec::new();
    if let Some(queue) = place.queue {
        effects.extend(queue::open(model, queue));
        if let Some(queue) = model.queue_mut() {
            queue.seek = place.case;
        }
    }
    if let Some(case) = place.case {
        effects.extend(open::open(model, case, ""));
    }
    let mut fields: BTreeMap<String, String> = place.fields.into_iter().collect();
    let cursor = usize::try_from(place.cursor).unwrap_or(0);
    if let Some(text) = fields.remove(SEARCH) {
        let line = Line::new(text).at(cursor);
        effects.extend(search::go_on(model, line, place.focus == SEARCH));
    }
    let lists = fields.contains_key(FILTER) || fields.contains_key(HISTORY);
    if let Some(text) = fields.remove(FILTER) {
        effects.extend(policy::open(model));
        if let Some(Screen::Policy(screen)) = model.top_mut() {
            screen.filter = Line::new(text);
            screen.filtering = place.focus == FILTER;
        }
    } else if lists {
        effects.extend(policy::refresh(model));
    }
    if let Some(name) = fields.remove(HISTORY) {
        effects.extend(history::open(model, name));
    }
    model.parked = fields;
    // A new value is filled in once the parameters are there.
    if lists && place.focus.contains('.') {
        model.reopen = Some((place.focus, cursor));
    }
    effects
}

/// The parameters are there: the new value that was being filled in is gone on with.
pub fn params_arrived(model: &mut Model) {
    if let Some((focus, cursor)) = model.reopen.take() {
        forms::reopen(model, &focus, cursor);
    }
}

/// What was typed at the first start stands there again, unless somebody has begun anew.
fn restore_start(model: &mut Model, place: Place) {
    let begun = model
        .form()
        .is_none_or(|form| form.fields.iter().any(Field::is_changed));
    if begun || place.screen != START {
        return;
    }
    model.pop();
    model.parked = place.fields.iter().cloned().collect();
    let cursor = usize::try_from(place.cursor).unwrap_or(0);
    forms::reopen(model, &place.focus, cursor);
    if model.form().is_none() {
        forms::open(model, FormKind::FirstStart);
    }
    model.place = Some(place);
}
