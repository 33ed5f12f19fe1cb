//! Filling a form in: keys and pastes, the way from field to field, choosing, and taking what can be taken.

use super::{close, closing, conclude, incomes, kept, member, submit, today};
use crate::tui::{
    effect::Effect,
    event::Key,
    facts,
    model::{
        Model,
        form::{Field, Form, FormKind, Value, kind::Taking},
        line::Folding,
    },
    parked,
};

/// A key in a text of the form.
pub fn key(model: &mut Model, key: Key) -> bool {
    let Some(field) = model.form_mut().and_then(Form::focused_mut) else {
        return false;
    };
    field.error = None;
    field
        .line_mut()
        .is_some_and(|(line, folding)| line.key(key, folding))
}

/// Text pasted into the form.
pub fn paste(model: &mut Model, text: &str) {
    if let Some(field) = model.form_mut().and_then(Form::focused_mut) {
        field.error = None;
        match field.line_mut() {
            Some((line, folding @ (Folding::Text | Folding::Figures))) => {
                line.insert(text, folding);
            }
            None => {}
        }
    }
}

/// Leaves the focused field: looks at it, takes it where it goes at once, keeps the draft.
fn leave(model: &mut Model) -> Vec<Effect> {
    let day = today(model);
    let Some(form) = model.form_mut() else {
        return Vec::new();
    };
    if let Some(field) = form.focused_mut() {
        field.check(day);
    }
    take(model);
    parked::park(model);
    facts::left_field(model)
}

/// Shows the fields that mean something as the others stand, and hides the rest.
pub(super) fn arrange(form: &mut Form) {
    match form.kind {
        FormKind::Member(_) => member::arrange(form),
        FormKind::Assets => member::arrange_assets(form),
        FormKind::Income(..) => incomes::arrange(form),
        FormKind::Conclude => conclude::arrange(form),
        FormKind::Service => closing::arrange(form),
        FormKind::Kept(_) => kept::arrange(form),
        FormKind::OtherDay => {
            let of_day = form.raw("with") == "day";
            form.show("day", of_day);
        }
        FormKind::Deduction(..)
        | FormKind::Alert(_)
        | FormKind::Support
        | FormKind::SelfCare
        | FormKind::Change(_)
        | FormKind::Aid
        | FormKind::AidPapers
        | FormKind::FollowUp
        | FormKind::Refer(_)
        | FormKind::Answer(_)
        | FormKind::Visit
        | FormKind::Hearing
        | FormKind::Hold
        | FormKind::Skip
        | FormKind::Return
        | FormKind::Paper
        | FormKind::Posting
        | FormKind::Objection
        | FormKind::Notice
        | FormKind::Attempt
        | FormKind::PolicyValue(_)
        | FormKind::Prices
        | FormKind::BatchReturn(_)
        | FormKind::FirstStart => {}
    }
}

/// Takes what can be taken of a form whose values go into the case at once.
pub(super) fn take(model: &mut Model) {
    if let Some(form) = model.form_mut() {
        arrange(form);
    }
    let Some(form) = model.form().cloned() else {
        return;
    };
    match form.kind.taking() {
        Taking::WhenComplete => {}
        Taking::AtOnce => match form.kind {
            FormKind::Member(member) => member::take(model, member, &form),
            FormKind::Income(member, Some(place)) => {
                incomes::take_income(model, member, place, &form);
            }
            FormKind::Deduction(member, Some(place)) => {
                incomes::take_deduction(model, member, place, &form);
            }
            FormKind::Assets => member::take_assets(model, &form),
            FormKind::Conclude => conclude::take(model, &form),
            FormKind::Income(_, None)
            | FormKind::Deduction(_, None)
            | FormKind::Alert(_)
            | FormKind::Support
            | FormKind::SelfCare
            | FormKind::Change(_)
            | FormKind::Aid
            | FormKind::AidPapers
            | FormKind::FollowUp
            | FormKind::Kept(_)
            | FormKind::Refer(_)
            | FormKind::Answer(_)
            | FormKind::Visit
            | FormKind::Hearing
            | FormKind::Hold
            | FormKind::Skip
            | FormKind::Return
            | FormKind::Paper
            | FormKind::Posting
            | FormKind::Objection
            | FormKind::Notice
            | FormKind::Service
            | FormKind::Attempt
            | FormKind::OtherDay
            | FormKind::PolicyValue(_)
            | FormKind::Prices
            | FormKind::BatchReturn(_)
            | FormKind::FirstStart => {}
        },
    }
}

