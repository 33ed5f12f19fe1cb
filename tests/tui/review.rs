//! The work itself: from the queue to the signature, and what a key may cost.

use hecha::{
    domain::{alert::AlertKind, calendar::Day, queue::QueueId, review::Status},
    engine::command::Command,
    tui::event::{Code, Event, Key},
};

use crate::driver::{Driver, desk, office, set_rates};

fn desk_with_rates() -> Driver {
    let (mut office, _) = office();
    set_rates(&mut office);
    Driver::start(office)
}

#[test]
fn an_unchanged_case_takes_at_most_four_keys_from_the_queue_to_the_next_case() {
    let mut desk = desk();
    desk.keys("Enter").shows(&["低保定期核查", "李国才"]);
    desk.count_from_here();
    desk.keys("Enter Space F9");
    assert!(desk.pressed <= 4);
    assert_eq!(desk.commands, ["Propose"]);
    desk.shows(&["已签办", "张大有 340304"]);
}

#[test]
fn a_new_wage_makes_a_decrease_within_forty_keys() {
    let mut desk = desk_with_rates();
    desk.keys("Enter");
    desk.count_from_here();
    desk.keys("Enter Down Down Enter")
        .types("600")
        .keys("Enter");
    desk.shows(&["722.00 x 4 - 2,468.00 = 420.00", "减发至 420.00 元/月"]);
    desk.keys("F5")
        .shows(&["减发", "建议", "李明月收入由0.00元变为600.00元"]);
    desk.keys("F9");
    assert!(desk.pressed <= 40, "{} keys", desk.pressed);
    assert_eq!(desk.commands, ["Propose"]);
    desk.shows(&["已签办", "张大有 340304"]);
}

#[test]
fn the_sum_follows_every_figure_that_is_typed() {
    let mut desk = desk();
    desk.keys("Enter Enter Down Down Enter").types("6");
    desk.shows(&["- 1,874.00 = 1,014.00"]);
    desk.types("00").shows(&["- 2,468.00 = 420.00"]);
    desk.keys("Backspace").shows(&["- 1,928.00 = 960.00"]);
    desk.keys("F8").shows(&["- 1,868.00 = 1,020.00"]);
}

#[test]
fn an_amount_is_taken_full_width_and_with_separators() {
    let mut desk = desk();
    desk.keys("Enter Enter Enter")
        .types("１，８６８．５")
        .keys("Enter");
    desk.shows(&["1,868.50"]);
    desk.keys("Enter").pastes("2,000元\n").keys("Enter");
    desk.shows(&["2,000.00"]);
}

#[test]
fn a_wrong_amount_says_why_at_once_and_stays_in_its_field() {
    let mut desk = desk();
    desk.keys("Enter Enter Enter").types("12x");
    desk.shows(&["不是金额", "1,868.00"]);
    desk.keys("Enter").shows(&["12x", "不是金额"]);
    desk.keys("Backspace Enter").shows(&["12.00 *"]);
}

#[test]
fn unchanged_is_not_said_before_everything_was_on_the_screen() {
    let (office, _) = office();
    let mut desk = Driver::start(office);
    desk.keys("Enter");
    // Enter and Space arrive together: the case is there, but nobody has seen it.
    desk.event_undrawn(Event::Key(Key::plain(Code::Enter)));
    desk.event_undrawn(Event::Key(Key::plain(Code::Char(' '))));
    desk.shows(&["这一户刚刚打开"]);
    desk.keys("Space").shows(&["这一户刚刚打开"]);
    desk.keys("Space").shows(&["已记为本户无变化"]);
}

#[test]
fn unchanged_is_not_said_of_what_was_changed() {
    let mut desk = desk();
    desk.keys("Enter Enter Down Down Enter")
        .types("600")
        .keys("Enter Space");
    desk.shows(&["本户已有改动, 不能记为无变化: 李明月收入由0.00元变为600.00元"]);
    assert!(desk.commands.is_empty());
}

