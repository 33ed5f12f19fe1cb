//! 提标: whether a standard was raised, and what is due for the months already paid. The article is that of the
//! document by which the place raised it.
//!
//! What a household is due in a month is for the rules of its programme to say, asked with the law of that
//! month; here the differences are added up and explained.

use super::{RuleRefusal, standard, sum::resting};
use crate::{
    domain::{
        area::Setting,
        calendar::Month,
        case::Programme,
        finding::{Step, StepValue},
        money::Fen,
        step::StepCode,
    },
    policy::{Lookup, PolicyView},
};

/// A standard that is higher than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raised {
    /// The standard that holds now.
    pub now: Lookup<Fen>,
    /// What held before; nothing where none was known.
    pub before: Option<Fen>,
    /// Whether it is a standard of 特困 of its own.
    own_of_tekun: bool,
}

/// The parameter a household's amount follows: the standard of 特困 where the office has set one, else that of 低保.
fn of(
    programme: Programme,
    setting: Setting,
    view: &PolicyView<'_>,
) -> Result<(Lookup<Fen>, bool), RuleRefusal> {
    let own = match setting {
        Setting::Urban => "tk.basic.city",
        Setting::Rural => "tk.basic.rural",
    };
    match view.money(own) {
        Some(found) if programme == Programme::Tekun => Ok((found, true)),
        Some(_) | None => Ok((standard::of(setting, view)?, false)),
    }
}

/// Whether the standard that a household's amount follows was raised between two days.
pub fn raised(
    programme: Programme,
    setting: Setting,
    (before, now): (&PolicyView<'_>, &PolicyView<'_>),
) -> Result<Option<Raised>, RuleRefusal> {
    let (found, own_of_tekun) = of(programme, setting, now)?;
    let old = match of(programme, setting, before) {
        Ok((old, _)) => Some(old.value),
        Err(RuleRefusal::ParameterMissing { .. }) => None,
        Err(refusal) => return Err(refusal),
    };
    Ok((old.is_none_or(|old| old < found.value)).then_some(Raised {
        now: found,
        before: old,
        own_of_tekun,
    }))
}

impl Raised {
    /// The step that says what was raised, with the document that raised it.
    pub fn step(&self, setting: Setting, from: Month) -> Step {
        let code = if self.own_of_tekun {
            StepCode::TekunRaised
        } else {
            StepCode::StandardRaised
        };
        let step = code
            .step()
            .code("setting", standard::code(setting))
            .money("before", self.before.unwrap_or(Fen::ZERO))
            .money("amount", self.now.value)
            .words("from", from.to_string());
        resting(step, &self.now)
    }
}

/// What months already paid were paid, and what is known of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PaidSoFar {
    /// The amount a month.
    pub month: Fen,
    /// The first month of it, where known.
    pub since: Option<Month>,
}

/// 补发: what is due for months already paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrears {
    /// All of it.
    pub total: Fen,
    /// The first and the last month it is for.
    pub months: Option<(Month, Month)>,
    /// Earlier months were paid another amount.
    pub partly: bool,
    /// The steps.
    pub steps: Vec<Step>,
}

/// The months that were paid this amount, from the first month of the standard up to and without `effective`.
pub fn months(from: Month, effective: Month, paid: PaidSoFar) -> Vec<Month> {
    let first = paid.since.map_or(from, |since| since.max(from));
    std::iter::successors(Some(first), |month| month.next())
        .take_while(|month| *month < effective)
        .collect()
}

