//! The case (案): one household under one programme, with everything a review needs.

pub use super::benefit::Benefit;
use serde::{Deserialize, Serialize};

use super::{
    alert::Alert,
    appeal::Appeal,
    area::{AreaCode, Setting},
    calendar::{Day, Month},
    care::{CareBook, SelfCare, Support},
    change::Change,
    evidence::{CheckReport, Hearing, HomeVisit},
    household::Household,
    ids::{CaseId, StaffId},
    linshi::{Aid, AidBook, AidPapers, FollowUp},
    notice::{Notice, Posting, Service, Waiver},
    price::Once,
    recovery::Recovery,
    referral::Referral,
    review::{LastReview, Outcome, Proposal, Review, Status},
    work_offer::WorkOffer,
};

/// The programme (救助项目).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Programme {
    /// 最低生活保障 (低保).
    Dibao,
    /// 特困人员救助供养.
    Tekun,
    /// 临时救助.
    Linshi,
    /// 低保边缘.
    Edge,
    /// 刚性支出困难.
    Rigid,
}

impl Programme {
    /// Whether it is a recognition (认定): it is kept or lost, and nothing is paid by the month.
    #[must_use]
    pub const fn is_recognition(self) -> bool {
        match self {
            Self::Edge | Self::Rigid => true,
            Self::Dibao | Self::Tekun | Self::Linshi => false,
        }
    }

    /// The programme a case stands under once an outcome of its review is in force.
    #[must_use]
    pub const fn after(self, outcome: Outcome) -> Self {
        match outcome {
            Outcome::ToEdge => Self::Edge,
            Outcome::ToRigid => Self::Rigid,
            Outcome::ToTekun => Self::Tekun,
            Outcome::ToLinshi => Self::Linshi,
            Outcome::ToDibao => Self::Dibao,
            Outcome::Keep
            | Outcome::Increase
            | Outcome::Decrease
            | Outcome::Stop
            | Outcome::PhaseOut
            | Outcome::Close
            | Outcome::Deny
            | Outcome::Judgement => self,
        }
    }
}

/// The class of a household where amounts are fixed by class (分档).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Tier {
    /// A档.
    A,
    /// B档.
    B,
    /// C档.
    C,
}

/// The class of a household as it was settled.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TierRecord {
    /// The class.
    pub tier: Tier,
    /// The day.
    pub day: Day,
    /// On what it rests.
    pub note: String,
    /// Who entered it.
    pub by: StaffId,
}

/// The months of a 渐退 in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PhaseOutSpan {
    /// The first month of it.
    pub first: Month,
    /// The last month of it.
    pub last: Month,
}

/// A decision that was taken, kept whole: facts, sum, words and persons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Seq of the journal entry that brought it into force.
    pub seq: u64,
    /// What was proposed and signed.
    pub proposal: Proposal,
    /// Who approved it, and when.
    pub approved: Option<(StaffId, Day)>,
    /// Who confirmed it, and when; `None` where no confirmation was needed.
    pub confirmed: Option<(StaffId, Day)>,
    /// The notice of it, where one was due.
    pub notice: Option<Notice>,
    /// The service of the notice.
    pub service: Option<Service>,
    /// Number of the batch (批次) it was decided in, if it was not decided alone.
    pub batch: Option<u32>,
    /// What was paid before it, and since when.
    pub before: Option<Benefit>,
    /// The day the facts changed, where it is known.
    pub changed: Option<Day>,
    /// The programme it was taken under; another one than that of the case where it moved it.
    pub programme: Programme,
    /// The appeal that undid it, by its number.
    pub undone: Option<u32>,
}

