//! A file that was read and judged, with nothing written yet: what would be done, and what became of each row.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{
    cells::Mended,
    full::Unlisted,
    layout::Kind,
    row::{Note, RowCode, RowOutcome},
};
use crate::{
    domain::{ids::CaseId, money::Fen},
    engine::command::{Command, Intake, Request, import_key},
};

/// What a household of the file is to the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// A new case.
    Open,
    /// A case of which the file says something else than the office has.
    Change {
        /// The case.
        case: CaseId,
        /// Its seq when it was compared.
        seq: u64,
    },
}

/// A household that will be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// Its rows, in the order of the file.
    pub rows: Box<[u32]>,
    /// What it is to the office.
    pub target: Target,
    /// What will be taken in.
    pub intake: Box<Intake>,
}

impl Planned {
    /// The request that writes it. Its key is that of the file and the row, so that the same file written twice
    /// is written once; for a change it holds the seq as well, so that a later change can be made again.
    pub(crate) fn request(self, digest: &str) -> Request {
        let row = self.rows.first().copied().unwrap_or(0);
        match self.target {
            Target::Open => Request {
                command: Command::OpenCase {
                    intake: self.intake,
                },
                expect: None,
                key: format!("{}{row}", import_key(digest)),
            },
            Target::Change { case, seq } => Request {
                command: Command::ReportChange {
                    case,
                    intake: self.intake,
                    digest: digest.to_owned(),
                },
                expect: Some(seq),
                key: format!("{}{row}:{seq}", import_key(digest)),
            },
        }
    }
}

/// Households and money by what becomes of them, for a preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Bucket {
    /// Households.
    pub households: u32,
    /// What they are paid a month, together.
    pub month: Fen,
}

/// A file that was read and judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportPlan {
    /// Base name of the file, without control characters.
    pub file: String,
    /// Digest of the file.
    pub digest: String,
    /// Encoding of a text, kind of a workbook.
    pub encoding: &'static str,
    /// The sheet; `None` for a text.
    pub sheet: Option<String>,
    /// The last row of the header.
    pub header_row: u32,
    /// Header texts by place.
    pub columns: Vec<String>,
    /// Headers of the columns that are read as nothing.
    pub left_out: Vec<String>,
    /// The layout that was read.
    pub kind: Kind,
    /// What became of each row below the header, the first below it first.
    pub outcomes: Vec<RowOutcome>,
    /// Everything said of rows.
    pub notes: Vec<Note>,
    /// Codes whose notes are warnings.
    pub warnings: BTreeSet<RowCode>,
    /// What was mended, by code.
    pub normalised: Mended,
    /// What will be written.
    pub households: Vec<Planned>,
    /// Households that stand like this already.
    pub unchanged: Bucket,
    /// Households of the office that a full list does not name; `None` where nobody said that it is full.
    pub unlisted: Option<Unlisted>,
}

impl ImportPlan {
    /// What would become of the file if it was written as planned.
    pub fn report(&self) -> ImportReport {
        ImportReport::of(self, self.notes.clone())
    }

    /// The same, where nothing more is asked of the plan: its households are gone before the report is made.
    pub fn into_report(mut self) -> ImportReport {
        self.households = Vec::new();
        let notes = std::mem::take(&mut self.notes);
        ImportReport::of(&self, notes)
    }

    /// Households and money that would be new, changed.
    pub fn preview(&self) -> [(RowOutcome, Bucket); 3] {
        let mut opened = Bucket::default();
        let mut changed = Bucket::default();
        for planned in &self.households {
            let bucket = match planned.target {
                Target::Open => &mut opened,
                Target::Change { .. } => &mut changed,
            };
            bucket.households += 1;
            let month = planned.intake.benefit.map_or(0, |benefit| benefit.month.0);
            bucket.month = Fen(bucket.month.0.saturating_add(month));
        }
        [
            (RowOutcome::Accepted, opened),
            (RowOutcome::Updated, changed),
            (RowOutcome::Unchanged, self.unchanged),
        ]
    }

    /// The requests that would be made, in order, without the notes that an import begins and ends.
    pub fn requests(&self) -> impl Iterator<Item = Request> {
        self.households
            .iter()
            .map(|planned| planned.clone().request(&self.digest))
    }

    /// Sets the outcome of rows.
    pub(crate) fn set(&mut self, rows: &[u32], outcome: RowOutcome) {
        for row in rows {
            let place = row.checked_sub(self.header_row + 1);
            let place = place.and_then(|place| usize::try_from(place).ok());
            if let Some(outcome_of) = place.and_then(|place| self.outcomes.get_mut(place)) {
                *outcome_of = outcome;
            }
        }
    }
}

/// One line of a report: a note with the header of its column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportLine {
    /// What is said.
    pub note: Note,
    /// Header text of the column; empty where the row is meant.
    pub column: String,
}

