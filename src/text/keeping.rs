//! What is kept of care, of a 临时救助 and of referrals, in words: one term for each value, and a line for each
//! record, for screens, verbs and papers.

use super::{steps, terms};
use crate::domain::{
    calendar::Day,
    care::{
        AbilityReport, Agreement, Attendance, CareBook, CareVisit, Condition, Fit, OtherAidLook,
        StudyTerm,
    },
    ids::PersonId,
    linshi::{Aid, AidRequest, Discussion, Instalment},
    matter::Matter,
    referral::{Consent, Entitlement, Linked, LinkedSum, Referral, ReferralOutcome},
    step::WORDING,
};

/// 探访.
pub const VISIT: &str = "探访";
/// 照料协议.
pub const AGREEMENT: &str = "照料协议";
/// 转介与其他待遇.
pub const REFERRALS: &str = "转介";

/// What is due, with its day.
pub fn matter_line(one: &Matter, today: Day) -> String {
    let in_days = terms::due_in(today.days_since(one.day));
    format!("{} {} {in_days}", terms::matter(one.kind), one.day)
}

/// 健康, 住房安全.
pub const fn condition(condition: Condition) -> &'static str {
    match condition {
        Condition::Good => "良好",
        Condition::Concern => "有隐患",
        Condition::Urgent => "须马上处理",
    }
}

/// 照料服务人.
pub const fn attendance(attendance: Attendance) -> &'static str {
    match attendance {
        Attendance::Comes => "按协议照料",
        Attendance::Lacking => "照料不到位",
        Attendance::StaysAway => "没有来",
        Attendance::Nobody => "没有照料服务人",
    }
}

/// What came of looking at another aid.
pub const fn fit(fit: Fit) -> &'static str {
    match fit {
        Fit::Fits => "符合",
        Fit::Unfit => "不符合",
        Fit::Unwanted => "本人不申请",
    }
}

/// 其他待遇.
pub const fn entitlement(what: Entitlement) -> &'static str {
    match what {
        Entitlement::OldAgeAllowance => "高龄津贴",
        Entitlement::ElderService => "养老服务补贴",
        Entitlement::DisabledLiving => "困难残疾人生活补贴",
        Entitlement::DisabledNursing => "重度残疾人护理补贴",
        Entitlement::Medical => "医疗救助",
        Entitlement::Education => "教育救助",
        Entitlement::Employment => "就业救助",
        Entitlement::Housing => "住房救助",
        Entitlement::CareInsurance => "长期照护保险(特困护理险)",
        Entitlement::Visiting => "探视巡访",
        Entitlement::ChildWelfare => "孤儿、事实无人抚养儿童保障",
        Entitlement::Dibao => "低保",
        Entitlement::Edge => "低保边缘",
        Entitlement::Tekun => "特困供养",
        Entitlement::Linshi => "临时救助",
        Entitlement::Charity => "慈善帮扶",
    }
}

/// How the household agreed.
pub const fn consent(consent: Consent) -> &'static str {
    match consent {
        Consent::Written => "书面同意",
        Consent::Spoken => "当面同意",
        Consent::Phone => "电话同意",
        Consent::Guardian => "监护人同意",
    }
}

/// What came of a referral.
pub const fn outcome(outcome: ReferralOutcome) -> &'static str {
    match outcome {
        ReferralOutcome::Accepted => "已受理",
        ReferralOutcome::Unfit => "不符合",
        ReferralOutcome::GivenUp => "本人放弃",
    }
}

/// What is known of an amount; a figure only where somebody stands for it.
pub fn sum(sum: LinkedSum) -> String {
    match sum {
        LinkedSum::Month(month) => format!("{} 元/月", month.grouped()),
        LinkedSum::Unverified => "金额未核实".to_owned(),
        LinkedSum::Unset => "金额未设".to_owned(),
        LinkedSum::NoFixed => String::new(),
    }
}

/// Why something may be due, with the rule it rests on: 李国才 82 岁, 满 80 岁: 高龄津贴.
pub fn why(one: &Linked, naming: &dyn Fn(u32) -> String) -> String {
    steps::step_text_naming(&one.why, WORDING, naming)
}

/// The rule something rests on.
pub fn rule(one: &Linked) -> String {
    let cited = one.why.citation.as_ref();
    cited.map_or_else(String::new, steps::citation_text)
}

