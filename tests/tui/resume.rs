//! Nothing typed is ever lost: a dropped line, another start, the same field with the same text and cursor.

use hecha::tui::event::{Code, Event, Key};

use crate::driver::{Driver, desk};

/// The line drops; the program is started again.
fn hang_up(mut desk: Driver) -> Driver {
    desk.event(Event::Hangup);
    assert!(desk.model.is_ending());
    desk.start_again()
}

#[test]
fn a_dropped_line_resumes_in_the_middle_of_an_amount() {
    let mut desk = desk();
    desk.keys("Enter Enter Down Down Enter")
        .types("2400")
        .keys("Left Left");
    let before = desk.screen();
    let mut desk = hang_up(desk);
    desk.keys("");
    assert_eq!(
        without_notice(&desk.screen()),
        without_notice(&before),
        "the same screen, text and cursor"
    );
    desk.types("9").keys("Enter").shows(&["24,900.00"]);
}

#[test]
fn a_dropped_line_resumes_in_the_middle_of_a_note() {
    let mut desk = desk();
    desk.keys("Enter Enter v Tab Tab Tab Tab Tab")
        .types("房屋漏雨, 已报村委")
        .keys("Home Right Right");
    let before = desk.screen();
    let mut desk = hang_up(desk);
    assert_eq!(without_notice(&desk.screen()), without_notice(&before));
    desk.types("三间").shows(&["房屋三间漏雨, 已报村委"]);
}

#[test]
fn a_dropped_line_resumes_an_amount_that_is_not_complete() {
    let mut desk = desk();
    desk.keys("Enter Enter Enter").types("18x");
    let desk = hang_up(desk);
    desk.shows(&["18x"]);
}

#[test]
fn what_was_taken_before_the_machine_lost_power_is_there_again() {
    let mut desk = desk();
    desk.keys("Enter Enter Down Down Enter")
        .types("600")
        .keys("Enter");
    // No goodbye: the draft was kept when the field was left.
    let mut desk = desk.start_again();
    desk.shows(&["600.00 *", "已恢复您上次没有办完的草稿"]);
    desk.keys("F8").shows(&["600.00 *"]);
}

#[test]
fn the_conclusion_so_far_is_there_again() {
    let mut desk = desk();
    desk.keys("Enter Enter F5 4 Enter 8 Enter")
        .types("自愿退出");
    let mut desk = hang_up(desk);
    desk.shows(&["(x) 4 停发", "(x) 自愿退出", "自愿退出"]);
    desk.keys("Esc").shows(&["停发"]);
}

#[test]
fn an_end_on_the_desk_resumes_on_the_desk_and_in_a_queue_in_the_queue() {
    let mut first = desk();
    first.keys("q");
    assert!(first.model.is_ending());
    let mut second = first.start_again();
    second.shows(&["待办"]).hides(&["已恢复"]);
    second.keys("Enter Ctrl-c");
    assert!(second.model.is_ending());
    let third = second.start_again();
    third.shows(&["低保定期核查  1/3"]);
}

#[test]
fn a_case_left_for_another_keeps_what_was_typed() {
    let mut desk = desk();
    desk.keys("Enter Enter Right 2 Esc Esc")
        .shows(&["低保定期核查"]);
    desk.keys("Down Enter").hides(&["已恢复"]);
    desk.keys("Esc Up Enter")
        .shows(&["已恢复", "李国才         61 本人   有"]);
}

#[test]
fn a_draft_of_what_has_been_signed_does_not_come_back() {
    let mut desk = desk();
    desk.keys("Enter Enter Space Esc Enter").shows(&["已恢复"]);
    desk.keys("F9").shows(&["签办: 维持 1,020.00 元/月?"]);
    desk.keys("Enter").shows(&["已签办"]);
    let desk = desk.start_again();
    desk.shows(&["张大有"]).hides(&["已恢复"]);
}

#[test]
fn every_key_in_a_field_that_leaves_it_keeps_the_draft() {
    for way in ["Enter", "Down", "Up", "Tab", "Esc", "F4", "F5"] {
        let mut desk = desk();
        desk.keys("Enter Enter Down Down Enter")
            .types("600")
            .keys(way);
        let desk = desk.start_again();
        desk.shows(&["600.00 *"]);
    }
}

#[test]
fn ctrl_c_ends_at_once_and_loses_nothing() {
    let mut desk = desk();
    desk.keys("Enter Enter h Tab Tab")
        .types("本人")
        .key(Key::ctrl('c'));
    assert!(desk.model.is_ending());
    let desk = desk.start_again();
    desk.shows(&["听取意见记录", "本人"]);
}

#[test]
fn text_in_a_field_is_text_whatever_it_looks_like() {
    let mut desk = desk();
    desk.keys("Enter Enter h Tab Tab")
        .types("q?/ｑ 1")
        .pastes("\u{1b}[2J一\n二");
    desk.shows(&["q?/ｑ 1[2J一 二"]);
    desk.key(Key::plain(Code::Char('？')));
    desk.shows(&["？"]);
}

/// A screen without the message above the panel, which only says that the draft is back.
fn without_notice(screen: &str) -> String {
    screen
        .lines()
        .filter(|line| !line.starts_with(" * "))
        .filter(|line| !line.trim().is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}
