//! Forms: what each is for, how its fields are made, and what comes of them.
//!
//! Forms about the facts of a case take every field into the case as it is left; forms that stand for a
//! command are sent when they are completed. Esc leaves either and loses nothing: what was typed and not
//! taken is parked and stands there again when the form is opened.

pub mod aid;
mod batch;
pub mod care;
pub mod change;
pub mod closing;
pub mod conclude;
pub mod day;
pub mod evidence;
mod fill;
pub mod incomes;
pub mod kept;
pub mod member;
pub mod office;
mod records;
pub mod referral;
pub mod set_aside;

pub use fill::{
    choose, freshen, key, next_field, paste, pick, previous_field, proceed, restore, toggle,
    up_down,
};

use self::fill::{arrange, decide, take};
use super::{
    effect::Effect,
    facts,
    model::{
        Model, Screen,
        form::{Field, Form, FormKind},
    },
    parked::{self, Unread},
};
use crate::{
    domain::{calendar::Day, ids::CaseId},
    text::ui::case as words,
};

/// Today, or a day that lets fields be read before it is known.
pub fn today(model: &Model) -> Day {
    model
        .today()
        .unwrap_or_else(|| Day(chrono::NaiveDate::default()))
}

/// The word before a field, by the name of the field in drafts.
pub fn label(model: &Model, name: &str) -> Option<String> {
    let (prefix, id) = name.rsplit_once('.')?;
    let fields = fields(model, &FormKind::of_prefix(prefix)?)?;
    let field = fields.into_iter().find(|field| field.id == id)?;
    Some(field.label)
}

/// Says so where something typed was not understood; nothing is concluded or signed over it.
pub fn objects_to_unread(model: &mut Model) -> bool {
    let said = model.loaded().and_then(|case| {
        Some(match parked::unread(&case.parked)? {
            Unread::Income(member, text) => words::unread(case.name(member), text),
            Unread::Field(name, text) => {
                let label = label(model, name).unwrap_or_default();
                words::unread_field(&label, text)
            }
            Unread::Ungraded(member) => words::ungraded(case.name(member)),
        })
    });
    let unread = said.is_some();
    if let Some(said) = said {
        model.object(said);
    }
    unread
}

/// Opens a form over what is on the screen, with what was typed into it before; what could not be taken then
/// says so again.
pub fn open(model: &mut Model, kind: FormKind) {
    lay_open(model, kind);
    let day = today(model);
    if let Some(form) = model.form_mut().filter(|form| form.kind.is_taken_at_once()) {
        for field in form.fields.iter_mut().filter(|field| field.is_changed()) {
            field.check(day);
        }
    }
}

/// Lays a form open with what was typed into it before, untouched.
fn lay_open(model: &mut Model, kind: FormKind) {
    let Some(fields) = fields(model, &kind) else {
        return;
    };
    let mut form = Form::new(kind, fields);
    let parked = if form.kind.belongs_to_case() {
        model.loaded().map(|case| case.parked.clone())
    } else {
        Some(model.parked.clone())
    };
    let parked = parked.unwrap_or_default();
    parked::unpark(&mut form, &parked);
    arrange(&mut form);
    // What was left unfinished is gone on with; a figure that stood there is replaced by what is typed.
    let unfinished = |field: &Field| parked.contains_key(&form.field_name(field));
    if !form.focused().is_some_and(unfinished) {
        freshen(&mut form);
    }
    model.screens.push(Screen::Form(form));
}

/// The fields of a form, or nothing where what it is about is not there.
fn fields(model: &Model, kind: &FormKind) -> Option<Vec<Field>> {
    match kind {
        FormKind::Member(member) => member::fields(model, *member),
        FormKind::Income(member, place) => incomes::income_fields(model, *member, *place),
        FormKind::Deduction(member, place) => incomes::deduction_fields(model, *member, *place),
        FormKind::Assets => member::assets_fields(model),
        FormKind::Alert(number) => evidence::alert_fields(model, *number),
        FormKind::Support => care::support_fields(model),
        FormKind::SelfCare => care::self_care_fields(model),
        FormKind::Change(number) => change::fields(model, *number),
        FormKind::Aid => aid::aid_fields(model),
        FormKind::AidPapers => aid::papers_fields(model),
        FormKind::FollowUp => aid::follow_up_fields(model),
        FormKind::Kept(kept) => kept::fields(model, *kept),
        FormKind::Refer(passing) => referral::pass_fields(model, *passing),
        FormKind::Answer(number) => referral::answer_fields(model, *number),
        FormKind::Visit => evidence::visit_fields(model),
        FormKind::Hearing => evidence::hearing_fields(model),
        FormKind::Hold => set_aside::hold_fields(model),
        FormKind::Skip => Some(set_aside::skip_fields()),
        FormKind::Return => Some(set_aside::return_fields()),
        FormKind::Paper => closing::paper_fields(model),
        FormKind::Posting => closing::posting_fields(model),
        FormKind::Objection => closing::objection_fields(model),
        FormKind::Notice => closing::notice_fields(model),
        FormKind::Service => closing::service_fields(model),
        FormKind::Attempt => closing::attempt_fields(model),
        FormKind::Conclude => conclude::fields(model),
        FormKind::OtherDay => day::fields(model),
        FormKind::PolicyValue(name) => office::value_fields(model, name),
        FormKind::Prices => batch::price_fields(model),
        FormKind::BatchReturn(_) => Some(batch::return_fields()),
        FormKind::FirstStart => Some(office::start_fields()),
    }
}

