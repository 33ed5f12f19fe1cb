//! Queues as they stand today: pages and counts.
//!
//! A page reads a page: the keys are in the order of the queue, for each township and for each county, several
//! lists are merged as they are read, and the counts come from counters kept by day.

use std::iter::Peekable;

use super::{
    Store,
    codec::decode,
    fault::StoreFault,
    keys::{self, Key, KeyReader, Kind, List, MonthCount, Whose, number_day},
    row::Row,
    shelf::Record,
};
use crate::domain::{
    area::AreaCode,
    calendar::{Day, Month},
    ids::{CaseId, StaffId},
    queue::{HORIZON_DAYS, QueueId, QueueRow},
    review::Status,
};

/// Whose queue is looked at, and when.
#[derive(Debug, Clone, Copy)]
pub struct QueueView<'a> {
    /// Which queue.
    pub queue: QueueId,
    /// Where this person acts.
    pub area: &'a AreaCode,
    /// Who looks: what one has made oneself is not among what one may sign.
    pub staff: StaffId,
    /// Today.
    pub today: Day,
}

/// A page of a queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueuePage {
    /// The rows in order.
    pub rows: Vec<QueueRow>,
    /// Where the next page begins; `None` at the end.
    pub next: Option<Vec<u8>>,
}

/// Counts of a queue by the day that matters in it: the due day, for alerts the day they came, for what is on hold the day it wakes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DayCounts {
    /// Before today.
    pub overdue: u32,
    /// Today.
    pub today: u32,
    /// In 1 to 7 days.
    pub week: u32,
    /// In 8 to 30 days.
    pub month: u32,
    /// All rows of the queue.
    pub total: u32,
}

impl DayCounts {
    fn add(&mut self, day: Day, today: Day, count: u32) {
        let ahead = day.days_since(today);
        let place = match ahead {
            ..=-1 => &mut self.overdue,
            0 => &mut self.today,
            1..=7 => &mut self.week,
            8..=30 => &mut self.month,
            31.. => {
                self.total = self.total.saturating_add(count);
                return;
            }
        };
        *place = place.saturating_add(count);
        self.total = self.total.saturating_add(count);
    }

    fn take(&mut self, other: Self) {
        self.overdue = self.overdue.saturating_sub(other.overdue);
        self.today = self.today.saturating_sub(other.today);
        self.week = self.week.saturating_sub(other.week);
        self.month = self.month.saturating_sub(other.month);
        self.total = self.total.saturating_sub(other.total);
    }
}

/// The parts of a queue, one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    /// By rank.
    InOrder,
    /// Behind it, by rank: what was skipped today.
    PutBehind,
}

impl Part {
    const ALL: [Self; 2] = [Self::InOrder, Self::PutBehind];
}

/// The place of a row in the order of a page; what a cursor holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    part: Part,
    order: u32,
    case: u64,
}

impl Place {
    fn cursor(self) -> Vec<u8> {
        let mut bytes = vec![match self.part {
            Part::InOrder => 0,
            Part::PutBehind => 1,
        }];
        bytes.extend(self.order.to_be_bytes());
        bytes.extend(self.case.to_be_bytes());
        bytes
    }

    fn of_cursor(bytes: &[u8]) -> Option<Self> {
        let (part, rest) = bytes.split_first()?;
        let (order, case) = rest.split_first_chunk::<4>()?;
        Some(Self {
            part: *Part::ALL.get(usize::from(*part))?,
            order: u32::from_be_bytes(*order),
            case: u64::from_be_bytes(*case.first_chunk::<8>()?),
        })
    }
}

/// A row with its place.
type Placed = (Place, Row);

type Stream<'a> = Peekable<Box<dyn Iterator<Item = Result<Placed, StoreFault>> + 'a>>;

impl Store {
    /// A page of a queue: at most `limit` rows after a place that an earlier page named. A cursor that is no cursor begins at the top.
    pub fn queue_page(
        &self,
        view: QueueView<'_>,
        after: Option<&[u8]>,
        limit: usize,
    ) -> Result<QueuePage, StoreFault> {
        let after = after.and_then(Place::of_cursor);
        let mut rows: Vec<QueueRow> = Vec::new();
        let mut end = None;
        for part in Part::ALL {
            if after.is_some_and(|after| after.part > part) {
                continue;
            }
            let after = after.filter(|after| after.part == part);
            let mut streams = self.streams(view, part, after);
            while let Some((place, row)) = next_of(&mut streams)? {
                if rows.len() == limit {
                    return Ok(QueuePage { rows, next: end });
                }
                rows.push(row.shown(view.queue, &self.office, &self.weights, view.today));
                end = Some(place.cursor());
            }
        }
        Ok(QueuePage { rows, next: None })
    }

