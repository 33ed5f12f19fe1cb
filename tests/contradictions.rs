//! Facts that cannot be true together, what is missing, and days without law: refused at every door by name, in
//! Chinese, with what to do, and without a figure beside it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod office;

use std::{
    fs,
    io::Write,
    process::{Command as Process, Stdio},
};

use hecha::{
    domain::{
        calendar::Day,
        case::Programme,
        contradiction::Contradiction,
        household::{Absence, MemberFacts, Relation, Schooling},
        review::Outcome,
    },
    engine::{
        command::{Command, Intake, IntakeMember, ProposeReview},
        refusal::Refusal,
    },
};
use office::{Office, id_number, intake, refusal};
use serde_json::Value;

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::new(year, month, day).unwrap()
}

fn member(relation: Relation, birth: Day) -> MemberFacts {
    MemberFacts::new(relation, birth)
}

/// A household that cannot be, and what is said of it.
type Impossible = (&'static str, fn(&mut Vec<MemberFacts>), &'static str);

/// Beside a head of 1975; each is a slip a clerk can make.
const IMPOSSIBLE: [Impossible; 6] = [
    (
        "two spouses",
        |all| {
            all.push(member(Relation::Spouse, day(1976, 1, 1)));
            all.push(member(Relation::Spouse, day(1977, 1, 1)));
        },
        "户主的配偶只能有一人, 第3人又登记为配偶",
    ),
    (
        "death before birth",
        |all| {
            all.push(member(Relation::Parent, day(1950, 1, 1)));
            all[1].died = Some(day(1949, 12, 31));
        },
        "第2人死亡日期早于出生日期",
    ),
    (
        "a head who lives apart",
        |all| all[0].absent = Some(Absence::LivesApart),
        "户主不能登记为不共同生活",
    ),
    (
        "in prison and at school",
        |all| {
            all.push(member(Relation::Child, day(2005, 1, 1)));
            all[1].student = Some(Schooling::Undergraduate);
            all[1].absent = Some(Absence::Prison);
        },
        "第2人正在服刑, 又登记为全日制在校学生",
    ),
    (
        "in detoxification and at school",
        |all| {
            all.push(member(Relation::Child, day(2005, 1, 1)));
            all[1].student = Some(Schooling::Vocational);
            all[1].absent = Some(Absence::Detox);
        },
        "第2人正在强制隔离戒毒, 又登记为全日制在校学生",
    ),
    (
        "alone with a spouse",
        |all| {
            all[0].single_parent = true;
            all.push(member(Relation::Spouse, day(1976, 1, 1)));
        },
        "第1人登记为单亲, 第2人又是在户的配偶",
    ),
];

fn impossible(index: usize) -> (Intake, &'static str) {
    let (_, spoil, said) = IMPOSSIBLE[index];
    let mut new = intake("李国才", 1);
    let mut facts = vec![new.members[0].facts.clone()];
    spoil(&mut facts);
    let identity = new.members[0].identity.clone();
    new.members = (0..)
        .zip(facts)
        .map(|(place, facts)| {
            let mut identity = identity.clone();
            let birth = facts.birth.to_string().replace('-', "");
            identity.number = hecha::domain::person::Personal::new(id_number(place, &birth));
            IntakeMember { identity, facts }
        })
        .collect();
    (new, said)
}

fn contradicts(refused: Refusal, said: &str) {
    let Refusal::Contradiction { what } = refused else {
        panic!("{said}: {refused:?}")
    };
    assert_eq!(what, said);
    let words = hecha::text::refusals::refusal(&Refusal::Contradiction { what });
    assert!(words.what.contains(said), "{}", words.what);
    assert!(words.remedy.contains("更正其中一处"), "{}", words.remedy);
}

#[test]
fn a_household_that_cannot_be_is_not_taken_in() {
    for index in 0..IMPOSSIBLE.len() {
        let mut office = Office::open();
        let (new, said) = impossible(index);
        let refused = office.run(Command::OpenCase {
            intake: Box::new(new),
        });
        contradicts(refusal(refused), said);
    }
}

