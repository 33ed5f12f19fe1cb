//! Batches (批次): listing households, and carrying out what was signed, part by part.
//!
//! A part is one commit unit: an entry for each household with its own decision, and one that closes the part.
//! After an abrupt stop a part is there whole or not at all, so that nothing is done twice and nothing that was
//! acknowledged is lost; who starts again goes on with the next. What a row comes to is worked out by the rules
//! that decide a single case, and once more when it is carried out.

mod ask;
mod list;
mod price;
mod reckoned;
mod row;
mod standard;

pub(super) use ask::{answer, notices, plausible};
pub(super) use list::look;

use self::reckoned::Reckoned;
use super::{
    Actor, Engine,
    answer::Receipt,
    command::{Command, Request},
    execute::Unit,
    handlers::Decided,
    permit,
    refusal::{Refusal, Trouble},
    world::World,
};
use crate::{
    domain::{
        batch::{Batch, BatchEvent, BatchRow, BatchStatus, RowDone, RowResult, WhyLeft, facts_of},
        calendar::Day,
        case::Case,
        price::{Once, OnceKind},
    },
    journal::{entry::Draft, event::Event},
};

/// A batch that was decided and is not carried out to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnfinishedBatch {
    /// Its number.
    pub number: u32,
    /// Rows written.
    pub done: u32,
    /// Rows that are to be written.
    pub of: u32,
}

/// A part of a batch is no command among others.
pub(super) fn not_alone(world: &World<'_>, number: u32) -> Trouble {
    match batch(world, number) {
        Ok(batch) => Refusal::BatchStep {
            status: batch.status,
        }
        .into(),
        Err(refusal) => refusal.into(),
    }
}

/// A batch by its number, if the actor acts where it does.
///
/// # Errors
/// [`Refusal::Unknown`] or [`Refusal::OutsideArea`].
pub(super) fn batch<'a>(world: &'a World<'_>, number: u32) -> Result<&'a Batch, Refusal> {
    let found = world.office().batches.get(&number);
    let batch = found.ok_or_else(|| Refusal::Unknown {
        what: format!("批次 {number}"),
    })?;
    permit::area(world.actor, &batch.plan.area)?;
    Ok(batch)
}

/// What a row does to its case now, if it still stands exactly as it was listed.
fn done_of(
    world: &World<'_>,
    batch: &Batch,
    row: &BatchRow,
    case: &Case,
) -> Result<RowDone, WhyLeft> {
    if facts_of(case, batch.plan.kind) != row.facts {
        return Err(WhyLeft::Changed);
    }
    let signers = [batch.approved, batch.confirmed];
    let edited = |(by, _): &(_, _)| case.review.editors.contains(by);
    if signers.iter().flatten().any(edited) {
        return Err(WhyLeft::SignerEdited);
    }
    let Reckoned {
        result,
        finding,
        steps,
        span,
        ..
    } = row::reckon(&world.as_of(batch.day), case, batch.plan.kind, batch.day);
    if result != row.result {
        return Err(match result {
            RowResult::Left(why) => why,
            RowResult::Raise(_) | RowResult::Once { .. } | RowResult::Same => WhyLeft::Changed,
        });
    }
    let once = |kind, amount, steps| {
        span.map(|(first, last)| Once {
            batch: batch.number,
            kind,
            first,
            last,
            amount,
            day: world.today,
            steps,
        })
    };
    let (raise, once) = match result {
        RowResult::Raise(raise) => (
            finding.map(|finding| (raise, Box::new(finding))),
            once(OnceKind::Arrears, raise.arrears, Vec::new()),
        ),
        RowResult::Once { amount, .. } => (None, once(OnceKind::Price, amount, steps)),
        RowResult::Same | RowResult::Left(_) => return Err(WhyLeft::Changed),
    };
    Ok(RowDone {
        batch: batch.number,
        kind: batch.plan.kind,
        by: batch.by,
        day: batch.day,
        freeze: batch.freeze.clone(),
        approved: batch.approved,
        confirmed: batch.confirmed,
        raise,
        once,
    })
}

