//! Cases out of the office as a sheet or a text: whole for colleagues, or for a public board.
//!
//! It asks page by page and writes as it goes, so that a million rows need no more memory than a page; the file
//! gets its name only once it is whole. It refuses to overwrite what is there, to follow a link, and to write a
//! cell that a spreadsheet could take for a formula. The verbs of `cli` and the effects of `tui` call it.

mod batch;
mod cell;
mod columns;
mod delimited;
mod destination;
pub(crate) mod guard;
pub(crate) mod incomes;
mod refusal;
pub(crate) mod vehicles;
mod workbook;

use std::{
    path::PathBuf,
    sync::atomic::{AtomicBool, Ordering},
};

pub use self::{
    batch::{BatchOrder, export_batch},
    delimited::Charset,
    destination::{in_out_dir, out_dir},
    refusal::ExportRefusal,
};
use self::{
    cell::{Form, Value},
    columns::Sheet,
    delimited::Text,
    workbook::Workbook,
};
use crate::{
    base::{
        limits::QUEUE_PAGE_ROWS_MAX,
        new_file::{Existing, NewFile},
    },
    domain::{ids::CaseId, queue::QueueId},
    engine::{
        answer::{Answer, Page, Seal},
        query::{Cursor, Query},
        refusal::{Refusal, Trouble},
    },
    session::Session,
    text::export as words,
};

/// Who may read the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// 内部: colleagues; everything known, one row per member.
    Internal,
    /// 公示: everybody; one row per household, nothing that may not hang on a public board.
    Public,
}

/// What kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A workbook.
    Xlsx,
    /// Comma-separated text in an encoding.
    Csv(Charset),
}

/// Which cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selection {
    /// A whole queue, in its order.
    Queue(QueueId),
    /// These, in this order.
    Cases(Vec<CaseId>),
}

/// What is to be exported, and where to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// Which cases.
    pub selection: Selection,
    /// Who may read it.
    pub profile: Profile,
    /// What kind of file.
    pub format: Format,
    /// The file.
    pub path: PathBuf,
    /// What to do with one that is there already.
    pub existing: Existing,
    /// What the sheet is called at the head of its pages.
    pub title: String,
}

/// How far it is, in cases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Cases so far.
    pub done: u32,
    /// All of them.
    pub total: u32,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    /// Cases.
    pub cases: u32,
    /// Rows below the header, without the foot.
    pub rows: u32,
}

/// A file of either kind that is being written.
enum Sink {
    Workbook(Box<Workbook>),
    Text(Text),
}

impl Sink {
    fn begin(
        file: NewFile,
        form: &Form,
        format: Format,
        title: &str,
    ) -> Result<Self, ExportRefusal> {
        Ok(match format {
            Format::Xlsx => Self::Workbook(Box::new(Workbook::begin(file, form, title)?)),
            Format::Csv(charset) => Self::Text(Text::begin(file, form, charset)?),
        })
    }

    fn row(&mut self, cells: &[Value]) -> Result<(), ExportRefusal> {
        match self {
            Self::Workbook(workbook) => workbook.row(cells),
            Self::Text(text) => text.row(cells),
        }
    }

    fn finish(self, foot: &str, stop: &AtomicBool) -> Result<(), ExportRefusal> {
        match self {
            Self::Workbook(workbook) => workbook.finish(foot, stop),
            Self::Text(text) => text.finish(foot),
        }
    }
}

