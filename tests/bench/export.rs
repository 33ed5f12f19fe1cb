//! Rows a second and peak memory of exporting a queue, as a workbook and as a text.
//!
//! `HECHA_BENCH_ROWS=1000000 cargo bench --bench export`; 100,000 rows without it. What is measured is the export
//! alone: the cases come from memory, each the same household of two under another number.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../office/mod.rs"]
mod office;

use std::{fs, sync::atomic::AtomicBool, time::Instant};

use hecha::{
    base::new_file::Existing,
    desk::{Draft, Place},
    domain::{
        calendar::Day,
        ids::CaseId,
        queue::{QueueId, QueueRow},
        review::Status,
    },
    engine::{
        answer::{Answer, InternalCase, Page, Receipt, Seal},
        query::{Cursor, Query},
        refusal::Trouble,
    },
    exchange::export::{Charset, Format, Order, Profile, Selection, export},
    session::{Request, Session},
};
use office::intake;

/// A queue of so many households that is made as it is read.
struct Queue {
    households: u64,
    row: QueueRow,
    case: InternalCase,
}

impl Queue {
    fn new(households: u64) -> Self {
        let mut intake = intake("李国才", 1);
        intake.members.push(intake.members[0].clone());
        let due = Day::new(2026, 11, 10).unwrap();
        let mut office = office::Office::open();
        office.take_in(office::intake("李国才", 1));
        let Ok(Answer::Page(page)) = office.ask(Query::QueuePage {
            queue: QueueId::Dibao,
            after: None,
            limit: 1,
        }) else {
            panic!("no page");
        };
        Self {
            households,
            row: page.rows[0].clone(),
            case: InternalCase {
                intake,
                township: "长青乡".into(),
                village: "前进村".into(),
                due,
                status: Status::Due,
            },
        }
    }
}

impl Session for Queue {
    fn execute(&self, _: Request) -> Result<Receipt, Trouble> {
        unreachable!("an export changes nothing")
    }

    fn execute_batch(&self, _: Vec<Request>) -> Result<Vec<Result<Receipt, Trouble>>, Trouble> {
        unreachable!("an export changes nothing")
    }

    fn ask(&self, query: Query) -> Result<Answer, Trouble> {
        Ok(match query {
            Query::QueuePage {
                queue,
                after,
                limit,
            } => {
                let start =
                    after.map_or(0, |Cursor(at)| u64::from_be_bytes(at.try_into().unwrap()));
                let end = (start + u64::from(limit)).min(self.households);
                let row = |case| QueueRow {
                    case: CaseId(case),
                    ..self.row.clone()
                };
                Answer::Page(Page {
                    queue,
                    rows: (start..end).map(row).collect(),
                    total: u32::try_from(self.households).unwrap(),
                    next: (end < self.households).then(|| Cursor(end.to_be_bytes().to_vec())),
                })
            }
            Query::ExportInternal { cases } => {
                let case = |id: CaseId| {
                    let mut case = self.case.clone();
                    case.intake.number = format!("BB2026-{:07}", id.0);
                    case
                };
                Answer::Internal(cases.into_iter().map(case).collect())
            }
            Query::Seal => Answer::Seal(Seal {
                day: Day::new(2026, 11, 23).unwrap(),
                seq: 1,
                digest: "sm3:0".into(),
            }),
            _ => unreachable!("an export asks nothing else"),
        })
    }

    fn save_draft(&self, _: &Draft) -> Result<(), Trouble> {
        unreachable!("an export keeps no draft")
    }

    fn load_draft(&self, _: CaseId) -> Result<Option<Draft>, Trouble> {
        unreachable!("an export keeps no draft")
    }

    fn drop_draft(&self, _: CaseId) -> Result<(), Trouble> {
        unreachable!("an export keeps no draft")
    }

    fn save_place(&self, _: &Place) -> Result<(), Trouble> {
        unreachable!("an export keeps no place")
    }

    fn write_sheet(&self, _: &str, _: &str) -> Result<String, Trouble> {
        unreachable!("an export writes no sheet")
    }

    fn load_place(&self) -> Result<Option<Place>, Trouble> {
        unreachable!("an export keeps no place")
    }
}

/// The most memory this process has had so far, in MiB.
fn peak_mib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap();
    let kib: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kib / 1024
}

fn main() {
    let rows = std::env::var("HECHA_BENCH_ROWS").map_or(100_000, |rows| rows.parse().unwrap());
    let queue = Queue::new(rows / 2);
    let out = tempfile::tempdir().unwrap();
    println!("before: peak {} MiB", peak_mib());
    for (name, format) in [
        ("a.csv", Format::Csv(Charset::Utf8)),
        ("a.xlsx", Format::Xlsx),
    ] {
        let order = Order {
            selection: Selection::Queue(QueueId::Dibao),
            profile: Profile::Internal,
            format,
            path: out.path().join(name),
            existing: Existing::Keep,
            title: "低保".into(),
        };
        let began = Instant::now();
        let done = export(&queue, &order, &AtomicBool::new(false), &mut |_| {}).unwrap();
        let seconds = began.elapsed().as_secs_f64();
        let bytes = fs::metadata(&order.path).unwrap().len() >> 20;
        println!(
            "{name}: {} rows in {seconds:.1} s, {bytes} MiB, peak {} MiB",
            done.rows,
            peak_mib()
        );
    }
}
