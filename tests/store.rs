//! The store against the journal: every projection is what a fold of the journal makes it, whatever
//! happened to the files, and every queue is in the order a naive reading of the cases gives.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    missing_docs
)]

#[path = "store/invented.rs"]
mod invented;

use std::{collections::BTreeSet, path::Path};

use hecha::{
    domain::{
        alert::AlertStatus,
        area::AreaCode,
        calendar::Day,
        case::Case,
        ids::{CaseId, PersonId, StaffId},
        matter::{self, MatterKind},
        person::{Identity, Personal},
        queue::{QueueId, QueueWeights, Standing},
        review::{Skip, Status},
    },
    journal::event::Event,
    policy::Policy,
    store::{DayCounts, QueueView, Store, StoreFault},
};
use invented::{Office, Paper, TODAY, TOWNSHIPS, day};

fn open(office: &Office, dir: &Path) -> Store {
    open_paper(&office.paper, dir)
}

fn open_paper(paper: &Paper, dir: &Path) -> Store {
    Store::open(dir, Policy::embedded().order(), paper, &mut |_| {})
        .unwrap()
        .0
}

fn lived(seed: u64, steps: usize) -> Office {
    let mut office = Office::new(seed);
    for _ in 0..steps {
        office.step();
    }
    office
}

/// What a queue is, read off the cases one by one.
fn naive(store: &Store, cases: u64, view: QueueView<'_>) -> (Vec<CaseId>, DayCounts) {
    let weights = Policy::embedded().order();
    let mut rows: Vec<(bool, Day, CaseId, Day)> = Vec::new();
    for id in 1..=cases {
        let case = store.case(CaseId(id)).unwrap().unwrap();
        if !view.area.contains(&case.area) {
            continue;
        }
        if let Some((last, order, counted)) = place(&case, view, weights) {
            rows.push((last, order, case.id, counted));
        }
    }
    rows.sort();
    let mut counts = DayCounts::default();
    for (_, _, _, day) in &rows {
        counts.total += 1;
        match day.days_since(view.today) {
            ..0 => counts.overdue += 1,
            0 => counts.today += 1,
            1..=7 => counts.week += 1,
            8..=30 => counts.month += 1,
            31.. => {}
        }
    }
    (rows.into_iter().map(|row| row.2).collect(), counts)
}

fn place(case: &Case, view: QueueView<'_>, weights: &QueueWeights) -> Option<(bool, Day, Day)> {
    let matters = matter::of(case, weights.of_age);
    let standing = Standing::of(case, &matters);
    let rank = standing.rank_day(weights);
    let review = &case.review;
    let due = standing.due;
    let mine = review.editors.contains(&view.staff)
        || review
            .approved
            .is_some_and(|(approver, _)| approver == view.staff);
    match view.queue {
        QueueId::Dibao | QueueId::Tekun | QueueId::Linshi | QueueId::Edge => {
            let ours = QueueId::of_programme(case.programme) == Some(view.queue);
            let there = match review.status {
                Status::Due | Status::Claimed => true,
                Status::Held => review.hold.as_ref().unwrap().wake <= view.today,
                _ => false,
            };
            let last = review.status != Status::Held
                && review
                    .skipped
                    .as_ref()
                    .is_some_and(|skip| skip.day >= view.today);
            (ours && there && due.days_since(view.today) <= 30).then_some((last, rank, due))
        }
        QueueId::Alerts => {
            let open = || {
                case.alerts
                    .iter()
                    .filter(|alert| alert.status == AlertStatus::Open)
            };
            let first = open().map(|alert| alert.day).min()?;
            let weight = open().map(|alert| weights.alert(alert.kind)).max()?;
            Some((false, first.add_days(-i64::from(weight)).unwrap(), first))
        }
        QueueId::Changes => {
            let open = case.changes.iter().filter(|change| change.is_open());
            let first = open.map(|change| change.day).min()?;
            Some((false, first, first))
        }
        QueueId::Visits | QueueId::Terms => {
            let visits = view.queue == QueueId::Visits;
            let mut own = matters.iter().filter(|matter| {
                (matter.kind == MatterKind::Visit) == visits && !matter.kind.is_of_linshi()
            });
            let day = own.next()?.day;
            (day.days_since(view.today) <= 30).then_some((false, day, day))
        }
        QueueId::Returned => (review.status == Status::Returned).then_some((false, rank, due)),
        QueueId::Held => {
            let wake = review.hold.as_ref().map(|hold| hold.wake);
            (review.status == Status::Held).then_some((false, wake?, wake?))
        }
        QueueId::ToApprove => {
            (review.status == Status::Proposed && !mine).then_some((false, rank, due))
        }
        QueueId::ToConfirm => {
            (review.status == Status::Approved && !mine).then_some((false, rank, due))
        }
        QueueId::ToServe => {
            let since = match review.status {
                Status::Confirmed => review.decided.unwrap().1,
                Status::Noticed => {
                    let made = review.notice.as_ref().unwrap().day;
                    review.attempts.last().map_or(made, |attempt| attempt.day)
                }
                Status::Served => review.service.as_ref().unwrap().from.first(),
                _ => return None,
            };
            Some((false, since, since))
        }
    }
}

