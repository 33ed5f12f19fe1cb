//! Search by exact parts: nothing is guessed, and what is typed must stand there.
//!
//! A name is found by its beginning, by any two characters of it in a row, by its initials and by its
//! spelling; an ID number by its last four and more; a phone number likewise; a case number by its beginning
//! or its end; a household by its village. A term is a key, so a question reads only what answers it.

use std::collections::BTreeSet;

use super::{
    fault::StoreFault,
    keys::{Key, KeyReader, Kind},
    pinyin::spellings,
    shelf::Shelf,
};
use crate::domain::{
    case::Case,
    ids::{CaseId, PersonId},
    person::Identity,
};

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

/// The terms under which a case is found, with their values.
pub fn terms_of<'p>(
    case: &Case,
    who: &dyn Fn(PersonId) -> Option<&'p Identity>,
) -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut terms = BTreeSet::new();
    let mut put = |term: Term, text: &str, person: u64| {
        if !text.is_empty() {
            terms.insert(posting(term, text, case.id, person));
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
            let end = &name[start..];
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
    terms.into_iter().map(|key| (key, Vec::new())).collect()
}

fn posting(term: Term, text: &str, case: CaseId, person: u64) -> Vec<u8> {
    Key::of(Kind::Term)
        .byte(term as u8)
        .text(text)
        .long(case.0)
        .long(person)
        .bytes()
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
        if let Some(found) = found(&record?.0) {
            cases.insert(found.case);
        }
    }
    Ok(cases.into_iter().collect())
}

/// Reads what a term leads to.
pub fn found(key: &[u8]) -> Option<Found> {
    let mut reader = KeyReader::new(key);
    reader.byte()?;
    reader.text()?;
    let case = CaseId(reader.long()?);
    let person = reader.long()?;
    Some(Found {
        case,
        person: (person != NOBODY).then_some(PersonId(person)),
    })
}
