//! What a screen offers and what it leaves uncovered: only what works here, and nothing cut or hidden in
//! silence.

use hecha::{
    domain::{
        calendar::Day,
        case::Programme,
        household::{Disability, DisabilityType},
        queue::QueueId,
        review::{Cause, Outcome},
    },
    engine::command::Command,
};

use crate::{
    driver::{Driver, desk, li_guocai, office, wage},
    office::Office,
    screens::snapshot,
};

#[test]
fn a_changed_fact_says_from_what_to_what() {
    let mut desk = desk();
    desk.keys("Enter Enter Down Down Right Right Esc");
    desk.shows(&[
        "李明           27 子女   ",
        " *",
        "改动  李明劳动能力由有变为",
    ]);
    snapshot("changed-fact", &desk);
}

#[test]
fn who_signs_reads_every_change_and_the_whole_reason() {
    let (mut office, li) = office();
    crate::driver::set_rates(&mut office);
    let mut household = office.view(li).case.household;
    for member in &mut household.members {
        member.facts.disability = Some(Disability {
            kind: DisabilityType::Hearing,
            grade: 3,
        });
        member.facts.seriously_ill = true;
    }
    household.assets.homes = Some(2);
    let reason = "本户情况有多处变动, ".repeat(12);
    let outcome = Outcome::Keep;
    office
        .propose(
            li,
            household,
            outcome,
            Cause::Other,
            &format!("{reason}到此为止"),
        )
        .unwrap();
    office.sit("李建国");
    for size in [(80, 24), (60, 20)] {
        let mut desk = Driver::start_at(office, size);
        desk.keys("Enter Enter");
        let mut seen = desk.screen();
        for _ in 0..4 {
            seen.push_str(&desk.keys("PageDown").screen());
        }
        let seen = seen.replace(['\n', ' '], "");
        for words in [
            "到此为止",
            "李小宝患重病",
            "李国才残疾由无变为听力三级",
            "房屋由1套变为2套",
        ] {
            assert!(seen.contains(words), "{words}: {seen}");
        }
        office = desk.office;
    }
}

/// A household of 低保边缘 with 900.00 a month, above the standard of 722.00 and below the line of 1,083.00.
fn edge() -> Driver {
    let mut office = Office::open();
    office.sit("王芳");
    let mut intake = li_guocai();
    intake.programme = Programme::Edge;
    intake.benefit = None;
    intake.members.truncate(1);
    intake.members[0].facts.incomes = vec![wage(900)];
    if let Some(last) = &mut intake.last_review {
        last.day = Day::new(2025, 11, 1).unwrap();
    }
    let case = office.take_in(intake);
    office.visit(case);
    Driver::start(office)
}

#[test]
fn a_household_of_edge_is_kept_or_loses_its_recognition_and_no_sum_of_money_is_shown() {
    let mut desk = edge();
    desk.shows(&["11 边缘、刚性支出核查"]);
    desk.keys("/ l g c Enter Enter");
    desk.shows(&["低保边缘核查", "继续认定"])
        .hides(&["应补", "差 "]);
    desk.keys("F5")
        .shows(&["继续认定", "取消认定"])
        .hides(&["增发", "减发", "渐退"]);
    desk.keys("Esc F4")
        .shows(&["低保边缘线 722.00 x 1.5 = 1,083.00", "不属低保"]);
    desk.keys("Esc Space F9");
    assert_eq!(desk.commands, ["Propose"], "{}", desk.screen());
    // Who signs it reads the same words, and no sum.
    let mut office = desk.office;
    office.sit("李建国");
    let mut desk = Driver::start(office);
    desk.keys("Enter")
        .shows(&["继续认定"])
        .hides(&["维持", "+0.00"]);
    desk.keys("Enter F9").shows(&["审核通过: 继续认定?"]);
    desk.keys("Enter");
    let mut office = desk.office;
    office.sit("王芳");
    let mut desk = Driver::start(office);
    desk.keys("/ l g c Enter Enter")
        .shows(&["继续认定"])
        .hides(&["维持"]);
}

#[test]
fn a_desk_of_somebody_who_decides_nothing_says_so() {
    let (mut office, _) = office();
    office.sit("孙丽");
    Driver::start(office).shows(&["管理员不办案, 各队列可以查看"]);
    let (mut office, _) = crate::driver::office();
    for case in office.queue(QueueId::Dibao) {
        office.propose_keep(case).unwrap();
    }
    let desk = Driver::start(office);
    desk.hides(&["不办案"]);
}

