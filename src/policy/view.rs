//! Looking parameters up: where, on which day, and with what handed in for this one question.

use super::{BadParameter, Instrument, Level, ParamValue, Parameter, Policy, Version};
use crate::domain::{
    area::AreaCode,
    calendar::Day,
    citation::{Citation, Confidence},
    money::{Fen, Rounding},
    rational::Rational,
    review::Cause,
};

/// The parameters as they hold in an area on a day.
#[derive(Debug, Clone)]
pub struct PolicyView<'a> {
    policy: &'a Policy,
    area: AreaCode,
    on: Day,
    call: Vec<(String, Version)>,
}

/// A value that was found, with everything «where does it come from» needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lookup<T> {
    /// The parameter that gave it.
    pub name: String,
    /// The value.
    pub value: T,
    /// The value as written.
    pub text: String,
    /// First day; `None` if it always held.
    pub since: Option<Day>,
    /// Last day, if it has one.
    pub until: Option<Day>,
    /// Instrument and article, or the office's document.
    pub source: Citation,
    /// How sure we are.
    pub confidence: Confidence,
    /// Which source it comes from.
    pub level: Level,
}

impl<'a> PolicyView<'a> {
    pub(super) const fn new(policy: &'a Policy, area: AreaCode, on: Day) -> Self {
        Self {
            policy,
            area,
            on,
            call: Vec::new(),
        }
    }

    /// The same with a value handed in for this question, which outranks every other source.
    pub fn with(mut self, name: &str, text: &str) -> Result<Self, BadParameter> {
        let value = self.policy.check(name, text)?;
        let version = Version {
            level: Level::Call,
            area: AreaCode(String::new()),
            value,
            text: text.to_owned(),
            since: None,
            until: None,
            source: Citation::new("本次给定", ""),
            confidence: Confidence::Unverified,
            note: String::new(),
        };
        self.call.retain(|(known, _)| known != name);
        self.call.push((name.to_owned(), version));
        Ok(self)
    }

    /// The day whose law applies.
    pub const fn on(&self) -> Day {
        self.on
    }

    /// Where.
    pub const fn area(&self) -> &AreaCode {
        &self.area
    }

    /// The policy behind the view.
    pub const fn policy(&self) -> &'a Policy {
        self.policy
    }

    /// The value that holds, of the first of these names that has one on the highest level that has any.
    ///
    /// A more specific name stands first: it beats a general one only within the same level.
    ///
    /// # Panics
    /// If no parameter has one of the names: rules ask only for names that the data lists.
    pub fn first(&self, names: &[&str]) -> Option<Lookup<ParamValue>> {
        for name in names {
            assert!(
                self.policy.parameter(name).is_some(),
                "a rule asks for the parameter {name}, which the data does not list"
            );
        }
        [Level::Call, Level::Office, Level::Area, Level::National]
            .into_iter()
            .find_map(|level| {
                names.iter().find_map(|name| {
                    self.on_level(level, name)
                        .map(|version| found(name, version))
                })
            })
    }

    /// The value that holds.
    pub fn lookup(&self, name: &str) -> Option<Lookup<ParamValue>> {
        self.first(&[name])
    }

    /// The amount that holds.
    pub fn money(&self, name: &str) -> Option<Lookup<Fen>> {
        self.lookup(name)?.of(|value| match value {
            ParamValue::Money(amount) => Some(amount),
            _ => None,
        })
    }

    /// The ratio that holds.
    pub fn ratio(&self, name: &str) -> Option<Lookup<Rational>> {
        self.lookup(name)?.of(|value| match value {
            ParamValue::Ratio(ratio) => Some(ratio),
            _ => None,
        })
    }

    /// The count that holds.
    pub fn count(&self, name: &str) -> Option<Lookup<u32>> {
        self.lookup(name)?.of(|value| match value {
            ParamValue::Count(count) => Some(count),
            _ => None,
        })
    }

    /// The day that holds.
    pub fn day(&self, name: &str) -> Option<Lookup<Day>> {
        self.lookup(name)?.of(|value| match value {
            ParamValue::Day(day) => Some(day),
            _ => None,
        })
    }

    /// Whether the flag is set.
    pub fn flag(&self, name: &str) -> Option<Lookup<bool>> {
        self.lookup(name)?.of(|value| match value {
            ParamValue::Flag(flag) => Some(flag),
            _ => None,
        })
    }

    /// The word that holds.
    pub fn choice(&self, name: &str) -> Option<Lookup<String>> {
        self.lookup(name)?.of(|value| match value {
            ParamValue::Choice(word) => Some(word),
            _ => None,
        })
    }

    /// The rounding that holds.
    pub fn rounding(&self, name: &str) -> Option<Lookup<Rounding>> {
        self.lookup(name)?.of(|value| match value {
            ParamValue::Rounding(rounding) => Some(rounding),
            _ => None,
        })
    }

    /// The causes that hold.
    pub fn causes(&self, name: &str) -> Option<Lookup<Vec<Cause>>> {
        self.lookup(name)?.of(|value| match value {
            ParamValue::Causes(causes) => Some(causes),
            _ => None,
        })
    }

    /// Every known parameter with the value that holds, for the screen of parameters.
    pub fn all(&self) -> impl Iterator<Item = (&'a Parameter, Option<Lookup<ParamValue>>)> + '_ {
        self.policy
            .names()
            .map(|parameter| (parameter, self.lookup(&parameter.name)))
    }

    /// Whether the instrument of that key, e.g. `LAW`, is in force on the day.
    pub fn in_force(&self, key: &str) -> bool {
        self.policy
            .instrument(key)
            .is_some_and(|one| one.holds(self.on))
    }

    /// A citation of the first of these instruments that is in force on the day, or of the last one.
    ///
    /// # Panics
    /// If the list is empty or the data does not describe an instrument of it.
    pub fn cite(&self, places: &[(&str, &str)]) -> Citation {
        let known = |key: &str| -> &Instrument {
            let instrument = self.policy.instrument(key);
            assert!(
                instrument.is_some(),
                "a rule cites {key}, which the data does not describe"
            );
            instrument.unwrap_or_else(|| unreachable!())
        };
        let place = places
            .iter()
            .find(|(key, _)| known(key).holds(self.on))
            .or(places.last());
        assert!(place.is_some(), "a rule cites nothing");
        place.map_or_else(
            || Citation::new("", ""),
            |(key, article)| Citation::new(known(key).cite.clone(), *article),
        )
    }

    /// The version of a name that holds on a level: the smallest area first, then the latest first day.
    fn on_level(&self, level: Level, name: &str) -> Option<&Version> {
        if level == Level::Call {
            return self
                .call
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, version)| version);
        }
        self.policy
            .all_versions(name)
            .iter()
            .filter(|one| one.level == level && one.area.contains(&self.area) && one.holds(self.on))
            .max_by_key(|one| (one.area.0.len(), one.since))
    }
}

fn found(name: &str, version: &Version) -> Lookup<ParamValue> {
    Lookup {
        name: name.to_owned(),
        value: version.value.clone(),
        text: version.text.clone(),
        since: version.since,
        until: version.until,
        source: version.source.clone(),
        confidence: version.confidence,
        level: version.level,
    }
}

impl<T> Lookup<T> {
    /// The same with the value as another type, or nothing if it is of another kind.
    fn of<U>(self, pick: impl FnOnce(T) -> Option<U>) -> Option<Lookup<U>> {
        Some(Lookup {
            value: pick(self.value)?,
            name: self.name,
            text: self.text,
            since: self.since,
            until: self.until,
            source: self.source,
            confidence: self.confidence,
            level: self.level,
        })
    }
}
