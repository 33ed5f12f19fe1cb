//! The facts of a member, and the property of the household.

use serde::Serialize;

use crate::{
    domain::{
        asset::{Assets, Vehicle},
        calendar::Day,
        household::{Absence, Disability, DisabilityType, Labour, MemberFacts, Schooling},
        money::Fen,
    },
    text::{terms, ui::forms as words},
    tui::{
        facts,
        model::{
            Model,
            form::{Choice, Field, Form, Limit, Value, values},
            line::Line,
        },
    },
};

/// Vehicles of one household that the form can tell apart; more are entered as a count.
const VEHICLES_MAX: u32 = 9;
/// Homes or businesses of one household that are still believed.
const COUNT_MAX: u32 = 99;

const LABOURS: [Labour; 3] = [Labour::Full, Labour::Partial, Labour::None];
const DISABILITIES: [DisabilityType; 7] = [
    DisabilityType::Visual,
    DisabilityType::Hearing,
    DisabilityType::Speech,
    DisabilityType::Limb,
    DisabilityType::Intellectual,
    DisabilityType::Mental,
    DisabilityType::Multiple,
];
const SCHOOLS: [Schooling; 6] = [
    Schooling::Compulsory,
    Schooling::SeniorHigh,
    Schooling::Vocational,
    Schooling::JuniorCollege,
    Schooling::Undergraduate,
    Schooling::Graduate,
];
const ABSENCES: [Absence; 5] = [
    Absence::Prison,
    Absence::Detox,
    Absence::Missing,
    Absence::Religious3y,
    Absence::LivesApart,
];

/// Choices with «none» before them.
fn optional<T: Copy + Serialize>(
    none: &str,
    all: &[T],
    word: impl Fn(T) -> &'static str,
) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", none)];
    choices.extend(
        all.iter()
            .map(|one| Choice::new(values::code(one), word(*one))),
    );
    choices
}

/// A choice between yes and no.
pub fn yes_no(id: &str, label: &str, yes: bool) -> Field {
    let choices = vec![Choice::new("no", words::NO), Choice::new("yes", words::YES)];
    Field::choice(id, label, choices, if yes { "yes" } else { "no" })
}

/// A choice between yes and no that is nobody's until it was made: what is put on record was seen or heard.
pub fn unanswered(id: &str, label: &str) -> Field {
    let choices = vec![Choice::new("no", words::NO), Choice::new("yes", words::YES)];
    Field::choice(id, label, choices, "")
}

/// The fields of a member.
pub fn fields(model: &Model, member: usize) -> Option<Vec<Field>> {
    let case = model.loaded()?;
    let facts = &case.work.members.get(member)?.facts;
    let labour = facts
        .labour
        .map_or_else(String::new, |one| values::code(&one));
    let disability = facts
        .disability
        .map_or_else(String::new, |one| values::code(&one.kind));
    let grade = facts
        .disability
        .map_or_else(String::new, |one| one.grade.to_string());
    let grades = (1..=4_u8)
        .map(|grade| Choice::new(grade.to_string(), terms::disability_grade(grade)))
        .collect();
    let school = facts
        .student
        .map_or_else(String::new, |one| values::code(&one));
    let absent = facts
        .absent
        .map_or_else(String::new, |one| values::code(&one));
    let died = facts.died.map_or_else(String::new, |day| day.to_string());
    Some(vec![
        Field::choice(
            "labour",
            words::LABOUR,
            optional(words::NOT_JUDGED, &LABOURS, terms::labour),
            &labour,
        ),
        Field::choice(
            "disability",
            words::DISABILITY,
            optional(words::NONE, &DISABILITIES, terms::disability),
            &disability,
        ),
        Field::choice("grade", words::GRADE, grades, &grade),
        yes_no("ill", words::SERIOUSLY_ILL, facts.seriously_ill),
        yes_no("single_parent", words::SINGLE_PARENT, facts.single_parent),
        Field::choice(
            "student",
            words::STUDENT,
            optional(words::NOT_STUDENT, &SCHOOLS, terms::schooling),
            &school,
        ),
        yes_no("full_time", words::FULL_TIME, facts.full_time),
        yes_no("married", words::MARRIED, facts.married),
        Field::choice(
            "absent",
            words::ABSENT,
            optional(words::PRESENT, &ABSENCES, terms::absence),
            &absent,
        ),
        Field::new("died", words::DIED, Value::Day(Line::new(died)))
            .hint(words::DAY_HINT)
            .limit(Limit::Today),
        Field::text("note", words::SITUATION, &facts.note).hint(words::SITUATION_HINT),
    ])
}

/// A grade belongs to a disability, full time to a school.
pub fn arrange(form: &mut Form) {
    let disabled = !form.raw("disability").is_empty();
    let at_school = !form.raw("student").is_empty();
    form.show("grade", disabled);
    form.show("full_time", at_school);
}

