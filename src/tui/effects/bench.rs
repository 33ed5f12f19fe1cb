//! Long work: files looked at, judged, written from and written to. It runs beside everything else, tells how far it
//! is, and stops when it is told to. What was judged lies here until it is written or something else is judged.

use std::{
    ffi::OsString,
    fs,
    ops::ControlFlow,
    os::unix::{
        ffi::{OsStrExt, OsStringExt},
        fs::MetadataExt,
    },
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use super::{batches, rosters};
use crate::{
    base::new_file::Existing,
    engine::{answer::Answer, query::Query, refusal::Trouble},
    exchange::{
        Kind,
        export::{self, ExportRefusal, Format, Order, Profile, in_out_dir, out_dir},
        of_office,
        plan::ImportPlan,
        recognise::{self, recognise},
        refusal::ExchangeRefusal,
        remembered::{self, HeaderName},
        roster::{self, Options, read_and_judge},
    },
    session::Session,
    text::{
        export as export_words, faults, refusals, returned as return_words, rowerrors, terms,
        ui::import as words,
    },
    tui::{
        effect::{Effect, EffectId, Reply},
        work::{
            Audience, ColumnView, Coverage, FileEntry, Phase, Place, Pointed, Preview, Progress,
            Roster, Selection, Sheet, Written,
        },
    },
};

/// The directory for imports within a data directory.
const IN_DIR: &str = "in";
/// The one for files that the program makes.
const OUT_DIR: &str = "out";
/// Files that are listed; who has more types the path.
const FILES_MAX: usize = 500;
/// Endings a roster may have; what is in it decides, not the ending.
const ENDINGS: [&str; 10] = [
    "xlsx", "xls", "ods", "csv", "tsv", "txt", "htm", "html", "xml", "et",
];
/// Milliseconds between two words on how far it is: a thin line has other things to carry.
const TELL_MS: u64 = 400;

/// Where files are looked for and written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surroundings {
    /// The data directory.
    pub data_dir: PathBuf,
    /// The home of the account, if it has one.
    pub home: Option<PathBuf>,
}

/// Where long work is done.
#[derive(Debug)]
pub struct Bench {
    surroundings: Surroundings,
    judged: Mutex<Option<Ready>>,
}

/// A file that was judged and lies ready to be written.
#[derive(Debug)]
struct Ready {
    /// The name of the judging.
    id: EffectId,
    plan: ImportPlan,
    path: PathBuf,
    options: Options,
}

/// Hands on how far work is, now and then, and says whether it goes on.
struct Teller<'t> {
    id: EffectId,
    stop: &'t AtomicBool,
    tell: &'t mut dyn FnMut(EffectId, Reply),
    last: Option<Instant>,
}

impl Teller<'_> {
    fn tick(&mut self, phase: Phase, done: u32, total: u32) -> ControlFlow<()> {
        let due = self
            .last
            .is_none_or(|last| last.elapsed() >= Duration::from_millis(TELL_MS));
        if due {
            self.last = Some(Instant::now());
            let progress = Progress { phase, done, total };
            (self.tell)(self.id, Reply::Progress(progress));
        }
        if self.stop.load(Ordering::Relaxed) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }

    fn import(&mut self, at: roster::Progress) -> ControlFlow<()> {
        match at {
            roster::Progress::Reading { rows } => self.tick(Phase::Reading, rows, 0),
            roster::Progress::Judging { done, total } => self.tick(Phase::Judging, done, total),
            roster::Progress::Writing { done, total } => self.tick(Phase::Writing, done, total),
        }
    }
}

impl Bench {
    /// A bench with nothing on it.
    pub const fn new(surroundings: Surroundings) -> Self {
        Self {
            surroundings,
            judged: Mutex::new(None),
        }
    }

    /// Does a piece of long work to its end; does nothing with what is none.
    pub fn work(
        &self,
        session: &dyn Session,
        effect: Effect,
        stop: &AtomicBool,
        tell: &mut dyn FnMut(EffectId, Reply),
    ) {
        let Some(id) = effect.work() else {
            return;
        };
        let mut teller = Teller {
            id,
            stop,
            tell,
            last: None,
        };
        let reply = self.answer(session, effect, &mut teller);
        if let Some(reply) = reply {
            (teller.tell)(id, reply);
        }
    }

