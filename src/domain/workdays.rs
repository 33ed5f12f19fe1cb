//! Working days (工作日) with 调休: which days the offices rest is dated data, handed in a year at a time.
//!
//! A year that was not handed in is unknown; every question that needs it answers [`YearUnknown`] and never
//! guesses, because the make-up Saturdays of a year are only known from its own notice.

use std::collections::{BTreeMap, BTreeSet};

use super::calendar::Day;

/// The calendar of working days: rest days and make-up working days by year.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WorkCalendar {
    years: BTreeMap<i32, String>,
    rest: BTreeSet<Day>,
    makeup: BTreeSet<Day>,
}

/// A question needs a year whose holidays are not loaded (放假安排未载入).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("holidays of {year} are not loaded")]
pub struct YearUnknown {
    /// The year that is needed.
    pub year: i32,
    /// The last day that is known, if any year is.
    pub known_until: Option<Day>,
}

/// The rest days and make-up working days of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearOfRest {
    /// The year; every day of it becomes known.
    pub year: i32,
    /// Legal rest days other than ordinary weekends; the first may lie in the year before.
    pub rest: Vec<Day>,
    /// Saturdays and Sundays that are working days.
    pub makeup: Vec<Day>,
    /// Where the year's notice is, for «Enter: where does it come from».
    pub source: String,
}

/// Why a period has no last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoDeadline {
    /// A year is needed that is not loaded.
    #[error(transparent)]
    Unknown(#[from] YearUnknown),
    /// The period ends beyond the calendar.
    #[error("beyond the calendar")]
    Range,
}

/// What becomes of a last day that is a rest day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Roll {
    /// It moves to the next working day (民法典 第二百零三条).
    NextWorkday,
    /// It stays; the calendar is not needed.
    Stay,
}

impl WorkCalendar {
    /// Adds a year; what was known of it before is replaced.
    pub fn add_year(&mut self, year: YearOfRest) {
        self.rest.retain(|day| day.year() != year.year);
        self.makeup.retain(|day| day.year() != year.year);
        self.rest.extend(year.rest);
        self.makeup.extend(year.makeup);
        self.years.insert(year.year, year.source);
    }

    /// The years that are known, with the source of each.
    pub fn years(&self) -> impl Iterator<Item = (i32, &str)> {
        self.years
            .iter()
            .map(|(year, source)| (*year, source.as_str()))
    }

    /// The last day that is known.
    pub fn known_until(&self) -> Option<Day> {
        let year = *self.years.keys().next_back()?;
        Day::new(year, 12, 31)
    }

    /// Whether offices work that day: ordinary weekdays less rest days, plus make-up weekends (TM-04 to 06).
    pub fn is_workday(&self, day: Day) -> Result<bool, YearUnknown> {
        if !self.years.contains_key(&day.year()) {
            return Err(YearUnknown {
                year: day.year(),
                known_until: self.known_until(),
            });
        }
        if self.makeup.contains(&day) {
            return Ok(true);
        }
        Ok(!day.is_weekend() && !self.rest.contains(&day))
    }

    /// The day itself if it is a working day, else the next one.
    pub fn roll(&self, day: Day) -> Result<Day, NoDeadline> {
        let mut day = day;
        while !self.is_workday(day)? {
            day = day.next().ok_or(NoDeadline::Range)?;
        }
        Ok(day)
    }

    /// The last day of a period of working days; the day it starts from is not counted (TM-01, TM-05).
    pub fn after_workdays(&self, from: Day, workdays: u32) -> Result<Day, NoDeadline> {
        let mut day = from;
        let mut left = workdays;
        while left > 0 {
            day = day.next().ok_or(NoDeadline::Range)?;
            if self.is_workday(day)? {
                left -= 1;
            }
        }
        Ok(day)
    }

    /// The last day of a period of civil days; the day it starts from is not counted (TM-01, TM-03, TM-07).
    pub fn after_days(&self, from: Day, days: u32, roll: Roll) -> Result<Day, NoDeadline> {
        let last = from.add_days(i64::from(days)).ok_or(NoDeadline::Range)?;
        self.settle(last, roll)
    }

    /// The last day of a period of months: the corresponding day or the last of the month (TM-02, TM-03).
    pub fn after_months(&self, from: Day, months: u32, roll: Roll) -> Result<Day, NoDeadline> {
        let months = i32::try_from(months).map_err(|_| NoDeadline::Range)?;
        let last = from.add_months(months).ok_or(NoDeadline::Range)?;
        self.settle(last, roll)
    }

    /// Working days after `from` up to and including `to`; none if `to` is not later.
    pub fn count(&self, from: Day, to: Day) -> Result<u32, YearUnknown> {
        let mut count = 0;
        let mut day = from;
        while day < to {
            let Some(next) = day.next() else { break };
            day = next;
            count += u32::from(self.is_workday(day)?);
        }
        Ok(count)
    }

    fn settle(&self, last: Day, roll: Roll) -> Result<Day, NoDeadline> {
        match roll {
            Roll::NextWorkday => self.roll(last),
            Roll::Stay => Ok(last),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    fn of_2026() -> WorkCalendar {
        let range = |from: &str, to: &str| {
            let (from, to) = (day(from), day(to));
            (0..=to.days_since(from)).filter_map(move |n| from.add_days(n))
        };
        let mut calendar = WorkCalendar::default();
        calendar.add_year(YearOfRest {
            year: 2026,
            rest: range("2026-09-25", "2026-09-27")
                .chain(range("2026-10-01", "2026-10-07"))
                .collect(),
            makeup: vec![day("2026-09-20"), day("2026-10-10")],
            source: String::new(),
        });
        calendar
    }

    #[test]
    fn a_makeup_saturday_is_a_working_day_and_a_moved_rest_day_is_not() {
        let calendar = of_2026();
        assert_eq!(calendar.is_workday(day("2026-10-10")), Ok(true));
        assert_eq!(calendar.is_workday(day("2026-10-05")), Ok(false));
        assert_eq!(
            calendar.after_workdays(day("2026-09-18"), 3),
            Ok(day("2026-09-22"))
        );
    }

    #[test]
    fn a_year_that_is_not_loaded_is_said_and_never_guessed() {
        let unknown = YearUnknown {
            year: 2027,
            known_until: Some(day("2026-12-31")),
        };
        let calendar = of_2026();
        assert_eq!(
            calendar.after_workdays(day("2026-12-30"), 2),
            Err(NoDeadline::Unknown(unknown))
        );
        assert_eq!(
            calendar.count(day("2026-12-30"), day("2027-01-01")),
            Err(unknown)
        );
        assert_eq!(
            calendar.after_months(day("2026-11-30"), 3, Roll::NextWorkday),
            Err(NoDeadline::Unknown(unknown))
        );
        assert_eq!(
            calendar.after_months(day("2026-11-30"), 3, Roll::Stay),
            Ok(day("2027-02-28"))
        );
    }

    #[test]
    fn a_last_day_that_is_a_rest_day_moves_to_the_next_working_day() {
        assert_eq!(
            of_2026().after_days(day("2026-09-24"), 7, Roll::NextWorkday),
            Ok(day("2026-10-08"))
        );
    }
}
