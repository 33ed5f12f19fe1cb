//! Signing batches and the long work on them: who may go on, what F9 does, what has come of it.

use super::{ask_rows, refresh, screen, screen_mut};
use crate::{
    domain::{batch::BatchStatus, staff::Role},
    engine::{answer::BatchView, command::Command, refusal::Trouble},
    text::ui::batch as words,
    tui::{
        effect::{Effect, EffectId},
        forms,
        model::{Model, Notice, Tone, Wanted, batch::BatchScreen, form::FormKind, import::Busy},
        work::{Audience, BatchDone, BatchJob, Phase, Progress},
    },
};

/// Whether this person can go on with what lies open.
pub fn can_sign(model: &Model) -> bool {
    let Some(screen) = screen(model).filter(|screen| screen.busy.is_none()) else {
        return false;
    };
    let Some(open) = &screen.open else {
        return false;
    };
    let Some(me) = &model.me else {
        return false;
    };
    let has = |role| me.staff.roles.contains(&role);
    let Some(made) = &open.made else {
        let gets = open
            .totals
            .as_ref()
            .is_some_and(|totals| totals.all.gets > 0);
        return gets && has(Role::Caseworker);
    };
    let batch = &made.batch;
    let own = batch.by == me.staff.id || batch.approved.is_some_and(|(by, _)| by == me.staff.id);
    match batch.status {
        BatchStatus::Proposed => has(Role::Approver) && !own,
        BatchStatus::Approved => has(Role::Confirmer) && !own,
        BatchStatus::Carrying => {
            has(Role::Caseworker) || has(Role::Approver) || has(Role::Confirmer)
        }
        BatchStatus::Listing
        | BatchStatus::Done
        | BatchStatus::Returned
        | BatchStatus::Withdrawn
        | BatchStatus::Dropped => false,
    }
}

/// Whether this person may return, or take back, what lies open.
pub fn can_take_back(model: &Model, own: bool) -> bool {
    let made = screen(model).and_then(|screen| screen.open.as_ref()?.made.as_ref());
    let (Some(made), Some(me)) = (made, &model.me) else {
        return false;
    };
    let has = |role| me.staff.roles.contains(&role);
    match (own, made.batch.status) {
        (true, BatchStatus::Proposed) => made.batch.by == me.staff.id,
        (false, BatchStatus::Proposed | BatchStatus::Approved) => {
            has(Role::Approver) || has(Role::Confirmer)
        }
        (_, _) => false,
    }
}

/// F9: asks, and signs when asked.
pub fn sign(model: &mut Model) -> Vec<Effect> {
    if !can_sign(model) {
        return Vec::new();
    }
    let Some(open) = screen_mut(model).and_then(|screen| screen.open.as_mut()) else {
        return Vec::new();
    };
    let carrying = open
        .made
        .as_ref()
        .is_some_and(|made| made.batch.status == BatchStatus::Carrying);
    if !open.asked && !carrying {
        open.asked = true;
        return Vec::new();
    }
    open.asked = false;
    let open = open.clone();
    match open.made {
        None => {
            let Some(seen) = open.totals else {
                return Vec::new();
            };
            let key = model.fresh_key();
            let plan = open.plan;
            start(model, BatchJob::Propose { plan, seen, key })
        }
        Some(made) => {
            let batch = made.batch.number;
            let freeze = made.batch.freeze.clone();
            let command = match made.batch.status {
                BatchStatus::Proposed => Command::ApproveBatch { batch, freeze },
                BatchStatus::Approved => Command::ConfirmBatch { batch, freeze },
                _to_be_written => return carry(model, batch),
            };
            run(model, command, None)
        }
    }
}

fn carry(model: &mut Model, number: u32) -> Vec<Effect> {
    let key = model.fresh_key();
    start(model, BatchJob::Carry { number, key })
}

/// Does a command about a batch.
pub fn run(model: &mut Model, command: Command, form: Option<FormKind>) -> Vec<Effect> {
    let wanted = Wanted::BatchSigned(form);
    if model.awaits(&wanted) {
        return Vec::new();
    }
    vec![model.execute(wanted, command, None, None)]
}

/// Takes one's own batch back.
pub fn withdraw(model: &mut Model) -> Vec<Effect> {
    match number(model).filter(|_| can_take_back(model, true)) {
        Some(batch) => run(model, Command::WithdrawBatch { batch }, None),
        None => Vec::new(),
    }
}

/// Opens the form of a return.
pub fn give_back(model: &mut Model) {
    if let Some(batch) = number(model).filter(|_| can_take_back(model, false)) {
        forms::open(model, FormKind::BatchReturn(batch));
    }
}

/// The number of the batch that lies open.
fn number(model: &Model) -> Option<u32> {
    let open = screen(model)?.open.as_ref()?;
    open.made.as_ref().map(|made| made.batch.number)
}

