//! 渐退: who got work and exceeds the line is paid on for a while (民发〔2021〕57号 第三十三条, 民发〔2022〕83号).

use super::{
    RuleRefusal, in_force, missing,
    sum::{resting, shown_ratio, times},
};
use crate::{
    domain::{calendar::Day, finding::Step, money::Fen, rational::Rational, step::StepCode},
    policy::PolicyView,
};

/// The months of 渐退 and what is paid in each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhaseOut {
    /// The first day of the month after the decision.
    pub start: Day,
    /// The last day of the last month.
    pub end: Day,
    /// What is paid a month, if the last amount was given.
    pub monthly: Option<Fen>,
    /// The steps.
    pub steps: Vec<Step>,
}

/// From the month after the decision, for so many months (DB-90).
pub fn of(
    decided: Day,
    months: u32,
    amount: Option<Fen>,
    view: &PolicyView<'_>,
) -> Result<PhaseOut, RuleRefusal> {
    in_force(view, "D57")?;
    let bad = |what: String| RuleRefusal::BadValue { what };
    if months == 0 {
        return Err(bad("渐退期至少一个月".to_owned()));
    }
    let most = view.count("db.phaseout.max");
    if let Some(most) = most.as_ref().filter(|most| months > most.value) {
        return Err(bad(format!(
            "渐退期最长 {} 个月 (db.phaseout.max)",
            most.value
        )));
    }
    let first = decided.month().next().ok_or(RuleRefusal::TooLarge)?;
    let count = i32::try_from(months).map_err(|_| RuleRefusal::TooLarge)?;
    let last = first.add_months(count - 1).ok_or(RuleRefusal::TooLarge)?;
    let (start, end) = (first.first(), last.last());
    let step = StepCode::PhaseOut
        .step()
        .count("months", months)
        .day("start", start)
        .day("end", end)
        .cites(view.cite(&[("D57", "第三十三条")]));
    let mut steps = vec![match &most {
        Some(most) => resting(step, most),
        None => step,
    }];
    let monthly = amount
        .map(|amount| monthly(amount, view, &mut steps))
        .transpose()?;
    Ok(PhaseOut {
        start,
        end,
        monthly,
        steps,
    })
}

/// The share of the last amount; a share of one leaves the amount as it was fixed.
fn monthly(amount: Fen, view: &PolicyView<'_>, steps: &mut Vec<Step>) -> Result<Fen, RuleRefusal> {
    let rate = view
        .ratio("phaseout.rate")
        .ok_or_else(|| missing("phaseout.rate"))?;
    let share = times(Rational::of(amount), rate.value)?;
    let month = if rate.value == Rational::ONE {
        amount
    } else {
        let rounding = view
            .rounding("db.round")
            .ok_or_else(|| missing("db.round"))?;
        rounding.value.apply(share).ok_or(RuleRefusal::TooLarge)?
    };
    let step = StepCode::PhaseOutMonthly
        .step()
        .money("amount", amount)
        .decimal("rate", shown_ratio(rate.value))
        .money("month", month)
        .arrives(month)
        .cites(view.cite(&[("D57", "第三十三条")]));
    steps.push(resting(step, &rate));
    Ok(month)
}
