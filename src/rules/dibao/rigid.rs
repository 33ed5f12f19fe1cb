//! 刚性支出困难: income under last year's disposable income, and spending that cannot be avoided beyond a share of
//! it (R25 第四条, 第五条, 第十条). A recognition for a time; nothing is paid a month.
//!
//! What a member spends is what the household has as 刚性支出; it is set against the income here and not taken from
//! it. Living counts at the standard of 低保 where the place says so.

use super::{DibaoCase, Facts, People, establish, per_capita, suggest::before_less};
use crate::{
    domain::{
        citation::Confidence,
        finding::{Finding, Reckoned, Step},
        household::MemberFacts,
        income::DeductionKind,
        money::Fen,
        rational::Rational,
        review::{Cause, Outcome},
        step::{StepCode, WORDING},
    },
    policy::PolicyView,
    rules::{
        RuleRefusal,
        edge::{below_disposable, disposable_name},
        in_force,
        sum::{figure, heads, least_sure, plus, resting, shown, shown_ratio, times},
    },
};

/// Whether a household is one of 刚性支出困难.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Income, property and spending are so.
    Fits,
    /// One of them is not.
    Not,
    /// A parameter is unset.
    Open {
        /// Its name.
        param: String,
    },
}

/// What was looked at, with the steps of this recognition alone.
#[derive(Debug)]
pub struct Look {
    /// What came of it.
    pub verdict: Verdict,
    /// Why.
    pub steps: Vec<Step>,
}

/// Looks at a household under another programme.
///
/// # Errors
/// [`RuleRefusal`] where the facts contradict each other or the day is before the rule.
pub fn look(case: &DibaoCase<'_>, view: &PolicyView<'_>) -> Result<Look, RuleRefusal> {
    let household = whole(case)?;
    let plain = household.case(case);
    let (mut counted, mut not_counted) = (Vec::new(), Vec::new());
    let members = household.refs();
    let mut before = Vec::new();
    let reckoned = (&mut counted, &mut not_counted);
    let facts = establish(&plain, &members, view, &mut before, reckoned)?;
    let mut steps = Vec::new();
    let verdict = judge(&facts, household.month, view, &mut steps)?;
    Ok(Look { verdict, steps })
}

/// Looks at a household under this recognition.
///
/// # Errors
/// As [`look`].
pub fn assess(case: &DibaoCase<'_>, view: &PolicyView<'_>) -> Result<Finding, RuleRefusal> {
    let household = whole(case)?;
    let plain = household.case(case);
    let members = household.refs();
    let mut steps = Vec::new();
    let (mut counted, mut not_counted): (Vec<Reckoned>, Vec<Reckoned>) = (Vec::new(), Vec::new());
    let reckoned = (&mut counted, &mut not_counted);
    let facts = establish(&plain, &members, view, &mut steps, reckoned)?;
    for step in &mut steps {
        // Not under the standard is what the recognition asks for, and no failure here.
        if step.code == StepCode::NotBelowStandard.name() {
            StepCode::EdgeNotDibao.name().clone_into(&mut step.code);
        }
    }
    let verdict = judge(&facts, household.month, view, &mut steps)?;
    let suggest = outcomes(&facts, &verdict, view, &mut steps);
    let (eligible, missing) = match verdict {
        Verdict::Fits => (Some(true), Vec::new()),
        Verdict::Not => (Some(false), Vec::new()),
        Verdict::Open { param } => (None, vec![param]),
    };
    Ok(Finding {
        on: view.on(),
        wording: WORDING,
        persons: facts.persons,
        income_month: shown(facts.income.month)?,
        per_capita: shown(per_capita(&facts)?)?,
        standard: Some(facts.standard.value),
        eligible,
        base: Some(Fen::ZERO),
        supplement: Some(Fen::ZERO),
        month: Some(Fen::ZERO),
        edge: facts.edge,
        paid: case.paid,
        suggest,
        counted,
        not_counted,
        steps,
        missing,
    })
}

/// The members without what they spend, and what they spend a month together.
struct Whole {
    members: Vec<MemberFacts>,
    month: Rational,
}

/// The whole household, also where only one of it is helped.
fn whole(case: &DibaoCase<'_>) -> Result<Whole, RuleRefusal> {
    let People::Members(members) = &case.people else {
        return Err(RuleRefusal::BadValue {
            what: "刚性支出要按成员填写".to_owned(),
        });
    };
    let mut month = Rational::ZERO;
    let mut plain = Vec::new();
    for member in members {
        let mut member = (*member).clone();
        for spent in &member.deductions {
            if spent.kind == DeductionKind::Rigid {
                month = plus(month, Rational::of(spent.month))?;
            }
        }
        member
            .deductions
            .retain(|one| one.kind != DeductionKind::Rigid);
        plain.push(member);
    }
    Ok(Whole {
        members: plain,
        month,
    })
}

