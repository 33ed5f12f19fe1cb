//! No character of uncertain width and no control character reaches the terminal, whatever data holds.
//!
//! Facts first (the standard's own list of ambiguous characters), then laws over arbitrary text, through
//! the gate that all data passes and through the last gate in front of the terminal.

#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use hecha::base::width::{self, is_unambiguous, printable};
use hecha::tui::terminal::backend::FrugalBackend;
use hecha::tui::terminal::profile::{Colours, Dialect, Encoding, Profile};
use hecha::tui::terminal::screen::Screen;
use hecha::tui::widgets::draw;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect, Size};
use ratatui::style::Style;
use ratatui::widgets::Paragraph;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// All characters whose East Asian Width is «Ambiguous», from `EastAsianWidth.txt` of Unicode 14; later
/// versions have added none to what we draw.
#[rustfmt::skip]
const AMBIGUOUS: [(u32, u32); 179] = [
    (0x00a1, 0x00a1), (0x00a4, 0x00a4), (0x00a7, 0x00a8), (0x00aa, 0x00aa), (0x00ad, 0x00ae),
    (0x00b0, 0x00b4), (0x00b6, 0x00ba), (0x00bc, 0x00bf), (0x00c6, 0x00c6), (0x00d0, 0x00d0),
    (0x00d7, 0x00d8), (0x00de, 0x00e1), (0x00e6, 0x00e6), (0x00e8, 0x00ea), (0x00ec, 0x00ed),
    (0x00f0, 0x00f0), (0x00f2, 0x00f3), (0x00f7, 0x00fa), (0x00fc, 0x00fc), (0x00fe, 0x00fe),
    (0x0101, 0x0101), (0x0111, 0x0111), (0x0113, 0x0113), (0x011b, 0x011b), (0x0126, 0x0127),
    (0x012b, 0x012b), (0x0131, 0x0133), (0x0138, 0x0138), (0x013f, 0x0142), (0x0144, 0x0144),
    (0x0148, 0x014b), (0x014d, 0x014d), (0x0152, 0x0153), (0x0166, 0x0167), (0x016b, 0x016b),
    (0x01ce, 0x01ce), (0x01d0, 0x01d0), (0x01d2, 0x01d2), (0x01d4, 0x01d4), (0x01d6, 0x01d6),
    (0x01d8, 0x01d8), (0x01da, 0x01da), (0x01dc, 0x01dc), (0x0251, 0x0251), (0x0261, 0x0261),
    (0x02c4, 0x02c4), (0x02c7, 0x02c7), (0x02c9, 0x02cb), (0x02cd, 0x02cd), (0x02d0, 0x02d0),
    (0x02d8, 0x02db), (0x02dd, 0x02dd), (0x02df, 0x02df), (0x0300, 0x036f), (0x0391, 0x03a1),
    (0x03a3, 0x03a9), (0x03b1, 0x03c1), (0x03c3, 0x03c9), (0x0401, 0x0401), (0x0410, 0x044f),
    (0x0451, 0x0451), (0x2010, 0x2010), (0x2013, 0x2016), (0x2018, 0x2019), (0x201c, 0x201d),
    (0x2020, 0x2022), (0x2024, 0x2027), (0x2030, 0x2030), (0x2032, 0x2033), (0x2035, 0x2035),
    (0x203b, 0x203b), (0x203e, 0x203e), (0x2074, 0x2074), (0x207f, 0x207f), (0x2081, 0x2084),
    (0x20ac, 0x20ac), (0x2103, 0x2103), (0x2105, 0x2105), (0x2109, 0x2109), (0x2113, 0x2113),
    (0x2116, 0x2116), (0x2121, 0x2122), (0x2126, 0x2126), (0x212b, 0x212b), (0x2153, 0x2154),
    (0x215b, 0x215e), (0x2160, 0x216b), (0x2170, 0x2179), (0x2189, 0x2189), (0x2190, 0x2199),
    (0x21b8, 0x21b9), (0x21d2, 0x21d2), (0x21d4, 0x21d4), (0x21e7, 0x21e7), (0x2200, 0x2200),
    (0x2202, 0x2203), (0x2207, 0x2208), (0x220b, 0x220b), (0x220f, 0x220f), (0x2211, 0x2211),
    (0x2215, 0x2215), (0x221a, 0x221a), (0x221d, 0x2220), (0x2223, 0x2223), (0x2225, 0x2225),
    (0x2227, 0x222c), (0x222e, 0x222e), (0x2234, 0x2237), (0x223c, 0x223d), (0x2248, 0x2248),
    (0x224c, 0x224c), (0x2252, 0x2252), (0x2260, 0x2261), (0x2264, 0x2267), (0x226a, 0x226b),
    (0x226e, 0x226f), (0x2282, 0x2283), (0x2286, 0x2287), (0x2295, 0x2295), (0x2299, 0x2299),
    (0x22a5, 0x22a5), (0x22bf, 0x22bf), (0x2312, 0x2312), (0x2460, 0x24e9), (0x24eb, 0x254b),
    (0x2550, 0x2573), (0x2580, 0x258f), (0x2592, 0x2595), (0x25a0, 0x25a1), (0x25a3, 0x25a9),
    (0x25b2, 0x25b3), (0x25b6, 0x25b7), (0x25bc, 0x25bd), (0x25c0, 0x25c1), (0x25c6, 0x25c8),
    (0x25cb, 0x25cb), (0x25ce, 0x25d1), (0x25e2, 0x25e5), (0x25ef, 0x25ef), (0x2605, 0x2606),
    (0x2609, 0x2609), (0x260e, 0x260f), (0x261c, 0x261c), (0x261e, 0x261e), (0x2640, 0x2640),
    (0x2642, 0x2642), (0x2660, 0x2661), (0x2663, 0x2665), (0x2667, 0x266a), (0x266c, 0x266d),
    (0x266f, 0x266f), (0x269e, 0x269f), (0x26bf, 0x26bf), (0x26c6, 0x26cd), (0x26cf, 0x26d3),
    (0x26d5, 0x26e1), (0x26e3, 0x26e3), (0x26e8, 0x26e9), (0x26eb, 0x26f1), (0x26f4, 0x26f4),
    (0x26f6, 0x26f9), (0x26fb, 0x26fc), (0x26fe, 0x26ff), (0x273d, 0x273d), (0x2776, 0x277f),
    (0x2b56, 0x2b59), (0x3248, 0x324f), (0xe000, 0xf8ff), (0xfe00, 0xfe0f), (0xfffd, 0xfffd),
    (0x1f100, 0x1f10a), (0x1f110, 0x1f12d), (0x1f130, 0x1f169), (0x1f170, 0x1f18d), (0x1f18f, 0x1f190),
    (0x1f19b, 0x1f1ac), (0xe0100, 0xe01ef), (0xf0000, 0xffffd), (0x0010_0000, 0x0010_fffd),
];

