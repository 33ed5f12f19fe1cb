//! A session in this process: the data directory opened and held by this program alone.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{Request, Session};
use crate::{
    base::{clock::Clock, files::FilesFault},
    desk::{Draft, Place, keeper::Keeper},
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
    engine: Mutex<Engine>,
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
    /// In an office that is not open yet nobody can be found; the first command then opens it.
    ///
    /// # Errors
    /// [`Refusal::NotOnStaff`] if the office does not know this person, or a fault of the machine.
    pub fn open(
        data_dir: &Path,
        clock: Arc<dyn Clock>,
        chair: Chair,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(Self, OpenReport), Trouble> {
        let (engine, report) = Engine::open(data_dir, Arc::clone(&clock), progress)?;
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
        let Some(office) = engine.office() else {
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

    /// Whether the store holds exactly what a fold of the whole journal gives.
    ///
    /// # Errors
    /// A fault of the machine.
    pub fn store_is_fold_of_journal(
        &self,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<bool, Trouble> {
        held(&self.engine).store_is_fold_of_journal(progress)
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
        self.engine
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
            .close()
    }
}

impl Session for Local {
    fn execute(&self, request: Request) -> Result<Receipt, Trouble> {
        let actor = self.actor(Some(&request.command))?;
        let opens = matches!(request.command, Command::OpenOffice { .. });
        let receipt = held(&self.engine).execute(&actor, request)?;
        if opens {
            self.sit_down()?;
        }
        Ok(receipt)
    }

    fn execute_batch(
        &self,
        requests: Vec<Request>,
    ) -> Result<Vec<Result<Receipt, Trouble>>, Trouble> {
        let actor = self.actor(None)?;
        held(&self.engine).execute_batch(&actor, requests)
    }

    fn ask(&self, query: Query) -> Result<Answer, Trouble> {
        let actor = self.actor(None)?;
        held(&self.engine).ask(&actor, query)
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
        self.seat()?
            .keeper
            .save_place(place)
            .map_err(|fault| files_fault(&fault))
    }

    fn load_place(&self) -> Result<Option<Place>, Trouble> {
        self.seat()?
            .keeper
            .load_place()
            .map_err(|fault| files_fault(&fault))
    }
}
