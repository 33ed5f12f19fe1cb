//! Importing a roster on the screen.

use std::collections::BTreeMap;

use crate::{domain::money::Fen, text::mended};

/// The bar at the top.
pub const TITLE: &str = "导入名册";
/// The list of files.
pub const CHOOSE: &str = "选文件";
/// The columns of a file.
pub const COLUMNS: &str = "各列对应";
/// The list of fields.
pub const FIELDS: &str = "选对应的项目";
/// What would be written.
pub const PREVIEW: &str = "写入之前";
/// What was written.
pub const ENDED: &str = "写入结果";
/// Before the path.
pub const PATH: &str = "路径";
/// 文件名.
pub const FILE: &str = "文件名";
/// 大小.
pub const SIZE: &str = "大小";
/// 日期.
pub const DAY: &str = "日期";
/// 位置.
pub const WHERE: &str = "位置";
/// 列.
pub const COLUMN: &str = "列";
/// 表头.
pub const HEADER: &str = "表头";
/// 对应项目.
pub const FIELD: &str = "对应项目";
/// 前几行.
pub const SAMPLES: &str = "前几行的内容";
/// A column that is left out.
pub const LEFT_OUT: &str = "(不导入)";
/// A column that nobody knows.
pub const UNKNOWN: &str = "(不认识)";
/// What helps where columns stand in the way.
pub const POINT_HERE: &str = "移到那一列, 按 Enter 说明它是什么。";
/// While the answer is on its way.
pub const LOOKING: &str = "正在看文件";
/// No files.
pub const NO_FILES: &str =
    "主目录和数据目录的 in 里没有 .xlsx .xls .ods .csv 文件。可以按 Tab 输入文件的路径。";
/// The directory for imports.
pub const INBOX: &str = "in";
/// The directory of files the program makes.
pub const OUTBOX: &str = "out";
/// The home.
pub const HOME: &str = "主目录";
/// 新收.
pub const ACCEPTED: &str = "新收";
/// 变更.
pub const UPDATED: &str = "变更";
/// 无变化.
pub const UNCHANGED: &str = "无变化";
/// 不是数据.
pub const NOT_DATA: &str = "不是数据";
/// 未收.
pub const REFUSED: &str = "未收";
/// Nothing to say of single rows.
pub const NO_LINES: &str = "没有要说明的行。";
/// Nothing would be written.
const NOTHING_TO_WRITE: &str = "没有要写入的。";
/// Nothing was written, because there was nothing to write.
pub const NOTHING_WRITTEN: &str = "没有要写入的, 数据没有任何改动。";
/// A column that this program put into a return file.
pub const OURS: &str = "(退回时加的)";
/// What it means that a list names some of the households.
pub const PART: &str = "部分名册: 名册上没有的户不管。按 Space 改为全量";
/// What it means that a list names all of them.
pub const WHOLE: &str = "全量名册: 系统里有、名册上没有的户逐户列出, 不改。按 Space 改为部分";

/// What was recognised of a file; whether one row is one member, where that is known.
pub fn about(encoding: &str, header_row: u32, members: Option<bool>) -> String {
    let kind = match members {
        Some(true) => ", 一人一行",
        Some(false) => ", 一户一行",
        None => "",
    };
    format!("{encoding}, 表头第 {header_row} 行{kind}")
}

/// The sheet that is read, among so many.
pub fn sheet(name: &str, count: usize) -> String {
    if count > 1 {
        format!("工作表「{name}」, 共 {count} 张")
    } else {
        format!("工作表「{name}」")
    }
}

/// A size in the unit that leaves few digits.
pub fn size(bytes: u64) -> String {
    match bytes {
        0..1_024 => format!("{bytes} B"),
        1_024..1_048_576 => format!("{} KB", bytes / 1_024),
        _ => format!("{} MB", bytes / 1_048_576),
    }
}

/// What became of the rows of a file.
#[derive(Debug, Clone, Copy)]
pub struct Counts {
    /// Rows below the header.
    pub rows: u32,
    /// In new cases.
    pub accepted: u32,
    /// In cases of which they report a change.
    pub updated: u32,
    /// In cases that stand like this.
    pub unchanged: u32,
    /// No data.
    pub not_data: u32,
    /// Not taken.
    pub refused: u32,
}

