//! Styles as terminals know them, and the shortest way from one to the next.
//!
//! Kept to what every terminal in an office shows: sixteen colours, bold, dim, underline, reverse.
//! Everything else in a ratatui style is left out, so that what we believe of the screen stays true.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use super::profile::{Colours, Dialect};

/// The colour number that stands for the terminal's own.
const OWN: u8 = 16;

/// What characters look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pen {
    /// Foreground, 0 to 15, or [`OWN`].
    ink: u8,
    /// Background, 0 to 15, or [`OWN`].
    ground: u8,
    /// Bold, dim, underline, reverse.
    marks: u8,
}

/// A mark of [`Pen::marks`] with the code that sets it and the code that takes it off.
struct Mark {
    modifier: Modifier,
    bit: u8,
    set: u8,
    off: u8,
}

const BOLD: u8 = 1;
const DIM: u8 = 2;
const UNDERLINE: u8 = 4;
const REVERSE: u8 = 8;

const MARKS: [Mark; 4] = [
    Mark {
        modifier: Modifier::BOLD,
        bit: BOLD,
        set: 1,
        off: 22,
    },
    Mark {
        modifier: Modifier::DIM,
        bit: DIM,
        set: 2,
        off: 22,
    },
    Mark {
        modifier: Modifier::UNDERLINED,
        bit: UNDERLINE,
        set: 4,
        off: 24,
    },
    Mark {
        modifier: Modifier::REVERSED,
        bit: REVERSE,
        set: 7,
        off: 27,
    },
];

impl Pen {
    /// The terminal's own colours and no mark.
    pub(super) const PLAIN: Self = Self {
        ink: OWN,
        ground: OWN,
        marks: 0,
    };

    /// The style of a buffer's cell, as far as it is shown.
    pub(super) fn of(cell: &Cell, colours: Colours) -> Self {
        let number = |colour| match colours {
            Colours::Sixteen => colour_number(colour),
            Colours::None => OWN,
        };
        let mut marks = MARKS
            .iter()
            .filter(|mark| cell.modifier.contains(mark.modifier))
            .fold(0, |marks, mark| marks | mark.bit);
        if marks & BOLD != 0 {
            // Many terminals know one intensity only; there the last one set would win.
            marks &= !DIM;
        }
        Self {
            ink: number(cell.fg),
            ground: number(cell.bg),
            marks,
        }
    }

    /// What of this style can be seen on a blank: two styles equal in that draw the same blank.
    pub(super) fn on_blank(self) -> Self {
        if self.marks & (UNDERLINE | REVERSE) == 0 {
            Self {
                ground: self.ground,
                ..Self::PLAIN
            }
        } else {
            self
        }
    }

    /// Appends the sequence that changes from `self` to `to`; nothing when they are equal.
    pub(super) fn write_change(self, to: Self, dialect: Dialect, out: &mut Vec<u8>) {
        if self == to {
            return;
        }
        let mut anew = Codes::default();
        if to != Self::PLAIN {
            anew.push(0);
            Self::PLAIN.push_difference(to, &mut anew);
        }
        let mut codes = anew;
        match dialect {
            Dialect::Vt100 => {}
            Dialect::Console | Dialect::Xterm => {
                let mut step = Codes::default();
                self.push_difference(to, &mut step);
                if step.text.len() < codes.text.len() {
                    codes = step;
                }
            }
        }
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(&codes.text);
        out.push(b'm');
    }

    /// Collects the codes that turn `self` into `to` one by one.
    fn push_difference(self, to: Self, codes: &mut Codes) {
        let mut marks = self.marks;
        for mark in &MARKS {
            if marks & mark.bit != 0 && to.marks & mark.bit == 0 {
                codes.push(mark.off);
                // Bold and dim are taken off together.
                marks = MARKS
                    .iter()
                    .filter(|other| other.off == mark.off)
                    .fold(marks, |marks, other| marks & !other.bit);
            }
        }
        for mark in &MARKS {
            if to.marks & mark.bit != 0 && marks & mark.bit == 0 {
                codes.push(mark.set);
            }
        }
        for (from, to, base) in [(self.ink, to.ink, 30), (self.ground, to.ground, 40)] {
            if from == to {
                continue;
            }
            codes.push(match to {
                0..=7 => base + to,
                8..=15 => base + 60 + (to - 8),
                _ => base + 9,
            });
        }
    }
}

/// The numbers of one style sequence, separated by `;`.
#[derive(Default)]
struct Codes {
    text: Vec<u8>,
}

impl Codes {
    fn push(&mut self, code: u8) {
        if !self.text.is_empty() {
            self.text.push(b';');
        }
        self.text.extend_from_slice(code.to_string().as_bytes());
    }
}

/// The number of an ANSI colour; [`OWN`] for what sixteen colours cannot show.
fn colour_number(colour: Color) -> u8 {
    match colour {
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
        Color::Indexed(number) if number < OWN => number,
        Color::Reset | Color::Rgb(..) | Color::Indexed(_) => OWN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Style;

    fn pen(style: Style) -> Pen {
        let mut cell = Cell::EMPTY;
        cell.set_style(style);
        Pen::of(&cell, Colours::Sixteen)
    }

    fn change(from: Style, to: Style, dialect: Dialect) -> String {
        let mut out = Vec::new();
        pen(from).write_change(pen(to), dialect, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_shortest_change_is_chosen() {
        let plain = Style::new();
        let bold = plain.bold();
        for (from, to, expected) in [
            (plain, plain, ""),
            (plain, bold, "\x1b[1m"),
            (bold, plain, "\x1b[m"),
            (bold, bold.red(), "\x1b[31m"),
            (bold.red(), plain.red(), "\x1b[22m"),
            (bold.red().reversed(), bold.red(), "\x1b[27m"),
            (bold.dim(), plain.dim(), "\x1b[0;2m"),
            (bold.dim(), bold, ""),
            (plain.red().on_blue().underlined(), bold, "\x1b[0;1m"),
            (plain, plain.light_red(), "\x1b[91m"),
            (plain.on_blue(), plain, "\x1b[m"),
        ] {
            assert_eq!(
                change(from, to, Dialect::Xterm),
                expected,
                "{from:?} {to:?}"
            );
        }
    }

    #[test]
    fn a_vt100_is_never_asked_to_take_off_one_mark_alone() {
        let bold = Style::new().bold();
        assert_eq!(change(bold.reversed(), bold, Dialect::Vt100), "\x1b[0;1m");
    }

    #[test]
    fn colours_can_be_left_out_while_marks_stay() {
        let mut cell = Cell::EMPTY;
        cell.set_style(Style::new().red().on_blue().bold());
        assert_eq!(Pen::of(&cell, Colours::None), pen(Style::new().bold()));
    }

    #[test]
    fn a_blank_shows_only_its_ground_unless_reversed_or_underlined() {
        assert_eq!(pen(Style::new().bold().red()).on_blank(), Pen::PLAIN);
        assert_ne!(pen(Style::new().on_red()).on_blank(), Pen::PLAIN);
        assert_ne!(pen(Style::new().reversed()).on_blank(), Pen::PLAIN);
    }
}
