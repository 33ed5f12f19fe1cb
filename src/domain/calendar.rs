//! Civil days and months. Periods are counted as 民法典 第二百零一条 to 第二百零三条 say.
//!
//! No clock here: «today» is always handed in. Which days are working days stands in [`super::workdays`].

use std::{fmt, str::FromStr};

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// First and last year of a day; beyond them sums answer `None` instead of a strange date.
const YEARS: std::ops::RangeInclusive<i32> = 1..=9999;

/// A civil day in China, which has one time zone and no daylight saving. Written `2026-11-23`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(pub NaiveDate);

/// A civil month. Written `2026-12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    /// The year.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: u32,
}

/// A day of the week (星期).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Weekday {
    /// 周一.
    Monday,
    /// 周二.
    Tuesday,
    /// 周三.
    Wednesday,
    /// 周四.
    Thursday,
    /// 周五.
    Friday,
    /// 周六.
    Saturday,
    /// 周日.
    Sunday,
}

impl Day {
    /// The day, if there is such a day.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).and_then(Self::in_range)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The day of the month, from 1.
    pub fn day_of_month(self) -> u32 {
        self.0.day()
    }

    /// The month the day lies in.
    pub fn month(self) -> Month {
        Month {
            year: self.0.year(),
            month: self.0.month(),
        }
    }

    /// The day so many days later, or earlier if negative.
    pub fn add_days(self, days: i64) -> Option<Self> {
        let days = chrono::TimeDelta::try_days(days)?;
        self.0.checked_add_signed(days).and_then(Self::in_range)
    }

    /// The corresponding day so many months later; where the month has none, its last day
    /// (民法典 第二百零二条).
    pub fn add_months(self, months: i32) -> Option<Self> {
        let moved = self.month().add_months(months)?;
        Self::new(moved.year, moved.month, self.day_of_month()).or_else(|| Some(moved.last()))
    }

    /// Civil days from `earlier` to this day; negative if this day is the earlier one.
    pub fn days_since(self, earlier: Self) -> i64 {
        self.0.signed_duration_since(earlier.0).num_days()
    }

    /// The day after.
    pub fn next(self) -> Option<Self> {
        self.add_days(1)
    }

    /// The day before.
    pub fn previous(self) -> Option<Self> {
        self.add_days(-1)
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        match self.0.weekday() {
            chrono::Weekday::Mon => Weekday::Monday,
            chrono::Weekday::Tue => Weekday::Tuesday,
            chrono::Weekday::Wed => Weekday::Wednesday,
            chrono::Weekday::Thu => Weekday::Thursday,
            chrono::Weekday::Fri => Weekday::Friday,
            chrono::Weekday::Sat => Weekday::Saturday,
            chrono::Weekday::Sun => Weekday::Sunday,
        }
    }

    /// Whether the day is a Saturday or Sunday.
    pub fn is_weekend(self) -> bool {
        matches!(self.weekday(), Weekday::Saturday | Weekday::Sunday)
    }

    fn in_range(date: NaiveDate) -> Option<Self> {
        YEARS.contains(&date.year()).then_some(Self(date))
    }
}

/// Age in full years on a day, reached on the birthday itself; `None` before birth.
///
/// Who was born on 29 February reaches an age on 1 March in common years, because the year is only full
/// when the day before it has ended.
pub fn age(birth: Day, on: Day) -> Option<u32> {
    on.0.years_since(birth.0)
}

impl Month {
    /// The month, if there is such a month.
    pub fn new(year: i32, month: u32) -> Option<Self> {
        ((1..=12).contains(&month) && YEARS.contains(&year)).then_some(Self { year, month })
    }