/// The counts in words.
pub fn counts(counts: &Counts) -> Vec<String> {
    vec![format!(
        "表头下 {} 行: {ACCEPTED} {}  {UPDATED} {}  {UNCHANGED} {}  {NOT_DATA} {}  {REFUSED} {}",
        counts.rows,
        counts.accepted,
        counts.updated,
        counts.unchanged,
        counts.not_data,
        counts.refused
    )]
}

/// Households and money of one kind; nothing where there are none.
pub fn bucket(name: &str, households: u32, month: Fen) -> Option<String> {
    (households > 0).then(|| format!("{name} {households} 户, 现享合计 {} 元/月", month.grouped()))
}

/// What was put right by itself; nothing where nothing was.
pub fn mended(codes: &BTreeMap<&'static str, u32>) -> Option<String> {
    let words: Vec<String> = codes
        .iter()
        .map(|(code, count)| format!("{} {count}", mended::mended(code)))
        .collect();
    (!words.is_empty()).then(|| format!("已规整: {}", words.join("、")))
}

/// Columns that are read as nothing; nothing where there are none.
pub fn left_out(columns: &[String]) -> Option<String> {
    (!columns.is_empty()).then(|| format!("没有导入的列: {}", columns.join("、")))
}

/// What is said of a row.
pub fn row(row: u32, column: &str, words: &str, warning: bool) -> String {
    let kind = if warning { "提醒" } else { REFUSED };
    let column = if column.is_empty() {
        String::new()
    } else {
        format!("「{column}」")
    };
    format!("{kind}  第 {row} 行{column} {words}")
}

/// A household that a full list does not name.
pub fn unlisted(household: &str) -> String {
    format!("名册上没有  {household}")
}

/// More is said than is kept for the screen.
pub fn more_lines(count: usize) -> String {
    format!("还有 {count} 条没有显示, 全部见命令 hecha import --dry-run --json")
}

/// How the writing ended.
pub fn ended(stopped: bool, failed: bool) -> String {
    if failed {
        "没有写完。已写入的都在, 排除故障后再导入同一个文件会接着办。".to_owned()
    } else if stopped {
        "已按您的要求停下。已写入的都在, 再导入同一个文件会接着办。".to_owned()
    } else {
        "已写完, 都已存。".to_owned()
    }
}

/// How far it is.
pub fn reading(rows: u32) -> String {
    if rows == 0 {
        "正在读".to_owned()
    } else {
        format!("正在读, 已读 {rows} 行")
    }
}

/// How far it is.
pub fn judging(done: u32, total: u32) -> String {
    format!("正在核对 {done}/{total} 户")
}

/// How far it is.
pub fn writing(done: u32, total: u32) -> String {
    format!("正在写入 {done}/{total} 户; 停下时已写入的都在")
}

/// The page on the screen; nothing where there is only one.
pub fn page(page: usize, pages: usize) -> String {
    if pages < 2 {
        String::new()
    } else {
        format!("第{}/{pages}页", page + 1)
    }
}

/// What F9 does: how many households it writes, and which files it makes.
pub fn to_write(households: u32, refused_rows: u32, unlisted: u32) -> String {
    let mut files = Vec::new();
    if refused_rows > 0 {
        files.push(format!("未收 {refused_rows} 行"));
    }
    if unlisted > 0 {
        files.push(format!("名册上没有 {unlisted} 户"));
    }
    let files = files.join("、");
    match (households, files.is_empty()) {
        (0, true) => NOTHING_TO_WRITE.to_owned(),
        (0, false) => format!("{NOTHING_TO_WRITE}按 F9 另存{files}。"),
        (_, true) => format!("还没有写入。按 F9 写入 {households} 户。"),
        (_, false) => format!("按 F9 写入 {households} 户, 另存{files}。"),
    }
}

/// The name of a column in a spreadsheet: A, B, ... Z, AA.
pub fn column_name(place: usize) -> String {
    let mut name = String::new();
    let mut left = place + 1;
    while left > 0 {
        left -= 1;
        let letter = u8::try_from(left % 26).unwrap_or(0);
        name.insert(0, char::from(b'A' + letter));
        left /= 26;
    }
    name
}
