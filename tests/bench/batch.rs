//! What a new standard costs for a whole district: the preview, the list with its signature, the writing of every
//! row, in time and in peak memory, and how large the journal grows.
//!
//! `cargo bench --bench batch`; the number of households is `HECHA_BENCH_HOUSEHOLDS` (100,000), the directory of
//! the data that of the system. Each of them is one person with an income, whose facts carry a decision.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../office/mod.rs"]
mod office;

use std::{fs, ops::ControlFlow, path::Path, time::Instant};

use hecha::{
    domain::{
        area::AreaCode,
        batch::{BatchKind, BatchPlan},
        calendar::Day,
        case::Benefit,
        money::Fen,
        person::Personal,
        review::{LastReview, Outcome},
    },
    engine::command::{Command, Intake, Request},
    session::{Session, batches},
};
use office::{Office, intake};

/// Households taken in with one sync.
const UNIT: u32 = 2_000;

fn household(number: u32) -> Intake {
    let mut intake = intake(&format!("户{number}"), number % 1_000);
    intake.members[0].identity.number = Personal::default();
    intake.area = AreaCode(format!("3403042002{:02}", number % 40));
    intake.benefit = Some(Benefit {
        month: Fen::yuan(622),
        since: Some("2025-11".parse().unwrap()),
    });
    intake.last_review = Some(LastReview {
        day: Day::new(2026, 10, 20).unwrap(),
        by: "王芳".into(),
        outcome: Outcome::Keep,
        household: None,
    });
    intake
}

/// Peak resident memory so far, in megabytes.
fn peak_mb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap();
    let kb: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kb / 1_024
}

fn journal_mb(dir: &Path) -> u64 {
    let files = fs::read_dir(dir.join("journal")).unwrap();
    let bytes: u64 = files
        .map(|file| file.unwrap().metadata().unwrap().len())
        .sum();
    bytes >> 20
}

fn main() {
    let count: u32 = std::env::var("HECHA_BENCH_HOUSEHOLDS").map_or(100_000, |count| {
        count.parse().expect("a number of households")
    });
    let mut office = Office::open();
    office.sit("孙丽");
    office
        .set_standard("722", Day::new(2022, 7, 1).unwrap())
        .unwrap();
    office.sit("王芳");
    let start = Instant::now();
    office.session().expect(count.into(), &mut |_| {}).unwrap();
    for first in (0..count).step_by(UNIT as usize) {
        let requests = (first..(first + UNIT).min(count)).map(|number| Request {
            command: Command::OpenCase {
                intake: Box::new(household(number)),
            },
            expect: None,
            key: format!("open-{number}"),
        });
        let done = office.session().execute_batch(requests.collect()).unwrap();
        assert!(done.iter().all(Result::is_ok), "{:?}", done[0]);
    }
    office.session().settle(&mut |_| {}).unwrap();
    report("taken in", start, &office);
    office.sit("孙丽");
    office
        .set_standard("760", Day::new(2026, 7, 1).unwrap())
        .unwrap();
    office.sit("王芳");
    // From here on it is a program that was started for the batch alone.
    office.restart();
    fs::write("/proc/self/clear_refs", "5").unwrap_or_default();
    println!("peak before: {} MB", peak_mb());
    let plan = BatchPlan {
        kind: BatchKind::Standard {
            from: "2026-07".parse().unwrap(),
        },
        area: AreaCode("340304200".into()),
    };
    let go = &mut |_, _| ControlFlow::Continue(());
    let start = Instant::now();
    let totals = batches::preview(office.session(), &plan, go).unwrap();
    assert_eq!(totals.all.gets, count);
    report("preview", start, &office);
    let start = Instant::now();
    let number = batches::propose(office.session(), (&plan, &totals), "bench", go).unwrap();
    report("listed and proposed", start, &office);
    let freeze = batches::find(office.session(), number)
        .unwrap()
        .batch
        .freeze;
    office.sit("李建国");
    let batch = number;
    let command = Command::ApproveBatch {
        batch,
        freeze: freeze.clone(),
    };
    office.run(command).unwrap();
    office.sit("赵敏");
    let start = Instant::now();
    office.run(Command::ConfirmBatch { batch, freeze }).unwrap();
    report("confirmed, ready to write", start, &office);
    let start = Instant::now();
    let done = batches::carry(office.session(), number, "bench", go).unwrap();
    assert_eq!((done.done, done.refused), (count, 0));
    report("written", start, &office);
    let start = Instant::now();
    office.session().settle(&mut |_| {}).unwrap();
    report("lists brought up to it", start, &office);
}

fn report(what: &str, start: Instant, office: &Office) {
    println!(
        "{what}: {:.1} s, peak {} MB, journal {} MB",
        start.elapsed().as_secs_f64(),
        peak_mb(),
        journal_mb(office.dir.path())
    );
}
