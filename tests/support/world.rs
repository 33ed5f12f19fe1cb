//! A world of its own for each test: a home, a data directory, and the program run in them.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
    time::{Duration, Instant},
};

use serde_json::Value;
use tempfile::TempDir;

/// A home that goes when it is dropped.
#[derive(Debug)]
pub struct World {
    home: TempDir,
}

/// How the program ended and what it said.
#[derive(Debug)]
pub struct Ran {
    /// Its exit status.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

impl Ran {
    /// Complains unless the program ended with this status.
    #[track_caller]
    pub fn ended(self, status: i32) -> Self {
        assert_eq!(self.status, status, "\n{}\n{}", self.out, self.err);
        self
    }

    /// Its standard output as one JSON value.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|cause| panic!("{cause}: {}", self.out))
    }

    /// Complains unless standard output holds each of `words`.
    #[track_caller]
    pub fn says(self, words: &[&str]) -> Self {
        for word in words {
            assert!(self.out.contains(word), "{word} is missing:\n{}", self.out);
        }
        self
    }

    /// Complains unless standard error holds each of `words`.
    #[track_caller]
    pub fn complains(self, words: &[&str]) -> Self {
        for word in words {
            assert!(self.err.contains(word), "{word} is missing:\n{}", self.err);
        }
        self
    }
}

/// A demo district that was made once for this test program.
static DEMO: OnceLock<TempDir> = OnceLock::new();

/// Households of the demo districts of tests.
pub const DEMO_HOUSEHOLDS: u32 = 40;

impl World {
    /// An empty one.
    pub fn new() -> Self {
        Self {
            home: tempfile::tempdir().unwrap(),
        }
    }

    /// One with a demo district in its data directory.
    pub fn demo() -> Self {
        let made = DEMO.get_or_init(|| {
            let world = Self::new();
            let households = DEMO_HOUSEHOLDS.to_string();
            world
                .hecha(&["demo", "--no-tui", "--households", &households])
                .ended(0);
            world.home
        });
        let world = Self::new();
        copy(&made.path().join("data"), &world.data());
        world
    }

    /// Where it lies.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// The data directory; it need not exist yet.
    pub fn data(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// Writes a file into the home and gives its path.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.home.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// The program with nothing of the outer environment but what is set here.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(program());
        command.args(args).env_clear().current_dir(self.home());
        command.envs(self.settings());
        command
    }

    /// The environment of the program.
    pub fn settings(&self) -> Vec<(String, String)> {
        let text = |path: &Path| path.to_str().unwrap().to_owned();
        [
            ("HOME", text(self.home())),
            ("HECHA_DATA", text(&self.data())),
            ("LC_ALL", "C.UTF-8".to_owned()),
            ("TERM", "xterm-256color".to_owned()),
            ("USER", "tester".to_owned()),
            ("LOGNAME", "tester".to_owned()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .to_vec()
    }

    /// Runs the program with nothing on its standard input.
    pub fn hecha(&self, args: &[&str]) -> Ran {
        run(&mut self.command(args), b"")
    }

    /// Runs the program with `input` on its standard input.
    pub fn hecha_reads(&self, args: &[&str], input: &[u8]) -> Ran {
        run(&mut self.command(args), input)
    }

    /// Waits until some draft on the disk holds `text`.
    #[track_caller]
    pub fn wait_for_draft(&self, text: &str) {
        wait_until(&format!("a draft with {text}"), || {
            let mut files = Vec::new();
            below(&self.data().join("desk"), &mut files);
            // A draft is replaced whole; under another name it is not kept yet.
            files.retain(|path| path.extension().is_some_and(|ending| ending == "json"));
            files.iter().any(|path| holds(path, text))
        });
    }

    /// Waits until a file of the home holds `text`.
    #[track_caller]
    pub fn wait_for_file(&self, name: &str, text: &str) {
        let path = self.home.path().join(name);
        wait_until(&format!("{name} with {text}"), || holds(&path, text));
    }

    /// Every file below the data directory with its bytes, but for what looking may write.
    pub fn journal(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        below(&self.data().join("journal"), &mut files);
        files.sort();
        files
            .into_iter()
            .map(|path| {
                let bytes = fs::read(&path).unwrap();
                (path, bytes)
            })
            .collect()
    }
}

/// Whether a file can be read and holds `text`.
fn holds(path: &Path, text: &str) -> bool {
    fs::read_to_string(path).is_ok_and(|held| held.contains(text))
}

/// Waits for what another process does to the disk.
#[track_caller]
fn wait_until(what: &str, holds: impl Fn() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(30);
    while !holds() {
        assert!(Instant::now() < deadline, "in vain waited for {what}");
        std::thread::park_timeout(Duration::from_millis(5));
    }
}

/// Runs a command to its end.
pub fn run(command: &mut Command, input: &[u8]) -> Ran {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Ran {
        status: output.status.code().unwrap_or(-1),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// The program under test.
pub fn program() -> &'static str {
    env!("CARGO_BIN_EXE_hecha")
}

/// Copies a directory.
fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    fs::set_permissions(to, fs::metadata(from).unwrap().permissions()).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn below(folder: &Path, out: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    for entry in entries {
        let path = entry.unwrap().path();
        if path.is_dir() {
            below(&path, out);
        } else {
            out.push(path);
        }
    }
}
