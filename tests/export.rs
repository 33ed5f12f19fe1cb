//! `hecha export` with the real program: what comes out, who may read it, and that it goes back in as it was.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod office;
mod support;

use std::{
    fs,
    io::Read,
    os::unix::fs::{PermissionsExt, symlink},
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

use calamine::{Data, Reader, Xlsx, open_workbook};
use hecha::{
    base::new_file::Existing,
    domain::{identity::check_character, queue::QueueId},
    exchange::export::{Charset, ExportRefusal, Format, Order, Profile, Selection, export},
};
use office::{Office, intake};
use support::world::World;

/// An ID number with a sequence code that marks it as invented.
fn id(birth: &str, sequence: u32) -> String {
    let digits = format!("340304{birth}{sequence}");
    let check = check_character(&digits).unwrap();
    format!("{digits}{check}")
}

/// Names that are hard to keep: rare characters, a dot, and what a spreadsheet would take for a formula.
const NAMES: [&str; 9] = [
    "𠮷𪚥阿",
    "买买提·阿不都",
    "=1+1李",
    "＝HYPERLINK(王)",
    "@SUM(A1)",
    "-2赵",
    "＋86",
    "'=钱",
    "_x0041_周",
];

const PHONE: &str = "13905521234";
const ACCOUNT: &str = "6222020200112233445";

/// One household for each name, and a minor in the first.
fn roster() -> String {
    let mut rows = vec![
        "案号,姓名,身份证号,与户主关系,联系电话,银行账号,住址,村,家庭人口,月保障金,残疾类别,残疾等级,重病,年经营净收入,存款,备注"
            .to_owned(),
    ];
    for (number, name) in (0..).zip(NAMES) {
        let persons = if number == 0 { 2 } else { 1 };
        // The reader takes one apostrophe off before a formula.
        let name = name.replace('\'', "''");
        let head = id(&format!("1960010{}", number + 1), 991);
        rows.push(format!(
            "BB2026-000{number},{name},{head},本人,{PHONE},{ACCOUNT},前进村{number}组,前进村,{persons},62{number}.50,肢体,二级,是,1200.40,3200,\"务农, 种地\"",
        ));
        if number == 0 {
            let minor = id("20150602", 992);
            rows.push(format!("BB2026-0000,李小宝,{minor},孙子,,,,前进村,,,,,,,,"));
        }
    }
    rows.join("\n")
}

/// An office that knows the village.
fn known_village() -> World {
    let world = World::new();
    let init = [
        "init",
        "--office",
        "禹会区",
        "--county",
        "340304",
        "--name",
        "王芳",
    ];
    world.hecha(&init).ended(0);
    for (code, name) in [("340304200", "长青乡"), ("340304200201", "前进村")] {
        world.hecha(&["area", "set", code, name]).ended(0);
    }
    world
}

/// An office with the roster in it.
fn filled() -> World {
    let world = known_village();
    let file = world.file("roster.csv", roster());
    let report = world.hecha(&["import", &file, "--json"]).ended(0).json();
    assert_eq!(report["accepted"], 10, "{report}");
    world
}

fn exported(world: &World, name: &str, more: &[&str]) -> Vec<u8> {
    let mut args = vec!["export", "低保", "--to", name];
    args.extend(more);
    world.hecha(&args).ended(0).says(&["已导出 9 户", name]);
    fs::read(world.home().join(name)).unwrap()
}

/// The rows of a text without its foot, which names the day and the journal it came from.
fn rows(text: &str) -> Vec<&str> {
    let mut rows: Vec<&str> = text.lines().collect();
    let foot = rows.pop().unwrap();
    assert!(foot.starts_with("日志封印 "), "{foot}");
    rows
}

/// Every part of a workbook, unpacked.
fn unpacked(bytes: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).unwrap();
        part.read_to_string(&mut all).unwrap();
    }
    all
}

