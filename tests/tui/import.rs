//! Importing a roster on the screen, and exporting a list.

use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::PathBuf,
};

use crate::{
    driver::{Driver, desk, office},
    office::id_number,
    screens::snapshot,
};

const HEADS: &str = "户主姓名,户主身份证号,家庭人口,城乡,村,月保障金";

/// A roster of three: one good, one whose number is wrong, one whose amount is out of range.
fn roster() -> String {
    let row = |name: &str, number: &str, amount: &str| {
        format!("{name},{number},1,农村,前进村,{amount}\n")
    };
    [
        format!("{HEADS}\n"),
        row("赵桂英", &id_number(1, "19650102"), "622.00"),
        row("钱进", "340304196501019990", "500"),
        row("孙福", &id_number(2, "19650103"), "99999999"),
    ]
    .concat()
}

/// A desk with a file in the directory for imports.
fn with_file(name: &str, bytes: impl AsRef<[u8]>) -> Driver {
    at_size(name, bytes, (80, 24))
}

fn at_size(name: &str, bytes: impl AsRef<[u8]>, size: (u16, u16)) -> Driver {
    let driver = Driver::start_at(office().0, size);
    let inbox = inbox(&driver);
    fs::create_dir_all(&inbox).unwrap();
    fs::write(inbox.join(name), bytes).unwrap();
    driver
}

fn inbox(driver: &Driver) -> PathBuf {
    driver.office.dir.path().join("in")
}

