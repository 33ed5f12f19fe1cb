//! 价格补贴联动: whether a month's price rises start the subsidy, and how much (社会救助法 第三十二条).

use super::{
    RuleRefusal, in_force, missing, standard,
    sum::{heads, least_sure, resting, shown_ratio, times},
};
use crate::{
    domain::{
        area::Setting, citation::Confidence, finding::Step, money::Fen, rational::Rational,
        step::StepCode,
    },
    policy::{Lookup, PolicyView},
};

/// A month's indices, year on year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Indices {
    /// CPI.
    pub cpi: Rational,
    /// Its food part.
    pub food: Rational,
    /// 低收入居民基本生活费用价格指数, where the place has one.
    pub scpi: Option<Rational>,
}

/// Whether the subsidy starts and what it comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PriceSubsidy {
    /// Some line was reached.
    pub triggered: bool,
    /// A head, rounded.
    pub per_person: Fen,
    /// The household.
    pub month: Fen,
    /// The steps; the first two say which line was reached.
    pub steps: Vec<Step>,
}

/// An index with the code of its name.
type Named = (&'static str, Rational);

/// Compares both indices with their lines and sums up (JG-02, JG-04).
pub fn of(
    setting: Setting,
    persons: u32,
    indices: Indices,
    view: &PolicyView<'_>,
) -> Result<PriceSubsidy, RuleRefusal> {
    in_force(view, "ANHUI16")?;
    let mut steps = Vec::new();
    let mut reached = Vec::new();
    for (index, value, name) in [
        ("cpi", indices.cpi, "price.cpi"),
        ("food", indices.food, "price.food"),
    ] {
        let line = view.ratio(name).ok_or_else(|| missing(name))?;
        let yes = value >= line.value;
        if yes {
            reached.push((index, value));
        }
        steps.push(compare(index, value, &line, yes));
    }
    let triggered = !reached.is_empty();
    let mut subsidy = PriceSubsidy {
        triggered,
        per_person: Fen::ZERO,
        month: Fen::ZERO,
        steps,
    };
    if triggered {
        let index = used(indices, &reached, view);
        amount(setting, persons, index, view, &mut subsidy)?;
    }
    Ok(subsidy)
}

fn compare(index: &'static str, value: Rational, line: &Lookup<Rational>, yes: bool) -> Step {
    let code = if yes {
        StepCode::PriceReached
    } else {
        StepCode::PriceNotReached
    };
    let step = code
        .step()
        .code("index", index)
        .decimal("value", shown_ratio(value))
        .decimal("line", shown_ratio(line.value));
    resting(step, line)
}

/// Which index the amount is made with; of two that triggered, the larger.
fn used(indices: Indices, reached: &[Named], view: &PolicyView<'_>) -> Named {
    let largest = |all: &[Named]| all.iter().copied().max_by_key(|(_, value)| *value);
    let trigger = largest(reached).unwrap_or(("cpi", indices.cpi));
    let scpi = indices.scpi.map(|scpi| ("scpi", scpi));
    let how = view
        .choice("price.index")
        .map(|how| how.value)
        .unwrap_or_default();
    match how.as_str() {
        "trigger" => trigger,
        "max" => {
            // The larger of the two others; an index that did not trigger is none of them.
            let both: Vec<Named> = scpi.into_iter().chain([trigger]).collect();
            largest(&both).unwrap_or(trigger)
        }
        _ => scpi.unwrap_or(trigger),
    }
}

/// standard x index, rounded a head, at least the floor, times the heads.
fn amount(
    setting: Setting,
    persons: u32,
    (index, value): Named,
    view: &PolicyView<'_>,
    subsidy: &mut PriceSubsidy,
) -> Result<(), RuleRefusal> {
    let standard = standard::of(setting, view)?;
    subsidy.steps.push(standard::step(setting, &standard));
    let rounding = view
        .rounding("price.round")
        .ok_or_else(|| missing("price.round"))?;
    let exact = times(Rational::of(standard.value), value)?.max(Rational::ZERO);
    let mut each = rounding.value.apply(exact).ok_or(RuleRefusal::TooLarge)?;
    let step = StepCode::PriceEach
        .step()
        .money("standard", standard.value)
        .code("index", index)
        .decimal("value", shown_ratio(value))
        .money("amount", each)
        .arrives(each)
        .cites(view.cite(&[("P1553", ""), ("ANHUI16", "")]))
        .at_most(Confidence::Unverified)
        .at_most(standard.confidence);
    let which = view
        .choice("price.index")
        .map_or(Confidence::Confirmed, |which| which.confidence);
    let step = step.at_most(which);
    subsidy.steps.push(resting(step, &rounding));
    if let Some(floor) = view.money("price.floor").filter(|floor| floor.value > each) {
        each = floor.value;
        let step = StepCode::PriceFloor
            .step()
            .money("amount", each)
            .arrives(each);
        subsidy.steps.push(resting(step, &floor));
    }
    let month = times(Rational::of(each), heads(persons))?;
    let month = super::sum::shown(month)?;
    let step = StepCode::PriceMonth
        .step()
        .money("each", each)
        .count("count", persons)
        .money("total", month)
        .arrives(month)
        .cites(view.cite(&[("LAW", "第三十二条"), ("P1553", ""), ("ANHUI16", "")]))
        .at_most(least_sure(&subsidy.steps));
    subsidy.steps.push(step);
    subsidy.per_person = each;
    subsidy.month = month;
    Ok(())
}