#[test]
fn a_refusal_says_what_to_do_and_leaves_everything_as_it_was() {
    let (mut office, li) = office();
    office
        .run(Command::RaiseAlert {
            case: li,
            member: Some(2),
            kind: AlertKind::Vehicle,
            day: Day::new(2026, 11, 18).unwrap(),
            source: "车辆登记".into(),
            detail: "皖C*****5".into(),
        })
        .unwrap();
    let mut desk = Driver::start(office);
    desk.keys("Enter Enter Space");
    desk.shows(&["本案还有 1 条预警待查", "逐条查实"]);
    desk.keys("Tab Tab Enter").shows(&["预警查实", "皖C*****5"]);
    desk.keys("F9").shows(&["请选择「查实结果」"]);
    desk.keys("3 F9").shows(&["请填写「查实经过」"]);
    desk.types("电话问李明, 车已报废").keys("F9");
    desk.shows(&["不影响", "已存", "电话问李明"]);
    desk.keys("Space F9").shows(&["已签办"]);
    assert_eq!(desk.commands, ["SettleAlert", "Propose"]);
}

#[test]
fn a_decrease_without_a_reason_leads_to_the_reason() {
    let mut desk = desk_with_rates();
    desk.keys("Enter Enter Down Down Enter")
        .types("600")
        .keys("Enter F5");
    desk.keys("Enter Enter Ctrl-u F9");
    desk.shows(&["这个结论要写明理由"]);
    desk.types("李明就业").keys("F9").shows(&["已签办"]);
}

#[test]
fn another_enter_at_the_end_of_the_conclusion_signs_nothing() {
    let mut desk = desk_with_rates();
    desk.keys("Enter Enter Down Down Enter")
        .types("600")
        .keys("Enter F5");
    desk.keys("Enter Enter Enter Enter Enter Enter");
    assert!(desk.commands.is_empty());
    desk.shows(&["结论", "减发至 420.00"]);
}

#[test]
fn a_signature_waits_for_the_sum_that_was_shown() {
    let mut desk = desk();
    desk.keys("Enter Enter");
    desk.hold_replies();
    desk.keys("Space F9");
    assert!(desk.commands.is_empty(), "the sum is still on its way");
    desk.let_replies_in();
    assert_eq!(desk.commands, ["Propose"]);
}

#[test]
fn a_signature_is_not_given_for_a_sum_nobody_has_seen() {
    let mut desk = desk_with_rates();
    desk.keys("Enter Enter F5 1 Enter 9 Esc Enter");
    desk.hold_replies();
    desk.event_undrawn(Event::Key(Key::plain(Code::Char('9'))));
    desk.event_undrawn(Event::Key(Key::plain(Code::Enter)));
    desk.event_undrawn(Event::Key(Key::plain(Code::F(9))));
    desk.let_replies_in();
    assert!(desk.commands.is_empty());
    desk.shows(&["测算刚刚更新"]);
}

#[test]
fn waiting_and_skipping_lead_to_the_next_case() {
    let mut desk = desk();
    desk.keys("Enter Enter F6 2 F9")
        .shows(&["已设为等待", "340304"]);
    desk.keys("F7 2 F9").shows(&["已跳过"]);
    assert_eq!(desk.commands, ["Hold", "Skip"]);
}

#[test]
fn a_visit_is_recorded_and_shown() {
    let mut desk = desk();
    desk.keys("Enter Enter v 1").types("122");
    desk.keys("Tab 2 Tab").types("刘支书、赵会计").keys("F9");
    desk.shows(&["请选择「见到本户成员」"]);
    desk.keys("2 F9");
    desk.shows(&["11-22", "刘支书 赵会计"]);
    assert_eq!(desk.commands, ["RecordVisit"]);
}

#[test]
fn what_was_typed_into_a_form_that_was_left_stands_there_again() {
    let mut desk = desk();
    desk.keys("Enter Enter h Tab Tab")
        .types("本人同意")
        .keys("Esc");
    desk.hides(&["本人同意"]);
    desk.keys("h").shows(&["本人同意"]);
}

