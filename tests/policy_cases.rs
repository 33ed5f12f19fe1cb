//! The law as cases: every file of `fixtures/cases`, each expected amount written as the sum it comes from, and
//! every line of the table of rules either shown by a case or listed with the reason why none can show it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod cases;
mod office;

use std::collections::{BTreeMap, BTreeSet};

use hecha::{
    domain::citation::Citation,
    policy::{Policy, RuleLine},
    text::steps::citation_text,
};
use serde::Deserialize;
use serde_json::Value;

#[test]
fn every_case_comes_out_as_its_sum_says() {
    let mut failed = Vec::new();
    for case in cases::all() {
        let wrong = case.wrong();
        if !wrong.is_empty() {
            failed.push(format!("{}: {}", case.name, wrong.join("; ")));
        }
    }
    assert!(
        failed.is_empty(),
        "{} cases:\n{}",
        failed.len(),
        failed.join("\n")
    );
}

#[test]
fn no_two_cases_have_the_same_name() {
    let mut names = BTreeSet::new();
    for case in cases::all() {
        assert!(names.insert(case.name.clone()), "{}", case.name);
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Without {
    reason: Vec<Reason>,
}

/// Lines for which there is no case, and why.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reason {
    why: String,
    rules: Vec<String>,
}

#[test]
fn every_rule_line_has_a_case_or_a_reason_why_there_is_none() {
    let text = include_str!("../fixtures/rules_without_a_case.toml");
    let without: Without = toml::from_str(text).unwrap();
    let table: BTreeSet<&str> = Policy::embedded()
        .rules()
        .iter()
        .map(|line| line.id.as_str())
        .collect();
    let all = cases::all();
    let mut shown: BTreeMap<&str, u32> = BTreeMap::new();
    for rule in all.iter().flat_map(|case| &case.rules) {
        *shown.entry(rule).or_default() += 1;
    }
    let mut excused = BTreeSet::new();
    for reason in &without.reason {
        assert!(!reason.why.is_empty());
        for rule in &reason.rules {
            assert!(excused.insert(rule.as_str()), "{rule} is excused twice");
        }
    }
    let unknown: Vec<&str> = shown
        .keys()
        .chain(&excused)
        .filter(|rule| !table.contains(**rule))
        .copied()
        .collect();
    assert!(unknown.is_empty(), "not in the table: {unknown:?}");
    let both: Vec<&str> = excused
        .iter()
        .filter(|rule| shown.contains_key(**rule))
        .copied()
        .collect();
    assert!(both.is_empty(), "a case and an excuse: {both:?}");
    let neither: Vec<&str> = table
        .iter()
        .filter(|rule| !shown.contains_key(**rule) && !excused.contains(**rule))
        .copied()
        .collect();
    assert!(neither.is_empty(), "neither case nor reason: {neither:?}");
    println!(
        "{} cases; {} of {} rule lines have one, {} have none:",
        all.len(),
        shown.len(),
        table.len(),
        excused.len()
    );
    for reason in &without.reason {
        println!("  {}: {}", reason.why, reason.rules.join(" "));
    }
    println!("  most cases: {:?}", shown.iter().max_by_key(|one| one.1));
}

/// Everything that the table of rules cites.
fn cited() -> BTreeSet<String> {
    let lines = Policy::embedded().rules().iter();
    let all = lines.flat_map(RuleLine::citations);
    all.map(citation_text).collect()
}

/// Whether a citation, or each of several joined by 、, stands in the table.
fn stands(text: &str, table: &BTreeSet<String>) -> bool {
    text.split('、').all(|one| table.contains(one))
}

/// Sources that are no rule: what was handed in with the question, and what the program assumes.
const NO_RULE: [&str; 2] = ["本次给定", "程序默认"];

#[test]
fn every_citation_of_every_answer_stands_in_the_table_of_rules() {
    let mut table = cited();
    table.extend(NO_RULE.map(str::to_owned));
    table.extend(values_of_the_district());
    let mut foreign = BTreeSet::new();
    for case in cases::all() {
        let Some(question) = &case.ask else { continue };
        let answer = cases::pipe::ask(question);
        citations(&answer, &mut |text| {
            if !stands(text, &table) {
                foreign.insert(text.to_owned());
            }
        });
    }
    assert!(foreign.is_empty(), "{foreign:?}");
}

/// What the words of a step hold that cites nothing: counting years and a person's own wish need no rule, and the
/// table of regions is named in the words themselves.
const NO_CITATION: [&str; 3] = ["周岁", "本人自愿退出", "历年代码表"];

#[test]
fn every_step_of_every_answer_says_where_it_comes_from() {
    let mut bare = BTreeSet::new();
    for case in cases::all() {
        let Some(question) = &case.ask else { continue };
        let answer = cases::pipe::ask(question);
        for step in answer["steps"].as_array().into_iter().flatten() {
            let text = step["text"].as_str().unwrap();
            if step["citation"].is_null() && !NO_CITATION.iter().any(|word| text.contains(word)) {
                bare.insert(text.to_owned());
            }
        }
    }
    assert!(bare.is_empty(), "{bare:?}");
}

/// Calls `found` with every citation in an answer, wherever it stands.
fn citations(answer: &Value, found: &mut impl FnMut(&str)) {
    match answer {
        Value::Array(items) => items.iter().for_each(|item| citations(item, found)),
        Value::Object(members) => {
            for (name, value) in members {
                match value.as_str() {
                    Some(text) if name == "citation" => found(text),
                    Some(_) | None => citations(value, found),
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What the amounts of the home district rest on: documents of the place, not rules.
fn values_of_the_district() -> Vec<String> {
    let policy = Policy::embedded();
    let home = hecha::domain::area::AreaCode(hecha::policy::HOME_AREA.to_owned());
    let mut sources = Vec::new();
    for parameter in policy.names() {
        for version in policy.versions(&parameter.name, &home) {
            if version.level == hecha::policy::Level::Area {
                sources.push(citation_text(&version.source));
            }
        }
    }
    sources
}

#[test]
fn every_value_of_the_nation_rests_on_a_place_in_the_table_of_rules() {
    let mut table = cited();
    table.extend(NO_RULE.map(str::to_owned));
    let policy = Policy::embedded();
    let home = hecha::domain::area::AreaCode(hecha::policy::HOME_AREA.to_owned());
    for parameter in policy.names() {
        for version in policy.versions(&parameter.name, &home) {
            let text = citation_text(&version.source);
            let place = version.level == hecha::policy::Level::Area || stands(&text, &table);
            assert!(place, "{} rests on {text}", parameter.name);
        }
    }
}

#[test]
fn every_citation_that_the_program_can_make_stands_in_the_table_of_rules() {
    let table = cited();
    let mut seen = 0;
    let mut foreign = BTreeSet::new();
    for (path, text) in support_sources() {
        for (key, article) in places(&text) {
            seen += 1;
            let instrument = Policy::embedded().instrument(&key);
            let instrument = instrument.unwrap_or_else(|| panic!("{path}: {key}"));
            let citation = Citation::new(instrument.cite.clone(), article);
            if !table.contains(&citation_text(&citation)) {
                foreign.insert(format!("{path}: {}", citation_text(&citation)));
            }
        }
    }
    assert!(seen > 60, "{seen} places were read");
    assert!(foreign.is_empty(), "{foreign:#?}");
}

/// The files of the program.
fn support_sources() -> Vec<(String, String)> {
    fn walk(folder: &std::path::Path, files: &mut Vec<(String, String)>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, files);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                files.push((path.display().to_string(), text));
            }
        }
    }
    let mut files = Vec::new();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    walk(&root, &mut files);
    files
}

/// The places named in `cite(&[("LAW", "第十八条"), …])`; an article that is worked out is no literal and left to
/// the answers.
fn places(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (start, opening) in text.match_indices("cite(&[") {
        let rest = &text[start + opening.len()..];
        let list = &rest[..rest.find(']').unwrap()];
        for pair in list.split('(').skip(1) {
            let quoted: Vec<&str> = pair.split('"').skip(1).step_by(2).collect();
            if let [key, article] = quoted.as_slice() {
                found.push(((*key).to_owned(), (*article).to_owned()));
            }
        }
    }
    found
}