/// Text that is likely to hold what must not pass.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,20}",
        any::<String>(),
        proptest::collection::vec(
            prop_oneof![
                Just('\u{1b}'),
                Just('\u{9b}'),
                Just('\u{200d}'),
                Just('\u{202e}'),
                Just('\u{2028}'),
                Just('\u{fe0f}'),
                Just('\u{301}'),
                Just('\u{1f468}'),
                Just('·'),
                Just('—'),
                Just('“'),
                Just('①'),
                Just('李'),
                Just('𠮷'),
                Just('a'),
                Just('['),
                Just('2'),
                Just('J'),
                Just('\n'),
                Just('\u{e863}'),
                Just('\u{ad}'),
                Just('\u{7f}'),
                Just('ش'),
                Just('\u{4dc0}'),
                Just('é'),
            ],
            0..16,
        )
        .prop_map(|chars| chars.into_iter().collect()),
    ]
}

/// Reads bytes as a terminal would and returns the characters it would draw; panics at anything it
/// would obey that is not one of the few sequences the screen writes.
fn drawn(bytes: &[u8]) -> String {
    let text = std::str::from_utf8(bytes).unwrap();
    let mut chars = text.chars();
    let mut drawn = String::new();
    while let Some(ch) = chars.next() {
        match ch {
            '\r' | '\n' | '\u{8}' => {}
            '\u{1b}' => {
                assert_eq!(chars.next(), Some('['));
                let last = chars
                    .by_ref()
                    .find(|ch| !matches!(ch, '0'..='9' | ';' | '?'));
                assert!(
                    last.is_some_and(|last| "ABCDGHJKXmhl".contains(last)),
                    "{last:?}"
                );
            }
            _ => drawn.push(ch),
        }
    }
    drawn
}

fn profiles() -> impl Strategy<Value = Profile> {
    prop_oneof![
        Just(Dialect::Xterm),
        Just(Dialect::Console),
        Just(Dialect::Vt100)
    ]
    .prop_map(|dialect| Profile {
        colours: Colours::Sixteen,
        dialect,
        encoding: Encoding::Utf8,
    })
}

