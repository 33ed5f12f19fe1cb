//! Households coming in: new cases, and what any household must keep to.

use super::{
    aid::clock,
    decided::{Decided, tidy_line},
};
use crate::{
    base::limits,
    domain::{
        calendar::Day,
        care::{CareMode, Support},
        case::Programme,
        contradiction::Contradiction,
        household::{Household, Member, Relation},
        ids::{CaseId, PersonId},
        linshi::Aid,
        money::Fen,
        person::{Identity, Personal},
    },
    engine::{
        command::{Intake, IntakeMember, Listed, NewIdentity, Place},
        law,
        refusal::{Refusal, Trouble},
        world::World,
    },
    journal::event::{Event, NewCase},
    rules::schedule::{self, ReviewFacts},
};

/// Takes a household in.
pub(super) fn open_case(world: &World<'_>, intake: Intake) -> Result<Decided, Trouble> {
    check(world, &intake)?;
    let id = world.next_case();
    let number = case_number(&intake, id)?;
    if let Some(other) = world.case_by_number(&number)? {
        return Err(Refusal::Duplicate {
            case: other,
            number,
        }
        .into());
    }
    for member in &intake.members {
        if let Some((case, number)) = world.other_case_of(member.identity.number.reveal(), None)? {
            return Err(Refusal::Duplicate { case, number }.into());
        }
    }
    let mut people = Vec::with_capacity(intake.members.len());
    let mut members = Vec::with_capacity(intake.members.len());
    for (place, member) in intake.members.iter().enumerate() {
        let person = PersonId(world.next_person().0 + place as u64);
        people.push(identity(person, &member.identity)?);
        members.push(Member {
            person,
            facts: member.facts.clone(),
        });
    }
    let household = Household {
        members,
        assets: intake.assets.clone(),
        income_stable: intake.income_stable,
    };
    let (due, every_months) = first_due(world, &intake, &household)?;
    let (support, aid) = (listed_support(world, &intake)?, listed_aid(world, &intake)?);
    let new = NewCase {
        number,
        programme: intake.programme,
        area: intake.area,
        setting: intake.setting,
        household,
        benefit: intake.benefit,
        single: intake.single,
        kin_registered: intake.kin_registered,
        last_review: intake.last_review,
        due,
        every_months,
        source: tidy_line("来源", &intake.source, limits::REASON_CHARS_MAX)?,
        place: match &intake.listed.place {
            Place::Unknown(place) => tidy_line("村(社区)", place, limits::NAME_CHARS_MAX)?,
            Place::Unsaid | Place::Known(_) => String::new(),
        },
        support: support.map(Box::new),
        aid: aid.map(Box::new),
    };
    Ok(Decided {
        events: vec![Event::CaseOpened { case: id, new }],
        people,
        case: Some(id),
        ..Decided::default()
    })
}

/// How the person is supported, as the list says. A tier without a mode counts as 分散供养, the commoner one.
fn listed_support(world: &World<'_>, intake: &Intake) -> Result<Option<Support>, Refusal> {
    let Listed { mode, tier, .. } = intake.listed;
    if intake.programme != Programme::Tekun || mode.is_none() && tier.is_none() {
        return Ok(None);
    }
    let seen = intake.last_review.as_ref().map(|last| last.day);
    Ok(Some(Support {
        mode: mode.unwrap_or(CareMode::Scattered),
        tier,
        agreement_until: None,
        able_duty: None,
        day: seen.unwrap_or(world.today),
        by: world.actor.id,
        note: tidy_line("来源", &intake.source, limits::REASON_CHARS_MAX)?,
    }))
}

/// What was given, as the list says; without a cause of its own it names the list.
fn listed_aid(world: &World<'_>, intake: &Intake) -> Result<Option<Aid>, Refusal> {
    let given = intake.listed.aid.as_ref();
    let Some(given) = given.filter(|_| intake.programme == Programme::Linshi) else {
        return Ok(None);
    };
    let cause = tidy_line("救助事由", &given.cause, limits::REASON_CHARS_MAX)?;
    let mut aid = Aid {
        kind: given.kind,
        cause: if cause.is_empty() {
            tidy_line("来源", &intake.source, limits::REASON_CHARS_MAX)?
        } else {
            cause
        },
        amount: given.amount,
        day: given.day,
        by: world.actor.id,
        asked: None,
        papers_due: None,
        visit_due: None,
        parts: Vec::new(),
    };
    clock(world, &intake.area, &mut aid);
    Ok(Some(aid))
}