#[test]
fn what_goes_out_goes_in_elsewhere_and_comes_out_the_same() {
    let from = filled();
    let first = String::from_utf8(exported(&from, "a.csv", &[])).unwrap();
    assert!(first.starts_with('\u{feff}'), "WPS knows UTF-8 by its mark");
    for name in NAMES {
        assert!(first.contains(name), "{name} is missing:\n{first}");
    }
    exported(&from, "a.xlsx", &[]);
    exported(&from, "b.csv", &["--encoding", "gb18030"]);
    for name in ["a.csv", "a.xlsx", "b.csv"] {
        let to = known_village();
        let file = from.home().join(name);
        let args = ["import", file.to_str().unwrap(), "--json"];
        let report = to.hecha(&args).ended(0).json();
        assert_eq!(report["accepted"], 10, "{name}: {report}");
        assert_eq!(
            report["not_data"], 1,
            "{name}: the foot is no household: {report}"
        );
        let second = String::from_utf8(exported(&to, "again.csv", &[])).unwrap();
        assert_eq!(rows(&second), rows(&first), "{name}");
        // In its own office it says nothing new.
        let again = from.hecha(&args).ended(0).json();
        assert_eq!(again["unchanged"], 10, "{name}: {again}");
    }
}

#[test]
fn a_workbook_keeps_numbers_as_text_days_as_days_and_amounts_as_amounts() {
    let world = filled();
    let bytes = exported(&world, "a.xlsx", &[]);
    let mut book: Xlsx<_> = open_workbook(world.home().join("a.xlsx")).unwrap();
    let sheet = book.worksheet_range("名册").unwrap();
    let heads: Vec<String> = sheet
        .rows()
        .next()
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    let cell = |row: usize, head: &str| {
        let column = heads.iter().position(|it| it == head).unwrap();
        sheet.rows().nth(row).unwrap()[column].clone()
    };
    assert_eq!(cell(1, "身份证号"), Data::String(id("19600101", 991)));
    assert_eq!(cell(1, "银行账号"), Data::String(ACCOUNT.to_owned()));
    assert_eq!(cell(1, "月保障金(元)"), Data::Float(620.5));
    assert_eq!(
        cell(2, "月保障金(元)"),
        Data::Empty,
        "an amount of the household stands once"
    );
    let Data::DateTime(birth) = cell(1, "出生日期") else {
        panic!("{:?}", cell(1, "出生日期"));
    };
    // The serial of 1960-01-01.
    assert!((birth.as_f64() - 21_916.0).abs() < f64::EPSILON);
    let parts = unpacked(&bytes);
    for needed in [
        "state=\"frozen\"",
        "orientation=\"landscape\"",
        "fitToPage=\"1\"",
        "fitToHeight=\"0\"",
        "_xlnm.Print_Titles",
        "第 &amp;P 页 共 &amp;N 页",
        "&amp;L日志封印 ",
        "numFmtId=\"49\"",
        "formatCode=\"yyyy\\-mm\\-dd\"",
    ] {
        let dashes = needed.replace("\\-", "-");
        assert!(
            parts.contains(needed) || parts.contains(&dashes),
            "{needed}"
        );
    }
}

#[test]
fn no_cell_is_a_formula_in_either_kind_of_file() {
    let world = filled();
    let parts = unpacked(&exported(&world, "a.xlsx", &[]));
    assert!(parts.contains("=1+1李"), "the name is there as it is");
    assert!(
        !parts.contains("<f>") && !parts.contains("<f "),
        "and no formula"
    );
    assert!(!parts.contains("t=\"str\""), "and no result of one");
    let text = String::from_utf8(exported(&world, "a.csv", &[])).unwrap();
    let text = text.trim_start_matches('\u{feff}');
    for field in text.lines().flat_map(|line| line.split(',')) {
        let first = field.trim_matches('"').chars().next();
        let harmless = first.is_none_or(|first| !"=+-@＝＋－＠\t\r".contains(first));
        assert!(harmless, "{field}");
    }
    for name in [
        "'=1+1李",
        "'＝HYPERLINK(王)",
        "'@SUM(A1)",
        "'-2赵",
        "'＋86",
        "''=钱",
    ] {
        assert!(text.contains(&format!(",{name},")), "{name}");
    }
}

