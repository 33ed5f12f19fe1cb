//! Queues (队列) as data: which cases, in which order, for whom.
//!
//! The order of a queue is linear in the day: a case stands at its rank day, the due day minus a bonus in
//! days for every reason to see it sooner. So nothing has to be put in order again at midnight, and what a
//! person reads as 「逾期13日 +13, 车辆登记 +9」 is the whole of it.

use serde::{Deserialize, Serialize};

use super::{
    alert::{AlertKind, AlertStatus},
    calendar::Day,
    case::{Case, Programme},
    ids::CaseId,
    matter::{Matter, MatterKind},
    review::Status,
};

/// The built-in queues (待办), in the order of the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueueId {
    /// 低保定期核查.
    Dibao,
    /// 特困年度核查.
    Tekun,
    /// 临时救助 补手续与回访.
    Linshi,
    /// 核对预警.
    Alerts,
    /// 变更申报.
    Changes,
    /// 到龄与到期.
    Terms,
    /// 分散供养探访.
    Visits,
    /// 退回补正.
    Returned,
    /// 等待中.
    Held,
    /// 待我审核.
    ToApprove,
    /// 待我确认.
    ToConfirm,
    /// 送达与生效: decided, and not in force yet.
    ToServe,
    /// 低保边缘、刚性支出困难核查: recognitions, which pay nothing by the month.
    Edge,
}

impl QueueId {
    /// All queues, in the order of the desk.
    pub const ALL: [Self; 13] = [
        Self::Dibao,
        Self::Tekun,
        Self::Linshi,
        Self::Alerts,
        Self::Changes,
        Self::Returned,
        Self::Held,
        Self::ToApprove,
        Self::ToConfirm,
        Self::ToServe,
        Self::Terms,
        Self::Visits,
        Self::Edge,
    ];

    /// The queue of the periodic reviews of a programme, if it has one.
    pub const fn of_programme(programme: Programme) -> Option<Self> {
        match programme {
            Programme::Dibao => Some(Self::Dibao),
            Programme::Tekun => Some(Self::Tekun),
            Programme::Linshi => Some(Self::Linshi),
            Programme::Edge | Programme::Rigid => Some(Self::Edge),
        }
    }

    /// Whether it looks [`HORIZON_DAYS`] ahead and no further.
    pub const fn looks_ahead(self) -> bool {
        self.is_of_programme() || self.lists_matters()
    }

    /// Whether its rows stand there for something that is due besides the review.
    pub const fn lists_matters(self) -> bool {
        matches!(self, Self::Terms | Self::Visits)
    }

    /// Whether it is the queue of the reviews of a programme.
    pub const fn is_of_programme(self) -> bool {
        match self {
            Self::Dibao | Self::Tekun | Self::Linshi | Self::Edge => true,
            Self::Alerts
            | Self::Changes
            | Self::Terms
            | Self::Visits
            | Self::Returned
            | Self::Held
            | Self::ToApprove
            | Self::ToConfirm
            | Self::ToServe => false,
        }
    }
}

/// How many days ahead of today a queue looks that does not list everything.
pub const HORIZON_DAYS: u32 = 30;

/// Weights of the order, in days by which a reason moves a case forward.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QueueWeights {
    /// For each kind of open alert; a kind that is not named weighs nothing.
    pub alerts: Vec<(AlertKind, u32)>,
    /// For a half-yearly review (半年类).
    pub half_year: u32,
    /// For a proposal that was returned (退回补正).
    pub returned: u32,
    /// Years after which somebody is of age (成年): no weight, but a day in a queue like the others.
    pub of_age: u32,
}

impl QueueWeights {
    /// The weight of an open alert of this kind.
    pub fn alert(&self, kind: AlertKind) -> u32 {
        self.alerts
            .iter()
            .find(|(named, _)| *named == kind)
            .map_or(0, |(_, days)| *days)
    }
}

/// What decides the place of a case in a queue, whatever the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The day the review is due.
    pub due: Day,
    /// Months between reviews.
    pub every_months: u32,
    /// Kinds of its open alerts, each once.
    pub alerts: Vec<AlertKind>,
    /// A proposal was returned and no new one has been made.
    pub returned: bool,
}

impl Standing {
    /// The standing of a case whose matters are known: a 临时救助 is due with the first of its steps.
    pub fn of(case: &Case, matters: &[Matter]) -> Self {
        let mut alerts: Vec<AlertKind> = case
            .alerts
            .iter()
            .filter(|alert| alert.status == AlertStatus::Open)
            .map(|alert| alert.kind)
            .collect();
        alerts.sort_unstable();
        alerts.dedup();
        Self {
            due: matters
                .iter()
                .find(|matter| matter.kind.is_of_linshi())
                .map_or(case.review.due, |matter| matter.day),
            every_months: case.review.every_months,
            alerts,
            returned: case.review.returned.is_some(),
        }
    }

