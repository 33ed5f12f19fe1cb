//! Rows, forms and the list of what is kept beside a review.

use crate::{
    domain::{
        calendar::Day,
        care::CareBook,
        case::Case,
        matter::{Matter, MatterKind},
    },
    text::{keeping, terms},
};

/// The label of the visits.
pub const VISIT: &str = "探访";
/// The label of the agreement.
pub const AGREEMENT: &str = "协议";
/// The label of a reported change.
pub const ABILITY: &str = "变化";
/// The label of school.
pub const STUDIES: &str = "就学";
/// The label of other aid.
pub const ELSEWHERE: &str = "兜底";
/// The label of the request.
pub const REQUEST: &str = "受理";
/// The label of instalments.
pub const INSTALMENTS: &str = "分期";
/// The label of the discussion.
pub const DISCUSSION: &str = "议事";
/// The label of referrals.
pub const REFERRALS: &str = "转介";
/// Somebody was passed on for it.
pub const PASSED_ALREADY: &str = "已转介";
/// There is nothing in the list.
pub const NOTHING_LINKED: &str = "按现有情况没有查到其他待遇。按 F6 可以自行转介。";

/// 健康.
pub const HEALTH: &str = "健康";
/// 住房安全.
pub const HOUSING: &str = "住房安全";
/// Whether the caregiver comes.
pub const CAREGIVER_CAME: &str = "照料服务人";
/// What is needed.
pub const NEEDS: &str = "需求";
/// Its hint.
pub const NEEDS_HINT: &str = "没有的不填, 如 修屋顶、买药";
/// Who went.
pub const VISITOR: &str = "探访人";
/// Its hint.
pub const VISITOR_HINT: &str = "村(社区)指定的探访人, 或工作人员";
/// How.
pub const VISIT_MODE: &str = "探访方式";
/// What else was seen.
pub const SEEN: &str = "其他情况";
/// Its hint.
pub const SEEN_HINT: &str = "看到什么, 说了什么; 可以不填";
/// The day.
pub const VISITED_ON: &str = "探访日期";

/// Make or end.
pub const AGREEMENT_WHAT: &str = "协议";
/// Made or renewed.
pub const AGREEMENT_MAKE: &str = "签订或续签";
/// Ended before its day.
pub const AGREEMENT_END: &str = "提前终止";
/// With whom.
pub const CAREGIVER: &str = "照料服务人";
/// Its hint.
pub const CAREGIVER_HINT: &str = "受委托照料的人或机构";
/// First day.
pub const AGREEMENT_FROM: &str = "协议开始";
/// Last day.
pub const AGREEMENT_UNTIL: &str = "协议到期";
/// Its hint.
pub const AGREEMENT_HINT: &str = "协议的最后一天, 如 2027-11-30";
/// Anything else.
pub const AGREEMENT_NOTE: &str = "说明或原因";
/// Its hint.
pub const AGREEMENT_NOTE_HINT: &str = "提前终止的必填原因";

/// What changed.
pub const CHANGE: &str = "变化情况";
/// Its hint.
pub const CHANGE_HINT: &str = "谁报告的, 有什么变化";
/// The day.
pub const REPORTED_ON: &str = "报告日期";

/// The school.
pub const SCHOOL: &str = "学校和证明";
/// Its hint.
pub const SCHOOL_HINT: &str = "义务教育、高中或中职的在读证明";
/// Until when.
pub const SCHOOL_UNTIL: &str = "在读到";
/// Its hint.
pub const SCHOOL_UNTIL_HINT: &str = "毕业的日期, 如 2027-07-10";

/// 低保.
pub const DIBAO: &str = "低保";
/// 低保边缘.
pub const EDGE: &str = "低保边缘";
/// 临时救助.
pub const LINSHI: &str = "临时救助";
/// On what grounds.
pub const ELSEWHERE_NOTE: &str = "核对情况";
/// Its hint.
pub const ELSEWHERE_HINT: &str = "凭什么判断; 符合的同时记为转介";
/// The day.
pub const LOOKED_ON: &str = "核对日期";

/// The kind of help.
pub const KIND: &str = "救助类型";
/// For what.
pub const CAUSE: &str = "救助事由";
/// Its hint.
pub const CAUSE_HINT: &str = "如 房屋失火、突发疾病";
/// The day.
pub const ASKED_ON: &str = "受理日期";
/// Which instalment.
pub const INSTALMENT: &str = "哪一期";
/// The day.
pub const PAID_ON: &str = "给付日期";
/// Who took part.
pub const PRESENT: &str = "参加人";
/// Its hint.
pub const PRESENT_HINT: &str = "参加会议的人";
/// What was decided.
pub const DECISION: &str = "议定意见";
/// Its hint.
pub const DECISION_HINT: &str = "决定和理由";
/// The day.
pub const DISCUSSED_ON: &str = "会议日期";

