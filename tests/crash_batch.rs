//! Killed while a batch is listed and while it is written: each household has all of it or nothing, going on
//! finishes the rest, nobody gets it twice, and the sum is that of the preview.
//!
//! A child of this test does the work and says each part aloud; the parent kills it with signal 9 at moments of a
//! known sequence. What is asserted holds whatever the moment was.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod office;

use std::{
    collections::BTreeSet,
    io::{BufRead, BufReader, Write},
    ops::ControlFlow,
    path::Path,
    process::{Child, Command as Process, Stdio},
    sync::Arc,
    time::Duration,
};

use hecha::{
    base::clock::FixedClock,
    domain::{
        area::AreaCode,
        batch::{Batch, BatchKind, BatchPlan, BatchStatus, RowResult, Totals},
        calendar::Day,
        case::Benefit,
        ids::CaseId,
        money::Fen,
        review::{LastReview, Outcome},
    },
    engine::{
        answer::{Answer, BatchRowView, RowEnd},
        command::Command,
        query::{Query, WhichRows},
    },
    session::{
        Session,
        batches::{self, Stopped},
        local::{Chair, Local},
    },
};
use office::{Office, intake};

/// The variable that tells the child which directory to work in.
const CHILD_DIR: &str = "HECHA_CRASH_BATCH_DIR";
/// The variable that tells it what to do: the number of the batch to carry out, or nothing to make one.
const CHILD_BATCH: &str = "HECHA_CRASH_BATCH_NUMBER";

/// Households; parts of a batch have 500.
const HOUSEHOLDS: u32 = 1_600;

fn clock() -> Arc<FixedClock> {
    Arc::new(FixedClock::at_nine(
        chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
    ))
}

fn plan() -> BatchPlan {
    BatchPlan {
        kind: BatchKind::Standard {
            from: "2026-07".parse().unwrap(),
        },
        area: AreaCode("340304200".into()),
    }
}

/// An office whose standard rises from 722 to 760; everybody has 100.00 and is paid 622.00 since a year.
fn office() -> Office {
    let mut office = Office::open();
    office.sit("孙丽");
    for (amount, from) in [("722", "2022-07-01"), ("760", "2026-07-01")] {
        let from: Day = from.parse().unwrap();
        office.set_standard(amount, from).unwrap();
    }
    office.sit("王芳");
    let household = |number: u32| {
        let mut new = intake(&format!("户{number}"), 10 + number * 7);
        new.benefit = Some(Benefit {
            month: Fen::yuan(622),
            since: "2025-11".parse().ok(),
        });
        new.last_review = Some(LastReview {
            day: "2026-10-20".parse().unwrap(),
            by: "王芳".into(),
            outcome: Outcome::Keep,
            household: None,
        });
        Command::OpenCase {
            intake: Box::new(new),
        }
    };
    let commands = (0..HOUSEHOLDS).map(household).collect();
    assert!(office.batch(commands).iter().all(Result::is_ok));
    office
}

/// What is told of the progress: every part aloud, so that the parent knows that work has begun.
fn aloud(done: u64, _of: u64) -> ControlFlow<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "part {done}").unwrap();
    out.flush().unwrap();
    ControlFlow::Continue(())
}

fn preview(session: &dyn Session) -> Totals {
    batches::preview(session, &plan(), &mut |_, _| ControlFlow::Continue(())).unwrap()
}

fn propose(session: &dyn Session, key: &str) -> Result<u32, Stopped> {
    let seen = preview(session);
    batches::propose(session, (&plan(), &seen), key, &mut aloud)
}

/// Not a test of its own: the process that is killed.
#[test]
fn child_process() {
    let Some(dir) = std::env::var_os(CHILD_DIR) else {
        return;
    };
    let sit = |name: &str| {
        let chair = Chair::Named(name.into());
        Local::open(Path::new(&dir), clock(), chair, &mut |_| {})
            .unwrap()
            .0
    };
    let key = format!("child-{}", std::process::id());
    match std::env::var(CHILD_BATCH) {
        Ok(number) => {
            let number = number.parse().unwrap();
            batches::carry(&sit("赵敏"), number, &key, &mut aloud).unwrap();
        }
        Err(_) => {
            propose(&sit("王芳"), &key).unwrap();
        }
    }
}

/// Small steps of a known sequence.
fn next_random(state: &mut u64) -> u64 {
    *state = state
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    *state >> 33
}