#[test]
fn the_check_of_a_form_and_a_proposal_refuse_it_before_any_sum() {
    for index in 0..IMPOSSIBLE.len() {
        let mut office = Office::open();
        let (new, said) = impossible(index);
        let mut fair = new.clone();
        for one in &mut fair.members {
            if one.facts.relation != Relation::Head {
                one.facts.relation = Relation::Child;
            }
            one.facts.died = None;
            one.facts.absent = None;
            one.facts.single_parent = false;
        }
        let case = office.take_in(fair);
        let mut household = office.view(case).case.household;
        let finding_seen = office.assess(case, household.clone()).digest;
        for (member, spoilt) in household.members.iter_mut().zip(&new.members) {
            member.facts = spoilt.facts.clone();
        }
        let seen = office.assess(case, household.clone());
        contradicts(seen.finding.unwrap_err(), said);
        assert!(seen.options.is_empty(), "nothing to decide on: {said}");
        let proposal = Command::Propose(Box::new(ProposeReview {
            case,
            outcome: Outcome::Keep,
            cause: hecha::domain::review::Cause::Unchanged,
            reason: String::new(),
            effective: None,
            phase_out_months: None,
            changed: None,
            household,
            finding_seen,
        }));
        contradicts(refusal(office.run(proposal)), said);
    }
}

#[test]
fn what_a_newer_list_says_is_not_accepted_where_it_cannot_be() {
    let mut office = Office::open();
    let mut new = intake("李国才", 1);
    let case = office.take_in(new.clone());
    new.members[0].facts.died = Some(day(1970, 1, 1));
    contradicts(
        refusal(office.report(case, new)),
        "第1人死亡日期早于出生日期",
    );
    assert!(office.view(case).case.changes.is_empty());
}

#[test]
fn a_tekun_case_has_one_person() {
    let mut office = Office::open();
    let (mut new, _) = impossible(0);
    new.programme = Programme::Tekun;
    let refused = office.run(Command::OpenCase {
        intake: Box::new(new),
    });
    contradicts(refusal(refused), "特困一人一案, 这里有 3 人");
}

#[test]
fn who_is_not_in_the_household_has_no_offer_of_work_and_no_referral() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    let number = office.view(case).case.number;
    office.leave();
    let before = hecha(&office, &["show", &number]).1;
    for args in [
        &[
            "record", "offer", &number, "2", "--job", "保洁", "--answer", "接受",
        ][..],
        &[
            "refer",
            "to",
            &number,
            "医疗救助",
            "--office",
            "医保局",
            "--consent",
            "当面",
            "--member",
            "2",
        ],
    ] {
        let (code, said) = hecha(&office, args);
        assert_eq!(code, 1, "{said}");
        assert!(said.contains("户内没有这名成员"), "{said}");
        assert!(said.contains("请更正后再试"), "{said}");
    }
    assert_eq!(hecha(&office, &["show", &number]).1, before);
}

/// Runs a verb as 王芳; gives the exit code and everything said.
fn hecha(office: &Office, args: &[&str]) -> (i32, String) {
    run(office, "王芳", args)
}

fn run(office: &Office, name: &str, args: &[&str]) -> (i32, String) {
    let output = Process::new(env!("CARGO_BIN_EXE_hecha"))
        .env("HECHA_LANG", "zh_CN.UTF-8")
        .args(["--as", name, "--data"])
        .arg(office.dir.path())
        .args(args)
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (
        output.status.code().unwrap(),
        String::from_utf8(said).unwrap(),
    )
}

