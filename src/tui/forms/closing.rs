//! What follows a decision that leaves somebody with less: the notice, its service, and tries to serve it.

use super::evidence::send;
use crate::{
    documents::Paper,
    domain::{calendar::Day, ids::CaseId, notice::ServiceMethod},
    engine::command::Command,
    text::{terms, ui::forms as words},
    tui::{
        effect::Effect,
        model::{
            Deed, Model, Wanted,
            form::{Choice, Field, Form, Limit, Value, values},
            line::Line,
        },
    },
};

/// Which paper, and how: the one that comes next stands first.
pub fn paper_fields(model: &Model) -> Option<Vec<Field>> {
    let case = model.loaded()?;
    let review = &case.view.case.review;
    let stands = &case.view.case;
    let likely = if review.notice.is_some() {
        Paper::Notice
    } else if Paper::Recognition.fits(stands) {
        Paper::Recognition
    } else if Paper::AidPosting.fits(stands) && review.proposal.is_some() {
        Paper::AidPosting
    } else if review.proposal.is_some() {
        Paper::Hearing
    } else {
        Paper::Visit
    };
    let papers = Paper::ALL
        .iter()
        .filter(|paper| paper.fits(stands))
        .map(|paper| Choice::new(values::code(paper), paper.name()))
        .collect();
    let kinds = vec![
        Choice::new("docx", words::AS_DOCUMENT),
        Choice::new("text", words::AS_TEXT),
    ];
    Some(vec![
        Field::choice("paper", words::PAPER, papers, &values::code(&likely)).tall(),
        Field::choice("kind", words::PAPER_KIND, kinds, "docx"),
        super::member::yes_no("blank", words::PAPER_BLANK, false),
    ])
}

/// Prints a paper.
pub fn print(model: &mut Model, form: &Form) -> Vec<Effect> {
    let Some(case) = model.loaded().map(|case| case.view.case.id) else {
        return Vec::new();
    };
    let Some(paper) = form.chosen("paper") else {
        return Vec::new();
    };
    let id = model.await_reply(Wanted::Paper);
    vec![Effect::Print {
        id,
        case,
        paper,
        text: form.raw("kind") == "text",
        blank: form.raw("blank") == "yes",
    }]
}

/// The fields of a posting.
pub fn posting_fields(model: &Model) -> Option<Vec<Field>> {
    model.loaded()?;
    Some(vec![
        day_field(model, words::POSTING_DAY)?,
        Field::text("place", words::POSTING_PLACE, "")
            .hint(words::POSTING_PLACE_HINT)
            .required(),
    ])
}

/// Notes a posting.
pub fn make_posting(model: &mut Model, form: &Form) -> Vec<Effect> {
    let Some((case, day)) = dated(model, form) else {
        return Vec::new();
    };
    let place = form.raw("place").trim().to_owned();
    let command = Command::MakePosting { case, day, place };
    send(model, &form.kind, Deed::Entered, command)
}

/// The fields of an objection.
pub fn objection_fields(model: &Model) -> Option<Vec<Field>> {
    model.loaded()?;
    Some(vec![
        day_field(model, words::OBJECTION_DAY)?,
        Field::long("text", words::OBJECTION, "")
            .hint(words::OBJECTION_HINT)
            .required(),
    ])
}

/// Notes an objection.
pub fn record_objection(model: &mut Model, form: &Form) -> Vec<Effect> {
    let Some((case, day)) = dated(model, form) else {
        return Vec::new();
    };
    let text = form.raw("text").trim().to_owned();
    let command = Command::RecordObjection { case, day, text };
    send(model, &form.kind, Deed::Entered, command)
}

/// The fields of a notice: what an earlier one said, else the bodies of the county, to be checked.
pub fn notice_fields(model: &Model) -> Option<Vec<Field>> {
    let case = model.loaded()?;
    let office = &model.me.as_ref()?.office;
    let (review_body, court, number) = match &case.view.case.review.notice {
        Some(made) => (
            made.review_body.clone(),
            made.court.clone(),
            made.number.clone(),
        ),
        None => (
            words::review_body(office),
            words::court(office),
            String::new(),
        ),
    };
    Some(vec![
        Field::text("review_body", words::REVIEW_BODY, &review_body)
            .hint(words::REVIEW_BODY_HINT)
            .required(),
        Field::text("court", words::COURT, &court)
            .hint(words::COURT_HINT)
            .required(),
        Field::text("number", words::NOTICE_NUMBER, &number).hint(words::NOTICE_NUMBER_HINT),
    ])
}

