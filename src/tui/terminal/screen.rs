//! The screen: turns whole frames into the fewest bytes that show them.
//!
//! Ratatui's own backends move the cursor after every wide character and reset all styles in every
//! frame; a Chinese page costs three times its text that way. This one keeps a copy of what the
//! terminal shows, compares whole frames with it, and lets a painter try several ways for each row.
//! It is handed complete buffers (`present`) by the event loop; `tui::terminal::backend` puts
//! ratatui's `Backend` face on it. It refuses to write anything that did not pass `cells`, and to
//! query the terminal.

use std::io::{self, Write};

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use super::cells::{self, Shown};
use super::painter::Painter;
use super::profile::{COVERED, Dialect, Profile};

/// Frames larger than this are bracketed by a synchronized update, so that nobody sees half a page.
/// The brackets cost 16 bytes; smaller frames arrive in one piece anyway.
const SYNCHRONIZE_FROM_BYTES: usize = 400;

const SYNCHRONIZE_BEGIN: &[u8] = b"\x1b[?2026h";
const SYNCHRONIZE_END: &[u8] = b"\x1b[?2026l";
const CURSOR_SHOW: &[u8] = b"\x1b[?25h";
const CURSOR_HIDE: &[u8] = b"\x1b[?25l";

/// A terminal screen that is written to `W`.
///
/// `W` should pass each write on as it is: a `LineWriter` such as `Stdout` would cut frames in two.
#[derive(Debug)]
pub struct Screen<W> {
    out: W,
    profile: Profile,
    shown: Option<Picture>,
}

/// What the terminal shows, as far as we know.
#[derive(Debug)]
struct Picture {
    rows: Vec<Vec<Shown>>,
    columns: usize,
    painter: Painter,
    cursor_visible: Option<bool>,
}

impl<W: Write> Screen<W> {
    /// A screen whose content is not known yet: the first frame paints everything.
    pub fn new(out: W, profile: Profile) -> Self {
        Self {
            out,
            profile,
            shown: None,
        }
    }

    /// Shows `frame`, with the real cursor at `cursor` (counted from the frame's corner) or hidden;
    /// returns the bytes written.
    ///
    /// Each frame is one write. Nothing is written when nothing changed. A frame of another size than
    /// the one before is painted as a whole. After an error nothing is taken for granted, so the next
    /// frame paints everything.
    pub fn present(&mut self, frame: &Buffer, cursor: Option<Position>) -> io::Result<usize> {
        let wanted: Vec<_> = (0..frame.area.height)
            .map(|y| cells::row(frame, y, self.profile.colours))
            .collect();
        let columns = usize::from(frame.area.width);
        let mut picture = self
            .shown
            .take()
            .filter(|shown| shown.columns == columns && shown.rows.len() == wanted.len())
            .unwrap_or_else(|| Picture::empty(self.profile, columns, wanted.len()));
        picture.paint(wanted);
        picture.place_cursor(cursor);
        let mut bytes = picture.painter.take();
        if !bytes.is_empty() {
            self.synchronize(&mut bytes);
            self.out.write_all(&bytes)?;
            self.out.flush()?;
        }
        self.shown = Some(picture);
        Ok(bytes.len())
    }

    /// Forgets what the screen shows, so that the next frame paints everything: after a suspension,
    /// or when a person asks for it because something else wrote to the terminal.
    pub fn forget(&mut self) {
        self.shown = None;
    }

    /// What the bytes go to.
    pub fn get_ref(&self) -> &W {
        &self.out
    }

    /// What the bytes go to.
    pub fn get_mut(&mut self) -> &mut W {
        &mut self.out
    }

    /// Brackets a large frame where the terminal knows synchronized updates.
    fn synchronize(&self, bytes: &mut Vec<u8>) {
        let understood = match self.profile.dialect {
            Dialect::Xterm => true,
            Dialect::Console | Dialect::Vt100 => false,
        };
        if understood && bytes.len() > SYNCHRONIZE_FROM_BYTES {
            bytes.splice(0..0, SYNCHRONIZE_BEGIN.iter().copied());
            bytes.extend_from_slice(SYNCHRONIZE_END);
        }
    }
}

impl Picture {
    /// An emptied screen.
    fn empty(profile: Profile, columns: usize, rows: usize) -> Self {
        Self {
            rows: vec![vec![Shown::BLANK; columns]; rows],
            columns,
            painter: Painter::on_empty_screen(profile, columns),
            cursor_visible: None,
        }
    }

