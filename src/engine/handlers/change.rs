//! Changes: what a newer list says of a household waits here until a person accepts it.
//!
//! Reporting alters no fact, whoever works on the case. Accepting does, and never lets anybody have less: a
//! lower amount or a member who is gone takes a review (社会救助法 第四十八条).

use super::{
    decided::{Decided, tidy_line},
    intake::{check, identity, is_same_person},
    work::unclaimed_by_others,
};
use crate::{
    base::limits,
    domain::{
        case::{Benefit, Case},
        change::{self, Change, ChangedFact, FactStatus, IdentityPart, Reported, Value},
        household::{Household, Member, Relation},
        ids::{CaseId, PersonId},
        money::Fen,
        person::Identity,
        review::{ReviewStep, Status},
    },
    engine::{
        command::{Intake, IntakeMember},
        refusal::{Refusal, Trouble},
        world::World,
    },
    journal::event::Event,
};

/// Reports what differs.
pub(super) fn report(
    world: &World<'_>,
    id: CaseId,
    intake: &Intake,
    digest: String,
) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    let Differences { facts, people } = differences(world, &case, intake, &digest)?;
    if facts.is_empty() {
        return Err(Refusal::BadValue {
            field: "变更".into(),
            why: "与系统里的一致".into(),
        }
        .into());
    }
    let last = case.changes.iter().map(|change| change.number).max();
    let change = Change {
        number: last.unwrap_or(0) + 1,
        day: world.today,
        by: world.actor.id,
        source: tidy_line("来源", &intake.source, limits::REASON_CHARS_MAX)?,
        digest,
        facts: facts
            .into_iter()
            .map(|reported| ChangedFact {
                reported,
                status: FactStatus::Open,
                settled: None,
            })
            .collect(),
    };
    Ok(Decided {
        people,
        ..Decided::on(id, Event::ChangeReported { case: id, change })
    })
}

/// How many facts would be reported.
pub(in crate::engine) fn count(
    world: &World<'_>,
    id: CaseId,
    intake: &Intake,
    digest: &str,
) -> Result<u32, Trouble> {
    let case = world.case(id)?;
    let found = differences(world, &case, intake, digest)?;
    Ok(u32::try_from(found.facts.len()).unwrap_or(u32::MAX))
}

/// What differs, with the records it needs in the register of identities.
#[derive(Default)]
struct Differences {
    facts: Vec<Reported>,
    people: Vec<Identity>,
}

/// What a household says that the office does not have, that does not wait already, and that was not declined
/// from the same file.
fn differences(
    world: &World<'_>,
    case: &Case,
    intake: &Intake,
    digest: &str,
) -> Result<Differences, Trouble> {
    check(world, intake)?;
    for member in &intake.members {
        let number = member.identity.number.reveal();
        if let Some((other, number)) = world.other_case_of(number, Some(case.id))? {
            return Err(Refusal::Duplicate {
                case: other,
                number,
            }
            .into());
        }
    }
    let mut comparing = Comparing {
        world,
        case,
        digest,
        next: world.next_person(),
        found: Differences::default(),
    };
    comparing.household(intake);
    comparing.members(intake)?;
    Ok(comparing.found)
}

/// A comparison under way.
struct Comparing<'c, 'w> {
    world: &'c World<'w>,
    case: &'c Case,
    digest: &'c str,
    next: PersonId,
    found: Differences,
}

impl Comparing<'_, '_> {
    /// Facts that wait, or were declined from this very file.
    fn said_before(&self) -> impl Iterator<Item = &Reported> {
        self.case.changes.iter().flat_map(|change| {
            let declined = !self.digest.is_empty() && change.digest == self.digest;
            change
                .facts
                .iter()
                .filter(move |fact| {
                    fact.status == FactStatus::Open
                        || declined && fact.status == FactStatus::Declined
                })
                .map(|fact| &fact.reported)
        })
    }

    fn differs(&mut self, person: Option<PersonId>, old: Value, new: Value) {
        let known = self.said_before().any(|said| {
            matches!(said, Reported::Differs { person: of, new: value, .. } if *of == person && *value == new)
        });
        if old != new && !known {
            self.found
                .facts
                .push(Reported::Differs { person, old, new });
        }
    }

    fn household(&mut self, intake: &Intake) {
        let said = Household {
            members: Vec::new(),
            assets: intake.assets.clone(),
            income_stable: intake.income_stable,
        };
        let old = Value::of_household(&self.case.household, self.case.benefit);
        let new = Value::of_household(&said, intake.benefit);
        for (old, new) in old.into_iter().zip(new) {
            self.differs(None, old, new);
        }
    }

