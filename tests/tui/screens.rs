//! What each screen looks like. Read a changed snapshot as a person at the desk would before accepting it.

use hecha::{
    domain::{
        alert::AlertKind,
        calendar::Day,
        ids::CaseId,
        income::{Deduction, DeductionKind, Income, IncomeItem, IncomeKind, Per},
        money::Fen,
        person::Personal,
        review::{Cause, Outcome},
    },
    engine::command::Command,
};

use crate::{
    driver::{Driver, desk, first_start, li_guocai, office, set_rates, wage},
    office::{Office, id_number},
};

pub fn snapshot(name: &str, driver: &Driver) {
    insta::with_settings!({
        snapshot_path => "../snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, driver.screen());
    });
}

const SIZES: [(&str, (u16, u16)); 3] = [
    ("80x24", (80, 24)),
    ("120x40", (120, 40)),
    ("60x20", (60, 20)),
];

/// Takes the same way at every size.
fn at_each_size(name: &str, keys: &str) {
    for (label, size) in SIZES {
        let mut driver = Driver::start_at(office().0, size);
        driver.keys(keys);
        snapshot(&format!("{name}-{label}"), &driver);
    }
}

#[test]
fn the_first_screen_says_what_is_mine_today() {
    at_each_size("desk", "");
}

#[test]
fn a_queue_says_why_its_first_row_is_first() {
    at_each_size("queue", "Enter");
}

#[test]
fn a_case_stands_on_one_screen() {
    at_each_size("case", "Enter Enter");
}

#[test]
fn an_income_is_typed_where_it_stands() {
    for (label, size) in SIZES {
        let mut driver = Driver::start_at(office().0, size);
        driver.keys("Enter Enter Down Down Enter").types("600");
        snapshot(&format!("income-{label}"), &driver);
    }
}

#[test]
fn the_sum_is_readable_aloud() {
    at_each_size("sum", "Enter Enter F4");
}

#[test]
fn the_conclusion_shows_what_may_be_proposed() {
    for (label, size) in SIZES {
        let mut driver = Driver::start_at(office().0, size);
        driver
            .keys("Enter Enter Down Down Enter")
            .types("600")
            .keys("Enter F5");
        snapshot(&format!("conclusion-{label}"), &driver);
    }
}

#[test]
fn a_visit_is_entered_in_a_form() {
    at_each_size("visit", "Enter Enter v");
}

#[test]
fn the_other_screens() {
    for (name, keys) in [
        ("member", "Enter Enter Right"),
        ("assets", "Enter Enter a"),
        ("hearing", "Enter Enter h"),
        ("hold", "Enter Enter F6"),
        ("skip", "Enter Enter F7"),
        ("menu", "Enter Enter F2"),
        ("help", "Enter Enter F1"),
        ("policy", "p"),
        ("history", "p Enter"),
        ("search", "/"),
        ("compare-day", "Enter Enter F4 Tab"),
    ] {
        let mut driver = desk();
        driver.keys(keys);
        snapshot(name, &driver);
    }
}

/// The snapshot of a screen that somebody reached by these keys.
fn reached(name: &str, office: Office, keys: &str) {
    let mut driver = Driver::start(office);
    driver.keys(keys);
    snapshot(name, &driver);
}

#[test]
fn a_signature_leads_to_the_next_case_and_says_so() {
    reached("signed", office().0, "Enter Enter Space F9");
}

#[test]
fn an_alert_is_settled_in_words() {
    let (mut office, li) = office();
    raise_alert(&mut office, li);
    reached("alert", office, "Enter Enter Tab Tab Enter");
}

#[test]
fn a_case_with_an_alert_shows_it() {
    let (mut office, li) = office();
    raise_alert(&mut office, li);
    reached("case-alert", office, "Enter Enter Tab Tab");
}

fn raise_alert(office: &mut Office, case: CaseId) {
    office
        .run(Command::RaiseAlert {
            case,
            member: Some(2),
            kind: AlertKind::Vehicle,
            day: Day::new(2026, 11, 18).unwrap(),
            source: "车辆登记".into(),
            detail: "皖C*****5".into(),
        })
        .unwrap();
}

#[test]
fn an_approver_sees_what_is_proposed_what_changed_and_what_is_missing() {
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
            "李明在镇上上班, 月工资600元",
        )
        .unwrap();
    office.sit("李建国");
    reached("approve", office, "End Enter Enter");
}

/// More members than fit on a page.
pub fn long_household() -> hecha::engine::command::Intake {
    let mut intake = li_guocai();
    let last = intake.members[3].clone();
    for place in 0..14 {
        let mut member = last.clone();
        let day = 10 + place;
        let born = Day::new(2021, 1, u32::try_from(day).unwrap()).unwrap();
        member.facts.birth = born;
        member.identity.name = Personal::new(format!(
            "李小{}",
            "甲乙丙丁戊己庚辛壬癸子丑寅卯".chars().nth(place).unwrap()
        ));
        member.identity.number = Personal::new(id_number(8, &format!("202101{day}")));
        intake.members.push(member);
    }
    intake
}