/// Writes what was ordered. Stopped or failed on the way, no file is left.
///
/// # Errors
/// [`ExportRefusal`] says why there is no file.
pub fn export(
    session: &dyn Session,
    order: &Order,
    stop: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Done, ExportRefusal> {
    let file = NewFile::begin(&order.path, order.existing)?;
    let sheet = Sheet::of(order.profile);
    let mut sink = Sink::begin(file, &sheet.form(), order.format, &order.title)?;
    let mut pages = Pages::new(session, &order.selection);
    let mut done = Done { cases: 0, rows: 0 };
    while let Some(cases) = pages.next()? {
        let count = u32::try_from(cases.len()).unwrap_or(u32::MAX);
        let rows = sheet.rows(asked(session, order.profile, cases)?, done.cases);
        for cells in &rows {
            sink.row(cells)?;
        }
        done.cases = done.cases.saturating_add(count);
        let rows = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        done.rows = done.rows.saturating_add(rows);
        progress(Progress {
            done: done.cases,
            total: pages.total.max(done.cases),
        });
        if stop.load(Ordering::Relaxed) {
            return Err(ExportRefusal::Stopped);
        }
    }
    if done.cases == 0 {
        return Err(ExportRefusal::Empty);
    }
    let Answer::Seal(Seal { day, seq, digest }) = session.ask(Query::Seal)? else {
        return Err(astray());
    };
    sink.finish(&words::foot(day, seq, &digest), stop)?;
    Ok(done)
}

/// Whether a row that begins like this is the foot of a file of ours.
pub(crate) fn is_foot(first: &str) -> bool {
    first.starts_with(words::SEAL)
}

/// What the two columns of a return file's own are called.
pub(crate) const fn return_columns() -> [&'static str; 2] {
    words::RETURN_COLUMNS
}

/// What the sheet of a return file is called.
pub(crate) const fn return_sheet() -> &'static str {
    words::SHEET_RETURN
}

/// Cases as they are handed out for a profile.
fn asked(
    session: &dyn Session,
    profile: Profile,
    cases: Vec<CaseId>,
) -> Result<columns::Cases, ExportRefusal> {
    let query = match profile {
        Profile::Internal => Query::ExportInternal { cases },
        Profile::Public => Query::ExportPublic { cases },
    };
    match session.ask(query)? {
        Answer::Internal(cases) => Ok(columns::Cases::Internal(cases)),
        Answer::Public(cases) => Ok(columns::Cases::Public(cases)),
        _ => Err(astray()),
    }
}

/// An answer of another kind than was asked for: our bug, told as a refusal rather than a crash.
fn astray() -> ExportRefusal {
    ExportRefusal::Trouble(Trouble::from(Refusal::Unknown {
        what: String::new(),
    }))
}

/// A selection page by page.
struct Pages<'s> {
    session: &'s dyn Session,
    left: Left<'s>,
    total: u32,
}

/// What of a selection is still to come.
enum Left<'s> {
    Queue(QueueId, Option<Cursor>),
    Cases(std::slice::Chunks<'s, CaseId>),
    Nothing,
}

impl<'s> Pages<'s> {
    fn new(session: &'s dyn Session, selection: &'s Selection) -> Self {
        let (left, total) = match selection {
            Selection::Queue(queue) => (Left::Queue(*queue, None), 0),
            Selection::Cases(cases) => (
                Left::Cases(cases.chunks(QUEUE_PAGE_ROWS_MAX)),
                u32::try_from(cases.len()).unwrap_or(u32::MAX),
            ),
        };
        Self {
            session,
            left,
            total,
        }
    }

    fn next(&mut self) -> Result<Option<Vec<CaseId>>, ExportRefusal> {
        match &mut self.left {
            Left::Nothing => Ok(None),
            Left::Cases(chunks) => Ok(chunks.next().map(<[CaseId]>::to_vec)),
            Left::Queue(queue, after) => {
                let query = Query::QueuePage {
                    queue: *queue,
                    after: after.take(),
                    limit: u32::try_from(QUEUE_PAGE_ROWS_MAX).unwrap_or(u32::MAX),
                };
                let Answer::Page(Page {
                    rows, total, next, ..
                }) = self.session.ask(query)?
                else {
                    return Err(astray());
                };
                self.total = total;
                self.left = match next {
                    Some(next) => Left::Queue(*queue, Some(next)),
                    None => Left::Nothing,
                };
                let cases: Vec<CaseId> = rows.into_iter().map(|row| row.case).collect();
                Ok((!cases.is_empty()).then_some(cases))
            }
        }
    }
}