/// What somebody is passed on for.
pub const WHAT: &str = "待遇";
/// Who is passed on.
pub const WHOM: &str = "转介谁";
/// The household.
pub const WHOLE_HOUSEHOLD: &str = "全户";
/// To which office.
pub const OFFICE: &str = "转介单位";
/// Its hint.
pub const OFFICE_HINT: &str = "如 区医保局、就读学校、区残联";
/// How the household agreed.
pub const CONSENT: &str = "怎样同意";
/// Anything else.
pub const PASS_NOTE: &str = "说明";
/// Its hint.
pub const PASS_NOTE_HINT: &str = "联系人、材料等; 可以不填";
/// The day.
pub const PASSED_ON: &str = "转介日期";
/// What came of it.
pub const OUTCOME: &str = "结果";
/// Who said so.
pub const ANSWER_NOTE: &str = "说明";
/// Its hint.
pub const ANSWER_NOTE_HINT: &str = "谁答复的, 原因";
/// The day.
pub const ANSWERED_ON: &str = "答复日期";

/// The bar at the top of the list.
pub fn referrals_title(name: &str) -> String {
    format!("{name}户 其他待遇和转介")
}

/// A referral in the list.
pub fn referral(number: u32, text: &str) -> String {
    format!("转介 {number}  {text}")
}

/// The visits in a row: when the next is due, and how the last one found it.
pub fn visits(care: &CareBook) -> String {
    let next = care
        .visit_due()
        .map_or_else(String::new, |day| format!("至迟 {day}   "));
    match care.visits.last() {
        Some(last) => {
            let needs = if last.needs.is_empty() {
                String::new()
            } else {
                format!(" 需求 {}", last.needs)
            };
            format!(
                "{next}上次 {} {} 健康{} 住房{}{needs}",
                last.day,
                last.visitor,
                keeping::condition(last.health),
                keeping::condition(last.housing)
            )
        }
        None => format!("{next}还没有探访记录"),
    }
}

/// A reported change in a row.
pub fn ability(care: &CareBook) -> String {
    care.ability.as_ref().map_or_else(
        || "没有未评估的报告; 有变化的按 Enter 记下".to_owned(),
        |report| {
            format!(
                "{} 前重新评估   {} 报告: {}",
                report.due, report.day, report.note
            )
        },
    )
}

/// School in a row.
pub fn studies(care: &CareBook) -> String {
    let known = care.studies.as_ref();
    known.map_or_else(
        || "未填; 年满18周岁仍在学的按 Enter 记下".to_owned(),
        keeping::studies,
    )
}

/// Other aid in a row.
pub fn elsewhere(care: &CareBook) -> String {
    let known = care.elsewhere.as_ref();
    known.map_or_else(
        || "未核对; 终止供养前核对低保、临时救助等".to_owned(),
        keeping::elsewhere,
    )
}

/// The request in a row.
pub fn request(case: &Case) -> String {
    let known = case.aid_book.asked.as_ref();
    let known = known.filter(|_| !case.aid_book.closed);
    known.map_or_else(|| "没有受理记录".to_owned(), keeping::request)
}

/// Instalments in a row.
pub fn instalments(case: &Case) -> String {
    let parts = case.aid.iter().flat_map(|aid| &aid.parts);
    let lines: Vec<String> = parts.map(keeping::instalment).collect();
    lines.join("   ")
}

/// The discussion in a row.
pub fn discussion(case: &Case) -> String {
    let known = case.aid_book.discussion.as_ref();
    known.map_or_else(
        || "没有记录; 超出限额或次数的须有".to_owned(),
        keeping::discussion,
    )
}

/// What may be due and what was passed on, in a row.
pub fn referrals(case: &Case, linked: usize) -> String {
    let made = case.referrals.len();
    let open = case.referrals.iter().filter(|one| one.answer.is_none());
    let open = open.count();
    let found = match linked {
        0 => "没有查到其他待遇".to_owned(),
        count => format!("可能享受的其他待遇 {count} 项"),
    };
    match (made, open) {
        (0, _) => found,
        (made, 0) => format!("{found}, 已转介 {made} 件"),
        (made, open) => format!("{found}, 已转介 {made} 件, {open} 件待跟进"),
    }
}

/// How late something is, as short as a column; empty where it is not due soon.
pub fn due(matters: &[Matter], kinds: &[MatterKind], today: Option<Day>) -> String {
    let mut own = matters.iter().filter(|one| kinds.contains(&one.kind));
    match (own.next(), today) {
        (Some(one), Some(today)) if today.days_since(one.day) >= -30 => {
            terms::due_in(today.days_since(one.day))
        }
        (Some(_) | None, _) => String::new(),
    }
}

/// The last line of the sum: what else there is.
pub fn below_sum(case: &Case, linked: usize) -> String {
    if linked == 0 && case.referrals.is_empty() {
        return String::new();
    }
    format!("转介  {}", referrals(case, linked))
}
