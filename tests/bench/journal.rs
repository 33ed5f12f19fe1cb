//! What the journal costs: one unit against a bare write and `fdatasync` of the same bytes on the same disk,
//! in turn; lines encoded, decoded and checked in a second; opening a long journal.
//!
//! `cargo bench --bench journal`, with `HECHA_BENCH_DIR` for the disk and `HECHA_BENCH_CASES` for the length.
#![allow(clippy::unwrap_used, missing_docs)]

use std::{
    fs::OpenOptions as FileOptions,
    io::Write,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use hecha::{
    base::{
        digest::Digest,
        limits::UNIT_ENTRIES_MAX,
        medium::{Medium, RealMedium},
    },
    journal::{Journal, OpenOptions},
};

#[path = "../support/entries.rs"]
mod entries;

const ROUNDS: usize = 400;

fn main() {
    let home = std::env::var_os("HECHA_BENCH_DIR").map_or_else(std::env::temp_dir, PathBuf::from);
    let home = tempfile::tempdir_in(home).unwrap();
    let cases = std::env::var("HECHA_BENCH_CASES").map_or(20_000, |text| text.parse().unwrap());
    digest_speed();
    one_unit(home.path());
    many(home.path(), cases);
}

fn per_second(count: u64, took: Duration) -> u64 {
    u64::try_from(u128::from(count) * 1_000_000 / took.as_micros().max(1)).unwrap()
}

fn digest_speed() {
    let bytes = vec![b'x'; 4 << 20];
    let start = Instant::now();
    let digest = Digest::of(&bytes);
    let took = start.elapsed();
    println!("sm3: {} MB/s ({})", per_second(4, took), digest.short());
}

/// Writes the same bytes bare and through the journal, in turn, and compares the middle values.
fn one_unit(home: &Path) {
    let dir = home.join("unit");
    std::fs::create_dir(&dir).unwrap();
    let medium: Arc<dyn Medium> = Arc::new(RealMedium);
    let (mut journal, _) = Journal::open(&medium, &dir, OpenOptions::default()).unwrap();
    let mut bare = FileOptions::new()
        .create(true)
        .append(true)
        .open(dir.join("bare"))
        .unwrap();
    let (mut ours, mut bares) = (Vec::new(), Vec::new());
    let mut bytes = 0;
    for round in 0..ROUNDS {
        let draft = entries::proposed(round as u64);
        let start = Instant::now();
        let written = journal.append(vec![draft], vec![]).unwrap();
        ours.push(start.elapsed());
        drop(written);
        let line = last_line(&dir);
        bytes = line.len();
        let start = Instant::now();
        bare.write_all(&line).unwrap();
        bare.sync_data().unwrap();
        bares.push(start.elapsed());
    }
    let (ours, bares) = (middle(ours), middle(bares));
    println!(
        "one decision of {bytes} B: journal p50 {} us, bare p50 {} us, more {} us",
        ours.as_micros(),
        bares.as_micros(),
        i128::try_from(ours.as_micros()).unwrap() - i128::try_from(bares.as_micros()).unwrap()
    );
    // The same work without the disk's own time: what the overhead is made of.
    let disk = entries::empty_disk();
    let mut journal = entries::open(&disk);
    let mut times = Vec::new();
    for round in 0..ROUNDS {
        let draft = entries::proposed(round as u64);
        let start = Instant::now();
        drop(journal.append(vec![draft], vec![]).unwrap());
        if round % 4 != 0 {
            times.push(start.elapsed());
        }
        if round % 50 == 0 {
            journal = entries::open(&entries::empty_disk());
        }
    }
    println!(
        "encode, re-decode, compare, in memory: p50 {} us",
        middle(times).as_micros()
    );
}

fn last_line(dir: &Path) -> Vec<u8> {
    let text = std::fs::read(dir.join("journal/000001.jsonl")).unwrap();
    let start = text[..text.len() - 1]
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |at| at + 1);
    text[start..].to_vec()
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// Imports many cases, opens the journal again, reads and checks all of it.
fn many(home: &Path, cases: u64) {
    let dir = home.join("many");
    std::fs::create_dir(&dir).unwrap();
    let medium: Arc<dyn Medium> = Arc::new(RealMedium);
    let (mut journal, _) = Journal::open(&medium, &dir, OpenOptions::default()).unwrap();
    let mut took = Duration::ZERO;
    let mut case = 0;
    while case < cases {
        let chunk = (cases - case).min(UNIT_ENTRIES_MAX.min(500) as u64);
        let (mut unit, mut people) = (Vec::new(), Vec::new());
        for number in case..case + chunk {
            let (draft, records) = entries::opened(number);
            unit.push(draft);
            people.extend(records);
        }
        let start = Instant::now();
        drop(journal.append(unit, people).unwrap());
        took += start.elapsed();
        case += chunk;
    }
    println!(
        "append in chunks: {cases} entries in {took:?}, {}/s",
        per_second(cases, took)
    );
    drop(journal);

    let start = Instant::now();
    let (journal, report) = Journal::open(&medium, &dir, OpenOptions::default()).unwrap();
    println!("open: {:?}", start.elapsed());
    let known = OpenOptions {
        known: Some(report.head),
        ..OpenOptions::default()
    };
    drop(journal);
    let start = Instant::now();
    let (journal, _) = Journal::open(&medium, &dir, known).unwrap();
    println!("open with a known head: {:?}", start.elapsed());
    let reader = journal.reader();
    let start = Instant::now();
    assert!(reader.head_at(cases / 2).unwrap().is_some());
    println!("digest of an entry in the middle: {:?}", start.elapsed());

    let start = Instant::now();
    let read = reader.read_from(1).unwrap().map(Result::unwrap).count() as u64;
    let took = start.elapsed();
    println!(
        "read with people: {read} entries in {took:?}, {}/s",
        per_second(read, took)
    );
    let start = Instant::now();
    let read = reader
        .read_ahead_from(1)
        .unwrap()
        .map(Result::unwrap)
        .count() as u64;
    let took = start.elapsed();
    println!(
        "read ahead: {read} entries in {took:?}, {}/s",
        per_second(read, took)
    );
    let start = Instant::now();
    let found = reader.verify(&mut |_| ControlFlow::Continue(())).unwrap();
    let took = start.elapsed();
    println!(
        "verify: {} entries in {took:?}, {}/s",
        found.head.seq,
        per_second(found.head.seq, took)
    );
    let start = Instant::now();
    let seals = reader.seals().unwrap().len();
    println!("seals: {seals} in {:?}", start.elapsed());
    let size: u64 = ["journal", "journal/people"]
        .iter()
        .flat_map(|sub| std::fs::read_dir(dir.join(sub)).unwrap())
        .map(|entry| entry.unwrap().metadata().unwrap().len())
        .sum();
    println!("bytes: {} for each case", size / cases);
}
