//! Villages by the names lists use for them.

use std::collections::HashMap;

use crate::domain::area::{Area, AreaCode};

/// Areas by name.
pub(crate) struct Areas {
    by_name: HashMap<String, Vec<AreaCode>>,
    codes: Vec<AreaCode>,
    names: HashMap<AreaCode, String>,
    /// Where the person who imports acts.
    own: AreaCode,
}

/// Where a household lives, as far as it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Found {
    /// The village itself.
    Village(AreaCode),
    /// Nothing was said of it: the place the person acts in.
    Unsaid(AreaCode),
    /// A name nobody has entered: the nearest area that is known.
    Unknown(AreaCode),
}

impl Areas {
    pub(crate) fn new(areas: Vec<Area>, own: AreaCode) -> Self {
        let mut by_name: HashMap<String, Vec<AreaCode>> = HashMap::new();
        let mut codes = Vec::with_capacity(areas.len());
        let mut names = HashMap::with_capacity(areas.len());
        for area in areas {
            codes.push(area.code.clone());
            names.insert(area.code.clone(), area.name.clone());
            by_name.entry(base(&area.name)).or_default().push(area.code);
        }
        codes.sort_unstable();
        Self {
            by_name,
            codes,
            names,
            own,
        }
    }

    /// The name of an area; its code where nobody has entered it.
    pub(crate) fn name(&self, code: &AreaCode) -> String {
        self.names
            .get(code)
            .cloned()
            .unwrap_or_else(|| code.0.clone())
    }

    /// Finds a village within a township, both by name or code.
    pub(crate) fn find(&self, township: Option<&str>, village: Option<&str>) -> Found {
        let own = std::slice::from_ref(&self.own);
        let mut towns = township.map_or_else(Vec::new, |name| self.within(name, own));
        // A township and a community in it often share their name (长青乡, 长青社区).
        let widest = towns.first().map(|one| one.0.len());
        towns.retain(|one| Some(one.0.len()) == widest);
        let around = if towns.is_empty() { own } else { &towns };
        let near = || around.first().unwrap_or(&self.own).clone();
        let Some(village) = village else {
            return if township.is_some() && towns.is_empty() {
                Found::Unknown(near())
            } else {
                Found::Unsaid(near())
            };
        };
        // Some lists write township and village in one cell.
        let rest = township.and_then(|town| village.strip_prefix(town));
        let rest = rest.filter(|rest| !rest.is_empty());
        for name in [Some(village), rest].into_iter().flatten() {
            let mut found = self.within(name, around);
            found.retain(|one| !towns.contains(one));
            if let [one] = found.as_slice() {
                return Found::Village(one.clone());
            }
        }
        Found::Unknown(near())
    }

    /// Areas of this name, or the one of this code, in or above the places given; the widest first. Where one has the
    /// name to the letter, those that have it but for an ending are not meant.
    fn within(&self, name: &str, places: &[AreaCode]) -> Vec<AreaCode> {
        let code = AreaCode(name.trim().to_owned());
        let named = if self.codes.binary_search(&code).is_ok() {
            vec![code]
        } else {
            self.by_name.get(&base(name)).cloned().unwrap_or_default()
        };
        let lies_here = |found: &AreaCode| {
            places
                .iter()
                .any(|place| place.contains(found) || found.contains(place))
        };
        let mut found: Vec<AreaCode> = named.into_iter().filter(lies_here).collect();
        let wanted = spelt(name);
        let exact = |code: &AreaCode| self.names.get(code).is_some_and(|it| spelt(it) == wanted);
        if found.iter().any(exact) {
            found.retain(exact);
        }
        found.sort_by_key(|code| code.0.len());
        found
    }
}

/// A name without blanks.
fn spelt(name: &str) -> String {
    name.chars().filter(|one| !one.is_whitespace()).collect()
}

/// A name without what lists add and leave out at will.
fn base(name: &str) -> String {
    let name = spelt(name);
    for ending in [
        "社区居民委员会",
        "社区居委会",
        "村民委员会",
        "居民委员会",
        "村委会",
        "居委会",
        "社区",
        "街道办事处",
        "街道",
        "人民政府",
        "村",
        "乡",
        "镇",
    ] {
        if let Some(short) = name.strip_suffix(ending)
            && short.chars().count() >= 2
        {
            return short.to_owned();
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn areas() -> Areas {
        let area = |code: &str, name: &str| Area {
            code: AreaCode(code.to_owned()),
            name: name.to_owned(),
        };
        Areas::new(
            vec![
                area("340304", "禹会区"),
                area("340304200", "长青乡"),
                area("340304101", "马城镇"),
                area("340304200201", "前进村"),
                area("340304101201", "前进村"),
                area("340304200001", "长青社区"),
            ],
            AreaCode("340304".to_owned()),
        )
    }

    #[test]
    fn villages_are_found_by_the_names_lists_use() {
        let areas = areas();
        let home = Found::Village(AreaCode("340304200201".to_owned()));
        for village in [
            "前进村",
            "前进",
            "前进村委会",
            "长青乡前进村",
            "340304200201",
        ] {
            assert_eq!(areas.find(Some("长青乡"), Some(village)), home, "{village}");
        }
        assert_eq!(
            areas.find(None, Some("前进村")),
            Found::Unknown(AreaCode("340304".to_owned()))
        );
        assert_eq!(
            areas.find(Some("长青"), Some("红星村")),
            Found::Unknown(AreaCode("340304200".to_owned()))
        );
        assert_eq!(
            areas.find(Some("长青乡"), None),
            Found::Unsaid(AreaCode("340304200".to_owned()))
        );
    }

    #[test]
    fn a_community_that_shares_the_name_of_its_township_is_found() {
        let areas = areas();
        let community = Found::Village(AreaCode("340304200001".to_owned()));
        for (township, village) in [
            (Some("长青乡"), "长青社区"),
            (Some("长青乡"), "长青"),
            (Some("长青"), "长青社区"),
            (Some("长青"), "长青 社区"),
            (None, "长青社区"),
        ] {
            let found = areas.find(township, Some(village));
            assert_eq!(found, community, "{township:?} {village}");
        }
        assert_eq!(
            areas.find(Some("长青"), Some("红星村")),
            Found::Unknown(AreaCode("340304200".to_owned()))
        );
        assert_eq!(
            areas.find(Some("长青乡"), Some("前进村")),
            Found::Village(AreaCode("340304200201".to_owned()))
        );
    }
}
