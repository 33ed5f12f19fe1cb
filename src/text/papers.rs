//! The words of papers: titles, what is decided, and what is wrong with a template.

use super::{message::Message, recognition, terms};
use crate::domain::{
    calendar::Month,
    household::MemberFacts,
    money::Fen,
    review::{Outcome, Proposal},
};

/// There is no notice to print.
pub const NO_NOTICE: &str = "还没有出告知书";
/// Nothing is proposed.
pub const NO_PROPOSAL: &str = "还没有提出结论";

/// The posting is that of another outcome.
pub const OTHER_POSTING: &str = "拟定的结论用的不是这一份公示";

const NOTHING_WRITTEN: &str = "没有生成文书, 数据不变。";

/// The case has not come so far.
pub fn not_yet(what: &str) -> Message {
    Message::new(
        format!("本案{what}, 不能打印这份文书。"),
        NOTHING_WRITTEN,
        "请先在案上办这一步, 再打印; 有哪些文书, 见 hecha help 文书。",
    )
}

/// A placeholder nobody knows.
pub fn unknown_field(name: &str, nearest: Option<&str>) -> Message {
    let guess = nearest.map_or_else(String::new, |known| format!(", 是不是「{known}」"));
    Message::new(
        format!("模板里的「{name}」不是可填的名称{guess}。"),
        NOTHING_WRITTEN,
        "请在模板里改正; 可填的名称见 hecha help 文书。",
    )
}

/// A placeholder that must be there.
pub fn missing_field(name: &str) -> Message {
    Message::new(
        format!("模板里缺「{name}」, 这份文书不能没有它。"),
        NOTHING_WRITTEN,
        "请在模板里补上, 两边用书名号那样的双尖括号括起; 或删去自备模板, 用内置的。",
    )
}

/// A placeholder that does not end.
pub fn unclosed(begins: &str) -> Message {
    Message::new(
        format!("模板里从「{begins}」起的一处名称没有括完整。"),
        NOTHING_WRITTEN,
        "请把它写在同一段里, 两边的尖括号都写上。",
    )
}

/// The file is something else.
pub fn not_a_document() -> Message {
    Message::new(
        "模板不是 .docx 文档, 或已损坏。",
        NOTHING_WRITTEN,
        "请用 WPS 另存为 .docx; 旧的 .doc 不能直接改名。",
    )
}

/// The file is too large.
pub fn too_large() -> Message {
    Message::new(
        "模板太大, 超过 8 兆。",
        NOTHING_WRITTEN,
        "请去掉里面的大图片, 再放回去。",
    )
}

/// A document cannot be made.
pub fn broken() -> Message {
    Message::new(
        "文书没有生成出来。",
        NOTHING_WRITTEN,
        "请加 --text 打印文字版, 并告诉维护人员。",
    )
}

/// The title of a notice.
pub fn title(proposal: &Proposal) -> &'static str {
    match proposal.outcome {
        Outcome::Stop if recognition::concerns(&proposal.finding) => {
            recognition::lost_title(&proposal.finding)
        }
        Outcome::ToRigid if recognition::concerns(&proposal.finding) => {
            "取消低保边缘家庭认定并转刚性支出困难家庭告知书"
        }
        Outcome::Decrease => "减发决定告知书",
        Outcome::Stop => "停发决定告知书",
        Outcome::PhaseOut => "渐退告知书",
        Outcome::ToEdge => "停发并转低保边缘决定告知书",
        Outcome::ToRigid => "停发并转刚性支出困难家庭决定告知书",
        Outcome::ToTekun => "转特困人员救助供养决定告知书",
        Outcome::ToLinshi => "停发并转临时救助决定告知书",
        Outcome::ToDibao => "终止供养并转低保决定告知书",
        Outcome::Deny => "不予临时救助决定告知书",
        Outcome::Keep | Outcome::Increase | Outcome::Close | Outcome::Judgement => "决定告知书",
    }
}

/// An amount a month.
pub fn month(amount: Fen) -> String {
    format!("每月 {} 元", amount.grouped())
}

/// What is decided, from which month; before the service the month may still move.
pub fn decided(proposal: &Proposal, paid: Fen, from: Option<Month>) -> String {
    let first = from.unwrap_or(proposal.effective);
    // Nothing is taken away by a move to 特困, so it waits for no service.
    let late = if from.is_none() && proposal.outcome != Outcome::ToTekun {
        "；送达晚于该月的，自送达的次月起执行"
    } else {
        ""
    };
    if recognition::stays(proposal) {
        return format!("{}{late}。", recognition::decided(proposal, first));
    }
    let before = month(paid);
    match proposal.outcome {
        Outcome::ToEdge => format!(
            "自 {first} 起停发低保金，停发前为{before}；转为低保边缘家庭，另按低保边缘的规定享受救助{late}。"
        ),
        Outcome::ToRigid => format!(
            "自 {first} 起停发低保金，停发前为{before}；转为刚性支出困难家庭，另按刚性支出困难家庭的规定享受救助{late}。"
        ),
        Outcome::ToTekun => {
            let stopped = if paid > Fen::ZERO {
                format!("；转前的{before}同时停发")
            } else {
                String::new()
            };
            let now = month(proposal.month);
            format!("自 {first} 起转为特困人员救助供养，{now}{stopped}。")
        }
        Outcome::ToDibao => format!(
            "自 {first} 起终止特困人员救助供养，终止前为{before}；转为最低生活保障，{}{late}。",
            month(proposal.month)
        ),
        Outcome::ToLinshi => format!(
            "自 {first} 起停发，停发前为{before}；转为临时救助，另按临时救助的规定办理{late}。"
        ),
        Outcome::Deny => "不予临时救助。".to_owned(),
        Outcome::Stop => format!("自 {first} 起停发，停发前为{before}{late}。"),
        Outcome::PhaseOut => {
            let months = proposal.phase_out_months.unwrap_or(1);
            let last = i32::try_from(months)
                .ok()
                .and_then(|months| first.add_months(months - 1));
            let until = last.map_or_else(String::new, |last| format!("，至 {last} 止"));
            let now = month(proposal.month);
            format!("自 {first} 起渐退 {months} 个月{until}，渐退期{now}；期满后另行决定{late}。")
        }
        Outcome::Keep
        | Outcome::Increase
        | Outcome::Decrease
        | Outcome::Close
        | Outcome::Judgement => {
            let now = month(proposal.month);
            let word = terms::outcome(proposal.outcome);
            format!("{word}：自 {first} 起由{before}改为{now}{late}。")
        }
    }
}