/// A case (案) as the journal left it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The id.
    pub id: CaseId,
    /// The case number (案号) that stands on paper.
    pub number: String,
    /// The programme.
    pub programme: Programme,
    /// The village or community.
    pub area: AreaCode,
    /// The village in the words of a list, where the office did not know it when the case came: the area is then
    /// only the nearest one that was known. Empty once the case was placed.
    pub place: String,
    /// City or rural standard.
    pub setting: Setting,
    /// The household as last decided.
    pub household: Household,
    /// What is paid now; `None` if nothing is.
    pub benefit: Option<Benefit>,
    /// 单人保: one person of a household under a single application.
    pub single: bool,
    /// 近亲属备案: related to staff or the village committee, or reported; a third person must sign.
    pub kin_registered: bool,
    /// Visits, newest last.
    pub visits: Vec<HomeVisit>,
    /// Hearings, newest last.
    pub hearings: Vec<Hearing>,
    /// Postings of what was to be decided, newest last.
    pub postings: Vec<Posting>,
    /// Records that nobody can be heard, newest last.
    pub waivers: Vec<Waiver>,
    /// Check reports, newest last.
    pub reports: Vec<CheckReport>,
    /// How a 特困人员 is supported, as last looked into.
    pub support: Option<Support>,
    /// The newest assessment of self-care.
    pub self_care: Option<SelfCare>,
    /// What is kept of the care of a 特困人员.
    pub care: CareBook,
    /// What was given as 临时救助.
    pub aid: Option<Aid>,
    /// The papers that followed it.
    pub aid_papers: Option<AidPapers>,
    /// The visit after it.
    pub follow_up: Option<FollowUp>,
    /// What else is kept of a 临时救助.
    pub aid_book: AidBook,
    /// Referrals (转介), newest last.
    pub referrals: Vec<Referral>,
    /// The 渐退 that is being paid, until a decision that ends or replaces it.
    pub phase_out: Option<PhaseOutSpan>,
    /// Offers of work to its members, in the order they were entered.
    pub work_offers: Vec<WorkOffer>,
    /// The class under fixed amounts, as last settled.
    pub tier: Option<TierRecord>,
    /// Appeals against its decisions, newest last.
    pub appeals: Vec<Appeal>,
    /// What was settled about money that was paid too much, newest last.
    pub recoveries: Vec<Recovery>,
    /// Alerts in the order they came.
    pub alerts: Vec<Alert>,
    /// Changes (变更) that were reported: all that wait, and the last that were settled.
    pub changes: Vec<Change>,
    /// The last completed review.
    pub last_review: Option<LastReview>,
    /// The newest decision in force, with its sum.
    pub decision: Option<Decision>,
    /// The newest decision that was served, where a newer one that nobody had to be served stands over it: its
    /// remedies run on, and what was paid too much before it is still known.
    pub served_before: Option<Box<Decision>>,
    /// What was paid once (一次性发放), newest last.
    pub once: Vec<Once>,
    /// The running review.
    pub review: Review,
    /// Seq of the last journal entry that touched this case; a command names the one it saw.
    pub seq: u64,
}

impl Case {
    /// Whether this review looked into how its person is or could be supported (供养情况).
    pub fn support_looked_into(&self) -> bool {
        let since = self.period_start();
        let looked = self.support.as_ref().map(|support| support.day);
        looked.is_some_and(|looked| since.is_none_or(|since| looked > since))
    }

    /// The day after which evidence belongs to the running review.
    pub fn period_start(&self) -> Option<Day> {
        self.last_review.as_ref().map(|last| last.day)
    }

    /// Whether the running review has a proposal that somebody stands for.
    pub fn proposal_stands(&self) -> bool {
        match self.review.status {
            Status::Proposed
            | Status::Approved
            | Status::Confirmed
            | Status::Noticed
            | Status::Served => true,
            Status::Due | Status::Claimed | Status::Held | Status::Returned | Status::InForce => {
                false
            }
        }
    }

    /// What is proposed, else what was decided last.
    pub fn newest_proposal(&self) -> Option<&Proposal> {
        let running = self.review.proposal.as_ref();
        let decided = self.decision.as_ref().map(|decision| &decision.proposal);
        running.filter(|_| self.proposal_stands()).or(decided)
    }

    /// The newest decision that was served and still holds: remedies are against it.
    pub fn served_decision(&self) -> Option<&Decision> {
        let newest = self.decision.as_ref().filter(|one| one.service.is_some());
        let served = newest.or(self.served_before.as_deref());
        served.filter(|one| one.undone.is_none())
    }
}
