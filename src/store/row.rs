//! The row of a case: what a queue needs without opening the case, and where it stands.

use serde::{Deserialize, Serialize};

use super::{
    codec::encode,
    fault::StoreFault,
    keys::{self, List, Whose},
    office::OfficeState,
    shelf::Record,
};
use crate::domain::{
    alert::AlertStatus,
    area::AreaCode,
    calendar::Day,
    case::{Case, Programme},
    ids::{CaseId, StaffId},
    matter::{self, Matter, MatterKind},
    money::Fen,
    person::Personal,
    queue::{Proposed, QueueId, QueueRow, QueueWeights, RankReason, Standing},
    review::{Claim, Outcome, Review, Status},
};

/// The queues of what is due besides the review.
const MATTERS: [QueueId; 2] = [QueueId::Visits, QueueId::Terms];

/// A row as it is stored; what depends on today or on names of areas and staff is added when it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The case.
    pub case: CaseId,
    /// Case number.
    pub number: String,
    /// The programme.
    pub programme: Programme,
    /// Name of the head.
    pub head: Personal,
    /// The village or community.
    pub area: AreaCode,
    /// The village in the words of a list, where the office does not know it.
    pub place: String,
    /// Members in the household.
    pub members: u32,
    /// Paid now, a month.
    pub paid: Fen,
    /// What decides its place.
    pub standing: Standing,
    /// The day by which the review is counted in its month.
    pub review_due: Day,
    /// What is due besides the review, the earliest first.
    pub matters: Vec<Matter>,
    /// Day of the oldest open alert.
    pub alert_day: Option<Day>,
    /// Day of the oldest change that waits.
    pub change_day: Option<Day>,
    /// Where the review stands.
    pub status: Status,
    /// Who has it.
    pub claim: Option<Claim>,
    /// The day it was skipped.
    pub skipped: Option<Day>,
    /// The day a hold ends.
    pub wake: Option<Day>,
    /// The day from which something can be done about what was decided and is not in force.
    pub closing: Option<Day>,
    /// Who proposed or edited or approved what is to be signed, and may not sign it now.
    pub makers: Vec<StaffId>,
    /// What waits to be signed.
    pub to_sign: Option<ToSign>,
}

/// What waits to be signed, as a row holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToSign {
    /// The outcome.
    pub outcome: Outcome,
    /// The amount a month under it.
    pub month: Fen,
    /// Who proposes it.
    pub by: StaffId,
    /// The day it was proposed, or approved where it is to be confirmed.
    pub since: Day,
}

impl ToSign {
    /// What waits in a case, if something does.
    fn of(case: &Case) -> Option<Self> {
        let review = &case.review;
        let proposal = review.proposal.as_ref()?;
        let since = match review.status {
            Status::Proposed => proposal.day,
            Status::Approved => review.approved.map_or(proposal.day, |(_, day)| day),
            Status::Due
            | Status::Claimed
            | Status::Held
            | Status::Returned
            | Status::Confirmed
            | Status::Noticed
            | Status::Served
            | Status::InForce => return None,
        };
        Some(Self {
            outcome: proposal.outcome,
            month: proposal.month,
            by: proposal.by,
            since,
        })
    }
}

impl Row {
    /// The row of a case whose head has this name.
    pub fn of(case: &Case, head: Personal, weights: &QueueWeights) -> Self {
        let review = &case.review;
        let matters = matter::of(case, weights.of_age);
        let open = || {
            case.alerts
                .iter()
                .filter(|alert| alert.status == AlertStatus::Open)
        };
        Self {
            case: case.id,
            number: case.number.clone(),
            programme: case.programme,
            head,
            area: case.area.clone(),
            place: case.place.clone(),
            members: u32::try_from(case.household.members.len()).unwrap_or(u32::MAX),
            paid: case.benefit.map_or(Fen::ZERO, |benefit| benefit.month),
            standing: Standing::of(case, &matters),
            review_due: review.due,
            matters,
            alert_day: open().map(|alert| alert.day).min(),
            change_day: case
                .changes
                .iter()
                .filter(|change| change.is_open())
                .map(|change| change.day)
                .min(),
            status: review.status,
            claim: review.claim,
            skipped: review.skipped.as_ref().map(|skip| skip.day),
            wake: review.hold.as_ref().map(|hold| hold.wake),
            closing: closing(review),
            makers: makers(case),
            to_sign: ToSign::of(case),
        }
    }

