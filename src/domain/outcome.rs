//! What a review comes to and why: the words a sum suggests and a person decides.

use serde::{Deserialize, Serialize};

/// What a review comes to (结论).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// 维持.
    Keep,
    /// 增发.
    Increase,
    /// 减发.
    Decrease,
    /// 停发.
    Stop,
    /// 渐退.
    PhaseOut,
    /// 转低保边缘.
    ToEdge,
    /// 转特困.
    ToTekun,
    /// 转临时救助.
    ToLinshi,
    /// 办结: a 临时救助 whose papers and visit are done.
    Close,
    /// 需人工判断; only ever suggested, never decided.
    Judgement,
    /// 转低保: whose 特困供养 ends and who is within 低保.
    ToDibao,
    /// 转刚性支出困难家庭.
    ToRigid,
    /// 不予救助: who asked for 临时救助 is given nothing.
    Deny,
}

impl Outcome {
    /// Whether it has to be said in words why; going on as before explains itself.
    pub const fn needs_reason(self) -> bool {
        !matches!(self, Self::Keep | Self::Close)
    }

    /// Whether the household or a person gets less than before under this outcome, whatever its name.
    ///
    /// 转特困 is open only where it pays no less than before. 转低保 ends a support, whatever 低保 pays.
    pub const fn takes_away(self) -> bool {
        match self {
            Self::Decrease
            | Self::Stop
            | Self::PhaseOut
            | Self::ToEdge
            | Self::ToLinshi
            | Self::ToDibao
            | Self::ToRigid => true,
            Self::Keep
            | Self::Increase
            | Self::ToTekun
            | Self::Close
            | Self::Deny
            | Self::Judgement => false,
        }
    }
}

/// Why something changed (变动原因).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// 无变化.
    Unchanged,
    /// 就业.
    Employment,
    /// 收入增加或减少.
    Income,
    /// 财产.
    Property,
    /// 人口变化.
    Member,
    /// 死亡.
    Death,
    /// 标准调整.
    Standard,
    /// 自愿退出.
    Voluntary,
    /// 其他.
    Other,
}
