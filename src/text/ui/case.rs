//! A case under review.

mod panel;

pub use panel::*;

use crate::{
    domain::{
        alert::Alert,
        asset::Assets,
        case::Case,
        change::Change,
        evidence::{CheckReport, Hearing, HomeVisit},
        household::{Household, MemberFacts},
        ids::StaffId,
        money::Fen,
        person::Identity,
    },
    text::{recognition, terms},
};

/// While the case is on its way.
pub const LOADING: &str = "载入中";
/// 成员.
pub const MEMBER: &str = "成员";
/// 年龄.
pub const AGE: &str = "年龄";
/// 关系.
pub const RELATION: &str = "关系";
/// 劳动能力.
pub const LABOUR: &str = "劳动力";
/// 情况.
pub const SITUATION: &str = "情况";
/// 上次月收入.
pub const LAST_INCOME: &str = "上次月收入";
/// 本次月收入.
pub const INCOME: &str = "本次月收入";
/// Nobody has judged the ability to work.
pub const NOT_JUDGED: &str = "未定";
/// 财产.
pub const ASSETS: &str = "财产";
/// 预警.
pub const ALERTS: &str = "预警";
/// No alert.
pub const NO_ALERTS: &str = "无";
/// 入户.
pub const VISIT: &str = "入户";
/// No visit.
pub const NO_VISIT: &str = "本案没有入户记录";
/// 核对.
pub const REPORT: &str = "核对";
/// 等待.
pub const HELD: &str = "等待";
/// 退回.
pub const RETURNED: &str = "退回";
/// 跳过.
pub const SKIPPED: &str = "跳过";
/// 听取意见.
pub const HEARING: &str = "听取";
/// 测算.
pub const SUM: &str = "测算";
/// The household beside a form.
pub const HOUSEHOLD: &str = "本户成员, 本次月收入";
/// The sum at the side.
pub const SUM_LINES: &str = "测算逐行";
/// The sum goes on below the side.
pub const MORE_LINES: &str = " .. 见 F4";
/// 建议.
pub const SUGGESTION: &str = "建议";
/// 结论.
pub const CONCLUSION: &str = "结论";
/// The rules suggest nothing.
pub const NO_SUGGESTION: &str = "测算未得出, 先补齐所缺";
/// 提出.
pub const PROPOSED: &str = "提出";
/// 理由.
pub const REASON: &str = "理由";
/// 签字.
pub const SIGNATURES: &str = "签字";
/// 改动.
pub const CHANGES: &str = "改动";
/// 尚缺.
pub const MISSING: &str = "尚缺";
/// 公示.
pub const POSTED: &str = "公示";
/// 告知.
pub const NOTICE: &str = "告知";
/// 送达.
pub const SERVED: &str = "送达";
/// 下步.
pub const NEXT: &str = "下步";
/// Behind what was changed.
pub const CHANGED: &str = "已改 *";
/// 本户无变化 before everything was on the screen.
pub const NOT_ALL_SEEN: &str = "还有栏目没有看到, 请先用 PageDown 翻完这一户。";
/// A text typed where there is no field.
pub const NO_FIELD_HERE: &str =
    "这里没有输入栏, 刚才打的字没有算数。要找人请先按 F3; 要退出请按半角 q 或 F10。";
/// Keys pressed before the case was on the screen.
pub const JUST_OPENED: &str = "这一户刚刚打开, 刚才按的键没有算数, 请看过再按。";
/// 本户无变化 was noted.
pub const UNCHANGED_NOTED: &str = "已记为本户无变化, 按 F9 签办。";
/// Typed things were dropped.
pub const DISCARDED: &str = "已放弃未签办的改动, 回到上次确认的情况。";
/// A draft was brought back.
pub const DRAFT_RESTORED: &str = "已恢复您上次没有办完的草稿。";
/// A reason is needed.
pub const REASON_NEEDED: &str = "这个结论要写明理由。";
/// The months of 渐退 are needed.
pub const MONTHS_NEEDED: &str = "渐退要写明几个月, 请填渐退月数。";
/// A cause is needed that fits a change.
pub const CAUSE_NEEDED: &str = "本户有改动, 变动原因不能是「无变化」, 请另选一项。";
/// Nothing is concluded that could be signed.
pub const CONCLUDE_FIRST: &str = "还没有选结论: 先按 F5 选定, 看过再按 F9 签办。";
/// The sum changed between seeing and signing.
pub const SUM_MOVED: &str = "测算刚刚更新, 请看过新结果再按 F9。";
/// A visit without anybody.
pub const NOBODY_WENT: &str = "请选定或填写入户的人。";

