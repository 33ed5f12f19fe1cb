//! The model: everything the screens are, in one serialisable value. Widgets hold nothing.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    effect::{Effect, EffectId},
    forms::{Form, FormKind},
    screens::{
        case::CaseScreen,
        compare::CompareScreen,
        desk::DeskScreen,
        help::HelpScreen,
        history::HistoryScreen,
        import::{Busy, ImportScreen},
        incomes::IncomesScreen,
        menu::MenuScreen,
        policy::PolicyScreen,
        queue::QueueScreen,
        search::SearchScreen,
        sum::SumScreen,
    },
};
use crate::{
    desk::{Draft, Place},
    domain::{calendar::Day, ids::CaseId, queue::QueueId, staff::Staff},
    engine::{
        answer::{Me, ParamRow},
        command::Command,
        query::Query,
        refusal::{Refusal, Trouble},
    },
    text::{faults, message::Message, refusals},
};

/// Columns below which the screens say that the terminal is too small.
pub const COLUMNS_MIN: u16 = 60;
/// Rows below which the screens say that the terminal is too small.
pub const ROWS_MIN: u16 = 20;
/// Columns from which a side panel is shown.
pub const COLUMNS_WIDE: u16 = 110;

/// The size of the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Size {
    /// Width.
    pub columns: u16,
    /// Height.
    pub rows: u16,
}

/// One screen; they lie on each other, and Esc takes the uppermost away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Screen {
    /// Nothing is known yet.
    Starting,
    /// The first screen.
    Desk(DeskScreen),
    /// The list of a queue.
    Queue(QueueScreen),
    /// A case.
    Case(Box<CaseScreen>),
    /// A form over the screen below.
    Form(Form),
    /// The incomes of one member, over a case.
    Incomes(IncomesScreen),
    /// The sum, over a case.
    Sum(Box<SumScreen>),
    /// Both sides of a change, over a case.
    Compare(Box<CompareScreen>),
    /// The values of one parameter.
    History(HistoryScreen),
    /// Search.
    Search(SearchScreen),
    /// Parameters.
    Policy(PolicyScreen),
    /// What can be done on the screen below.
    Menu(MenuScreen),
    /// Help.
    Help(HelpScreen),
    /// The import of a roster.
    Import(Box<ImportScreen>),
}

/// Which answer an effect in flight will bring, and to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wanted {
    /// Who the person is.
    Me,
    /// The staff.
    Staff,
    /// The counts of the desk.
    Desk,
    /// Rows of a queue.
    Page(QueueId),
    /// A case to be opened, or read anew.
    Case(CaseId),
    /// The draft of a case.
    Draft(CaseId),
    /// The sum of a case as edited.
    Assessment(CaseId),
    /// The sum of a case on another day.
    OtherDay(CaseId),
    /// Who a member is.
    Identity(CaseId),
    /// Where the person was.
    Place,
    /// Results of a search.
    Hits,
    /// The seal for a sheet, and then the sheet itself, about a case.
    Sheet(CaseId),
    /// The parameters.
    Params,
    /// The values of one parameter.
    History(String),
    /// The draft of a case was kept or forgotten.
    Kept(CaseId),
    /// The place was kept.
    PlaceKept,
    /// A paper.
    Paper,
    /// A command about a case was done.
    CaseDone(CaseId, Deed),
    /// The command of a form about a case was done.
    FormDone(CaseId, Deed, FormKind),
    /// The office is open.
    OfficeOpened,
    /// A value of a parameter was entered.
    ValueEntered,
    /// The files that may be imported.
    Files,
    /// What a file looks like, by the bytes of its path.
    Recognised(Vec<u8>),
    /// What would become of a file.
    Judged,
    /// What became of a file.
    Imported,
    /// Where an export went.
    Exported,
}

/// What was done to a case, as far as the screen goes on differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deed {
    /// Signed and sent up: on to the next case.
    Signed,
    /// Approved: on to the next.
    Approved,
    /// Confirmed: on to the next.
    Confirmed,
    /// Noted as in force: on to the next.
    Enforced,
    /// Returned: on to the next.
    Returned,
    /// Put to wait: on to the next.
    Held,
    /// Put behind the others: on to the next.
    Skipped,
    /// Something was entered, and the case stays on the screen.
    Entered,
}

/// How a message to the person is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tone {
    /// Something is done.
    Done,
    /// Something stands in the way.
    Refused,
    /// The machine failed.
    Fault,
}

/// A message in the calm area above the footer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// How it is meant.
    pub tone: Tone,
    /// Its words; a line break where a sentence should begin a new line.
    pub text: String,
}

/// Seconds between two signatures beyond which somebody was away, and the time is nobody's pace.
const AWAY_SECONDS: i64 = 1_800;
/// Signatures after each other from which an average says something.
const PACE_MIN: u32 = 3;

/// How fast cases are signed, by the times of the receipts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Pace {
    /// Second of the last signature.
    last: Option<i64>,
    /// Seconds between signatures, as far as nobody was away.
    seconds: i64,
    /// How many times that is.
    count: u32,
}

impl Pace {
    /// Notes a signature by the time on its receipt.
    pub fn signed(&mut self, at: &str) {
        let Ok(at) = chrono::DateTime::parse_from_rfc3339(at) else {
            return;
        };
        let now = at.timestamp();
        if let Some(gap) = self.last.map(|last| now.saturating_sub(last))
            && (0..=AWAY_SECONDS).contains(&gap)
        {
            self.seconds = self.seconds.saturating_add(gap);
            self.count = self.count.saturating_add(1);
        }
        self.last = Some(now);
    }

    /// Seconds a case takes on average, once there are enough to say.
    pub fn average(&self) -> Option<i64> {
        (self.count >= PACE_MIN).then(|| self.seconds / i64::from(self.count))
    }
}

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

    /// The label of a parameter, once the parameters are known.
    pub(super) fn label(&self, name: &str) -> Option<String> {
        self.params
            .iter()
            .find(|row| row.name == name)
            .map(|row| row.label.clone())
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
