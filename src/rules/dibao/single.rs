//! 单人保: one person of a household that itself does not qualify (民发〔2021〕57号 第八条, 社会救助法 第二十一条).

use super::{Alone, Facts, line_standard};
use crate::{
    domain::{
        citation::{Citation, Confidence},
        finding::Step,
        household::MemberFacts,
        rational::Rational,
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
    /// Whether anything is left for a person to judge.
    pub(super) alone: Alone,
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
            alone: Alone::Settled,
        });
    };
    let listed = facts.persons > 1;
    if listed && facts.below && !facts.assets.exceeds {
        let step = StepCode::SingleWhole
            .step()
            .cites(view.cite(&[("N83", "一（一）"), ("D57", "第八条")]));
        steps.push(step);
        return Ok(Single {
            below: false,
            alone: Alone::WholeInstead,
        });
    }
    let within = if listed {
        let line = edge::line(
            facts.income.month,
            facts.persons,
            line_standard(facts),
            view,
        )?;
        steps.push(line.step);
        line.below
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
        .cites(view.cite(&[("D57", "第八条")]))
        .at_most(facts.standard.confidence);
    steps.push(step);
    let settled = ground(person, view, steps) && listed;
    let alone = if settled {
        Alone::Settled
    } else {
        Alone::Unclear
    };
    Ok(Single { below, alone })
}

/// The first member's own income; a household given by totals has only one.
pub(super) fn own_income(facts: &Facts<'_>) -> Rational {
    let own = facts.income.by_member.first().copied();
    at_least_nothing(own.unwrap_or(facts.income.month))
}

/// Severely disabled, or grade 3 of 智力 or 精神, or seriously ill as the place defines it.
fn national_ground(person: &MemberFacts) -> Option<(&'static str, Confidence)> {
    if person.disability.is_some_and(disabled_for_single) {
        Some(("single_disabled", Confidence::Confirmed))
    } else if person.seriously_ill {
        Some(("single_ill", Confidence::Unverified))
    } else {
        None
    }
}

/// Says the first member's ground and whether it is a national one; any other is local and left to a person.
fn ground(person: &MemberFacts, view: &PolicyView<'_>, steps: &mut Vec<Step>) -> bool {
    let found = national_ground(person);
    let (code, status) = found.unwrap_or(("single_other", Confidence::Unverified));
    let step = StepCode::SingleGround.step().member(0).code("ground", code);
    steps.push(step.cites(article(view)).at_most(status));
    found.is_some()
}

/// Names the members of a household of 边缘 who may apply alone; whether there is any.
pub(super) fn who_may(facts: &Facts<'_>, view: &PolicyView<'_>, steps: &mut Vec<Step>) -> bool {
    let before = steps.len();
    let members = (0_u32..).zip(facts.members).zip(&facts.standings);
    for ((place, person), _) in members.filter(|(_, standing)| standing.counts) {
        if let Some((code, status)) = national_ground(person) {
            let step = StepCode::SingleMay
                .step()
                .member(place)
                .code("ground", code);
            steps.push(step.cites(article(view)).at_most(status));
        }
    }
    steps.len() > before
}

fn article(view: &PolicyView<'_>) -> Citation {
    view.cite(&[("LAW", "第二十一条"), ("D57", "第八条")])
}
