//! How a 特困人员 is supported, and how much care is needed.

use super::{
    decided::{Decided, tidy_text},
    evidence::not_in_future,
    work::unclaimed_by_others,
};
use crate::{
    base::limits,
    domain::{
        care::{CareMode, SelfCare, Support},
        case::{Case, Programme},
        ids::CaseId,
    },
    engine::{
        refusal::{Refusal, Trouble},
        world::World,
    },
    journal::event::Event,
};

/// Enters how the person is supported (供养情况).
pub(super) fn record(
    world: &World<'_>,
    id: CaseId,
    mut support: Support,
) -> Result<Decided, Trouble> {
    of_tekun(world, id)?;
    not_in_future(world, "核实日期", support.day)?;
    if support.mode == CareMode::Central && support.agreement_until.is_some() {
        return Err(Refusal::BadValue {
            field: "委托照料协议到期".to_owned(),
            why: "集中供养没有委托照料服务协议".to_owned(),
        }
        .into());
    }
    support.note = tidy_text("说明", &support.note, limits::NOTE_CHARS_MAX)?;
    Ok(Decided::on(
        id,
        Event::SupportRecorded { case: id, support },
    ))
}

/// Enters an assessment of self-care; it has to say who assessed.
pub(super) fn assess(
    world: &World<'_>,
    id: CaseId,
    mut assessment: SelfCare,
) -> Result<Decided, Trouble> {
    let case = of_tekun(world, id)?;
    not_in_future(world, "评估日期", assessment.day)?;
    if case
        .self_care
        .as_ref()
        .is_some_and(|last| assessment.day < last.day)
    {
        return Err(Refusal::BadValue {
            field: "评估日期".to_owned(),
            why: "早于已有的评估".to_owned(),
        }
        .into());
    }
    assessment.note = tidy_text("评估人和情况", &assessment.note, limits::NOTE_CHARS_MAX)?;
    if assessment.note.is_empty() {
        return Err(Refusal::BadValue {
            field: "评估人和情况".to_owned(),
            why: "请写明谁评估的, 看到什么".to_owned(),
        }
        .into());
    }
    Ok(Decided::on(
        id,
        Event::SelfCareAssessed {
            case: id,
            assessment,
        },
    ))
}

/// The case, if it is one of 特困, or of one person under another programme of months who may become one, and nobody else
/// works on it.
fn of_tekun(world: &World<'_>, id: CaseId) -> Result<Case, Trouble> {
    let case = world.case(id)?;
    unclaimed_by_others(world, &case)?;
    let fits = match case.programme {
        Programme::Tekun => true,
        Programme::Dibao | Programme::Edge | Programme::Rigid => case.household.members.len() == 1,
        Programme::Linshi => false,
    };
    if !fits {
        return Err(Refusal::BadValue {
            field: "供养情况".to_owned(),
            why: "只有特困案, 或只有一人的低保、低保边缘、刚性支出案才有".to_owned(),
        }
        .into());
    }
    Ok(case)
}