/// What was done, for the word about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Signed and sent up.
    Signed,
    /// Approved.
    Approved,
    /// Confirmed.
    Confirmed,
    /// In force.
    Enforced,
    /// Returned.
    Returned,
    /// Put to wait.
    Held,
    /// Put behind the others.
    Skipped,
    /// Something entered.
    Entered,
}

/// Something was done, and is on disk.
pub fn done(deed: Deed, head: &str, seq: u64) -> String {
    let word = match deed {
        Deed::Signed => "已签办, 送审核人",
        Deed::Approved => "已审核",
        Deed::Confirmed => "已确认",
        Deed::Enforced => "已记生效",
        Deed::Returned => "已退回",
        Deed::Held => "已设为等待",
        Deed::Skipped => "已跳过, 今日排到后面",
        Deed::Entered => "已存",
    };
    format!("{head} {word} (第 {seq} 号记录)")
}

/// 本户无变化 although something was changed.
pub fn changed_after_all(changes: &[String]) -> String {
    format!("本户已有改动, 不能记为无变化: {}", changes.join("; "))
}

/// An income that was typed was not understood.
pub fn unread(name: &str, text: &str) -> String {
    unread_at(&format!("{name} 本次月收入"), text)
}

/// Another field that was typed was not understood.
pub fn unread_field(label: &str, text: &str) -> String {
    unread_at(&format!("「{label}」一栏"), text)
}

fn unread_at(place: &str, text: &str) -> String {
    format!("{place}填的「{text}」没有读懂, 没有计入测算。\n请先改正或还原这一栏, 再作结论、签办。")
}

/// A disability was chosen without its grade.
pub fn ungraded(name: &str) -> String {
    format!(
        "{name} 的残疾类别已选, 残疾等级没有选, 没有计入测算。\n请在成员情况里选上等级, 再作结论、签办。"
    )
}

/// While a case is on its way.
pub fn opening(head: &str) -> String {
    format!("核查  {head}")
}

/// Name and masked number of the head.
pub fn head(name: &str, number: &str) -> String {
    if number.is_empty() {
        name.to_owned()
    } else {
        format!("{name} {number}")
    }
}

/// The place in the queue.
pub fn place(place: usize, total: usize) -> String {
    format!(" {place}/{total}")
}

/// The bar at the top.
pub fn title(programme: &str, place: &str, head: &str, address: &str) -> String {
    format!("{programme}核查{place}  {head}  {address}")
}

/// How the due day lies, and how often the review comes.
pub fn due(overdue_days: i64, every_months: u32) -> String {
    let due = terms::due_in(overdue_days);
    match every_months {
        6 | 12 => format!("{due}  {}", terms::interval(every_months)),
        _ => due,
    }
}

/// The line below the bar; where there are few columns, it does without the last review.
pub fn headline(case: &Case, members: usize, columns: usize) -> String {
    let paid = case.benefit.map_or_else(
        || "未享受".to_owned(),
        |benefit| format!("现享 {}元/月", benefit.month.grouped()),
    );
    let household = format!("户{members}人 {}  {paid}", terms::setting(case.setting));
    let last = case.last_review.as_ref().map_or_else(
        || "没有上次核查".to_owned(),
        |last| {
            format!(
                "上次 {} {} {}",
                last.day,
                last.by,
                recognition::outcome_in(case.programme, last.outcome)
            )
        },
    );
    let status = status(case);
    let behind = if status.is_empty() {
        String::new()
    } else {
        format!("  {status}")
    };
    let whole = format!("{household}  {last}{behind}");
    if crate::base::width::columns(&whole) <= columns {
        return whole;
    }
    format!("{household}{behind}")
}