/// A command is done: the list is read anew, and what was decided is written.
pub fn executed(model: &mut Model, form: Option<&FormKind>) -> Vec<Effect> {
    if let Some(kind) = form {
        forms::finish(model, None, kind);
    }
    model.say(words::SAVED);
    let decided = |made: &BatchView| match made.batch.status {
        BatchStatus::Approved => true,
        BatchStatus::Listing
        | BatchStatus::Proposed
        | BatchStatus::Carrying
        | BatchStatus::Done
        | BatchStatus::Returned
        | BatchStatus::Withdrawn
        | BatchStatus::Dropped => false,
    };
    let open = screen(model).and_then(|screen| screen.open.as_ref()?.made.as_ref());
    // Only the last signature of a batch is given where it was approved before.
    let confirmed = open.filter(|made| decided(made) && form.is_none());
    let confirmed = confirmed.map(|made| made.batch.number);
    let mut effects = refresh(model);
    if let Some(batch) = confirmed {
        effects.extend(carry(model, batch));
    }
    effects
}

/// Begins long work.
pub(super) fn start(model: &mut Model, job: BatchJob) -> Vec<Effect> {
    let id = model.await_reply(Wanted::BatchWork);
    if let Some(screen) = screen_mut(model) {
        screen.busy = Some(Busy {
            id,
            progress: None,
            stopping: false,
        });
    }
    vec![Effect::Batch {
        id,
        job: Box::new(job),
    }]
}

/// Writes the rows into a sheet, for colleagues or for a public board.
pub fn write_rows(model: &mut Model, audience: Audience) -> Vec<Effect> {
    let Some(open) = screen(model).and_then(|screen| screen.open.as_ref()) else {
        return Vec::new();
    };
    if open.totals.is_none() {
        return Vec::new();
    }
    let job = BatchJob::Sheet {
        plan: open.plan.clone(),
        number: open.made.as_ref().map(|made| made.batch.number),
        which: open.which,
        audience,
    };
    start(model, job)
}

/// Stops long work; it answers once it has.
pub fn stop(model: &mut Model) -> Vec<Effect> {
    let busy = screen_mut(model).and_then(|screen| screen.busy.as_mut());
    busy.map_or_else(Vec::new, |busy| {
        busy.stopping = true;
        vec![Effect::Stop { of: busy.id }]
    })
}

/// Long work has come so far.
pub fn progress(model: &mut Model, id: EffectId, progress: Progress) {
    let busy = screen_mut(model).and_then(|screen| screen.busy.as_mut());
    if let Some(busy) = busy.filter(|busy| busy.id == id) {
        busy.progress = Some(progress);
    }
}

/// Long work has ended.
pub fn ended(model: &mut Model, done: Result<BatchDone, Trouble>) -> Vec<Effect> {
    let Some(screen) = screen_mut(model) else {
        return Vec::new();
    };
    screen.busy = None;
    match done {
        Ok(BatchDone::Previewed(totals)) => {
            if let Some(open) = &mut screen.open {
                open.totals = Some(totals);
            }
            ask_rows(model)
        }
        Ok(BatchDone::Proposed(number)) => {
            screen.open = None;
            screen.selected = 0;
            model.say(words::proposed(number));
            refresh(model)
        }
        Ok(BatchDone::Carried(batch)) => {
            model.say(words::carried(batch.number, batch.done, batch.refused));
            let mut effects = refresh(model);
            effects.extend(ask_rows(model));
            effects
        }
        Ok(BatchDone::Sheet(Ok(words) | Err(words))) => {
            model.say(words);
            Vec::new()
        }
        Ok(BatchDone::Stopped) => {
            if screen
                .open
                .as_ref()
                .is_some_and(|open| open.totals.is_none())
            {
                screen.open = None;
            }
            model.say(words::STOPPED);
            refresh(model)
        }
        Err(trouble) => {
            if screen
                .open
                .as_ref()
                .is_some_and(|open| open.totals.is_none())
            {
                screen.open = None;
            }
            model.trouble(&trouble);
            refresh(model)
        }
    }
}

/// What is said while work is under way, or a signature is asked about.
pub fn notice(screen: &BatchScreen) -> Option<Notice> {
    if let Some(busy) = &screen.busy {
        let (what, done, total) = match busy.progress {
            Some(Progress { phase, done, total }) => (phase_word(phase), done, total),
            None => ("正在办理", 0, 0),
        };
        return Some(Notice {
            tone: Tone::Done,
            text: words::working(what, done, total),
        });
    }
    let open = screen.open.as_ref().filter(|open| open.asked)?;
    let status = open
        .made
        .as_ref()
        .map_or(BatchStatus::Listing, |made| made.batch.status);
    let totals = open.totals.as_ref()?;
    Some(Notice {
        tone: Tone::Refused,
        text: words::question(words::next_step(status), &open.plan, totals),
    })
}

const fn phase_word(phase: Phase) -> &'static str {
    match phase {
        Phase::Reading | Phase::Judging => "逐户测算",
        Phase::Writing => "写入",
        Phase::Exporting => "写名单",
    }
}
