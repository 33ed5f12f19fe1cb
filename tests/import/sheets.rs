//! Workbooks: merged cells, two lines of header, several sheets, dates as numbers, formulas, and bombs.

use std::io::{Cursor, Write};

use hecha::{domain::household::Relation, engine::command::Command, exchange::roster::Options};
use rust_xlsxwriter::{Format, Formula, Workbook, Worksheet};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    desk::{Desk, counts, json, refusals},
    people::{family, id},
};

fn saved(workbook: &mut Workbook) -> Vec<u8> {
    workbook.save_to_buffer().unwrap()
}

fn lay(sheet: &mut Worksheet, first_row: u32, rows: &[&[&str]]) {
    for (row, cells) in (first_row..).zip(rows) {
        for (column, text) in (0..).zip(*cells) {
            if !text.is_empty() {
                sheet.write_string(row, column, *text).unwrap();
            }
        }
    }
}

/// A workbook from the XML of its only sheet, for what no writer would write.
fn raw(sheet: &str) -> Vec<u8> {
    raw_with(sheet, "")
}

/// The same with properties of the workbook.
fn raw_with(sheet: &str, properties: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let parts = [
        (
            "[Content_Types].xml",
            format!("{head}<Types xmlns=\"{package}/content-types\"/>"),
        ),
        (
            "_rels/.rels",
            format!(
                "{head}<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "{head}<workbook xmlns=\"{main}\" xmlns:r=\"{office}\">{properties}<sheets><sheet name=\"表\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "{head}<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("{head}<worksheet xmlns=\"{main}\">{sheet}</worksheet>"),
        ),
    ];
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn text_cell(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

/// A header and one household, as the XML of rows 1 and 2, with more cells in the second.
fn sheet_with(more: &str) -> String {
    format!(
        "<row r=\"1\">{}{}{}</row><row r=\"2\">{}{}{more}</row>",
        text_cell("A1", "姓名"),
        text_cell("B1", "身份证号"),
        text_cell("C1", "月保障金"),
        text_cell("A2", "李国才"),
        text_cell("B2", &family().head),
    )
}

#[test]
fn household_cells_merged_over_members_and_two_lines_of_header_are_read() {
    let desk = Desk::open();
    let f = family();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let plain = Format::new();
    sheet
        .merge_range(0, 0, 0, 7, "长青乡农村低保对象花名册", &plain)
        .unwrap();
    sheet.merge_range(1, 0, 2, 0, "户编号", &plain).unwrap();
    sheet.merge_range(1, 1, 2, 1, "家庭人口", &plain).unwrap();
    sheet.merge_range(1, 2, 1, 4, "家庭成员", &plain).unwrap();
    sheet.merge_range(1, 5, 2, 5, "月保障金", &plain).unwrap();
    lay(sheet, 2, &[&["", "", "姓名", "与户主关系", "身份证号"]]);
    sheet.merge_range(3, 0, 5, 0, "H1", &plain).unwrap();
    sheet.merge_range(3, 1, 5, 1, "3", &plain).unwrap();
    sheet.merge_range(3, 5, 5, 5, "1020", &plain).unwrap();
    lay(
        sheet,
        3,
        &[
            &["", "", "李国才", "本人", &f.head],
            &["", "", "王秀兰", "配偶", &f.wife],
            &["", "", "李明", "长子", &f.son],
            &["H2", "1", "赵桂英", "本人", &id("19480203", 994), "722"],
        ],
    );
    sheet
        .merge_range(7, 0, 7, 7, "制表人: 王芳    审核人: 李建国", &plain)
        .unwrap();
    let path = desk.file("名册.xlsx", saved(&mut workbook));
    let plan = desk.judge(&path).unwrap();
    let Command::OpenCase { intake } = plan.requests().next().unwrap().command else {
        panic!("a new case");
    };
    assert_eq!(intake.members.len(), 3);
    assert_eq!(intake.members[2].facts.relation, Relation::Child);
    assert_eq!(intake.benefit.unwrap().month.plain(), "1020.00");
    let report = desk.import(&path);
    assert_eq!(report["header_row"], 3);
    assert_eq!(report["encoding"], "xlsx");
    assert_eq!(report["sheet"], "Sheet1");
    assert_eq!(counts(&report), [1, 4, 0, 0], "{report:#}");
}

#[test]
fn the_sheet_with_the_header_is_chosen_and_another_can_be_asked_for() {
    let desk = Desk::open();
    let f = family();
    let mut workbook = Workbook::new();
    lay(
        workbook.add_worksheet().set_name("说明").unwrap(),
        0,
        &[&["本表由省系统导出"]],
    );
    lay(
        workbook.add_worksheet().set_name("2026年").unwrap(),
        0,
        &[
            &["姓名", "身份证号", "月保障金"],
            &["李国才", &f.head, "1020"],
        ],
    );
    lay(
        workbook.add_worksheet().set_name("旧表").unwrap(),
        0,
        &[&["姓名", "身份证号"], &["王秀兰", &f.wife]],
    );
    let hidden = workbook.add_worksheet();
    hidden.set_name("隐藏").unwrap().set_hidden(true);
    lay(
        hidden,
        0,
        &[
            &["姓名", "身份证号", "性别", "村"],
            &["李明", &f.son, "男", "前进村"],
        ],
    );
    let path = desk.file("a.xlsx", saved(&mut workbook));
    let report = json(&desk.judge(&path).unwrap().report());
    assert_eq!(report["sheet"], "2026年");
    for wanted in ["旧表", "3"] {
        let options = Options {
            sheet: Some(wanted.to_owned()),
            ..Options::default()
        };
        let plan = desk.judge_with(&path, &options).unwrap();
        assert_eq!(plan.sheet.as_deref(), Some("旧表"));
    }
    let options = Options {
        sheet: Some("第九张".to_owned()),
        ..Options::default()
    };
    let refused = desk.judge_with(&path, &options).unwrap_err();
    assert_eq!(refused.code(), "no_such_sheet");
    assert_eq!(
        refused.values(),
        [("sheets", "说明、2026年、旧表".to_owned())]
    );
}

#[test]
fn days_kept_as_numbers_are_read_in_both_date_systems() {
    let desk = Desk::open();
    let f = family();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    lay(
        sheet,
        0,
        &[
            &["姓名", "身份证号", "出生日期"],
            &["李国才", &f.head],
            &["王秀兰", &f.wife],
        ],
    );
    let date = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write_number_with_format(1, 2, 23_833, &date).unwrap();
    // 1968-05-12 in a cell of general format.
    sheet.write_number(2, 2, 24_970).unwrap();
    let report = json(
        &desk
            .judge(&desk.file("a.xlsx", saved(&mut workbook)))
            .unwrap()
            .report(),
    );
    assert_eq!(counts(&report), [0, 2, 0, 0], "{report:#}");
    assert_eq!(report["normalised"]["date_serial"], 1);
    let old = format!(
        "<sheetData><row r=\"1\">{}{}{}</row><row r=\"2\">{}{}<c r=\"C2\"><v>22371</v></c></row></sheetData>",
        text_cell("A1", "姓名"),
        text_cell("B1", "身份证号"),
        text_cell("C1", "出生日期"),
        text_cell("A2", "李国才"),
        text_cell("B2", &f.head),
    );
    let bytes = raw_with(&old, "<workbookPr date1904=\"1\"/>");
    let report = json(&desk.judge(&desk.file("b.xlsx", bytes)).unwrap().report());
    assert_eq!(counts(&report), [0, 1, 0, 0], "{report:#}");
}

#[test]
fn numbers_that_a_spreadsheet_rounded_are_named() {
    let desk = Desk::open();
    let f = family();
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    lay(
        sheet,
        0,
        &[
            &["姓名", "身份证号"],
            &["李国才"],
            &["王秀兰"],
            &["李明", &f.son],
        ],
    );
    sheet
        .write_number(1, 1, 340_304_196_504_019_000.0_f64)
        .unwrap();
    sheet.write_number(2, 1, 340_304_650_101_993_f64).unwrap();
    let report = json(
        &desk
            .judge(&desk.file("a.xlsx", saved(&mut workbook)))
            .unwrap()
            .report(),
    );
    assert_eq!(refusals(&report), [(2, "id_excel_rounded".to_owned())]);
    assert!(
        report["refused"][0]["message"]
            .as_str()
            .unwrap()
            .contains("Excel 已损坏末三位")
    );
    assert_eq!(
        counts(&report),
        [0, 2, 0, 0],
        "15 digits survive as a number"
    );
}

#[test]
fn formulas_without_a_value_and_errors_are_said_and_never_read_as_blank() {
    let desk = Desk::open();
    for (cell, code) in [
        ("<c r=\"C2\"><f>SUM(A1:A9)</f></c>", "cell_unstored"),
        (
            "<c r=\"C2\" t=\"e\"><f>VLOOKUP(1,A:A,2)</f><v>#N/A</v></c>",
            "cell_failed",
        ),
    ] {
        let bytes = raw(&format!("<sheetData>{}</sheetData>", sheet_with(cell)));
        let report = json(&desk.judge(&desk.file("a.xlsx", bytes)).unwrap().report());
        assert_eq!(refusals(&report), [(2, code.to_owned())]);
        assert_eq!(report["refused"][0]["column"], "月保障金");
    }
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    lay(
        sheet,
        0,
        &[
            &["姓名", "身份证号", "月保障金"],
            &["李国才", &family().head],
        ],
    );
    sheet
        .write_formula(1, 2, Formula::new("=1000+20").set_result("1020"))
        .unwrap();
    let plan = desk
        .judge(&desk.file("b.xlsx", saved(&mut workbook)))
        .unwrap();
    assert_eq!(
        plan.preview()[0].1.month.plain(),
        "1020.00",
        "a stored value is read"
    );
}

#[test]
fn a_claimed_last_row_and_cells_out_of_order_do_no_harm() {
    let desk = Desk::open();
    let claimed = format!(
        "<dimension ref=\"A1:XFD1048576\"/><sheetData>{}<row r=\"1048576\"><c r=\"A1048576\"/></row></sheetData>",
        sheet_with("")
    );
    let report = json(
        &desk
            .judge(&desk.file("a.xlsx", raw(&claimed)))
            .unwrap()
            .report(),
    );
    assert_eq!(report["rows"], 1);
    let backwards = format!(
        "<sheetData>{}<row r=\"1\">{}</row></sheetData>",
        sheet_with(""),
        text_cell("A1", "再来")
    );
    assert_eq!(desk.refused("b.xlsx", raw(&backwards)), "damaged");
    let wide = format!(
        "<sheetData>{}</sheetData>",
        sheet_with(&text_cell("GTN2", "x"))
    );
    assert_eq!(desk.refused("c.xlsx", raw(&wide)), "too_large");
}

#[test]
fn bombs_and_broken_archives_are_refused_before_they_are_unpacked() {
    let desk = Desk::open();
    let good = raw(&format!("<sheetData>{}</sheetData>", sheet_with("")));
    assert!(
        desk.judge(&desk.file("good.csv", &good)).is_ok(),
        "the ending is never asked"
    );
    assert_eq!(desk.refused("cut.xlsx", &good[..good.len() / 2]), "damaged");

    let huge = format!(
        "<sheetData>{}</sheetData>",
        sheet_with(&text_cell("C2", &"x".repeat(3 << 20)))
    );
    assert_eq!(desk.refused("cell.xlsx", raw(&huge)), "zip_bomb");

    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("读我.txt", SimpleFileOptions::default())
        .unwrap();
    zip.write_all(b"hello").unwrap();
    let other = zip.finish().unwrap().into_inner();
    assert_eq!(desk.refused("a.zip", other), "not_a_workbook");

    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("xl/workbook.bin", SimpleFileOptions::default())
        .unwrap();
    let binary = zip.finish().unwrap().into_inner();
    assert_eq!(desk.refused("a.xlsb", binary), "binary_workbook");

    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("xl/workbook.xml", SimpleFileOptions::default())
        .unwrap();
    zip.write_all(b"<workbook/>").unwrap();
    zip.start_file("xl/sharedStrings.xml", SimpleFileOptions::default())
        .unwrap();
    let zeros = "<si></si>".repeat(1 << 17);
    for _ in 0..260 {
        zip.write_all(zeros.as_bytes()).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(bomb.len() < 2 << 20);
    assert_eq!(desk.refused("bomb.xlsx", bomb), "zip_bomb");
}

#[test]
fn names_of_sheets_and_files_never_carry_control_characters() {
    let desk = Desk::open();
    let f = family();
    let mut workbook = Workbook::new();
    lay(
        workbook.add_worksheet().set_name("表\u{202e}一").unwrap(),
        0,
        &[&["姓名", "身份证号"], &["李国才", &f.head]],
    );
    let path = desk.file("名\u{1b}[2J册.xlsx", saved(&mut workbook));
    let report = json(&desk.judge(&path).unwrap().report());
    assert_eq!(report["sheet"], "表?一");
    assert_eq!(report["file"], "名?[2J册.xlsx");
}

#[test]
fn a_cell_over_two_columns_has_their_names_below_it_though_it_could_be_one_itself() {
    let desk = Desk::open();
    let head = family().head;
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let plain = Format::new();
    lay(
        sheet,
        0,
        &[
            &["姓名", "身份证号", "", "", "村"],
            &["", "", "月收入", "来源", ""],
            &["李国才", &head, "1868", "务工", "前进村"],
        ],
    );
    sheet.merge_range(0, 2, 0, 3, "家庭收入", &plain).unwrap();
    for column in [0, 1, 4] {
        let text = ["姓名", "身份证号", "", "", "村"][usize::from(column)];
        sheet
            .merge_range(0, column, 1, column, text, &plain)
            .unwrap();
    }
    let plan = desk
        .judge(&desk.file("a.xlsx", saved(&mut workbook)))
        .unwrap();
    let report = json(&plan.report());
    assert_eq!(report["header_row"], 2, "{report:#}");
    assert_eq!(counts(&report), [0, 1, 0, 0], "{report:#}");
    let income = &plan.households[0].intake.members[0].facts.incomes[0];
    assert_eq!(income.amount, hecha::domain::money::Fen::yuan(1868));
}

#[test]
fn a_small_file_that_unpacks_to_hundreds_of_megabytes_is_refused_at_once() {
    let desk = Desk::open();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default();
    zip.start_file("xl/workbook.xml", plain).unwrap();
    zip.write_all(b"<workbook/>").unwrap();
    zip.start_file("xl/worksheets/sheet1.xml", plain).unwrap();
    let much = b"<c/>".repeat(1 << 20);
    for _ in 0..32 {
        zip.write_all(&much).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    assert_eq!(desk.refused("a.xlsx", bytes), "zip_bomb");
}
