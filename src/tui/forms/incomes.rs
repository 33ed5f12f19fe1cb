//! One income or one deduction of a member.

use crate::{
    base::limits,
    domain::{
        household::Member,
        income::{Deduction, DeductionKind, Income, IncomeItem, IncomeKind, Per},
        money::Fen,
    },
    text::{terms, ui::forms as words},
    tui::{
        effect::Effect,
        facts,
        model::{
            Model,
            form::{Choice, Field, Form, FormKind, Limit, Value, values},
            line::Line,
        },
    },
};

const KINDS: [IncomeKind; 5] = [
    IncomeKind::Wage,
    IncomeKind::Business,
    IncomeKind::Property,
    IncomeKind::Transfer,
    IncomeKind::Other,
];
const PERS: [Per; 2] = [Per::Month, Per::Year];
const DEDUCTIONS: [DeductionKind; 2] = [DeductionKind::Employment, DeductionKind::Rigid];
const ITEMS: [IncomeItem; 11] = [
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
/// The choice behind which a word of one's own stands.
const OWN_WORD: &str = "named";

/// The fields of an income.
pub fn income_fields(model: &Model, member: usize, place: Option<usize>) -> Option<Vec<Field>> {
    let case = model.loaded()?;
    let whose = case.work.members.get(member)?;
    let income = match place {
        Some(place) => whose.facts.incomes.get(place)?.clone(),
        None => Income {
            kind: facts::first_kind(whose),
            item: None,
            amount: Fen::ZERO,
            per: Per::Month,
        },
    };
    let kinds = KINDS
        .iter()
        .map(|kind| Choice::new(values::code(kind), terms::income(*kind)))
        .collect();
    let mut items = vec![Choice::new("", words::NO_ITEM)];
    items.extend(
        ITEMS
            .iter()
            .map(|item| Choice::new(values::code(item), terms::income_item(item))),
    );
    items.push(Choice::new(OWN_WORD, words::OTHER_ITEM));
    let (item, own) = match &income.item {
        None => (String::new(), ""),
        Some(IncomeItem::Named(word)) => (OWN_WORD.to_owned(), word.as_str()),
        Some(item) => (values::code(item), ""),
    };
    let pers = PERS
        .iter()
        .map(|per| Choice::new(values::code(per), terms::per(*per)))
        .collect();
    let amount = match place {
        Some(_) => Line::fresh(values::amount_text(income.amount)),
        None => Line::default(),
    };
    Some(vec![
        Field::new("amount", words::AMOUNT, Value::Amount(amount))
            .hint(words::AMOUNT_HINT)
            .limit(Limit::Money(values::MONTH_MAX))
            .required(),
        Field::choice("per", words::PER, pers, &values::code(&income.per)),
        Field::choice(
            "kind",
            words::INCOME_KIND,
            kinds,
            &values::code(&income.kind),
        ),
        Field::choice("item", words::INCOME_ITEM, items, &item),
        Field::text("own", words::OWN_ITEM, own)
            .hint(words::OWN_ITEM_HINT)
            .limit(Limit::Characters(limits::NAME_CHARS_MAX)),
    ])
}

/// The fields of a deduction.
pub fn deduction_fields(model: &Model, member: usize, place: Option<usize>) -> Option<Vec<Field>> {
    let case = model.loaded()?;
    let whose = case.work.members.get(member)?;
    let deduction = match place {
        Some(place) => Some(whose.facts.deductions.get(place)?.clone()),
        None => None,
    };
    let kinds = DEDUCTIONS
        .iter()
        .map(|kind| Choice::new(values::code(kind), terms::deduction(*kind)))
        .collect();
    let kind = deduction
        .as_ref()
        .map_or_else(String::new, |one| values::code(&one.kind));
    let amount = deduction.map_or_else(Line::default, |one| {
        Line::fresh(values::amount_text(one.month))
    });
    Some(vec![
        Field::new("amount", words::AMOUNT_MONTH, Value::Amount(amount))
            .hint(words::AMOUNT_HINT)
            .limit(Limit::Money(values::MONTH_MAX))
            .required(),
        Field::choice("kind", words::DEDUCTION_KIND, kinds, &kind),
    ])
}

/// A word of one's own is asked for where none of the given ones fits.
pub fn arrange(form: &mut Form) {
    let own = form.raw("item") == OWN_WORD;
    form.show("own", own);
}

fn income(form: &Form) -> Option<Income> {
    let amount = values::income(&form.raw("amount")).ok()??;
    let item = match form.raw("item").as_str() {
        "" => None,
        OWN_WORD => {
            let word = form.raw("own").trim().to_owned();
            (!word.is_empty()).then_some(IncomeItem::Named(word))
        }
        code => values::decode(code),
    };
    Some(Income {
        kind: form.chosen("kind")?,
        item,
        amount,
        per: form.chosen("per")?,
    })
}

fn deduction(form: &Form) -> Option<Deduction> {
    Some(Deduction {
        kind: form.chosen("kind")?,
        month: values::income(&form.raw("amount")).ok()??,
    })
}

/// Changes a member of the household as edited.
pub fn change(model: &mut Model, member: usize, change: impl FnOnce(&mut Member)) {
    if let Some(case) = model.loaded_mut()
        && let Some(mut changed) = case.work.members.get(member).cloned()
    {
        change(&mut changed);
        facts::put_member(case, member, changed);
    }
}

/// Takes what the form says into an income.
pub fn take_income(model: &mut Model, member: usize, place: usize, form: &Form) {
    if let Some(income) = income(form) {
        change(model, member, |member| {
            if let Some(slot) = member.facts.incomes.get_mut(place) {
                *slot = income;
            }
        });
    }
}

/// Takes what the form says into a deduction.
pub fn take_deduction(model: &mut Model, member: usize, place: usize, form: &Form) {
    if let Some(deduction) = deduction(form) {
        change(model, member, |member| {
            if let Some(slot) = member.facts.deductions.get_mut(place) {
                *slot = deduction;
            }
        });
    }
}

/// Adds the income a completed form describes.
pub fn add_income(model: &mut Model, member: usize, form: &Form) -> Vec<Effect> {
    if let Some(income) = income(form) {
        change(model, member, |member| member.facts.incomes.push(income));
    }
    super::finish_here(model, &FormKind::Income(member, None));
    facts::left_field(model)
}

/// Adds the deduction a completed form describes.
pub fn add_deduction(model: &mut Model, member: usize, form: &Form) -> Vec<Effect> {
    if let Some(deduction) = deduction(form) {
        change(model, member, |member| {
            member.facts.deductions.push(deduction);
        });
    }
    super::finish_here(model, &FormKind::Deduction(member, None));
    facts::left_field(model)
}
