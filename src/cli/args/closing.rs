//! The arguments of the verbs that follow a decision.

use std::path::PathBuf;

use clap::Args;

use super::day;
use crate::domain::calendar::Day;

/// `paper`.
#[derive(Debug, Args)]
pub struct Paper {
    /// 案号
    #[arg(value_name = "案号", required_unless_present = "templates")]
    pub case: Option<String>,
    /// 文书的名称, 或它的开头
    #[arg(value_name = "文书", required_unless_present = "templates")]
    pub name: Option<String>,
    /// 打印成文字, 不生成 .docx
    #[arg(long)]
    pub text: bool,
    /// 查明的情况留空, 手工填写
    #[arg(long)]
    pub blank: bool,
    /// 写到哪个文件
    #[arg(long, value_name = "文件")]
    pub to: Option<PathBuf>,
    /// 把内置模板写到数据目录, 供修改
    #[arg(long, conflicts_with_all = ["case", "name"])]
    pub templates: bool,
}

/// `post`.
#[derive(Debug, Args)]
#[command(group(clap::ArgGroup::new("what").required(true).args(["place", "objection"])))]
pub struct Post {
    /// 案号
    #[arg(value_name = "案号")]
    pub case: String,
    /// 公示的地点
    #[arg(long, value_name = "地点")]
    pub place: Option<String>,
    /// 收到的异议
    #[arg(long, value_name = "内容")]
    pub objection: Option<String>,
    /// 日期 (缺省: 今天)
    #[arg(long, value_name = "日期", value_parser = day)]
    pub day: Option<Day>,
}

/// `notice`.
#[derive(Debug, Args)]
pub struct Notice {
    /// 案号
    #[arg(value_name = "案号")]
    pub case: String,
    /// 行政复议机关的全称
    #[arg(long, value_name = "机关")]
    pub review_body: String,
    /// 有管辖权的人民法院
    #[arg(long, value_name = "法院")]
    pub court: String,
    /// 文号
    #[arg(long, value_name = "文号")]
    pub number: Option<String>,
}

/// `service`.
#[derive(Debug, Args)]
pub struct Service {
    /// 案号
    #[arg(value_name = "案号")]
    pub case: String,
    /// 直接 留置 委托 邮寄 电子 公告 多次送达未果 无人可送达
    #[arg(long, value_name = "方式")]
    pub method: String,
    /// 日期 (缺省: 今天)
    #[arg(long, value_name = "日期", value_parser = day)]
    pub day: Option<Day>,
    /// 签收人; 留置送达写见证人
    #[arg(long, value_name = "姓名")]
    pub receiver: Option<String>,
    /// 单号、渠道、张贴地点或经过
    #[arg(long, value_name = "文字")]
    pub note: Option<String>,
    /// 这一次没有送到
    #[arg(long)]
    pub failed: bool,
}

/// `force`.
#[derive(Debug, Args)]
pub struct Force {
    /// 记为生效
    #[arg(long)]
    pub yes: bool,
}
