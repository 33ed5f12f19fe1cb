//! 特困: self-care, and what is paid (社会救助法 第十七条; 民发〔2021〕43号 第二十一条, 第二十二条).

pub mod recognition;
pub mod review;

use super::{
    RuleRefusal, in_force, missing, standard,
    sum::{figure, least_sure, resting, shown, shown_ratio, times},
};
use crate::{
    domain::{
        area::Setting,
        care::{CareMode, CareTier, SelfCareItems},
        finding::Step,
        money::{Fen, Rounding},
        rational::Rational,
        step::StepCode,
    },
    policy::{Lookup, ParamValue, PolicyView},
};

/// What is paid for one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TekunAmount {
    /// 基本生活, a month.
    pub basic: Fen,
    /// 照料护理, a month; `None` if it cannot be known.
    pub care: Option<Fen>,
    /// Both; `None` if care is.
    pub month: Option<Fen>,
    /// Twelve months.
    pub year: Option<Fen>,
    /// The steps.
    pub steps: Vec<Step>,
}

/// The tier from the items failed: 1 to 3 half, 4 to 6 full, as parameters say (TK-20, TK-21).
pub fn self_care(
    items: SelfCareItems,
    view: &PolicyView<'_>,
) -> Result<(u32, CareTier, Vec<Step>), RuleRefusal> {
    in_force(view, "T43")?;
    let all = [
        (items.eat, "吃饭"),
        (items.dress, "穿衣"),
        (items.transfer, "上下床"),
        (items.toilet, "如厕"),
        (items.walk, "室内行走"),
        (items.bathe, "洗澡"),
    ];
    let names: Vec<&str> = all
        .iter()
        .filter(|(able, _)| !able)
        .map(|(_, name)| *name)
        .collect();
    let failed = u32::try_from(names.len()).map_err(|_| RuleRefusal::TooLarge)?;
    let threshold = |name: &str| view.count(name).ok_or_else(|| missing(name));
    let (half, full) = (
        threshold("tk.ability.half_from")?,
        threshold("tk.ability.full_from")?,
    );
    let (tier, rests) = if failed >= full.value {
        (CareTier::Full, &full)
    } else if failed >= half.value {
        (CareTier::Half, &half)
    } else {
        (CareTier::SelfCare, &half)
    };
    let listed = if names.is_empty() {
        "无".to_owned()
    } else {
        names.join("、")
    };
    let step = StepCode::SelfCare
        .step()
        .count("failed", failed)
        .words("items", listed)
        .code("tier", tier.code())
        .cites(view.cite(&[("T43", "第二十二条")]));
    Ok((failed, tier, vec![resting(step, rests)]))
}

/// Basic living and care, each rounded, then added (TK-50 to TK-54).
pub fn amount(
    setting: Setting,
    mode: CareMode,
    tier: CareTier,
    view: &PolicyView<'_>,
) -> Result<TekunAmount, RuleRefusal> {
    in_force(view, "T43")?;
    let rounding = view
        .rounding("tk.round")
        .ok_or_else(|| missing("tk.round"))?;
    let mut steps = Vec::new();
    let basic = basic(setting, &rounding, view, &mut steps)?;
    let care = care(mode, tier, &rounding, view, &mut steps)?;
    let month = care
        .map(|care| basic.checked_add(care).ok_or(RuleRefusal::TooLarge))
        .transpose()?;
    let year = match (month, care) {
        (Some(month), Some(care)) => Some(totals(basic, care, month, view, &mut steps)?),
        (None, _) | (_, None) => None,
    };
    Ok(TekunAmount {
        basic,
        care,
        month,
        year,
        steps,
    })
}

