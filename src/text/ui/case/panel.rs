//! The panel of a case: the sum in one line, what it leaves open, what is concluded or proposed.

use crate::{
    domain::{
        calendar::Month,
        finding::Finding,
        household::Household,
        money::Fen,
        review::{Outcome, Proposal},
    },
    text::{terms, ui::sum::signed},
};

/// The sum in one line, as it is read aloud: `722.00 x 4 - 2,468.00 = 420.00`.
pub fn sum(finding: &Finding) -> String {
    let Some(standard) = finding.standard else {
        return format!(
            "{} 人, 月收入 {}, 低保标准未设",
            finding.persons,
            finding.income_month.grouped()
        );
    };
    let left = format!(
        "{} x {} - {}",
        standard.grouped(),
        finding.persons,
        finding.income_month.grouped()
    );
    match (finding.eligible, finding.month) {
        (Some(false), _) => format!(
            "人均 {}, 标准 {}, 不符合",
            finding.per_capita.grouped(),
            standard.grouped()
        ),
        (_, Some(month)) => {
            let supplement = match finding.supplement {
                Some(supplement) if supplement > Fen::ZERO => {
                    format!(" + 分类施保 {}", supplement.grouped())
                }
                Some(_) | None => String::new(),
            };
            let exact = finding
                .base
                .and_then(|base| base.checked_add(finding.supplement.unwrap_or(Fen::ZERO)));
            match exact {
                Some(exact) if exact != month => format!(
                    "{left}{supplement} = {}, 取整 {}",
                    exact.grouped(),
                    month.grouped()
                ),
                Some(_) | None => format!("{left}{supplement} = {}", month.grouped()),
            }
        }
        (_, None) => left,
    }
}

/// What is paid and how the sum differs from it.
pub fn paid_and_difference(paid: Fen, finding: &Finding) -> String {
    let next = match (finding.eligible, finding.month) {
        (Some(false), _) => Some(Fen::ZERO),
        (_, month) => month,
    };
    match next {
        Some(next) => format!("现享 {}   差 {}", paid.grouped(), signed(next, paid)),
        None => format!("现享 {}", paid.grouped()),
    }
}

/// What the sum leaves open.
pub fn left_open(finding: &Finding, household: &Household) -> String {
    let mut words: Vec<&str> = Vec::new();
    let works = household.members.iter().any(|member| {
        member.facts.incomes.iter().any(|income| {
            income.kind == crate::domain::income::IncomeKind::Wage && income.amount > Fen::ZERO
        })
    });
    let costs = household
        .members
        .iter()
        .any(|member| !member.facts.deductions.is_empty());
    if works && !costs {
        words.push("必要就业成本 未填");
    }
    if finding.supplement.is_none() && finding.eligible == Some(true) {
        words.push("分类施保 比例未设, 未计");
    }
    let unsure = finding
        .steps
        .iter()
        .any(|step| matches!(step.status, crate::domain::citation::Confidence::Unverified));
    if unsure {
        words.push("含未核实的参数, 按 F4 看");
    }
    words.join("   ")
}

/// An outcome with its amount, and what it needs.
pub fn outcome_line(outcome: Outcome, terms: Option<(Fen, Month)>) -> String {
    let word = crate::text::terms::outcome(outcome);
    let hearing = if outcome.takes_away() {
        " (先听取意见)"
    } else {
        ""
    };
    match (outcome, terms) {
        (Outcome::Keep, Some((month, _))) => format!("{word} {} 元/月", month.grouped()),
        (Outcome::Stop, Some((_, from))) => format!("{word}, {from} 起{hearing}"),
        (_, Some((month, from))) => {
            format!("{word}至 {} 元/月, {from} 起{hearing}", month.grouped())
        }
        (_, None) => format!("{word}{hearing}"),
    }
}

/// Whether this is to be signed.
pub fn question(verb: &str, outcome: Outcome, amount: Option<(Fen, Month)>) -> String {
    let word = terms::outcome(outcome);
    let what = match (outcome, amount) {
        (Outcome::Stop, Some((_, from))) => format!("{word}, {from} 起不再发"),
        (Outcome::Keep, Some((month, _))) => format!("{word} {} 元/月", month.grouped()),
        (_, Some((month, from))) => format!("{word}至 {} 元/月, {from} 起", month.grouped()),
        (_, None) => word.to_owned(),
    };
    format!("{verb}: {what}? 按 Enter 签字, Esc 返回")
}

/// What a colleague proposes.
pub fn proposal(proposal: &Proposal, paid: Fen, by: &str) -> String {
    let word = terms::outcome(proposal.outcome);
    let (now, day) = (proposal.month.grouped(), proposal.day);
    if proposal.month == paid {
        return format!("{word} {now} 元/月   {by} {day}");
    }
    format!(
        "{word}: {} 元/月 改为 {now} 元/月, {} 起   {by} {day}",
        paid.grouped(),
        proposal.effective,
    )
}

/// Why a proposal was not signed, to who countersigns.
pub fn not_countersigned(what: &str) -> String {
    format!("没有签字: {what}\n可按 F7 写明原因, 退回经办人。")
}

/// Why.
pub fn proposal_reason(proposal: &Proposal) -> String {
    let cause = terms::cause(proposal.cause);
    if proposal.reason.is_empty() {
        cause.to_owned()
    } else {
        format!("{cause}: {}", proposal.reason)
    }
}

/// What changed.
pub fn changes(changes: &[String]) -> String {
    if changes.is_empty() {
        "与上次确认的情况相同".to_owned()
    } else {
        changes.join("; ")
    }
}

/// The sum of today is not that on which something was proposed.
pub fn moved(today: Fen) -> String {
    format!(
        "今日测算为 {} 元/月, 与提出时不同, 请按 F7 退回。",
        today.grouped()
    )
}

/// What is missing.
pub fn missing(missing: &[String]) -> String {
    if missing.is_empty() {
        "无, 可以签".to_owned()
    } else {
        missing.join(" ")
    }
}