/// Every file of the journal with its bytes.
fn journal(driver: &Driver) -> Vec<(PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![driver.office.dir.path().join("journal")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push((path.clone(), fs::read(path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

#[test]
fn a_roster_is_looked_at_judged_and_written_only_when_somebody_says_so() {
    let mut desk = with_file("名册.csv", roster());
    let before = journal(&desk);
    desk.keys("F6")
        .shows(&["导入名册  选文件", "名册.csv", "in"]);
    desk.keys("Enter").shows(&[
        "各列对应",
        "UTF-8",
        "表头第 1 行",
        "一户一行",
        "户主姓名",
        "赵桂英",
    ]);
    desk.hides(&[&id_number(1, "19650102")]);
    desk.keys("F9").shows(&[
        "写入之前",
        "表头下 3 行: 新收 1",
        "未收 2",
        "新收 1 户, 现享合计 622.00 元/月",
        "第 3 行「户主身份证号」",
        "第 4 行「月保障金」",
        "按 F9 写入 1 户",
    ]);
    assert_eq!(journal(&desk), before, "nothing is written at the preview");
    desk.keys("Esc").shows(&["各列对应"]);
    desk.keys("F9 F9")
        .shows(&["写入结果", "已写完, 都已存", "新收 1"]);
    assert_ne!(journal(&desk), before);
    desk.keys("Esc Enter").shows(&["赵桂英"]);
}

#[test]
fn the_screens_of_an_import_look_like_this() {
    for (label, size) in [
        ("80x24", (80, 24)),
        ("60x20", (60, 20)),
        ("120x40", (120, 40)),
    ] {
        let mut desk = at_size("名册.csv", roster(), size);
        desk.keys("F6 Enter");
        snapshot(&format!("import-columns-{label}"), &desk);
        desk.keys("F9");
        snapshot(&format!("import-preview-{label}"), &desk);
    }
}

#[test]
fn a_column_is_pointed_to_a_field_and_that_is_remembered() {
    let strange = roster().replace("户主姓名,户主身份证号", "当家人,公民号");
    let mut desk = with_file("怪.csv", &strange);
    desk.keys("F6 Enter").shows(&["当家人", "(不认识)", "! "]);
    // 户主姓名 is the fourth field after «leave out», 户主身份证号 the fifth.
    desk.keys("Enter").shows(&["选对应的项目", "(不导入)"]);
    desk.keys("Down Down Down Down Enter").shows(&["各列对应"]);
    desk.keys("Down Enter Down Down Down Down Down Enter");
    desk.hides(&["(不认识)  赵", "! "]);
    desk.keys("F9").shows(&["新收 1 户"]);
    let kept = desk.office.dir.path().join("import-columns.json");
    assert_eq!(
        fs::metadata(&kept).unwrap().permissions().mode() & 0o777,
        0o600
    );
    desk.keys("Esc Esc Esc");
    fs::write(
        inbox(&desk).join("怪.csv"),
        strange.replace("赵桂英", "李桂兰"),
    )
    .unwrap();
    desk.keys("F6 Enter").hides(&["! "]);
    desk.keys("F9 F9 Esc Enter").shows(&["李桂兰"]);
}

/// The files beside the data, by name.
fn outbox(driver: &Driver) -> Vec<String> {
    let names = fs::read_dir(driver.office.dir.path().join("out"));
    let names = names.into_iter().flatten();
    let mut names: Vec<String> = names
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_list_is_partial_until_somebody_calls_it_full_and_then_tells_who_is_missing() {
    let mut desk = with_file("名册.csv", roster());
    desk.keys("F6 Enter")
        .shows(&["部分名册: 名册上没有的户不管", "按 Space 改为全量"]);
    desk.keys("F9").hides(&["名册上没有"]);
    desk.keys("Esc Space").shows(&["全量名册", "逐户列出"]);
    desk.keys("F9").shows(&[
        "按全量名册核对",
        "系统里有、名册上没有 ",
        "案内什么也不改",
        "名册上没有  340304200D0000001 李国才 前进村 4人",
        "按 F9 写入 1 户, 另存未收 2 行、名册上没有 3 户",
    ]);
    desk.keys("F9").shows(&[
        "已写完, 都已存",
        "未收的 2 行和原因已写入",
        "名册-未收.xlsx",
        "名册-名册上没有.xlsx",
    ]);
    assert_eq!(outbox(&desk), ["名册-名册上没有.xlsx", "名册-未收.xlsx"]);
    desk.keys("Esc F6 Enter")
        .shows(&["部分名册"])
        .hides(&["全量名册"]);
}

#[test]
fn rows_that_were_refused_come_back_even_where_nothing_is_written() {
    let bad = roster().replace(&id_number(1, "19650102"), "340304196501029990");
    let mut desk = with_file("名册.csv", bad);
    let before = journal(&desk);
    desk.keys("F6 Enter F9")
        .shows(&["没有要写入的。按 F9 另存未收 3 行。"]);
    assert!(outbox(&desk).is_empty());
    desk.keys("F9")
        .shows(&["没有要写入的, 数据没有任何改动", "未收的 3 行和原因已写入"]);
    assert_eq!(journal(&desk), before);
    assert_eq!(outbox(&desk), ["名册-未收.xlsx"]);
    desk.keys("Esc F6").shows(&["名册-未收.xlsx", "out"]);
    desk.keys("Enter")
        .shows(&["(退回时加的)", "原表行号", "未收原因"]);
}

/// Mends the workbook of a return file where it lies, as a person does: one text for another.
fn mend(path: &std::path::Path, changes: &[(&str, &str)]) {
    use calamine::Reader;
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let sheet = book.worksheet_range_at(0).unwrap().unwrap();
    let mut mended = rust_xlsxwriter::Workbook::new();
    let page = mended.add_worksheet();
    for (number, row) in (0..).zip(sheet.rows()) {
        for (place, cell) in (0..).zip(row) {
            let mut text = cell.to_string();
            for (wrong, right) in changes {
                text = text.replace(wrong, right);
            }
            page.write_string(number, place, text).unwrap();
        }
    }
    mended.save(path).unwrap();
}

/// The three heads at the left of a return file, then the number of each row.
fn first_columns(path: &std::path::Path) -> Vec<String> {
    use calamine::Reader;
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(path).unwrap();
    let sheet = book.worksheet_range("未收").unwrap();
    let heads: Vec<String> = sheet.rows().next().unwrap()[..3]
        .iter()
        .map(ToString::to_string)
        .collect();
    let numbers = sheet.rows().skip(1).map(|row| row[0].to_string());
    [heads.join(" ")].into_iter().chain(numbers).collect()
}

#[test]
fn a_messy_list_is_taken_in_two_goes_with_its_return_file_mended_in_between() {
    let (good, head, child) = (
        id_number(1, "19650102"),
        id_number(2, "19480203"),
        id_number(3, "20120611"),
    );
    let wrong = "340304194802039940";
    let text = format!(
        "长青乡农村低保花名册,,,,,,,\n填报单位：长青乡,,,,,,,\n\
         序号,姓名,与户主关系,公民号,家庭人口,村名,保障金额(元/月),办证机关\n\
         1,赵桂英,户主,{good},1,前进村,\"1,020.00\",甲\n\
         2,周大山,户主,{wrong},2,前进村,722元,乙\n\
         ,周小山,孙子,{child},2,前进村,,\n\
         合计,,,,3,,1742,\n制表人：张三,,,,,,,\n"
    );
    let (bytes, _, _) = encoding_rs::GB18030.encode(&text);
    let mut desk = with_file("名册.csv", bytes);
    desk.keys("F6 Enter")
        .shows(&["GB18030", "公民号", "(不认识)"]);
    // 身份证号 is the seventh field after «leave out».
    desk.keys("Down Down Down Enter Down Down Down Down Down Down Down Enter")
        .shows(&["公民号                   身份证号"]);
    desk.keys("F9").shows(&[
        "表头下 5 行: 新收 1  变更 0  无变化 0  不是数据 2  未收 2",
        "没有导入的列: 办证机关",
        "第 5 行「公民号」",
        "第 6 行",
        "按 F9 写入 1 户, 另存未收 2 行。",
    ]);
    desk.keys("F9").shows(&["已写完", "名册-未收.xlsx"]);
    let returned = desk.office.dir.path().join("out/名册-未收.xlsx");
    // Looked at again before it is mended, the rows come back once more under the number their list had.
    desk.keys("Esc F6 Enter F9 F9").shows(&["名册-未收-2.xlsx"]);
    let again = returned.with_file_name("名册-未收-2.xlsx");
    assert_eq!(first_columns(&again), ["原表行号 未收原因 序号", "5", "6"]);
    fs::remove_file(again).unwrap();
    mend(&returned, &[(wrong, &head)]);
    // What was said of 公民号 holds here too.
    desk.keys("Esc F6 Enter")
        .shows(&["名册-未收.xlsx", "公民号                   身份证号"]);
    desk.keys("F9")
        .shows(&["表头下 2 行: 新收 2", "未收 0", "按 F9 写入 1 户。"]);
    desk.keys("F9").shows(&["已写完", "没有要说明的行"]);
    desk.keys("Esc F6 Enter F9")
        .shows(&["无变化 2", "没有要写入的。"]);
    assert_eq!(outbox(&desk), ["名册-未收.xlsx"]);
}

#[test]
fn a_refusal_of_the_columns_is_shown_whole() {
    let twice = roster().replace("家庭人口,城乡", "户主姓名,户主姓名");
    for size in [(80, 24), (60, 20)] {
        let mut desk = at_size("名册.csv", &twice, size);
        desk.keys("F6 Enter");
        let screen = desk.screen().replace([' ', '\n'], "");
        assert!(
            screen.contains("移到那一列,按Enter说明它是什么。"),
            "{screen}"
        );
        desk.keys("End").shows(&["月保障金"]);
    }
}

#[test]
fn only_plain_files_are_listed_and_their_names_cannot_command_the_terminal() {
    let mut desk = with_file("a\u{1b}]52;c;x\u{7}\u{202e}b.csv", roster());
    let inbox = inbox(&desk);
    symlink("/etc/passwd", inbox.join("link.csv")).unwrap();
    fs::create_dir(inbox.join("folder.csv")).unwrap();
    rustix::fs::mkfifoat(rustix::fs::CWD, inbox.join("pipe.csv"), 0o600.into()).unwrap();
    fs::write(inbox.join(".hidden.csv"), "x").unwrap();
    fs::write(inbox.join("picture.png"), "x").unwrap();
    desk.keys("F6").shows(&["<1B>]52"]);
    desk.hides(&["link", "folder", "pipe", "hidden", "picture"]);
    desk.keys("Enter").shows(&["各列对应"]);
}

#[test]
fn a_path_can_be_typed_and_what_is_no_roster_says_so() {
    let mut desk = with_file("名册.csv", roster());
    let path = inbox(&desk).join("名册.csv");
    desk.keys("F6 Tab").types("/dev/zero").keys("Enter");
    desk.shows(&["不是普通文件"]);
    desk.keys("F6")
        .keys("Esc Esc F6 Tab")
        .pastes(path.to_str().unwrap());
    desk.keys("Enter").shows(&["各列对应"]);
    desk.keys("Esc Esc").shows(&["选文件"]);
}

#[test]
fn who_decides_or_only_reads_imports_nothing() {
    let mut office = office().0;
    office.sit("审计");
    let mut desk = Driver::start(office);
    desk.keys("F6").shows(&["待办"]);
    desk.keys("F2").hides(&["导入"]);
}

#[test]
fn an_import_that_is_stopped_keeps_what_was_written_and_goes_on_the_next_time() {
    let mut rows = format!("{HEADS}\n");
    for number in 0..1_200_u32 {
        let birth = format!(
            "19{:02}{:02}{:02}",
            50 + number / 336,
            number / 28 % 12 + 1,
            number % 28 + 1
        );
        let row = format!(
            "赵{number},{},1,农村,前进村,600\n",
            id_number(number / 4_032, &birth)
        );
        rows.push_str(&row);
    }
    let mut desk = with_file("大.csv", rows);
    desk.keys("F6 Enter F9").shows(&["按 F9 写入 1200 户"]);
    desk.stopping = true;
    desk.keys("F9").shows(&["已按您的要求停下", "新收 500"]);
    desk.stopping = false;
    desk.keys("Esc").shows(&["待办"]);
    desk.keys("F6 Enter F9")
        .shows(&["新收 700  ", "无变化 500"]);
    desk.keys("F9").shows(&["已写完", "新收 700"]);
}

#[test]
fn a_list_is_exported_beside_the_data_and_says_where() {
    let mut desk = desk();
    desk.keys("Enter F8").shows(&[
        "已导出 3 户",
        "低保定期核查-内部-2026-11-23.xlsx",
        "不得外传",
    ]);
    desk.keys("F7")
        .shows(&["低保定期核查-公示-2026-11-23.xlsx"]);
    desk.keys("Esc / l g c Enter F8").shows(&["查找结果-内部-"]);
    let out = desk.office.dir.path().join("out");
    let mut files: Vec<_> = fs::read_dir(&out)
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect();
    files.sort();
    assert_eq!(files.len(), 3);
    for file in files {
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert!(fs::read(&file).unwrap().starts_with(b"PK"));
    }
    desk.stopping = true;
    desk.keys("F8").shows(&["导出已按您的要求停下"]);
    assert_eq!(
        fs::read_dir(&out).unwrap().count(),
        3,
        "nothing is left of it"
    );
}