    fn members(&mut self, intake: &Intake) -> Result<(), Trouble> {
        let mut known = Vec::with_capacity(self.case.household.members.len());
        for member in &self.case.household.members {
            known.push((member, self.world.identity(member.person)?));
        }
        for member in &intake.members {
            let same = known
                .iter()
                .find(|(_, old)| is_same_person(old, &member.identity));
            match same {
                Some((old, record)) => self.member(old, record, member)?,
                None => self.joined(member)?,
            }
        }
        for (old, record) in &known {
            let named = |member: &IntakeMember| is_same_person(record, &member.identity);
            let missing = Reported::Missing { person: old.person };
            if !intake.members.iter().any(named) && !self.said_before().any(|it| *it == missing) {
                self.found.facts.push(missing);
            }
        }
        Ok(())
    }

    fn member(
        &mut self,
        old: &Member,
        record: &Identity,
        new: &IntakeMember,
    ) -> Result<(), Trouble> {
        let person = old.person;
        let said = identity(person, &new.identity)?;
        let mut needed = None;
        for part in IdentityPart::ALL {
            let value = part.of(&said);
            if value == part.of(record) || self.is_said_of(person, part, &said)? {
                continue;
            }
            let record = *needed.get_or_insert(self.next);
            self.found.facts.push(Reported::Identity {
                person,
                part,
                record,
            });
        }
        if let Some(number) = needed {
            self.next = PersonId(number.0 + 1);
            self.found.people.push(Identity {
                person: number,
                ..said
            });
        }
        let values = Value::of_member(&old.facts).into_iter();
        for (old, new) in values.zip(Value::of_member(&new.facts)) {
            self.differs(Some(person), old, new);
        }
        Ok(())
    }

    /// Whether the same was said of a part of somebody's record before.
    fn is_said_of(
        &self,
        person: PersonId,
        part: IdentityPart,
        now: &Identity,
    ) -> Result<bool, Trouble> {
        for said in self.said_before() {
            if let Reported::Identity {
                person: of,
                part: other,
                record,
            } = said
                && (*of, *other) == (person, part)
                && part.of(&self.world.identity(*record)?) == part.of(now)
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Somebody new, unless the same was said of the same person before.
    fn joined(&mut self, new: &IntakeMember) -> Result<(), Trouble> {
        let mut person = self.next;
        for said in self.said_before() {
            if let Reported::Joined { member } = said {
                let record = self.world.identity(member.person)?;
                if is_same_person(&record, &new.identity) {
                    if member.facts == new.facts
                        && record == identity(member.person, &new.identity)?
                    {
                        return Ok(());
                    }
                    person = member.person;
                }
            }
        }
        if person == self.next {
            self.next = PersonId(person.0 + 1);
        }
        self.found.people.push(identity(person, &new.identity)?);
        self.found.facts.push(Reported::Joined {
            member: Member {
                person,
                facts: new.facts.clone(),
            },
        });
        Ok(())
    }
}

/// A person's word on facts of a change, by their places.
pub(super) struct Settling {
    /// Number of the change within the case.
    pub number: u32,
    /// What is accepted.
    pub accept: Vec<u32>,
    /// What is declined.
    pub decline: Vec<u32>,
}

impl Settling {
    /// Refuses what does not wait in the change, and what is named twice; gives the facts that are accepted.
    fn accepted<'c>(&self, case: &'c Case) -> Result<Vec<&'c Reported>, Refusal> {
        let number = self.number;
        let unknown = |what: String| Refusal::Unknown { what };
        let change = case
            .changes
            .iter()
            .find(|change| change.number == number)
            .ok_or_else(|| unknown(format!("变更 {number}")))?;
        let places: Vec<u32> = self.accept.iter().chain(&self.decline).copied().collect();
        if places.is_empty() {
            return Err(unknown("变更的项目".to_owned()));
        }
        let mut facts = Vec::with_capacity(self.accept.len());
        for (at, place) in places.iter().enumerate() {
            let open = change.open().find(|(open, _)| open == place);
            let twice = places.iter().take(at).any(|before| before == place);
            let Some((_, fact)) = open.filter(|_| !twice) else {
                let place = place.saturating_add(1);
                return Err(unknown(format!("变更 {number} 的第 {place} 项")));
            };
            if at < self.accept.len() {
                facts.push(&fact.reported);
            }
        }
        Ok(facts)
    }
}

/// Refuses while what is decided on a household would be lost with the next signature.
fn free(world: &World<'_>, case: &Case) -> Result<(), Refusal> {
    unclaimed_by_others(world, case)?;
    match case.review.status {
        Status::Due | Status::Claimed | Status::Held | Status::Returned | Status::InForce => Ok(()),
        status @ (Status::Proposed
        | Status::Approved
        | Status::Confirmed
        | Status::Noticed
        | Status::Served) => Err(Refusal::IllegalStep {
            status,
            step: ReviewStep::Propose,
        }),
    }
}

