//! 低保边缘 and the screen before 刚性支出: 社会救助法 第二十一条, 民发〔2021〕57号 第八条, R25 第四条.

use super::{
    RuleRefusal, missing,
    sum::{figure, heads, over, resting, shown, shown_ratio, term, times},
};
use crate::{
    domain::{
        area::Setting,
        citation::{Citation, Confidence},
        finding::Step,
        money::Fen,
        rational::Rational,
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

/// The standard a line is a multiple of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineStandard {
    /// A head and month.
    pub amount: Fen,
    /// How sure we are of it.
    pub confidence: Confidence,
}

/// Compares with the multiple of the standard (LW-03).
pub fn line(
    income_month: Rational,
    persons: u32,
    LineStandard {
        amount: standard,
        confidence,
    }: LineStandard,
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
    // A head's figures may look alike where the household's do not.
    let alike = shown(each)? == shown(line)? && income_month < whole;
    let code = match (below, alike) {
        (true, false) => StepCode::EdgeBelow,
        (true, true) => StepCode::EdgeBelowWhole,
        (false, _) => StepCode::EdgeAbove,
    };
    let mut step = code
        .step()
        .money("standard", standard)
        .decimal("multiple", shown_ratio(multiple.value))
        .with("line", figure(line)?)
        .money("each", shown(each)?);
    if code == StepCode::EdgeBelowWhole {
        step = step
            .with("income", term(income_month)?)
            .count("count", persons)
            .with("whole", figure(whole)?);
    }
    let step = step
        .arrives(shown(line)?)
        .cites(article(view))
        .at_most(confidence);
    Ok(EdgeLine {
        line,
        below,
        step: resting(step, &multiple),
    })
}

/// The law has the stratum since 2026, D57 the multiple; a province that has set another is not known (LW-03).
fn article(view: &PolicyView<'_>) -> Citation {
    let multiple = view.cite(&[("D57", "第八条")]);
    if view.in_force("LAW") {
        let law = view.cite(&[("LAW", "")]).instrument;
        Citation::new(
            format!("{law} 第二十一条、{}", multiple.instrument),
            multiple.article,
        )
    } else {
        multiple
    }
}

/// Whether 刚性支出困难 was a class on that day: 国办发〔2023〕39号 named it, R25 settled how it is recognised.
pub fn knows_rigid(view: &PolicyView<'_>) -> bool {
    view.in_force("R25") || view.in_force("O39")
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
        .cites(view.cite(&[("R25", "第四条"), ("O39", "二")]));
    let step = if view.in_force("R25") {
        step
    } else {
        step.at_most(Confidence::Unverified)
    };
    Ok((below, resting(step, disposable)))
}
