//! Files of every kind: read by what they hold, or refused by name.

use crate::{
    desk::{Desk, counts, json, refusals},
    people::{family, members},
};

#[test]
fn text_is_read_in_every_encoding_offices_use() {
    let desk = Desk::open();
    let text = members().replace("李明", "李㛃");
    let gb = encode_gb(&text);
    let utf16 = |big: bool| -> Vec<u8> {
        text.encode_utf16()
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    };
    let with = |mark: &[u8], rest: &[u8]| [mark, rest].concat();
    for (name, bytes, encoding) in [
        ("utf8.csv", text.clone().into_bytes(), "UTF-8"),
        ("bom.csv", with(b"\xef\xbb\xbf", text.as_bytes()), "UTF-8"),
        ("gbk.txt", gb, "GB18030"),
        ("le.csv", with(b"\xff\xfe", &utf16(false)), "UTF-16LE"),
        ("be.csv", with(b"\xfe\xff", &utf16(true)), "UTF-16BE"),
        ("bare-le.csv", utf16(false), "UTF-16LE"),
        ("bare-be.csv", utf16(true), "UTF-16BE"),
        ("tabs.tsv", text.replace(',', "\t").into_bytes(), "UTF-8"),
        (
            "semicolons.csv",
            text.replace(',', ";").into_bytes(),
            "UTF-8",
        ),
        ("crlf.csv", text.replace('\n', "\r\n").into_bytes(), "UTF-8"),
    ] {
        let path = desk.file(name, bytes);
        let report = json(&desk.judge(&path).unwrap().report());
        assert_eq!(report["encoding"], encoding, "{name}");
        assert_eq!(counts(&report), [0, 5, 0, 0], "{name}: {report:#}");
    }
}

fn encode_gb(text: &str) -> Vec<u8> {
    let (bytes, _, failed) = encoding_rs::GB18030.encode(text);
    assert!(!failed);
    bytes.into_owned()
}

#[test]
fn bytes_that_are_no_text_are_named_by_row_and_column() {
    let desk = Desk::open();
    let mut bytes = encode_gb("姓名,身份证号\n李国才,1\n王");
    bytes.extend([0xff, 0xff, b',', b'2', b'\n']);
    let error = desk.judge(&desk.file("a.csv", bytes)).unwrap_err();
    assert_eq!(error.code(), "undecodable");
    assert_eq!(
        error.values(),
        [("row", "3".to_owned()), ("column", "1".to_owned())]
    );

    let mut mixed = members().into_bytes();
    mixed.extend(encode_gb(
        "H3,前进村,周大山,本人,男,340304195506079931,无,1,,722\n",
    ));
    let error = desk.judge(&desk.file("b.csv", mixed)).unwrap_err();
    assert_eq!(error.code(), "mixed_encodings");
    assert_eq!(
        error.values(),
        [("row", "7".to_owned()), ("column", "2".to_owned())]
    );

    let mut other = encode_gb(&members());
    other.extend("H3,前进村,周大山,本人,男,340304195506079931,无,1,,722\n".as_bytes());
    assert_eq!(desk.refused("c.csv", other), "mixed_encodings");

    let error = desk
        .judge(&desk.file("d.csv", "姓名,身份证号\n李\u{0}国才,1\n"))
        .unwrap_err();
    assert_eq!(error.code(), "nul");
    assert_eq!(
        error.values(),
        [("row", "2".to_owned()), ("column", "1".to_owned())]
    );
}

#[test]
fn a_replacement_character_is_refused_by_its_row() {
    let desk = Desk::open();
    let report = desk.dry(&format!("姓名,身份证号\n李\u{fffd}才,{}\n", family().head));
    assert!(refusals(&report).contains(&(2, "broken_character".to_owned())));
}

