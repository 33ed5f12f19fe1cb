//! The real program in a real terminal: keys in, a modelled screen out. It waits for what it is told
//! to see and never for a time; a wait that is in vain ends the test with the screen as it was.

use std::{
    fs::OpenOptions,
    io::{Read, Write},
    num::NonZero,
    os::unix::fs::OpenOptionsExt,
    path::PathBuf,
    sync::{
        Arc, Condvar, Mutex, MutexGuard,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::Pid;
use rustix::termios::{LocalModes, OptionalActions, SpecialCodeIndex, Termios};

use super::world::{World, program};

/// How long something may take before the test gives up; never waited for when all is well.
const PATIENCE: Duration = Duration::from_secs(30);

/// How a terminal is set up.
#[derive(Debug, Clone, Copy)]
pub struct Setup<'a> {
    /// Columns.
    pub columns: u16,
    /// Rows.
    pub rows: u16,
    /// The program.
    pub program: &'a str,
    /// Arguments of the program.
    pub args: &'a [&'a str],
    /// Settings that differ from the world's; an empty value takes one away.
    pub env: &'a [(&'a str, &'a str)],
}

impl<'a> Setup<'a> {
    /// 80×24, as the screens are designed for.
    pub fn new(args: &'a [&'a str]) -> Self {
        Self {
            program: program(),
            columns: 80,
            rows: 24,
            args,
            env: &[],
        }
    }
}

/// What the terminal knows of what was written to it.
struct Seen {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    closed: bool,
}

struct Shared {
    seen: Mutex<Seen>,
    news: Condvar,
    hang_up: AtomicBool,
}

/// A terminal with the program in it.
pub struct Terminal {
    shared: Arc<Shared>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn Write + Send>,
    pid: Pid,
    waiter: JoinHandle<(u32, Option<Termios>)>,
    reader: JoinHandle<()>,
    tty: PathBuf,
    before: Termios,
}

impl Terminal {
    /// Starts the program.
    pub fn start(world: &World, setup: Setup<'_>) -> Self {
        let size = PtySize {
            rows: setup.rows,
            cols: setup.columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let tty = pair.master.tty_name().unwrap();
        // Held open, or the system would set the line back by itself when the program ends.
        let line = open(&tty);
        let before = rustix::termios::tcgetattr(&line).unwrap();
        let mut command = CommandBuilder::new(setup.program);
        command.args(setup.args);
        command.env_clear();
        command.cwd(world.home());
        for (name, value) in world.settings() {
            command.env(name, value);
        }
        for (name, value) in setup.env {
            if value.is_empty() {
                command.env_remove(name);
            } else {
                command.env(name, value);
            }
        }
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let number = i32::try_from(child.process_id().unwrap()).unwrap();
        let pid = Pid::from_raw(number).unwrap();
        let waiter = std::thread::spawn(move || outlive(child, line));
        let shared = Arc::new(Shared {
            seen: Mutex::new(Seen {
                parser: vt100::Parser::new(cells(setup.rows), cells(setup.columns), 0),
                bytes: Vec::new(),
                closed: false,
            }),
            news: Condvar::new(),
            hang_up: AtomicBool::new(false),
        });
        let from = pair.master.try_clone_reader().unwrap();
        let reader = std::thread::spawn({
            let shared = Arc::clone(&shared);
            move || listen(from, &shared)
        });
        let writer = pair.master.take_writer().unwrap();
        Self {
            shared,
            master: pair.master,
            writer,
            pid,
            waiter,
            reader,
            tty,
            before,
        }
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.shared.seen.lock().unwrap()
    }

    /// Waits until `holds` of the screen; `what` is said when it is in vain.
    #[track_caller]
    pub fn wait_until(&self, what: &str, holds: impl Fn(&vt100::Screen) -> bool) {
        self.wait(what, |seen| holds(seen.parser.screen()));
    }

    #[track_caller]
    fn wait(&self, what: &str, holds: impl Fn(&Seen) -> bool) {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = self.seen();
        while !holds(&seen) {
            let left = deadline.saturating_duration_since(Instant::now());
            let text = seen.parser.screen().contents();
            if left.is_zero() || seen.closed {
                let closed = seen.closed;
                drop(seen);
                panic!("in vain waited for {what} (ended: {closed}):\n{text}");
            }
            seen = self.shared.news.wait_timeout(seen, left).unwrap().0;
        }
    }

    /// Waits until `holds` of everything that was written.
    #[track_caller]
    pub fn wait_bytes(&self, what: &str, holds: impl Fn(&[u8]) -> bool) {
        self.wait(what, |seen| holds(&seen.bytes));
    }

    /// Waits until `text` stands on the screen.
    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        self.wait_until(text, |screen| screen.contents().contains(text));
    }

    /// Waits until `text` does not stand on the screen any more.
    #[track_caller]
    pub fn wait_gone(&self, text: &str) {
        self.wait_until(text, |screen| !screen.contents().contains(text));
    }

    /// Sends bytes as a keyboard would.
    pub fn send(&mut self, keys: &str) {
        self.writer.write_all(keys.as_bytes()).unwrap();
        self.writer.flush().unwrap();
    }

    /// What stands on the screen.
    pub fn text(&self) -> String {
        self.seen().parser.screen().contents()
    }

    /// Something of the screen.
    pub fn of_screen<T>(&self, read: impl Fn(&vt100::Screen) -> T) -> T {
        read(self.seen().parser.screen())
    }

