//! 价格临时补贴: whether the prices of a month start it, and what one household gets.

use super::reckoned::{Reckoned, in_payment, why};
use crate::{
    domain::{
        area::{AreaCode, Setting},
        batch::{RowResult, WhyLeft},
        calendar::{Day, Month},
        case::{Case, Programme},
        money::Fen,
        price::{OnceKind, PriceMonth},
        rational::Rational,
        review::Status,
    },
    engine::{law, refusal::Refusal, world::World},
    rules::price::{self, Indices, PriceSubsidy},
};

/// The prices of a month.
///
/// # Errors
/// [`Refusal::Unknown`] where nobody has entered them.
pub(in crate::engine) fn prices_of<'a>(
    world: &'a World<'_>,
    month: Month,
) -> Result<&'a PriceMonth, Refusal> {
    let found = world.office().prices.get(&month);
    found.ok_or_else(|| Refusal::Unknown {
        what: format!("{month} 的物价指数"),
    })
}

fn indices(prices: &PriceMonth) -> Result<Indices, Refusal> {
    let read = |field: &str, text: &str| {
        Rational::parse(text).ok_or_else(|| Refusal::BadValue {
            field: field.to_owned(),
            why: "不是小数".to_owned(),
        })
    };
    Ok(Indices {
        cpi: read("CPI", &prices.cpi)?,
        food: read("食品价格", &prices.food)?,
        scpi: prices
            .scpi
            .as_deref()
            .map(|text| read("SCPI", text))
            .transpose()?,
    })
}

/// What the prices of a month come to for so many heads, by the law of its last day.
///
/// # Errors
/// What the rules refuse.
pub(in crate::engine) fn reached(
    world: &World<'_>,
    area: &AreaCode,
    prices: &PriceMonth,
    (setting, persons): (Setting, u32),
) -> Result<PriceSubsidy, Refusal> {
    let view = world.policy.view(area, prices.month.last());
    price::of(setting, persons, indices(prices)?, &view).map_err(law::refused)
}

/// Whether a household is among those who get it: its programme does, and it was in payment in that month.
pub(super) fn concerns(world: &World<'_>, case: &Case, month: Month) -> bool {
    if case.review.status == Status::InForce {
        return false;
    }
    let gets = match case.programme {
        Programme::Dibao => "price.pay.dibao",
        Programme::Tekun => "price.pay.tekun",
        Programme::Edge => "price.pay.edge",
        Programme::Linshi | Programme::Rigid => return false,
    };
    let since = case.benefit.and_then(|benefit| benefit.since);
    // The month of the present amount says nothing of when the household came in, unless no earlier decision is known.
    let came_later = since.is_some_and(|since| since > month) && case.decision.is_none();
    let in_payment = case.programme == Programme::Edge || in_payment(case).is_some();
    in_payment
        && !came_later
        && law::flag(world, &case.area, month.last(), gets).is_ok_and(|gets| gets)
}

/// What a household gets for a month.
pub(super) fn reckon(world: &World<'_>, case: &Case, month: Month, on: Day) -> Reckoned {
    let paid = |once: &crate::domain::price::Once| {
        once.kind == OnceKind::Price && once.first <= month && month <= once.last
    };
    if case.once.iter().any(paid) {
        return Reckoned::left(WhyLeft::PaidBefore, 0);
    }
    let persons = match persons(world, case, on) {
        Ok(0) => return Reckoned::left(WhyLeft::Judgement, 0),
        Ok(persons) => persons,
        Err(refusal) => return Reckoned::left(why(refusal), 0),
    };
    let left = |why| Reckoned::left(why, persons);
    let found = prices_of(world, month)
        .and_then(|prices| reached(world, &case.area, prices, (case.setting, persons)));
    match found {
        Ok(found) if found.triggered && found.month > Fen::ZERO => Reckoned {
            result: RowResult::Once {
                each: found.per_person,
                amount: found.month,
            },
            persons,
            finding: None,
            steps: found.steps,
            span: Some((month, month)),
        },
        Ok(_) => left(WhyLeft::Changed),
        Err(refusal) => left(why(refusal)),
    }
}

/// Members who count in a household; of 低保边缘, who is in it and alive.
fn persons(world: &World<'_>, case: &Case, on: Day) -> Result<u32, Refusal> {
    if case.programme == Programme::Edge {
        let members = case.household.members.iter();
        let alive = members.filter(|one| one.facts.died.is_none());
        return Ok(u32::try_from(alive.count()).unwrap_or(u32::MAX));
    }
    Ok(law::finding(world, case, &case.household, None, on)?.persons)
}
