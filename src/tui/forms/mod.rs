//! Forms: what each is for, how its fields are made, and what comes of them.
//!
//! Forms about the facts of a case take every field into the case as it is left; forms that stand for a
//! command are sent when they are completed. Esc leaves either and loses nothing: what was typed and not
//! taken is parked and stands there again when the form is opened.

pub mod conclude;
pub mod evidence;
mod form;
pub mod incomes;
pub mod member;
pub mod office;
pub mod set_aside;
pub mod values;

use serde::{Deserialize, Serialize};

pub use form::{Choice, Field, Form, Value};

use super::{
    draft,
    effect::Effect,
    event::Key,
    model::{Model, Screen},
    screens::case::edit,
    widgets::line::Folding,
};
use crate::domain::{calendar::Day, ids::CaseId};

/// What a form is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FormKind {
    /// The facts of a member, by place from 0.
    Member(usize),
    /// An income of a member: which member, which income; `None` is a new one.
    Income(usize, Option<usize>),
    /// A deduction of a member, likewise.
    Deduction(usize, Option<usize>),
    /// The property.
    Assets,
    /// What came of an alert, by its number.
    Alert(u32),
    /// A visit.
    Visit,
    /// A hearing.
    Hearing,
    /// A wait.
    Hold,
    /// A skip.
    Skip,
    /// A return.
    Return,
    /// The conclusion.
    Conclude,
    /// The day to compare the sum with.
    OtherDay,
    /// A new value of a parameter, by name.
    PolicyValue(String),
    /// The first start.
    FirstStart,
}

/// What leaving a field of a form does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taking {
    /// Its value goes into the case at once.
    AtOnce,
    /// Nothing until the form is completed.
    WhenComplete,
}

impl FormKind {
    /// The first part of the names of its fields in drafts.
    pub fn prefix(&self) -> String {
        let numbered = |word: &str, member: usize, place: Option<usize>| {
            let place = place.map_or_else(|| "new".to_owned(), |place| place.to_string());
            format!("{word}.{member}.{place}")
        };
        match self {
            Self::Member(member) => format!("member.{member}"),
            Self::Income(member, place) => numbered("item", *member, *place),
            Self::Deduction(member, place) => numbered("deduction", *member, *place),
            Self::Assets => "assets".to_owned(),
            Self::Alert(number) => format!("alert.{number}"),
            Self::Visit => "visit".to_owned(),
            Self::Hearing => "hearing".to_owned(),
            Self::Hold => "hold".to_owned(),
            Self::Skip => "skip".to_owned(),
            Self::Return => "return".to_owned(),
            Self::Conclude => "conclude".to_owned(),
            Self::OtherDay => "day".to_owned(),
            Self::PolicyValue(name) => format!("value.{name}"),
            Self::FirstStart => "start".to_owned(),
        }
    }

    /// The kind whose fields begin with this.
    fn of_prefix(prefix: &str) -> Option<Self> {
        let parts: Vec<&str> = prefix.split('.').collect();
        let place = |text: &str| match text {
            "new" => Some(None),
            digits => digits.parse().ok().map(Some),
        };
        Some(match parts.as_slice() {
            ["member", member] => Self::Member(member.parse().ok()?),
            ["item", member, at] => Self::Income(member.parse().ok()?, place(at)?),
            ["deduction", member, at] => Self::Deduction(member.parse().ok()?, place(at)?),
            ["assets"] => Self::Assets,
            ["alert", number] => Self::Alert(number.parse().ok()?),
            ["visit"] => Self::Visit,
            ["hearing"] => Self::Hearing,
            ["hold"] => Self::Hold,
            ["skip"] => Self::Skip,
            ["return"] => Self::Return,
            ["conclude"] => Self::Conclude,
            _other_prefix => return None,
        })
    }

    /// Whether a field of that name goes into the case as it is left, so that text kept of it was not understood.
    pub fn takes_at_once(field: &str) -> bool {
        let prefix = field.rsplit_once('.').map_or("", |(prefix, _)| prefix);
        Self::of_prefix(prefix).is_some_and(|kind| kind.is_taken_at_once())
    }

