//! `policy`: the parameters as they hold, the office's own values with their documents, and the table of rules.

use serde::Serialize;

use super::{
    args,
    context::{Context, ask, execute, me},
    exit::{End, Failure},
};
use crate::{
    base::width,
    domain::{
        calendar::Day,
        citation::{Citation, Confidence},
    },
    engine::{
        answer::{Answer, ParamRow},
        command::Command,
        query::Query,
    },
    policy::{OfficeValue, Policy, RuleLine},
    session::Session,
    text::{steps::citation_text, terms, ui::policy as words},
};

/// One parameter in `policy list --json` and `policy show --json`.
#[derive(Debug, Serialize)]
struct ParamShape {
    name: String,
    label: String,
    unit: String,
    value: Option<String>,
    since: Option<Day>,
    until: Option<Day>,
    instrument: Option<String>,
    article: Option<String>,
    status: Confidence,
    own: bool,
}

impl From<&ParamRow> for ParamShape {
    fn from(row: &ParamRow) -> Self {
        Self {
            name: row.name.clone(),
            label: row.label.clone(),
            unit: row.unit.clone(),
            value: row.value.clone(),
            since: row.since,
            until: row.until,
            instrument: row.citation.as_ref().map(|cited| cited.instrument.clone()),
            article: row.citation.as_ref().map(|cited| cited.article.clone()),
            status: row.confidence,
            own: row.own,
        }
    }
}

/// Does one of the verbs.
///
/// # Errors
/// What the engine says.
pub fn policy(context: &Context, verb: &args::Policy) -> Result<End, Failure> {
    match verb {
        args::Policy::Rules { words, json } => rules(context, words.as_deref(), *json)?,
        args::Policy::List { on, area, json } => {
            let query = Query::Params {
                area: area.clone(),
                on: *on,
            };
            list(context, query, *json, in_groups)?;
        }
        args::Policy::Show { name, area, json } => {
            let query = Query::ParamHistory {
                name: name.clone(),
                area: area.clone(),
            };
            list(context, query, *json, paragraphs)?;
        }
        args::Policy::Set(set) => {
            let office = context.office()?;
            enter(context, &office, set)?;
            office.close()?;
        }
    }
    Ok(End::Done)
}

/// Asks the office for parameters and prints them.
fn list(
    context: &Context,
    query: Query,
    json: bool,
    words: fn(&[ParamRow]) -> String,
) -> Result<(), Failure> {
    let office = context.office()?;
    print(context, &params(&office, query)?, json, words)?;
    office.close()?;
    Ok(())
}

/// One line in `policy rules --json`.
#[derive(Debug, Serialize)]
struct RuleShape<'a> {
    id: &'a str,
    says: &'a str,
    citations: Vec<String>,
    status: Confidence,
}

/// The table of rules, which belongs to the program and needs no data directory.
fn rules(context: &Context, words: Option<&str>, json: bool) -> Result<(), Failure> {
    let cited = |line: &RuleLine| line.citations().map(citation_text).collect::<Vec<_>>();
    let lines = Policy::embedded().rules().iter().filter(|line| {
        words.is_none_or(|words| {
            let cited = cited(line);
            let mut texts = [&line.id, &line.says].into_iter().chain(&cited);
            texts.any(|text| text.contains(words))
        })
    });
    if json {
        let shapes: Vec<RuleShape<'_>> = lines
            .map(|line| RuleShape {
                id: &line.id,
                says: &line.says,
                citations: cited(line),
                status: line.confidence,
            })
            .collect();
        context.output.json(&shapes)?;
    } else {
        let lines: Vec<String> = lines
            .map(|line| {
                let sure = width::fit(terms::confidence(line.confidence), 7);
                let cited = cited(line).join("、");
                [&width::fit(&line.id, 7), &sure, &line.says, "  ", &cited].concat()
            })
            .collect();
        context.output.text(&lines.join("\n"))?;
    }
    Ok(())
}

