//! What is kept of somebody's care: visits, the agreement, a reported change, school after 18, and the look at other
//! aid when the support ends.

use super::{
    decided::{Decided, tidy_line, tidy_text},
    evidence::not_in_future,
    referral,
};
use crate::{
    base::limits,
    domain::{
        calendar::Day,
        care::{
            AbilityReport, Agreement, CareMode, CareRecord, CareVisit, Fit, OtherAidLook, StudyTerm,
        },
        case::{Case, Programme},
        ids::CaseId,
        referral::{Consent, Entitlement, ReferralRecord},
        workdays::NoDeadline,
    },
    engine::{
        command::CareDeed,
        law,
        refusal::{Refusal, Trouble},
        world::World,
    },
    journal::event::Event,
};

/// Enters something of the care of a 特困人员.
///
/// A colleague who has the case for its review is not in the way: none of this is a fact of the sum.
pub(super) fn enter(world: &World<'_>, id: CaseId, deed: CareDeed) -> Result<Decided, Trouble> {
    let case = world.case(id)?;
    if case.programme != Programme::Tekun {
        return Err(bad("供养情况", "只有特困案才有").into());
    }
    let by = world.actor.id;
    let record = match deed {
        CareDeed::Visit { .. } => CareRecord::Visited(visit(world, &case, deed)?),
        CareDeed::Agree {
            caregiver,
            from,
            until,
            note,
        } => {
            at_home(&case, "委托照料协议")?;
            if until < from {
                return Err(bad("协议到期", "早于协议开始").into());
            }
            CareRecord::Agreed(Agreement {
                caregiver: named("照料服务人", &caregiver)?,
                from: Some(from),
                until,
                by,
                note: tidy_line("说明", &note, limits::REASON_CHARS_MAX)?,
            })
        }
        CareDeed::EndAgreement { day, why } => {
            not_in_future(world, "终止日期", day)?;
            let Some(agreement) = &case.care.agreement else {
                return Err(bad("委托照料协议", "没有在履行的协议").into());
            };
            if agreement.from.is_some_and(|from| day < from) {
                return Err(bad("终止日期", "早于协议开始").into());
            }
            let why = said("终止原因", &why)?;
            CareRecord::AgreementEnded { day, why, by }
        }
        CareDeed::ReportAbility { day, note } => {
            not_in_future(world, "报告日期", day)?;
            let (due, unknown_year) = reassess_by(world, &case, day)?;
            CareRecord::AbilityChanged(AbilityReport {
                day,
                note: said("变化情况", &note)?,
                due,
                unknown_year,
                by,
            })
        }
        CareDeed::Study { school, until } => CareRecord::Studies(StudyTerm {
            school: said("学校和证明", &school)?,
            until,
            day: world.today,
            by,
        }),
        CareDeed::LookElsewhere { .. } => return look(world, &case, deed),
    };
    Ok(Decided::on(id, Event::CareRecorded { case: id, record }))
}

/// A visit with the day of the next one (安徽: at least one a month, a parameter).
fn visit(world: &World<'_>, case: &Case, deed: CareDeed) -> Result<CareVisit, Trouble> {
    let CareDeed::Visit {
        day,
        visitor,
        mode,
        health,
        housing,
        caregiver,
        needs,
        note,
    } = deed
    else {
        return Err(Refusal::UnknownCase.into());
    };
    not_in_future(world, "探访日期", day)?;
    at_home(case, "探访")?;
    let visit = CareVisit {
        day,
        visitor: named("探访人", &visitor)?,
        mode,
        health,
        housing,
        caregiver,
        needs: tidy_line("需求", &needs, limits::REASON_CHARS_MAX)?,
        note: tidy_text("探访情况", &note, limits::NOTE_CHARS_MAX)?,
        next: None,
        by: world.actor.id,
    };
    let twice = case.care.visits.iter().any(|known| {
        known.day == day && known.visitor == visit.visitor && known.mode == visit.mode
    });
    if twice {
        return Err(bad("探访日期", "这一天已有同一人的探访记录").into());
    }
    Ok(CareVisit {
        next: next_visit(world, case, day),
        ..visit
    })
}

