//! What comes after a decision, in words: the next step and whose it is, the notice and its service, the last
//! days of the remedies, what was paid too much.

use super::terms;
use crate::domain::{
    calendar::Month,
    closing::{Closing, ClosingStep, LastDay, Overpaid, Remedies},
    notice::{Attempt, Notice, Posting, Service, ServiceMethod, Waiver},
};

/// What has to happen next, and who does it; the month where it is no longer the proposed one.
pub fn next(closing: Closing, proposed: Option<Month>) -> String {
    let from = if proposed == Some(closing.from) {
        String::new()
    } else {
        format!("; 最早 {} 起执行", closing.from)
    };
    match closing.next {
        ClosingStep::Notify => format!("经办人出告知书{from}"),
        ClosingStep::Serve { tried: 0, .. } => format!("经办人送达告知书{from}"),
        ClosingStep::Serve { tried, needed } => {
            let enough = needed.map_or_else(
                || "多少天可记送达未果 未设".to_owned(),
                |needed| format!("满 {needed} 天可记送达未果(未核实)"),
            );
            format!("经办人继续送达; 已试 {tried} 天, {enough}")
        }
        ClosingStep::Wait { from } => format!("{from} 起执行, 到时记生效"),
        ClosingStep::LookElsewhere => {
            "经办人核对是否符合低保、临时救助等, 记下后才能生效".to_owned()
        }
        ClosingStep::Enforce => format!("{} 已到, 记生效", closing.from),
    }
}

/// A notice in a line.
pub fn notice(notice: &Notice, by: &str) -> String {
    let number = if notice.number.is_empty() {
        String::new()
    } else {
        format!("{} ", notice.number)
    };
    format!("{number}{} {by}", notice.day)
}

/// A service in a line. No text names the ways of service, so it says that.
pub fn service(service: &Service) -> String {
    let whom = if service.receiver.is_empty() {
        service.note.clone()
    } else if service.method == ServiceMethod::Left {
        format!("见证 {}", service.receiver)
    } else {
        format!("签收 {}", service.receiver)
    };
    let counts = if service.served == service.day {
        String::new()
    } else {
        format!(", {} 期满视为送达", service.served)
    };
    format!(
        "{} {}{counts} {whom} (方式未核实)",
        terms::service(service.method),
        service.day
    )
}

/// A try in a line.
pub fn attempt(attempt: &Attempt) -> String {
    format!(
        "{} {} 未果: {}",
        attempt.day,
        terms::service(attempt.method),
        attempt.note
    )
}

/// That nobody is heard, and why.
pub fn waiver(waiver: &Waiver) -> String {
    format!(
        "免听取: {}, {} {} (依据未核实)",
        terms::waiver(waiver.ground),
        waiver.day,
        waiver.document
    )
}

/// A posting in a line.
pub fn posting(posting: &Posting) -> String {
    let objection = posting.objection.as_ref().map_or_else(String::new, |one| {
        format!("; {} 收到异议: {}", one.day, one.text)
    });
    format!(
        "公示 {} 至 {}, {}{objection}",
        posting.from, posting.last, posting.place
    )
}

/// A last day, and what is not known of it.
fn last_day(last: LastDay) -> String {
    match last.unknown_year {
        None => last.day.to_string(),
        Some(year) => format!("{}({year}年放假安排未载入, 逢休息日顺延)", last.day),
    }
}

/// The remedies with their last days.
pub fn remedies(remedies: &Remedies) -> [String; 2] {
    [
        format!(
            "行政复议 {} 日内, 至 {}, 向{}",
            remedies.review_days,
            last_day(remedies.review),
            remedies.review_body
        ),
        format!(
            "行政诉讼 {} 个月内, 至 {}, 向{}",
            remedies.court_months,
            last_day(remedies.court_last),
            remedies.court
        ),
    ]
}

/// The last days of both remedies, short.
pub fn remedies_short(remedies: &Remedies) -> String {
    format!(
        "复议至 {}, 起诉至 {}",
        remedies.review.day, remedies.court_last.day
    )
}

/// What was paid too much, in one line.
pub fn overpaid(over: &Overpaid) -> String {
    let late = if over.late {
        ", 迟报超过3个月"
    } else {
        ""
    };
    if over.months.is_empty() {
        return format!("{} 已变动, 没有多发{late}", over.changed);
    }
    format!(
        "{} 已变动, {} 查明{late}: 多发 {} 个月共 {} 元, 是否追回另行决定",
        over.changed,
        over.found,
        over.months.len(),
        over.total.grouped()
    )
}

/// The months of an over-payment, each with what was paid and what was due.
pub fn overpaid_months(over: &Overpaid) -> Vec<String> {
    let line =
        |(month, paid, due): (Month, String, String)| format!("{month} 已发 {paid}, 应发 {due}");
    over.months
        .iter()
        .map(|one| line((one.month, one.paid.grouped(), one.due.grouped())))
        .collect()
}
