//! The words of exported files: the heads of their columns, what stands at their foot, and what is said of them.
//!
//! The heads are words that the reader of rosters knows; a test keeps them so.

use super::message::Message;
use crate::domain::calendar::Day;

/// Begins the foot of every file that leaves the office.
pub const SEAL: &str = "日志封印";
/// 批次.
pub const SHEET_BATCH: &str = "批次";
/// 原月保障金.
pub const PAID_BEFORE: &str = "原每月(元)";
/// 新月保障金.
pub const PAID_NOW: &str = "现每月(元)";
/// 执行月份.
pub const PAID_FROM: &str = "执行月份";
/// 一次性.
pub const PAID_ONCE: &str = "一次性(元)";
/// 测算结果.
pub const RESULT: &str = "测算结果";
/// 写入情况.
pub const WRITTEN: &str = "写入情况";
/// 内部.
pub const SHEET_INTERNAL: &str = "名册";
/// 公示.
pub const SHEET_PUBLIC: &str = "公示";
/// 未收.
pub const SHEET_RETURN: &str = "未收";
/// Above every printed page of the internal profile.
pub const WARNING_INTERNAL: &str = "内部资料, 含个人信息, 不得外传";
/// In place of a minor's name.
pub const MINOR: &str = "(未成年人)";

/// Behind a text that was cut because no cell holds more.
pub const CUT: &str = "(以下从略)";

/// The heads of the two columns that a return file has before those of its list.
pub const RETURN_COLUMNS: [&str; 2] = ["原表行号", "未收原因"];
/// 序号.
pub const SEQUENCE: &str = "序号";
/// 案号.
pub const NUMBER: &str = "案号";
/// 户主姓名.
pub const HEAD: &str = "户主姓名";
/// 姓名.
pub const NAME: &str = "姓名";
/// 身份证号.
pub const ID: &str = "身份证号";
/// 与户主关系.
pub const RELATION: &str = "与户主关系";
/// 性别.
pub const SEX: &str = "性别";
/// 出生日期.
pub const BIRTH: &str = "出生日期";
/// 联系电话.
pub const PHONE: &str = "联系电话";
/// 银行账号.
pub const ACCOUNT: &str = "银行账号";
/// 家庭住址.
pub const ADDRESS: &str = "家庭住址";
/// 乡镇.
pub const TOWNSHIP: &str = "乡镇(街道)";
/// 村.
pub const VILLAGE: &str = "村(社区)";
/// 救助类别.
pub const PROGRAMME: &str = "救助类别";
/// 城乡类别.
pub const SETTING: &str = "城乡类别";
/// 家庭人口.
pub const PERSONS: &str = "家庭人口";
/// 月保障金.
pub const BENEFIT: &str = "月保障金(元)";
/// 享受起始月.
pub const SINCE: &str = "享受起始月";
/// 劳动能力.
pub const LABOUR: &str = "劳动能力";
/// 残疾类别.
pub const DISABILITY: &str = "残疾类别";
/// 残疾等级.
pub const GRADE: &str = "残疾等级";
/// 重病.
pub const ILL: &str = "重病";
/// 就学状况.
pub const STUDENT: &str = "就学状况";
/// 全日制.
pub const FULL_TIME: &str = "全日制";
/// 单亲.
pub const SINGLE_PARENT: &str = "单亲";
/// 不在户原因.
pub const ABSENT: &str = "不在户原因";
/// 婚姻状况.
pub const MARRIED: &str = "婚姻状况";
/// Wages of a month.
pub const WAGE_MONTH: &str = "月工资性收入";
/// Wages of a year.
pub const WAGE_YEAR: &str = "年工资性收入";
/// Earnings of a business in a month.
pub const BUSINESS_MONTH: &str = "月经营净收入";
/// Earnings of a business in a year.
pub const BUSINESS_YEAR: &str = "年经营净收入";
/// Income of property in a month.
pub const PROPERTY_MONTH: &str = "月财产净收入";
/// Income of property in a year.
pub const PROPERTY_YEAR: &str = "年财产净收入";
/// Transfers of a month.
pub const TRANSFER_MONTH: &str = "月转移净收入";
/// Transfers of a year.
pub const TRANSFER_YEAR: &str = "年转移净收入";
/// Other income of a month.
pub const OTHER_MONTH: &str = "个人月收入(其他)";
/// Other income of a year.
pub const OTHER_YEAR: &str = "个人年收入(其他)";
/// Every income by its name.
pub const INCOMES: &str = "收入明细";
/// 必要就业成本.
pub const EMPLOYMENT: &str = "月必要就业成本";
/// 刚性支出.
pub const RIGID: &str = "月刚性支出";
/// 存款.
pub const DEPOSIT: &str = "存款";
/// 车辆.
pub const VEHICLES: &str = "车辆数";
/// 车辆明细.
pub const VEHICLE_LIST: &str = "车辆明细";
/// 住房套数.
pub const HOMES: &str = "住房套数";
/// 经营主体.
pub const BUSINESSES: &str = "经营主体";
/// 收入是否稳定.
pub const STABLE: &str = "收入是否稳定";
/// 单人保.
pub const SINGLE: &str = "单人保";
/// 近亲属备案.
pub const KIN: &str = "近亲属备案";
/// 供养方式.
pub const CARE_MODE: &str = "供养方式";
/// 自理能力.
pub const CARE_TIER: &str = "自理能力";
/// 临时救助类型.
pub const AID_KIND: &str = "临时救助类型";
/// 临时救助金额.
pub const AID_AMOUNT: &str = "临时救助金额(元)";
/// 救助日期.
pub const AID_DAY: &str = "救助日期";
/// 救助事由.
pub const AID_CAUSE: &str = "救助事由";
/// 死亡日期.
pub const DIED: &str = "死亡日期";
/// 上次核查日期.
pub const LAST_REVIEW: &str = "上次核查日期";
/// 上次核查人.
pub const LAST_BY: &str = "上次核查人";
/// 应核查日.
pub const DUE: &str = "应核查日";
/// 进度.
pub const STATUS: &str = "核查进度";
/// 备注.
pub const NOTE: &str = "备注";