    /// The due day minus the bonus days of all reasons: the order of a queue.
    pub fn rank_day(&self, weights: &QueueWeights) -> Day {
        let bonus: u32 = self
            .bonuses(weights)
            .fold(0, |sum, (_, bonus)| sum.saturating_add(bonus));
        self.due.add_days(-i64::from(bonus)).unwrap_or(self.due)
    }

    /// Why the case stands where it stands today, the weightiest first.
    pub fn reasons(&self, weights: &QueueWeights, today: Day) -> Vec<RankReason> {
        let late = today.days_since(self.due);
        let due = if late > 0 {
            let days = u32::try_from(late).unwrap_or(u32::MAX);
            (days, RankReason::Overdue { days })
        } else {
            let days = u32::try_from(late.unsigned_abs()).unwrap_or(u32::MAX);
            (0, RankReason::DueIn { days })
        };
        let mut reasons: Vec<(u32, RankReason)> = std::iter::once(due)
            .chain(self.bonuses(weights).map(|(reason, bonus)| (bonus, reason)))
            .collect();
        // Stable, so that equal weights keep the order they are listed in.
        reasons.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        reasons.into_iter().map(|(_, reason)| reason).collect()
    }

    /// The reasons that weigh something whatever the day.
    fn bonuses<'a>(
        &'a self,
        weights: &'a QueueWeights,
    ) -> impl Iterator<Item = (RankReason, u32)> + 'a {
        let alerts = self.alerts.iter().map(|&kind| {
            let bonus = weights.alert(kind);
            (RankReason::Alert { kind, bonus }, bonus)
        });
        let bonus = weights.returned;
        let returned = self
            .returned
            .then_some((RankReason::Returned { bonus }, bonus));
        let bonus = weights.half_year;
        let half_year = (self.every_months == 6).then_some((RankReason::HalfYear { bonus }, bonus));
        alerts.chain(returned).chain(half_year)
    }
}

/// One reason why a case stands where it stands, e.g. 逾期12日 +12.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RankReason {
    /// Overdue by so many civil days.
    Overdue {
        /// Civil days after the due day.
        days: u32,
    },
    /// Due in so many days, 0 for today.
    DueIn {
        /// Civil days until the due day.
        days: u32,
    },
    /// An open alert of this kind.
    Alert {
        /// What it is about.
        kind: AlertKind,
        /// Weight in days.
        bonus: u32,
    },
    /// 半年类.
    HalfYear {
        /// Weight in days.
        bonus: u32,
    },
    /// 退回补正.
    Returned {
        /// Weight in days.
        bonus: u32,
    },
    /// Decided, and what is still to be done about it.
    Closing {
        /// Where it stands: 待告知, 待送达 or 待生效.
        status: Status,
        /// Civil days since it could be done; negative before.
        days: i64,
    },
    /// Something is due besides the review.
    Matter {
        /// What.
        kind: MatterKind,
        /// Civil days after its last day; negative before.
        days: i64,
    },
}

/// One row of a queue: what a list needs without opening the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueRow {
    /// The case.
    pub case: CaseId,
    /// Case number.
    pub number: String,
    /// The programme.
    pub programme: Programme,
    /// The head's name, as stored; masked and made printable by whoever shows it.
    pub head: super::person::Personal,
    /// Name of the village or community.
    pub village: String,
    /// Members in the household.
    pub members: u32,
    /// Paid now, a month.
    pub paid: super::money::Fen,
    /// Day the review is due, in a queue of something else the day that is.
    pub due: Day,
    /// Months between reviews.
    pub every_months: u32,
    /// Where the review stands.
    pub status: Status,
    /// Name of who has claimed it, if somebody has.
    pub claimed_by: Option<String>,
    /// Why it stands here; the first is the weightiest.
    pub reasons: Vec<RankReason>,
    /// What waits to be signed, if something does.
    pub proposed: Option<Proposed>,
}

/// What waits to be signed (拟定意见), as far as a list tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    /// The programme it is proposed under, whose words it goes by.
    pub programme: super::case::Programme,
    /// The outcome.
    pub outcome: super::review::Outcome,
    /// The amount a month under it.
    pub month: super::money::Fen,
    /// Name of who proposes it.
    pub by: String,
    /// The day since which it waits for the signature that comes next.
    pub since: Day,
    /// Civil days it has waited.
    pub waiting_days: u32,
}
