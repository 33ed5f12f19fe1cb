//! The terminal's shortcomings in words: in ASCII for every terminal, in Chinese where it can carry it.
//!
//! A window that is too small is the screens' own business: it can grow. Nothing here looks at the world; `cli::surroundings` does, and hands in what it found.

use super::message::Message;

/// Why the screens cannot be shown here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shortcoming {
    /// Input or output is a file or a pipe.
    NotATerminal,
    /// `TERM` is unset or says that the terminal cannot move a cursor.
    Dumb {
        /// The value of `TERM`; empty if unset.
        term: String,
    },
    /// The locale says that the terminal speaks another encoding than UTF-8.
    Locale {
        /// The locale as set; empty if none is.
        locale: String,
    },
}

/// The shortcoming in ASCII, for a terminal that may show nothing else.
pub fn ascii(shortcoming: &Shortcoming) -> String {
    match shortcoming {
        Shortcoming::NotATerminal => {
            "hecha: input and output are not a terminal, so the screens cannot be shown.\n\
             Nothing was changed. In scripts use the verbs: hecha queue, hecha search, hecha --help."
                .to_owned()
        }
        Shortcoming::Dumb { term } => format!(
            "hecha: this terminal cannot move its cursor (TERM is {}), so the screens cannot be shown.\n\
             Nothing was changed. Use another terminal, or: TERM=xterm-256color hecha\n\
             The verbs work here: hecha queue --plain",
            shown(term)
        ),
        Shortcoming::Locale { locale } => format!(
            "hecha: the locale is {}, which does not say that this terminal shows Chinese in UTF-8.\n\
             Nothing was changed. SSH often drops LANG. If the terminal does show UTF-8, start with:\n\
             HECHA_LANG=zh_CN.UTF-8 hecha",
            shown(locale)
        ),
    }
}

/// The shortcoming in Chinese.
pub fn chinese(shortcoming: &Shortcoming) -> Message {
    match shortcoming {
        Shortcoming::NotATerminal => Message::new(
            "输入或输出不是终端, 不能显示界面。",
            "没有作任何改动。",
            "脚本里请用命令, 例如 hecha queue、hecha search; 全部命令见 hecha --help。",
        ),
        Shortcoming::Dumb { term } => Message::new(
            format!("这个终端不能移动光标(TERM={}), 不能显示界面。", shown(term)),
            "没有作任何改动。",
            "请换一个终端, 或用 TERM=xterm-256color hecha 启动; 命令照常可用, 例如 hecha queue --plain。",
        ),
        Shortcoming::Locale { locale } => Message::new(
            format!(
                "语言环境是 {}, 没有说明终端能显示 UTF-8 中文。",
                shown(locale)
            ),
            "没有作任何改动。SSH 登录常常丢掉 LANG。",
            "终端能显示 UTF-8 的, 请用 HECHA_LANG=zh_CN.UTF-8 hecha 启动。",
        ),
    }
}

/// A setting as found, cut to its harmless characters.
fn shown(value: &str) -> String {
    let clean: String = value
        .chars()
        .filter(char::is_ascii_graphic)
        .take(40)
        .collect();
    if clean.is_empty() {
        "(unset)".to_owned()
    } else {
        clean
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one_of_each() -> [Shortcoming; 3] {
        [
            Shortcoming::NotATerminal,
            Shortcoming::Dumb {
                term: "dumb".to_owned(),
            },
            Shortcoming::Locale {
                locale: "\u{1b}[2JC 李".to_owned(),
            },
        ]
    }

    #[test]
    fn every_shortcoming_has_an_ascii_sentence_that_fits_any_terminal() {
        for one in one_of_each() {
            let text = ascii(&one);
            assert!(text.is_ascii(), "{text}");
            assert!(!text.contains('\u{1b}'), "{text}");
            assert!(text.contains("Nothing was changed."), "{text}");
        }
    }

    #[test]
    fn every_shortcoming_has_a_remedy_in_chinese() {
        for one in one_of_each() {
            assert!(
                chinese(&one).remedy.starts_with(['请', '脚', '终']),
                "{one:?}"
            );
        }
    }

    #[test]
    fn a_dropped_locale_is_answered_with_the_override() {
        let dropped = Shortcoming::Locale {
            locale: String::new(),
        };
        assert!(ascii(&dropped).contains("the locale is (unset)"));
        assert!(ascii(&dropped).contains("HECHA_LANG=zh_CN.UTF-8 hecha"));
    }
}
