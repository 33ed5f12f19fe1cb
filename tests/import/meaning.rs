//! What a list says beside the plain facts: where a household lives, how a 特困人员 is supported, what was given
//! as 临时救助, what an income is called, what is deducted.

use hecha::{
    domain::{
        area::{Area, AreaCode, Setting},
        calendar::Day,
        care::{CareMode, CareTier},
        case::Programme,
        household::Absence,
        ids::CaseId,
        income::{DeductionKind, IncomeItem, IncomeKind, Per},
        linshi::LinshiType,
        money::Fen,
        queue::QueueId,
    },
    engine::command::Command,
    exchange::roster::Options,
};

use crate::{
    desk::{Desk, counts, json, warnings},
    people::id,
};

const CASE: CaseId = CaseId(1);

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn roster(village: &str, setting: &str) -> String {
    let head = id("19650401", 993);
    format!(
        "姓名,身份证号,乡镇,村,城乡类别,人口数,月保障金\n李国才,{head},长青乡,{village},{setting},1,622\n"
    )
}

/// Enters 红旗村 under a code.
fn enter(desk: &mut Desk, code: &AreaCode) {
    desk.office.sit("孙丽");
    desk.office
        .run(Command::SetArea {
            area: Area {
                code: code.clone(),
                name: "红旗村".to_owned(),
            },
        })
        .unwrap();
    desk.office.sit("王芳");
}

fn accept_all(desk: &mut Desk, facts: u32) {
    desk.office
        .run(Command::SettleChange {
            case: CASE,
            number: 1,
            accept: (0..facts).collect(),
            decline: Vec::new(),
            reason: String::new(),
        })
        .unwrap();
}

#[test]
fn a_village_nobody_knows_is_kept_in_the_words_of_the_list_until_it_is_entered() {
    let mut desk = Desk::open();
    let list = desk.file("a.csv", roster("红旗村", "农村"));
    let report = desk.import(&list);
    assert_eq!(counts(&report), [0, 1, 0, 0]);
    assert_eq!(warnings(&report), [(2, "unknown_area".to_owned())]);
    let view = desk.office.view(CASE);
    assert_eq!(view.case.place, "红旗村");
    assert_eq!(
        view.village, "红旗村",
        "what is shown is what the list says"
    );
    assert_eq!(
        counts(&desk.import(&list)),
        [0, 0, 0, 1],
        "as long as it is not entered nothing is new"
    );
    let code = AreaCode("340304200777".to_owned());
    enter(&mut desk, &code);
    let again = desk.import(&list);
    assert_eq!(counts(&again), [0, 0, 1, 0], "{again:#}");
    assert_eq!(warnings(&again), []);
    let view = desk.office.view(CASE);
    assert_eq!((&view.case.area, view.case.place.as_str()), (&code, ""));
    assert_eq!(view.village, "红旗村");
    assert!(view.case.changes.is_empty(), "nobody has to say it again");
    assert_eq!(counts(&desk.import(&list)), [0, 0, 0, 1]);
}

#[test]
fn another_village_or_another_standard_waits_to_be_accepted_and_then_holds() {
    let mut desk = Desk::open();
    desk.import(&desk.file("a.csv", roster("前进村", "农村")));
    let before = desk.office.view(CASE).case;
    let code = AreaCode("340304200778".to_owned());
    enter(&mut desk, &code);
    let newer = desk.file("b.csv", roster("红旗村", "城市"));
    assert_eq!(counts(&desk.import(&newer)), [0, 0, 1, 0]);
    let waiting = desk.office.view(CASE).case;
    assert_eq!(waiting.area, before.area, "nothing moves by itself");
    assert_eq!(waiting.setting, Setting::Rural);
    assert_eq!(desk.office.queue(QueueId::Changes), [CASE]);
    accept_all(&mut desk, 2);
    let after = desk.office.view(CASE).case;
    assert_eq!(after.area, code);
    assert_eq!(after.setting, Setting::Urban);
    assert!(desk.office.queue(QueueId::Changes).is_empty());
    assert_eq!(counts(&desk.import(&newer)), [0, 0, 0, 1]);
}

