//! Writes cells and moves the cursor, always the cheapest way it can be certain of.
//!
//! A painter knows where the terminal's cursor stands and which pen it holds, and collects bytes. It
//! is cheap to copy, so the screen tries several ways of painting a row and keeps the shortest. It
//! never relies on what terminals disagree about: after the last column, and after a character whose
//! width is not settled, only moves that name the column are used; tab stops are never used.

use std::cmp::Ordering;

use super::cells::Shown;
use super::pen::Pen;
use super::profile::{COVERED, Dialect, Profile};
use crate::base::width;

/// Where the terminal's cursor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// In this row, in a column that terminals disagree about.
    Row(usize),
    /// Exactly here: column, row.
    At(usize, usize),
}

/// Collects the bytes of one frame.
#[derive(Clone, Debug)]
pub(super) struct Painter {
    profile: Profile,
    columns: usize,
    place: Place,
    pen: Pen,
    out: Vec<u8>,
}

impl Painter {
    /// A painter for rows of `columns` cells that begins by emptying the screen, so that it knows
    /// what the terminal shows, wherever the cursor stood and whatever pen it held.
    pub(super) fn on_empty_screen(profile: Profile, columns: usize) -> Self {
        Self {
            profile,
            columns,
            place: Place::At(0, 0),
            pen: Pen::PLAIN,
            // The pen first: terminals fill with the background they hold.
            out: b"\x1b[m\x1b[H\x1b[J".to_vec(),
        }
    }

    /// A painter with the same knowledge and no bytes, for a trial.
    pub(super) fn fork(&self) -> Self {
        Self {
            out: Vec::new(),
            ..*self
        }
    }

    /// Takes over a trial: its bytes and what it knows.
    pub(super) fn adopt(&mut self, trial: &Self) {
        let mut out = std::mem::take(&mut self.out);
        out.extend_from_slice(&trial.out);
        *self = Self { out, ..*trial };
    }

    /// How many bytes have been collected.
    pub(super) fn len(&self) -> usize {
        self.out.len()
    }

