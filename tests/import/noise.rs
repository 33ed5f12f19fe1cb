//! Laws over noise: no bytes make the readers panic, and every row that is read lands in one bucket.

use proptest::prelude::*;

use crate::{
    desk::{Desk, json},
    people::members,
};

/// A workbook that is whole, for damage.
fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, line) in (0..).zip(members().lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// Judges a file that may be anything; the report adds up if there is one.
fn judged(desk: &Desk, name: &str, bytes: &[u8]) {
    match desk.judge(&desk.file(name, bytes)) {
        Ok(plan) => {
            json(&plan.report());
        }
        Err(refusal) => assert!(!refusal.code().is_empty()),
    }
}

#[test]
fn no_bytes_make_the_readers_panic() {
    let desk = Desk::open();
    let good = workbook();
    let heads: [&[u8]; 7] = [
        b"",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        "姓名,身份证号\n".as_bytes(),
    ];
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    runner
        .run(
            &(0..heads.len(), prop::collection::vec(any::<u8>(), 0..600)),
            |(head, noise)| {
                judged(&desk, "noise", &[heads[head], &noise].concat());
                Ok(())
            },
        )
        .unwrap();
    runner
        .run(
            &prop::collection::vec((0..good.len(), any::<u8>()), 1..6),
            |wounds| {
                let mut bytes = good.clone();
                for (at, byte) in wounds {
                    bytes[at] = byte;
                }
                judged(&desk, "wounded", &bytes);
                Ok(())
            },
        )
        .unwrap();
}

#[test]
fn any_cells_under_a_good_header_land_in_one_bucket_each() {
    let desk = Desk::open();
    let cell = prop_oneof![
        Just(String::new()),
        "[0-9.,\\-/年月日元Xx*]{0,20}",
        "\\PC{0,8}",
        Just("本人".to_owned()),
        Just("340304196504019939".to_owned()),
        Just("合计".to_owned()),
        Just("H1".to_owned()),
        Just("4".to_owned()),
    ];
    let rows = prop::collection::vec(prop::collection::vec(cell, 0..10), 0..12);
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    runner
        .run(&rows, |rows| {
            let mut text = members();
            for row in rows {
                let quoted: Vec<String> = row
                    .iter()
                    .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")))
                    .collect();
                text += &quoted.join(",");
                text.push('\n');
            }
            judged(&desk, "rows.csv", text.as_bytes());
            Ok(())
        })
        .unwrap();
}
