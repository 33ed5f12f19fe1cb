//! Incomes one by one in the words of a cell, and back: a sum of them would lose what they are called.

use crate::{
    domain::income::{Income, IncomeItem, IncomeKind, Per},
    text::terms,
};

/// Parts the incomes of a list are written in.
const SEPARATOR: &str = "；";

/// All incomes in words, such as `转移净 养老金 180.00元/月；工资性 900.00元/月`; empty where there are none.
pub(crate) fn written(incomes: &[Income]) -> String {
    let one = |income: &Income| {
        let kind = terms::income(income.kind);
        let per = terms::per(income.per);
        let amount = income.amount.plain();
        match &income.item {
            Some(item) => {
                let name = terms::income_item(item).replace(SEPARATOR, ";");
                format!("{kind} {name} {amount}{per}")
            }
            None => format!("{kind} {amount}{per}"),
        }
    };
    incomes.iter().map(one).collect::<Vec<_>>().join(SEPARATOR)
}

/// Incomes out of their words; `None` where they are not written as [`written`] does.
pub(crate) fn read(text: &str) -> Option<Vec<Income>> {
    text.split(SEPARATOR)
        .map(|part| read_one(part.trim()))
        .collect()
}

fn read_one(text: &str) -> Option<Income> {
    let kinds = [
        IncomeKind::Wage,
        IncomeKind::Business,
        IncomeKind::Property,
        IncomeKind::Transfer,
        IncomeKind::Other,
    ];
    let (kind, rest) = kinds.into_iter().find_map(|kind| {
        Some((
            kind,
            text.strip_prefix(terms::income(kind))?.strip_prefix(' ')?,
        ))
    })?;
    let (per, rest) = [Per::Month, Per::Year]
        .into_iter()
        .find_map(|per| Some((per, rest.strip_suffix(terms::per(per))?)))?;
    let (name, amount) = match rest.rsplit_once(' ') {
        Some((name, amount)) => (Some(name), amount),
        None => (None, rest),
    };
    Some(Income {
        kind,
        item: name.map(item_of),
        amount: amount.parse().ok()?,
        per,
    })
}

/// The source of a name: one the rules know, else the name itself.
fn item_of(name: &str) -> IncomeItem {
    let known = [
        IncomeItem::BasicPension,
        IncomeItem::Pension,
        IncomeItem::DisabilitySubsidies,
        IncomeItem::ElderlyAllowance,
        IncomeItem::Veteran,
        IncomeItem::FamilyPlanning,
        IncomeItem::Scholarship,
        IncomeItem::SocialAssistance,
        IncomeItem::Support,
        IncomeItem::Land,
        IncomeItem::Subsidy,
    ];
    known
        .into_iter()
        .find(|item| terms::income_item(item) == name)
        .unwrap_or_else(|| IncomeItem::Named(name.to_owned()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::money::Fen;

    fn income() -> impl Strategy<Value = Income> {
        let kind = prop_oneof![
            Just(IncomeKind::Wage),
            Just(IncomeKind::Business),
            Just(IncomeKind::Property),
            Just(IncomeKind::Transfer),
            Just(IncomeKind::Other),
        ];
        let item = prop_oneof![
            Just(None),
            Just(Some(IncomeItem::BasicPension)),
            Just(Some(IncomeItem::Pension)),
            Just(Some(IncomeItem::Land)),
            "[务工卖菜；/ 0-9元月]{1,8}".prop_map(|name| Some(IncomeItem::Named(name))),
        ];
        (kind, item, 0..10_000_000_i64, any::<bool>()).prop_map(|(kind, item, fen, month)| Income {
            kind,
            item,
            amount: Fen(fen),
            per: if month { Per::Month } else { Per::Year },
        })
    }

    proptest! {
        #[test]
        fn what_is_written_of_incomes_is_read_as_it_was(all in prop::collection::vec(income(), 1..6)) {
            let words = written(&all);
            let back = read(&words);
            prop_assert_eq!(back.as_deref().map(written), Some(words));
        }
    }

    #[test]
    fn what_is_not_written_like_that_is_not_guessed_at() {
        for text in [
            "养老金180",
            "转移净 养老金",
            "工资性 9元",
            "工资性 九百元/月",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
