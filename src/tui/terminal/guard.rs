//! Taking the terminal over, and giving it back as it was found: exactly once, however we end.
//!
//! While the [`Guard`] lives the terminal is in raw mode, on its alternate screen, with bracketed
//! paste. It is given back when the guard is dropped, when the thread that took it panics, or by
//! [`leave`] from wherever the program must end at once. That is why there is a global here, the
//! only one of the screens: a panic hook can reach nothing else. Writing to a line that is gone fails;
//! that is expected and ends nothing. Raw mode and the sequences are crossterm's.

use std::io::{self, IsTerminal, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};

use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::ResetColor;
use crossterm::terminal::{
    Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, queue};
use ratatui::layout::Size;
use rustix::fs::{OFlags, fcntl_getfl, fcntl_setfl};
use rustix::process::{Signal, getpgrp, getsid, kill_current_process_group};
use rustix::termios::{QueueSelector, tcflush, tcgetwinsize};

/// Messages of other threads that are kept for printing after the screens have gone.
const MESSAGES_MAX: usize = 16;

/// Who holds the terminal, and what is to be printed when it is given back.
struct Held {
    by: Option<ThreadId>,
    messages: Vec<Vec<u8>>,
}

static HELD: Mutex<Held> = Mutex::new(Held {
    by: None,
    messages: Vec::new(),
});

/// What became of a wish to step aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suspension {
    /// The terminal is given back and the program is about to stop.
    Stopping,
    /// No shell could bring the program back, so nothing was done.
    Refused,
}

/// Keeps the terminal taken over; gives it back when dropped.
#[derive(Debug)]
pub struct Guard {
    _private: (),
}

impl Guard {
    /// Takes the terminal over, from standard input and output, which must both be one.
    ///
    /// The next frame must paint everything: the alternate screen is empty or holds old things.
    pub fn enter() -> io::Result<Self> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(io::Error::new(
                io::ErrorKind::Unsupported,
                "standard input and output are not a terminal",
            ));
        }
        take_over()?;
        Ok(Self { _private: () })
    }

    /// Gives the terminal back and stops the program, as Ctrl-Z does; tells whether it did.
    ///
    /// The stop need not have happened yet when this returns. The shell brings the program back with
    /// a signal, whose event asks for [`Guard::resume`]; until then nothing may be written.
    ///
    /// Nothing happens where no shell could bring the program back, such as the one command of an SSH
    /// login: stopping there would hang the session for good. Before it stops, `said` is written where the
    /// shell will show its prompt: who got there by accident has to know the way back.
    pub fn suspend(&mut self, said: &[u8]) -> io::Result<Suspension> {
        if !a_shell_waits() {
            return Ok(Suspension::Refused);
        }
        leave();
        output()?.write_all(said)?;
        // The whole group, because a script that started us must stop too, or the shell would wait on.
        kill_current_process_group(Signal::STOP)?;
        Ok(Suspension::Stopping)
    }

    /// Takes the terminal over again after a stop, whether we asked for it or somebody else did. The
    /// next frame must paint everything.
    pub fn resume(&mut self) -> io::Result<()> {
        // Back to the modes of the shell first, or crossterm would think itself still in raw mode.
        disable_raw_mode()?;
        take_over()
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        leave();
    }
}

/// Gives the terminal back: once, and only if it is taken over. Then prints what was kept for later.
///
/// Safe to call from a panic hook and from any thread. Errors are not reported: they mean that the
/// line is gone, and there is nobody left to tell.
pub fn leave() {
    let messages = {
        let mut held = held();
        if held.by.take().is_none() {
            return;
        }
        std::mem::take(&mut held.messages)
    };
    let mut bytes = Vec::new();
    // The screen is emptied before it is switched, for terminals that have only one.
    let queued = queue!(
        bytes,
        EndSynchronizedUpdate,
        ResetColor,
        DisableBracketedPaste,
        cursor::MoveTo(0, 0),
        Clear(ClearType::FromCursorDown),
        LeaveAlternateScreen,
        Show
    );
    debug_assert!(queued.is_ok(), "a vector takes every byte");
    let _line_may_be_gone = output().and_then(|mut tty| tty.write_all(&bytes));
    // Keys typed for us would otherwise become commands of the shell.
    let _line_may_be_gone = tcflush(io::stdin().as_fd(), QueueSelector::IFlush);
    let _line_may_be_gone = disable_raw_mode();
    for message in &messages {
        write_out(message);
    }
}

/// Says something to a person outside the screens, from whatever thread; for panic hooks above all.
///
/// The thread that holds the terminal is about to leave it, so the terminal is given back first. While
/// another thread holds it, the bytes are kept until it is given back: what happened may have been caught
/// and answered, and the screens stay.
pub fn say(bytes: Vec<u8>) {
    let by = held().by;
    match by {
        Some(by) if by != thread::current().id() => {
            let messages = &mut held().messages;
            if messages.len() < MESSAGES_MAX {
                messages.push(bytes);
            }
        }
        Some(_) => {
            leave();
            write_out(&bytes);
        }
        None => write_out(&bytes),
    }
}

/// Writes to standard error; if the line is gone, there is nobody left to tell.
fn write_out(bytes: &[u8]) {
    let _line_may_be_gone = io::stderr().write_all(bytes);
}

/// One end of the terminal, without a buffer: each read is one read, each write one write. The standard
/// library's own handle would cut frames at their line feeds.
#[derive(Debug)]
pub struct Line(OwnedFd);

impl Read for Line {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        Ok(rustix::io::read(&self.0, buf)?)
    }
}

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Ok(rustix::io::write(&self.0, bytes)?)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Standard output.
pub fn output() -> io::Result<Line> {
    io::stdout().as_fd().try_clone_to_owned().map(Line)
}

/// Standard input.
pub fn input() -> io::Result<Line> {
    io::stdin().as_fd().try_clone_to_owned().map(Line)
}

/// The size of the terminal; that of the oldest where it does not know, as on some serial lines.
pub fn size() -> Size {
    const OLDEST: Size = Size::new(80, 24);
    match tcgetwinsize(io::stdout().as_fd()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size::new(size.ws_col, size.ws_row),
        Ok(_) | Err(_) => OLDEST,
    }
}

/// Sets the modes and notes who did.
fn take_over() -> io::Result<()> {
    // Some program before us may have left the terminal non-blocking; then reads and writes would fail
    // where they should wait.
    for fd in [io::stdin().as_fd(), io::stdout().as_fd()] {
        let flags = fcntl_getfl(fd)?;
        if flags.contains(OFlags::NONBLOCK) {
            fcntl_setfl(fd, flags.difference(OFlags::NONBLOCK))?;
        }
    }
    enable_raw_mode()?;
    held().by = Some(thread::current().id());
    let mut bytes = Vec::new();
    queue!(bytes, EnterAlternateScreen, EnableBracketedPaste)?;
    let written = output().and_then(|mut tty| tty.write_all(&bytes));
    if written.is_err() {
        leave();
    }
    written
}

/// Tells whether the program runs as a job of a shell that can bring it back after a stop: such
/// shells, and only they, give each job a process group of its own.
fn a_shell_waits() -> bool {
    getsid(None).is_ok_and(|session| session != getpgrp())
}

/// The global; a panic while it was held left nothing half done.
fn held() -> MutexGuard<'static, Held> {
    HELD.lock().unwrap_or_else(PoisonError::into_inner)
}