fn paged(store: &Store, view: QueueView<'_>, limit: usize) -> Vec<CaseId> {
    let mut all = Vec::new();
    let mut after: Option<Vec<u8>> = None;
    loop {
        let page = store.queue_page(view, after.as_deref(), limit).unwrap();
        assert!(page.rows.len() <= limit);
        all.extend(page.rows.iter().map(|row| row.case));
        after = page.next;
        if after.is_none() {
            return all;
        }
    }
}

#[test]
fn every_queue_has_the_rows_the_order_and_the_counts_of_a_naive_reading() {
    let dir = tempfile::tempdir().unwrap();
    let office = lived(7, 3000);
    let store = open(&office, dir.path());
    let areas = [
        "340304",
        TOWNSHIPS[0],
        TOWNSHIPS[3],
        "340304200203",
        "3403",
        "99",
    ];
    for queue in QueueId::ALL {
        let mut seen = 0;
        for area in areas {
            for today in [TODAY, "2026-10-20", "2027-02-01"] {
                let area = AreaCode(area.to_owned());
                let view = QueueView {
                    queue,
                    area: &area,
                    staff: StaffId(2),
                    today: day(today),
                };
                let (order, counts) = naive(&store, office.case_count(), view);
                assert_eq!(paged(&store, view, 7), order, "{view:?}");
                assert_eq!(store.queue_counts(view).unwrap(), counts, "{view:?}");
                seen += order.len();
            }
        }
        assert!(seen > 10, "{queue:?} had next to nothing in it");
    }
}

#[test]
fn an_entry_that_cannot_follow_is_an_error_with_its_seq_and_leaves_the_store_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = lived(3, 40);
    let mut store = open(&office, dir.path());
    let before = store.head();
    let seq = office.write(
        1,
        vec![Event::CaseWoken {
            case: CaseId(9_999_999),
        }],
    );
    let entry = office.paper.entries.last().unwrap().clone();
    let fault = store.fold(std::slice::from_ref(&entry)).unwrap_err();
    assert!(
        matches!(fault, StoreFault::Impossible { seq: at, .. } if at == seq),
        "{fault}"
    );
    assert_eq!(store.head(), before);
    assert!(store.is_dirty());
    let again = store.fold(&[entry]).unwrap_err();
    assert!(matches!(again, StoreFault::Dirty), "{again}");
}

#[test]
fn a_journal_cannot_put_less_money_into_force_past_notice_and_service() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = lived(11, 400);
    let store = open(&office, dir.path());
    let waits = |id: &u64| {
        let review = store.case(CaseId(*id)).unwrap().unwrap().review;
        let proposal = review.proposal.as_ref();
        let less = proposal.is_some_and(|proposal| proposal.outcome.takes_away());
        less && matches!(review.status, Status::Approved | Status::Confirmed)
    };
    let case = (1..=office.case_count()).find(waits).unwrap();
    let seq = office.write(
        1,
        vec![Event::DecisionInForce {
            case: CaseId(case),
            next_due: None,
            every_months: 12,
            from: None,
        }],
    );
    let entry = office.paper.entries.last().unwrap().clone();
    let mut store = store;
    let fault = store.fold(&[entry]).unwrap_err();
    assert!(
        matches!(fault, StoreFault::Impossible { seq: at, .. } if at == seq),
        "{fault}"
    );
}

/// Texts that find a household whose head has this name, and texts that do not.
struct SearchCase {
    name: &'static str,
    found: &'static [&'static str],
    missed: &'static [&'static str],
}