    fn answer(
        &self,
        session: &dyn Session,
        effect: Effect,
        teller: &mut Teller<'_>,
    ) -> Option<Reply> {
        match effect {
            Effect::ListFiles { .. } => Some(Reply::Files(self.files())),
            Effect::Recognise {
                path,
                sheet,
                pointed,
                ..
            } => {
                let sheet = self.recognised(&path_of(path), sheet.as_deref(), pointed);
                Some(Reply::Recognised(sheet.map(Box::new)))
            }
            Effect::Judge { id, roster } => {
                let Roster {
                    path,
                    sheet,
                    pointed,
                    fingerprint,
                    own_columns,
                    coverage,
                } = *roster;
                let options = Options {
                    full: coverage == Coverage::Whole,
                    ..self.options(sheet, pointed.clone())
                };
                let plan = self.judge(session, (id, path_of(path)), options, teller);
                if plan.is_ok() {
                    let header = HeaderName {
                        fingerprint,
                        own_columns,
                    };
                    let data_dir = &self.surroundings.data_dir;
                    // A note that cannot be kept is asked for again the next time, and nothing else.
                    drop(remembered::save(data_dir, &header, &pointed));
                }
                Some(Reply::Judged(plan.map(Box::new)))
            }
            Effect::WriteImport { plan, .. } => {
                let written = self.write(session, plan, teller)?;
                Some(Reply::Imported(Box::new(written)))
            }
            Effect::Export {
                selection,
                audience,
                ..
            } => {
                let done = self.export(session, selection, audience, teller);
                Some(Reply::Exported(done))
            }
            Effect::Batch { job, .. } => {
                let place = batches::Place {
                    data_dir: &self.surroundings.data_dir,
                    stop: teller.stop,
                };
                let tick = &mut |phase, done, total| teller.tick(phase, done, total);
                Some(Reply::Batch(batches::work(session, *job, &place, tick)))
            }
            Effect::Ask { .. }
            | Effect::Execute { .. }
            | Effect::SaveDraft { .. }
            | Effect::LoadDraft { .. }
            | Effect::DropDraft { .. }
            | Effect::SavePlace { .. }
            | Effect::LoadPlace { .. }
            | Effect::Print { .. }
            | Effect::WriteSheet { .. }
            | Effect::Stop { .. }
            | Effect::Repaint
            | Effect::Suspend
            | Effect::Quit => None,
        }
    }

    /// Plain files with the ending of a roster, of the directory for imports and of the home, and return files, which
    /// may be mended where they lie; the newest first.
    fn files(&self) -> Vec<FileEntry> {
        let data_dir = &self.surroundings.data_dir;
        let mut found = listed(&data_dir.join(IN_DIR), Place::In);
        let returned = listed(&data_dir.join(OUT_DIR), Place::Out).into_iter();
        found.extend(returned.filter(|(_, file)| return_words::is_named(&file.name)));
        if let Some(home) = &self.surroundings.home {
            found.extend(listed(home, Place::Home));
        }
        found.sort_by_key(|(modified, _)| std::cmp::Reverse(*modified));
        found.truncate(FILES_MAX);
        found.into_iter().map(|(_, entry)| entry).collect()
    }

