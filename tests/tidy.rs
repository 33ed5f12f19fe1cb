//! The map as a test: which room may know which, what only one file may touch, what may be drawn.
//!
//! A line in a table here is a wall of the house. Whoever needs a new door adds its line together
//! with the reason, in a commit that says so.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "support/source.rs"]
mod source;

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use hecha::base::width::is_unambiguous;
use source::{Named, Placed, Token, paths, tokens, without_tests};

/// What a place in the house may import from the rest of it. All rows that fit a file hold together.
struct Door {
    /// A room, or a file in one, from `src` and without `.rs`.
    place: &'static str,
    /// Rooms or names it may import; everything else of this crate is closed to it.
    may: &'static [&'static str],
}

/// The four files of the engine that speak, and do nothing.
const SPEECH: [&str; 4] = [
    "engine::command",
    "engine::query",
    "engine::answer",
    "engine::refusal",
];

const DOORS: &[Door] = &[
    door("base", &[]),
    door("domain", &["base"]),
    door("policy", &["base", "domain"]),
    door("rules", &["base", "domain", "policy"]),
    // A value the office entered is a plain record that stands in the journal as it is.
    door("journal", &["base", "domain", "policy::OfficeValue"]),
    door(
        "store",
        &["base", "domain", "journal", "policy::OfficeValue"],
    ),
    door("desk", &["base", "domain"]),
    door(
        "engine",
        &[
            "base", "domain", "policy", "rules", "journal", "store", "desk",
        ],
    ),
    // `desk` for the drafts that travel through a session.
    door("session", &["base", "domain", "desk"]),
    door("session", &SPEECH),
    door("session/local", &["engine"]),
    door("session/server", &["engine"]),
    // It asks and hands in requests through the trait, never knowing who answers; the demo enters
    // values of parameters as any office does.
    door("exchange", &["base", "domain"]),
    door("exchange", &SPEECH),
    door("exchange", &["session::Session", "session::Request"]),
    door("exchange", &["policy::OfficeValue"]),
    // What leaves the house is worded as it is on screens and paper.
    door("exchange/export", &["text"]),
    door("text", &["base", "domain", "engine::refusal"]),
    door("documents", &["base", "domain", "text"]),
    door("tui", &["base", "domain", "text", "documents"]),
    door("tui", &SPEECH),
    // The trait and what goes through it, never who answers.
    door("tui", &["session::Session", "session::Request"]),
    door("tui", &["desk::Draft", "desk::Place"]),
    door("tui/effects", &["exchange"]),
    // What a verb does with a batch, the screens do in the same steps.
    door("tui/effects", &["session::batches"]),
    door("cli", EVERY_ROOM),
    door("main", &["cli"]),
    door("lib", EVERY_ROOM),
];

const EVERY_ROOM: &[&str] = &[
    "base",
    "domain",
    "policy",
    "rules",
    "journal",
    "store",
    "desk",
    "engine",
    "session",
    "exchange",
    "text",
    "documents",
    "tui",
    "cli",
];

const fn door(place: &'static str, may: &'static [&'static str]) -> Door {
    Door { place, may }
}

/// Something only some places may touch.
struct Reserve {
    /// The path as source names it.
    what: &'static str,
    /// Where it may be named.
    only_in: &'static [&'static str],
}

const RESERVES: &[Reserve] = &[
    reserve("sled", &["store"]),
    reserve("bincode", &["store/codec"]),
    reserve("sm3", &["base/digest"]),
    reserve("sha2", &["base/digest"]),
    reserve("unicode_width", &["base/width"]),
    reserve("calamine", &["exchange"]),
    reserve("csv", &["exchange"]),
    reserve("rust_xlsxwriter", &["exchange"]),
    // Papers are filled in inside the documents an office brings.
    reserve("zip", &["exchange", "documents"]),
    reserve("encoding_rs", &["exchange", "cli/output", "tui/terminal"]),
    reserve("crossterm", &["tui"]),
    reserve("ratatui", &["tui"]),
    reserve("tui_input", &["tui/model/line"]),
    reserve("clap", &["cli"]),
    reserve("clap_complete", &["cli"]),
    reserve("indicatif", &["cli"]),
    reserve("std::time::SystemTime", &["base/clock"]),
    reserve("std::time::Instant", &["base", "tui", "cli"]),
    reserve("chrono::Utc", &["base/clock"]),
    reserve("chrono::Local", &["base/clock"]),
    // No room with rules or words in it reaches for the world.
    reserve("std::fs", FILES),
    reserve("std::net", &["session"]),
    reserve("std::os::unix::net", &["session"]),
    reserve(
        "std::env",
        &["base", "session", "cli", "main", "tui/terminal"],
    ),
    reserve("std::process", &["cli", "main"]),
    reserve("std::thread", THREADS),
    reserve("rustix", MACHINE),
    reserve("signal_hook", &["tui", "cli"]),
];