/// Where the review stands, where that needs saying.
fn status(case: &Case) -> String {
    use crate::domain::review::Status;
    let review = &case.review;
    match review.status {
        Status::Due => String::new(),
        Status::Claimed => terms::status(Status::Claimed).to_owned(),
        Status::Held | Status::Returned => String::new(),
        Status::Proposed
        | Status::Approved
        | Status::Confirmed
        | Status::Noticed
        | Status::Served
        | Status::InForce => terms::status(review.status).to_owned(),
    }
}

/// Why the case was returned, what it waits for, or why it was put behind: a label, and who, when and why.
pub fn marker(case: &Case, staff: &[(StaffId, String)]) -> Option<(&'static str, String)> {
    let name = |id: StaffId| {
        staff
            .iter()
            .find(|(known, _)| *known == id)
            .map_or("", |(_, name)| name.as_str())
    };
    let review = &case.review;
    if let Some(hold) = &review.hold {
        let note = if hold.note.is_empty() {
            String::new()
        } else {
            format!(": {}", hold.note)
        };
        let text = format!(
            "{}, 到 {} 回到队列  {} {}{note}",
            terms::hold(hold.kind),
            hold.wake,
            name(hold.by),
            hold.since
        );
        return Some((HELD, text));
    }
    if let Some(returned) = &review.returned
        && review.status == crate::domain::review::Status::Returned
    {
        let text = format!(
            "{} {}: {}",
            returned.day,
            name(returned.by),
            returned.reason
        );
        return Some((RETURNED, text));
    }
    review.skipped.as_ref().map(|skip| {
        let text = format!("{} {}: {}", skip.day, name(skip.by), skip.reason);
        (SKIPPED, text)
    })
}

/// The page of a long household.
pub fn page(page: usize, pages: usize) -> String {
    format!("第{page}/{pages}页")
}

/// The facts that the short word on the situation is made of.
pub fn situation_key(facts: &MemberFacts) -> MemberFacts {
    MemberFacts {
        incomes: Vec::new(),
        deductions: Vec::new(),
        ..facts.clone()
    }
}

/// The situation of a member in few words.
pub fn situation(facts: &MemberFacts) -> String {
    let mut words: Vec<String> = Vec::new();
    if let Some(day) = facts.died {
        words.push(format!("{day}死亡"));
    }
    if let Some(absent) = facts.absent {
        words.push(terms::absence(absent).to_owned());
    }
    if let Some(one) = facts.disability {
        words.push(format!(
            "{}{}",
            terms::disability(one.kind),
            terms::disability_grade(one.grade)
        ));
    }
    if facts.seriously_ill {
        words.push("重病".to_owned());
    }
    if facts.student.is_some() {
        words.push("在读".to_owned());
    }
    if facts.single_parent {
        words.push("单亲".to_owned());
    }
    if !facts.note.is_empty() && !words.contains(&facts.note) {
        words.push(facts.note.clone());
    }
    words.join(" ")
}

/// A text within its columns, with a star behind it if it was changed.
pub fn starred(text: &str, changed: bool, columns: usize) -> String {
    if !changed {
        return text.to_owned();
    }
    let text = crate::base::width::clip_marked(text, columns.saturating_sub(2));
    format!("{text} *").trim_start().to_owned()
}

/// The property and whether the income is stable, set closer where there are few columns.
pub fn assets(household: &Household, columns: usize) -> String {
    let stable = if household.income_stable {
        "收入稳定"
    } else {
        "收入不稳定"
    };
    let wide = format!("{}   {stable}", assets_words(&household.assets));
    if crate::base::width::columns(&wide) <= columns {
        return wide;
    }
    let closer = wide.replace("   ", "  ");
    if crate::base::width::columns(&closer) <= columns {
        return closer;
    }
    wide.replace("   ", " ")
        .replace("存款 ", "存款")
        .replace("车辆 ", "车辆")
        .replace("房屋 ", "房屋")
        .replace("经营主体 ", "经营")
}

