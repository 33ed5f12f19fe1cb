//! What the program finds around it: locale, terminal, where the data lies.
//!
//! The only place of the command line that reads the environment; everything else is handed what was
//! found here. It judges nothing but whether the screens can be shown.

use std::{
    env,
    ffi::OsString,
    io::IsTerminal,
    path::{Path, PathBuf},
};

use crate::text::environment::Shortcoming;

/// How text is written so that the terminal shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    /// UTF-8.
    Utf8,
    /// GBK or its superset GB18030.
    Gb18030,
    /// Not known to be able to show Chinese.
    Unknown,
}

/// The locale as far as it concerns text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locale {
    /// The value that counts; empty if none is set.
    pub name: String,
    /// The encoding it says.
    pub charset: Charset,
}

impl Locale {
    /// The locale that counts among the settings, the first that is not empty.
    pub fn of(settings: &[Option<String>]) -> Self {
        let name = settings
            .iter()
            .flatten()
            .find(|value| !value.is_empty())
            .cloned()
            .unwrap_or_default();
        let charset = charset(&name);
        Self { name, charset }
    }

    /// The locale of this process; `HECHA_LANG` outranks what the system says.
    pub fn of_process() -> Self {
        Self::of(&["HECHA_LANG", "LC_ALL", "LC_CTYPE", "LANG"].map(text_of))
    }
}

/// The encoding that a locale such as `zh_CN.GB18030@modifier` says.
fn charset(locale: &str) -> Charset {
    let without_modifier = locale.split('@').next().unwrap_or_default();
    let (language, encoding) = without_modifier
        .split_once('.')
        .unwrap_or((without_modifier, ""));
    let plain: String = encoding
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|ch| ch.to_ascii_lowercase())
        .collect();
    match plain.as_str() {
        "utf8" => Charset::Utf8,
        "gb18030" | "gbk" | "gb2312" | "euccn" => Charset::Gb18030,
        // A bare zh_CN means GB2312 to the C library.
        "" if matches!(language, "zh_CN" | "zh_SG") => Charset::Gb18030,
        _ => Charset::Unknown,
    }
}

/// A setting of the environment, if it is set and is text.
fn text_of(name: &str) -> Option<String> {
    env::var(name).ok()
}

/// What keeps the screens from being shown here, if anything does.
pub fn shortcoming(locale: &Locale) -> Option<Shortcoming> {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Some(Shortcoming::NotATerminal);
    }
    let term = text_of("TERM").unwrap_or_default();
    if term.is_empty() || term == "dumb" {
        return Some(Shortcoming::Dumb { term });
    }
    match locale.charset {
        Charset::Utf8 | Charset::Gb18030 => None,
        Charset::Unknown => Some(Shortcoming::Locale {
            locale: locale.name.clone(),
        }),
    }
}

/// Settings that say what the terminal understands.
#[derive(Debug, Clone)]
pub struct TerminalSettings {
    /// `TERM`; empty if unset.
    pub term: String,
    /// `NO_COLOR`.
    pub no_color: Option<String>,
}

/// What the environment says of the terminal.
pub fn terminal() -> TerminalSettings {
    TerminalSettings {
        term: text_of("TERM").unwrap_or_default(),
        no_color: text_of("NO_COLOR"),
    }
}

/// Settings that say where data lies.
#[derive(Debug, Clone, Default)]
pub struct Homes {
    /// `HECHA_DATA`.
    pub hecha_data: Option<OsString>,
    /// `XDG_DATA_HOME`.
    pub xdg_data_home: Option<OsString>,
    /// `HOME`.
    pub home: Option<OsString>,
}

impl Homes {
    /// The settings of this process.
    pub fn of_process() -> Self {
        Self {
            hecha_data: env::var_os("HECHA_DATA"),
            xdg_data_home: env::var_os("XDG_DATA_HOME"),
            home: env::var_os("HOME"),
        }
    }
}

/// Which data is meant when nobody names a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The office's own: `…/hecha`.
    Office,
    /// The demo district: `…/hecha-demo`, so that it never mixes with an office.
    Demo,
}

/// Where the data lies: as asked for, else `HECHA_DATA`, else beside the other data of the account.
///
/// `None` if nothing says where an account keeps its data.
pub fn data_dir(asked: Option<&Path>, homes: &Homes, which: Which) -> Option<PathBuf> {
    if let Some(dir) = asked {
        return Some(dir.to_owned());
    }
    let set = |value: &Option<OsString>| value.clone().filter(|value| !value.is_empty());
    if let Some(dir) = set(&homes.hecha_data) {
        return Some(dir.into());
    }
    // The XDG base directory rules tell to ignore relative paths.
    let base = set(&homes.xdg_data_home)
        .map(PathBuf::from)
        .filter(|dir| dir.is_absolute())
        .or_else(|| set(&homes.home).map(|home| PathBuf::from(home).join(".local/share")))?;
    Some(base.join(match which {
        Which::Office => "hecha",
        Which::Demo => "hecha-demo",
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn charset_of(name: &str) -> Charset {
        Locale::of(&[Some(name.to_owned())]).charset
    }

    #[test]
    fn the_encoding_is_read_from_the_locale_however_it_is_spelt() {
        for name in ["zh_CN.UTF-8", "en_US.utf8", "C.UTF-8", "zh_CN.UTF-8@pinyin"] {
            assert_eq!(charset_of(name), Charset::Utf8, "{name}");
        }
        for name in ["zh_CN.GB18030", "zh_CN.gbk", "zh_CN.GB2312", "zh_CN"] {
            assert_eq!(charset_of(name), Charset::Gb18030, "{name}");
        }
        for name in ["", "C", "POSIX", "en_US", "zh_TW.Big5", "de_DE.ISO-8859-1"] {
            assert_eq!(charset_of(name), Charset::Unknown, "{name}");
        }
    }

    #[test]
    fn the_first_setting_that_is_not_empty_counts() {
        let locale = Locale::of(&[
            None,
            Some(String::new()),
            Some("zh_CN.UTF-8".to_owned()),
            Some("C".to_owned()),
        ]);
        assert_eq!(locale.name, "zh_CN.UTF-8");
        assert_eq!(locale.charset, Charset::Utf8);
    }

    #[test]
    fn the_data_lies_where_the_nearest_setting_says() {
        let mut homes = Homes {
            hecha_data: Some("/srv/hecha".into()),
            xdg_data_home: Some("/data".into()),
            home: Some("/home/wang".into()),
        };
        let asked = Some(Path::new("there"));
        let office = |asked, homes: &Homes| data_dir(asked, homes, Which::Office);
        assert_eq!(office(asked, &homes), Some("there".into()));
        assert_eq!(office(None, &homes), Some("/srv/hecha".into()));
        homes.hecha_data = Some("".into());
        assert_eq!(office(None, &homes), Some("/data/hecha".into()));
        assert_eq!(
            data_dir(None, &homes, Which::Demo),
            Some("/data/hecha-demo".into())
        );
        homes.xdg_data_home = Some("relative".into());
        assert_eq!(
            office(None, &homes),
            Some("/home/wang/.local/share/hecha".into())
        );
        homes.home = None;
        assert_eq!(office(None, &homes), None);
    }
}
