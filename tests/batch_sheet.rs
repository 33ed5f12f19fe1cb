//! The rows of a batch as a file: for colleagues with what the bank needs, for a board only who gets what, and
//! never a formula or a name that may not hang there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod office;

use std::{
    collections::BTreeMap, fs, ops::ControlFlow, os::unix::fs::PermissionsExt, path::Path,
    process::Command as Process, sync::atomic::AtomicBool,
};

use calamine::{Data, Reader, Xlsx, open_workbook};
use hecha::{
    base::new_file::Existing,
    domain::{
        area::AreaCode,
        batch::{BatchKind, BatchPlan, BatchStatus},
        calendar::Day,
        case::Benefit,
        citation::Confidence,
        household::Relation,
        money::Fen,
        person::Personal,
        review::{LastReview, Outcome},
    },
    engine::{
        command::{Command, Intake},
        query::WhichRows,
        refusal::{Refusal, Trouble},
    },
    exchange::export::{BatchOrder, Charset, ExportRefusal, Format, Profile, export_batch},
    policy::OfficeValue,
    session::batches,
};
use office::{Office, id_number, intake};

/// What a spreadsheet would take for a formula.
const FORMULA: &str = "=HYPERLINK(李)";
const ACCOUNT: &str = "6222020200112233445";
/// Who may not be named on a board.
const MINOR: &str = "李小宝";
/// Whose facts are too old for a batch.
const LEFT: &str = "赵桂英";

fn household(name: &str, number: u32) -> Intake {
    let mut new = intake(name, 10 + number * 7);
    new.benefit = Some(Benefit {
        month: Fen::yuan(622),
        since: "2025-11".parse().ok(),
    });
    new.last_review = Some(LastReview {
        day: "2026-10-20".parse().unwrap(),
        by: "王芳".into(),
        outcome: Outcome::Keep,
        household: None,
    });
    new.members[0].identity.account = Personal::new(ACCOUNT);
    new
}

/// Four households, one of which a batch leaves; the standard has risen from 722 to 760.
fn office() -> (Office, u32) {
    let mut office = Office::open();
    office.sit("孙丽");
    for (amount, from) in [("722", "2022-07-01"), ("760", "2026-07-01")] {
        let from: Day = from.parse().unwrap();
        office.set_standard(amount, from).unwrap();
    }
    let nothing_more_for_minors = OfficeValue {
        name: "db.class.rate.minor".into(),
        value: "0".into(),
        from: "2022-07-01".parse().unwrap(),
        until: None,
        document: "演示文件〔2026〕6号".into(),
        area: AreaCode("340304".into()),
        confidence: Confidence::Confirmed,
    };
    let value = nothing_more_for_minors;
    office.run(Command::SetPolicyValue { value }).unwrap();
    office.sit("王芳");
    office.take_in(household(FORMULA, 0));
    office.take_in(household("王守田", 1));
    let mut minor = household(MINOR, 2);
    minor.members[0].facts.birth = Day::new(2012, 5, 1).unwrap();
    minor.members[0].facts.relation = Relation::Head;
    minor.members[0].identity.number = Personal::new(id_number(4, "20120501"));
    office.take_in(minor);
    let mut old = household(LEFT, 3);
    old.last_review.as_mut().unwrap().day = "2025-01-10".parse().unwrap();
    office.take_in(old);
    let go = &mut |_, _| ControlFlow::Continue(());
    let seen = batches::preview(office.session(), &plan(), go).unwrap();
    assert_eq!((seen.all.gets, seen.all.left), (3, 1));
    let number = batches::propose(office.session(), (&plan(), &seen), "one", go).unwrap();
    (office, number)
}

fn plan() -> BatchPlan {
    BatchPlan {
        kind: BatchKind::Standard {
            from: "2026-07".parse().unwrap(),
        },
        area: AreaCode("340304200".into()),
    }
}

