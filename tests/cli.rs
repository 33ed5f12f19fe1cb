//! The verbs, with the real program: what each does, what it refuses, and in which words and status.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod support;

use std::{fs, os::unix::fs::PermissionsExt, path::Path, process::Command};

use serde_json::Value;
use support::world::{Ran, World, program, run};

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

#[test]
fn every_topic_of_the_book_prints_and_an_unknown_one_lists_them() {
    let world = World::new();
    let list = world.hecha(&["help"]).ended(0).out;
    let mut topics = 0;
    for line in list.lines().filter(|line| line.starts_with("  ")) {
        for name in line.split("  ").nth(1).unwrap().split_whitespace() {
            let page = world.hecha(&["help", name]).ended(0).out;
            assert!(page.starts_with("# "), "{name}: {page}");
            if name == "mapping" || name == "对照表" {
                continue;
            }
            // What is laid out by hand is copied whole, so it may be longer.
            for line in page.lines().filter(|line| !line.starts_with(' ')) {
                let columns = hecha::base::width::columns(line);
                assert!(columns <= 80, "{name}: {columns} columns: {line}");
            }
            topics += 1;
        }
    }
    assert!(topics >= 10, "{list}");
    world
        .hecha(&["help", "没有的题目"])
        .ended(2)
        .complains(&["没有「没有的题目」这一页", "第一天"]);
}

#[test]
fn completions_are_made_for_every_shell() {
    let world = World::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        world
            .hecha(&["completions", shell])
            .ended(0)
            .says(&["hecha", "policy"]);
    }
    world.hecha(&["completions", "dos"]).ended(2);
}

#[test]
fn a_wrong_invocation_is_answered_in_chinese_with_status_2() {
    let world = World::new();
    world
        .hecha(&["quue"])
        .ended(2)
        .complains(&["没有「quue」这个命令", "什么也没有做", "queue"]);
    world.hecha(&["--version"]).ended(0).says(&["hecha 0."]);
    world
        .hecha(&["--help"])
        .ended(0)
        .says(&["用法: hecha", "命令", "退出码"]);
    assert!(!world.data().exists());
}

#[test]
fn looking_at_data_that_is_not_there_makes_nothing() {
    let world = World::new();
    for args in [
        &["queue"][..],
        &["export", "低保"],
        &["search", "李"],
        &["show", "1"],
        &["policy", "list"],
        &["staff", "list"],
        &["area", "list"],
        &["approve", "1"],
        &["confirm", "1"],
        &["return", "1", "--reason", "不清"],
        &["verify"],
        &["rebuild"],
    ] {
        world.hecha(args).ended(1).complains(&[
            "这个数据目录还没有开设单位",
            "没有作任何改动",
            "hecha demo",
        ]);
    }
    assert!(!world.data().exists());
}

#[test]
fn an_office_is_opened_once_for_its_owner_alone() {
    let world = office();
    let before = world.journal();
    world
        .hecha(&[
            "init", "--office", "甲", "--county", "340304", "--name", "乙",
        ])
        .ended(1)
        .complains(&["已经开设了单位"]);
    assert_eq!(world.journal(), before);
    let mut files = Vec::new();
    every(&world.data(), &mut files);
    assert!(files.len() > 5);
    for path in files {
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        let expected = if path.is_dir() { 0o700 } else { 0o600 };
        assert_eq!(mode, expected, "{}", path.display());
    }
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
fn staff_are_entered_changed_and_listed() {
    let world = office();
    let add = [
        "staff",
        "add",
        "李建国",
        "--role",
        "审核人",
        "--account",
        "lijianguo",
    ];
    world.hecha(&add).ended(0).says(&["已登记 李建国"]);
    world.hecha(&add).ended(1);
    world
        .hecha(&[
            "staff",
            "change",
            "李建国",
            "--role",
            "审核人",
            "--role",
            "确认人",
        ])
        .ended(0);
    world
        .hecha(&["staff", "change", "赵六", "--left"])
        .ended(1)
        .complains(&["没有找到「工作人员 赵六」"]);
    let list = world.hecha(&["staff", "list", "--json"]).ended(0).json();
    let second = &list.as_array().unwrap()[1];
    assert_eq!(second["name"], "李建国");
    assert_eq!(
        second["roles"],
        serde_json::json!(["approver", "confirmer"])
    );
    assert_eq!(second["area"], "340304");
    assert_eq!(second["left"], false);
    world.hecha(&["staff", "list"]).ended(0).says(&[
        "王芳",
        "经办人、管理员",
        "李建国",
        "lijianguo",
    ]);
}

#[test]
fn areas_are_entered_and_listed() {
    let world = office();
    world
        .hecha(&["area", "set", "340304200", "长青乡"])
        .ended(0);
    let list = world.hecha(&["area", "list", "--json"]).ended(0).json();
    assert_eq!(
        list,
        serde_json::json!([
            {"code": "340304", "name": "禹会区"},
            {"code": "340304200", "name": "长青乡"},
        ])
    );
    world
        .hecha(&["area", "list"])
        .ended(0)
        .says(&["340304200", "长青乡"]);
    world.hecha(&["area", "set", "3403", "长青乡"]).ended(2);
}

#[test]
fn a_parameter_is_entered_with_its_document_and_shown_with_its_history() {
    let world = office();
    world
        .hecha(&[
            "policy",
            "set",
            "db.standard.rural",
            "731.00",
            "--from",
            "2026-01-01",
            "--document",
            "禹政办〔2026〕1号(虚构)",
            "--unverified",
        ])
        .ended(0)
        .says(&["已录入 农村低保标准 731.00 元/人月", "未核实", "号记录"]);
    let history = world
        .hecha(&["policy", "show", "db.standard.rural", "--json"])
        .ended(0)
        .json();
    let newest = &history.as_array().unwrap()[0];
    assert_eq!(newest["value"], "731.00");
    assert_eq!(newest["since"], "2026-01-01");
    assert_eq!(newest["status"], "unverified");
    assert_eq!(newest["own"], true);
    assert_eq!(newest["instrument"], "禹政办〔2026〕1号(虚构)");
    let list = world.hecha(&["policy", "list", "--json"]).ended(0).json();
    let row = list
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["name"] == "db.standard.rural")
        .unwrap();
    assert_eq!(row["value"], "731.00");
    world
        .hecha(&["policy", "list"])
        .ended(0)
        .says(&["db.standard.rural", "731.00"]);
}