#[test]
fn a_day_before_the_law_and_an_end_before_its_start_are_named() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    let mut tekun = intake("王守田", 2);
    tekun.programme = Programme::Tekun;
    tekun.members[0].facts.birth = day(1950, 1, 1);
    let alone = office.take_in(tekun);
    let (number, alone) = (
        office.view(case).case.number,
        office.view(alone).case.number,
    );
    office.leave();
    let (code, said) = hecha(
        &office,
        &["care", "support", &alone, "--mode", "分散", "--duty", "无"],
    );
    assert_eq!(code, 0, "{said}");
    let doors: [(&str, &[&str], i32, &str); 6] = [
        (
            "王芳",
            &["explain", &number, "--as-of", "2021-06-30"],
            1,
            "民发〔2021〕57号自2021-07-01起施行",
        ),
        (
            "王芳",
            &["explain", &alone, "--as-of", "2021-06-30"],
            1,
            "民发〔2021〕43号自2021-07-01起施行",
        ),
        (
            "王芳",
            &[
                "care",
                "agree",
                &alone,
                "--with",
                "刘桂兰",
                "--from",
                "2026-11-01",
                "--until",
                "2026-10-31",
            ],
            1,
            "早于协议开始",
        ),
        (
            "孙丽",
            &[
                "policy",
                "set",
                "db.standard.rural",
                "800",
                "--from",
                "2026-12-01",
                "--until",
                "2026-11-30",
                "--document",
                "禹民〔2026〕9号",
            ],
            1,
            "早于起始日 2026-12-01",
        ),
        (
            "孙丽",
            &[
                "policy",
                "set",
                "db.standard.rurla",
                "800",
                "--from",
                "2026-12-01",
                "--document",
                "禹民〔2026〕9号",
            ],
            1,
            "db.standard.rurla",
        ),
        (
            "孙丽",
            &[
                "policy",
                "set",
                "db.standard.rural",
                "八百",
                "--from",
                "2026-12-01",
                "--document",
                "禹民〔2026〕9号",
            ],
            1,
            "db.standard.rural",
        ),
    ];
    for (who, args, code, needle) in doors {
        let (ended, said) = run(&office, who, args);
        assert_eq!(ended, code, "{args:?}: {said}");
        assert!(said.contains(needle), "{args:?}: {said}");
        assert!(said.contains('请'), "what to do, {args:?}: {said}");
        assert!(!said.contains("元/月"), "no figure, {args:?}: {said}");
    }
}

#[test]
fn a_list_is_told_before_anything_is_written_and_in_the_same_words() {
    let mut office = Office::open();
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("名册.csv");
    let mut text =
        "户编号,救助类别,城乡类别,姓名,身份证号,与户主关系,村,死亡日期,月收入\n".to_owned();
    let rows = [
        ("A1", "低保", "甲一", "19600203", "本人", ""),
        ("A1", "低保", "甲二", "19620203", "配偶", "1950-01-01"),
        ("A2", "特困", "乙一", "19400203", "本人", ""),
        ("A2", "特困", "乙二", "19420203", "配偶", ""),
        ("A3", "低保", "丙一", "19410203", "本人", ""),
        ("A3", "低保", "丙二", "19430203", "配偶", ""),
        ("A3", "低保", "丙三", "19440203", "配偶", ""),
        ("A4", "低保", "丁一", "19450203", "本人", ""),
    ];
    for ((house, programme, name, birth, relation, died), place) in rows.into_iter().zip(0..) {
        let number = id_number(place, birth);
        let row =
            format!("{house},{programme},农村,{name},{number},{relation},前进村,{died},100\n");
        text.push_str(&row);
    }
    fs::write(&file, text).unwrap();
    office.leave();
    let file = file.to_str().unwrap();
    let (code, looked) = hecha(&office, &["import", file, "--dry-run"]);
    assert_eq!(code, 1, "{looked}");
    let (code, taken) = hecha(&office, &["import", file]);
    assert_eq!(code, 1, "{taken}");
    for said in [&looked, &taken] {
        assert!(said.contains("新收 1 行"), "{said}");
        assert!(said.contains("未收 7 行"), "{said}");
        for line in [
            "第 3 行 情况前后矛盾: 第2人死亡日期早于出生日期。请核实后更正其中一处。",
            "第 4 行 情况前后矛盾: 特困一人一案, 这里有 2 人。请核实后更正其中一处。",
            "第 8 行 情况前后矛盾: 户主的配偶只能有一人, 第3人又登记为配偶。请核实后更正其中一处。",
        ] {
            assert!(said.contains(line), "{line}\n{said}");
        }
    }
}

