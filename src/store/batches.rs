//! The fold of a batch: what each of its events makes of it, and the parts its rows are stored in.
//!
//! Rows stand in parts as they were listed, one value each, so that a million of them cost some thousand keys.
//! What was left in the end is stored beside them. Moves go through `domain::batch::next`, live and in replay.

use super::{
    Store,
    codec::{decode, encode},
    fault::{StoreFault, impossible},
    keeping::take_over,
    keys::{self, BatchPart},
    office::FactWrite,
};
use crate::domain::{
    batch::{Batch, BatchEvent, BatchRow, BatchStatus, BatchStep, RowDone, Totals, WhyLeft, next},
    benefit::Benefit,
    calendar::Month,
    case::{Case, Decision},
    change,
    ids::CaseId,
    money::Fen,
    price::Once,
    review::{Cause, Outcome, Proposal, Status},
};

/// Places in a part, and why each row was left.
type Left = Vec<(u32, WhyLeft)>;

/// A part of a batch that is to be stored.
pub enum Chunk {
    /// Its rows.
    Rows(u32, Vec<BatchRow>),
    /// Which of them were left when it was carried out.
    Left(u32, Left),
}

impl Chunk {
    /// The write that stores it.
    pub fn write(self, batch: u32) -> Result<FactWrite, StoreFault> {
        Ok(match self {
            Self::Rows(chunk, rows) => (
                keys::batch(batch, chunk, BatchPart::Rows),
                Some(encode("rows of a batch", &rows)?),
            ),
            Self::Left(chunk, left) => (
                keys::batch(batch, chunk, BatchPart::Left),
                Some(encode("rows left", &left)?),
            ),
        })
    }
}

/// The batch after an event, and what of its rows is to be stored.
///
/// # Errors
/// Why the event cannot follow what was before.
pub fn after(
    before: Option<&Batch>,
    number: u32,
    event: &BatchEvent,
) -> Result<(Batch, Option<Chunk>), String> {
    if let BatchEvent::Opened { plan, by, day } = event {
        if before.is_some() {
            return Err(format!("batch {number} was opened before"));
        }
        return Ok((
            Batch {
                number,
                plan: plan.clone(),
                status: BatchStatus::Listing,
                by: *by,
                day: *day,
                last: None,
                complete: false,
                chunks: 0,
                digest: String::new(),
                totals: Totals::default(),
                freeze: String::new(),
                approved: None,
                confirmed: None,
                returned: None,
                carried: 0,
                done: 0,
                refused: 0,
            },
            None,
        ));
    }
    let mut batch = before
        .cloned()
        .ok_or_else(|| format!("batch {number} was never opened"))?;
    let rows = change(&mut batch, event)?;
    Ok((batch, rows))
}

fn change(batch: &mut Batch, event: &BatchEvent) -> Result<Option<Chunk>, String> {
    match event {
        BatchEvent::Opened { .. } => {}
        BatchEvent::Listed {
            rows,
            last,
            complete,
            digest,
        } => {
            step(batch, BatchStep::List)?;
            batch.last = *last;
            batch.complete = *complete;
            batch.digest.clone_from(digest);
            if rows.is_empty() {
                return Ok(None);
            }
            for row in rows {
                batch.totals.add(row);
            }
            let chunk = batch.chunks;
            batch.chunks = chunk.saturating_add(1);
            return Ok(Some(Chunk::Rows(chunk, rows.clone())));
        }
        BatchEvent::Proposed { freeze } => {
            step(batch, BatchStep::Propose)?;
            batch.freeze.clone_from(freeze);
        }
        BatchEvent::Approved {
            by,
            day,
            freeze,
            decides,
        } => {
            signed(batch, freeze)?;
            step(batch, BatchStep::Approve)?;
            batch.approved = Some((*by, *day));
            if *decides {
                step(batch, BatchStep::Decide)?;
                finish(batch)?;
            }
        }
        BatchEvent::Confirmed { by, day, freeze } => {
            signed(batch, freeze)?;
            step(batch, BatchStep::Confirm)?;
            batch.confirmed = Some((*by, *day));
            finish(batch)?;
        }
        BatchEvent::Returned { returned } => {
            step(batch, BatchStep::Return)?;
            batch.returned = Some(returned.clone());
        }
        BatchEvent::Withdrawn => step(batch, BatchStep::Withdraw)?,
        BatchEvent::Dropped => step(batch, BatchStep::Drop)?,
        BatchEvent::Carried { chunk, done, left } => {
            step(batch, BatchStep::Carry)?;
            if *chunk != batch.carried {
                return Err(format!("batch {}: part {chunk} is not next", batch.number));
            }
            batch.carried = batch.carried.saturating_add(1);
            batch.done = batch.done.saturating_add(*done);
            let refused = u32::try_from(left.len()).unwrap_or(u32::MAX);
            batch.refused = batch.refused.saturating_add(refused);
            finish(batch)?;
            return Ok((!left.is_empty()).then(|| Chunk::Left(*chunk, left.clone())));
        }
    }
    Ok(None)
}

/// What was carried out to its last part is done.
fn finish(batch: &mut Batch) -> Result<(), String> {
    if batch.carried == batch.chunks {
        step(batch, BatchStep::Finish)?;
    }
    Ok(())
}

