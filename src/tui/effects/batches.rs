//! Long work on batches: adding up a preview, listing and signing, carrying out, writing the rows into a sheet.

use std::{ops::ControlFlow, path::Path, sync::atomic::AtomicBool};

use super::{
    super::work::{Audience, BatchDone, BatchJob, Phase},
    bench::export_refused,
};
use crate::{
    base::new_file::Existing,
    domain::batch::BatchPlan,
    engine::{
        answer::Answer,
        query::{Query, WhichRows},
        refusal::{Refusal, Trouble},
    },
    exchange::export::{BatchOrder, Format, Profile, export_batch, in_out_dir, out_dir},
    session::{
        Session,
        batches::{self, Stopped},
    },
    text::{batch as words, export as export_words},
};

/// Where a sheet goes, and what stops it.
pub struct Place<'p> {
    /// The data; the sheet goes beside it.
    pub data_dir: &'p Path,
    /// Set by whoever wants no more of it.
    pub stop: &'p AtomicBool,
}

/// Told so much is done of so much in a phase; says whether to go on.
type Tick<'a> = dyn FnMut(Phase, u32, u32) -> ControlFlow<()> + 'a;

/// Does a job to its end, or until it is stopped.
///
/// # Errors
/// What the engine says.
pub fn work(
    session: &dyn Session,
    job: BatchJob,
    place: &Place<'_>,
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
            audience,
        } => sheet(session, (plan, number, which, audience), place, tick)
            .map(BatchDone::Sheet)
            .map_err(Stopped::Trouble),
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

/// Writes the rows into a sheet among the exports; answers what is said of it.
fn sheet(
    session: &dyn Session,
    (plan, number, which, audience): (BatchPlan, Option<u32>, WhichRows, Audience),
    place: &Place<'_>,
    tick: &mut Tick<'_>,
) -> Result<Result<String, String>, Trouble> {
    let Answer::Me(me) = session.ask(Query::Me)? else {
        return Err(Refusal::BatchDiffers.into());
    };
    let public = audience == Audience::Public;
    let dir = match out_dir(place.data_dir) {
        Ok(dir) => dir,
        Err(refusal) => return Ok(Err(export_refused(&refusal, place.data_dir))),
    };
    let what = match number {
        Some(number) => format!("批次{number}-{}", words::kind(plan.kind)),
        None => format!("预览-{}", words::kind(plan.kind)),
    };
    let order = BatchOrder {
        title: words::title(&plan),
        plan,
        number,
        which,
        profile: if public {
            Profile::Public
        } else {
            Profile::Internal
        },
        format: Format::Xlsx,
        path: in_out_dir(&dir, &export_words::stem(&what, public, me.today), "xlsx"),
        existing: Existing::Keep,
    };
    let done = export_batch(session, &order, place.stop, &mut |at| {
        // Whether to stop is asked by the export itself.
        let _going_on = tick(Phase::Exporting, at.done, at.total);
    });
    Ok(match done {
        Ok(done) => Ok(export_words::done(
            &order.path.display().to_string(),
            (done.cases, done.rows),
            !public,
        )),
        Err(refusal) => Err(export_refused(&refusal, &order.path)),
    })
}