/// What became of a file, row by row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportReport {
    /// Base name of the file.
    pub file: String,
    /// Encoding of a text, kind of a workbook.
    pub encoding: &'static str,
    /// The sheet.
    pub sheet: Option<String>,
    /// The last row of the header.
    pub header_row: u32,
    /// Headers of the columns that are read as nothing.
    pub left_out: Vec<String>,
    /// Rows below the header.
    pub rows: u32,
    /// Of those: no data.
    pub not_data: u32,
    /// Of those: in new cases.
    pub accepted: u32,
    /// Of those: in cases of which they report a change.
    pub updated: u32,
    /// Of those: in cases that stand like this already.
    pub unchanged: u32,
    /// Of those: not taken.
    pub refused_rows: u32,
    /// Why, row by row.
    pub refused: Vec<ReportLine>,
    /// What was taken and should be looked at.
    pub warnings: Vec<ReportLine>,
    /// What was mended, by code.
    pub normalised: BTreeMap<&'static str, u32>,
    /// Households of the office that a full list does not name; `None` where nobody said that it is full.
    pub unlisted: Option<Unlisted>,
    /// The person stopped it before its end; running it again goes on.
    pub stopped: bool,
    /// The machine failed on the way.
    pub trouble: Option<crate::engine::refusal::Trouble>,
}

impl ImportReport {
    fn of(plan: &ImportPlan, notes: Vec<Note>) -> Self {
        let count = |outcome| {
            let rows = plan.outcomes.iter().filter(|it| **it == outcome).count();
            u32::try_from(rows).unwrap_or(u32::MAX)
        };
        let mut refused = Vec::new();
        let mut warnings = Vec::new();
        for note in notes {
            let column = note
                .column
                .and_then(|place| plan.columns.get(usize::from(place)))
                .map_or_else(String::new, |text| shown(text));
            let warning = plan.warnings.contains(&note.code);
            let line = ReportLine { note, column };
            if warning {
                warnings.push(line);
            } else {
                refused.push(line);
            }
        }
        refused.sort_by_key(|line| (line.note.row, line.note.code));
        warnings.sort_by_key(|line| (line.note.row, line.note.code));
        Self {
            file: plan.file.clone(),
            encoding: plan.encoding,
            sheet: plan.sheet.clone(),
            header_row: plan.header_row,
            left_out: plan.left_out.clone(),
            rows: u32::try_from(plan.outcomes.len()).unwrap_or(u32::MAX),
            not_data: count(RowOutcome::NotData),
            accepted: count(RowOutcome::Accepted),
            updated: count(RowOutcome::Updated),
            unchanged: count(RowOutcome::Unchanged),
            refused_rows: count(RowOutcome::Refused),
            refused,
            warnings,
            normalised: plan.normalised.clone(),
            unlisted: plan.unlisted.clone(),
            stopped: false,
            trouble: None,
        }
    }

    /// The exit status of the verb: 0 only if everything was taken, else 1.
    pub fn exit_status(&self) -> u8 {
        u8::from(self.refused_rows > 0 || self.stopped || self.trouble.is_some())
    }

    /// The one object that `--json` prints; `word` gives the Chinese message of a line. Lines are worded as they
    /// are written, so that a warning for each of a million rows is never held at once.
    pub fn json<'r>(&'r self, word: &'r dyn Fn(&ReportLine) -> String) -> impl Serialize + 'r {
        ReportShape { report: self, word }
    }
}

/// A report as scripts get it.
struct ReportShape<'r> {
    report: &'r ImportReport,
    word: &'r dyn Fn(&ReportLine) -> String,
}

impl Serialize for ReportShape<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let report = self.report;
        let lines = |lines| LineShapes {
            lines,
            word: self.word,
        };
        let mut object = serializer.serialize_map(None)?;
        object.serialize_entry("file", &report.file)?;
        object.serialize_entry("encoding", report.encoding)?;
        object.serialize_entry("sheet", &report.sheet)?;
        object.serialize_entry("header_row", &report.header_row)?;
        object.serialize_entry("rows", &report.rows)?;
        object.serialize_entry("not_data", &report.not_data)?;
        object.serialize_entry("accepted", &report.accepted)?;
        object.serialize_entry("updated", &report.updated)?;
        object.serialize_entry("unchanged", &report.unchanged)?;
        object.serialize_entry("refused", &lines(&report.refused))?;
        object.serialize_entry("warnings", &lines(&report.warnings))?;
        object.serialize_entry("normalised", &report.normalised)?;
        if let Some(unlisted) = &report.unlisted {
            let rows: Vec<serde_json::Value> = unlisted
                .rows
                .iter()
                .map(|row| {
                    serde_json::json!({
                        "case": row.number,
                        "head": row.head.reveal(),
                        "village": row.village,
                        "paid": row.paid.plain(),
                    })
                })
                .collect();
            object.serialize_entry("unlisted", &rows)?;
        }
        object.end()
    }
}

/// Lines of a report, worded one by one.
struct LineShapes<'r> {
    lines: &'r [ReportLine],
    word: &'r dyn Fn(&ReportLine) -> String,
}

impl Serialize for LineShapes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Line<'l> {
            row: u32,
            column: &'l str,
            code: &'static str,
            message: String,
        }
        serializer.collect_seq(self.lines.iter().map(|line| Line {
            row: line.note.row,
            column: &line.column,
            code: line.note.code.name(),
            message: (self.word)(line),
        }))
    }
}

/// Text of a file as it may be printed: one line, control characters and direction marks visible as `?`.
pub(crate) fn shown(text: &str) -> String {
    text.chars()
        .filter(|one| !matches!(one, '\n' | '\r'))
        .map(|one| match one {
            '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}' => '?',
            one if one.is_control() => '?',
            one => one,
        })
        .take(100)
        .collect()
}
