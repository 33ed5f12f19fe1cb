//! The first screen.

use crate::{
    base::width,
    domain::{
        calendar::{Day, Weekday},
        queue::{QueueId, QueueRow, RankReason},
        staff::Role,
    },
    text::terms,
};

/// 待办.
pub const TODO: &str = "待办";
/// 逾期.
pub const OVERDUE: &str = "逾期";
/// 今日.
pub const TODAY: &str = "今日";
/// In 1 to 7 days.
pub const WEEK: &str = "7日内";
/// In 8 to 30 days.
pub const MONTH: &str = "30日内";
/// 合计.
pub const TOTAL: &str = "合计";
/// While an answer is on its way.
pub const LOADING: &str = "载入中";
/// Nothing waits.
pub const NOTHING_DUE: &str = "没有待办的户。";
/// Nothing waits, and nothing was due this month: perhaps nobody has been taken in yet.
pub const NOTHING_YET: &str = "没有待办的户。导入名册: 退出后运行 hecha import 名册.xlsx";
/// Invented people.
pub const DEMO: &str = "演示数据, 人员均为虚构。";
/// 参数提示.
pub const HINTS: &str = "参数提示";
/// Where the parameters are.
pub const LOOK_AT_HINTS: &str = "按 p 查看";
/// The next case and those behind it, as a heading.
pub const AHEAD: &str = "接下来";
/// The next case, as a heading.
pub const NEXT_CASE: &str = "下一户";

/// A queue with its number.
pub fn queue(number: usize, queue: QueueId) -> String {
    format!("{number} {}", terms::queue(queue))
}

/// The counts of a queue in words.
pub fn counts_line(queue: QueueId, due: [u32; 4], total: u32) -> String {
    let [overdue, today, week, month] = due;
    format!(
        "{}: {OVERDUE} {overdue}, {TODAY} {today}, {WEEK} {week}, {MONTH} {month}, {TOTAL} {total}",
        terms::queue(queue)
    )
}

/// There is no next case: because so many wait that are not for this person, or because none does.
pub fn nothing_next(waiting: u32, month_due: u32, roles: &[Role]) -> String {
    match (waiting, month_due) {
        (0, 0) => NOTHING_YET.to_owned(),
        (0, _) => NOTHING_DUE.to_owned(),
        (_, _) => nothing_for(roles),
    }
}

/// Cases wait, but none for this person.
fn nothing_for(roles: &[Role]) -> String {
    let works = |role: &Role| match role {
        Role::Caseworker | Role::Approver | Role::Confirmer => true,
        Role::Administrator | Role::Auditor => false,
    };
    if roles.iter().any(works) {
        return "眼下没有要您办的户。".to_owned();
    }
    let names: Vec<&str> = roles.iter().map(|role| terms::role(*role)).collect();
    format!("{}不办案, 各队列可以查看。", names.join("、"))
}

/// The bar at the top.
pub fn title(office: &str, area: &str) -> String {
    if office.ends_with(area) {
        format!("核查  {office}")
    } else {
        format!("核查  {office} {area}")
    }
}

/// 周一.
pub const fn weekday(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "周一",
        Weekday::Tuesday => "周二",
        Weekday::Wednesday => "周三",
        Weekday::Thursday => "周四",
        Weekday::Friday => "周五",
        Weekday::Saturday => "周六",
        Weekday::Sunday => "周日",
    }
}

/// The day, and who works.
pub fn whoami(today: Day, name: &str, roles: &[Role]) -> String {
    let roles: Vec<&str> = roles.iter().map(|&role| terms::role(role)).collect();
    format!(
        "{today} {}  {name} {}",
        weekday(today.weekday()),
        roles.join("、")
    )
}

/// The day and the name alone.
pub fn day_and_name(today: Day, name: &str) -> String {
    format!("{today} {}  {name}", weekday(today.weekday()))
}

/// What was signed today, and how many seconds a case takes on average.
pub fn done_today(count: u32, average: Option<i64>) -> String {
    match average {
        Some(seconds) if seconds >= 60 => format!(
            "今日已办 {count} 户   平均 {}分{:02}秒",
            seconds / 60,
            seconds % 60
        ),
        Some(seconds) => format!("今日已办 {count} 户   平均 {seconds}秒"),
        None => format!("今日已办 {count} 户"),
    }
}

/// The month.
pub fn month(due: u32, done: u32) -> String {
    format!("本月应办 {due}, 已办 {done}")
}

/// The next case in one line.
pub fn next(queue: &str, head: &str, village: &str) -> String {
    format!("下一户  {head}  {village}  {queue}")
}

/// Why a case stands where it stands.
pub fn reasons(reasons: &[RankReason]) -> String {
    let words: Vec<String> = reasons.iter().map(terms::rank).collect();
    words.join("  ")
}

/// The same, set closer where they would not fit.
pub fn reasons_within(reasons: &[RankReason], columns: usize) -> String {
    let wide = self::reasons(reasons);
    if width::columns(&wide) <= columns {
        return wide;
    }
    wide.replace("  ", " ")
}

/// The next case in full.
pub fn next_in_full(row: &QueueRow) -> String {
    format!(
        "{}  {}  {}人\n现享 {} 元/月\n应核查日 {}",
        row.head.reveal(),
        row.village,
        row.members,
        row.paid.grouped(),
        row.due
    )
}

/// A parameter to be aware of.
pub fn hint(label: &str, value: Option<&str>, since: Option<Day>) -> String {
    match (value, since) {
        (None, _) => format!("{label} 未设"),
        (Some(_), Some(since)) => format!("{label}沿用 {}, 未核实", since.month()),
        (Some(_), None) => format!("{label} 未核实"),
    }
}

/// There are more.
pub fn more_hints(count: usize) -> String {
    format!("另有 {count} 项")
}
