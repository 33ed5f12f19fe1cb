//! How much is due a month: gap or fixed amounts, 分类施保, one rounding at the end.

use super::{Alone, Facts, line_standard, refusals, single::own_income};
use crate::{
    domain::{
        area::Setting,
        case::Tier,
        citation::{Citation, Confidence},
        finding::Step,
        money::Fen,
        rational::Rational,
        step::StepCode,
    },
    policy::{Lookup, ParamValue, PolicyView},
    rules::{
        RuleRefusal,
        eligibility::Standing,
        missing, standard,
        sum::{
            at_least_nothing, figure, heads, least_sure, minus, plus, resting, shown, shown_ratio,
            term, times,
        },
        supplement::{self, Supplement},
    },
};

/// What is due a month.
pub(super) struct Due {
    /// Before supplements, exact; `None` if the class of a fixed amount is not known.
    pub(super) base: Option<Rational>,
    /// 分类施保, exact; `None` if a rate it needs is unset.
    pub(super) supplement: Option<Rational>,
    /// Rounded; without the supplement where that is unknown.
    pub(super) month: Option<Fen>,
    /// Parameters that left a part out.
    pub(super) missing: Vec<String>,
}

/// The amount with its steps (DB-70 to DB-73).
pub(super) fn of(
    facts: &Facts<'_>,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Result<Due, RuleRefusal> {
    if !facts.eligible() {
        // A household that qualifies as a whole has its own step instead.
        if facts.alone != Alone::WholeInstead {
            let step = StepCode::NothingDue
                .step()
                .arrives(Fen::ZERO)
                .at_most(least_sure(steps));
            steps.push(step.cites(view.cite(&[("LAW", "第十八条"), ("B649", "第九条")])));
        }
        return Ok(Due {
            base: Some(Rational::ZERO),
            supplement: Some(Rational::ZERO),
            month: Some(Fen::ZERO),
            missing: Vec::new(),
        });
    }
    let mode = view.choice("db.mode").ok_or_else(|| missing("db.mode"))?;
    let tiers = mode.value == "tiers";
    let base = match (tiers, facts.case.tier) {
        (false, _) if facts.case.single => Some(single_gap(facts, view, steps)?),
        (false, _) => Some(gap(facts, view, steps)?),
        (true, Some(tier)) => Some(fixed(facts, tier, view, steps)?),
        (true, None) => {
            steps.push(
                StepCode::TierUnknown
                    .step()
                    .cites(how_much(view))
                    .rests_on("db.mode"),
            );
            None
        }
    };
    if mode.confidence != Confidence::Confirmed {
        steps.push(by_which_way(&mode, view));
    }
    let base = match base {
        Some(base) => Some(refusals::less(base, facts, view, steps)?),
        None => None,
    };
    let Supplement {
        amount: supplement,
        steps: more,
        missing,
    } = extra(facts, view)?;
    steps.extend(more);
    let month = match base {
        Some(base) => Some(settle(base, supplement, view, steps)?),
        None => None,
    };
    Ok(Due {
        base,
        supplement,
        month,
        missing,
    })
}

/// Both ways are statutory (DB-70); a line says which was taken while nobody stands for it.
fn by_which_way(mode: &Lookup<String>, view: &PolicyView<'_>) -> Step {
    let step = StepCode::PaidBy
        .step()
        .code("mode", mode.value.clone())
        .cites(how_much(view));
    resting(step, mode)
}

fn how_much(view: &PolicyView<'_>) -> Citation {
    view.cite(&[("D57", "第二十三条")])
}

/// standard x members - income (DB-71, DB-72).
fn gap(
    facts: &Facts<'_>,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Result<Rational, RuleRefusal> {
    let standard = facts.standard.value;
    let whole = times(Rational::of(standard), heads(facts.persons))?;
    let base = minus(whole, facts.income.month)?;
    let step = StepCode::Gap
        .step()
        .money("standard", standard)
        .count("count", facts.persons)
        .with("income", term(facts.income.month)?)
        .with("base", figure(base)?)
        .arrives(shown(base)?)
        .cites(how_much(view))
        .at_most(facts.standard.confidence)
        .rests_on(standard::name(facts.case.setting));
    steps.push(step);
    Ok(base)
}

