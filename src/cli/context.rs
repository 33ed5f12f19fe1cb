//! What every verb is handed, and how it comes to a session.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    exit::Failure,
    output::Output,
    progress::Bar,
    surroundings::{Homes, Locale, Which, data_dir},
};
use crate::{
    base::clock::SystemClock,
    engine::{
        OpenReport,
        answer::{Answer, CaseView, Me, Receipt},
        command::Command,
        query::Query,
        refusal::{Refusal, Trouble},
    },
    exchange::demo::CASEWORKER,
    session::{
        Request, Session,
        local::{Chair, Local},
    },
    store::{HowOpened, Store, Why},
    text::{batch, message::Message, opening},
};

/// What long work on the view is called.
const TIDYING: &str = "整理数据";

/// What every verb is handed.
#[derive(Debug, Clone)]
pub struct Context {
    /// Where to print.
    pub output: Output,
    /// The locale.
    pub locale: Locale,
    /// Where data lies by the settings of the account.
    pub homes: Homes,
    /// The data directory that was asked for.
    pub asked: Option<PathBuf>,
    /// The member of staff that was asked for.
    pub as_name: Option<String>,
}

impl Context {
    /// The data directory.
    ///
    /// # Errors
    /// If nothing says where the account keeps its data.
    pub fn dir(&self, which: Which) -> Result<PathBuf, Failure> {
        data_dir(self.asked.as_deref(), &self.homes, which).ok_or_else(|| {
            Failure::unusable(Message::new(
                "不知道数据放在哪里: HOME 没有设。",
                "什么也没有做。",
                "请用 --data 指定数据目录。",
            ))
        })
    }

    /// A session on an office that is open already.
    ///
    /// # Errors
    /// [`Refusal::OfficeNotOpen`] without making the directory, if there is none.
    pub fn office(&self) -> Result<Local, Failure> {
        let dir = self.dir(Which::Office)?;
        match dir.join("journal").try_exists() {
            Ok(false) => Err(Refusal::OfficeNotOpen.into()),
            // What cannot be looked into is no empty place: opening says what is wrong with it.
            Ok(true) | Err(_) => self.open(&dir),
        }
    }

    /// A session on a data directory, as the person who was asked for or who runs the program. In a demo
    /// where nobody was asked for, that is the caseworker of the demo.
    ///
    /// # Errors
    /// What the engine says.
    pub fn open(&self, dir: &Path) -> Result<Local, Failure> {
        let chair = match &self.as_name {
            Some(name) => Chair::Named(name.clone()),
            None => Chair::Usual {
                account: account(),
                in_demo: CASEWORKER.to_owned(),
            },
        };
        Ok(self.sit(dir, chair)?)
    }

    /// Opens a data directory and sits down.
    ///
    /// # Errors
    /// What the engine says.
    pub fn sit(&self, dir: &Path, chair: Chair) -> Result<Local, Trouble> {
        let bar = Bar::new(TIDYING, self.output);
        let had_view = dir.join(Store::DIR).exists();
        let (local, report) = Local::open(dir, Arc::new(SystemClock), chair, &mut |at| {
            bar.at(at.done, at.total);
        })?;
        bar.done();
        for line in report.iter().flat_map(|report| told(report, had_view)) {
            // Nobody may be there to read it; the data is open all the same.
            drop(self.output.complaint(&line));
        }
        Ok(local)
    }

    /// Gets ready for so many commands at once.
    ///
    /// # Errors
    /// What the engine says.
    pub fn expect(&self, local: &Local, commands: u64) -> Result<(), Trouble> {
        let bar = Bar::new(TIDYING, self.output);
        let ready = local.expect(commands, &mut |at| bar.at(at.done, at.total));
        bar.done();
        ready
    }

    /// Brings the lists up to what was done.
    ///
    /// # Errors
    /// What the engine says; what was done is done.
    pub fn settle(&self, local: &Local) -> Result<(), Trouble> {
        let bar = Bar::new(TIDYING, self.output);
        let settled = local.settle(&mut |at| bar.at(at.done, at.total));
        bar.done();
        settled
    }
}