/// On to the next field; behind the last, the form is completed.
pub fn proceed(model: &mut Model) -> Vec<Effect> {
    decide(model);
    let last = model.form().is_some_and(Form::is_last);
    let conclusion = model
        .form()
        .is_some_and(|form| form.kind == FormKind::Conclude);
    if last && conclusion {
        // A signature is never one Enter too many: back to the case, where F9 signs.
        return close(model);
    }
    if last {
        return submit(model);
    }
    next_field(model)
}

/// On to the next field; the last stays.
pub fn next_field(model: &mut Model) -> Vec<Effect> {
    let effects = leave(model);
    if let Some(form) = model.form_mut() {
        form.focus_next();
        freshen(form);
    }
    effects
}

/// Back to the field before.
pub fn previous_field(model: &mut Model) -> Vec<Effect> {
    let effects = leave(model);
    if let Some(form) = model.form_mut() {
        form.focus_previous();
        freshen(form);
    }
    effects
}

/// Figures are replaced by what is typed first; words are gone on with.
pub fn freshen(form: &mut Form) {
    if let Some((line, Folding::Figures)) = form.focused_mut().and_then(Field::line_mut) {
        line.fresh = !line.text.is_empty();
    }
}

/// Moves the choice of the focused field, or goes on to the next field where there is none.
pub fn choose(model: &mut Model, forward: bool) -> Vec<Effect> {
    let Some(form) = model.form_mut() else {
        return Vec::new();
    };
    form.step_choice(forward);
    chosen(model)
}

/// Up or Down in a choice: through a tall list, and out of it at its ends.
pub fn up_down(model: &mut Model, down: bool) -> Vec<Effect> {
    let Some(form) = model.form_mut() else {
        return Vec::new();
    };
    let tall = matches!(
        form.focused().map(|field| &field.value),
        Some(Value::Choice { tall: true, .. })
    );
    if tall && form.step_choice(down) {
        return chosen(model);
    }
    if down {
        next_field(model)
    } else {
        previous_field(model)
    }
}

/// Chooses by number.
pub fn pick(model: &mut Model, number: usize) -> Vec<Effect> {
    if model.form_mut().is_some_and(|form| form.pick(number)) {
        chosen(model)
    } else {
        Vec::new()
    }
}

/// Marks or unmarks.
pub fn toggle(model: &mut Model) -> Vec<Effect> {
    if let Some(form) = model.form_mut() {
        form.toggle();
    }
    chosen(model)
}

/// Somebody meant what the form says.
pub(super) fn decide(model: &mut Model) {
    if let Some(form) = model.form_mut() {
        form.decided = true;
    }
}

/// A choice was made: it counts at once.
fn chosen(model: &mut Model) -> Vec<Effect> {
    decide(model);
    if let Some(field) = model.form_mut().and_then(Form::focused_mut) {
        field.error = None;
    }
    take(model);
    parked::park(model);
    facts::ask_sum(model)
}

/// Puts back what the focused field held when the form was opened.
pub fn restore(model: &mut Model) -> Vec<Effect> {
    if let Some(form) = model.form_mut() {
        if let Some(field) = form.focused_mut() {
            let before = field.before.clone();
            field.set_raw(&before);
            field.error = None;
        }
        freshen(form);
    }
    take(model);
    parked::park(model);
    facts::ask_sum(model)
}
