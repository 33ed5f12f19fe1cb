//! How a 特困人员 is supported, and the six items of self-care.

use super::evidence::send;
use crate::{
    domain::care::{CareMode, SelfCareItems},
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

const MODES: [CareMode; 2] = [CareMode::Scattered, CareMode::Central];
/// The names of the six items in drafts, in the order of the form of the article.
const ITEMS: [&str; 6] = ["eat", "dress", "transfer", "toilet", "walk", "bathe"];

/// A choice that nobody has made yet stands first and has no code, so that it cannot be taken for an answer.
pub(super) fn unmade(choices: impl IntoIterator<Item = Choice>) -> Vec<Choice> {
    let mut all = vec![Choice::new("", words::NOT_CHOSEN)];
    all.extend(choices);
    all
}

/// The same with the unmade choice behind the others, where they are picked by their digits.
pub(super) fn unmade_last(choices: impl IntoIterator<Item = Choice>) -> Vec<Choice> {
    let mut all: Vec<Choice> = choices.into_iter().collect();
    all.push(Choice::new("", words::NOT_CHOSEN));
    all
}

/// The day of something that was done, today until somebody says otherwise.
pub(super) fn day_field(model: &Model, label: &str) -> Option<Field> {
    let today = model.today()?.to_string();
    let field = Field::new("day", label, Value::Day(Line::fresh(today)));
    Some(field.hint(words::DAY_HINT).limit(Limit::Today).required())
}

/// The fields of the support, with what was last found.
pub fn support_fields(model: &Model) -> Option<Vec<Field>> {
    let case = &model.loaded()?.view.case;
    let known = case.support.as_ref();
    let modes = unmade(
        MODES
            .iter()
            .map(|mode| Choice::new(values::code(mode), terms::care_mode(*mode))),
    );
    let mode = known.map_or_else(String::new, |known| values::code(&known.mode));
    let duty = unmade([
        Choice::new("no", words::NOBODY_ABLE),
        Choice::new("yes", words::SOMEBODY_ABLE),
    ]);
    Some(vec![
        Field::choice("mode", words::CARE_MODE, modes, &mode).required(),
        // What was judged a year ago is looked into again, not carried over.
        Field::choice("duty", words::ABLE_DUTY, duty, "")
            .hint(words::ABLE_DUTY_HINT)
            .required(),
        Field::long("note", words::SUPPORT_NOTE, "").hint(words::SUPPORT_NOTE_HINT),
        day_field(model, words::SUPPORT_DAY)?,
    ])
}

/// Enters the support.
pub fn record_support(model: &mut Model, form: &Form) -> Vec<Effect> {
    let today = super::today(model);
    let Some(case) = model.loaded().map(|case| &case.view.case) else {
        return Vec::new();
    };
    let (Some(mode), Ok(Some(day))) = (
        form.chosen::<CareMode>("mode"),
        values::day(&form.raw("day"), today),
    ) else {
        return Vec::new();
    };
    let command = Command::RecordSupport {
        case: case.id,
        mode,
        tier: case.support.as_ref().and_then(|known| known.tier),
        // An agreement has a form of its own.
        agreement_until: None,
        able_duty: match form.raw("duty").as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _not_chosen => None,
        },
        day,
        note: form.raw("note").trim().to_owned(),
    };
    send(model, &form.kind, Deed::Entered, command)
}

/// The fields of the assessment: six items, none of them answered beforehand.
pub fn self_care_fields(model: &Model) -> Option<Vec<Field>> {
    let mut fields: Vec<Field> = ITEMS
        .iter()
        .zip(words::SELF_CARE_ITEMS)
        .map(|(id, label)| {
            let choices = vec![
                Choice::new("yes", words::ABLE),
                Choice::new("no", words::UNABLE),
                Choice::new("", words::NOT_CHOSEN),
            ];
            Field::choice(id, label, choices, "")
                .hint(words::SELF_CARE_HINT)
                .required()
        })
        .collect();
    fields.push(
        Field::long("note", words::ASSESSOR, "")
            .hint(words::ASSESSOR_HINT)
            .required(),
    );
    fields.push(day_field(model, words::ASSESSED_ON)?);
    Some(fields)
}

/// Enters the assessment.
pub fn assess(model: &mut Model, form: &Form) -> Vec<Effect> {
    let today = super::today(model);
    let Some(case) = model.loaded().map(|case| case.view.case.id) else {
        return Vec::new();
    };
    let Ok(Some(day)) = values::day(&form.raw("day"), today) else {
        return Vec::new();
    };
    let able = |item: &str| form.raw(item) == "yes";
    let command = Command::AssessSelfCare {
        case,
        items: SelfCareItems {
            eat: able("eat"),
            dress: able("dress"),
            transfer: able("transfer"),
            toilet: able("toilet"),
            walk: able("walk"),
            bathe: able("bathe"),
        },
        day,
        note: form.raw("note").trim().to_owned(),
    };
    send(model, &form.kind, Deed::Entered, command)
}
