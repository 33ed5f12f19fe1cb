//! The arguments of the verbs that enter care, a 临时救助 and referrals.

use clap::{Args, Subcommand};

use super::day;
use crate::domain::calendar::Day;

/// `care`.
#[derive(Debug, Subcommand)]
pub enum Care {
    /// 记一次分散供养探访
    Visit(CareVisit),
    /// 供养方式和义务人
    Support(CareSupport),
    /// 生活自理能力评估
    Assess(CareAssess),
    /// 委托照料服务协议: 签订或续签
    Agree(CareAgree),
    /// 委托照料服务协议: 提前终止
    EndAgreement(CareEnd),
    /// 自理能力变化的报告 (开始重新评估的期限)
    Report(CareReport),
    /// 年满18周岁仍在学
    Study(CareStudy),
    /// 终止供养前核对其他救助
    Elsewhere(CareElsewhere),
}

/// `care visit`.
#[derive(Debug, Args)]
#[command(override_usage = "hecha care visit <案号> --visitor <姓名> [选项]")]
pub struct CareVisit {
    /// 案号
    #[arg(value_name = "案号")]
    pub case: String,
    /// 探访人
    #[arg(long, value_name = "姓名")]
    pub visitor: String,
    /// 入户 电话 视频 (缺省: 入户)
    #[arg(long, value_name = "方式", default_value = "入户")]
    pub mode: String,
    /// 健康: 良好 有隐患 须马上处理
    #[arg(long, value_name = "情况")]
    pub health: String,
    /// 住房安全: 良好 有隐患 须马上处理
    #[arg(long, value_name = "情况")]
    pub housing: String,
    /// 按协议照料 照料不到位 没有来 没有照料服务人
    #[arg(long, value_name = "情况")]
    pub caregiver: String,
    /// 需求
    #[arg(long, value_name = "文字", default_value = "")]
    pub needs: String,
    /// 其他看到的情况
    #[arg(long, value_name = "文字", default_value = "")]
    pub note: String,
    /// 日期 (缺省: 今天)
    #[arg(long, value_name = "日期", value_parser = day)]
    pub day: Option<Day>,
}

/// `care support`.
#[derive(Debug, Args)]
pub struct CareSupport {
    /// 案号
    #[arg(value_name = "案号")]
    pub case: String,
    /// 分散供养 集中供养
    #[arg(long, value_name = "方式")]
    pub mode: String,
    /// 有履行能力的义务人: 有 无
    #[arg(long, value_name = "有无")]
    pub duty: String,
    /// 说明
    #[arg(long, value_name = "文字", default_value = "")]
    pub note: String,
    /// 核实日期 (缺省: 今天)
    #[arg(long, value_name = "日期", value_parser = day)]
    pub day: Option<Day>,
}

/// `care assess`.
#[derive(Debug, Args)]
pub struct CareAssess {
    /// 案号
    #[arg(value_name = "案号")]
    pub case: String,
    /// 不能完成的项目, 用逗号隔开, 例如 如厕,洗澡; 都能写 无
    #[arg(long, value_name = "项目", value_delimiter = ',')]
    pub unable: Vec<String>,
    /// 评估人和情况
    #[arg(long, value_name = "文字")]
    pub assessor: String,
    /// 评估日期 (缺省: 今天)
    #[arg(long, value_name = "日期", value_parser = day)]
    pub day: Option<Day>,
}

/// `care agree`.
#[derive(Debug, Args)]
pub struct CareAgree {
    /// 案号
    #[arg(value_name = "案号")]
    pub case: String,
    /// 照料服务人
    #[arg(long, value_name = "姓名")]
    pub with: String,
    /// 协议开始 (缺省: 今天)
    #[arg(long, value_name = "日期", value_parser = day)]
    pub from: Option<Day>,
    /// 协议到期
    #[arg(long, value_name = "日期", value_parser = day)]
    pub until: Day,
    /// 说明
    #[arg(long, value_name = "文字", default_value = "")]
    pub note: String,
}

