//! Cases that are a line of the pipe.

use std::io::Cursor;

use hecha::cli::calc::run;
use serde_json::Value;

use super::{Case, expected};

/// The answer to a question.
pub fn ask(question: &Value) -> Value {
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

/// What is wrong with the answer.
pub fn wrong(case: &Case, question: &Value) -> Vec<String> {
    let answer = ask(question);
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
        wrong.push(format!("\n    {answer}"));
    }
    wrong
}
