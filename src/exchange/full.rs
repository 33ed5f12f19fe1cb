//! A list that a person calls full: what it covers, and which households of the office it does not name.
//!
//! It covers the programmes of its households, each in the villages it names: one village alone, else the whole
//! township around them. Nothing is done to a household that is missing; somebody looks into it.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

use super::{
    export::{Format, Order, Profile, Selection},
    known::Office,
    refusal::ExchangeRefusal,
};
use crate::{
    base::new_file::Existing,
    domain::{area::AreaCode, case::Programme, ids::CaseId, queue::QueueRow},
    engine::{command::Intake, query::Covered},
};

/// Digits of the code of a township; a longer one is that of a village.
const TOWNSHIP_DIGITS: usize = 9;

/// What a full list does not name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlisted {
    /// What the list covers: programmes with the names of their areas.
    pub covered: Vec<(Programme, String)>,
    /// The households it does not name.
    pub rows: Vec<QueueRow>,
}

impl Unlisted {
    /// What writes those households into a workbook to work on, under a title.
    pub fn order(&self, path: PathBuf, title: String) -> Order {
        Order {
            selection: Selection::Cases(self.rows.iter().map(|row| row.case).collect()),
            profile: Profile::Internal,
            format: Format::Xlsx,
            path,
            existing: Existing::Keep,
            title,
        }
    }
}

/// What a list names, gathered household by household.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    named: Vec<CaseId>,
    places: BTreeMap<Programme, BTreeSet<AreaCode>>,
}

impl Listing {
    /// A household of the office is named, whatever becomes of its rows.
    pub(crate) fn names(&mut self, case: CaseId) {
        self.named.push(case);
    }

    /// The list has a household here.
    pub(crate) fn covers(&mut self, intake: &Intake) {
        let places = self.places.entry(intake.programme).or_default();
        if !places.contains(&intake.area) {
            places.insert(intake.area.clone());
        }
    }

    /// Asks for what is missing.
    pub(crate) fn close(self, office: &Office<'_>) -> Result<Unlisted, ExchangeRefusal> {
        let covered = covered(&self.places);
        let names = covered
            .iter()
            .map(|it| (it.programme, office.areas.name(&it.area)))
            .collect();
        let rows = office.unlisted(covered, self.named)?;
        Ok(Unlisted {
            covered: names,
            rows,
        })
    }
}

/// One village alone, else the townships of the villages; a place no finer than the county only where there is
/// nothing else.
fn covered(places: &BTreeMap<Programme, BTreeSet<AreaCode>>) -> Vec<Covered> {
    let mut all = Vec::new();
    for (programme, areas) in places {
        let fine: Vec<&AreaCode> = areas
            .iter()
            .filter(|area| area.0.len() >= TOWNSHIP_DIGITS)
            .collect();
        let found: BTreeSet<AreaCode> = match fine.as_slice() {
            [] => areas.clone(),
            [one] => BTreeSet::from([(*one).clone()]),
            several => several.iter().map(|area| area.township()).collect(),
        };
        all.extend(found.into_iter().map(|area| Covered {
            programme: *programme,
            area,
        }));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_village_is_covered_alone_and_several_with_their_townships() {
        let of = |codes: &[&str]| {
            let areas = codes.iter().map(|code| AreaCode((*code).to_owned()));
            let places = BTreeMap::from([(Programme::Dibao, areas.collect())]);
            let codes = covered(&places).into_iter().map(|it| it.area.0);
            codes.collect::<Vec<String>>()
        };
        assert_eq!(of(&["340304200201"]), ["340304200201"]);
        assert_eq!(of(&["340304", "340304200201"]), ["340304200201"]);
        assert_eq!(
            of(&["340304101201", "340304200201", "340304200202"]),
            ["340304101", "340304200"]
        );
        assert_eq!(of(&["340304"]), ["340304"]);
        assert_eq!(of(&[]), [""; 0]);
    }
}
