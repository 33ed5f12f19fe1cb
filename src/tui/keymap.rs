//! The keymap: rows of data, read once from `keymap.toml`, from which footer, menu and help are derived.
//!
//! A key means the first row of its context whose condition holds, then the first such row of
//! `anywhere`. Nothing else in the program decides what a key does, except that characters typed into
//! a text are text.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{
    action::{Action, Condition, Context},
    event::{Code, Key},
    model::form::values,
};

/// The embedded rows.
const SOURCE: &str = include_str!("keymap.toml");

/// All rows; constant once read.
static KEYMAP: LazyLock<Keymap> = LazyLock::new(|| {
    #[expect(
        clippy::expect_used,
        reason = "the text is embedded and a test reads it"
    )]
    Keymap::read(SOURCE).expect("keymap.toml is well formed")
});

/// The keymap of the program.
pub fn keymap() -> &'static Keymap {
    &KEYMAP
}

/// The name under which an action has its words.
pub fn action_name(action: Action) -> String {
    values::code(&action)
}

/// The name under which a context has its word.
pub fn context_name(context: Context) -> String {
    values::code(&context)
}

/// Which keys a row answers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pattern {
    /// Exactly this key.
    Key(Key),
    /// Any digit from 1 to 9.
    Digits,
}

/// One row: a key's meaning in one context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    /// Where.
    pub context: Context,
    /// Which keys; the first is the one shown.
    pub keys: Vec<(Pattern, String)>,
    /// What.
    pub action: Action,
    /// On what condition.
    pub condition: Condition,
    /// Rank in the footer; `None` keeps it out.
    pub footer: Option<u8>,
    /// Whether the menu lists it.
    pub in_menu: bool,
}

/// All rows, in the order in which they are tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    rows: Vec<Binding>,
}

/// Why a keymap cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum NotAKeymap {
    /// Not TOML of the expected shape.
    #[error("not a keymap: {0}")]
    Form(#[from] toml::de::Error),
    /// A key nobody knows.
    #[error("unknown key {0}")]
    Key(String),
}

/// The shape of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    key: Vec<Row>,
}

/// The shape of one row of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    r#in: Context,
    keys: Vec<String>,
    r#do: Action,
    #[serde(default)]
    when: Condition,
    footer: Option<u8>,
    #[serde(default = "yes")]
    menu: bool,
}

const fn yes() -> bool {
    true
}

impl Keymap {
    /// Reads rows.
    ///
    /// # Errors
    /// [`NotAKeymap`] names what was not understood.
    pub fn read(source: &str) -> Result<Self, NotAKeymap> {
        let file: File = toml::from_str(source)?;
        let rows = file
            .key
            .into_iter()
            .map(|row| {
                let keys = row
                    .keys
                    .into_iter()
                    .map(|name| match pattern(&name) {
                        Some(pattern) => Ok((pattern, name)),
                        None => Err(NotAKeymap::Key(name)),
                    })
                    .collect::<Result<_, _>>()?;
                Ok(Binding {
                    context: row.r#in,
                    keys,
                    action: row.r#do,
                    condition: row.when,
                    footer: row.footer,
                    in_menu: row.menu,
                })
            })
            .collect::<Result<_, NotAKeymap>>()?;
        Ok(Self { rows })
    }

    /// The rows that count in `context`, in order: its own, then those of everywhere.
    pub fn rows(&self, context: Context) -> impl Iterator<Item = &Binding> {
        let own = self.rows.iter().filter(move |row| row.context == context);
        let shared = self
            .rows
            .iter()
            .filter(|row| row.context == Context::Anywhere);
        own.chain(shared)
    }

    /// What `key` means in `context`, given which conditions hold.
    pub fn meaning(
        &self,
        context: Context,
        key: Key,
        holds: impl Fn(Condition) -> bool,
    ) -> Option<&Binding> {
        self.rows(context)
            .find(|row| row.answers(key) && holds(row.condition))
    }

    /// Every row there is, for the help.
    pub fn all(&self) -> &[Binding] {
        &self.rows
    }
}

impl Binding {
    /// Whether the row answers to `key`.
    pub fn answers(&self, key: Key) -> bool {
        self.keys.iter().any(|(pattern, _)| match pattern {
            Pattern::Key(own) => *own == key,
            Pattern::Digits => digit(key).is_some(),
        })
    }