/// 单人保: what the first member lacks, at the local rate (DB-05 to DB-07).
fn single_gap(
    facts: &Facts<'_>,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Result<Rational, RuleRefusal> {
    let rate = view
        .ratio("db.single.rate")
        .ok_or_else(|| missing("db.single.rate"))?;
    let own = own_income(facts);
    let lacking = at_least_nothing(minus(Rational::of(facts.standard.value), own)?);
    let base = times(lacking, rate.value)?;
    let step = StepCode::SingleGap
        .step()
        .money("standard", facts.standard.value)
        .with("income", term(own)?)
        .decimal("rate", shown_ratio(rate.value))
        .with("base", figure(base)?)
        .arrives(shown(base)?)
        .cites(view.cite(&[("D57", "第八条")]))
        .at_most(facts.standard.confidence);
    steps.push(resting(step, &rate));
    Ok(base)
}

/// A fixed amount a head by the class of the household (DB-70, DB-75).
fn fixed(
    facts: &Facts<'_>,
    tier: Tier,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Result<Rational, RuleRefusal> {
    let names = tier_names(facts.case.setting, tier);
    let each: Lookup<ParamValue> = view.first(&names).ok_or_else(|| missing(names[0]))?;
    let ParamValue::Money(amount) = each.value else {
        return Err(missing(names[0]));
    };
    let base = times(Rational::of(amount), heads(facts.persons))?;
    let step = StepCode::Tier
        .step()
        .code("tier", tier_code(tier))
        .money("each", amount)
        .count("count", facts.persons)
        .money("base", shown(base)?)
        .arrives(shown(base)?)
        .cites(how_much(view));
    steps.push(resting(step, &each));
    Ok(base)
}

const fn tier_names(setting: Setting, tier: Tier) -> [&'static str; 2] {
    match (setting, tier) {
        (Setting::Urban, Tier::A) => ["db.tier.city.A", "db.tier.A"],
        (Setting::Urban, Tier::B) => ["db.tier.city.B", "db.tier.B"],
        (Setting::Urban, Tier::C) => ["db.tier.city.C", "db.tier.C"],
        (Setting::Rural, Tier::A) => ["db.tier.rural.A", "db.tier.A"],
        (Setting::Rural, Tier::B) => ["db.tier.rural.B", "db.tier.B"],
        (Setting::Rural, Tier::C) => ["db.tier.rural.C", "db.tier.C"],
    }
}

const fn tier_code(tier: Tier) -> &'static str {
    match tier {
        Tier::A => "tier_a",
        Tier::B => "tier_b",
        Tier::C => "tier_c",
    }
}

/// 分类施保 of those who are helped: everybody who counts, or under 单人保 the first member.
fn extra(facts: &Facts<'_>, view: &PolicyView<'_>) -> Result<Supplement, RuleRefusal> {
    let helped: Vec<Standing> = facts
        .standings
        .iter()
        .enumerate()
        .map(|(place, standing)| Standing {
            counts: standing.counts && (!facts.case.single || place == 0),
            ..standing.clone()
        })
        .collect();
    supplement::of_members(facts.members, &helped, line_standard(facts), view)
}

/// Base and supplement together, rounded once, and at least the smallest payment.
fn settle(
    base: Rational,
    supplement: Option<Rational>,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Result<Fen, RuleRefusal> {
    let extra = supplement.unwrap_or(Rational::ZERO);
    let total = plus(base, extra)?;
    if !extra.is_zero() {
        let step = StepCode::Together
            .step()
            .with("base", figure(base)?)
            .with("supplement", figure(extra)?)
            .with("total", figure(total)?)
            .arrives(shown(total)?)
            .at_most(least_sure(steps));
        steps.push(step.cites(how_much(view)));
    }
    let rounding = view
        .rounding("db.round")
        .ok_or_else(|| missing("db.round"))?;
    let month = rounding.value.apply(total).ok_or(RuleRefusal::TooLarge)?;
    let step = StepCode::Rounded
        .step()
        .code("rounding", rounding.value.name())
        .money("amount", month)
        .arrives(month);
    steps.push(resting(step, &rounding));
    let Some(least) = view.money("db.minimum").filter(|least| least.value > month) else {
        return Ok(month);
    };
    let step = StepCode::Minimum
        .step()
        .money("amount", least.value)
        .arrives(least.value);
    steps.push(resting(step, &least));
    Ok(least.value)
}
