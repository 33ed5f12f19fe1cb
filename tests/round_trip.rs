//! What an export writes of a household, of any programme and in any kind of file, our own reader takes back as
//! what it was: in the office it came from nothing is new, nothing is refused and nothing has changed.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

mod office;

use std::{ops::ControlFlow, path::Path, sync::atomic::AtomicBool};

use hecha::{
    base::new_file::Existing,
    domain::{
        area::Setting,
        asset::Vehicle,
        calendar::{Day, Month},
        care::{CareMode, CareTier},
        case::{Benefit, Programme},
        household::{
            Absence, Disability, DisabilityType, Labour, MemberFacts, Relation, Schooling, Sex,
        },
        ids::CaseId,
        income::{Deduction, DeductionKind, Income, IncomeItem, IncomeKind, Per},
        linshi::{Given, LinshiType},
        money::Fen,
        person::Personal,
        review::{LastReview, Outcome},
    },
    engine::command::{Command, Intake, IntakeMember, Listed, NewIdentity, Place},
    exchange::{
        export::{Charset, Format, Order, Profile, Selection, export},
        plan::ImportReport,
        roster::{self, Options},
    },
};
use office::{Office, id_number, intake};
use proptest::{collection::vec, option, prelude::*, sample::select};

/// Names that are hard to keep, beside plain ones.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[赵钱孙李周吴郑王][国秀建小]?[才兰明宝]",
        1 => select(vec!["𠮷𪚥阿", "买买提·阿不都", "=1+1李", "＝王", "@SUM(A1)", "-2赵", "＋86", "Anna Li", "李 明", "合计明"])
            .prop_map(str::to_owned),
    ]
}

fn text() -> impl Strategy<Value = String> {
    "[务农种地病,;；、=+@0-9\"'合计注:审核人 ]{0,12}"
        .prop_map(|text| text.trim().trim_start_matches('\'').trim().to_owned())
}

fn fen() -> impl Strategy<Value = Fen> {
    (1..500_000_i64).prop_map(Fen)
}

fn income() -> impl Strategy<Value = Income> {
    let item = prop_oneof![
        Just(None),
        select(vec![
            IncomeItem::BasicPension,
            IncomeItem::Pension,
            IncomeItem::DisabilitySubsidies,
            IncomeItem::Land,
        ])
        .prop_map(Some),
        select(vec!["务工", "卖菜；零工", "养老金", "=补贴", "帮 厨 "])
            .prop_map(|name| Some(IncomeItem::Named(name.to_owned()))),
    ];
    let kind = select(vec![
        IncomeKind::Wage,
        IncomeKind::Business,
        IncomeKind::Property,
        IncomeKind::Transfer,
        IncomeKind::Other,
    ]);
    (kind, item, fen(), any::<bool>()).prop_map(|(kind, item, amount, month)| Income {
        kind,
        item,
        amount,
        per: if month { Per::Month } else { Per::Year },
    })
}

fn deduction() -> impl Strategy<Value = Deduction> {
    let kind = select(vec![DeductionKind::Employment, DeductionKind::Rigid]);
    (kind, fen()).prop_map(|(kind, month)| Deduction { kind, month })
}

fn facts() -> impl Strategy<Value = MemberFacts> {
    let disability = select(vec![
        DisabilityType::Limb,
        DisabilityType::Mental,
        DisabilityType::Multiple,
    ]);
    let school = select(vec![
        Schooling::Compulsory,
        Schooling::SeniorHigh,
        Schooling::Vocational,
        Schooling::JuniorCollege,
        Schooling::Undergraduate,
        Schooling::Graduate,
    ]);
    let absence = select(vec![
        Absence::Prison,
        Absence::Detox,
        Absence::Missing,
        Absence::Religious3y,
        Absence::LivesApart,
    ]);
    let labour = select(vec![Labour::Full, Labour::Partial, Labour::None]);
    (
        option::of(labour),
        option::of((disability, 1_u8..=4).prop_map(|(kind, grade)| Disability { kind, grade })),
        option::of(school),
        (any::<bool>(), any::<bool>(), any::<bool>()),
        (option::of(absence), any::<bool>()),
        vec(income(), 0..4),
        vec(deduction(), 0..4),
        text(),
    )
        .prop_map(
            |(labour, disability, student, flags, away, incomes, deductions, note)| {
                let mut facts = MemberFacts::new(Relation::Other, Day::new(1970, 1, 1).unwrap());
                facts.labour = labour;
                facts.disability = disability;
                (facts.seriously_ill, facts.married, facts.single_parent) = flags;
                (facts.absent, facts.full_time) = away;
                // Nobody studies full-time behind bars.
                facts.student = student.filter(|_| facts.absent.is_none());
                facts.incomes = incomes;
                facts.deductions = deductions;
                facts.note = note;
                facts
            },
        )
}