const SEARCHES: &[SearchCase] = &[
    SearchCase {
        name: "李国才",
        found: &[
            "李",
            "李国",
            "李国才",
            "国才",
            "lgc",
            "LGC",
            "lg",
            "ｌｇｃ",
            "liguocai",
            "liguo",
            " 李国才 ",
        ],
        missed: &["才", "李才", "lc", "gcl", "国李", "王"],
    },
    SearchCase {
        name: "单志强",
        found: &["szq", "shanzhiqiang", "单志强"],
        missed: &["zsq"],
    },
    SearchCase {
        name: "曾红",
        found: &["zh", "zenghong"],
        missed: &["cengh0ng"],
    },
    SearchCase {
        name: "仇桂花",
        found: &["qgh", "qiuguihua"],
        missed: &["ggh"],
    },
    SearchCase {
        name: "解文",
        found: &["xw", "xiewen"],
        missed: &["ww"],
    },
    SearchCase {
        name: "查玉兰",
        found: &["zyl", "zhayulan"],
        missed: &["yyl"],
    },
    SearchCase {
        name: "尉迟长春",
        found: &["ycc", "yccc", "yuchichangchun", "尉迟", "长春"],
        missed: &["尉春"],
    },
    SearchCase {
        name: "买买提·阿不都",
        found: &[
            "买买提阿不都",
            "买买提·阿",
            "买买提.阿",
            "阿不都",
            "mmt",
            "mmtabd",
            "提阿",
        ],
        missed: &["买阿"],
    },
    SearchCase {
        name: "吕重阳",
        found: &["lzy", "lcy", "lvchongyang", "lvzhong"],
        missed: &["lyy"],
    },
    SearchCase {
        name: "𠮷田文",
        found: &["𠮷", "𠮷田", "田文", "tw"],
        missed: &["𠮷文"],
    },
];

#[test]
fn a_name_is_found_by_its_exact_parts_and_by_nothing_else() {
    let area = AreaCode("340304".to_owned());
    for one in SEARCHES {
        let mut office = Office::new(5);
        let dir = tempfile::tempdir().unwrap();
        let case = office.open_case(&[one.name]);
        let store = open(&office, dir.path());
        for text in one.found {
            let found = store.search(text, &area, 10).unwrap();
            assert_eq!(found.len(), 1, "{text} must find {}", one.name);
            assert_eq!(found[0].case, case);
            assert_eq!(found[0].person, None, "the head is the case");
        }
        for text in one.missed {
            let found = store.search(text, &area, 10).unwrap();
            assert!(found.is_empty(), "{text} must not find {}", one.name);
        }
    }
}

/// Cases in an area that have a member for whom something holds.
fn cases_with(
    store: &Store,
    cases: u64,
    area: &AreaCode,
    holds: impl Fn(&Identity) -> bool,
) -> BTreeSet<CaseId> {
    (1..=cases)
        .map(|id| store.case(CaseId(id)).unwrap().unwrap())
        .filter(|case| area.contains(&case.area))
        .filter(|case| {
            case.household.members.iter().any(|member| {
                let identity = store.identity(member.person).unwrap().unwrap();
                holds(&identity)
            })
        })
        .map(|case| case.id)
        .collect()
}

fn found(store: &Store, text: &str, area: &AreaCode) -> BTreeSet<CaseId> {
    let all = store.search(text, area, 10_000).unwrap();
    let cases: BTreeSet<CaseId> = all.iter().map(|found| found.case).collect();
    assert_eq!(cases.len(), all.len(), "{text}: each case once");
    cases
}

#[test]
fn whoever_is_in_a_household_is_found_and_nobody_outside_the_area() {
    let dir = tempfile::tempdir().unwrap();
    let office = lived(21, 300);
    let store = open(&office, dir.path());
    let cases = office.case_count();
    for area in ["340304", TOWNSHIPS[1], "340304200203"] {
        let area = AreaCode(area.to_owned());
        for id in (1..=cases).step_by(7) {
            let case = store.case(CaseId(id)).unwrap().unwrap();
            for member in &case.household.members {
                let identity = store.identity(member.person).unwrap().unwrap();
                let name = identity.name.reveal().to_owned();
                let expected = cases_with(&store, cases, &area, |one| {
                    let plain = |name: &str| name.replace('·', "");
                    plain(one.name.reveal()).contains(&plain(&name))
                });
                assert_eq!(found(&store, &name, &area), expected, "{name}");
                for number in [identity.number.reveal(), identity.phone.reveal()] {
                    if number.is_empty() {
                        continue;
                    }
                    for tail in [4, 6, number.len()] {
                        let tail = &number[number.len() - tail..];
                        let expected = cases_with(&store, cases, &area, |one| {
                            one.number.reveal().ends_with(tail)
                                || one.phone.reveal().ends_with(tail)
                        });
                        let found = found(&store, &tail.to_lowercase(), &area);
                        assert!(found.is_superset(&expected), "{tail}");
                    }
                }
            }
        }
    }
}