#[test]
fn a_list_of_tekun_brings_how_people_are_supported_in_the_words_offices_use() {
    let words = [
        ("集中供养", "全护理", CareMode::Central, CareTier::Full),
        ("分散", "半自理", CareMode::Scattered, CareTier::Half),
        ("敬老院", "不能自理", CareMode::Central, CareTier::Full),
        ("居家", "完全自理", CareMode::Scattered, CareTier::SelfCare),
    ];
    let mut list = "姓名,身份证号,村,救助类别,供养方式,生活自理能力,月救助金额\n".to_owned();
    for (place, (mode, tier, ..)) in (0_u32..).zip(words) {
        let number = id(&format!("195003{:02}", place + 10), 991);
        list.extend([format!(
            "赵某{place},{number},前进村,特困,{mode},{tier},1019\n"
        )]);
    }
    let mut desk = Desk::open();
    let path = desk.file("特困.csv", &list);
    assert_eq!(counts(&desk.import(&path)), [0, 4, 0, 0]);
    for (place, (.., mode, tier)) in (1..).zip(words) {
        let support = desk.office.view(CaseId(place)).case.support.unwrap();
        assert_eq!((support.mode, support.tier), (mode, Some(tier)));
        assert!(support.note.starts_with("特困.csv 第"), "{}", support.note);
    }
    assert_eq!(counts(&desk.import(&path)), [0, 0, 0, 4]);
    // What a newer list says otherwise waits like any other fact.
    let newer = desk.file("b.csv", list.replacen("全护理", "半护理", 1));
    assert_eq!(counts(&desk.import(&newer)), [0, 0, 1, 3]);
    accept_all(&mut desk, 1);
    let support = desk.office.view(CASE).case.support.unwrap();
    assert_eq!(support.tier, Some(CareTier::Half));
    assert_eq!(support.mode, CareMode::Central, "the rest stays");
    assert!(support.note.starts_with("b.csv 第"), "{}", support.note);
}

#[test]
fn a_tier_without_a_mode_is_taken_and_said() {
    let number = id("19500310", 991);
    let report = Desk::open().dry(&format!(
        "姓名,身份证号,村,救助类别,自理能力\n赵某,{number},前进村,特困人员,全护理\n"
    ));
    assert!(
        warnings(&report).contains(&(2, "care_mode_assumed".to_owned())),
        "{report:#}"
    );
}

#[test]
fn a_list_of_temporary_help_brings_what_was_given() {
    let number = id("19700310", 991);
    let list = |kind: &str, amount: &str, day: &str| {
        format!(
            "姓名,身份证号,村,救助类别,救助金额,救助日期,救助事由\n孙某,{number},前进村,{kind},{amount},{day},房屋失火\n"
        )
    };
    let mut desk = Desk::open();
    let path = desk.file("临时.csv", list("急难型临时救助", "2000", "2026-10-08"));
    assert_eq!(counts(&desk.import(&path)), [0, 1, 0, 0]);
    let case = desk.office.view(CASE).case;
    let aid = case.aid.unwrap();
    assert_eq!(
        (aid.kind, aid.amount),
        (LinshiType::Urgent, Fen::yuan(2000))
    );
    assert_eq!(
        (aid.day, aid.cause.as_str()),
        (day("2026-10-08"), "房屋失火")
    );
    assert_eq!(case.benefit, None, "given once is not paid by the month");
    assert_eq!(counts(&desk.import(&path)), [0, 0, 0, 1]);
    let newer = desk.file("b.csv", list("支出型", "1500", "2026-10-09"));
    assert_eq!(counts(&desk.import(&newer)), [0, 0, 1, 0]);
    accept_all(&mut desk, 1);
    let aid = desk.office.view(CASE).case.aid.unwrap();
    assert_eq!(
        (aid.kind, aid.amount),
        (LinshiType::Expense, Fen::yuan(1500))
    );
    let unclear = Desk::open().dry(&list("急难型", "2000", ""));
    assert!(
        warnings(&unclear).contains(&(2, "aid_incomplete".to_owned())),
        "{unclear:#}"
    );
    for undated in [
        list("急难型", "2000", ""),
        list("临时救助", "2000", "2026-10-08"),
        list("临时救助", "2000", ""),
    ] {
        let desk = Desk::open();
        let path = desk.file("无日期.csv", &undated);
        let report = desk.import(&path);
        assert_eq!(counts(&report), [0, 1, 0, 0], "{undated}");
        assert!(warnings(&report).contains(&(2, "aid_incomplete".to_owned())));
        let case = desk.office.view(CASE).case;
        assert_eq!(case.benefit, None, "no month is paid for it: {undated}");
    }
    let future = Desk::open().dry(&list("急难型", "2000", "2027-01-01"));
    assert_eq!(future["refused"][0]["code"], "future_date");
}

