//! Files that mean harm, or look as if they did: each ends at once, with a name for what is wrong.

use std::time::{Duration, Instant};

use hecha::engine::command::Command;

use crate::{
    desk::{Desk, counts, json},
    people::{family, members},
};

/// What a small file may take. In a test it may take longer than in the program, which is not built for debugging.
const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn endless_tags_end_with_a_name_for_them() {
    let desk = Desk::open();
    let mebibytes = |tag: &str| tag.repeat((6 << 20) / tag.len());
    for (body, code) in [
        (mebibytes("<table>"), "too_large"),
        (mebibytes("<table><tr><td>"), "too_large"),
        (format!("<table>{}", mebibytes("<tr>")), "too_large"),
        (format!("<table><tr>{}", mebibytes("<td>")), "damaged"),
        (format!("<table><tr>{}", mebibytes("<td>x")), "too_large"),
        (format!("<table><tr><td>{}", mebibytes("<b>")), "damaged"),
        (
            format!("<table><tr><td>{}", mebibytes("x<b>")),
            "row_too_long",
        ),
        (
            format!("<table><tr><td {}", mebibytes("a=\"<\" ")),
            "row_too_long",
        ),
        (format!("<table><!-- {}", mebibytes("<>")), "row_too_long"),
        (mebibytes("<table><tr><td>x</table>"), "too_large"),
        (
            format!("<?xml version=\"1.0\"?><Workbook>{}", mebibytes("<a>")),
            "too_large",
        ),
        (
            format!(
                "<?xml version=\"1.0\"?><Workbook><Worksheet><Table>{}",
                mebibytes("<Row ss:Index=\"1048576\"/>")
            ),
            "damaged",
        ),
        (
            format!(
                "<?xml version=\"1.0\"?><Workbook><Worksheet><Table><Row {}/>",
                mebibytes("a=\"\" ")
            ),
            "row_too_long",
        ),
    ] {
        let start = Instant::now();
        assert_eq!(desk.refused("a.xls", &body), code, "{body:.60}");
        assert!(start.elapsed() < PATIENCE, "{body:.60}");
    }
}

#[test]
fn cells_that_reach_over_everything_cost_no_more_than_what_they_cover() {
    let desk = Desk::open();
    let f = family();
    let rows = format!(
        "<tr><td>姓名<td>身份证号<td>备注<tr><td>李国才<td>{}<td rowspan=999999999 colspan=999999999>好\
         <tr><td>王秀兰<td>{}",
        f.head, f.wife
    );
    let page = format!("<table>{rows}</table>");
    let report = json(&desk.judge(&desk.file("a.xls", page)).unwrap().report());
    assert_eq!(counts(&report), [0, 2, 0, 0], "{report:#}");
    let cell = |more: &str, text: &str| {
        format!("<Cell{more}><Data ss:Type=\"String\">{text}</Data></Cell>")
    };
    let book = format!(
        "<?xml version=\"1.0\"?><Workbook xmlns:ss=\"x\"><Worksheet ss:Name=\"a\"><Table>\
         <Row>{}{}</Row><Row>{}{}{}</Row></Table></Worksheet></Workbook>",
        cell("", "姓名"),
        cell("", "身份证号"),
        cell("", "李国才"),
        cell("", &f.head),
        cell(
            " ss:MergeAcross=\"4294967295\" ss:MergeDown=\"4294967295\"",
            "好"
        ),
    );
    let report = json(&desk.judge(&desk.file("b.xls", book)).unwrap().report());
    assert_eq!(counts(&report), [0, 1, 0, 0], "{report:#}");
}

#[test]
fn a_line_of_ten_megabytes_and_a_pipe_end_at_once() {
    let desk = Desk::open();
    let start = Instant::now();
    let line = format!("姓名,身份证号\n甲,{}\n", "1".repeat(10 << 20));
    assert_eq!(desk.refused("a.csv", line), "row_too_long");
    let pipe = desk.folder.path().join("管道.csv");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    assert_eq!(desk.judge(&pipe).unwrap_err().code(), "not_a_file");
    assert!(start.elapsed() < PATIENCE);
}

#[test]
fn a_path_that_climbs_and_a_name_that_commands_show_a_clean_base_name() {
    let desk = Desk::open();
    std::fs::create_dir(desk.folder.path().join("甲")).unwrap();
    desk.file("名册\n\u{1b}]52;c;QQ==\u{7}\u{202e}.csv", members());
    let climbing = desk
        .folder
        .path()
        .join("甲/../名册\n\u{1b}]52;c;QQ==\u{7}\u{202e}.csv");
    let report = json(&desk.judge(&climbing).unwrap().report());
    assert_eq!(report["file"], "名册?]52;c;QQ==??.csv");
}

#[test]
fn characters_of_every_extension_come_out_as_they_went_in() {
    let desk = Desk::open();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("fixtures/imports/valid/rare-characters.csv");
    let plan = desk.judge(&path).unwrap();
    let names: Vec<String> = plan
        .requests()
        .map(|request| match request.command {
            Command::OpenCase { intake } => intake.members[0].identity.name.reveal().to_owned(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(names, ["李𠀀𪜀", "王𫝀𫠠", "赵𬺰𰀀", "𠮷田㐀"]);
    // The same names written in GB18030 are the same names.
    let text = std::fs::read_to_string(&path).unwrap();
    let (bytes, _, failed) = encoding_rs::GB18030.encode(&text);
    assert!(!failed);
    let again = desk.judge(&desk.file("gb.csv", bytes)).unwrap();
    assert!(again.requests().zip(&names).all(|(request, name)| matches!(
        request.command,
        Command::OpenCase { intake } if intake.members[0].identity.name.reveal() == name
    )));
}
