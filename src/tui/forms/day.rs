//! With which other day the sum is compared.

use crate::{
    engine::query::Query,
    text::ui::sum as words,
    tui::{
        effect::Effect,
        model::{
            Model, Screen, Wanted,
            case::basis::Basis,
            form::{Choice, Field, Form, Value, values},
            line::Line,
            sum::Other,
        },
    },
};

/// The fields of what to compare with.
pub fn fields(model: &Model) -> Option<Vec<Field>> {
    let loaded = model.loaded()?;
    let case = &loaded.view.case;
    let stored = loaded.basis() != Basis::Today;
    let mut choices = Vec::new();
    if stored {
        choices.push(Choice::new("today", words::AS_OF_TODAY));
    }
    choices.push(Choice::new("day", words::AS_OF_DAY));
    if case.decision.is_some() && !matches!(loaded.basis(), Basis::Decided(_)) {
        choices.push(Choice::new("decided", words::AS_DECIDED));
    }
    choices.push(Choice::new("none", words::NO_COMPARISON));
    let day = case
        .last_review
        .as_ref()
        .map_or_else(String::new, |last| last.day.to_string());
    Some(vec![
        Field::choice(
            "with",
            words::COMPARE_WITH,
            choices,
            if stored { "today" } else { "day" },
        ),
        Field::new("day", words::DAY, Value::Day(Line::fresh(day))).hint(words::DAY_HINT),
    ])
}

/// Compares with what the form says.
pub fn compare_with(model: &mut Model, form: &Form) -> Vec<Effect> {
    let today = super::today(model);
    super::finish_here(model, &form.kind);
    let Some(loaded) = model.loaded() else {
        return Vec::new();
    };
    let id = loaded.view.case.id;
    let decided = loaded
        .view
        .case
        .decision
        .as_ref()
        .map(|decision| decision.proposal.finding.clone());
    let household = loaded.work.clone();
    let cause = match loaded.basis() {
        Basis::Today => loaded.conclusion.cause,
        Basis::Proposed(stored) | Basis::Decided(stored) => Some(stored.cause),
    };
    let day = values::day(&form.raw("day"), today).ok().flatten();
    let other = match (form.raw("with").as_str(), decided, day) {
        ("decided", Some(finding), _) => Some(Other::Decided(Box::new(finding))),
        ("today", _, _) => Some(Other::Awaited(today)),
        ("day", _, Some(day)) => Some(Other::Awaited(day)),
        _ => None,
    };
    if let Some(Screen::Sum(screen)) = model.top_mut() {
        screen.other.clone_from(&other);
    }
    match other {
        Some(Other::Awaited(day)) => {
            let query = Query::Assess {
                case: id,
                household: Box::new(household),
                cause,
                on: Some(day),
            };
            vec![model.ask(Wanted::OtherDay(id), query)]
        }
        Some(Other::OfDay(..) | Other::Decided(_)) | None => Vec::new(),
    }
}
