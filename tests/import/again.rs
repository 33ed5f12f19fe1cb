//! The same list again, a newer one, one that was stopped: nothing is written twice and nothing over a colleague.

use std::ops::ControlFlow;

use hecha::{
    domain::{queue::QueueId, review::HoldKind},
    engine::{answer::Answer, command::Command, query::Query},
    exchange::roster::{self, Progress},
};

use crate::{
    desk::{Desk, counts, json, refusals},
    people::{family, id, members},
};

fn journal(desk: &Desk) -> Vec<u8> {
    let mut all = Vec::new();
    let mut files: Vec<_> = walk(&desk.office.dir.path().join("journal"));
    files.sort();
    for file in files {
        all.extend(std::fs::read(file).unwrap());
    }
    all
}

fn walk(dir: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(walk(&path));
        } else if path.extension().is_some_and(|ending| ending == "jsonl") {
            found.push(path);
        }
    }
    found
}

#[test]
fn importing_twice_changes_nothing_to_the_byte() {
    let desk = Desk::open();
    let path = desk.file("名册.csv", members());
    let before = journal(&desk);
    desk.judge(&path).unwrap();
    assert_eq!(journal(&desk), before, "judging writes nothing");
    assert_eq!(counts(&desk.import(&path)), [0, 5, 0, 0]);
    let once = journal(&desk);
    assert!(once.len() > before.len());
    assert_eq!(counts(&desk.import(&path)), [0, 0, 0, 5]);
    assert_eq!(journal(&desk), once);
}

#[test]
fn a_newer_list_waits_to_be_accepted_and_a_blank_cell_says_nothing() {
    let mut desk = Desk::open();
    desk.import(&desk.file("a.csv", members()));
    let f = family();
    let newer = format!(
        "户主姓名,身份证号,人口数,联系电话,家庭月收入\n李国才,{},4,00012345678,\n",
        f.head
    );
    let report = desk.import(&desk.file("b.csv", newer));
    assert_eq!(counts(&report), [0, 0, 1, 0], "{report:#}");
    let head = |desk: &Desk| {
        let found = desk.office.ask(Query::Match {
            number: String::new(),
            head: hecha::domain::person::Personal::new(f.head.as_str()),
        });
        let Ok(Answer::Match(Some(found))) = found else {
            panic!("{found:?}");
        };
        assert_eq!(found.intake.members.len(), 4);
        found.intake.members[0].clone()
    };
    assert!(head(&desk).identity.phone.is_empty());
    desk.office
        .run(Command::SettleChange {
            case: hecha::domain::ids::CaseId(1),
            number: 1,
            accept: vec![0],
            decline: Vec::new(),
            reason: String::new(),
        })
        .unwrap();
    assert_eq!(head(&desk).identity.phone.reveal(), "00012345678");
    assert_eq!(head(&desk).facts.incomes.len(), 1);
    assert_eq!(
        counts(&desk.import(&desk.file("a.csv", members()))),
        [0, 0, 0, 5]
    );
}

#[test]
fn a_list_that_lowers_what_is_paid_or_names_fewer_is_reported_and_alters_nothing() {
    let desk = Desk::open();
    desk.import(&desk.file("a.csv", members()));
    let case = hecha::domain::ids::CaseId(1);
    let before = desk.office.view(case).case;
    let lower = members().replace(",1020", ",420");
    let path = desk.file("b.csv", lower);
    assert_eq!(counts(&desk.import(&path)), [0, 0, 4, 1]);
    let once = journal(&desk);
    assert_eq!(counts(&desk.import(&path)), [0, 0, 0, 5]);
    assert_eq!(journal(&desk), once, "the same file says nothing new");
    let fewer: String = members()
        .lines()
        .filter(|line| !line.contains("李小宝"))
        .map(|line| line.replace(",4,", ",3,") + "\n")
        .collect();
    assert_eq!(
        counts(&desk.import(&desk.file("c.csv", fewer))),
        [0, 0, 3, 1]
    );
    let after = desk.office.view(case).case;
    assert_eq!(after.household, before.household);
    assert_eq!(after.benefit, before.benefit);
    assert_eq!(desk.office.queue(QueueId::Changes), [case]);
    assert_eq!(after.changes.len(), 2);
}

