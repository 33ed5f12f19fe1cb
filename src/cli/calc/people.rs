//! Members, property and persons with a duty, as a line writes them.

use super::{
    Code, No,
    fields::Fields,
    words::{
        ABSENCES, DEDUCTIONS, DISABILITIES, DUTY_STATUSES, INCOMES, LABOURS, RELATIONS, SCHOOLS,
        SEXES, item, word,
    },
};
use crate::{
    domain::{
        asset::{Assets, Vehicle},
        household::{Absence, Disability, MemberFacts},
        income::{Deduction, Income, Per},
    },
    rules::tekun::recognition::DutyPerson,
};

/// Most members of a household, and most incomes, deductions or vehicles of one.
pub(super) const PEOPLE_MAX: usize = 64;
/// Most homes or businesses that are a count and not a slip of the hand.
const THINGS_MAX: u32 = 10_000;

const MEMBER: &[&str] = &[
    "relation",
    "birth",
    "sex",
    "labour",
    "disability",
    "seriously_ill",
    "single_parent",
    "student",
    "full_time",
    "absent",
    "married",
    "income",
    "deduct",
];

/// The members of a line; an empty list is no household.
pub(super) fn members(fields: &Fields<'_>) -> Result<Option<Vec<MemberFacts>>, No> {
    let Some(list) = fields.list("members", PEOPLE_MAX)? else {
        return Ok(None);
    };
    if list.is_empty() {
        return Err(No::bad("members", "至少一名成员的数组"));
    }
    list.iter()
        .map(member)
        .collect::<Result<Vec<_>, No>>()
        .map(Some)
}

/// One member.
pub(super) fn member(fields: &Fields<'_>) -> Result<MemberFacts, No> {
    fields.only(MEMBER)?;
    let relation = fields.need("relation", word(fields, "relation", RELATIONS)?)?;
    let birth = fields.need("birth", fields.day("birth")?)?;
    let mut facts = MemberFacts::new(relation, birth);
    facts.sex = word(fields, "sex", SEXES)?;
    facts.labour = word(fields, "labour", LABOURS)?;
    facts.disability = disability(fields)?;
    facts.seriously_ill = fields.flag("seriously_ill")?.unwrap_or(false);
    facts.single_parent = fields.flag("single_parent")?.unwrap_or(false);
    facts.student = word(fields, "student", SCHOOLS)?;
    facts.absent = word(fields, "absent", ABSENCES)?;
    // Nobody said of who is locked up or missing that the studies go on; who says both is contradicted.
    let away = facts.absent.is_some_and(Absence::keeps_from_studies);
    facts.full_time = fields.flag("full_time")?.unwrap_or(!away);
    facts.married = fields.flag("married")?.unwrap_or(false);
    facts.incomes = incomes(fields)?;
    facts.deductions = deductions(fields)?;
    Ok(facts)
}

fn disability(fields: &Fields<'_>) -> Result<Option<Disability>, No> {
    let Some(inner) = fields.inner("disability")? else {
        return Ok(None);
    };
    inner.only(&["type", "grade"])?;
    let kind = inner.need("type", word(&inner, "type", DISABILITIES)?)?;
    let grade = inner.need("grade", inner.count("grade", 1, 4)?)?;
    let grade = u8::try_from(grade).map_err(|_| No::bad("grade", "1 到 4 的整数"))?;
    Ok(Some(Disability { kind, grade }))
}

fn incomes(fields: &Fields<'_>) -> Result<Vec<Income>, No> {
    let list = fields.list("income", PEOPLE_MAX)?.unwrap_or_default();
    list.iter().map(income).collect()
}

fn income(fields: &Fields<'_>) -> Result<Income, No> {
    fields.only(&["kind", "item", "month", "year"])?;
    let kind = fields.need("kind", word(fields, "kind", INCOMES)?)?;
    let (amount, per) = match (fields.money("month")?, fields.money("year")?) {
        (Some(month), None) => (month, Per::Month),
        (None, Some(year)) => (year, Per::Year),
        (Some(_), Some(_)) => {
            let message = format!("{} 和 year 只能写一个", fields.name("month"));
            return Err(No::new(Code::Contradiction, message));
        }
        (None, None) => return Err(No::missing(&format!("{} 或 year", fields.name("month")))),
    };
    Ok(Income {
        kind,
        item: fields.text("item")?.map(item),
        amount,
        per,
    })
}

fn deductions(fields: &Fields<'_>) -> Result<Vec<Deduction>, No> {
    let list = fields.list("deduct", PEOPLE_MAX)?.unwrap_or_default();
    list.iter()
        .map(|fields| {
            fields.only(&["kind", "month"])?;
            let kind = fields.need("kind", word(fields, "kind", DEDUCTIONS)?)?;
            let month = fields.need("month", fields.money("month")?)?;
            Ok(Deduction { kind, month })
        })
        .collect()
}

/// Property, if the line says something of it.
pub(super) fn assets(fields: &Fields<'_>) -> Result<Option<Assets>, No> {
    let Some(inner) = fields.inner("assets")? else {
        return Ok(None);
    };
    inner.only(&["financial", "vehicles", "homes", "businesses"])?;
    let vehicles = inner.list("vehicles", PEOPLE_MAX)?.unwrap_or_default();
    let vehicles = vehicles
        .iter()
        .map(|fields| {
            fields.only(&["value", "disability_aid"])?;
            Ok(Vehicle {
                value: fields.money("value")?,
                disability_aid: fields.flag("disability_aid")?.unwrap_or(false),
            })
        })
        .collect::<Result<Vec<_>, No>>()?;
    Ok(Some(Assets {
        financial: inner.money("financial")?,
        vehicles,
        homes: inner.count("homes", 0, THINGS_MAX)?,
        businesses: inner.count("businesses", 0, THINGS_MAX)?,
    }))
}

/// Persons with a duty of support; an empty list says that there is nobody.
pub(super) fn duty_persons(fields: &Fields<'_>) -> Result<Option<Vec<DutyPerson>>, No> {
    let Some(list) = fields.list("duty_persons", PEOPLE_MAX)? else {
        return Ok(None);
    };
    list.iter()
        .map(duty_person)
        .collect::<Result<Vec<_>, No>>()
        .map(Some)
}

fn duty_person(fields: &Fields<'_>) -> Result<DutyPerson, No> {
    fields.only(&[
        "relation",
        "birth",
        "status",
        "disability",
        "income_month",
        "able",
        "in_prison",
        "missing",
    ])?;
    Ok(DutyPerson {
        relation: fields.need("relation", word(fields, "relation", RELATIONS)?)?,
        birth: fields.need("birth", fields.day("birth")?)?,
        status: word(fields, "status", DUTY_STATUSES)?,
        disability: disability(fields)?,
        income_month: fields.money("income_month")?,
        able: fields.flag("able")?,
        in_prison: fields.flag("in_prison")?.unwrap_or(false),
        missing: fields.flag("missing")?.unwrap_or(false),
    })
}
