//! The sum line by line.

use crate::{
    domain::{calendar::Day, citation::Citation, money::Fen},
    text::steps,
};

/// What to compare with.
pub const COMPARE_WITH: &str = "与什么比较";
/// As of a day.
pub const AS_OF_DAY: &str = "按另一天的参数";
/// As of today.
pub const AS_OF_TODAY: &str = "按今天的参数";
/// As it was decided.
pub const AS_DECIDED: &str = "上次决定时的测算";
/// Nothing.
pub const NO_COMPARISON: &str = "不比较";
/// 日期.
pub const DAY: &str = "日期";
/// Its hint.
pub const DAY_HINT: &str = "如 2026-03-31";
/// A citation as short as people say it: of 民发〔2021〕57号 the number alone. Paper spells it out.
pub fn cited(citation: &Citation) -> String {
    let full = steps::citation_text(citation);
    match full
        .strip_prefix("民发〔")
        .and_then(|rest| rest.split_once('〕'))
    {
        Some((_, number)) => number.to_owned(),
        None => full,
    }
}

/// The sum of today.
pub const NOW: &str = "现在";
/// The sum stored with a proposal.
pub const WHEN_PROPOSED: &str = "提出时";
/// The sum stored with a decision.
pub const WHEN_DECIDED: &str = "决定时";

/// The other sum, where it is that of today.
pub const TODAY: &str = "今天";
/// The other sum, where it is not.
pub const THEN: &str = "彼时";

/// A step the other sum does not have.
pub fn not_then(when: &str) -> String {
    format!("({when}没有这一步)")
}

/// The bar at the top; a stored sum has a name.
pub fn title(head: &str, basis: &str) -> String {
    if basis.is_empty() {
        format!("测算说明  {head}户")
    } else {
        format!("测算说明  {head}户  {basis}的测算")
    }
}

/// Whose law applied.
pub fn as_of(day: Day) -> String {
    format!("按 {day} 有效的参数")
}

/// With the page.
pub fn with_page(text: &str, page: usize, pages: usize) -> String {
    format!("{text}  第{page}/{pages}页")
}

/// A member without a name.
pub fn member(place: u32) -> String {
    format!("第{}人", u64::from(place) + 1)
}

/// How a step read in the other sum.
pub fn then(when: &str, text: &str) -> String {
    format!("   {when} {text}")
}

/// What is paid, and what would be.
pub fn now_and_next(paid: Fen, month: Option<Fen>) -> String {
    match month {
        Some(month) => format!(
            "现享 {}, 测算 {}, 差 {}",
            paid.grouped(),
            month.grouped(),
            signed(month, paid)
        ),
        None => format!("现享 {}, 测算未得出", paid.grouped()),
    }
}

/// While the other sum is on its way.
pub fn awaiting(day: Day) -> String {
    format!("正在按 {day} 的参数测算")
}

/// A day as a name of a sum.
pub fn day_name(day: Day) -> String {
    format!("按 {day} 的参数")
}

/// The decision as a name of a sum.
pub fn decided_name(day: Day) -> String {
    format!("{day} 决定时")
}

/// What the comparison comes to: two sums by their names, the earlier first.
pub fn difference(earlier: (&str, Option<Fen>), later: (&str, Option<Fen>)) -> String {
    let amount = |(name, amount): (&str, Option<Fen>)| match amount {
        Some(amount) => format!("{name} {}", amount.grouped()),
        None => format!("{name}未得出金额"),
    };
    let both = format!("{}, {}", amount(earlier), amount(later));
    match (earlier.1, later.1) {
        (Some(then), Some(now)) => format!("{both}, 差 {}", signed(now, then)),
        (_, _) => both,
    }
}

/// A difference with its sign.
pub fn signed(now: Fen, then: Fen) -> String {
    match now.checked_sub(then) {
        Some(difference) if difference.0 > 0 => format!("+{}", difference.grouped()),
        Some(difference) => difference.grouped(),
        None => String::new(),
    }
}
