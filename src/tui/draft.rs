//! Drafts: what of a case is kept outside the model, and how it comes back from there. Places are next door.
//!
//! A draft holds the household as edited, the conclusion so far, the raw text of everything typed and not
//! taken, and where the cursor was. It is kept at every field exit, a moment after something was typed, and
//! when the line drops. What the disk does not take stays in the model until it does.

use std::{collections::BTreeMap, time::Duration};

use super::{
    action::Condition,
    context,
    effect::Effect,
    forms,
    model::{
        Model, Notice, Screen, Tone, Wanted,
        case::{Conclusion, IncomeEdit, Loaded, Mode, month_income, row::Row},
        form::{Field, Form, FormKind, values},
        line::Line,
        merge,
    },
    place,
    screens::case::{edit, layout::Frame},
};
use crate::{
    desk::Draft,
    domain::{household::Household, ids::CaseId},
    engine::refusal::Trouble,
    text::ui::{case::DRAFT_RESTORED, fields as words},
};

/// How long what is typed may wait for the disk: no more than this is lost when the machine fails.
const PAUSE: Duration = Duration::from_secs(1);
/// How long until the disk is tried again once it has refused.
const RETRY: Duration = Duration::from_secs(10);

/// Name under which a draft keeps the household it started from, so that a colleague's change meanwhile
/// is seen and not overwritten.
const BASE: &str = "base";

/// Name under which a draft keeps the incomes that F8 brings back, while one is being typed.
const INCOMES_BEFORE: &str = "income.before";

/// Name under which a draft keeps the first month of the conclusion.
const EFFECTIVE: &str = "effective";

/// Name under which a draft keeps the months of 渐退.
const MONTHS: &str = "months";

/// Name under which a draft keeps the day from which the conclusion counts a change.
const CHANGED: &str = "changed";

/// Name of the field of a member's income in a draft.
pub fn income_name(member: usize) -> String {
    format!("income.{member}")
}

/// What stands typed over a case and is not taken, by field name, and where the cursor is.
struct Typed {
    fields: BTreeMap<String, String>,
    focus: String,
    cursor: u32,
}

/// What stands typed over the case on the screen.
fn typed(model: &Model, case: &Loaded) -> Typed {
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
            // A choice that nobody made is the rules' own, and may be another one tomorrow.
            if field.is_changed() {
                fields.insert(focus.clone(), field.raw());
            }
        }
    }
    Typed {
        fields,
        focus,
        cursor: u32::try_from(cursor).unwrap_or(u32::MAX),
    }
}

/// The draft of the case on the screen, if anything was typed.
fn capture(model: &Model) -> Option<Draft> {
    let case = model.loaded()?;
    let typed = typed(model, case);
    if model.mode() == Mode::Review {
        of_work(case, typed)
    } else {
        of_onlooker(case, typed)
    }
}

/// The draft of who reviews the case: the household, the conclusion, and what is typed.
fn of_work(case: &Loaded, typed: Typed) -> Option<Draft> {
    let Typed {
        mut fields,
        focus,
        cursor,
    } = typed;
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
        fields.insert(EFFECTIVE.to_owned(), month.to_string());
    }
    if let Some(months) = conclusion.months {
        fields.insert(MONTHS.to_owned(), months.to_string());
    }
    if let Some(day) = conclusion.changed {
        fields.insert(CHANGED.to_owned(), day.to_string());
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
        cursor,
    })
}

