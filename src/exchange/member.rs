//! A member of a household as a row says, laid over what the office knows of the same person.
//!
//! A blank cell takes nothing away, and a coarser figure that says the same does not replace a finer one.

use super::{
    parse::{Person, Whereabouts},
    told,
};
use crate::{
    domain::{
        calendar::Day,
        household::{MemberFacts, Relation},
        identity::IdNumber,
        person::Personal,
    },
    engine::command::{Intake, IntakeMember, NewIdentity},
};

/// A day of birth for somebody of whom only the count is known: neither old nor a minor, and said in the note.
pub(crate) fn nobody_in_particular(today: Day) -> Day {
    today
        .add_months(-12 * 40)
        .map_or(today, |day| day.month().first())
}

/// The member the office knows this person as: by number, else by name.
pub(crate) fn same_person<'k>(known: &'k Intake, person: &Person) -> Option<&'k IntakeMember> {
    let by_number = known.members.iter().find(|member| {
        let number = member.identity.number.reveal();
        person.id.as_ref().is_some_and(|id| id.reveal() == number)
    });
    by_number.or_else(|| {
        known.members.iter().find(|member| {
            let name = member.identity.name.reveal();
            let said = person.name.as_deref();
            said.is_some_and(|said| letters(said) == letters(name))
                && (person.id.is_none() || member.identity.number.is_empty())
        })
    })
}

/// A member as the row says, over what is known; `None` where no day of birth is known at all.
pub(crate) fn member(
    person: &Person,
    before: Option<&IntakeMember>,
    place: &str,
) -> Option<IntakeMember> {
    let birth = person.id.as_ref().map(IdNumber::birth).or(person.birth);
    let relation = person.relation.unwrap_or(Relation::Other);
    let mut facts = match before {
        Some(before) => before.facts.clone(),
        None => MemberFacts::new(relation, birth?),
    };
    facts.relation = relation;
    if let Some(birth) = birth {
        facts.birth = birth;
    }
    let sex = person.id.as_ref().map(IdNumber::sex);
    facts.sex = sex.or(person.sex).or(facts.sex);
    facts.labour = person.labour.or(facts.labour);
    facts.disability = person.disability.or(facts.disability);
    facts.seriously_ill = person.ill.unwrap_or(facts.seriously_ill);
    facts.student = person.student.or(facts.student);
    facts.full_time = person.full_time.unwrap_or(facts.full_time);
    facts.single_parent = person.single_parent.unwrap_or(facts.single_parent);
    facts.absent = match person.whereabouts {
        Some(Whereabouts::Here) => None,
        Some(Whereabouts::Away(absence)) => Some(absence),
        None => facts.absent,
    };
    facts.married = person
        .married
        .unwrap_or(facts.married || relation == Relation::Spouse);
    facts.died = person.died.or(facts.died);
    let known = told::is_known(&person.incomes, person.single_incomes, &facts.incomes);
    if !person.incomes.is_empty() && !known {
        facts.incomes.clone_from(&person.incomes);
    }
    told::over(&mut facts.deductions, &person.deductions);
    if let Some(note) = &person.note {
        facts.note.clone_from(note);
    }
    let old = before.map(|before| &before.identity);
    let keep = |said: Option<&str>, of: fn(&NewIdentity) -> &Personal| match (said, old) {
        (Some(said), _) => Personal::new(said),
        (None, Some(old)) => of(old).clone(),
        (None, None) => Personal::default(),
    };
    // Blanks in a name are alignment in a list, whatever they are in the register.
    let kept = old.map_or("", |old| old.name.reveal());
    let name = person.name.as_deref();
    let name = name.filter(|said| letters(said) != letters(kept));
    let address = person.address.as_deref();
    let address = address.or((!place.is_empty() && before.is_none()).then_some(place));
    Some(IntakeMember {
        identity: NewIdentity {
            name: keep(name, |it| &it.name),
            number: keep(person.id.as_ref().map(IdNumber::reveal), |it| &it.number),
            phone: keep(person.phone.as_deref(), |it| &it.phone),
            account: keep(person.account.as_deref(), |it| &it.account),
            address: keep(address, |it| &it.address),
        },
        facts,
    })
}

/// A name without its blanks.
fn letters(name: &str) -> String {
    name.chars().filter(|one| !one.is_whitespace()).collect()
}
