//! Incomes (收入) and deductions (扣减) as reported, before any rule decides what counts.

use serde::{Deserialize, Serialize};

use super::money::Fen;

/// The five kinds of income of 民发〔2021〕57号 第十三条.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncomeKind {
    /// 工资性收入.
    Wage,
    /// 经营净收入.
    Business,
    /// 财产净收入.
    Property,
    /// 转移净收入.
    Transfer,
    /// 其他收入.
    Other,
}

/// Where an income comes from, where a rule needs to know it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IncomeItem {
    /// 城乡居保基础养老金.
    BasicPension,
    /// 养老金.
    Pension,
    /// 残疾人两项补贴.
    DisabilitySubsidies,
    /// 高龄津贴.
    ElderlyAllowance,
    /// 优待抚恤金.
    Veteran,
    /// 计生奖励扶助.
    FamilyPlanning,
    /// 奖学金.
    Scholarship,
    /// 社会救助款物.
    SocialAssistance,
    /// 赡养费.
    Support,
    /// 土地流转.
    Land,
    /// 惠农补贴.
    Subsidy,
    /// Anything else, in the words of the file.
    Named(String),
}

/// The period an amount was given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// 每月.
    Month,
    /// 每年; divided by twelve exactly, without rounding.
    Year,
}

/// One income (收入) of one member.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Income {
    /// The kind.
    pub kind: IncomeKind,
    /// The source, where known.
    pub item: Option<IncomeItem>,
    /// The amount, for one `per`.
    pub amount: Fen,
    /// The period of `amount`.
    pub per: Per,
}

/// What may be deducted from income.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeductionKind {
    /// 必要就业成本.
    Employment,
    /// 刚性支出.
    Rigid,
}

/// One deduction (扣减) of one member, per month.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Deduction {
    /// The kind.
    pub kind: DeductionKind,
    /// The amount for a month.
    pub month: Fen,
}
