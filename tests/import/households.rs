//! What a list says of households and people, and what is wrong with it.

use hecha::{
    domain::household::Relation,
    engine::command::Command,
    exchange::{Kind, roster::Options},
};
use serde_json::json;

use crate::{
    desk::{Desk, counts, refusals, warnings},
    people::{MEMBERS, family, id, id_in_x, members},
};

/// Rows refused with a code, the others of the household with it.
fn only(report: &serde_json::Value, row: u64, code: &str) {
    let found = refusals(report);
    assert!(
        found.contains(&(row, code.to_owned())),
        "{code}: {report:#}"
    );
    for (other, with) in found {
        if other != row {
            assert_eq!(with, "household_refused", "{report:#}");
        }
    }
}

#[test]
fn a_list_of_members_is_taken_household_by_household() {
    let desk = Desk::open();
    let path = desk.file("名册.csv", members());
    let plan = desk.judge(&path).unwrap();
    assert_eq!(plan.kind, Kind::Members);
    let requests: Vec<_> = plan.requests().collect();
    assert_eq!(requests.len(), 2);
    let Command::OpenCase { intake } = &requests[0].command else {
        panic!("a new case");
    };
    assert_eq!(intake.area.0, "340304200201");
    assert_eq!(intake.benefit.unwrap().month.plain(), "1020.00");
    assert_eq!(intake.members[0].identity.name.reveal(), "李国才");
    assert_eq!(intake.members[0].facts.incomes[0].amount.plain(), "1868.00");
    assert_eq!(intake.members[3].facts.relation, Relation::Grandchild);
    let report = desk.import(&path);
    assert_eq!(counts(&report), [0, 5, 0, 0]);
    assert_eq!(report["refused"], json!([]));
    assert_eq!(report["encoding"], "UTF-8");
    assert_eq!(report["sheet"], json!(null));
    assert_eq!(report["header_row"], 1);
    assert_eq!(report["file"], "名册.csv");
}

#[test]
fn a_list_of_one_row_a_household_keeps_the_count_and_the_income() {
    let desk = Desk::open();
    let head = family().head;
    let text =
        format!("序号,户主姓名,身份证号,人口数,家庭月收入,月保障金\n1,李国才,{head},4,1868,1020\n");
    let path = desk.file("户.csv", &text);
    let plan = desk.judge(&path).unwrap();
    assert_eq!(plan.kind, Kind::Roster);
    let Command::OpenCase { intake } = plan.requests().next().unwrap().command else {
        panic!("a new case");
    };
    assert_eq!(intake.members.len(), 4);
    assert_eq!(intake.members[0].facts.incomes[0].amount.plain(), "1868.00");
    assert!(intake.members[1].facts.note.contains("待补"));
    let report = desk.import(&path);
    assert_eq!(counts(&report), [0, 1, 0, 0]);
    assert_eq!(warnings(&report), [(2, "members_unlisted".to_owned())]);
    assert_eq!(counts(&desk.import(&path)), [0, 0, 0, 1], "once is enough");
}

#[test]
fn every_trouble_of_a_number_is_called_by_its_name() {
    let desk = Desk::open();
    let good = family().head;
    let broken = format!(
        "{}{}",
        &good[..17],
        if good.ends_with('1') { '2' } else { '1' }
    );
    for (number, code) in [
        ("3403041965040199", "id_length"),
        ("34030419650401993甲", "id_characters"),
        ("999999196504019939", "id_region"),
        ("340304196502309931", "id_date"),
        ("340304203004019931", "id_future"),
        (broken.as_str(), "id_checksum"),
        ("340304********9934", "id_masked"),
        ("340304196504019000", "id_excel_rounded"),
        ("3.40304E+17", "id_excel_rounded"),
    ] {
        let report = desk.dry(&format!("姓名,身份证号\n李国才,{number}\n"));
        assert_eq!(refusals(&report), [(2, code.to_owned())], "{number}");
        assert_eq!(report["refused"][0]["column"], "身份证号");
        assert!(
            !report.to_string().contains(&number[..10]) || number.len() < 12,
            "nothing personal"
        );
    }
}

#[test]
fn numbers_that_can_be_mended_are_mended_and_counted() {
    let desk = Desk::open();
    let x = id_in_x(991);
    let wide: String = id("19700101", 992)
        .chars()
        .map(|one| char::from_u32(u32::from(one) + 0xfee0).unwrap())
        .collect();
    let old = "340304650101993";
    let spaced = id("19710101", 993);
    let report = desk.dry(&format!(
        "姓名,身份证号\n甲,{}\n乙,{wide}\n丙,{old}\n丁,{} {}\n",
        x.to_lowercase(),
        &spaced[..6],
        &spaced[6..]
    ));
    assert_eq!(counts(&report), [0, 4, 0, 0], "{report:#}");
    for code in ["id_lower_x", "id_full_width", "id_15_digits", "id_spaces"] {
        assert_eq!(report["normalised"][code], 1, "{code}");
    }
}

