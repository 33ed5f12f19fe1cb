//! The model: everything the screens are, in one serialisable value. Widgets hold nothing.
//!
//! Each screen has the file of its state here, below everything that changes or draws it: forms, screens and
//! what leads from one to the other know the model, and the model knows none of them.

pub mod batch;
pub mod case;
pub mod compare;
pub mod desk;
pub mod form;
pub mod help;
pub mod history;
pub mod import;
pub mod incomes;
pub mod line;
pub mod menu;
pub mod merge;
mod notice;
mod pace;
pub mod policy;
pub mod queue;
pub mod referrals;
mod screen;
pub mod search;
pub mod sum;
mod wanted;

pub use notice::{Notice, Tone};
pub use screen::{COLUMNS_MIN, COLUMNS_WIDE, ROWS_MIN, Screen, Size};
pub use wanted::{Deed, Wanted};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use self::{
    case::{CaseScreen, Loaded, Mode},
    form::{Form, FormKind},
    import::Busy,
    pace::Pace,
    queue::QueueScreen,
};
use super::effect::{Effect, EffectId};
use crate::{
    desk::{Draft, Place},
    domain::{calendar::Day, ids::CaseId, staff::Staff},
    engine::{
        answer::{Me, ParamRow},
        command::Command,
        query::Query,
        refusal::{Refusal, Trouble},
    },
    text::{faults, message::Message, refusals},
};

/// The whole state of the screens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Model {
    /// The size of the terminal.
    pub size: Size,
    /// Who works here, once known.
    pub(super) me: Option<Me>,
    /// Everybody on the staff, once known.
    pub(super) staff: Vec<Staff>,
    /// The parameters as they hold today, once asked for.
    pub(super) params: Vec<ParamRow>,
    /// The screens; the last lies on top. Never empty.
    pub(super) screens: Vec<Screen>,
    /// The message above the footer.
    pub(super) notice: Option<Notice>,
    /// What is on its way.
    pub(super) waiting: BTreeMap<EffectId, Wanted>,
    /// The number of the next effect.
    pub(super) next_effect: u64,
    /// Unique to this run of the program; idempotency keys begin with it.
    pub(super) run: String,
    /// The account that runs the program.
    pub(super) account: Option<String>,
    /// Text typed into forms that belong to no case, by name.
    pub(super) parked: BTreeMap<String, String>,
    /// Events still to come that were there before the case in front had been drawn.
    pub(super) premature: usize,
    /// A text is being typed where there is no field for it.
    pub(super) composing: bool,
    /// How fast cases are signed in this run of the program.
    pub(super) pace: Pace,
    /// Where the person is, as it was last kept.
    pub(super) place: Option<Place>,
    /// A field to be gone on with once the parameters are there, and the cursor in it.
    pub(super) reopen: Option<(String, usize)>,
    /// Drafts on their way to the disk, or that it has refused; nothing is a draft to be forgotten.
    pub(super) unwritten: BTreeMap<CaseId, Option<Draft>>,
    /// The last that was to be kept could not be written.
    pub(super) failing: bool,
    /// The export under way, if one is.
    pub(super) exporting: Option<Busy>,
    /// The end has been asked for.
    pub(super) ending: bool,
}

impl Model {
    /// The model at the start, with what has to be asked first. `run` is unique to this run, `account` is the
    /// one that runs the program.
    pub fn new(size: Size, run: impl Into<String>, account: Option<String>) -> (Self, Vec<Effect>) {
        let mut model = Self {
            size,
            me: None,
            staff: Vec::new(),
            params: Vec::new(),
            screens: vec![Screen::Starting],
            notice: None,
            waiting: BTreeMap::new(),
            next_effect: 1,
            run: run.into(),
            account,
            parked: BTreeMap::new(),
            premature: 0,
            composing: false,
            pace: Pace::default(),
            place: None,
            reopen: None,
            unwritten: BTreeMap::new(),
            failing: false,
            exporting: None,
            ending: false,
        };
        let effects = vec![model.ask(Wanted::Me, Query::Me)];
        (model, effects)
    }

    /// Whether the end has been asked for.
    pub fn is_ending(&self) -> bool {
        self.ending
    }

