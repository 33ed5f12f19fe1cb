//! The words of the screens of batches.

use crate::{
    domain::{
        batch::{Batch, BatchKind, BatchPlan, BatchStatus, RowResult, Totals},
        calendar::{Day, Month},
        money::Fen,
    },
    text::{batch, batch::why_left},
};

/// The list.
pub const TITLE: &str = "批次";
/// What can be begun.
pub const TO_BEGIN: &str = "可以办的";
/// What was begun.
pub const BEGUN: &str = "已有的批次";
/// Nothing of either.
pub const NOTHING: &str = "没有要提标或补贴的。新标准在参数(F4)里录入, 物价指数按 F6 录入。";
/// The list is being read.
pub const LOADING: &str = "正在读取";
/// Columns.
pub const HEAD: &str = "户主";
/// 村.
pub const VILLAGE: &str = "村(社区)";
/// 现享.
pub const PAID: &str = "现享";
/// 新额.
pub const NEW: &str = "新额";
/// 补发 or what is paid once.
pub const ONCE: &str = "一次性";
/// What becomes of the row.
pub const RESULT: &str = "结果";
/// No row passes the filter.
pub const NO_ROWS: &str = "没有这样的户";

/// A standard that was raised and whose households can be looked at.
pub fn begin_standard(from: Month, labels: &str) -> String {
    format!("提标 自 {from} 起  {labels}")
}

/// A month whose prices start the subsidy, with its clock.
pub fn begin_price(month: Month, due: Option<Day>, overdue_days: Option<i64>) -> String {
    let state = batch::price_state(true, (due, overdue_days), false);
    format!("价格补贴 {month}  {state}")
}

/// A month whose prices start nothing, or that is paid.
pub fn price_idle(month: Month, paid: bool) -> String {
    let state = batch::price_state(paid, (None, None), paid);
    format!("物价 {month}  {state}")
}

/// A batch in the list.
pub fn line(one: &Batch, area: &str, by: &str) -> String {
    let all = &one.totals.all;
    let sum = match one.plan.kind {
        BatchKind::Standard { .. } => format!("每月增 {}", all.more.grouped()),
        BatchKind::Price { .. } => format!("共发 {}", all.once.grouped()),
    };
    format!(
        "{:>3} {} {area} {} 户 {sum} {by} {}",
        one.number,
        batch::title(&one.plan),
        all.gets,
        batch::status(one.status)
    )
}

/// The title of a preview, or of a batch.
pub fn title(number: Option<u32>, plan: &BatchPlan, area: &str) -> String {
    let name = number.map_or_else(|| "预览".to_owned(), |number| format!("批次 {number}"));
    format!("{name}  {}  {area}", batch::title(plan))
}

/// Which rows are shown.
pub fn which(gets: bool, left: bool) -> &'static str {
    match (gets, left) {
        (true, _) => "只看增加的",
        (_, true) => "只看不能计算的",
        (false, false) => "全部",
    }
}

/// Totals and what is left by why, as lines.
pub fn about(plan: &BatchPlan, totals: &Totals, written: Option<(u32, u32)>) -> Vec<String> {
    let mut lines = batch::totals(plan, totals);
    if !totals.left.is_empty() {
        let parts: Vec<String> = totals
            .left
            .iter()
            .map(|(why, count)| format!("{} {count}", why_left(why)))
            .collect();
        lines.push(format!("不能计算: {}", parts.join("; ")));
    }
    if let Some((done, refused)) = written {
        lines.push(format!("已写入 {done} 户, 因变动没有写入 {refused} 户"));
    }
    lines
}

/// Who signed it.
pub fn signed(by: &str, day: Day, signed: &[Option<String>; 2]) -> String {
    let [approved, confirmed] = signed;
    let part = |what: &str, name: &Option<String>| {
        name.as_ref()
            .map_or_else(String::new, |name| format!("  {what} {name}"))
    };
    format!(
        "提出 {by} {day}{}{}",
        part("审核", approved),
        part("确认", confirmed)
    )
}