/// Settles facts of a change.
pub(super) fn settle(
    world: &World<'_>,
    id: CaseId,
    settling: Settling,
    reason: &str,
) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    free(world, &case)?;
    let accepted = settling.accepted(&case)?;
    for reported in &accepted {
        takes_nothing(world, &case, reported)?;
        in_no_other_case(world, &case, reported)?;
    }
    one_head(&case, &accepted)?;
    let people = records(world, &accepted)?;
    let reason = tidy_line("原因", reason, limits::REASON_CHARS_MAX)?;
    if !settling.decline.is_empty() && reason.is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    let Settling {
        number,
        accept,
        decline,
    } = settling;
    let (by, day) = (world.actor.id, world.today);
    let mut events = Vec::with_capacity(2);
    if !accept.is_empty() {
        events.push(Event::ChangeAccepted {
            case: id,
            number,
            facts: accept,
            by,
            day,
        });
    }
    if !decline.is_empty() {
        events.push(Event::ChangeDeclined {
            case: id,
            number,
            facts: decline,
            by,
            day,
            reason,
        });
    }
    Ok(Decided {
        events,
        people,
        case: Some(id),
        ..Decided::default()
    })
}

/// The records of members as they stand once parts of them were accepted.
fn records(world: &World<'_>, accepted: &[&Reported]) -> Result<Vec<Identity>, Trouble> {
    let mut people: Vec<Identity> = Vec::new();
    for reported in accepted {
        if let Reported::Identity {
            person,
            part,
            record,
        } = *reported
        {
            let said = world.identity(*record)?;
            let known = people.iter().position(|known| known.person == *person);
            let mut now = match known {
                Some(place) => people.swap_remove(place),
                None => world.identity(*person)?,
            };
            part.put(&said, &mut now);
            people.push(now);
        }
    }
    Ok(people)
}

/// Refuses what would leave somebody with less.
fn takes_nothing(world: &World<'_>, case: &Case, reported: &Reported) -> Result<(), Trouble> {
    let month = |benefit: Option<Benefit>| benefit.map_or(Fen::ZERO, |benefit| benefit.month);
    match reported {
        Reported::Differs {
            new: Value::Benefit(new),
            ..
        } if month(*new) < month(case.benefit) => Err(Refusal::LessWithoutReview {
            paid: month(case.benefit),
            listed: month(*new),
        }
        .into()),
        // A place that was kept for somebody whose name was not known may go.
        Reported::Missing { person } if !world.identity(*person)?.number.is_empty() => {
            Err(Refusal::BadValue {
                field: "成员".into(),
                why: "去掉成员须经核查办理, 不能直接接受".into(),
            }
            .into())
        }
        Reported::Joined { .. }
            if case.household.members.len() >= limits::HOUSEHOLD_MEMBERS_MAX =>
        {
            Err(Refusal::TooMuch {
                what: "户内成员".into(),
                limit: limits::HOUSEHOLD_MEMBERS_MAX as u64,
            }
            .into())
        }
        Reported::Differs { .. }
        | Reported::Identity { .. }
        | Reported::Joined { .. }
        | Reported::Missing { .. } => Ok(()),
    }
}

/// Refuses somebody who has come into another case since it was reported.
fn in_no_other_case(world: &World<'_>, case: &Case, reported: &Reported) -> Result<(), Trouble> {
    let record = match reported {
        Reported::Joined { member } => member.person,
        Reported::Identity {
            part: IdentityPart::Number,
            record,
            ..
        } => *record,
        Reported::Identity { .. } | Reported::Differs { .. } | Reported::Missing { .. } => {
            return Ok(());
        }
    };
    let number = world.identity(record)?.number;
    match world.other_case_of(number.reveal(), Some(case.id))? {
        Some((case, number)) => Err(Refusal::Duplicate { case, number }.into()),
        None => Ok(()),
    }
}

/// Refuses to accept a part of a change that leaves a household without a head, or with two.
fn one_head(case: &Case, facts: &[&Reported]) -> Result<(), Refusal> {
    let (mut household, mut benefit) = (case.household.clone(), case.benefit);
    change::accept(facts.iter().copied(), &mut household, &mut benefit);
    let heads = household
        .members
        .iter()
        .filter(|member| member.facts.relation == Relation::Head);
    if heads.count() == 1 {
        return Ok(());
    }
    Err(Refusal::BadValue {
        field: "户主".into(),
        why: "一户应有且只有一名户主, 换户主的几项请一起接受".into(),
    })
}