#[test]
fn who_is_away_or_alone_or_studies_by_correspondence_is_read_and_a_newer_list_waits() {
    let list = |away: &str, alone: &str, study: &str, vehicles: &str| {
        let (head, son) = (id("19650401", 993), id("20040401", 995));
        format!(
            "户编号,姓名,与户主关系,身份证号,人口数,月保障金,就学状况,全日制,单亲,不在户原因,车辆明细\n\
             1,李国才,本人,{head},2,622,,,{alone},,{vehicles}\n1,李明,儿子,{son},2,622,本科,{study},,{away},\n"
        )
    };
    let mut desk = Desk::open();
    let path = desk.file("名册.csv", list("", "是", "非全日制", "30000、代步车800"));
    let report = desk.import(&path);
    assert_eq!(counts(&report), [0, 2, 0, 0], "{report:#}");
    let household = desk.office.view(CASE).case.household;
    let [head, son] = household.members.as_slice() else {
        panic!("{household:?}");
    };
    assert!(head.facts.single_parent && head.facts.full_time);
    assert!(!son.facts.full_time && son.facts.absent.is_none());
    let vehicles = household.assets.vehicles.iter();
    let vehicles: Vec<_> = vehicles.map(|it| (it.value, it.disability_aid)).collect();
    assert_eq!(
        vehicles,
        [
            (Some(Fen::yuan(30_000)), false),
            (Some(Fen::yuan(800)), true)
        ]
    );
    assert_eq!(counts(&desk.import(&path)), [0, 0, 0, 2]);
    let newer = desk.file("b.csv", list("服刑", "否", "非全日制", ""));
    let report = desk.import(&newer);
    assert_eq!(counts(&report), [0, 0, 2, 0], "{report:#}");
    let before = desk.office.view(CASE).case.household;
    assert_eq!(
        before, household,
        "nothing is altered before it is accepted"
    );
    accept_all(&mut desk, 2);
    let household = desk.office.view(CASE).case.household;
    assert!(!household.members[0].facts.single_parent);
    assert_eq!(household.members[1].facts.absent, Some(Absence::Prison));
    assert_eq!(
        household.assets.vehicles.len(),
        2,
        "a blank cell says nothing"
    );
    let odd = Desk::open().dry(&list("出国", "是", "是", "皖C12345"));
    let odd = warnings(&odd);
    let unknown = |row| odd.contains(&(row, "unknown_word".to_owned()));
    assert!(unknown(2) && unknown(3), "{odd:?}");
}