#[test]
fn the_public_profile_holds_nothing_that_may_not_hang_on_a_board() {
    let world = filled();
    let secret = [
        &id("19600101", 991),
        &id("20150602", 992),
        PHONE,
        ACCOUNT,
        "肢体",
        "二级",
        "残疾",
        "重病",
        "李小宝",
        "种地",
        "组",
        "BB2026",
    ];
    let inside = unpacked(&exported(&world, "all.xlsx", &[]));
    for value in secret {
        assert!(inside.contains(value), "the internal file has {value}");
    }
    let book = exported(&world, "public.xlsx", &["--profile", "public"]);
    let text = exported(&world, "public.csv", &["--profile", "public"]);
    for out in [unpacked(&book), String::from_utf8(text).unwrap()] {
        for value in secret {
            assert!(!out.contains(value), "{value} is on the board:\n{out}");
        }
        assert!(
            out.contains("买买提·阿不都") && out.contains("前进村"),
            "{out}"
        );
    }
}

#[test]
fn what_slipped_into_a_name_or_a_free_text_does_not_hang_on_a_board() {
    let world = known_village();
    let heads = [
        "案号,姓名,身份证号,与户主关系,村,家庭人口,月保障金,救助类别,临时救助类型,临时救助金额,救助日期,救助事由,住址,备注",
    ];
    let number = |sequence| id("19600101", sequence);
    let member = |place: u32, name: &str, sequence: u32| {
        let number = number(sequence);
        format!(
            "LS2026-000{place},{name},{number},本人,前进村,1,,临时救助,急难型,2000,2026-11-20,胃癌手术 {PHONE},长青乡精神病院{place}号,艾滋 {ACCOUNT}"
        )
    };
    let names = [
        "李国才(残疾)".to_owned(),
        format!("赵桂英 {}", number(995)),
        format!("钱进{PHONE}"),
        "孙福 精神二级".to_owned(),
        "周大山（尿毒症）".to_owned(),
    ];
    let people = (1..).zip(&names);
    let people = people.map(|(place, name)| member(place, name, 990 + place));
    let text: Vec<String> = heads.map(str::to_owned).into_iter().chain(people).collect();
    let file = world.file("names.csv", text.join("\n"));
    let report = world.hecha(&["import", &file, "--json"]).json();
    assert_eq!(report["accepted"], 5, "{report}");
    let all: Vec<String> = (1..=5).map(|place| format!("LS2026-000{place}")).collect();
    let all = all.join(",");
    for name in ["p.xlsx", "p.csv"] {
        let args = [
            "export",
            "--cases",
            &all,
            "--profile",
            "public",
            "--to",
            name,
        ];
        world.hecha(&args).ended(0);
        let bytes = fs::read(world.home().join(name)).unwrap();
        let out = String::from_utf8(bytes.clone()).unwrap_or_else(|_| unpacked(&bytes));
        for secret in [
            "残疾", "精神", "尿毒", "癌", "艾滋", PHONE, ACCOUNT, "LS2026", "二级",
        ] {
            assert!(!out.contains(secret), "{secret} is on the board:\n{out}");
        }
        assert!(!out.contains("340304196"), "{out}");
        let body = out.split("日志封印").next().unwrap();
        if name.ends_with("csv") {
            let mut runs = body.as_bytes().windows(8);
            assert!(
                !runs.any(|run| run.iter().all(u8::is_ascii_digit)),
                "{body}"
            );
        }
        for shown in ["李国才", "赵桂英", "钱进", "孙福", "周大山"] {
            assert!(out.contains(shown), "{shown} is missing:\n{out}");
        }
    }
}

#[test]
fn a_minor_who_is_the_head_has_no_name_in_public() {
    let world = known_village();
    let number = id("20150602", 993);
    let file = world.file(
        "orphan.csv",
        format!("户主姓名,户主身份证号,家庭人口,救助类别,月保障金\n李小宝,{number},1,特困,900\n"),
    );
    world.hecha(&["import", &file, "--yes"]).ended(0);
    let args = [
        "export",
        "--search",
        "李小宝",
        "--profile",
        "public",
        "--to",
        "p.csv",
    ];
    world.hecha(&args).ended(0);
    let text = fs::read_to_string(world.home().join("p.csv")).unwrap();
    assert!(
        text.contains("(未成年人)") && !text.contains("小宝"),
        "{text}"
    );
}

