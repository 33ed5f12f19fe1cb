//! What the terminal at hand understands, decided from `TERM` and `NO_COLOR`; no queries.
//!
//! A query would cost a round trip on a slow line and leave stray answers in the input when the
//! program ends early. The few things that differ are named here; everything else we write is
//! understood by all terminals since the VT100.

/// How colours are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// The sixteen ANSI colours; others are left out.
    Sixteen,
    /// None at all; bold, underline and reverse stay.
    None,
}

/// What the terminal understands beyond the VT100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// How colours are written.
    pub colours: Colours,
    /// How much the terminal understands beyond moving the cursor and erasing to the end of a line.
    pub dialect: Dialect,
}

/// Families of terminals, by what they understand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// A VT100: no absolute column, no erasing of single cells, styles only set and reset together.
    Vt100,
    /// The Linux console: everything here but synchronized updates.
    Console,
    /// xterm and all that follow it, screen and tmux among them.
    Xterm,
}

impl Profile {
    /// Reads the profile from the values of `TERM` and `NO_COLOR`.
    ///
    /// `NO_COLOR` counts when it is set to anything but the empty text, as its convention says.
    pub fn of(term: &str, no_color: Option<&str>) -> Self {
        let dialect = if term == "linux" {
            Dialect::Console
        } else if term.is_empty()
            || ["vt1", "vt52", "ansi", "dumb"]
                .iter()
                .any(|name| term.starts_with(name))
        {
            Dialect::Vt100
        } else {
            Dialect::Xterm
        };
        let mono = term.ends_with("-m") || term.ends_with("-mono") || term.starts_with("vt");
        let colours = if mono || no_color.is_some_and(|value| !value.is_empty()) {
            Colours::None
        } else {
            Colours::Sixteen
        };
        Self { colours, dialect }
    }
}
