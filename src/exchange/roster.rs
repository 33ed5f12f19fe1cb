//! A roster in: read and judged whole before anything is written, then written in units.
//!
//! [`read_and_judge`] makes a plan and touches nothing; [`write`] carries it out through the engine. Both report
//! how far they are and stop when told to. Refused, or declined at the preview, the journal is as it was.

use std::{
    collections::{BTreeSet, HashSet},
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use super::{
    against::Verdict,
    full::Listing,
    gather::Gathering,
    household::{Judge, rows_of},
    known::Office,
    layout::{Header, Kind},
    limits::{HEADER_ROWS_MAX, UNIT_HOUSEHOLDS},
    mapping::{Mapping, Severity},
    parse::Reader,
    plan::{Bucket, ImportPlan, ImportReport, Planned, Target, shown},
    reading::{Flow, Row, Source, Table},
    refusal::ExchangeRefusal,
    remembered::Pointed,
    returned::own_columns,
    row::{Note, RowCode, RowOutcome},
};
use crate::{
    base::digest::{Algorithm, Hasher},
    domain::money::Fen,
    engine::{
        answer::Receipt,
        command::Command,
        refusal::{Refusal, Trouble},
    },
    session::{Request, Session},
};

/// Rows between two reports of how far it is.
const TICK_ROWS: u32 = 1_000;

/// What a person may say about a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// The office's own mapping file.
    pub mapping: Option<PathBuf>,
    /// Name or number (from 1) of the sheet; `None` takes the one with the best header.
    pub sheet: Option<String>,
    /// The layout; `None` recognises it.
    pub kind: Option<Kind>,
    /// What a person says of the columns, over what their headers say; `None` where nobody was asked.
    pub pointed: Option<Pointed>,
    /// Whether the list is said to name everybody; then who is missing is told.
    pub full: bool,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Rows read.
    Reading {
        /// Rows so far.
        rows: u32,
    },
    /// Households compared with what the office knows.
    Judging {
        /// Households so far.
        done: u32,
        /// All of them.
        total: u32,
    },
    /// Households written.
    Writing {
        /// Households so far.
        done: u32,
        /// All of them.
        total: u32,
    },
}

/// Is told how far it is, and may stop it.
pub type Ticker<'t> = dyn FnMut(Progress) -> ControlFlow<()> + 't;

/// Reads and judges a file; writes nothing.
///
/// # Errors
/// [`ExchangeRefusal`] where the file as a whole cannot be taken; trouble with single rows stands in the plan.
pub fn read_and_judge(
    path: &Path,
    options: &Options,
    session: &dyn Session,
    progress: &mut Ticker<'_>,
) -> Result<ImportPlan, ExchangeRefusal> {
    let mapping = Mapping::load(options.mapping.as_deref())?;
    let mut source = Source::open(path)?;
    let office = Office::ask(session)?;
    let mut hasher = Hasher::new(Algorithm::Sm3);
    source.bytes(&mut |bytes| hasher.update(bytes))?;
    let (table, header) = choose(&mut source, options, &mapping)?;
    let header = header.settle(options.kind)?;
    let mut reader = Reader {
        header: &header,
        mapping: &mapping,
        today: office.today,
        epoch: source.epoch(),
        notes: Vec::new(),
        mended: super::cells::Mended::new(),
    };
    let kind = options.kind.or_else(|| header.kind());
    let mut taken = Taken {
        gathering: Gathering::new(kind),
        outcomes: Vec::new(),
        header_row: header.row,
    };
    taken.read(&mut source, &table, &mut reader, progress)?;
    let plan = ImportPlan {
        file: base_name(path),
        digest: hasher.finish().hex().chars().take(32).collect(),
        encoding: source.encoding(),
        sheet: match &table {
            Table::Sheet { name } => Some(shown(name)),
            Table::Text { .. } => None,
        },
        header_row: header.row,
        columns: header.texts.clone(),
        left_out: left_out(&header),
        kind: taken.gathering.kind(),
        outcomes: taken.outcomes,
        notes: Vec::new(),
        warnings: BTreeSet::new(),
        normalised: super::cells::Mended::new(),
        households: Vec::new(),
        unchanged: Bucket::default(),
        unlisted: None,
    };
    drop(source);
    let judged = Judging {
        plan,
        office: &office,
        reader,
        full: options.full,
    };
    judge(judged, taken.gathering, progress)
}

