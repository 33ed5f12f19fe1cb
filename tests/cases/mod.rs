//! The form of a law case: what it says, the rule lines it shows, and one question of three sorts: a line of the
//! pipe (`ask`), a parameter on several days (`param`), or acts at a desk (`desk`).

pub mod desk;
pub mod param;
pub mod pipe;
pub mod sum;

use std::{collections::BTreeMap, fs, path::Path};

use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

/// One case of the law.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What the case says, as a sentence.
    pub name: String,
    /// The lines it shows, by their names in the table of rules.
    pub rules: Vec<String>,
    /// A line of the pipe.
    pub ask: Option<Value>,
    /// Acts at a desk.
    pub desk: Option<desk::Desk>,
    /// A parameter.
    pub param: Option<String>,
    /// Its value by day; `unset` where it has none.
    #[serde(default)]
    pub days: BTreeMap<String, String>,
    /// The citation of its value on the last of the days.
    pub citation: Option<String>,
    /// How sure we are of it.
    pub status: Option<String>,
    /// Members of the answer, or places in the case as the desk shows it at the end.
    #[serde(default)]
    pub expect: Value,
    /// Members of the answer that must be null.
    #[serde(default)]
    pub null: Vec<String>,
    /// The code of a refusal.
    pub code: Option<String>,
    /// What some line of the explanation or the message of a refusal must contain: `text | citation | status`.
    #[serde(default)]
    pub says: Vec<String>,
    /// What no line may contain.
    #[serde(default)]
    pub says_not: Vec<String>,
}

impl Case {
    /// What is wrong with the answer; empty if it is as the case says.
    pub fn wrong(&self) -> Vec<String> {
        match (&self.ask, &self.param, &self.desk) {
            (Some(question), None, None) => pipe::wrong(self, question),
            (None, Some(name), None) => param::wrong(self, name),
            (None, None, Some(desk)) => desk::wrong(self, desk),
            (_, _, _) => vec!["one of ask, param, desk".to_owned()],
        }
    }
}

impl Case {
    /// What of a paper is missing, or should not stand there.
    fn unsaid(&self, text: &str) -> Vec<String> {
        let missing = self.says.iter().filter(|words| !text.contains(*words));
        let foreign = self.says_not.iter().filter(|words| text.contains(*words));
        missing
            .map(|words| format!("the paper does not say {words}"))
            .chain(foreign.map(|words| format!("the paper says {words}")))
            .collect()
    }
}

/// Every case of every file.
pub fn all() -> Vec<Case> {
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

/// What is expected: a sum, or the value itself.
pub fn expected(value: &Value) -> Value {
    match value.as_str().and_then(|text| text.strip_prefix("= ")) {
        Some(sum) => Value::from(sum::evaluate(sum).plain()),
        None => value.clone(),
    }
}
