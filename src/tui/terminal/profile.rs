//! What the terminal at hand understands, decided from `TERM` and `NO_COLOR`; no queries.
//!
//! A query would cost a round trip on a slow line and leave stray answers in the input when the
//! program ends early. The few things that differ are named here; everything else we write is
//! understood by all terminals since the VT100.

/// Stands in a cell that shows the right half of the wide character before it.
pub(super) const COVERED: char = '\0';

/// How colours are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// The sixteen ANSI colours; others are left out.
    Sixteen,
    /// None at all; bold, underline and reverse stay.
    None,
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

/// How characters become bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// GB 18030.
    Gb18030,
}

/// All that is known of the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// How colours are written.
    pub colours: Colours,
    /// What the terminal understands.
    pub dialect: Dialect,
    /// How characters become bytes.
    pub encoding: Encoding,
}

impl Profile {
    /// Reads the profile from the values of `TERM` and `NO_COLOR`, for a UTF-8 terminal.
    ///
    /// `NO_COLOR` counts when it is set to anything but the empty text, as its convention says.
    pub fn of(term: &str, no_color: Option<&str>) -> Self {
        const OLD: [&str; 4] = ["vt", "ansi", "dumb", "unknown"];
        let dialect = if term == "linux" {
            Dialect::Console
        } else if term.is_empty() || OLD.iter().any(|name| term.starts_with(name)) {
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
        Self {
            colours,
            dialect,
            encoding: Encoding::Utf8,
        }
    }
}

impl Encoding {
    /// Appends the bytes of a drawable character; nothing for a cell that is covered.
    pub(super) fn push(self, ch: char, out: &mut Vec<u8>) {
        let mut utf8 = [0; 4];
        match (self, ch) {
            (_, COVERED) => {}
            (Self::Utf8, _) => out.extend_from_slice(ch.encode_utf8(&mut utf8).as_bytes()),
            (_, ' '..='~') => out.extend_from_slice(ch.encode_utf8(&mut utf8).as_bytes()),
            (Self::Gb18030, _) => {
                let (bytes, _, _) = encoding_rs::GB18030.encode(ch.encode_utf8(&mut utf8));
                out.extend_from_slice(&bytes);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dialect_follows_the_name_of_the_terminal() {
        for (term, dialect, colours) in [
            ("xterm-256color", Dialect::Xterm, Colours::Sixteen),
            ("screen", Dialect::Xterm, Colours::Sixteen),
            ("linux", Dialect::Console, Colours::Sixteen),
            ("vt100", Dialect::Vt100, Colours::None),
            ("vt220", Dialect::Vt100, Colours::None),
            ("xterm-mono", Dialect::Xterm, Colours::None),
            ("", Dialect::Vt100, Colours::Sixteen),
        ] {
            let profile = Profile::of(term, None);
            assert_eq!(
                (profile.dialect, profile.colours),
                (dialect, colours),
                "{term}"
            );
        }
    }

    #[test]
    fn no_color_counts_unless_it_is_empty() {
        assert_eq!(Profile::of("xterm", Some("1")).colours, Colours::None);
        assert_eq!(Profile::of("xterm", Some("")).colours, Colours::Sixteen);
    }

    #[test]
    fn each_encoding_carries_what_it_can() {
        let bytes = |encoding: Encoding, text: &str| {
            let mut out = Vec::new();
            text.chars().for_each(|ch| encoding.push(ch, &mut out));
            out
        };
        assert_eq!(bytes(Encoding::Utf8, "a李𠮷"), "a李𠮷".as_bytes());
        let (gb, _, _) = encoding_rs::GB18030.encode("a李𠮷・");
        assert_eq!(bytes(Encoding::Gb18030, "a李𠮷・"), *gb);
    }
}