    fn recognised(
        &self,
        path: &Path,
        sheet: Option<&str>,
        pointed: Option<Pointed>,
    ) -> Result<Sheet, String> {
        let told = |refusal: ExchangeRefusal| file_words(&refusal);
        let look =
            |pointed: Pointed| recognise(path, &self.options(sheet.map(str::to_owned), pointed));
        let mut found = look(pointed.clone().unwrap_or_default()).map_err(told)?;
        let pointed = match pointed {
            Some(pointed) => pointed,
            None => remembered::load(&self.surroundings.data_dir, &found.header),
        };
        if !pointed.is_empty() {
            found = look(pointed.clone()).map_err(told)?;
        }
        let kind = found.kind.map(|kind| kind == Kind::Members);
        let HeaderName {
            fingerprint,
            own_columns,
        } = found.header;
        Ok(Sheet {
            about: words::about(found.encoding, found.header_row, kind),
            columns: found
                .columns
                .into_iter()
                .map(|column| ColumnView {
                    text: column.text,
                    field: column.field,
                    samples: column.samples.join("、"),
                })
                .collect(),
            refusal: found
                .refusal
                .map(|(code, values)| rowerrors::file(code, &values).to_string()),
            file: found.file,
            sheets: found.sheets,
            sheet: found.sheet,
            fingerprint,
            own_columns,
            pointed,
            fields: recognise::fields(),
        })
    }

    fn judge(
        &self,
        session: &dyn Session,
        (id, path): (EffectId, PathBuf),
        options: Options,
        teller: &mut Teller<'_>,
    ) -> Result<Preview, String> {
        let mut tick = |at| teller.import(at);
        let plan = read_and_judge(&path, &options, session, &mut tick)
            .map_err(|refusal| file_words(&refusal))?;
        let report = plan.report();
        let mut summary = rosters::counts(&report);
        for (outcome, bucket) in plan.preview() {
            summary.extend(words::bucket(
                outcome_name(outcome),
                bucket.households,
                bucket.month,
            ));
        }
        summary.extend(words::mended(&report.normalised));
        summary.extend(words::left_out(&report.left_out));
        summary.extend(rosters::unlisted(&report));
        let missing = report.unlisted.as_ref().map_or(0, |found| found.rows.len());
        let preview = Preview {
            summary,
            lines: rosters::lines(&report),
            households: u32::try_from(plan.households.len()).unwrap_or(u32::MAX),
            refused_rows: report.refused_rows,
            unlisted: u32::try_from(missing).unwrap_or(u32::MAX),
        };
        *self.judged() = Some(Ready {
            id,
            plan,
            path,
            options,
        });
        Ok(preview)
    }

    /// Writes what was judged under a name, then the files of what was not taken and of what the list does not
    /// name; nothing if that lies here no more.
    fn write(
        &self,
        session: &dyn Session,
        plan: EffectId,
        teller: &mut Teller<'_>,
    ) -> Option<Written> {
        let Ready {
            plan,
            path,
            options,
            ..
        } = self.judged().take_if(|ready| ready.id == plan)?;
        let nothing = plan.households.is_empty();
        let report = roster::write(plan, session, &mut |at| teller.import(at));
        let mut summary = if nothing {
            vec![words::NOTHING_WRITTEN.to_owned()]
        } else {
            vec![words::ended(report.stopped, report.trouble.is_some())]
        };
        summary.extend(rosters::counts(&report));
        summary.extend(report.trouble.as_ref().map(trouble_words));
        let data_dir = &self.surroundings.data_dir;
        summary.extend(rosters::give_back(data_dir, &path, &options, &report));
        summary.extend(rosters::unlisted(&report));
        summary.extend(rosters::list_unlisted(
            data_dir,
            &path,
            session,
            &report,
            teller.stop,
        ));
        Some(Written {
            summary,
            lines: rosters::lines(&report),
        })
    }

    fn export(
        &self,
        session: &dyn Session,
        selection: Selection,
        audience: Audience,
        teller: &mut Teller<'_>,
    ) -> Result<String, String> {
        let today = match session.ask(Query::Me) {
            Ok(Answer::Me(me)) => me.today,
            Ok(_) => return Err(String::new()),
            Err(trouble) => return Err(trouble_words(&trouble)),
        };
        let (selection, what) = match selection {
            Selection::Queue(queue) => (export::Selection::Queue(queue), terms::queue(queue)),
            Selection::Found(cases) => (export::Selection::Cases(cases), export_words::FOUND),
        };
        let public = audience == Audience::Public;
        let dir = out_dir(&self.surroundings.data_dir)
            .map_err(|refusal| export_refused(&refusal, &self.surroundings.data_dir))?;
        let order = Order {
            selection,
            profile: if public {
                Profile::Public
            } else {
                Profile::Internal
            },
            format: Format::Xlsx,
            path: in_out_dir(&dir, &export_words::stem(what, public, today), "xlsx"),
            existing: Existing::Keep,
            title: export_words::title(what, today),
        };
        let stop = teller.stop;
        let done = export::export(session, &order, stop, &mut |at| {
            // Whether to stop is asked by the export itself.
            let _going_on = teller.tick(Phase::Exporting, at.done, at.total);
        });
        match done {
            Ok(done) => Ok(export_words::done(
                &order.path.display().to_string(),
                (done.cases, done.rows),
                !public,
            )),
            Err(refusal) => Err(export_refused(&refusal, &order.path)),
        }
    }