#[test]
fn incomes_keep_their_names_and_deductions_are_read() {
    let number = id("19600310", 991);
    let list = format!(
        "姓名,身份证号,村,务工收入,基础养老金,养老金(元/年),土地流转收入,惠农补贴(月),就业成本扣减,刚性支出\n\
         周某,{number},前进村,900,180,1200,600,20,150,320\n"
    );
    let desk = Desk::open();
    let path = desk.file("a.csv", &list);
    desk.import(&path);
    let facts = desk.office.view(CASE).case.household.members[0]
        .facts
        .clone();
    let incomes: Vec<_> = facts
        .incomes
        .iter()
        .map(|it| (it.kind, it.item.clone().unwrap(), it.per, it.amount))
        .collect();
    assert_eq!(
        incomes,
        [
            (
                IncomeKind::Wage,
                IncomeItem::Named("务工".to_owned()),
                Per::Month,
                Fen::yuan(900)
            ),
            (
                IncomeKind::Property,
                IncomeItem::Land,
                Per::Year,
                Fen::yuan(600)
            ),
            (
                IncomeKind::Transfer,
                IncomeItem::Pension,
                Per::Year,
                Fen::yuan(1200)
            ),
            (
                IncomeKind::Transfer,
                IncomeItem::BasicPension,
                Per::Month,
                Fen::yuan(180)
            ),
            (
                IncomeKind::Transfer,
                IncomeItem::Subsidy,
                Per::Month,
                Fen::yuan(20)
            ),
        ]
    );
    let deducted: Vec<_> = facts
        .deductions
        .iter()
        .map(|it| (it.kind, it.month))
        .collect();
    assert_eq!(
        deducted,
        [
            (DeductionKind::Employment, Fen::yuan(150)),
            (DeductionKind::Rigid, Fen::yuan(320))
        ]
    );
    assert_eq!(counts(&desk.import(&path)), [0, 0, 0, 1]);
    let other = desk.file(
        "b.csv",
        list.replace(",180,", ",190,").replace(",320", ",300"),
    );
    let plan = desk.judge(&other).unwrap();
    assert_eq!(counts(&json(&plan.report())), [0, 0, 1, 0]);
}

#[test]
fn a_list_of_single_incomes_has_to_tie_with_the_columns_beside_it() {
    let number = id("19600310", 991);
    let dry = |words: &str| {
        Desk::open().dry(&format!(
            "姓名,身份证号,村,月转移净收入,收入明细\n周某,{number},前进村,180,{words}\n"
        ))
    };
    let tied = dry("转移净 养老金 100.00元/月；转移净 高龄津贴 80.00元/月");
    assert_eq!(counts(&tied), [0, 1, 0, 0], "{tied:#}");
    let off = dry("转移净 养老金 100.00元/月");
    assert_eq!(off["refused"][0]["code"], "sum_mismatch", "{off:#}");
    let unclear = dry("养老金大约一百");
    assert_eq!(warnings(&unclear), [(2, "unknown_word".to_owned())]);
}

#[test]
fn a_full_list_tells_whom_it_does_not_name_and_touches_nobody() {
    let people = [
        ("李国才", "19650401"),
        ("王秀兰", "19680512"),
        ("赵有福", "19700823"),
    ];
    let list = |named: &[usize]| {
        let mut text = "姓名,身份证号,村,救助类别,人口数,月保障金\n".to_owned();
        for (name, birth) in named.iter().map(|place| people[*place]) {
            text.extend([format!("{name},{},前进村,农村低保,1,622\n", id(birth, 993))]);
        }
        text
    };
    let desk = Desk::open();
    desk.import(&desk.file("a.csv", list(&[0, 1, 2])));
    let other = id("19500310", 991);
    desk.import(&desk.file(
        "b.csv",
        format!("姓名,身份证号,村,救助类别,供养方式\n赵某,{other},前进村,特困,集中\n"),
    ));
    let missing = |text: String| {
        let options = Options {
            full: true,
            ..Options::default()
        };
        let path = desk.file("full.csv", text);
        let plan = desk.judge_with(&path, &options).unwrap();
        let found = plan.report().unlisted.unwrap();
        let heads = found.rows.iter().map(|row| row.head.reveal().to_owned());
        (found.covered, heads.collect::<Vec<_>>())
    };
    let (covered, heads) = missing(list(&[0]));
    assert_eq!(covered, [(Programme::Dibao, "前进村".to_owned())]);
    assert_eq!(heads, ["王秀兰", "赵有福"], "and nobody of 特困");
    // A household whose row is refused stands on the list all the same.
    let refused = list(&[0, 1]).replacen("前进村,农村低保,1,622\n", "前进村,农村低保,1,一些\n", 1);
    assert_eq!(missing(refused).1, ["赵有福"]);
    assert_eq!(missing(list(&[0, 1, 2])).1, [""; 0]);
    let said = desk.judge(&desk.file("c.csv", list(&[0]))).unwrap();
    assert_eq!(
        said.unlisted, None,
        "a list nobody called full says nothing"
    );
    for case in (1..=4).map(CaseId) {
        let case = desk.office.view(case).case;
        assert!(case.changes.is_empty() && case.benefit.is_some() == (case.id != CaseId(4)));
    }
}
