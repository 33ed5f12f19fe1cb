//! Lists of cases.

use crate::{
    domain::{
        case::Programme,
        money::Fen,
        queue::{Proposed, QueueRow},
        review::{Outcome, Status},
    },
    text::{recognition, terms, ui::sum::signed},
};

/// 户主.
pub const HEAD: &str = "户主";
/// 村(社区).
pub const VILLAGE: &str = "村(社区)";
/// 人数.
pub const MEMBERS: &str = "人数";
/// 现享.
pub const PAID: &str = "现享";
/// 应核查日.
pub const DUE: &str = "应核查日";
/// 排序原因.
pub const REASONS: &str = "排序原因";
/// 进度.
pub const STATUS: &str = "进度";
/// 案号.
pub const NUMBER: &str = "案号";
/// 拟定.
pub const PROPOSED: &str = "拟定意见";
/// 差.
pub const DIFFERENCE: &str = "差";
/// 提出人.
pub const PROPOSER: &str = "提出人";
/// 已等.
pub const WAITING: &str = "已等";
/// Nothing in the list.
pub const EMPTY: &str = "这个队列里没有户。";
/// Why the selected case stands where it stands.
pub const WHY_HERE: &str = "为什么排在这里";

/// The place of the selection: `3/17`.
pub fn place(selected: usize, held: usize, total: Option<u32>) -> String {
    match total {
        None => String::new(),
        Some(0) if held == 0 => "0".to_owned(),
        Some(total) => format!("{}/{total}", selected + 1),
    }
}

/// How many.
pub fn persons(count: u32) -> String {
    count.to_string()
}

/// Where a review stands, as short as a column is: what it waits for.
pub fn status(status: Status) -> &'static str {
    let full = terms::status(status);
    full.rsplit(", ").next().unwrap_or(full)
}

/// A colleague has it.
pub fn claimed(name: &str) -> String {
    format!("{name}在办")
}

/// What is paid a month; of a recognition, which pays nothing, which one it is.
pub fn paid(row: &QueueRow) -> String {
    match row.programme {
        Programme::Edge => "边缘".to_owned(),
        Programme::Rigid => "刚性支出".to_owned(),
        Programme::Dibao | Programme::Tekun | Programme::Linshi => row.paid.grouped(),
    }
}

/// What is proposed, as short as a column is: 减发至 420.00.
pub fn proposed(proposed: &Proposed) -> String {
    let word = recognition::outcome_in(proposed.programme, proposed.outcome);
    if recognition::stays_in(proposed.programme, proposed.outcome) {
        return word.to_owned();
    }
    let month = proposed.month.grouped();
    match proposed.outcome {
        Outcome::Keep => format!("{word} {month}"),
        Outcome::Increase | Outcome::Decrease | Outcome::PhaseOut => format!("{word}至 {month}"),
        Outcome::ToTekun | Outcome::ToDibao => format!("{word} {month}"),
        Outcome::Stop
        | Outcome::ToEdge
        | Outcome::ToRigid
        | Outcome::ToLinshi
        | Outcome::Close
        | Outcome::Deny
        | Outcome::Judgement => word.to_owned(),
    }
}

/// How what is proposed differs from what is paid; nothing where nothing is paid by the month.
pub fn difference(proposed: &Proposed, paid: Fen) -> String {
    if recognition::stays_in(proposed.programme, proposed.outcome) {
        return String::new();
    }
    signed(proposed.month, paid)
}

/// How long it has waited.
pub fn waiting(days: u32) -> String {
    match days {
        0 => "今日".to_owned(),
        days => format!("{days}日"),
    }
}

/// What is proposed, in a sentence.
pub fn proposed_in_full(proposed: &Proposed, paid: Fen) -> String {
    let waiting = match proposed.waiting_days {
        0 => String::new(),
        days => format!(", 已等 {days} 日"),
    };
    let unit = if proposed.month == Fen::ZERO {
        ""
    } else {
        " 元/月"
    };
    let differs = match difference(proposed, paid) {
        none if none.is_empty() => none,
        amount => format!(", 差 {amount}"),
    };
    format!(
        "{} 提出 {}{unit}{differs}{waiting}",
        proposed.by,
        self::proposed(proposed)
    )
}

/// The selected case in full.
pub fn in_full(row: &QueueRow) -> Vec<String> {
    let mut lines = vec![
        row.number.clone(),
        format!("{}  {}人", row.village, row.members),
        if row.programme.is_recognition() {
            terms::programme(row.programme).to_owned()
        } else {
            format!("现享 {} 元/月", row.paid.grouped())
        },
        format!(
            "应核查日 {}  {}",
            row.due,
            terms::interval(row.every_months)
        ),
        terms::status(row.status).to_owned(),
    ];
    if let Some(name) = &row.claimed_by {
        lines.push(claimed(name));
    }
    if let Some(proposed) = &row.proposed {
        lines.push(proposed_in_full(proposed, row.paid));
    }
    lines
}