/// `care end-agreement`.
#[derive(Debug, Args)]
pub struct CareEnd {
    /// 案号
    #[arg(value_name = "案号")]
    pub case: String,
    /// 终止的原因
    #[arg(long, value_name = "原因")]
    pub why: String,
    /// 日期 (缺省: 今天)
    #[arg(long, value_name = "日期", value_parser = day)]
    pub day: Option<Day>,
}

/// `care report`.
#[derive(Debug, Args)]
pub struct CareReport {
    /// 案号
    #[arg(value_name = "案号")]
    pub case: String,
    /// 谁报告的, 有什么变化
    #[arg(long, value_name = "文字")]
    pub note: String,
    /// 报告日期 (缺省: 今天)
    #[arg(long, value_name = "日期", value_parser = day)]
    pub day: Option<Day>,
}

/// `care study`.
#[derive(Debug, Args)]
pub struct CareStudy {
    /// 案号
    #[arg(value_name = "案号")]
    pub case: String,
    /// 学校和在读证明
    #[arg(long, value_name = "文字")]
    pub school: String,
    /// 在读到哪一天
    #[arg(long, value_name = "日期", value_parser = day)]
    pub until: Day,
}

/// `care elsewhere`.
#[derive(Debug, Args)]
#[command(override_usage = "hecha care elsewhere <案号> --dibao <结果> [选项]")]
pub struct CareElsewhere {
    /// 案号
    #[arg(value_name = "案号")]
    pub case: String,
    /// 低保: 符合 不符合 本人不申请
    #[arg(long, value_name = "结果")]
    pub dibao: String,
    /// 低保边缘: 符合 不符合 本人不申请
    #[arg(long, value_name = "结果")]
    pub edge: String,
    /// 临时救助: 符合 不符合 本人不申请
    #[arg(long, value_name = "结果")]
    pub linshi: String,
    /// 核对的情况
    #[arg(long, value_name = "文字")]
    pub note: String,
    /// 日期 (缺省: 今天)
    #[arg(long, value_name = "日期", value_parser = day)]
    pub day: Option<Day>,
}

/// `aid`.
#[derive(Debug, Subcommand)]
pub enum Aid {
    /// 受理一项申请 (小额快救由此计给付期限)
    Ask(AidAsk),
    /// 记下给付的救助
    Give(AidGive),
    /// 记下补齐的手续
    Papers(AidPapers),
    /// 记下回访
    Visit(AidVisit),
    /// 一事一议的记录
    Discuss(AidDiscuss),
    /// 记下给付的一期
    Pay(AidPay),
}

/// `aid ask`.
#[derive(Debug, Args)]
pub struct AidAsk {
    /// 案号
    #[arg(value_name = "案号")]
    pub case: String,
    /// 急难型 支出型 小额快救
    #[arg(long, value_name = "类型")]
    pub kind: String,
    /// 救助事由
    #[arg(long, value_name = "事由")]
    pub cause: String,
    /// 受理日期 (缺省: 今天)
    #[arg(long, value_name = "日期", value_parser = day)]
    pub day: Option<Day>,
}

/// `aid give`.
#[derive(Debug, Args)]
pub struct AidGive {
    /// 案号
    #[arg(value_name = "案号")]
    pub case: String,
    /// 急难型 支出型 小额快救
    #[arg(long, value_name = "类型")]
    pub kind: String,
    /// 救助事由
    #[arg(long, value_name = "事由")]
    pub cause: String,
    /// 救助金额
    #[arg(long, value_name = "元")]
    pub amount: String,
    /// 救助日期 (缺省: 今天)
    #[arg(long, value_name = "日期", value_parser = day)]
    pub day: Option<Day>,
    /// 分期的一期, 例如 2026-12-01=500, 可多次写
    #[arg(long = "part", value_name = "日期=金额")]
    pub parts: Vec<String>,
}