/// A member; `None` instead of a number now and then.
fn member() -> impl Strategy<Value = (String, bool, String, String, MemberFacts)> {
    let account = select(vec!["", "6222020200112233445", "00012"]).prop_map(str::to_owned);
    (name(), any::<bool>(), account, text(), facts())
}

fn household() -> impl Strategy<Value = Intake> {
    let programme = select(vec![Programme::Dibao, Programme::Tekun, Programme::Linshi]);
    let aid = (
        select(vec![
            LinshiType::Urgent,
            LinshiType::Expense,
            LinshiType::Fast,
        ]),
        text(),
        fen(),
    );
    (
        programme,
        vec(member(), 1..4),
        (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()),
        (
            option::of(fen()),
            vec((option::of(fen()), any::<bool>()), 0..3),
            option::of(0_u32..4),
            option::of(0_u32..2),
        ),
        option::of((0..90_000_i64).prop_map(Fen)),
        (
            option::of(select(vec![CareMode::Central, CareMode::Scattered])),
            option::of(select(vec![
                CareTier::SelfCare,
                CareTier::Half,
                CareTier::Full,
            ])),
            option::of(aid),
        ),
        any::<bool>(),
    )
        .prop_map(
            |(programme, members, flags, assets, month, (mode, tier, aid), known)| {
                let mut new = intake("", 0);
                new.programme = programme;
                let count = if programme == Programme::Tekun { 1 } else { 3 };
                new.members = members
                    .into_iter()
                    .take(count)
                    .enumerate()
                    .map(|(place, said)| person(place, said))
                    .collect();
                let (single, kin, stable, urban) = flags;
                (new.single, new.kin_registered, new.income_stable) = (single, kin, stable);
                new.setting = if urban {
                    Setting::Urban
                } else {
                    Setting::Rural
                };
                let (financial, vehicles, homes, businesses) = assets;
                new.assets.financial = financial;
                let vehicles = vehicles.into_iter();
                new.assets.vehicles = vehicles
                    .map(|(value, disability_aid)| Vehicle {
                        value,
                        disability_aid,
                    })
                    .collect();
                new.assets.homes = homes;
                new.assets.businesses = businesses;
                // What is given once is nothing that is paid by the month.
                let month = month.filter(|_| programme != Programme::Linshi || aid.is_some());
                new.benefit = month.map(|month| Benefit {
                    month,
                    since: stable.then(|| Month::new(2026, 5).unwrap()),
                });
                new.last_review = Some(LastReview {
                    day: Day::new(2026, 5, 10).unwrap(),
                    by: "王芳".into(),
                    outcome: Outcome::Keep,
                    household: None,
                })
                .filter(|_| kin);
                new.source = String::from("甲.csv 第2行");
                new.listed = Listed {
                    place: if known {
                        Place::Unsaid
                    } else {
                        Place::Unknown("红旗村".to_owned())
                    },
                    mode,
                    tier,
                    aid: aid.map(|(kind, cause, amount)| Given {
                        kind,
                        cause,
                        amount,
                        day: Day::new(2026, 10, 8).unwrap(),
                    }),
                };
                new
            },
        )
}

