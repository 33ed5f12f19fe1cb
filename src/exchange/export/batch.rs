//! The rows of a batch as a file: for colleagues with what the bank needs, or for a public board.
//!
//! A board shows only what is decided, and of it who gets what: neither whom the batch left nor why. What the
//! public may not read comes from the engine already dropped, and each page is noted in the access log.

use std::{
    path::PathBuf,
    sync::atomic::{AtomicBool, Ordering},
};

use super::{
    Done, ExportRefusal, Format, Profile, Progress, Sink, astray,
    cell::{Form, Value},
};
use crate::{
    base::new_file::{Existing, NewFile},
    domain::{
        batch::{BatchPlan, BatchStatus, RowResult},
        ids::CaseId,
    },
    engine::{
        answer::{Answer, BatchRowView, InternalCase, PublicCase, RowEnd, Seal},
        query::{Query, WhichRows},
        refusal::{Refusal, Trouble},
    },
    session::Session,
    text::{batch, export as words, terms, ui::batch::WRITTEN as IS_WRITTEN},
};

/// Rows asked for at once.
const PAGE_ROWS: u32 = 200;

/// What is to be exported of a batch, and where to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchOrder {
    /// What the batch does, and where.
    pub plan: BatchPlan,
    /// Its number; `None` for a preview.
    pub number: Option<u32>,
    /// Which rows; a board shows those that get something, whatever is asked.
    pub which: WhichRows,
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

/// Writes the rows that were ordered. Stopped or failed on the way, no file is left.
///
/// # Errors
/// [`ExportRefusal`] says why there is no file; a board shows no batch that is not decided.
pub fn export_batch(
    session: &dyn Session,
    order: &BatchOrder,
    stop: &AtomicBool,
    progress: &mut dyn FnMut(Progress),
) -> Result<Done, ExportRefusal> {
    let which = match order.profile {
        Profile::Internal => order.which,
        Profile::Public => {
            decided(session, order.number)?;
            WhichRows::Gets
        }
    };
    let file = NewFile::begin(&order.path, order.existing)?;
    let mut sink = Sink::begin(file, &form(order.profile), order.format, &order.title)?;
    let mut done = Done { cases: 0, rows: 0 };
    let mut from = Some(0);
    while let Some(at) = from {
        let Answer::BatchRows(mut page) = session.ask(page(order, which, at))? else {
            return Err(astray());
        };
        if order.profile == Profile::Public {
            // What was signed and came to nothing, because the case had changed, is not paid and not posted.
            page.rows.retain(|view| view.done == Some(RowEnd::Written));
        }
        for cells in rows(session, order.profile, &page.rows, done.rows)? {
            sink.row(&cells)?;
        }
        let count = u32::try_from(page.rows.len()).unwrap_or(u32::MAX);
        done.cases = done.cases.saturating_add(count);
        done.rows = done.cases;
        progress(Progress {
            done: done.cases,
            total: done.cases,
        });
        if stop.load(Ordering::Relaxed) {
            return Err(ExportRefusal::Stopped);
        }
        from = page.next;
    }
    if done.rows == 0 {
        return Err(ExportRefusal::Empty);
    }
    let Answer::Seal(Seal { day, seq, digest }) = session.ask(Query::Seal)? else {
        return Err(astray());
    };
    sink.finish(&words::foot(day, seq, &digest), stop)?;
    Ok(done)
}

/// Refuses to post what nobody has decided.
fn decided(session: &dyn Session, number: Option<u32>) -> Result<(), ExportRefusal> {
    let Answer::Batches(all) = session.ask(Query::Batches)? else {
        return Err(astray());
    };
    let mut all = all.iter().map(|view| &view.batch);
    let found = all.find(|batch| Some(batch.number) == number);
    let status = found.map_or(BatchStatus::Listing, |batch| batch.status);
    match status {
        BatchStatus::Carrying | BatchStatus::Done => Ok(()),
        BatchStatus::Listing
        | BatchStatus::Proposed
        | BatchStatus::Approved
        | BatchStatus::Returned
        | BatchStatus::Withdrawn
        | BatchStatus::Dropped => Err(Trouble::from(Refusal::BatchStep { status }).into()),
    }
}

fn page(order: &BatchOrder, which: WhichRows, from: u64) -> Query {
    match order.number {
        Some(batch) => Query::BatchRows {
            batch,
            which,
            from,
            limit: PAGE_ROWS,
        },
        None => Query::BatchPreview {
            plan: order.plan.clone(),
            which,
            from,
            limit: PAGE_ROWS,
        },
    }
}