/// What carrying out the next part comes to: one decision for each household, and the one that closes the part.
///
/// # Errors
/// A refusal where nothing is to be carried out, or a fault of reading.
pub(super) fn part(world: &World<'_>, number: u32) -> Result<Vec<Decided>, Trouble> {
    let batch = batch(world, number)?;
    if batch.status != BatchStatus::Carrying {
        return Err(Refusal::BatchStep {
            status: batch.status,
        }
        .into());
    }
    let chunk = batch.carried;
    let (rows, _) = world.store.batch_rows(number, chunk)?;
    let mut decided = Vec::with_capacity(rows.len() + 1);
    let mut left = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        if !row.is_carried() {
            continue;
        }
        let case = match world.case(row.case) {
            Ok(case) => case,
            Err(fault @ Trouble::Fault(_)) => return Err(fault),
            Err(Trouble::Refused(_)) => {
                left.push((place_of(place), WhyLeft::Changed));
                continue;
            }
        };
        match done_of(world, batch, row, &case) {
            Ok(done) => decided.push(Decided::on(
                row.case,
                Event::BatchRowDone {
                    case: row.case,
                    done: Box::new(done),
                },
            )),
            Err(why) => left.push((place_of(place), why)),
        }
    }
    let done = u32::try_from(decided.len()).unwrap_or(u32::MAX);
    decided.push(Decided::event(Event::BatchMoved {
        batch: number,
        what: BatchEvent::Carried { chunk, done, left },
    }));
    Ok(decided)
}

/// A place in a part, of which there are some hundred.
fn place_of(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

impl Engine {
    /// Decides the next part of a batch: an entry for each household, and one that closes the part, in one unit.
    pub(super) fn carry_in_unit(
        &self,
        unit: &mut Unit,
        actor: &Actor,
        (number, key): (u32, &str),
        today: Day,
        at: &str,
    ) -> Result<Receipt, Trouble> {
        let mut receipt = Receipt {
            at: at.to_owned(),
            ..Receipt::default()
        };
        if let Some(seq) = self.store.known_key(key)? {
            receipt.seq = seq;
            receipt.repeated = true;
            return Ok(receipt);
        }
        let command = Command::CarryBatch { batch: number };
        let staff = self.acting_staff(actor, &command)?;
        permit::role(&staff, &command)?;
        let world = World::new(&staff, &self.store, &unit.overlay, &self.policy, today);
        let parts = part(&world, number)?;
        let last = parts.len().saturating_sub(1);
        for (place, decided) in parts.into_iter().enumerate() {
            let seq = unit.next_seq;
            Self::case_after(&world, &decided, seq)?;
            let own_key = match decided.case {
                Some(case) => format!("batch:{number}:{}", case.0),
                None => String::new(),
            };
            unit.drafts.push(Draft {
                at: at.to_owned(),
                actor: actor.staff,
                session: actor.session.clone(),
                key: if place == last {
                    key.to_owned()
                } else {
                    own_key
                },
                events: decided.events,
            });
            unit.next_seq += 1;
            receipt.seq = seq;
        }
        Ok(receipt)
    }

    /// Gives up the batches whose listing was cut off: nobody had signed them. What was decided stands, and goes
    /// on where it stopped.
    ///
    /// # Errors
    /// A fault of the machine; they stay open then.
    pub fn drop_listings(&mut self, actor: &Actor) -> Result<(), Trouble> {
        let cut_off: Vec<u32> = self.office().map_or_else(Vec::new, |office| {
            let listing = |batch: &&Batch| batch.status == BatchStatus::Listing;
            let batches = office.batches.values().filter(listing);
            batches.map(|batch| batch.number).collect()
        });
        for batch in cut_off {
            let dropped: Receipt = self.execute(
                actor,
                Request {
                    command: Command::DropBatch { batch },
                    expect: None,
                    key: String::new(),
                },
            )?;
            drop(dropped);
        }
        Ok(())
    }

    /// The batches that are decided and not carried out to their end.
    pub fn unfinished_batches(&self) -> Vec<UnfinishedBatch> {
        let office = self.office();
        let batches = office.iter().flat_map(|office| office.batches.values());
        batches
            .filter(|batch| batch.status == BatchStatus::Carrying)
            .map(|batch| UnfinishedBatch {
                number: batch.number,
                done: batch.done,
                of: batch.totals.all.gets,
            })
            .collect()
    }
}
