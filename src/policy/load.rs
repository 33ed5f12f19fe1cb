//! Reads the embedded data files. They are part of the program: a mistake in them is a bug that tests find.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Instrument, Kind, Level, Parameter, Policy, Version, table};
use crate::domain::{
    area::AreaCode,
    calendar::Day,
    citation::{Citation, Confidence},
    workdays::{WorkCalendar, YearOfRest},
};

/// A data file: where it holds and what stands in it.
struct Source {
    name: &'static str,
    area: &'static str,
    text: &'static str,
}

/// Every file of instruments and values, national ones first.
const FILES: &[Source] = &[
    national(
        "instruments.toml",
        include_str!("data/national/instruments.toml"),
    ),
    national("dibao.toml", include_str!("data/national/dibao.toml")),
    national("edge.toml", include_str!("data/national/edge.toml")),
    national("tekun.toml", include_str!("data/national/tekun.toml")),
    national("linshi.toml", include_str!("data/national/linshi.toml")),
    national("linked.toml", include_str!("data/national/linked.toml")),
    national("price.toml", include_str!("data/national/price.toml")),
    national("remedy.toml", include_str!("data/national/remedy.toml")),
    yuhui("dibao.toml", include_str!("data/340304/dibao.toml")),
    yuhui("tekun.toml", include_str!("data/340304/tekun.toml")),
    yuhui("linshi.toml", include_str!("data/340304/linshi.toml")),
    yuhui("old_age.toml", include_str!("data/340304/old_age.toml")),
];

const fn national(name: &'static str, text: &'static str) -> Source {
    Source {
        name,
        area: "",
        text,
    }
}

const fn yuhui(name: &'static str, text: &'static str) -> Source {
    Source {
        name,
        area: super::HOME_AREA,
        text,
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NamesFile {
    name: Vec<NameRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NameRow {
    name: String,
    label: String,
    unit: String,
    kind: KindName,
    #[serde(default)]
    of: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum KindName {
    Money,
    Ratio,
    Count,
    Day,
    Flag,
    Choice,
    Rounding,
    Causes,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ValuesFile {
    #[serde(default)]
    instrument: BTreeMap<String, InstrumentRow>,
    #[serde(default)]
    value: Vec<ValueRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InstrumentRow {
    cite: String,
    title: String,
    from: Option<toml::value::Datetime>,
    until: Option<toml::value::Datetime>,
    confidence: Confidence,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ValueRow {
    name: String,
    from: Option<toml::value::Datetime>,
    until: Option<toml::value::Datetime>,
    value: String,
    source: String,
    #[serde(default)]
    article: String,
    confidence: Confidence,
    #[serde(default)]
    note: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidaysFile {
    year: Vec<HolidaysRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidaysRow {
    year: i32,
    source: String,
    rest: Vec<String>,
    makeup: Vec<String>,
}

/// Everything embedded.
#[expect(
    clippy::panic,
    reason = "the files are part of the program; the tests load every one of them"
)]
pub(super) fn embedded() -> Policy {
    read_all().unwrap_or_else(|why| panic!("embedded policy data: {why}"))
}

fn read_all() -> Result<Policy, String> {
    let names: NamesFile = toml::from_str(include_str!("data/national/names.toml"))
        .map_err(|error| format!("names.toml: {error}"))?;
    let mut policy = Policy {
        names: names.name.into_iter().map(parameter).collect(),
        values: BTreeMap::new(),
        instruments: BTreeMap::new(),
        calendar: calendar(include_str!("data/national/holidays.toml"))?,
        order: toml::from_str(include_str!("data/national/order.toml"))
            .map_err(|error| format!("order.toml: {error}"))?,
        rules: Vec::new(),
    };
    for source in FILES {
        add_file(&mut policy, source)
            .map_err(|why| format!("{}{}: {why}", source.area, source.name))?;
    }
    policy.rules = table::read(include_str!("data/national/rules.toml"), |key| {
        policy.instrument(key)
    })
    .map_err(|why| format!("rules.toml: {why}"))?;
    Ok(policy)
}

fn parameter(row: NameRow) -> (String, Parameter) {
    let kind = match row.kind {
        KindName::Money => Kind::Money,
        KindName::Ratio => Kind::Ratio,
        KindName::Count => Kind::Count,
        KindName::Day => Kind::Day,
        KindName::Flag => Kind::Flag,
        KindName::Choice => Kind::Choice(row.of),
        KindName::Rounding => Kind::Rounding,
        KindName::Causes => Kind::Causes,
    };
    let parameter = Parameter {
        name: row.name.clone(),
        label: row.label,
        unit: row.unit,
        kind,
    };
    (row.name, parameter)
}

fn add_file(policy: &mut Policy, source: &Source) -> Result<(), String> {
    let file: ValuesFile = toml::from_str(source.text).map_err(|error| error.to_string())?;
    for (key, row) in file.instrument {
        let instrument = Instrument {
            cite: row.cite,
            title: row.title,
            from: day(row.from)?,
            until: day(row.until)?,
            confidence: row.confidence,
        };
        let known = policy.instruments.insert(key.clone(), instrument.clone());
        if known.is_some_and(|known| known != instrument) {
            return Err(format!("{key} is described twice"));
        }
    }
    for row in file.value {
        let value = policy
            .check(&row.name, &row.value)
            .map_err(|error| error.to_string())?;
        let instrument = policy
            .instruments
            .get(&row.source)
            .ok_or_else(|| format!("{}: no instrument is called {}", row.name, row.source))?;
        let version = Version {
            level: if source.area.is_empty() {
                Level::National
            } else {
                Level::Area
            },
            area: AreaCode(source.area.to_owned()),
            value,
            text: row.value,
            since: day(row.from)?,
            until: day(row.until)?,
            source: Citation::new(instrument.cite.clone(), row.article),
            confidence: row.confidence,
            note: row.note,
        };
        policy.values.entry(row.name).or_default().push(version);
    }
    Ok(())
}

/// A TOML date as a day.
fn day(date: Option<toml::value::Datetime>) -> Result<Option<Day>, String> {
    date.map(|date| {
        date.to_string()
            .parse()
            .map_err(|_| format!("{date} is no day"))
    })
    .transpose()
}

fn calendar(text: &str) -> Result<WorkCalendar, String> {
    let file: HolidaysFile =
        toml::from_str(text).map_err(|error| format!("holidays.toml: {error}"))?;
    let mut calendar = WorkCalendar::default();
    for row in file.year {
        calendar.add_year(YearOfRest {
            year: row.year,
            rest: days(&row.rest)?,
            makeup: days(&row.makeup)?,
            source: row.source,
        });
    }
    Ok(calendar)
}

/// Days and ranges `2026-02-15..2026-02-23`, both ends included.
fn days(texts: &[String]) -> Result<Vec<Day>, String> {
    let mut all = Vec::new();
    for text in texts {
        let (first, last) = text.split_once("..").unwrap_or((text, text));
        let read = |part: &str| {
            part.parse::<Day>()
                .map_err(|_| format!("{text} is no range of days"))
        };
        let (first, last) = (read(first)?, read(last)?);
        let mut next = Some(first).filter(|first| *first <= last);
        while let Some(day) = next {
            all.push(day);
            next = day.next().filter(|day| *day <= last);
        }
    }
    Ok(all)
}
