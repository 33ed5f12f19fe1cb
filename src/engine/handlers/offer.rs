//! Offers of work (介绍工作) and the class of a household (分档).

use super::{
    decided::{Decided, tidy_line},
    evidence::not_in_future,
    work::unclaimed_by_others,
};
use crate::{
    base::limits,
    domain::{
        calendar::Day,
        case::{Case, Programme, Tier, TierRecord},
        ids::CaseId,
        work_offer::{OfferAnswer, WorkOffer, can_be_offered_work},
    },
    engine::{
        refusal::{Refusal, Trouble},
        world::World,
    },
    journal::event::Event,
};

fn bad(field: &str, why: &str) -> Refusal {
    Refusal::BadValue {
        field: field.to_owned(),
        why: why.to_owned(),
    }
}

fn of_dibao(world: &World<'_>, id: CaseId, field: &str) -> Result<Case, Trouble> {
    let case = world.case(id)?;
    unclaimed_by_others(world, &case)?;
    if case.programme == Programme::Dibao {
        Ok(case)
    } else {
        Err(bad(field, "只有低保案才有").into())
    }
}

/// Enters an offer of work to a member who is able to work, and what came of it.
pub(super) fn record(
    world: &World<'_>,
    id: CaseId,
    (member, day): (u32, Day),
    (offer, answer, note): (&str, OfferAnswer, &str),
) -> Result<Decided, Trouble> {
    let case = of_dibao(world, id, "介绍工作")?;
    let member = case
        .household
        .members
        .get(member as usize)
        .ok_or_else(|| bad("成员", "户内没有这名成员"))?;
    not_in_future(world, "介绍日期", day)?;
    if !can_be_offered_work(&member.facts, day) {
        return Err(bad("成员", "不是有劳动能力的成年人, 不适用介绍工作的规定").into());
    }
    if case.work_offers.len() >= limits::WORK_OFFERS_MAX {
        return Err(Refusal::TooMuch {
            what: "介绍工作记录".into(),
            limit: limits::WORK_OFFERS_MAX as u64,
        }
        .into());
    }
    let offer = tidy_line("岗位和介绍单位", offer, limits::REASON_CHARS_MAX)?;
    if offer.is_empty() {
        return Err(bad("岗位和介绍单位", "要写明").into());
    }
    let note = tidy_line("理由", note, limits::REASON_CHARS_MAX)?;
    if note.is_empty() && answer != OfferAnswer::Taken {
        return Err(bad("理由", "未接受的要写明本人怎么说").into());
    }
    let offer = WorkOffer {
        person: member.person,
        day,
        offer,
        answer,
        note,
        by: world.actor.id,
    };
    Ok(Decided::on(id, Event::WorkOffered { case: id, offer }))
}

/// Settles the class of a household.
pub(super) fn set_tier(
    world: &World<'_>,
    id: CaseId,
    (tier, day): (Tier, Day),
    note: &str,
) -> Result<Decided, Trouble> {
    of_dibao(world, id, "档次")?;
    not_in_future(world, "定档日期", day)?;
    let note = tidy_line("定档依据", note, limits::REASON_CHARS_MAX)?;
    if note.is_empty() {
        return Err(bad("定档依据", "要写明凭什么定这一档").into());
    }
    let tier = TierRecord {
        tier,
        day,
        note,
        by: world.actor.id,
    };
    Ok(Decided::on(id, Event::TierSet { case: id, tier }))
}
