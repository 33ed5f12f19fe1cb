//! The laws of `laws/law.rs` over generated input: the same that the targets under `tests/fuzz` hunt with a fuzzer.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "laws/law.rs"]
mod law;

use proptest::prelude::*;

/// Texts as cells hold them, and much that they should not.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,24}",
        any::<String>(),
        "['\u{feff}\u{200b} \u{3000}\t\n]{0,3}[0-9０-９Xx.,，/年月日元万人-]{0,20}[ \u{a0}]{0,2}",
        "[0-9]{6}(19|20)[0-9]{6}[0-9]{3}[0-9Xx]",
        "[0-9]{1,5}[-./年][0-9]{1,2}[-./月][0-9]{1,2}(日|号| 00:00:00)?",
        "[-+¥￥$]?[0-9,]{0,12}[.]?[0-9]{0,5}(元|万元|元/月|E[0-9]{1,3})?",
    ]
}

/// Bytes in the encodings that lists come in, whole or with a wound.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let line = "[a-c\"',;\t甲乙𠮷 \r\n<>]{0,40}";
    let encoded = (line, 0..5_usize).prop_map(|(text, encoding)| match encoding {
        0 => encoding_rs::GB18030.encode(&text).0.into_owned(),
        1 => [
            &b"\xff\xfe"[..],
            &text
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<_>>(),
        ]
        .concat(),
        2 => [
            &b"\xfe\xff"[..],
            &text
                .encode_utf16()
                .flat_map(u16::to_be_bytes)
                .collect::<Vec<_>>(),
        ]
        .concat(),
        3 => [
            &b"<table>"[..],
            text.replace(',', "<td>").as_bytes(),
            b"</table>",
        ]
        .concat(),
        _ => text.into_bytes(),
    });
    prop_oneof![
        3 => encoded.clone(),
        1 => (encoded, any::<prop::sample::Index>(), any::<u8>()).prop_map(|(mut bytes, at, byte)| {
            if !bytes.is_empty() {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            bytes
        }),
        1 => prop::collection::vec(any::<u8>(), 0..200),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn what_a_cell_is_read_as_is_clean_and_stays_as_it_is(raw in text()) {
        law::cell(&raw);
    }

    #[test]
    fn an_id_number_that_is_read_is_whole(raw in text()) {
        law::id_number(&raw);
    }

    #[test]
    fn a_day_that_is_read_lies_in_the_calendar(raw in text()) {
        law::date(&raw);
    }

    #[test]
    fn rows_of_any_text_count_upwards_and_read_the_same_again(bytes in bytes()) {
        law::csv_row(&bytes);
    }

    #[test]
    fn what_the_journal_was_given_it_gives_back_and_nothing_else(bytes in bytes()) {
        law::journal_line(&bytes);
    }
}
