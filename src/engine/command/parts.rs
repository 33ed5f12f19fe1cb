//! What larger commands are made of: staff, people and households as they come in, what a caseworker signs.

use serde::{Deserialize, Serialize};

use crate::domain::{
    area::{AreaCode, Setting},
    asset::Assets,
    calendar::{Day, Month},
    care::{CareMode, CareTier},
    case::{Benefit, Programme},
    household::{Household, MemberFacts},
    ids::CaseId,
    linshi::Given,
    person::Personal,
    review::{Cause, LastReview, Outcome},
    staff::Role,
};

/// A member of staff to be entered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewStaff {
    /// The name shown on screens and paper.
    pub name: String,
    /// Roles.
    pub roles: Vec<Role>,
    /// Where this person acts.
    pub area: AreaCode,
    /// The operating-system account that is this person.
    pub account: Option<String>,
}

/// Who a person is, before the engine has given a number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct NewIdentity {
    /// 姓名.
    pub name: Personal,
    /// 公民身份号码, 18 characters, already checked; empty where the office has none.
    pub number: Personal,
    /// 联系电话.
    pub phone: Personal,
    /// 银行账号.
    pub account: Personal,
    /// 住址.
    pub address: Personal,
}

/// A member as a file or a form gives it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct IntakeMember {
    /// Who.
    pub identity: NewIdentity,
    /// What is known.
    pub facts: MemberFacts,
}

/// A household as a file or a form gives it; the head stands first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intake {
    /// The case number; empty lets the engine give one.
    pub number: String,
    /// The programme.
    pub programme: Programme,
    /// The village or community.
    pub area: AreaCode,
    /// City or rural.
    pub setting: Setting,
    /// Members, the head first, at most [`crate::base::limits`] allows.
    pub members: Vec<IntakeMember>,
    /// Property.
    pub assets: Assets,
    /// Whether the income is stable.
    pub income_stable: bool,
    /// What is paid now.
    pub benefit: Option<Benefit>,
    /// 单人保.
    pub single: bool,
    /// 近亲属备案.
    pub kin_registered: bool,
    /// The last review, as far as known. Without one, the case is due at once.
    pub last_review: Option<LastReview>,
    /// Where it came from, e.g. base name of the file and row.
    pub source: String,
    /// What a list says beside the household.
    #[serde(default)]
    pub listed: Listed,
}

/// What a list says of a case beside its household; a form leaves it empty.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Listed {
    /// The village in the words of the list.
    pub place: Place,
    /// 供养方式.
    pub mode: Option<CareMode>,
    /// 生活自理能力.
    pub tier: Option<CareTier>,
    /// What was given as 临时救助.
    pub aid: Option<Given>,
}

/// How sure the area of a household is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The list says nothing of it, or a form gave it.
    #[default]
    Unsaid,
    /// The area is the village that the list names in these words.
    Known(String),
    /// The office knows no village of these words; the area is the nearest it knows.
    Unknown(String),
}

/// What a caseworker signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposeReview {
    /// The case.
    pub case: CaseId,
    /// The outcome.
    pub outcome: Outcome,
    /// Why.
    pub cause: Cause,
    /// The reason in words; demanded wherever something changes.
    pub reason: String,
    /// First month of the new amount; `None` takes the rule's own (the month after).
    pub effective: Option<Month>,
    /// Months of 渐退, if that is the outcome.
    pub phase_out_months: Option<u32>,
    /// The household as it shall stand.
    pub household: Household,
    /// The day the facts changed, if it lies before the review and is known.
    #[serde(default)]
    pub changed: Option<Day>,
    /// Digest of the finding the person saw (see [`crate::engine::answer::Assessment::digest`]).
    pub finding_seen: String,
}
