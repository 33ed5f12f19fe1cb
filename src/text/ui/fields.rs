//! Why what was typed cannot be taken, and what became of it.

use crate::domain::{calendar::Day, money::Fen};

/// An amount below nothing.
pub const NEGATIVE: &str = "金额不能为负, 请填 0 或正数。";
/// Not an amount.
pub const NOT_MONEY: &str = "不是金额: 请只填数字, 如 1868、1,868 或 1868.5。";
/// More than two decimals.
pub const TOO_MANY_DECIMALS: &str = "金额最多两位小数。";
/// Too large for an amount.
pub const TOO_MUCH_MONEY: &str = "金额太大, 请核对位数。";
/// Not a day.
pub const NOT_A_DAY: &str = "没有这一天: 请按 2026-11-20、1120 或 11月20日 填写。";
/// Not a month.
pub const NOT_A_MONTH: &str = "没有这个月份: 请按 2026-12 或 12 填写。";

/// Not a count up to the greatest.
pub fn not_a_count(max: u32) -> String {
    format!("请填 0 到 {max} 的整数。")
}

/// More money than anybody can have meant.
pub fn too_much(amount: Fen, most: Fen) -> String {
    format!(
        "{} 元超过 {} 元, 请核对位数。",
        amount.grouped(),
        most.grouped()
    )
}

/// More characters than are taken.
pub fn too_long(label: &str, most: usize, have: usize) -> String {
    format!("「{label}」最多 {most} 个字, 现有 {have} 个字。")
}

/// How full a field is.
pub fn filling(have: usize, most: usize) -> String {
    format!("已输 {have}/{most} 字")
}

/// A hint with how many characters are taken.
pub fn hint_with_limit(hint: &str, most: usize) -> String {
    if hint.is_empty() {
        format!("最多 {most} 个字")
    } else {
        format!("{hint} (最多 {most} 个字)")
    }
}

/// A day that has not come, where something was seen or heard.
pub fn in_future(label: &str, today: Day) -> String {
    format!("「{label}」不能晚于今天({today})。")
}

/// A day that is gone, where something is waited for.
pub fn not_ahead(label: &str, today: Day) -> String {
    format!("「{label}」应在今天({today})之后。")
}

/// A day too far ahead.
pub fn too_far_ahead(label: &str, most: i64) -> String {
    format!("「{label}」离今天不能超过 {most} 天。")
}

/// A field that must not be empty.
pub fn must_be_filled(label: &str) -> String {
    format!("请填写「{label}」。")
}

/// A field in which one has to be chosen.
pub fn must_be_chosen(label: &str) -> String {
    format!("请选择「{label}」。")
}

/// What could not be written before is written now.
pub const DRAFT_WRITTEN: &str = "磁盘可以写了, 草稿已全部写入。";

/// What is typed cannot be written now; the number of the fault, if it has one.
pub fn draft_unwritten(fault: Option<u16>) -> String {
    let fault = fault.map_or_else(String::new, |number| format!("(故障 {number})"));
    format!(
        "草稿现在写不进磁盘{fault}。\n录入的内容还在内存里, 能写时会自动写入; 在那以前请不要退出程序。请先腾出磁盘空间。"
    )
}

/// Fields of a form that are not on the screen: so many before, so many behind.
pub fn elsewhere(before: usize, after: usize) -> String {
    match (before, after) {
        (0, after) => format!("下面还有 {after} 栏"),
        (before, 0) => format!("上面还有 {before} 栏"),
        (before, after) => format!("上面还有 {before} 栏, 下面还有 {after} 栏"),
    }
}