/// The draft of who countersigns or only looks: what is typed, and untouched beside it what this person had
/// worked on before the case was proposed.
fn of_onlooker(case: &Loaded, typed: Typed) -> Option<Draft> {
    let own = case
        .kept
        .clone()
        .filter(|kept| kept.outcome.is_some() || kept.fields.iter().any(|(name, _)| name == BASE));
    if own.is_none() && typed.fields.is_empty() && typed.focus.is_empty() {
        return None;
    }
    let mut draft = own.unwrap_or_else(|| Draft {
        case: case.view.case.id,
        base_seq: case.view.case.seq,
        at: String::new(),
        household: case.view.case.household.clone(),
        outcome: None,
        cause: None,
        reason: String::new(),
        fields: Vec::new(),
        focus: String::new(),
        cursor: 0,
    });
    let mut fields = typed.fields;
    let own = |name: &str| [BASE, EFFECTIVE, MONTHS, CHANGED].contains(&name);
    fields.extend(draft.fields.into_iter().filter(|(name, _)| own(name)));
    draft.fields = fields.into_iter().collect();
    draft.focus = typed.focus;
    draft.cursor = typed.cursor;
    Some(draft)
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
pub(super) fn park_form(form: &Form, parked: &mut BTreeMap<String, String>) {
    let at_once = form.kind.is_taken_at_once();
    for field in &form.fields {
        let name = forms::field_name(&form.kind, field);
        let open = if at_once {
            // A choice that nobody made holds nothing that could be kept.
            let holds =
                field.error.is_some() && !(field.line().is_none() && field.raw().is_empty());
            holds || forms::member::waits(form, field)
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
    let kind = form.kind.clone();
    for field in &mut form.fields {
        if let Some(text) = parked.get(&forms::field_name(&kind, field)) {
            field.set_raw(text);
        }
    }
}

/// Which field or form is being filled, so that opening and leaving one is noticed.
pub fn open_field(model: &Model) -> Option<String> {
    let income = model.loaded().and_then(|case| case.income.as_ref());
    match (forms::top(model), income) {
        (Some(form), _) => Some(form.kind.prefix()),
        (None, Some(edit)) => Some(income_name(edit.member)),
        (None, None) => None,
    }
}

/// How long what is typed may wait for the disk; nothing where all of it is there.
pub fn pause(model: &Model) -> Option<Duration> {
    let typed = model
        .loaded()
        .is_some_and(|case| capture(model) != case.kept);
    let waits = typed || place::differs(model) || (model.failing && !model.unwritten.is_empty());
    waits.then_some(if model.failing { RETRY } else { PAUSE })
}

/// Keeps what differs from what was kept last: the draft of the case, the place, and what could not be
/// written before; forgets a draft once there is nothing to keep.
pub fn save(model: &mut Model) -> Vec<Effect> {
    let mut effects = Vec::new();
    if model.failing {
        for (id, draft) in model.unwritten.clone() {
            if !model.awaits(&Wanted::Kept(id)) {
                effects.push(keep(model, id, draft));
            }
        }
    }
    effects.extend(save_case(model));
    effects.extend(place::save(model));
    effects
}

fn save_case(model: &mut Model) -> Option<Effect> {
    let draft = capture(model);
    let case = model.loaded_mut().filter(|case| case.kept != draft)?;
    let id = case.view.case.id;
    case.kept.clone_from(&draft);
    Some(keep(model, id, draft))
}

/// Keeps or forgets the draft of a case; until that has been done it stands in the model.
fn keep(model: &mut Model, case: CaseId, draft: Option<Draft>) -> Effect {
    model.unwritten.insert(case, draft.clone());
    let id = model.await_reply(Wanted::Kept(case));
    match draft {
        Some(draft) => Effect::SaveDraft {
            id,
            draft: Box::new(draft),
        },
        None => Effect::DropDraft { id, case },
    }
}

/// Forgets the draft of a case.
pub fn forget(model: &mut Model, case: CaseId) -> Effect {
    keep(model, case, None)
}

/// What came of keeping or forgetting a draft. What could not be written stays in the model and is tried
/// again.
pub fn kept(model: &mut Model, case: CaseId, result: Result<(), Trouble>) {
    match result {
        Ok(()) => {
            if !model.awaits(&Wanted::Kept(case)) {
                model.unwritten.remove(&case);
            }
            writes_again(model);
        }
        Err(trouble) => does_not_write(model, &trouble),
    }
}

/// Something was written; says so where it could not be before and nothing else waits.
pub(super) fn writes_again(model: &mut Model) {
    if model.failing && model.unwritten.is_empty() {
        model.failing = false;
        model.say(words::DRAFT_WRITTEN);
    }
}

/// Something could not be written; says so, and again as long as nothing else is to be said.
pub(super) fn does_not_write(model: &mut Model, trouble: &Trouble) {
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
        super::screens::compare::open(model, &draft.household, conflicts);
    } else if let Some(member) = income_member(&focus) {
        restore_income(model, frame, (member, cursor), &incomes_before);
    } else if may_go_on(model, &focus) {
        forms::reopen(model, &focus, cursor);
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
        (Some(FormKind::Posting), _) => context::holds(model, Condition::CanPost),
        (Some(FormKind::Objection), _) => context::holds(model, Condition::CanObject),
        (Some(FormKind::Notice), _) => context::holds(model, Condition::CanNotify),
        (Some(FormKind::Service | FormKind::Attempt), _) => {
            context::holds(model, Condition::CanServe)
        }
        (Some(_), mode) => mode == Mode::Review,
        (None, _) => false,
    }
}

fn income_member(focus: &str) -> Option<usize> {
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