    /// Whether what is typed into it belongs to the case below.
    pub const fn belongs_to_case(&self) -> bool {
        match self {
            Self::Member(_)
            | Self::Income(..)
            | Self::Deduction(..)
            | Self::Assets
            | Self::Alert(_)
            | Self::Visit
            | Self::Hearing
            | Self::Hold
            | Self::Skip
            | Self::Return
            | Self::Conclude
            | Self::OtherDay => true,
            Self::PolicyValue(_) | Self::FirstStart => false,
        }
    }

    /// Whether each field goes into the case as it is left.
    pub fn is_taken_at_once(&self) -> bool {
        self.taking() == Taking::AtOnce
    }

    const fn taking(&self) -> Taking {
        match self {
            Self::Member(_)
            | Self::Income(_, Some(_))
            | Self::Deduction(_, Some(_))
            | Self::Assets
            | Self::Conclude => Taking::AtOnce,
            Self::Income(_, None)
            | Self::Deduction(_, None)
            | Self::Alert(_)
            | Self::Visit
            | Self::Hearing
            | Self::Hold
            | Self::Skip
            | Self::Return
            | Self::OtherDay
            | Self::PolicyValue(_)
            | Self::FirstStart => Taking::WhenComplete,
        }
    }
}

/// The name of a field in a draft.
pub fn field_name(kind: &FormKind, field: &Field) -> String {
    format!("{}.{}", kind.prefix(), field.id)
}

/// Today, or a day that lets fields be read before it is known.
pub fn today(model: &Model) -> Day {
    model
        .today()
        .unwrap_or_else(|| Day(chrono::NaiveDate::default()))
}

