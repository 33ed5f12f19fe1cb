//! The law as cases: every file of `fixtures/cases`, each expected amount written as the sum it comes from.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::{collections::BTreeSet, fs, io::Cursor, path::Path};

use hecha::{
    cli::calc::run,
    domain::{
        money::{Fen, Rounding},
        rational::Rational,
    },
};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// What the case says, as a sentence.
    name: String,
    /// The rules it shows, by their names in the rulebook.
    rules: Vec<String>,
    /// A line of the pipe.
    ask: Value,
    /// Members of the answer.
    #[serde(default)]
    expect: Value,
    /// Members of the answer that must be null.
    #[serde(default)]
    null: Vec<String>,
    /// The code of a refusal.
    code: Option<String>,
    /// What some line of the explanation or the message of a refusal must contain: `text | citation | status`.
    #[serde(default)]
    says: Vec<String>,
    /// What no line may contain.
    #[serde(default)]
    says_not: Vec<String>,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/cases");
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let file: File =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        all.extend(file.case);
    }
    all
}

fn ask(question: &Value) -> Value {
    let mut output = Vec::new();
    let today = "2026-11-23".parse().unwrap();
    run(Cursor::new(question.to_string()), &mut output, today).unwrap();
    serde_json::from_slice(&output).unwrap()
}

/// The lines of an explanation, or the message of a refusal.
fn lines(answer: &Value) -> Vec<String> {
    let word = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let steps = answer["steps"].as_array().into_iter().flatten();
    steps
        .map(|step| {
            let part = |name: &str| word(&step[name]);
            format!(
                "{} | {} | {}",
                part("text"),
                part("citation"),
                part("status")
            )
        })
        .chain([word(&answer["message"])])
        .collect()
}

/// What is expected: a sum, or the value itself.
fn expected(value: &Value) -> Value {
    match value.as_str().and_then(|text| text.strip_prefix("= ")) {
        Some(sum) => Value::from(evaluate(sum).plain()),
        None => value.clone(),
    }
}

/// A member of the answer; of those who count and do not, the places.
fn given(name: &str, answer: &Value) -> Value {
    if !name.ends_with("counted") {
        return answer[name].clone();
    }
    let members = answer[name].as_array().unwrap().iter();
    members
        .filter(|one| one.get("income").is_none())
        .map(|one| one["index"].clone())
        .collect()
}

#[test]
fn every_case_comes_out_as_its_sum_says() {
    let mut failed = Vec::new();
    for case in cases() {
        let answer = ask(&case.ask);
        let mut wrong = Vec::new();
        if let Some(code) = &case.code {
            if answer["code"] != code.as_str() {
                wrong.push(format!("code {}", answer["code"]));
            }
        } else if answer["ok"] != true {
            wrong.push(answer["message"].to_string());
        }
        for (name, value) in case.expect.as_object().into_iter().flatten() {
            let (wanted, got) = (expected(value), given(name, &answer));
            if wanted != got {
                wrong.push(format!("{name}: wanted {wanted}, got {got}"));
            }
        }
        for name in &case.null {
            if answer.get(name).is_none_or(|value| !value.is_null()) {
                wrong.push(format!("{name} is not null: {}", answer[name]));
            }
        }
        let lines = lines(&answer);
        for words in &case.says {
            if !lines.iter().any(|line| line.contains(words.as_str())) {
                wrong.push(format!("no line says {words}"));
            }
        }
        for words in &case.says_not {
            if lines.iter().any(|line| line.contains(words.as_str())) {
                wrong.push(format!("a line says {words}"));
            }
        }
        if !wrong.is_empty() {
            failed.push(format!("{}: {}\n    {answer}", case.name, wrong.join("; ")));
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
fn every_rule_of_the_sum_has_a_case() {
    let shown: BTreeSet<String> = cases().into_iter().flat_map(|case| case.rules).collect();
    for rule in [
        "DB-03", "DB-04", "DB-05", "DB-07", "DB-20", "DB-22", "DB-23", "DB-24", "DB-26", "DB-29",
        "DB-60", "DB-70", "DB-71", "DB-72", "DB-73", "DB-75", "DB-81", "DB-82", "DB-86", "DB-87",
        "DB-88", "DB-90", "LW-03", "LW-04", "TK-01", "TK-02", "TK-03", "TK-04", "TK-05", "TK-07",
        "TK-21", "TK-30", "TK-32", "TK-34", "TK-50", "TK-51", "TK-53", "TK-54", "LS-04", "LS-06",
        "LS-11", "LS-14", "JG-02", "JG-04", "JG-10", "TM-01", "TM-02", "TM-03", "TM-04", "TM-05",
        "TM-06", "TM-07", "TM-08", "DB-41", "DB-42", "DB-47", "DB-49", "DB-51", "DB-52", "DB-53",
        "DB-85", "DB-97", "TK-09", "TK-10", "TK-11", "TK-12", "TK-22", "TK-36", "JG-07",
    ] {
        assert!(shown.contains(rule), "no case shows {rule}");
    }
}

#[test]
fn no_two_cases_have_the_same_name() {
    let mut names = BTreeSet::new();
    for case in cases() {
        assert!(names.insert(case.name.clone()), "{}", case.name);
    }
}

/// An amount written as a sum in yuan: + - * / parentheses, and the names of the roundings.
fn evaluate(text: &str) -> Fen {
    let mut sum = Sum { text, at: 0 };
    let yuan = sum.terms();
    assert_eq!(sum.at, text.len(), "read to the end: {text}");
    let fen = yuan.checked_mul(Rational::whole(100)).unwrap();
    Rounding::Fen.apply(fen).unwrap()
}

struct Sum<'a> {
    text: &'a str,
    at: usize,
}

impl Sum<'_> {
    fn next(&mut self) -> Option<char> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        self.text[self.at..].chars().next()
    }

    fn take(&mut self, wanted: char) -> bool {
        let yes = self.next() == Some(wanted);
        self.at += usize::from(yes);
        yes
    }

    fn terms(&mut self) -> Rational {
        let mut sum = self.factors();
        loop {
            if self.take('+') {
                sum = sum.checked_add(self.factors()).unwrap();
            } else if self.take('-') {
                sum = sum.checked_sub(self.factors()).unwrap();
            } else {
                return sum;
            }
        }
    }

    fn factors(&mut self) -> Rational {
        let mut product = self.value();
        loop {
            if self.take('*') {
                product = product.checked_mul(self.value()).unwrap();
            } else if self.take('/') {
                product = product.checked_div(self.value()).unwrap();
            } else {
                return product;
            }
        }
    }

    fn value(&mut self) -> Rational {
        if self.take('(') {
            let inner = self.terms();
            assert!(self.take(')'), "a bracket is closed");
            return inner;
        }
        self.next();
        let rest = &self.text[self.at..];
        let digits = |one: char| one.is_ascii_digit() || one == '.';
        let number = &rest[..rest.find(|one| !digits(one)).unwrap_or(rest.len())];
        if let Some(value) = Rational::parse(number) {
            self.at += number.len();
            return value;
        }
        let word = &rest[..rest.find('(').expect("a rounding has brackets")];
        let rounding = Rounding::by_name(word).expect("a rounding");
        self.at += word.len() + 1;
        let inner = self.terms();
        assert!(self.take(')'), "a bracket is closed");
        let fen = inner.checked_mul(Rational::whole(100)).unwrap();
        Rational::of(rounding.apply(fen).unwrap())
            .checked_div(Rational::whole(100))
            .unwrap()
    }
}