fn carried(office: &mut Office, number: u32) {
    let batch = number;
    let freeze = batches::find(office.session(), number)
        .unwrap()
        .batch
        .freeze;
    office.sit("李建国");
    let approve = Command::ApproveBatch {
        batch,
        freeze: freeze.clone(),
    };
    office.run(approve).unwrap();
    office.sit("赵敏");
    office.run(Command::ConfirmBatch { batch, freeze }).unwrap();
    let go = &mut |_, _| ControlFlow::Continue(());
    let done = batches::carry(office.session(), number, "carry", go).unwrap();
    assert_eq!(done.status, BatchStatus::Done);
}

fn write(
    office: &Office,
    number: Option<u32>,
    (profile, format): (Profile, Format),
    path: &Path,
) -> Result<u32, ExportRefusal> {
    let order = BatchOrder {
        plan: plan(),
        number,
        which: WhichRows::All,
        profile,
        format,
        path: path.to_owned(),
        existing: Existing::Keep,
        title: "提标".into(),
    };
    let stop = AtomicBool::new(false);
    export_batch(office.session(), &order, &stop, &mut |_| {}).map(|done| done.rows)
}

/// The rows below the header by their heads, and the foot.
fn table(path: &Path) -> (Vec<BTreeMap<String, Data>>, String) {
    let mut book: Xlsx<_> = open_workbook(path).unwrap();
    let sheet = book.worksheet_range("批次").unwrap();
    let mut rows: Vec<Vec<Data>> = sheet.rows().map(<[Data]>::to_vec).collect();
    let heads: Vec<String> = rows.remove(0).iter().map(ToString::to_string).collect();
    let foot = rows.pop().unwrap()[0].to_string();
    let named = rows
        .into_iter()
        .map(|row| heads.iter().cloned().zip(row).collect())
        .collect();
    (named, foot)
}

fn sum(rows: &[BTreeMap<String, Data>], head: &str) -> f64 {
    let cells = rows.iter().filter_map(|row| match &row[head] {
        Data::Float(number) => Some(*number),
        _no_number => None,
    });
    cells.sum()
}

#[test]
fn colleagues_get_every_row_with_numbers_that_add_up_and_no_formula() {
    let (mut office, number) = office();
    carried(&mut office, number);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("名单.xlsx");
    let profile = (Profile::Internal, Format::Xlsx);
    assert_eq!(write(&office, Some(number), profile, &path).unwrap(), 4);
    assert_eq!(
        fs::metadata(&path).unwrap().permissions().mode() & 0o777,
        0o600
    );
    let (rows, foot) = table(&path);
    assert!(foot.starts_with("日志封印 2026-11-23 日志第 "), "{foot}");
    let totals = batches::find(office.session(), number)
        .unwrap()
        .batch
        .totals;
    // 760 - 100 a month for three; July to November were paid 622.00 and were due 660.00.
    assert_eq!(totals.all.once, Fen::yuan(3 * 5 * (660 - 622)));
    assert!((sum(&rows, "现每月(元)") - f64::from(3 * 660)).abs() < 0.001);
    assert!((sum(&rows, "一次性(元)") - f64::from(3 * 5 * 38)).abs() < 0.001);
    let first = rows.iter().find(|row| row["户主姓名"] == FORMULA).unwrap();
    assert!(
        matches!(first["户主姓名"], Data::String(_)),
        "a text, no formula"
    );
    assert_eq!(first["银行账号"], ACCOUNT);
    assert_eq!(first["写入情况"], "已写入");
    assert_eq!(first["执行月份"], "2026-12");
    let left = rows.iter().find(|row| row["户主姓名"] == LEFT).unwrap();
    assert!(left["测算结果"].to_string().contains("核查逾期"));
    assert_eq!(left["现每月(元)"], Data::Empty);
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    assert!(
        book.worksheet_formula("批次")
            .unwrap()
            .cells()
            .all(|(_, _, cell)| cell.is_empty())
    );
    // The same as a text: what a spreadsheet would obey stands behind an apostrophe.
    let text = dir.path().join("名单.csv");
    let profile = (Profile::Internal, Format::Csv(Charset::Utf8));
    write(&office, Some(number), profile, &text).unwrap();
    let text = fs::read_to_string(text).unwrap();
    assert!(text.contains(&format!("'{FORMULA}")), "{text}");
    assert!(!text.contains(&format!(",{FORMULA}")), "{text}");
}