fn params(session: &dyn Session, query: Query) -> Result<Vec<ParamRow>, Failure> {
    ask(session, query, |answer| match answer {
        Answer::Params(rows) => Ok(rows),
        other => Err(other),
    })
}

fn print(
    context: &Context,
    rows: &[ParamRow],
    json: bool,
    words: fn(&[ParamRow]) -> String,
) -> Result<(), Failure> {
    if json {
        let shapes: Vec<ParamShape> = rows.iter().map(ParamShape::from).collect();
        context.output.json(&shapes)?;
    } else {
        context.output.text(&words(rows))?;
    }
    Ok(())
}

/// The parameters by group, as the screen lists them.
fn in_groups(rows: &[ParamRow]) -> String {
    let place = |row: &ParamRow| words::place(&row.name, row.value.is_some() && !row.own);
    let mut rows: Vec<&ParamRow> = rows.iter().collect();
    rows.sort_by_key(|row| place(row));
    let mut lines = Vec::with_capacity(rows.len());
    let mut before = None;
    for row in rows {
        let group = place(row).group;
        if before.replace(group) != Some(group) {
            lines.push(words::heading(group).to_owned());
        }
        lines.push(format!("  {}", line(row)));
    }
    lines.join("\n")
}

fn line(row: &ParamRow) -> String {
    [
        width::fit(&row.name, 34),
        " ".to_owned(),
        width::fit_left(row.value.as_deref().unwrap_or("未设"), 12),
        " ".to_owned(),
        width::fit(&row.unit, 12),
        " ".to_owned(),
        width::fit(terms::confidence(row.confidence), 7),
        row.label.clone(),
    ]
    .concat()
}

/// The dated values of a parameter, the newest first.
fn paragraphs(rows: &[ParamRow]) -> String {
    let lines: Vec<String> = rows.iter().map(paragraph).collect();
    lines.join("\n")
}

fn paragraph(row: &ParamRow) -> String {
    let day =
        |day: Option<Day>, none: &str| day.map_or_else(|| none.to_owned(), |day| day.to_string());
    format!(
        "{} {}\n  {} {}  {} 至 {}  {}{}\n  {}",
        row.name,
        row.label,
        row.value.as_deref().unwrap_or("未设"),
        row.unit,
        day(row.since, "起始不明"),
        day(row.until, "下一个值"),
        terms::confidence(row.confidence),
        if row.own { "  本单位录入" } else { "" },
        row.citation
            .as_ref()
            .map_or_else(|| "无出处".to_owned(), cited),
    )
}

fn cited(citation: &Citation) -> String {
    format!("{} {}", citation.instrument, citation.article)
        .trim_end()
        .to_owned()
}

fn enter(context: &Context, session: &dyn Session, set: &args::PolicySet) -> Result<(), Failure> {
    let area = match &set.area {
        Some(area) => area.clone(),
        None => me(session)?.county,
    };
    let value = OfficeValue {
        name: set.name.clone(),
        value: set.value.clone(),
        from: set.from,
        until: set.until,
        document: set.document.clone(),
        area,
        confidence: if set.unverified {
            Confidence::Unverified
        } else {
            Confidence::Confirmed
        },
    };
    let said = format!(
        "{} 起, 依据 {}, {}",
        value.from,
        value.document,
        terms::confidence(value.confidence)
    );
    let (name, entered) = (value.name.clone(), words::value(&value.value));
    let receipt = execute(session, Command::SetPolicyValue { value }, None)?;
    let query = Query::Params {
        area: set.area.clone(),
        on: Some(set.from),
    };
    let known = params(session, query)?
        .into_iter()
        .find(|row| row.name == name);
    let what = known.map_or(format!("{name} {entered}"), |row| {
        format!("{} {entered} {}", row.label, row.unit)
    });
    context.output.text(&format!(
        "已录入 {what}, {said}。已存 (第 {} 号记录)。",
        receipt.seq
    ))?;
    Ok(())
}
