//! Parameters.

use crate::{
    domain::{
        calendar::Day,
        citation::{Citation, Confidence},
    },
    text::{steps, terms},
};

/// The bar at the top.
pub const TITLE: &str = "参数";
/// 筛选.
pub const FILTER: &str = "筛选";
/// 参数.
pub const LABEL: &str = "参数";
/// 值.
pub const VALUE: &str = "现值";
/// 单位.
pub const UNIT: &str = "单位";
/// 起.
pub const SINCE: &str = "起";
/// 核实.
pub const SURE: &str = "核实";
/// 依据.
pub const SOURCE: &str = "依据";
/// No value.
pub const UNSET: &str = "未设";
/// While the answer is on its way.
pub const LOADING: &str = "载入中";
/// Nothing passes the filter.
pub const NOTHING_FOUND: &str = "没有这样的参数。";
/// No value yet.
pub const NO_VALUES: &str = "还没有录入过值。";

/// The groups of the parameters, what matters most at the desk first: a heading, and how the names in it begin.
const GROUPS: &[(&str, &[&str])] = &[
    ("低保标准", &["db.standard."]),
    ("分类施保", &["db.class."]),
    ("财产和收入", &["db.asset.", "db.pension_exempt."]),
    (
        "补助方式",
        &[
            "db.mode",
            "db.single.",
            "db.minimum",
            "db.round",
            "db.tier.",
        ],
    ),
    (
        "核查、渐退、起止月",
        &[
            "db.review.",
            "phaseout.",
            "db.phaseout.",
            "db.start.",
            "db.stop.",
            "db.death.",
            "db.report_change.",
            "db.job_refusal.",
            "alert.",
            "check.",
        ],
    ),
    (
        "听取、告知、救济",
        &["hearing.", "notice.", "service.", "remedy.", "fraud."],
    ),
    ("低保办理期限", &["db."]),
    ("低保边缘和刚性支出", &["edge.", "rigid.", "avg."]),
    ("特困供养", &["tk."]),
    ("临时救助", &["ls."]),
    ("价格补贴", &["price."]),
    ("其他", &[""]),
];

/// Where a parameter stands in the list: its group, and its place by name within.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The group.
    pub group: usize,
    /// Within it, what the office entered itself or nobody has set comes before what came with the program.
    pub shipped: bool,
    /// Then by how its name begins.
    pub kind: usize,
}

/// The place of a parameter; `shipped` says that its value came with the program.
pub fn place(name: &str, shipped: bool) -> Place {
    // The last group takes every name.
    let found = GROUPS.iter().enumerate().find_map(|(group, (_, kinds))| {
        let kind = kinds.iter().position(|kind| name.starts_with(kind))?;
        Some((group, kind))
    });
    let (group, kind) = found.unwrap_or((GROUPS.len(), 0));
    Place {
        group,
        shipped,
        kind,
    }
}

/// The heading of a group.
pub fn heading(group: usize) -> &'static str {
    GROUPS.get(group).map_or("", |(heading, _)| *heading)
}

/// A value in the words of the desk, where it is no figure.
pub fn value(value: &str) -> String {
    match value {
        "true" => "是".to_owned(),
        "false" => "否".to_owned(),
        "gap" => "差额".to_owned(),
        "tiers" => "分档".to_owned(),
        "rolling" => "滚动".to_owned(),
        "calendar" => "按年".to_owned(),
        "highest" => "就高".to_owned(),
        "sum" => "相加".to_owned(),
        figure
            if figure
                .bytes()
                .all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-') =>
        {
            figure.to_owned()
        }
        word => word
            .split(',')
            .map(steps::word)
            .collect::<Vec<_>>()
            .join("、"),
    }
}

/// The place of the selection.
pub fn counter(selected: usize, count: usize) -> String {
    if count == 0 {
        return "0".to_owned();
    }
    format!("{}/{count}", selected + 1)
}

/// The bar at the top of the values of one parameter.
pub fn history_title(label: &str) -> String {
    format!("参数出处  {label}")
}

/// A dated value.
#[derive(Debug, Clone, Copy)]
pub struct Dated<'a> {
    /// The value, if it has one.
    pub value: Option<&'a str>,
    /// Its unit.
    pub unit: &'a str,
    /// First day.
    pub since: Option<Day>,
    /// Last day.
    pub until: Option<Day>,
    /// Where from.
    pub citation: Option<&'a Citation>,
    /// How sure.
    pub confidence: Confidence,
    /// Whether the office entered it.
    pub own: bool,
}

/// The value with its days.
pub fn value_line(dated: &Dated<'_>) -> String {
    let value = dated.value.map_or_else(|| UNSET.to_owned(), self::value);
    let since = dated
        .since
        .map_or_else(String::new, |day| format!("  {day} 起"));
    let until = dated
        .until
        .map_or_else(String::new, |day| format!(", 到 {day} 止"));
    format!("{value} {}{since}{until}", dated.unit)
}

/// Where the value comes from and how sure it is.
pub fn source_lines(dated: &Dated<'_>) -> Vec<String> {
    if dated.value.is_none() {
        return vec![NO_VALUES.to_owned()];
    }
    let source = dated
        .citation
        .map_or_else(|| "没有文件".to_owned(), steps::citation_text);
    let by = if dated.own {
        "本单位录入"
    } else {
        "程序附带"
    };
    vec![
        format!("依据 {source}"),
        format!("{}, {by}", terms::confidence(dated.confidence)),
    ]
}

/// A value was entered.
pub fn value_entered(seq: u64) -> String {
    format!("已录入, 从起始日起生效(第 {seq} 号记录)。")
}
