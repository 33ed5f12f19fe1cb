//! What `show --json` says of a decision on its way into force: notice, tries, service, remedies, what was paid too
//! much. Amounts are texts and people are named, as everywhere in the interface.

use serde::Serialize;

use super::staff_name;
use crate::{
    domain::{
        calendar::{Day, Month},
        closing::{ClosingStep, LastDay, Overpaid, Remedies},
        notice::{Attempt, Notice, Service, ServiceMethod},
    },
    engine::answer::CaseView,
    text::steps::citation_text,
};

/// What is to be done about a decision, and what was.
#[derive(Debug, Serialize)]
pub(super) struct ClosingShape {
    next: Option<StepShape>,
    from: Option<Month>,
    notice: Option<NoticeShape>,
    attempts: Vec<AttemptShape>,
    service: Option<ServiceShape>,
    remedies: Option<RemediesShape>,
    overpaid: Option<OverpaidShape>,
}

/// What has to happen next.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum StepShape {
    Notify,
    Serve,
    Wait,
    LookElsewhere,
    Enforce,
}

/// The notice.
#[derive(Debug, Serialize)]
struct NoticeShape {
    number: String,
    day: Day,
    by: String,
    paid: String,
    rules: Vec<String>,
}

/// A try to serve it.
#[derive(Debug, Serialize)]
struct AttemptShape {
    day: Day,
    method: ServiceMethod,
    by: String,
    note: String,
}

/// Its service.
#[derive(Debug, Serialize)]
struct ServiceShape {
    method: ServiceMethod,
    day: Day,
    served: Day,
    receiver: String,
    note: String,
    by: String,
    from: Month,
}

/// The remedies against it.
#[derive(Debug, Serialize)]
struct RemediesShape {
    served: Day,
    review_body: String,
    review_last: Day,
    court: String,
    court_last: Day,
    /// The years whose holidays are not known, so that a last day may move on.
    unknown_years: Vec<i32>,
}

/// What was paid too much.
#[derive(Debug, Serialize)]
struct OverpaidShape {
    changed: Day,
    found: Day,
    late: bool,
    months: Vec<OverpaidMonthShape>,
    total: String,
}

/// The same of one month.
#[derive(Debug, Serialize)]
struct OverpaidMonthShape {
    month: Month,
    paid: String,
    due: String,
}

/// What is said of a case whose decision has been announced, or has to be.
pub(super) fn shape(view: &CaseView) -> Option<ClosingShape> {
    let (notice, service) = super::papers(view);
    if view.closing.is_none() && notice.is_none() {
        return None;
    }
    let attempts = view.case.review.attempts.iter();
    let overpaid = view.overpaid.as_ref().and_then(|over| over.as_ref().ok());
    Some(ClosingShape {
        next: view.closing.map(|closing| step(closing.next)),
        from: view.closing.map(|closing| closing.from),
        notice: notice.map(|notice| of_notice(view, notice)),
        attempts: attempts.map(|attempt| of_attempt(view, attempt)).collect(),
        service: service.map(|service| of_service(view, service)),
        remedies: view.remedies.as_ref().map(of_remedies),
        overpaid: overpaid.map(of_overpaid),
    })
}

const fn step(next: ClosingStep) -> StepShape {
    match next {
        ClosingStep::Notify => StepShape::Notify,
        ClosingStep::Serve { .. } => StepShape::Serve,
        ClosingStep::Wait { .. } => StepShape::Wait,
        ClosingStep::LookElsewhere => StepShape::LookElsewhere,
        ClosingStep::Enforce => StepShape::Enforce,
    }
}

fn of_notice(view: &CaseView, notice: &Notice) -> NoticeShape {
    NoticeShape {
        number: notice.number.clone(),
        day: notice.day,
        by: staff_name(view, notice.by),
        paid: notice.paid.plain(),
        rules: notice.rules.iter().map(citation_text).collect(),
    }
}

fn of_attempt(view: &CaseView, attempt: &Attempt) -> AttemptShape {
    AttemptShape {
        day: attempt.day,
        method: attempt.method,
        by: staff_name(view, attempt.by),
        note: attempt.note.clone(),
    }
}

fn of_service(view: &CaseView, service: &Service) -> ServiceShape {
    ServiceShape {
        method: service.method,
        day: service.day,
        served: service.served,
        receiver: service.receiver.clone(),
        note: service.note.clone(),
        by: staff_name(view, service.by),
        from: service.from,
    }
}

fn of_remedies(remedies: &Remedies) -> RemediesShape {
    let last: [LastDay; 2] = [remedies.review, remedies.court_last];
    RemediesShape {
        served: remedies.served,
        review_body: remedies.review_body.clone(),
        review_last: remedies.review.day,
        court: remedies.court.clone(),
        court_last: remedies.court_last.day,
        unknown_years: last.iter().filter_map(|day| day.unknown_year).collect(),
    }
}

fn of_overpaid(over: &Overpaid) -> OverpaidShape {
    OverpaidShape {
        changed: over.changed,
        found: over.found,
        late: over.late,
        months: over
            .months
            .iter()
            .map(|month| OverpaidMonthShape {
                month: month.month,
                paid: month.paid.plain(),
                due: month.due.plain(),
            })
            .collect(),
        total: over.total.plain(),
    }
}