fn person(place: usize, said: (String, bool, String, String, MemberFacts)) -> IntakeMember {
    let (name, numbered, account, address, mut facts) = said;
    let head = place == 0;
    let ordinal = u32::try_from(place).unwrap();
    // The head of a household lives in it.
    facts.absent = facts
        .absent
        .filter(|away| !head || *away != Absence::LivesApart);
    facts.relation = if head {
        Relation::Head
    } else {
        Relation::Child
    };
    let birth = format!("19700{}01", place + 1);
    let number = (head || numbered).then(|| id_number(ordinal, &birth));
    if number.is_some() {
        facts.birth = Day::new(1970, ordinal + 1, 1).unwrap();
        let male = (990 + place) % 2 == 1;
        facts.sex = Some(if male { Sex::Male } else { Sex::Female });
    }
    IntakeMember {
        identity: NewIdentity {
            // Two of one name, one without a number, are warned of: nobody could tell them apart.
            name: Personal::new(format!("{name}{}", ["", "乙", "丙"][place])),
            number: Personal::new(number.unwrap_or_default()),
            phone: Personal::new(if head { "05521234567" } else { "" }),
            account: Personal::new(account),
            address: Personal::new(address),
        },
        facts,
    }
}

const KINDS: [(&str, Format); 3] = [
    ("a.xlsx", Format::Xlsx),
    ("a.csv", Format::Csv(Charset::Utf8)),
    ("b.csv", Format::Csv(Charset::Gb18030)),
];

fn written(office: &Office, case: CaseId, path: &Path, format: Format) {
    let order = Order {
        selection: Selection::Cases(vec![case]),
        profile: Profile::Internal,
        format,
        path: path.to_owned(),
        existing: Existing::Replace,
        title: String::new(),
    };
    export(
        office.session(),
        &order,
        &AtomicBool::new(false),
        &mut |_| {},
    )
    .unwrap();
}

fn judged(office: &Office, path: &Path) -> ImportReport {
    roster::read_and_judge(path, &Options::default(), office.session(), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap()
    .report()
}

/// The rows of a text without its foot, which names the journal it came from, and without blanks: those in a name
/// are alignment to the reader.
fn rows(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).unwrap();
    let rows = text.lines().filter(|row| !row.contains("日志封印"));
    rows.map(|row| row.replace(' ', "")).collect()
}

/// Takes a file in; answers how many rows were new.
fn taken(office: &Office, path: &Path) -> u32 {
    let going_on = &mut |_| ControlFlow::Continue(());
    let plan =
        roster::read_and_judge(path, &Options::default(), office.session(), going_on).unwrap();
    roster::write(plan, office.session(), going_on).accepted
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn what_goes_out_comes_back_as_it_was(new in household()) {
        let mut office = Office::open();
        office.sit("王芳");
        let members = new.members.len();
        let case = office
            .run(Command::OpenCase { intake: Box::new(new) })
            .unwrap()
            .case
            .unwrap();
        let folder = tempfile::tempdir().unwrap();
        for (name, format) in KINDS {
            let path = folder.path().join(name);
            written(&office, case, &path, format);
            let report = judged(&office, &path);
            prop_assert_eq!(&report.refused, &[], "{}", name);
            prop_assert_eq!(report.unchanged as usize, members, "{}: {:?}", name, &report);
            prop_assert_eq!(report.not_data, 1, "{}", name);
        }
    }

    #[test]
    fn an_office_that_takes_a_file_of_ours_writes_the_same_file(new in household()) {
        let mut new = new;
        // A list without an address gives that of the village.
        for member in &mut new.members {
            if member.identity.address.is_empty() {
                member.identity.address = Personal::new("前进村9号");
            }
        }
        let mut from = Office::open();
        from.sit("王芳");
        let members = new.members.len();
        let case = from
            .run(Command::OpenCase { intake: Box::new(new) })
            .unwrap()
            .case
            .unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.csv");
        written(&from, case, &path, Format::Csv(Charset::Utf8));
        let mut elsewhere = Office::open();
        elsewhere.sit("王芳");
        prop_assert_eq!(taken(&elsewhere, &path) as usize, members);
        let again = folder.path().join("b.csv");
        written(&elsewhere, CaseId(1), &again, Format::Csv(Charset::Utf8));
        prop_assert_eq!(rows(&path), rows(&again));
    }
}
