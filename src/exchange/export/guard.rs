//! Texts that a spreadsheet would not leave alone: it takes them for a formula, or for a number or a day.
//!
//! In a workbook a cell says itself that it is text. In a delimited text nothing does, so such a text goes out
//! behind an apostrophe, and our reader takes it off again: what went out comes back in.

use std::borrow::Cow;

/// The sign before a text that is not to be interpreted.
const SIGN: char = '\'';

/// Whether a spreadsheet may take the text for a formula or a command: by its first character that shows, in
/// any of the forms that WPS and Excel accept on a Chinese keyboard.
fn is_formula(text: &str) -> bool {
    let first = text
        .chars()
        .find(|ch| !ch.is_whitespace() && !matches!(ch, '"' | '\u{200b}' | '\u{feff}'));
    matches!(
        first,
        Some(
            '=' | '+'
                | '-'
                | '@'
                | '\u{ff1d}'
                | '\u{ff0b}'
                | '\u{ff0d}'
                | '\u{ff20}'
                | '\u{fe66}'
                | '\u{fe62}'
                | '\u{fe63}'
                | '\u{fe6b}'
                | '\u{2212}'
                | '\u{2010}'..='\u{2015}'
        )
    ) || text.starts_with(['\t', '\r', '\n'])
}

/// Whether a spreadsheet may take the text for a number or a day, and so lose its zeros or its last digits.
fn is_figure(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits > 0
        && text.bytes().all(|byte| {
            byte.is_ascii_digit()
                || matches!(
                    byte,
                    b'.' | b'-' | b'/' | b':' | b'E' | b'e' | b'X' | b'x' | b' '
                )
        })
}

/// A text as it goes into a delimited file.
pub(super) fn put_on(text: &str) -> Cow<'_, str> {
    if is_formula(text) || is_figure(text) || text.starts_with(SIGN) {
        Cow::Owned(format!("{SIGN}{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

/// A text of a delimited file without the sign before what would be a formula, or before another such sign.
/// That before a figure stays for whoever reads the figure: numbers of identity are counted when mended.
pub(crate) fn taken_off(text: &str) -> &str {
    match text.strip_prefix(SIGN) {
        Some(rest) if is_formula(rest) || rest.starts_with(SIGN) => rest,
        Some(_) | None => text,
    }
}

/// A text without the sign before a figure: nobody's name or telephone begins with an apostrophe.
pub(crate) fn bare_figure(text: &str) -> &str {
    match text.strip_prefix(SIGN) {
        Some(rest) if is_figure(rest) => rest,
        Some(_) | None => text,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn back(text: &str) -> String {
        let out = put_on(text);
        bare_figure(taken_off(&out)).to_owned()
    }

    #[test]
    fn what_would_be_a_formula_or_a_figure_goes_out_behind_a_sign_and_comes_back_bare() {
        for text in [
            "=1+1",
            "+86",
            "-3",
            "@SUM(A1)",
            "＝1+1",
            "＋1",
            "－1",
            "＠a",
            "\t=1",
            "\r=1",
            "　=1",
            "−5",
            "'=1",
            "''x",
            "6222020200112233445",
            "05521234567",
            "3-5",
            "1E5",
            "1958-03-07",
        ] {
            let out = put_on(text);
            assert!(out.starts_with('\''), "{text:?} goes out as {out:?}");
            assert_eq!(back(text), text);
        }
        for text in ["李国才", "前进村5组", "A-1", "买买提·阿不都", "DB2026-0001"] {
            assert_eq!(put_on(text), text);
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back_as_it_went_in(text in "['=+@＝0-9a李 -]{0,12}") {
            // Our own workbooks hold no sign before a figure, and no register does either.
            prop_assume!(!text.starts_with('\''));
            prop_assert_eq!(back(&text), text);
        }

        #[test]
        fn nothing_goes_out_that_begins_like_a_formula(text in "\\PC{0,12}") {
            prop_assert!(!is_formula(&put_on(&text)));
        }
    }
}