/// Two records mean one person: the same ID number, or the same name where one of them has no number.
pub(super) fn is_same_person(old: &Identity, new: &NewIdentity) -> bool {
    if old.number.is_empty() || new.number.is_empty() {
        old.name == new.name
    } else {
        old.number == new.number
    }
}

/// What any household must keep to, wherever it comes from.
pub(super) fn check(world: &World<'_>, intake: &Intake) -> Result<(), Refusal> {
    let bad = |field: &str, why: &str| Refusal::BadValue {
        field: field.to_owned(),
        why: why.to_owned(),
    };
    if !world
        .office()
        .area
        .as_ref()
        .is_some_and(|county| county.contains(&intake.area))
    {
        return Err(bad("区划", "不在本单位范围内"));
    }
    if intake.members.is_empty() {
        return Err(bad("成员", "一户至少要有一人"));
    }
    if intake.members.len() > limits::HOUSEHOLD_MEMBERS_MAX {
        return Err(Refusal::TooMuch {
            what: "户内成员".into(),
            limit: limits::HOUSEHOLD_MEMBERS_MAX as u64,
        });
    }
    if intake.programme == Programme::Tekun && intake.members.len() > 1 {
        let persons = intake.members.len();
        return Err(law::refused(
            Contradiction::TekunTogether { persons }.into(),
        ));
    }
    let heads = intake
        .members
        .iter()
        .filter(|member| member.facts.relation == Relation::Head)
        .count();
    let first_is_head = intake
        .members
        .first()
        .is_some_and(|member| member.facts.relation == Relation::Head);
    if heads != 1 || !first_is_head {
        return Err(bad("户主", "一户应有且只有一名户主, 排在首位"));
    }
    for (place, member) in intake.members.iter().enumerate() {
        let number = &member.identity.number;
        let twice = intake
            .members
            .iter()
            .skip(place + 1)
            .any(|other| other.identity.number == *number);
        if !number.is_empty() && twice {
            return Err(bad("公民身份号码", "同一人在户内重复"));
        }
    }
    if intake
        .benefit
        .is_some_and(|benefit| !limits::MONEY_FEN_RANGE.contains(&benefit.month.0))
    {
        return Err(bad("现享金额", "超出范围"));
    }
    if intake
        .last_review
        .as_ref()
        .is_some_and(|last| last.day > world.today)
    {
        return Err(bad("上次核查日期", "不能晚于今天"));
    }
    if let Some(given) = &intake.listed.aid {
        if given.day > world.today {
            return Err(bad("救助日期", "不能晚于今天"));
        }
        if given.amount <= Fen::ZERO || !limits::MONEY_FEN_RANGE.contains(&given.amount.0) {
            return Err(bad("救助金额", "应大于 0, 且不超出范围"));
        }
    }
    let members: Vec<Member> = intake
        .members
        .iter()
        .map(|IntakeMember { facts, .. }| Member {
            person: PersonId(0),
            facts: facts.clone(),
        })
        .collect();
    let household = Household {
        members,
        assets: intake.assets.clone(),
        income_stable: intake.income_stable,
    };
    check_facts(&household, world.today)
}

