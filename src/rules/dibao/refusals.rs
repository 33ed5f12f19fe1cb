//! Work refused in a row without reason: that person's share is reduced or stopped (民发〔2021〕57号 第三十四条).
//!
//! 社会救助法 has no such number (DB-92). How large a share falls away is not said: the parameter says it, 程序默认.

use super::Facts;
use crate::{
    domain::{citation::Confidence, finding::Step, rational::Rational, step::StepCode},
    policy::PolicyView,
    rules::{
        RuleRefusal, missing,
        sum::{at_least_nothing, figure, heads, minus, over, resting, shown, shown_ratio, times},
    },
};

/// The base without the shares of those who refused often enough; who refused less often is only named.
pub(super) fn less(
    base: Rational,
    facts: &Facts<'_>,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Result<Rational, RuleRefusal> {
    let mut left = base;
    for refused in &facts.case.past.refused {
        let counts = facts.standings.get(refused.member as usize);
        if !counts.is_some_and(|standing| standing.counts) {
            continue;
        }
        let name = "db.job_refusal.count";
        let limit = view.count(name).ok_or_else(|| missing(name))?;
        let times_refused = u32::try_from(refused.days.len()).unwrap_or(u32::MAX);
        let enough = limit.value > 0 && times_refused >= limit.value;
        let code = if enough {
            StepCode::WorkRefused
        } else {
            StepCode::WorkRefusedFewer
        };
        let days: Vec<String> = refused.days.iter().map(ToString::to_string).collect();
        let step = code
            .step()
            .member(refused.member)
            .count("count", times_refused)
            .count("limit", limit.value)
            .words("days", days.join("、"))
            .cites(view.cite(&[("D57", "第三十四条")]));
        steps.push(resting(step, &limit));
        if enough {
            left = at_least_nothing(minus(
                left,
                share(base, facts, refused.member, (view, steps))?,
            )?);
        }
    }
    Ok(left)
}

/// The share of one member that falls away.
fn share(
    base: Rational,
    facts: &Facts<'_>,
    member: u32,
    (view, steps): (&PolicyView<'_>, &mut Vec<Step>),
) -> Result<Rational, RuleRefusal> {
    let name = "db.job_refusal.share";
    let rate = view.ratio(name).ok_or_else(|| missing(name))?;
    let persons = if facts.case.single { 1 } else { facts.persons };
    let amount = times(over(base, heads(persons.max(1)))?, rate.value)?;
    let step = StepCode::WorkRefusedShare
        .step()
        .member(member)
        .with("base", figure(base)?)
        .count("count", persons)
        .decimal("rate", shown_ratio(rate.value))
        .with("amount", figure(amount)?)
        .arrives(shown(amount)?)
        .cites(view.cite(&[("D57", "第三十四条")]))
        .at_most(Confidence::Assumed);
    steps.push(resting(step, &rate));
    Ok(amount)
}