/// Only exactly what was frozen can be signed.
fn signed(batch: &Batch, freeze: &str) -> Result<(), String> {
    if batch.freeze == freeze {
        Ok(())
    } else {
        Err(format!("batch {}: something else was signed", batch.number))
    }
}

fn step(batch: &mut Batch, step: BatchStep) -> Result<(), String> {
    match next(batch.status, step) {
        Some(status) => {
            batch.status = status;
            Ok(())
        }
        None => Err(format!(
            "batch {}: {step:?} cannot follow {:?}",
            batch.number, batch.status
        )),
    }
}

/// What a batch does to a case: a new amount with its decision, a payment made once, or both. The running review
/// goes on as it was.
pub(super) fn row_done(case: &mut Case, seq: u64, done: &RowDone) -> Result<(), StoreFault> {
    if let Some((raise, finding)) = &done.raise {
        let paid = case.benefit.map_or(Fen::ZERO, |benefit| benefit.month);
        if raise.month <= paid || !may_be_raised(case.review.status) {
            return Err(impossible(seq, case.id, "a batch cannot raise it"));
        }
        let proposal = Proposal {
            outcome: Outcome::Increase,
            cause: Cause::Standard,
            reason: String::new(),
            month: raise.month,
            effective: raise.effective,
            phase_out_months: None,
            household: case.household.clone(),
            finding: finding.as_ref().clone(),
            by: done.by,
            day: done.day,
            freeze: done.freeze.clone(),
            changed: None,
        };
        let before = case.benefit;
        case.benefit = benefit_after(case.benefit, &proposal, raise.effective);
        change::settle_matching(case);
        let decision = Decision {
            seq,
            proposal,
            approved: done.approved,
            confirmed: done.confirmed,
            notice: None,
            service: None,
            batch: Some(done.batch),
            before,
            changed: None,
            programme: case.programme,
            undone: None,
        };
        take_over(case, decision);
    }
    if let Some(once) = &done.once {
        let known = |one: &Once| (one.batch, one.kind) == (once.batch, once.kind);
        if case.once.iter().any(known) {
            return Err(impossible(seq, case.id, "a batch paid it before"));
        }
        case.once.push(once.clone());
    }
    Ok(())
}

/// Whether nothing of its own waits for a signature or its force, so that a batch may raise what is paid.
const fn may_be_raised(status: Status) -> bool {
    match status {
        Status::Due | Status::Claimed | Status::Held | Status::Returned => true,
        Status::Proposed
        | Status::Approved
        | Status::Confirmed
        | Status::Noticed
        | Status::Served
        | Status::InForce => false,
    }
}

impl Store {
    /// The rows of a part of a batch, and which of them were left when it was carried out.
    pub fn batch_rows(&self, batch: u32, chunk: u32) -> Result<(Vec<BatchRow>, Left), StoreFault> {
        let read = |part| match &self.gathering {
            Some(gathering) => Ok(gathering.written(&keys::batch(batch, chunk, part))),
            None => self.shelf.get(&keys::batch(batch, chunk, part)),
        };
        let rows = read(BatchPart::Rows)?.ok_or(StoreFault::Unreadable {
            what: "rows of a batch",
        })?;
        let left = read(BatchPart::Left)?;
        Ok((
            decode("rows of a batch", &rows)?,
            left.map_or_else(|| Ok(Vec::new()), |left| decode("rows left", &left))?,
        ))
    }

    /// Cases in the order of their ids after this one, at most so many; what is gathered is not in order and is
    /// written down first by whoever asks.
    pub fn cases_after(
        &self,
        after: Option<CaseId>,
        limit: usize,
    ) -> Result<Vec<Case>, StoreFault> {
        if self.stale {
            return Err(StoreFault::Dirty);
        }
        let from = after.map_or(CaseId(0), |id| CaseId(id.0.saturating_add(1)));
        let span = (keys::case(from), keys::Key::of(keys::Kind::Case).span().1);
        let mut scan = self.shelf.scan(span);
        let mut cases = Vec::new();
        while cases.len() < limit {
            let Some((_, value)) = scan.step()? else {
                break;
            };
            cases.push(decode("case", value)?);
        }
        Ok(cases)
    }
}

/// What is paid once the proposal is in force. An unchanged amount keeps the month it began.
pub(super) fn benefit_after(
    before: Option<Benefit>,
    proposal: &Proposal,
    from: Month,
) -> Option<Benefit> {
    match proposal.outcome {
        Outcome::Stop | Outcome::ToEdge | Outcome::ToRigid | Outcome::ToLinshi => None,
        // Another programme pays it, from its own first month.
        Outcome::ToTekun | Outcome::ToDibao => Some(Benefit {
            month: proposal.month,
            since: Some(from),
        }),
        Outcome::Keep
        | Outcome::Increase
        | Outcome::Decrease
        | Outcome::PhaseOut
        | Outcome::Close
        | Outcome::Deny
        | Outcome::Judgement => match before {
            None if proposal.month == Fen::ZERO => None,
            Some(paid) if paid.month == proposal.month => before,
            Some(_) | None => Some(Benefit {
                month: proposal.month,
                since: Some(from),
            }),
        },
    }
}
