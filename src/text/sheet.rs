//! The words of a printed sum.

use super::{terms, ui::case as case_words};
use crate::domain::{
    area::Setting, calendar::Day, case::Programme, citation::Confidence, money::Fen,
    review::Proposal,
};

/// How far a stored sum has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// It waits for a signature, or for what follows the decision.
    Proposed,
    /// It is in force.
    Decided,
}

/// How to object.
pub const REMEDIES: &str = "对决定不服的:";
/// What «unverified» means.
pub const UNSURE: &str = "标「未核实」或「程序默认」的各项, 本单位还没有对照文件核实。";

/// The first line.
pub fn title(programme: Programme, head: &str) -> String {
    format!("{}测算说明   {head}户", terms::programme(programme))
}

/// Which case, and whose.
pub fn whose(number: &str, masked: &str) -> String {
    let masked = if masked.is_empty() {
        String::new()
    } else {
        format!("   户主证件号 {masked}")
    };
    format!("案号 {number}{masked}")
}

/// Where.
pub fn place(office: &str, place: &str, setting: Setting) -> String {
    format!("{office}   {place}   {}", terms::setting(setting))
}

/// What the sum is.
pub fn basis(stage: Option<Stage>, on: Day) -> String {
    match stage {
        None => format!("按 {on} 有效的参数测算, 还不是决定"),
        Some(Stage::Proposed) => format!("按 {on} 有效的参数提出的意见, 尚未生效"),
        Some(Stage::Decided) => format!("已存的决定, 按 {on} 有效的参数"),
    }
}

/// Where a step comes from: its document, and the parameter it takes.
pub fn source(cited: Option<&str>, param: Option<&str>, status: Confidence) -> Option<String> {
    let cited = cited.map(|cited| format!("依据 {cited}"));
    let param = param.map(|label| format!("参数 {label}({})", terms::confidence(status)));
    let both: Vec<String> = [cited, param].into_iter().flatten().collect();
    (!both.is_empty()).then(|| both.join("; "))
}

/// What is paid, and what the sum comes to.
pub fn amounts(paid: Fen, month: Option<Fen>) -> String {
    let month = month.map_or_else(
        || "未得出金额".to_owned(),
        |month| format!("{} 元/月", month.grouped()),
    );
    format!("现享 {} 元/月   测算 {month}", paid.grouped())
}

/// What was concluded from it.
pub fn concluded(stage: Stage, proposal: &Proposal) -> String {
    let word = match stage {
        Stage::Proposed => "拟定",
        Stage::Decided => "决定",
    };
    let outcome = case_words::proposed_line(proposal);
    format!("{word} {outcome}")
}

/// What the same facts would come to today.
pub fn today_instead(today: Fen) -> String {
    format!("同样的情况, {}元/月", case_words::by_today(today))
}

/// Who printed it.
pub fn printed(by: &str, day: Day) -> String {
    format!("打印 {day} {by}")
}

/// The seal of the day.
pub fn seal(seq: u64, digest: &str) -> String {
    format!("当日日志末条 第 {seq} 号 {digest}")
}

/// A sheet was written.
pub fn written(path: &str) -> String {
    format!("已写成可打印的一页, 可用打印命令或拷出打印:\n{path}")
}

/// The name of the file.
pub fn file_name(number: &str, day: Day) -> String {
    format!("测算说明-{number}-{day}")
}