    /// The counts of a queue.
    pub fn queue_counts(&self, view: QueueView<'_>) -> Result<DayCounts, StoreFault> {
        let mut counts = DayCounts::default();
        if is_village(view.area) {
            // Counted row by row, within one township, and only for who acts in a single village.
            for part in Part::ALL {
                let mut streams = self.streams(view, part, None);
                while let Some((_, row)) = next_of(&mut streams)? {
                    counts.add(day_of(view.queue, &row), view.today, 1);
                }
            }
            return Ok(counts);
        }
        self.count_in(view, Whose::Everybodys, &mut counts)?;
        if matches!(view.queue, QueueId::ToApprove | QueueId::ToConfirm) {
            let mut own = DayCounts::default();
            self.count_in(view, Whose::MadeBy(view.staff), &mut own)?;
            counts.take(own);
        }
        Ok(counts)
    }

    /// All rows of a queue.
    pub fn queue_total(&self, view: QueueView<'_>) -> Result<u32, StoreFault> {
        Ok(self.queue_counts(view)?.total)
    }

    /// Cases a member of staff has signed on a day, each once.
    pub fn done_today(&self, staff: StaffId, day: Day) -> Result<u32, StoreFault> {
        let mut count: u32 = 0;
        for record in self.shelf.scan(keys::signed(staff, day).span()) {
            record?;
            count = count.saturating_add(1);
        }
        Ok(count)
    }

    /// Reviews that were due in a month in an area, done or not.
    pub fn month_due(&self, area: &AreaCode, month: Month) -> Result<u32, StoreFault> {
        self.month_count(area, month, MonthCount::Due)
    }

    /// Of those, the ones that were proposed and not returned.
    pub fn month_done(&self, area: &AreaCode, month: Month) -> Result<u32, StoreFault> {
        self.month_count(area, month, MonthCount::Done)
    }

    fn month_count(
        &self,
        area: &AreaCode,
        month: Month,
        which: MonthCount,
    ) -> Result<u32, StoreFault> {
        let mut sum: i64 = 0;
        for level in self.levels_of(area) {
            let count = self.shelf.count(&keys::month(&level, month, which))?;
            sum = sum.saturating_add(count);
        }
        Ok(u32::try_from(sum).unwrap_or(0))
    }

    /// The lists and counters that together make an area: its county's, those of several counties, or those of townships.
    fn levels_of(&self, area: &AreaCode) -> Vec<String> {
        let code = &area.0;
        let digits = code.chars().count();
        if digits >= keys::TOWNSHIP_DIGITS {
            return vec![area.township().0];
        }
        if digits == keys::COUNTY_DIGITS {
            return vec![code.clone()];
        }
        let within = self.townships.within(code).map(|(code, _)| code);
        if digits > keys::COUNTY_DIGITS {
            return within.cloned().collect();
        }
        let mut counties: Vec<String> = within
            .map(|code| keys::cut(code, keys::COUNTY_DIGITS).to_owned())
            .collect();
        counties.dedup();
        counties
    }

    /// Adds up the counters of a view.
    fn count_in(
        &self,
        view: QueueView<'_>,
        whose: Whose,
        counts: &mut DayCounts,
    ) -> Result<(), StoreFault> {
        let horizon = horizon(view);
        for level in self.levels_of(view.area) {
            let start = keys::count(view.queue, List::Main, &level, whose);
            let (from, end) = start.clone().span();
            let to = horizon.map_or(end, |last| start.day(last).span().1);
            let mut found = self.shelf.counts((from, to))?;
            if view.queue.is_of_programme() {
                let asleep = keys::count(view.queue, List::Asleep, &level, whose);
                let awake = (asleep.clone().bytes(), asleep.day(view.today).span().1);
                found.append(&mut self.shelf.counts(awake)?);
            }
            for (key, count) in found {
                // Of those awake too, the due day is the last part of the key.
                let day = last_short(&key).and_then(number_day);
                let day = day.ok_or(StoreFault::Unreadable { what: "count" })?;
                if horizon.is_none_or(|last| day <= last) {
                    counts.add(day, view.today, u32::try_from(count).unwrap_or(0));
                }
            }
        }
        Ok(())
    }