/// What is said of a vehicle needs one.
pub fn arrange_assets(form: &mut Form) {
    let vehicles = values::count(&form.raw("vehicles"), VEHICLES_MAX);
    let some = matches!(vehicles, Ok(Some(count)) if count > 0);
    form.show("vehicle_value", some);
    form.show("vehicle_aid", some);
}

/// Takes what the form says into the member.
pub fn take(model: &mut Model, member: usize, form: &Form) {
    let day = super::today(model);
    let Some(case) = model.loaded_mut() else {
        return;
    };
    let Some(mut changed) = case.work.members.get(member).cloned() else {
        return;
    };
    put(&mut changed.facts, form, day);
    facts::put_member(case, member, changed);
}

fn put(facts: &mut MemberFacts, form: &Form, today: Day) {
    let yes = |id: &str| form.raw(id) == "yes";
    facts.labour = form.chosen("labour");
    // A disability counts with its grade and not before: the grade decides what it brings.
    facts.disability = match (form.chosen("disability"), form.raw("grade").parse()) {
        (Some(kind), Ok(grade)) => Some(Disability { kind, grade }),
        (Some(_), Err(_)) => facts.disability,
        (None, _) => None,
    };
    facts.seriously_ill = yes("ill");
    facts.single_parent = yes("single_parent");
    facts.student = form.chosen("student");
    facts.full_time = yes("full_time");
    facts.married = yes("married");
    facts.absent = form.chosen("absent");
    // A day that cannot be read, or has not come, changes nothing; the field says why.
    if let Ok(died) = values::day(&form.raw("died"), today)
        && died.is_none_or(|died| died <= today)
    {
        facts.died = died;
    }
    form.raw("note").trim().clone_into(&mut facts.note);
}

/// The fields of the property.
pub fn assets_fields(model: &Model) -> Option<Vec<Field>> {
    let case = model.loaded()?;
    let assets = &case.work.assets;
    let amount = |fen: Option<Fen>| Line::new(fen.map_or_else(String::new, values::amount_text));
    let count = |count: Option<u32>| {
        let text = count.map_or_else(String::new, |count| count.to_string());
        Value::Count(Line::new(text), COUNT_MAX)
    };
    let vehicles = u32::try_from(assets.vehicles.len()).unwrap_or(VEHICLES_MAX);
    let first = assets.vehicles.first();
    let aid = first.is_some_and(|vehicle| vehicle.disability_aid);
    Some(vec![
        Field::new(
            "financial",
            words::FINANCIAL,
            Value::Amount(amount(assets.financial)),
        )
        .hint(words::AMOUNT_HINT)
        .limit(Limit::Money(values::PROPERTY_MAX)),
        Field::new(
            "vehicles",
            words::VEHICLES,
            Value::Count(Line::new(vehicles.to_string()), VEHICLES_MAX),
        ),
        Field::new(
            "vehicle_value",
            words::VEHICLE_VALUE,
            Value::Amount(amount(first.and_then(|vehicle| vehicle.value))),
        )
        .hint(words::AMOUNT_HINT)
        .limit(Limit::Money(values::PROPERTY_MAX)),
        yes_no("vehicle_aid", words::VEHICLE_AID, aid),
        Field::new("homes", words::HOMES, count(assets.homes)),
        Field::new("businesses", words::BUSINESSES, count(assets.businesses)),
        yes_no("stable", words::INCOME_STABLE, case.work.income_stable),
    ])
}

/// Takes what the form says into the property.
pub fn take_assets(model: &mut Model, form: &Form) {
    let Some(case) = model.loaded_mut() else {
        return;
    };
    let mut assets = case.work.assets.clone();
    put_assets(&mut assets, form);
    let stable = form.raw("stable") == "yes";
    if assets != case.work.assets || stable != case.work.income_stable {
        case.work.assets = assets;
        case.work.income_stable = stable;
        case.touched();
    }
}

/// What something is worth, as far as a record can hold it.
fn property(text: &str) -> Result<Option<Fen>, String> {
    let amount = values::amount(text)?;
    if let Some(amount) = amount {
        values::believable(amount, values::PROPERTY_MAX)?;
    }
    Ok(amount)
}

fn put_assets(assets: &mut Assets, form: &Form) {
    if let Ok(financial) = property(&form.raw("financial")) {
        assets.financial = financial;
    }
    if let Ok(count) = values::count(&form.raw("vehicles"), VEHICLES_MAX) {
        let wanted = usize::try_from(count.unwrap_or(0)).unwrap_or(0);
        let unknown = Vehicle {
            value: None,
            disability_aid: false,
        };
        assets.vehicles.resize(wanted, unknown);
    }
    if let Some(vehicle) = assets.vehicles.first_mut() {
        if let Ok(value) = property(&form.raw("vehicle_value")) {
            vehicle.value = value;
        }
        vehicle.disability_aid = form.raw("vehicle_aid") == "yes";
    }
    if let Ok(homes) = values::count(&form.raw("homes"), COUNT_MAX) {
        assets.homes = homes;
    }
    if let Ok(businesses) = values::count(&form.raw("businesses"), COUNT_MAX) {
        assets.businesses = businesses;
    }
}
