//! Keys of the store: bytes whose order is the order that is wanted.
//!
//! Days are big-endian numbers from 0001-01-01 on, large numbers are big-endian after their length, text ends
//! with a zero byte (a zero inside it is written as a one, which no code and no name contains). The first byte
//! tells the projection.

use chrono::{Datelike, NaiveDate};

use crate::domain::{
    area::AreaCode,
    calendar::{Day, Month},
    ids::{CaseId, PersonId, StaffId},
    queue::QueueId,
};

/// The projections, by the first byte of their keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Kind {
    /// How far the store has come.
    Head = 0x01,
    /// Facts of the office: areas, staff, values, imports.
    Office = 0x02,
    /// Who wrote an entry and when.
    Entry = 0x03,
    /// Idempotency keys of the newest entries.
    Idempotency = 0x04,
    /// The same by seq, so that old ones can be found and dropped.
    IdempotencyAge = 0x05,
    /// Cases.
    Case = 0x10,
    /// People: their identities, and the cases they are members of.
    Person = 0x11,
    /// Rows of the queues, in their order.
    Queue = 0x20,
    /// Counts of the queues by day.
    Count = 0x21,
    /// Reviews due and done by month.
    Month = 0x22,
    /// Cases a member of staff has signed, by day.
    Signed = 0x23,
    /// Number of cases by township.
    Township = 0x24,
    /// Rows of batches, in parts, and which of them were left in the end.
    Batch = 0x25,
    /// Cases by village.
    Village = 0x30,
    /// What a search finds.
    Term = 0x31,
}

/// Builds a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key(Vec<u8>);

impl Key {
    /// Begins a key of this projection.
    pub fn of(kind: Kind) -> Self {
        let mut bytes = Vec::with_capacity(40);
        bytes.push(kind as u8);
        Self(bytes)
    }

    /// Adds one byte.
    pub fn byte(mut self, byte: u8) -> Self {
        self.0.push(byte);
        self
    }

    /// Adds a number.
    pub fn short(mut self, number: u32) -> Self {
        self.0.extend_from_slice(&number.to_be_bytes());
        self
    }

    /// Adds a large number: how many bytes it needs, then these bytes.
    pub fn long(mut self, number: u64) -> Self {
        let bytes = number.to_be_bytes();
        let zeros = (number.leading_zeros() / 8) as usize;
        let own = bytes.get(zeros..).unwrap_or_default();
        self.0.push(u8::try_from(own.len()).unwrap_or(8));
        self.0.extend_from_slice(own);
        self
    }

    /// Adds a day.
    pub fn day(self, day: Day) -> Self {
        self.short(day_number(day))
    }

    /// Adds text with its end.
    pub fn text(self, text: &str) -> Self {
        self.part(text).byte(0)
    }

    /// Adds text without an end: everything that begins with it follows.
    pub fn part(mut self, text: &str) -> Self {
        self.0
            .extend(text.bytes().map(|byte| if byte == 0 { 1 } else { byte }));
        self
    }

    /// The bytes.
    pub fn bytes(self) -> Vec<u8> {
        self.0
    }

    /// All keys that begin with this one: from here, up to and without the other.
    pub fn span(self) -> (Vec<u8>, Vec<u8>) {
        let end = after_all(&self.0);
        (self.0, end)
    }
}

/// The first key after all that begin with this one.
pub fn after_all(prefix: &[u8]) -> Vec<u8> {
    let mut end = prefix.to_vec();
    while let Some(last) = end.pop() {
        if last < u8::MAX {
            end.push(last + 1);
            return end;
        }
    }
    // Only a prefix of nothing but 0xff comes here; no projection begins with that.
    vec![u8::MAX; prefix.len() + 1]
}

/// Days since 0001-01-01, which is 1; days before it stand together at 0.
pub fn day_number(day: Day) -> u32 {
    u32::try_from(day.0.num_days_from_ce()).unwrap_or(0)
}

/// The day of a number.
pub fn number_day(number: u32) -> Option<Day> {
    let days = i32::try_from(number).ok()?;
    NaiveDate::from_num_days_from_ce_opt(days).map(Day)
}

/// Reads what [`Key`] wrote, from the front.
#[derive(Debug, Clone, Copy)]
pub struct KeyReader<'a>(&'a [u8]);

impl<'a> KeyReader<'a> {
    /// Begins after the byte of the projection.
    pub fn new(key: &'a [u8]) -> Self {
        Self(key.get(1..).unwrap_or_default())
    }

    /// The next byte.
    pub fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// The next number.
    pub fn short(&mut self) -> Option<u32> {
        let (first, rest) = self.0.split_first_chunk::<4>()?;
        self.0 = rest;
        Some(u32::from_be_bytes(*first))
    }

    /// The next large number.
    pub fn long(&mut self) -> Option<u64> {
        let count = usize::from(self.byte()?);
        let (own, rest) = self.0.split_at_checked(count)?;
        let zeros = 8_usize.checked_sub(count)?;
        let mut bytes = [0; 8];
        bytes.get_mut(zeros..)?.copy_from_slice(own);
        self.0 = rest;
        Some(u64::from_be_bytes(bytes))
    }

