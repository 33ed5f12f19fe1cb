//! Entries as an office writes them, with invented people, for tests and measurements of the journal.
#![allow(clippy::unwrap_used, missing_docs)]
#![allow(dead_code, reason = "each test file takes from here what it needs")]

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use hecha::{
    base::medium::{Medium, faulty::FaultyMedium},
    domain::{
        area::{AreaCode, Setting},
        asset::Assets,
        calendar::{Day, Month},
        case::{Benefit, Programme},
        citation::{Citation, Confidence},
        finding::{Finding, Reckoned, Step, StepValue},
        household::{Household, Labour, Member, MemberFacts, Relation, Sex},
        ids::{CaseId, PersonId, StaffId},
        income::{Income, IncomeItem, IncomeKind, Per},
        money::Fen,
        person::{Identity, Personal},
        review::{Cause, Outcome, Proposal},
    },
    journal::{
        Draft, Event, Journal, OpenOptions,
        event::NewCase,
        people::{Record, Salt},
    },
};

pub fn data() -> &'static Path {
    Path::new("/data")
}

pub fn segment(number: u32) -> PathBuf {
    data().join(format!("journal/{number:06}.jsonl"))
}

pub fn people_segment(number: u32) -> PathBuf {
    data().join(format!("journal/people/{number:06}.jsonl"))
}

pub fn empty_disk() -> FaultyMedium {
    let disk = FaultyMedium::new();
    disk.make_dir(data()).unwrap();
    disk.sync_dir(Path::new("/")).unwrap();
    disk
}

pub fn medium(disk: &FaultyMedium) -> Arc<dyn Medium> {
    Arc::new(disk.clone())
}

pub fn open(disk: &FaultyMedium) -> Journal {
    Journal::open(&medium(disk), data(), OpenOptions::default())
        .unwrap()
        .0
}

pub fn day(year: i32, month: u32, day: u32) -> Day {
    Day::new(year, month, day).unwrap()
}

pub fn draft(key: &str, events: Vec<Event>) -> Draft {
    Draft {
        at: "2026-11-23T09:15:02.123+08:00".to_owned(),
        actor: StaffId(3),
        session: "window-1".to_owned(),
        key: key.to_owned(),
        events,
    }
}

pub fn released(case: u64) -> Event {
    Event::CaseReleased { case: CaseId(case) }
}

/// An invented person; the number is checksum-valid with a sequence code from 990 on.
pub fn identity(person: u64) -> Identity {
    Identity {
        person: PersonId(person),
        name: Personal::new(
            ["周秀兰", "买买提·阿不都", "𠮷田家宝", "李建国"][usize::try_from(person % 4).unwrap()],
        ),
        number: Personal::new("340304194903129963"),
        phone: Personal::new(""),
        account: Personal::new(""),
        address: Personal::new("前进村5组"),
    }
}

pub fn record(person: u64) -> Record {
    let mut salt = [0; 16];
    salt[..8].copy_from_slice(&person.to_be_bytes());
    Record::new(identity(person), Salt::chosen(salt))
}

pub fn recorded(record: &Record) -> Event {
    Event::PersonRecorded {
        person: record.reference(),
    }
}

pub fn household(first_person: u64, members: u64) -> Household {
    let member = |number: u64| Member {
        person: PersonId(first_person + number),
        facts: MemberFacts {
            sex: Some(Sex::Female),
            labour: Some(Labour::None),
            incomes: vec![Income {
                kind: IncomeKind::Transfer,
                item: Some(IncomeItem::BasicPension),
                amount: Fen::yuan(143),
                per: Per::Month,
            }],
            note: "务农".to_owned(),
            ..MemberFacts::new(
                if number == 0 {
                    Relation::Head
                } else {
                    Relation::Child
                },
                day(1949, 3, 12),
            )
        },
    };
    Household {
        members: (0..members).map(member).collect(),
        assets: Assets::default(),
        income_stable: true,
    }
}

/// A case of two as a roster brings it: one entry, two identities.
pub fn opened(case: u64) -> (Draft, Vec<Record>) {
    let people = vec![record(case * 2), record(case * 2 + 1)];
    let mut events: Vec<Event> = people.iter().map(recorded).collect();
    events.push(Event::CaseOpened {
        case: CaseId(case),
        new: NewCase {
            number: format!("DB-340304-{case:07}"),
            programme: Programme::Dibao,
            area: AreaCode("340304200003".to_owned()),
            setting: Setting::Rural,
            household: household(case * 2, 2),
            benefit: Some(Benefit {
                month: Fen::yuan(790),
                since: Month::new(2026, 1),
            }),
            single: false,
            kin_registered: false,
            last_review: None,
            due: day(2026, 12, 3),
            every_months: 12,
            source: "名册.xlsx 第17行".to_owned(),
            place: String::new(),
            support: None,
            aid: None,
        },
    });
    (draft(&format!("import-{case}"), events), people)
}

/// A decision as a caseworker proposes it: the household, and a sum of twelve steps.
pub fn proposed(case: u64) -> Draft {
    let step = |number: i64| Step {
        code: "income_counted".to_owned(),
        values: vec![
            ("member".to_owned(), StepValue::Member(0)),
            ("amount".to_owned(), StepValue::Money(Fen(14_300 + number))),
            (
                "item".to_owned(),
                StepValue::Code("basic_pension".to_owned()),
            ),
        ],
        amount: Some(Fen(14_300 + number)),
        citation: Some(Citation::new("民发〔2021〕57号", "第二十三条")),
        status: Confidence::Confirmed,
        param: Some("db.income.basic_pension".to_owned()),
    };
    let reckoned = |member: u32| Reckoned {
        member,
        income: Some(0),
        month: Some(Fen::yuan(143)),
        reason: "basic_pension".to_owned(),
        citation: Citation::new("民发〔2021〕57号", "第二十三条"),
        status: Confidence::Unverified,
    };
    let finding = Finding {
        on: day(2026, 11, 23),
        wording: 1,
        persons: 2,
        income_month: Fen::yuan(286),
        per_capita: Fen::yuan(143),
        standard: Some(Fen::yuan(790)),
        eligible: Some(true),
        base: Some(Fen::yuan(1294)),
        supplement: None,
        month: Some(Fen::yuan(1294)),
        edge: false,
        paid: Some(Fen::yuan(1294)),
        suggest: vec![Outcome::Keep],
        counted: (0..4).map(reckoned).collect(),
        not_counted: Vec::new(),
        steps: (0..12).map(step).collect(),
        missing: vec!["db.supplement.elderly".to_owned()],
    };
    let proposal = Proposal {
        outcome: Outcome::Keep,
        cause: Cause::Unchanged,
        reason: String::new(),
        month: Fen::yuan(1294),
        effective: Month::new(2026, 12).unwrap(),
        phase_out_months: None,
        household: household(case * 2, 2),
        finding,
        by: StaffId(3),
        day: day(2026, 11, 23),
        freeze: "9f".repeat(32),
        changed: None,
    };
    draft(
        &format!("propose-{case}"),
        vec![Event::ReviewProposed {
            case: CaseId(case),
            proposal: Box::new(proposal),
        }],
    )
}