#[test]
fn numbers_villages_and_members_lead_to_their_case() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = Office::new(6);
    let one = office.open_case(&["李国才", "王秀兰"]);
    let two = office.open_case(&["张伟"]);
    let store = open(&office, dir.path());
    let county = AreaCode("340304".to_owned());
    let case = store.case(two).unwrap().unwrap();
    assert_eq!(case.number, "340304-000002");
    for text in [
        "340304-000002",
        "340304000002",
        "0002",
        "３４０３０４-000002",
        "340304-000002 ",
    ] {
        assert!(found(&store, text, &county).contains(&two), "{text}");
    }
    assert_eq!(store.case_by_number("340304-000002").unwrap(), Some(two));
    assert_eq!(store.case_by_number("340304-00000").unwrap(), None);
    assert!(
        found(&store, "002", &county).is_empty(),
        "too short to mean anything"
    );
    // A member is named, the head is the case itself.
    let wife = store.search("王秀兰", &county, 10).unwrap();
    let members = store.case(one).unwrap().unwrap().household.members;
    assert_eq!(wife.len(), 1);
    assert_eq!(
        (wife[0].case, wife[0].person),
        (one, Some(members[1].person))
    );
    // The village by its name, the township by its own.
    let village = store.office().area_name(&case.area);
    let township = store.office().area_name(&case.area.township());
    for text in [village.as_str(), &village[..6], township.as_str()] {
        assert!(found(&store, text, &county).contains(&two), "{text}");
    }
    assert!(found(&store, "不存在", &county).is_empty());
    assert!(found(&store, "", &county).is_empty());
    assert!(found(&store, "  ", &county).is_empty());
    let elsewhere = AreaCode("340305".to_owned());
    for text in ["李国才", "lgc", "340304-000002", village.as_str()] {
        assert!(found(&store, text, &elsewhere).is_empty(), "{text}");
    }
    // People by their number, for whoever imports.
    let identity = store.identity(members[1].person).unwrap().unwrap();
    if !identity.number.is_empty() {
        assert_eq!(store.cases_of(&identity.number).unwrap(), [one]);
    }
    assert!(store.cases_of(&Personal::default()).unwrap().is_empty());
}

#[test]
fn a_new_name_is_found_and_the_old_one_no_longer() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = Office::new(6);
    let case = office.open_case(&["李国才"]);
    let mut store = open(&office, dir.path());
    let county = AreaCode("340304".to_owned());
    let mut identity = store.identity(PersonId(1)).unwrap().unwrap();
    identity.name = Personal::new("李国材");
    let event = office.record(identity);
    office.write(1, vec![event]);
    store.fold(&office.paper.entries[2..]).unwrap();
    assert_eq!(found(&store, "李国材", &county), BTreeSet::from([case]));
    assert!(found(&store, "李国才", &county).is_empty());
    assert_eq!(
        store.row(case, day(TODAY)).unwrap().unwrap().head.reveal(),
        "李国材"
    );
}

#[test]
fn a_skipped_case_goes_behind_the_others_and_is_back_in_its_place_the_next_day() {
    let dir = tempfile::tempdir().unwrap();
    let mut office = lived(31, 600);
    let mut store = open(&office, dir.path());
    let area = AreaCode("340304".to_owned());
    let view = |today: Day| QueueView {
        queue: QueueId::Dibao,
        area: &area,
        staff: StaffId(1),
        today,
    };
    let today = day(TODAY);
    let before = paged(&store, view(today), 5);
    assert!(before.len() > 8);
    let case = before[2];
    let skip = Skip {
        by: StaffId(1),
        day: today,
        reason: "外出".to_owned(),
    };
    let seq = office.write(1, vec![Event::CaseSkipped { case, skip }]);
    store
        .fold(&office.paper.entries[seq as usize - 1..])
        .unwrap();
    let mut expected = before.clone();
    expected.remove(2);
    let skipped_already = expected
        .iter()
        .filter(|id| {
            let review = store.case(**id).unwrap().unwrap().review;
            review.skipped.is_some_and(|skip| skip.day >= today)
        })
        .count();
    assert_eq!(skipped_already, 0);
    expected.push(case);
    assert_eq!(paged(&store, view(today), 5), expected);
    let tomorrow = paged(&store, view(today.next().unwrap()), 5);
    assert_eq!(tomorrow[..before.len()], before);
}