#[test]
fn nothing_the_standard_calls_ambiguous_is_drawn() {
    for (first, last) in AMBIGUOUS {
        for ch in (first..=last).filter_map(char::from_u32) {
            assert!(!is_unambiguous(ch), "{ch} U+{:04X}", u32::from(ch));
        }
    }
}

#[test]
fn what_is_drawn_has_one_width_in_every_setting_and_no_zero_width() {
    for ch in ('\0'..=char::MAX).filter(|&ch| is_unambiguous(ch)) {
        let columns = width::char_columns(ch);
        assert!(columns == 1 || columns == 2, "{ch:?}");
        assert_eq!(
            (ch.width(), ch.width_cjk()),
            (Some(columns), Some(columns)),
            "{ch:?}"
        );
        assert!(!ch.is_control());
    }
}

#[test]
fn every_ideograph_of_a_name_can_be_drawn() {
    for (first, last) in [
        ('\u{4e00}', '\u{9fff}'),
        ('\u{3400}', '\u{4dbf}'),
        ('\u{20000}', '\u{2a6df}'),
    ] {
        assert!((first..=last).all(is_unambiguous));
    }
}

proptest! {
    #[test]
    fn what_passed_the_gate_is_drawn_as_it_is_measured(text in hostile()) {
        let out = printable(&text);
        prop_assert!(out.chars().all(is_unambiguous));
        prop_assert_eq!(printable(&out), out.clone());
        prop_assert_eq!(out.width(), width::columns(&text));
        prop_assert_eq!(out.width_cjk(), width::columns(&text));
    }

    #[test]
    fn clipped_fitted_and_wrapped_text_keeps_its_measure(text in hostile(), columns in 0usize..30) {
        prop_assert!(width::columns(&width::clip(&text, columns)) <= columns);
        prop_assert!(width::columns(&width::clip_marked(&text, columns)) <= columns);
        prop_assert_eq!(width::columns(&width::fit(&text, columns)), columns);
        prop_assert_eq!(width::columns(&width::fit_left(&text, columns)), columns);
        prop_assert!(width::columns(&width::pad_right(&text, columns)) >= columns);
        for line in width::wrap(&text, columns) {
            prop_assert!(width::columns(&line) <= columns.max(2));
        }
    }

    #[test]
    fn wrapping_loses_nothing_but_blanks(text in hostile(), columns in 2usize..30) {
        let solid = |text: &str| text.replace(' ', "");
        let whole: String = text.replace("\r\n", "\n").split('\n').map(|line| solid(&printable(line.strip_suffix('\r').unwrap_or(line)))).collect();
        let wrapped: String = width::wrap(&text, columns).iter().map(|line| solid(line)).collect();
        prop_assert_eq!(wrapped, whole);
    }

    #[test]
    fn data_drawn_with_put_reaches_the_terminal_harmless(text in hostile(), x in 0u16..12, profile in profiles()) {
        let mut buf = Buffer::empty(Rect::new(0, 0, 10, 1));
        draw::put(&mut buf, x, 0, &text, Style::new(), 10);
        let mut screen = Screen::new(Vec::new(), profile);
        screen.present(&buf, None).unwrap();
        prop_assert!(drawn(screen.get_ref()).chars().all(is_unambiguous));
    }

    #[test]
    fn whatever_a_cell_holds_the_terminal_is_not_commanded(
        symbols in proptest::collection::vec(hostile(), 12),
        profile in profiles(),
    ) {
        let mut buf = Buffer::empty(Rect::new(0, 0, 6, 2));
        for (cell, symbol) in buf.content.iter_mut().zip(&symbols) {
            cell.set_symbol(symbol);
        }
        let mut screen = Screen::new(Vec::new(), profile);
        screen.present(&buf, Some(Position::new(1, 1))).unwrap();
        buf.reset();
        screen.present(&buf, None).unwrap();
        prop_assert!(drawn(screen.get_ref()).chars().all(is_unambiguous));
    }

    #[test]
    fn ratatui_widgets_through_the_backend_are_as_harmless(texts in proptest::collection::vec(hostile(), 3)) {
        let profile = Profile::of("xterm", None);
        let backend = FrugalBackend::new(Screen::new(Vec::new(), profile), Size::new(20, 4));
        let mut terminal = Terminal::new(backend).unwrap();
        for text in &texts {
            terminal.draw(|frame| frame.render_widget(Paragraph::new(text.as_str()), frame.area())).unwrap();
        }
        let bytes = terminal.backend_mut().screen_mut().get_ref();
        prop_assert!(drawn(bytes).chars().all(is_unambiguous));
    }
}
