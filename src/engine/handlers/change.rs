//! Changes: what a newer list says of a household waits here until a person accepts it.
//!
//! Reporting alters no fact, whoever works on the case. Accepting does, and never lets anybody have less: a
//! lower amount or a member who is gone takes a review (社会救助法 第四十八条).

use super::{
    aid,
    decided::{Decided, tidy_line},
    differing::{Differences, differences},
    intake::no_contradiction,
    support,
    work::unclaimed_by_others,
};
use crate::{
    base::limits,
    domain::{
        calendar::Day,
        care::{CareMode, Support},
        case::{Benefit, Case},
        change::{self, Change, ChangedFact, FactStatus, IdentityPart, Reported, Value},
        household::Relation,
        ids::CaseId,
        linshi::Aid,
        money::Fen,
        person::Identity,
        review::{ReviewStep, Status},
    },
    engine::{
        command::Intake,
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
    let Differences {
        facts,
        people,
        placed,
    } = differences(world, &case, intake, &digest)?;
    let placed = placed.map(|area| Event::CasePlaced { case: id, area });
    if facts.is_empty() {
        if placed.is_some() {
            return Ok(Decided {
                events: placed.into_iter().collect(),
                case: Some(id),
                ..Decided::default()
            });
        }
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
    let reported = Event::ChangeReported { case: id, change };
    Ok(Decided {
        events: placed.into_iter().chain([reported]).collect(),
        people,
        case: Some(id),
        ..Decided::default()
    })
}

/// How many facts would be reported; that a village is known now counts as one.
pub(in crate::engine) fn count(
    world: &World<'_>,
    id: CaseId,
    intake: &Intake,
    digest: &str,
) -> Result<u32, Trouble> {
    let case = world.case(id)?;
    let found = differences(world, &case, intake, digest)?;
    let count = found.facts.len() + usize::from(found.placed.is_some());
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
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
    one_head(&case, &accepted, world.today)?;
    let evidence = evidence(world, &case, settling.number, &accepted)?;
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
        events.extend(evidence);
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

/// Evidence that accepted facts amount to, entered as a form enters it: how somebody is supported, what was given.
fn evidence(
    world: &World<'_>,
    case: &Case,
    number: u32,
    accepted: &[&Reported],
) -> Result<Vec<Event>, Trouble> {
    let mut changes = case.changes.iter();
    let source = changes
        .find(|change| change.number == number)
        .map_or_else(String::new, |change| change.source.clone());
    let (by, day) = (world.actor.id, world.today);
    let mut support: Option<Support> = None;
    let mut begun = || Support {
        day,
        by,
        note: source.clone(),
        ..case.support.clone().unwrap_or(Support {
            // Where nobody knows how the person is supported, the commoner way is taken; the list was warned of.
            mode: CareMode::Scattered,
            tier: None,
            agreement_until: None,
            able_duty: None,
            day,
            by,
            note: String::new(),
        })
    };
    let mut events = Vec::new();
    for reported in accepted {
        let Reported::Differs { new, .. } = reported else {
            continue;
        };
        match new {
            Value::CareMode(Some(mode)) => {
                let support = support.get_or_insert_with(&mut begun);
                support.mode = *mode;
                if *mode == CareMode::Central {
                    support.agreement_until = None;
                }
            }
            Value::CareTier(tier) => support.get_or_insert_with(&mut begun).tier = *tier,
            Value::Aid(Some(given)) => {
                let known = case.aid.as_ref();
                let parts = known.filter(|known| known.amount == given.amount);
                let aid = Aid {
                    kind: given.kind,
                    cause: given.cause.clone(),
                    amount: given.amount,
                    day: given.day,
                    by,
                    asked: None,
                    papers_due: None,
                    visit_due: None,
                    parts: parts.map_or_else(Vec::new, |known| known.parts.clone()),
                };
                events.extend(aid::record(world, case.id, aid)?.events);
            }
            _of_the_household => {}
        }
    }
    if let Some(support) = support {
        events.extend(support::record(world, case.id, support)?.events);
    }
    Ok(events)
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

/// Refuses to accept a part of a change that leaves a household without a head, with two, or with facts that
/// cannot be true together.
fn one_head(case: &Case, facts: &[&Reported], today: Day) -> Result<(), Refusal> {
    let mut after = case.clone();
    change::accept(facts.iter().copied(), &mut after);
    let heads = after
        .household
        .members
        .iter()
        .filter(|member| member.facts.relation == Relation::Head);
    if heads.count() == 1 {
        return no_contradiction(&after.household, today);
    }
    Err(Refusal::BadValue {
        field: "户主".into(),
        why: "一户应有且只有一名户主, 换户主的几项请一起接受".into(),
    })
}
