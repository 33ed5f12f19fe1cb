//! 临时救助: what was given, the papers that follow, the visit afterwards.

use super::{
    care::{day_field, unmade},
    evidence::send,
};
use crate::{
    domain::{calendar::Day, linshi::LinshiType},
    engine::command::{Command, PlannedPart},
    text::{terms, ui::forms as words},
    tui::{
        effect::Effect,
        model::{
            Deed, Model,
            form::{Choice, Field, Form, Value, values},
            line::Line,
        },
    },
};

const TYPES: [LinshiType; 3] = [LinshiType::Urgent, LinshiType::Fast, LinshiType::Expense];

/// The fields of what was given, with what is on record.
pub fn aid_fields(model: &Model) -> Option<Vec<Field>> {
    let known = model.loaded()?.view.case.aid.as_ref();
    let types = unmade(
        TYPES
            .iter()
            .map(|kind| Choice::new(values::code(kind), terms::linshi_type(*kind))),
    );
    let kind = known.map_or_else(String::new, |aid| values::code(&aid.kind));
    let cause = known.map_or("", |aid| aid.cause.as_str());
    let amount = known.map_or_else(String::new, |aid| values::amount_text(aid.amount));
    let parts = known.map_or_else(String::new, |aid| {
        let parts = aid.parts.iter();
        let parts = parts.map(|part| format!("{}={}", part.day, part.amount.plain()));
        parts.collect::<Vec<_>>().join(" ")
    });
    let mut day = day_field(model, words::AID_DAY)?;
    if let Some(aid) = known {
        day = Field::new(
            "day",
            words::AID_DAY,
            Value::Day(Line::fresh(aid.day.to_string())),
        )
        .hint(words::DAY_HINT)
        .required();
    }
    Some(vec![
        Field::choice("kind", words::AID_KIND, types, &kind).required(),
        Field::text("cause", words::AID_CAUSE, cause)
            .hint(words::AID_CAUSE_HINT)
            .required(),
        Field::new(
            "amount",
            words::AID_AMOUNT,
            Value::Amount(Line::new(&amount)),
        )
        .hint(words::AMOUNT_HINT)
        .required(),
        day,
        Field::text("parts", words::PARTS, &parts).hint(words::PARTS_HINT),
    ])
}

/// Enters what was given.
pub fn record(model: &mut Model, form: &Form) -> Vec<Effect> {
    let today = super::today(model);
    let Some(case) = model.loaded().map(|case| case.view.case.id) else {
        return Vec::new();
    };
    let (Some(kind), Ok(Some(amount)), Ok(Some(day))) = (
        form.chosen::<LinshiType>("kind"),
        values::amount(&form.raw("amount")),
        values::day(&form.raw("day"), today),
    ) else {
        return Vec::new();
    };
    let Some(parts) = parts(&form.raw("parts"), today) else {
        model.object(words::PARTS_WRONG.to_owned());
        return Vec::new();
    };
    let command = Command::RecordAid {
        case,
        kind,
        cause: form.raw("cause").trim().to_owned(),
        amount,
        day,
        parts,
    };
    send(model, &form.kind, Deed::Entered, command)
}

/// Instalments as they are typed: a day and an amount each, 2026-12-01=1200.
fn parts(text: &str, today: Day) -> Option<Vec<PlannedPart>> {
    text.split_whitespace()
        .map(|part| {
            let (day, amount) = part.split_once('=')?;
            Some(PlannedPart {
                day: values::day(day, today).ok()??,
                amount: values::amount(amount).ok()??,
            })
        })
        .collect()
}

/// The fields of the papers.
pub fn papers_fields(model: &Model) -> Option<Vec<Field>> {
    model.loaded()?;
    Some(vec![
        Field::long("note", words::PAPERS_NOTE, "")
            .hint(words::PAPERS_NOTE_HINT)
            .required(),
        day_field(model, words::PAPERS_DAY)?,
    ])
}

/// Enters that the papers are complete.
pub fn complete_papers(model: &mut Model, form: &Form) -> Vec<Effect> {
    let today = super::today(model);
    let Some(case) = model.loaded().map(|case| case.view.case.id) else {
        return Vec::new();
    };
    let Ok(Some(day)) = values::day(&form.raw("day"), today) else {
        return Vec::new();
    };
    let note = form.raw("note").trim().to_owned();
    let command = Command::CompletePapers { case, day, note };
    send(model, &form.kind, Deed::Entered, command)
}

/// The fields of the visit afterwards.
pub fn follow_up_fields(model: &Model) -> Option<Vec<Field>> {
    model.loaded()?;
    let used = unmade([Choice::new("yes", words::YES), Choice::new("no", words::NO)]);
    Some(vec![
        Field::choice("used", words::USED_AS_MEANT, used, "").required(),
        Field::text("referral", words::REFERRAL, "").hint(words::REFERRAL_HINT),
        Field::long("note", words::FOLLOW_UP_NOTE, "")
            .hint(words::FOLLOW_UP_NOTE_HINT)
            .required(),
        day_field(model, words::FOLLOW_UP_DAY)?,
    ])
}

/// Enters the visit afterwards.
pub fn follow_up(model: &mut Model, form: &Form) -> Vec<Effect> {
    let today = super::today(model);
    let Some(case) = model.loaded().map(|case| case.view.case.id) else {
        return Vec::new();
    };
    let Ok(Some(day)) = values::day(&form.raw("day"), today) else {
        return Vec::new();
    };
    let command = Command::FollowUp {
        case,
        day,
        used_as_meant: form.raw("used") == "yes",
        referral: form.raw("referral").trim().to_owned(),
        note: form.raw("note").trim().to_owned(),
    };
    send(model, &form.kind, Deed::Entered, command)
}
