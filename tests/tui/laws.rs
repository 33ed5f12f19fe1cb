//! Laws over all screens: the footer keeps its word, nothing panics, nothing is drawn that a terminal
//! could take two ways.

use hecha::{
    base::width,
    tui::{
        Model,
        event::{Code, Event, Key},
        keymap,
    },
};
use proptest::prelude::*;

use crate::driver::{Driver, desk, office};

/// Ways to every screen.
const WAYS: &[&str] = &[
    "",
    "Enter",
    "Enter Enter",
    "Enter Enter Enter",
    "Enter Enter Down Right",
    "Enter Enter a",
    "Enter Enter v",
    "Enter Enter v Tab",
    "Enter Enter h",
    "Enter Enter F4",
    "Enter Enter F4 Down Enter",
    "Enter Enter F4 Tab",
    "Enter Enter F5",
    "Enter Enter F6",
    "Enter Enter F7",
    "Enter Enter Tab Tab Tab Tab",
    "Enter Enter Tab Tab Tab Tab Tab",
    "Enter Enter F2",
    "Enter Enter F1",
    "Enter Enter Space",
    "p",
    "p F3",
    "p Enter",
    "/",
    "/ l g c Enter",
    "Enter F8",
    "F6",
    "F6 Tab",
];

/// The keys of a footer, by name: the first word of every entry.
fn footer_keys(footer: &str) -> Vec<String> {
    footer
        .trim()
        .split("  ")
        .filter_map(|entry| entry.trim().split(' ').next())
        .filter(|key| !key.is_empty())
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_key_in_the_footer_works() {
    for way in WAYS {
        let mut first = desk();
        first.keys(way);
        let keys = footer_keys(&first.footer());
        assert!(keys.len() >= 2, "{way}: {keys:?}");
        for key in keys {
            let mut desk = desk();
            desk.keys(way);
            let before = desk.model.clone();
            let name = if key == "1-9" { "2" } else { &key };
            desk.keys(name);
            let done = without_counter(&before) != without_counter(&desk.model);
            assert!(done, "after {way}: {key} does nothing");
        }
    }
}

/// What is on the screens, without the numbers of effects, which every question raises.
fn without_counter(model: &Model) -> serde_json::Value {
    let mut value = serde_json::to_value(model).unwrap();
    value.as_object_mut().unwrap().remove("next_effect");
    value
}

#[test]
fn the_help_names_every_key_of_the_screen_and_the_menu_leads_there() {
    let mut desk = desk();
    desk.keys("F1").shows(&["办下一户", "F9 n", "Ctrl-c"]);
    desk.keys("F1 F2").shows(&["查找", "参数"]);
    desk.keys("Down Down Down Enter").shows(&["参数  1/"]);
}

#[test]
fn every_action_and_every_context_has_its_words() {
    for row in keymap::keymap().all() {
        let name = serde_json::to_value(row.action).unwrap();
        let name = name.as_str().unwrap();
        assert!(!hecha::text::ui::actions::short(name).is_empty(), "{name}");
        assert!(!hecha::text::ui::actions::long(name).is_empty(), "{name}");
    }
}

#[test]
fn a_model_survives_being_written_and_read() {
    for way in WAYS {
        let mut desk = desk();
        desk.keys(way);
        let text = serde_json::to_string(&desk.model).unwrap();
        let back: Model = serde_json::from_str(&text).unwrap();
        assert_eq!(back, desk.model, "{way}");
    }
}

#[test]
fn every_frame_has_its_cursor_within_the_screen() {
    for way in WAYS {
        for size in [(80, 24), (120, 40), (60, 20)] {
            let mut desk = Driver::start_at(office().0, size);
            desk.keys(way);
            assert_drawable(&desk, way);
        }
    }
}

fn assert_drawable(desk: &Driver, way: &str) {
    let (buf, cursor) = desk.frame();
    if let Some(at) = cursor {
        assert!(at.x < buf.area.width, "{way}: {at:?}");
        assert!(
            at.y + 1 < buf.area.height.max(2),
            "{way}: not on the last row: {at:?}"
        );
    }
    for cell in buf.content() {
        for ch in cell.symbol().chars() {
            assert!(width::is_unambiguous(ch), "{way}: {ch:?}");
        }
    }
}

/// One event a person, a terminal or a line can cause.
fn event() -> impl Strategy<Value = Event> {
    let named = prop::sample::select(vec![
        "Enter",
        "Esc",
        "Tab",
        "Shift-Tab",
        "Space",
        "Up",
        "Down",
        "Left",
        "Right",
        "Home",
        "End",
        "PageUp",
        "PageDown",
        "Backspace",
        "Delete",
        "F1",
        "F2",
        "F3",
        "F4",
        "F5",
        "F6",
        "F7",
        "F8",
        "F9",
        "Ctrl-u",
        "Ctrl-w",
        "Ctrl-l",
    ])
    .prop_map(|name| Event::Key(keymap::key(name).unwrap()));
    let typed = prop::sample::select(
        "123456789.,apnmhvwecs?/李国·—𠮷１，"
            .chars()
            .collect::<Vec<_>>(),
    )
    .prop_map(|ch| Event::Key(Key::plain(Code::Char(ch))));
    let pasted = "\\PC{0,12}".prop_map(Event::Paste);
    let sized = (1_u16..130, 1_u16..45).prop_map(|(columns, rows)| Event::Resize { columns, rows });
    prop_oneof![12 => named, 8 => typed, 1 => pasted, 1 => sized]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn no_sequence_of_events_breaks_anything(events in prop::collection::vec(event(), 1..120)) {
        let mut desk = desk();
        for event in events {
            desk.event(event);
            let (buf, cursor) = desk.frame();
            if let Some(at) = cursor {
                prop_assert!(at.x < buf.area.width && at.y < buf.area.height);
            }
        }
        assert_drawable(&desk, "anything");
    }
}
