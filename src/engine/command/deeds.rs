//! What is entered of care, of a 临时救助 and of referrals: the smaller commands on a case, by family.

use serde::{Deserialize, Serialize};

use crate::domain::{
    calendar::Day,
    care::{Attendance, Condition, Fit},
    evidence::VisitMode,
    linshi::LinshiType,
    money::Fen,
    referral::{Consent, Entitlement, ReferralOutcome},
};

/// What is entered of the care of a 特困人员.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CareDeed {
    /// A visit to somebody supported at home (探访).
    Visit {
        /// The day; not in the future.
        day: Day,
        /// Who went.
        visitor: String,
        /// How.
        mode: VisitMode,
        /// 健康.
        health: Condition,
        /// 住房安全.
        housing: Condition,
        /// Whether the caregiver comes.
        caregiver: Attendance,
        /// What is needed.
        needs: String,
        /// Anything else that was seen.
        note: String,
    },
    /// An agreement on care (委托照料服务协议).
    Agree {
        /// Who takes the care on.
        caregiver: String,
        /// First day.
        from: Day,
        /// Last day; not before the first.
        until: Day,
        /// Anything worth knowing.
        note: String,
    },
    /// The end of the agreement before its day.
    EndAgreement {
        /// The day; not in the future.
        day: Day,
        /// Why; must not be empty.
        why: String,
    },
    /// A report that self-care has changed.
    ReportAbility {
        /// The day; not in the future.
        day: Day,
        /// Who said what; must not be empty.
        note: String,
    },
    /// School after 18.
    Study {
        /// The school, and the paper that shows it.
        school: String,
        /// Last day of it.
        until: Day,
    },
    /// The look at other aid when support ends.
    LookElsewhere {
        /// The day; not in the future.
        day: Day,
        /// 低保.
        dibao: Fit,
        /// 低保边缘.
        edge: Fit,
        /// 临时救助.
        linshi: Fit,
        /// On what grounds; must not be empty.
        note: String,
    },
}

/// An instalment that is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedPart {
    /// The day.
    pub day: Day,
    /// How much.
    pub amount: Fen,
}

/// What is entered of a 临时救助 besides what was given, its papers and its visit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AidDeed {
    /// Takes a request (受理).
    Ask {
        /// The kind.
        kind: LinshiType,
        /// For what.
        cause: String,
        /// The day; not in the future.
        day: Day,
    },
    /// A discussion of what goes beyond the ordinary (一事一议).
    Discuss {
        /// The day; not in the future.
        day: Day,
        /// Who took part.
        present: String,
        /// What was decided, and why.
        decision: String,
    },
    /// An instalment was paid (分期给付).
    PayInstalment {
        /// Its number, from 1.
        number: u32,
        /// The day; not in the future.
        day: Day,
    },
}

/// What is entered of referrals (转介).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReferralDeed {
    /// Passes a member or the household on.
    Pass {
        /// For what.
        what: Entitlement,
        /// Place of the member from 0; `None` for the household.
        member: Option<u32>,
        /// To which office.
        office: String,
        /// The day; not in the future.
        day: Day,
        /// How the household agreed.
        consent: Consent,
        /// Anything worth knowing.
        note: String,
    },
    /// Notes what came of it.
    Answer {
        /// Its number within the case.
        number: u32,
        /// What came of it.
        outcome: ReferralOutcome,
        /// The day; between the referral and today.
        day: Day,
        /// Who said so.
        note: String,
    },
}
