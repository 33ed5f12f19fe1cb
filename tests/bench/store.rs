//! The store at 3,000, 100,000 and 1,000,000 cases: what building, opening, a page, a case and a fold cost.
//!
//! `cargo bench --bench store [-- 3000 100000 …]`; the directory is `HECHA_BENCH_DIR`, else that of the
//! system. Each step runs in a process of its own, so that the memory it shows is its own.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)]

#[path = "../store/district.rs"]
#[allow(dead_code, missing_docs)]
mod district;
#[path = "../store/invented.rs"]
#[allow(dead_code, missing_docs)]
mod invented;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use district::{District, decision, head_name};
use hecha::{
    domain::{
        area::AreaCode,
        ids::{CaseId, StaffId},
        queue::{QueueId, QueueWeights},
    },
    store::{QueueView, Store},
};
use invented::{COUNTY, Dice, TODAY, day};

const SIZES: [u64; 3] = [3_000, 100_000, 1_000_000];
const READS: u64 = 10_000;
const FOLDS: u64 = 2_000;
const IMPORT_MAX: u64 = 100_000;
const IMPORT_UNIT: usize = 500;

fn main() {
    let args: Vec<String> = env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if let [step, dir, households] = &args[..]
        && let Ok(households) = households.parse()
    {
        let district = District::new(households);
        match step.as_str() {
            "build" => return build(Path::new(dir), district),
            "read" => return read(Path::new(dir), district),
            "fold" => return fold(Path::new(dir), district),
            "import" => return import(Path::new(dir), district),
            "check" => return check(Path::new(dir), district),
            _ => {}
        }
    }
    let sizes: Vec<u64> = args.iter().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if sizes.is_empty() {
        SIZES.to_vec()
    } else {
        sizes
    };
    let parent = env::var_os("HECHA_BENCH_DIR").map_or_else(env::temp_dir, PathBuf::from);
    for size in sizes {
        let dir = tempfile::tempdir_in(&parent).unwrap();
        println!(
            "== {size} cases, {} townships",
            District::new(size).townships()
        );
        for step in ["build", "read", "read", "check", "fold", "import"] {
            let place = dir
                .path()
                .join(if step == "import" { "import" } else { "store" });
            let status = Command::new(env::current_exe().unwrap())
                .args([step, place.to_str().unwrap(), &size.to_string()])
                .status()
                .unwrap();
            assert!(status.success(), "{step} failed");
        }
    }
}

/// A field of /proc/self/status, in MB.
fn memory(field: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    status
        .lines()
        .find_map(|line| line.strip_prefix(field))
        .and_then(|rest| {
            rest.trim_start_matches(':')
                .split_whitespace()
                .next()?
                .parse()
                .ok()
        })
        .unwrap_or(0_u64)
        / 1024
}

fn disk(dir: &Path) -> u64 {
    fs::read_dir(dir)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let file = entry.metadata().unwrap();
            if file.is_dir() {
                disk(&entry.path())
            } else {
                file.len()
            }
        })
        .sum()
}

fn open(dir: &Path, district: District) -> Store {
    Store::open(dir, &QueueWeights::default(), &district, &mut |_| {})
        .unwrap()
        .0
}

fn build(dir: &Path, district: District) {
    let start = Instant::now();
    let store = open(dir, district);
    let stamp = store.stamp().unwrap();
    println!(
        "build      {:>10.1?}   peak {} MB, {} records, {} MB on disk",
        start.elapsed(),
        memory("VmHWM"),
        stamp.records,
        disk(dir) >> 20
    );
    let start = Instant::now();
    store.close().unwrap();
    println!("close      {:>10.1?}", start.elapsed());
    // The making of the journal is part of the figure above.
    let start = Instant::now();
    let entries = hecha::store::JournalSource::entries_from(&district, 1).unwrap();
    let bytes: usize = entries.map(|entry| entry.unwrap().draft.events.len()).sum();
    println!(
        "  of which making the journal {:.1?} ({bytes} events)",
        start.elapsed()
    );
}

fn percentiles(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |part: usize| times[(times.len() - 1) * part / 1000];
    format!(
        "p50 {:.1?} p99 {:.1?} max {:.1?}",
        at(500),
        at(990),
        at(1000)
    )
}