/// `aid papers`.
#[derive(Debug, Args)]
pub struct AidPapers {
    /// 案号
    #[arg(value_name = "案号")]
    pub case: String,
    /// 补了哪些
    #[arg(long, value_name = "文字")]
    pub note: String,
    /// 补齐日期 (缺省: 今天)
    #[arg(long, value_name = "日期", value_parser = day)]
    pub day: Option<Day>,
}

/// `aid visit`.
#[derive(Debug, Args)]
pub struct AidVisit {
    /// 案号
    #[arg(value_name = "案号")]
    pub case: String,
    /// 钱用在原事由: 是 否
    #[arg(long, value_name = "是否")]
    pub used: String,
    /// 看到什么, 钱用在哪里
    #[arg(long, value_name = "文字")]
    pub note: String,
    /// 回访日期 (缺省: 今天)
    #[arg(long, value_name = "日期", value_parser = day)]
    pub day: Option<Day>,
}

/// `aid discuss`.
#[derive(Debug, Args)]
pub struct AidDiscuss {
    /// 案号
    #[arg(value_name = "案号")]
    pub case: String,
    /// 参加人
    #[arg(long, value_name = "姓名")]
    pub present: String,
    /// 议定意见和理由
    #[arg(long, value_name = "文字")]
    pub decision: String,
    /// 会议日期 (缺省: 今天)
    #[arg(long, value_name = "日期", value_parser = day)]
    pub day: Option<Day>,
}

/// `aid pay`.
#[derive(Debug, Args)]
pub struct AidPay {
    /// 案号
    #[arg(value_name = "案号")]
    pub case: String,
    /// 第几期
    #[arg(value_name = "期数")]
    pub number: u32,
    /// 给付日期 (缺省: 今天)
    #[arg(long, value_name = "日期", value_parser = day)]
    pub day: Option<Day>,
}

/// `refer`.
#[derive(Debug, Subcommand)]
pub enum Refer {
    /// 列出可能享受的其他待遇, 和已有的转介
    List(ReferList),
    /// 转介给别的单位
    To(ReferTo),
    /// 记下转介的结果
    Result(ReferResult),
}

/// `refer list`.
#[derive(Debug, Args)]
pub struct ReferList {
    /// 案号
    #[arg(value_name = "案号")]
    pub case: String,
    /// 输出为 JSON
    #[arg(long)]
    pub json: bool,
}

/// `refer to`.
#[derive(Debug, Args)]
pub struct ReferTo {
    /// 案号
    #[arg(value_name = "案号")]
    pub case: String,
    /// 待遇, 例如 医疗救助
    #[arg(value_name = "待遇")]
    pub what: String,
    /// 转到哪个单位
    #[arg(long, value_name = "单位")]
    pub office: String,
    /// 怎样同意的: 书面 当面 电话 监护人
    #[arg(long, value_name = "方式")]
    pub consent: String,
    /// 第几位成员 (缺省: 全户)
    #[arg(long, value_name = "序号", value_parser = clap::value_parser!(u32).range(1..))]
    pub member: Option<u32>,
    /// 说明
    #[arg(long, value_name = "文字", default_value = "")]
    pub note: String,
    /// 日期 (缺省: 今天)
    #[arg(long, value_name = "日期", value_parser = day)]
    pub day: Option<Day>,
}

/// `refer result`.
#[derive(Debug, Args)]
pub struct ReferResult {
    /// 案号
    #[arg(value_name = "案号")]
    pub case: String,
    /// 转介的序号
    #[arg(value_name = "序号")]
    pub number: u32,
    /// 已受理 不符合 放弃
    #[arg(value_name = "结果")]
    pub outcome: String,
    /// 谁答复的, 说明
    #[arg(long, value_name = "文字", default_value = "")]
    pub note: String,
    /// 日期 (缺省: 今天)
    #[arg(long, value_name = "日期", value_parser = day)]
    pub day: Option<Day>,
}