/// An amount that is given once.
pub fn once(amount: Fen) -> String {
    format!("{} 元", amount.grouped())
}

/// A cause with its reason in words.
pub fn reason(cause: &str, words: &str) -> String {
    if words.is_empty() {
        cause.to_owned()
    } else {
        format!("{cause}：{words}")
    }
}

/// A member in a line.
pub fn member(name: &str, number: &str, age: u32, facts: &MemberFacts) -> String {
    let mut parts = vec![
        name.to_owned(),
        terms::relation(facts.relation).to_owned(),
        format!("{age}岁"),
    ];
    if !number.is_empty() {
        parts.push(number.to_owned());
    }
    if let Some(labour) = facts.labour {
        parts.push(format!("劳动能力{}", terms::labour(labour)));
    }
    if let Some(one) = facts.disability {
        let grade = terms::disability_grade(one.grade);
        parts.push(format!("{}{grade}", terms::disability(one.kind)));
    }
    parts.join("　")
}

/// The incomes of a member in a line.
pub fn incomes(name: &str, incomes: &[String]) -> String {
    if incomes.is_empty() {
        format!("{name}：无")
    } else {
        format!("{name}：{}", incomes.join("、"))
    }
}

/// What a household gets now.
pub fn standing(paid: Option<Fen>) -> String {
    paid.map_or_else(
        || "现未享受".to_owned(),
        |paid| format!("现享{}", month(paid)),
    )
}

/// A step of the sum.
pub fn step(number: usize, text: &str, cited: Option<&str>) -> String {
    match cited.filter(|cited| !cited.is_empty()) {
        Some(cited) => format!("{number}. {text}（{cited}）"),
        None => format!("{number}. {text}"),
    }
}

/// A period of days.
pub fn days(count: u32) -> String {
    format!("{count} 日")
}

/// A period of months.
pub fn months(count: u32) -> String {
    format!("{count} 个月")
}

/// Whether somebody was heard.
pub const fn heard(heard: bool) -> &'static str {
    if heard {
        "本人表示了意见"
    } else {
        "未能听到本人意见，经过如下"
    }
}

/// Whether a member was seen.
pub const fn met(met: bool) -> &'static str {
    if met { "见到" } else { "没有见到" }
}

/// The six items, with what is known of each.
pub fn items(able: Option<[bool; 6]>) -> String {
    let names = ["吃饭", "穿衣", "上下床", "如厕", "室内行走", "洗澡"];
    let lines: Vec<String> = names
        .iter()
        .enumerate()
        .map(|(place, name)| {
            let word = able.map_or("____", |able| {
                if able.get(place).copied().unwrap_or(false) {
                    "能"
                } else {
                    "不能"
                }
            });
            format!("{}. {name}：{word}", place + 1)
        })
        .collect();
    lines.join("\n")
}

/// The tier, by the items failed (民发〔2021〕43号 第二十二条).
pub const fn care(failed: usize) -> &'static str {
    match failed {
        0 => "具备生活自理能力",
        1..=3 => "部分丧失生活自理能力",
        4.. => "完全丧失生活自理能力",
    }
}

/// The data lie on another machine or belong to another account.
pub fn elsewhere() -> Message {
    Message::new(
        "数据不在本账号名下, 这里不能生成文件。",
        NOTHING_WRITTEN,
        "请由管理数据的账号运行 hecha paper。",
    )
}

/// There is such a file already.
pub fn exists(path: &str) -> Message {
    Message::new(
        format!("{path} 已经有了。"),
        "原来的文件没有动。",
        "请用 --to 写到另一个名称, 或先移走原来的。",
    )
}

/// A file or directory that cannot be used.
pub fn unusable(path: &str, cause: &str) -> Message {
    Message::new(
        format!("{path} 不能读写: {cause}。"),
        NOTHING_WRITTEN,
        "请检查目录是否存在、权限和磁盘空间, 再试。",
    )
}

/// A template of the office's own, written now or there before.
pub fn template(name: &str, path: &dyn std::fmt::Display, new: bool) -> String {
    if new {
        format!("{name}的模板已写入 {path}")
    } else {
        format!("{path} 已有, 没有改动")
    }
}

/// What was written where.
pub fn written(name: &str, path: &str) -> String {
    format!("{name}已写入 {path}")
}

/// Which papers there are.
pub fn list(names: &[&str]) -> String {
    names.join("、")
}