const FILES: &[&str] = &[
    "base",
    "journal",
    "store",
    "desk",
    "engine",
    "session",
    "exchange",
    "cli",
    "tui/effects",
];
const THREADS: &[&str] = &[
    "journal", "store", "engine", "session", "exchange", "cli", "tui",
];
const MACHINE: &[&str] = &["base", "journal", "store", "session", "tui/terminal", "cli"];

const fn reserve(what: &'static str, only_in: &'static [&'static str]) -> Reserve {
    Reserve { what, only_in }
}

/// Lines a file may have before nobody would live in it any more.
const LINES_MAX: usize = 600;

/// A file of `src`.
struct File {
    /// From `src`, without `.rs`: `store/codec`, `rules/mod`.
    place: String,
    /// Its module path.
    module: Vec<String>,
    /// Its lines.
    lines: usize,
    /// Its tokens.
    tokens: Vec<Placed>,
}

fn below(folder: &Path, ending: &str, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            below(&path, ending, out);
        } else if path.extension().is_some_and(|found| found == ending) {
            out.push(path);
        }
    }
    out.sort();
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files() -> Vec<File> {
    let mut paths = Vec::new();
    below(&src(), "rs", &mut paths);
    assert!(paths.len() > 40, "src was not found");
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &Path) -> File {
    let place = path
        .strip_prefix(src())
        .unwrap()
        .with_extension("")
        .to_str()
        .unwrap()
        .to_owned();
    let mut module: Vec<String> = place.split('/').map(str::to_owned).collect();
    if matches!(
        module.last().map(String::as_str),
        Some("mod" | "lib" | "main")
    ) {
        module.pop();
    }
    let source = fs::read_to_string(path).unwrap();
    File {
        place,
        module,
        lines: source.lines().count(),
        tokens: tokens(&source),
    }
}

/// Whether `place` is `room` or lies in it.
fn lies_in(place: &str, room: &str) -> bool {
    place == room
        || place
            .strip_prefix(room)
            .is_some_and(|rest| rest.starts_with('/'))
}

/// Whether `path` is `name`, or something within it.
fn begins_with(path: &[String], name: &str) -> bool {
    let mut parts = path.iter();
    name.split("::")
        .all(|part| parts.next().is_some_and(|found| found == part))
}

fn none(complaints: &BTreeSet<String>) {
    let list: Vec<&str> = complaints.iter().map(String::as_str).collect();
    assert!(list.is_empty(), "\n{}\n", list.join("\n"));
}

/// The import of this crate that `named` is, if it is one and leaves the room of `file`.
fn leaves<'a>(file: &File, named: &'a Named) -> Option<&'a [String]> {
    let (root, rest) = named.path.split_first()?;
    let own = root == "crate" || (root == "hecha" && file.place == "main");
    let room = file.module.first();
    (own && !rest.is_empty() && rest.first() != room).then_some(rest)
}

#[test]
fn modules_import_only_what_the_map_lists() {
    let mut complaints = BTreeSet::new();
    for file in files() {
        for named in paths(&file.tokens, &file.module) {
            let Some(path) = leaves(&file, &named) else {
                continue;
            };
            let open = DOORS
                .iter()
                .filter(|door| lies_in(&file.place, door.place))
                .flat_map(|door| door.may)
                .any(|name| begins_with(path, name));
            if !open {
                complaints.insert(format!(
                    "src/{}.rs:{} may not import {}",
                    file.place,
                    named.line,
                    path.join("::")
                ));
            }
        }
    }
    none(&complaints);
}

#[test]
fn every_room_stands_on_the_map() {
    let mut complaints = BTreeSet::new();
    for file in files() {
        let room = file.place.split('/').next().unwrap();
        if !DOORS.iter().any(|door| door.place == room) {
            complaints.insert(format!("src/{room} has no row in the table"));
        }
    }
    none(&complaints);
}