#[test]
fn sex_and_birth_must_be_those_of_the_number() {
    let desk = Desk::open();
    let head = family().head;
    let report = desk.dry(&format!("姓名,性别,身份证号\n李国才,女,{head}\n"));
    only(&report, 2, "sex_mismatch");
    assert_eq!(report["refused"][0]["column"], "性别");
    let report = desk.dry(&format!(
        "姓名,出生日期,身份证号\n李国才,1965-04-02,{head}\n"
    ));
    only(&report, 2, "birth_mismatch");
    let report = desk.dry(&format!("姓名,出生日期,身份证号\n李国才,65-4-1,{head}\n"));
    only(&report, 2, "unclear_date");
}

#[test]
fn days_are_read_in_five_forms() {
    let desk = Desk::open();
    let head = family().head;
    for form in [
        "1965-04-01",
        "1965.4.1",
        "1965年4月1日",
        "19650401",
        "1965/4/1",
        "23833",
    ] {
        let report = desk.dry(&format!("姓名,出生日期,身份证号\n李国才,{form},{head}\n"));
        if form == "23833" {
            // Text of five digits is no serial number: only a numeric cell is.
            only(&report, 2, "unclear_date");
        } else {
            assert_eq!(counts(&report), [0, 1, 0, 0], "{form}: {report:#}");
        }
    }
}

#[test]
fn a_household_has_one_head_and_as_many_rows_as_it_says() {
    let desk = Desk::open();
    let text = members();
    let report = desk.dry(&text.replace(",配偶,", ",本人,"));
    only(&report, 3, "head_twice");
    assert_eq!(counts(&report), [0, 1, 0, 0]);
    let report = desk.dry(&text.replacen("李国才,本人", "李国才,子", 1));
    only(&report, 2, "head_missing");
    let report = desk.dry(&text.replace(",4,1868", ",5,1868").replace(",4,0", ",5,0"));
    only(&report, 2, "head_count");
    let report = desk.dry(&text.replace("王秀兰,配偶,女", ",配偶,女"));
    only(&report, 3, "name_missing");
    assert_eq!(
        refusals(&report).len(),
        4,
        "the household is not taken in part"
    );
}

#[test]
fn a_person_listed_twice_is_refused_where_they_come_again() {
    let desk = Desk::open();
    let text = members();
    let first = text.lines().nth(1).unwrap();
    let report = desk.dry(&format!("{text}{first}\n"));
    assert_eq!(refusals(&report), [(7, "duplicate_row".to_owned())]);
    assert_eq!(
        counts(&report),
        [0, 5, 0, 0],
        "word for word the same loses nothing"
    );
    assert!(
        report["refused"][0]["message"]
            .as_str()
            .unwrap()
            .contains("第 2 行")
    );
    let other = first.replace("H1", "H9").replace(",4,", ",1,");
    let report = desk.dry(&format!("{text}{other}\n"));
    only(&report, 7, "duplicate_row");
    assert_eq!(counts(&report), [0, 5, 0, 0]);
    let differs = first.replace("1868", "900");
    let report = desk.dry(&format!("{text}{differs}\n"));
    assert_eq!(refusals(&report)[4], (7, "duplicate_row".to_owned()));
    assert_eq!(
        counts(&report),
        [0, 1, 0, 0],
        "which of the two is right nobody knows"
    );
}

#[test]
fn sums_that_do_not_tie_are_refused() {
    let desk = Desk::open();
    let head = family().head;
    let list = |month: &str, capita: &str| {
        format!(
            "户主姓名,身份证号,人口数,家庭月收入,人均月收入\n李国才,{head},4,{month},{capita}\n"
        )
    };
    assert_eq!(counts(&desk.dry(&list("2468", "617"))), [0, 1, 0, 0]);
    let report = desk.dry(&list("2468", "717"));
    only(&report, 2, "sum_mismatch");
    assert_eq!(report["refused"][0]["column"], "人均月收入");
    let report = desk.dry(&list("2000万", "5000000"));
    assert!(refusals(&report).contains(&(2, "amount_range".to_owned())));
    let report = desk.dry(&list("约2000", ""));
    only(&report, 2, "bad_amount");
}

