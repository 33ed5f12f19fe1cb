//! A session in this process: the data directory opened and held by this program alone.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{Request, Session};
use crate::{
    base::{
        clock::Clock,
        files::{self, FilesFault},
        out,
    },
    desk::{
        Draft, Place,
        keeper::{self, Keeper},
    },
    domain::{
        ids::{CaseId, StaffId},
        staff::Staff,
    },
    engine::{
        Actor, Engine, OpenReport, Progress,
        answer::{Answer, Receipt},
        command::Command,
        query::Query,
        refusal::{Refusal, Trouble},
    },
};

/// Who sits at the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chair {
    /// The operating-system account that runs the program; the only choice outside a demonstration.
    Account(String),
    /// The account, and in a demonstration, where no account is on the staff, the person of this name.
    Usual {
        /// The operating-system account.
        account: String,
        /// Who sits there in a demonstration.
        in_demo: String,
    },
    /// A member of staff of a demonstration, by name.
    Named(String),
}

/// A session on a data directory of one's own.
#[derive(Debug)]
pub struct Local {
    /// Nothing until the office is opened where nothing was: who only looks leaves nothing behind.
    engine: Mutex<Option<Engine>>,
    chair: Chair,
    seat: Mutex<Option<Seat>>,
    session: String,
    data_dir: PathBuf,
    clock: Arc<dyn Clock>,
}