#[test]
fn what_one_place_keeps_for_itself_is_named_nowhere_else() {
    let mut complaints = BTreeSet::new();
    for file in files() {
        for named in paths(&file.tokens, &file.module) {
            for reserve in RESERVES {
                let inside = reserve
                    .only_in
                    .iter()
                    .any(|room| lies_in(&file.place, room));
                if begins_with(&named.path, reserve.what) && !inside {
                    complaints.insert(format!(
                        "src/{}.rs:{} names {}, which is kept in {}",
                        file.place,
                        named.line,
                        reserve.what,
                        reserve.only_in.join(", ")
                    ));
                }
            }
        }
    }
    none(&complaints);
}

/// A workbook knows no other number; what goes into one was summed in fen and is never read back from there.
const FLOATS: &[&str] = &["exchange/export/workbook"];

#[test]
fn no_float_is_named_where_anything_is_summed() {
    let mut complaints = BTreeSet::new();
    for file in files() {
        if FLOATS.contains(&file.place.as_str()) {
            continue;
        }
        for placed in &file.tokens {
            if let Token::Word(word) = &placed.token
                && matches!(word.as_str(), "f32" | "f64")
            {
                complaints.insert(format!(
                    "src/{}.rs:{} names {word}",
                    file.place, placed.line
                ));
            }
        }
    }
    none(&complaints);
}

#[test]
fn no_word_a_person_sees_can_command_a_terminal_or_shift_a_column() {
    let mut complaints = BTreeSet::new();
    for file in files() {
        if !["text", "cli", "documents"]
            .iter()
            .any(|room| lies_in(&file.place, room))
        {
            continue;
        }
        for placed in without_tests(&file.tokens) {
            if let Token::Text(text) = &placed.token
                && let Some(bad) = undrawable(text)
            {
                complaints.insert(format!(
                    "src/{}.rs:{} holds {bad:?} (U+{:04X})",
                    file.place,
                    placed.line,
                    u32::from(bad)
                ));
            }
        }
    }
    none(&complaints);
}

#[test]
fn no_help_page_can_command_a_terminal_or_shift_a_column() {
    let mut pages = Vec::new();
    below(&src(), "md", &mut pages);
    let mut complaints = BTreeSet::new();
    for page in pages {
        for (index, line) in fs::read_to_string(&page).unwrap().lines().enumerate() {
            if let Some(bad) = undrawable(line) {
                complaints.insert(format!("{}:{} holds {bad:?}", page.display(), index + 1));
            }
        }
    }
    none(&complaints);
}

/// The first character of `text` that may not be drawn.
fn undrawable(text: &str) -> Option<char> {
    text.chars().find(|&ch| ch != '\n' && !is_unambiguous(ch))
}

#[test]
fn no_file_is_longer_than_anybody_would_read() {
    let mut complaints = BTreeSet::new();
    for file in files() {
        if file.lines > LINES_MAX {
            complaints.insert(format!("src/{}.rs has {} lines", file.place, file.lines));
        }
    }
    none(&complaints);
}

#[test]
fn the_reader_of_source_sees_what_the_compiler_sees() {
    let source = r##"
        //! crate::comment::Ignored
        use crate::{a::{self, B as C}, d::*};
        /* crate::block /* crate::nested */ */
        const T: &str = "crate::text::Ignored \u{1b} \
            next"; const Q: char = '"'; const R: &str = r#"raw "x" 一"#;
        fn f<'a>(x: &'a super::up::T) -> self::own::U { Vec::<crate::g::H>::new() }
        mod tests { use super::*; use super::super::far::V; }
        mod other;
    "##;
    let tokens = tokens(source);
    let module = ["m".to_owned(), "n".to_owned()];
    let found: Vec<String> = paths(&tokens, &module)
        .iter()
        .map(|named| named.path.join("::"))
        .collect();
    assert_eq!(
        found,
        [
            "crate::a::self",
            "crate::a::B",
            "crate::d::*",
            "crate::m::up::T",
            "crate::m::n::own::U",
            "Vec",
            "crate::g::H",
            "crate::m::n::*",
            "crate::m::far::V",
        ]
    );
    let texts: Vec<&Token> = tokens
        .iter()
        .map(|placed| &placed.token)
        .filter(|token| matches!(token, Token::Text(_)))
        .collect();
    assert_eq!(
        texts,
        [
            &Token::Text("crate::text::Ignored \u{1b} next".to_owned()),
            &Token::Text("raw \"x\" 一".to_owned()),
        ]
    );
    assert_eq!(tokens.last().unwrap().line, 9);
    let shown = without_tests(&tokens);
    assert_eq!(shown.len(), tokens.len() - 18);
    assert_eq!(shown.last().unwrap().line, 9);
}
