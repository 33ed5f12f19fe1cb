//! The only place where the program asks for the time, so that tests own it.
//!
//! China has one zone and no daylight saving, so a moment is always written with `+08:00` and a day is
//! the civil day there, whatever zone the machine is set to. Time here is never used to order entries:
//! a clock can be set back, a sequence number cannot.

use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat, TimeDelta};

/// Seconds east of UTC, all year.
const CHINA_OFFSET_SECONDS: i32 = 8 * 3600;

/// Tells the time. Handed to whoever needs it; nobody asks the machine directly.
pub trait Clock: std::fmt::Debug + Send + Sync {
    /// The moment, in `+08:00`.
    fn now(&self) -> DateTime<FixedOffset>;

    /// The civil day in China.
    fn today(&self) -> NaiveDate {
        self.now().date_naive()
    }

    /// The moment as it is written into the journal, e.g. `2026-11-23T09:15:02.123+08:00`.
    fn stamp(&self) -> String {
        self.now().to_rfc3339_opts(SecondsFormat::Millis, false)
    }
}

/// The zone of China.
pub fn china() -> FixedOffset {
    #[expect(clippy::expect_used, reason = "eight hours lie within a day")]
    FixedOffset::east_opt(CHINA_OFFSET_SECONDS).expect("+08:00 is an offset")
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<FixedOffset> {
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the clock that everybody else is told to use"
        )]
        let now = std::time::SystemTime::now();
        DateTime::<chrono::Utc>::from(now).with_timezone(&china())
    }
}

/// A clock that stands still until it is set: for tests, demonstrations and replays.
#[derive(Debug)]
pub struct FixedClock(Mutex<DateTime<FixedOffset>>);

impl FixedClock {
    /// A clock that shows this moment.
    pub fn new(moment: DateTime<FixedOffset>) -> Self {
        Self(Mutex::new(moment.with_timezone(&china())))
    }

    /// A clock that shows nine in the morning of this day, when the counters open.
    pub fn at_nine(day: NaiveDate) -> Self {
        let nine = day.and_time(chrono::NaiveTime::MIN) + TimeDelta::hours(9);
        #[expect(
            clippy::expect_used,
            reason = "a fixed offset has exactly one moment for each local time"
        )]
        let moment = nine
            .and_local_timezone(china())
            .single()
            .expect("no gaps in a fixed offset");
        Self::new(moment)
    }

    /// Sets the clock.
    pub fn set(&self, moment: DateTime<FixedOffset>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = moment.with_timezone(&china());
    }

    /// Moves the clock on, or back if `by` is negative.
    pub fn advance(&self, by: TimeDelta) {
        let mut moment = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *moment += by;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> DateTime<FixedOffset> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A point in the machine's running time at which waiting ends; no clock that is set can move it.
#[derive(Debug, Clone, Copy)]
pub struct Deadline(Instant);

impl Deadline {
    /// So many milliseconds from now.
    pub fn in_ms(ms: u64) -> Self {
        Self(Instant::now() + Duration::from_millis(ms))
    }

    /// How long until then; nothing once it is over.
    pub fn left(self) -> Duration {
        self.0.saturating_duration_since(Instant::now())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_moment_is_written_in_china_time_with_milliseconds() {
        let clock = FixedClock::at_nine(day(2026, 11, 23));
        assert_eq!(clock.stamp(), "2026-11-23T09:00:00.000+08:00");
    }

    #[test]
    fn the_day_changes_at_midnight_in_china_not_in_london() {
        let clock = FixedClock::at_nine(day(2026, 11, 23));
        clock.advance(TimeDelta::minutes(15 * 60 - 1));
        assert_eq!(clock.today(), day(2026, 11, 23));
        clock.advance(TimeDelta::minutes(1));
        assert_eq!(clock.today(), day(2026, 11, 24));
    }

    #[test]
    fn the_clock_of_the_machine_speaks_china_time() {
        assert_eq!(SystemClock.now().offset(), &china());
    }
}