/// What becomes of a row, in the last column.
pub fn row_result(result: &RowResult, paid: Fen) -> String {
    match result {
        RowResult::Raise(raise) => {
            let more = raise.month.checked_sub(paid).unwrap_or(Fen::ZERO);
            let partly = if raise.partly { " 部分补发" } else { "" };
            format!("+{} {}起{partly}", more.grouped(), raise.effective)
        }
        RowResult::Once { each, .. } => format!("每人 {}", each.grouped()),
        RowResult::Same => "不变".to_owned(),
        RowResult::Left(why) => why_left(why),
    }
}

/// A row that was written.
pub const WRITTEN: &str = "已写入";

/// The question before a signature.
pub fn question(step: &str, plan: &BatchPlan, totals: &Totals) -> String {
    let all = &totals.all;
    let sum = match plan.kind {
        BatchKind::Standard { .. } => format!(
            "每月共增 {}, 补发共 {}",
            all.more.grouped(),
            all.once.grouped()
        ),
        BatchKind::Price { .. } => format!("一次性共发 {}", all.once.grouped()),
    };
    format!(
        "{step} {}: {} 户, {sum}; {} 户不能计算, 留给单户核查。\n再按一次 F9 签字, Esc 不签。",
        batch::title(plan),
        all.gets,
        all.left
    )
}

/// Long work is under way.
pub fn working(what: &str, done: u32, total: u32) -> String {
    format!("{what} {done} / {total}  (Esc 停下)")
}

/// It was proposed.
pub fn proposed(number: u32) -> String {
    format!("已提出批次 {number}, 等待审核。已存。")
}

/// It was carried out.
pub fn carried(number: u32, done: u32, refused: u32) -> String {
    if refused > 0 {
        format!(
            "批次 {number} 办结: 写入 {done} 户, {refused} 户有变动没有写入 (按 F4 只看这些)。已存。"
        )
    } else {
        format!("批次 {number} 办结: 写入 {done} 户。已存。")
    }
}

/// It was stopped.
pub const STOPPED: &str = "已停下。预览和名单不写入; 已决定的批次写入的都在, 按 F9 接着写。";

/// A signature or an entry was done.
pub const SAVED: &str = "已存。";

/// What is pressed to go on with a batch, by where it stands.
pub const fn next_step(status: BatchStatus) -> &'static str {
    match status {
        BatchStatus::Listing => "提出",
        BatchStatus::Proposed => "审核",
        BatchStatus::Approved => "确认",
        BatchStatus::Carrying => "接着写入",
        BatchStatus::Done
        | BatchStatus::Returned
        | BatchStatus::Withdrawn
        | BatchStatus::Dropped => "",
    }
}

/// Labels of the form of prices: month, CPI, food, SCPI, published, source.
pub const PRICE_FIELDS: [&str; 6] = [
    "哪个月",
    "CPI 同比",
    "食品价格同比",
    "SCPI 同比",
    "公布日期",
    "来源",
];
/// How an index is typed.
pub const INDEX_HINT: &str = "103.6 或 3.6% 或 0.036";
/// How a month is typed.
pub const MONTH_HINT: &str = "如 2026-10";
/// The reason of a return.
pub const RETURN_REASON: &str = "退回的理由";

/// A batch that waits, as the first screen names it.
pub fn notice_batch(number: u32, kind: BatchKind, status: BatchStatus) -> String {
    format!(
        "批次 {number} {} {}",
        batch::kind(kind),
        batch::status(status)
    )
}

/// The first of what waits, how many more there are, and where to look.
pub fn notice(first: &str, more: usize) -> String {
    if more > 0 {
        format!("{first}  另 {more} 项  {LOOK_AT}")
    } else {
        format!("{first}  {LOOK_AT}")
    }
}

/// The label of what the first screen names.
pub const NOTICES: &str = "批次";
/// Where it is looked at.
pub const LOOK_AT: &str = "按 b 查看";
