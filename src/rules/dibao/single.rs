//! 单人保: one person of a household that itself does not qualify (民发〔2021〕57号 第八条, 社会救助法 第二十一条).

use super::Facts;
use crate::{
    domain::{
        citation::Confidence, finding::Step, household::MemberFacts, rational::Rational,
        step::StepCode,
    },
    policy::PolicyView,
    rules::{
        RuleRefusal, edge,
        eligibility::disabled_for_single,
        sum::{at_least_nothing, shown},
    },
};

/// What 单人保 makes of the first member.
pub(super) struct Single {
    /// The household lies within the line of 边缘 and the person's own income below the standard.
    pub(super) below: bool,
    /// The ground is for a person to judge.
    pub(super) unclear: bool,
}

/// Tests the first member against the household around (DB-05 to DB-07).
pub(super) fn of(
    facts: &Facts<'_>,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Result<Single, RuleRefusal> {
    let (Some(person), Some(standing)) = (facts.members.first(), facts.standings.first()) else {
        return Ok(Single {
            below: facts.below,
            unclear: false,
        });
    };
    let within = if facts.persons > 1 {
        let line = edge::line(
            facts.income.month,
            facts.persons,
            facts.standard.value,
            view,
        )?;
        steps.push(line.step);
        facts.below || line.below
    } else {
        // The household around was not listed, so its income cannot be compared.
        let step = StepCode::SingleAlone
            .step()
            .cites(view.cite(&[("D57", "第八条")]));
        steps.push(step.at_most(Confidence::Assumed));
        true
    };
    let own = own_income(facts);
    let below = standing.counts && within && own < Rational::of(facts.standard.value);
    let code = if own < Rational::of(facts.standard.value) {
        StepCode::SingleBelow
    } else {
        StepCode::SingleNotBelow
    };
    let step = code
        .step()
        .money("income", shown(own)?)
        .money("standard", facts.standard.value)
        .cites(view.cite(&[("D57", "第八条")]));
    steps.push(step);
    let unclear = ground(person, view, steps);
    Ok(Single { below, unclear })
}

/// The first member's own income; a household given by totals has only one.
pub(super) fn own_income(facts: &Facts<'_>) -> Rational {
    let own = facts.income.by_member.first().copied();
    at_least_nothing(own.unwrap_or(facts.income.month))
}

/// Severely disabled, grade 3 of 智力 or 精神, or seriously ill; any other ground is local and left to a person.
fn ground(person: &MemberFacts, view: &PolicyView<'_>, steps: &mut Vec<Step>) -> bool {
    let code = if person.disability.is_some_and(disabled_for_single) {
        "single_disabled"
    } else if person.seriously_ill {
        "single_ill"
    } else {
        "single_other"
    };
    let unclear = code == "single_other";
    let step = StepCode::SingleGround
        .step()
        .member(0)
        .code("ground", code)
        .cites(view.cite(&[("LAW", "第二十一条"), ("D57", "第八条")]));
    steps.push(if unclear {
        step.at_most(Confidence::Unverified)
    } else {
        step
    });
    unclear
}
