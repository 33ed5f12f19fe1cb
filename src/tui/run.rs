//! The loop: what happens comes in on one channel after the other, what is queued is drained, then one
//! frame is drawn. Nothing ticks; while nothing happens, nobody wakes but for midnight, and once for what
//! was typed and is not kept yet.

use std::{
    io,
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::Arc,
    time::Duration,
};

use crossbeam_channel::{Receiver, after, never, select};
use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    draft,
    effect::{Effect, EffectId, Reply},
    effects::bench::Surroundings,
    event::Event,
    hands::Hands,
    model::{Model, Size},
    msg::Msg,
    terminal::{
        Terminal,
        profile::{Colours, Profile},
    },
    theme::Theme,
    update::update,
    view::view,
};
use crate::{base::clock::Clock, session::Session, text::ui::small};

/// Seconds of a day.
const DAY_SECONDS: i64 = 24 * 3600;

/// Messages taken in before a frame is drawn all the same, so that a flood of input still shows something.
const DRAIN_MAX: usize = 256;

/// What the loop needs to know from outside.
#[derive(Debug, Clone)]
pub struct Setting {
    /// What the terminal understands.
    pub profile: Profile,
    /// Tells the day.
    pub clock: Arc<dyn Clock>,
    /// Unique to this run of the program; idempotency keys begin with it.
    pub run: String,
    /// The account that runs the program; the first start binds the first person to it.
    pub account: Option<String>,
    /// Where files are looked for and written to.
    pub surroundings: Surroundings,
}

/// Shows the screens until the person leaves, the line drops, or the system asks for the end.
///
/// # Errors
/// The terminal cannot be taken over, or no thread can be started. A line that drops is no error.
pub fn run(session: Arc<dyn Session>, setting: &Setting) -> io::Result<()> {
    let terminal = Terminal::open(setting.profile)?;
    let mut hands = Hands::new(session, setting.surroundings.clone())?;
    let size = terminal.size();
    let size = Size {
        columns: size.width,
        rows: size.height,
    };
    let (model, effects) = Model::new(size, setting.run.clone(), setting.account.clone());
    let mut desk = Loop {
        terminal,
        model,
        theme: match setting.profile.colours {
            Colours::Sixteen => Theme::sixteen(),
            Colours::None => Theme::mono(),
        },
        hands: &hands,
        clock: Arc::clone(&setting.clock),
    };
    let ended = catch_unwind(AssertUnwindSafe(|| {
        desk.carry_out(effects);
        desk.work();
    }));
    if ended.is_err() {
        // Whatever broke, what was typed is kept before the program says so.
        for effect in draft::save(&mut desk.model) {
            hands.send(effect).unwrap_or_default();
        }
    }
    drop(desk);
    hands.finish();
    match ended {
        Ok(()) => Ok(()),
        Err(panic) => resume_unwind(panic),
    }
}

/// What the loop holds.
struct Loop<'a> {
    terminal: Terminal,
    model: Model,
    theme: Theme,
    hands: &'a Hands,
    clock: Arc<dyn Clock>,
}

impl Loop<'_> {
    fn work(&mut self) {
        let events = self.terminal.events().clone();
        let replies = self.hands.replies().clone();
        let alarm = self.hands.alarm().clone();
        let mut midnight = after(until_midnight(&*self.clock));
        let mut pause = None;
        self.draw();
        while !self.model.is_ending() {
            // Counted from the first key that is not kept, so that who types on without a rest loses no more.
            pause = match (draft::pause(&self.model), pause) {
                (Some(wait), None) => Some(after(wait)),
                (Some(_), running @ Some(_)) => running,
                (None, _) => None,
            };
            let paused = pause.clone().unwrap_or_else(never);
            select! {
                recv(events) -> event => match event {
                    Ok(event) => self.take(Msg::Input(event)),
                    Err(_) => self.take(Msg::Input(Event::Hangup)),
                },
                recv(replies) -> reply => match reply {
                    Ok((id, reply)) => self.take(Msg::Reply(id, Box::new(reply))),
                    Err(_) => return,
                },
                recv(alarm) -> _ => return,
                recv(paused) -> _ => {
                    pause = None;
                    self.take(Msg::Paused);
                }
                recv(midnight) -> _ => {
                    midnight = after(until_midnight(&*self.clock));
                    self.take(Msg::Midnight);
                }
            }
            self.drain(&events, &replies);
            self.draw();
        }
    }

    /// Takes in what has come meanwhile, in the order of the channels, up to a limit.
    fn drain(&mut self, events: &Receiver<Event>, replies: &Receiver<(EffectId, Reply)>) {
        for _ in 0..DRAIN_MAX {
            if self.model.is_ending() {
                return;
            }
            if let Ok((id, reply)) = replies.try_recv() {
                self.take(Msg::Reply(id, Box::new(reply)));
            } else if let Ok(event) = events.try_recv() {
                self.take(Msg::Input(event));
            } else {
                return;
            }
        }
    }

    fn take(&mut self, msg: Msg) {
        if msg == Msg::Input(Event::Continue) && self.terminal.resume().is_err() {
            return self.take(Msg::Input(Event::Hangup));
        }
        let effects = update(&mut self.model, msg);
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Repaint => self.terminal.repaint(),
                Effect::Suspend => {
                    if self.terminal.suspend(small::SUSPENDED).is_err() {
                        self.take(Msg::Input(Event::Hangup));
                    }
                }
                Effect::Quit => {}
                effect @ (Effect::Ask { .. }
                | Effect::Execute { .. }
                | Effect::SaveDraft { .. }
                | Effect::LoadDraft { .. }
                | Effect::DropDraft { .. }
                | Effect::SavePlace { .. }
                | Effect::WriteSheet { .. }
                | Effect::LoadPlace { .. }
                | Effect::Print { .. }
                | Effect::ListFiles { .. }
                | Effect::Recognise { .. }
                | Effect::Judge { .. }
                | Effect::WriteImport { .. }
                | Effect::Export { .. }
                | Effect::Batch { .. }
                | Effect::Stop { .. }) => {
                    if self.hands.send(effect).is_err() {
                        // A machine that gives no thread any more gives nothing else either.
                        self.take(Msg::Input(Event::Terminate));
                    }
                }
            }
        }
    }

    fn draw(&mut self) {
        if self.model.is_ending() {
            return;
        }
        let size = self.model.size;
        let mut frame = Buffer::empty(Rect::new(0, 0, size.columns, size.rows));
        let cursor = view(&self.model, &self.theme, &mut frame);
        // Counted before the frame is written: what comes once it can be seen was pressed by who saw it.
        let queued = self.terminal.events().len();
        match self.terminal.present(&frame, cursor) {
            Ok(_) => {
                let effects = update(&mut self.model, Msg::Drawn { queued });
                self.carry_out(effects);
            }
            Err(_) => self.take(Msg::Input(Event::Hangup)),
        }
    }
}

/// How long it is until the next day begins in China; a little more, so that it has begun.
fn until_midnight(clock: &dyn Clock) -> Duration {
    let now = clock.now();
    let passed = i64::from(chrono::Timelike::num_seconds_from_midnight(&now));
    let left = (DAY_SECONDS - passed).max(0) + 1;
    Duration::from_secs(u64::try_from(left).unwrap_or(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::clock::FixedClock;

    #[test]
    fn the_next_day_is_waited_for_and_no_longer() {
        let clock = FixedClock::at_nine(chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap());
        assert_eq!(until_midnight(&clock), Duration::from_secs(15 * 3600 + 1));
    }
}