#[test]
fn a_long_household_turns_pages() {
    let mut office = Office::open();
    office.sit("王芳");
    office.take_in(long_household());
    let mut driver = Driver::start(office);
    driver.keys("Enter Enter");
    snapshot("long-1", &driver);
    driver.keys("Space").shows(&["还有栏目没有看到"]);
    driver.keys("PageDown");
    snapshot("long-2", &driver);
    driver.keys("Space").hides(&["还有栏目没有看到"]);
}

#[test]
fn both_sides_of_a_change_are_shown() {
    let (office, li) = office();
    let mut driver = Driver::start(office);
    driver.keys("Enter Enter Enter").types("2000").keys("Enter");
    driver.office.sit("张伟");
    let mut newer = li_guocai();
    newer.members[0].facts.incomes[0].amount = Fen::yuan(1900);
    driver.office.report_and_accept(li, newer).unwrap();
    driver.office.sit("王芳");
    driver.keys("Esc Enter");
    snapshot("compare", &driver);
}

#[test]
fn the_sum_beside_that_of_another_day() {
    let (mut office, _) = office();
    office.sit("孙丽");
    office
        .set_standard("690", Day::new(2026, 1, 1).unwrap())
        .unwrap();
    office
        .set_standard("750", Day::new(2026, 7, 1).unwrap())
        .unwrap();
    office.sit("王芳");
    let mut driver = Driver::start(office);
    driver
        .keys("Enter Enter F4 Tab Tab")
        .types("2026-03-31")
        .keys("F9");
    snapshot("sum-compared", &driver);
}

#[test]
fn the_incomes_of_a_member_stand_in_a_list() {
    let (office, _) = office();
    let mut driver = Driver::start(office);
    driver
        .keys("Enter Enter Down Down Enter")
        .types("600")
        .keys("Enter F2");
    driver.keys("Esc Enter Esc");
    driver.keys("Up Up");
    let mut driver = Driver::start(two_incomes());
    driver.keys("Enter Enter Enter");
    snapshot("incomes", &driver);
    driver.keys("F6").types("200").keys("Tab");
    snapshot("income-item", &driver);
}

fn two_incomes() -> Office {
    let mut office = Office::open();
    office.sit("王芳");
    let mut intake = li_guocai();
    intake.members[0].facts.incomes.push(Income {
        kind: IncomeKind::Transfer,
        item: Some(IncomeItem::Support),
        amount: Fen::yuan(2400),
        per: Per::Year,
    });
    intake.members[0].facts.deductions.push(Deduction {
        kind: DeductionKind::Rigid,
        month: Fen::yuan(150),
    });
    office.take_in(intake);
    office
}

#[test]
fn the_first_start_asks_who_is_there() {
    let mut driver = first_start();
    snapshot("first-start", &driver);
    driver
        .types("禹会区民政局")
        .keys("Enter")
        .types("340304")
        .keys("Enter");
    driver
        .types("禹会区")
        .keys("Enter")
        .types("王芳")
        .keys("Enter");
    driver.keys("F9");
    snapshot("first-desk", &driver);
}

#[test]
fn a_new_value_is_entered_with_its_document() {
    let (mut office, _) = office();
    office.sit("孙丽");
    let mut driver = Driver::start(office);
    driver.keys("p F3").types("农村低保").keys("Enter F6");
    driver
        .types("765")
        .keys("Tab")
        .types("20260701")
        .keys("Tab Tab");
    driver.types("蚌民〔2026〕21号");
    snapshot("new-value", &driver);
    driver.keys("F9").shows(&["请选择「核实程度」"]);
    driver.keys("1 F9").shows(&["已录入"]);
    driver
        .keys("Enter")
        .shows(&["765", "2026-07-01 起", "蚌民〔2026〕21号", "本单位录入"]);
}

#[test]
fn a_search_finds_by_initials_and_number() {
    let mut driver = desk();
    driver.keys("/").types("lgc").keys("Enter");
    snapshot("search-hits", &driver);
    driver
        .keys("Tab")
        .types("李明")
        .keys("Enter")
        .shows(&["成员 李明 340304"]);
    driver
        .keys("Tab")
        .types("不存在")
        .keys("Enter")
        .shows(&["没有找到「不存在」"]);
}

#[test]
fn a_terminal_that_is_too_small_is_told_so_kindly() {
    let driver = Driver::start_at(office().0, (52, 18));
    snapshot("too-small", &driver);
}
