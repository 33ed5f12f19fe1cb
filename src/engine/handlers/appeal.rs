//! 行政复议, 行政诉讼: an appeal against a decision that was served, and how it ended.
//!
//! Who notes the ruling is not who noted the appeal, because money may follow from it. A ruling never leaves
//! anybody with less (行政复议法: no change for the worse on the applicant's own appeal).

use super::decided::{Decided, tidy_line};
use crate::{
    base::limits,
    domain::{
        appeal::{Appeal, AppealKind, AppealResult, Ruling},
        calendar::Day,
        case::Case,
        ids::CaseId,
        money::Fen,
        notice::Service,
    },
    engine::{
        refusal::{Refusal, Trouble},
        world::World,
    },
    journal::event::Event,
};

fn bad(field: &str, why: impl Into<String>) -> Refusal {
    Refusal::BadValue {
        field: field.to_owned(),
        why: why.into(),
    }
}

fn between(world: &World<'_>, field: &str, after: Day, day: Day) -> Result<(), Refusal> {
    if day > world.today {
        return Err(bad(field, "不能晚于今天"));
    }
    if day < after {
        return Err(bad(field, format!("不能早于 {after}")));
    }
    Ok(())
}

/// The decision an appeal can be against: the one that was served last, with its service.
fn served(case: &Case) -> Option<(&str, &Service)> {
    let running = case.review.proposal.as_ref();
    let running = running.zip(case.review.service.as_ref());
    let served = case.served_decision();
    let served = served.and_then(|one| Some((&one.proposal, one.service.as_ref()?)));
    let (proposal, service) = running.or(served)?;
    Some((proposal.freeze.as_str(), service))
}

/// Notes an appeal.
pub(super) fn receive(
    world: &World<'_>,
    id: CaseId,
    (kind, day): (AppealKind, Day),
    (body, stay): (&str, &str),
) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    let Some((against, service)) = served(&case) else {
        return Err(bad("复议诉讼", "本案没有已送达的决定, 没有可以复议或起诉的").into());
    };
    between(world, "收到日期", service.served, day)?;
    if case
        .appeals
        .iter()
        .any(|one| one.is_open() && one.kind == kind)
    {
        return Err(bad("复议诉讼", "同一种已有一件没有结果, 请先记结果").into());
    }
    if case.appeals.len() >= limits::APPEALS_MAX {
        return Err(Refusal::TooMuch {
            what: "复议诉讼记录".into(),
            limit: limits::APPEALS_MAX as u64,
        }
        .into());
    }
    let body = tidy_line("机关和文号", body, limits::REASON_CHARS_MAX)?;
    if body.is_empty() {
        return Err(bad("机关和文号", "要写明").into());
    }
    let number = case.appeals.iter().map(|one| one.number).max().unwrap_or(0) + 1;
    let appeal = Appeal {
        number,
        kind,
        day,
        body,
        against: against.to_owned(),
        stay: tidy_line("停止执行", stay, limits::REASON_CHARS_MAX)?,
        by: world.actor.id,
        result: None,
    };
    Ok(Decided::on(id, Event::AppealReceived { case: id, appeal }))
}

/// Notes how an appeal ended.
pub(super) fn decide(
    world: &World<'_>,
    id: CaseId,
    number: u32,
    (ruling, day): (Ruling, Day),
    document: &str,
) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    let appeal = case
        .appeals
        .iter()
        .find(|one| one.number == number && one.is_open())
        .ok_or_else(|| Refusal::Unknown {
            what: format!("没有结果的复议或诉讼 {number}"),
        })?;
    if appeal.by == world.actor.id {
        return Err(Refusal::MakerIsChecker {
            maker: world.staff_name(appeal.by),
        }
        .into());
    }
    between(world, "结果日期", appeal.day, day)?;
    let document = tidy_line("文书", document, limits::REASON_CHARS_MAX)?;
    if document.is_empty() {
        return Err(bad("文书", "要写明文号或案号").into());
    }
    if let Ruling::Changed { month } = ruling {
        if !limits::MONEY_FEN_RANGE.contains(&month.0) {
            return Err(bad("变更后的金额", "超出范围").into());
        }
        let paid = case.benefit.map_or(Fen::ZERO, |benefit| benefit.month);
        if month < paid {
            return Err(Refusal::LessWithoutReview {
                paid,
                listed: month,
            }
            .into());
        }
    }
    let result = AppealResult {
        ruling,
        day,
        document,
        by: world.actor.id,
    };
    Ok(Decided::on(
        id,
        Event::AppealDecided {
            case: id,
            number,
            result,
        },
    ))
}