    /// The first of what is due in a queue that lists such things.
    pub fn matter(&self, queue: QueueId) -> Option<Matter> {
        let mut matters = self.matters.iter().copied();
        match queue {
            QueueId::Visits => matters.find(|matter| matter.kind == MatterKind::Visit),
            QueueId::Terms => matters
                .find(|matter| matter.kind != MatterKind::Visit && !matter.kind.is_of_linshi()),
            QueueId::Dibao
            | QueueId::Tekun
            | QueueId::Linshi
            | QueueId::Alerts
            | QueueId::Changes
            | QueueId::Returned
            | QueueId::Held
            | QueueId::ToApprove
            | QueueId::ToConfirm
            | QueueId::ToServe
            | QueueId::Edge => None,
        }
    }

    /// Why it stands in a queue: there, for what is due in it; elsewhere, for its review.
    fn reasons(&self, queue: QueueId, weights: &QueueWeights, today: Day) -> Vec<RankReason> {
        let due = |matter: &Matter| RankReason::Matter {
            kind: matter.kind,
            days: today.days_since(matter.day),
        };
        match queue {
            QueueId::Visits => self.matter(queue).iter().map(due).collect(),
            QueueId::Terms => self
                .matters
                .iter()
                .filter(|matter| matter.kind != MatterKind::Visit && !matter.kind.is_of_linshi())
                .map(due)
                .collect(),
            QueueId::Linshi => {
                let steps = self.matters.iter();
                let mut all: Vec<RankReason> = steps
                    .filter(|matter| matter.kind.is_of_linshi())
                    .map(due)
                    .collect();
                let of_review = self.standing.reasons(weights, today).into_iter();
                // The day is that of the first step, which has said it.
                let said = !all.is_empty();
                all.extend(of_review.filter(|reason| {
                    let day = matches!(
                        reason,
                        RankReason::Overdue { .. } | RankReason::DueIn { .. }
                    );
                    !(said && day)
                }));
                all
            }
            QueueId::Dibao
            | QueueId::Edge
            | QueueId::Tekun
            | QueueId::Alerts
            | QueueId::Changes
            | QueueId::Returned
            | QueueId::Held
            | QueueId::ToApprove
            | QueueId::ToConfirm
            | QueueId::ToServe => self.standing.reasons(weights, today),
        }
    }

    /// The queue of its programme; of one that has none the one every review can stand in.
    pub fn own_queue(&self) -> QueueId {
        QueueId::of_programme(self.programme).unwrap_or(QueueId::Returned)
    }

    /// The row as a screen gets it in a queue.
    pub fn shown(
        &self,
        queue: QueueId,
        office: &OfficeState,
        weights: &QueueWeights,
        today: Day,
    ) -> QueueRow {
        QueueRow {
            case: self.case,
            number: self.number.clone(),
            programme: self.programme,
            head: self.head.clone(),
            village: office.place_name(&self.area, &self.place),
            members: self.members,
            paid: self.paid,
            due: self
                .matter(queue)
                .map_or(self.standing.due, |matter| matter.day),
            every_months: self.standing.every_months,
            status: self.status,
            claimed_by: self
                .claim
                .filter(|claim| claim.until >= today)
                .map(|claim| office.staff_name(claim.by)),
            reasons: match self.closing.filter(|_| !queue.lists_matters()) {
                Some(day) => vec![RankReason::Closing {
                    status: self.status,
                    days: today.days_since(day),
                }],
                None => self.reasons(queue, weights, today),
            },
            proposed: self.to_sign.map(|to_sign| Proposed {
                programme: self.programme,
                outcome: to_sign.outcome,
                month: to_sign.month,
                by: office.staff_name(to_sign.by),
                since: to_sign.since,
                waiting_days: u32::try_from(today.days_since(to_sign.since)).unwrap_or(0),
            }),
        }
    }

    /// The places in which it stands: a queue, a list of it, and the day of the order.
    fn places(&self, weights: &QueueWeights) -> Vec<Place> {
        let rank = self.standing.rank_day(weights);
        let own = QueueId::of_programme(self.programme);
        let mut places = Vec::with_capacity(2);
        let mut stand = |queue, list, order| places.push(Place { queue, list, order });
        match self.status {
            Status::Due | Status::Claimed => match (own, self.skipped) {
                (Some(queue), None) => stand(queue, List::Main, rank),
                (Some(queue), Some(_)) => stand(queue, List::Skipped, rank),
                (None, _) => {}
            },
            Status::Held => {
                let wake = self.wake.unwrap_or(self.standing.due);
                stand(QueueId::Held, List::Main, wake);
                if let Some(queue) = own {
                    stand(queue, List::Asleep, rank);
                }
            }
            Status::Returned => stand(QueueId::Returned, List::Main, rank),
            Status::Proposed => stand(QueueId::ToApprove, List::Main, rank),
            Status::Approved => stand(QueueId::ToConfirm, List::Main, rank),
            Status::Confirmed | Status::Noticed | Status::Served => {
                let day = self.closing.unwrap_or(self.standing.due);
                stand(QueueId::ToServe, List::Main, day);
            }
            Status::InForce => {}
        }
        if let Some(day) = self.alert_day {
            let weight = self
                .standing
                .alerts
                .iter()
                .map(|kind| weights.alert(*kind))
                .max();
            let order = day.add_days(-i64::from(weight.unwrap_or(0))).unwrap_or(day);
            stand(QueueId::Alerts, List::Main, order);
        }
        if let Some(day) = self.change_day {
            stand(QueueId::Changes, List::Main, day);
        }
        for queue in MATTERS {
            if let Some(matter) = self.matter(queue) {
                stand(queue, List::Main, matter.day);
            }
        }
        places
    }