#[test]
fn a_parameter_of_a_wrong_name_or_form_is_refused_in_chinese() {
    let world = office();
    let before = world.journal();
    let set = |name, value| {
        world.hecha(&[
            "policy",
            "set",
            name,
            value,
            "--from",
            "2026-01-01",
            "--document",
            "某文",
        ])
    };
    for ran in [
        set("db.standard.moon", "1.00"),
        set("db.standard.rural", "很多"),
    ] {
        let ran = ran.ended(1);
        assert!(
            !ran.err.to_ascii_lowercase().contains("not "),
            "{}",
            ran.err
        );
    }
    world
        .hecha(&["policy", "show", "db.standard.moon"])
        .ended(1)
        .complains(&["db.standard.moon"]);
    assert_eq!(world.journal(), before);
}

#[test]
fn an_empty_office_has_empty_queues() {
    let world = office();
    let queue = world.hecha(&["queue", "--json"]).ended(0).json();
    assert_eq!(queue["queue"], "dibao");
    assert_eq!(queue["total"], 0);
    assert_eq!(queue["rows"], Value::Array(Vec::new()));
    world
        .hecha(&["queue"])
        .ended(0)
        .says(&["低保定期核查", "共 0 户"]);
    world
        .hecha(&["queue", "月球"])
        .ended(1)
        .complains(&["队列 月球"]);
    world
        .hecha(&["search", "李"])
        .ended(1)
        .says(&["没有找到「李」"]);
    world.hecha(&["show", "1"]).ended(1).complains(&["案号 1"]);
}

#[test]
fn only_a_demo_lets_one_choose_who_one_is() {
    let world = office();
    world
        .hecha(&["--as", "王芳", "queue"])
        .ended(1)
        .complains(&["不在工作人员名单里"]);
}

#[test]
fn the_journal_is_verified_and_a_changed_byte_is_named() {
    let world = office();
    world
        .hecha(&["area", "set", "340304200", "长青乡"])
        .ended(0);
    world
        .hecha(&["area", "set", "340304101", "马城镇"])
        .ended(0);
    world.hecha(&["verify"]).ended(0).says(&["日志完好: 3 条"]);
    let found = world.hecha(&["verify", "--json"]).ended(0).json();
    assert_eq!(found["ok"], true);
    assert_eq!(found["entries"], 3);
    assert!(found["head"].as_str().unwrap().starts_with("sm3:"));

    let (path, mut bytes) = world
        .journal()
        .into_iter()
        .find(|(path, _)| path.ends_with("journal/000001.jsonl"))
        .unwrap();
    let place = find(&bytes, "长青乡".as_bytes());
    bytes[place] ^= 1;
    fs::write(&path, bytes).unwrap();
    let after = world.journal();
    world
        .hecha(&["verify"])
        .ended(3)
        .complains(&["日志第 2 条(seq 2)损坏", "备份", "故障 201"]);
    let fault = world.hecha(&["verify", "--json"]).ended(3).json();
    assert_eq!(fault["ok"], false);
    assert_eq!((&fault["code"], &fault["seq"]), (&201.into(), &2.into()));
    // The view of before still stands: it is not looked at for the journal, but nothing is written on top.
    world
        .hecha(&["area", "set", "340304102", "长淮镇"])
        .ended(3)
        .complains(&["seq 2", "故障 201"]);
    world.hecha(&["rebuild"]).ended(3).complains(&["seq 2"]);
    world.hecha(&["queue"]).ended(3).complains(&["seq 2"]);
    assert_eq!(world.journal(), after);
}