    /// Takes the collected bytes.
    pub(super) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out)
    }

    /// Empties row `y` and all below it; the caller knows those rows are blank then.
    pub(super) fn erase_below(&mut self, y: usize, row: &[Shown]) {
        self.move_to(0, y, row);
        self.take_blank_pen(Pen::PLAIN);
        self.out.extend_from_slice(b"\x1b[J");
    }

    /// Appends a sequence that moves nothing.
    pub(super) fn raw(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    /// Changes row `y` from what it shows (`now`) to `wanted`; `now` is kept up to date.
    ///
    /// With `erase_from` everything from that column on is erased first, which pays when what is wanted
    /// there is mostly blank.
    pub(super) fn row(
        &mut self,
        y: usize,
        now: &mut [Shown],
        wanted: &[Shown],
        erase_from: Option<usize>,
    ) {
        let mut x = 0;
        while x < wanted.len() {
            if erase_from == Some(x) {
                self.move_to(x, y, now);
                self.take_blank_pen(Pen::PLAIN);
                self.out.extend_from_slice(b"\x1b[K");
                now[x..].fill(Shown::BLANK);
            }
            if now[x] == wanted[x] {
                x += 1;
                continue;
            }
            let limit = erase_from.filter(|&from| from > x).unwrap_or(wanted.len());
            x = self.blanks(x, y, now, &wanted[..limit]).unwrap_or_else(|| {
                self.move_to(x, y, now);
                self.cell(x, y, now, wanted)
            });
        }
    }

    /// Erases a run of plain blanks at `x` when that is cheaper than writing them; returns its end.
    fn blanks(&mut self, x: usize, y: usize, now: &mut [Shown], wanted: &[Shown]) -> Option<usize> {
        match self.profile.dialect {
            Dialect::Vt100 => return None,
            Dialect::Console | Dialect::Xterm => {}
        }
        let mut run = wanted[x..]
            .iter()
            .take_while(|cell| **cell == Shown::BLANK)
            .count();
        while run > 0 && now[x + run - 1] == Shown::BLANK {
            run -= 1;
        }
        // Written blanks leave the cursor behind them; after erasing it must be moved there.
        let erase = numbered(run, b'X');
        if run <= erase.len() + numbered(run, b'C').len() {
            return None;
        }
        self.move_to(x, y, now);
        self.take_blank_pen(Pen::PLAIN);
        self.out.extend_from_slice(&erase);
        now[x..x + run].fill(Shown::BLANK);
        Some(x + run)
    }

    /// Writes the wanted cell at `x`, where the cursor stands; returns the next column.
    fn cell(&mut self, x: usize, y: usize, now: &mut [Shown], wanted: &[Shown]) -> usize {
        let cell = wanted[x];
        let next = x + width::char_columns(cell.ch).max(1);
        if cell.ch == ' ' {
            self.take_blank_pen(cell.pen);
        } else {
            self.take_pen(cell.pen);
        }
        let settled = width::is_settled(cell.ch);
        if !settled && now[x..next].iter().any(|cell| cell.ch != ' ') {
            // A terminal that draws this character narrow would leave the old cell beside it.
            let blank = Shown::new(' ', cell.pen);
            self.out.extend(std::iter::repeat_n(b' ', next - x));
            now[x..next].fill(blank);
            self.arrive(next, y);
            self.move_to(x, y, now);
        }
        self.profile.encoding.push(cell.ch, &mut self.out);
        now[x..next].copy_from_slice(&wanted[x..next]);
        if settled {
            self.arrive(next, y);
        } else {
            self.place = Place::Row(y);
        }
        next
    }

    /// Notes that writing has brought the cursor to column `x`, or past the end of the row, where
    /// terminals disagree on what a relative move starts from.
    fn arrive(&mut self, x: usize, y: usize) {
        self.place = if x < self.columns {
            Place::At(x, y)
        } else {
            Place::Row(y)
        };
    }

    /// Changes to exactly this pen.
    fn take_pen(&mut self, pen: Pen) {
        self.pen
            .write_change(pen, self.profile.dialect, &mut self.out);
        self.pen = pen;
    }

    /// Changes to a pen that draws the blank `pen` draws; often the one in hand will do.
    fn take_blank_pen(&mut self, pen: Pen) {
        if self.pen.on_blank() != pen {
            self.take_pen(pen);
        }
    }

    /// Moves the cursor to column `x` of row `y`, whose cells are `row`, the cheapest way.
    pub(super) fn move_to(&mut self, x: usize, y: usize, row: &[Shown]) {
        if self.place == Place::At(x, y) {
            return;
        }
        let mut best = absolute(x, y);
        let (from_x, from_y) = match self.place {
            Place::Row(y) => (None, y),
            Place::At(x, y) => (Some(x), y),
        };
        let vertical = vertical(from_y, y);
        let mut consider = |way: Vec<u8>| {
            if way.len() < best.len() {
                best = way;
            }
        };
        if let Some(from_x) = from_x {
            self.horizontal(from_x, x, row, &mut |along| {
                consider([&vertical[..], along].concat());
            });
        }
        self.horizontal(0, x, row, &mut |along| {
            consider([b"\r", &vertical[..], along].concat());
        });
        match self.profile.dialect {
            Dialect::Vt100 => {}
            Dialect::Console | Dialect::Xterm => {
                // Leave the place that terminals disagree about first, then change the row.
                consider([&numbered(x + 1, b'G'), &vertical[..]].concat());
            }
        }
        self.out.extend_from_slice(&best);
        self.place = Place::At(x, y);
    }

    /// Offers the ways from column `from` to column `to` of a row that shows `row`.
    fn horizontal(&self, from: usize, to: usize, row: &[Shown], offer: &mut dyn FnMut(&[u8])) {
        match from.cmp(&to) {
            Ordering::Equal => offer(b""),
            Ordering::Less => {
                offer(&numbered(to - from, b'C'));
                if let Some(again) = self.written_again(from, to, row) {
                    offer(&again);
                }
            }
            Ordering::Greater => {
                offer(&vec![8; from - to]);
                offer(&numbered(from - to, b'D'));
            }
        }
    }

    /// The bytes of cells that are on the screen already, when writing them again moves the cursor
    /// over them with the pen in hand.
    fn written_again(&self, from: usize, to: usize, row: &[Shown]) -> Option<Vec<u8>> {
        // No move costs more than this, so longer stretches need no look.
        const COSTLIEST_MOVE: usize = 10;
        let cells = row.get(from..to)?;
        let whole = cells.first()?.ch != COVERED && width::char_columns(cells.last()?.ch) < 2;
        if cells.len() > COSTLIEST_MOVE || !whole {
            return None;
        }
        let mut out = Vec::new();
        for cell in cells {
            let fits = if cell.ch == ' ' {
                self.pen.on_blank() == cell.pen
            } else {
                self.pen == cell.pen && width::is_settled(cell.ch)
            };
            if !fits {
                return None;
            }
            self.profile.encoding.push(cell.ch, &mut out);
        }
        Some(out)
    }
}

/// The sequence that names row and column.
fn absolute(x: usize, y: usize) -> Vec<u8> {
    let text = match (x, y) {
        (0, 0) => "\x1b[H".to_owned(),
        (0, y) => format!("\x1b[{}H", y + 1),
        (x, y) => format!("\x1b[{};{}H", y + 1, x + 1),
    };
    text.into_bytes()
}

/// The cheapest way from one row to another that keeps the column.
fn vertical(from: usize, to: usize) -> Vec<u8> {
    if to < from {
        return numbered(from - to, b'A');
    }
    let down = to - from;
    let step = numbered(down, b'B');
    if down <= step.len() {
        vec![b'\n'; down]
    } else {
        step
    }
}

/// A sequence with one number, which is left out when it is 1; nothing for 0.
fn numbered(count: usize, letter: u8) -> Vec<u8> {
    let mut out = Vec::with_capacity(6);
    if count > 0 {
        out.extend_from_slice(b"\x1b[");
        if count > 1 {
            out.extend_from_slice(count.to_string().as_bytes());
        }
        out.push(letter);
    }
    out
}
