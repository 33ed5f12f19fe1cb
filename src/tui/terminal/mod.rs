//! The terminal: what is written to it, what is read from it, and leaving it as it was found.
//!
//! * [`profile`]: what the terminal at hand understands.
//! * [`screen`]: writes the difference between two frames in as few bytes as it can;
//!   [`backend`] is ratatui's face on it.
//! * `cells`, `pen`, `painter`: the screen's parts: the last gate, styles, cursor moves.
//! * [`reader`]: threads that make events; [`keys`] and `sequences` know what bytes mean.
//! * [`guard`]: raw mode and all that, given back exactly once.
//!
//! Nothing here knows what a household is. The event loop in `tui` owns one [`Terminal`] and
//! hands it whole buffers; no other module writes to the terminal.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossbeam_channel::{Receiver, unbounded};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Size};

use super::event::Event;

pub mod backend;
mod cells;
pub mod guard;
pub mod keys;
mod painter;
mod pen;
pub mod profile;
pub mod reader;
pub mod screen;
mod sequences;

/// The real terminal, taken over; given back when this is dropped.
#[derive(Debug)]
pub struct Terminal {
    screen: screen::Screen<guard::Line>,
    events: Receiver<Event>,
    guard: guard::Guard,
    encoding: profile::Encoding,
    away: bool,
    /// Raised when the terminal changed its size since the last frame.
    resized: Arc<AtomicBool>,
}

impl Terminal {
    /// Takes over the terminal on standard input and output, and starts reading it.
    ///
    /// Call it once in the life of the program: its threads cannot be called back from their reads.
    pub fn open(profile: profile::Profile) -> io::Result<Self> {
        let guard = guard::Guard::enter()?;
        let (sender, events) = unbounded();
        let resized = Arc::new(AtomicBool::new(false));
        reader::watch_signals(sender.clone(), Arc::clone(&resized))?;
        reader::read_keys(guard::input()?, profile.encoding, sender)?;
        let screen = screen::Screen::new(guard::output()?, profile);
        Ok(Self {
            screen,
            events,
            guard,
            encoding: profile.encoding,
            away: false,
            resized,
        })
    }

    /// What happens: keys, pastes, sizes, signals, the end of the line. The receiver may be cloned, but
    /// each event comes out once.
    pub fn events(&self) -> &Receiver<Event> {
        &self.events
    }

    /// The size of the terminal now; later sizes come as events.
    pub fn size(&self) -> Size {
        guard::size()
    }

    /// Shows a frame, as [`screen::Screen::present`] does; nothing while the program is stepping aside.
    ///
    /// An error means that the line is gone. It is no reason to panic: save, and end.
    pub fn present(&mut self, frame: &Buffer, cursor: Option<Position>) -> io::Result<usize> {
        if self.away {
            return Ok(0);
        }
        if self.resized.swap(false, Ordering::SeqCst) {
            self.screen.forget();
        }
        self.screen.present(frame, cursor)
    }

    /// Makes the next frame paint everything, when a person asks for it.
    pub fn repaint(&mut self) {
        self.screen.forget();
    }

    /// Steps aside, on [`Event::Suspend`] or Ctrl-Z, with one line of words for whoever finds themselves
    /// before a shell; see [`guard::Guard::suspend`].
    pub fn suspend(&mut self, words: &str) -> io::Result<()> {
        let mut said = Vec::new();
        for ch in words.chars().filter(|ch| !ch.is_control()) {
            self.encoding.push(ch, &mut said);
        }
        said.extend_from_slice(b"\r\n");
        self.away = match self.guard.suspend(&said)? {
            guard::Suspension::Stopping => true,
            guard::Suspension::Refused => false,
        };
        Ok(())
    }

    /// Comes back, on [`Event::Continue`]; show the current frame next, it paints everything.
    ///
    /// The size may have changed meanwhile without a signal reaching us.
    pub fn resume(&mut self) -> io::Result<()> {
        self.guard.resume()?;
        self.away = false;
        self.screen.forget();
        Ok(())
    }
}