/// A line of the pipe, the code it is refused with, and what its message must name.
const LINES: [(&str, &str, &str); 31] = [
    (
        r#"{"kind":"household","members":[{"relation":"self","birth":"1980-01-01"},{"relation":"self","birth":"1981-01-01"}]}"#,
        "contradiction",
        "第2人又登记为户主",
    ),
    (
        r#"{"kind":"household","members":[{"relation":"self","birth":"1980-01-01"},{"relation":"child","birth":"2006-01-01","absent":"服刑","student":"本科","full_time":true}]}"#,
        "contradiction",
        "第2人正在服刑",
    ),
    (
        r#"{"kind":"dibao","area":"rural","members":[{"relation":"self","birth":"1980-01-01"},{"relation":"child","birth":"2006-01-01","absent":"prison","student":"undergraduate","full_time":true}],"params":{"db.standard.rural":"722"}}"#,
        "contradiction",
        "全日制在校学生",
    ),
    (
        r#"{"kind":"dibao","area":"rural","members":[{"relation":"self","birth":"1980-01-01","single_parent":true},{"relation":"spouse","birth":"1981-01-01"}],"params":{"db.standard.rural":"722"}}"#,
        "contradiction",
        "单亲",
    ),
    (
        r#"{"kind":"dibao","area":"rural","members":[{"relation":"self","birth":"2026-11-24"}],"params":{"db.standard.rural":"722"}}"#,
        "contradiction",
        "2026-11-24 晚于 2026-11-23",
    ),
    (
        r#"{"kind":"dibao","area":"rural","members":[{"relation":"self","birth":"1980-01-01"}],"persons":1,"params":{"db.standard.rural":"722"}}"#,
        "contradiction",
        "persons",
    ),
    (
        r#"{"kind":"dibao","area":"rural","members":[{"relation":"self","birth":"1980-01-01"}],"income_month":"5","params":{"db.standard.rural":"722"}}"#,
        "contradiction",
        "income_month",
    ),
    (
        r#"{"kind":"dibao","area":"rural","persons":2,"income_month":"5","income_year":"60","params":{"db.standard.rural":"722"}}"#,
        "contradiction",
        "只能写一个",
    ),
    (
        r#"{"kind":"dibao","area":"rural","persons":2,"income_month":"5","income_month":"6"}"#,
        "contradiction",
        "income_month 写了两次",
    ),
    (
        r#"{"kind":"dibao","area":"rural","members":[{"relation":"self","birth":"1980-01-01","income":[{"kind":"wage","month":"1","year":"12"}]}]}"#,
        "contradiction",
        "只能写一个",
    ),
    (
        r#"{"kind":"tekun_check","area":"rural","member":{"relation":"self","birth":"1950-01-01","income":[{"kind":"transfer","month":"1"}]},"income_month":"5","duty_persons":[]}"#,
        "contradiction",
        "member.income",
    ),
    (
        r#"{"kind":"tekun_check","area":"rural","member":{"relation":"self","birth":"1950-01-01"},"income_month":"5","duty_persons":[{"relation":"self","birth":"1970-01-01"}]}"#,
        "contradiction",
        "义务人不能是本人",
    ),
    (
        r#"{"kind":"tekun_check","area":"rural","member":{"relation":"self","birth":"1950-01-01"},"income_month":"5","duty_persons":[{"relation":"child","birth":"2026-11-24"}]}"#,
        "contradiction",
        "2026-11-24",
    ),
    (
        r#"{"kind":"tekun_check","area":"rural","member":[{"relation":"self","birth":"1950-01-01"},{"relation":"spouse","birth":"1951-01-01"}],"income_month":"5","duty_persons":[]}"#,
        "bad_value",
        "member",
    ),
    (
        r#"{"kind":"tekun","area":"rural","mode":"分散","tier":"全自理","persons":2}"#,
        "unknown_field",
        "persons",
    ),
    (
        r#"{"kind":"linshi","area":"rural","type":"urgent","amount":"500","cause":"火灾","earlier":[{"day":"2026-11-24","cause":"火灾","amount":"1"}]}"#,
        "contradiction",
        "2026-11-24",
    ),
    (
        r#"{"kind":"linshi","area":"rural","type":"urgent","amount":"500","multiple":"1","cause":"火灾"}"#,
        "contradiction",
        "只能写一个",
    ),
    (
        r#"{"kind":"workdays","from":"2026-11-23","to":"2026-11-20"}"#,
        "contradiction",
        "2026-11-20 早于",
    ),
    (
        r#"{"kind":"age","birth":"2026-11-24"}"#,
        "contradiction",
        "晚于",
    ),
    (
        r#"{"kind":"deadline","from":"2026-12-30","workdays":2}"#,
        "calendar_unknown",
        "2027 年",
    ),
    (
        r#"{"kind":"workdays","from":"2019-12-30","to":"2020-01-02"}"#,
        "calendar_unknown",
        "2019 年",
    ),
    (
        r#"{"kind":"dibao","on":"2021-06-30","area":"rural","persons":2,"income_month":"5","params":{"db.standard.rural":"722"}}"#,
        "not_in_force",
        "2021-07-01",
    ),
    (
        r#"{"kind":"selfcare","on":"2021-06-30","items":{"eat":true,"dress":true,"transfer":true,"toilet":true,"walk":true,"bathe":true}}"#,
        "not_in_force",
        "2021-07-01",
    ),
    (
        r#"{"kind":"linshi","on":"2026-01-28","area":"rural","type":"fast","amount":"500","cause":"火灾"}"#,
        "not_in_force",
        "2026-01-29",
    ),
    (
        r#"{"kind":"dibao","area":"rural","persons":2,"income_month":"5","tier":"B","params":{"db.mode":"tiers"}}"#,
        "missing_param",
        "db.tier.rural.B",
    ),
    (
        r#"{"kind":"dibao","persons":2,"income_month":"5"}"#,
        "missing_input",
        "area",
    ),
    (
        r#"{"kind":"dibao","area":"rural","persons":2,"income_month":"5","params":{"db.standard.rurla":"722"}}"#,
        "unknown_param",
        "db.standard.rurla",
    ),
    (
        r#"{"kind":"dibao","area":"rural","members":[{"relation":"self","birth":"1980-01-01","died":"1979-01-01"}]}"#,
        "unknown_field",
        "died",
    ),
    (
        r#"{"kind":"dibao","area":"rural","members":[{"relation":"self","birth":"2025-02-29"}]}"#,
        "bad_value",
        "birth",
    ),
    (
        r#"{"kind":"phaseout","from":"2026-11-23","months":7}"#,
        "bad_value",
        "最长 6 个月",
    ),
    (
        r#"{"kind":"selfcare","items":{"eat":true,"dress":true,"transfer":true,"toilet":true,"walk":true}}"#,
        "missing_input",
        "bathe",
    ),
];