fn read(dir: &Path, district: District) {
    let before = memory("VmRSS");
    let start = Instant::now();
    let store = open(dir, district);
    let opened = start.elapsed();
    let today = day(TODAY);
    let county = AreaCode(COUNTY.to_owned());
    let township = AreaCode(District::township(district.townships() / 2));
    let view = |queue, area| QueueView {
        queue,
        area,
        staff: StaffId(1),
        today,
    };
    let page = store
        .queue_page(view(QueueId::Dibao, &township), None, 20)
        .unwrap();
    println!(
        "open       {opened:>10.1?}   to first page {:.1?}   RSS {} -> {} MB",
        start.elapsed(),
        before,
        memory("VmRSS")
    );
    for (name, area) in [("township", &township), ("county", &county)] {
        let start = Instant::now();
        let page = store
            .queue_page(view(QueueId::Dibao, area), None, 20)
            .unwrap();
        let first = start.elapsed();
        let start = Instant::now();
        let next = store
            .queue_page(view(QueueId::Dibao, area), page.next.as_deref(), 20)
            .unwrap();
        let second = start.elapsed();
        let start = Instant::now();
        let counts = store.queue_counts(view(QueueId::Dibao, area)).unwrap();
        let counted = start.elapsed();
        let start = Instant::now();
        for queue in QueueId::ALL {
            store.queue_counts(view(queue, area)).unwrap();
        }
        println!(
            "{name:<10} page {first:.1?}, next {second:.1?} ({} + {} rows), counts {counted:.1?}, all eight {:.1?}, {counts:?}",
            page.rows.len(),
            next.rows.len(),
            start.elapsed()
        );
    }
    assert!(!page.rows.is_empty());
    let mut dice = Dice::new(3);
    let mut times = Vec::new();
    for _ in 0..READS {
        let id = CaseId(1 + dice.roll(district.households));
        let start = Instant::now();
        let case = store.case(id).unwrap().unwrap();
        for member in &case.household.members {
            store.identity(member.person).unwrap().unwrap();
        }
        times.push(start.elapsed());
    }
    println!(
        "case       {}   RSS {} MB after {READS}",
        percentiles(times),
        memory("VmRSS")
    );
    for _ in 0..4 * READS {
        store
            .case(CaseId(1 + dice.roll(district.households)))
            .unwrap()
            .unwrap();
    }
    println!("           RSS {} MB after {}", memory("VmRSS"), 5 * READS);
    let name = head_name(district, district.households / 3)
        .reveal()
        .to_owned();
    for text in [
        name.as_str(),
        "李",
        "王国",
        "lgc",
        "w",
        "9934",
        "0000777",
        "前进7村",
        "国才",
    ] {
        for (place, area) in [("township", &township), ("county", &county)] {
            let start = Instant::now();
            let found = store.search(text, area, 50).unwrap();
            println!(
                "search     {:>10.1?}   {text} in {place}: {}",
                start.elapsed(),
                found.len()
            );
        }
    }
    println!("           RSS {} MB at the end", memory("VmRSS"));
    let start = Instant::now();
    store.close().unwrap();
    println!("close      {:>10.1?}", start.elapsed());
}

/// Cases coming in as units of an import.
fn import(dir: &Path, district: District) {
    let district = District {
        upto: 1,
        importing: true,
        ..district
    };
    let cases = district.households.min(IMPORT_MAX);
    let mut store = open(dir, district);
    let mut times = Vec::new();
    let begun = Instant::now();
    for first in (0..cases).step_by(IMPORT_UNIT) {
        let unit: Vec<_> = (first..cases.min(first + IMPORT_UNIT as u64))
            .map(|case| district.entry(2 + case))
            .collect();
        let start = Instant::now();
        store.fold(&unit).unwrap();
        times.push(start.elapsed());
    }
    let folded = begun.elapsed();
    store.close().unwrap();
    println!(
        "import     {folded:>10.1?}   for {cases} cases, unit {}, with close {:.1?}, peak {} MB, {} MB on disk",
        percentiles(times),
        begun.elapsed(),
        memory("VmHWM"),
        disk(dir) >> 20
    );
}

fn check(dir: &Path, district: District) {
    let mut store = open(dir, district);
    let start = Instant::now();
    assert!(store.check(&mut |_| {}).unwrap());
    println!(
        "check      {:>10.1?}   RSS {} MB",
        start.elapsed(),
        memory("VmRSS")
    );
    store.close().unwrap();
}

fn fold(dir: &Path, district: District) {
    let mut store = open(dir, district);
    let mut dice = Dice::new(8);
    let mut loaded = Vec::new();
    let mut times = Vec::new();
    let mut used = std::collections::BTreeSet::new();
    for _ in 0..FOLDS.min(district.households / 3) {
        let case = 1 + dice.roll(district.households);
        // Cases with a history may be on hold or decided already.
        if case.is_multiple_of(10) || !used.insert(case) {
            continue;
        }
        let entry = decision(district, case, store.head());
        let start = Instant::now();
        store.case(CaseId(case)).unwrap();
        loaded.push(start.elapsed());
        let start = Instant::now();
        store.fold(&[entry]).unwrap();
        times.push(start.elapsed());
    }
    println!("load       {}", percentiles(loaded));
    println!(
        "fold       {}   RSS {} MB",
        percentiles(times),
        memory("VmRSS")
    );
    let start = Instant::now();
    store.close().unwrap();
    println!(
        "close      {:>10.1?}   {} MB on disk",
        start.elapsed(),
        disk(dir) >> 20
    );
}