    /// The next text.
    pub fn text(&mut self) -> Option<&'a str> {
        let end = self.0.iter().position(|byte| *byte == 0)?;
        let text = std::str::from_utf8(self.0.get(..end)?).ok()?;
        self.0 = self.0.get(end + 1..)?;
        Some(text)
    }
}

/// The key of a case.
pub fn case(id: CaseId) -> Vec<u8> {
    Key::of(Kind::Case).long(id.0).bytes()
}

/// The key of a person.
pub fn person(id: PersonId) -> Vec<u8> {
    Key::of(Kind::Person).long(id.0).bytes()
}

/// The key of the head.
pub fn head() -> Vec<u8> {
    Key::of(Kind::Head).bytes()
}

/// The key of an entry.
pub fn entry(seq: u64) -> Vec<u8> {
    Key::of(Kind::Entry).long(seq).bytes()
}

/// The key of an idempotency key.
pub fn idempotency(key: &str) -> Vec<u8> {
    Key::of(Kind::Idempotency).text(key).bytes()
}

/// The key of the idempotency key of an entry.
pub fn idempotency_age(seq: u64) -> Vec<u8> {
    Key::of(Kind::IdempotencyAge).long(seq).bytes()
}

/// The key of a signing.
pub fn signed(staff: StaffId, day: Day) -> Key {
    Key::of(Kind::Signed).short(staff.0).day(day)
}

/// Which count of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum MonthCount {
    /// Reviews due in it.
    Due = 0,
    /// Of those, done.
    Done = 1,
}

/// The key of a count of a month in an area.
pub fn month(level: &str, month: Month, which: MonthCount) -> Vec<u8> {
    let number = u32::try_from(month.year.max(0)).unwrap_or(0) * 12 + month.month;
    Key::of(Kind::Month)
        .text(level)
        .short(number)
        .byte(which as u8)
        .bytes()
}

/// The key of the number of cases of a township.
pub fn township(code: &str) -> Vec<u8> {
    Key::of(Kind::Township).text(code).bytes()
}

/// What is stored of a part of a batch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum BatchPart {
    /// Its rows.
    Rows = 0,
    /// Which of them were left when it was carried out.
    Left = 1,
}

/// The key of a part of a batch.
pub fn batch(number: u32, chunk: u32, part: BatchPart) -> Vec<u8> {
    Key::of(Kind::Batch)
        .short(number)
        .byte(part as u8)
        .short(chunk)
        .bytes()
}

/// Which list of a queue a row stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum List {
    /// The queue itself, by rank day.
    Main = 0x00,
    /// Skipped cases in the same order: behind the others on the day of the skip, among them after it.
    Skipped = 0x10,
    /// Cases on hold in the same order: not there before the day they wake, among the others from it on.
    Asleep = 0x20,
}

/// The number of a queue in keys; it never changes its meaning within a format.
const fn queue_number(queue: QueueId) -> u8 {
    match queue {
        QueueId::Dibao => 0,
        QueueId::Tekun => 1,
        QueueId::Linshi => 2,
        QueueId::Alerts => 3,
        QueueId::Returned => 4,
        QueueId::Held => 5,
        QueueId::ToApprove => 6,
        QueueId::ToConfirm => 7,
        QueueId::ToServe => 8,
        QueueId::Changes => 9,
        QueueId::Visits => 10,
        QueueId::Terms => 11,
        QueueId::Edge => 12,
    }
}

/// Begins the key of a row of a queue in a township or a county.
pub fn queue(queue: QueueId, list: List, level: &str) -> Key {
    Key::of(Kind::Queue)
        .byte(queue_number(queue) | list as u8)
        .text(level)
}

/// Whose rows a count counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// All rows.
    Everybodys,
    /// Rows of what this person proposed or edited, which the same person may not sign.
    MadeBy(StaffId),
}

/// Begins the key of the counts of a queue in an area; the day follows, for those asleep the day they wake and the due day.
pub fn count(queue: QueueId, list: List, level: &str, whose: Whose) -> Key {
    let key = Key::of(Kind::Count)
        .byte(queue_number(queue) | list as u8)
        .text(level);
    match whose {
        Whose::Everybodys => key.byte(0).short(0),
        Whose::MadeBy(staff) => key.byte(1).short(staff.0),
    }
}

/// The areas in which a case is counted: its county and its township.
pub fn levels(area: &AreaCode) -> impl Iterator<Item = &str> {
    let county = cut(&area.0, COUNTY_DIGITS);
    let township = cut(&area.0, TOWNSHIP_DIGITS);
    std::iter::once(county).chain((township != county).then_some(township))
}

/// Digits of the code of a county.
pub const COUNTY_DIGITS: usize = 6;

/// Digits of the code of a township.
pub const TOWNSHIP_DIGITS: usize = 9;

/// The first characters of a code.
pub fn cut(code: &str, count: usize) -> &str {
    code.char_indices()
        .nth(count)
        .map_or(code, |(end, _)| &code[..end])
}