/// The last day of the next visit: this month while it has too few, else the next one.
fn next_visit(world: &World<'_>, case: &Case, day: Day) -> Option<Day> {
    let view = world.policy.view(&case.area, day);
    let wanted = view.count("tk.visit").map(|found| found.value)?;
    if wanted == 0 {
        return None;
    }
    let month = day.month();
    let known = case.care.visits.iter();
    let in_month = known.filter(|visit| visit.day.month() == month).count() + 1;
    if in_month < wanted as usize {
        Some(month.last())
    } else {
        Some(month.next()?.last())
    }
}

/// The last day to assess again after a report: working days (民发〔2021〕43号 第二十三条), as a parameter.
///
/// Where the holidays of the year are not known, only Saturdays and Sundays are left out, and that is kept.
fn reassess_by(
    world: &World<'_>,
    case: &Case,
    reported: Day,
) -> Result<(Day, Option<i32>), Refusal> {
    let days = law::count(world, &case.area, reported, "tk.reassess")?;
    let out = || bad("报告日期", "日期超出范围");
    match world.policy.calendar().after_workdays(reported, days) {
        Ok(due) => Ok((due, None)),
        Err(NoDeadline::Unknown(unknown)) => {
            let mut due = reported;
            for _ in 0..days {
                due = due.next().ok_or_else(out)?;
                while due.is_weekend() {
                    due = due.next().ok_or_else(out)?;
                }
            }
            Ok((due, Some(unknown.year)))
        }
        Err(NoDeadline::Range) => Err(out()),
    }
}

/// The look at other aid; who fits is passed on in the same entry (民发〔2021〕43号 第二十七条).
fn look(world: &World<'_>, case: &Case, deed: CareDeed) -> Result<Decided, Trouble> {
    let CareDeed::LookElsewhere {
        day,
        dibao,
        edge,
        linshi,
        note,
    } = deed
    else {
        return Err(Refusal::UnknownCase.into());
    };
    not_in_future(world, "核对日期", day)?;
    let note = said("核对情况", &note)?;
    let look = OtherAidLook {
        day,
        dibao,
        edge,
        linshi,
        note: note.clone(),
        by: world.actor.id,
    };
    let id = case.id;
    let mut decided = Decided::on(
        id,
        Event::CareRecorded {
            case: id,
            record: CareRecord::LookedElsewhere(look),
        },
    );
    let fits = [
        (dibao, Entitlement::Dibao),
        (edge, Entitlement::Edge),
        (linshi, Entitlement::Linshi),
    ];
    let fitting = fits.into_iter().filter(|(fit, _)| *fit == Fit::Fits);
    for (number, (_, what)) in (referral::next_number(case)..).zip(fitting) {
        let new = referral::New {
            what,
            office: world.office().area_name(&case.area.township()),
            day,
            consent: Consent::Spoken,
            note: String::new(),
        };
        let passed = referral::passed(world, case, &new, number)?;
        decided.events.push(Event::ReferralRecorded {
            case: id,
            record: ReferralRecord::Passed(passed),
        });
    }
    Ok(decided)
}

/// Visits and agreements are of those who live at home.
fn at_home(case: &Case, field: &str) -> Result<(), Refusal> {
    match &case.support {
        Some(support) if support.mode == CareMode::Scattered => Ok(()),
        Some(_) => Err(bad(field, "集中供养没有这一项")),
        None => Err(bad(field, "请先填写供养方式")),
    }
}

/// A name, which must be there.
fn named(field: &str, text: &str) -> Result<String, Refusal> {
    let text = tidy_line(field, text, limits::NAME_CHARS_MAX)?;
    if text.is_empty() {
        return Err(bad(field, "请写明"));
    }
    Ok(text)
}

/// A line of words, which must be there.
fn said(field: &str, text: &str) -> Result<String, Refusal> {
    let text = tidy_line(field, text, limits::REASON_CHARS_MAX)?;
    if text.is_empty() {
        return Err(bad(field, "请写明"));
    }
    Ok(text)
}

fn bad(field: &str, why: &str) -> Refusal {
    Refusal::BadValue {
        field: field.to_owned(),
        why: why.to_owned(),
    }
}
