//! Support of 特困人员: how somebody is supported, how much care is needed, who assessed it
//! (民发〔2021〕43号 第二十条 to 第二十三条), and what is kept of a person at home: the agreement on care, the
//! monthly visits, a reported change of ability, school after 18, the look at other aid after the end.

use serde::{Deserialize, Serialize};

use super::{calendar::Day, evidence::VisitMode, ids::StaffId};

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

/// Visits that a case keeps; the journal keeps all of them.
pub const VISITS_KEPT: usize = 36;

/// How health or housing was found on a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// 良好.
    Good,
    /// 有隐患, to be watched.
    Concern,
    /// 需马上处理.
    Urgent,
}

/// Whether who has taken the care on does it (照料服务人).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attendance {
    /// 按协议照料.
    Comes,
    /// 照料不到位.
    Lacking,
    /// 没有来.
    StaysAway,
    /// 没有照料服务人.
    Nobody,
}

/// A visit to somebody who is supported at home (探访).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CareVisit {
    /// The day.
    pub day: Day,
    /// Who went: the named visitor of the village, or staff.
    pub visitor: String,
    /// How.
    pub mode: VisitMode,
    /// 健康.
    pub health: Condition,
    /// 住房安全.
    pub housing: Condition,
    /// Whether the caregiver comes.
    pub caregiver: Attendance,
    /// What is needed (需求); empty if nothing is.
    pub needs: String,
    /// Anything else that was seen.
    pub note: String,
    /// Last day of the next visit by the rule of the day; `None` where no rule demands one.
    pub next: Option<Day>,
    /// Who entered it.
    pub by: StaffId,
}

/// An agreement on care at home (委托照料服务协议).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Agreement {
    /// Who takes the care on; empty where only an older list tells of it.
    pub caregiver: String,
    /// First day; `None` where only an older list tells of it.
    pub from: Option<Day>,
    /// Last day.
    pub until: Day,
    /// Who entered it.
    pub by: StaffId,
    /// Anything worth knowing.
    pub note: String,
}

/// A report that self-care has changed (自理能力变化报告, 民发〔2021〕43号 第二十三条).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct AbilityReport {
    /// The day it was reported.
    pub day: Day,
    /// Who said what.
    pub note: String,
    /// Last day to assess again.
    pub due: Day,
    /// The year whose holidays were not known, so that only Saturdays and Sundays were left out in it.
    pub unknown_year: Option<i32>,
    /// Who entered it.
    pub by: StaffId,
}

/// That somebody of age still goes to a school that keeps the support going (社会救助法 第十六条).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct StudyTerm {
    /// The school, and the paper that shows it.
    pub school: String,
    /// Last day of it, as that paper says.
    pub until: Day,
    /// The day it was looked into.
    pub day: Day,
    /// Who entered it.
    pub by: StaffId,
}

/// What came of looking at one other aid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fit {
    /// 符合, passed on.
    Fits,
    /// 不符合.
    Unfit,
    /// 本人不申请.
    Unwanted,
}

/// The look at other aid when support ends (民发〔2021〕43号 第二十七条): who fits is taken into it in time.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OtherAidLook {
    /// The day.
    pub day: Day,
    /// 低保.
    pub dibao: Fit,
    /// 低保边缘.
    pub edge: Fit,
    /// 临时救助.
    pub linshi: Fit,
    /// On what grounds, and anything else that was looked at.
    pub note: String,
    /// Who looked.
    pub by: StaffId,
}

/// What is entered of a person's care, one at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CareRecord {
    /// A visit was made.
    Visited(CareVisit),
    /// An agreement was made, in the place of the one before.
    Agreed(Agreement),
    /// The agreement was ended before its day.
    AgreementEnded {
        /// The day.
        day: Day,
        /// Why.
        why: String,
        /// Who entered it.
        by: StaffId,
    },
    /// Somebody reported that self-care has changed.
    AbilityChanged(AbilityReport),
    /// School goes on after 18.
    Studies(StudyTerm),
    /// Other aid was looked at.
    LookedElsewhere(OtherAidLook),
}

/// What is kept of the care of a 特困人员 besides support and assessment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareBook {
    /// Since when the person is supported at home, as far as it was entered.
    pub at_home_since: Option<Day>,
    /// Visits, newest last; the last [`VISITS_KEPT`] of them.
    pub visits: Vec<CareVisit>,
    /// The agreement that holds.
    pub agreement: Option<Agreement>,
    /// A reported change that nobody has assessed yet.
    pub ability: Option<AbilityReport>,
    /// The report that the newest assessment answered; none where it was made without one.
    pub answered: Option<AbilityReport>,
    /// School after 18.
    pub studies: Option<StudyTerm>,
    /// The newest look at other aid.
    pub elsewhere: Option<OtherAidLook>,
}

impl CareBook {
    /// Takes what was entered.
    pub fn take(&mut self, record: &CareRecord) {
        match record {
            CareRecord::Visited(visit) => {
                // A visit entered late stands where its day belongs.
                let place = self.visits.partition_point(|known| known.day <= visit.day);
                self.visits.insert(place, visit.clone());
                let over = self.visits.len().saturating_sub(VISITS_KEPT);
                self.visits.drain(..over);
            }
            CareRecord::Agreed(agreement) => self.agreement = Some(agreement.clone()),
            CareRecord::AgreementEnded { .. } => self.agreement = None,
            CareRecord::AbilityChanged(report) => self.ability = Some(report.clone()),
            CareRecord::Studies(term) => self.studies = Some(term.clone()),
            CareRecord::LookedElsewhere(look) => self.elsewhere = Some(look.clone()),
        }
    }

    /// Takes how the person is supported now: visits and an agreement belong to a life at home.
    pub fn supported(&mut self, support: &Support) {
        match support.mode {
            CareMode::Central => {
                self.at_home_since = None;
                self.agreement = None;
            }
            CareMode::Scattered => {
                self.at_home_since.get_or_insert(support.day);
                if let Some(until) = support.agreement_until {
                    self.agreement = Some(Agreement {
                        caregiver: String::new(),
                        from: None,
                        until,
                        by: support.by,
                        note: support.note.clone(),
                    });
                }
            }
        }
    }

    /// An assessment answers the report before it.
    pub fn assessed(&mut self, assessment: &SelfCare) {
        self.answered = self.ability.take_if(|report| report.day <= assessment.day);
    }

    /// Last day of the next visit; before the first one the end of the month after the life at home began.
    pub fn visit_due(&self) -> Option<Day> {
        let since = self.at_home_since?;
        match self.visits.last().filter(|visit| visit.day >= since) {
            Some(visit) => visit.next,
            None => Some(since.month().next()?.last()),
        }
    }
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
