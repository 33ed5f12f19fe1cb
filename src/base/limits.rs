//! Every limit of the program, with its reason. A limit that is reached is answered with a refusal or a
//! fault that names it; nothing is cut off silently.

/// Bytes of one journal line: a household of 64 with all incomes, twice, and a sum with every step stay far below it, and a reader's memory is bounded by it.
pub const ENTRY_BYTES_MAX: usize = 1 << 20;

/// Bytes of one commit unit: an import's 500 households with 64 kB each. It is encoded in memory at once, and
/// recovery may have to set all of it aside; it may be larger than a segment, which then holds it alone.
pub const UNIT_BYTES_MAX: usize = 32 << 20;

/// Entries of one commit unit: an import writes chunks, so that a power failure costs at most one chunk's work.
pub const UNIT_ENTRIES_MAX: usize = 10_000;

/// Bytes after which a new segment file is begun: small enough to copy, to search for damage in a moment, and to rewrite when a record's retention ends.
pub const SEGMENT_BYTES_MAX: u64 = 16 << 20;

/// Segment files: their names have six digits.
pub const SEGMENTS_MAX: u32 = 999_999;

/// Bytes of one line of the register of identities: five short fields.
pub const PERSON_BYTES_MAX: usize = 16 << 10;

/// Bytes of an idempotency key or of the name of a session: both are made by the program.
pub const KEY_BYTES_MAX: usize = 128;

/// Notes of the access log that may wait for the disk; beyond it looking waits, because what is looked at must be logged.
pub const ACCESS_WAITING_MAX: usize = 4_096;

/// Notes of the access log written at once.
pub const ACCESS_UNIT_MAX: usize = 256;

/// Milliseconds after which written notes of the access log are synced: a power failure costs at most these seconds of who looked, and no decision shares the disk with a sync for each glance.
pub const ACCESS_SYNC_MS_MAX: u64 = 2_000;

/// Bytes read at once when the journal is read through.
pub const READ_CHUNK_BYTES: usize = 256 << 10;

/// Rows of a queue the first screen shows ahead of time: as many as a large terminal has room for below it.
pub const DESK_AHEAD_ROWS: usize = 20;

/// Rows of one page of a queue: more do not fit on any screen, and a page must cost a page.
pub const QUEUE_PAGE_ROWS_MAX: usize = 200;

/// Members of one household: the largest real ones have below thirty; a file that says more has merged two villages.
pub const HOUSEHOLD_MEMBERS_MAX: usize = 64;

/// Rows of one import: the height of a sheet of `.xlsx`.
pub const IMPORT_ROWS_MAX: usize = 1_048_576;

/// Sessions at once: one office has below a hundred people; each costs a thread.
pub const SESSIONS_MAX: usize = 256;

/// Characters of a name, a number or another short field.
pub const NAME_CHARS_MAX: usize = 64;

/// Characters of the base name of a file.
pub const FILE_NAME_CHARS_MAX: usize = 255;

/// Characters of a reason or a remark of one line.
pub const REASON_CHARS_MAX: usize = 200;

/// Characters of a note of several lines, such as what a visit found: two pages of paper.
pub const NOTE_CHARS_MAX: usize = 4_000;

/// Days a case may wait: longer than a year is no wait but a case that was forgotten.
pub const HOLD_DAYS_MAX: i64 = 366;

/// Working days a claim lasts: over a week of field work somebody else must be able to go on.
pub const LEASE_WORKDAYS: u32 = 5;

/// Alerts of one case: a monthly check of a household of 64 for some years.
pub const ALERTS_PER_CASE_MAX: usize = 2_000;

/// Tries to serve one notice: a month of them, every day.
pub const ATTEMPTS_MAX: usize = 30;

/// Appeals, and settlements of over-payment, that a case keeps: nobody lives through more.
pub const APPEALS_MAX: usize = 30;

/// Offers of work that a case keeps: one a month for ten years.
pub const WORK_OFFERS_MAX: usize = 120;

/// Areas of one office: a county has some hundred villages, a large city some thousand.
pub const AREAS_MAX: usize = 20_000;

/// Fen an amount of one person may have: below 100 million yuan, so that no sum can overflow.
pub const MONEY_FEN_RANGE: std::ops::RangeInclusive<i64> = 0..=9_999_999_999;

/// Incomes or deductions of one member.
pub const INCOMES_PER_MEMBER_MAX: usize = 32;

/// Rows of one part of a batch: listed in one entry, carried out as one unit, so that a power failure costs at most one part.
pub const BATCH_PART_ROWS: usize = 500;

/// Cases looked at for one question or one part of a batch: more would keep others waiting for longer than a moment.
pub const BATCH_CASES_AT_ONCE: usize = 2_000;

/// Vehicles of one household.
pub const VEHICLES_MAX: usize = 32;

/// Cases one search hands out for an export: all of a large township.
pub const SEARCH_CASES_MAX: usize = 20_000;
