//! Rows a second and peak memory of reading and judging a roster, as text and as a workbook, and of writing it.
//!
//! `HECHA_BENCH_ROWS=1000000 cargo bench --bench import`; 100,000 rows without it. Writing is measured for lists
//! of up to 200,000 rows. The list is the invented district, one row per member.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../office/mod.rs"]
mod office;

use std::{
    fs::{self, File},
    io::{BufWriter, Write},
    ops::ControlFlow,
    path::Path,
    time::Instant,
};

use hecha::{
    domain::{calendar::Day, household::Relation},
    engine::command::{Command, Intake},
    exchange::{
        demo::{self, DemoAction},
        plan::ImportPlan,
        roster::{self, Options},
    },
};
use office::Office;
use zip::{ZipWriter, write::SimpleFileOptions};

const HEADER: [&str; 8] = [
    "案号",
    "姓名",
    "与户主关系",
    "身份证号",
    "村",
    "个人月收入",
    "月保障金",
    "联系电话",
];

/// Households of the district whose people all have numbers, as rows.
fn rows(count: usize, mut take: impl FnMut([String; 8])) -> usize {
    let today = Day::new(2026, 11, 23).unwrap();
    let mut made = 0;
    for step in demo::district(1, u64::MAX >> 1, today) {
        let DemoAction::Do(command) = step.action else {
            continue;
        };
        let Command::OpenCase { intake } = *command else {
            continue;
        };
        if intake
            .members
            .iter()
            .any(|member| member.identity.number.is_empty())
        {
            continue;
        }
        for row in of(&intake) {
            take(row);
            made += 1;
        }
        if made >= count {
            break;
        }
    }
    made
}

fn of(intake: &Intake) -> Vec<[String; 8]> {
    intake
        .members
        .iter()
        .map(|member| {
            let relation = match member.facts.relation {
                Relation::Head => "本人",
                Relation::Spouse => "配偶",
                Relation::Child => "子女",
                _ => "其他",
            };
            let income: i64 = member
                .facts
                .incomes
                .iter()
                .map(|income| match income.per {
                    hecha::domain::income::Per::Month => income.amount.0,
                    hecha::domain::income::Per::Year => income.amount.0 / 12,
                })
                .sum();
            [
                intake.number.clone(),
                member.identity.name.reveal().to_owned(),
                relation.to_owned(),
                member.identity.number.reveal().to_owned(),
                "前进村".to_owned(),
                format!("{}.{:02}", income / 100, income % 100),
                intake
                    .benefit
                    .map_or_else(String::new, |benefit| benefit.month.plain()),
                member.identity.phone.reveal().to_owned(),
            ]
        })
        .collect()
}

fn as_text(path: &Path, count: usize) -> usize {
    let mut file = BufWriter::new(File::create(path).unwrap());
    writeln!(file, "{}", HEADER.join(",")).unwrap();
    let made = rows(count, |row| writeln!(file, "{}", row.join(",")).unwrap());
    file.flush().unwrap();
    made
}

/// A workbook as spreadsheet programs write it: every text in the shared table, the sheet full of indices.
fn as_workbook(path: &Path, count: usize) {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut zip = ZipWriter::new(BufWriter::new(File::create(path).unwrap()));
    let mut part = |name: &str, fill: &mut dyn FnMut(&mut dyn Write)| {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        fill(&mut zip);
    };
    part("xl/workbook.xml", &mut |out| {
        write!(out, "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>").unwrap();
    });
    part("_rels/.rels", &mut |out| {
        write!(out, "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>").unwrap();
    });
    part("xl/_rels/workbook.xml.rels", &mut |out| {
        write!(out, "<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{office}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>").unwrap();
    });
    part("xl/sharedStrings.xml", &mut |out| {
        write!(out, "<sst xmlns=\"{main}\">").unwrap();
        for header in HEADER {
            write!(out, "<si><t>{header}</t></si>").unwrap();
        }
        rows(count, |row| {
            for cell in row {
                write!(out, "<si><t>{cell}</t></si>").unwrap();
            }
        });
        write!(out, "</sst>").unwrap();
    });
    part("xl/worksheets/sheet1.xml", &mut |out| {
        write!(out, "<worksheet xmlns=\"{main}\"><sheetData>").unwrap();
        for row in 0..=count {
            write!(out, "<row r=\"{}\">", row + 1).unwrap();
            for column in 0..HEADER.len() {
                let letter = char::from(b'A' + u8::try_from(column).unwrap());
                let index = row * HEADER.len() + column;
                write!(
                    out,
                    "<c r=\"{letter}{}\" t=\"s\"><v>{index}</v></c>",
                    row + 1
                )
                .unwrap();
            }
            write!(out, "</row>").unwrap();
        }
        write!(out, "</sheetData></worksheet>").unwrap();
    });
    zip.finish().unwrap().flush().unwrap();
}

/// Megabytes of the highest memory since it was last reset.
fn peak_mb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmHWM"))
        .unwrap();
    let kb: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kb / 1024
}

fn reset_peak() {
    fs::write("/proc/self/clear_refs", "5").unwrap();
}

fn judge(office: &Office, path: &Path) -> ImportPlan {
    reset_peak();
    let start = Instant::now();
    let plan = roster::read_and_judge(path, &Options::default(), office.session(), &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap();
    let took = start.elapsed();
    let report = plan.report();
    println!(
        "{:<12} {:>9} rows  {:>7.2} s  {:>9.0} rows/s  peak {:>5} MB  accepted {} refused {}",
        path.extension().unwrap().to_str().unwrap(),
        report.rows,
        took.as_secs_f64(),
        f64::from(report.rows) / took.as_secs_f64(),
        peak_mb(),
        report.accepted,
        report.refused_rows,
    );
    plan
}

fn invent(households: u64) {
    reset_peak();
    let today = Day::new(2026, 11, 23).unwrap();
    let start = Instant::now();
    let steps = demo::district(1, households, today).count();
    println!(
        "demo         {households:>9} households  {:>7.2} s  {steps} steps  peak {:>5} MB",
        start.elapsed().as_secs_f64(),
        peak_mb(),
    );
}

fn main() {
    invent(3_000);
    invent(1_000_000);
    let count = std::env::var("HECHA_BENCH_ROWS")
        .ok()
        .and_then(|rows| rows.parse().ok())
        .unwrap_or(100_000);
    let office = Office::open();
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("a.csv");
    let workbook = folder.path().join("a.xlsx");
    let made = as_text(&text, count);
    as_workbook(&workbook, made);
    drop(judge(&office, &workbook));
    let plan = judge(&office, &text);
    if made > 200_000 {
        return;
    }
    let start = Instant::now();
    let report = roster::write(plan, office.session(), &mut |_| ControlFlow::Continue(()));
    let took = start.elapsed();
    println!(
        "write        {:>9} rows  {:>7.2} s  {:>9.0} rows/s  accepted {} refused {}",
        report.rows,
        took.as_secs_f64(),
        f64::from(report.rows) / took.as_secs_f64(),
        report.accepted,
        report.refused_rows,
    );
    judge(&office, &text);
}