/// Adds up what each month was due above what it was paid; a month that was due less stays as it was.
pub fn arrears(from: Month, paid: PaidSoFar, due: &[(Month, Fen)]) -> Result<Arrears, RuleRefusal> {
    let mut steps = Vec::new();
    let partly = paid.since.is_some_and(|since| since > from);
    if let (Some(since), true) = (paid.since, partly) {
        let step = StepCode::ArrearsPartly.step();
        steps.push(step.words("first", since.to_string()));
    }
    let mut total = Fen::ZERO;
    let mut sums = Vec::new();
    let mut span: Option<(Month, Month)> = None;
    for stretch in due.chunk_by(|(_, one), (_, other)| one == other) {
        let (Some((first, amount)), Some((last, _))) = (stretch.first(), stretch.last()) else {
            continue;
        };
        let count = i64::try_from(stretch.len()).map_err(|_| RuleRefusal::TooLarge)?;
        let each = amount
            .checked_sub(paid.month)
            .ok_or(RuleRefusal::TooLarge)?;
        if each <= Fen::ZERO {
            continue;
        }
        let sum = each.checked_mul(count).ok_or(RuleRefusal::TooLarge)?;
        total = total.checked_add(sum).ok_or(RuleRefusal::TooLarge)?;
        sums.push(sum);
        span = Some((span.map_or(*first, |(first, _)| first), *last));
        let step = StepCode::Arrears
            .step()
            .words("first", first.to_string())
            .words("last", last.to_string())
            .count("count", count)
            .money("due", *amount)
            .money("paid", paid.month)
            .money("total", sum)
            .arrives(sum);
        steps.push(step);
    }
    match (sums.len(), span) {
        (0, _) | (_, None) => steps.push(StepCode::ArrearsNone.step().arrives(Fen::ZERO)),
        (several, Some((first, _))) => {
            if paid.since.is_none() {
                let step = StepCode::ArrearsAssumed
                    .step()
                    .words("first", first.to_string())
                    .money("paid", paid.month)
                    .at_most(crate::domain::citation::Confidence::Assumed);
                steps.insert(0, step);
            }
            if several > 1 {
                let step = StepCode::ArrearsSum
                    .step()
                    .with("sum", StepValue::Sum(sums))
                    .money("total", total)
                    .arrives(total);
                steps.push(step);
            }
        }
    }
    Ok(Arrears {
        total,
        months: span,
        partly,
        steps,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Month {
        text.parse().unwrap()
    }

    fn paid(since: Option<&str>) -> PaidSoFar {
        PaidSoFar {
            month: Fen::yuan(1_020),
            since: since.map(month),
        }
    }

    #[test]
    fn five_months_at_one_difference_are_five_times_the_difference() {
        let from = month("2026-07");
        let paid = paid(Some("2025-03"));
        let months = months(from, month("2026-12"), paid);
        assert_eq!(months.len(), 5);
        let due: Vec<_> = months.iter().map(|one| (*one, Fen::yuan(1_172))).collect();
        let found = arrears(from, paid, &due).unwrap();
        assert_eq!(found.total, Fen::yuan(5 * (1_172 - 1_020)));
        assert_eq!(found.months, Some((from, month("2026-11"))));
        assert!(!found.partly);
        assert_eq!(found.steps.len(), 1);
    }

    #[test]
    fn a_change_of_what_is_due_makes_two_stretches_and_their_sum() {
        let from = month("2026-07");
        let due = [
            (from, Fen::yuan(1_100)),
            (month("2026-08"), Fen::yuan(1_100)),
            (month("2026-09"), Fen::yuan(1_250)),
        ];
        let found = arrears(from, paid(Some("2025-03")), &due).unwrap();
        assert_eq!(found.total, Fen::yuan(2 * 80 + 230));
        assert_eq!(found.steps.len(), 3);
    }

    #[test]
    fn months_before_the_amount_began_are_left_and_said() {
        let from = month("2026-07");
        let paid = paid(Some("2026-10"));
        let listed = months(from, month("2026-12"), paid);
        assert_eq!(listed, [month("2026-10"), month("2026-11")]);
        let due: Vec<_> = listed.iter().map(|one| (*one, Fen::yuan(1_100))).collect();
        let found = arrears(from, paid, &due).unwrap();
        assert!(found.partly);
        assert_eq!(found.total, Fen::yuan(2 * 80));
    }

    #[test]
    fn no_month_is_ever_taken_from() {
        let from = month("2026-07");
        let due = [(from, Fen::yuan(900)), (month("2026-08"), Fen::yuan(1_120))];
        let found = arrears(from, paid(None), &due).unwrap();
        assert_eq!(found.total, Fen::yuan(100));
        let nothing = arrears(from, paid(None), &[(from, Fen::yuan(900))]).unwrap();
        assert_eq!((nothing.total, nothing.months), (Fen::ZERO, None));
    }
}