    fn options(&self, sheet: Option<String>, pointed: Pointed) -> Options {
        Options {
            mapping: of_office(&self.surroundings.data_dir),
            sheet,
            pointed: Some(pointed),
            ..Options::default()
        }
    }

    fn judged(&self) -> std::sync::MutexGuard<'_, Option<Ready>> {
        // A plan is put in and taken out whole, so a panic beside it has not harmed it.
        self.judged.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn path_of(bytes: Vec<u8>) -> PathBuf {
    PathBuf::from(OsString::from_vec(bytes))
}

/// The plain files of a directory that may be rosters, each with when it was changed.
fn listed(dir: &Path, place: Place) -> Vec<((i64, i64), FileEntry)> {
    let Ok(entries) = fs::read_dir(dir) else {
        return Vec::new();
    };
    let entry = |entry: fs::DirEntry| {
        let path = entry.path();
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        let name = entry.file_name();
        let hidden = name.as_bytes().first() == Some(&b'.');
        // Not what a link leads to: a link, a pipe or a device is not listed.
        let found = path.symlink_metadata().ok()?;
        if hidden || !found.is_file() || !ENDINGS.contains(&ending.as_str()) {
            return None;
        }
        let day = chrono::DateTime::from_timestamp(found.mtime().saturating_add(8 * 3600), 0);
        Some((
            (found.mtime(), found.mtime_nsec()),
            FileEntry {
                name: name.to_string_lossy().into_owned(),
                bytes: found.len(),
                day: day.map_or_else(String::new, |day| day.format("%Y-%m-%d").to_string()),
                place,
                path: path.into_os_string().into_vec(),
            },
        ))
    };
    entries.filter_map(|found| entry(found.ok()?)).collect()
}

const fn outcome_name(outcome: crate::exchange::row::RowOutcome) -> &'static str {
    use crate::exchange::row::RowOutcome;
    match outcome {
        RowOutcome::Accepted => words::ACCEPTED,
        RowOutcome::Updated => words::UPDATED,
        RowOutcome::Unchanged => words::UNCHANGED,
        RowOutcome::NotData => words::NOT_DATA,
        RowOutcome::Refused => words::REFUSED,
    }
}

/// Why a file is not taken, in words.
fn file_words(refusal: &ExchangeRefusal) -> String {
    match refusal {
        ExchangeRefusal::Trouble(trouble) => trouble_words(trouble),
        other => rowerrors::file(other.code(), &other.values()).to_string(),
    }
}

pub(super) fn trouble_words(trouble: &Trouble) -> String {
    match trouble {
        Trouble::Refused(refusal) => refusals::refusal(refusal).to_string(),
        Trouble::Fault(facts) => faults::fault(facts).to_string(),
    }
}

pub(super) fn export_refused(refusal: &ExportRefusal, path: &Path) -> String {
    let cause = match refusal {
        ExportRefusal::Trouble(trouble) => return trouble_words(trouble),
        ExportRefusal::Unwritable(cause) => cause.to_string(),
        ExportRefusal::Stopped
        | ExportRefusal::Empty
        | ExportRefusal::Exists
        | ExportRefusal::NotAFile
        | ExportRefusal::NoDirectory
        | ExportRefusal::TooManyRows => String::new(),
    };
    export_words::refused(refusal.code(), &path.display().to_string(), &cause).to_string()
}
