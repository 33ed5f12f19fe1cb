//! Long work on batches: adding up a preview, listing and signing, carrying out, writing the rows into a sheet.

use std::ops::ControlFlow;

use super::super::work::{BatchDone, BatchJob, Phase};
use crate::{
    domain::batch::BatchPlan,
    engine::{
        answer::{Answer, BatchRowView},
        query::{Query, WhichRows},
        refusal::{Refusal, Trouble},
    },
    session::{
        Session,
        batches::{self, Stopped},
    },
    text::{batch as words, ui::batch as screen},
};

/// Rows asked for at once.
const PAGE_ROWS: u32 = 200;

/// Told so much is done of so much in a phase; says whether to go on.
type Tick<'a> = dyn FnMut(Phase, u32, u32) -> ControlFlow<()> + 'a;

/// Does a job to its end, or until it is stopped.
///
/// # Errors
/// What the engine says.
pub fn work(
    session: &dyn Session,
    job: BatchJob,
    tick: &mut Tick<'_>,
) -> Result<BatchDone, Trouble> {
    let done = match job {
        BatchJob::Preview(plan) => {
            batches::preview(session, &plan, &mut told(tick, Phase::Judging))
                .map(|totals| BatchDone::Previewed(Box::new(totals)))
        }
        BatchJob::Propose { plan, seen, key } => {
            let tell = &mut told(tick, Phase::Writing);
            batches::propose(session, (&plan, &seen), &key, tell).map(BatchDone::Proposed)
        }
        BatchJob::Carry { number, key } => {
            batches::carry(session, number, &key, &mut told(tick, Phase::Writing))
                .map(|batch| BatchDone::Carried(Box::new(batch)))
        }
        BatchJob::Sheet {
            plan,
            number,
            which,
            heading,
        } => sheet(session, (&plan, number, which), heading, tick).map(BatchDone::Sheet),
    };
    match done {
        Ok(done) => Ok(done),
        Err(Stopped::Asked) => Ok(BatchDone::Stopped),
        Err(Stopped::Trouble(trouble)) => Err(trouble),
    }
}

fn told(tick: &mut Tick<'_>, phase: Phase) -> impl FnMut(u64, u64) -> ControlFlow<()> {
    move |done, of| {
        let count = |number| u32::try_from(number).unwrap_or(u32::MAX);
        tick(phase, count(done), count(of))
    }
}

/// Writes the rows into a sheet; answers its path.
fn sheet(
    session: &dyn Session,
    (plan, number, which): (&BatchPlan, Option<u32>, WhichRows),
    heading: Vec<String>,
    tick: &mut Tick<'_>,
) -> Result<String, Stopped> {
    let mut lines = heading;
    let mut from = 0;
    loop {
        let query = match number {
            Some(batch) => Query::BatchRows {
                batch,
                which,
                from,
                limit: PAGE_ROWS,
            },
            None => Query::BatchPreview {
                plan: plan.clone(),
                which,
                from,
                limit: PAGE_ROWS,
            },
        };
        let Answer::BatchRows(page) = session.ask(query)? else {
            return Err(Refusal::BatchDiffers.into());
        };
        lines.extend(page.rows.iter().map(row_line));
        let written = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        if tick(Phase::Exporting, written, written).is_break() {
            return Err(Stopped::Asked);
        }
        match page.next {
            Some(next) => from = next,
            None => break,
        }
    }
    let stem = match number {
        Some(number) => format!("批次-{number}"),
        None => format!("预览-{}", words::kind(plan.kind)),
    };
    Ok(session.write_sheet(&stem, &lines.join("\n"))?)
}

/// A row of the sheet, its parts between tabs, so that a table can take them.
fn row_line(view: &BatchRowView) -> String {
    [
        view.number.as_str(),
        view.head.reveal(),
        view.village.as_str(),
        words::result(&view.row.result, view.row.paid).as_str(),
        view.done.as_ref().map_or("", |done| match done {
            crate::engine::answer::RowEnd::Written => screen::WRITTEN,
            crate::engine::answer::RowEnd::Left(_) => "没有写入",
        }),
    ]
    .join("\t")
}
