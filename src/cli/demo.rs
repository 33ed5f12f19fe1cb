//! `demo`: an invented district, made whole or not at all, and its desk.
//!
//! It is made beside its place and moved there when it is finished, so that what was interrupted is never
//! taken for a district. It refuses to touch a directory that holds anything else.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::{
    args,
    context::Context,
    desk,
    exit::{End, Failure},
    progress::Bar,
    surroundings::Which,
};
use crate::{
    base::{
        clock::{Clock, SystemClock},
        files,
    },
    desk::{Draft, Place},
    domain::{calendar::Day, ids::CaseId},
    engine::{
        answer::{Answer, Receipt},
        command::{Command, Request},
        query::Query,
        refusal::{Refusal, Trouble},
    },
    exchange::demo::{
        self, CASEWORKER,
        play::{NotPlayed, play},
    },
    session::{
        Session,
        local::{Chair, Local},
    },
    text::message::Message,
};

/// Makes the district if there is none, and opens its desk.
///
/// # Errors
/// If the directory holds something else, or what the engine says.
pub fn demo(context: &Context, args: &args::Demo) -> Result<End, Failure> {
    if !args.no_tui {
        desk::refuse_unsuited(context)?;
    }
    let dir = context.dir(Which::Demo)?;
    let there = dir.join("journal").exists();
    if !there {
        make(context, args, &dir)?;
    }
    let name = context.as_name.as_deref().unwrap_or(CASEWORKER);
    let local = context
        .sit(&dir, Chair::Named(name.to_owned()))
        .map_err(|trouble| not_a_demo(trouble, &dir, name))?;
    if args.no_tui {
        let made = if there {
            "已有演示区"
        } else {
            "演示区已建好"
        };
        context.output.text(&format!(
            "{made}, 数据在 {}, 人物全是虚构的。\n打开工作台: hecha --data {} demo",
            dir.display(),
            dir.display()
        ))?;
        local.close()?;
        return Ok(End::Done);
    }
    desk::show(context, &dir, local)
}

/// In a demo everybody on its staff may be chosen; where nobody is found it is an office, or a wrong name.
fn not_a_demo(trouble: Trouble, dir: &Path, name: &str) -> Failure {
    match &trouble {
        Trouble::Refused(refusal) if **refusal == Refusal::NotOnStaff => Failure::Told {
            message: Message::new(
                format!("{} 里没有叫「{name}」的演示人员。", dir.display()),
                "如果这里是正式单位的数据, 不能当演示区打开。没有作任何改动。",
                "演示人员见: hecha demo --no-tui 之后 hecha staff list; 或用 --data 另选目录。",
            ),
            end: End::Refused,
        },
        Trouble::Refused(_) | Trouble::Fault(_) => trouble.into(),
    }
}

/// Makes a district beside its place and moves it there.
fn make(context: &Context, args: &args::Demo, dir: &Path) -> Result<(), Failure> {
    refuse_foreign(dir)?;
    let building = beside(dir);
    if building.exists() {
        // Only ever made here, and left behind when the making was interrupted.
        fs::remove_dir_all(&building).map_err(Failure::at(&building, "remove"))?;
    }
    files::make_private_dir(&building).map_err(|fault| Trouble::from(fault.facts()))?;
    if let Err(failure) = build(context, args, &building) {
        // If this fails too, the next making begins with it.
        drop(fs::remove_dir_all(&building));
        return Err(failure);
    }
    fs::rename(&building, dir).map_err(Failure::at(dir, "rename"))
}

fn build(context: &Context, args: &args::Demo, building: &Path) -> Result<(), Failure> {
    let today = Day(SystemClock.today());
    let local = context.sit(building, Chair::Named(CASEWORKER.to_owned()))?;
    let households = u64::from(args.households);
    let chairs = Chairs {
        local: Mutex::new(local),
        households,
    };
    let bar = Bar::new("建立演示区", context.output);
    let steps = demo::district(args.seed, households, today);
    let session = |name: &str| -> Result<Box<dyn Session + '_>, Trouble> {
        Ok(Box::new(Seated {
            chairs: &chairs,
            name: name.to_owned(),
        }))
    };
    play(steps, &session, &mut |played| {
        bar.at(played.cases, households);
    })
    .map_err(unplayed)?;
    bar.done();
    let local = chairs
        .local
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    context.settle(&local)?;
    Ok(local.close()?)
}