#[test]
fn a_held_case_shows_its_note_and_the_key_that_ends_the_wait() {
    let (mut office, case) = office();
    office
        .run(Command::Hold {
            case,
            kind: hecha::domain::review::HoldKind::CheckReport,
            wake: Day::new(2026, 11, 30).unwrap(),
            note: "省厅比对数据月底才到, 届时先看户主的车辆".into(),
        })
        .unwrap();
    for size in [(80, 24), (60, 20)] {
        let mut desk = Driver::start_at(office, size);
        desk.keys("F3").types("lgc").keys("Enter Enter");
        let screen = desk.screen().replace(['\n', ' '], "");
        assert!(screen.contains("到2026-11-30回到队列"), "{screen}");
        assert!(screen.contains("届时先看户主的车辆"), "{screen}");
        assert!(desk.footer().contains("F6 结束等待"), "{}", desk.footer());
        office = desk.office;
    }
}

#[test]
fn a_message_covers_no_row_of_a_case() {
    let mut office = Office::open();
    office.sit("王芳");
    let mut intake = li_guocai();
    let fifth = intake.members[3].clone();
    for day in [11, 12] {
        let mut one = fifth.clone();
        one.facts.birth = Day::new(2021, 1, day).unwrap();
        one.identity.number = hecha::domain::person::Personal::new(crate::office::id_number(
            8,
            &format!("202101{day}"),
        ));
        intake.members.push(one);
    }
    office.take_in(intake);
    let mut desk = Driver::start_at(office, (60, 20));
    desk.keys("Enter Enter");
    // Whatever is said, every row stands on one of the pages.
    desk.keys("F7 9 Esc F5");
    let mut seen = desk.keys("Esc Space").screen();
    desk.shows(&["!"]);
    for _ in 0..2 {
        desk.event_undrawn(hecha::tui::event::Event::Resize {
            columns: 60,
            rows: 20,
        });
        seen.push_str(&desk.keys("PageDown Space").screen());
    }
    for label in ["财产  ", "预警  ", "入户  ", "核对  ", "听取  "] {
        assert!(seen.contains(label), "{label} {seen}");
    }
}

#[test]
fn a_menu_that_goes_on_says_how_many_entries_follow() {
    let mut desk = Driver::start_at(office().0, (60, 20));
    desk.keys("Enter Enter F2").shows(&["还有 3 项"]);
    for line in desk.screen().lines() {
        assert!(hecha::base::width::columns(line) <= 60, "{line}");
    }
    desk.shows(&["按姓名、首字母、证件号、村、电话、案.."]);
    desk.keys("PageDown").hides(&["还有"]).shows(&["退出"]);
}

#[test]
fn a_help_names_each_key_once_and_only_what_it_does_here() {
    for way in [
        "",
        "Enter",
        "Enter Enter",
        "Enter Enter F5",
        "Enter Enter h",
        "Enter Enter F4 Tab",
    ] {
        let mut desk = desk();
        desk.keys(way).keys("F1");
        let mut keys = Vec::new();
        for _ in 0..4 {
            let screen = desk.screen();
            let lines = screen.lines().skip(2).filter(|line| line.starts_with("  "));
            let found = lines.filter_map(|line| {
                let (key, rest) = line.trim_start().split_once("  ")?;
                (!rest.trim().is_empty()).then(|| key.to_owned())
            });
            keys.extend(found);
            if !desk.footer().contains("PageDown") {
                break;
            }
            desk.keys("PageDown");
        }
        let count = keys.len();
        assert!(count > 5, "{way}: {keys:?}");
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), count, "{way}: {keys:?}");
    }
    let mut desk = desk();
    desk.keys("Enter Enter F4 Tab F1").hides(&["签办"]);
}

#[test]
fn the_parameters_stand_by_importance_what_is_unset_or_own_first() {
    let (mut office, _) = office();
    office.sit("孙丽");
    crate::driver::set(&mut office, "db.class.rate.minor", "0.2");
    let mut desk = Driver::start(office);
    desk.keys("p");
    let screen = desk.screen();
    let at = |words: &str| {
        screen
            .find(words)
            .unwrap_or_else(|| panic!("{words}: {screen}"))
    };
    assert!(at("   低保标准\n") < at("城市低保标准"));
    assert!(at("农村低保标准") < at("分类施保\n"));
    // Of the rates the one the office entered stands among those nobody has set, before the shipped age.
    assert!(at("分类施保比例 未成年人") < at("一人符合多类时"));
    // What is found by its group stands under its heading.
    desk.keys("F3")
        .types("特困供养")
        .keys("Enter")
        .shows(&["特困供养\n", "特困老年人年龄"]);
    desk.hides(&["城市低保标准"]);
}

