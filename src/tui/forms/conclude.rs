//! The conclusion: which outcome, why, in what words, from which month.

use crate::{
    domain::review::{Cause, Outcome},
    engine::answer::OutcomeOption,
    text::{
        recognition, terms,
        ui::{changes, forms as words},
    },
    tui::{
        facts,
        model::{
            Model,
            case::{Conclusion, Loaded},
            form::{Choice, Field, Form, FormKind, Limit, Value, values},
            line::Line,
        },
    },
};

/// Months of 渐退 that anybody could mean; the rule's own limit is the engine's.
const PHASE_OUT_MONTHS_MAX: u32 = 12;

const CAUSES: [Cause; 9] = [
    Cause::Unchanged,
    Cause::Employment,
    Cause::Income,
    Cause::Property,
    Cause::Member,
    Cause::Death,
    Cause::Standard,
    Cause::Voluntary,
    Cause::Other,
];

/// What may be proposed, with amounts and with what stands in the way, as the sum now is.
pub fn outcome_choices(model: &Model) -> Option<Vec<Choice>> {
    let case = model.loaded()?;
    let options = &case.assessment.options;
    let suggested = options.first().map(|option| option.outcome);
    // In one order whatever is suggested, so that a number means the same from case to case.
    let mut options: Vec<&OutcomeOption> = options.iter().collect();
    options.sort_by_key(|option| option.outcome);
    let choices = options
        .into_iter()
        .map(|option| outcome_choice(model, option, Some(option.outcome) == suggested))
        .collect();
    Some(choices)
}

fn outcome_choice(model: &Model, option: &OutcomeOption, first: bool) -> Choice {
    let programme = model.loaded().map(|case| case.view.case.programme);
    let of_recognition = programme.is_some_and(|one| recognition::stays_in(one, option.outcome));
    // An amount beside what cannot be chosen would look like an offer.
    let terms = option.terms.filter(|_| option.blocked.is_empty());
    let label = if of_recognition {
        words::outcome_of_recognition(option.outcome, terms.map(|(_, from)| from), first)
    } else {
        words::outcome(option.outcome, terms, first)
    };
    let mut choice = Choice::new(values::code(&option.outcome), label);
    choice.notes = option
        .blocked
        .iter()
        .map(|refusal| words::blocked(&model.worded(refusal).what))
        .chain(
            option
                .before_approval
                .iter()
                .map(|refusal| words::before_approval(&model.worded(refusal).what)),
        )
        .collect();
    choice
}

/// Puts newer choices into the open form; what was chosen stays chosen.
pub fn put_choices(form: &mut Form, new: Vec<Choice>) {
    if let Some(field) = form.fields.iter_mut().find(|field| field.id == "outcome") {
        let chosen = field.raw();
        if let Value::Choice { choices, at, .. } = &mut field.value {
            *at = new.iter().position(|choice| choice.code == chosen);
            *choices = new;
        }
    }
}

/// Months of 渐退 are asked for where that is the outcome, a month where something changes.
pub fn arrange(form: &mut Form) {
    let outcome: Option<Outcome> = form.chosen("outcome");
    form.show("months", outcome == Some(Outcome::PhaseOut));
    form.show("effective", outcome != Some(Outcome::Keep));
    form.show("changed", outcome.is_some_and(Outcome::takes_away));
}

/// The outcome a form begins with: what was concluded, else the rules' first suggestion.
fn first_outcome(case: &Loaded) -> Option<Outcome> {
    case.conclusion
        .outcome
        .or_else(|| case.assessment.options.first().map(|option| option.outcome))
}

/// The cause that the changes themselves suggest; none where nothing changed and yet the outcome would, for that
/// somebody has to say.
fn likely_cause(case: &Loaded) -> Option<Cause> {
    if case.conclusion.cause.is_some() {
        return case.conclusion.cause;
    }
    let likely = changes::likely_cause(&case.view.case.household, &case.work);
    let keeps = first_outcome(case).is_none_or(|outcome| outcome == Outcome::Keep);
    (likely != Cause::Unchanged || keeps).then_some(likely)
}

/// The fields of the conclusion.
pub fn fields(model: &Model) -> Option<Vec<Field>> {
    let case = model.loaded()?;
    let outcomes = outcome_choices(model)?;
    let chosen = first_outcome(case).map_or_else(String::new, |outcome| values::code(&outcome));
    let causes = CAUSES
        .iter()
        .map(|cause| Choice::new(values::code(cause), terms::cause(*cause)))
        .collect();
    let reason = if case.conclusion.reason.is_empty() && case.is_changed() {
        changes::household(&case.view.case.household, &case.work, &case.names()).join("; ")
    } else {
        case.conclusion.reason.clone()
    };
    let month = case
        .conclusion
        .effective
        .map_or_else(String::new, |month| month.to_string());
    let months = case
        .conclusion
        .months
        .map_or_else(String::new, |months| months.to_string());
    let changed = case
        .conclusion
        .changed
        .map_or_else(String::new, |day| day.to_string());
    Some(vec![
        Field::choice("outcome", words::OUTCOME, outcomes, &chosen).tall(),
        Field::choice(
            "cause",
            words::CAUSE,
            causes,
            &likely_cause(case).map_or_else(String::new, |cause| values::code(&cause)),
        ),
        Field::long("reason", words::REASON, &reason).hint(words::REASON_HINT),
        Field::new(
            "effective",
            words::EFFECTIVE,
            Value::Month(Line::fresh(month)),
        )
        .hint(words::EFFECTIVE_HINT),
        Field::new(
            "months",
            words::PHASE_OUT_MONTHS,
            Value::Count(Line::fresh(months), PHASE_OUT_MONTHS_MAX),
        )
        .hint(words::PHASE_OUT_HINT)
        .required(),
        Field::new(
            "changed",
            words::CHANGED_ON,
            Value::Day(Line::fresh(changed)),
        )
        .hint(words::CHANGED_ON_HINT)
        .limit(Limit::Today),
    ])
}

/// Takes what the form says as the conclusion.
pub fn take(model: &mut Model, form: &Form) {
    debug_assert_eq!(form.kind, FormKind::Conclude);
    // Looking at what could be concluded concludes nothing.
    let concluded = model
        .loaded()
        .is_some_and(|case| case.conclusion.outcome.is_some());
    if !form.decided && !concluded && !form.fields.iter().any(Field::is_changed) {
        return;
    }
    let today = super::today(model);
    let conclusion = Conclusion {
        outcome: form.chosen("outcome"),
        cause: form.chosen("cause"),
        reason: form.raw("reason").trim().to_owned(),
        effective: values::month(&form.raw("effective"), today).ok().flatten(),
        months: values::count(&form.raw("months"), PHASE_OUT_MONTHS_MAX)
            .ok()
            .flatten(),
        changed: values::day(&form.raw("changed"), today).ok().flatten(),
    };
    facts::conclude(model, conclusion);
}