    /// The first day.
    #[expect(
        clippy::expect_used,
        reason = "each month of a year in range has a first day"
    )]
    pub fn first(self) -> Day {
        Day(NaiveDate::from_ymd_opt(self.year, self.month, 1).expect("a month has a first day"))
    }

    /// The last day.
    pub fn last(self) -> Day {
        let first = self.first();
        let days = i64::from(self.first().0.num_days_in_month());
        first.add_days(days - 1).unwrap_or(first)
    }

    /// The month so many months later, or earlier if negative.
    pub fn add_months(self, months: i32) -> Option<Self> {
        let count = i64::from(self.year) * 12 + i64::from(self.month) - 1 + i64::from(months);
        let year = i32::try_from(count.div_euclid(12)).ok()?;
        let month = u32::try_from(count.rem_euclid(12)).ok()? + 1;
        Self::new(year, month)
    }

    /// The month after.
    pub fn next(self) -> Option<Self> {
        self.add_months(1)
    }

    /// The month before.
    pub fn previous(self) -> Option<Self> {
        self.add_months(-1)
    }

    /// Whether the day lies in this month.
    pub fn contains(self, day: Day) -> bool {
        day.month() == self
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// Not a day as `2026-11-23`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a day as YYYY-MM-DD")]
pub struct NotADay;

/// Not a month as `2026-12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a month as YYYY-MM")]
pub struct NotAMonth;

/// A number of exactly so many ASCII digits.
fn digits(text: &str, count: usize) -> Option<u32> {
    (text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

impl FromStr for Day {
    type Err = NotADay;

    /// Reads exactly `YYYY-MM-DD` and only days that exist.
    fn from_str(text: &str) -> Result<Self, NotADay> {
        let read = || {
            let (year, rest) = text.split_once('-')?;
            let (month, day) = rest.split_once('-')?;
            let year = i32::try_from(digits(year, 4)?).ok()?;
            Self::new(year, digits(month, 2)?, digits(day, 2)?)
        };
        read().ok_or(NotADay)
    }
}

impl FromStr for Month {
    type Err = NotAMonth;

    /// Reads exactly `YYYY-MM`.
    fn from_str(text: &str) -> Result<Self, NotAMonth> {
        let read = || {
            let (year, month) = text.split_once('-')?;
            Self::new(i32::try_from(digits(year, 4)?).ok()?, digits(month, 2)?)
        };
        read().ok_or(NotAMonth)
    }
}

impl Serialize for Month {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Month {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn a_month_later_is_the_corresponding_day_or_the_last_of_the_month() {
        for (from, months, due) in [
            ("2026-11-30", 3, "2027-02-28"),
            ("2026-05-10", 6, "2026-11-10"),
            ("2024-01-31", 1, "2024-02-29"),
            ("2026-03-31", -1, "2026-02-28"),
            ("2024-02-29", 12, "2025-02-28"),
        ] {
            assert_eq!(day(from).add_months(months), Some(day(due)), "{from}");
        }
    }

    #[test]
    fn an_age_is_reached_on_the_birthday_itself() {
        assert_eq!(age(day("1966-11-23"), day("2026-11-22")), Some(59));
        assert_eq!(age(day("1966-11-23"), day("2026-11-23")), Some(60));
    }

    #[test]
    fn who_was_born_on_29_february_turns_sixteen_on_1_march_of_a_common_year() {
        let birth = day("2008-02-29");
        assert_eq!(age(birth, day("2026-02-28")), Some(17));
        assert_eq!(age(birth, day("2026-03-01")), Some(18));
        assert_eq!(age(birth, day("2028-02-29")), Some(20));
    }

    #[test]
    fn before_birth_there_is_no_age() {
        assert_eq!(age(day("2026-11-24"), day("2026-11-23")), None);
    }

    #[test]
    fn only_days_that_exist_are_read() {
        for text in [
            "2026-02-29",
            "2026-13-01",
            "2026-1-01",
            "26-01-01",
            "2026/01/01",
            "2026-01-01 ",
            "",
            "0000-01-01",
            "+2026-01-01",
            "２０２６-01-01",
            "2026-00-10",
            "2026-01-00",
        ] {
            assert_eq!(text.parse::<Day>(), Err(NotADay), "{text}");
        }
        assert_eq!("2026-13".parse::<Month>(), Err(NotAMonth));
    }

    #[test]
    fn sums_beyond_the_last_year_answer_nothing() {
        assert_eq!(day("9999-12-31").next(), None);
        assert_eq!(day("9999-12-01").add_months(1), None);
        assert_eq!(day("2026-01-01").add_days(i64::MAX), None);
        assert_eq!(day("2026-01-01").add_months(i32::MIN), None);
    }

    #[test]
    fn a_month_knows_its_first_and_last_day() {
        let month: Month = "2024-02".parse().expect("a month");
        assert_eq!(month.first(), day("2024-02-01"));
        assert_eq!(month.last(), day("2024-02-29"));
        assert_eq!(
            month
                .add_months(-2)
                .map(|month| month.to_string())
                .as_deref(),
            Some("2023-12")
        );
    }

    proptest! {
        #[test]
        fn a_day_is_read_as_it_is_written(offset in -700_000_i64..2_000_000) {
            if let Some(one) = day("2026-11-23").add_days(offset) {
                prop_assert_eq!(one.to_string().parse(), Ok(one));
                prop_assert_eq!(one.days_since(day("2026-11-23")), offset);
            }
        }

        #[test]
        fn months_there_and_back_never_land_later(offset in 0_i64..40_000, months in 0_i32..600) {
            let start = day("1970-01-01").add_days(offset).expect("in range");
            let there = start.add_months(months).expect("in range");
            prop_assert!(there.add_months(-months).expect("in range") <= start);
        }
    }
}