    /// Makes the rows show what is wanted.
    fn paint(&mut self, wanted: Vec<Vec<Shown>>) {
        let erased_from = self.best_row_to_erase_below(&wanted);
        for (y, wanted) in wanted.into_iter().enumerate() {
            if erased_from == Some(y) {
                self.painter.erase_below(y, &self.rows[y]);
                for row in &mut self.rows[y..] {
                    row.fill(Shown::BLANK);
                }
            }
            if self.rows[y] != wanted {
                let best = best_way(&self.painter, y, &self.rows[y], &wanted);
                self.painter.adopt(&best);
                self.rows[y] = wanted;
            }
        }
    }

    /// The row from which the screen is better emptied before painting, if there is one.
    fn best_row_to_erase_below(&self, wanted: &[Vec<Shown>]) -> Option<usize> {
        // Erasing costs every unchanged row below, so a few changed rows are not worth the look.
        const CHANGED_ROWS_MIN: usize = 3;
        let changed = |&y: &usize| self.rows[y] != wanted[y];
        let mut changed_rows = (0..wanted.len()).filter(changed);
        let first = changed_rows.next()?;
        if changed_rows.count() + 1 < CHANGED_ROWS_MIN {
            return None;
        }
        let blank = vec![Shown::BLANK; self.columns];
        let cost = |y: usize, now: &[Shown]| best_way(&self.painter, y, now, &wanted[y]).len();
        let mut best = None;
        // Bytes saved by painting rows from `y` on over blanks instead of over what they show.
        let mut saved = 0;
        for y in (first..wanted.len()).rev() {
            saved += cost(y, &self.rows[y]).cast_signed() - cost(y, &blank).cast_signed();
            // Moving to the row and the erasing sequence itself.
            let gain = saved - 6;
            if gain > best.map_or(0, |(_, gain)| gain) {
                best = Some((y, gain));
            }
        }
        best.map(|(y, _)| y)
    }

    /// Puts the cursor where it is wanted.
    fn place_cursor(&mut self, cursor: Option<Position>) {
        if let Some(at) = cursor
            && let Some(row) = self.rows.get(usize::from(at.y))
            && usize::from(at.x) < self.columns
        {
            self.painter
                .move_to(usize::from(at.x), usize::from(at.y), row);
            if self.cursor_visible != Some(true) {
                self.painter.raw(CURSOR_SHOW);
                self.cursor_visible = Some(true);
            }
        } else if self.cursor_visible != Some(false) {
            self.painter.raw(CURSOR_HIDE);
            self.cursor_visible = Some(false);
        }
    }
}

/// Tries painting a row as it is and with its rest erased from each column that may pay; returns the
/// shortest trial.
fn best_way(painter: &Painter, y: usize, now: &[Shown], wanted: &[Shown]) -> Painter {
    let attempt = |erase_from| {
        let mut trial = painter.fork();
        trial.row(y, &mut now.to_vec(), wanted, erase_from);
        trial
    };
    let mut best = attempt(None);
    // Counted from the end of the row: cells that erasing would blank as wanted, and cells it would
    // only make us write again.
    let (mut wiped, mut redone) = (0, 0);
    for x in (0..wanted.len()).rev() {
        match (now[x] == wanted[x], wanted[x] == Shown::BLANK) {
            (false, true) => wiped += 1,
            (true, false) => redone += 1,
            (true, true) | (false, false) => {}
        }
        // The erasing sequence takes three bytes. Cells between changes are often written again anyway,
        // so some of them do not count.
        let worth_it = wiped > 3 && redone < wiped + 8;
        if worth_it && may_erase(x, now, wanted) {
            let trial = attempt(Some(x));
            if trial.len() < best.len() {
                best = trial;
            }
        }
    }
    best
}

/// Tells whether column `x` is a place to erase from: where blanks are wanted that are not there yet,
/// at the first of each run of them, or where the change begins.
fn may_erase(x: usize, now: &[Shown], wanted: &[Shown]) -> bool {
    if now[x] == wanted[x] || wanted[x].ch == COVERED {
        return false;
    }
    let Some(before) = x.checked_sub(1) else {
        return true;
    };
    let blank_begins = wanted[x] == Shown::BLANK && wanted[before] != Shown::BLANK;
    let change_begins = now[before] == wanted[before];
    blank_begins || change_begins
}
