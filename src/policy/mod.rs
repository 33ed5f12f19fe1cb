//! The law as dated data: national and area files embedded, office values handed in.
//!
//! A parameter has a name, a unit and, for each first day, a value with the document it rests on and how sure
//! we are of it. Nothing is edited, only superseded. Who outranks whom: values of the question itself, then the
//! office's own, then the area's file, then the national file; within one level the value for the smallest
//! area, then the one that began last. No file is read while running and nothing is guessed: a name nobody
//! lists is an error, a listed name without a value is unset.

mod load;
mod table;
mod value;
mod view;

use std::{collections::BTreeMap, sync::LazyLock};

pub use crate::domain::parameter::OfficeValue;
pub use table::RuleLine;
pub use value::{BadParameter, Kind, ParamValue};
pub use view::{Lookup, PolicyView};

use crate::domain::{
    area::AreaCode,
    calendar::Day,
    citation::{Citation, Confidence},
    queue::QueueWeights,
    workdays::WorkCalendar,
};

/// The home district, whose area file is embedded: 禹会区, 蚌埠市.
pub const HOME_AREA: &str = "340304";

/// What is embedded, parsed once.
static EMBEDDED: LazyLock<Policy> = LazyLock::new(load::embedded);

/// A known parameter (参数): what it is called and measured in, whether or not it has a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// The name in data and interfaces, e.g. `db.standard.rural`.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// What it is measured in.
    pub unit: String,
    /// What its values look like.
    pub kind: Kind,
}

/// Which source a value comes from; a later one outranks an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 全国: the national file.
    National,
    /// 地区: the file of an area.
    Area,
    /// 本单位: entered by the office.
    Office,
    /// 本次: handed in with the question.
    Call,
}

/// One dated value of a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Where it comes from.
    pub level: Level,
    /// Where it holds; empty for everywhere.
    pub area: AreaCode,
    /// The value.
    pub value: ParamValue,
    /// The value as written.
    pub text: String,
    /// First day it holds; `None` if it always held.
    pub since: Option<Day>,
    /// Last day it holds, if it has one.
    pub until: Option<Day>,
    /// Instrument and article.
    pub source: Citation,
    /// How sure we are.
    pub confidence: Confidence,
    /// A remark on the source; may be empty.
    pub note: String,
}

/// An instrument (文件) that is cited, with the time it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instrument {
    /// How it is cited: a short name or document number.
    pub cite: String,
    /// The full title.
    pub title: String,
    /// First day in force; `None` where that means nothing, as for practice.
    pub from: Option<Day>,
    /// Last day in force, if it has ended.
    pub until: Option<Day>,
    /// How sure we are of number and days.
    pub confidence: Confidence,
}

/// All parameters with all their dated values, the instruments they cite, the calendar of working days, the weights of
/// the queues, and the table of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    names: BTreeMap<String, Parameter>,
    values: BTreeMap<String, Vec<Version>>,
    instruments: BTreeMap<String, Instrument>,
    calendar: WorkCalendar,
    order: QueueWeights,
    rules: Vec<RuleLine>,
}

impl Policy {
    /// What is embedded in the program, without any office's own values.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// The same with the office's own values on top.
    pub fn with_office(&self, values: &[OfficeValue]) -> Result<Self, BadParameter> {
        let mut policy = self.clone();
        for one in values {
            let value = policy.check(&one.name, &one.value)?;
            let versions = policy.values.entry(one.name.clone()).or_default();
            versions.push(Version {
                level: Level::Office,
                area: one.area.clone(),
                value,
                text: one.value.clone(),
                since: Some(one.from),
                until: one.until,
                source: Citation::new(one.document.clone(), ""),
                confidence: one.confidence,
                note: String::new(),
            });
        }
        Ok(policy)
    }

    /// Checks that the name is known and the text is a value of its kind.
    pub fn check(&self, name: &str, text: &str) -> Result<ParamValue, BadParameter> {
        let parameter = self.parameter(name).ok_or_else(|| BadParameter::Unknown {
            name: name.to_owned(),
        })?;
        parameter
            .kind
            .read(text)
            .map_err(|why| BadParameter::Value {
                name: name.to_owned(),
                why,
            })
    }

    /// All known parameters in the order of their names.
    pub fn names(&self) -> impl Iterator<Item = &Parameter> {
        self.names.values()
    }

    /// The parameter of that name, if it is known.
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.names.get(name)
    }

    /// All dated values of a parameter that hold in an area, the newest first.
    pub fn versions(&self, name: &str, area: &AreaCode) -> Vec<&Version> {
        let mut versions: Vec<&Version> = self
            .all_versions(name)
            .iter()
            .filter(|one| one.area.contains(area))
            .collect();
        versions.sort_by_key(|one| std::cmp::Reverse((one.since, one.level)));
        versions
    }

    /// The parameters as they hold in an area on a day.
    pub fn view(&self, area: &AreaCode, on: Day) -> PolicyView<'_> {
        PolicyView::new(self, area.clone(), on)
    }

    /// The calendar of working days.
    pub const fn calendar(&self) -> &WorkCalendar {
        &self.calendar
    }

    /// The weights by which queues are put in order (队列次序).
    pub const fn order(&self) -> &QueueWeights {
        &self.order
    }

    /// The table of rules (依据表), in the order of the rulebook.
    pub fn rules(&self) -> &[RuleLine] {
        &self.rules
    }

    /// The instrument that the data calls by this key, e.g. `D57`.
    pub fn instrument(&self, key: &str) -> Option<&Instrument> {
        self.instruments.get(key)
    }

    fn all_versions(&self, name: &str) -> &[Version] {
        self.values.get(name).map_or(&[], Vec::as_slice)
    }
}

impl Version {
    /// Whether it holds on a day.
    pub fn holds(&self, on: Day) -> bool {
        self.since.is_none_or(|since| since <= on) && self.until.is_none_or(|until| on <= until)
    }
}

impl Instrument {
    /// Whether it is in force on a day.
    pub fn holds(&self, on: Day) -> bool {
        self.from.is_none_or(|from| from <= on) && self.until.is_none_or(|until| on <= until)
    }
}

#[cfg(test)]
mod tests;