/// The headers of columns that nobody knows or that somebody leaves out, but for those of a return file's own.
fn left_out(header: &Header) -> Vec<String> {
    let columns = header.texts.iter().zip(&header.columns);
    columns
        .skip(own_columns(&header.texts))
        .filter(|(text, column)| column.is_none() && !text.trim().is_empty())
        .map(|(text, _)| shown(text))
        .collect()
}

/// The name of a file as it may be shown and noted.
pub(super) fn base_name(path: &Path) -> String {
    path.file_name()
        .map_or_else(String::new, |name| shown(&name.to_string_lossy()))
}

/// The table to read: the one asked for, else the one whose header names most. Where somebody is asked about the
/// columns, a table without a header we know will do.
pub(super) fn choose(
    source: &mut Source,
    options: &Options,
    mapping: &Mapping,
) -> Result<(Table, Header), ExchangeRefusal> {
    let mut tables = source.tables()?;
    if let Some(wanted) = &options.sheet {
        tables = vec![asked_for(wanted, &tables)?];
    }
    let mut best: Option<(Table, Header)> = None;
    let mut empty = true;
    let mut unread = None;
    for table in tables {
        let top = match top_rows(source, &table, HEADER_ROWS_MAX + 1) {
            Ok(top) => top,
            // Cut where this separator would stand, a quote in the middle of a text seems to open one.
            Err(
                refusal @ (ExchangeRefusal::UnclosedQuote { .. }
                | ExchangeRefusal::RowTooLong { .. }),
            ) => {
                unread.get_or_insert(refusal);
                continue;
            }
            Err(refusal) => return Err(refusal),
        };
        empty &= top.iter().all(Row::is_blank);
        let likeliest = || Header::likeliest(&top, mapping).filter(|_| options.pointed.is_some());
        if let Some(header) = Header::find(&top, mapping).or_else(likeliest)
            && best
                .as_ref()
                .is_none_or(|(_, other)| header.score() > other.score())
        {
            best = Some((table, header));
        }
    }
    match best {
        Some((table, mut header)) => {
            header.point(options.pointed.as_deref().unwrap_or_default());
            Ok((table, header))
        }
        None => Err(unread.unwrap_or(if empty {
            ExchangeRefusal::Empty
        } else {
            ExchangeRefusal::NoHeader
        })),
    }
}

/// A sheet by name, or by number from 1.
fn asked_for(wanted: &str, tables: &[Table]) -> Result<Table, ExchangeRefusal> {
    let named = tables
        .iter()
        .find(|table| matches!(table, Table::Sheet { name } if name == wanted));
    let numbered = || {
        let number: usize = wanted.parse().ok()?;
        let sheets = tables
            .iter()
            .filter(|table| matches!(table, Table::Sheet { .. }));
        sheets.into_iter().nth(number.checked_sub(1)?)
    };
    named
        .or_else(numbered)
        .cloned()
        .ok_or_else(|| ExchangeRefusal::NoSuchSheet {
            sheets: tables
                .iter()
                .filter_map(|table| match table {
                    Table::Sheet { name } => Some(shown(name)),
                    Table::Text { .. } => None,
                })
                .collect(),
        })
}

/// The rows of a table down to a number.
pub(super) fn top_rows(
    source: &mut Source,
    table: &Table,
    last: u32,
) -> Result<Vec<Row>, ExchangeRefusal> {
    let mut top = Vec::new();
    source.rows(table, &mut |row| {
        if row.number > last {
            return Ok(Flow::Enough);
        }
        top.push(row);
        Ok(Flow::More)
    })?;
    Ok(top)
}

/// The rows below the header as they are taken.
struct Taken {
    gathering: Gathering,
    outcomes: Vec<RowOutcome>,
    header_row: u32,
}

impl Taken {
    fn read(
        &mut self,
        source: &mut Source,
        table: &Table,
        reader: &mut Reader<'_>,
        progress: &mut Ticker<'_>,
    ) -> Result<(), ExchangeRefusal> {
        source.rows(table, &mut |row| {
            if row.number % TICK_ROWS == 0
                && progress(Progress::Reading { rows: row.number }).is_break()
            {
                return Err(ExchangeRefusal::Cancelled);
            }
            if row.number > self.header_row && !row.cells.is_empty() {
                self.take(&row, reader);
            }
            Ok(Flow::More)
        })?;
        if self.outcomes.is_empty() {
            return Err(ExchangeRefusal::NoRows);
        }
        Ok(())
    }