#[test]
fn a_colleague_who_got_there_first_is_named_and_nothing_typed_is_lost() {
    let (office, li) = office();
    let mut desk = Driver::start(office);
    desk.keys("Enter Enter Down Down Enter")
        .types("600")
        .keys("Enter");
    desk.office.sit("张伟");
    desk.office.visit(li);
    desk.office.sit("王芳");
    desk.keys("F5 Tab F9").shows(&["张伟", "改动了本案"]);
    desk.keys("Esc F8").shows(&["600.00 *"]);
    assert_eq!(desk.commands, ["Propose"]);
}

#[test]
fn both_sides_of_a_change_stand_side_by_side() {
    let (office, li) = office();
    let mut desk = Driver::start(office);
    desk.keys("Enter Enter Enter").types("2000").keys("Enter");
    desk.office.sit("张伟");
    let mut newer = crate::driver::li_guocai();
    newer.members[0].facts.incomes[0].amount = hecha::domain::money::Fen::yuan(1900);
    desk.office.report_and_accept(li, newer).unwrap();
    desk.office.sit("王芳");
    desk.keys("Space Esc Enter");
    desk.shows(&["同事改过同一处", "1,900.00", "2,000.00"]);
    desk.keys("Enter Esc").shows(&["1,900.00"]);
}

#[test]
fn an_approver_sees_the_proposal_and_signs_exactly_that() {
    let (mut office, li) = office();
    office.propose_keep(li).unwrap();
    office.sit("李建国");
    let mut desk = Driver::start(office);
    desk.shows(&["待我审核"]);
    let place = desk
        .screen()
        .lines()
        .position(|line| line.contains("待我审核"))
        .unwrap();
    let downs = "Down ".repeat(place - 3);
    desk.keys(&downs).keys("Enter Enter");
    desk.shows(&["提出", "维持", "F9 审核通过", "F7 退回"]);
    desk.keys("F9");
    assert!(desk.commands.is_empty());
    desk.keys("Enter");
    assert_eq!(desk.commands, ["Approve"]);
    desk.shows(&["已审核"]);
}

#[test]
fn an_approver_returns_with_a_reason() {
    let (mut office, li) = office();
    office.propose_keep(li).unwrap();
    office.sit("李建国");
    let mut desk = Driver::start(office);
    desk.keys("End Enter Enter F7")
        .types("缺收入证明")
        .keys("F9");
    assert_eq!(desk.commands, ["Return"]);
    desk.office.sit("王芳");
    assert_eq!(desk.office.view(li).case.review.status, Status::Returned);
    assert_eq!(desk.office.queue(QueueId::Returned), [li]);
}

#[test]
fn who_proposed_can_take_it_back_and_goes_on_with_the_same_values() {
    let mut desk = desk_with_rates();
    desk.keys("Enter Enter Down Down Enter")
        .types("600")
        .keys("Enter F5 F9");
    desk.keys("Esc Esc /").types("lgc").keys("Enter Enter");
    desk.shows(&["已提出, 待审核", "600.00"]);
    desk.keys("F2");
    let row = desk
        .screen()
        .lines()
        .position(|line| line.contains("撤回"))
        .unwrap();
    desk.keys(&"Down ".repeat(row - 2)).keys("Enter");
    assert_eq!(desk.commands, ["Propose", "Withdraw"]);
    desk.shows(&["600.00 *"]);
}

#[test]
fn unchanged_no_longer_holds_once_something_is_changed() {
    let mut desk = desk();
    desk.keys("Enter Enter Space").shows(&["F9 签办"]);
    desk.keys("Right Tab 2 Esc").hides(&["F9 签办"]);
    desk.keys("F9");
    assert!(desk.commands.is_empty());
}

#[test]
fn a_change_is_not_signed_as_unchanged() {
    let mut desk = desk();
    desk.keys("Enter Enter Right 2 Esc")
        .shows(&["有       务农 *"]);
    desk.keys("F5 1 Enter 1 F9")
        .shows(&["变动原因不能是「无变化」"]);
    assert!(desk.commands.is_empty());
}

