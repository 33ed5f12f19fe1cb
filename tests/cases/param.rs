//! Cases that are a parameter of the home district on several days: its value, its citation, how sure it is.

use hecha::{
    domain::{area::AreaCode, calendar::Day},
    policy::{HOME_AREA, Lookup, ParamValue, Policy},
    text::steps::citation_text,
};
use serde_json::json;

use super::Case;

fn on(name: &str, day: &str) -> Option<Lookup<ParamValue>> {
    let day: Day = day.parse().expect("a day");
    let view = Policy::embedded().view(&AreaCode(HOME_AREA.to_owned()), day);
    view.lookup(name)
}

/// What is wrong with its values.
pub fn wrong(case: &Case, name: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut newest = None;
    for (day, wanted) in &case.days {
        let found = on(name, day);
        let got = found.as_ref().map_or("unset", |found| found.text.as_str());
        if got != wanted {
            wrong.push(format!("{name} on {day}: wanted {wanted}, got {got}"));
        }
        newest = found;
    }
    if case.days.is_empty() {
        wrong.push("no day".to_owned());
    }
    let citation = newest.as_ref().map(|found| citation_text(&found.source));
    if citation != case.citation {
        wrong.push(format!("it cites {citation:?}"));
    }
    let status = newest.map(|found| json!(found.confidence));
    if status != case.status.as_ref().map(|status| json!(status)) {
        wrong.push(format!("it is {status:?}"));
    }
    wrong
}
