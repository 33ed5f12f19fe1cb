//! After a decision that leaves somebody with less: the notice, its service, and force.
//!
//! Nothing here decides anything. A named person makes each of these steps, in this order, and force is noted
//! only when the month has come that follows both from the decision and from the service.

use super::{
    decided::{Decided, tidy_line, tidy_text},
    decision::whole_review,
    work::step,
};
use crate::{
    base::limits,
    domain::{
        calendar::{Day, Month},
        case::{Case, Programme},
        citation::Citation,
        ids::CaseId,
        money::Fen,
        notice::{Attempt, Notice, Service, ServiceMethod, Waiver, WaiverGround},
        review::{Outcome, Proposal, ReviewStep},
        workdays::Roll,
    },
    engine::{
        closing, conditions, law,
        refusal::{Refusal, Trouble},
        world::World,
    },
    journal::event::Event,
    rules::deadlines::{Period, deadline},
};

fn bad(field: &str, why: &str) -> Refusal {
    Refusal::BadValue {
        field: field.to_owned(),
        why: why.to_owned(),
    }
}

/// What was decided, and on what day.
fn decision(case: &Case) -> Result<(&Proposal, Day), Refusal> {
    let review = &case.review;
    match (&review.proposal, review.decided) {
        (Some(proposal), Some((_, day))) => Ok((proposal, day)),
        (Some(_) | None, _) => Err(Refusal::FreezeDiffers),
    }
}

/// A day of something that was done: not before what it follows, and not in the future.
fn done_between(world: &World<'_>, field: &str, after: Day, day: Day) -> Result<(), Refusal> {
    if day > world.today {
        return Err(bad(field, "不能晚于今天"));
    }
    if day < after {
        return Err(bad(field, &format!("不能早于 {after}")));
    }
    Ok(())
}

/// 免听取: puts on record that nobody can be heard, or that the household asked in writing.
pub(super) fn waive_hearing(
    world: &World<'_>,
    id: CaseId,
    day: Day,
    ground: WaiverGround,
    document: &str,
) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    super::work::unclaimed_by_others(world, &case)?;
    if day > world.today {
        return Err(bad("文书日期", "不能晚于今天").into());
    }
    let document = tidy_line("文书", document, limits::REASON_CHARS_MAX)?;
    if document.is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    conditions::may_waive(world, &case, ground)?;
    let waiver = Waiver {
        ground,
        day,
        document,
        by: world.actor.id,
    };
    Ok(Decided::on(id, Event::HearingWaived { case: id, waiver }))
}

/// 告知书: makes the notice of what was decided, with its remedies.
pub(super) fn make_notice(
    world: &World<'_>,
    id: CaseId,
    freeze_seen: &str,
    (number, review_body, court): (&str, &str, &str),
) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    step(&case, ReviewStep::Notify)?;
    let (proposal, _) = decision(&case)?;
    if proposal.freeze != freeze_seen {
        return Err(Refusal::FreezeDiffers.into());
    }
    let named = |field: &str, text: &str| {
        let text = tidy_line(field, text, limits::NAME_CHARS_MAX)?;
        if text.is_empty() {
            // A notice that leaves a remedy out lets its time run from the day it is learnt of.
            return Err(bad(field, "要写明, 否则复议期限从知道之日起算"));
        }
        Ok(text)
    };
    let count = |name| law::count(world, &case.area, world.today, name);
    let notice = Notice {
        number: tidy_line("文号", number, limits::NAME_CHARS_MAX)?,
        day: world.today,
        by: world.actor.id,
        paid: case.benefit.map_or(Fen::ZERO, |benefit| benefit.month),
        review_body: named("复议机关", review_body)?,
        court: named("人民法院", court)?,
        review_days: count("remedy.review")?,
        court_months: count("remedy.court")?,
        rules: rules_of(world, &case, proposal.outcome),
    };
    Ok(Decided::on(id, Event::NoticeMade { case: id, notice }))
}

