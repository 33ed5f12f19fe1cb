//! What a list says of a household against what the office has: fact by fact, and nothing twice.

use super::intake::{check, identity, is_same_person};
use crate::{
    domain::{
        area::{Area, AreaCode},
        case::{Case, Programme},
        change::{FactStatus, IdentityPart, Reported, Value},
        household::{Household, Member},
        ids::PersonId,
        linshi::Aid,
        person::Identity,
    },
    engine::{
        command::{Intake, IntakeMember, Place},
        law,
        refusal::{Refusal, Trouble},
        world::World,
    },
};

/// What differs, with the records it needs in the register of identities.
#[derive(Default)]
pub(super) struct Differences {
    /// The facts.
    pub facts: Vec<Reported>,
    /// The records.
    pub people: Vec<Identity>,
    /// Where the case belongs, if its village was not known before and is now.
    pub placed: Option<AreaCode>,
}

/// What a household says that the office does not have, that does not wait already, and that was not declined
/// from the same file.
pub(super) fn differences(
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
    comparing.standing(intake);
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

    /// What stands beside the household: where it lives, by which standard, how the person is supported, what
    /// was given. What a list does not say is no difference.
    fn standing(&mut self, intake: &Intake) {
        let case = self.case;
        let listed = &intake.listed;
        match &listed.place {
            Place::Known(place) if intake.area != case.area => {
                // The words are those of the list the case came from: nobody has to say again where it lies.
                if *place == case.place {
                    self.found.placed = Some(intake.area.clone());
                } else {
                    let named = |code: &AreaCode, name: String| {
                        let code = code.clone();
                        Value::Village(Area { code, name })
                    };
                    let office = self.world.office();
                    let old = office.place_name(&case.area, &case.place);
                    let new = office.area_name(&intake.area);
                    self.differs(None, named(&case.area, old), named(&intake.area, new));
                }
            }
            Place::Unsaid | Place::Known(_) | Place::Unknown(_) => {}
        }
        self.differs(
            None,
            Value::Setting(case.setting),
            Value::Setting(intake.setting),
        );
        self.differs(
            None,
            Value::Single(case.single),
            Value::Single(intake.single),
        );
        self.differs(
            None,
            Value::KinRegistered(case.kin_registered),
            Value::KinRegistered(intake.kin_registered),
        );
        if case.programme == Programme::Tekun {
            let mode = case.support.as_ref().map(|support| support.mode);
            if listed.mode.is_some() {
                self.differs(None, Value::CareMode(mode), Value::CareMode(listed.mode));
            }
            if listed.tier.is_some() {
                let tier = law::care_tier(self.world, case);
                self.differs(None, Value::CareTier(tier), Value::CareTier(listed.tier));
            }
        }
        if case.programme == Programme::Linshi
            && let Some(given) = &listed.aid
        {
            let known = case.aid.as_ref().map(Aid::given);
            let mut given = given.clone();
            // A list without causes says nothing against the one on record.
            if given.cause.is_empty() {
                given.cause = known
                    .as_ref()
                    .map_or_else(|| intake.source.clone(), |known| known.cause.clone());
            }
            self.differs(None, Value::Aid(known), Value::Aid(Some(given)));
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
