//! Whether the sums of a list tie: members and household, per head and household, month and year.
//!
//! Lists round: a figure in whole yuan may be off by less than a yuan a head, one with fen by a fen a head.

use super::{
    mapping::Field,
    parse::{House, Person},
};
use crate::domain::{
    income::{Income, Per},
    money::Fen,
};

/// Two figures that do not tie.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mismatch {
    /// The column that is named.
    pub(crate) field: Field,
    /// What stands there.
    pub(crate) said: Fen,
    /// What the others come to.
    pub(crate) sum: Fen,
}

/// Fen of a year.
pub(crate) fn yearly<'i>(incomes: impl IntoIterator<Item = &'i Income>) -> i64 {
    incomes
        .into_iter()
        .map(|income| match income.per {
            Per::Month => income.amount.0.saturating_mul(12),
            Per::Year => income.amount.0,
        })
        .fold(0, i64::saturating_add)
}

/// How far a figure may be off a sum of `heads` rounded parts.
const fn slack(said: Fen, heads: i64) -> i64 {
    if said.0 % 100 == 0 {
        100 * heads
    } else {
        heads
    }
}

/// All sums of a household that do not tie; `heads` is how many persons its figures per head are for.
pub(crate) fn mismatches(house: &House, people: &[&Person], heads: u32) -> Vec<Mismatch> {
    let heads = i64::from(heads.max(1));
    let mut found = Vec::new();
    let mut tie = |field, said: Option<Fen>, sum_year: Option<i64>, times: i64, parts: i64| {
        if let (Some(said), Some(sum)) = (said, sum_year) {
            let year = said.0.saturating_mul(times);
            if year.abs_diff(sum) >= slack(said, parts).saturating_mul(times).unsigned_abs() {
                found.push(Mismatch {
                    field,
                    said,
                    sum: Fen(sum / times),
                });
            }
        }
    };
    let members: Vec<Income> = people
        .iter()
        .flat_map(|person| person.incomes.iter().cloned())
        .collect();
    let sum = (!members.is_empty()).then(|| yearly(&members));
    tie(Field::IncomeMonth, house.income_month, sum, 12, 1);
    tie(Field::IncomeYear, house.income_year, sum, 1, 1);
    let month = house.income_month.map(|month| month.0.saturating_mul(12));
    let year = house.income_year.map(|year| year.0);
    let whole = month.or(year).or(sum);
    if month.is_some() {
        // A year divided by twelve is rounded as well.
        tie(Field::IncomeYear, house.income_year, month, 1, 12);
    }
    let by_head = whole.map(|whole| whole / heads);
    tie(Field::CapitaMonth, house.capita_month, by_head, 12, 1);
    tie(Field::CapitaYear, house.capita_year, by_head, 1, 12);
    let parts: Vec<i64> = people
        .iter()
        .filter_map(|person| person.benefit.map(|part| part.0))
        .collect();
    if parts.len() > 1 {
        let sum = parts.iter().copied().fold(0, i64::saturating_add);
        let count = i64::try_from(parts.len()).unwrap_or(i64::MAX);
        tie(Field::Benefit, house.benefit, Some(sum), 1, count);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::income::IncomeKind;

    fn earning(yuan: i64, per: Per) -> Person {
        Person {
            incomes: vec![Income {
                kind: IncomeKind::Wage,
                item: None,
                amount: Fen::yuan(yuan),
                per,
            }],
            ..Person::default()
        }
    }

    #[test]
    fn figures_that_were_rounded_tie_and_others_do_not() {
        let people = [earning(1868, Per::Month), earning(7200, Per::Year)];
        let people: Vec<&Person> = people.iter().collect();
        let mut house = House {
            income_month: Some(Fen::yuan(2468)),
            capita_month: Some(Fen::yuan(617)),
            ..House::default()
        };
        assert_eq!(mismatches(&house, &people, 4), []);
        house.capita_month = Some(Fen(82_267));
        assert_eq!(mismatches(&house, &people, 3), []);
        house.income_month = Some(Fen::yuan(2400));
        let found = mismatches(&house, &people, 3);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].field, Field::IncomeMonth);
        assert_eq!(found[0].sum, Fen::yuan(2468));
    }
}
