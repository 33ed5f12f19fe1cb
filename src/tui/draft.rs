//! Drafts: what of a case is kept outside the model. Places are next door; how a draft comes back is a matter of
//! the case.
//!
//! A draft holds the household as edited, the conclusion so far, the raw text of everything typed and not
//! taken, and where the cursor was. It is kept at every field exit, a moment after something was typed, and
//! when the line drops. What the disk does not take stays in the model until it does.

use std::{collections::BTreeMap, time::Duration};

use super::{
    effect::Effect,
    model::{
        Model, Wanted,
        case::{Conclusion, Loaded, Mode},
    },
    parked, place,
};
use crate::{desk::Draft, domain::ids::CaseId, engine::refusal::Trouble};

/// How long what is typed may wait for the disk: no more than this is lost when the machine fails.
const PAUSE: Duration = Duration::from_secs(1);
/// How long until the disk is tried again once it has refused.
const RETRY: Duration = Duration::from_secs(10);

/// Name under which a draft keeps the household it started from, so that a colleague's change meanwhile
/// is seen and not overwritten.
pub const BASE: &str = "base";

/// Name under which a draft keeps the incomes that F8 brings back, while one is being typed.
pub const INCOMES_BEFORE: &str = "income.before";

/// Name under which a draft keeps the first month of the conclusion.
pub const EFFECTIVE: &str = "effective";

/// Name under which a draft keeps the months of 渐退.
pub const MONTHS: &str = "months";

/// Name under which a draft keeps the day from which the conclusion counts a change.
pub const CHANGED: &str = "changed";

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
        focus = parked::income_name(edit.member);
        cursor = edit.line.cursor;
        fields.insert(focus.clone(), edit.line.text.clone());
        if let Ok(before) = serde_json::to_string(&edit.original.facts.incomes) {
            fields.insert(INCOMES_BEFORE.to_owned(), before);
        }
    }
    if let Some(form) = parked::open_form(model) {
        parked::park_form(form, &mut fields);
        if let Some(field) = form.focused() {
            focus = form.field_name(field);
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
            parked::writes_again(model);
        }
        Err(trouble) => parked::does_not_write(model, &trouble),
    }
}
