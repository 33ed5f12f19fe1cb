//! 临时救助: what was given, the papers that follow, the visit afterwards.

use super::{
    decided::{Decided, tidy_line, tidy_text},
    evidence::not_in_future,
    work::unclaimed_by_others,
};
use crate::{
    base::limits,
    domain::{
        area::AreaCode,
        calendar::Day,
        case::{Case, Programme},
        ids::CaseId,
        linshi::{
            Aid, AidPapers, AidRecord, AidRequest, Discussion, FollowUp, Instalment, LinshiType,
        },
        money::Fen,
        review::Status,
    },
    engine::{
        command::{AidDeed, PlannedPart},
        refusal::{Refusal, Trouble},
        world::World,
    },
    journal::event::Event,
};

/// Instalments of one aid: a year of months, twice.
const INSTALMENTS_MAX: usize = 24;

/// The instalments of an aid, numbered in the order of their days.
pub(super) fn instalments(planned: &[PlannedPart]) -> Vec<Instalment> {
    let mut planned = planned.to_vec();
    planned.sort_by_key(|part| part.day);
    (1..)
        .zip(planned)
        .map(|(number, part)| Instalment {
            number,
            day: part.day,
            amount: part.amount,
            paid: None,
        })
        .collect()
}

/// Enters what was given, with the days by which its papers and its visit must follow.
pub(super) fn record(world: &World<'_>, id: CaseId, mut aid: Aid) -> Result<Decided, Trouble> {
    let case = of_linshi(world, id)?;
    not_in_future(world, "救助日期", aid.day)?;
    if aid.amount <= Fen::ZERO {
        return Err(bad("救助金额", "应大于 0").into());
    }
    aid.cause = tidy_line("救助事由", &aid.cause, limits::REASON_CHARS_MAX)?;
    if aid.cause.is_empty() {
        return Err(bad("救助事由", "请写明").into());
    }
    let request = case.aid_book.asked.as_ref();
    aid.asked = request
        .filter(|_| !case.aid_book.closed)
        .map(|asked| asked.day);
    if aid.asked.is_some_and(|asked| aid.day < asked) {
        return Err(bad("救助日期", "早于受理日期").into());
    }
    check_instalments(&case, &mut aid)?;
    clock(world, &case.area, &mut aid);
    Ok(reopened(world, &case, Event::AidRecorded { case: id, aid }))
}

/// Sets the days by which papers and visit must follow what was given.
pub(super) fn clock(world: &World<'_>, area: &AreaCode, aid: &mut Aid) {
    let view = world.policy.view(area, aid.day);
    if aid.kind.is_given_first() {
        let days = view.count("ls.paperwork.days");
        aid.papers_due = days.and_then(|days| {
            let calendar = world.policy.calendar();
            calendar.after_workdays(aid.day, days.value).ok()
        });
    }
    let days = view.count("ls.visit.days");
    aid.visit_due = days.and_then(|days| aid.day.add_days(i64::from(days.value)));
}

/// Instalments make the amount together, begin no earlier than the aid, and keep what was paid of them.
fn check_instalments(case: &Case, aid: &mut Aid) -> Result<(), Refusal> {
    if aid.parts.is_empty() {
        return Ok(());
    }
    if aid.parts.len() > INSTALMENTS_MAX {
        return Err(Refusal::TooMuch {
            what: "分期".to_owned(),
            limit: INSTALMENTS_MAX as u64,
        });
    }
    let sum = aid
        .parts
        .iter()
        .try_fold(Fen::ZERO, |sum, part| sum.checked_add(part.amount));
    if sum != Some(aid.amount) || aid.parts.iter().any(|part| part.amount <= Fen::ZERO) {
        return Err(bad("分期", "各期金额应大于 0, 合计应等于救助金额"));
    }
    if aid.parts.iter().any(|part| part.day < aid.day) {
        return Err(bad("分期", "早于救助日期"));
    }
    let paid = case
        .aid
        .iter()
        .filter(|_| !case.aid_book.closed)
        .flat_map(|known| &known.parts)
        .filter(|known| known.paid.is_some());
    for known in paid {
        let same = aid
            .parts
            .iter_mut()
            .find(|part| (part.day, part.amount) == (known.day, known.amount));
        match same {
            Some(part) => part.paid = known.paid,
            None => return Err(bad("分期", "已给付的一期不能改动")),
        }
    }
    Ok(())
}