    /// The lists that make a part of the view, each from a place on.
    fn streams<'a>(
        &'a self,
        view: QueueView<'a>,
        part: Part,
        after: Option<Place>,
    ) -> Vec<Stream<'a>> {
        let lists: &[List] = match (part, view.queue.is_of_programme()) {
            (Part::InOrder, true) => &[List::Main, List::Asleep, List::Skipped],
            (Part::InOrder, false) => &[List::Main],
            (Part::PutBehind, true) => &[List::Skipped],
            (Part::PutBehind, false) => &[],
        };
        let levels = self.levels_of(view.area);
        let each = |level: &String| {
            let level = level.clone();
            lists.iter().map(move |list| (level.clone(), *list))
        };
        levels
            .iter()
            .flat_map(each)
            .map(|(level, list)| {
                let start = keys::queue(view.queue, list, &level);
                let end = match horizon(view) {
                    // No bonus is negative: what is due by the last day ranks no later.
                    Some(last) => start.clone().day(last).span().1,
                    None => start.clone().span().1,
                };
                let from = after.map_or_else(
                    || start.clone().bytes(),
                    |after| {
                        let next = after.case.saturating_add(1);
                        start.clone().short(after.order).long(next).bytes()
                    },
                );
                let rows = self
                    .shelf
                    .scan((from, end))
                    .map(move |record| placed(part, &record?))
                    .filter(move |row| match row {
                        Ok((_, row)) => belongs(view, part, row),
                        Err(_) => true,
                    });
                let rows: Box<dyn Iterator<Item = Result<Placed, StoreFault>> + 'a> =
                    Box::new(rows);
                rows.peekable()
            })
            .collect()
    }

    /// Cases of a village, or of all villages of a township.
    pub fn cases_of_village(
        &self,
        village: &AreaCode,
    ) -> impl Iterator<Item = Result<CaseId, StoreFault>> + '_ {
        let span = Key::of(Kind::Village).part(&village.0).span();
        self.shelf.scan(span).map(|record| {
            let (key, _) = record?;
            let mut reader = KeyReader::new(&key);
            let id = reader.text().and_then(|_| reader.long());
            id.map(CaseId)
                .ok_or(StoreFault::Unreadable { what: "village" })
        })
    }
}

/// The next row of several lists that are each in order.
fn next_of(streams: &mut [Stream<'_>]) -> Result<Option<Placed>, StoreFault> {
    let mut best: Option<(Place, usize)> = None;
    for (number, stream) in streams.iter_mut().enumerate() {
        match stream.peek() {
            Some(Ok((place, _))) if best.is_none_or(|(first, _)| *place < first) => {
                best = Some((*place, number));
            }
            // A list that cannot be read ends the whole: a row that is missing is worse than no rows.
            Some(Err(_)) => return stream.next().transpose(),
            Some(Ok(_)) | None => {}
        }
    }
    best.and_then(|(_, number)| streams.get_mut(number)?.next())
        .transpose()
}

/// Reads a row with its place.
fn placed(part: Part, (key, value): &Record) -> Result<Placed, StoreFault> {
    let mut reader = KeyReader::new(key);
    let mut read = || {
        reader.byte()?;
        reader.text()?;
        let order = reader.short()?;
        let case = reader.long()?;
        Some(Place { part, order, case })
    };
    let place = read().ok_or(StoreFault::Unreadable { what: "row" })?;
    Ok((place, decode("row", value)?))
}

/// Whether a row that was read is to be seen in this part of the view.
fn belongs(view: QueueView<'_>, part: Part, row: &Row) -> bool {
    let seen = match view.queue {
        QueueId::Dibao | QueueId::Tekun | QueueId::Linshi | QueueId::Edge => {
            let awake =
                row.status != Status::Held || row.wake.is_none_or(|wake| wake <= view.today);
            let skipped = row.skipped.is_some_and(|day| day >= view.today);
            let here = match part {
                Part::InOrder => !skipped || row.status == Status::Held,
                Part::PutBehind => skipped,
            };
            awake && here
        }
        QueueId::ToApprove | QueueId::ToConfirm => !row.makers.contains(&view.staff),
        QueueId::Alerts
        | QueueId::Changes
        | QueueId::Terms
        | QueueId::Visits
        | QueueId::Returned
        | QueueId::Held
        | QueueId::ToServe => true,
    };
    seen && view.area.contains(&row.area)
        && horizon(view).is_none_or(|last| day_of(view.queue, row) <= last)
}

fn last_short(key: &[u8]) -> Option<u32> {
    key.last_chunk::<4>()
        .map(|bytes| u32::from_be_bytes(*bytes))
}

/// The last due day a queue looks at, if it looks no further than some day.
fn horizon(view: QueueView<'_>) -> Option<Day> {
    view.queue
        .looks_ahead()
        .then(|| view.today.add_days(i64::from(HORIZON_DAYS)))
        .flatten()
}

fn is_village(area: &AreaCode) -> bool {
    area.0.chars().count() > keys::TOWNSHIP_DIGITS
}

/// The day by which a row is counted in a queue.
fn day_of(queue: QueueId, row: &Row) -> Day {
    let due = row.standing.due;
    match queue {
        QueueId::Alerts => row.alert_day.unwrap_or(due),
        QueueId::Changes => row.change_day.unwrap_or(due),
        QueueId::Terms | QueueId::Visits => row.matter(queue).map_or(due, |matter| matter.day),
        QueueId::Held => row.wake.unwrap_or(due),
        QueueId::ToServe => row.closing.unwrap_or(due),
        QueueId::Dibao
        | QueueId::Tekun
        | QueueId::Linshi
        | QueueId::Edge
        | QueueId::Returned
        | QueueId::ToApprove
        | QueueId::ToConfirm => due,
    }
}
