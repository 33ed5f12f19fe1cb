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
//! hands its screen whole buffers; no other module writes to the terminal.

use std::io;

use crossbeam_channel::{Receiver, unbounded};

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

/// The real terminal, taken over.
#[derive(Debug)]
pub struct Terminal {
    /// Where frames go.
    pub screen: screen::Screen<guard::Line>,
    /// What happens: keys, pastes, sizes, signals, the end of the line.
    pub events: Receiver<Event>,
    /// Gives the terminal back when dropped; steps aside when asked to.
    pub guard: guard::Guard,
}

impl Terminal {
    /// Takes over the terminal on standard input and output, and starts reading it.
    ///
    /// Call it once in the life of the program: its threads cannot be called back from their reads.
    pub fn open(profile: profile::Profile) -> io::Result<Self> {
        let guard = guard::Guard::enter()?;
        let (sender, events) = unbounded();
        reader::watch_signals(sender.clone())?;
        reader::read_keys(guard::input()?, profile.encoding, sender)?;
        let screen = screen::Screen::new(guard::output()?, profile);
        Ok(Self {
            screen,
            events,
            guard,
        })
    }
}
