//! What a screen and a verb do alike with a batch: adding up its preview, listing and signing it, carrying it out.
//!
//! Nothing is decided here; each step is a question or a command of its own, small enough that nobody waits for
//! it. Whoever stops in between loses nothing: what was not signed is given up, what was decided goes on later.

use std::ops::ControlFlow;

use super::{Request, Session};
use crate::{
    domain::{
        batch::{Batch, BatchPlan, BatchStatus, Totals},
        ids::CaseId,
    },
    engine::{
        answer::{Answer, BatchView},
        command::Command,
        query::Query,
        refusal::{Refusal, Trouble},
    },
};

/// Told so much is done of so much; says whether to go on.
pub type Tell<'a> = dyn FnMut(u64, u64) -> ControlFlow<()> + 'a;

/// Why something came to no end.
#[derive(Debug)]
pub enum Stopped {
    /// Whoever was told of the progress said so.
    Asked,
    /// A refusal or a fault.
    Trouble(Trouble),
}

impl<T: Into<Trouble>> From<T> for Stopped {
    fn from(trouble: T) -> Self {
        Self::Trouble(trouble.into())
    }
}

/// What the rows of a batch would come to, over all cases.
///
/// # Errors
/// [`Stopped`]; nothing is written in any case.
pub fn preview(
    session: &dyn Session,
    plan: &BatchPlan,
    tell: &mut Tell<'_>,
) -> Result<Totals, Stopped> {
    let mut totals = Totals::default();
    let mut after: Option<CaseId> = None;
    let mut looked = 0_u64;
    loop {
        let plan = plan.clone();
        let Answer::BatchSum(sum) = session.ask(Query::BatchSum { plan, after })? else {
            return Err(Refusal::BatchDiffers.into());
        };
        totals.join(&sum.totals);
        looked += u64::from(sum.looked);
        if tell(looked, sum.of).is_break() {
            return Err(Stopped::Asked);
        }
        match sum.last {
            Some(last) => after = Some(last),
            None => return Ok(totals),
        }
    }
}

/// A batch by its number.
///
/// # Errors
/// [`Refusal::Unknown`], or a fault.
pub fn find(session: &dyn Session, number: u32) -> Result<BatchView, Trouble> {
    let Answer::Batches(batches) = session.ask(Query::Batches)? else {
        return Err(Refusal::BatchDiffers.into());
    };
    let found = batches.into_iter().find(|one| one.batch.number == number);
    Ok(found.ok_or_else(|| Refusal::Unknown {
        what: format!("批次 {number}"),
    })?)
}

/// Makes a batch, lists its rows and signs it, if they are those the person saw; `key` is this intention's own.
///
/// # Errors
/// [`Stopped`]; what was listed is given up then.
pub fn propose(
    session: &dyn Session,
    (plan, seen): (&BatchPlan, &Totals),
    key: &str,
    tell: &mut Tell<'_>,
) -> Result<u32, Stopped> {
    let plan = plan.clone();
    let opened = session.execute(request(Command::OpenBatch { plan }, format!("{key}:open")))?;
    let batch = opened.batch.ok_or(Refusal::BatchDiffers)?;
    let listed = list_and_sign(session, (batch, seen), key, tell);
    if listed.is_err() {
        // Should that fail too, the next start gives it up.
        drop(session.execute(request(Command::DropBatch { batch }, format!("{key}:drop"))));
    }
    listed.map(|()| batch)
}

fn list_and_sign(
    session: &dyn Session,
    (batch, seen): (u32, &Totals),
    key: &str,
    tell: &mut Tell<'_>,
) -> Result<(), Stopped> {
    let of = u64::from(seen.all.households);
    for part in 0_u32.. {
        let command = Command::ListBatch { batch };
        session.execute(request(command, format!("{key}:list:{part}")))?;
        let now = find(session, batch)?.batch;
        if tell(u64::from(now.totals.all.households), of).is_break() {
            return Err(Stopped::Asked);
        }
        if now.complete {
            break;
        }
    }
    let seen = seen.sum;
    let signing = Command::ProposeBatch { batch, seen };
    session.execute(request(signing, format!("{key}:propose")))?;
    Ok(())
}

/// Carries out a batch that is decided to its end.
///
/// # Errors
/// [`Stopped`]; what is written is written, and the rest can be carried out later.
pub fn carry(
    session: &dyn Session,
    number: u32,
    key: &str,
    tell: &mut Tell<'_>,
) -> Result<Batch, Stopped> {
    loop {
        let now = find(session, number)?.batch;
        if now.status == BatchStatus::Done {
            return Ok(now);
        }
        let part = now.carried;
        let command = Command::CarryBatch { batch: number };
        session.execute(request(command, format!("{key}:carry:{part}")))?;
        if tell(u64::from(part) + 1, u64::from(now.chunks)).is_break() {
            return Err(Stopped::Asked);
        }
    }
}

const fn request(command: Command, key: String) -> Request {
    Request {
        command,
        expect: None,
        key,
    }
}