/// The rows of a page with what the profile may say of their cases, where `before` rows stand above them.
fn rows(
    session: &dyn Session,
    profile: Profile,
    views: &[BatchRowView],
    before: u32,
) -> Result<Vec<Vec<Value>>, ExportRefusal> {
    let cases: Vec<CaseId> = views.iter().map(|view| view.row.case).collect();
    let query = match profile {
        Profile::Internal => Query::ExportInternal { cases },
        Profile::Public => Query::ExportPublic { cases },
    };
    let numbered = (before.saturating_add(1)..).zip(views);
    Ok(match session.ask(query)? {
        Answer::Internal(cases) => numbered
            .zip(&cases)
            .map(|((number, view), case)| internal(number, view, case))
            .collect(),
        Answer::Public(cases) => numbered
            .zip(&cases)
            .map(|((number, view), case)| public(number, view, case))
            .collect(),
        _ => return Err(astray()),
    })
}

/// The heads of a profile with the widths of their columns.
fn form(profile: Profile) -> Form {
    let (warning, heads) = match profile {
        Profile::Internal => (
            words::WARNING_INTERNAL,
            vec![
                (words::SEQUENCE, 6),
                (words::NUMBER, 20),
                (words::HEAD, 12),
                (words::ID, 22),
                (words::ACCOUNT, 22),
                (words::VILLAGE, 16),
                (words::PROGRAMME, 12),
                (words::SETTING, 10),
                (words::PERSONS, 10),
                (words::PAID_BEFORE, 14),
                (words::PAID_NOW, 14),
                (words::PAID_FROM, 12),
                (words::PAID_ONCE, 14),
                (words::RESULT, 40),
                (words::WRITTEN, 20),
            ],
        ),
        Profile::Public => (
            "",
            vec![
                (words::SEQUENCE, 6),
                (words::TOWNSHIP, 14),
                (words::VILLAGE, 16),
                (words::HEAD, 12),
                (words::PROGRAMME, 12),
                (words::SETTING, 10),
                (words::PERSONS, 10),
                (words::PAID_NOW, 14),
                (words::PAID_FROM, 12),
                (words::PAID_ONCE, 14),
            ],
        ),
    };
    Form {
        name: words::SHEET_BATCH,
        warning,
        heads,
    }
}

/// What a household is paid a month by it, from which month, and once.
fn amounts(result: &RowResult) -> [Value; 3] {
    match result {
        RowResult::Raise(raise) => [
            Value::Money(raise.month),
            Value::text(&raise.effective.to_string()),
            Value::Money(raise.arrears),
        ],
        RowResult::Once { amount, .. } => [Value::Blank, Value::Blank, Value::Money(*amount)],
        RowResult::Same | RowResult::Left(_) => [Value::Blank, Value::Blank, Value::Blank],
    }
}

fn internal(number: u32, view: &BatchRowView, case: &InternalCase) -> Vec<Value> {
    let head = case.intake.members.first().map(|member| &member.identity);
    let row = &view.row;
    let mut cells = vec![
        Value::Count(number),
        Value::text(&view.number),
        Value::text(view.head.reveal()),
        head.map_or(Value::Blank, |head| Value::text(head.number.reveal())),
        head.map_or(Value::Blank, |head| Value::text(head.account.reveal())),
        Value::text(&view.village),
        Value::text(terms::programme(row.programme)),
        Value::text(terms::setting(row.setting)),
        Value::Count(row.persons),
        Value::Money(row.paid),
    ];
    cells.extend(amounts(&row.result));
    cells.push(Value::text(&batch::result(&row.result, row.paid)));
    cells.push(Value::text(&view.done.as_ref().map_or_else(
        String::new,
        |done| match done {
            RowEnd::Written => IS_WRITTEN.to_owned(),
            RowEnd::Left(why) => batch::why_left(why),
        },
    )));
    cells
}

fn public(number: u32, view: &BatchRowView, case: &PublicCase) -> Vec<Value> {
    let mut cells = vec![
        Value::Count(number),
        Value::text(&case.township),
        Value::text(&case.village),
        Value::text(case.head.shown().unwrap_or(words::MINOR)),
        Value::text(terms::programme(case.programme)),
        Value::text(terms::setting(case.setting)),
        Value::Count(view.row.persons),
    ];
    cells.extend(amounts(&view.row.result));
    cells
}
