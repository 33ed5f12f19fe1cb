//! The command line as a definition: verbs in English, help in Chinese.
//!
//! Parses and nothing else; what is wrong with an invocation is worded by `cli::usage`. The doc comments
//! of the verbs and options are the help that people read, so they are short and in Chinese.

mod batch;
mod closing;
mod office;
mod record;
mod records;

use std::{ffi::OsString, path::PathBuf};

use clap::{Args, Command, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::domain::{area::AreaCode, calendar::Day, staff::Role};

pub use batch::{Batch, BatchShow, Preview, Price};
pub use closing::{Force, Notice, Paper, Post, Service};
pub use office::{Area, Staff, StaffAdd, StaffChange};
pub use record::Record;
pub use records::{Aid, Care, Refer};

/// The order of a help page.
const TEMPLATE: &str = "{about}\n\n用法: {usage}\n\n{all-args}{after-help}";

/// Last lines of the top help.
const AFTER: &str = "
不带命令运行 hecha, 打开工作台。第一次使用请看: hecha help 第一天
退出码: 0 办成; 1 被拒绝, 或有的行未收; 2 写法有误, 或文件读不了;
        3 机器故障; 4 终端不合用";

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "hecha",
    version,
    about = "核查: 低保、特困、临时救助动态核查工作台",
    after_help = AFTER,
    disable_help_flag = true,
    disable_version_flag = true
)]
pub struct Cli {
    /// What every verb takes.
    #[command(flatten)]
    pub common: Common,
    /// 不打开工作台, 只把首屏的内容逐行列出
    #[arg(long)]
    pub plain: bool,
    /// What to do; nothing opens the desk.
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// What every verb takes.
#[derive(Debug, Args)]
pub struct Common {
    /// 数据目录, 写在命令之前 (缺省见 hecha help 文件)
    #[arg(long, value_name = "目录", global = true)]
    pub data: Option<PathBuf>,
    /// 以哪一位工作人员的身份 (只有演示数据可以选)
    #[arg(long = "as", value_name = "姓名", global = true)]
    pub as_name: Option<String>,
    /// 显示用法
    #[arg(short = 'h', long, action = clap::ArgAction::Help, global = true)]
    pub help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    pub version: Option<bool>,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// 建立并打开一个演示区 (人物全是虚构的)
    Demo(Demo),
    /// 开设单位, 登记第一位工作人员 (直接运行 hecha 也会询问)
    Init(Init),
    /// 导入名册 (.xlsx .xls .ods .csv)
    Import(Import),
    /// 导出队列、选定的案或查找结果 (.xlsx .csv)
    Export(Export),
    /// 列出待办队列
    Queue(Queue),
    /// 查找: 姓名、拼音首字母、证件号后四位、村名、案号
    Search(Search),
    /// 显示一案
    Show(Show),
    /// 逐行说明一案的测算
    Explain(Explain),
    /// 审核通过送审的意见
    Approve(Sign),
    /// 确认已审核的意见
    Confirm(Sign),
    /// 退回送审的意见, 或尚未生效的决定
    Return(Return),
    /// 打印文书: 告知书、听取意见记录、入户调查表等
    Paper(Paper),
    /// 记录公示, 或公示期内的异议 (特困终止等, 作出决定之前)
    Post(Post),
    /// 出告知书 (减发、停发、渐退决定之后)
    Notice(Notice),
    /// 记录告知书的送达, 或一次送达未果
    Service(Service),
    /// 列出已送达且到了执行月份的决定; 加 --yes 记为生效
    Force(Force),
    /// 特困供养: 探访、自理评估、照料协议、变化报告、其他救助等
    Care {
        /// Which.
        #[command(subcommand)]
        verb: Care,
    },
    /// 临时救助: 受理、给付、手续、回访、一事一议、分期
    Aid {
        /// Which.
        #[command(subcommand)]
        verb: Aid,
    },
    /// 其他待遇和转介: 列出、转介、结果
    Refer {
        /// Which.
        #[command(subcommand)]
        verb: Refer,
    },
    /// 批次: 提标、价格补贴, 预览、签字、逐户写入
    Batch {
        /// Which.
        #[command(subcommand)]
        verb: Batch,
    },
    /// 物价指数: 录入、列出, 价格补贴是否启动
    Price {
        /// Which.
        #[command(subcommand)]
        verb: Price,
    },
    /// 记录: 介绍工作、定档、复议诉讼和结果、追回
    Record {
        /// Which.
        #[command(subcommand)]
        verb: Record,
    },
    /// 政策参数: 列出、查看、录入
    Policy {
        /// Which.
        #[command(subcommand)]
        verb: Policy,
    },
    /// 工作人员: 列出、登记、变更
    Staff {
        /// Which.
        #[command(subcommand)]
        verb: Staff,
    },
    /// 区划: 列出、登记
    Area {
        /// Which.
        #[command(subcommand)]
        verb: Area,
    },
    /// 测算管道: 标准输入一行一个 JSON, 输出一行一个 JSON
    Calc,
    /// 查验日志: 逐行核对摘要链, 并与视图比对
    Verify(Verify),
    /// 由日志重建视图
    Rebuild,
    /// 说明书, 例如: hecha help 第一天
    Help(Help),
    /// 生成命令补全脚本
    Completions(Completions),
}

/// `demo`.
#[derive(Debug, Args)]
pub struct Demo {
    /// 户数 (缺省: 3000)
    #[arg(long, value_name = "户数", default_value_t = 3_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub households: u32,
    /// 随机种子, 同一种子得到同样的数据 (缺省: 1)
    #[arg(long, value_name = "种子", default_value_t = 1)]
    pub seed: u64,
    /// 只建立数据, 不打开工作台
    #[arg(long, alias = "prepare")]
    pub no_tui: bool,
}

/// `init`.
#[derive(Debug, Args)]
pub struct Init {
    /// 单位名称, 例如 禹会区
    #[arg(long, value_name = "名称")]
    pub office: String,
    /// 县级区划代码, 6 位
    #[arg(long, value_name = "代码", value_parser = area_code)]
    pub county: AreaCode,
    /// 您的姓名
    #[arg(long, value_name = "姓名")]
    pub name: String,
    /// 角色, 可多次写 (缺省: 经办人 管理员)
    #[arg(long = "role", value_name = "角色", value_parser = role, default_values = ["caseworker", "administrator"])]
    pub roles: Vec<Role>,
    /// 您负责的区划代码 (缺省: 全县)
    #[arg(long, value_name = "代码", value_parser = area_code)]
    pub area: Option<AreaCode>,
}

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ImportKind {
    /// 一户一行
    Roster,
    /// 一人一行
    Members,
}

/// `import`.
#[expect(
    clippy::struct_excessive_bools,
    reason = "options a person gives or leaves out, each by itself"
)]
#[derive(Debug, Args)]
pub struct Import {
    /// 名册文件
    #[arg(value_name = "文件")]
    pub file: PathBuf,
    /// 只核对, 不写入
    #[arg(long)]
    pub dry_run: bool,
    /// 结果输出为 JSON
    #[arg(long)]
    pub json: bool,
    /// 表头对照文件 (缺省: 内置同义词表)
    #[arg(long, value_name = "文件")]
    pub mapping: Option<PathBuf>,
    /// 工作表名称 (缺省: 自动识别)
    #[arg(long, value_name = "名称")]
    pub sheet: Option<String>,
    /// 版式: roster 一户一行, members 一人一行 (缺省: 自动识别)
    #[arg(long, value_name = "版式", value_enum)]
    pub kind: Option<ImportKind>,
    /// 名册是全量的: 列出系统里有、名册上没有的户, 不改动它们
    #[arg(long)]
    pub full: bool,
    /// 未收的行写到这个文件 (.xlsx; 缺省: 数据目录的 out 里)
    #[arg(long, value_name = "文件")]
    pub r#return: Option<PathBuf>,
    /// 不再询问, 直接写入
    #[arg(long)]
    pub yes: bool,
}

