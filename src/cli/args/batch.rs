//! The arguments of the verbs about many households at once.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{ExportProfile, area_code, day};
use crate::domain::{
    area::AreaCode,
    calendar::{Day, Month},
};

/// A month as people type it on a command line.
fn month(text: &str) -> Result<Month, String> {
    text.parse().map_err(|_| "月份写作 2026-07 这样".to_owned())
}

/// `batch`.
#[derive(Debug, Subcommand)]
pub enum Batch {
    /// 提标: 预览新标准涉及的各户, 提出送审
    Standard(BatchStandard),
    /// 价格补贴: 预览某月各户的补贴, 提出送审
    Price(BatchPrice),
    /// 列出各批次
    List {
        /// 输出为 JSON
        #[arg(long)]
        json: bool,
    },
    /// 显示一个批次的合计和各户
    Show(BatchShow),
    /// 审核通过一个批次 (不须确认的, 接着写入)
    Approve(BatchNumber),
    /// 确认一个批次, 接着写入
    Confirm(BatchNumber),
    /// 接着写入已经决定的批次
    Carry(BatchNumber),
    /// 退回一个批次
    Return {
        /// 批次号
        #[arg(value_name = "批次")]
        number: u32,
        /// 退回的理由
        #[arg(long, value_name = "理由")]
        reason: String,
    },
    /// 撤回自己提出的批次
    Withdraw(BatchNumber),
}

/// What a preview takes.
#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is an option of its own on the command line"
)]
pub struct Preview {
    /// 哪个区划 (缺省: 本人负责的区划)
    #[arg(long, value_name = "代码", value_parser = area_code)]
    pub area: Option<AreaCode>,
    /// 只预览, 不写入
    #[arg(long)]
    pub dry_run: bool,
    /// 逐户列出
    #[arg(long)]
    pub rows: bool,
    /// 输出为 JSON, 逐户列出
    #[arg(long)]
    pub json: bool,
    /// 不再询问, 直接提出
    #[arg(long)]
    pub yes: bool,
}

/// `batch standard`.
#[derive(Debug, Args)]
pub struct BatchStandard {
    /// 新标准从哪个月起
    #[arg(long, value_name = "月份", value_parser = month)]
    pub from: Month,
    /// How.
    #[command(flatten)]
    pub preview: Preview,
}

/// `batch price`.
#[derive(Debug, Args)]
pub struct BatchPrice {
    /// 哪个月的物价
    #[arg(long, value_name = "月份", value_parser = month)]
    pub month: Month,
    /// How.
    #[command(flatten)]
    pub preview: Preview,
}

/// `batch show`.
#[derive(Debug, Args)]
pub struct BatchShow {
    /// 批次号
    #[arg(value_name = "批次")]
    pub number: u32,
    /// 逐户列出
    #[arg(long)]
    pub rows: bool,
    /// 只列不能计算和没有写入的户
    #[arg(long)]
    pub left: bool,
    /// 写成名单, .xlsx 或 .csv
    #[arg(long, value_name = "文件", conflicts_with = "json")]
    pub to: Option<PathBuf>,
    /// 给谁看: internal 内部 (缺省), public 公示
    #[arg(long, value_name = "用途", value_enum, default_value_t = ExportProfile::Internal, hide_possible_values = true, hide_default_value = true, requires = "to")]
    pub profile: ExportProfile,
    /// 输出为 JSON, 逐户列出
    #[arg(long)]
    pub json: bool,
}

/// A batch by its number.
#[derive(Debug, Args)]
pub struct BatchNumber {
    /// 批次号
    #[arg(value_name = "批次")]
    pub number: u32,
}

/// `price`.
#[derive(Debug, Subcommand)]
pub enum Price {
    /// 录入一个月的物价指数
    Record(PriceRecord),
    /// 列出各月指数, 是否启动, 何时前发放
    List {
        /// 输出为 JSON
        #[arg(long)]
        json: bool,
    },
}

/// `price record`.
#[derive(Debug, Args)]
#[command(
    override_usage = "hecha price record --month <月> --cpi <数> --food <数> --source <来源>"
)]
pub struct PriceRecord {
    /// 哪个月
    #[arg(long, value_name = "月份", value_parser = month)]
    pub month: Month,
    /// CPI 同比: 103.6 或 3.6% 或 0.036
    #[arg(long, value_name = "指数", allow_hyphen_values = true)]
    pub cpi: String,
    /// 食品价格同比
    #[arg(long, value_name = "指数", allow_hyphen_values = true)]
    pub food: String,
    /// 低收入居民基本生活费用价格指数 (SCPI) 同比
    #[arg(long, value_name = "指数", allow_hyphen_values = true)]
    pub scpi: Option<String>,
    /// 公布日期 (缺省: 今天)
    #[arg(long, value_name = "日期", value_parser = day)]
    pub published: Option<Day>,
    /// 来源
    #[arg(long, value_name = "来源")]
    pub source: String,
}
