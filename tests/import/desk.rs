//! An office to import into, and files to import from.

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use hecha::{
    exchange::{
        plan::{ImportPlan, ImportReport},
        refusal::ExchangeRefusal,
        roster::{self, Options},
    },
    text::rowerrors::{self, RowTrouble},
};
use serde_json::Value;

use crate::office::Office;

/// An office with a folder for lists.
pub struct Desk {
    pub office: Office,
    pub folder: tempfile::TempDir,
}

impl Desk {
    pub fn open() -> Self {
        Self {
            office: Office::open(),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub fn judge(&self, path: &Path) -> Result<ImportPlan, ExchangeRefusal> {
        self.judge_with(path, &Options::default())
    }

    pub fn judge_with(
        &self,
        path: &Path,
        options: &Options,
    ) -> Result<ImportPlan, ExchangeRefusal> {
        roster::read_and_judge(path, options, self.office.session(), &mut |_| {
            ControlFlow::Continue(())
        })
    }

    /// What would become of a text.
    pub fn dry(&self, text: &str) -> Value {
        let path = self.file("名册.csv", text);
        json(&self.judge(&path).unwrap().report())
    }

    /// Why a file is not taken at all.
    pub fn refused(&self, name: &str, bytes: impl AsRef<[u8]>) -> &'static str {
        let path = self.file(name, bytes);
        self.judge(&path).unwrap_err().code()
    }

    /// Reads, judges and writes.
    pub fn import(&self, path: &Path) -> Value {
        let plan = self.judge(path).unwrap();
        let report = roster::write(plan, self.office.session(), &mut |_| {
            ControlFlow::Continue(())
        });
        assert!(report.trouble.is_none(), "{:?}", report.trouble);
        json(&report)
    }
}

/// The report as a script gets it; every row below the header is in exactly one bucket, and said in words.
pub fn json(report: &ImportReport) -> Value {
    let words = |line: &hecha::exchange::plan::ReportLine| {
        rowerrors::row(RowTrouble {
            code: line.note.code.name(),
            values: &line.note.values,
            refusal: line.note.refusal.as_deref(),
        })
    };
    let value = serde_json::to_value(report.json(&words)).unwrap();
    let count = |name: &str| value[name].as_u64().unwrap();
    let mut rows: Vec<u64> = value["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["row"].as_u64().unwrap())
        .collect();
    rows.sort_unstable();
    rows.dedup();
    let sum = count("not_data") + count("accepted") + count("updated") + count("unchanged");
    assert_eq!(count("rows"), sum + rows.len() as u64, "{value:#}");
    for line in value["refused"]
        .as_array()
        .unwrap()
        .iter()
        .chain(value["warnings"].as_array().unwrap())
    {
        let message = line["message"].as_str().unwrap();
        assert!(message.ends_with('。'), "{line}");
        assert!(!message.chars().any(char::is_control), "{line}");
        assert!(!message.starts_with("有问题("), "no words for {line}");
    }
    value
}

/// `(row, code)` of what was refused.
pub fn refusals(report: &Value) -> Vec<(u64, String)> {
    lines(report, "refused")
}

/// `(row, code)` of what was warned of.
pub fn warnings(report: &Value) -> Vec<(u64, String)> {
    lines(report, "warnings")
}

fn lines(report: &Value, of: &str) -> Vec<(u64, String)> {
    report[of]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| {
            (
                line["row"].as_u64().unwrap(),
                line["code"].as_str().unwrap().to_owned(),
            )
        })
        .collect()
}

/// Counts in the order not_data, accepted, updated, unchanged.
pub fn counts(report: &Value) -> [u64; 4] {
    ["not_data", "accepted", "updated", "unchanged"].map(|name| report[name].as_u64().unwrap())
}
