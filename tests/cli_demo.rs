//! The verbs on an invented district: queues, search, cases, sums and signatures, in the shapes the book
//! promises.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::{fs, path::Path};

use serde_json::Value;
use support::world::World;

/// An office with one person who may do everything but sign.
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
        .ended(0)
        .says(&["已开设「禹会区」", "王芳"]);
    world
}

fn every(folder: &Path, out: &mut Vec<std::path::PathBuf>) {
    out.push(folder.to_owned());
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            every(&path, out);
        } else {
            out.push(path);
        }
    }
}

#[test]
fn a_view_that_was_cut_is_built_anew_and_told() {
    let world = World::demo();
    let before = world.hecha(&["queue", "--json"]).ended(0).out;
    let mut files = Vec::new();
    every(&world.data().join("store/tree"), &mut files);
    for path in files.iter().filter(|path| path.is_file()) {
        let bytes = fs::read(path).unwrap();
        fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
    }
    let after = world.hecha(&["queue", "--json"]).ended(0);
    assert_eq!(after.out, before);
    after.complains(&["已由日志重建", "日志没有改动"]);
    world.hecha(&["verify"]).ended(0);
}

/// The number of the case that stands first in a queue of the demo.
fn first_of(world: &World, who: &str, queue: &str) -> String {
    let page = world
        .hecha(&["--as", who, "queue", queue, "--json"])
        .ended(0)
        .json();
    page["rows"][0]["case"].as_str().unwrap().to_owned()
}

/// The names of the members of an object, in their order.
fn names(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect()
}

#[test]
fn a_demo_is_made_once_and_its_desk_is_that_of_its_caseworker() {
    let world = World::demo();
    let before = world.journal();
    world
        .hecha(&["demo", "--no-tui"])
        .ended(0)
        .says(&["已有演示区", "人物全是虚构的"]);
    assert_eq!(world.journal(), before);
    world
        .hecha(&["demo", "--no-tui", "--as", "李逵"])
        .ended(1)
        .complains(&["没有叫「李逵」的演示人员"]);
    world
        .hecha(&["staff", "list"])
        .ended(0)
        .says(&["王芳", "李建国", "审核人", "赵敏", "何静"]);
    world.hecha(&["verify"]).ended(0);
}

#[test]
fn a_demo_is_never_made_where_something_lies_or_opened_in_an_office() {
    let world = World::new();
    fs::create_dir(world.data()).unwrap();
    fs::write(world.data().join("letter.txt"), "x").unwrap();
    world
        .hecha(&["demo", "--no-tui"])
        .ended(1)
        .complains(&["已有别的文件", "没有作任何改动"]);
    assert_eq!(fs::read_dir(world.data()).unwrap().count(), 1);

    let world = office();
    let before = world.journal();
    world
        .hecha(&["demo", "--no-tui"])
        .ended(1)
        .complains(&["不能当演示区打开"]);
    assert_eq!(world.journal(), before);
}

