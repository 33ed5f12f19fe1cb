//! A new standard on the screen: previewed, signed by three people, written, and exported.

use hecha::domain::{
    calendar::Day,
    case::Benefit,
    money::Fen,
    review::{LastReview, Outcome},
};

use crate::{
    driver::Driver,
    office::{Office, intake},
};

/// An office with three households under 722 whose standard is 760 from July on.
fn raised(size: (u16, u16)) -> Driver {
    let mut office = Office::open();
    office.sit("孙丽");
    let day = |text: &str| text.parse::<Day>().unwrap();
    office.set_standard("722", day("2022-07-01")).unwrap();
    office.sit("王芳");
    for (name, sequence) in [("李国才", 10), ("王秀兰", 17), ("赵桂英", 24)] {
        let mut one = intake(name, sequence);
        one.benefit = Some(Benefit {
            month: Fen::yuan(622),
            since: Some("2025-11".parse().unwrap()),
        });
        one.last_review = Some(LastReview {
            day: day(if name == "赵桂英" {
                "2026-03-01"
            } else {
                "2026-10-20"
            }),
            by: "王芳".into(),
            outcome: Outcome::Keep,
            household: None,
        });
        office.take_in(one);
    }
    office.sit("孙丽");
    office.set_standard("760", day("2026-07-01")).unwrap();
    office.sit("王芳");
    Driver::start_at(office, size)
}

/// Another person starts the program.
fn sits(desk: Driver, name: &str) -> Driver {
    let mut office = desk.office;
    office.sit(name);
    Driver::start(office)
}

#[test]
fn a_new_standard_goes_from_the_preview_through_three_signatures_into_every_case() {
    let mut desk = raised((80, 24));
    desk.keys("b")
        .shows(&["批次", "提标 自 2026-07 起", "农村低保标准"]);
    desk.keys("Enter").shows(&[
        "预览  提标 自 2026-07 起  长青乡",
        "涉及 3 户: 增加 2 户 2 人, 不变 0 户, 不能计算 1 户",
        "每月共增 76.00 元, 补发共 380.00 元",
        "李国才",
        "660.00",
        "190.00",
        "核查逾期",
    ]);
    desk.keys("F4").shows(&["只看不能计算的", "赵桂英"]);
    desk.hides(&["李国才"]);
    desk.keys("F8").shows(&["已导出 1 户"]);
    let files = |desk: &Driver| {
        let out = std::fs::read_dir(desk.office.dir.path().join("out")).unwrap();
        out.map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect::<Vec<_>>()
    };
    let written = files(&desk);
    assert!(
        matches!(written.as_slice(), [name] if name.contains("内部") && !name.contains(".txt")),
        "{written:?}"
    );
    // What nobody has decided does not hang on a board.
    desk.keys("p").hides(&["已导出"]);
    assert_eq!(files(&desk), written);
    desk.keys("F9").shows(&["提出 提标", "再按一次 F9 签字"]);
    assert!(desk.commands.is_empty(), "one key signs nothing");
    desk.keys("Esc").hides(&["再按一次 F9 签字"]);
    desk.keys("F9 F9").shows(&["已提出批次 1", "待审核"]);
    desk.keys("Up Up Up").shows(&["提标"]);
    let mut desk = sits(desk, "李建国");
    desk.shows(&["批次 1 提标 待审核"]);
    desk.keys("b Down Enter")
        .shows(&["批次 1", "待审核", "提出 王芳"]);
    desk.keys("F9 F9").shows(&["待确认", "审核 李建国"]);
    let mut desk = sits(desk, "赵敏");
    desk.shows(&["批次 1 提标 待确认"]);
    // Each start of these drivers counts its keys anew: one question more keeps them apart.
    desk.keys("b Down Enter r F9 F9")
        .shows(&["批次 1 办结: 写入 2 户", "已写入", "确认 赵敏"]);
    desk.keys("Down Enter").shows(&["660.00"]);
    // The case says who decided what is paid, and what came once, on its screen and beside its sum.
    let paid = ["1 号增发至 660.00, 2026-12 起   提标补发 2026-07 至 2026-11"];
    desk.shows(&["批次  "]).shows(&paid);
    desk.keys("F4").shows(&paid);
}

#[test]
fn a_small_screen_shows_totals_and_rows() {
    let mut desk = raised((60, 20));
    desk.keys("b Enter")
        .shows(&["涉及 3 户", "李国才", "+38.00", "F9"]);
}

#[test]
fn prices_are_entered_on_the_screen_and_start_the_subsidy() {
    let mut desk = raised((80, 24));
    desk.keys("b F6").shows(&["录入物价指数", "CPI 同比"]);
    desk.keys("Tab").types("3.6");
    desk.keys("Tab").types("106.2");
    desk.keys("Tab Tab Tab").types("统计局");
    desk.keys("F9").shows(&["103.6 或 3.6% 或 0.036"]);
    desk.keys("Shift-Tab Shift-Tab Shift-Tab Shift-Tab");
    desk.types("%");
    desk.keys("F9")
        .shows(&["价格补贴 2026-10", "已启动, 应于 2026-12-21 前发放"]);
}
