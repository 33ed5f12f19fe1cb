//! The store at 3,000, 100,000 and 1,000,000 cases: what building, opening, a page, a case, a fold, much at once
//! and a working year cost, in time, memory and disk.
//!
//! `cargo bench --bench store` does all three sizes; `cargo bench --bench store -- 3000`, `-- 100000` or
//! `-- 1000000` one of them, `-- 3000 year import` only these steps of it, with those they need.
//! The directory is `HECHA_BENCH_DIR`, else that of the system; a million cases take 4 GB there and some minutes.
//! Each step runs in a process of its own, so that the memory it shows is its own. What the journal itself costs
//! is not in these figures: its entries are made up as they are asked for.
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
    process::{Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

use district::{District, decision, head_name};
use hecha::{
    base::{clock::SystemClock, digest::Digest},
    domain::{
        area::AreaCode,
        ids::{CaseId, StaffId},
        queue::QueueId,
    },
    engine::{answer::Answer, query::Query},
    exchange::demo::CASEWORKER,
    journal::{Entry, Head},
    policy::Policy,
    session::{
        Session,
        local::{Chair, Local},
    },
    store::{JournalSource, QueueView, Store, StoreFault},
};
use invented::{COUNTY, Dice, TODAY, day};

const SIZES: [u64; 3] = [3_000, 100_000, 1_000_000];
const READS: u64 = 10_000;
const FOLDS: u64 = 2_000;
const IMPORT_UNIT: usize = 500;
const DAYS: u64 = 250;
const DECISIONS_A_DAY: u64 = 50;

/// A step: what it is called and what it does.
type Step = (&'static str, fn(&Path, District));

/// `year` changes what those before it found; `demo` and `desk` are the whole program, on a directory of their own.
const STEPS: [Step; 9] = [
    ("build", build),
    ("read", read),
    ("read", read),
    ("check", check),
    ("fold", fold),
    ("import", import),
    ("year", year),
    ("demo", demo),
    ("desk", desk),
];

fn main() {
    let args: Vec<String> = env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if let [step, dir, households] = &args[..]
        && let Ok(households) = households.parse()
        && let Some((_, run)) = STEPS.iter().find(|(name, _)| name == step)
        && Path::new(dir).is_absolute()
    {
        return run(Path::new(dir), District::new(households));
    }
    let wanted = |name: &str| {
        args.iter().all(|arg| arg.parse::<u64>().is_ok()) || args.iter().any(|arg| arg == name)
    };
    let needed = |step: &str| match step {
        "build" => ["read", "check", "fold", "year"].into_iter().any(wanted) || wanted(step),
        "demo" => wanted("desk") || wanted(step),
        _ => wanted(step),
    };
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
        for (step, _) in STEPS {
            if !needed(step) {
                continue;
            }
            let place = dir.path().join(match step {
                "import" => "import",
                "demo" | "desk" => "office",
                _ => "store",
            });
            let status = Command::new(env::current_exe().unwrap())
                .args([step, place.to_str().unwrap(), &size.to_string()])
                .status()
                .unwrap();
            assert!(status.success(), "{step} failed");
            if step == "import" {
                fs::remove_dir_all(&place).unwrap();
            }
        }
    }
}

/// A field of the status of this process, in MB.
fn memory(field: &str) -> u64 {
    memory_of("self", field)
}

fn memory_of(process: &str, field: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
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
    Store::open(dir, Policy::embedded().order(), &district, &mut |_| {})
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
    let entries = district.entries_from(1).unwrap();
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

/// All cases coming in as units of one import, into an office that has none.
fn import(dir: &Path, district: District) {
    let cases = district.households;
    let district = District {
        upto: 1,
        importing: true,
        ..district
    };
    let mut store = open(dir, district);
    let mut times = Vec::new();
    let mut folding = Duration::ZERO;
    let begun = Instant::now();
    store.expect(cases, &district, &mut |_| {}).unwrap();
    for first in (0..cases).step_by(IMPORT_UNIT) {
        let unit: Vec<_> = (first..cases.min(first + IMPORT_UNIT as u64))
            .map(|case| district.entry(2 + case))
            .collect();
        let start = Instant::now();
        store.fold(&unit).unwrap();
        folding += start.elapsed();
        times.push(start.elapsed());
    }
    let start = Instant::now();
    store.settle().unwrap();
    println!(
        "import     {folding:>10.1?}   for {cases} cases, a unit of {IMPORT_UNIT}: {}",
        percentiles(times)
    );
    let settled = start.elapsed();
    let stamp = store.stamp().unwrap();
    store.close().unwrap();
    println!(
        "  written  {settled:>10.1?}   all in all {:.1?}, peak {} MB, {} records, {} MB on disk",
        begun.elapsed(),
        memory("VmHWM"),
        stamp.records,
        disk(dir) >> 20
    );
}

/// A district in which life goes on after its journal.
struct GoingOn {
    district: District,
    after: Vec<Head>,
}

impl JournalSource for GoingOn {
    fn head(&self) -> Head {
        self.after
            .last()
            .copied()
            .unwrap_or_else(|| self.district.head())
    }

    fn digest_at(&self, seq: u64) -> Result<Option<Digest>, StoreFault> {
        match self.after.iter().find(|head| head.seq == seq) {
            Some(head) => Ok(Some(head.digest)),
            None => self.district.digest_at(seq),
        }
    }

    fn entries_from(
        &self,
        seq: u64,
    ) -> Result<impl Iterator<Item = Result<Entry, StoreFault>>, StoreFault> {
        assert!(seq > self.head().seq, "the store was closed each evening");
        Ok(std::iter::empty())
    }
}

/// The program makes a demo of so many households, journal and all.
fn demo(dir: &Path, district: District) {
    let start = Instant::now();
    let mut program = Command::new(env!("CARGO_BIN_EXE_hecha"))
        .args(["demo", "--no-tui", "--households"])
        .arg(district.households.to_string())
        .arg("--data")
        .arg(dir)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let mut peak = 0;
    let ended = loop {
        peak = peak.max(memory_of(&program.id().to_string(), "VmHWM"));
        if let Some(ended) = program.try_wait().unwrap() {
            break ended;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    assert!(ended.success(), "the demo was not made");
    println!(
        "demo       {:>10.1?}   peak {peak} MB, journal {} MB, store {} MB on disk",
        start.elapsed(),
        disk(&dir.join("journal")) >> 20,
        disk(&dir.join("store")) >> 20
    );
}

/// What a person at the desk of that demo waits for, asked through the session without the screens.
fn desk(dir: &Path, district: District) {
    let start = Instant::now();
    let clock = Arc::new(SystemClock);
    let chair = Chair::Named(CASEWORKER.to_owned());
    let (local, _) = Local::open(dir, clock, chair, &mut |_| {}).unwrap();
    local.ask(Query::Desk).unwrap();
    let first_page = || {
        let page = local.ask(Query::QueuePage {
            queue: QueueId::Dibao,
            after: None,
            limit: 50,
        });
        let Ok(Answer::Page(page)) = page else {
            panic!("not a page: {page:?}");
        };
        page
    };
    let page = first_page();
    println!(
        "desk       {:>10.1?}   to a page of {} of {}   RSS {} MB",
        start.elapsed(),
        page.rows.len(),
        page.total,
        memory("VmRSS")
    );
    let start = Instant::now();
    first_page();
    println!("  page     {:>10.1?}", start.elapsed());
    let mut dice = Dice::new(5);
    let mut times = Vec::new();
    while times.len() < READS as usize {
        let case = CaseId(1 + dice.roll(district.households));
        let start = Instant::now();
        // Most cases lie in other townships, which this caseworker may not see; those count for nothing.
        if local.ask(Query::Case { case }).is_ok() {
            times.push(start.elapsed());
        }
    }
    println!(
        "  case     {}   RSS {} MB after {READS}",
        percentiles(times),
        memory("VmRSS")
    );
    local.close().unwrap();
}

/// A year of ordinary days: opened in the morning, some dozen reviews one by one, closed in the evening.
fn year(dir: &Path, district: District) {
    let mut going_on = GoingOn {
        district,
        after: Vec::new(),
    };
    // A fold of the bench before this one is not part of the journal.
    drop(Store::rebuild(dir, Policy::embedded().order(), &district, &mut |_| {}).unwrap());
    let built = disk(dir);
    let mut dice = Dice::new(11);
    let (mut largest, mut opened, mut closed) = (built, Vec::new(), Vec::new());
    for _ in 0..DAYS {
        let start = Instant::now();
        let weights = Policy::embedded().order();
        let (mut store, _) = Store::open(dir, weights, &going_on, &mut |_| {}).unwrap();
        opened.push(start.elapsed());
        going_on.after.truncate(0);
        for _ in 0..DECISIONS_A_DAY {
            let case = 1 + dice.roll(district.households);
            // Those with a history may be on hold.
            if case.is_multiple_of(10) {
                continue;
            }
            let entry = decision(district, case, store.head());
            going_on.after.push(entry.head());
            store.fold(&[entry]).unwrap();
        }
        let start = Instant::now();
        store.close().unwrap();
        closed.push(start.elapsed());
        largest = largest.max(disk(dir));
    }
    println!("year       open {}", percentiles(opened));
    println!("           close {}", percentiles(closed));
    println!(
        "           {} MB on disk before, {} MB at most, {} MB after {DAYS} days, peak {} MB",
        built >> 20,
        largest >> 20,
        disk(dir) >> 20,
        memory("VmHWM")
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
