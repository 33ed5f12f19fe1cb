//! 分类施保: extra support for members with special hardship (社会救助法 第二十条, 民发〔2021〕57号 第二十七条).
//!
//! Which class gets how much is local. A class somebody belongs to whose rate is unset leaves the whole
//! supplement unknown, said in a step; 单亲 is a local class that neither article names, and a place that does
//! not have it says so with a rate of 0.

use super::{
    RuleRefusal,
    edge::LineStandard,
    eligibility::{Standing, severely_disabled},
    sum::{figure, plus, resting, shown, shown_ratio, times},
};
use crate::{
    domain::{
        calendar::age,
        citation::{Citation, Confidence},
        finding::Step,
        household::MemberFacts,
        rational::Rational,
        step::StepCode,
    },
    policy::{ParamValue, PolicyView},
};

/// From this age on a person may be 老年人 (老年人权益保障法: 60); where a place begins is local.
const OLD_SOMEWHERE: u32 = 60;

/// The extra support of a household.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supplement {
    /// The amount a month, exact; `None` if a rate it needs is unset.
    pub amount: Option<Rational>,
    /// The steps.
    pub steps: Vec<Step>,
    /// Parameters that are unset and needed.
    pub missing: Vec<String>,
}

/// The classes of 分类施保.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Elderly,
    Minor,
    SevereDisability,
    SeriousIllness,
    SingleParent,
}

impl Class {
    const ALL: [Self; 5] = [
        Self::Elderly,
        Self::Minor,
        Self::SevereDisability,
        Self::SeriousIllness,
        Self::SingleParent,
    ];

    const fn code(self) -> &'static str {
        match self {
            Self::Elderly => "elderly",
            Self::Minor => "minor",
            Self::SevereDisability => "severe_disability",
            Self::SeriousIllness => "serious_illness",
            Self::SingleParent => "single_parent",
        }
    }

    const fn names(self) -> [&'static str; 2] {
        match self {
            Self::Elderly => ["db.class.fixed.elderly", "db.class.rate.elderly"],
            Self::Minor => ["db.class.fixed.minor", "db.class.rate.minor"],
            Self::SevereDisability => [
                "db.class.fixed.severe_disability",
                "db.class.rate.severe_disability",
            ],
            Self::SeriousIllness => [
                "db.class.fixed.serious_illness",
                "db.class.rate.serious_illness",
            ],
            Self::SingleParent => [
                "db.class.fixed.single_parent",
                "db.class.rate.single_parent",
            ],
        }
    }
}

/// Adds up the supplements of the members who count (DB-73, 7.4).
pub fn of_members(
    members: &[&MemberFacts],
    standings: &[Standing],
    standard: LineStandard,
    view: &PolicyView<'_>,
) -> Result<Supplement, RuleRefusal> {
    let mut all = Supplement {
        amount: Some(Rational::ZERO),
        steps: Vec::new(),
        missing: Vec::new(),
    };
    for ((place, member), standing) in (0_u32..).zip(members).zip(standings) {
        if !standing.counts {
            continue;
        }
        let one = of_member(place, member, standard, view, &mut all)?;
        all.amount = match (all.amount, one) {
            (Some(sum), Some(one)) => Some(plus(sum, one)?),
            (Some(_) | None, None) | (None, Some(_)) => None,
        };
    }
    Ok(all)
}

/// One member's supplement; `None` if it cannot be known.
fn of_member(
    place: u32,
    member: &MemberFacts,
    standard: LineStandard,
    view: &PolicyView<'_>,
    all: &mut Supplement,
) -> Result<Option<Rational>, RuleRefusal> {
    let mut amounts = Vec::new();
    let mut known = true;
    for class in Class::ALL {
        match belongs(member, class, view) {
            Belongs::No => {}
            Belongs::Yes => {
                if let Some((amount, step)) = class_amount(place, class, standard, view)? {
                    amounts.push(amount);
                    all.steps.push(step);
                } else {
                    known = false;
                    let step = unset(StepCode::SupplementUnset, place, class, view);
                    all.steps.push(step);
                    all.missing.push(class.names()[1].to_owned());
                }
            }
            Belongs::Unknown { age } => {
                known = false;
                let step = StepCode::OldAgeUnset.step().member(place).count("age", age);
                all.steps.push(
                    step.cites(article(view))
                        .at_most(Confidence::Unverified)
                        .rests_on("db.class.old_age"),
                );
                all.missing.push("db.class.old_age".to_owned());
            }
        }
    }
    let amount = stack(place, &amounts, view, all)?;
    Ok(known.then_some(amount))
}