#[test]
fn a_board_shows_who_gets_what_once_it_is_decided_and_nothing_else() {
    let (mut office, number) = office();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("公示.xlsx");
    let profile = (Profile::Public, Format::Xlsx);
    for (number, stands) in [
        (None, BatchStatus::Listing),
        (Some(number), BatchStatus::Proposed),
    ] {
        let refused = write(&office, number, profile, &path).unwrap_err();
        let ExportRefusal::Trouble(Trouble::Refused(refusal)) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(*refusal, Refusal::BatchStep { status: stands });
        assert!(!path.exists());
    }
    carried(&mut office, number);
    assert_eq!(write(&office, Some(number), profile, &path).unwrap(), 3);
    let (rows, _) = table(&path);
    assert!((sum(&rows, "现每月(元)") - f64::from(3 * 660)).abs() < 0.001);
    let all = format!("{rows:?}");
    let number_of = |name: &str| {
        let rows = batches_rows(&office, number);
        rows.into_iter().find(|row| row.0 == name).unwrap().1
    };
    for hidden in [
        MINOR,
        LEFT,
        ACCOUNT,
        "核查逾期",
        "340304200D",
        &number_of("王守田"),
    ] {
        assert!(
            !all.contains(hidden),
            "「{hidden}」 hangs on the board: {all}"
        );
    }
    assert!(
        all.contains("(未成年人)") && all.contains("王守田"),
        "{all}"
    );
    let heads: Vec<&String> = rows[0].keys().collect();
    assert_eq!(heads.len(), 10, "{heads:?}");
    // Somebody looked: the log of looks says what left the house.
    let log = fs::read_to_string(office.dir.path().join("access/000001.jsonl"));
    assert!(log.unwrap().contains("\"public\""));
}

/// Names of heads with their case numbers.
fn batches_rows(office: &Office, batch: u32) -> Vec<(String, String)> {
    use hecha::engine::{answer::Answer, query::Query};
    let query = Query::BatchRows {
        batch,
        which: WhichRows::All,
        from: 0,
        limit: 200,
    };
    let Answer::BatchRows(page) = office.ask(query).unwrap() else {
        panic!("no rows")
    };
    let rows = page.rows.into_iter();
    rows.map(|row| (row.head.reveal().to_owned(), row.number))
        .collect()
}

#[test]
fn the_verb_writes_either_and_overwrites_nothing() {
    let (mut office, number) = office();
    carried(&mut office, number);
    office.leave();
    let dir = tempfile::tempdir().unwrap();
    let run = |args: &[&str]| {
        let output = Process::new(env!("CARGO_BIN_EXE_hecha"))
            .env("HECHA_LANG", "zh_CN.UTF-8")
            .current_dir(dir.path())
            .args(["--as", "王芳", "--data"])
            .arg(office.dir.path())
            .args(args)
            .output()
            .unwrap();
        let said = [output.stdout, output.stderr].concat();
        (
            output.status.code().unwrap(),
            String::from_utf8(said).unwrap(),
        )
    };
    let (code, said) = run(&["batch", "show", "1", "--to", "名单.xlsx"]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("已导出 4 户") && said.contains("内部资料"),
        "{said}"
    );
    let (code, said) = run(&[
        "batch",
        "show",
        "1",
        "--to",
        "公示.xlsx",
        "--profile",
        "public",
    ]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains("已导出 3 户") && !said.contains("内部资料"),
        "{said}"
    );
    assert_eq!(table(&dir.path().join("公示.xlsx")).0.len(), 3);
    let (code, said) = run(&["batch", "show", "1", "--to", "名单.xlsx"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("文件已经在那里"), "{said}");
    let (code, said) = run(&["batch", "show", "1", "--profile", "public"]);
    assert_eq!(code, 2, "{said}");
}