/// Who may read an exported file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportProfile {
    /// 内部: 一人一行, 全部情况
    Internal,
    /// 公示: 一户一行, 没有证件号、账号、电话、健康情况和未成年人姓名
    Public,
}

/// How an exported text is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportEncoding {
    /// 带标记的 UTF-8, WPS 和 Excel 都认得
    Utf8,
    /// 国标, 给只认国标的旧系统
    Gb18030,
}

/// `export`.
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("which").required(true).args(["queue", "cases", "search"])))]
pub struct Export {
    /// 队列, 例如 低保 或 dibao
    #[arg(value_name = "队列")]
    pub queue: Option<String>,
    /// 选定的案号, 用逗号隔开
    #[arg(long, value_name = "案号", value_delimiter = ',')]
    pub cases: Vec<String>,
    /// 查找到的各户
    #[arg(long, value_name = "文字")]
    pub search: Option<String>,
    /// 写到哪里, .xlsx 或 .csv (缺省: 数据目录的 out)
    #[arg(long, value_name = "文件")]
    pub to: Option<PathBuf>,
    /// 给谁看: internal 内部 (缺省), public 公示
    #[arg(long, value_name = "用途", value_enum, default_value_t = ExportProfile::Internal, hide_possible_values = true, hide_default_value = true)]
    pub profile: ExportProfile,
    /// csv 的编码: utf8, gb18030 (缺省: utf8)
    #[arg(long, value_name = "编码", value_enum, hide_possible_values = true)]
    pub encoding: Option<ExportEncoding>,
    /// 文件已经在那里时覆盖它
    #[arg(long)]
    pub overwrite: bool,
}