#[test]
fn a_case_that_lies_open_below_is_gone_back_to_and_not_opened_twice() {
    let mut desk = desk();
    desk.keys("Enter Enter Down Down Enter")
        .types("600")
        .keys("Enter");
    desk.keys("F3")
        .types("zdy")
        .keys("Enter Enter")
        .shows(&["张大有 340304"]);
    desk.keys("F3")
        .types("lgc")
        .keys("Enter Enter")
        .shows(&["李国才 340304", "600.00 *"]);
    desk.keys("Esc").shows(&["低保定期核查"]);
}

#[test]
fn menus_and_helps_do_not_pile_up() {
    let mut desk = desk();
    desk.keys("F2 F1 F2 F1 F2 F2 F1")
        .keys("Esc Esc Esc")
        .shows(&["今日已办"]);
}

#[test]
fn a_signature_whose_answer_was_lost_is_repeated_without_harm() {
    let mut desk = desk();
    desk.keys("Enter Enter Space");
    desk.lose_next_receipt();
    desk.keys("F9").shows(&["磁盘已满", "李国才 340304"]);
    desk.keys("F9").shows(&["已签办", "张大有 340304"]);
    assert_eq!(
        desk.keys_sent[0], desk.keys_sent[1],
        "one intention, one key"
    );
    desk.keys("Space F9");
    assert_ne!(desk.keys_sent[1], desk.keys_sent[2]);
}

#[test]
fn a_law_that_changed_between_looking_and_signing_shows_the_new_sum_first() {
    let mut desk = desk_with_rates();
    desk.keys("Enter Enter Down Down Enter")
        .types("600")
        .keys("Enter F5 Enter Esc");
    desk.office.sit("孙丽");
    desk.office
        .set_standard("730", Day::new(2026, 11, 1).unwrap())
        .unwrap();
    desk.office.sit("王芳");
    desk.keys("F9")
        .shows(&["测算结果与您看到的不同", "730.00 x 4 - 2,468.00 = 452.00"]);
    desk.keys("F9").shows(&["已签办"]);
    assert_eq!(desk.commands, ["Propose", "Propose"]);
}

#[test]
fn the_desk_says_how_long_a_case_takes() {
    let mut desk = desk();
    desk.keys("Enter Enter");
    for _ in 0..3 {
        desk.office.clock.advance(chrono::TimeDelta::seconds(130));
        desk.keys("Space F9");
    }
    desk.keys("Esc").hides(&["平均"]);
    let case = desk.office.take_in(crate::office::intake("赵小山", 63));
    desk.office.visit(case);
    desk.keys("Enter Enter");
    desk.office.clock.advance(chrono::TimeDelta::seconds(130));
    desk.keys("Space F9 Esc")
        .shows(&["今日已办 4 户   平均 2分10秒"]);
}

#[test]
fn a_change_is_settled_fact_by_fact_on_the_case_and_leaves_its_queue() {
    let (mut office, li) = office();
    let mut newer = crate::driver::li_guocai();
    newer.members[0].facts.note = "种菜".into();
    newer.assets.homes = Some(2);
    newer.source = "十一月名册.xlsx 第8行".into();
    office.report(li, newer).unwrap();
    let mut desk = Driver::start(office);
    desk.shows(&["变更申报"]);
    assert_eq!(desk.office.queue(QueueId::Changes), [li]);
    desk.keys("Enter Enter");
    desk.shows(&["变更", "十一月名册.xlsx 第8行: 2项", "待认定"]);
    desk.keys("Tab Tab Enter");
    desk.shows(&["变更认定", "接受: 2套", "不接受: "]);
    desk.keys("3 Tab 2 F9");
    desk.shows(&["这一步要写明理由"]);
    desk.keys("Tab").types("借住亲戚家").keys("F9");
    desk.shows(&["已存", "种菜"]).hides(&["待认定"]);
    assert_eq!(
        desk.commands.last().map(String::as_str),
        Some("SettleChange")
    );
    let case = desk.office.view(li).case;
    assert_eq!(case.household.members[0].facts.note, "种菜");
    assert_ne!(case.household.assets.homes, Some(2));
    assert!(desk.office.queue(QueueId::Changes).is_empty());
}
