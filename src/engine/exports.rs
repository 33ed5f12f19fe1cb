//! What leaves the office as a file: cases whole for colleagues, or no more than the public may read.
//!
//! What the public may not read is dropped here and not where the file is made: [`PublicCase`] has no room for
//! it. Each answer is noted in the access log before it is given, whatever becomes of it then.

use super::{
    answer::{Answer, InternalCase, PublicCase, Seal},
    command::{Intake, IntakeMember, Listed, NewIdentity, Place},
    law,
    refusal::{Refusal, Trouble},
    world::World,
};
use crate::{
    base::limits::QUEUE_PAGE_ROWS_MAX,
    domain::{
        case::{Case, Programme},
        ids::CaseId,
        linshi::Aid,
        person::{Identity, PublicName},
    },
    journal::access::Look,
};

/// Cases with everything known of them.
///
/// # Errors
/// A case that is not there or lies elsewhere, too many at once, or a fault of reading.
pub(super) fn internal(
    world: &World<'_>,
    cases: &[CaseId],
) -> Result<(Answer, Option<Look>), Trouble> {
    let exported = each(world, cases, |case| {
        let office = world.office();
        Ok(InternalCase {
            intake: as_intake(world, &case)?,
            township: office.area_name(&case.area.township()),
            village: office.place_name(&case.area, &case.place),
            due: case.review.due,
            status: case.review.status,
        })
    })?;
    let look = exported_look("internal", exported.len());
    Ok((Answer::Internal(exported), Some(look)))
}

/// Cases as the public may read them.
///
/// # Errors
/// As for [`internal`].
pub(super) fn public(
    world: &World<'_>,
    cases: &[CaseId],
) -> Result<(Answer, Option<Look>), Trouble> {
    let exported = each(world, cases, |case| {
        let office = world.office();
        let head = case.household.members.first();
        let head = head.ok_or(Refusal::UnknownCase)?;
        let name = world.identity(head.person)?.name;
        Ok(PublicCase {
            township: office.area_name(&case.area.township()),
            village: office.area_name(&case.area),
            head: PublicName::of(&name, head.facts.birth, world.today),
            programme: case.programme,
            setting: case.setting,
            members: u32::try_from(case.household.members.len()).unwrap_or(u32::MAX),
            benefit: case.benefit,
        })
    })?;
    let look = exported_look("public", exported.len());
    Ok((Answer::Public(exported), Some(look)))
}

/// The head of what was answered so far.
pub(super) fn seal(world: &World<'_>) -> Seal {
    let head = world.store.head();
    Seal {
        day: world.today,
        seq: head.seq,
        digest: head.digest.to_string(),
    }
}

/// The same, for a sheet about one case.
pub(super) fn sheet_seal(
    world: &World<'_>,
    case: CaseId,
) -> Result<(Answer, Option<Look>), Trouble> {
    world.case(case)?;
    Ok((Answer::Seal(seal(world)), Some(exported_look("sheet", 1))))
}

fn each<T>(
    world: &World<'_>,
    cases: &[CaseId],
    make: impl Fn(Case) -> Result<T, Trouble>,
) -> Result<Vec<T>, Trouble> {
    if cases.len() > QUEUE_PAGE_ROWS_MAX {
        return Err(Refusal::TooMuch {
            what: "一次导出的案".into(),
            limit: QUEUE_PAGE_ROWS_MAX as u64,
        }
        .into());
    }
    cases.iter().map(|&id| make(world.case(id)?)).collect()
}

fn exported_look(kind: &str, rows: usize) -> Look {
    Look::Exported {
        kind: kind.to_owned(),
        rows: u32::try_from(rows).unwrap_or(u32::MAX),
    }
}

/// A case in the form a file gives it.
pub(super) fn as_intake(world: &World<'_>, case: &Case) -> Result<Intake, Trouble> {
    let mut members = Vec::with_capacity(case.household.members.len());
    for member in &case.household.members {
        let Identity {
            name,
            number,
            phone,
            account,
            address,
            ..
        } = world.identity(member.person)?;
        members.push(IntakeMember {
            identity: NewIdentity {
                name,
                number,
                phone,
                account,
                address,
            },
            facts: member.facts.clone(),
        });
    }
    Ok(Intake {
        number: case.number.clone(),
        programme: case.programme,
        area: case.area.clone(),
        setting: case.setting,
        members,
        assets: case.household.assets.clone(),
        income_stable: case.household.income_stable,
        benefit: case.benefit,
        single: case.single,
        kin_registered: case.kin_registered,
        last_review: case.last_review.clone(),
        source: String::new(),
        listed: listed(world, case),
    })
}

/// What a list would say of a case beside its household.
fn listed(world: &World<'_>, case: &Case) -> Listed {
    let tekun = case.programme == Programme::Tekun;
    let support = case.support.as_ref().filter(|_| tekun);
    Listed {
        place: if case.place.is_empty() {
            Place::Unsaid
        } else {
            Place::Unknown(case.place.clone())
        },
        mode: support.map(|support| support.mode),
        tier: if tekun {
            law::care_tier(world, case)
        } else {
            None
        },
        aid: case.aid.as_ref().map(Aid::given),
    }
}
