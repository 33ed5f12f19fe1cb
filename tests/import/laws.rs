//! What holds for any file whatever: nothing panics, each row ends in one place, and what is judged writes nothing.

use proptest::prelude::*;

use crate::desk::{Desk, json};

/// Cells that a roster may hold, and much that it may not.
fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        "[^\r\n]{0,12}",
        "[0-9]{6}19[0-9]{6}[0-9]{3}[0-9Xx]",
        "[0-9]{1,4}[-./年][0-9]{1,2}[-./月][0-9]{1,2}日?",
        "[-+¥￥]?[0-9,，]{0,9}[.。]?[0-9]{0,4}(元|万元|人)?",
        prop::sample::select(vec![
            "本人",
            "配偶",
            "合计",
            "H1",
            "男",
            "无",
            "=1+1",
            "\u{1b}[2J"
        ])
        .prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_row_of_any_list_ends_in_exactly_one_place(
        rows in prop::collection::vec(prop::collection::vec(cell(), 0..9), 1..12)
    ) {
        let desk = Desk::open();
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let mut text = "户编号,姓名,与户主关系,性别,出生日期,身份证号,家庭人口,月保障金,备注\n".to_owned();
        for row in &rows {
            let cells: Vec<String> = row.iter().map(quoted).collect();
            text += &(cells.join(",") + "\n");
        }
        // The counts are added up by `json`.
        if let Ok(plan) = desk.judge(&desk.file("名册.csv", &text)) {
            json(&plan.report());
        }
    }

    #[test]
    fn any_bytes_at_all_are_read_or_refused(
        bytes in prop::collection::vec(any::<u8>(), 1..400),
        front in prop::sample::select(vec![&b""[..], b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"PK\x03\x04"])
    ) {
        let desk = Desk::open();
        let path = desk.file("a", [front, &bytes].concat());
        if let Ok(plan) = desk.judge(&path) {
            json(&plan.report());
        }
    }
}
