//! What lists and panels show of what was proposed, approved and decided.

use hecha::{
    domain::{
        asset::Vehicle,
        calendar::Day,
        ids::CaseId,
        money::Fen,
        review::{Cause, Outcome},
    },
    engine::command::Command,
};

use crate::{
    driver::{Driver, li_guocai, office, set, set_rates, wage},
    office::Office,
    screens::snapshot,
};

/// An office in which 王芳 proposes that 李国才 gets less, after hearing him.
pub fn decrease_proposed() -> (Office, CaseId) {
    let (mut office, case) = office();
    set_rates(&mut office);
    let day = office.today();
    office
        .run(Command::RecordHearing {
            case,
            day,
            said: "无意见".into(),
            heard: true,
        })
        .unwrap();
    let mut household = office.view(case).case.household;
    household.members[2].facts.incomes = vec![wage(600)];
    let why = "李明在镇上上班";
    office
        .propose(case, household, Outcome::Decrease, Cause::Employment, why)
        .unwrap();
    (office, case)
}

/// Approves what waits in a case.
pub fn approve(office: &mut Office, case: CaseId) {
    let freeze = office.view(case).case.review.proposal.unwrap().freeze;
    office.sit("李建国");
    office.run(Command::Approve { case, freeze }).unwrap();
}

#[test]
fn a_list_to_be_signed_shows_what_is_proposed_by_whom_and_how_long_it_waits() {
    for (label, size) in [
        ("80x24", (80, 24)),
        ("120x40", (120, 40)),
        ("60x20", (60, 20)),
    ] {
        let (mut office, _) = decrease_proposed();
        let other = office.queue(hecha::domain::queue::QueueId::Dibao)[0];
        office.advance_days(2);
        office.propose_keep(other).unwrap();
        office.sit("李建国");
        let mut desk = Driver::start_at(office, size);
        desk.keys("Enter")
            .shows(&["减发至 420.00", "-600.00", "维持 622.00"]);
        snapshot(&format!("to-sign-{label}"), &desk);
    }
}

#[test]
fn what_is_to_be_confirmed_waits_since_it_was_approved() {
    let (mut office, case) = decrease_proposed();
    office.advance_days(3);
    approve(&mut office, case);
    office.advance_days(4);
    office.sit("赵敏");
    let mut desk = Driver::start(office);
    desk.keys("Enter").shows(&["减发至 420.00", "王芳", "4日"]);
}

#[test]
fn lists_of_what_was_returned_say_once_that_it_was() {
    let (mut office, case) = decrease_proposed();
    office.sit("李建国");
    let reason = "请补工资证明".into();
    office.run(Command::Return { case, reason }).unwrap();
    office.sit("王芳");
    let mut desk = Driver::start(office);
    desk.keys("6").shows(&["退回补正  1/1", "退回补正 +5"]);
    desk.hides(&["进度"]);
}

#[test]
fn who_made_a_proposal_is_not_told_that_he_can_sign_it() {
    let (office, _) = decrease_proposed();
    let mut desk = Driver::start(office);
    desk.keys("F3").types("lgc").keys("Enter Enter");
    desk.shows(&["等审核人审核; 要改, 先按 F7 撤回"])
        .hides(&["可以签"]);
    assert!(desk.footer().contains("F7 撤回"), "{}", desk.footer());
}

#[test]
fn who_has_signed_stands_beside_what_comes_next() {
    let (mut office, case) = decrease_proposed();
    approve(&mut office, case);
    let mut desk = Driver::start(office);
    desk.keys("F3").types("lgc").keys("Enter Enter");
    desk.shows(&["签字  审核 李建国 2026-11-23", "下步  等确认人确认"])
        .hides(&["可以签"]);
    desk.office.sit("赵敏");
    let mut desk = Driver::start(desk.office);
    desk.keys("Enter Enter")
        .shows(&["签字  审核 李建国 2026-11-23", "尚缺  无, 可以签"]);
    desk.keys("F9 Enter F3").types("lgc").keys("Enter Enter");
    desk.shows(&[
        "审核 李建国 2026-11-23  确认 赵敏 2026-11-23",
        "经办人出告知书",
    ]);
}

/// After the proposal of [`decrease_proposed`] the standard becomes another, from a day before it.
fn standard_changed() -> (Office, CaseId) {
    let (mut office, case) = decrease_proposed();
    office.sit("孙丽");
    let from = Day::new(2026, 6, 1).unwrap();
    office.set_standard("800", from).unwrap();
    (office, case)
}

#[test]
fn what_is_out_of_date_is_to_be_returned_and_not_offered_for_a_signature() {
    let (mut office, _) = standard_changed();
    office.sit("李建国");
    let mut desk = Driver::start(office);
    desk.keys("Enter Enter");
    desk.shows(&[
        "尚缺  测算已变为 732.00, 请按 F7 退回",
        "按今天的参数为 732.00",
    ]);
    assert!(!desk.footer().contains("F9"), "{}", desk.footer());
    snapshot("out-of-date", &desk);
    desk.keys("F9 Enter")
        .shows(&["没有签字: 测算已变为 732.00"]);
    assert!(desk.commands.is_empty());
}

