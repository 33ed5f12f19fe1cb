//! What follows a decision that leaves a household with less, by keys: notice, tries, service, force.

use hecha::{
    domain::{
        ids::CaseId,
        money::Fen,
        review::{Cause, Outcome, Status},
    },
    engine::command::Command,
};

use crate::{
    driver::{Driver, office, set_rates, wage},
    office::Office,
};

/// A decrease to 420.00 that three people decided; 王芳 sits at the desk.
pub fn decided() -> (Office, CaseId) {
    let (mut office, case) = office();
    set_rates(&mut office);
    let hearing = Command::RecordHearing {
        case,
        day: office.today(),
        said: "无意见".into(),
        heard: true,
    };
    office.run(hearing).unwrap();
    let mut household = office.view(case).case.household;
    household.members[2].facts.incomes = vec![wage(600)];
    let why = "李明在镇上上班";
    office
        .propose(case, household, Outcome::Decrease, Cause::Employment, why)
        .unwrap();
    let freeze = office.view(case).case.review.proposal.unwrap().freeze;
    office.sit("李建国");
    let approve = Command::Approve {
        case,
        freeze: freeze.clone(),
    };
    office.run(approve).unwrap();
    office.sit("赵敏");
    office.run(Command::Confirm { case, freeze }).unwrap();
    office.sit("王芳");
    (office, case)
}

#[test]
fn a_decision_is_notified_tried_served_and_put_into_force_by_keys() {
    let (office, case) = decided();
    let mut desk = Driver::start(office);
    desk.shows(&["送达与生效"]);
    desk.keys("8 Enter");
    desk.shows(&["已决定, 待告知", "经办人出告知书"]);
    assert!(desk.footer().contains("F5 告知书"), "{}", desk.footer());
    assert!(!desk.footer().contains("F6"), "{}", desk.footer());
    desk.count_from_here();
    desk.keys("F5")
        .shows(&["出告知书", "禹会区人民政府", "禹会区人民法院", "请核对"]);
    desk.keys("F9")
        .shows(&["已告知, 待送达", "经办人送达告知书"]);
    assert!(desk.footer().contains("F6 送达"), "{}", desk.footer());
    assert!(desk.footer().contains("F7 未送到"), "{}", desk.footer());
    desk.keys("F7 1 Enter Enter").types("上门无人").keys("F9");
    desk.shows(&["已试 1 天, 满 3 天可记送达未果(未核实)", "上门无人"]);
    desk.keys("F6")
        .shows(&["告知书送达", "留置送达", "公告送达"]);
    desk.keys("1 Enter Enter").types("李国才 本人").keys("F9");
    assert_eq!(desk.commands, ["MakeNotice", "TryService", "RecordService"]);
    desk.shows(&[
        "已送达, 待生效",
        "签收 李国才 本人",
        "复议至 2027-01-22, 起诉至 2027-05-23",
        "2026-12 起执行, 到时记生效",
    ]);
    assert!(!desk.footer().contains("F9"), "{}", desk.footer());
    assert!(desk.pressed <= 30, "{} keys", desk.pressed);
    desk.office.advance_days(8);
    let mut desk = desk.start_again();
    desk.keys("Esc Esc 8 Enter");
    assert!(desk.footer().contains("F9 生效"), "{}", desk.footer());
    desk.keys("F9")
        .shows(&["生效: 减发至 420.00 元/月, 2026-12 起?"]);
    assert!(desk.commands.is_empty(), "F9 alone does nothing");
    desk.keys("Enter").shows(&["已记生效"]);
    assert_eq!(desk.commands, ["TakeForce"]);
    let after = desk.office.view(case).case;
    assert_eq!(after.benefit.unwrap().month, Fen::yuan(420));
    assert_eq!(after.review.status, Status::Due);
}

#[test]
fn a_service_that_names_nobody_is_refused_in_words_and_the_form_stays() {
    let (office, case) = decided();
    let mut desk = Driver::start(office);
    desk.keys("8 Enter F5 F9 F6 1 F9");
    desk.shows(&["「签收人」不能这样填", "告知书送达"]);
    assert_eq!(desk.office.view(case).case.review.status, Status::Noticed);
}

#[test]
fn a_hearing_that_cannot_be_had_is_entered_with_its_ground() {
    let (office, case) = office();
    let mut desk = Driver::start(office);
    desk.keys("Enter Enter h Enter 3 Enter")
        .types("死亡医学证明 2026-12")
        .keys("F9");
    assert_eq!(desk.commands, ["WaiveHearing"], "{}", desk.screen());
    desk.shows(&["免听取: 户内人员均已死亡", "依据未核实"]);
    assert_eq!(desk.office.view(case).case.waivers.len(), 1);
}

#[test]
fn a_paper_is_printed_from_the_case_by_keys() {
    use std::os::unix::fs::PermissionsExt;
    let (office, _) = decided();
    let mut desk = Driver::start(office);
    desk.keys("8 Enter F8")
        .shows(&["打印文书", "告知书", "听取意见记录", "入户调查表"]);
    // What belongs to another programme or outcome is not offered.
    for other in [
        "特困终止告知书",
        "自理能力评估表",
        "临时救助补办单",
        "特困认定公示",
    ] {
        assert!(!desk.screen().contains(other), "{other}");
    }
    // The hearing is on record, the notice is not made.
    desk.keys("F9").shows(&["听取意见记录已写入"]);
    desk.keys("F8 1 F9").shows(&["还没有出告知书"]);
    desk.keys("Esc F5 F9 F8 F9").shows(&["告知书已写入"]);
    let out = desk.office.dir.path().join("out");
    let mode = |path: &std::path::Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&out), 0o700);
    let files: Vec<_> = std::fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(files.len(), 2, "{files:?}");
    for file in files {
        assert_eq!(mode(&file), 0o600, "{file:?}");
        assert!(std::fs::read(&file).unwrap().starts_with(b"PK"), "{file:?}");
    }
}

#[test]
fn who_signs_sends_a_decision_back_that_is_not_in_force() {
    let (mut office, case) = decided();
    office.sit("李建国");
    let mut desk = Driver::start(office);
    desk.keys("F3").types("lgc").keys("Enter Enter");
    assert!(desk.footer().contains("F7 退回"), "{}", desk.footer());
    desk.keys("F7").types("收入核错").keys("F9");
    assert_eq!(desk.commands, ["Return"], "{}", desk.screen());
    let review = desk.office.view(case).case.review;
    assert_eq!(review.status, Status::Returned);
    assert_eq!(review.returned.unwrap().reason, "收入核错");
}

#[test]
fn f9_where_nothing_is_concluded_says_what_comes_first_and_signs_nothing() {
    let (office, _) = office();
    let mut desk = Driver::start(office);
    desk.keys("1 Enter F9").shows(&["还没有选结论", "F5"]);
    assert!(desk.commands.is_empty(), "{:?}", desk.commands);
}
