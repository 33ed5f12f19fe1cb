//! What people at the desk ran into, as it happened to them.

use hecha::{
    domain::{
        calendar::Day,
        ids::CaseId,
        queue::QueueId,
        review::{Cause, Outcome, Status},
    },
    engine::command::Command,
    tui::event::{Code, Event, Key},
};

use crate::{
    driver::{Driver, desk, office, set_rates, wage},
    office::Office,
};

const F9: Event = Event::Key(Key::plain(Code::F(9)));
const ENTER: Event = Event::Key(Key::plain(Code::Enter));

/// An office in which all three cases are proposed, seen by who approves.
fn three_proposed() -> (Driver, Vec<CaseId>) {
    let (mut office, _) = office();
    let cases = office.queue(QueueId::Dibao);
    for case in &cases {
        office.propose_keep(*case).unwrap();
    }
    office.sit("李建国");
    (Driver::start(office), cases)
}

#[test]
fn holding_f9_approves_no_case() {
    let (mut desk, _) = three_proposed();
    desk.keys("End Enter Enter");
    desk.keys("F9 F9 F9 F9 F9 F9");
    assert!(desk.commands.is_empty());
    desk.shows(&["审核通过: 维持 1,020.00 元/月? 按 Enter 签字, Esc 返回"]);
    desk.keys("Esc").hides(&["按 Enter 签字"]);
    desk.keys("Enter Enter Enter");
    assert!(desk.commands.is_empty(), "Enter alone signs nothing");
    desk.keys("F9 Enter Enter Enter F9 F9");
    assert_eq!(desk.commands, ["Approve"]);
}

#[test]
fn the_f9_that_completes_a_return_does_not_sign_the_next_case() {
    let (mut desk, _) = three_proposed();
    desk.keys("End Enter Enter F7").types("缺收入证明");
    desk.keys("F9 F9 F9");
    assert_eq!(desk.commands, ["Return"]);
}

#[test]
fn keys_typed_before_a_case_was_drawn_do_not_approve_it() {
    let (mut desk, _) = three_proposed();
    desk.keys("End Enter");
    desk.event_undrawn(ENTER);
    for event in [F9, ENTER, F9, ENTER] {
        desk.event_undrawn(event);
    }
    assert!(desk.commands.is_empty());
    desk.shows(&["这一户刚刚打开"]);
    // These came while the frame was on its way to the terminal.
    desk.drawn_after(4);
    for event in [F9, ENTER, F9, ENTER] {
        desk.event_undrawn(event);
    }
    assert!(desk.commands.is_empty());
    desk.event(F9);
    desk.event(ENTER);
    assert_eq!(desk.commands, ["Approve"]);
}

#[test]
fn a_whole_household_is_seen_before_it_is_approved() {
    let mut office = Office::open();
    office.sit("王芳");
    let case = office.take_in(crate::screens::long_household());
    office.visit(case);
    office.propose_keep(case).unwrap();
    office.sit("李建国");
    let mut desk = Driver::start(office);
    desk.keys("End Enter Enter F9").shows(&["还有栏目没有看到"]);
    desk.keys("PageDown F9").shows(&["还有栏目没有看到"]);
    desk.keys("PageDown F9").shows(&["按 Enter 签字"]);
}

#[test]
fn a_conclusion_of_an_earlier_day_is_not_signed_by_the_f9_that_signed_the_case_before() {
    let mut desk = desk();
    desk.keys("Enter Down Enter Space Esc Up Enter Space");
    desk.keys("F9 F9 F9");
    assert_eq!(desk.commands, ["Propose"]);
    desk.shows(&["签办: 维持"]);
    desk.keys("Enter");
    assert_eq!(desk.commands, ["Propose", "Propose"]);
}

#[test]
fn a_skip_that_was_done_does_not_come_back_as_an_unfinished_form() {
    let mut desk = desk();
    desk.keys("Enter Enter Down Down Enter").types("600");
    desk.keys("Enter F7 2 Enter F9").shows(&["已跳过"]);
    desk.keys("Esc Esc F3").types("lgc").keys("Enter Enter");
    desk.hides(&["跳过原因"])
        .shows(&["李国才 340304", "600.00 *"]);
    let mut desk = desk.start_again();
    desk.keys("").hides(&["跳过原因"]).shows(&["600.00 *"]);
}

#[test]
fn looking_at_the_conclusion_concludes_nothing() {
    let mut desk = desk();
    desk.keys("Enter Enter F5 Tab Tab Esc");
    desk.shows(&["建议  维持"])
        .hides(&["结论  维持", "F9 签办"]);
    desk.keys("F9");
    assert!(desk.commands.is_empty());
    desk.keys("Esc Enter").hides(&["已恢复"]);
    desk.keys("F5 1 Esc").shows(&["结论  维持", "F9 签办"]);
}

#[test]
fn a_draft_is_not_said_to_be_back_where_nothing_was_typed() {
    let mut desk = desk();
    desk.keys("Enter Enter v Tab Tab");
    desk.event(Event::Hangup);
    let desk = desk.start_again();
    desk.shows(&["入户记录"]).hides(&["已恢复"]);
}

