//! Drafts and places: what of the model is kept outside it, and how a model comes back from it.
//!
//! A draft holds the household as edited, the conclusion so far, the raw text of everything typed and not
//! taken, and where the cursor was. It is kept at every field exit, and when the line drops.

use std::collections::BTreeMap;

use super::{
    effect::Effect,
    forms::{self, Form},
    model::{Model, Screen, Size, Wanted},
    screens::case::{Conclusion, IncomeEdit, Mode, Row, edit, merge},
    widgets::line::Line,
};
use crate::{
    desk::{Draft, Place},
    domain::{household::Household, ids::CaseId, queue::QueueId},
    text::ui::case as words,
};

/// Name under which a draft keeps the household it started from, so that a colleague's change meanwhile
/// is seen and not overwritten.
const BASE: &str = "base";

/// Name under which a draft keeps the incomes that F8 brings back, while one is being typed.
const INCOMES_BEFORE: &str = "income.before";

/// Name of the field of a member's income in a draft.
pub fn income_name(member: usize) -> String {
    format!("income.{member}")
}

/// The draft of the case on the screen, if anything was typed.
pub fn capture(model: &Model) -> Option<Draft> {
    let case = edit::loaded(model)?;
    let mut fields = case.parked.clone();
    let (mut focus, mut cursor) = (String::new(), 0);
    if let Some(edit) = &case.income {
        focus = income_name(edit.member);
        cursor = edit.line.cursor;
        fields.insert(focus.clone(), edit.line.text.clone());
        if let Ok(before) = serde_json::to_string(&edit.original.facts.incomes) {
            fields.insert(INCOMES_BEFORE.to_owned(), before);
        }
    }
    if let Some(form) = open_form(model) {
        park_form(form, &mut fields);
        if let Some(field) = form.focused() {
            focus = forms::field_name(&form.kind, field);
            cursor = field.line().map_or(0, |line| line.cursor);
            fields.insert(focus.clone(), field.raw());
        }
    }
    let nothing = fields.is_empty() && focus.is_empty();
    if nothing && !case.is_changed() && case.conclusion == Conclusion::default() {
        return None;
    }
    if case.is_changed()
        && let Ok(base) = serde_json::to_string(&case.view.case.household)
    {
        fields.insert(BASE.to_owned(), base);
    }
    let conclusion = &case.conclusion;
    if let Some(month) = conclusion.effective {
        fields.insert("effective".to_owned(), month.to_string());
    }
    if let Some(months) = conclusion.months {
        fields.insert("months".to_owned(), months.to_string());
    }
    if let Some(day) = conclusion.changed {
        fields.insert("changed".to_owned(), day.to_string());
    }
    Some(Draft {
        case: case.view.case.id,
        base_seq: case.view.case.seq,
        at: String::new(),
        household: case.work.clone(),
        outcome: conclusion.outcome,
        cause: conclusion.cause,
        reason: conclusion.reason.clone(),
        fields: fields.into_iter().collect(),
        focus,
        cursor: u32::try_from(cursor).unwrap_or(u32::MAX),
    })
}