/// Enters a request, a discussion or a paid instalment.
pub(super) fn advance(world: &World<'_>, id: CaseId, deed: AidDeed) -> Result<Decided, Trouble> {
    let case = of_linshi(world, id)?;
    let by = world.actor.id;
    let said = |field: &str, text: &str| {
        let text = tidy_line(field, text, limits::REASON_CHARS_MAX)?;
        if text.is_empty() {
            return Err(bad(field, "请写明"));
        }
        Ok(text)
    };
    let record = match deed {
        AidDeed::Ask { kind, cause, day } => {
            not_in_future(world, "受理日期", day)?;
            if case.aid.is_some() && !case.aid_book.closed {
                return Err(bad("受理", "本案已录救助, 办结以后才能再受理").into());
            }
            let days = world.policy.view(&case.area, day).count("ls.fast.days");
            let days = days.filter(|_| kind == LinshiType::Fast);
            AidRecord::Asked(AidRequest {
                kind,
                cause: said("救助事由", &cause)?,
                day,
                give_by: days.and_then(|days| day.add_days(i64::from(days.value))),
                by,
            })
        }
        AidDeed::Discuss {
            day,
            present,
            decision,
        } => {
            not_in_future(world, "会议日期", day)?;
            AidRecord::Discussed(Discussion {
                day,
                present: said("参加人", &present)?,
                decision: said("议定意见", &decision)?,
                by,
            })
        }
        AidDeed::PayInstalment { number, day } => {
            let mut parts = case.aid.iter().flat_map(|aid| &aid.parts);
            let open = parts.any(|part| part.number == number && part.paid.is_none());
            if !open || case.aid_book.closed {
                return Err(Refusal::Unknown {
                    what: format!("未给付的第 {number} 期"),
                }
                .into());
            }
            after_the_aid(world, &case, "给付日期", day)?;
            AidRecord::InstalmentPaid { number, day, by }
        }
    };
    Ok(reopened(
        world,
        &case,
        Event::AidAdvanced { case: id, record },
    ))
}

/// What is entered on a case that had come to its end opens it again, in the hands of who enters it.
fn reopened(world: &World<'_>, case: &Case, event: Event) -> Decided {
    let mut decided = Decided::on(case.id, event);
    if case.review.status == Status::InForce {
        let claimed = Event::CaseClaimed {
            case: case.id,
            by: world.actor.id,
            until: world.lease_end(),
        };
        decided.events.insert(0, claimed);
    }
    decided
}

/// Enters that the papers are complete.
pub(super) fn complete_papers(
    world: &World<'_>,
    id: CaseId,
    mut papers: AidPapers,
) -> Result<Decided, Trouble> {
    let case = of_linshi(world, id)?;
    after_the_aid(world, &case, "补齐日期", papers.day)?;
    papers.note = tidy_text("补了哪些", &papers.note, limits::NOTE_CHARS_MAX)?;
    if papers.note.is_empty() {
        return Err(bad("补了哪些", "请写明").into());
    }
    Ok(Decided::on(
        id,
        Event::AidPapersCompleted { case: id, papers },
    ))
}

/// Enters the visit afterwards.
pub(super) fn follow_up(
    world: &World<'_>,
    id: CaseId,
    mut follow_up: FollowUp,
) -> Result<Decided, Trouble> {
    let case = of_linshi(world, id)?;
    after_the_aid(world, &case, "回访日期", follow_up.day)?;
    follow_up.referral = tidy_line("转介", &follow_up.referral, limits::REASON_CHARS_MAX)?;
    follow_up.note = tidy_text("回访情况", &follow_up.note, limits::NOTE_CHARS_MAX)?;
    if follow_up.note.is_empty() {
        return Err(bad("回访情况", "请写明看到什么, 钱用在哪里").into());
    }
    Ok(Decided::on(
        id,
        Event::AidFollowedUp {
            case: id,
            follow_up,
        },
    ))
}

/// Papers and visit come after what was given, which has to be on record.
fn after_the_aid(world: &World<'_>, case: &Case, field: &str, day: Day) -> Result<(), Refusal> {
    not_in_future(world, field, day)?;
    match &case.aid {
        Some(aid) if day < aid.day => Err(bad(field, "早于救助日期")),
        Some(_) => Ok(()),
        None => Err(bad("救助", "请先填写救助事由和金额")),
    }
}

/// The case, if it is one of 临时救助 and nobody else works on it.
fn of_linshi(world: &World<'_>, id: CaseId) -> Result<Case, Trouble> {
    let case = world.case(id)?;
    unclaimed_by_others(world, &case)?;
    if case.programme != Programme::Linshi {
        return Err(bad("救助", "只有临时救助案才有").into());
    }
    Ok(case)
}

fn bad(field: &str, why: &str) -> Refusal {
    Refusal::BadValue {
        field: field.to_owned(),
        why: why.to_owned(),
    }
}