/// What the facts of any household must keep to, in a file and in a review.
///
/// # Errors
/// [`Refusal::BadValue`] or [`Refusal::TooMuch`] naming the field.
pub(super) fn check_facts(household: &Household, today: Day) -> Result<(), Refusal> {
    let bad = |field: &str, why: &str| Refusal::BadValue {
        field: field.to_owned(),
        why: why.to_owned(),
    };
    for member in &household.members {
        let facts = &member.facts;
        if facts.birth > today {
            return Err(bad("出生日期", "不能晚于今天"));
        }
        if facts.died.is_some_and(|died| died > today) {
            return Err(bad("死亡日期", "不能晚于今天"));
        }
        if facts
            .disability
            .is_some_and(|disability| !(1..=4).contains(&disability.grade))
        {
            return Err(bad("残疾等级", "应为 1 至 4"));
        }
        if facts.incomes.len() > limits::INCOMES_PER_MEMBER_MAX
            || facts.deductions.len() > limits::INCOMES_PER_MEMBER_MAX
        {
            return Err(Refusal::TooMuch {
                what: "收入项".into(),
                limit: limits::INCOMES_PER_MEMBER_MAX as u64,
            });
        }
        let amounts = facts
            .incomes
            .iter()
            .map(|income| income.amount)
            .chain(facts.deductions.iter().map(|cost| cost.month));
        for amount in amounts {
            if !limits::MONEY_FEN_RANGE.contains(&amount.0) {
                return Err(bad("收入", "金额超出范围"));
            }
        }
        tidy_line("情况", &facts.note, limits::REASON_CHARS_MAX)?;
    }
    no_contradiction(household, today)?;
    let property = &household.assets;
    let values = property
        .vehicles
        .iter()
        .filter_map(|vehicle| vehicle.value)
        .chain(property.financial);
    for value in values {
        if !limits::MONEY_FEN_RANGE.contains(&value.0) {
            return Err(bad("财产", "金额超出范围"));
        }
    }
    if property.vehicles.len() > limits::VEHICLES_MAX {
        return Err(Refusal::TooMuch {
            what: "车辆".into(),
            limit: limits::VEHICLES_MAX as u64,
        });
    }
    Ok(())
}

/// Refuses facts that cannot be true together, before anything is kept or reckoned.
///
/// # Errors
/// [`Refusal::Contradiction`] saying which.
pub(super) fn no_contradiction(household: &Household, today: Day) -> Result<(), Refusal> {
    let facts: Vec<_> = household.members.iter().map(|one| &one.facts).collect();
    match Contradiction::of(&facts, today) {
        None => Ok(()),
        Some(found) => Err(law::refused(found.into())),
    }
}

/// A record for the register, with every text tidied.
pub(super) fn identity(person: PersonId, new: &NewIdentity) -> Result<Identity, Refusal> {
    let line = |field: &str, text: &Personal| {
        tidy_line(field, text.reveal(), limits::NAME_CHARS_MAX).map(Personal::new)
    };
    let name = line("姓名", &new.name)?;
    if name.is_empty() {
        return Err(Refusal::BadValue {
            field: "姓名".into(),
            why: "不能为空".into(),
        });
    }
    let number = line("公民身份号码", &new.number)?;
    Ok(Identity {
        person,
        name,
        number,
        phone: line("联系电话", &new.phone)?,
        account: line("银行账号", &new.account)?,
        address: line("住址", &new.address)?,
    })
}

/// The number a case has on paper: the file's own, or township, programme and running number.
fn case_number(intake: &Intake, id: CaseId) -> Result<String, Refusal> {
    let given = tidy_line("案号", &intake.number, limits::NAME_CHARS_MAX)?;
    if !given.is_empty() {
        return Ok(given);
    }
    let programme = match intake.programme {
        Programme::Dibao => "D",
        Programme::Tekun => "T",
        Programme::Linshi => "L",
        Programme::Edge => "B",
        Programme::Rigid => "G",
    };
    Ok(format!(
        "{}{programme}{:07}",
        intake.area.township().0,
        id.0
    ))
}

/// When the first review here is due: by schedule after the last known one, at once without one.
fn first_due(
    world: &World<'_>,
    intake: &Intake,
    household: &Household,
) -> Result<(Day, u32), Refusal> {
    // 临时救助 is given once and has no interval: its case waits for papers and a visit from the day it came.
    if intake.programme == Programme::Linshi {
        let seen = intake.last_review.as_ref().map(|last| last.day);
        return Ok((seen.unwrap_or(world.today), 0));
    }
    let last = intake
        .last_review
        .as_ref()
        .map_or(world.today, |last| last.day);
    let next = next_review(world, intake.programme, &intake.area, household, last)?;
    Ok((
        if intake.last_review.is_some() {
            next.0
        } else {
            world.today
        },
        next.1,
    ))
}

/// Day of the next review after one on `last`, and the months between.
///
/// # Errors
/// [`Refusal::ParameterMissing`] where the interval has no value.
pub(super) fn next_review(
    world: &World<'_>,
    programme: Programme,
    area: &crate::domain::area::AreaCode,
    household: &Household,
    last: Day,
) -> Result<(Day, u32), Refusal> {
    let facts = ReviewFacts::of_household(household, programme);
    let view = world.policy.view(area, world.today);
    let next = schedule::next_due(facts, last, &view).map_err(law::refused)?;
    Ok((next.due, next.every_months))
}
