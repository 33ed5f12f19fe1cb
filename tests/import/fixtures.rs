//! Every file under `fixtures/imports` beside its expected answer. `valid` is taken whole, `invalid` is not.
//!
//! A new file gets its answer with `HECHA_WRITE_EXPECTED=1 cargo test --test import fixtures`, to be read before
//! it is committed.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::desk::{self, Desk};

fn files(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/imports")
        .join(folder);
    let mut files: Vec<PathBuf> = std::fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.to_string_lossy().ends_with(".expected.json"))
        .collect();
    files.sort();
    assert!(files.len() > 10, "the fixtures are there");
    files
}

/// What becomes of a file: its report, or why it is not taken at all.
fn answer(path: &Path) -> Value {
    let desk = Desk::open();
    match desk.judge(path) {
        Ok(plan) => desk::json(&plan.report()),
        Err(refusal) => {
            let message = hecha::text::rowerrors::file(refusal.code(), &refusal.values());
            json!({ "code": refusal.code(), "message": message.what, "remedy": message.remedy })
        }
    }
}

fn compare(folder: &str, taken: impl Fn(&Value) -> bool) {
    let bless = std::env::var_os("HECHA_WRITE_EXPECTED").is_some();
    for path in files(folder) {
        let answer = answer(&path);
        assert!(taken(&answer), "{}: {answer:#}", path.display());
        let expected = PathBuf::from(format!("{}.expected.json", path.display()));
        if bless {
            std::fs::write(&expected, format!("{answer:#}\n")).unwrap();
        }
        let text = std::fs::read_to_string(&expected).unwrap();
        let wanted: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(answer, wanted, "{}", path.display());
    }
}

#[test]
fn files_that_offices_have_are_taken_whole() {
    compare("valid", |answer| {
        answer["code"].is_null() && answer["refused"] == json!([]) && answer["accepted"] != 0
    });
}

#[test]
fn files_with_a_trouble_get_the_answer_that_names_it() {
    compare("invalid", |answer| {
        answer["code"].is_string() || answer["refused"] != json!([])
    });
}
