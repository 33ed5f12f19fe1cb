//! The table of rules (依据表): every line of the rulebook with where it comes from and how sure we are of its text.
//!
//! It holds no figure: those are parameters. `hecha policy rules` prints it, and the tests hold every citation of a
//! step, of a parameter and of a case against it.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::Instrument;
use crate::domain::citation::{Citation, Confidence};

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleLine {
    /// Its name, e.g. `DB-60`.
    pub id: String,
    /// What it is about, in a few words.
    pub says: String,
    /// What it rests on; an empty article says that none was confirmed.
    pub cites: Vec<Citation>,
    /// What is cited for the same on other days, or beside it.
    pub also: Vec<Citation>,
    /// How sure we are of its text.
    pub confidence: Confidence,
}

impl RuleLine {
    /// Everything that is cited for it.
    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        self.cites.iter().chain(&self.also)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableFile {
    rule: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    says: String,
    cites: Vec<(String, String)>,
    #[serde(default)]
    also: Vec<(String, String)>,
    confidence: Confidence,
}

/// Reads the table; `instrument` finds what a key stands for.
pub(super) fn read<'a>(
    text: &str,
    instrument: impl Fn(&str) -> Option<&'a Instrument>,
) -> Result<Vec<RuleLine>, String> {
    let file: TableFile = toml::from_str(text).map_err(|error| error.to_string())?;
    let mut known = BTreeSet::new();
    let mut lines = Vec::with_capacity(file.rule.len());
    for row in file.rule {
        let cited = |places: Vec<(String, String)>| {
            places
                .into_iter()
                .map(|(key, article)| {
                    instrument(&key)
                        .map(|found| Citation::new(found.cite.clone(), article))
                        .ok_or_else(|| format!("{}: no instrument is called {key}", row.id))
                })
                .collect::<Result<Vec<_>, String>>()
        };
        if row.cites.is_empty() {
            return Err(format!("{} rests on nothing", row.id));
        }
        let (cites, also) = (cited(row.cites)?, cited(row.also)?);
        if !known.insert(row.id.clone()) {
            return Err(format!("{} stands twice", row.id));
        }
        lines.push(RuleLine {
            id: row.id,
            says: row.says,
            cites,
            also,
            confidence: row.confidence,
        });
    }
    Ok(lines)
}
