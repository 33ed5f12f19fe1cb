//! The arguments of `record`: what is noted beside a review.

use clap::Subcommand;

use super::day;
use crate::domain::{calendar::Day, money::Fen};

/// `record`.
#[derive(Debug, Subcommand)]
pub enum Record {
    /// 介绍工作和本人的答复 (连续无正当理由拒绝, 影响本人份额)
    Offer {
        /// 案号
        #[arg(value_name = "案号")]
        case: String,
        /// 第几名成员, 户主是 1
        #[arg(value_name = "第几人")]
        member: u32,
        /// 岗位和介绍单位
        #[arg(long, value_name = "岗位")]
        job: String,
        /// 接受 有正当理由 无正当理由拒绝
        #[arg(long, value_name = "答复")]
        answer: String,
        /// 本人怎么说
        #[arg(long, value_name = "理由")]
        note: Option<String>,
        /// 日期 (缺省: 今天)
        #[arg(long, value_name = "日期", value_parser = day)]
        day: Option<Day>,
    },
    /// 分档发放的地方, 确定本户的档次
    Tier {
        /// 案号
        #[arg(value_name = "案号")]
        case: String,
        /// A B C
        #[arg(long, value_name = "档次")]
        tier: String,
        /// 凭什么定这一档
        #[arg(long, value_name = "依据")]
        note: String,
        /// 日期 (缺省: 今天)
        #[arg(long, value_name = "日期", value_parser = day)]
        day: Option<Day>,
    },
    /// 收到对已送达决定的行政复议或行政诉讼
    Appeal {
        /// 案号
        #[arg(value_name = "案号")]
        case: String,
        /// 复议 诉讼
        #[arg(long, value_name = "种类")]
        kind: String,
        /// 机关和文号
        #[arg(long, value_name = "机关")]
        body: String,
        /// 停止执行的决定, 有的话
        #[arg(long, value_name = "文书")]
        stay: Option<String>,
        /// 收到的日期 (缺省: 今天)
        #[arg(long, value_name = "日期", value_parser = day)]
        day: Option<Day>,
    },
    /// 复议或诉讼的结果 (由审核人或确认人记)
    Ruling {
        /// 案号
        #[arg(value_name = "案号")]
        case: String,
        /// 本案第几件复议或诉讼
        #[arg(value_name = "第几件")]
        number: u32,
        /// 维持 撤销 变更 责令重作 撤回申请
        #[arg(long, value_name = "结果")]
        result: String,
        /// 变更为每月多少元
        #[arg(long, value_name = "金额", value_parser = money)]
        month: Option<Fen>,
        /// 文书和文号
        #[arg(long, value_name = "文书")]
        paper: String,
        /// 日期 (缺省: 今天)
        #[arg(long, value_name = "日期", value_parser = day)]
        day: Option<Day>,
    },
    /// 多发的钱怎样追回
    Recovery {
        /// 案号
        #[arg(value_name = "案号")]
        case: String,
        /// 追回多少元; 不予追回的写 0
        #[arg(value_name = "金额", value_parser = money)]
        amount: Fen,
        /// 一次退回 分期退回 以后月份扣减 不予追回
        #[arg(long, value_name = "方式")]
        way: String,
        /// 协议或决定, 写明期限
        #[arg(long, value_name = "文书")]
        paper: String,
        /// 日期 (缺省: 今天)
        #[arg(long, value_name = "日期", value_parser = day)]
        day: Option<Day>,
    },
}

/// An amount of money.
fn money(text: &str) -> Result<Fen, String> {
    text.parse().map_err(|_| "不是金额, 例如 120.50".to_owned())
}
