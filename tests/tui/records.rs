//! What is noted beside a review, by key: offers of work, the class of a household, an appeal and its ruling, money
//! that comes back. A line stands where something of it can be, and nowhere else.

use hecha::{
    domain::{
        appeal::{AppealKind, Ruling},
        calendar::Day,
        case::Tier,
        ids::CaseId,
        money::Fen,
        notice::ServiceMethod,
        recovery::RecoveryWay,
        review::{Cause, Outcome, Status},
        work_offer::OfferAnswer,
    },
    engine::command::{Command, ProposeReview},
};

use crate::{
    closing::decided,
    driver::{Driver, office, set_rates, wage},
    office::Office,
};

/// Opens the case by search and goes to the line with this label.
fn on_line(office: Office, label: &str) -> Driver {
    let mut desk = Driver::start(office);
    desk.keys("F3").types("lgc").keys("Enter Enter");
    desk.goes_to(label);
    desk
}

fn serve(office: &mut Office, case: CaseId) {
    let freeze = office.view(case).case.review.proposal.unwrap().freeze;
    let day = office.today();
    office
        .run(Command::MakeNotice {
            case,
            freeze,
            number: String::new(),
            review_body: "禹会区人民政府".into(),
            court: "禹会区人民法院".into(),
        })
        .unwrap();
    office
        .run(Command::RecordService {
            case,
            day,
            method: ServiceMethod::Direct,
            receiver: "李国才".into(),
            note: String::new(),
        })
        .unwrap();
}

#[test]
fn an_offer_of_work_is_entered_by_key_with_the_reason_of_who_did_not_take_it() {
    let (office, case) = office();
    let mut desk = Driver::start(office);
    desk.keys("Enter Enter F2").goes_to("就业").keys("Enter");
    desk.shows(&["介绍工作", "介绍给", "岗位和单位", "答复"]);
    assert!(!desk.screen().contains(") 李小宝"), "{}", desk.screen());
    // Nobody is chosen and nothing answered before somebody says so.
    desk.keys("F9").shows(&["请填写「介绍给」"]);
    desk.keys("2 Tab").types("镇环卫站保洁").keys("Tab 3 F9");
    desk.shows(&["理由"]);
    assert_eq!(desk.office.view(case).case.work_offers, []);
    desk.keys("Tab").types("嫌远").keys("F9");
    let offers = desk.office.view(case).case.work_offers;
    assert_eq!(offers.len(), 1);
    assert_eq!(offers[0].answer, OfferAnswer::Refused);
    desk.shows(&["李明 无正当理由连续拒绝 1 次"]);
}

#[test]
fn the_class_is_settled_by_key_where_amounts_go_by_classes() {
    let (mut office, case) = office();
    office.set_value("db.mode", "tiers");
    office.set_value("db.tier.rural.B", "525");
    let mut desk = on_line(office, "档次");
    desk.shows(&["未定; 按分档发放, 须先定档"]);
    desk.keys("Enter 2 F9").shows(&["请填写「定档依据」"]);
    desk.types("民主评议").keys("F9");
    let tier = desk.office.view(case).case.tier.unwrap();
    assert_eq!(tier.tier, Tier::B);
    desk.shows(&["定为B档: 民主评议"]);
}

#[test]
fn an_appeal_is_noted_and_somebody_else_notes_how_it_ended() {
    let (mut office, case) = decided();
    serve(&mut office, case);
    let mut desk = Driver::start(office);
    desk.keys("F3").types("lgc").keys("Enter Enter");
    desk.shows(&["复议至 2027-01-22, 起诉至 2027-05-23"]);
    desk.keys("F2")
        .goes_to("救济")
        .keys("Enter 1 Tab")
        .types("禹会区政府 复受字3号")
        .keys("F9");
    let appeal = desk.office.view(case).case.appeals.remove(0);
    assert_eq!((appeal.number, appeal.kind), (1, AppealKind::Review));
    desk.goes_to("救济")
        .shows(&["行政复议 2026-11-23 禹会区政府 复受字3号, 还没有结果"]);
    // Who noted the appeal has no key for its end.
    desk.keys("Down");
    assert!(!desk.footer().contains("Enter"), "{}", desk.footer());
    let mut office = desk.office;
    office.sit("李建国");
    let mut desk = on_line(office, "结果");
    desk.keys("Enter Tab 3 Tab").types("100").keys("Tab");
    desk.types("复决字5号").keys("F9");
    desk.shows(&["不能"]);
    assert!(desk.office.view(case).case.appeals[0].is_open());
    desk.keys("Esc").keys("Enter").keys("Tab 2 Tab");
    desk.types("复决字5号").keys("F9");
    let after = desk.office.view(case).case;
    let result = after.appeals[0].result.as_ref().unwrap();
    assert_eq!(result.ruling, Ruling::Revoked);
    assert_eq!(after.review.status, Status::Returned);
    desk.shows(&["救济  行政复议 2026-11-23 撤销, 复决字5号"]);
    desk.hides(&["无光标"]);
}

#[test]
fn money_that_was_paid_too_much_is_settled_by_key_within_its_sum() {
    let (mut office, case) = office();
    set_rates(&mut office);
    office.hear(case);
    let mut household = office.view(case).case.household;
    household.members[2].facts.incomes = vec![wage(600)];
    let finding_seen = office.assess(case, household.clone()).digest;
    office
        .run(Command::Propose(Box::new(ProposeReview {
            case,
            outcome: Outcome::Decrease,
            cause: Cause::Employment,
            reason: "查实".into(),
            effective: None,
            phase_out_months: None,
            changed: Day::new(2026, 8, 10),
            household,
            finding_seen,
        })))
        .unwrap();
    let total = office.view(case).overpaid.unwrap().unwrap().total;
    let mut desk = on_line(office, "追回");
    desk.shows(&[&format!("多发 {} 元, 还没有商定", total.grouped())]);
    desk.keys("Enter 1 Tab");
    desk.shows(&[&format!("不超过多发的 {} 元", total.grouped())]);
    desk.types("99999").keys("Tab").types("协议").keys("F9");
    desk.shows(&["追回金额"]);
    assert_eq!(desk.office.view(case).case.recoveries, []);
    // Where nothing is asked back there is no amount.
    desk.keys("Shift-Tab Shift-Tab 4");
    assert!(!desk.screen().contains("追回金额"), "{}", desk.screen());
    desk.keys("F9");
    let recovery = desk.office.view(case).case.recoveries.remove(0);
    assert_eq!(
        (recovery.way, recovery.amount),
        (RecoveryWay::Waived, Fen::ZERO)
    );
}