#[test]
fn a_case_somebody_works_on_gets_its_change_and_is_left_alone() {
    let mut desk = Desk::open();
    desk.import(&desk.file("a.csv", members()));
    let case = hecha::domain::ids::CaseId(1);
    let wake = hecha::domain::calendar::Day::new(2026, 11, 30).unwrap();
    desk.office
        .run(Command::Hold {
            case,
            kind: HoldKind::Papers,
            wake,
            note: String::new(),
        })
        .unwrap();
    let same = desk.import(&desk.file("a.csv", members()));
    assert_eq!(counts(&same), [0, 0, 0, 5], "the same is no change");
    let before = desk.office.view(case).case;
    let more = members().replace(",1020", ",1100");
    let report = desk.import(&desk.file("b.csv", more));
    assert_eq!(counts(&report), [0, 0, 4, 1], "{report:#}");
    let after = desk.office.view(case).case;
    assert_eq!(after.review, before.review);
    assert_eq!(after.benefit, before.benefit);
    assert!(after.changes[0].source.ends_with("b.csv 第2行"));
}

#[test]
fn a_person_in_another_case_is_refused_with_its_number() {
    let desk = Desk::open();
    desk.import(&desk.file("a.csv", members()));
    let stranger = id("19550607", 993);
    let son = family().son;
    let text =
        format!("户编号,姓名,与户主关系,身份证号\nX1,周大山,本人,{stranger}\nX1,李明,子,{son}\n");
    let report = desk.import(&desk.file("b.csv", text));
    assert_eq!(
        refusals(&report),
        [
            (2, "household_refused".to_owned()),
            (3, "in_other_case".to_owned())
        ]
    );
    let number = desk.office.view(hecha::domain::ids::CaseId(1)).case.number;
    assert!(report.to_string().contains(&number));
}

#[test]
fn an_import_stopped_between_units_goes_on_where_it_was() {
    let desk = Desk::open();
    let mut text = "姓名,身份证号,人口数\n".to_owned();
    for place in 0..1200_u32 {
        let birth = format!(
            "19{:02}{:02}{:02}",
            40 + place % 60,
            1 + place / 60 % 12,
            1 + place / 720
        );
        let number = id(&birth, 990 + place % 10);
        text += &["甲", &place.to_string(), ",", &number, ",1\n"].concat();
    }
    let path = desk.file("a.csv", &text);
    let plan = desk.judge(&path).unwrap();
    let report = roster::write(plan, desk.office.session(), &mut |now| match now {
        Progress::Writing { done, .. } if done >= 500 => ControlFlow::Break(()),
        _ => ControlFlow::Continue(()),
    });
    assert!(report.stopped);
    assert_eq!(report.exit_status(), 1);
    let report = json(&report);
    assert_eq!(counts(&report), [0, 500, 0, 0]);
    assert_eq!(refusals(&report)[0], (502, "not_written".to_owned()));
    let report = desk.import(&path);
    assert_eq!(counts(&report), [0, 700, 0, 500]);
    assert_eq!(counts(&desk.import(&path)), [0, 0, 0, 1200]);
}

#[test]
fn who_may_not_take_households_in_is_told_so_and_nothing_is_written() {
    let mut desk = Desk::open();
    desk.office.sit("李建国");
    let before = journal(&desk);
    let report = desk.import(&desk.file("a.csv", members()));
    assert_eq!(counts(&report), [0, 0, 0, 0]);
    assert_eq!(refusals(&report)[0], (2, "engine".to_owned()));
    assert_eq!(journal(&desk), before);
}

#[test]
fn a_list_of_heads_keeps_what_the_office_knows_of_the_members() {
    let desk = Desk::open();
    desk.import(&desk.file("a.csv", members()));
    let head = family().head;
    let list = |persons: u32, income: u32| {
        format!("户主姓名,户主身份证号,人口数,家庭月收入\n李国才,{head},{persons},{income}\n")
    };
    let report = desk.import(&desk.file("b.csv", list(4, 1868)));
    assert_eq!(counts(&report), [0, 0, 0, 1], "{report:#}");
    let report = desk.import(&desk.file("c.csv", list(5, 1868)));
    assert_eq!(refusals(&report), [(2, "head_count".to_owned())]);
    let report = desk.import(&desk.file("d.csv", list(4, 2000)));
    assert_eq!(counts(&report), [0, 0, 1, 0], "{report:#}");
}

#[test]
fn a_son_who_heads_another_household_in_a_list_is_refused() {
    let desk = Desk::open();
    desk.import(&desk.file("a.csv", members()));
    let son = family().son;
    let report = desk.import(&desk.file("b.csv", format!("姓名,身份证号\n李明,{son}\n")));
    assert_eq!(
        refusals(&report),
        [(2, "in_other_case".to_owned())],
        "{report:#}"
    );
}
