//! What is typed and not taken: by which names it is kept, how it leaves a form and comes back into it, and
//! whether the disk takes it.

use std::collections::BTreeMap;

use super::model::{
    Model, Notice, Screen, Tone,
    form::{Form, FormKind},
};
use crate::{engine::refusal::Trouble, text::ui::fields as words};

/// Name of the field of a member's income in a draft.
pub fn income_name(member: usize) -> String {
    format!("income.{member}")
}

/// The form that lies over the case, if one does.
pub fn open_form(model: &Model) -> Option<&Form> {
    model
        .screens
        .iter()
        .rev()
        .take_while(|screen| !matches!(screen, Screen::Case(_)))
        .find_map(|screen| match screen {
            Screen::Form(form) => Some(form),
            _other_screen => None,
        })
}

/// Keeps the text of every field that is not taken yet: of a form that is taken field by field, what cannot be
/// taken; of one that is sent when it is complete, what differs from what it held.
pub fn park_form(form: &Form, parked: &mut BTreeMap<String, String>) {
    let at_once = form.kind.is_taken_at_once();
    for field in &form.fields {
        let name = form.field_name(field);
        let open = if at_once {
            // A choice that nobody made holds nothing that could be kept.
            let holds =
                field.error.is_some() && !(field.line().is_none() && field.raw().is_empty());
            holds || form.waits(field)
        } else {
            field.is_changed()
        };
        if open {
            parked.insert(name, field.raw());
        } else {
            parked.remove(&name);
        }
    }
}

/// Parks the text of the uppermost form where it belongs: in its case, or in the model.
pub fn park(model: &mut Model) {
    let Some(Screen::Form(form)) = model.screens.last().cloned() else {
        return;
    };
    if form.kind.belongs_to_case() {
        if let Some(case) = model.loaded_mut() {
            park_form(&form, &mut case.parked);
        }
    } else {
        park_form(&form, &mut model.parked);
    }
}

/// Puts parked text back into a form that is being opened.
pub fn unpark(form: &mut Form, parked: &BTreeMap<String, String>) {
    let names: Vec<String> = form
        .fields
        .iter()
        .map(|field| form.field_name(field))
        .collect();
    for (field, name) in form.fields.iter_mut().zip(names) {
        if let Some(text) = parked.get(&name) {
            field.set_raw(text);
        }
    }
}

pub fn income_member(focus: &str) -> Option<usize> {
    focus.strip_prefix("income.")?.parse().ok()
}

/// What was typed into the facts of a case and could not be taken; the sum does not know of it.
#[derive(Debug, PartialEq, Eq)]
pub enum Unread<'a> {
    /// The income of a member, not understood.
    Income(usize, &'a str),
    /// Another field, by its name in drafts, not understood.
    Field(&'a str, &'a str),
    /// A disability of a member, without its grade.
    Ungraded(usize),
}

/// The first that was typed into the facts of a case and could not be taken.
pub fn unread(parked: &BTreeMap<String, String>) -> Option<Unread<'_>> {
    parked.iter().find_map(|(name, text)| {
        if let Some(member) = income_member(name) {
            return Some(Unread::Income(member, text));
        }
        let (prefix, field) = name.rsplit_once('.')?;
        let kind = FormKind::of_prefix(prefix).filter(FormKind::is_taken_at_once)?;
        Some(match (kind, field) {
            (FormKind::Member(member), "disability") => Unread::Ungraded(member),
            _other_field => Unread::Field(name, text),
        })
    })
}

/// Something was written; says so where it could not be before and nothing else waits.
pub fn writes_again(model: &mut Model) {
    if model.failing && model.unwritten.is_empty() {
        model.failing = false;
        model.say(words::DRAFT_WRITTEN);
    }
}

/// Something could not be written; says so, and again as long as nothing else is to be said.
pub fn does_not_write(model: &mut Model, trouble: &Trouble) {
    let known = std::mem::replace(&mut model.failing, true);
    if !known || model.notice.is_none() {
        let number = match trouble {
            Trouble::Fault(fault) => Some(fault.code.number()),
            Trouble::Refused(_) => None,
        };
        model.notice = Some(Notice {
            tone: Tone::Fault,
            text: words::draft_unwritten(number),
        });
    }
}

/// Which field or form is being filled, so that opening and leaving one is noticed.
pub fn open_field(model: &Model) -> Option<String> {
    let income = model.loaded().and_then(|case| case.income.as_ref());
    match (model.form(), income) {
        (Some(form), _) => Some(form.kind.prefix()),
        (None, Some(edit)) => Some(income_name(edit.member)),
        (None, None) => None,
    }
}