#[test]
fn the_pipe_names_what_is_wrong_and_answers_no_figure() {
    let mut input = String::new();
    for (number, (line, ..)) in LINES.iter().enumerate() {
        // A field that stands twice would not come through a reader, so the day is put in front as text.
        let rest = line.strip_prefix('{').unwrap();
        let on = if line.contains("\"on\"") {
            ""
        } else {
            "\"on\":\"2026-11-23\","
        };
        let line = format!("{{\"id\":{number},{on}{rest}\n");
        input.push_str(&line);
    }
    let mut pipe = Process::new(env!("CARGO_BIN_EXE_hecha"))
        .arg("calc")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = pipe.stdin.take().unwrap();
    let writer = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = pipe.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let answers = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<&str> = answers.lines().collect();
    assert_eq!(answers.len(), LINES.len());
    for ((number, (line, code, needle)), answer) in LINES.iter().enumerate().zip(answers) {
        let answer: Value = serde_json::from_str(answer).unwrap();
        let members = answer.as_object().unwrap();
        let known = ["id", "ok", "code", "message", "param"];
        assert!(
            members.keys().all(|name| known.contains(&name.as_str())),
            "{line}: {answer}"
        );
        assert_eq!(answer["id"], number, "{line}");
        assert_eq!(answer["ok"], false, "{line}: {answer}");
        assert_eq!(answer["code"], *code, "{line}: {answer}");
        let message = answer["message"].as_str().unwrap();
        assert!(message.contains(needle), "{line}: {message}");
    }
}

#[test]
fn what_is_only_unlikely_is_not_refused() {
    let on = day(2026, 11, 23);
    let head = member(Relation::Head, day(1990, 1, 1));
    let mut stepchild = member(Relation::Child, day(1989, 1, 1));
    stepchild.labour = None;
    let mut away = member(Relation::Spouse, day(1991, 1, 1));
    away.absent = Some(Absence::Prison);
    let mut alone = head.clone();
    alone.single_parent = true;
    let mut evening = member(Relation::Child, day(2005, 1, 1));
    evening.student = Some(Schooling::JuniorCollege);
    evening.full_time = false;
    evening.absent = Some(Absence::Prison);
    let mut widow = member(Relation::Parent, day(1950, 1, 1));
    widow.died = Some(day(1950, 1, 1));
    assert_eq!(Contradiction::of(&[&head, &stepchild], on), None);
    assert_eq!(Contradiction::of(&[&alone, &away, &evening], on), None);
    assert_eq!(Contradiction::of(&[&head, &widow], on), None);
    assert_eq!(Contradiction::of(&[], on), None);
}
