//! What is kept beside a review, by key: visits, agreements, referrals; and what it costs to assess somebody anew.

use hecha::{
    domain::{
        calendar::Day,
        care::{CareMode, CareTier},
        case::{Benefit, Programme},
        household::{MemberFacts, Relation},
        ids::CaseId,
        linshi::LinshiType,
        money::Fen,
        queue::QueueId,
        referral::ReferralOutcome,
        review::{Cause, Outcome},
    },
    engine::command::{Command, PlannedPart},
};

use crate::{
    driver::Driver,
    office::{Office, intake},
};

/// 周秀兰, 77, at home since 10 May and not visited; her review is due today.
fn at_home() -> (Office, CaseId) {
    let mut office = Office::open();
    let mut new = intake("周秀兰", 7);
    new.programme = Programme::Tekun;
    new.income_stable = true;
    new.benefit = Some(Benefit {
        month: Fen::yuan(999),
        since: None,
    });
    new.last_review.as_mut().unwrap().day = Day::new(2025, 11, 23).unwrap();
    new.members[0].facts = MemberFacts::new(Relation::Head, Day::new(1949, 3, 1).unwrap());
    let case = office.take_in(new);
    office
        .run(Command::RecordSupport {
            case,
            mode: CareMode::Scattered,
            tier: Some(CareTier::SelfCare),
            agreement_until: None,
            able_duty: Some(false),
            day: Day::new(2026, 5, 10).unwrap(),
            note: String::new(),
        })
        .unwrap();
    (office, case)
}

/// Opens the case from its queue and goes to the line with these words.
fn on_line(office: Office, label: &str) -> Driver {
    let mut desk = Driver::start(office);
    desk.keys("Down Enter Enter");
    desk.goes_to(label);
    desk
}

#[test]
fn a_visit_is_entered_by_key_and_leaves_the_queue_of_visits() {
    let (office, case) = at_home();
    let mut desk = on_line(office, "探访");
    desk.shows(&["至迟 2026-06-30   还没有探访记录", "逾期146日"]);
    // What was seen is nobody's until it is chosen, and somebody went.
    desk.keys("Enter F9").shows(&["请填写「健康」"]);
    desk.keys("1 Tab 2 Tab 1 Tab").types("修屋顶").keys("F9");
    desk.shows(&["请填写「探访人」"]);
    assert!(desk.commands.is_empty(), "{:?}", desk.commands);
    desk.types("赵书记").keys("F9");
    assert_eq!(desk.commands, ["EnterCare"]);
    desk.shows(&["至迟 2026-12-31   上次 2026-11-23 赵书记 健康良好 住房有隐患"]);
    assert_eq!(desk.office.queue(QueueId::Visits), []);
    let visit = &desk.office.view(case).case.care.visits[0];
    assert_eq!(visit.needs, "修屋顶");
}

#[test]
fn an_agreement_is_made_and_ended_by_key() {
    let (office, case) = at_home();
    let mut desk = on_line(office, "协议");
    desk.shows(&["未签"]);
    desk.keys("Enter").types("刘桂兰").keys("Tab Tab");
    desk.types("2027-11-30").keys("F9");
    desk.shows(&["刘桂兰 2026-11-23 至 2027-11-30"]);
    desk.keys("Enter 2 F9").shows(&["「终止原因」不能这样填"]);
    desk.keys("Tab").types("照料不到位").keys("F9");
    desk.shows(&["协议  未签"]);
    assert_eq!(desk.office.view(case).case.care.agreement, None);
}

#[test]
fn somebody_is_assessed_anew_with_at_most_twenty_keys() {
    let (office, case) = at_home();
    let mut desk = on_line(office, "自理");
    desk.pressed = 0;
    // Six items, who assessed, done.
    desk.keys("Enter 1 Tab 1 Tab 1 Tab 1 Tab 2 Tab 2 Tab")
        .types("评估组")
        .keys("F9");
    let assessed = desk.office.view(case).case.self_care.unwrap();
    assert!(assessed.items.eat && !assessed.items.bathe && !assessed.items.walk);
    assert!(desk.pressed <= 20, "{} keys", desk.pressed);
}

