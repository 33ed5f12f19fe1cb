//! What is said of a roster that was judged or written, and the files it leaves: the rows that were not taken, and the
//! households that a full list does not name. The bench calls it; it decides nothing and writes nothing else.

use std::{path::Path, sync::atomic::AtomicBool};

use super::bench::export_refused;
use crate::{
    exchange::{
        export::{ExportRefusal, export, in_out_dir, out_dir},
        plan::{ImportReport, ReportLine},
        returned,
        roster::Options,
    },
    session::Session,
    text::{
        returned as return_words,
        rowerrors::{self, RowTrouble},
        ui::import as words,
        unlisted as unlisted_words,
    },
};

/// Lines about single rows that are kept for the screen; the rest is counted.
const LINES_MAX: usize = 5_000;

/// What became of the rows, in words.
pub(super) fn counts(report: &ImportReport) -> Vec<String> {
    words::counts(&words::Counts {
        rows: report.rows,
        accepted: report.accepted,
        updated: report.updated,
        unchanged: report.unchanged,
        not_data: report.not_data,
        refused: report.refused_rows,
    })
}

/// How many households a full list does not name, in words; nothing where nobody called it full.
pub(super) fn unlisted(report: &ImportReport) -> Option<String> {
    let found = report.unlisted.as_ref()?;
    Some(unlisted_words::heading(&found.covered, found.rows.len()))
}

fn words_of(line: &ReportLine) -> String {
    rowerrors::row(RowTrouble {
        code: line.note.code.name(),
        values: &line.note.values,
        refusal: line.note.refusal.as_deref(),
    })
}

/// The words for rows: refusals first, then households the list does not name, then warnings.
pub(super) fn lines(report: &ImportReport) -> Vec<String> {
    let of = |line: &ReportLine, warning| {
        words::row(line.note.row, &line.column, &words_of(line), warning)
    };
    let missing = report.unlisted.as_ref().map(|found| found.rows.as_slice());
    let missing = missing.unwrap_or_default();
    let all = report.refused.iter().map(|line| of(line, false));
    let all = all.chain(missing.iter().map(|row| {
        let household = unlisted_words::household(row);
        words::unlisted(&household)
    }));
    let all = all.chain(report.warnings.iter().map(|line| of(line, true)));
    let mut lines: Vec<String> = all.take(LINES_MAX).collect();
    let count = report.refused.len() + missing.len() + report.warnings.len();
    let left = count.saturating_sub(LINES_MAX);
    lines.extend((left > 0).then(|| words::more_lines(left)));
    lines
}

/// Writes the rows that were not taken into a file that can be mended and imported again; says where, or why not.
pub(super) fn give_back(
    data_dir: &Path,
    list: &Path,
    options: &Options,
    report: &ImportReport,
) -> Option<String> {
    let reasons = returned::reasons(report, &words_of);
    if reasons.is_empty() {
        return None;
    }
    let stem = return_words::stem(&stem(list));
    Some(beside_the_data(data_dir, &stem, |to| {
        let rows = returned::write(list, options, &reasons, to)?;
        Ok(return_words::written(rows, &to.display().to_string()))
    }))
}

/// Writes the households that a full list does not name into a file to work on; says where, or why not.
pub(super) fn list_unlisted(
    data_dir: &Path,
    list: &Path,
    session: &dyn Session,
    report: &ImportReport,
    stop: &AtomicBool,
) -> Option<String> {
    // Who stopped it wants no more of it now, and gets the list the next time.
    let found = report.unlisted.as_ref().filter(|_| !report.stopped);
    let found = found.filter(|found| !found.rows.is_empty())?;
    let stem = unlisted_words::stem(&stem(list));
    Some(beside_the_data(data_dir, &stem, |to| {
        let order = found.order(to.to_owned(), stem.clone());
        let done = export(session, &order, stop, &mut |_| {})?;
        Ok(unlisted_words::written(
            done.cases,
            &to.display().to_string(),
        ))
    }))
}

fn stem(list: &Path) -> String {
    let stem = list.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

/// Writes a file of its own name in the directory of exports, and says what came of it.
fn beside_the_data(
    data_dir: &Path,
    stem: &str,
    write: impl FnOnce(&Path) -> Result<String, ExportRefusal>,
) -> String {
    let to = match out_dir(data_dir) {
        Ok(dir) => in_out_dir(&dir, stem, "xlsx"),
        Err(refusal) => return export_refused(&refusal, data_dir),
    };
    write(&to).unwrap_or_else(|refusal| export_refused(&refusal, &to))
}
