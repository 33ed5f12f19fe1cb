//! The real terminal, in a pty: taken over, read, and given back as it was found, however it ends.
//!
//! The program at the far end is this very test binary, run again with one ignored test; it opens the
//! terminal as the desk does and follows a few keys. Tests wait for text, never for time.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use hecha::base::width;
use hecha::tui::event::{Code, Event, Key};
use hecha::tui::terminal::profile::Profile;
use hecha::tui::terminal::{Terminal, guard};
use hecha::tui::widgets::draw;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::Style;

/// A test that hangs is a failed test; nothing is measured with this.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the far end does: shows the last event on a list, obeys `q` (ends), `p` (panics), Ctrl-Z.
#[test]
#[ignore = "the far end of the other tests; also the object of measurements by hand"]
fn the_far_end() {
    std::panic::set_hook(Box::new(|info| {
        let text = info.to_string();
        let lines = text
            .lines()
            .map(|line| format!("{}\n", width::printable(line)));
        guard::say(lines.collect::<String>().into_bytes());
    }));
    let term = std::env::var("TERM").unwrap_or_default();
    let mut terminal = Terminal::open(Profile::of(&term, None)).unwrap();
    let mut size = terminal.size();
    let mut shown = "已就绪".to_owned();
    let mut row = 3;
    loop {
        let (frame, cursor) = page(size, &shown, row);
        if terminal.present(&frame, Some(cursor)).is_err() {
            return;
        }
        let event = terminal.events().recv().unwrap();
        shown = format!("{event:?}");
        match event {
            Event::Key(key) if key == Key::plain(Code::Char('q')) => return,
            Event::Key(key) if key == Key::plain(Code::Char('p')) => panic!("a bug\u{1b}[31m"),
            Event::Key(key) if key == Key::plain(Code::Char('t')) => {
                let other = thread::spawn(|| panic!("another bug\u{1b}[31m"));
                shown = format!("caught: {}", other.join().is_err());
            }
            Event::Key(key) if key == Key::plain(Code::Down) => row = row % 20 + 1,
            Event::Key(key) if key == Key::ctrl('z') => {
                terminal.suspend("已暂停, 输入 fg").unwrap();
                shown = "asked to suspend".to_owned();
            }
            Event::Resize { columns, rows } => size = Size::new(columns, rows),
            Event::Suspend => terminal.suspend("已暂停, 输入 fg").unwrap(),
            Event::Continue => terminal.resume().unwrap(),
            Event::Hangup | Event::Terminate => return,
            Event::Key(_) | Event::Paste(_) => {}
        }
    }
}

fn page(size: Size, shown: &str, row: u16) -> (Buffer, Position) {
    let mut buf = Buffer::empty(Rect::from((Position::ORIGIN, size)));
    draw::put(&mut buf, 0, 0, shown, Style::new(), size.width);
    for y in 1..size.height {
        draw::put(
            &mut buf,
            2,
            y,
            "李国才 前进村 1,020.00",
            Style::new(),
            size.width,
        );
    }
    draw::put(&mut buf, 0, row, ">", Style::new().bold(), 1);
    (buf, Position::new(0, row))
}

const FAR_END: [&str; 4] = ["--ignored", "--exact", "the_far_end", "--nocapture"];

fn nonzero(number: u16) -> NonZeroU16 {
    NonZeroU16::new(number).unwrap()
}

/// The near end: what a person sees and types.
struct Near {
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    output: Receiver<Vec<u8>>,
    screen: vt100::Parser,
    seen: Vec<u8>,
}

impl Near {
    /// The far end as the one program of a login, which no shell could bring back after a stop.
    fn new() -> Self {
        let program = std::env::current_exe().unwrap();
        let mut command = CommandBuilder::new(program);
        command.args(FAR_END);
        Self::run(command)
    }

    /// The far end as a job of a shell, which waits for Enter and brings it back when it stops.
    fn job() -> Self {
        let program = std::env::current_exe().unwrap();
        let mut command = CommandBuilder::new("sh");
        let script = "set -m; \"$0\" \"$@\"; echo stopped; read enter; fg >/dev/null";
        command.args(["-c", script]);
        command.arg(program);
        command.args(FAR_END);
        Self::run(command)
    }

