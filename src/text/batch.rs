//! The words of batches (批次): what they do, where they stand, why a household is left, what prices come to.

use super::steps::{citation_text, step_text};
use crate::domain::{
    batch::{BatchKind, BatchPlan, BatchStatus, RowResult, Totals, WhyLeft},
    calendar::{Day, Month},
    finding::Step,
    money::Fen,
    price::{OnceKind, PriceMonth},
    step::WORDING,
};

/// What a batch does, in one word.
pub const fn kind(kind: BatchKind) -> &'static str {
    match kind {
        BatchKind::Standard { .. } => "提标",
        BatchKind::Price { .. } => "价格补贴",
    }
}

/// What a batch does and for which month.
pub fn title(plan: &BatchPlan) -> String {
    match plan.kind {
        BatchKind::Standard { from } => format!("提标 自 {from} 起"),
        BatchKind::Price { month } => format!("价格补贴 {month}"),
    }
}

/// Where a batch stands.
pub const fn status(status: BatchStatus) -> &'static str {
    match status {
        BatchStatus::Listing => "列名单",
        BatchStatus::Proposed => "待审核",
        BatchStatus::Approved => "待确认",
        BatchStatus::Carrying => "写入中",
        BatchStatus::Done => "办结",
        BatchStatus::Returned => "已退回",
        BatchStatus::Withdrawn => "已撤回",
        BatchStatus::Dropped => "已作废",
    }
}

/// What was paid once.
pub const fn once(kind: OnceKind) -> &'static str {
    match kind {
        OnceKind::Arrears => "提标补发",
        OnceKind::Price => "价格临时补贴",
    }
}

/// Why a household is left for a review of its own.
pub fn why_left(why: &WhyLeft) -> String {
    match why {
        WhyLeft::Judgement => "需人工判断".to_owned(),
        WhyLeft::NotEligible => "按现有事实不再符合条件".to_owned(),
        WhyLeft::Less => "测算少于现享, 不能批量减发".to_owned(),
        WhyLeft::OpenAlert => "有待查的预警".to_owned(),
        WhyLeft::OpenChange => "有待定的变更申报".to_owned(),
        WhyLeft::Overdue => "核查逾期, 事实未更新".to_owned(),
        WhyLeft::InReview => "本户正在审批".to_owned(),
        WhyLeft::PhaseOut => "渐退期内".to_owned(),
        WhyLeft::PaidDiffers => "现享与原标准的测算不符".to_owned(),
        WhyLeft::Unconfirmed { param } => format!("参数未核实 {param}"),
        WhyLeft::Missing { param } => format!("参数未设 {param}"),
        WhyLeft::Facts { what } => format!("事实有误: {what}"),
        WhyLeft::PaidBefore => "当月已发过".to_owned(),
        WhyLeft::Changed => "列名单后本户有变动".to_owned(),
        WhyLeft::SignerEdited => "签字人录入过本户的事实".to_owned(),
        WhyLeft::Kin => "近亲属备案, 须第三人确认".to_owned(),
    }
}

/// What becomes of a row, in a few words.
pub fn result(result: &RowResult, paid: Fen) -> String {
    match result {
        RowResult::Raise(raise) => {
            let more = raise.month.checked_sub(paid).unwrap_or(Fen::ZERO);
            format!(
                "{} -> {} (+{}) {} 起, 补发 {}",
                paid.grouped(),
                raise.month.grouped(),
                more.grouped(),
                raise.effective,
                raise.arrears.grouped()
            )
        }
        RowResult::Once { each, amount } => {
            format!("每人 {}, 本户 {}", each.grouped(), amount.grouped())
        }
        RowResult::Same => "不变".to_owned(),
        RowResult::Left(why) => format!("不能计算: {}", why_left(why)),
    }
}

/// What the rows of a batch come to, in two lines or three.
pub fn totals(plan: &BatchPlan, totals: &Totals) -> Vec<String> {
    let all = &totals.all;
    let mut lines = vec![format!(
        "涉及 {} 户: 增加 {} 户 {} 人, 不变 {} 户, 不能计算 {} 户",
        all.households, all.gets, all.persons, all.same, all.left
    )];
    lines.push(match plan.kind {
        BatchKind::Standard { .. } => format!(
            "每月共增 {} 元, 补发共 {} 元",
            all.more.grouped(),
            all.once.grouped()
        ),
        BatchKind::Price { .. } => format!("一次性共发 {} 元", all.once.grouped()),
    });
    if totals.partly > 0 {
        lines.push(format!(
            "其中 {} 户只补发一部分: 新标准首月之后金额变动过, 之前的月份须单户核算",
            totals.partly
        ));
    }
    lines
}

/// A month's prices in one line: what they are, whether they start the subsidy, and by when it is to be paid.
pub fn price_line(
    prices: &PriceMonth,
    triggered: bool,
    (due, overdue_days): (Option<Day>, Option<i64>),
    paid: bool,
) -> String {
    let scpi = prices
        .scpi
        .as_ref()
        .map_or_else(String::new, |scpi| format!("  SCPI {scpi}"));
    let state = price_state(triggered, (due, overdue_days), paid);
    format!(
        "{}  CPI {}  食品 {}{scpi}  {} 公布 {}  {state}",
        prices.month, prices.cpi, prices.food, prices.published, prices.source
    )
}

/// Whether the subsidy runs, and its clock.
pub fn price_state(
    triggered: bool,
    (due, overdue_days): (Option<Day>, Option<i64>),
    paid: bool,
) -> String {
    match (triggered, paid, due, overdue_days) {
        (false, ..) => "未达到启动线, 不发放 (已启动的中止)".to_owned(),
        (true, true, ..) => "已启动, 已发放".to_owned(),
        (true, false, Some(due), Some(late)) if late > 0 => {
            format!("已启动, 应于 {due} 前发放, 逾期 {late} 日")
        }
        (true, false, Some(due), _) => format!("已启动, 应于 {due} 前发放"),
        (true, false, None, _) => "已启动, 发放期限要用的放假安排尚未载入".to_owned(),
    }
}

/// The steps of a head's subsidy, a line each, with what nobody confirmed.
pub fn price_steps(steps: &[Step]) -> Vec<String> {
    let line = |step: &Step| {
        let cited = step.citation.as_ref().map(citation_text);
        let cited = cited.filter(|text| !text.is_empty());
        format!(
            "  {}{}",
            step_text(step, WORDING),
            cited.map_or_else(String::new, |text| format!("  依据 {text}"))
        )
    };
    steps.iter().map(line).collect()
}

/// A payment made once with the batch it came by, as the history of a case names it.
pub fn once_line(kind: OnceKind, span: (Month, Month), amount: Fen, batch: u32) -> String {
    format!("{} (批次 {batch})", once_paid(kind, span, amount))
}

/// A payment made once.
pub fn once_paid(kind: OnceKind, (first, last): (Month, Month), amount: Fen) -> String {
    let months = if first == last {
        first.to_string()
    } else {
        format!("{first} 至 {last}")
    };
    format!("{} {months} {} 元", once(kind), amount.grouped())
}

/// A batch that is decided and stands in the middle, as a person is told at the start.
pub fn unfinished(number: u32, done: u32, of: u32) -> String {
    format!(
        "批次 {number} 已经决定, 应写入 {of} 户, 已写入 {done} 户, 都在。请运行 hecha batch carry {number} 接着写, 不会重写。"
    )
}