    fn take(&mut self, row: &Row, reader: &mut Reader<'_>) {
        // Rows that are missing in between were blank, and so is this one if it only shows what is merged.
        let below = row.number.saturating_sub(self.header_row) as usize;
        self.outcomes.resize(below, RowOutcome::NotData);
        if reader.header.is_not_data(row, reader.mapping) {
            return;
        }
        if let Some(outcome) = self.outcomes.last_mut() {
            *outcome = RowOutcome::Refused;
        }
        let parsed = reader.read(row);
        self.gathering.take(row, parsed, reader);
    }
}

/// A file that was read and is to be judged.
struct Judging<'o, 'r> {
    plan: ImportPlan,
    office: &'o Office<'o>,
    reader: Reader<'r>,
    /// Whether the list is said to name everybody.
    full: bool,
}

/// Judges the households of a file one by one and lays the plan.
fn judge(
    judging: Judging<'_, '_>,
    gathering: Gathering,
    progress: &mut Ticker<'_>,
) -> Result<ImportPlan, ExchangeRefusal> {
    let Judging {
        mut plan,
        office,
        mut reader,
        full,
    } = judging;
    let kind = gathering.kind();
    let mut households = gathering.close();
    let total = u32::try_from(households.len()).unwrap_or(u32::MAX);
    let mut refused: Vec<Vec<u32>> = Vec::new();
    let (file, digest) = (plan.file.clone(), plan.digest.clone());
    let mut judge = Judge {
        reader: &mut reader,
        areas: &office.areas,
        kind,
        file: &file,
        digest: &digest,
        listing: Listing::default(),
    };
    let mut done = 0;
    while let Some(mut draft) = households.next(judge.reader) {
        done += 1;
        if done % 100 == 0 && progress(Progress::Judging { done, total }).is_break() {
            return Err(ExchangeRefusal::Cancelled);
        }
        judge.check(&mut draft);
        let verdict = if draft.bad {
            judge.known(&draft, office)?;
            Verdict::Refused
        } else {
            judge.against(&mut draft, office)?
        };
        let rows = rows_of(&draft);
        match verdict {
            Verdict::Refused => refused.push(rows),
            Verdict::Unchanged(month) => {
                plan.unchanged.households += 1;
                plan.unchanged.month = Fen(plan.unchanged.month.0.saturating_add(month.0));
                plan.set(&rows, RowOutcome::Unchanged);
            }
            Verdict::Write(target, intake) => {
                let outcome = match target {
                    Target::Open => RowOutcome::Accepted,
                    Target::Change { .. } => RowOutcome::Updated,
                };
                plan.set(&rows, outcome);
                plan.households.push(Planned {
                    rows: rows.into_boxed_slice(),
                    target,
                    intake,
                });
            }
        }
    }
    let listing = std::mem::take(&mut judge.listing);
    if full {
        plan.unlisted = Some(listing.close(office)?);
    }
    let Reader {
        mapping,
        notes,
        mended,
        ..
    } = reader;
    plan.warnings = notes
        .iter()
        .map(|note| note.code)
        .filter(|code| mapping.severity(*code) == Severity::Warning)
        .collect();
    plan.notes = notes;
    plan.normalised = mended;
    plan.name_the_refused_with(&refused);
    Ok(plan)
}

impl ImportPlan {
    /// A row that was refused only because another row of its household was says so, and names that row.
    fn name_the_refused_with(&mut self, households: &[Vec<u32>]) {
        let named: HashSet<u32> = self
            .notes
            .iter()
            .filter(|note| !self.warnings.contains(&note.code))
            .map(|note| note.row)
            .collect();
        for rows in households {
            let culprit = rows.iter().find(|row| named.contains(row));
            for row in rows.iter().filter(|row| !named.contains(row)) {
                self.notes.push(Note {
                    row: *row,
                    column: None,
                    code: RowCode::HouseholdRefused,
                    values: culprit
                        .map(|culprit| ("row", culprit.to_string()))
                        .into_iter()
                        .collect(),
                    refusal: None,
                });
            }
        }
    }
}

/// Writes a plan through the engine, in units with one sync each. What a unit has written stays; stopped or failed
/// on the way, the rest is named, and running the same file again goes on.
pub fn write(
    mut plan: ImportPlan,
    session: &dyn Session,
    progress: &mut Ticker<'_>,
) -> ImportReport {
    let households = std::mem::take(&mut plan.households);
    if households.is_empty() {
        return plan.into_report();
    }
    let mut writing = Writing {
        total: u32::try_from(households.len()).unwrap_or(u32::MAX),
        plan,
        session,
        done: 0,
        accepted: 0,
        updated: 0,
        stopped: false,
        trouble: None,
    };
    writing.all(households, progress);
    let Writing {
        plan,
        stopped,
        trouble,
        ..
    } = writing;
    ImportReport {
        stopped,
        trouble,
        ..plan.into_report()
    }
}