    /// Its keys and values in the queues of its township and of its county.
    pub fn records(&self, weights: &QueueWeights) -> Result<Vec<Record>, StoreFault> {
        let places = self.places(weights);
        let mut records = Vec::with_capacity(2 * places.len());
        if places.is_empty() {
            return Ok(records);
        }
        let value = encode("row", self)?;
        for place in places {
            for level in keys::levels(&self.area) {
                let key = keys::queue(place.queue, place.list, level);
                let key = key.day(place.order).long(self.case.0).bytes();
                records.push((key, value.clone()));
            }
        }
        Ok(records)
    }

    /// The day counters in which it is counted; each counts it once.
    pub fn counts(&self) -> Vec<Vec<u8>> {
        let mut counts = Vec::with_capacity(4);
        let mut count = |queue, day: Day| {
            for level in keys::levels(&self.area) {
                let key = keys::count(queue, List::Main, level, Whose::Everybodys);
                counts.push(key.day(day).bytes());
                if matches!(queue, QueueId::ToApprove | QueueId::ToConfirm) {
                    counts.extend(self.makers.iter().map(|maker| {
                        let whose = Whose::MadeBy(*maker);
                        let key = keys::count(queue, List::Main, level, whose);
                        key.day(day).bytes()
                    }));
                }
            }
        };
        let due = self.standing.due;
        let own = QueueId::of_programme(self.programme);
        match self.status {
            Status::Due | Status::Claimed => {
                if let Some(queue) = own {
                    count(queue, due);
                }
            }
            Status::Held => count(QueueId::Held, self.wake.unwrap_or(due)),
            Status::Returned => count(QueueId::Returned, due),
            Status::Proposed => count(QueueId::ToApprove, due),
            Status::Approved => count(QueueId::ToConfirm, due),
            Status::Confirmed | Status::Noticed | Status::Served => {
                count(QueueId::ToServe, self.closing.unwrap_or(due));
            }
            Status::InForce => {}
        }
        if let Some(day) = self.alert_day {
            count(QueueId::Alerts, day);
        }
        if let Some(day) = self.change_day {
            count(QueueId::Changes, day);
        }
        for queue in MATTERS {
            if let Some(matter) = self.matter(queue) {
                count(queue, matter.day);
            }
        }
        if self.status == Status::Held
            && let Some(queue) = own
        {
            // It counts in its programme too once it is awake; whether it is, depends on today.
            let wake = self.wake.unwrap_or(due);
            counts.extend(keys::levels(&self.area).map(|level| {
                let key = keys::count(queue, List::Asleep, level, Whose::Everybodys);
                key.day(wake).day(due).bytes()
            }));
        }
        counts
    }
}

/// One place of a row.
struct Place {
    queue: QueueId,
    list: List,
    order: Day,
}

/// Since when the next step of what was decided can be done: the notice since the decision, the service since the
/// notice or the last try, force from the first day of its month.
fn closing(review: &Review) -> Option<Day> {
    match review.status {
        Status::Confirmed => review.decided.map(|(_, day)| day),
        Status::Noticed => {
            let tried = review.attempts.last().map(|attempt| attempt.day);
            tried.or_else(|| review.notice.as_ref().map(|notice| notice.day))
        }
        Status::Served => review.service.as_ref().map(|service| service.from.first()),
        Status::Due
        | Status::Claimed
        | Status::Held
        | Status::Proposed
        | Status::Returned
        | Status::Approved
        | Status::InForce => None,
    }
}

/// Who may not sign what stands to be signed.
fn makers(case: &Case) -> Vec<StaffId> {
    let review = &case.review;
    let mut makers: Vec<StaffId> = match review.status {
        Status::Proposed | Status::Approved => review
            .editors
            .iter()
            .copied()
            .chain(review.proposal.iter().map(|proposal| proposal.by))
            .chain(review.approved.iter().map(|(by, _)| *by))
            .collect(),
        Status::Due
        | Status::Claimed
        | Status::Held
        | Status::Returned
        | Status::Confirmed
        | Status::Noticed
        | Status::Served
        | Status::InForce => Vec::new(),
    };
    makers.sort_unstable();
    makers.dedup();
    makers
}