fn child(office: &Office, batch: Option<u32>) -> Child {
    let mut child = Process::new(std::env::current_exe().unwrap());
    child
        .args(["child_process", "--exact", "--nocapture"])
        .env(CHILD_DIR, office.dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    if let Some(batch) = batch {
        child.env(CHILD_BATCH, batch.to_string());
    }
    child.spawn().unwrap()
}

/// Lets the child work until its first part is done and a moment longer, then ends it for good. Says whether it
/// was still at work.
fn kill_at_work(office: &mut Office, batch: Option<u32>, random: &mut u64) -> bool {
    office.leave();
    let mut child = child(office, batch);
    let output = child.stdout.take().unwrap();
    let mut lines = BufReader::new(output).lines();
    while let Some(Ok(line)) = lines.next() {
        if line.starts_with("part ") {
            break;
        }
    }
    std::thread::sleep(Duration::from_millis(next_random(random) % 120));
    let ended = child.try_wait().unwrap().is_some();
    child.kill().unwrap();
    child.wait().unwrap();
    office.come_back();
    !ended
}

fn batches_of(office: &Office) -> Vec<Batch> {
    match office.ask(Query::Batches).unwrap() {
        Answer::Batches(all) => all.into_iter().map(|view| view.batch).collect(),
        other => panic!("another answer: {other:?}"),
    }
}

fn rows(office: &Office, batch: u32) -> Vec<BatchRowView> {
    let (mut all, mut from) = (Vec::new(), Some(0));
    while let Some(at) = from {
        let query = Query::BatchRows {
            batch,
            which: WhichRows::All,
            from: at,
            limit: 200,
        };
        let Answer::BatchRows(page) = office.ask(query).unwrap() else {
            panic!("no rows")
        };
        all.extend(page.rows);
        from = page.next;
    }
    all
}

/// Every row is written with everything that belongs to it, or not at all; gives how many are, and what they got.
fn whole_or_not_at_all(office: &Office, batch: u32) -> (u32, Fen, Fen) {
    let (mut written, mut more, mut once) = (0, Fen::ZERO, Fen::ZERO);
    let mut seen: BTreeSet<CaseId> = BTreeSet::new();
    for row in rows(office, batch) {
        let id = row.row.case;
        assert!(seen.insert(id), "case {} is listed twice", id.0);
        let RowResult::Raise(raise) = row.row.result else {
            panic!("case {}: {:?}", id.0, row.row.result)
        };
        let case = office.view(id).case;
        let month = case.benefit.unwrap().month;
        let sums: Vec<Fen> = case.once.iter().map(|one| one.amount).collect();
        let decided = case.decision.as_ref().and_then(|one| one.batch);
        match row.done {
            Some(RowEnd::Written) => {
                assert_eq!(month, raise.month, "case {}", id.0);
                assert_eq!(sums, [raise.arrears], "case {}", id.0);
                assert_eq!(decided, Some(batch), "case {}", id.0);
                written += 1;
                more = more
                    .checked_add(month.checked_sub(row.row.paid).unwrap())
                    .unwrap();
                once = once.checked_add(raise.arrears).unwrap();
            }
            Some(RowEnd::Left(why)) => panic!("case {} left: {why:?}", id.0),
            None => {
                assert_eq!(month, row.row.paid, "case {}", id.0);
                assert_eq!(sums, [], "case {}", id.0);
                assert_eq!(decided, None, "case {}", id.0);
            }
        }
    }
    assert_eq!(seen.len(), HOUSEHOLDS as usize);
    (written, more, once)
}

fn fold_holds(office: &Office) {
    let same = office.session().store_is_fold_of_journal(&mut |_| {});
    assert!(same.unwrap(), "the store is not the fold of the journal");
}

#[test]
fn a_batch_killed_while_it_is_listed_and_while_it_is_written_comes_to_its_preview() {
    let mut office = office();
    let before = preview(office.session());
    assert_eq!(before.all.gets, HOUSEHOLDS);
    let mut random = 20_261_124;

    // Listing: an unsigned list is given up, or it was signed whole; no household is touched by either.
    let mut killed_listing = 0;
    for _ in 0..3 {
        killed_listing += u32::from(kill_at_work(&mut office, None, &mut random));
        for batch in batches_of(&office) {
            match batch.status {
                BatchStatus::Dropped => {}
                BatchStatus::Proposed => assert_eq!(batch.totals, before),
                other => panic!("batch {}: {other:?}", batch.number),
            }
        }
        fold_holds(&office);
        if batches_of(&office)
            .iter()
            .any(|one| one.status == BatchStatus::Proposed)
        {
            break;
        }
    }
    let open = |office: &Office| {
        let mut all = batches_of(office).into_iter();
        all.find(|one| one.status == BatchStatus::Proposed)
    };
    if open(&office).is_none() {
        propose(office.session(), "after-all").unwrap();
    }
    let signed = open(&office).expect("one batch is proposed");
    assert_eq!(signed.totals, before);
    let (number, freeze) = (signed.number, signed.freeze);
    assert_eq!(
        whole_or_not_at_all(&office, number),
        (0, Fen::ZERO, Fen::ZERO)
    );

    office.sit("李建国");
    let batch = number;
    let approve = Command::ApproveBatch {
        batch,
        freeze: freeze.clone(),
    };
    office.run(approve).unwrap();
    office.sit("赵敏");
    office.run(Command::ConfirmBatch { batch, freeze }).unwrap();

    // Writing: whatever was killed, what is written is whole, and nothing written is lost again.
    let (mut killed_writing, mut last) = (0, 0);
    loop {
        let at_work = kill_at_work(&mut office, Some(number), &mut random);
        fold_holds(&office);
        let (written, ..) = whole_or_not_at_all(&office, number);
        assert!(written >= last && written > 0, "{written} after {last}");
        last = written;
        if !at_work || written == HOUSEHOLDS {
            break;
        }
        killed_writing += 1;
    }
    let go = &mut |_, _| ControlFlow::Continue(());
    let done = batches::carry(office.session(), number, "the rest", go).unwrap();
    assert_eq!(
        (done.status, done.done, done.refused),
        (BatchStatus::Done, HOUSEHOLDS, 0)
    );
    assert_eq!(
        whole_or_not_at_all(&office, number),
        (HOUSEHOLDS, before.all.more, before.all.once)
    );
    let again = batches::carry(office.session(), number, "once more", go).unwrap();
    assert_eq!(again.done, HOUSEHOLDS);
    assert_eq!(
        whole_or_not_at_all(&office, number),
        (HOUSEHOLDS, before.all.more, before.all.once)
    );
    println!("killed {killed_listing} times while listing, {killed_writing} times while writing");
}
