//! Rows and forms of what is noted beside a review: offers of work, classes, appeals, money that comes back.

use crate::{
    domain::{
        appeal::Appeal,
        case::Case,
        closing::{Overpaid, Remedies},
        money::Fen,
    },
    text::{closing, records, terms},
};

/// The label of offers of work.
pub const OFFER: &str = "就业";
/// The label of the class.
pub const TIER: &str = "档次";
/// The label of appeals.
pub const APPEAL: &str = "救济";
/// The label of what was decided on an appeal.
pub const RULING: &str = "结果";
/// The label of money that comes back.
pub const RECOVERY: &str = "追回";

/// The label of what a batch decided or paid.
pub const BATCH: &str = "批次";

/// To whom work was offered.
pub const WHOM: &str = "介绍给";
/// The work.
pub const JOB: &str = "岗位和单位";
/// Its hint.
pub const JOB_HINT: &str = "什么工作, 谁介绍的";
/// What came of it.
pub const ANSWER: &str = "答复";
/// The reason.
pub const OFFER_NOTE: &str = "本人怎么说";
/// Its hint.
pub const OFFER_NOTE_HINT: &str = "未接受的必填";
/// The day.
pub const OFFERED_ON: &str = "介绍日期";
/// On what grounds the class was settled.
pub const TIER_NOTE: &str = "定档依据";
/// Its hint.
pub const TIER_NOTE_HINT: &str = "凭什么定这一档, 如 民主评议、集体研究";
/// The day.
pub const TIER_DAY: &str = "定档日期";
/// Which remedy.
pub const KIND: &str = "种类";
/// The body or court.
pub const BODY: &str = "机关和文号";
/// Its hint.
pub const BODY_HINT: &str = "受理的复议机关或法院, 通知书文号";
/// The order that stays the decision.
pub const STAY: &str = "停止执行";
/// Its hint.
pub const STAY_HINT: &str = "有停止执行的决定才填文号";
/// The day.
pub const RECEIVED_ON: &str = "收到日期";
/// Which appeal.
pub const WHICH: &str = "哪一件";
/// What was decided.
pub const RESULT: &str = "结果";
/// To how much a month.
pub const CHANGED_TO: &str = "变更为每月";
/// The document.
pub const DOCUMENT: &str = "文书和文号";
/// Its hint.
pub const DOCUMENT_HINT: &str = "复议决定书、判决书的文号";
/// The day.
pub const DECIDED_ON: &str = "结果日期";
/// How money comes back.
pub const WAY: &str = "方式";
/// How much.
pub const AMOUNT: &str = "追回金额";
/// What was agreed or decided.
pub const SETTLED: &str = "协议或决定";
/// Its hint.
pub const SETTLED_HINT: &str = "怎么商定的, 到什么时候";
/// The day.
pub const SETTLED_ON: &str = "商定日期";

/// The most that may come back.
pub fn up_to(total: Option<Fen>) -> String {
    total.map_or_else(String::new, |total| {
        format!("不超过多发的 {} 元", total.grouped())
    })
}

/// Offers of work in a row: who refuses again and again stands first, then the newest.
pub fn offers(case: &Case, names: &[String]) -> String {
    let newest = case.work_offers.iter().max_by_key(|one| one.day);
    let Some(newest) = newest else {
        return "没有记录; 介绍过工作的按 Enter 记下".to_owned();
    };
    let mut lines = records::refused(case, names);
    lines.push(records::offer(case, newest, names));
    lines.join("   ")
}

/// The class in a row.
pub fn tier(case: &Case) -> String {
    case.tier
        .as_ref()
        .map_or_else(|| "未定; 按分档发放, 须先定档".to_owned(), records::tier)
}

/// An appeal as it came in, in a line.
pub fn appeal(one: &Appeal) -> String {
    format!("{} {} {}", terms::appeal(one.kind), one.day, one.body)
}

/// Appeals in a row: the newest and how it ended; before any, until when one may be made.
pub fn appeals(case: &Case, remedies: Option<&Remedies>) -> String {
    let until = remedies.map_or_else(String::new, closing::remedies_short);
    let Some(newest) = case.appeals.last() else {
        return format!("{until}   没有收到");
    };
    let more = match case.appeals.len() {
        0 | 1 => String::new(),
        count => format!("共 {count} 件, 最近 "),
    };
    let kind = terms::appeal(newest.kind);
    match &newest.result {
        None => format!("{more}{}, 还没有结果", appeal(newest)),
        Some(result) => {
            let ruling = records::ruling(result.ruling);
            format!("{more}{kind} {} {ruling}, {}", result.day, result.document)
        }
    }
}

/// What waits for a ruling, in a row.
pub fn rulings(case: &Case) -> String {
    let open = case.appeals.iter().filter(|one| one.is_open());
    let open: Vec<String> = open.map(appeal).collect();
    format!("{}, 还没有结果", open.join("   "))
}

/// Money that comes back, in a row: what was settled last, or what was paid too much.
pub fn recoveries(case: &Case, over: Option<&Overpaid>) -> String {
    match (case.recoveries.last(), over) {
        (Some(last), _) => records::recovery(last),
        (None, Some(over)) => format!("多发 {} 元, 还没有商定", over.total.grouped()),
        (None, None) => String::new(),
    }
}