/// Something that may be due in one line.
pub fn linked(one: &Linked, naming: &dyn Fn(u32) -> String) -> String {
    let parts = [why(one, naming), sum(one.sum), rule(one)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("  ")
}

/// A referral in one line, with what came of it.
pub fn referral(one: &Referral, name_of: &dyn Fn(PersonId) -> String) -> String {
    let whom = one.person.map_or_else(|| "全户".to_owned(), name_of);
    let note = spaced(&one.note);
    let came = match &one.answer {
        Some(answer) => format!(
            "{} {}{}",
            answer.day,
            outcome(answer.outcome),
            spaced(&answer.note)
        ),
        None => format!("{} 前跟进", one.follow),
    };
    format!(
        "{} {whom} {} 转{}, {}{note}; {came}",
        one.day,
        entitlement(one.what),
        one.office,
        consent(one.consent)
    )
}

fn spaced(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!(" {text}")
    }
}

/// A visit in one line.
pub fn visit(one: &CareVisit) -> String {
    let needs = if one.needs.is_empty() {
        "无新需求".to_owned()
    } else {
        format!("需求: {}", one.needs)
    };
    format!(
        "{} {}{} 健康{} 住房{} 照料服务人{} {needs}{}",
        one.day,
        one.visitor,
        terms::visit(one.mode),
        condition(one.health),
        condition(one.housing),
        attendance(one.caregiver),
        spaced(&one.note)
    )
}

/// The newest visit and when the next is due.
pub fn visits(care: &CareBook) -> String {
    let next = care.visit_due();
    match (care.visits.last(), next) {
        (Some(last), Some(next)) => format!("{}; 下次至迟 {next}", visit(last)),
        (Some(last), None) => visit(last),
        (None, Some(next)) => format!("未探访, 至迟 {next}"),
        (None, None) => "未探访".to_owned(),
    }
}

/// The agreement on care.
pub fn agreement(one: Option<&Agreement>) -> String {
    let Some(one) = one else {
        return "未签".to_owned();
    };
    let with = if one.caregiver.is_empty() {
        "照料服务人未录".to_owned()
    } else {
        one.caregiver.clone()
    };
    let from = one.from.map_or_else(String::new, |from| format!("{from} "));
    format!("{with} {from}至 {}{}", one.until, spaced(&one.note))
}

/// A reported change of ability, and by when to assess again.
pub fn ability(one: &AbilityReport) -> String {
    let unknown = one
        .unknown_year
        .map_or_else(String::new, |year| format!("({year}年放假安排未载入)"));
    format!(
        "{} 报告自理能力变化: {}; 应在 {}{unknown} 前重新评估",
        one.day, one.note, one.due
    )
}

/// School after 18.
pub fn studies(one: &StudyTerm) -> String {
    format!("在读至 {} {} ({} 核)", one.until, one.school, one.day)
}

/// The look at other aid.
pub fn elsewhere(one: &OtherAidLook) -> String {
    format!(
        "{} 核对其他救助: 低保{} 低保边缘{} 临时救助{}; {}",
        one.day,
        fit(one.dibao),
        fit(one.edge),
        fit(one.linshi),
        one.note
    )
}

/// A request for help.
pub fn request(one: &AidRequest) -> String {
    let by = one
        .give_by
        .map_or_else(String::new, |day| format!(", 应在 {day} 前给付"));
    format!(
        "{} 受理 {} {}{by}",
        one.day,
        terms::linshi_type(one.kind),
        one.cause
    )
}

/// A discussion by itself.
pub fn discussion(one: &Discussion) -> String {
    format!(
        "{} 一事一议: {} (参加: {})",
        one.day, one.decision, one.present
    )
}

/// An instalment in a line.
pub fn instalment(one: &Instalment) -> String {
    let state = one
        .paid
        .map_or_else(|| "未付".to_owned(), |(day, _)| format!("{day} 已付"));
    format!(
        "第 {} 期 {} {} 元 {state}",
        one.number,
        one.day,
        one.amount.grouped()
    )
}

/// The instalments of an aid, short; empty where it was given at once.
pub fn instalments(aid: &Aid) -> String {
    if aid.parts.is_empty() {
        return String::new();
    }
    let paid = aid.parts.iter().filter(|part| part.paid.is_some()).count();
    format!("分 {} 期, 已付 {paid} 期", aid.parts.len())
}