/// Whether something is so.
pub const fn yes(so: bool) -> &'static str {
    if so { "是" } else { "否" }
}

/// Whether somebody is married.
pub const fn married(so: bool) -> &'static str {
    if so { "已婚" } else { "未婚" }
}

/// What stands at the foot of a file: whoever keeps it can tell years later that the journal still says what it
/// said then.
pub fn foot(day: Day, seq: u64, digest: &str) -> String {
    format!("{SEAL} {day} 日志第 {seq} 条 {digest}")
}

/// Pages of a printed sheet, where the program that prints it puts its numbers.
pub fn pages(number: &str, count: &str) -> String {
    format!("第 {number} 页 共 {count} 页")
}

/// What a search found, as the name of a list.
pub const FOUND: &str = "查找结果";
/// Cases that were chosen by their numbers, as the name of a list.
pub const CHOSEN: &str = "选定各案";

/// The name of a file without its ending.
pub fn stem(what: &str, public: bool, today: Day) -> String {
    let profile = if public { SHEET_PUBLIC } else { "内部" };
    format!("{what}-{profile}-{today}")
}

/// What stands above every printed page.
pub fn title(what: &str, today: Day) -> String {
    format!("{what} {today}")
}

/// A file was written.
pub fn done(path: &str, (cases, rows): (u32, u32), internal: bool) -> String {
    let warning = if internal {
        format!("\n{WARNING_INTERNAL}; 用完请删除。")
    } else {
        String::new()
    };
    format!("已导出 {cases} 户, {rows} 行, 并记入查阅记录:\n{path}{warning}")
}

/// So far the export has come.
pub fn progress(done: u32, total: u32) -> String {
    format!("正在导出 {done}/{total} 户, 按 Esc 停下")
}

/// A search gives no more than so many.
pub fn search_is_full(count: usize) -> String {
    format!("查找最多给出 {count} 户, 只导出这些; 要更全请导出整个队列, 或把要找的字写得更细。")
}

/// The ending tells no kind of file.
pub fn unknown_ending() -> Message {
    Message::new(
        "不知道要写成哪种文件。",
        "什么也没有写。",
        "文件名请以 .xlsx 或 .csv 结尾。",
    )
}

/// An encoding was named for a workbook.
pub fn encoding_of_a_workbook() -> Message {
    Message::new(
        "--encoding 只用于 .csv。",
        "什么也没有写。",
        "去掉 --encoding, 或用 --to 指定一个 .csv 文件。",
    )
}

/// Why there is no file, by its code; `cause` are the words of the system where it has any.
pub fn refused(code: &str, path: &str, cause: &str) -> Message {
    let (what, remedy) = match code {
        "stopped" => ("导出已按您的要求停下。".to_owned(), "需要时再导出一次。"),
        "empty" => (
            "没有可导出的户。".to_owned(),
            "请换一个队列, 或换一种查法。",
        ),
        "exists" => (
            format!("文件已经在那里: {path}"),
            "请换一个文件名; 确实要覆盖的, 加 --overwrite。",
        ),
        "not_a_file" => (
            format!("那里是链接、目录或设备, 不是普通文件: {path}"),
            "请换一个文件名。",
        ),
        "no_directory" => (
            format!("没有这个目录: {path}"),
            "请先建好目录, 或换一个地方。",
        ),
        "too_many_rows" => (
            "超过了一张工作表能放的 1,048,576 行。".to_owned(),
            "请改用 .csv, 或分几次导出。",
        ),
        _unwritable => (
            format!("文件没有写成: {path} ({cause})"),
            "请检查磁盘空间和权限, 再导出一次。",
        ),
    };
    Message::new(what, "没有留下文件, 数据没有任何改动。", remedy)
}