/// What a notice of this outcome rests on: the ground to change, the hearing and the notice, the remedies.
fn rules_of(world: &World<'_>, case: &Case, outcome: Outcome) -> Vec<Citation> {
    let view = world.policy.view(&case.area, world.today);
    let ground = match outcome {
        Outcome::Stop if case.programme == Programme::Tekun => view.cite(&[("T43", "第二十六条")]),
        Outcome::Decrease if case.programme == Programme::Tekun => {
            view.cite(&[("T43", "第二十三条")])
        }
        Outcome::ToDibao => view.cite(&[("T43", "第二十七条")]),
        Outcome::ToLinshi if case.programme == Programme::Tekun => {
            view.cite(&[("T43", "第二十七条")])
        }
        Outcome::PhaseOut => view.cite(&[("D57", "第三十三条")]),
        Outcome::Deny => view.cite(&[("LAW", "第二十九条"), ("L23", "二（一）")]),
        Outcome::Keep
        | Outcome::Increase
        | Outcome::Decrease
        | Outcome::Stop
        | Outcome::ToEdge
        | Outcome::ToRigid
        | Outcome::ToTekun
        | Outcome::ToLinshi
        | Outcome::Close
        | Outcome::Judgement => view.cite(&[("D57", "第三十二条")]),
    };
    // Nothing is taken from who is given nothing, so no hearing comes before it.
    let hearing = (outcome != Outcome::Deny)
        .then(|| view.cite(&[("LAW", "第四十八条"), ("D57", "第三十二条")]));
    let remedies = [
        view.cite(&[("REVIEW", "第二十条")]),
        view.cite(&[("COURT", "第四十六条")]),
    ];
    std::iter::once(ground)
        .chain(hearing)
        .chain(remedies)
        .collect()
}

/// 送达未果: notes a try to serve the notice.
pub(super) fn try_service(
    world: &World<'_>,
    id: CaseId,
    day: Day,
    method: ServiceMethod,
    note: &str,
) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    step(&case, ReviewStep::Serve)?;
    let notice = case.review.notice.as_ref().ok_or(Refusal::FreezeDiffers)?;
    done_between(world, "送达日期", notice.day, day)?;
    if !method.can_be_tried() {
        return Err(bad("送达方式", "这一种不是一次送达的尝试").into());
    }
    if case.review.attempts.len() >= limits::ATTEMPTS_MAX {
        return Err(Refusal::TooMuch {
            what: "送达记录".into(),
            limit: limits::ATTEMPTS_MAX as u64,
        }
        .into());
    }
    let note = tidy_text("经过", note, limits::NOTE_CHARS_MAX)?;
    if note.is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    let attempt = Attempt {
        day,
        method,
        by: world.actor.id,
        note,
    };
    Ok(Decided::on(id, Event::ServiceTried { case: id, attempt }))
}

/// 送达: notes how and when the notice was served.
pub(super) fn record_service(
    world: &World<'_>,
    id: CaseId,
    day: Day,
    method: ServiceMethod,
    (receiver, note): (&str, &str),
) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    step(&case, ReviewStep::Serve)?;
    let notice = case.review.notice.as_ref().ok_or(Refusal::FreezeDiffers)?;
    let (proposal, _) = decision(&case)?;
    done_between(world, "送达日期", notice.day, day)?;
    let receiver = tidy_line("签收人", receiver, limits::NAME_CHARS_MAX)?;
    let note = tidy_text("说明", note, limits::NOTE_CHARS_MAX)?;
    if method.names_somebody() && receiver.is_empty() {
        return Err(bad("签收人", "要写明签收人; 留置送达写见证人").into());
    }
    if !method.names_somebody() && note.is_empty() {
        return Err(bad("说明", "要写明单号、渠道、张贴地点或经过").into());
    }
    let served = served_on(world, &case, method, day)?;
    let from = closing::from_month(world, &case.area, proposal, served)?;
    let service = Service {
        method,
        day,
        served,
        receiver,
        note,
        by: world.actor.id,
        from,
    };
    Ok(Decided::on(id, Event::NoticeServed { case: id, service }))
}

