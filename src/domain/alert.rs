//! Alerts (核对预警): a hit in somebody's data, to be checked, never a decision by itself.

use serde::{Deserialize, Serialize};

use super::{
    calendar::Day,
    ids::{PersonId, StaffId},
};

/// What an alert is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertKind {
    /// 死亡.
    Death,
    /// 车辆登记.
    Vehicle,
    /// 养老金.
    Pension,
    /// 经营主体登记.
    Business,
    /// 不动产登记.
    RealEstate,
    /// 存款等金融资产.
    Financial,
    /// 就业参保.
    Employment,
    /// 服刑.
    Prison,
    /// 婚姻登记.
    Marriage,
    /// 其他.
    Other,
}

/// What came of looking into an alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertStatus {
    /// 待查: nobody has looked yet.
    Open,
    /// 属实: it is so.
    True,
    /// 不属实: it is not so.
    Untrue,
    /// 不影响: it is so and changes nothing.
    Harmless,
}

/// One alert (预警).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Alert {
    /// Number within the case, from 1.
    pub number: u32,
    /// The member it names.
    pub person: Option<PersonId>,
    /// What it is about.
    pub kind: AlertKind,
    /// Day of the source.
    pub day: Day,
    /// Where it came from, e.g. 车辆登记.
    pub source: String,
    /// What the source says, masked where it must be, e.g. 皖C*****5.
    pub detail: String,
    /// What came of it.
    pub status: AlertStatus,
    /// Who decided that, and when.
    pub settled: Option<(StaffId, Day)>,
    /// How it was looked into: who asked whom, when, and what they found (查实经过); empty before, and in
    /// records of the time when it was not asked for.
    #[serde(default)]
    pub note: String,
}