#[test]
fn what_is_no_roster_is_refused_by_its_name() {
    let desk = Desk::open();
    for (name, bytes, code) in [
        ("a.csv", &b""[..], "empty"),
        (
            "a.xls",
            b"\xef\xbb\xbf\n <html><body><table><tr><td>x",
            "damaged",
        ),
        ("b.xls", b"<html><body>login</body></html>", "web_page"),
        ("c.xls", b"<?xml version=\"1.0\"?><Workbook>", "damaged"),
        ("d.xls", b"<?xml version=\"1.0\"?><Order/>", "other_format"),
        ("e.xls", b"MIME-Version: 1.0\r\n", "other_format"),
        ("a.xlsx", b"%PDF-1.7", "other_format"),
        ("b.csv", b"\x89PNG\r\n", "other_format"),
        ("c.xlsx", b"PK\x03\x04 and then nothing", "damaged"),
        ("d.csv", "天气,温度\n晴,3\n".as_bytes(), "no_header"),
        ("e.csv", "姓名,身份证号\n".as_bytes(), "no_rows"),
        ("f.csv", " \n\n \n".as_bytes(), "empty"),
        (
            "g.csv",
            "姓名,月保障金,村\n甲,1,前进村\n".as_bytes(),
            "column_missing",
        ),
        (
            "h.csv",
            "姓名,身份证号,身份证号\n甲,1,2\n".as_bytes(),
            "column_twice",
        ),
        (
            "i.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no directory",
            "not_an_old_workbook",
        ),
    ] {
        assert_eq!(desk.refused(name, bytes), code, "{name}");
    }
    let missing = desk.folder.path().join("nowhere.csv");
    assert_eq!(desk.judge(&missing).unwrap_err().code(), "not_found");
    assert_eq!(
        desk.judge(desk.folder.path()).unwrap_err().code(),
        "directory"
    );
    let device = std::path::Path::new("/dev/zero");
    assert_eq!(desk.judge(device).unwrap_err().code(), "not_a_file");
}

#[test]
fn old_frames_are_told_apart_by_their_streams() {
    let desk = Desk::open();
    for (stream, code) in [
        ("EncryptedPackage", "password"),
        ("WordDocument", "not_an_old_workbook"),
        ("Workbook", "damaged"),
    ] {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.resize(1024, 0);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(2048, 0);
        assert_eq!(desk.refused("a.xls", bytes), code, "{stream}");
    }
}

#[test]
fn endless_rows_and_wide_ones_are_refused() {
    let desk = Desk::open();
    let long = format!("姓名,身份证号\n\"甲,{}\n", "x".repeat(3 << 20));
    assert_eq!(desk.refused("a.csv", long), "row_too_long");
    let mut unclosed = "姓名,身份证号\n\"甲,1\n".to_owned();
    for _ in 0..200_000 {
        unclosed += "乙,340304195506079931\n";
    }
    assert_eq!(desk.refused("b.csv", unclosed), "row_too_long");
    let wide = format!("姓名,身份证号\n甲,1{}\n", ",x".repeat(5000));
    assert_eq!(desk.refused("c.csv", wide), "too_large");
}

#[test]
fn rows_are_counted_as_a_spreadsheet_counts_them() {
    let desk = Desk::open();
    let f = family();
    for end in ["\n", "\r\n"] {
        let text = format!(
            "名册\n\n姓名,身份证号,备注\n李国才,{},\"两\n行\"\n\n\n王秀兰,坏,\n",
            f.head
        )
        .replace('\n', end);
        let report = desk.dry(&text);
        assert_eq!(report["header_row"], 3, "{end:?}");
        assert_eq!(
            refusals(&report),
            [(7, "id_characters".to_owned())],
            "{end:?} {report:#}"
        );
        assert_eq!(counts(&report), [2, 1, 0, 0], "{end:?}");
    }
}

#[test]
fn a_quote_that_would_open_at_another_separator_is_no_trouble() {
    let desk = Desk::open();
    let f = family();
    for between in [";", "\t"] {
        let text = format!(
            "姓名,身份证号,备注\n李国才,{},\"病{between}\"\"注\"\n",
            f.head
        );
        let report = desk.dry(&text);
        assert_eq!(refusals(&report), [], "{report:#}");
        assert_eq!(counts(&report), [0, 1, 0, 0], "{report:#}");
    }
    let never = format!("姓名,身份证号,备注\n李国才,{},\"病;注\n", f.head);
    assert_eq!(desk.refused("c.csv", never), "unclosed_quote");
}
