//! Search by exact parts: nothing is guessed, and what is typed must stand there.
//!
//! A name is found by its beginning, by any two characters of it in a row, by its initials and by its
//! spelling; an ID number by its last four and more; a phone number likewise; a case number by its beginning
//! or its end; a household by its village. A term is a key, so a question reads only what answers it.

use std::collections::BTreeSet;

use super::{
    Store,
    fault::StoreFault,
    keys::{Key, KeyReader, Kind},
    pinyin::spellings,
    shelf::Shelf,
};
use crate::domain::{
    area::AreaCode,
    case::Case,
    ids::{CaseId, PersonId},
    person::Identity,
};

/// What is known of people while a case is projected.
pub type Who<'a, 'p> = &'a dyn Fn(PersonId) -> Option<&'p Identity>;

/// What a term is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Term {
    /// A whole name.
    Name = 1,
    /// The end of a name, at least two characters.
    NameEnd = 2,
    /// Initials.
    Initials = 3,
    /// The spelling in full.
    Spelling = 4,
    /// An ID number, backwards.
    IdNumber = 5,
    /// A phone number, backwards.
    Phone = 6,
    /// A case number.
    Number = 7,
    /// A case number, backwards.
    NumberEnd = 8,
}

/// Digits of an ID number, a phone or a case number that must be typed at least.
const TAIL_MIN: usize = 4;

/// A case that was found, and by which of its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// The case.
    pub case: CaseId,
    /// The member, if it was one.
    pub person: Option<PersonId>,
}

/// What stands for «no person» in a term: no person has this id.
const NOBODY: u64 = 0;

/// Text as it is compared: full-width letters made narrow, letters small, dots, dashes and blanks gone.
pub fn plain(text: &str) -> String {
    text.chars()
        .filter_map(|ch| match ch {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(ch) - 0xfee0),
            _ => Some(ch),
        })
        .filter(|ch| {
            !ch.is_whitespace()
                && !ch.is_control()
                && !matches!(
                    ch,
                    '.' | '-'
                        | '_'
                        | '·'
                        | '•'
                        | '‧'
                        | '・'
                        | '･'
                        | '．'
                        | '∙'
                        | '⋅'
                        | '\u{fffd}'
                        | '\u{200b}'..='\u{200f}'
                )
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// The terms under which a case is found; `township` is the number of its township.
pub fn terms_of(case: &Case, township: u64, who: Who<'_, '_>) -> Vec<Vec<u8>> {
    let mut terms = Vec::new();
    let mut put = |term: Term, text: &str, person: u64| {
        if !text.is_empty() {
            let key = Key::of(Kind::Term).byte(term as u8).text(text);
            terms.push(key.long(township).long(case.id.0).long(person).bytes());
        }
    };
    let number = plain(&case.number);
    put(Term::Number, &number, NOBODY);
    put(Term::NumberEnd, &backwards(&number), NOBODY);
    for member in &case.household.members {
        let Some(identity) = who(member.person) else {
            continue;
        };
        let person = member.person.0;
        let name = plain(identity.name.reveal());
        put(Term::Name, &name, person);
        for (start, _) in name.char_indices().skip(1) {
            let end = name.get(start..).unwrap_or_default();
            if end.chars().nth(1).is_some() {
                put(Term::NameEnd, end, person);
            }
        }
        let spelt = spellings(&name);
        for initials in &spelt.initials {
            put(Term::Initials, initials, person);
        }
        for full in &spelt.full {
            put(Term::Spelling, full, person);
        }
        let id = plain(identity.number.reveal());
        put(Term::IdNumber, &backwards(&id), person);
        let phone = plain(identity.phone.reveal());
        put(Term::Phone, &backwards(&phone), person);
    }
    terms.sort_unstable();
    terms.dedup();
    terms
}

fn backwards(text: &str) -> String {
    text.chars().rev().collect()
}

/// A part of the index to be read for a question, the best answers first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Terms that begin with this key.
    Terms(Key),
    /// Villages whose name contains the text.
    Villages(String),
}

/// Where the answers to a question stand, the best first.
pub fn parts(text: &str) -> Vec<Part> {
    let text = plain(text);
    let count = text.chars().count();
    let of = |term: Term| Key::of(Kind::Term).byte(term as u8);
    let mut parts = Vec::new();
    if count == 0 {
        return parts;
    }
    if text.is_ascii() {
        let tail = backwards(&text);
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        parts.push(Part::Terms(of(Term::Number).text(&text)));
        if digits + 1 >= count && count >= TAIL_MIN {
            parts.push(Part::Terms(of(Term::IdNumber).part(&tail)));
            parts.push(Part::Terms(of(Term::Phone).part(&tail)));
        }
        if digits == 0 {
            parts.push(Part::Terms(of(Term::Initials).text(&text)));
            parts.push(Part::Terms(of(Term::Spelling).text(&text)));
            parts.push(Part::Terms(of(Term::Initials).part(&text)));
            if count > 1 {
                parts.push(Part::Terms(of(Term::Spelling).part(&text)));
            }
        }
        if count >= TAIL_MIN {
            parts.push(Part::Terms(of(Term::Number).part(&text)));
            parts.push(Part::Terms(of(Term::NumberEnd).part(&tail)));
        }
        return parts;
    }
    parts.push(Part::Terms(of(Term::Name).text(&text)));
    parts.push(Part::Terms(of(Term::Name).part(&text)));
    if count > 1 {
        parts.push(Part::Terms(of(Term::NameEnd).part(&text)));
        parts.push(Part::Villages(text.clone()));
    }
    parts.push(Part::Terms(of(Term::Number).part(&text)));
    parts
}

/// All cases in which a person with this ID number is a member.
pub fn cases_of_number(shelf: &Shelf, number: &str) -> Result<Vec<CaseId>, StoreFault> {
    exact(shelf, Term::IdNumber, &backwards(&plain(number)))
}

/// The cases with this number; more than one only if the office gave it twice.
pub fn cases_by_number(shelf: &Shelf, number: &str) -> Result<Vec<CaseId>, StoreFault> {
    exact(shelf, Term::Number, &plain(number))
}

fn exact(shelf: &Shelf, term: Term, text: &str) -> Result<Vec<CaseId>, StoreFault> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let mut cases = BTreeSet::new();
    let span = Key::of(Kind::Term).byte(term as u8).text(text).span();
    for record in shelf.scan(span) {
        let (_, found) = found(&record?.0)?;
        cases.insert(found.case);
    }
    Ok(cases.into_iter().collect())
}

