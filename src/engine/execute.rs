//! The engine: one writer, one function. Every change, whatever way it came, goes through `execute`.
//!
//! Permit, load, compare with what the sender saw, decide, append and sync, fold, answer. A fold that fails
//! marks the store dirty, and the answer is still yes: the journal has it.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    UnfinishedBatch,
    answer::{Answer, Receipt},
    command::{Command, Request},
    handlers::{self, Decided},
    permit, queries,
    query::Query,
    refusal::{Refusal, Trouble},
    unfinished::StoppedImport,
    watch::Watch,
    world::{Overlay, World},
};
use crate::{
    base::{
        clock::Clock,
        files::{self, DataLock},
        limits,
        medium::{Medium, RealMedium},
    },
    domain::{
        batch::{BatchEvent, BatchStatus},
        calendar::Day,
        case::Case,
        ids::{CaseId, StaffId},
        staff::{Role, Staff},
    },
    journal::{
        self, JOURNAL_DIR, Journal, JournalReader,
        access::{ACCESS_DIR, AccessLog, AccessNote},
        entry::{Draft, Entry},
        event::Event,
        people::{Record, Salt},
    },
    policy::Policy,
    store::{self, OfficeState, Progress, Store, StoreFault, fold_case},
};

/// Entries up to which the whole journal is checked before the first write of a program that asked for no page,
/// such as a verb of the command line: a fraction of a second. Longer ones are checked by the quiet pass behind
/// the desk, and by `hecha verify`.
const CHECKED_BEFORE_WRITING: u64 = 10_000;

/// Who asks, from which session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// The member of staff; before the office is open, the one who opens it.
    pub staff: StaffId,
    /// Name of the session, made by the program.
    pub session: String,
}

/// The engine of one data directory, which it holds alone.
#[derive(Debug)]
pub struct Engine {
    pub(super) journal: Journal,
    pub(super) store: Store,
    pub(super) policy: Policy,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) access: AccessLog,
    watch: Watch,
    data_dir: PathBuf,
    _lock: DataLock,
}

/// Where the journal is folded anew for comparison; removed afterwards.
const CHECK_DIR: &str = "store-check";

/// What was found and done when the data directory was opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenReport {
    /// The journal: its head, and what of an unacknowledged end was set aside.
    pub journal: journal::OpenReport,
    /// What of an unfinished end of the access log was set aside.
    pub access_cut: Option<journal::CutPart>,
    /// The store: as it was, caught up, or built anew and why.
    pub store: store::OpenReport,
    /// Imports that were cut off and have been closed; filled in once somebody sits there.
    pub stopped_imports: Vec<StoppedImport>,
    /// Batches that are decided and not carried out to their end.
    pub unfinished_batches: Vec<UnfinishedBatch>,
}

/// A unit of commands while it is being decided.
#[derive(Debug)]
pub(super) struct Unit {
    pub(super) drafts: Vec<Draft>,
    records: Vec<Record>,
    pub(super) overlay: Overlay,
    pub(super) next_seq: u64,
}

impl Unit {
    const fn after(seq: u64) -> Self {
        Self {
            drafts: Vec::new(),
            records: Vec::new(),
            overlay: Overlay::new(),
            next_seq: seq + 1,
        }
    }
}

