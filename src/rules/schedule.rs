//! When the next review is due (核查周期): 民发〔2021〕57号 第三十一条, 中办发〔2020〕18号 （七）.

use super::{RuleRefusal, in_force, missing, sum::resting};
use crate::{
    domain::{
        calendar::Day,
        case::Programme,
        finding::Step,
        household::{Household, Labour},
        step::StepCode,
    },
    policy::{Lookup, PolicyView},
};

/// What decides between yearly and half-yearly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReviewFacts {
    /// The programme.
    pub programme: Programme,
    /// 收入相对稳定.
    pub income_stable: bool,
    /// Some member is able to work.
    pub able_members: bool,
}

/// The next due day with the period and the steps that explain both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextDue {
    /// The corresponding day, unrolled.
    pub due: Day,
    /// Months between reviews.
    pub every_months: u32,
    /// The steps.
    pub steps: Vec<Step>,
}

impl ReviewFacts {
    /// The facts of a household: able to work is whoever is judged wholly or partly able.
    pub fn of_household(household: &Household, programme: Programme) -> Self {
        let able = |labour: Option<Labour>| matches!(labour, Some(Labour::Full | Labour::Partial));
        Self {
            programme,
            income_stable: household.income_stable,
            able_members: household
                .members
                .iter()
                .any(|member| able(member.facts.labour)),
        }
    }
}

/// The day the next review is due (DB-81, DB-82, TK-30).
pub fn next_due(
    facts: ReviewFacts,
    last: Day,
    view: &PolicyView<'_>,
) -> Result<NextDue, RuleRefusal> {
    let (period, why) = period(facts, view)?;
    let months = period.value;
    let cycle = view
        .choice("db.review.cycle")
        .filter(|_| facts.programme == Programme::Dibao);
    let by_calendar = cycle
        .as_ref()
        .is_some_and(|cycle| cycle.value == "calendar");
    let due = if by_calendar {
        end_of_next_period(last, months)
    } else {
        last.add_months(i32::try_from(months).map_err(|_| RuleRefusal::TooLarge)?)
    }
    .ok_or(RuleRefusal::TooLarge)?;
    let citation = match facts.programme {
        Programme::Tekun => view.cite(&[("Z20", "（七）")]),
        Programme::Dibao | Programme::Edge | Programme::Linshi => {
            view.cite(&[("D57", "第三十一条")])
        }
        Programme::Rigid => view.cite(&[("R25", "第十条")]),
    };
    let step = StepCode::ReviewPeriod
        .step()
        .code("programme", programme_code(facts.programme))
        .count("months", months)
        .code("why", why)
        .cites(citation);
    let code = if by_calendar {
        StepCode::ReviewDueCalendar
    } else {
        StepCode::ReviewDue
    };
    let day = code
        .step()
        .day("last", last)
        .count("months", months)
        .day("due", due)
        .cites(view.cite(&[("CIV", "第二百零二条"), ("CIV17", "第二百零二条")]));
    let day = match &cycle {
        Some(cycle) => resting(day, cycle),
        None => day,
    };
    Ok(NextDue {
        due,
        every_months: months,
        steps: vec![resting(step, &period), day],
    })
}

/// Months between reviews, and why.
fn period(
    facts: ReviewFacts,
    view: &PolicyView<'_>,
) -> Result<(Lookup<u32>, &'static str), RuleRefusal> {
    let count = |name: &str| {
        let months = view.count(name).ok_or_else(|| missing(name))?;
        if months.value > 0 {
            Ok(months)
        } else {
            Err(RuleRefusal::BadValue {
                what: format!("参数 {name} 应大于 0"),
            })
        }
    };
    match facts.programme {
        Programme::Linshi => Err(RuleRefusal::BadValue {
            what: "临时救助一事一救, 没有定期核查".to_owned(),
        }),
        Programme::Tekun => {
            in_force(view, "Z20")?;
            Ok((count("tk.review")?, "yearly"))
        }
        Programme::Edge => {
            in_force(view, "D57")?;
            let mut months = count("db.review.stable")?;
            months.confidence = crate::domain::citation::Confidence::Assumed;
            Ok((months, "edge_as_stable"))
        }
        Programme::Rigid => {
            in_force(view, "R25")?;
            Ok((count("rigid.valid")?, "rigid_valid"))
        }
        Programme::Dibao => {
            in_force(view, "D57")?;
            let either = view.flag("db.review.either").is_some_and(|flag| flag.value);
            let unstable = !facts.income_stable;
            let able = facts.able_members;
            if unstable && able {
                Ok((count("db.review.unstable")?, "unstable_and_able"))
            } else if either && (unstable || able) {
                Ok((
                    count("db.review.unstable")?,
                    if unstable { "unstable" } else { "able" },
                ))
            } else if unstable {
                Ok((count("db.review.stable")?, "unstable_not_able"))
            } else {
                Ok((count("db.review.stable")?, "stable"))
            }
        }
    }
}

/// The last day of the calendar period of so many months after the one `last` lies in.
///
/// Periods begin in January: years for 12 months, half-years for 6. A period that does not divide the year is
/// counted from January of the year of `last`.
fn end_of_next_period(last: Day, months: u32) -> Option<Day> {
    let months = i32::try_from(months).ok()?;
    let month = last.month();
    let place = i32::try_from(month.month).ok()? - 1;
    let into = place.rem_euclid(months);
    let next_begins = month.add_months(months - into)?;
    Some(next_begins.add_months(months - 1)?.last())
}

/// The code of a programme, which `text` has a word for.
const fn programme_code(programme: Programme) -> &'static str {
    match programme {
        Programme::Dibao => "dibao",
        Programme::Tekun => "tekun",
        Programme::Linshi => "linshi",
        Programme::Edge => "edge",
        Programme::Rigid => "rigid",
    }
}