/// Opens a form over what is on the screen, with what was typed into it before.
pub fn open(model: &mut Model, kind: FormKind) {
    let Some(fields) = fields(model, &kind) else {
        return;
    };
    let mut form = Form::new(kind, fields);
    let parked = if form.kind.belongs_to_case() {
        edit::loaded(model).map(|case| case.parked.clone())
    } else {
        Some(model.parked.clone())
    };
    let parked = parked.unwrap_or_default();
    draft::unpark(&mut form, &parked);
    arrange(&mut form);
    // What was left unfinished is gone on with; a figure that stood there is replaced by what is typed.
    let unfinished = |field: &Field| parked.contains_key(&field_name(&form.kind, field));
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
        FormKind::Visit => evidence::visit_fields(model),
        FormKind::Hearing => evidence::hearing_fields(model),
        FormKind::Hold => set_aside::hold_fields(model),
        FormKind::Skip => Some(set_aside::skip_fields()),
        FormKind::Return => Some(set_aside::return_fields()),
        FormKind::Conclude => conclude::fields(model),
        FormKind::OtherDay => super::screens::sum::day_fields(model),
        FormKind::PolicyValue(name) => office::value_fields(model, name),
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
    if let FormKind::Income(member, _) | FormKind::Deduction(member, _) = kind {
        super::screens::incomes::open(model, member);
    }
    open(model, kind);
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

/// The form on top.
pub fn top(model: &Model) -> Option<&Form> {
    match model.top() {
        Screen::Form(form) => Some(form),
        _other_screen => None,
    }
}

/// The form on top, to be changed.
pub fn top_mut(model: &mut Model) -> Option<&mut Form> {
    match model.top_mut() {
        Some(Screen::Form(form)) => Some(form),
        _other_screen => None,
    }
}

/// A key in a text of the form.
pub fn key(model: &mut Model, key: Key) -> bool {
    let Some(field) = top_mut(model).and_then(Form::focused_mut) else {
        return false;
    };
    field.error = None;
    field
        .line_mut()
        .is_some_and(|(line, folding)| line.key(key, folding))
}

/// Text pasted into the form.
pub fn paste(model: &mut Model, text: &str) {
    if let Some(field) = top_mut(model).and_then(Form::focused_mut) {
        field.error = None;
        match field.line_mut() {
            Some((line, folding @ (Folding::Text | Folding::Figures))) => {
                line.insert(text, folding);
            }
            None => {}
        }
    }
}

/// Leaves the focused field: looks at it, takes it where it goes at once, keeps the draft.
fn leave(model: &mut Model) -> Vec<Effect> {
    let day = today(model);
    let Some(form) = top_mut(model) else {
        return Vec::new();
    };
    if let Some(field) = form.focused_mut() {
        field.check(day);
    }
    take(model);
    draft::park(model);
    edit::left_field(model)
}

/// Shows the fields that mean something as the others stand, and hides the rest.
fn arrange(form: &mut Form) {
    match form.kind {
        FormKind::Member(_) => member::arrange(form),
        FormKind::Assets => member::arrange_assets(form),
        FormKind::Income(..) => incomes::arrange(form),
        FormKind::Conclude => conclude::arrange(form),
        FormKind::OtherDay => {
            let of_day = form.raw("with") == "day";
            form.show("day", of_day);
        }
        FormKind::Deduction(..)
        | FormKind::Alert(_)
        | FormKind::Visit
        | FormKind::Hearing
        | FormKind::Hold
        | FormKind::Skip
        | FormKind::Return
        | FormKind::PolicyValue(_)
        | FormKind::FirstStart => {}
    }
}

/// Takes what can be taken of a form whose values go into the case at once.
fn take(model: &mut Model) {
    if let Some(form) = top_mut(model) {
        arrange(form);
    }
    let Some(form) = top(model).cloned() else {
        return;
    };
    match form.kind.taking() {
        Taking::WhenComplete => {}
        Taking::AtOnce => match form.kind {
            FormKind::Member(member) => member::take(model, member, &form),
            FormKind::Income(member, Some(place)) => {
                incomes::take_income(model, member, place, &form);
            }
            FormKind::Deduction(member, Some(place)) => {
                incomes::take_deduction(model, member, place, &form);
            }
            FormKind::Assets => member::take_assets(model, &form),
            FormKind::Conclude => conclude::take(model, &form),
            FormKind::Income(_, None)
            | FormKind::Deduction(_, None)
            | FormKind::Alert(_)
            | FormKind::Visit
            | FormKind::Hearing
            | FormKind::Hold
            | FormKind::Skip
            | FormKind::Return
            | FormKind::OtherDay
            | FormKind::PolicyValue(_)
            | FormKind::FirstStart => {}
        },
    }
}

/// On to the next field; behind the last, the form is completed.
pub fn proceed(model: &mut Model) -> Vec<Effect> {
    decide(model);
    let last = top(model).is_some_and(Form::is_last);
    let conclusion = top(model).is_some_and(|form| form.kind == FormKind::Conclude);
    if last && conclusion {
        // A signature is never one Enter too many: back to the case, where F9 signs.
        return close(model);
    }
    if last {
        return submit(model);
    }
    next_field(model)
}

/// On to the next field; the last stays.
pub fn next_field(model: &mut Model) -> Vec<Effect> {
    let effects = leave(model);
    if let Some(form) = top_mut(model) {
        form.focus_next();
        freshen(form);
    }
    effects
}

/// Back to the field before.
pub fn previous_field(model: &mut Model) -> Vec<Effect> {
    let effects = leave(model);
    if let Some(form) = top_mut(model) {
        form.focus_previous();
        freshen(form);
    }
    effects
}

/// Figures are replaced by what is typed first; words are gone on with.
pub fn freshen(form: &mut Form) {
    if let Some((line, Folding::Figures)) = form.focused_mut().and_then(Field::line_mut) {
        line.fresh = !line.text.is_empty();
    }
}

/// Moves the choice of the focused field, or goes on to the next field where there is none.
pub fn choose(model: &mut Model, forward: bool) -> Vec<Effect> {
    let Some(form) = top_mut(model) else {
        return Vec::new();
    };
    form.step_choice(forward);
    chosen(model)
}

/// Up or Down in a choice: through a tall list, and out of it at its ends.
pub fn up_down(model: &mut Model, down: bool) -> Vec<Effect> {
    let Some(form) = top_mut(model) else {
        return Vec::new();
    };
    let tall = matches!(
        form.focused().map(|field| &field.value),
        Some(Value::Choice { tall: true, .. })
    );
    if tall && form.step_choice(down) {
        return chosen(model);
    }
    if down {
        next_field(model)
    } else {
        previous_field(model)
    }
}

/// Chooses by number.
pub fn pick(model: &mut Model, number: usize) -> Vec<Effect> {
    if top_mut(model).is_some_and(|form| form.pick(number)) {
        chosen(model)
    } else {
        Vec::new()
    }
}

/// Marks or unmarks.
pub fn toggle(model: &mut Model) -> Vec<Effect> {
    if let Some(form) = top_mut(model) {
        form.toggle();
    }
    chosen(model)
}

/// Somebody meant what the form says.
fn decide(model: &mut Model) {
    if let Some(form) = top_mut(model) {
        form.decided = true;
    }
}

/// A choice was made: it counts at once.
fn chosen(model: &mut Model) -> Vec<Effect> {
    decide(model);
    if let Some(field) = top_mut(model).and_then(Form::focused_mut) {
        field.error = None;
    }
    take(model);
    draft::park(model);
    edit::ask_sum(model)
}

/// Puts back what the focused field held when the form was opened.
pub fn restore(model: &mut Model) -> Vec<Effect> {
    if let Some(form) = top_mut(model) {
        if let Some(field) = form.focused_mut() {
            let before = field.before.clone();
            field.set_raw(&before);
            field.error = None;
        }
        freshen(form);
    }
    take(model);
    draft::park(model);
    edit::ask_sum(model)
}

/// Leaves a form; everything typed stays.
pub fn close(model: &mut Model) -> Vec<Effect> {
    let day = today(model);
    if let Some(field) = top_mut(model).and_then(Form::focused_mut) {
        field.check(day);
    }
    take(model);
    draft::park(model);
    if model.screens.len() > 1 {
        model.pop();
    }
    edit::left_field(model)
}

/// Completes a form.
pub fn submit(model: &mut Model) -> Vec<Effect> {
    let day = today(model);
    decide(model);
    let Some(form) = top_mut(model) else {
        return Vec::new();
    };
    if !form.check_all(day) {
        let why = form.focused().and_then(|field| field.error.clone());
        draft::park(model);
        if let Some(why) = why {
            model.object(why);
        }
        return Vec::new();
    }
    let form = form.clone();
    take(model);
    draft::park(model);
    if model.is_submitting(&form.kind) {
        return Vec::new();
    }
    match &form.kind {
        FormKind::Member(_)
        | FormKind::Income(_, Some(_))
        | FormKind::Deduction(_, Some(_))
        | FormKind::Assets => close(model),
        FormKind::Income(member, None) => incomes::add_income(model, *member, &form),
        FormKind::Deduction(member, None) => incomes::add_deduction(model, *member, &form),
        FormKind::Alert(number) => evidence::settle(model, *number, &form),
        FormKind::Visit => evidence::record_visit(model, &form),
        FormKind::Hearing => evidence::record_hearing(model, &form),
        FormKind::Hold => set_aside::hold(model, &form),
        FormKind::Skip => set_aside::skip(model, &form),
        FormKind::Return => set_aside::give_back(model, &form),
        FormKind::Conclude => {
            let mut effects = edit::left_field(model);
            effects.extend(super::screens::case::sign::sign(model));
            effects
        }
        FormKind::OtherDay => super::screens::sum::compare_with(model, &form),
        FormKind::PolicyValue(name) => office::set_value(model, name, &form),
        FormKind::FirstStart => office::open_office(model, &form),
    }
}

/// A form about the case in front has done its work.
pub fn finish_here(model: &mut Model, kind: &FormKind) {
    let id = edit::loaded(model).map(|case| case.view.case.id);
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
    if top(model).is_some_and(|form| form.kind == *kind) {
        model.pop();
    }
}
