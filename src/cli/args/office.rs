//! The arguments of the verbs about the office itself: staff and areas.

use clap::{Args, Subcommand};

use super::{area_code, role};
use crate::domain::{area::AreaCode, staff::Role};

/// `staff`.
#[derive(Debug, Subcommand)]
pub enum Staff {
    /// 列出工作人员
    List {
        /// 输出为 JSON
        #[arg(long)]
        json: bool,
    },
    /// 登记一位工作人员
    Add(StaffAdd),
    /// 变更角色、区划、账号, 或登记离岗
    Change(StaffChange),
}

/// `staff add`.
#[derive(Debug, Args)]
pub struct StaffAdd {
    /// 姓名
    #[arg(value_name = "姓名")]
    pub name: String,
    /// 角色, 可多次写: 经办人 审核人 确认人 管理员 审计员
    #[arg(long = "role", value_name = "角色", value_parser = role, required = true)]
    pub roles: Vec<Role>,
    /// 负责的区划代码 (缺省: 全县)
    #[arg(long, value_name = "代码", value_parser = area_code)]
    pub area: Option<AreaCode>,
    /// 这个人登录本机的账号
    #[arg(long, value_name = "账号")]
    pub account: Option<String>,
}

/// `staff change`.
#[derive(Debug, Args)]
pub struct StaffChange {
    /// 姓名或编号
    #[arg(value_name = "姓名")]
    pub who: String,
    /// 新姓名
    #[arg(long, value_name = "姓名")]
    pub name: Option<String>,
    /// 角色, 可多次写, 取代原有角色
    #[arg(long = "role", value_name = "角色", value_parser = role)]
    pub roles: Vec<Role>,
    /// 负责的区划代码
    #[arg(long, value_name = "代码", value_parser = area_code)]
    pub area: Option<AreaCode>,
    /// 登录本机的账号; 空文字表示解除
    #[arg(long, value_name = "账号")]
    pub account: Option<String>,
    /// 已离岗
    #[arg(long)]
    pub left: bool,
}

/// `area`.
#[derive(Debug, Subcommand)]
pub enum Area {
    /// 列出区划
    List {
        /// 输出为 JSON
        #[arg(long)]
        json: bool,
    },
    /// 登记或改名
    Set {
        /// 代码: 乡镇(街道) 9 位, 村(社区) 12 位
        #[arg(value_name = "代码", value_parser = area_code)]
        code: AreaCode,
        /// 名称
        #[arg(value_name = "名称")]
        name: String,
    },
}