    /// Whether it leads out, or to where everything else can be found; such rows never give way in the footer.
    pub const fn is_refuge(&self) -> bool {
        matches!(self.action, Action::Back | Action::Menu | Action::Help)
    }

    /// The key that footer and help show; empty for what only the menu reaches.
    pub fn shown(&self) -> &str {
        self.keys.first().map_or("", |(_, name)| name)
    }

    /// A key it answers to: the one shown.
    pub fn example(&self) -> Option<Key> {
        self.keys.first().map(|(pattern, _)| match pattern {
            Pattern::Key(key) => *key,
            Pattern::Digits => Key::plain(Code::Char('1')),
        })
    }

    /// All its keys as the help shows them.
    pub fn all_keys(&self) -> String {
        let names: Vec<&str> = self.keys.iter().map(|(_, name)| name.as_str()).collect();
        names.join(" ")
    }
}

/// The digit from 1 to 9 that `key` is, if it is one.
pub fn digit(key: Key) -> Option<usize> {
    match key.code {
        Code::Char(ch @ '1'..='9') if !key.ctrl && !key.alt => ch
            .to_digit(10)
            .and_then(|digit| usize::try_from(digit).ok()),
        _other_code => None,
    }
}

/// The pattern of that name.
fn pattern(name: &str) -> Option<Pattern> {
    if name == "1-9" {
        return Some(Pattern::Digits);
    }
    key(name).map(Pattern::Key)
}

/// The key of that name, e.g. `F9`, `Ctrl-c`, `Shift-Tab`, `/`.
pub fn key(name: &str) -> Option<Key> {
    if let Some(letter) = name.strip_prefix("Ctrl-") {
        return single(letter).map(Key::ctrl);
    }
    if let Some(rest) = name.strip_prefix("Shift-") {
        return key(rest).map(|key| Key { shift: true, ..key });
    }
    let code = match name {
        "Enter" => Code::Enter,
        "Esc" => Code::Esc,
        "Tab" => Code::Tab,
        "Space" => Code::Char(' '),
        "Backspace" => Code::Backspace,
        "Delete" => Code::Delete,
        "Up" => Code::Up,
        "Down" => Code::Down,
        "Left" => Code::Left,
        "Right" => Code::Right,
        "Home" => Code::Home,
        "End" => Code::End,
        "PageUp" => Code::PageUp,
        "PageDown" => Code::PageDown,
        _ => match name.strip_prefix('F').map(str::parse) {
            Some(Ok(number @ 1..=12)) => Code::F(number),
            Some(Ok(_) | Err(_)) | None => Code::Char(single(name)?),
        },
    };
    Some(Key::plain(code))
}

fn single(text: &str) -> Option<char> {
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_keymap_is_well_formed() {
        let map = Keymap::read(SOURCE).unwrap();
        assert!(map.all().len() > 100);
    }

    #[test]
    fn a_key_nobody_knows_is_refused() {
        let row = "[[key]]\nin = \"desk\"\nkeys = [\"Hyper-x\"]\ndo = \"quit\"\n";
        assert!(matches!(Keymap::read(row), Err(NotAKeymap::Key(name)) if name == "Hyper-x"));
    }

    #[test]
    fn every_action_can_be_reached_without_a_key_that_an_input_method_eats() {
        for row in keymap().all() {
            let safe = row.keys.iter().any(|(pattern, _)| match pattern {
                Pattern::Digits => false,
                Pattern::Key(key) => key.ctrl || !matches!(key.code, Code::Char(ch) if ch != ' '),
            });
            // Digits only choose what the arrows reach too.
            assert!(
                safe || row.in_menu || row.action == Action::Pick,
                "{:?} in {:?}",
                row.action,
                row.context
            );
        }
    }

    #[test]
    fn the_first_row_whose_condition_holds_counts() {
        let enter = Key::plain(Code::Enter);
        let alert = keymap().meaning(Context::Case, enter, |when| when == Condition::OnAlert);
        assert_eq!(alert.map(|row| row.action), Some(Action::SettleAlert));
        let nothing = keymap().meaning(Context::Case, enter, |_| false);
        assert_eq!(nothing, None);
    }

    #[test]
    fn full_width_keys_are_found_once_folded() {
        let slash = Key::plain(Code::Char('／')).folded();
        let search = keymap().meaning(Context::Desk, slash, |_| true);
        assert_eq!(search.map(|row| row.action), Some(Action::Search));
    }
}