/// `queue`.
#[derive(Debug, Args)]
pub struct Queue {
    /// 队列, 例如 低保 或 dibao (缺省: 第一个不空的队列)
    #[arg(value_name = "队列")]
    pub name: Option<String>,
    /// 输出为 JSON
    #[arg(long, conflicts_with = "plain")]
    pub json: bool,
    /// 一户一行文字, 不排成表
    #[arg(long)]
    pub plain: bool,
    /// 最多列出多少户 (缺省: 50)
    #[arg(long, value_name = "户数", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub limit: u32,
}

/// `search`.
#[derive(Debug, Args)]
pub struct Search {
    /// 要找的字
    #[arg(value_name = "文字", required = true)]
    pub text: Vec<String>,
    /// 输出为 JSON
    #[arg(long)]
    pub json: bool,
}

/// `show`.
#[derive(Debug, Args)]
pub struct Show {
    /// 案号
    #[arg(value_name = "案号")]
    pub case: String,
    /// 输出为 JSON
    #[arg(long)]
    pub json: bool,
}

/// `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// 案号
    #[arg(value_name = "案号")]
    pub case: String,
    /// 按这一天的参数重新测算 (缺省: 显示已存的决定)
    #[arg(long, value_name = "日期", value_parser = day)]
    pub as_of: Option<Day>,
    /// 输出为 JSON
    #[arg(long)]
    pub json: bool,
}

/// `approve` and `confirm`.
#[derive(Debug, Args)]
pub struct Sign {
    /// 案号
    #[arg(value_name = "案号")]
    pub case: String,
}

/// `return`.
#[derive(Debug, Args)]
pub struct Return {
    /// 案号
    #[arg(value_name = "案号")]
    pub case: String,
    /// 退回的理由
    #[arg(long, value_name = "理由")]
    pub reason: String,
}

/// `policy`.
#[derive(Debug, Subcommand)]
pub enum Policy {
    /// 列出现行参数
    List {
        /// 按哪一天 (缺省: 今天)
        #[arg(long, value_name = "日期", value_parser = day)]
        on: Option<Day>,
        /// 哪个区划 (缺省: 本人负责的区划)
        #[arg(long, value_name = "代码", value_parser = area_code)]
        area: Option<AreaCode>,
        /// 输出为 JSON
        #[arg(long)]
        json: bool,
    },
    /// 查看一个参数的各期取值和出处
    Show {
        /// 参数名, 例如 db.standard.rural
        #[arg(value_name = "参数")]
        name: String,
        /// 哪个区划 (缺省: 本人负责的区划)
        #[arg(long, value_name = "代码", value_parser = area_code)]
        area: Option<AreaCode>,
        /// 输出为 JSON
        #[arg(long)]
        json: bool,
    },
    /// 列出规则依据表: 每条规则的出处和核实程度
    Rules {
        /// 只列编号、内容或出处里有这些字的
        #[arg(value_name = "字")]
        words: Option<String>,
        /// 输出为 JSON
        #[arg(long)]
        json: bool,
    },
    /// 录入一个参数的新值 (只增不改)
    Set(PolicySet),
}