impl Engine {
    /// Opens a data directory, which this process then holds alone; makes it if it is not there.
    ///
    /// # Errors
    /// A fault that says what is wrong with the directory, the journal or the store, and by which entry.
    pub fn open(
        data_dir: &Path,
        clock: Arc<dyn Clock>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(Self, OpenReport), Trouble> {
        Self::open_with(data_dir, clock, |dir, reader| {
            Store::open(dir, Policy::embedded().order(), reader, progress)
        })
    }

    /// Opens a data directory with the store built anew from the journal, whatever the store was.
    ///
    /// # Errors
    /// As for [`Self::open`]: a journal that ends before what the old store had folded stays refused.
    pub fn rebuild(
        data_dir: &Path,
        clock: Arc<dyn Clock>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(Self, OpenReport), Trouble> {
        Self::open_with(data_dir, clock, |dir, reader| {
            Store::rebuild(dir, Policy::embedded().order(), reader, progress)
        })
    }

    /// Whether nothing of an office was ever begun in this directory; then there is nothing to open yet.
    pub fn is_untouched(data_dir: &Path) -> bool {
        [JOURNAL_DIR, Store::DIR, ACCESS_DIR]
            .iter()
            .all(|name| !data_dir.join(name).exists())
    }

    fn open_with(
        data_dir: &Path,
        clock: Arc<dyn Clock>,
        open_store: impl FnOnce(&Path, &JournalReader) -> Result<(Store, store::OpenReport), StoreFault>,
    ) -> Result<(Self, OpenReport), Trouble> {
        files::make_private_dir(data_dir)?;
        files::check_data_dir(data_dir)?;
        let lock = DataLock::take(data_dir)?;
        let medium: Arc<dyn Medium> = Arc::new(RealMedium);
        let store_dir = data_dir.join(Store::DIR);
        // What the store has folded was acknowledged: a journal that ends before it was cut, not torn.
        let options = journal::OpenOptions {
            known: Store::known_head(&store_dir)?,
            ..journal::OpenOptions::default()
        };
        let (journal, journal_report) = Journal::open(&medium, data_dir, options)?;
        let (store, store_report) = open_store(&store_dir, &journal.reader())?;
        let (access, access_cut) = AccessLog::open(&medium, data_dir)?;
        let policy = policy_of(store.office());
        let engine = Self {
            journal,
            store,
            policy,
            clock,
            access,
            watch: Watch::default(),
            data_dir: data_dir.to_owned(),
            _lock: lock,
        };
        Ok((
            engine,
            OpenReport {
                journal: journal_report,
                access_cut,
                store: store_report,
                stopped_imports: Vec::new(),
                unfinished_batches: Vec::new(),
            },
        ))
    }

    /// The office as folded; `None` before the first start is done.
    pub fn office(&self) -> Option<&OfficeState> {
        Some(self.store.office()).filter(|office| office.is_open())
    }

    /// Gives up an office that was refused at its opening, and takes away what opening it had made.
    ///
    /// # Errors
    /// A fault of the machine; then some of it is still there, and holds nothing.
    pub fn give_up(self) -> Result<(), Trouble> {
        let begun = self.office().is_some() || self.journal.head().seq > 0;
        let dir = self.data_dir.clone();
        if begun {
            return self.close();
        }
        let Self {
            store,
            journal,
            access,
            _lock: lock,
            ..
        } = self;
        store.close()?;
        drop((journal, access));
        for name in [Store::DIR, ACCESS_DIR, JOURNAL_DIR] {
            files::remove_dir(&dir.join(name))?;
        }
        drop(lock);
        Ok(())
    }

    /// Does one command: the only way anything changes.
    ///
    /// # Errors
    /// A [`Refusal`], after which nothing has changed, or a fault of the machine, after which no more is
    /// written until a restart.
    pub fn execute(&mut self, actor: &Actor, request: Request) -> Result<Receipt, Trouble> {
        let mut receipts = self.execute_unit(actor, vec![request])?;
        receipts
            .pop()
            .unwrap_or_else(|| Err(Refusal::UnknownCase.into()))
    }

    /// Does several commands as one commit unit with one sync. Each has its own outcome; refused ones do
    /// not hold up the others. A command that changes the office itself is a unit of its own.
    ///
    /// # Errors
    /// A fault of the machine, after which none of the unit in hand is in force.
    pub fn execute_batch(
        &mut self,
        actor: &Actor,
        requests: Vec<Request>,
    ) -> Result<Vec<Result<Receipt, Trouble>>, Trouble> {
        if requests.len() > limits::UNIT_ENTRIES_MAX {
            return Err(Refusal::TooMuch {
                what: "一批指令".into(),
                limit: limits::UNIT_ENTRIES_MAX as u64,
            }
            .into());
        }
        let mut outcomes = Vec::with_capacity(requests.len());
        let mut unit = Vec::new();
        for request in requests {
            if changes_office(&request.command) {
                outcomes.extend(self.execute_unit(actor, std::mem::take(&mut unit))?);
                outcomes.extend(self.execute_unit(actor, vec![request])?);
            } else {
                unit.push(request);
            }
        }
        outcomes.extend(self.execute_unit(actor, unit)?);
        Ok(outcomes)
    }

    /// Decides each command on what the ones before it in the unit have left, writes all that stand with
    /// one sync, and folds them.
    fn execute_unit(
        &mut self,
        actor: &Actor,
        requests: Vec<Request>,
    ) -> Result<Vec<Result<Receipt, Trouble>>, Trouble> {
        let at = self.clock.stamp();
        let today = Day(self.clock.today());
        let mut unit = Unit::after(self.journal.head().seq);
        let mut outcomes = Vec::with_capacity(requests.len());
        for request in requests {
            outcomes.push(if let Command::CarryBatch { batch } = request.command {
                self.carry_in_unit(&mut unit, actor, (batch, &request.key), today, &at)
            } else {
                self.decide_in_unit(&mut unit, actor, request, today, &at)
            });
        }
        if unit.drafts.is_empty() {
            return Ok(outcomes);
        }
        if self.journal.head().seq <= CHECKED_BEFORE_WRITING {
            self.watch.make(|| self.journal.reader());
        }
        if let Some(fault) = self.watch.fault() {
            return Err(fault.clone().into());
        }
        let entries = self.journal.append(unit.drafts, unit.records)?;
        // A fold that fails has marked the store dirty: what was asked is done all the same, questions go on
        // being answered from before, and the next start builds the store anew.
        drop(self.store.fold(&entries));
        if Self::policy_is_old(&entries) {
            self.policy = policy_of(self.store.office());
        }
        if let Some(rows) = Self::much_begun(&entries, self.store.office()) {
            // Where there is no room for it, what comes is folded one by one.
            drop(self.expect(rows.into(), &mut |_| {}));
        }
        Ok(outcomes)
    }

    /// How many rows are to come, if an import began or a batch was decided.
    fn much_begun(entries: &[Entry], office: &OfficeState) -> Option<u32> {
        let mut events = entries.iter().flat_map(|entry| &entry.draft.events);
        events.find_map(|event| match event {
            Event::ImportStarted { rows, .. } => Some(*rows),
            Event::BatchMoved {
                batch,
                what: BatchEvent::Approved { .. } | BatchEvent::Confirmed { .. },
            } => {
                let batch = office.batches.get(batch)?;
                (batch.status == BatchStatus::Carrying).then_some(batch.totals.all.gets)
            }
            _nothing_that_begins => None,
        })
    }

    fn policy_is_old(entries: &[Entry]) -> bool {
        let mut events = entries.iter().flat_map(|entry| &entry.draft.events);
        events.any(|event| matches!(event, Event::PolicyValueSet { .. }))
    }

    /// Decides one command of a unit and lays what it comes to over the world of the next one.
    fn decide_in_unit(
        &self,
        unit: &mut Unit,
        actor: &Actor,
        request: Request,
        today: Day,
        at: &str,
    ) -> Result<Receipt, Trouble> {
        let Request {
            command,
            expect,
            key,
        } = request;
        let in_unit = unit.drafts.iter().position(|draft| draft.key == key);
        let done = match in_unit {
            Some(place) => Some(unit.next_seq - (unit.drafts.len() - place) as u64),
            None => self.store.known_key(&key)?,
        };
        if let Some(seq) = done {
            let case = command.case();
            return Ok(Receipt {
                seq,
                case,
                staff: None,
                batch: None,
                at: at.to_owned(),
                repeated: true,
            });
        }
        let staff = self.acting_staff(actor, &command)?;
        permit::role(&staff, &command)?;
        let world = World::new(&staff, &self.store, &unit.overlay, &self.policy, today);
        if let (Some(id), Some(seen)) = (command.case(), expect) {
            self.refuse_stale(&world, id, seen)?;
        }
        let decided = handlers::decide(&world, command)?;
        let seq = unit.next_seq;
        let after = Self::case_after(&world, &decided, seq)?;
        let receipt = Receipt {
            seq,
            case: decided.case,
            staff: decided.staff,
            batch: decided.batch,
            at: at.to_owned(),
            repeated: false,
        };
        let mut events = Vec::with_capacity(decided.people.len() + decided.events.len());
        for identity in &decided.people {
            let record = Record::new(identity.clone(), Salt::random()?);
            events.push(Event::PersonRecorded {
                person: record.reference(),
            });
            unit.records.push(record);
        }
        events.extend(decided.events);
        unit.drafts.push(Draft {
            at: at.to_owned(),
            actor: actor.staff,
            session: actor.session.clone(),
            key,
            events,
        });
        unit.overlay.lay(after, decided.people);
        unit.next_seq += 1;
        Ok(receipt)
    }

    /// The case a decision touches, as it will stand; proves before anything is written that it folds.
    pub(super) fn case_after(
        world: &World<'_>,
        decided: &Decided,
        seq: u64,
    ) -> Result<Option<Case>, Trouble> {
        let Some(id) = decided.case else {
            return Ok(None);
        };
        let mut case = match world.case(id) {
            Ok(case) => Some(case),
            Err(Trouble::Refused(refusal)) if *refusal == Refusal::UnknownCase => None,
            Err(trouble) => return Err(trouble),
        };
        for event in &decided.events {
            fold_case(&mut case, seq, event, &|staff| world.staff_name(staff))?;
        }
        Ok(case)
    }

    /// The member of staff who acts; before the office is open, whoever opens it.
    pub(super) fn acting_staff(&self, actor: &Actor, command: &Command) -> Result<Staff, Refusal> {
        let office = self.store.office();
        match (office.is_open(), command) {
            (true, Command::OpenOffice { .. }) => Err(Refusal::OfficeAlreadyOpen),
            (true, _) => office
                .staff
                .get(&actor.staff)
                .cloned()
                .ok_or(Refusal::NotOnStaff),
            (false, Command::OpenOffice { area, staff, .. }) => Ok(Staff {
                id: actor.staff,
                name: staff.name.clone(),
                roles: vec![Role::Administrator],
                area: area.clone(),
                account: None,
                left: false,
            }),
            (false, _) => Err(Refusal::OfficeNotOpen),
        }
    }

    /// Refuses if somebody has changed the case since the sender read it.
    fn refuse_stale(&self, world: &World<'_>, id: CaseId, seen: u64) -> Result<(), Trouble> {
        let case = world.case(id)?;
        if case.seq == seen {
            return Ok(());
        }
        let (by, at) = match self.store.entry_of(case.seq)? {
            Some(mark) => (world.staff_name(mark.actor), mark.at),
            None => (world.actor.name.clone(), self.clock.stamp()),
        };
        Err(Refusal::Stale { by, at }.into())
    }

    /// Gets ready for so many commands at once. Lists that are asked for meanwhile cost what
    /// [`Self::settle`] costs.
    ///
    /// # Errors
    /// A fault of the machine; commands are done all the same.
    pub fn expect(
        &mut self,
        commands: u64,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), Trouble> {
        let reader = self.journal.reader();
        Ok(self.store.expect(commands, &reader, progress)?)
    }

    /// Brings the lists up to what was done, and all of the store onto the disk.
    ///
    /// # Errors
    /// A fault of the machine; the journal has everything all the same.
    pub fn settle(&mut self, progress: &mut dyn FnMut(Progress)) -> Result<(), Trouble> {
        Ok(self.store.settle_telling(progress)?)
    }

    /// Answers a question; opening, searching and revealing leave a line in the access log.
    ///
    /// # Errors
    /// A refusal where the actor may not see it, or a fault of reading.
    pub fn ask(&mut self, actor: &Actor, query: Query) -> Result<Answer, Trouble> {
        if self.store.is_gathering() && query.reads_lists() {
            self.settle(&mut |_| {})?;
        }
        let office = self.office().ok_or(Refusal::OfficeNotOpen)?;
        let staff = office
            .staff
            .get(&actor.staff)
            .filter(|staff| !staff.left)
            .ok_or(Refusal::NotOnStaff)?
            .clone();
        let overlay = Overlay::new();
        let today = Day(self.clock.today());
        let world = World::new(&staff, &self.store, &overlay, &self.policy, today);
        let first_page = matches!(query, Query::Desk | Query::QueuePage { .. });
        let (answer, look) = queries::answer(&world, query)?;
        if first_page {
            self.watch.start(|| self.journal.reader());
        }
        if let Some(look) = look {
            self.access.note(AccessNote {
                at: self.clock.stamp(),
                actor: actor.staff,
                session: actor.session.clone(),
                look,
            })?;
        }
        if matches!(answer, Answer::Seal(_)) {
            // What was exported is handed over next, and must not be lost to the log by a power failure.
            self.access.flush()?;
        }
        Ok(answer)
    }

    /// Folds the whole journal anew beside the store, and tells whether the store holds exactly the same.
    ///
    /// # Errors
    /// A fault of the machine; the store is left as it is.
    pub fn store_is_fold_of_journal(
        &mut self,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<bool, Trouble> {
        self.settle(progress)?;
        let beside = self.data_dir.join(CHECK_DIR);
        files::remove_dir(&beside)?;
        let reader = self.journal.reader();
        let (fresh, _) = Store::rebuild(&beside, Policy::embedded().order(), &reader, progress)?;
        let same = fresh.stamp()? == self.store.stamp()?;
        drop(fresh);
        files::remove_dir(&beside)?;
        Ok(same)
    }

    /// Makes the store's files agree with the journal and lets go of the directory.
    ///
    /// # Errors
    /// A fault of the machine; the journal has everything all the same.
    pub fn close(self) -> Result<(), Trouble> {
        self.access.flush()?;
        self.store.close()?;
        Ok(())
    }
}

/// Whether a command changes what every other command is decided by.
const fn changes_office(command: &Command) -> bool {
    matches!(
        command,
        Command::OpenOffice { .. }
            | Command::SetArea { .. }
            | Command::RegisterStaff { .. }
            | Command::ChangeStaff { .. }
            | Command::SetPolicyValue { .. }
            | Command::RecordPrices { .. }
            | Command::OpenBatch { .. }
            | Command::ListBatch { .. }
            | Command::DropBatch { .. }
            | Command::ProposeBatch { .. }
            | Command::WithdrawBatch { .. }
            | Command::ReturnBatch { .. }
            | Command::ApproveBatch { .. }
            | Command::ConfirmBatch { .. }
            | Command::CarryBatch { .. }
    )
}

/// The law with this office's own values. A value the running build does not know any more is left out of
/// sums rather than keeping the office shut; it was checked when it was entered.
fn policy_of(office: &OfficeState) -> Policy {
    let mut policy = Policy::embedded().clone();
    for value in &office.values {
        if let Ok(with) = policy.with_office(std::slice::from_ref(value)) {
            policy = with;
        }
    }
    policy
}