    /// Everything the program wrote so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.seen().bytes.clone()
    }

    /// Tells the program and the model of another size.
    pub fn resize(&self, columns: u16, rows: u16) {
        self.seen()
            .parser
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        self.master
            .resize(PtySize {
                rows,
                cols: columns,
                pixel_width: 0,
                pixel_height: 0,
            })
            .unwrap();
    }

    /// The process number of the program.
    pub fn pid(&self) -> i32 {
        self.pid.as_raw_nonzero().get()
    }

    /// Sends a signal to the program.
    pub fn signal(&self, signal: rustix::process::Signal) {
        rustix::process::kill_process(self.pid, signal).unwrap();
    }

    /// Waits for the program to end; gives its status and what it left of the terminal.
    #[track_caller]
    pub fn end(self) -> End {
        let deadline = Instant::now() + PATIENCE;
        let mut seen = self.seen();
        while !seen.closed {
            let left = deadline.saturating_duration_since(Instant::now());
            let text = seen.parser.screen().contents();
            if left.is_zero() {
                drop(seen);
                panic!("does not end:\n{text}");
            }
            seen = self.shared.news.wait_timeout(seen, left).unwrap().0;
        }
        drop(seen);
        let (status, after) = self.waiter.join().unwrap();
        self.reader.join().unwrap();
        let seen = self.shared.seen.lock().unwrap();
        let screen = seen.parser.screen();
        End {
            status: i32::try_from(status).unwrap(),
            text: screen.contents(),
            bytes: seen.bytes.clone(),
            modes_restored: after.is_some_and(|after| same(&self.before, &after)),
            alternate: screen.alternate_screen(),
            cursor_hidden: screen.hide_cursor(),
            paste_mode: screen.bracketed_paste(),
        }
    }

    /// Drops the line while the program writes: sends `last_keys`, whose echo is the last that is read,
    /// and closes this end for good. Returns once the program has ended.
    pub fn hang_up(mut self, last_keys: &str) {
        // portable-pty would type an end of file when its writer is dropped; it does not where there is none.
        let line = open(&self.tty);
        let mut modes = rustix::termios::tcgetattr(&line).unwrap();
        modes.special_codes[SpecialCodeIndex::VEOF] = 0;
        rustix::termios::tcsetattr(&line, OptionalActions::Now, &modes).unwrap();
        drop(line);
        self.shared.hang_up.store(true, Ordering::SeqCst);
        self.send(last_keys);
        drop(self.writer);
        drop(self.master);
        self.reader.join().unwrap();
        self.waiter.join().unwrap();
    }
}

/// How the program left.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent marks of a terminal, not a state"
)]
#[derive(Debug)]
pub struct End {
    /// Its exit status.
    pub status: i32,
    /// The screen it left.
    pub text: String,
    /// Everything it wrote.
    pub bytes: Vec<u8>,
    /// Whether the line is set as it was before.
    pub modes_restored: bool,
    /// Whether the alternate screen was left on.
    pub alternate: bool,
    /// Whether the cursor was left hidden.
    pub cursor_hidden: bool,
    /// Whether bracketed paste was left on.
    pub paste_mode: bool,
}

impl End {
    /// Complains unless the terminal was left as a shell needs it.
    #[track_caller]
    pub fn sane(&self) {
        assert!(self.modes_restored, "the line is not as it was: {self:?}");
        assert!(!self.alternate, "the alternate screen is on");
        assert!(!self.cursor_hidden, "the cursor is hidden");
        assert!(!self.paste_mode, "bracketed paste is on");
    }
}

/// Waits for the program; gives its status and how it left the line, and lets go of the line.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the line must be closed when the program has ended"
)]
fn outlive(mut child: Box<dyn Child + Send + Sync>, line: std::fs::File) -> (u32, Option<Termios>) {
    let status = child.wait().unwrap();
    (status.exit_code(), rustix::termios::tcgetattr(&line).ok())
}

/// Reads until the line is closed, or until something came after it was told to hang up.
fn listen(mut from: Box<dyn Read + Send>, shared: &Shared) {
    let mut buffer = [0; 16 << 10];
    loop {
        let count = from.read(&mut buffer).unwrap_or(0);
        let mut seen = shared.seen.lock().unwrap();
        seen.parser.process(&buffer[..count]);
        seen.bytes.extend_from_slice(&buffer[..count]);
        let over = count == 0 || shared.hang_up.load(Ordering::SeqCst);
        seen.closed = over;
        shared.news.notify_all();
        if over {
            return;
        }
    }
}

/// A length of the model's screen.
fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap()
}

/// Opens a terminal without making it ours.
fn open(tty: &std::path::Path) -> std::fs::File {
    OpenOptions::new()
        .read(true)
        .write(true)
        .custom_flags(i32::try_from(rustix::fs::OFlags::NOCTTY.bits()).unwrap())
        .open(tty)
        .unwrap()
}

/// Whether a line is set as another time, in everything a program may change.
fn same(one: &Termios, other: &Termios) -> bool {
    let kept = LocalModes::all() - LocalModes::PENDIN;
    one.input_modes == other.input_modes
        && one.output_modes == other.output_modes
        && one.control_modes == other.control_modes
        && one.local_modes & kept == other.local_modes & kept
        && one.special_codes[SpecialCodeIndex::VMIN] == other.special_codes[SpecialCodeIndex::VMIN]
        && one.special_codes[SpecialCodeIndex::VTIME]
            == other.special_codes[SpecialCodeIndex::VTIME]
}