#[test]
fn what_is_there_stays_and_links_and_pipes_are_left_alone() {
    let world = filled();
    let file = world.file("a.xlsx", "precious");
    let args = ["export", "低保", "--to", &file];
    world
        .hecha(&args)
        .ended(1)
        .complains(&["文件已经在那里", "--overwrite"]);
    assert_eq!(fs::read(&file).unwrap(), b"precious");
    world
        .hecha(&[&args[..], &["--overwrite"]].concat())
        .ended(0);
    assert!(fs::read(&file).unwrap().starts_with(b"PK"));
    let target = world.file("target", "kept");
    let link = world.home().join("link.csv");
    symlink(&target, &link).unwrap();
    let folder = world.home().join("folder.csv");
    fs::create_dir(&folder).unwrap();
    for path in [&link, &folder] {
        let args = [
            "export",
            "低保",
            "--overwrite",
            "--to",
            path.to_str().unwrap(),
        ];
        world.hecha(&args).ended(1).complains(&["不是普通文件"]);
    }
    assert_eq!(fs::read(&target).unwrap(), b"kept");
    world
        .hecha(&["export", "低保", "--to", "nowhere/a.csv"])
        .ended(1)
        .complains(&["没有这个目录"]);
    world
        .hecha(&["export", "低保", "--to", "a.pdf"])
        .ended(2)
        .complains(&[".xlsx 或 .csv"]);
    world.hecha(&["export"]).ended(2);
    world
        .hecha(&["export", "特困", "--to", "none.csv"])
        .ended(1)
        .complains(&["没有可导出的户"]);
    assert!(!world.home().join("none.csv").exists());
}

#[test]
fn a_file_that_nobody_named_lies_beside_the_data_for_its_owner_alone() {
    let world = filled();
    let out = world.data().join("out");
    for _ in 0..2 {
        world
            .hecha(&["export", "低保"])
            .ended(0)
            .says(&["内部资料", "低保定期核查-内部-"]);
    }
    world
        .hecha(&["export", "--cases", "BB2026-0001,BB2026-0003"])
        .ended(0)
        .says(&["已导出 2 户"]);
    world
        .hecha(&["export", "--cases", "BB2026-0001,没有"])
        .ended(1)
        .complains(&["没有"]);
    assert_eq!(
        fs::metadata(&out).unwrap().permissions().mode() & 0o777,
        0o700
    );
    let files: Vec<_> = fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap())
        .collect();
    assert_eq!(files.len(), 3, "each under a name of its own");
    for file in files {
        assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn who_exported_how_much_stands_in_the_access_log_before_the_file_has_its_name() {
    let world = filled();
    exported(&world, "a.csv", &["--profile", "public"]);
    let log = read_all(&world.data().join("access"));
    assert!(
        log.contains(r#""what":"exported","kind":"public","rows":9"#),
        "{log}"
    );
    world.hecha(&["verify"]).ended(0);
}

fn read_all(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).unwrap() {
        let mut file = fs::File::open(entry.unwrap().path()).unwrap();
        file.read_to_string(&mut text).unwrap();
    }
    text
}

#[test]
fn an_export_that_is_stopped_leaves_no_file() {
    let mut office = Office::open();
    for sequence in 0..3 {
        office.take_in(intake("李国才", sequence));
    }
    let out = tempfile::tempdir().unwrap();
    for (name, format) in [
        ("a.xlsx", Format::Xlsx),
        ("a.csv", Format::Csv(Charset::Utf8)),
    ] {
        let order = Order {
            selection: Selection::Queue(QueueId::Dibao),
            profile: Profile::Internal,
            format,
            path: out.path().join(name),
            existing: Existing::Keep,
            title: String::new(),
        };
        let stop = AtomicBool::new(false);
        let done = export(office.session(), &order, &stop, &mut |at| {
            assert_eq!((at.done, at.total), (3, 3));
            assert!(
                fs::read_dir(out.path()).unwrap().next().is_some(),
                "it was begun"
            );
            stop.store(true, Ordering::Relaxed);
        });
        assert!(matches!(done, Err(ExportRefusal::Stopped)), "{done:?}");
        assert!(
            fs::read_dir(out.path()).unwrap().next().is_none(),
            "{name} was left"
        );
        let done = export(
            office.session(),
            &order,
            &AtomicBool::new(false),
            &mut |_| {},
        );
        assert_eq!(done.unwrap().cases, 3);
        fs::remove_file(&order.path).unwrap();
    }
}