    fn run(mut command: CommandBuilder) -> Self {
        let size = PtySize {
            rows: 24,
            cols: 80,
            ..PtySize::default()
        };
        let pair = native_pty_system().openpty(size).unwrap();
        command.env("TERM", "xterm-256color");
        command.env("RUST_BACKTRACE", "0");
        let child = pair.slave.spawn_command(command).unwrap();
        let mut reader = pair.master.try_clone_reader().unwrap();
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut buf = vec![0; 4096];
            while let Ok(count @ 1..) = reader.read(&mut buf) {
                if sender.send(buf[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let mut near = Self {
            keyboard: pair.master.take_writer().unwrap(),
            master: pair.master,
            child,
            output,
            screen: vt100::Parser::default(),
            seen: Vec::new(),
        };
        near.expect("已就绪");
        near
    }

    /// Reads until the screen shows `text`.
    fn expect(&mut self, text: &str) {
        while !self.screen.screen().contents().contains(text) {
            let Ok(bytes) = self.output.recv_timeout(PATIENCE) else {
                panic!("no {text:?} on:\n{}", self.screen.screen().contents());
            };
            self.screen.process(&bytes);
            self.seen.extend_from_slice(&bytes);
        }
    }

    fn type_bytes(&mut self, bytes: &[u8]) {
        self.keyboard.write_all(bytes).unwrap();
        self.keyboard.flush().unwrap();
    }

    fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        let sent = std::process::Command::new("kill")
            .args(["-s", name, &id])
            .status();
        assert!(sent.unwrap().success());
    }

    /// Reads up to the end of the far end, and checks that the terminal is as it was.
    fn expect_given_back(mut self) -> String {
        while let Ok(bytes) = self.output.recv_timeout(PATIENCE) {
            self.screen.process(&bytes);
            self.seen.extend_from_slice(&bytes);
        }
        self.child.wait().unwrap();
        let screen = self.screen.screen();
        assert!(!screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste());
        assert!(self.is_cooked());
        assert!(!screen.bold() && !screen.inverse());
        let leaves = self.seen.windows(8).filter(|bytes| bytes == b"\x1b[?1049l");
        assert_eq!(leaves.count(), 1, "given back exactly once");
        self.screen.screen().contents()
    }

    /// Whether the terminal echoes and waits for whole lines, as a shell leaves it.
    fn is_cooked(&self) -> bool {
        let modes = self.master.get_termios().unwrap();
        let flags = format!("{:?}", modes.local_flags);
        let is_set = |flag| {
            flags
                .split(|ch: char| !ch.is_ascii_uppercase())
                .any(|set| set == flag)
        };
        is_set("ECHO") && is_set("ICANON") && is_set("ISIG")
    }
}

#[test]
fn the_terminal_is_taken_over_and_given_back_at_the_end() {
    let mut near = Near::new();
    assert!(near.screen.screen().alternate_screen() && near.screen.screen().bracketed_paste());
    assert!(!near.is_cooked());
    near.type_bytes(b"q");
    near.expect_given_back();
}

#[test]
fn keys_arrive_as_keys_and_a_paste_as_one_event() {
    let mut near = Near::new();
    near.type_bytes(b"\x1b[20~");
    near.expect("F(9)");
    near.type_bytes(b"\x1b");
    near.expect("Esc");
    near.type_bytes("李".as_bytes());
    near.expect("Char('李')");
    near.type_bytes("\x1b[200~国才\x1b[201~".as_bytes());
    near.expect("Paste(\"国才\")");
    near.type_bytes(b"q");
    near.expect_given_back();
}

#[test]
fn a_new_size_is_an_event_and_the_screen_is_painted_anew() {
    let mut near = Near::new();
    let size = PtySize {
        rows: 30,
        cols: 100,
        ..PtySize::default()
    };
    near.master.resize(size).unwrap();
    near.screen.screen_mut().set_size(nonzero(30), nonzero(100));
    near.expect("Resize { columns: 100, rows: 30 }");
    near.type_bytes(b"q");
    near.expect_given_back();
}

#[test]
fn a_request_to_end_gives_the_terminal_back() {
    for signal in ["TERM", "INT", "QUIT", "HUP"] {
        let near = Near::new();
        near.signal(signal);
        near.expect_given_back();
    }
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_speaks() {
    let mut near = Near::new();
    near.type_bytes(b"p");
    let left = near.expect_given_back();
    assert!(left.contains("a bug"), "{left}");
}

#[test]
fn a_panic_of_another_thread_leaves_the_screens_alone_and_is_told_afterwards() {
    let mut near = Near::new();
    near.type_bytes(b"t");
    near.expect("caught: true");
    assert!(near.screen.screen().alternate_screen());
    assert!(!near.screen.screen().contents().contains("another bug"));
    near.type_bytes(b"q");
    let left = near.expect_given_back();
    assert!(left.contains("another bug<1B>[31m"), "{left}");
}

#[test]
fn a_line_that_is_gone_ends_the_program() {
    let mut near = Near::new();
    // The thread that reads ends with the first output nobody takes; then the last copy of this end is
    // closed, which is what a lost connection does.
    let (_, nobody) = channel();
    near.output = nobody;
    near.type_bytes(b"x");
    let Near {
        master,
        keyboard,
        mut child,
        ..
    } = near;
    drop((keyboard, master));
    assert!(child.wait().is_ok());
}

#[test]
fn ctrl_z_where_no_shell_waits_does_not_stop_the_session() {
    let mut near = Near::new();
    near.type_bytes(b"\x1a");
    near.expect("asked to suspend");
    near.type_bytes(b"q");
    near.expect_given_back();
}

#[test]
fn ctrl_z_in_a_job_steps_aside_and_comes_back() {
    let mut near = Near::job();
    near.type_bytes(b"\x1a");
    near.expect("已暂停, 输入 fg");
    near.expect("stopped");
    assert!(!near.screen.screen().alternate_screen());
    assert!(near.is_cooked(), "{:?}", near.master.get_termios());
    near.type_bytes(b"\n");
    near.expect("Continue");
    assert!(near.screen.screen().alternate_screen() && !near.is_cooked());
    near.type_bytes(b"q");
    near.child.wait().unwrap();
    assert!(near.is_cooked());
}