struct Writing<'s> {
    plan: ImportPlan,
    session: &'s dyn Session,
    total: u32,
    done: u32,
    accepted: u32,
    updated: u32,
    stopped: bool,
    trouble: Option<Trouble>,
}

impl Writing<'_> {
    fn all(&mut self, households: Vec<Planned>, progress: &mut Ticker<'_>) {
        let mut coming = households.into_iter();
        let started = self.note_import(Command::StartImport {
            file: self.plan.file.clone(),
            digest: self.plan.digest.clone(),
            rows: self.total,
        });
        if let Err(trouble) = started {
            self.give_up(coming, trouble);
            return;
        }
        loop {
            let unit: Vec<Planned> = coming.by_ref().take(UNIT_HOUSEHOLDS).collect();
            if unit.is_empty() {
                break;
            }
            let rows: Vec<Box<[u32]>> = unit.iter().map(|planned| planned.rows.clone()).collect();
            if let Err(trouble) = self.unit(unit) {
                for rows in rows {
                    self.not_written(&rows);
                }
                self.give_up(coming, trouble);
                return;
            }
            let now = Progress::Writing {
                done: self.done,
                total: self.total,
            };
            if progress(now).is_break() && coming.len() > 0 {
                self.stopped = true;
                for planned in coming {
                    self.not_written(&planned.rows);
                }
                return;
            }
        }
        let finished = self.note_import(Command::FinishImport {
            digest: self.plan.digest.clone(),
            accepted: self.accepted,
            updated: self.updated,
        });
        if let Err(trouble) = finished {
            self.trouble = Some(trouble);
        }
    }

    /// Notes the beginning or the end: each time anew, so that the journal tells when it was gone on with.
    fn note_import(&self, command: Command) -> Result<Receipt, Trouble> {
        self.session.execute(Request {
            command,
            expect: None,
            key: String::new(),
        })
    }

    fn unit(&mut self, unit: Vec<Planned>) -> Result<(), Trouble> {
        let rows: Vec<(Box<[u32]>, Target)> = unit
            .iter()
            .map(|planned| (planned.rows.clone(), planned.target))
            .collect();
        let requests = unit
            .into_iter()
            .map(|planned| planned.request(&self.plan.digest))
            .collect();
        let outcomes = self.session.execute_batch(requests)?;
        for ((rows, target), outcome) in rows.into_iter().zip(outcomes) {
            self.done += 1;
            match (outcome, target) {
                (Ok(_), Target::Open) => self.accepted += 1,
                (Ok(_), Target::Change { .. }) => self.updated += 1,
                (Err(Trouble::Refused(refusal)), _) => self.refuse(&rows, &refusal),
                (Err(trouble @ Trouble::Fault(_)), _) => {
                    self.not_written(&rows);
                    self.trouble = Some(trouble);
                }
            }
        }
        Ok(())
    }

    fn refuse(&mut self, rows: &[u32], refusal: &Refusal) {
        for (place, row) in rows.iter().enumerate() {
            let (code, values) = match rows.first() {
                Some(first) if place > 0 => {
                    (RowCode::HouseholdRefused, vec![("row", first.to_string())])
                }
                _ => (RowCode::Engine, Vec::new()),
            };
            self.plan.notes.push(Note {
                row: *row,
                column: None,
                code,
                values,
                refusal: (code == RowCode::Engine).then(|| Box::new(refusal.clone())),
            });
        }
        self.plan.set(rows, RowOutcome::Refused);
    }

    fn not_written(&mut self, rows: &[u32]) {
        self.plan.notes.extend(rows.iter().map(|row| Note {
            row: *row,
            column: None,
            code: RowCode::NotWritten,
            values: Vec::new(),
            refusal: None,
        }));
        self.plan.set(rows, RowOutcome::Refused);
    }

    /// The rest is not written: one refusal for all, or a fault of the machine.
    fn give_up(&mut self, rest: impl Iterator<Item = Planned>, trouble: Trouble) {
        for planned in rest {
            match &trouble {
                Trouble::Refused(refusal) => self.refuse(&planned.rows, refusal),
                Trouble::Fault(_) => self.not_written(&planned.rows),
            }
        }
        if matches!(trouble, Trouble::Fault(_)) {
            self.trouble = Some(trouble);
        }
    }
}