#[test]
fn a_queue_is_printed_in_the_shape_the_book_promises() {
    let world = World::demo();
    let page = world
        .hecha(&["queue", "dibao", "--limit", "2", "--json"])
        .ended(0)
        .json();
    assert_eq!(
        names(&page),
        ["day", "queues", "queue", "name", "total", "rows"]
    );
    assert_eq!(
        names(&page["queues"][0]),
        [
            "queue", "name", "overdue", "today", "week", "month", "total"
        ]
    );
    let rows = page["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 2);
    assert_eq!(
        names(&rows[0]),
        [
            "case",
            "head",
            "village",
            "members",
            "paid",
            "due",
            "overdue_days",
            "every_months",
            "status",
            "claimed_by",
            "reasons",
            "proposed"
        ]
    );
    assert_eq!(rows[0]["proposed"], Value::Null);
    assert_eq!(rows[0]["head"], "李国才");
    assert_eq!(rows[0]["paid"], "1381.00");
    assert_eq!(rows[0]["overdue_days"], 13);
    assert_eq!(rows[0]["reasons"][0], "逾期13日 +13");
    assert!(page["total"].as_u64().unwrap() > 2);
}

#[test]
fn a_queue_reads_as_a_table_and_as_sentences() {
    let world = World::demo();
    world.hecha(&["queue"]).ended(0).says(&[
        "逾期  今日 7日内 30日内  合计",
        "李国才",
        "1,381.00",
        "逾期13日 +13",
    ]);
    world.hecha(&["queue", "低保", "--plain"]).ended(0).says(&[
        "户主 李国才, 前进村, 4人, 现享 1,381.00 元/月",
        "逾期13日, 半年类, 待核查",
    ]);
}

#[test]
fn what_waits_for_a_signature_is_printed_with_what_is_proposed() {
    let world = World::demo();
    let ask = |more: &[&str]| {
        let args = [
            &["--as", "李建国", "queue", "to_approve", "--limit", "1"],
            more,
        ]
        .concat();
        world.hecha(&args).ended(0)
    };
    let row = &ask(&["--json"]).json()["rows"][0];
    let proposed = &row["proposed"];
    assert_eq!(
        names(proposed),
        [
            "outcome",
            "month",
            "difference",
            "by",
            "since",
            "waiting_days"
        ]
    );
    let fen = |value: &Value| -> i64 { value.as_str().unwrap().replace('.', "").parse().unwrap() };
    let difference = fen(&proposed["month"]) - fen(&row["paid"]);
    assert_eq!(fen(&proposed["difference"]), difference);
    let by = proposed["by"].as_str().unwrap().to_owned();
    ask(&["--plain"]).says(&[&format!(", {by} 提出 ")]);
    ask(&[]).says(&[&format!("{by} 提出 ")]);
}

#[test]
fn people_are_found_by_name_initials_and_tail_with_their_numbers_masked() {
    let world = World::demo();
    for text in ["李国才", "lgc", "9934", "王秀兰"] {
        let found = world.hecha(&["search", "--json", text]).ended(0).json();
        assert_eq!(names(&found), ["text", "rows"]);
        let row = found["rows"]
            .as_array()
            .unwrap()
            .iter()
            .find(|row| row["head"] == "李国才")
            .unwrap_or_else(|| panic!("{text}"));
        assert_eq!(names(row).last(), Some(&"member"));
    }
    let wife = world.hecha(&["search", "--json", "王秀兰"]).ended(0).json();
    let member = &wife["rows"][0]["member"];
    assert_eq!(names(member), ["name", "number", "age"]);
    let number = member["number"].as_str().unwrap();
    assert!(number.contains("********"), "{number}");
    world
        .hecha(&["search", "王秀兰"])
        .ended(0)
        .says(&["成员 王秀兰", "********"]);
}

#[test]
fn a_case_is_shown_in_the_shape_the_book_promises_and_masked() {
    let world = World::demo();
    let number = first_of(&world, "王芳", "dibao");
    let case = world.hecha(&["show", "--json", &number]).ended(0).json();
    assert_eq!(
        names(&case),
        [
            "case",
            "seq",
            "programme",
            "setting",
            "township",
            "village",
            "status",
            "due",
            "overdue_days",
            "every_months",
            "paid",
            "members",
            "alerts",
            "changes",
            "last_review",
            "proposal",
            "closing",
            "finding",
            "refused",
            "basis",
            "today",
            "care",
            "aid",
            "linked",
            "referrals",
            "matters",
            "approved",
            "confirmed",
            "missing",
            "records"
        ]
    );
    assert_eq!(case["basis"], "today");
    assert_eq!(
        names(&case["members"][0]),
        ["name", "number", "age", "relation", "labour", "incomes"]
    );
    assert_eq!(
        names(&case["alerts"][0]),
        [
            "number", "kind", "day", "source", "detail", "status", "settled", "note"
        ]
    );
    assert_eq!(names(&case["last_review"]), ["day", "by", "outcome"]);
    assert_eq!(
        names(&case["finding"]),
        [
            "on",
            "persons",
            "income_month",
            "standard",
            "eligible",
            "month",
            "suggest",
            "missing"
        ]
    );
    assert_eq!(case["finding"]["month"], "1381.00");
    let shown = world.hecha(&["show", &number]).ended(0);
    let whole_number = |text: &str| {
        let digits: Vec<char> = text.chars().collect();
        digits
            .windows(17)
            .any(|run| run.iter().all(char::is_ascii_digit))
    };
    assert!(
        !whole_number(&shown.out.replace(&number, "")),
        "{}",
        shown.out
    );
    shown.says(&["李国才", "61岁", "劳动能力部分", "建议 维持", "车辆登记"]);
}

#[test]
fn a_sum_is_explained_step_by_step_with_its_citations() {
    let world = World::demo();
    let number = first_of(&world, "王芳", "dibao");
    world.hecha(&["explain", &number]).ended(0).says(&[
        "还没有在本系统作出的决定, 按今天",
        "应补 722.00 x 4 - 1,868.00",
        "民发〔2021〕57号 第二十三条",
    ]);
    let sum = world
        .hecha(&["explain", &number, "--as-of", "2024-01-01", "--json"])
        .ended(0)
        .json();
    assert_eq!(
        names(&sum),
        [
            "case",
            "basis",
            "stored",
            "on",
            "outcome",
            "effective",
            "eligible",
            "month",
            "missing",
            "batch",
            "steps",
            "once"
        ]
    );
    assert_eq!(
        (&sum["basis"], &sum["on"]),
        (&"as_of".into(), &"2024-01-01".into())
    );
    assert_eq!(
        names(&sum["steps"][0]),
        ["text", "amount", "citation", "status"]
    );
}

#[test]
fn what_was_proposed_is_shown_by_its_own_sum_after_the_standard_changed() {
    let world = World::demo();
    let number = first_of(&world, "李建国", "to_approve");
    let show = || world.hecha(&["show", "--json", &number]).ended(0).json();
    let before = show();
    assert_eq!(before["basis"], "proposal");
    assert_eq!(before["today"], Value::Null);
    for standard in ["db.standard.rural", "db.standard.city"] {
        let set = ["--as", "孙丽", "policy", "set", standard, "1500"];
        let from = [
            "--from",
            "2026-01-01",
            "--document",
            "蚌民〔2026〕9号(虚构)",
        ];
        let args = [&set[..], &from[..]].concat();
        world
            .hecha(&args)
            .ended(0)
            .says(&["低保标准 1500 元/人月", "已核实"]);
    }
    let after = show();
    assert_eq!(after["finding"], before["finding"]);
    assert_eq!(after["members"], before["members"]);
    let today = after["today"].as_str().unwrap().to_owned();
    assert_ne!(after["today"], before["finding"]["month"]);
    assert!(after["missing"][0].as_str().is_some(), "{after}");
    world
        .hecha(&["show", &number])
        .ended(0)
        .says(&["提出时的测算", "按今天的参数为", &today[..1]]);
    world
        .hecha(&["--as", "李建国", "approve", &number])
        .ended(1)
        .complains(&["测算结果"]);
}

#[test]
fn a_proposal_is_approved_by_another_person_and_explained_from_what_was_stored() {
    let world = World::demo();
    let number = first_of(&world, "李建国", "to_approve");
    world
        .hecha(&["explain", &number])
        .ended(0)
        .says(&["送审的意见, 尚未生效", "结论"]);
    world
        .hecha(&["--as", "王芳", "approve", &number])
        .ended(1)
        .complains(&["这一步要由审核人办理"]);
    world
        .hecha(&["--as", "李建国", "approve", &number])
        .ended(0)
        .says(&["已审核", &number, "已存"]);
    world
        .hecha(&["--as", "李建国", "approve", &number])
        .ended(1)
        .complains(&["不能审核"]);
    world.hecha(&["verify"]).ended(0);
}

#[test]
fn a_proposal_is_returned_with_its_reason() {
    let world = World::demo();
    let number = first_of(&world, "李建国", "to_approve");
    world
        .hecha(&["--as", "李建国", "return", &number, "--reason", "  "])
        .ended(1)
        .complains(&["写明理由"]);
    world
        .hecha(&[
            "--as",
            "李建国",
            "return",
            &number,
            "--reason",
            "入户记录不全",
        ])
        .ended(0)
        .says(&["已退回"]);
    world
        .hecha(&["queue", "returned"])
        .ended(0)
        .says(&[&number]);
    let case = world.hecha(&["show", &number, "--json"]).ended(0).json();
    assert_eq!(case["status"], "returned");
}

#[test]
fn the_first_screen_reads_as_lines() {
    let world = World::demo();
    world.hecha(&["--plain"]).ended(0).says(&[
        "王芳 经办人",
        "低保定期核查: 逾期 ",
        "下一户  李国才  前进村  低保定期核查  逾期13日 +13",
        "参数提示",
    ]);
    world
        .hecha(&["--as", "孙丽", "--plain"])
        .ended(0)
        .says(&["管理员不办案"]);
    world
        .hecha(&["--plain", "queue"])
        .ended(2)
        .complains(&["hecha queue 低保 --plain"]);
}