#[test]
fn an_office_may_say_what_is_only_a_warning() {
    let desk = Desk::open();
    let head = family().head;
    let path = desk.file(
        "a.csv",
        format!("尊姓大名,性别,身份证号\n李国才,女,{head}\n"),
    );
    let own = desk.file(
        "office.toml",
        "[headers]\nname = [\"尊姓大名\"]\n[severity]\nsex_mismatch = \"warning\"\n",
    );
    let options = Options {
        mapping: Some(own),
        ..Options::default()
    };
    assert_eq!(desk.judge(&path).unwrap_err().code(), "no_header");
    let report = crate::desk::json(&desk.judge_with(&path, &options).unwrap().report());
    assert_eq!(counts(&report), [0, 1, 0, 0]);
    assert_eq!(warnings(&report)[0], (2, "sex_mismatch".to_owned()));
    let bad = Options {
        mapping: Some(desk.file("bad.toml", "[severity]\nid_checksum = \"warning\"\n")),
        ..Options::default()
    };
    assert_eq!(desk.judge_with(&path, &bad).unwrap_err().code(), "mapping");
}

#[test]
fn lists_without_a_key_are_read_by_their_heads() {
    let desk = Desk::open();
    let f = family();
    let alone = id("19480203", 994);
    let report = desk.dry(&format!(
        "姓名,与户主关系,身份证号\n李国才,本人,{}\n王秀兰,妻,{}\n赵桂英,户主,{alone}\n",
        f.head, f.wife
    ));
    assert_eq!(counts(&report), [0, 3, 0, 0], "{report:#}");
    assert_eq!(report["normalised"]["filled_down"], 1);
}

#[test]
fn hostile_cells_are_refused_and_never_repeated() {
    let desk = Desk::open();
    let head = family().head;
    for hostile in [
        "李\u{1b}[2J才",
        "李\u{9b}5m才",
        "李\u{202e}才",
        "\u{1b}]52;c;QQ==\u{7}",
        "\u{1b}P1$r0m\u{1b}\\",
    ] {
        let report = desk.dry(&format!("姓名,身份证号\n{hostile},{head}\n"));
        assert!(
            refusals(&report).contains(&(2, "control_character".to_owned())),
            "{report}"
        );
        assert!(!report.to_string().contains('\u{1b}'));
    }
    let report = desk.dry(&format!("姓\u{1b}[2J名,姓名,身份证号\n甲,李国才,{head}\n"));
    assert_eq!(counts(&report), [0, 1, 0, 0]);
    let report = desk.dry(&format!(
        "姓名,身份证号,备注\n李国才,{head},{}\n",
        "长".repeat(300)
    ));
    only(&report, 2, "too_long");
}

#[test]
fn rare_characters_and_dots_come_back_as_they_went_in() {
    let desk = Desk::open();
    for (place, name) in ["𠮷田", "䶮", "李㛃", "买买提·阿不都", "Ai Li"]
        .into_iter()
        .enumerate()
    {
        let number = id("19700302", 990 + u32::try_from(place).unwrap());
        let path = desk.file("a.csv", format!("姓名,身份证号\n{name},{number}\n"));
        assert_eq!(counts(&desk.import(&path)), [0, 1, 0, 0]);
        assert_eq!(counts(&desk.import(&path)), [0, 0, 0, 1], "{name}");
    }
}

#[test]
fn rows_that_are_no_data_are_counted_as_such() {
    let desk = Desk::open();
    let f = family();
    let report = desk.dry(&format!(
        "禹会区农村低保花名册,,,\n填报单位:长青乡,,,2026年11月\n\n序号,姓名,身份证号,月保障金\n1,李国才,{},1020\n,,,\n小计,1户,,1020\n序号,姓名,身份证号,月保障金\n2,王秀兰,{},722\n合计,2户,,1742\n\n制表人:张三,,审核人:李四,\n",
        f.head, f.wife
    ));
    assert_eq!(report["header_row"], 4);
    assert_eq!(report["rows"], 8, "{report:#}");
    assert_eq!(counts(&report), [6, 2, 0, 0], "{report:#}");
}

#[test]
fn the_layout_can_be_told() {
    let desk = Desk::open();
    let path = desk.file("a.csv", members());
    let options = Options {
        kind: Some(Kind::Roster),
        ..Options::default()
    };
    let plan = desk.judge_with(&path, &options).unwrap();
    assert_eq!(plan.kind, Kind::Roster);
    assert!(MEMBERS.contains("户编号"));
    let report = crate::desk::json(&plan.report());
    assert!(
        refusals(&report).contains(&(3, "duplicate_row".to_owned())),
        "{report:#}"
    );
}

#[test]
fn an_unknown_village_is_said_and_kept_in_the_address() {
    let desk = Desk::open();
    let head = family().head;
    let path = desk.file(
        "a.csv",
        format!("姓名,身份证号,村,组\n李国才,{head},红星村,5\n"),
    );
    let plan = desk.judge(&path).unwrap();
    let Command::OpenCase { intake } = plan.requests().next().unwrap().command else {
        panic!("a new case");
    };
    assert_eq!(intake.area.0, "340304200");
    assert_eq!(intake.members[0].identity.address.reveal(), "红星村5组");
    let report = crate::desk::json(&plan.report());
    assert!(warnings(&report).contains(&(2, "unknown_area".to_owned())));
}