/// What a person is told of an opening that found the data not as it was left.
fn told(report: &OpenReport, had_view: bool) -> Vec<String> {
    let cuts = [
        ("日志", &report.journal.cut),
        ("人员档案", &report.journal.people_cut),
        ("查阅记录", &report.access_cut),
    ];
    let mut lines: Vec<String> = cuts
        .into_iter()
        .filter_map(|(what, cut)| {
            let cut = cut.as_ref()?;
            Some(opening::set_aside(what, cut.bytes, cut.kept_in.display()))
        })
        .collect();
    match &report.store.how {
        HowOpened::BuiltAnew(Why::Broken | Why::Damaged(_)) => lines.push(opening::built_anew()),
        // Files that hold nothing any more look like none.
        HowOpened::BuiltAnew(Why::New) if had_view => lines.push(opening::built_anew()),
        HowOpened::BuiltAnew(Why::New | Why::Format | Why::Weights | Why::FarBehind)
        | HowOpened::AsItWas
        | HowOpened::CaughtUp { .. } => {}
    }
    lines.extend(
        report
            .stopped_imports
            .iter()
            .map(|import| opening::import_stopped(&import.file, import.taken)),
    );
    lines.extend(
        report
            .unfinished_batches
            .iter()
            .map(|one| batch::unfinished(one.number, one.done, one.of)),
    );
    lines.extend(
        report
            .store
            .moved_aside
            .as_ref()
            .map(|path| opening::moved_aside(path.display())),
    );
    lines
}

/// The account that runs the program, by the name the system has for it.
///
/// Settings such as `USER` are not asked: anybody may set them, and who signs must be who it is.
pub fn account() -> String {
    let uid = rustix::process::geteuid().as_raw();
    let accounts = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
    name_of(uid, &accounts).unwrap_or_else(|| format!("uid-{uid}"))
}

/// The name of an account in a list such as `/etc/passwd`.
fn name_of(uid: u32, accounts: &str) -> Option<String> {
    accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next()?;
        let number: u32 = fields.nth(1)?.parse().ok()?;
        (number == uid && !name.is_empty()).then(|| name.to_owned())
    })
}

/// The answer was not to this question, which only a mistake of ours can bring about.
fn astray(answer: &Answer) -> Failure {
    Failure::unusable(Message::new(
        "程序得到了不相干的回答。",
        "没有作任何改动。",
        format!(
            "请把这句话告诉维护人员: {:?}",
            std::mem::discriminant(answer)
        ),
    ))
}

/// Asks and takes the part of the answer that belongs to the question.
///
/// # Errors
/// What the engine says.
pub fn ask<T>(
    session: &dyn Session,
    query: Query,
    part: impl FnOnce(Answer) -> Result<T, Answer>,
) -> Result<T, Failure> {
    part(session.ask(query)?).map_err(|answer| astray(&answer))
}

/// Who sits at the desk.
///
/// # Errors
/// What the engine says.
pub fn me(session: &dyn Session) -> Result<Me, Failure> {
    ask(session, Query::Me, |answer| match answer {
        Answer::Me(me) => Ok(*me),
        other => Err(other),
    })
}

/// A case by its number.
///
/// # Errors
/// [`Refusal::Unknown`] if there is none, or what the engine says.
pub fn case(session: &dyn Session, number: &str) -> Result<CaseView, Failure> {
    let query = Query::CaseByNumber {
        number: number.to_owned(),
    };
    let found = ask(session, query, |answer| match answer {
        Answer::CaseNumber(id) => Ok(id),
        other => Err(other),
    })?;
    let case = found.ok_or_else(|| Refusal::Unknown {
        what: format!("案号 {number}"),
    })?;
    ask(session, Query::Case { case }, |answer| match answer {
        Answer::Case(view) => Ok(*view),
        other => Err(other),
    })
}

/// Does one command.
///
/// # Errors
/// What the engine says.
pub fn execute(
    session: &dyn Session,
    command: Command,
    expect: Option<u64>,
) -> Result<Receipt, Failure> {
    let request = Request {
        command,
        expect,
        key: key()?,
    };
    Ok(session.execute(request)?)
}

/// A key no other intention has.
///
/// # Errors
/// If the system gives no random bytes.
pub fn key() -> Result<String, Failure> {
    let mut bytes = [0; 16];
    rustix::rand::getrandom(&mut bytes, rustix::rand::GetRandomFlags::empty())
        .map_err(std::io::Error::from)?;
    Ok(format!("cli-{:032x}", u128::from_ne_bytes(bytes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_is_known_by_the_name_the_system_has() {
        let accounts = "root:x:0:0::/root:/bin/sh\nwang:x:1001:1001:王芳:/home/wang:/bin/sh\n";
        assert_eq!(name_of(1001, accounts), Some("wang".to_owned()));
        assert_eq!(name_of(7, accounts), None);
        assert_eq!(name_of(0, "broken\n::\n:x:0:\n"), None);
    }
}