/// The form that lies over the case, if one does.
fn open_form(model: &Model) -> Option<&Form> {
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
fn park_form(form: &Form, parked: &mut BTreeMap<String, String>) {
    let at_once = form.kind.is_taken_at_once();
    for field in &form.fields {
        let name = forms::field_name(&form.kind, field);
        let open = if at_once {
            field.error.is_some()
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
        if let Some(case) = edit::loaded_mut(model) {
            park_form(&form, &mut case.parked);
        }
    } else {
        park_form(&form, &mut model.parked);
    }
}

/// Puts parked text back into a form that is being opened.
pub fn unpark(form: &mut Form, parked: &BTreeMap<String, String>) {
    let kind = form.kind.clone();
    for field in &mut form.fields {
        if let Some(text) = parked.get(&forms::field_name(&kind, field)) {
            field.set_raw(text);
        }
    }
}

/// Keeps the draft if it differs from the one kept last; forgets it once there is nothing to keep.
pub fn save(model: &mut Model) -> Vec<Effect> {
    if edit::mode(model) != Mode::Review && !has_parked(model) {
        return Vec::new();
    }
    let draft = capture(model);
    let Some(case) = edit::loaded_mut(model) else {
        return Vec::new();
    };
    if case.kept == draft {
        return Vec::new();
    }
    let id = case.view.case.id;
    case.kept.clone_from(&draft);
    let name = model.await_reply(Wanted::Nothing);
    vec![match draft {
        Some(draft) => Effect::SaveDraft {
            id: name,
            draft: Box::new(draft),
        },
        None => Effect::DropDraft { id: name, case: id },
    }]
}

fn has_parked(model: &Model) -> bool {
    edit::loaded(model).is_some_and(|case| !case.parked.is_empty())
}

/// Brings the case on the screen to where the draft left it.
pub fn restore(model: &mut Model, draft: Draft) {
    let size = model.size;
    let reviews = edit::mode(model) == Mode::Review;
    let Some(case) = edit::loaded_mut(model) else {
        return;
    };
    case.kept = Some(draft.clone());
    let mut fields: BTreeMap<String, String> = draft.fields.into_iter().collect();
    let base = fields
        .remove(BASE)
        .and_then(|text| serde_json::from_str::<Household>(&text).ok());
    let effective = fields
        .remove("effective")
        .and_then(|text| text.parse().ok());
    let months = fields.remove("months").and_then(|text| text.parse().ok());
    let changed = fields.remove("changed").and_then(|text| text.parse().ok());
    let incomes_before = fields.remove(INCOMES_BEFORE).unwrap_or_default();
    let mut conflicts = Vec::new();
    if reviews {
        let decided = &case.view.case.household;
        let base = base.unwrap_or_else(|| decided.clone());
        let merged = merge::merge(&base, &draft.household, decided);
        case.work = merged.household;
        conflicts = merged.conflicts;
        case.conclusion = Conclusion {
            outcome: draft.outcome,
            cause: draft.cause,
            reason: draft.reason,
            effective,
            months,
            changed,
        };
        case.sum_due = true;
    }
    case.parked = fields;
    let cursor = usize::try_from(draft.cursor).unwrap_or(0);
    let focus = draft.focus;
    if !conflicts.is_empty() {
        super::screens::compare::open(model, &draft.household, conflicts);
    } else if let Some(member) = income_member(&focus) {
        restore_income(model, size, (member, cursor), &incomes_before);
    } else if !focus.is_empty() {
        forms::reopen(model, &focus, cursor);
    }
    if reviews && has_typed(model, &focus) {
        model.say(words::DRAFT_RESTORED);
    }
}

/// Whether anything typed or concluded stands there, besides an untouched field in which the cursor was.
fn has_typed(model: &Model, focus: &str) -> bool {
    let Some(case) = edit::loaded(model) else {
        return false;
    };
    let income = case.income.as_ref();
    case.is_changed()
        || case.conclusion != Conclusion::default()
        || case.parked.keys().any(|name| name != focus)
        || income.is_some_and(|edit| edit.line.text != edit.before)
        || open_form(model).is_some_and(|form| form.fields.iter().any(forms::Field::is_changed))
}

fn income_member(focus: &str) -> Option<usize> {
    focus.strip_prefix("income.")?.parse().ok()
}

/// What was typed into the facts of a case and could not be understood: where, if it is the income of a
/// member, and the text. The sum does not know of it.
pub fn unread(parked: &BTreeMap<String, String>) -> Option<(Option<usize>, &str)> {
    parked.iter().find_map(|(name, text)| {
        let member = income_member(name);
        let counts = member.is_some() || forms::FormKind::takes_at_once(name);
        counts.then_some((member, text.as_str()))
    })
}

/// Opens an income with the text that was being typed.
fn restore_income(
    model: &mut Model,
    size: Size,
    (member, cursor): (usize, usize),
    incomes_before: &str,
) {
    let Some(case) = edit::loaded_mut(model) else {
        return;
    };
    let Some(mut original) = case.work.members.get(member).cloned() else {
        return;
    };
    let text = case.parked.remove(&income_name(member));
    edit::select(case, size, Some(Row::Member(member)));
    // The member holds what was typed as far as it is an amount; what it held before is put beside it.
    if let Ok(before) = serde_json::from_str(incomes_before) {
        original.facts.incomes = before;
    }
    let before = forms::values::amount_text(super::screens::case::month_income(&original));
    let text = text.unwrap_or_else(|| before.clone());
    case.income = Some(IncomeEdit {
        member,
        line: Line::new(text).at(cursor),
        before,
        original,
    });
}

/// Where the person is, as it is kept.
pub fn place(model: &Model) -> Place {
    let queue = model.queue().map(|queue| queue.id);
    let case = model.case().map(|case| case.id);
    let screen = match (case, queue) {
        (Some(_), _) => "case",
        (None, Some(_)) => "queue",
        (None, None) => "desk",
    };
    Place {
        queue,
        case,
        screen: screen.to_owned(),
    }
}

/// Keeps where the person is, if that changed.
pub fn save_place(model: &mut Model) -> Option<Effect> {
    // Until the kept place is there, the desk on the screen is not where the person was.
    if model.me.is_none() || !model.is_open() || model.awaits(&Wanted::Place) {
        return None;
    }
    let place = place(model);
    if model.place.as_ref() == Some(&place) {
        return None;
    }
    model.place = Some(place.clone());
    let id = model.await_reply(Wanted::Nothing);
    Some(Effect::SavePlace { id, place })
}

/// The queue and case a kept place leads to.
pub fn way_back(place: &Place) -> (Option<QueueId>, Option<CaseId>) {
    match place.screen.as_str() {
        "case" => (place.queue, place.case),
        "queue" => (place.queue, None),
        _ => (None, None),
    }
}
