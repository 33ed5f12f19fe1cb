//! What the terminal at hand understands, decided from the environment; no queries.
//!
//! A query would cost a round trip on a slow line and leave stray answers in the input when the
//! program ends early. The few things that differ are named here; everything else we write is
//! understood by all terminals since the VT100.

use super::cells::COVERED;
use crate::base::width;

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
    /// GB 18030: every character, some in four bytes.
    Gb18030,
    /// GBK: characters of two bytes only; the rest is drawn as a question mark.
    Gbk,
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
    /// Reads the encoding from the name of a locale, such as `zh_CN.UTF-8`; `None` when the locale
    /// cannot carry Chinese.
    ///
    /// The caller takes the first of `LC_ALL`, `LC_CTYPE` and `LANG` that is set and not empty.
    pub fn of_locale(locale: &str) -> Option<Self> {
        let (language, charset) = locale.split_once('.').unwrap_or((locale, ""));
        let charset = charset.split('@').next().unwrap_or_default();
        let plain: String = charset
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|ch| ch.to_ascii_lowercase())
            .collect();
        match plain.as_str() {
            "utf8" => Some(Self::Utf8),
            "gb18030" => Some(Self::Gb18030),
            "gbk" | "gb2312" | "euccn" => Some(Self::Gbk),
            // The plain name means GB 2312 in every C library that knows it.
            "" if language == "zh_CN" => Some(Self::Gbk),
            _ => None,
        }
    }

    /// Appends the bytes of a drawable character; nothing for a cell that is covered.
    pub(super) fn push(self, ch: char, out: &mut Vec<u8>) {
        let mut utf8 = [0; 4];
        match (self, ch) {
            (_, COVERED) => {}
            (Self::Utf8, _) => out.extend_from_slice(ch.encode_utf8(&mut utf8).as_bytes()),
            (_, ' '..='~') => out.extend_from_slice(ch.encode_utf8(&mut utf8).as_bytes()),
            (Self::Gb18030, _) => push_gb(ch, out),
            (Self::Gbk, _) => push_gbk(ch, out),
        }
    }
}

/// Appends `ch` in GB 18030.
fn push_gb(ch: char, out: &mut Vec<u8>) {
    let mut utf8 = [0; 4];
    let (bytes, _, _) = encoding_rs::GB18030.encode(ch.encode_utf8(&mut utf8));
    out.extend_from_slice(&bytes);
}

/// Appends `ch` in two bytes, or what stands for it where GBK has none.
fn push_gbk(ch: char, out: &mut Vec<u8>) {
    let before = out.len();
    let columns = width::char_columns(ch);
    push_gb(ch, out);
    // Such terminals draw as many columns as there are bytes.
    if out.len() - before == columns {
        return;
    }
    out.truncate(before);
    match ch {
        '・' => push_gb('．', out),
        _ if columns == 2 => push_gb('？', out),
        _ => out.push(b'?'),
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
    fn the_locale_tells_the_encoding() {
        for (locale, expected) in [
            ("zh_CN.UTF-8", Some(Encoding::Utf8)),
            ("C.utf8", Some(Encoding::Utf8)),
            ("en_US.UTF-8@euro", Some(Encoding::Utf8)),
            ("zh_CN.GB18030", Some(Encoding::Gb18030)),
            ("zh_CN.GBK", Some(Encoding::Gbk)),
            ("zh_CN", Some(Encoding::Gbk)),
            ("C", None),
            ("POSIX", None),
            ("", None),
            ("de_DE.ISO-8859-1", None),
        ] {
            assert_eq!(Encoding::of_locale(locale), expected, "{locale}");
        }
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
        let (gbk, _, _) = encoding_rs::GBK.encode("a李？．");
        assert_eq!(bytes(Encoding::Gbk, "a李𠮷・"), *gbk);
    }
}