/// Makes the notice.
pub fn make_notice(model: &mut Model, form: &Form) -> Vec<Effect> {
    let Some(case) = model.loaded().map(|case| &case.view.case) else {
        return Vec::new();
    };
    let Some(proposal) = &case.review.proposal else {
        return Vec::new();
    };
    let command = Command::MakeNotice {
        case: case.id,
        freeze: proposal.freeze.clone(),
        number: form.raw("number").trim().to_owned(),
        review_body: form.raw("review_body").trim().to_owned(),
        court: form.raw("court").trim().to_owned(),
    };
    send(model, &form.kind, Deed::Entered, command)
}

fn methods(wanted: impl Fn(ServiceMethod) -> bool) -> Vec<Choice> {
    ServiceMethod::ALL
        .iter()
        .filter(|method| wanted(**method))
        .map(|method| Choice::new(values::code(method), terms::service(*method)))
        .collect()
}

fn day_field(model: &Model, label: &str) -> Option<Field> {
    let today = model.today()?.to_string();
    let field = Field::new("day", label, Value::Day(Line::fresh(today)));
    Some(field.hint(words::DAY_HINT).limit(Limit::Today).required())
}

/// The fields of a service.
pub fn service_fields(model: &Model) -> Option<Vec<Field>> {
    model.loaded()?;
    Some(vec![
        Field::choice("method", words::SERVICE_METHOD, methods(|_| true), "").tall(),
        day_field(model, words::SERVICE_DAY)?,
        Field::text("receiver", words::RECEIVER, "").hint(words::RECEIVER_HINT),
        Field::long("note", words::SERVICE_NOTE, "").hint(words::SERVICE_NOTE_HINT),
    ])
}

/// Who signed for it is asked for where somebody can have.
pub fn arrange(form: &mut Form) {
    let method: Option<ServiceMethod> = form.chosen("method");
    form.show("receiver", method.is_none_or(ServiceMethod::names_somebody));
}

/// The case and the day a form names.
fn dated(model: &Model, form: &Form) -> Option<(CaseId, Day)> {
    let case = model.loaded()?.view.case.id;
    let day = values::day(&form.raw("day"), super::today(model)).ok()??;
    Some((case, day))
}

/// The case, the day and the method a form names.
fn named(model: &Model, form: &Form) -> Option<(CaseId, Day, ServiceMethod)> {
    let (case, day) = dated(model, form)?;
    Some((case, day, form.chosen("method")?))
}

/// Enters a service.
pub fn record_service(model: &mut Model, form: &Form) -> Vec<Effect> {
    let Some((case, day, method)) = named(model, form) else {
        return Vec::new();
    };
    let receiver = if method.names_somebody() {
        form.raw("receiver").trim().to_owned()
    } else {
        String::new()
    };
    let command = Command::RecordService {
        case,
        day,
        method,
        receiver,
        note: form.raw("note").trim().to_owned(),
    };
    send(model, &form.kind, Deed::Entered, command)
}

/// The fields of a try that did not succeed.
pub fn attempt_fields(model: &Model) -> Option<Vec<Field>> {
    model.loaded()?;
    let tried = methods(ServiceMethod::can_be_tried);
    Some(vec![
        Field::choice("method", words::SERVICE_METHOD, tried, ""),
        day_field(model, words::SERVICE_DAY)?,
        Field::long("note", words::ATTEMPT_NOTE, "")
            .hint(words::ATTEMPT_NOTE_HINT)
            .required(),
    ])
}

/// Enters a try.
pub fn record_attempt(model: &mut Model, form: &Form) -> Vec<Effect> {
    let Some((case, day, method)) = named(model, form) else {
        return Vec::new();
    };
    let command = Command::TryService {
        case,
        day,
        method,
        note: form.raw("note").trim().to_owned(),
    };
    send(model, &form.kind, Deed::Entered, command)
}
