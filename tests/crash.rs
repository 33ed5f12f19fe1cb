//! Killed at a random moment, again and again: what was acknowledged is there, and the store is the journal's fold.
//!
//! A child of this test decides cases as fast as it can and says each receipt aloud; the parent kills it
//! with signal 9. Rounds are few in an ordinary run; `HECHA_CRASH_ROUNDS=200` is the long one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod office;

use std::{
    collections::BTreeMap,
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command as Process, Stdio},
    sync::Arc,
    time::Duration,
};

use hecha::{
    base::clock::FixedClock,
    domain::{evidence::VisitMode, ids::CaseId, queue::QueueId, review::Status},
    engine::{
        answer::Answer,
        command::{Command, ProposeReview, Request},
        query::Query,
        refusal::Trouble,
    },
    session::{
        Session,
        local::{Chair, Local},
    },
};
use office::{Office, intake};

/// The variable that tells the child which directory to work in.
const CHILD_DIR: &str = "HECHA_CRASH_CHILD";

/// Households taken in before the first round.
const HOUSEHOLDS: u32 = 300;

fn clock() -> Arc<FixedClock> {
    Arc::new(FixedClock::at_nine(
        chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
    ))
}

fn sit(dir: &Path, name: &str) -> Local {
    Local::open(dir, clock(), Chair::Named(name.into()), &mut |_| {})
        .unwrap()
        .0
}

fn say(word: &str, case: CaseId, seq: u64) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{word} {} {seq}", case.0).unwrap();
    out.flush().unwrap();
}

fn page(session: &Local, queue: QueueId) -> Vec<CaseId> {
    match session
        .ask(Query::QueuePage {
            queue,
            after: None,
            limit: 50,
        })
        .unwrap()
    {
        Answer::Page(page) => page.rows.iter().map(|row| row.case).collect(),
        other => panic!("another answer: {other:?}"),
    }
}

/// Visits, proposes and says so, until somebody ends it.
fn propose_all(session: &Local) {
    loop {
        let cases = page(session, QueueId::Dibao);
        if cases.is_empty() {
            return;
        }
        for case in cases {
            let Answer::Case(view) = session.ask(Query::Case { case }).unwrap() else {
                panic!("no case")
            };
            let Answer::Staff(staff) = session.ask(Query::Staff).unwrap() else {
                panic!("no staff")
            };
            let surveyors = staff
                .iter()
                .filter(|staff| staff.name == "王芳")
                .map(|staff| staff.id)
                .collect();
            let visit = Command::RecordVisit {
                case,
                day: hecha::domain::calendar::Day::new(2026, 11, 20).unwrap(),
                surveyors,
                others: vec!["村委会 陈志".into()],
                mode: VisitMode::Home,
                met: true,
                note: String::new(),
            };
            let key = format!("visit-{}-{}", case.0, view.case.seq);
            let receipt = session
                .execute(Request {
                    command: visit,
                    expect: Some(view.case.seq),
                    key,
                })
                .unwrap();
            say("visited", case, receipt.seq);
            let propose = Command::Propose(Box::new(ProposeReview {
                case,
                outcome: hecha::domain::review::Outcome::Keep,
                cause: hecha::domain::review::Cause::Unchanged,
                reason: String::new(),
                effective: None,
                phase_out_months: None,
                changed: None,
                household: view.case.household,
                finding_seen: view.assessment.digest,
            }));
            let key = format!("propose-{}", case.0);
            let done = session.execute(Request {
                command: propose,
                expect: Some(receipt.seq),
                key,
            });
            match done {
                Ok(receipt) => say("proposed", case, receipt.seq),
                Err(Trouble::Refused(refusal)) => panic!("refused: {refusal:?}"),
                Err(Trouble::Fault(fault)) => panic!("fault: {fault:?}"),
            }
        }
    }
}

/// Not a test of its own: the process that is killed.
#[test]
fn child_process() {
    if let Some(dir) = std::env::var_os(CHILD_DIR) {
        propose_all(&sit(Path::new(&dir), "王芳"));
    }
}

/// Small steps of a known sequence, so that a failure can be repeated.
fn next_random(state: &mut u64) -> u64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

#[test]
fn killed_at_any_moment_nothing_acknowledged_is_lost() {
    let rounds: u64 =
        std::env::var("HECHA_CRASH_ROUNDS").map_or(6, |rounds| rounds.parse().unwrap());
    let mut random = 20_261_123;
    let mut office = Office::open();
    let mut acknowledged: BTreeMap<u64, (String, CaseId)> = BTreeMap::new();
    let mut taken_in = 0;
    for round in 0..rounds {
        if page(office.session(), QueueId::Dibao).len() < 50 {
            let commands = (taken_in..taken_in + HOUSEHOLDS)
                .map(|number| Command::OpenCase {
                    intake: Box::new(intake(&format!("户{number}"), number)),
                })
                .collect();
            assert!(office.batch(commands).iter().all(Result::is_ok));
            taken_in += HOUSEHOLDS;
        }
        office.leave();
        let mut child = Process::new(std::env::current_exe().unwrap())
            .args(["child_process", "--exact", "--nocapture"])
            .env(CHILD_DIR, office.dir.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let output = child.stdout.take().unwrap();
        let reader = std::thread::spawn(move || {
            let lines = BufReader::new(output).lines().map_while(Result::ok);
            lines
                .filter(|line| line.starts_with("visited ") || line.starts_with("proposed "))
                .collect::<Vec<_>>()
        });
        std::thread::sleep(Duration::from_millis(20 + next_random(&mut random) % 400));
        child.kill().unwrap();
        child.wait().unwrap();
        for line in reader.join().unwrap() {
            let mut words = line.split(' ');
            let word = words.next().unwrap().to_owned();
            let case = CaseId(words.next().unwrap().parse().unwrap());
            let seq: u64 = words.next().unwrap().parse().unwrap();
            assert_eq!(
                acknowledged.insert(seq, (word, case)),
                None,
                "one seq acknowledged twice in round {round}"
            );
        }
        office.come_back();
        for (seq, (word, case)) in &acknowledged {
            let view = office.view(*case).case;
            assert!(
                view.seq >= *seq,
                "round {round}: {word} of case {} lost",
                case.0
            );
            if word == "proposed" {
                assert_eq!(
                    view.review.status,
                    Status::Proposed,
                    "round {round}: case {}",
                    case.0
                );
            }
        }
        assert!(
            office
                .session()
                .store_is_fold_of_journal(&mut |_| {})
                .unwrap(),
            "round {round}: the store is not the fold"
        );
    }
    assert!(
        !acknowledged.is_empty(),
        "no round lived long enough to decide anything"
    );
}