/// Reads what a term leads to, and the number of the township.
pub fn found(key: &[u8]) -> Result<(u64, Found), StoreFault> {
    let mut reader = KeyReader::new(key);
    let mut read = || {
        reader.byte()?;
        reader.text()?;
        let township = reader.long()?;
        let case = CaseId(reader.long()?);
        let person = reader.long()?;
        let person = (person != NOBODY).then_some(PersonId(person));
        Some((township, Found { case, person }))
    };
    read().ok_or(StoreFault::Unreadable { what: "term" })
}

/// What has been found so far.
struct Finding<'a> {
    area: &'a AreaCode,
    limit: usize,
    found: Vec<Found>,
    seen: BTreeSet<CaseId>,
}

impl Finding<'_> {
    const fn is_full(&self) -> bool {
        self.found.len() >= self.limit
    }
}

impl Store {
    /// Cases and people in an area by exact parts of what is known of them, the best first, each case once.
    pub fn search(
        &self,
        text: &str,
        area: &AreaCode,
        limit: usize,
    ) -> Result<Vec<Found>, StoreFault> {
        let mut finding = Finding {
            area,
            limit,
            found: Vec::new(),
            seen: BTreeSet::new(),
        };
        let townships = self.townships_searched(area);
        for part in parts(text) {
            match part {
                Part::Terms(key) => {
                    let mut scan = self.shelf.scan(key.span());
                    while !finding.is_full()
                        && let Some((key, _)) = scan.step()?
                    {
                        let (township, one) = found(key)?;
                        if townships.contains(&township) {
                            self.take(one, &mut finding)?;
                        }
                    }
                }
                Part::Villages(name) => {
                    for village in self.villages_named(&name, area) {
                        let mut cases = self.cases_of_village(&village);
                        while !finding.is_full()
                            && let Some(case) = cases.next().transpose()?
                        {
                            self.take(Found { case, person: None }, &mut finding)?;
                        }
                    }
                }
            }
        }
        Ok(finding.found)
    }

    /// The numbers of the townships that lie in an area, or around it.
    fn townships_searched(&self, area: &AreaCode) -> BTreeSet<u64> {
        let township = area.township();
        self.townships
            .within(&township.0)
            .map(|(_, township)| township.number)
            .collect()
    }

    fn villages_named(&self, name: &str, area: &AreaCode) -> Vec<AreaCode> {
        self.office()
            .areas
            .values()
            .filter(|village| area.contains(&village.code) && plain(&village.name).contains(name))
            .map(|village| village.code.clone())
            .collect()
    }

    /// Takes one that was found, unless its case is there already or lies elsewhere.
    fn take(&self, one: Found, finding: &mut Finding<'_>) -> Result<(), StoreFault> {
        if !finding.seen.insert(one.case) {
            return Ok(());
        }
        let Some(case) = self.case(one.case)? else {
            return Ok(());
        };
        if finding.area.contains(&case.area) {
            let head = case.household.members.first().map(|head| head.person);
            finding.found.push(Found {
                case: one.case,
                person: one.person.filter(|person| Some(*person) != head),
            });
        }
        Ok(())
    }
}
