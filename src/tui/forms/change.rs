//! What a newer list says of a household, settled fact by fact: accepted, declined, or left for later.

use super::evidence::send;
use crate::{
    engine::command::Command,
    text::{reported, ui::forms as words},
    tui::{
        effect::Effect,
        model::{
            Deed, Model,
            form::{Choice, Field, Form},
        },
    },
};

/// Codes of the choices of a fact.
const LATER: &str = "later";
const ACCEPT: &str = "accept";
const DECLINE: &str = "decline";

/// One choice for each fact that waits, and the reason.
pub fn fields(model: &Model, number: u32) -> Option<Vec<Field>> {
    let view = &model.loaded()?.view;
    let change = view
        .case
        .changes
        .iter()
        .find(|change| change.number == number)?;
    let names = view.names();
    let people = reported::People {
        names: &names,
        records: &view.reported,
    };
    let mut fields: Vec<Field> = change
        .open()
        .map(|(place, fact)| {
            let said = reported::words(people, &fact.reported);
            let choices = vec![
                Choice::new(LATER, words::CHANGE_LATER),
                Choice::new(ACCEPT, words::change_accept(&said.new)),
                Choice::new(DECLINE, words::change_decline(&said.old)),
            ];
            Field::choice(&place.to_string(), &said.what, choices, LATER).tall()
        })
        .collect();
    fields.push(Field::text("reason", words::CHANGE_REASON, "").hint(words::CHANGE_REASON_HINT));
    Some(fields)
}

/// Settles what was chosen.
pub fn settle(model: &mut Model, number: u32, form: &Form) -> Vec<Effect> {
    let Some(case) = model.loaded().map(|case| case.view.case.id) else {
        return Vec::new();
    };
    let chosen = |wanted: &str| {
        let facts = form
            .fields
            .iter()
            .filter(|field| form.raw(&field.id) == wanted);
        facts.filter_map(|field| field.id.parse().ok()).collect()
    };
    let command = Command::SettleChange {
        case,
        number,
        accept: chosen(ACCEPT),
        decline: chosen(DECLINE),
        reason: form.raw("reason").trim().to_owned(),
    };
    send(model, &form.kind, Deed::Entered, command)
}
