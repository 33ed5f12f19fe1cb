//! Records beside a review, each in a line: offers of work, the class of a household, 渐退, appeals, what comes back
//! of money that was paid too much, what a batch decided or paid.

use super::{batch as words, terms};
use crate::domain::{
    appeal::{Appeal, Ruling},
    case::{Case, PhaseOutSpan, TierRecord},
    price::Once,
    recovery::Recovery,
    work_offer::{WorkOffer, refused_in_a_row},
};

/// All of a case, in the order they are read; members go by the names handed in, in their order.
pub fn lines(case: &Case, names: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(case.phase_out.map(phase_out));
    lines.extend(case.tier.as_ref().map(tier));
    lines.extend(case.work_offers.iter().map(|one| offer(case, one, names)));
    lines.extend(refused(case, names));
    lines.extend(case.appeals.iter().flat_map(appeal));
    lines.extend(case.recoveries.iter().map(recovery));
    lines.extend(batch_decided(case));
    lines.extend(case.once.iter().map(once));
    lines
}

/// What a batch decided and what was paid once last, as short as a row; nothing where no batch had to do with the
/// case.
pub fn batch(case: &Case) -> Option<String> {
    let decided = case
        .decision
        .as_ref()
        .and_then(|one| Some((one, one.batch?)));
    let decided = decided.map(|(decision, number)| {
        let now = decision.proposal.month.grouped();
        format!(
            "{number} 号增发至 {now}, {} 起",
            decision.proposal.effective
        )
    });
    let last = case.once.last();
    let last = last.map(|one| words::once_paid(one.kind, (one.first, one.last), one.amount));
    let parts: Vec<String> = decided.into_iter().chain(last).collect();
    (!parts.is_empty()).then(|| parts.join("   "))
}

/// The batch that decided what is paid.
fn batch_decided(case: &Case) -> Option<String> {
    let decision = case.decision.as_ref()?;
    let number = decision.batch?;
    let proposal = &decision.proposal;
    Some(format!(
        "{} {} 元/月, {} 起, 批次 {number} 决定",
        terms::outcome(proposal.outcome),
        proposal.month.grouped(),
        proposal.effective
    ))
}

fn once(one: &Once) -> String {
    words::once_line(one.kind, (one.first, one.last), one.amount, one.batch)
}

/// The 渐退 that is being paid.
pub fn phase_out(span: PhaseOutSpan) -> String {
    format!("渐退期 {} 至 {}, 期满前核查", span.first, span.last)
}

/// The class of a household.
pub fn tier(one: &TierRecord) -> String {
    format!("{} 定为{}: {}", one.day, terms::tier(one.tier), one.note)
}

fn name(case: &Case, person: crate::domain::ids::PersonId, names: &[String]) -> String {
    let mut members = case.household.members.iter().zip(names);
    members
        .find(|(member, _)| member.person == person)
        .map_or_else(|| "已不在户的人".to_owned(), |(_, name)| name.clone())
}

/// An offer of work.
pub fn offer(case: &Case, one: &WorkOffer, names: &[String]) -> String {
    let said = if one.note.is_empty() {
        String::new()
    } else {
        format!(": {}", one.note)
    };
    format!(
        "{} 介绍工作 {} {}, {}{said}",
        one.day,
        name(case, one.person, names),
        one.offer,
        terms::offer_answer(one.answer)
    )
}

/// How often each member has refused in a row.
pub fn refused(case: &Case, names: &[String]) -> Vec<String> {
    let members = case.household.members.iter();
    members
        .filter_map(|member| {
            let days = refused_in_a_row(&case.work_offers, member.person);
            let last = days.last()?;
            let name = name(case, member.person, names);
            Some(format!(
                "{name} 无正当理由连续拒绝 {} 次, 最近 {last}",
                days.len()
            ))
        })
        .collect()
}

/// An appeal with what came of it.
pub fn appeal(one: &Appeal) -> Vec<String> {
    let kind = terms::appeal(one.kind);
    let stay = if one.stay.is_empty() {
        String::new()
    } else {
        format!(", 停止执行: {}", one.stay)
    };
    let mut lines = vec![format!(
        "{kind} {} {} 收到, {}{stay}",
        one.number, one.day, one.body
    )];
    lines.push(match &one.result {
        None => format!("{kind} {} 还没有结果", one.number),
        Some(result) => {
            let ruling = ruling(result.ruling);
            let then = if result.ruling.undoes() {
                ", 原决定不再有效, 本案退回核查"
            } else {
                ""
            };
            format!(
                "{kind} {} {} {ruling}, {}{then}",
                one.number, result.day, result.document
            )
        }
    });
    lines
}

/// What was decided on an appeal, with the amount it changes to.
pub fn ruling(one: Ruling) -> String {
    match one {
        Ruling::Changed { month } => format!("变更为 {} 元/月", month.grouped()),
        Ruling::Upheld | Ruling::Withdrawn | Ruling::Revoked | Ruling::Redo => {
            terms::ruling(one).to_owned()
        }
    }
}

/// What was settled about money that was paid too much.
pub fn recovery(one: &Recovery) -> String {
    format!(
        "{} 多发 {} 元, {} {} 元: {}",
        one.day,
        one.overpaid.grouped(),
        terms::recovery(one.way),
        one.amount.grouped(),
        one.document
    )
}
