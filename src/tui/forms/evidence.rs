//! What is put on record: what came of an alert, a visit, a hearing.

use super::member::unanswered;
use crate::{
    base::limits,
    domain::{
        alert::AlertStatus, evidence::VisitMode, ids::StaffId, notice::WaiverGround, staff::Role,
    },
    engine::command::Command,
    text::{
        terms,
        ui::{case as case_words, forms as words},
    },
    tui::{
        effect::Effect,
        model::{
            Deed, Model, Wanted,
            form::{Choice, Field, Form, FormKind, Limit, Value, values},
            line::Line,
        },
    },
};

/// What may come of an alert.
const SETTLED: [AlertStatus; 3] = [
    AlertStatus::True,
    AlertStatus::Untrue,
    AlertStatus::Harmless,
];
const MODES: [VisitMode; 3] = [VisitMode::Home, VisitMode::Phone, VisitMode::Video];

/// Sends the command of a form about the case on the screen; the form stays until it is done.
pub fn send(model: &mut Model, kind: &FormKind, deed: Deed, command: Command) -> Vec<Effect> {
    let Some(case) = model.loaded() else {
        return Vec::new();
    };
    let (id, seq) = (case.view.case.id, case.view.case.seq);
    let wanted = Wanted::FormDone(id, deed, kind.clone());
    vec![model.execute(wanted, command, Some(seq), None)]
}

/// The fields in which an alert is settled.
pub fn alert_fields(model: &Model, number: u32) -> Option<Vec<Field>> {
    let case = model.loaded()?;
    let alert = case
        .view
        .case
        .alerts
        .iter()
        .find(|alert| alert.number == number)?;
    let choices = SETTLED
        .iter()
        .map(|status| {
            let mut choice = Choice::new(values::code(status), terms::alert_status(*status));
            choice.notes = vec![words::alert_meaning(*status).to_owned()];
            choice
        })
        .collect();
    let now = values::code(&alert.status);
    Some(vec![
        Field::choice("status", words::ALERT_STATUS, choices, &now).tall(),
        Field::long("note", words::ALERT_NOTE, &alert.note)
            .hint(words::ALERT_NOTE_HINT)
            .limit(Limit::Characters(limits::REASON_CHARS_MAX))
            .required(),
    ])
}

/// Settles an alert.
pub fn settle(model: &mut Model, number: u32, form: &Form) -> Vec<Effect> {
    let Some(case) = model.loaded().map(|case| case.view.case.id) else {
        return Vec::new();
    };
    let Some(status) = form.chosen("status") else {
        return Vec::new();
    };
    let command = Command::SettleAlert {
        case,
        number,
        status,
        note: form.raw("note").trim().to_owned(),
    };
    send(model, &form.kind, Deed::Entered, command)
}

/// The fields of a visit: today, by oneself, until somebody says otherwise.
pub fn visit_fields(model: &Model) -> Option<Vec<Field>> {
    let area = &model.loaded()?.view.case.area;
    let today = model.today()?.to_string();
    let me = model.me.as_ref()?.staff.id;
    let choices = model
        .staff
        .iter()
        .filter(|staff| {
            !staff.left && staff.roles.contains(&Role::Caseworker) && staff.area.contains(area)
        })
        .map(|staff| {
            let mut choice = Choice::new(staff.id.0.to_string(), &staff.name);
            choice.marked = staff.id == me;
            choice
        })
        .collect();
    let modes = MODES
        .iter()
        .map(|mode| Choice::new(values::code(mode), terms::visit(*mode)))
        .collect();
    Some(vec![
        Field::new("day", words::VISIT_DAY, Value::Day(Line::fresh(today)))
            .hint(words::DAY_HINT)
            .limit(Limit::Today)
            .required(),
        Field::new(
            "surveyors",
            words::SURVEYORS,
            Value::Marks { choices, at: 0 },
        ),
        Field::text("others", words::OTHERS, "").hint(words::OTHERS_HINT),
        Field::choice("mode", words::VISIT_MODE, modes, "home"),
        unanswered("met", words::MET),
        Field::long("note", words::VISIT_NOTE, "").hint(words::VISIT_NOTE_HINT),
    ])
}

/// Enters a visit.
pub fn record_visit(model: &mut Model, form: &Form) -> Vec<Effect> {
    let today = super::today(model);
    let Some(case) = model.loaded().map(|case| case.view.case.id) else {
        return Vec::new();
    };
    let Ok(Some(day)) = values::day(&form.raw("day"), today) else {
        return Vec::new();
    };
    let surveyors: Vec<StaffId> = form
        .raw("surveyors")
        .split(',')
        .filter_map(|id| id.parse().ok().map(StaffId))
        .collect();
    let others: Vec<String> = form
        .raw("others")
        .split([' ', ',', '、', '，', '　', ';', '；'])
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect();
    if surveyors.is_empty() && others.is_empty() {
        model.object(case_words::NOBODY_WENT);
        return Vec::new();
    }
    let command = Command::RecordVisit {
        case,
        day,
        surveyors,
        others,
        mode: form.chosen("mode").unwrap_or(VisitMode::Home),
        met: form.raw("met") == "yes",
        note: form.raw("note").trim().to_owned(),
    };
    send(model, &form.kind, Deed::Entered, command)
}

/// The fields of a hearing.
pub fn hearing_fields(model: &Model) -> Option<Vec<Field>> {
    model.loaded()?;
    let today = model.today()?.to_string();
    Some(vec![
        Field::new("day", words::HEARING_DAY, Value::Day(Line::fresh(today)))
            .hint(words::DAY_HINT)
            .limit(Limit::Today)
            .required(),
        heard_field(),
        Field::long("said", words::SAID, "")
            .hint(words::SAID_HINT)
            .required(),
    ])
}

/// Whether the person was heard, was not reached, or need not be heard.
fn heard_field() -> Field {
    let mut field = unanswered("heard", words::HEARD);
    if let Value::Choice { choices, .. } = &mut field.value {
        choices.extend([
            Choice::new(values::code(&WaiverGround::Death), words::NOBODY_LEFT),
            Choice::new(
                values::code(&WaiverGround::Voluntary),
                words::ASKED_IN_WRITING,
            ),
        ]);
    }
    field
}

/// Enters a hearing, or that nobody can be heard.
pub fn record_hearing(model: &mut Model, form: &Form) -> Vec<Effect> {
    let today = super::today(model);
    let Some(case) = model.loaded().map(|case| case.view.case.id) else {
        return Vec::new();
    };
    let Ok(Some(day)) = values::day(&form.raw("day"), today) else {
        return Vec::new();
    };
    let said = form.raw("said").trim().to_owned();
    let command = match form.chosen::<WaiverGround>("heard") {
        Some(ground) => Command::WaiveHearing {
            case,
            day,
            ground,
            document: said,
        },
        None => Command::RecordHearing {
            case,
            day,
            said,
            heard: form.raw("heard") == "yes",
        },
    };
    send(model, &form.kind, Deed::Entered, command)
}