/// Opens the form in which a draft was left, with the cursor where it was.
pub fn reopen(model: &mut Model, focus: &str, cursor: usize) {
    let Some((prefix, id)) = focus.rsplit_once('.') else {
        return;
    };
    let Some(kind) = FormKind::of_prefix(prefix) else {
        return;
    };
    lay_open(model, kind);
    if let Some(Screen::Form(form)) = model.top_mut()
        && let Some(at) = form.fields.iter().position(|field| field.id == id)
    {
        form.focus = at;
        if let Some((line, _)) = form.fields.get_mut(at).and_then(Field::line_mut) {
            *line = line.clone().at(cursor);
        }
    }
}

/// Opens the conclusion with the focus on a field.
pub fn open_conclusion_at(model: &mut Model, id: &str) {
    if !matches!(
        model.top(),
        Screen::Form(Form {
            kind: FormKind::Conclude,
            ..
        })
    ) {
        open(model, FormKind::Conclude);
    }
    if let Some(Screen::Form(form)) = model.top_mut()
        && let Some(at) = form.fields.iter().position(|field| field.id == id)
    {
        form.focus = at;
    }
}

/// Where the sum moved, an open conclusion shows what may follow now.
pub fn refresh_options(model: &mut Model) {
    let Some(choices) = conclude::outcome_choices(model) else {
        return;
    };
    if let Some(Screen::Form(form)) = model.top_mut()
        && form.kind == FormKind::Conclude
    {
        conclude::put_choices(form, choices);
        arrange(form);
    }
}

/// Leaves a form; everything typed stays.
pub fn close(model: &mut Model) -> Vec<Effect> {
    let day = today(model);
    if let Some(field) = model.form_mut().and_then(Form::focused_mut) {
        field.check(day);
    }
    take(model);
    parked::park(model);
    let facts = model
        .form()
        .is_some_and(|form| form.kind.is_taken_at_once());
    if model.screens.len() > 1 {
        model.pop();
    }
    if facts {
        // What is left behind unread must not wait there unseen.
        objects_to_unread(model);
    }
    facts::left_field(model)
}

/// Completes a form and takes what it says; nothing where something is missing, or it is on its way already.
pub fn complete(model: &mut Model) -> Option<Form> {
    let day = today(model);
    decide(model);
    let form = model.form_mut()?;
    if !form.check_all(day) {
        let why = form.focused().and_then(|field| field.error.clone());
        parked::park(model);
        if let Some(why) = why {
            model.object(why);
        }
        return None;
    }
    let form = form.clone();
    take(model);
    parked::park(model);
    (!model.is_submitting(&form.kind)).then_some(form)
}

/// Completes a form, and sends what it stands for.
pub fn submit(model: &mut Model) -> Vec<Effect> {
    let Some(form) = complete(model) else {
        return Vec::new();
    };
    match &form.kind {
        FormKind::Member(_)
        | FormKind::Income(_, Some(_))
        | FormKind::Deduction(_, Some(_))
        | FormKind::Assets => close(model),
        FormKind::Income(member, None) => incomes::add_income(model, *member, &form),
        FormKind::Deduction(member, None) => incomes::add_deduction(model, *member, &form),
        FormKind::Alert(number) => evidence::settle(model, *number, &form),
        FormKind::Support => care::record_support(model, &form),
        FormKind::SelfCare => care::assess(model, &form),
        FormKind::Change(number) => change::settle(model, *number, &form),
        FormKind::Aid => aid::record(model, &form),
        FormKind::AidPapers => aid::complete_papers(model, &form),
        FormKind::FollowUp => aid::follow_up(model, &form),
        FormKind::Kept(kept) => kept::enter(model, *kept, &form),
        FormKind::Refer(passing) => referral::pass(model, *passing, &form),
        FormKind::Answer(number) => referral::answer(model, *number, &form),
        FormKind::Visit => evidence::record_visit(model, &form),
        FormKind::Hearing => evidence::record_hearing(model, &form),
        FormKind::Hold => set_aside::hold(model, &form),
        FormKind::Skip => set_aside::skip(model, &form),
        FormKind::Return => set_aside::give_back(model, &form),
        FormKind::Paper => closing::print(model, &form),
        FormKind::Posting => closing::make_posting(model, &form),
        FormKind::Objection => closing::record_objection(model, &form),
        FormKind::Notice => closing::make_notice(model, &form),
        FormKind::Service => closing::record_service(model, &form),
        FormKind::Attempt => closing::record_attempt(model, &form),
        // What is concluded stands in the case; signing it is the business of the case.
        FormKind::Conclude => facts::left_field(model),
        FormKind::OtherDay => day::compare_with(model, &form),
        FormKind::PolicyValue(name) => office::set_value(model, name, &form),
        FormKind::Prices => batch::record_prices(model, &form),
        FormKind::BatchReturn(number) => batch::give_back(model, *number, &form),
        FormKind::FirstStart => office::open_office(model, &form),
    }
}

/// A form about the case in front has done its work.
pub fn finish_here(model: &mut Model, kind: &FormKind) {
    let id = model.loaded().map(|case| case.view.case.id);
    finish(model, id, kind);
}

/// Takes away what was parked of a form whose command was done, and the form itself if it still lies there.
pub fn finish(model: &mut Model, id: Option<CaseId>, kind: &FormKind) {
    let prefix = format!("{}.", kind.prefix());
    match id {
        Some(id) => {
            let case = model.case_of(id).and_then(|case| case.loaded.as_mut());
            if let Some(case) = case {
                case.parked.retain(|name, _| !name.starts_with(&prefix));
            }
        }
        None => model.parked.retain(|name, _| !name.starts_with(&prefix)),
    }
    if model.form().is_some_and(|form| form.kind == *kind) {
        model.pop();
    }
}
