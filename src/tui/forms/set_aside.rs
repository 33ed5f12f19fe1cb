//! Setting a case aside: letting it wait, putting it behind the others, returning it.

use super::evidence::send;
use crate::{
    base::limits,
    domain::{calendar::Day, review::HoldKind},
    engine::command::Command,
    text::{terms, ui::forms as words},
    tui::{
        effect::Effect,
        model::{
            Deed, Model,
            form::{Choice, Field, Form, Limit, Value, values},
            line::Line,
        },
    },
};

const HOLDS: [HoldKind; 4] = [
    HoldKind::CheckReport,
    HoldKind::Papers,
    HoldKind::Hearing,
    HoldKind::Posting,
];
/// Days a case waits unless somebody says otherwise: two weeks, then it is looked at again.
const HOLD_DAYS: i64 = 14;

/// The fields of a wait.
pub fn hold_fields(model: &Model) -> Option<Vec<Field>> {
    model.loaded()?;
    let wake = sensible_wake(model.today()?).to_string();
    let kinds = HOLDS
        .iter()
        .map(|kind| Choice::new(values::code(kind), terms::hold(*kind)))
        .collect();
    Some(vec![
        Field::choice("kind", words::HOLD_KIND, kinds, ""),
        Field::new("wake", words::WAKE, Value::Day(Line::fresh(wake)))
            .hint(words::WAKE_HINT)
            .limit(Limit::Ahead(limits::HOLD_DAYS_MAX))
            .required(),
        Field::text("note", words::HOLD_NOTE, "").hint(words::HOLD_NOTE_HINT),
    ])
}

/// Two weeks on; a Saturday or Sunday moves to the Monday after.
fn sensible_wake(today: Day) -> Day {
    let mut wake = today.add_days(HOLD_DAYS).unwrap_or(today);
    while wake.is_weekend()
        && let Some(next) = wake.next()
    {
        wake = next;
    }
    wake
}

/// Lets the case wait.
pub fn hold(model: &mut Model, form: &Form) -> Vec<Effect> {
    let today = super::today(model);
    let Some(case) = model.loaded().map(|case| case.view.case.id) else {
        return Vec::new();
    };
    let (Some(kind), Ok(Some(wake))) = (form.chosen("kind"), values::day(&form.raw("wake"), today))
    else {
        return Vec::new();
    };
    let command = Command::Hold {
        case,
        kind,
        wake,
        note: form.raw("note").trim().to_owned(),
    };
    send(model, &form.kind, Deed::Held, command)
}

/// The fields of a skip.
pub fn skip_fields() -> Vec<Field> {
    let longest = words::SKIP_REASONS.iter().map(|why| joined(why, "+"));
    let longest = longest.map(|text| text.chars().count() - 1).max();
    let left = limits::REASON_CHARS_MAX.saturating_sub(longest.unwrap_or(0));
    let reasons = words::SKIP_REASONS
        .iter()
        .map(|reason| Choice::new(*reason, *reason))
        .collect();
    vec![
        Field::choice("why", words::SKIP_WHY, reasons, "").tall(),
        Field::text("more", words::SKIP_MORE, "")
            .hint(words::SKIP_MORE_HINT)
            .limit(Limit::Characters(left)),
    ]
}

/// Puts the case behind the others.
pub fn skip(model: &mut Model, form: &Form) -> Vec<Effect> {
    let Some(case) = model.loaded().map(|case| case.view.case.id) else {
        return Vec::new();
    };
    let reason = joined(&form.raw("why"), form.raw("more").trim());
    send(
        model,
        &form.kind,
        Deed::Skipped,
        Command::Skip { case, reason },
    )
}

fn joined(why: &str, more: &str) -> String {
    if more.is_empty() {
        why.to_owned()
    } else {
        format!("{why}: {more}")
    }
}

/// The fields of a return.
pub fn return_fields() -> Vec<Field> {
    vec![
        Field::long("reason", words::RETURN_REASON, "")
            .hint(words::RETURN_REASON_HINT)
            .required(),
    ]
}

/// Returns a proposal.
pub fn give_back(model: &mut Model, form: &Form) -> Vec<Effect> {
    let Some(case) = model.loaded().map(|case| case.view.case.id) else {
        return Vec::new();
    };
    let reason = form.raw("reason").trim().to_owned();
    send(
        model,
        &form.kind,
        Deed::Returned,
        Command::Return { case, reason },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_wakes_on_a_day_when_somebody_is_there() {
        let monday = Day::new(2026, 11, 23).unwrap();
        assert_eq!(sensible_wake(monday).to_string(), "2026-12-07");
        let saturday = Day::new(2026, 11, 28).unwrap();
        assert_eq!(sensible_wake(saturday).to_string(), "2026-12-14");
    }
}
