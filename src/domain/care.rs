//! Support of 特困人员: how somebody is supported, how much care is needed, and who assessed it
//! (民发〔2021〕43号 第二十条 to 第二十三条).

use serde::{Deserialize, Serialize};

use super::{calendar::Day, ids::StaffId};

/// How much care somebody needs (生活自理能力).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CareTier {
    /// 全自理.
    SelfCare,
    /// 半护理: 部分丧失.
    Half,
    /// 全护理: 完全丧失.
    Full,
}

/// Where somebody is supported (供养方式), by the person's own choice (社会救助法 第十六条).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CareMode {
    /// 集中供养.
    Central,
    /// 分散供养.
    Scattered,
}

/// The six items of self-care (民发〔2021〕43号 第二十一条); true: able.
#[expect(
    clippy::struct_excessive_bools,
    reason = "six independent observations of the statutory form"
)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SelfCareItems {
    /// 吃饭.
    pub eat: bool,
    /// 穿衣.
    pub dress: bool,
    /// 上下床.
    pub transfer: bool,
    /// 如厕.
    pub toilet: bool,
    /// 室内行走.
    pub walk: bool,
    /// 洗澡.
    pub bathe: bool,
}

/// An assessment of self-care (生活自理能力评估).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SelfCare {
    /// What the person was able to do.
    pub items: SelfCareItems,
    /// The day of the assessment.
    pub day: Day,
    /// Who entered it.
    pub by: StaffId,
    /// Who assessed, and anything worth knowing; a third party is allowed (第二十条).
    pub note: String,
}

/// How somebody is supported, as last looked into (供养情况).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Support {
    /// Where.
    pub mode: CareMode,
    /// The tier as an older list gives it; an assessment that is as new or newer counts instead.
    pub tier: Option<CareTier>,
    /// Last day of the 委托照料服务协议, where there is one.
    pub agreement_until: Option<Day>,
    /// Whether somebody with a duty of support can carry it (法定义务人有履行能力); `None` where nobody has judged.
    pub able_duty: Option<bool>,
    /// The day of the finding.
    pub day: Day,
    /// Who entered it.
    pub by: StaffId,
    /// Anything worth knowing.
    pub note: String,
}

impl CareTier {
    /// The code, which `text` has a word for.
    pub const fn code(self) -> &'static str {
        match self {
            Self::SelfCare => "care_self",
            Self::Half => "care_half",
            Self::Full => "care_full",
        }
    }
}

impl CareMode {
    /// The code, which `text` has a word for.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Central => "central",
            Self::Scattered => "scattered",
        }
    }
}
