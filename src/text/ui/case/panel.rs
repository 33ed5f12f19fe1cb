//! The panel of a case: the sum in one line, what it leaves open, what is concluded or proposed.

use crate::{
    base::width,
    domain::{
        calendar::{Day, Month},
        finding::{Finding, Step},
        household::Household,
        money::Fen,
        review::{Outcome, Proposal},
        step::StepCode,
        transfer,
    },
    text::{
        recognition, steps, terms,
        ui::{aid, care, sum::signed},
    },
};

/// The sum in one line, as it is read aloud: `722.00 x 4 - 2,468.00 = 420.00`.
///
/// Of a move to another programme it is the sum of that one.
pub fn sum(finding: &Finding, outcome: Outcome) -> String {
    if let Some(text) = moved_sum(finding, outcome) {
        return text;
    }
    if care::is_of_tekun(finding) {
        return care::sum(finding);
    }
    if aid::is_of_linshi(finding) {
        return aid::sum(finding);
    }
    if recognition::concerns(finding) {
        return recognition::sum(finding);
    }
    if let Some(step) = other_reason(finding) {
        return steps::step_text(step, finding.wording);
    }
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

/// What a move comes to, in the words of its steps; `None` for what is no move, or one that does not fit.
fn moved_sum(finding: &Finding, outcome: Outcome) -> Option<String> {
    let (code, before) = match outcome {
        Outcome::ToRigid => (StepCode::RigidAbove, ""),
        Outcome::ToTekun => (StepCode::TekunTogether, "特困供养 "),
        _with_one_step => (StepCode::TransferDibao, ""),
    };
    if outcome != Outcome::ToRigid {
        transfer::month(finding, outcome)?;
    }
    let mut all = finding.steps.iter();
    let step = all.find(|step| StepCode::by_name(&step.code) == Some(code))?;
    Some(format!(
        "{before}{}",
        steps::step_text(step, finding.wording)
    ))
}

/// Why a household whose income lies under the standard does not qualify: the first step that says so.
fn other_reason(finding: &Finding) -> Option<&Step> {
    let below = finding
        .standard
        .is_none_or(|standard| finding.per_capita < standard);
    if finding.eligible != Some(false) || !below {
        return None;
    }
    finding.steps.iter().find(|step| {
        matches!(
            StepCode::by_name(&step.code),
            Some(
                StepCode::MoneyAbove
                    | StepCode::VehicleAbove
                    | StepCode::SingleWhole
                    | StepCode::NobodyCounts
            )
        )
    })
}

/// What is paid and how the sum differs from it.
pub fn paid_and_difference(paid: Fen, finding: &Finding, outcome: Outcome) -> String {
    let moves = transfer::month(finding, outcome).is_some();
    if !moves && (aid::is_of_linshi(finding) || recognition::concerns(finding)) {
        // Nothing is paid by the month.
        return String::new();
    }
    match transfer::payable(finding, outcome) {
        Some(next) => format!("现享 {}   差 {}", paid.grouped(), signed(next, paid)),
        None => format!("现享 {}", paid.grouped()),
    }
}

/// What the sum leaves open.
pub fn left_open(finding: &Finding, household: &Household) -> String {
    let mut words: Vec<&str> = Vec::new();
    let assets = &household.assets;
    if assets.financial.is_none() || assets.homes.is_none() || assets.businesses.is_none() {
        words.push("财产有未报的, 未计");
    }
    let works = household.members.iter().any(|member| {
        member.facts.incomes.iter().any(|income| {
            income.kind == crate::domain::income::IncomeKind::Wage && income.amount > Fen::ZERO
        })
    });
    let costs = household
        .members
        .iter()
        .any(|member| !member.facts.deductions.is_empty());
    if works && !costs && !aid::is_of_linshi(finding) {
        words.push("必要就业成本 未填");
    }
    if finding.supplement.is_none() && finding.eligible == Some(true) && !care::is_of_tekun(finding)
    {
        words.push("分类施保 比例未设, 未计");
    }
    let unsure = finding
        .steps
        .iter()
        .any(|step| matches!(step.status, crate::domain::citation::Confidence::Unverified));
    if unsure {
        words.push("有未核实项, 见 F4");
    }
    words.join("   ")
}

/// Behind an outcome that takes something away while nobody has been heard.
pub const HEAR_FIRST: &str = " (先听取意见)";

/// An outcome with its amount.
pub fn outcome_line(outcome: Outcome, terms: Option<(Fen, Month)>) -> String {
    let word = crate::text::terms::outcome(outcome);
    match (outcome, terms) {
        (Outcome::Keep, Some((month, _))) => format!("{word} {} 元/月", month.grouped()),
        (Outcome::Close | Outcome::Deny, Some(_)) => word.to_owned(),
        (
            Outcome::Stop | Outcome::ToEdge | Outcome::ToRigid | Outcome::ToLinshi,
            Some((_, from)),
        ) => {
            format!("{word}, {from} 起")
        }
        (Outcome::ToTekun | Outcome::ToDibao, Some((month, from))) => {
            format!("{word} {} 元/月, {from} 起", month.grouped())
        }
        (_, Some((month, from))) => {
            format!("{word}至 {} 元/月, {from} 起", month.grouped())
        }
        (_, None) => format!("{word}, 现在不能选"),
    }
}

/// What is proposed: its outcome with its amount, or with what becomes of a recognition that pays nothing.
pub fn proposed_line(proposal: &Proposal) -> String {
    if recognition::stays(proposal) {
        recognition::line(proposal.outcome, Some(proposal.effective))
    } else {
        let terms = Some((proposal.month, proposal.effective));
        outcome_line(proposal.outcome, terms)
    }
}

/// Until when 渐退 goes on, so many months from a first one.
pub fn phase_out_until(from: Month, months: u32) -> String {
    let last = i32::try_from(months)
        .ok()
        .and_then(|months| from.add_months(months - 1));
    last.map_or_else(String::new, |last| format!(", 共 {months} 个月, 到 {last}"))
}

/// Whether this is to be signed.
pub fn question(verb: &str, outcome: Outcome, amount: Option<(Fen, Month)>) -> String {
    let word = terms::outcome(outcome);
    let what = match (outcome, amount) {
        (
            Outcome::Stop | Outcome::ToEdge | Outcome::ToRigid | Outcome::ToLinshi,
            Some((_, from)),
        ) => {
            format!("{word}, {from} 起不再发")
        }
        (Outcome::ToTekun | Outcome::ToDibao, Some((month, from))) => {
            format!("{word} {} 元/月, {from} 起", month.grouped())
        }
        (Outcome::Keep, Some((month, _))) => format!("{word} {} 元/月", month.grouped()),
        (Outcome::Close | Outcome::Deny, Some(_)) => word.to_owned(),
        (_, Some((month, from))) => format!("{word}至 {} 元/月, {from} 起", month.grouped()),
        (_, None) => word.to_owned(),
    };
    asked(verb, &what)
}

/// The same of a recognition of 低保边缘, which pays nothing.
pub fn question_of_recognition(verb: &str, outcome: Outcome, from: Option<Month>) -> String {
    asked(verb, &recognition::line(outcome, from))
}

fn asked(verb: &str, what: &str) -> String {
    format!("{verb}: {what}? 按 Enter 签字, Esc 返回")
}

/// What a colleague proposes.
pub fn proposal(proposal: &Proposal, paid: Fen, by: &str) -> String {
    let word = terms::outcome(proposal.outcome);
    let (now, day) = (proposal.month.grouped(), proposal.day);
    if recognition::stays(proposal) {
        let line = recognition::line(proposal.outcome, Some(proposal.effective));
        return format!("{line}   {by} {day}");
    }
    if matches!(proposal.outcome, Outcome::Close | Outcome::Deny) {
        return format!("{word}   {by} {day}");
    }
    if proposal.month == paid {
        return format!("{word} {now} 元/月   {by} {day}");
    }
    let until = proposal
        .phase_out_months
        .filter(|_| proposal.outcome == Outcome::PhaseOut)
        .map_or_else(String::new, |months| {
            phase_out_until(proposal.effective, months)
        });
    format!(
        "{word}: {} 元/月 改为 {now} 元/月, {} 起{until}   {by} {day}",
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

/// Nothing was changed.
pub const NOTHING_CHANGED: &str = "与上次确认的情况相同";

/// What changed.
pub fn changes(changes: &[String]) -> String {
    if changes.is_empty() {
        NOTHING_CHANGED.to_owned()
    } else {
        changes.join("; ")
    }
}

/// Nothing is missing, to who signs.
pub const NOTHING_MISSING: &str = "无, 可以签";
/// What comes next.
pub const WAITS_FOR_APPROVAL: &str = "等审核人审核";
/// What comes next, to who proposed it.
pub const WAITS_OR_TAKE_BACK: &str = "等审核人审核; 要改, 先按 F7 撤回";
/// What comes next.
pub const WAITS_FOR_CONFIRMATION: &str = "等确认人确认";

/// Who has signed, and when.
pub fn signatures(approved: Option<(&str, Day)>, confirmed: Option<(&str, Day)>) -> String {
    let one = |verb: &str, signed: Option<(&str, Day)>| {
        signed.map(|(name, day)| format!("{verb} {name} {day}"))
    };
    let both = [one("审核", approved), one("确认", confirmed)];
    both.into_iter().flatten().collect::<Vec<_>>().join("  ")
}

/// What was proposed does not stand any more: the law of its day was changed since.
pub fn moved(now: Option<Fen>) -> String {
    now.map_or_else(
        || "测算的依据已与提出时不同, 请按 F7 退回".to_owned(),
        |now| format!("测算已变为 {}, 请按 F7 退回", now.grouped()),
    )
}

/// What today's parameters would give instead.
pub fn by_today(today: Fen) -> String {
    format!("按今天的参数为 {}", today.grouped())
}

/// That the sum is that of the proposal, where today's differs.
pub fn proposed_sum(today: Option<Fen>) -> String {
    today.map_or_else(String::new, |today| {
        format!("提出时的测算, {}", by_today(today))
    })
}

/// That the sum is that of the decision, and what today's would be where it differs.
pub fn decided_sum(on: Day, today: Option<Fen>) -> String {
    let today = today.map_or_else(String::new, |today| format!(", {}", by_today(today)));
    format!("{on} 决定时的测算{today}")
}

/// Parts in a line, set closer where they would not fit.
pub fn in_a_line(parts: &[String], columns: usize) -> String {
    let wide = parts.join("   ");
    if width::columns(&wide) <= columns {
        return wide;
    }
    parts.join("  ").replace("   ", "  ")
}
