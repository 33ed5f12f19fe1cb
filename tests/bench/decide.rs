//! What a signed decision costs beside a bare append and sync of the same bytes, in turn, in one run.
//!
//! `cargo bench --bench decide`; the directory of the data is `HECHA_BENCH_DIR`, else that of the system.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../office/mod.rs"]
mod office;

use std::{
    fs::{self, File, OpenOptions},
    io::Write,
    path::Path,
    time::{Duration, Instant},
};

use hecha::{
    domain::review::{Cause, Outcome},
    engine::command::{Command, ProposeReview, Request},
    session::Session,
};
use office::{Office, intake};

/// Decisions measured.
const DECISIONS: u32 = 400;

/// Bytes of the journal, all segments.
fn journal_bytes(dir: &Path) -> u64 {
    let listing = fs::read_dir(dir.join("journal")).unwrap();
    listing
        .map(|entry| entry.unwrap().metadata().unwrap())
        .filter(fs::Metadata::is_file)
        .map(|file| file.len())
        .sum()
}

fn percentile(times: &mut [Duration], part: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() - 1) * part / 100]
}

fn bare(file: &mut File, bytes: &[u8]) -> Duration {
    let start = Instant::now();
    file.write_all(bytes).unwrap();
    file.sync_data().unwrap();
    start.elapsed()
}

fn main() {
    let mut office = Office::open();
    let commands = (0..DECISIONS).map(|number| Command::OpenCase {
        intake: Box::new(intake(&format!("户{number}"), number)),
    });
    let cases: Vec<_> = office
        .batch(commands.collect())
        .into_iter()
        .map(|receipt| receipt.unwrap().case.unwrap())
        .collect();
    for &case in &cases {
        office.visit(case);
    }
    let mut file = OpenOptions::new()
        .append(true)
        .create(true)
        .open(office.dir.path().join("bare"))
        .unwrap();
    let (mut ours, mut theirs, mut sizes) = (Vec::new(), Vec::new(), Vec::new());
    for case in cases {
        let view = office.view(case);
        let request = Request {
            command: Command::Propose(Box::new(ProposeReview {
                case,
                outcome: Outcome::Keep,
                cause: Cause::Unchanged,
                reason: String::new(),
                effective: None,
                phase_out_months: None,
                changed: None,
                household: view.case.household,
                finding_seen: view.assessment.digest,
            })),
            expect: Some(view.case.seq),
            key: format!("decide-{}", case.0),
        };
        let before = journal_bytes(office.dir.path());
        let start = Instant::now();
        office.session().execute(request).unwrap();
        ours.push(start.elapsed());
        let size = usize::try_from(journal_bytes(office.dir.path()) - before).unwrap();
        sizes.push(size);
        theirs.push(bare(&mut file, &vec![b'x'; size]));
    }
    for part in [50, 90, 99] {
        let (ours, theirs) = (percentile(&mut ours, part), percentile(&mut theirs, part));
        println!(
            "p{part}: decide {:>7} us   bare append+fdatasync {:>7} us   more by {:>5} us",
            ours.as_micros(),
            theirs.as_micros(),
            i128::try_from(ours.as_micros()).unwrap() - i128::try_from(theirs.as_micros()).unwrap(),
        );
    }
    println!(
        "{DECISIONS} decisions of {} bytes on average",
        sizes.iter().sum::<usize>() / sizes.len()
    );
}
