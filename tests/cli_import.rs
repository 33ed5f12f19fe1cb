//! `hecha import` with the real program: every file under `fixtures/imports`, in the shape the book promises.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use calamine::Reader;
use hecha::{
    domain::{calendar::Day, identity::check_character},
    exchange::{recognise::recognise, remembered, remembered::Pointed, roster::Options},
};
use rustix::process::Signal;
use serde_json::Value;
use support::{
    pty::{Setup, Terminal},
    world::World,
};

const ROSTER: &str =
    "户主姓名,户主身份证号,家庭人口,城乡,月保障金\n赵桂英,340304196501019912,1,农村,622.00\n";

fn fixtures(kind: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/imports")
        .join(kind);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.to_str().unwrap().ends_with(".expected.json"))
        .collect();
    files.sort();
    assert!(files.len() > 8);
    files
}

fn expected(path: &Path) -> Value {
    let text = fs::read_to_string(format!("{}.expected.json", path.display())).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// An office with nothing in it.
fn office() -> World {
    let world = World::new();
    world
        .hecha(&[
            "init",
            "--office",
            "禹会区",
            "--county",
            "340304",
            "--name",
            "王芳",
        ])
        .ended(0);
    world
}

/// What differs from office to office: villages that nobody has entered are warned of.
fn without_areas(mut report: Value) -> Value {
    if let Some(warnings) = report["warnings"].as_array_mut() {
        warnings.retain(|line| line["code"] != "unknown_area");
    }
    report
}

#[test]
fn every_good_file_is_taken_whole_and_a_second_time_changes_nothing() {
    for path in fixtures("valid") {
        let world = office();
        let file = path.to_str().unwrap();
        let before = world.journal();
        world
            .hecha(&["import", file, "--dry-run"])
            .ended(0)
            .says(&["没有写入"]);
        assert_eq!(world.journal(), before, "{file}");
        let report = world.hecha(&["import", file, "--json"]).ended(0).json();
        assert_eq!(
            without_areas(report),
            without_areas(expected(&path)),
            "{file}"
        );
        let after = world.journal();
        let again = world
            .hecha(&["import", file, "--json", "--yes"])
            .ended(0)
            .json();
        assert_eq!(
            (&again["accepted"], &again["updated"]),
            (&0.into(), &0.into()),
            "{file}"
        );
        assert_eq!(world.journal(), after, "{file}");
        world.hecha(&["verify"]).ended(0);
    }
}

#[test]
fn every_bad_file_is_refused_by_row_or_as_a_whole_with_its_remedy() {
    for path in fixtures("invalid") {
        let world = office();
        let file = path.to_str().unwrap();
        let expected = expected(&path);
        let before = world.journal();
        if expected.get("rows").is_some() {
            let report = world.hecha(&["import", file, "--json"]).ended(1).json();
            assert_eq!(without_areas(report), without_areas(expected), "{file}");
            continue;
        }
        let ran = world.hecha(&["import", file, "--json"]).ended(2);
        let report = ran.json();
        let [line] = report["refused"].as_array().unwrap().as_slice() else {
            panic!("{file}: one refusal for the whole file: {report}");
        };
        assert_eq!(line["code"], expected["code"], "{file}");
        let message = line["message"].as_str().unwrap();
        assert!(message.contains(expected["remedy"].as_str().unwrap()));
        assert_eq!((&report["rows"], &line["column"]), (&0.into(), &"".into()));
        assert_eq!(report.as_object().unwrap().len(), 12, "{report}");
        ran.complains(&["没有导入任何内容", expected["remedy"].as_str().unwrap()]);
        world.hecha(&["import", file]).ended(2);
        assert_eq!(world.journal(), before, "{file}");
    }
}

#[test]
fn a_report_has_the_shape_the_book_promises() {
    let world = office();
    let file = world.file(
        "名册.csv",
        ROSTER.replace("340304196501019912", "340304196501019910"),
    );
    let ran = world.hecha(&["import", &file, "--json"]).ended(1);
    let report = ran.json();
    let names: Vec<&str> = report
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(
        names,
        [
            "file",
            "encoding",
            "sheet",
            "header_row",
            "rows",
            "not_data",
            "accepted",
            "updated",
            "unchanged",
            "refused",
            "warnings",
            "normalised"
        ]
    );
    let line = &report["refused"][0];
    assert_eq!(
        (&line["row"], &line["column"]),
        (&2.into(), &"户主身份证号".into())
    );
    assert_eq!(line["code"], "id_checksum");
    assert!(!ran.out.contains("196501019910"), "{}", ran.out);
    world
        .hecha(&["import", &file])
        .ended(1)
        .says(&["未收 1 行", "第 2 行「户主身份证号」"]);
}

#[test]
fn what_is_no_file_is_named_and_nothing_is_made() {
    let world = World::new();
    fs::create_dir(world.home().join("folder")).unwrap();
    for (file, words) in [
        ("nowhere.xlsx", "找不到"),
        ("folder", "这是一个目录"),
        ("/dev/null", "不是普通文件"),
    ] {
        for args in [
            &["import", file][..],
            &["import", file, "--dry-run"],
            &["import", file, "--yes"],
        ] {
            world
                .hecha(args)
                .ended(2)
                .complains(&[words, "没有导入任何内容"]);
        }
    }
    let file = world.file("名册.csv", ROSTER);
    world
        .hecha(&["import", &file, "--mapping", "nowhere.toml"])
        .ended(2);
    world
        .hecha(&["import", &file, "--sheet", "二月", "--yes"])
        .ended(2);
    world
        .hecha(&["import", &file, "--kind", "village"])
        .ended(2);
    assert!(!world.data().exists());
}

#[test]
fn a_script_without_an_office_gets_one_that_says_so() {
    let world = World::new();
    let file = world.file("名册.csv", ROSTER);
    let dry = world
        .hecha(&["import", &file, "--dry-run", "--json"])
        .ended(0)
        .json();
    assert_eq!(dry["accepted"], 1);
    assert!(!world.data().exists());
    let report = world
        .hecha(&["import", &file, "--yes", "--json"])
        .ended(0)
        .complains(&["未命名单位", "340304", "hecha init"])
        .json();
    assert_eq!(report["accepted"], 1);
    let queue = world.hecha(&["queue", "--json"]).ended(0).json();
    assert_eq!(queue["rows"][0]["head"], "赵桂英");
    world.hecha(&["verify"]).ended(0);
}

#[test]
fn the_mapping_the_book_prints_can_be_given_back() {
    let world = office();
    let mapping = world.hecha(&["help", "mapping"]).ended(0).out;
    let mapping = world.file("对照.toml", mapping);
    let file = world.file("名册.csv", ROSTER);
    world
        .hecha(&["import", &file, "--mapping", &mapping, "--json"])
        .ended(0);
    let broken = world.file("坏.toml", "[headers\n");
    world
        .hecha(&["import", &file, "--mapping", &broken])
        .ended(2)
        .complains(&["没有导入任何内容"]);
}

#[test]
fn a_person_is_asked_before_anything_is_written() {
    let world = office();
    let file = world.file("名册.csv", ROSTER);
    let args = ["import", file.as_str()];
    let before = world.journal();
    for (answer, taken) in [("n\r", false), ("\r", false), ("y\r", true)] {
        let mut terminal = Terminal::start(&world, Setup::new(&args));
        terminal.wait_for("新收 1 户, 现享合计 622.00 元/月");
        terminal.wait_for("写入请输入 y");
        terminal.send(answer);
        let end = terminal.end();
        assert_eq!(end.status == 0, taken, "{}", end.text);
        assert_eq!(
            end.text.contains("数据没有任何改动"),
            !taken,
            "{}",
            end.text
        );
        assert_eq!(world.journal() != before, taken);
    }
    let world = World::new();
    let file = world.file("名册.csv", ROSTER);
    let end = Terminal::start(&world, Setup::new(&["import", &file])).end();
    assert_eq!(end.status, 1);
    assert!(end.text.contains("还没有开设单位"), "{}", end.text);
    assert!(!world.data().exists());
}

/// A roster of so many households of one person each; the people are invented.
fn long_roster(households: u64) -> String {
    let first = Day::new(1940, 1, 1).unwrap();
    let mut out = "户主姓名,户主身份证号,家庭人口,城乡,月保障金\n".to_owned();
    for place in 0..households {
        let birth = first.add_days(i64::try_from(place / 10).unwrap()).unwrap();
        let day = birth.to_string().replace('-', "");
        let digits = format!("340304{day}{}", 990 + place % 10);
        let check = check_character(&digits).unwrap();
        let row = format!("测试{place},{digits}{check},1,农村,322.00\n");
        out.push_str(&row);
    }
    out
}

/// Imports a long roster, ends it with a signal while it is written, and imports it again.
fn cut_off(signal: Signal) {
    const HOUSEHOLDS: u64 = 12_000;
    let world = office();
    let file = world.file("名册.csv", long_roster(HOUSEHOLDS));
    let args = ["import", file.as_str(), "--yes"];
    let terminal = Terminal::start(&world, Setup::new(&args));
    terminal.wait_for("写入名册");
    terminal.signal(signal);
    let end = terminal.end();
    if signal == Signal::INT {
        assert_eq!(end.status, 1, "{}", end.text);
        assert!(
            end.text.contains("再导入同一个文件会接着办"),
            "{}",
            end.text
        );
        // What was not reached is nothing to be mended.
        assert!(!world.data().join("out").exists());
    }
    let told = world
        .hecha(&["queue"])
        .ended(0)
        .complains(&["上次导入「名册.csv」没有做完"])
        .err
        .clone();
    let taken: u64 = told
        .split_once("已写入 ")
        .and_then(|(_, rest)| rest.split_once(' '))
        .map(|(taken, _)| taken.parse().unwrap())
        .unwrap();
    let noted = |kind: &str| {
        let kind = format!("\"{kind}\"");
        let files = world.journal().into_iter();
        files
            .map(|(_, bytes)| String::from_utf8(bytes).unwrap().matches(&kind).count())
            .sum::<usize>()
    };
    assert_eq!(noted("import_stopped"), 1);
    assert!(world.hecha(&["queue"]).ended(0).err.is_empty());
    world.hecha(&["verify"]).ended(0);
    let report = world.hecha(&["import", &file, "--json"]).ended(0).json();
    let count = |name: &str| report[name].as_u64().unwrap();
    assert!(count("accepted") > 0, "nothing was left to be written");
    assert_eq!(count("unchanged"), taken);
    assert_eq!(count("accepted") + count("unchanged"), HOUSEHOLDS);
    assert_eq!(
        ["import_started", "import_stopped", "import_finished"].map(noted),
        [2, 1, 1]
    );
    world.hecha(&["verify"]).ended(0);
}

#[test]
fn an_import_that_is_stopped_keeps_what_is_written_and_goes_on_the_next_time() {
    cut_off(Signal::INT);
}

#[test]
fn an_import_that_is_killed_is_closed_at_the_next_start_and_goes_on_where_it_was() {
    cut_off(Signal::KILL);
}

#[test]
fn what_a_file_holds_can_never_command_the_terminal() {
    let world = office();
    let name = "名\u{1b}]52;c;eA==\u{7}册.csv";
    let evil = ROSTER
        .replace("赵桂英", "赵\u{1b}[2J\u{9b}桂英")
        .replace("户主姓名", "户主姓名\u{202e}");
    let file = world.file(name, evil);
    for args in [&["import", file.as_str()][..], &["import", &file, "--json"]] {
        let ran = world.hecha(args);
        for text in [&ran.out, &ran.err] {
            let bad = |ch: char| (ch.is_control() && ch != '\n') || ch == '\u{202e}';
            assert!(!text.contains(bad), "{text:?}");
        }
    }
}

#[test]
fn what_a_newer_list_says_is_shown_with_old_and_new_values() {
    let world = office();
    let file = world.file("名册.csv", ROSTER);
    world.hecha(&["import", &file, "--json"]).ended(0);
    let newer = ROSTER
        .replace("622.00", "600.00")
        .replace("月保障金", "月保障金,联系电话")
        .replace("600.00\n", "600.00,00012345678\n");
    let newer = world.file("新名册.csv", newer);
    let report = world.hecha(&["import", &newer, "--json"]).ended(0).json();
    assert_eq!(report["updated"], 1);
    let queue = world.hecha(&["queue", "changes", "--json"]).ended(0).json();
    assert_eq!(queue["total"], 1);
    let number = queue["rows"][0]["case"].as_str().unwrap();
    let case = world.hecha(&["show", number, "--json"]).ended(0).json();
    assert_eq!(case["paid"], "622.00");
    let change = &case["changes"][0];
    assert_eq!(change["source"], "新名册.csv 第2行");
    let facts: Vec<_> = change["facts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fact| ["what", "old", "new"].map(|name| fact[name].as_str().unwrap()))
        .collect();
    assert_eq!(
        facts,
        [
            ["现享金额", "622.00元/月", "600.00元/月"],
            ["赵桂英电话", "无", "*******5678"]
        ]
    );
    world.hecha(&["show", number]).ended(0).says(&[
        "变更 1",
        "2 项待认定",
        "1 现享金额: 622.00元/月 改为 600.00元/月",
    ]);
    assert_eq!(
        world.hecha(&["import", &newer, "--json"]).ended(0).json()["unchanged"],
        1
    );
    world.hecha(&["verify"]).ended(0);
}

#[test]
fn what_was_said_of_columns_at_the_desk_holds_for_the_verb_too() {
    let world = office();
    let strange = ROSTER.replace("户主姓名,户主身份证号", "当家人,公民号");
    let file = world.file("怪.csv", &strange);
    world.hecha(&["import", &file, "--json"]).ended(2);
    let options = Options {
        pointed: Some(Pointed::new()),
        ..Options::default()
    };
    let found = recognise(Path::new(&file), &options).unwrap();
    let said = vec![
        (0, Some("head_name".to_owned())),
        (1, Some("head_number".to_owned())),
    ];
    remembered::save(&world.data(), &found.header, &said).unwrap();
    let report = world.hecha(&["import", &file, "--json"]).ended(0).json();
    assert_eq!(report["accepted"], 1, "{report}");
    // And for the rows that come back: their file has two columns more, and the same header behind them.
    let bad = "340304194802039940";
    let more = format!("{strange}赵桂英,{bad},1,农村,600\n");
    let file = world.file("怪.csv", more);
    world.hecha(&["import", &file, "--json"]).ended(1);
    let returned = world.data().join("out/怪-未收.xlsx");
    let mended = mend(&returned, bad, "340304194802039942");
    let report = world.hecha(&["import", &mended, "--json"]).ended(0).json();
    assert_eq!(
        (report["rows"].as_u64(), report["accepted"].as_u64()),
        (Some(1), Some(1)),
        "{report}"
    );
}

#[test]
fn an_office_keeps_beside_its_data_what_is_an_error_and_what_a_warning() {
    let world = office();
    let head = "340304196501019912";
    let text = format!(
        "户编号,尊姓大名,与户主关系,身份证号,性别,家庭人口,村,月保障金\n\
         H1,赵桂英,本人,{head},女,3,无名村,9900000\n"
    );
    let file = world.file("名册.csv", text);
    let codes = |report: &Value, of: &str| {
        let lines = report[of].as_array().unwrap();
        let codes = lines.iter().map(|line| line["code"].as_str().unwrap());
        let mut codes: Vec<String> = codes.map(str::to_owned).collect();
        codes.sort_unstable();
        codes
    };
    let before = world.journal();
    world.hecha(&["import", &file, "--json"]).ended(2);
    let own = world.data().join("import.toml");
    let words = "[headers]\nname = [\"尊姓大名\"]\n";
    fs::write(&own, words).unwrap();
    let report = world.hecha(&["import", &file, "--json"]).ended(1).json();
    assert_eq!(
        codes(&report, "refused"),
        ["amount_range", "head_count", "sex_mismatch"],
        "{report:#}"
    );
    assert_eq!(world.journal(), before);
    let lighter = "[severity]\nsex_mismatch = \"warning\"\nhead_count = \"warning\"\namount_range = \"warning\"\nunknown_area = \"error\"\n";
    fs::write(&own, format!("{words}{lighter}")).unwrap();
    let report = world.hecha(&["import", &file, "--json"]).ended(1).json();
    assert_eq!(codes(&report, "refused"), ["unknown_area"], "{report:#}");
    let lighter = lighter.replace("unknown_area = \"error\"", "");
    fs::write(&own, format!("{words}{lighter}")).unwrap();
    let report = world.hecha(&["import", &file, "--json"]).ended(0).json();
    assert_eq!(report["accepted"], 1, "{report:#}");
    let warned = codes(&report, "warnings");
    for code in ["sex_mismatch", "head_count", "amount_range", "unknown_area"] {
        assert!(warned.iter().any(|it| it == code), "{code}: {report:#}");
    }
    // What would be no number at all cannot be made a warning.
    fs::write(&own, "[severity]\nid_checksum = \"warning\"\n").unwrap();
    world
        .hecha(&["import", &file, "--json"])
        .ended(2)
        .complains(&["对照文件"]);
}

/// Mends a return file as a person does in WPS, one text for another, and saves it where it lies.
fn mend(path: &Path, wrong: &str, right: &str) -> String {
    let rows = cells(path);
    let mut book = rust_xlsxwriter::Workbook::new();
    let page = book.add_worksheet();
    for (number, row) in (0..).zip(&rows) {
        for (place, cell) in (0..).zip(row) {
            page.write_string(number, place, cell.replace(wrong, right))
                .unwrap();
        }
    }
    book.save(path).unwrap();
    path.to_str().unwrap().to_owned()
}

/// Every part of a workbook, unpacked.
fn unpacked(path: &Path) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut all = String::new();
    for place in 0..archive.len() {
        let mut part = archive.by_index(place).unwrap();
        std::io::Read::read_to_string(&mut part, &mut all).unwrap();
    }
    all
}

/// The cells of the first sheet of a workbook.
fn cells(path: &Path) -> Vec<Vec<String>> {
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let text = |cell: &calamine::Data| match cell {
        calamine::Data::String(text) => text.clone(),
        calamine::Data::Empty => String::new(),
        other => panic!("a cell that is no text: {other:?}"),
    };
    sheet
        .rows()
        .map(|row| row.iter().map(text).collect())
        .collect()
}

#[test]
fn what_was_not_taken_comes_back_in_a_file_that_goes_in_once_it_is_mended() {
    let world = office();
    let bad = "340304194802039940";
    let text = format!(
        "农村低保名册,,,,,\n户编号,姓名,与户主关系,身份证号,家庭人口,月保障金,备注\n\
         H1,李国才,本人,340304196504019934,2,500,\n\
         H2,赵桂英,本人,{bad},2,600,\"=HYPERLINK(\"\"http://a\"\")\"\n\
         H1,王秀兰,配偶,340304196805129926,2,500,\n\
         H2,周大山,配偶,340304195206119967,2,600,@SUM(A1)\n"
    );
    let file = world.file("名册.csv", &text);
    let before = world.journal();
    let given = world.home().join("改.xlsx");
    let given = given.to_str().unwrap();
    world.hecha(&["import", &file, "--dry-run"]).ended(1);
    assert!(!world.data().join("out").exists());
    world
        .hecha(&["import", &file, "--dry-run", "--return", given])
        .ended(1)
        .complains(&["未收的 2 行", given]);
    assert_eq!(world.journal(), before);
    let ran = world.hecha(&["import", &file, "--json"]).ended(1);
    assert_eq!(ran.json()["accepted"], 2);
    let path = world.data().join("out/名册-未收.xlsx");
    let ran = ran.complains(&[path.to_str().unwrap()]);
    assert!(!ran.err.contains("赵桂英") && !ran.err.contains(bad));
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let parts = unpacked(&path);
    assert!(parts.contains("=HYPERLINK") && parts.contains("@SUM(A1)"));
    assert!(!parts.contains("<f>") && !parts.contains("<f ") && !parts.contains("t=\"str\""));
    let back = cells(&path);
    assert_eq!(back, cells(Path::new(given)));
    assert_eq!(
        back[0],
        [
            "原表行号",
            "未收原因",
            "户编号",
            "姓名",
            "与户主关系",
            "身份证号",
            "家庭人口",
            "月保障金",
            "备注"
        ]
    );
    assert_eq!((back[1][0].as_str(), back[1][5].as_str()), ("4", bad));
    assert!(
        back[1][1].contains("身份证号末位校验不符"),
        "{}",
        back[1][1]
    );
    assert!(back[2][1].contains("本户第 4 行有问题"), "{}", back[2][1]);
    assert_eq!(back.len(), 3);
    let mended = mend(&path, bad, "340304194802039942");
    let report = world.hecha(&["import", &mended, "--json"]).ended(0).json();
    assert_eq!(report["accepted"], 2, "{report}");
    world.hecha(&["verify"]).ended(0);
    world
        .hecha(&["import", &file, "--dry-run", "--return", given])
        .ended(1)
        .complains(&[given]);
}