/// The day a service counts from, if this way of it is open.
fn served_on(
    world: &World<'_>,
    case: &Case,
    method: ServiceMethod,
    day: Day,
) -> Result<Day, Refusal> {
    let count = |name| law::count(world, &case.area, world.today, name);
    let tried = closing::days_tried(case);
    match method {
        ServiceMethod::Direct
        | ServiceMethod::Left
        | ServiceMethod::Entrusted
        | ServiceMethod::Mail
        | ServiceMethod::Electronic => Ok(day),
        ServiceMethod::Announcement => {
            if tried == 0 {
                return Err(Refusal::AttemptsMissing { have: 0, needed: 1 });
            }
            let days = count("service.announce.days")?;
            let view = world.policy.view(&case.area, world.today);
            let (last, _) =
                deadline(day, Period::Days(days, Roll::Stay), &view).map_err(law::refused)?;
            Ok(last)
        }
        ServiceMethod::Attempts => {
            let needed = count("service.attempts")?;
            if tried < needed as usize {
                return Err(Refusal::AttemptsMissing {
                    have: u32::try_from(tried).unwrap_or(u32::MAX),
                    needed,
                });
            }
            Ok(day)
        }
        ServiceMethod::NobodyLeft => {
            let (proposal, _) = decision(case)?;
            let facts = (&proposal.household, proposal.cause);
            let waived = conditions::is_waived(world, case, proposal.outcome, facts);
            if waived == Some(WaiverGround::Death) {
                Ok(day)
            } else {
                Err(bad("送达方式", "户内还有人在, 或没有死亡的免听取记录"))
            }
        }
    }
}

/// 生效: notes that a served decision is in force, once its month has come. Schedules the next review.
pub(super) fn take_force(world: &World<'_>, id: CaseId) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    step(&case, ReviewStep::Enforce)?;
    let (proposal, _) = decision(&case)?;
    let service = case.review.service.as_ref().ok_or(Refusal::FreezeDiffers)?;
    if world.today < service.from.first() {
        return Err(Refusal::NotYetEffective { from: service.from }.into());
    }
    if closing::must_look_elsewhere(&case) {
        return Err(Refusal::OtherAidUnlooked.into());
    }
    if let Some(appeal) = closing::stayed_by(world, &case)? {
        return Err(Refusal::AppealStays {
            kind: appeal.kind,
            received: appeal.day,
        }
        .into());
    }
    let (next, every_months) = whole_review(world, &case, proposal)?;
    let next_due = match proposal.outcome {
        Outcome::PhaseOut => Some(phase_out_ends(proposal, service.from)?.min(next)),
        Outcome::Stop | Outcome::Close | Outcome::Deny => None,
        // What the household moved to is looked after too.
        Outcome::ToEdge
        | Outcome::ToRigid
        | Outcome::ToTekun
        | Outcome::ToLinshi
        | Outcome::ToDibao
        | Outcome::Keep
        | Outcome::Increase
        | Outcome::Decrease
        | Outcome::Judgement => Some(next),
    };
    Ok(Decided::on(
        id,
        Event::DecisionInForce {
            case: id,
            next_due,
            every_months,
            from: Some(service.from),
        },
    ))
}

/// The last day of 渐退: by then the next decision is due, so that it ends when it should.
fn phase_out_ends(proposal: &Proposal, from: Month) -> Result<Day, Refusal> {
    let months = proposal.phase_out_months.unwrap_or(1);
    i32::try_from(months)
        .ok()
        .and_then(|months| from.add_months(months - 1))
        .map(Month::last)
        .ok_or_else(|| bad("渐退月数", "月数超出范围"))
}
