//! How a verb ends: its status, the words for what went wrong, and the report of a panic.

use std::{
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::{
    output::Output,
    surroundings::{Charset, Locale},
};
use crate::{
    base::{
        caught::is_caught,
        clock::{Clock, SystemClock},
        files::FilesFault,
    },
    engine::refusal::{Refusal, Trouble},
    text::{
        environment::{self, Shortcoming},
        faults::fault,
        message::Message,
        refusals::refusal,
    },
    tui::terminal::guard,
};

/// How a verb ended. The numbers are documented in `hecha help` and never change their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// 0: done.
    Done,
    /// 1: refused, or refused in part.
    Refused,
    /// 2: the invocation or what was to be read is of no use.
    Unusable,
    /// 3: the machine failed.
    Fault,
    /// 4: the terminal cannot show the screens.
    Terminal,
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        Self::from(match end {
            End::Done => 0,
            End::Refused => 1,
            End::Unusable => 2,
            End::Fault => 3,
            End::Terminal => 4,
        })
    }
}

/// Why a verb did not come to its end.
#[derive(Debug)]
pub enum Failure {
    /// The engine refused, or the machine failed.
    Trouble(Trouble),
    /// Something else, already in words.
    Told {
        /// The words.
        message: Message,
        /// The status.
        end: End,
    },
    /// The screens cannot be shown here.
    Shortcoming(Shortcoming),
    /// What was to be printed could not be.
    Output(io::Error),
}

impl Failure {
    /// What was to be read is of no use.
    /// A fault of the file system at a place.
    pub fn at<'a>(
        path: &'a Path,
        operation: &'static str,
    ) -> impl FnOnce(io::Error) -> Self + use<'a> {
        move |cause| {
            let fault = FilesFault::Io {
                path: path.to_owned(),
                operation,
                cause,
            };
            Trouble::from(fault.facts()).into()
        }
    }

    /// What is to be read is of no use.
    pub const fn unusable(message: Message) -> Self {
        Self::Told {
            message,
            end: End::Unusable,
        }
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        Self::Trouble(trouble)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Trouble(refusal.into())
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// Words for trouble.
pub fn trouble(trouble: &Trouble) -> (Message, End) {
    match trouble {
        Trouble::Refused(why) => (refusal(why), End::Refused),
        Trouble::Fault(facts) => (fault(facts), End::Fault),
    }
}

/// Tells a person why the verb did not come to its end; gives the status to end with.
pub fn tell(failure: &Failure, output: Output, locale: &Locale) -> End {
    let (message, end) = match failure {
        Failure::Trouble(found) => trouble(found),
        Failure::Told { message, end } => (message.clone(), *end),
        Failure::Shortcoming(shortcoming) => {
            let mut text = environment::ascii(shortcoming);
            if locale.charset != Charset::Unknown {
                text.push('\n');
                text.push_str(&environment::chinese(shortcoming).to_string());
            }
            return said(output.complaint(&text), End::Terminal);
        }
        // Whoever read the output has gone, e.g. `head`: nobody is left to be told.
        Failure::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => return End::Done,
        Failure::Output(error) => (
            Message::new(
                "结果没有写出来。",
                "数据没有改动。",
                format!("请检查输出的去处; 系统说: {error}"),
            ),
            End::Fault,
        ),
    };
    let mut text = String::new();
    if locale.charset == Charset::Unknown {
        text.push_str(
            "hecha: not done; the reason follows in Chinese (UTF-8). \
             If it is unreadable, set LC_ALL=C.UTF-8.\n",
        );
    }
    text.push_str(&message.to_string());
    said(output.complaint(&text), end)
}

/// The end, whether or not the complaint reached anybody: the status says it too.
fn said(_told: io::Result<()>, end: End) -> End {
    end
}

/// Makes a panic leave a report that holds no personal data, and a sentence with its path.
///
/// The terminal is given back first; while another thread holds it, the sentence waits until it does. A
/// panic that is caught and answered says nothing.
pub fn report_panics(data_dir: Option<PathBuf>, output: Output) {
    std::panic::set_hook(Box::new(move |info| {
        if is_caught() {
            return;
        }
        let report = report(&Circumstances {
            place: info.location().map(ToString::to_string),
            // Only words that stand in the source; what was formatted may hold somebody's data.
            words: info.payload().downcast_ref::<&'static str>().copied(),
            stamp: SystemClock.stamp(),
        });
        let path = data_dir.as_deref().and_then(|dir| keep(dir, &report).ok());
        let kept = path.map_or_else(
            || report.clone(),
            |path| format!("经过已写入 {} (不含个人信息)。", path.display()),
        );
        let text = format!(
            "程序出了错, 已经停下。\n已显示「已存」的都在, 草稿保留。\n请重新启动; 再次出现的, 把下面的报告交给维护人员。\n{kept}"
        );
        guard::say(output.bytes(&text));
    }));
}

/// What is known of a panic that may be written down.
struct Circumstances {
    place: Option<String>,
    words: Option<&'static str>,
    stamp: String,
}

/// The ten lines of a report.
fn report(found: &Circumstances) -> String {
    let setting = |name: &str| std::env::var(name).unwrap_or_else(|_| "(unset)".to_owned());
    let threads = std::thread::current()
        .name()
        .unwrap_or("(unnamed)")
        .to_owned();
    format!(
        "hecha panic report (no personal data)\nversion: {}\ntime: {}\nplace: {}\nwords: {}\nthread: {threads}\nprocess: {}\nsystem: {} {}\nterm: {}\nlocale: {}\n",
        env!("CARGO_PKG_VERSION"),
        found.stamp,
        found.place.as_deref().unwrap_or("(unknown)"),
        found.words.unwrap_or("(withheld)"),
        std::process::id(),
        std::env::consts::OS,
        std::env::consts::ARCH,
        setting("TERM"),
        Locale::of_process().name,
    )
}

/// Writes a report into the data directory, for the owner alone.
fn keep(dir: &Path, report: &str) -> io::Result<PathBuf> {
    let time = SystemClock.now().format("%Y%m%d-%H%M%S");
    let path = dir.join(format!("panic-{time}-{}.txt", std::process::id()));
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(&path)?;
    file.write_all(report.as_bytes())?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_report_has_ten_lines_and_is_for_the_owner_alone() {
        let text = report(&Circumstances {
            place: Some("src/a.rs:1:2".to_owned()),
            words: None,
            stamp: "2026-11-23T09:00:00.000+08:00".to_owned(),
        });
        assert_eq!(text.lines().count(), 10, "{text}");
        assert!(text.contains("words: (withheld)"), "{text}");
        let dir = tempfile::tempdir().unwrap();
        let path = keep(dir.path(), &text).unwrap();
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(std::fs::read_to_string(path).unwrap(), text);
    }
}