    /// Whether nothing is on its way.
    pub fn is_settled(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Whether the first screen has been reached.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.screens.first(), Some(Screen::Desk(_)))
    }

    /// The uppermost screen.
    pub(super) fn top(&self) -> &Screen {
        self.screens.last().unwrap_or(&Screen::Starting)
    }

    /// The uppermost screen, to be changed.
    pub(super) fn top_mut(&mut self) -> Option<&mut Screen> {
        self.screens.last_mut()
    }

    /// Takes the uppermost screen away; the lowest stays.
    pub(super) fn pop(&mut self) {
        if self.screens.len() > 1 {
            self.screens.pop();
        }
    }

    /// The case on the screen, though a form or page may lie over it.
    pub(super) fn case(&self) -> Option<&CaseScreen> {
        self.screens.iter().rev().find_map(|screen| match screen {
            Screen::Case(case) => Some(&**case),
            _other_screen => None,
        })
    }

    /// The case on the screen, to be changed.
    pub(super) fn case_mut(&mut self) -> Option<&mut CaseScreen> {
        self.screens
            .iter_mut()
            .rev()
            .find_map(|screen| match screen {
                Screen::Case(case) => Some(&mut **case),
                _other_screen => None,
            })
    }

    /// The case of that id, if it lies anywhere on the screens.
    pub(super) fn case_of(&mut self, id: CaseId) -> Option<&mut CaseScreen> {
        let is_it = |screen: &Screen| matches!(screen, Screen::Case(case) if case.id == id);
        let place = self.screens.iter().rposition(is_it)?;
        match self.screens.get_mut(place) {
            Some(Screen::Case(case)) => Some(case),
            Some(_) | None => None,
        }
    }

    /// The case that has arrived and lies on the screen.
    pub(super) fn loaded(&self) -> Option<&Loaded> {
        self.case().and_then(|case| case.loaded.as_deref())
    }

    /// The same, to be changed.
    pub(super) fn loaded_mut(&mut self) -> Option<&mut Loaded> {
        self.case_mut().and_then(|case| case.loaded.as_deref_mut())
    }

    /// What this person may do with the case on the screen.
    pub(super) fn mode(&self) -> Mode {
        self.loaded()
            .map_or(Mode::Look, |case| case.mode(self.me.as_ref()))
    }

    /// The queue on the screen, though something may lie over it.
    pub(super) fn queue_mut(&mut self) -> Option<&mut QueueScreen> {
        self.screens
            .iter_mut()
            .rev()
            .find_map(|screen| match screen {
                Screen::Queue(queue) => Some(queue),
                _other_screen => None,
            })
    }

    /// The queue on the screen.
    pub(super) fn queue(&self) -> Option<&QueueScreen> {
        self.screens.iter().rev().find_map(|screen| match screen {
            Screen::Queue(queue) => Some(queue),
            _other_screen => None,
        })
    }

    /// The form on top.
    pub(super) fn form(&self) -> Option<&Form> {
        match self.top() {
            Screen::Form(form) => Some(form),
            _other_screen => None,
        }
    }

    /// The form on top, to be changed.
    pub(super) fn form_mut(&mut self) -> Option<&mut Form> {
        match self.top_mut() {
            Some(Screen::Form(form)) => Some(form),
            _other_screen => None,
        }
    }

    /// A parameter as it holds today, once the parameters are known.
    pub(super) fn param(&self, name: &str) -> Option<&ParamRow> {
        self.params.iter().find(|row| row.name == name)
    }

    /// The label of a parameter, once the parameters are known.
    pub(super) fn label(&self, name: &str) -> Option<String> {
        self.param(name).map(|row| row.label.clone())
    }

    /// Today, once known.
    pub(super) fn today(&self) -> Option<Day> {
        self.me.as_ref().map(|me| me.today)
    }

    /// Makes an effect that asks.
    pub(super) fn ask(&mut self, wanted: Wanted, query: Query) -> Effect {
        let id = self.await_reply(wanted);
        Effect::Ask { id, query }
    }

    /// Makes an effect that changes something, under the key given or one of its own.
    pub(super) fn execute(
        &mut self,
        wanted: Wanted,
        command: Command,
        expect: Option<u64>,
        key: Option<String>,
    ) -> Effect {
        let key = key.unwrap_or_else(|| self.fresh_key());
        let id = self.await_reply(wanted);
        Effect::Execute {
            id,
            command: Box::new(command),
            expect,
            key,
        }
    }

    /// A key for one intention of this person.
    pub(super) fn fresh_key(&mut self) -> String {
        // Effects are numbered once, so their next number names nothing else of this run.
        let number = self.next_effect;
        self.next_effect += 1;
        format!("{}-{number}", self.run)
    }

    /// Notes that an answer will come.
    pub(super) fn await_reply(&mut self, wanted: Wanted) -> EffectId {
        let id = EffectId(self.next_effect);
        self.next_effect += 1;
        self.waiting.insert(id, wanted);
        id
    }

    /// Whether the command of this form is on its way.
    pub(super) fn is_submitting(&self, kind: &FormKind) -> bool {
        self.waiting
            .values()
            .any(|wanted| matches!(wanted, Wanted::FormDone(_, _, one) if one == kind))
    }

    /// Whether an answer of this kind is on its way.
    pub(super) fn awaits(&self, wanted: &Wanted) -> bool {
        self.waiting.values().any(|one| one == wanted)
    }

    /// Says that something is done.
    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice {
            tone: Tone::Done,
            text: text.into(),
        });
    }

    /// Says that something stands in the way.
    pub(super) fn object(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice {
            tone: Tone::Refused,
            text: text.into(),
        });
    }

    /// Shows a refusal in words.
    pub(super) fn refuse(&mut self, refusal: &Refusal) {
        let message = self.worded(refusal);
        self.object(words(&message));
    }

    /// A refusal in words, with a parameter called by its label and not by its name in data.
    pub(super) fn worded(&self, refusal: &Refusal) -> Message {
        match refusal {
            Refusal::ParameterMissing { name } => refusals::refusal(&Refusal::ParameterMissing {
                name: self.label(name).unwrap_or_else(|| name.clone()),
            }),
            other => refusals::refusal(other),
        }
    }

    /// Shows why there is no answer.
    pub(super) fn trouble(&mut self, trouble: &Trouble) {
        match trouble {
            Trouble::Refused(refusal) => self.refuse(refusal),
            Trouble::Fault(fault) => {
                self.notice = Some(Notice {
                    tone: Tone::Fault,
                    text: words(&faults::on_screen(fault)),
                });
            }
        }
    }
}

/// The lines of a message.
fn words(message: &Message) -> String {
    format!("{}\n{}{}", message.what, message.meaning, message.remedy)
}