impl Whole {
    fn refs(&self) -> Vec<&MemberFacts> {
        self.members.iter().collect()
    }

    fn case<'a>(&'a self, case: &DibaoCase<'a>) -> DibaoCase<'a> {
        DibaoCase {
            people: People::Members(self.refs()),
            single: false,
            ..case.clone()
        }
    }
}

/// Income, property, spending, in this order; the first that fails ends it.
fn judge(
    facts: &Facts<'_>,
    spent_month: Rational,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Result<Verdict, RuleRefusal> {
    in_force(view, "R25")?;
    if facts.persons == 0 || facts.assets.exceeds {
        return Ok(Verdict::Not);
    }
    let open = |name: &str| Verdict::Open {
        param: name.to_owned(),
    };
    let name = disposable_name(facts.case.setting);
    let Some(disposable) = view.money(name) else {
        return Ok(open(name));
    };
    let (below, step) = below_disposable(facts.income.month, facts.persons, &disposable, view)?;
    steps.push(step);
    if !below {
        return Ok(Verdict::Not);
    }
    let Some(ratio) = view.ratio("rigid.ratio") else {
        return Ok(open("rigid.ratio"));
    };
    let spent = spending(facts, spent_month, view, steps)?;
    let year = times(facts.income.month, heads(12))?;
    let limit = times(year, ratio.value)?;
    let above = spent > limit;
    let code = if above {
        StepCode::RigidAbove
    } else {
        StepCode::RigidNotAbove
    };
    let step = code
        .step()
        .with("income", figure(year)?)
        .decimal("ratio", shown_ratio(ratio.value))
        .with("limit", figure(limit)?)
        .with("spent", figure(spent)?)
        .cites(view.cite(&[("R25", "第四条")]))
        .at_most(least_sure(steps));
    steps.push(resting(step, &ratio));
    Ok(if above { Verdict::Fits } else { Verdict::Not })
}

/// What was spent in twelve months: as recorded, and living (LW-05, LW-06).
fn spending(
    facts: &Facts<'_>,
    month: Rational,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Result<Rational, RuleRefusal> {
    let recorded = times(month, heads(12))?;
    let cited = view.cite(&[("R25", "第五条")]);
    let Some(living) = view.flag("rigid.living").filter(|flag| flag.value) else {
        let step = StepCode::RigidSpending.step();
        steps.push(step.with("recorded", figure(recorded)?).cites(cited));
        return Ok(recorded);
    };
    let standard = &facts.standard;
    let year = times(Rational::of(standard.value), heads(12))?;
    let lived = times(year, heads(facts.persons))?;
    let total = plus(recorded, lived)?;
    let step = StepCode::RigidSpendingLiving
        .step()
        .with("recorded", figure(recorded)?)
        .money("standard", standard.value)
        .count("count", facts.persons)
        .with("living", figure(lived)?)
        .with("total", figure(total)?)
        .cites(cited)
        .at_most(standard.confidence);
    steps.push(resting(step, &living));
    Ok(total)
}

fn outcomes(
    facts: &Facts<'_>,
    verdict: &Verdict,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Vec<Outcome> {
    let cited = view.cite(&[("R25", "第四条")]);
    if facts.case.cause == Some(Cause::Voluntary) {
        steps.push(StepCode::Voluntary.step());
        return vec![Outcome::Stop];
    }
    match verdict {
        Verdict::Not => {
            let step = StepCode::RigidLost.step().cites(cited);
            steps.push(before_less(step.at_most(least_sure(steps)), view));
            return vec![Outcome::Stop];
        }
        Verdict::Open { param } => {
            let step = StepCode::RigidOpen.step().rests_on(param);
            steps.push(step.cites(cited).at_most(Confidence::Unverified));
            return vec![Outcome::Judgement];
        }
        Verdict::Fits => {}
    }
    steps.push(valid_for(StepCode::RigidKept, view).at_most(least_sure(steps)));
    let mut suggest = vec![Outcome::Keep];
    if facts.below || facts.edge {
        let step = StepCode::RigidMayOther.step();
        steps.push(step.cites(view.cite(&[("LAW", "第十八条"), ("O39", "三（四）")])));
    }
    if facts.below || facts.edge || facts.assets.unclear {
        suggest.push(Outcome::Judgement);
    }
    suggest
}

/// A step that says for how many months the recognition holds (R25 第十条).
pub fn valid_for(code: StepCode, view: &PolicyView<'_>) -> Step {
    let step = code.step().cites(view.cite(&[("R25", "第十条")]));
    match view.count("rigid.valid") {
        Some(months) => resting(step.count("months", months.value), &months),
        None => step.code("months", "no_limit"),
    }
}
