//! Periods and ages, each with the steps that explain the counting: 民法典 第二百零一条 to 第二百零三条.

use super::{RuleRefusal, in_force};
use crate::{
    domain::{
        calendar::{Day, age},
        citation::Citation,
        finding::Step,
        step::StepCode,
        workdays::{NoDeadline, Roll},
    },
    policy::PolicyView,
};

/// A period that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// 工作日.
    Workdays(u32),
    /// Civil days, and what becomes of a last day that is a rest day.
    Days(u32, Roll),
    /// Months, and what becomes of a last day that is a rest day.
    Months(u32, Roll),
}

impl From<NoDeadline> for RuleRefusal {
    fn from(no: NoDeadline) -> Self {
        match no {
            NoDeadline::Unknown(unknown) => Self::CalendarUnknown(unknown),
            NoDeadline::Range => Self::TooLarge,
        }
    }
}

/// The last day of a period (TM-01 to TM-07).
pub fn deadline(
    from: Day,
    period: Period,
    view: &PolicyView<'_>,
) -> Result<(Day, Vec<Step>), RuleRefusal> {
    let article = civil_code(view, "第二百零一条")?;
    let mut steps = vec![
        StepCode::FirstDayOut
            .step()
            .day("from", from)
            .cites(article),
    ];
    let calendar = view.policy().calendar();
    let due = match period {
        Period::Workdays(count) => {
            let due = calendar.after_workdays(from, count)?;
            let step = StepCode::WorkdaysCounted
                .step()
                .count("count", count)
                .day("due", due);
            steps.push(step.cites(view.cite(&[("LICENCE", "第八十二条")])));
            due
        }
        Period::Days(count, roll) => {
            let last = calendar.after_days(from, count, Roll::Stay)?;
            let step = StepCode::DaysCounted
                .step()
                .count("count", count)
                .day("last", last);
            steps.push(step.cites(civil_code(view, "第二百零一条")?));
            rolled(last, roll, view, &mut steps)?
        }
        Period::Months(count, roll) => {
            let last = calendar.after_months(from, count, Roll::Stay)?;
            let step = StepCode::MonthsCounted
                .step()
                .count("count", count)
                .day("last", last);
            steps.push(step.cites(civil_code(view, "第二百零二条")?));
            if last.day_of_month() != from.day_of_month() {
                let step = StepCode::NoSuchDay.step().day("last", last);
                steps.push(step.cites(civil_code(view, "第二百零二条")?));
            }
            rolled(last, roll, view, &mut steps)?
        }
    };
    Ok((due, steps))
}

/// Working days after `from` up to and including `to`.
pub fn workdays(
    from: Day,
    to: Day,
    view: &PolicyView<'_>,
) -> Result<(u32, Vec<Step>), RuleRefusal> {
    let article = civil_code(view, "第二百零一条")?;
    let count = view.policy().calendar().count(from, to)?;
    let first = StepCode::FirstDayOut
        .step()
        .day("from", from)
        .cites(article);
    let step = StepCode::WorkdaysBetween
        .step()
        .day("from", from)
        .day("to", to)
        .count("count", count)
        .cites(view.cite(&[("LICENCE", "第八十二条")]));
    Ok((count, vec![first, step]))
}

/// Age in full years, reached on the birthday itself; the day for 29 February is said.
pub fn full_years(birth: Day, on: Day) -> Result<(u32, Vec<Step>), RuleRefusal> {
    let years = age(birth, on).ok_or_else(|| RuleRefusal::Contradiction {
        what: format!("出生日期 {birth} 晚于 {on}"),
    })?;
    let mut steps = vec![
        StepCode::Age
            .step()
            .day("birth", birth)
            .day("on", on)
            .count("age", years),
    ];
    let leap_day = (birth.month().month, birth.day_of_month()) == (2, 29);
    if leap_day {
        let this_year = Day::new(on.year(), 2, 29).or_else(|| Day::new(on.year(), 3, 1));
        steps.extend(this_year.map(|day| StepCode::LeapBirthday.step().day("day", day)));
    }
    Ok((years, steps))
}

/// A last day that is a rest day moves to the next working day (TM-03).
fn rolled(
    last: Day,
    roll: Roll,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Result<Day, RuleRefusal> {
    if roll == Roll::Stay {
        return Ok(last);
    }
    let due = view.policy().calendar().roll(last)?;
    let step = if due == last {
        StepCode::NotRolled.step().day("last", last)
    } else {
        StepCode::Rolled.step().day("last", last).day("due", due)
    };
    steps.push(step.cites(civil_code(view, "第二百零三条")?));
    Ok(due)
}

/// The article of the civil code, or before 2021 of the general part it took over.
fn civil_code(view: &PolicyView<'_>, article: &str) -> Result<Citation, RuleRefusal> {
    if !view.in_force("CIV") {
        in_force(view, "CIV17")?;
    }
    Ok(view.cite(&[("CIV", article), ("CIV17", article)]))
}
