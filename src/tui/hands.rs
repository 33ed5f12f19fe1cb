//! Carries effects out beside the loop: one after the other on a thread of their own, and each piece of long work on
//! another, so that keys never wait for either.

use std::{
    io,
    panic::resume_unwind,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
};

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::{
    effect::{Effect, EffectId, Reply},
    effects::{
        self,
        bench::{Bench, Surroundings},
    },
};
use crate::session::Session;

/// Raised by a thread that ends in a mistake of ours, so that the loop does not wait for its reply for ever.
struct Alarm(Sender<()>);

impl Drop for Alarm {
    fn drop(&mut self) {
        if thread::panicking() {
            // Where the loop has ended already, joining the thread says why.
            self.0.send(()).unwrap_or_default();
        }
    }
}

/// A piece of long work that is under way, or was.
struct Work {
    id: EffectId,
    stop: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

/// Where effects go, and where their replies come from.
pub(super) struct Hands {
    session: Arc<dyn Session>,
    bench: Arc<Bench>,
    effects: Option<Sender<Effect>>,
    done: Sender<(EffectId, Reply)>,
    replies: Receiver<(EffectId, Reply)>,
    alarm: (Sender<()>, Receiver<()>),
    thread: Option<JoinHandle<()>>,
    works: Mutex<Vec<Work>>,
}

impl Hands {
    /// Begins to carry effects out.
    pub(super) fn new(session: Arc<dyn Session>, surroundings: Surroundings) -> io::Result<Self> {
        let (effects, todo) = unbounded::<Effect>();
        let (done, replies) = unbounded();
        let (own, told) = (Arc::clone(&session), done.clone());
        let alarm = unbounded();
        let raised = Alarm(alarm.0.clone());
        let thread = thread::Builder::new()
            .name("effects".to_owned())
            .spawn(move || {
                let _raised = raised;
                for effect in todo {
                    if let Some(reply) = effects::perform(&*own, effect)
                        && told.send(reply).is_err()
                    {
                        // The loop has ended; what it asked for before is still carried out.
                    }
                }
            })?;
        Ok(Self {
            session,
            bench: Arc::new(Bench::new(surroundings)),
            effects: Some(effects),
            done,
            replies,
            alarm,
            thread: Some(thread),
            works: Mutex::new(Vec::new()),
        })
    }

    /// Where replies come from.
    pub(super) const fn replies(&self) -> &Receiver<(EffectId, Reply)> {
        &self.replies
    }

    /// Where it is told that a thread has ended in a mistake; [`Self::finish`] then says which.
    pub(super) const fn alarm(&self) -> &Receiver<()> {
        &self.alarm.1
    }

    /// Has an effect carried out.
    ///
    /// # Errors
    /// If no thread can be started for long work.
    pub(super) fn send(&self, effect: Effect) -> io::Result<()> {
        if let Effect::Stop { of } = effect {
            for work in self.works().iter().filter(|work| work.id == of) {
                work.stop.store(true, Ordering::Relaxed);
            }
            return Ok(());
        }
        if let Some(id) = effect.work() {
            return self.begin(id, effect);
        }
        if let Some(effects) = &self.effects {
            // Refused only if the thread has died, and then joining it at the end says why.
            effects.send(effect).unwrap_or_default();
        }
        Ok(())
    }

    fn begin(&self, id: EffectId, effect: Effect) -> io::Result<()> {
        let stop = Arc::new(AtomicBool::new(false));
        let (session, bench) = (Arc::clone(&self.session), Arc::clone(&self.bench));
        let (done, stopped) = (self.done.clone(), Arc::clone(&stop));
        let raised = Alarm(self.alarm.0.clone());
        let thread = thread::Builder::new()
            .name("work".to_owned())
            .spawn(move || {
                let _raised = raised;
                bench.work(&*session, effect, &stopped, &mut |id, reply| {
                    // Once the loop has ended nobody reads it; the work goes on to where it may stop.
                    done.send((id, reply)).unwrap_or_default();
                });
            })?;
        let mut works = self.works();
        let (ended, running): (Vec<Work>, Vec<Work>) =
            works.drain(..).partition(|work| work.thread.is_finished());
        *works = running;
        works.push(Work { id, stop, thread });
        drop(works);
        for work in ended {
            join(work.thread);
        }
        Ok(())
    }

    /// Has long work stop where it may, and waits until everything asked for has been carried out.
    pub(super) fn finish(&mut self) {
        self.effects = None;
        let works: Vec<Work> = self.works().drain(..).collect();
        for work in &works {
            work.stop.store(true, Ordering::Relaxed);
        }
        for work in works {
            join(work.thread);
        }
        if let Some(thread) = self.thread.take() {
            join(thread);
        }
    }

    fn works(&self) -> std::sync::MutexGuard<'_, Vec<Work>> {
        // Only ever pushed to and drained, so a panic beside it has left it whole.
        self.works.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Waits for a thread; its panic goes on here.
fn join(thread: JoinHandle<()>) {
    if let Err(panic) = thread.join() {
        resume_unwind(panic);
    }
}