/// Why the making stopped, as trouble.
fn unplayed(why: NotPlayed) -> Failure {
    match why {
        NotPlayed::Step { trouble, .. } => trouble.into(),
        NotPlayed::NotEmpty { .. } => Refusal::OfficeAlreadyOpen.into(),
    }
}

/// The office of a district in the making.
struct Chairs {
    local: Mutex<Local>,
    /// How many are to come, for the office to be ready for them once it is open.
    households: u64,
}

impl Chairs {
    fn sit(&self, name: &str) -> Result<MutexGuard<'_, Local>, Trouble> {
        let mut local = self.local.lock().unwrap_or_else(PoisonError::into_inner);
        local.take_chair(name)?;
        Ok(local)
    }
}

/// A session of one of the staff of a district in the making.
struct Seated<'a> {
    chairs: &'a Chairs,
    name: String,
}

impl Seated<'_> {
    fn local(&self) -> Result<MutexGuard<'_, Local>, Trouble> {
        self.chairs.sit(&self.name)
    }
}

impl Session for Seated<'_> {
    fn execute(&self, request: Request) -> Result<Receipt, Trouble> {
        let opens = opens_office(&request);
        let local = self.local()?;
        let receipt = local.execute(request)?;
        if opens {
            local.expect(self.chairs.households, &mut |_| {})?;
        }
        Ok(receipt)
    }

    fn execute_batch(
        &self,
        requests: Vec<Request>,
    ) -> Result<Vec<Result<Receipt, Trouble>>, Trouble> {
        // Nobody is on the staff before the office is open, so its opening cannot be part of a batch.
        if requests.iter().any(opens_office) {
            return Ok(requests
                .into_iter()
                .map(|request| self.execute(request))
                .collect());
        }
        self.local()?.execute_batch(requests)
    }

    fn ask(&self, query: Query) -> Result<Answer, Trouble> {
        self.local()?.ask(query)
    }

    fn save_draft(&self, draft: &Draft) -> Result<(), Trouble> {
        self.local()?.save_draft(draft)
    }

    fn load_draft(&self, case: CaseId) -> Result<Option<Draft>, Trouble> {
        self.local()?.load_draft(case)
    }

    fn drop_draft(&self, case: CaseId) -> Result<(), Trouble> {
        self.local()?.drop_draft(case)
    }

    fn save_place(&self, place: &Place) -> Result<(), Trouble> {
        self.local()?.save_place(place)
    }

    fn write_sheet(&self, stem: &str, text: &str) -> Result<String, Trouble> {
        self.local()?.write_sheet(stem, text)
    }

    fn load_place(&self) -> Result<Option<Place>, Trouble> {
        self.local()?.load_place()
    }
}

const fn opens_office(request: &Request) -> bool {
    matches!(request.command, Command::OpenOffice { .. })
}

/// Refuses a place where something lies already.
fn refuse_foreign(dir: &Path) -> Result<(), Failure> {
    let mut entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(Failure::at(dir, "list")(error)),
    };
    if entries.next().is_none() {
        return Ok(());
    }
    Err(Failure::Told {
        message: Message::new(
            format!("{} 里已有别的文件。", dir.display()),
            "演示区只建在空目录里。没有作任何改动。",
            "请用 --data 指定一个空目录或新目录。",
        ),
        end: End::Refused,
    })
}

/// Where a district is made before it is moved to its place.
fn beside(dir: &Path) -> PathBuf {
    let mut name = dir.file_name().unwrap_or_default().to_owned();
    name.push(".building");
    dir.with_file_name(name)
}
