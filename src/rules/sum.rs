//! Arithmetic of sums: exact, and out of range is a refusal.

use super::RuleRefusal;
use crate::{
    domain::{
        citation::Confidence,
        finding::{Step, StepValue},
        money::{Fen, Rounding},
        rational::Rational,
    },
    policy::Lookup,
};

/// Adds two exact amounts.
pub(super) fn plus(a: Rational, b: Rational) -> Result<Rational, RuleRefusal> {
    a.checked_add(b).ok_or(RuleRefusal::TooLarge)
}

/// Takes one exact amount from another.
pub(super) fn minus(a: Rational, b: Rational) -> Result<Rational, RuleRefusal> {
    a.checked_sub(b).ok_or(RuleRefusal::TooLarge)
}

/// Multiplies exactly.
pub(super) fn times(a: Rational, b: Rational) -> Result<Rational, RuleRefusal> {
    a.checked_mul(b).ok_or(RuleRefusal::TooLarge)
}

/// Divides exactly.
pub(super) fn over(a: Rational, b: Rational) -> Result<Rational, RuleRefusal> {
    a.checked_div(b).ok_or(RuleRefusal::TooLarge)
}

/// A count as a fraction.
pub(super) fn heads(count: u32) -> Rational {
    Rational::whole(i64::from(count))
}

/// An exact amount as it is shown: rounded half up to the fen. Never used in a sum.
pub(super) fn shown(exact: Rational) -> Result<Fen, RuleRefusal> {
    Rounding::Fen.apply(exact).ok_or(RuleRefusal::TooLarge)
}

/// An exact amount as a line shows it: marked as approximate where it is no whole number of fen.
pub(super) fn figure(exact: Rational) -> Result<StepValue, RuleRefusal> {
    let near = shown(exact)?;
    Ok(if Rational::of(near) == exact {
        StepValue::Money(near)
    } else {
        StepValue::About(near)
    })
}

/// The same where a line goes on counting with it: a twelfth of a year stays one, so that the line adds up.
pub(super) fn term(exact: Rational) -> Result<StepValue, RuleRefusal> {
    let near = figure(exact)?;
    let year = times(exact, heads(12))?;
    let whole_year = shown(year)?;
    Ok(match near {
        StepValue::About(_) if Rational::of(whole_year) == year => StepValue::Twelfth(whole_year),
        other => other,
    })
}

/// How sure a figure is that rests on all of these steps.
pub(super) fn least_sure(steps: &[Step]) -> Confidence {
    let all = steps.iter().map(|step| step.status);
    all.max().unwrap_or(Confidence::Confirmed)
}

/// A ratio or multiple as it is shown.
pub(super) fn shown_ratio(ratio: Rational) -> String {
    ratio.decimal(9).unwrap_or_default()
}

/// The larger of the two.
pub(super) fn at_least_nothing(exact: Rational) -> Rational {
    exact.max(Rational::ZERO)
}

/// Makes a step rest on a parameter: its name, its document unless the step cites a rule, and its status.
pub(super) fn resting<T>(step: Step, found: &Lookup<T>) -> Step {
    let step = step.at_most(found.confidence).rests_on(&found.name);
    if step.citation.is_some() {
        step
    } else {
        step.cites(found.source.clone())
    }
}