#[test]
fn who_may_be_due_something_else_is_passed_on_and_the_answer_noted() {
    let (office, case) = at_home();
    let mut desk = on_line(office, "转介");
    desk.shows(&["可能享受的其他待遇 1 项"]);
    desk.keys("Enter");
    desk.shows(&["特困供养对象: 医疗救助", "社会救助法 第二十四条"]);
    desk.keys("Enter").types("区医保局").keys("Tab F9");
    desk.shows(&["请填写「怎样同意」"]);
    desk.keys("1 F9");
    desk.shows(&["医疗救助 转区医保局, 当面同意; 2026-12-23 前跟进", "已转介"]);
    desk.keys("Enter 1 F9").shows(&["2026-11-23 已受理"]);
    assert_eq!(desk.commands, ["Refer", "Refer"]);
    let referral = &desk.office.view(case).case.referrals[0];
    let outcome = referral.answer.as_ref().unwrap().outcome;
    assert_eq!(outcome, ReferralOutcome::Accepted);
    // The sum says so too.
    desk.keys("Esc F4")
        .shows(&["转介  可能享受的其他待遇 1 项, 已转介 1 件"]);
    // What was not found can be passed on all the same.
    desk.keys("Esc Enter F6")
        .shows(&["慈善帮扶", "转介谁", "周秀兰"]);
}

#[test]
fn what_was_typed_into_a_referral_is_there_again_after_the_line_dropped() {
    let (office, _) = at_home();
    let mut desk = on_line(office, "转介");
    desk.keys("Enter Enter").types("区医保局").keys("Tab");
    let mut desk = desk.start_again();
    desk.shows(&["周秀兰户 转介", "区医保局"]);
    desk.keys("Esc").shows(&["周秀兰户 其他待遇和转介"]);
}

#[test]
fn an_instalment_is_noted_by_key_and_the_next_one_shown() {
    let mut office = Office::open();
    let mut new = intake("周秀兰", 7);
    new.programme = Programme::Linshi;
    new.benefit = None;
    let case = office.take_in(new);
    let part = |day, yuan| PlannedPart {
        day: Day::new(2026, 11, day).unwrap(),
        amount: Fen::yuan(yuan),
    };
    office
        .run(Command::RecordAid {
            case,
            kind: LinshiType::Expense,
            cause: "子女就学".into(),
            amount: Fen::yuan(2000),
            day: Day::new(2026, 11, 20).unwrap(),
            parts: vec![part(20, 1200), part(30, 800)],
        })
        .unwrap();
    let mut desk = Driver::start(office);
    desk.keys("Down Down Enter Enter");
    desk.shows(&["第 1 期 2026-11-20 1,200.00 元 未付", "逾期3日"]);
    desk.keys("Down Down Down Down Down Enter");
    desk.shows(&["分期给付", "第 2 期"]);
    desk.keys("F9")
        .shows(&["第 1 期 2026-11-20 1,200.00 元 2026-11-23 已付", "还有7日"]);
    assert_eq!(desk.commands, ["AdvanceAid"]);
}

#[test]
fn help_for_spending_is_posted_by_key_once_its_end_is_proposed() {
    let mut office = Office::open();
    let mut new = intake("周秀兰", 7);
    new.programme = Programme::Linshi;
    new.benefit = None;
    let case = office.take_in(new);
    let day = Day::new(2026, 11, 20).unwrap();
    office
        .run(Command::RecordAid {
            case,
            kind: LinshiType::Expense,
            cause: "子女就学".into(),
            amount: Fen::yuan(2000),
            day,
            parts: Vec::new(),
        })
        .unwrap();
    office
        .run(Command::FollowUp {
            case,
            day: Day::new(2026, 11, 23).unwrap(),
            used_as_meant: true,
            referral: String::new(),
            note: "已交学费".into(),
        })
        .unwrap();
    let household = office.view(case).case.household;
    office
        .propose(case, household, Outcome::Close, Cause::Other, "")
        .unwrap();
    let mut desk = Driver::start(office);
    desk.keys("F3").types("zxl").keys("Enter Enter");
    desk.shows(&["公示"]);
    assert!(desk.footer().contains("F6 公示"), "{}", desk.screen());
    desk.keys("F6 Enter").types("村务公开栏").keys("F9");
    assert_eq!(desk.commands, ["MakePosting"], "{}", desk.screen());
    desk.shows(&["公示 2026-11-23 至 2026-11-30, 村务公开栏"]);
}