/// Whether a member belongs to a class.
enum Belongs {
    Yes,
    No,
    /// Old enough somewhere, and here nobody has said from when on.
    Unknown {
        age: u32,
    },
}

fn belongs(member: &MemberFacts, class: Class, view: &PolicyView<'_>) -> Belongs {
    let yes = match class {
        Class::Elderly => return elderly(member, view),
        Class::Minor => super::eligibility::is_minor(member, view.on()),
        Class::SevereDisability => member.disability.is_some_and(severely_disabled),
        Class::SeriousIllness => member.seriously_ill,
        Class::SingleParent => member.single_parent,
    };
    if yes { Belongs::Yes } else { Belongs::No }
}

/// 老年人: from the local age on. Where it is unset, from 60 on the question is open, and if the amount is
/// unset too, that is the thing to say.
fn elderly(member: &MemberFacts, view: &PolicyView<'_>) -> Belongs {
    let years = age(member.birth, view.on()).unwrap_or_default();
    match view.count("db.class.old_age") {
        Some(from) if years >= from.value => Belongs::Yes,
        Some(_) => Belongs::No,
        None if years < OLD_SOMEWHERE => Belongs::No,
        None if view.first(&Class::Elderly.names()).is_none() => Belongs::Yes,
        None => Belongs::Unknown { age: years },
    }
}

/// The amount of a class and the step that says so; `None` if it is unset.
fn class_amount(
    place: u32,
    class: Class,
    standard: LineStandard,
    view: &PolicyView<'_>,
) -> Result<Option<(Rational, Step)>, RuleRefusal> {
    let Some(found) = view.first(&class.names()) else {
        return Ok(None);
    };
    let (amount, step) = match &found.value {
        ParamValue::Money(fixed) => (Rational::of(*fixed), StepCode::SupplementFixed.step()),
        ParamValue::Ratio(rate) => {
            let amount = times(Rational::of(standard.amount), *rate)?;
            let step = StepCode::SupplementRate
                .step()
                .money("standard", standard.amount)
                .decimal("rate", shown_ratio(*rate))
                .at_most(standard.confidence);
            (amount, step)
        }
        ParamValue::Count(_)
        | ParamValue::Day(_)
        | ParamValue::Flag(_)
        | ParamValue::Choice(_)
        | ParamValue::Rounding(_)
        | ParamValue::Causes(_) => return Ok(None),
    };
    let step = step
        .member(place)
        .code("class", class.code())
        .with("amount", figure(amount)?)
        .arrives(shown(amount)?)
        .cites(source(class, view));
    Ok(Some((amount, resting(step, &found))))
}

/// One person in several classes: the highest, or all of them.
fn stack(
    place: u32,
    amounts: &[Rational],
    view: &PolicyView<'_>,
    all: &mut Supplement,
) -> Result<Rational, RuleRefusal> {
    if amounts.len() < 2 {
        return Ok(amounts.first().copied().unwrap_or(Rational::ZERO));
    }
    let how = view.choice("db.class.stack");
    let sum = how.as_ref().is_some_and(|how| how.value == "sum");
    let amount = if sum {
        amounts
            .iter()
            .try_fold(Rational::ZERO, |all, one| plus(all, *one))?
    } else {
        amounts.iter().copied().max().unwrap_or(Rational::ZERO)
    };
    let step = StepCode::SupplementStack
        .step()
        .member(place)
        .code("stack", if sum { "stack_sum" } else { "stack_highest" })
        .with("amount", figure(amount)?)
        .arrives(shown(amount)?)
        .cites(article(view));
    all.steps.push(match &how {
        Some(how) => resting(step, how),
        None => step.at_most(Confidence::Assumed),
    });
    Ok(amount)
}

fn unset(code: StepCode, place: u32, class: Class, view: &PolicyView<'_>) -> Step {
    code.step()
        .member(place)
        .code("class", class.code())
        .cites(source(class, view))
        .at_most(Confidence::Unverified)
        .rests_on(class.names()[1])
}

/// Where a class comes from: four of them from the articles, 单亲 from local practice alone.
fn source(class: Class, view: &PolicyView<'_>) -> Citation {
    match class {
        Class::Elderly | Class::Minor | Class::SevereDisability | Class::SeriousIllness => {
            article(view)
        }
        Class::SingleParent => view.cite(&[("PRACTICE", "")]),
    }
}

fn article(view: &PolicyView<'_>) -> Citation {
    view.cite(&[("LAW", "第二十条"), ("D57", "第二十七条")])
}