#[test]
fn a_text_typed_where_there_is_no_field_does_nothing() {
    for text in ["你好ｑ", "ｑ", "李ｎ２"] {
        let mut desk = desk();
        desk.types(text).shows(&["这里没有输入栏"]);
        assert!(!desk.model.is_ending(), "{text}");
        desk.shows(&["低保定期核查", "F9 办下一户"]);
        desk.keys("q");
        assert!(desk.model.is_ending());
    }
    // Alone, a full-width letter or digit is the key that was meant.
    let mut desk = desk();
    desk.types("１").shows(&["低保定期核查  1/3"]);
}

#[test]
fn a_form_that_goes_on_says_so() {
    let mut desk = Driver::start_at(office().0, (60, 20));
    desk.keys("Enter Enter Right").shows(&["下面还有"]);
    for _ in 0..20 {
        desk.keys("Tab");
        if desk.screen().contains("上面还有") {
            return;
        }
    }
    panic!("{}", desk.screen());
}

#[test]
fn a_search_lists_what_is_due_first_first() {
    let mut office = Office::open();
    office.sit("王芳");
    for (name, sequence, month) in [("李早", 21, 6), ("李晚", 42, 8), ("李先", 63, 5)] {
        let mut intake = crate::office::intake(name, sequence);
        if let Some(last) = &mut intake.last_review {
            last.day = Day::new(2026, month, 10).unwrap();
        }
        office.take_in(intake);
    }
    let mut desk = Driver::start(office);
    let screen = desk.keys("F3").types("前进村").keys("Enter").screen();
    let at = |name: &str| screen.find(name).unwrap_or_else(|| panic!("{screen}"));
    assert!(
        at("李先") < at("李早") && at("李早") < at("李晚"),
        "{screen}"
    );
}

#[test]
fn three_reasons_of_a_row_stand_in_full_on_the_design_size() {
    let (mut office, li) = office();
    office
        .run(Command::RaiseAlert {
            case: li,
            member: Some(2),
            kind: hecha::domain::alert::AlertKind::Vehicle,
            day: Day::new(2026, 11, 18).unwrap(),
            source: "车辆登记".into(),
            detail: "皖C*****5".into(),
        })
        .unwrap();
    let mut desk = Driver::start(office);
    desk.keys("Enter")
        .shows(&["逾期13日 +13 车辆登记预警 +9 半年类 +3"]);
}

#[test]
fn a_household_of_rigid_spending_stands_beside_edge_and_is_kept_by_its_own_words() {
    let mut office = Office::open();
    office.set_value("avg.disposable.rural", "24000");
    let mut intake = li_guocai();
    intake.programme = Programme::Rigid;
    intake.benefit = None;
    intake.members.truncate(1);
    intake.members[0].facts.incomes = vec![wage(1200)];
    if let Some(last) = &mut intake.last_review {
        last.day = Day::new(2025, 11, 1).unwrap();
    }
    let case = office.take_in(intake);
    office.visit(case);
    let mut desk = Driver::start(office);
    desk.goes_to("11 边缘、刚性支出核查");
    desk.keys("Enter")
        .shows(&["李国才", "刚性支出"])
        .hides(&["0.00"]);
    desk.keys("Enter").shows(&[
        "刚性支出困难核查",
        "年收入 14,400.00 x 0.6 = 8,640.00, 刚性支出 8,664.00 超过",
        "继续认定",
    ]);
    desk.keys("F4")
        .shows(&["仍符合刚性支出困难"])
        .hides(&["差 "]);
    desk.keys("Esc F5")
        .shows(&["继续认定", "取消认定"])
        .hides(&["增发", "减发", "渐退"]);
    desk.keys("Esc Space F9");
    assert_eq!(desk.commands, ["Propose"], "{}", desk.screen());
}

#[test]
fn who_asked_for_help_and_needs_none_may_be_refused_it() {
    let mut office = Office::open();
    let mut intake = li_guocai();
    intake.programme = Programme::Linshi;
    intake.benefit = None;
    let case = office.take_in(intake);
    office.visit(case);
    let mut desk = Driver::start(office);
    desk.keys("/ l g c Enter Enter F5")
        .shows(&["1 办结  现在不能选", "2 不予救助"])
        .hides(&["元/月"]);
    desk.keys("2 Enter 9 Enter").types("学费已由学校减免");
    desk.keys("Esc").shows(&["结论  不予救助"]);
    desk.keys("F9").shows(&["已签办"]);
    assert_eq!(desk.commands, ["Propose"], "{}", desk.screen());
}
