//! What else members of a household may be due (其他待遇), and passing them on to who gives it (转介).
//!
//! The program finds and says why; a person asks the household, passes on, and notes what came of it.

use serde::{Deserialize, Serialize};

use super::{
    calendar::Day,
    finding::Step,
    ids::{PersonId, StaffId},
    money::Fen,
};

/// Referrals of one case: years of every kind for every member.
pub const REFERRALS_PER_CASE_MAX: usize = 500;

/// What may be due besides what the case is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entitlement {
    /// 高龄津贴.
    OldAgeAllowance,
    /// 养老服务补贴.
    ElderService,
    /// 困难残疾人生活补贴.
    DisabledLiving,
    /// 重度残疾人护理补贴.
    DisabledNursing,
    /// 医疗救助.
    Medical,
    /// 教育救助.
    Education,
    /// 就业救助.
    Employment,
    /// 住房救助.
    Housing,
    /// 长期照护保险(特困护理险).
    CareInsurance,
    /// 探视巡访.
    Visiting,
    /// 孤儿、事实无人抚养儿童保障.
    ChildWelfare,
    /// 低保.
    Dibao,
    /// 低保边缘.
    Edge,
    /// 特困供养.
    Tekun,
    /// 临时救助.
    Linshi,
    /// 慈善帮扶.
    Charity,
}

impl Entitlement {
    /// All of them, in the order of the list.
    pub const ALL: [Self; 16] = [
        Self::OldAgeAllowance,
        Self::ElderService,
        Self::DisabledLiving,
        Self::DisabledNursing,
        Self::Medical,
        Self::Education,
        Self::Employment,
        Self::Housing,
        Self::CareInsurance,
        Self::Visiting,
        Self::ChildWelfare,
        Self::Dibao,
        Self::Edge,
        Self::Tekun,
        Self::Linshi,
        Self::Charity,
    ];

    /// The code, which `text` has a word for.
    pub const fn code(self) -> &'static str {
        match self {
            Self::OldAgeAllowance => "old_age_allowance",
            Self::ElderService => "elder_service",
            Self::DisabledLiving => "disabled_living",
            Self::DisabledNursing => "disabled_nursing",
            Self::Medical => "medical",
            Self::Education => "education",
            Self::Employment => "employment_aid",
            Self::Housing => "housing",
            Self::CareInsurance => "care_insurance",
            Self::Visiting => "visiting",
            Self::ChildWelfare => "child_welfare",
            Self::Dibao => "to_dibao",
            Self::Edge => "to_edge",
            Self::Tekun => "to_tekun",
            Self::Linshi => "to_linshi",
            Self::Charity => "charity",
        }
    }
}

/// What is known of the amount of an entitlement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkedSum {
    /// So much a month, by a value somebody stands for.
    Month(Fen),
    /// There is a value, and nobody has confirmed it: no figure is shown.
    Unverified,
    /// No value was entered.
    Unset,
    /// It has no fixed amount: services, costs, relief.
    NoFixed,
}

/// Something a member may be due, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Linked {
    /// What.
    pub what: Entitlement,
    /// Which member, by place from 0; `None` for the household.
    pub member: Option<u32>,
    /// Why, with its citation and how sure it is.
    pub why: Step,
    /// The amount, as far as it is known.
    pub sum: LinkedSum,
}

/// How the household agreed to be passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    /// 书面同意.
    Written,
    /// 当面口头同意.
    Spoken,
    /// 电话同意.
    Phone,
    /// 监护人或代理人同意.
    Guardian,
}

/// What came of a referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferralOutcome {
    /// 已受理.
    Accepted,
    /// 不符合.
    Unfit,
    /// 本人放弃.
    GivenUp,
}

/// The answer to a referral (转介结果).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ReferralAnswer {
    /// What came of it.
    pub outcome: ReferralOutcome,
    /// The day.
    pub day: Day,
    /// Who said so, and what else is to be known.
    pub note: String,
    /// Who entered it.
    pub by: StaffId,
}

/// A referral (转介).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Referral {
    /// Number within the case, from 1.
    pub number: u32,
    /// For what.
    pub what: Entitlement,
    /// Who, if not the household as a whole.
    pub person: Option<PersonId>,
    /// To which office.
    pub office: String,
    /// The day it was passed on.
    pub day: Day,
    /// How the household agreed.
    pub consent: Consent,
    /// The day to ask what came of it.
    pub follow: Day,
    /// Anything worth knowing.
    pub note: String,
    /// Who passed it on.
    pub by: StaffId,
    /// What came of it, once known.
    pub answer: Option<ReferralAnswer>,
}

/// What is entered of referrals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReferralRecord {
    /// A member was passed on.
    Passed(Referral),
    /// It is known what came of it.
    Answered {
        /// Its number.
        number: u32,
        /// What came of it.
        answer: ReferralAnswer,
    },
}

/// There is no referral of that number, or there is one already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoSuchReferral;

/// Takes what was entered.
///
/// # Errors
/// [`NoSuchReferral`].
pub fn take(referrals: &mut Vec<Referral>, record: &ReferralRecord) -> Result<(), NoSuchReferral> {
    match record {
        ReferralRecord::Passed(referral) => {
            if referrals
                .iter()
                .any(|known| known.number == referral.number)
            {
                return Err(NoSuchReferral);
            }
            referrals.push(referral.clone());
        }
        ReferralRecord::Answered { number, answer } => {
            let mut known = referrals.iter_mut();
            let referral = known
                .find(|known| known.number == *number)
                .ok_or(NoSuchReferral)?;
            referral.answer = Some(answer.clone());
        }
    }
    Ok(())
}