/// A member of staff who has sat down, with the drafts kept for them.
#[derive(Debug, Clone)]
struct Seat {
    staff: StaffId,
    keeper: Keeper,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic while it was held has ended the session already; what is inside is still whole.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn files_fault(fault: &FilesFault) -> Trouble {
    fault.facts().into()
}

impl Local {
    /// Opens the data directory and sits down as `chair`.
    ///
    /// In an office that is not open yet nobody can be found; the first command then opens it. Where nothing
    /// of an office was begun, nothing is made before that, and there is nothing to report.
    ///
    /// # Errors
    /// [`Refusal::NotOnStaff`] if the office does not know this person, or a fault of the machine.
    pub fn open(
        data_dir: &Path,
        clock: Arc<dyn Clock>,
        chair: Chair,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(Self, Option<OpenReport>), Trouble> {
        let (engine, mut report) = if Engine::is_untouched(data_dir) {
            files::check_can_be_made(data_dir).map_err(|fault| files_fault(&fault))?;
            (None, None)
        } else {
            let (engine, report) = Engine::open(data_dir, Arc::clone(&clock), progress)?;
            (Some(engine), Some(report))
        };
        let session = format!(
            "{}-{}",
            rustix::process::getpid().as_raw_nonzero(),
            clock.now().timestamp_millis()
        );
        let local = Self {
            engine: Mutex::new(engine),
            chair,
            seat: Mutex::new(None),
            session,
            data_dir: data_dir.to_owned(),
            clock,
        };
        local.sit_down()?;
        if let (Some(report), Ok(actor)) = (&mut report, local.actor(None)) {
            // What cannot be noted now, e.g. on a full disk, is noted the next time.
            let closed = local.with(|engine| engine.close_imports(&actor));
            report.stopped_imports = closed.unwrap_or_default();
            let unfinished = local.with(|engine| {
                engine.drop_listings(&actor)?;
                Ok(engine.unfinished_batches())
            });
            report.unfinished_batches = unfinished.unwrap_or_default();
        }
        Ok((local, report))
    }

    /// Changes who sits at the desk of a demonstration.
    ///
    /// # Errors
    /// [`Refusal::NotOnStaff`] if there is nobody of this name, or this is no demonstration.
    pub fn take_chair(&mut self, name: &str) -> Result<(), Trouble> {
        self.chair = Chair::Named(name.to_owned());
        *held(&self.seat) = None;
        self.sit_down()
    }

    /// Finds the member of staff of the chair, once the office is open.
    fn sit_down(&self) -> Result<(), Trouble> {
        let engine = held(&self.engine);
        let Some(office) = engine.as_ref().and_then(Engine::office) else {
            return Ok(());
        };
        let at_desk = |fits: &dyn Fn(&Staff) -> bool| {
            office
                .staff
                .values()
                .find(|staff| !staff.left && fits(staff))
        };
        let found = match &self.chair {
            Chair::Usual { in_demo: name, .. } | Chair::Named(name) if office.demo => {
                at_desk(&|staff| staff.name == *name)
            }
            Chair::Account(account) | Chair::Usual { account, .. } => {
                at_desk(&|staff| staff.account.as_deref() == Some(account))
            }
            Chair::Named(_) => None,
        };
        let staff = found.ok_or(Refusal::NotOnStaff)?.id;
        drop(engine);
        let keeper = Keeper::open(&self.data_dir, staff).map_err(|fault| files_fault(&fault))?;
        *held(&self.seat) = Some(Seat { staff, keeper });
        Ok(())
    }

    /// Does something with the engine, which is there once an office is.
    fn with<T>(&self, work: impl FnOnce(&mut Engine) -> Result<T, Trouble>) -> Result<T, Trouble> {
        match &mut *held(&self.engine) {
            Some(engine) => work(engine),
            None => Err(Refusal::OfficeNotOpen.into()),
        }
    }

    /// Opens an office; where that is refused, the place is left as it was.
    fn open_office(&self, actor: &Actor, request: Request) -> Result<Receipt, Trouble> {
        let mut engine = held(&self.engine);
        if let Some(engine) = &mut *engine {
            return engine.execute(actor, request);
        }
        let (mut made, _report) =
            Engine::open(&self.data_dir, Arc::clone(&self.clock), &mut |_| {})?;
        let receipt = match made.execute(actor, request) {
            Ok(receipt) => receipt,
            Err(trouble) => {
                made.give_up()?;
                return Err(trouble);
            }
        };
        *engine = Some(made);
        Ok(receipt)
    }

    fn seat(&self) -> Result<Seat, Trouble> {
        let seat = held(&self.seat).clone();
        Ok(seat.ok_or(Refusal::OfficeNotOpen)?)
    }

    /// The actor of a command: whoever sits here, or the first member of staff when the office is opened.
    fn actor(&self, command: Option<&Command>) -> Result<Actor, Trouble> {
        let staff = match (self.seat(), command) {
            (Ok(seat), _) => seat.staff,
            (Err(_), Some(Command::OpenOffice { .. })) => StaffId(1),
            (Err(trouble), _) => return Err(trouble),
        };
        Ok(Actor {
            staff,
            session: self.session.clone(),
        })
    }

    /// Gets ready for so many commands at once; [`Self::settle`] ends it.
    ///
    /// # Errors
    /// A fault of the machine; commands are done all the same.
    pub fn expect(&self, commands: u64, progress: &mut dyn FnMut(Progress)) -> Result<(), Trouble> {
        self.with(|engine| engine.expect(commands, progress))
    }

    /// Brings the lists up to what was done.
    ///
    /// # Errors
    /// A fault of the machine; the journal has everything all the same.
    pub fn settle(&self, progress: &mut dyn FnMut(Progress)) -> Result<(), Trouble> {
        self.with(|engine| engine.settle(progress))
    }

    /// Whether the store holds exactly what a fold of the whole journal gives.
    ///
    /// # Errors
    /// A fault of the machine.
    pub fn store_is_fold_of_journal(
        &self,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<bool, Trouble> {
        self.with(|engine| engine.store_is_fold_of_journal(progress))
    }

    /// The account that runs this program, as the first start binds it.
    pub fn account(&self) -> Option<&str> {
        match &self.chair {
            Chair::Account(account) | Chair::Usual { account, .. } => Some(account),
            Chair::Named(_) => None,
        }
    }

    /// Closes the data directory, so that the next start finds the store as the journal left it.
    ///
    /// # Errors
    /// A fault of the machine; the journal has everything all the same.
    pub fn close(self) -> Result<(), Trouble> {
        let engine = self.engine.into_inner();
        match engine.unwrap_or_else(PoisonError::into_inner) {
            Some(engine) => engine.close(),
            None => Ok(()),
        }
    }
}

impl Session for Local {
    fn data_dir(&self) -> Option<&Path> {
        Some(&self.data_dir)
    }

    fn execute(&self, request: Request) -> Result<Receipt, Trouble> {
        let actor = self.actor(Some(&request.command))?;
        if !matches!(request.command, Command::OpenOffice { .. }) {
            return self.with(|engine| engine.execute(&actor, request));
        }
        let receipt = self.open_office(&actor, request)?;
        self.sit_down()?;
        // The office stands; what was typed for it is left over, and read by nobody once somebody sits here.
        drop(keeper::drop_first_start(&self.data_dir));
        Ok(receipt)
    }

    fn execute_batch(
        &self,
        requests: Vec<Request>,
    ) -> Result<Vec<Result<Receipt, Trouble>>, Trouble> {
        let actor = self.actor(None)?;
        self.with(|engine| engine.execute_batch(&actor, requests))
    }

    fn ask(&self, query: Query) -> Result<Answer, Trouble> {
        let actor = self.actor(None)?;
        self.with(|engine| engine.ask(&actor, query))
    }

    fn save_draft(&self, draft: &Draft) -> Result<(), Trouble> {
        let mut draft = draft.clone();
        if draft.at.is_empty() {
            draft.at = self.clock.stamp();
        }
        self.seat()?
            .keeper
            .save_draft(&draft)
            .map_err(|fault| files_fault(&fault))
    }

    fn load_draft(&self, case: CaseId) -> Result<Option<Draft>, Trouble> {
        self.seat()?
            .keeper
            .load_draft(case)
            .map_err(|fault| files_fault(&fault))
    }

    fn drop_draft(&self, case: CaseId) -> Result<(), Trouble> {
        self.seat()?
            .keeper
            .drop_draft(case)
            .map_err(|fault| files_fault(&fault))
    }

    fn save_place(&self, place: &Place) -> Result<(), Trouble> {
        let seat = held(&self.seat).clone();
        match seat {
            Some(seat) => seat.keeper.save_place(place),
            None if place.fields.is_empty() => keeper::drop_first_start(&self.data_dir),
            None => keeper::save_first_start(&self.data_dir, place),
        }
        .map_err(|fault| files_fault(&fault))
    }

    fn write_sheet(&self, stem: &str, text: &str) -> Result<String, Trouble> {
        self.seat()?;
        let written = out::write_text(&self.data_dir, stem, text);
        let path = written.map_err(|fault| files_fault(&fault))?;
        Ok(path.display().to_string())
    }

    fn load_place(&self) -> Result<Option<Place>, Trouble> {
        let seat = held(&self.seat).clone();
        match seat {
            Some(seat) => seat.keeper.load_place(),
            None => keeper::load_first_start(&self.data_dir),
        }
        .map_err(|fault| files_fault(&fault))
    }
}