/// `policy set`.
#[derive(Debug, Args)]
pub struct PolicySet {
    /// 参数名, 例如 db.standard.rural
    #[arg(value_name = "参数")]
    pub name: String,
    /// 取值, 例如 722.00
    #[arg(value_name = "值", allow_hyphen_values = true)]
    pub value: String,
    /// 从哪一天起
    #[arg(long, value_name = "日期", value_parser = day)]
    pub from: Day,
    /// 到哪一天止 (缺省: 直到下一个值)
    #[arg(long, value_name = "日期", value_parser = day)]
    pub until: Option<Day>,
    /// 文号和标题
    #[arg(long, value_name = "文件")]
    pub document: String,
    /// 适用的区划代码 (缺省: 全县)
    #[arg(long, value_name = "代码", value_parser = area_code)]
    pub area: Option<AreaCode>,
    /// 尚未核实, 测算中会标明
    #[arg(long)]
    pub unverified: bool,
}

/// `verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// 输出为 JSON
    #[arg(long)]
    pub json: bool,
}

/// `help`.
#[derive(Debug, Args)]
pub struct Help {
    /// 题目; 不写则列出全部
    #[arg(value_name = "题目")]
    pub topic: Option<String>,
}

/// `completions`.
#[derive(Debug, Args)]
pub struct Completions {
    /// 命令解释器: bash zsh fish elvish powershell
    #[arg(value_name = "SHELL", value_enum)]
    pub shell: clap_complete::Shell,
}

/// The definition with its headings in Chinese: what is parsed, shown as help and completed.
pub fn command() -> Command {
    chinese(Cli::command())
}

/// Reads a command line.
///
/// # Errors
/// What clap found wrong, or a page that was asked for; `cli::usage` has the words.
pub fn parse<T: Into<OsString> + Clone>(
    args: impl IntoIterator<Item = T>,
) -> Result<Cli, clap::Error> {
    Cli::from_arg_matches(&command().try_get_matches_from(args)?)
}

/// Puts the words clap has only in English into Chinese, in a command and everything below it.
fn chinese(command: Command) -> Command {
    command
        .help_template(TEMPLATE)
        .disable_help_subcommand(true)
        .subcommand_help_heading("命令")
        .subcommand_value_name("命令")
        .mut_args(|arg| {
            let heading = if arg.is_positional() {
                "参数"
            } else {
                "选项"
            };
            let takes_values = arg.get_action().takes_values();
            arg.help_heading(heading)
                .hide_default_value(takes_values)
                .hide_possible_values(takes_values)
        })
        .mut_subcommands(chinese)
}

/// A civil day as people type it on a command line.
fn day(text: &str) -> Result<Day, String> {
    text.parse()
        .map_err(|_| "日期写作 2026-11-23 这样".to_owned())
}

/// The code of a county, township or village.
fn area_code(text: &str) -> Result<AreaCode, String> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    if digits && matches!(text.len(), 6 | 9 | 12) {
        Ok(AreaCode(text.to_owned()))
    } else {
        Err("区划代码是 6 位、9 位或 12 位数字".to_owned())
    }
}

/// A role by its Chinese or its English name.
fn role(text: &str) -> Result<Role, String> {
    match text {
        "caseworker" | "经办人" | "经办" => Ok(Role::Caseworker),
        "approver" | "审核人" | "审核" => Ok(Role::Approver),
        "confirmer" | "确认人" | "确认" => Ok(Role::Confirmer),
        "administrator" | "管理员" => Ok(Role::Administrator),
        "auditor" | "审计员" => Ok(Role::Auditor),
        _ => Err("角色是: 经办人 审核人 确认人 管理员 审计员".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_definition_holds_together() {
        command().debug_assert();
    }

    #[test]
    fn the_data_directory_may_stand_before_the_verb() {
        let cli = parse(["hecha", "--data", "there", "queue", "--json"]).unwrap();
        assert_eq!(cli.common.data, Some("there".into()));
        assert!(matches!(
            cli.verb,
            Some(Verb::Queue(Queue { json: true, .. }))
        ));
    }

    #[test]
    fn values_of_a_wrong_form_are_refused_in_chinese() {
        for (args, words) in [
            (
                vec!["hecha", "policy", "list", "--on", "2026-2-30"],
                "日期写作",
            ),
            (vec!["hecha", "area", "set", "12345", "村"], "区划代码"),
            (
                vec!["hecha", "staff", "add", "王芳", "--role", "king"],
                "角色是",
            ),
        ] {
            let error = parse(args).unwrap_err();
            assert!(error.to_string().contains(words), "{error}");
        }
    }
}