#[test]
fn a_sum_that_was_proposed_stands_beside_that_of_today() {
    let (mut office, _) = standard_changed();
    office.sit("李建国");
    let mut desk = Driver::start(office);
    desk.keys("Enter Enter F4");
    desk.shows(&[
        "提出时的测算",
        "测算 420.00, 差 -600.00; 按今天的参数为 732.00",
    ])
    .hides(&["800.00"]);
    desk.keys("Tab").shows(&["按今天的参数"]);
    desk.keys("F9").shows(&[
        "应补 722.00 x 4 - 2,468.00 = 420.00",
        "今天 应补 800.00 x 4 - 2,468.00 = 732.00",
        "提出时 420.00, 按 2026-11-23 的参数 732.00, 差 +312.00",
    ]);
}

#[test]
fn between_two_reviews_the_sum_is_that_of_the_decision() {
    let (mut office, case) = office();
    office.propose_keep(case).unwrap();
    approve(&mut office, case);
    office.sit("孙丽");
    let from = Day::new(2026, 6, 1).unwrap();
    office.set_standard("800", from).unwrap();
    office.sit("王芳");
    let mut desk = Driver::start(office);
    desk.keys("F3").types("lgc").keys("Enter Enter");
    desk.shows(&[
        "722.00 x 4 - 1,868.00 = 1,020.00",
        "2026-11-23 决定时的测算, 按今天的参数为 1,332.00",
    ]);
    desk.keys("F4").shows(&["决定时的测算", "722.00"]);
    // Work that begins is reckoned with the law of today.
    desk.keys("Esc Enter").types("1000").keys("Enter");
    desk.shows(&["800.00 x 4 - 1,000.00 = 2,200.00"])
        .hides(&["决定时"]);
}

#[test]
fn a_stop_for_property_gives_the_property_as_its_reason() {
    let mut office = Office::open();
    office.sit("孙丽");
    set(&mut office, "db.asset.car_price", "80000");
    office.sit("王芳");
    let mut intake = li_guocai();
    intake.assets.vehicles = vec![Vehicle {
        value: Some(Fen::yuan(90_000)),
        disability_aid: false,
    }];
    office.take_in(intake);
    let mut desk = Driver::start(office);
    desk.keys("Enter Enter");
    desk.shows(&["测算  车辆价值 90,000.00, 超过限额 80,000.00, 财产不符合"])
        .hides(&["人均 467.00, 标准 722.00, 不符合"]);
}

#[test]
fn property_of_which_nothing_was_said_is_said_in_the_panel_and_in_the_sum() {
    let mut office = Office::open();
    office.sit("王芳");
    let mut intake = li_guocai();
    intake.assets.financial = None;
    office.take_in(intake);
    let mut desk = Driver::start(office);
    desk.keys("Enter Enter").shows(&["财产有未报的, 未计"]);
    desk.keys("F4").shows(&["金融资产未报, 未计, 未核实"]);
}

/// The only file in the directory of what leaves the office.
fn sheet(office: &Office) -> (std::path::PathBuf, String) {
    let out = office.dir.path().join("out");
    let paths: Vec<_> = std::fs::read_dir(out)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    let [path] = paths.as_slice() else {
        panic!("{paths:?}");
    };
    (path.clone(), std::fs::read_to_string(path).unwrap())
}

#[test]
fn a_sum_is_printed_with_its_sources_its_outcome_and_the_seal_of_the_day() {
    let (office, case) = decrease_proposed();
    let mut desk = Driver::start(office);
    desk.keys("F3").types("lgc").keys("Enter Enter F4");
    assert!(desk.footer().contains("F8 打印"), "{}", desk.footer());
    desk.keys("F8").shows(&["已写成可打印的一页", "/out/"]);
    let (path, text) = sheet(&desk.office);
    let mode = std::os::unix::fs::PermissionsExt::mode(&path.metadata().unwrap().permissions());
    assert_eq!(mode & 0o777, 0o600);
    let seq = desk.office.view(case).case.seq;
    for words in [
        "低保测算说明   李国才户",
        "340304********9946",
        "应补 722.00 x 4 - 2,468.00 = 420.00",
        "民发〔2021〕57号 第二十三条",
        "参数 农村低保标准(未核实)",
        "拟定 减发至 420.00 元/月, 2026-12 起",
        &format!("当日日志末条 第 {seq} 号"),
        "sm3:",
        "打印 2026-11-23 王芳",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    // Nobody else's data, no whole number, and nothing a printer or terminal could take for a command.
    assert!(!text.contains("张大有"), "{text}");
    for line in text.lines() {
        assert!(hecha::base::width::columns(line) <= 76, "{line}");
        let digits = line.split(|ch: char| !ch.is_ascii_digit());
        assert!(digits.map(str::len).max() < Some(17), "{line}");
    }
}

#[test]
fn a_printed_sheet_is_in_the_access_log() {
    let (office, _) = decrease_proposed();
    let mut desk = Driver::start(office);
    desk.keys("F3").types("lgc").keys("Enter Enter F4 F8");
    let mut log = String::new();
    let access = desk.office.dir.path().join("access");
    for entry in std::fs::read_dir(access).unwrap() {
        log.push_str(&std::fs::read_to_string(entry.unwrap().path()).unwrap());
    }
    assert!(log.contains("\"kind\":\"sheet\""), "{log}");
}
