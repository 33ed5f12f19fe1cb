//! Ratatui's `Backend` face on our screen, for what wants a `ratatui::Terminal` and a `Frame`.
//!
//! Ratatui hands over single cells; they are gathered in a buffer and nothing is written before
//! `flush`, so a frame is still one write and the screen's own comparison decides what is sent. The
//! desk itself does not go this way: handing whole buffers to the screen relies on nobody's
//! comparison but the screen's own.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect, Size};

use super::screen::Screen;
use crate::base::width;

/// A ratatui backend that writes through [`Screen`].
pub struct FrugalBackend<W> {
    screen: Screen<W>,
    wanted: Buffer,
    cursor: Position,
    cursor_visible: bool,
}

impl<W: Write> FrugalBackend<W> {
    /// A backend of this size.
    pub fn new(screen: Screen<W>, size: Size) -> Self {
        Self {
            screen,
            wanted: Buffer::empty(Rect::from((Position::ORIGIN, size))),
            cursor: Position::ORIGIN,
            cursor_visible: false,
        }
    }

    /// Notes that the terminal has another size now; ratatui learns of it with the next draw.
    pub fn resize(&mut self, size: Size) {
        self.wanted = Buffer::empty(Rect::from((Position::ORIGIN, size)));
    }

    /// The screen behind this face.
    pub fn screen_mut(&mut self) -> &mut Screen<W> {
        &mut self.screen
    }
}

impl<W: Write> Backend for FrugalBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        for (x, y, cell) in content {
            if let Some(place) = self.wanted.cell_mut((x, y)) {
                place.clone_from(cell);
            }
            // Ratatui counts on a wide character wiping what it covers and leaving its looks there, and
            // does not say so.
            if width::columns(cell.symbol()) > 1
                && let Some(covered) = self.wanted.cell_mut((x + 1, y))
            {
                covered.clone_from(cell);
                covered.set_symbol(" ");
            }
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.cursor_visible = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.cursor_visible = true;
        Ok(())
    }

    /// The place that was asked for last; the terminal is not queried.
    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.cursor)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.cursor = position.into();
        Ok(())
    }

    /// Empties what is wanted and forgets what is shown, as ratatui expects after a resize.
    fn clear(&mut self) -> io::Result<()> {
        self.wanted.reset();
        self.screen.forget();
        Ok(())
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        let Some(at) = self
            .wanted
            .area
            .contains(self.cursor)
            .then_some(self.cursor)
        else {
            return Ok(());
        };
        let here = self.wanted.index_of(at.x, at.y);
        let columns = usize::from(self.wanted.area.width);
        let line = here - usize::from(at.x);
        let cells = match clear_type {
            ClearType::All => return self.clear(),
            ClearType::AfterCursor => here..self.wanted.content.len(),
            ClearType::BeforeCursor => 0..here,
            ClearType::CurrentLine => line..line + columns,
            ClearType::UntilNewLine => here..line + columns,
        };
        self.wanted.content[cells].iter_mut().for_each(Cell::reset);
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.wanted.area.as_size())
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size()?,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        let cursor = self.cursor_visible.then_some(self.cursor);
        self.screen.present(&self.wanted, cursor).map(drop)
    }
}
