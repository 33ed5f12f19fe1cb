//! 低保边缘 and the screen before 刚性支出: 社会救助法 第二十一条, 民发〔2021〕57号 第八条, R25 第四条.

use super::{
    RuleRefusal, missing,
    sum::{heads, over, resting, shown, shown_ratio, times},
};
use crate::{
    domain::{
        area::Setting, citation::Confidence, finding::Step, money::Fen, rational::Rational,
        step::StepCode,
    },
    policy::{Lookup, PolicyView},
};

/// A household's income against the line of 低保边缘.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EdgeLine {
    /// The line a head and month, exact.
    pub line: Rational,
    /// Whether income a head lies under it.
    pub below: bool,
    /// The step.
    pub step: Step,
}

/// Which stratum income alone points to (收入分层).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stratum {
    /// 低保: strictly below the standard.
    Dibao,
    /// 低保边缘.
    Edge,
    /// 刚性支出待核: below last year's disposable income; the spending is still to be checked.
    RigidToCheck,
    /// 不符合.
    Neither,
}

/// Compares with the multiple of the standard (LW-03).
pub fn line(
    income_month: Rational,
    persons: u32,
    standard: Fen,
    view: &PolicyView<'_>,
) -> Result<EdgeLine, RuleRefusal> {
    let multiple = view
        .ratio("edge.multiple")
        .ok_or_else(|| missing("edge.multiple"))?;
    let line = times(Rational::of(standard), multiple.value)?;
    let whole = times(line, heads(persons))?;
    let inclusive = view.flag("edge.inclusive").is_some_and(|flag| flag.value);
    let below = persons > 0 && (income_month < whole || (inclusive && income_month == whole));
    let each = over(income_month, heads(persons.max(1)))?;
    let code = if below {
        StepCode::EdgeBelow
    } else {
        StepCode::EdgeAbove
    };
    let step = code
        .step()
        .money("standard", standard)
        .decimal("multiple", shown_ratio(multiple.value))
        .money("line", shown(line)?)
        .money("each", shown(each)?)
        .arrives(shown(line)?)
        .cites(view.cite(&[("LAW", "第二十一条"), ("D57", "第八条")]));
    Ok(EdgeLine {
        line,
        below,
        step: resting(step, &multiple),
    })
}

/// The parameter of last year's per-capita disposable income.
pub const fn disposable_name(setting: Setting) -> &'static str {
    match setting {
        Setting::Urban => "avg.disposable.city",
        Setting::Rural => "avg.disposable.rural",
    }
}

/// Whether a year's income a head lies below last year's disposable income, with the step (LW-04).
pub fn below_disposable(
    income_month: Rational,
    persons: u32,
    disposable: &Lookup<Fen>,
    view: &PolicyView<'_>,
) -> Result<(bool, Step), RuleRefusal> {
    let year = over(times(income_month, heads(12))?, heads(persons.max(1)))?;
    let below = year < Rational::of(disposable.value);
    let code = if below {
        StepCode::DisposableBelow
    } else {
        StepCode::DisposableAbove
    };
    let step = code
        .step()
        .money("year", shown(year)?)
        .money("limit", disposable.value)
        .cites(view.cite(&[("R25", "第四条")]));
    let step = if view.in_force("R25") {
        step
    } else {
        step.at_most(Confidence::Unverified)
    };
    Ok((below, resting(step, disposable)))
}