/// The property.
pub fn assets_words(assets: &Assets) -> String {
    let financial = assets
        .financial
        .map_or_else(|| "未报".to_owned(), Fen::grouped);
    let vehicles = match assets.vehicles.len() {
        0 => "无".to_owned(),
        count => format!("{count}辆"),
    };
    let homes = assets
        .homes
        .map_or_else(|| "未报".to_owned(), |count| format!("{count}套"));
    let businesses = match assets.businesses {
        None => "未报".to_owned(),
        Some(0) => "无".to_owned(),
        Some(count) => format!("{count}个"),
    };
    format!("存款 {financial}   车辆 {vehicles}   房屋 {homes}   经营主体 {businesses}")
}

/// 变更: what a newer list says.
pub const REPORTED: &str = "变更";
/// Nobody has said yet which of it holds.
pub const TO_BE_SETTLED: &str = "待认定";

/// A change that waits: when, from where, and what.
pub fn reported(change: &Change, facts: &[String]) -> String {
    format!(
        "{} {}: {}项 {}",
        change.day,
        change.source,
        facts.len(),
        facts.join("、")
    )
}

/// An alert with the member it names, and how it was looked into.
pub fn alert(alert: &Alert, whose: &str) -> String {
    let text = alert_words(alert);
    let note = &alert.note;
    match (whose.is_empty(), note.is_empty()) {
        (true, true) => text,
        (true, false) => format!("{text}  {note}"),
        (false, true) => format!("{text} ({whose})"),
        (false, false) => format!("{text} ({whose})  {note}"),
    }
}

/// Who looked into an alert, when and how; nothing as long as nobody has.
pub fn alert_history(alert: &Alert, staff: &[(StaffId, String)]) -> Option<String> {
    let (by, day) = alert.settled?;
    let name = staff.iter().find(|(known, _)| *known == by);
    let name = name.map_or("", |(_, name)| name.as_str());
    let status = terms::alert_status(alert.status);
    let note = if alert.note.is_empty() {
        "没有写明经过"
    } else {
        &alert.note
    };
    Some(format!("{day} {name} 记为{status}: {note}"))
}

/// An alert.
pub fn alert_words(alert: &Alert) -> String {
    format!("{} {} {}", alert.day, alert.source, alert.detail)
        .trim_end()
        .to_owned()
}

/// Who went, by name.
pub fn surveyors(visit: &HomeVisit, staff: &[(StaffId, String)]) -> String {
    let mut names: Vec<&str> = visit
        .surveyors
        .iter()
        .filter_map(|id| staff.iter().find(|(known, _)| known == id))
        .map(|(_, name)| name.as_str())
        .collect();
    names.extend(visit.others.iter().map(String::as_str));
    names.join(" ")
}

/// A visit.
pub fn visit(visit: &HomeVisit, names: &str) -> String {
    let met = if visit.met {
        "见到本户成员"
    } else {
        "未见到人"
    };
    let mode = terms::visit(visit.mode);
    let mut text = format!("{} {names} {mode} {met}", visit.day);
    if !visit.note.is_empty() {
        text.push_str(": ");
        text.push_str(&visit.note);
    }
    text
}

/// A check report.
pub fn report(report: Option<&CheckReport>) -> String {
    report.map_or_else(
        || "没有核对报告".to_owned(),
        |report| {
            let found = if report.clear {
                "未发现"
            } else {
                "有比对结果"
            };
            format!("{} {found} {}", report.day, report.reference)
                .trim_end()
                .to_owned()
        },
    )
}

/// A hearing.
pub fn hearing(hearing: Option<&Hearing>) -> String {
    hearing.map_or_else(
        || "没有记录".to_owned(),
        |hearing| {
            let heard = if hearing.heard {
                "已听取"
            } else {
                "未能听取"
            };
            format!("{} {heard}: {}", hearing.day, hearing.said)
        },
    )
}

/// Who a member is, in full.
pub fn identity(identity: &Identity) -> String {
    let or_none = |text: &str| {
        if text.is_empty() {
            "无".to_owned()
        } else {
            text.to_owned()
        }
    };
    format!(
        "{}  {}  电话 {}  住址 {}\n这次查看已留痕。",
        identity.name.reveal(),
        or_none(identity.number.reveal()),
        or_none(identity.phone.reveal()),
        or_none(identity.address.reveal())
    )
}
