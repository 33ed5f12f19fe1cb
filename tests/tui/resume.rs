//! Nothing typed is ever lost: a dropped line, another start, the same field with the same text and cursor.

use hecha::{
    domain::queue::QueueId,
    tui::event::{Code, Event, Key},
};

use crate::driver::{self, Driver, desk};

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
    desk.keys("F8 Esc").shows(&["600.00 *"]);
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
    // The footer tells that this F9 asks first, and that the next one would not.
    assert!(desk.footer().contains("F9 签办?"), "{}", desk.footer());
    desk.keys("Down").shows(&["F9 签办"]).hides(&["签办?"]);
    desk.keys("Esc Enter");
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
        let mut desk = desk.start_again();
        if way == "F5" {
            desk.shows(&["李国才户 结论"]);
            desk.keys("Esc");
        }
        desk.shows(&["600.00 *"]);
    }
}

#[test]
fn what_rests_in_a_field_is_kept_without_a_goodbye() {
    let mut desk = desk();
    desk.keys("Enter Enter h Tab Tab").types("本人同意");
    desk.rests();
    let mut desk = desk.start_again();
    desk.shows(&["李国才户 听取意见记录", "本人同意", "已恢复"]);
    desk.types("减发").shows(&["本人同意减发"]);
}

#[test]
fn a_form_that_was_only_opened_lies_open_again_and_nothing_is_said_to_be_restored() {
    let mut desk = desk();
    desk.keys("Enter Enter Tab Enter").shows(&["李国才户 财产"]);
    let mut desk = desk.start_again();
    desk.shows(&["李国才户 财产"]).hides(&["已恢复"]);
    desk.types("5").keys("Enter").shows(&["5.00"]);
}

#[test]
fn an_untouched_conclusion_that_lay_open_concludes_nothing_after_another_start() {
    let mut desk = desk();
    desk.keys("Enter Enter F5");
    let mut desk = desk.start_again();
    desk.shows(&["李国才户 结论"]);
    desk.keys("Esc");
    desk.shows(&["建议  维持"]).hides(&["F9 签办"]);
}

#[test]
fn the_reason_of_a_return_is_there_again() {
    let mut office = driver::office().0;
    let case = office.queue(QueueId::Dibao)[0];
    office.propose_keep(case).unwrap();
    office.sit("李建国");
    let mut desk = Driver::start(office);
    desk.keys("End Enter Enter F7").types("缺村委证明");
    let mut desk = hang_up(desk);
    desk.shows(&["退回经办人", "缺村委证明", "已恢复"]);
    desk.keys("F9");
    assert_eq!(desk.commands, ["Return"]);
    let desk = desk.start_again();
    desk.hides(&["退回原因"]);
}

#[test]
fn a_new_value_of_a_parameter_is_there_again() {
    let mut office = driver::office().0;
    office.sit("孙丽");
    let mut desk = Driver::start(office);
    desk.keys("F4 F6")
        .types("700")
        .keys("Tab Tab Tab")
        .types("蚌民〔2026〕");
    let before = desk.screen();
    desk.rests();
    let mut desk = desk.start_again();
    assert_eq!(without_notice(&desk.screen()), without_notice(&before));
    desk.types("9号").shows(&["蚌民〔2026〕9号", "700"]);
    desk.keys("Esc").shows(&["参数"]);
}

#[test]
fn the_day_of_a_comparison_is_there_again() {
    let mut desk = desk();
    desk.keys("Enter Enter F4 Tab Right Tab").types("2026-0");
    let before = desk.screen();
    let mut desk = hang_up(desk);
    assert_eq!(without_notice(&desk.screen()), without_notice(&before));
    desk.keys("Esc").shows(&["测算说明"]);
}

#[test]
fn the_text_of_a_search_is_there_again() {
    let mut desk = desk();
    desk.keys("Enter F3").types("王秀");
    let mut desk = hang_up(desk);
    desk.shows(&["查找", "王秀"]);
    desk.types("兰").keys("Enter").shows(&["李国才"]);
    desk.keys("Ctrl-c");
    let mut desk = desk.start_again();
    desk.shows(&["李国才"]);
    desk.keys("Enter").shows(&["低保核查"]);
}

#[test]
fn a_draft_that_the_disk_refuses_stays_in_the_program_and_is_written_later() {
    let mut desk = desk();
    desk.keys("Enter Enter Down Down Enter").types("700");
    desk.refuse_writes(true);
    desk.keys("Enter")
        .shows(&["草稿现在写不进磁盘(故障 103)", "还在内存里"]);
    desk.keys("Esc").shows(&["低保定期核查"]);
    desk.keys("Enter").shows(&["700.00 *"]);
    desk.rests();
    desk.hides(&["草稿现在写不进磁盘"]);
    desk.refuse_writes(false);
    desk.rests();
    desk.shows(&["草稿已全部写入"]);
    desk.start_again().shows(&["700.00 *"]);
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

#[test]
fn who_comes_back_to_a_case_is_led_back_to_its_row() {
    let mut first = desk();
    first.keys("Enter Down Enter");
    let mut again = hang_up(first);
    again.keys("Esc").shows(&["低保定期核查  2/3"]);
}

#[test]
fn a_form_that_came_back_lies_over_the_row_it_was_opened_from() {
    let mut desk = desk();
    desk.keys("Enter Enter Tab Enter").shows(&["李国才户 财产"]);
    let mut desk = desk.start_again();
    desk.shows(&["李国才户 财产"]);
    desk.keys("Esc").hides(&["李国才户 财产"]);
    desk.keys("Enter").shows(&["李国才户 财产"]);
}
