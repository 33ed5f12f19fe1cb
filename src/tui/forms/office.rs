//! The first start, and a new value of a parameter.

use crate::{
    base::limits,
    domain::{
        area::{Area, AreaCode},
        citation::Confidence,
        parameter::OfficeValue,
        staff::Role,
    },
    engine::command::{Command, NewStaff},
    text::{
        terms,
        ui::{forms as words, start},
    },
    tui::{
        effect::Effect,
        model::{
            Model, Screen, Wanted,
            form::{Choice, Field, Form, FormKind, Limit, Value, values},
            line::Line,
        },
    },
};

/// Digits of the code of a county.
const COUNTY_DIGITS: usize = 6;

const ROLES: [Role; 5] = [
    Role::Caseworker,
    Role::Approver,
    Role::Confirmer,
    Role::Administrator,
    Role::Auditor,
];
const CONFIDENCES: [Confidence; 2] = [Confidence::Confirmed, Confidence::Unverified];

/// The fields of the first start.
pub fn start_fields() -> Vec<Field> {
    let roles = ROLES
        .iter()
        .map(|role| {
            let mut choice = Choice::new(values::code(role), terms::role(*role));
            choice.marked = matches!(role, Role::Caseworker | Role::Administrator);
            choice
        })
        .collect();
    vec![
        Field::text("office", start::OFFICE, "")
            .limit(Limit::Characters(limits::NAME_CHARS_MAX))
            .hint(start::OFFICE_HINT)
            .required(),
        Field::new("county", start::COUNTY, Value::Code(Line::default()))
            .hint(start::COUNTY_HINT)
            .required(),
        Field::text("county_name", start::COUNTY_NAME, "")
            .limit(Limit::Characters(limits::NAME_CHARS_MAX))
            .hint(start::COUNTY_NAME_HINT)
            .required(),
        Field::text("name", start::NAME, "")
            .limit(Limit::Characters(limits::NAME_CHARS_MAX))
            .hint(start::NAME_HINT)
            .required(),
        Field::new(
            "roles",
            start::ROLES,
            Value::Marks {
                choices: roles,
                at: 0,
            },
        ),
    ]
}

/// Opens the office.
pub fn open_office(model: &mut Model, form: &Form) -> Vec<Effect> {
    let code = form.raw("county");
    if code.len() != COUNTY_DIGITS || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        model.object(start::COUNTY_DIGITS);
        if let Some(Screen::Form(form)) = model.top_mut() {
            form.focus = form
                .fields
                .iter()
                .position(|field| field.id == "county")
                .unwrap_or(0);
        }
        return Vec::new();
    }
    let roles: Vec<Role> = form
        .raw("roles")
        .split(',')
        .filter_map(values::decode)
        .collect();
    if roles.is_empty() {
        model.object(start::ROLE_NEEDED);
        return Vec::new();
    }
    if model.awaits(&Wanted::OfficeOpened) {
        return Vec::new();
    }
    let area = AreaCode(code);
    let command = Command::OpenOffice {
        name: form.raw("office").trim().to_owned(),
        area: area.clone(),
        demo: false,
        areas: vec![Area {
            code: area.clone(),
            name: form.raw("county_name").trim().to_owned(),
        }],
        staff: NewStaff {
            name: form.raw("name").trim().to_owned(),
            roles,
            area,
            account: model.account.clone(),
        },
    };
    vec![model.execute(Wanted::OfficeOpened, command, None, None)]
}

/// The fields of a new value.
pub fn value_fields(model: &Model, name: &str) -> Option<Vec<Field>> {
    let row = model.param(name)?;
    let today = model.today()?.to_string();
    let confidences = CONFIDENCES
        .iter()
        .map(|one| Choice::new(values::code(one), terms::confidence(*one)))
        .collect();
    let hint = words::value_hint(&row.unit);
    Some(vec![
        Field::text("value", words::VALUE, "").hint(hint).required(),
        Field::new("from", words::FROM, Value::Day(Line::fresh(today)))
            .hint(words::DAY_HINT)
            .required(),
        Field::new("until", words::UNTIL, Value::Day(Line::default())).hint(words::UNTIL_HINT),
        Field::text("document", words::DOCUMENT, "")
            .hint(words::DOCUMENT_HINT)
            .required(),
        Field::choice("confidence", words::CONFIDENCE, confidences, ""),
    ])
}

/// Enters a value of a parameter.
pub fn set_value(model: &mut Model, name: &str, form: &Form) -> Vec<Effect> {
    let today = super::today(model);
    let Some(area) = model.me.as_ref().map(|me| me.county.clone()) else {
        return Vec::new();
    };
    let (Ok(Some(from)), Ok(until)) = (
        values::day(&form.raw("from"), today),
        values::day(&form.raw("until"), today),
    ) else {
        return Vec::new();
    };
    if model.awaits(&Wanted::ValueEntered) {
        return Vec::new();
    }
    let value: String = form
        .raw("value")
        .trim()
        .chars()
        .map(crate::tui::event::fold_fullwidth)
        .collect();
    let command = Command::SetPolicyValue {
        value: OfficeValue {
            name: name.to_owned(),
            value,
            from,
            until,
            document: form.raw("document").trim().to_owned(),
            area,
            confidence: form.chosen("confidence").unwrap_or(Confidence::Unverified),
        },
    };
    vec![model.execute(Wanted::ValueEntered, command, None, None)]
}

/// The office is open, or the value entered: the form has done its work.
pub fn finished(model: &mut Model) {
    if let Some(kind) = model.form().map(|form| form.kind.clone())
        && matches!(kind, FormKind::PolicyValue(_) | FormKind::FirstStart)
    {
        super::finish(model, None, &kind);
    }
}
