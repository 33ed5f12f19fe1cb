//! Forms: nothing is chosen for anybody, what cannot be meant is refused at once, and all of it is seen.

use hecha::{
    domain::{alert::AlertKind, calendar::Day},
    engine::command::Command,
};

use crate::driver::{Driver, desk, office};

#[test]
fn an_alert_is_not_settled_before_somebody_chose_and_said_how_they_know() {
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
    desk.keys("Enter Enter Tab Tab Enter").hides(&["(x)"]);
    desk.keys("Enter F9 F9").shows(&["请选择「查实结果」"]);
    assert!(desk.commands.is_empty());
    desk.keys("Down Tab").types("  ").keys("F9");
    desk.shows(&["请填写「查实经过」"]);
    assert!(desk.commands.is_empty());
    desk.types("11-22 电话问李明, 确有此车").keys("F9");
    assert_eq!(desk.commands, ["SettleAlert"]);
    desk.shows(&["11-22 电话问李明", "属实"]);
    // Whoever opens it again sees who looked into it, and how.
    desk.keys("Enter");
    desk.shows(&["2026-11-23 王芳 记为属实: 11-22 电话问李明", "(x) 1 属实"]);
}

#[test]
fn a_disability_counts_once_its_grade_is_chosen() {
    let mut desk = desk();
    desk.keys("Enter Enter Right Tab Right Right");
    desk.shows(&["(x) 听力", "残疾等级       ( ) 一级  ( ) 二级"]);
    desk.keys("F9").shows(&["请选择「残疾等级」"]);
    desk.keys("Esc").shows(&["残疾等级没有选, 没有计入测算"]);
    desk.keys("Space F9").shows(&["残疾等级没有选"]);
    assert!(desk.commands.is_empty(), "{:?}", desk.commands);
    let mut desk = desk.start_again();
    desk.keys("Right").shows(&["(x) 听力"]);
    desk.keys("Tab Tab 3 F9").shows(&["听力三级"]);
    desk.hides(&["残疾等级没有选"]);
}

#[test]
fn what_was_seen_or_heard_and_why_one_waits_is_nobodys_until_it_is_chosen() {
    for (keys, label) in [
        ("v", "见到本户成员"),
        ("h", "本人已表示意见"),
        ("F6", "等待什么"),
        ("F7", "跳过原因"),
    ] {
        let mut desk = desk();
        desk.keys("Enter Enter").keys(keys).keys("F9");
        desk.shows(&[&format!("请选择「{label}」")]);
        assert!(desk.commands.is_empty(), "{keys}");
    }
}

#[test]
fn going_past_an_empty_field_is_no_mistake_yet() {
    let mut desk = desk();
    desk.keys("Enter Enter v Tab Tab Tab Tab Tab");
    desk.hides(&["请选择", "请填写"]);
}

#[test]
fn an_amount_nobody_can_have_meant_is_refused_where_it_is_typed() {
    let mut desk = desk();
    desk.keys("Enter Enter Enter")
        .types("999999999999")
        .keys("Enter");
    desk.shows(&[
        "999,999,999,999.00 元超过 1,000,000.00 元, 请核对位数",
        "x 4 - 1,868.00",
    ]);
    desk.keys("Esc Space F9").shows(&["没有读懂"]);
    assert!(desk.commands.is_empty());
}

#[test]
fn the_greatest_income_and_the_greatest_savings_are_shown_whole() {
    for size in [(60, 20), (80, 24), (120, 40)] {
        let mut desk = Driver::start_at(office().0, size);
        desk.keys("Enter Enter Enter")
            .types("1000000")
            .keys("Enter");
        desk.shows(&["1,000,000.00 *"]);
        desk.keys("a").types("99999999.99").keys("F9");
        desk.shows(&["99,999,999.99"]);
    }
}

#[test]
fn a_day_on_the_wrong_side_of_today_is_refused_as_its_field_is_left() {
    let mut desk = desk();
    desk.keys("Enter Enter F6 2 Tab")
        .types("2026-01-01")
        .keys("Tab");
    desk.shows(&["「到期日」应在今天(2026-11-23)之后"]);
    desk.keys("Up").types("2029-01-01").keys("Tab");
    desk.shows(&["「到期日」离今天不能超过 366 天"]);
    desk.keys("Up")
        .types("1124")
        .keys("Tab")
        .hides(&["「到期日」"]);
    desk.keys("Esc v").types("1124").keys("Tab");
    desk.shows(&["「入户日期」不能晚于今天(2026-11-23)"]);
}

#[test]
fn a_long_text_is_seen_whole_while_it_is_typed_and_its_own_field_says_when_it_is_too_long() {
    let mut desk = desk();
    let text = "自本月起在镇上打工每月另有补贴".repeat(10);
    desk.keys("Enter Enter F7 2 Tab").pastes(&text);
    let screen = desk.screen();
    let joined: String = screen
        .lines()
        .filter_map(|line| line.get(line.find("自本").unwrap_or(18)..))
        .collect();
    assert!(joined.replace(' ', "").contains("补贴"), "{screen}");
    let shown = screen.matches("补贴").count() + screen.matches("补\n").count();
    assert!(shown >= 9, "{shown} of 10 ends are to be seen:\n{screen}");
    desk.shows(&["已输 150/187 字"]);
    desk.pastes(&text).shows(&["已输 300/187 字"]);
    desk.keys("F9")
        .shows(&["「补充」最多 187 个字, 现有 300 个字"]);
    assert!(desk.commands.is_empty());
    desk.keys("Up").shows(&["自本月起", ".."]);
}

#[test]
fn what_stands_below_the_edge_of_a_low_screen_is_counted() {
    let mut desk = Driver::start_at(office().0, (60, 20));
    desk.keys("Enter Enter Right").shows(&["下面还有"]);
    desk.keys("Tab Tab Tab Tab Tab Tab Tab Tab")
        .shows(&["上面还有"]);
}

#[test]
fn a_message_covers_no_field() {
    for size in [(60, 20), (80, 24)] {
        let mut desk = Driver::start_at(office().0, size);
        desk.keys("Enter Enter v");
        desk.keys("F9").shows(&[
            "! 请选择「见到本户成员」",
            "入户日期",
            "调查人",
            "其他同去的人",
            "方式",
            "> 见到本户成员",
            "调查情况",
        ]);
    }
}

#[test]
fn a_phase_out_says_until_when() {
    let (mut office, _) = office();
    crate::driver::set_rates(&mut office);
    let mut desk = Driver::start(office);
    desk.keys("Enter Enter Down Down Enter")
        .types("1200")
        .keys("Enter F5");
    desk.keys("5 Enter 2 Enter").types("就业").keys("Tab Tab");
    desk.keys("F9").shows(&["请填写「渐退月数」"]);
    assert!(desk.commands.is_empty());
    desk.types("3")
        .keys("Tab")
        .shows(&["共 3 个月, 到 2027-02"]);
}

#[test]
fn what_was_left_unread_is_named_by_its_field_and_marked_when_its_form_is_opened_again() {
    let mut desk = desk();
    desk.keys("Enter Enter Tab Enter").types("6千").keys("Esc");
    desk.shows(&["「存款等金融资产」一栏填的「6千」没有读懂"]);
    desk.keys("Enter").shows(&["6千", "不是金额"]);
}