fn totals(
    basic: Fen,
    care: Fen,
    month: Fen,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Result<Fen, RuleRefusal> {
    let article = view.cite(&[("LAW", "第十七条"), ("B649", "")]);
    let year = month.checked_mul(12).ok_or(RuleRefusal::TooLarge)?;
    let together = StepCode::TekunTogether
        .step()
        .money("basic", basic)
        .money("care", care)
        .money("total", month)
        .arrives(month);
    let yearly = StepCode::TekunYear
        .step()
        .money("month", month)
        .money("total", year)
        .arrives(year);
    let sure = least_sure(steps);
    steps.push(together.cites(article.clone()).at_most(sure));
    steps.push(yearly.cites(article).at_most(sure));
    Ok(year)
}

/// 基本生活标准 as set, or the multiple of the standard.
fn basic(
    setting: Setting,
    rounding: &Lookup<Rounding>,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Result<Fen, RuleRefusal> {
    let name = match setting {
        Setting::Urban => "tk.basic.city",
        Setting::Rural => "tk.basic.rural",
    };
    let found = view
        .first(&[name, "tk.basic.multiple"])
        .ok_or_else(|| missing(name))?;
    let (exact, step) = match &found.value {
        ParamValue::Money(amount) => {
            let step = StepCode::TekunBasic
                .step()
                .code("setting", standard::code(setting));
            (Rational::of(*amount), step)
        }
        ParamValue::Ratio(multiple) => {
            let standard = standard::of(setting, view)?;
            steps.push(standard::step(setting, &standard));
            let exact = times(Rational::of(standard.value), *multiple)?;
            let step = StepCode::TekunBasicMultiple
                .step()
                .money("standard", standard.value)
                .decimal("multiple", shown_ratio(*multiple))
                .at_most(standard.confidence);
            (exact, step)
        }
        ParamValue::Count(_)
        | ParamValue::Day(_)
        | ParamValue::Flag(_)
        | ParamValue::Choice(_)
        | ParamValue::Rounding(_)
        | ParamValue::Causes(_) => return Err(missing(name)),
    };
    let step = step.with("amount", figure(exact)?).arrives(shown(exact)?);
    steps.push(resting(step, &found));
    rounded(exact, rounding, steps)
}

/// Care by amount, or by ratio of the minimum wage; the tier of self-care may be capped.
fn care(
    mode: CareMode,
    tier: CareTier,
    rounding: &Lookup<Rounding>,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Result<Option<Fen>, RuleRefusal> {
    let names = care_names(mode, tier);
    let unset = |param: &str| {
        StepCode::TekunCareUnset
            .step()
            .code("mode", mode.code())
            .code("tier", tier.code())
            .rests_on(param)
            .cites(view.cite(&[("LAW", "第十七条"), ("B649", "")]))
            .at_most(crate::domain::citation::Confidence::Unverified)
    };
    let Some(found) = view.first(&names) else {
        steps.push(unset(names[1]));
        return Ok(None);
    };
    let (exact, step) = match &found.value {
        ParamValue::Money(amount) => (Rational::of(*amount), StepCode::TekunCareFixed.step()),
        ParamValue::Ratio(rate) => {
            let Some(wage) = view.money("tk.min_wage") else {
                steps.push(unset("tk.min_wage"));
                return Ok(None);
            };
            let exact = times(Rational::of(wage.value), *rate)?;
            let step = StepCode::TekunCareRate
                .step()
                .money("wage", wage.value)
                .decimal("rate", shown_ratio(*rate))
                .at_most(wage.confidence);
            (exact, step)
        }
        ParamValue::Count(_)
        | ParamValue::Day(_)
        | ParamValue::Flag(_)
        | ParamValue::Choice(_)
        | ParamValue::Rounding(_)
        | ParamValue::Causes(_) => return Ok(None),
    };
    let step = step
        .code("mode", mode.code())
        .code("tier", tier.code())
        .with("amount", figure(exact)?)
        .arrives(shown(exact)?);
    steps.push(resting(step, &found));
    let capped = cap(exact, tier, view, steps);
    let amount = rounded(capped, rounding, steps)?;
    // Rounding up may lift it above the cap again.
    let exact = cap(Rational::of(amount), tier, view, steps);
    shown(exact).map(Some)
}

/// The tier of self-care may not exceed the nursing subsidy, before the rounding or after it (TK-53).
fn cap(exact: Rational, tier: CareTier, view: &PolicyView<'_>, steps: &mut Vec<Step>) -> Rational {
    if tier != CareTier::SelfCare {
        return exact;
    }
    let cap = view
        .money("tk.care.self_cap")
        .filter(|cap| Rational::of(cap.value) < exact);
    match cap {
        Some(cap) => {
            let step = StepCode::TekunCareCap
                .step()
                .money("amount", cap.value)
                .arrives(cap.value);
            steps.push(resting(step, &cap));
            Rational::of(cap.value)
        }
        None => exact,
    }
}

/// Rounds, and says so where rounding changes anything.
fn rounded(
    exact: Rational,
    rounding: &Lookup<Rounding>,
    steps: &mut Vec<Step>,
) -> Result<Fen, RuleRefusal> {
    let amount = rounding.value.apply(exact).ok_or(RuleRefusal::TooLarge)?;
    if exact != Rational::of(amount) {
        let step = StepCode::Rounded
            .step()
            .code("rounding", rounding.value.name())
            .money("amount", amount)
            .arrives(amount);
        steps.push(resting(step, rounding));
    }
    Ok(amount)
}

/// The amount first: it beats the ratio on the same level.
const fn care_names(mode: CareMode, tier: CareTier) -> [&'static str; 2] {
    match (mode, tier) {
        (CareMode::Central, CareTier::Full) => {
            ["tk.care.fixed.central.full", "tk.care.central.full"]
        }
        (CareMode::Central, CareTier::Half) => {
            ["tk.care.fixed.central.half", "tk.care.central.half"]
        }
        (CareMode::Central, CareTier::SelfCare) => {
            ["tk.care.fixed.central.self", "tk.care.central.self"]
        }
        (CareMode::Scattered, CareTier::Full) => {
            ["tk.care.fixed.scattered.full", "tk.care.scattered.full"]
        }
        (CareMode::Scattered, CareTier::Half) => {
            ["tk.care.fixed.scattered.half", "tk.care.scattered.half"]
        }
        (CareMode::Scattered, CareTier::SelfCare) => {
            ["tk.care.fixed.scattered.self", "tk.care.scattered.self"]
        }
    }
}