fn find(bytes: &[u8], part: &[u8]) -> usize {
    bytes
        .windows(part.len())
        .position(|window| window == part)
        .unwrap()
}

#[test]
fn the_remains_of_a_power_failure_are_set_aside_and_told() {
    let world = office();
    let path = world.data().join("journal/000001.jsonl");
    let whole = fs::read(&path).unwrap();
    let mut torn = whole.clone();
    torn.extend_from_slice(b"{\"seq\":2,\"prev\":\"sm3:");
    fs::write(&path, &torn).unwrap();
    world.hecha(&["verify"]).ended(0);
    fs::write(&path, &torn).unwrap();
    world.hecha(&["staff", "list"]).ended(0).complains(&[
        "没有正常结束",
        "日志末尾有 21 字节",
        "已存的都在",
    ]);
    assert_eq!(fs::read(&path).unwrap(), whole);
    let quiet = world.hecha(&["staff", "list"]).ended(0);
    assert_eq!(quiet.err, "");
}

#[test]
fn the_view_is_built_anew_from_the_journal() {
    let world = office();
    world
        .hecha(&["area", "set", "340304200", "长青乡"])
        .ended(0);
    let before = world.journal();
    world
        .hecha(&["rebuild"])
        .ended(0)
        .says(&["视图已由日志重建, 到第 2 条"]);
    assert_eq!(world.journal(), before);
    world.hecha(&["area", "list"]).ended(0).says(&["长青乡"]);
    assert!(!world.data().join("store.old").exists());
}

#[test]
fn data_in_a_place_that_cannot_be_is_refused_with_the_path() {
    let world = World::new();
    let file = world.file("plain", b"");
    let inside = format!("{file}/data");
    let missing_kernel_file = "/proc/hecha";
    for (dir, words) in [
        (file.as_str(), "不是目录"),
        (inside.as_str(), "不是目录"),
        (missing_kernel_file, missing_kernel_file),
    ] {
        world
            .hecha(&[
                "--data", dir, "init", "--office", "甲", "--county", "340304", "--name", "王芳",
            ])
            .ended(3)
            .complains(&[words, "没有作任何改动", "故障 1"]);
    }
    for dir in [&file, &inside] {
        world
            .hecha(&["--data", dir, "queue"])
            .ended(3)
            .complains(&["不是目录", "故障 105"]);
    }
}

#[test]
fn a_directory_others_may_write_in_is_refused() {
    let world = office();
    fs::set_permissions(world.data(), fs::Permissions::from_mode(0o777)).unwrap();
    world
        .hecha(&["queue"])
        .ended(3)
        .complains(&["其他账号可以改动", "chmod 700", "故障 106"]);
}

#[test]
fn sums_go_through_the_pipe() {
    let world = World::new();
    let ran = world
        .hecha_reads(
            &["calc"],
            b"{\"kind\":\"age\",\"id\":7,\"birth\":\"2000-02-29\",\"on\":\"2026-03-01\"}\n",
        )
        .ended(0);
    assert_eq!(
        (&ran.json()["id"], &ran.json()["age"]),
        (&7.into(), &26.into())
    );
    world.hecha_reads(&["calc"], b"{\n").ended(2);
    assert!(!world.data().exists());
}

/// Runs the program where no file may grow, as on a full disk.
fn on_a_full_disk(world: &World, args: &[&str]) -> Ran {
    let mut command = Command::new("/bin/sh");
    command
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\"",
            program(),
        ])
        .args(args)
        .env_clear()
        .envs(world.settings())
        .current_dir(world.home());
    run(&mut command, b"")
}

#[test]
fn a_full_disk_is_named_and_nothing_is_half_done() {
    let world = office();
    let before = world.journal();
    on_a_full_disk(&world, &["area", "set", "340304200", "长青乡"])
        .ended(3)
        .complains(&["磁盘已满", "故障 103"]);
    assert_eq!(world.journal(), before);
    world
        .hecha(&["area", "set", "340304200", "长青乡"])
        .ended(0);
    world.hecha(&["verify"]).ended(0);
}

#[test]
fn a_locale_of_gb18030_gets_its_words_in_gb18030() {
    let world = World::new();
    let mut command = world.command(&["queue"]);
    command.env("LC_ALL", "zh_CN.GB18030");
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    // «没有作任何改动。»
    let words = b"\xc3\xbb\xd3\xd0\xd7\xf7\xc8\xce\xba\xce\xb8\xc4\xb6\xaf\xa1\xa3";
    find(&output.stderr, words);
}

#[test]
fn a_locale_that_shows_no_chinese_gets_a_sentence_in_ascii_first() {
    let world = World::new();
    let mut command = world.command(&["queue"]);
    command.env("LC_ALL", "C");
    let ran = run(&mut command, b"").ended(1);
    let first = ran.err.lines().next().unwrap();
    assert!(
        first.is_ascii() && first.contains("LC_ALL=C.UTF-8"),
        "{first}"
    );
}

#[test]
fn output_that_nobody_reads_any_more_is_no_fault() {
    let world = office();
    let mut child = world
        .command(&["policy", "list"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
}
