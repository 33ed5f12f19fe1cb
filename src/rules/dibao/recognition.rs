//! 低保边缘 as a recognition of its own: whether a household still lies within the line (社会救助法 第二十一条,
//! 民发〔2021〕57号 第八条). Nothing is paid a month; who falls under the standard may be due 低保 instead.

use super::{Alone, DibaoCase, Facts, People, establish, per_capita, suggest::before_less};
use crate::{
    domain::{
        finding::{Finding, Step},
        money::Fen,
        review::{Cause, Outcome},
        step::{StepCode, WORDING},
    },
    policy::PolicyView,
    rules::{
        RuleRefusal, in_force,
        sum::{least_sure, shown},
    },
};

/// Looks at a household under the recognition of 低保边缘.
pub fn assess(case: &DibaoCase<'_>, view: &PolicyView<'_>) -> Result<Finding, RuleRefusal> {
    in_force(view, "D57")?;
    let members = match &case.people {
        People::Members(members) => members.as_slice(),
        People::Totals { .. } => &[],
    };
    let mut steps = Vec::new();
    let (mut counted, mut not_counted) = (Vec::new(), Vec::new());
    let reckoned = (&mut counted, &mut not_counted);
    let facts = establish(case, members, view, &mut steps, reckoned)?;
    for step in &mut steps {
        // Not under the standard is what the recognition asks for, and no failure here.
        if step.code == StepCode::NotBelowStandard.name() {
            StepCode::EdgeNotDibao.name().clone_into(&mut step.code);
        }
    }
    let within = (facts.edge || facts.below) && !facts.assets.exceeds;
    let suggest = outcomes(&facts, within, view, &mut steps);
    Ok(Finding {
        on: view.on(),
        wording: WORDING,
        persons: facts.persons,
        income_month: shown(facts.income.month)?,
        per_capita: shown(per_capita(&facts)?)?,
        standard: Some(facts.standard.value),
        eligible: Some(within),
        base: Some(Fen::ZERO),
        supplement: Some(Fen::ZERO),
        month: Some(Fen::ZERO),
        edge: facts.edge,
        paid: case.paid,
        suggest,
        counted,
        not_counted,
        steps,
        missing: Vec::new(),
    })
}

fn outcomes(
    facts: &Facts<'_>,
    within: bool,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Vec<Outcome> {
    let cited = view.cite(&[("LAW", "第二十一条"), ("D57", "第八条")]);
    if facts.case.cause == Some(Cause::Voluntary) {
        steps.push(StepCode::Voluntary.step());
        return vec![Outcome::Stop];
    }
    if !within {
        let step = StepCode::EdgeLost.step().cites(cited);
        steps.push(before_less(step.at_most(least_sure(steps)), view));
        return vec![Outcome::Stop];
    }
    let step = StepCode::EdgeKept.step().cites(cited);
    steps.push(step.at_most(least_sure(steps)));
    let mut suggest = vec![Outcome::Keep];
    if facts.below {
        let step = StepCode::EdgeMayDibao.step();
        steps.push(step.cites(view.cite(&[("LAW", "第十八条"), ("O39", "三（四）")])));
    }
    let judge = facts.below || facts.alone == Alone::Possible || facts.assets.unclear;
    if judge {
        suggest.push(Outcome::Judgement);
    }
    suggest
}
