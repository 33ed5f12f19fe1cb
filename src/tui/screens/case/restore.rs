//! Brings a case to where its draft left it: the values, the words, the open field and the cursor in it.

use std::collections::BTreeMap;

use super::{edit, layout::Frame, may};
use crate::{
    desk::Draft,
    domain::household::Household,
    text::ui::case::DRAFT_RESTORED,
    tui::{
        draft::{BASE, CHANGED, EFFECTIVE, INCOMES_BEFORE, MONTHS},
        forms,
        model::{
            Model,
            case::{Conclusion, IncomeEdit, Loaded, Mode, month_income, row::Row},
            form::{Field, Form, FormKind, values},
            line::Line,
            merge,
        },
        parked::{income_member, income_name, open_form},
        screens::{compare, incomes, referrals, sum},
    },
};

/// Brings the case on the screen to where the draft left it.
pub fn restore(model: &mut Model, draft: Draft) {
    let frame = Frame::of(model);
    let reviews = model.mode() == Mode::Review;
    let Some(case) = model.loaded_mut() else {
        return;
    };
    case.kept = Some(Draft {
        at: String::new(),
        ..draft.clone()
    });
    let mut fields: BTreeMap<String, String> = draft.fields.into_iter().collect();
    let base = fields
        .remove(BASE)
        .and_then(|text| serde_json::from_str::<Household>(&text).ok());
    let effective = fields.remove(EFFECTIVE).and_then(|text| text.parse().ok());
    let months = fields.remove(MONTHS).and_then(|text| text.parse().ok());
    let changed = fields.remove(CHANGED).and_then(|text| text.parse().ok());
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
        compare::open(model, &draft.household, conflicts);
    } else if let Some(member) = income_member(&focus) {
        restore_income(model, frame, (member, cursor), &incomes_before);
    } else if may_go_on(model, &focus) {
        reopen(model, frame, (&focus, cursor));
    }
    if (reviews && has_typed(model, &focus)) || open_form(model).is_some_and(is_typed_into) {
        model.say(DRAFT_RESTORED);
    }
}

/// Whether anything typed or concluded stands there, besides an untouched field in which the cursor was.
fn has_typed(model: &Model, focus: &str) -> bool {
    let Some(case) = model.loaded() else {
        return false;
    };
    let income = case.income.as_ref();
    case.is_changed()
        || case.conclusion != Conclusion::default()
        || case.parked.keys().any(|name| name != focus)
        || income.is_some_and(|edit| edit.line.text != edit.before)
        || open_form(model).is_some_and(is_typed_into)
}

fn is_typed_into(form: &Form) -> bool {
    form.fields.iter().any(Field::is_changed)
}

/// Whether the form of that field can still be filled as the case now stands.
fn may_go_on(model: &Model, focus: &str) -> bool {
    let Some((prefix, _)) = focus.rsplit_once('.') else {
        return false;
    };
    match (FormKind::of_prefix(prefix), model.mode()) {
        (Some(FormKind::OtherDay), _) => true,
        (Some(FormKind::Return), mode) => matches!(mode, Mode::Approve | Mode::Confirm),
        (Some(FormKind::Posting), _) => may::can_post(model),
        (Some(FormKind::Objection), _) => may::can_object(model),
        (Some(FormKind::Notice), _) => may::can_notify(model),
        (Some(FormKind::Service | FormKind::Attempt), _) => may::can_serve(model),
        (Some(_), mode) => mode == Mode::Review,
        (None, _) => false,
    }
}

/// Opens an income with the text that was being typed.
fn restore_income(
    model: &mut Model,
    frame: Frame,
    (member, cursor): (usize, usize),
    incomes_before: &str,
) {
    let Some(case) = model.loaded_mut() else {
        return;
    };
    let Some(mut original) = case.work.members.get(member).cloned() else {
        return;
    };
    let text = case.parked.remove(&income_name(member));
    edit::select(case, frame, Some(Row::Member(member)));
    // The member holds what was typed as far as it is an amount; what it held before is put beside it.
    if let Ok(before) = serde_json::from_str(incomes_before) {
        original.facts.incomes = before;
    }
    let before = values::amount_text(month_income(&original));
    let text = text.unwrap_or_else(|| before.clone());
    case.income = Some(IncomeEdit {
        member,
        line: Line::new(text).at(cursor),
        before,
        original,
    });
}

/// Opens the form in which a draft was left, over the list or page it belongs to, with the row below it on which
/// it was opened.
fn reopen(model: &mut Model, frame: Frame, (focus, cursor): (&str, usize)) {
    let kind = focus
        .rsplit_once('.')
        .and_then(|(prefix, _)| FormKind::of_prefix(prefix));
    if let Some(case) = model.loaded_mut() {
        let row = kind.as_ref().and_then(|kind| row_of(kind, case));
        let there = row.filter(|row| case.rows().contains(row));
        edit::select(case, frame, there);
    }
    match kind {
        Some(FormKind::Income(member, _) | FormKind::Deduction(member, _)) => {
            incomes::open(model, member);
        }
        Some(FormKind::OtherDay) => sum::open(model),
        Some(FormKind::Refer(_) | FormKind::Answer(_)) => referrals::open(model),
        Some(_) | None => {}
    }
    forms::reopen(model, focus, cursor);
}

/// The row from which a form is opened; `None` where a key opens it from any.
fn row_of(kind: &FormKind, case: &Loaded) -> Option<Row> {
    let known = &case.view.case;
    let alert = |number: u32| known.alerts.iter().position(|one| one.number == number);
    let change = |number: u32| known.changes.iter().position(|one| one.number == number);
    match kind {
        FormKind::Member(member) | FormKind::Income(member, _) | FormKind::Deduction(member, _) => {
            Some(Row::Member(*member))
        }
        FormKind::Assets => Some(Row::Assets),
        FormKind::Alert(number) => alert(*number).map(Row::Alert),
        FormKind::Change(number) => change(*number).map(Row::Change),
        FormKind::Support => Some(Row::Support),
        FormKind::SelfCare => Some(Row::SelfCare),
        FormKind::Aid => Some(Row::Aid),
        FormKind::AidPapers => Some(Row::AidPapers),
        FormKind::FollowUp => Some(Row::FollowUp),
        FormKind::Kept(kept) => Some(Row::Kept(*kept)),
        FormKind::Refer(_) | FormKind::Answer(_) => Some(Row::Referrals),
        FormKind::Visit => Some(Row::Visit),
        FormKind::Hearing => Some(Row::Hearing),
        FormKind::Conclude => Some(Row::Conclusion),
        FormKind::OtherDay => Some(Row::Sum),
        FormKind::Hold
        | FormKind::Skip
        | FormKind::Return
        | FormKind::Paper
        | FormKind::Posting
        | FormKind::Objection
        | FormKind::Notice
        | FormKind::Service
        | FormKind::Attempt
        | FormKind::PolicyValue(_)
        | FormKind::Prices
        | FormKind::BatchReturn(_)
        | FormKind::FirstStart => None,
    }
}
