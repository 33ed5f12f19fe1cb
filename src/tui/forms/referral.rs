//! Referrals: to whom a member is passed on and how the household agreed, and what came of it.

use super::{
    care::{day_field, unmade_last},
    evidence::send,
};
use crate::{
    base::limits,
    domain::referral::{Consent, Entitlement, ReferralOutcome},
    engine::command::{Command, ReferralDeed},
    text::{keeping as texts, ui::keeping as words},
    tui::{
        effect::Effect,
        model::{
            Deed, Model,
            form::{Choice, Field, Form, FormKind, Limit, kept::Passing, values},
        },
    },
};

const CONSENTS: [Consent; 4] = [
    Consent::Spoken,
    Consent::Written,
    Consent::Phone,
    Consent::Guardian,
];
const OUTCOMES: [ReferralOutcome; 3] = [
    ReferralOutcome::Accepted,
    ReferralOutcome::Unfit,
    ReferralOutcome::GivenUp,
];

/// The fields of a referral, with what was found.
pub fn pass_fields(model: &Model, passing: Passing) -> Option<Vec<Field>> {
    let loaded = model.loaded()?;
    let found = match passing {
        Passing::Linked(place) => Some(loaded.view.linked.get(place)?),
        Passing::Other => None,
    };
    let mut fields = Vec::with_capacity(6);
    if found.is_none() {
        let all = Entitlement::ALL
            .iter()
            .map(|what| Choice::new(values::code(what), texts::entitlement(*what)));
        fields.push(Field::choice("what", words::WHAT, unmade_last(all), "").required());
        let members = (0..loaded.view.members.len())
            .map(|place| Choice::new(place.to_string(), loaded.name(place)));
        let all = std::iter::once(Choice::new("", words::WHOLE_HOUSEHOLD)).chain(members);
        fields.push(Field::choice("member", words::WHOM, all.collect(), ""));
    }
    let consents = unmade_last(
        CONSENTS
            .iter()
            .map(|consent| Choice::new(values::code(consent), texts::consent(*consent))),
    );
    let limit = Limit::Characters(limits::REASON_CHARS_MAX);
    fields.extend([
        Field::text("office", words::OFFICE, "")
            .hint(words::OFFICE_HINT)
            .limit(limit)
            .required(),
        Field::choice("consent", words::CONSENT, consents, "").required(),
        Field::text("note", words::PASS_NOTE, "")
            .hint(words::PASS_NOTE_HINT)
            .limit(limit),
        day_field(model, words::PASSED_ON)?,
    ]);
    Some(fields)
}

/// Passes somebody on.
pub fn pass(model: &mut Model, passing: Passing, form: &Form) -> Vec<Effect> {
    let today = super::today(model);
    let Some(loaded) = model.loaded() else {
        return Vec::new();
    };
    let found = match passing {
        Passing::Linked(place) => loaded.view.linked.get(place),
        Passing::Other => None,
    };
    let what = found.map(|one| one.what).or_else(|| form.chosen("what"));
    let member = match found {
        Some(one) => one.member,
        None => form.raw("member").parse().ok(),
    };
    let (Some(what), Some(consent), Ok(Some(day))) = (
        what,
        form.chosen::<Consent>("consent"),
        values::day(&form.raw("day"), today),
    ) else {
        return Vec::new();
    };
    let command = Command::Refer {
        case: loaded.view.case.id,
        deed: ReferralDeed::Pass {
            what,
            member,
            office: form.raw("office").trim().to_owned(),
            day,
            consent,
            note: form.raw("note").trim().to_owned(),
        },
    };
    send(model, &FormKind::Refer(passing), Deed::Entered, command)
}

/// The fields of an answer.
pub fn answer_fields(model: &Model, number: u32) -> Option<Vec<Field>> {
    let case = &model.loaded()?.view.case;
    let referral = case.referrals.iter().find(|one| one.number == number)?;
    let known = referral.answer.as_ref();
    let outcomes = unmade_last(
        OUTCOMES
            .iter()
            .map(|outcome| Choice::new(values::code(outcome), texts::outcome(*outcome))),
    );
    let outcome = known.map_or_else(String::new, |one| values::code(&one.outcome));
    let note = known.map_or("", |one| one.note.as_str());
    Some(vec![
        Field::choice("outcome", words::OUTCOME, outcomes, &outcome).required(),
        Field::text("note", words::ANSWER_NOTE, note)
            .hint(words::ANSWER_NOTE_HINT)
            .limit(Limit::Characters(limits::REASON_CHARS_MAX)),
        day_field(model, words::ANSWERED_ON)?,
    ])
}

/// Notes what came of a referral.
pub fn answer(model: &mut Model, number: u32, form: &Form) -> Vec<Effect> {
    let today = super::today(model);
    let Some(case) = model.loaded().map(|loaded| loaded.view.case.id) else {
        return Vec::new();
    };
    let (Some(outcome), Ok(Some(day))) = (
        form.chosen::<ReferralOutcome>("outcome"),
        values::day(&form.raw("day"), today),
    ) else {
        return Vec::new();
    };
    let deed = ReferralDeed::Answer {
        number,
        outcome,
        day,
        note: form.raw("note").trim().to_owned(),
    };
    let command = Command::Refer { case, deed };
    send(model, &FormKind::Answer(number), Deed::Entered, command)
}