#[test]
fn a_return_by_who_approves_leaves_the_case_with_its_maker() {
    let (mut desk, cases) = three_proposed();
    desk.keys("End Enter Enter F7")
        .types("缺收入证明")
        .keys("F9");
    let case = cases[0];
    assert_eq!(desk.office.view(case).case.review.status, Status::Returned);
}

#[test]
fn keeping_an_amount_is_not_worded_as_a_change() {
    let (mut desk, _) = three_proposed();
    desk.keys("End Enter Enter")
        .shows(&["提出  维持 1,020.00 元/月   王芳"])
        .hides(&["改为"]);
}

#[test]
fn who_approves_is_told_to_return_what_lacks_a_hearing_and_nothing_of_drafts() {
    let (mut office, li) = office();
    set_rates(&mut office);
    let mut household = office.view(li).case.household;
    household.members[2].facts.incomes = vec![wage(600)];
    office
        .propose(
            li,
            household,
            Outcome::Decrease,
            Cause::Employment,
            "李明在镇上上班",
        )
        .unwrap();
    office.sit("李建国");
    let mut desk = Driver::start(office);
    desk.keys("End Enter Enter F9 Enter");
    desk.shows(&["没有签字", "还没有听取意见的记录", "按 F7 写明原因"])
        .hides(&["草稿"]);
}

#[test]
fn an_income_that_was_not_understood_is_not_signed_over() {
    for typed in ["等", "3OO", "一百"] {
        let mut desk = desk();
        desk.keys("Enter Enter Enter").types(typed).keys("Esc");
        desk.keys("Space")
            .shows(&["李国才 本次月收入", "没有读懂", "没有计入测算"]);
        desk.keys("F9 F5 1 Enter F9").shows(&["没有读懂"]);
        assert!(desk.commands.is_empty(), "{typed}");
        desk.keys("Esc Enter Ctrl-u").types("1868").keys("Enter");
        desk.keys("Space F9").shows(&["已签办"]);
    }
}

#[test]
fn a_phase_out_without_its_months_is_not_signed() {
    let (mut office, _) = office();
    set_rates(&mut office);
    let mut desk = Driver::start(office);
    desk.keys("Enter Enter Down Down Enter").types("4000");
    desk.keys("Enter F5 5 Enter 2 F9");
    assert!(desk.commands.is_empty(), "{}", desk.screen());
}

#[test]
fn what_cannot_be_chosen_shows_no_amount() {
    let mut desk = desk();
    desk.keys("Enter Enter F5");
    desk.shows(&["减发  现在不能选"]).hides(&["减发  1,020.00"]);
}

#[test]
fn the_way_out_of_a_case_stands_in_its_footer() {
    for size in [(80, 24), (60, 20)] {
        let mut desk = Driver::start_at(office().0, size);
        desk.keys("Enter Enter");
        assert!(desk.footer().contains("Esc 返回"), "{}", desk.footer());
    }
}

#[test]
fn a_confirmed_case_says_what_is_still_to_come_and_who_decided() {
    let (mut office, case) = office();
    set_rates(&mut office);
    office
        .run(Command::RecordHearing {
            case,
            day: office.today(),
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
    let freeze = office.view(case).case.review.proposal.unwrap().freeze;
    office.sit("李建国");
    office.run(Command::Approve { case, freeze }).unwrap();
    office.sit("赵敏");
    let mut desk = Driver::start(office);
    desk.keys("F3").types("lgc").keys("Enter Enter F9");
    desk.shows(&["确认: 减发至 420.00 元/月, 2026-12 起?"]);
    desk.keys("Enter");
    assert_eq!(desk.commands, ["Confirm"], "{}", desk.screen());
    desk.keys("F3 Ctrl-u").types("lgc").keys("Enter Enter");
    desk.shows(&["审核 李建国", "确认 赵敏", "经办人出告知书"])
        .hides(&["可以签"]);
}

#[test]
fn a_proposal_is_explained_by_its_own_sum_after_a_standard_changed() {
    let (mut office, case) = office();
    office.propose_keep(case).unwrap();
    office.sit("孙丽");
    let from = Day::new(2026, 7, 1).unwrap();
    office.set_standard("760", from).unwrap();
    office.sit("李建国");
    let mut desk = Driver::start(office);
    desk.keys("End Enter Enter");
    desk.shows(&[
        "722.00 x 4 - 1,868.00 = 1,020.00",
        "测算已变为 1,172.00, 请按 F7 退回",
    ])
    .hides(&["可以签"]);
    desk.keys("F4").shows(&["722.00"]).hides(&["760.00"]);
}

#[test]
fn the_footer_does_not_offer_no_change_where_something_changed() {
    let mut desk = desk();
    desk.keys("Enter Enter Down Down Enter").types("600");
    desk.keys("Enter");
    assert!(!desk.footer().contains("无变化"), "{}", desk.footer());
    desk.keys("Space").shows(&["本户已有改动, 不能记为无变化"]);
}

#[test]
fn no_help_names_a_key_twice_for_the_same_thing() {
    let mut desk = desk();
    desk.keys("Enter Enter F1");
    let mut pages = desk.screen();
    for _ in 0..3 {
        pages.push_str(&desk.keys("PageDown").screen());
    }
    let quits = pages.matches("Ctrl-c  ").count();
    assert_eq!(quits, 1, "{pages}");
}
