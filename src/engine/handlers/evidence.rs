//! Alerts, visits, hearings and check reports.

use super::{
    decided::{Decided, tidy_line, tidy_text},
    work::unclaimed_by_others,
};
use crate::{
    base::limits,
    domain::{
        alert::{Alert, AlertKind, AlertStatus},
        calendar::Day,
        evidence::{CheckReport, Hearing, HomeVisit},
        ids::CaseId,
    },
    engine::{
        refusal::{Refusal, Trouble},
        world::World,
    },
    journal::event::Event,
};

/// What an alert says before it has a number.
pub(super) struct NewAlert {
    /// Place of the member from 0.
    pub member: Option<u32>,
    /// What about.
    pub kind: AlertKind,
    /// Day of the source.
    pub day: Day,
    /// The source.
    pub source: String,
    /// What it says.
    pub detail: String,
}

/// Refuses a day that has not come.
pub(super) fn not_in_future(world: &World<'_>, field: &str, day: Day) -> Result<(), Refusal> {
    if day > world.today {
        return Err(Refusal::BadValue {
            field: field.to_owned(),
            why: "不能晚于今天".to_owned(),
        });
    }
    Ok(())
}

/// Enters an alert (预警).
pub(super) fn raise_alert(
    world: &World<'_>,
    id: CaseId,
    new: &NewAlert,
) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    not_in_future(world, "预警日期", new.day)?;
    let person = match new.member {
        None => None,
        Some(place) => Some(
            case.household
                .members
                .get(place as usize)
                .map(|member| member.person)
                .ok_or_else(|| Refusal::BadValue {
                    field: "成员".into(),
                    why: "户内没有这名成员".into(),
                })?,
        ),
    };
    if case.alerts.len() >= limits::ALERTS_PER_CASE_MAX {
        return Err(Refusal::TooMuch {
            what: "预警".into(),
            limit: limits::ALERTS_PER_CASE_MAX as u64,
        }
        .into());
    }
    let number = case
        .alerts
        .iter()
        .map(|alert| alert.number)
        .max()
        .unwrap_or(0)
        + 1;
    let alert = Alert {
        number,
        person,
        kind: new.kind,
        day: new.day,
        source: tidy_line("来源", &new.source, limits::REASON_CHARS_MAX)?,
        detail: tidy_line("内容", &new.detail, limits::REASON_CHARS_MAX)?,
        status: AlertStatus::Open,
        settled: None,
        note: String::new(),
    };
    Ok(Decided::on(id, Event::AlertRaised { case: id, alert }))
}

/// Says what came of an alert, and how that was found out. It can be said again: people find out more.
pub(super) fn settle_alert(
    world: &World<'_>,
    id: CaseId,
    number: u32,
    (status, note): (AlertStatus, &str),
) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    unclaimed_by_others(world, &case)?;
    if !case.alerts.iter().any(|alert| alert.number == number) {
        return Err(Refusal::Unknown {
            what: format!("预警 {number}"),
        }
        .into());
    }
    let note = tidy_line("查实经过", note, limits::REASON_CHARS_MAX)?;
    let looked_into = match status {
        AlertStatus::Open => false,
        AlertStatus::True | AlertStatus::Untrue | AlertStatus::Harmless => true,
    };
    if looked_into && note.is_empty() {
        return Err(Refusal::AlertNoteMissing.into());
    }
    Ok(Decided::on(
        id,
        Event::AlertSettled {
            case: id,
            number,
            status,
            by: world.actor.id,
            day: world.today,
            note,
        },
    ))
}

/// Enters a visit (入户调查).
pub(super) fn record_visit(
    world: &World<'_>,
    id: CaseId,
    visit: HomeVisit,
) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    unclaimed_by_others(world, &case)?;
    not_in_future(world, "入户日期", visit.day)?;
    let mut surveyors = visit.surveyors;
    surveyors.sort_unstable();
    surveyors.dedup();
    for &surveyor in &surveyors {
        if world.staff(surveyor).is_none() {
            return Err(Refusal::Unknown {
                what: format!("工作人员 {}", surveyor.0),
            }
            .into());
        }
    }
    let mut others = Vec::new();
    for other in &visit.others {
        let name = tidy_line("其他调查人", other, limits::NAME_CHARS_MAX)?;
        if !name.is_empty() && !others.contains(&name) {
            others.push(name);
        }
    }
    if surveyors.is_empty() && others.is_empty() {
        return Err(Refusal::BadValue {
            field: "调查人".into(),
            why: "至少要有一人".into(),
        }
        .into());
    }
    let visit = HomeVisit {
        surveyors,
        others,
        note: tidy_text("调查情况", &visit.note, limits::NOTE_CHARS_MAX)?,
        ..visit
    };
    Ok(Decided::on(id, Event::VisitRecorded { case: id, visit }))
}

/// Enters the hearing of an opinion (听取意见), or the attempts at one (社会救助法 第四十八条).
pub(super) fn record_hearing(
    world: &World<'_>,
    id: CaseId,
    day: Day,
    said: &str,
    heard: bool,
) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    unclaimed_by_others(world, &case)?;
    not_in_future(world, "听取日期", day)?;
    let said = tidy_text("听取意见内容", said, limits::NOTE_CHARS_MAX)?;
    if said.is_empty() {
        return Err(Refusal::ReasonMissing.into());
    }
    let hearing = Hearing {
        day,
        by: world.actor.id,
        said,
        heard,
    };
    Ok(Decided::on(
        id,
        Event::HearingRecorded { case: id, hearing },
    ))
}

/// Enters a check report (核对报告).
pub(super) fn record_report(
    world: &World<'_>,
    id: CaseId,
    report: &CheckReport,
) -> Result<Decided, Trouble> {
    world.case(id)?;
    not_in_future(world, "报告日期", report.day)?;
    let report = CheckReport {
        reference: tidy_line("报告编号", &report.reference, limits::NAME_CHARS_MAX)?,
        day: report.day,
        clear: report.clear,
    };
    Ok(Decided::on(id, Event::ReportRecorded { case: id, report }))
}
