//! Rows gathered into households, wherever in the file they stand.

use std::collections::HashMap;

use super::{
    layout::{Header, Kind},
    mapping::Field,
    parse::{House, Parsed, Person, Reader},
    raw::RawRows,
    reading::Row,
    row::{Note, RowCode},
};
use crate::domain::{household::Relation, identity::IdNumber};

/// A household as far as the file tells it.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) house: House,
    /// Its people with their rows, in the order of the file.
    pub(crate) people: Vec<(u32, Person)>,
    /// Whether something refuses it.
    pub(crate) bad: bool,
}

impl Draft {
    /// The first row of the household.
    pub(crate) fn first_row(&self) -> u32 {
        self.people.first().map_or(0, |(row, _)| *row)
    }
}

/// A row within its household.
struct Entry {
    row: u32,
    /// Where it is kept.
    at: usize,
    /// The next row of the household, by place; [`NONE`] for the last.
    next: u32,
    /// The earlier row of the same person, 0 if there is none.
    twin: u32,
    bad: bool,
}

/// The rows of a household, by place.
#[derive(Clone, Copy)]
struct Chain {
    first: u32,
    last: u32,
    bad: bool,
}

const NONE: u32 = u32::MAX;

/// Rows gathered so far.
pub(crate) struct Gathering {
    rows: RawRows,
    entries: Vec<Entry>,
    chains: Vec<Chain>,
    kind: Option<Kind>,
    by_key: HashMap<Box<str>, usize>,
    last: Option<usize>,
    /// Where each number stood first: row and household.
    numbers: HashMap<u64, (u32, usize)>,
    repeated: bool,
}

/// All households of a file, handed out one by one.
pub(crate) struct Households {
    rows: RawRows,
    entries: Vec<Entry>,
    chains: std::vec::IntoIter<Chain>,
    kind: Kind,
}

impl Households {
    /// How many are left.
    pub(crate) fn len(&self) -> usize {
        self.chains.len()
    }

    /// The next household, its rows read anew.
    pub(crate) fn next(&mut self, reader: &mut Reader<'_>) -> Option<Draft> {
        let chain = self.chains.next()?;
        let mut draft = Draft {
            bad: chain.bad,
            ..Draft::default()
        };
        let mut place = chain.first;
        while let Some(entry) = self.entries.get(place as usize) {
            place = entry.next;
            let Some(row) = self.rows.row(entry.at) else {
                draft.bad = true;
                continue;
            };
            let Parsed { person, house, .. } = completed(reader.read_again(&row), self.kind);
            if entry.twin > 0 {
                // A person who comes again: word for word the same, nothing is lost; otherwise nobody knows
                // which of the two rows is right.
                let same = draft
                    .people
                    .iter()
                    .any(|(known, other)| *known == entry.twin && *other == person);
                draft.bad |= !same;
                continue;
            }
            draft.bad |= merge(&mut draft.house, house, entry.row, reader) | entry.bad;
            draft.people.push((entry.row, person));
        }
        Some(draft)
    }
}

/// In a list of one row per household the head is the person of the row.
fn completed(mut parsed: Parsed, kind: Kind) -> Parsed {
    if kind == Kind::Roster {
        let Parsed { person, house, .. } = &mut parsed;
        person.name = person.name.take().or_else(|| house.head_name.clone());
        person.id = person.id.take().or_else(|| house.head_number.clone());
    }
    parsed
}

impl Gathering {
    /// Nothing gathered yet; `kind` is `None` where only repeated keys can tell the layout.
    pub(crate) fn new(kind: Option<Kind>) -> Self {
        Self {
            rows: RawRows::default(),
            entries: Vec::new(),
            chains: Vec::new(),
            kind,
            by_key: HashMap::new(),
            last: None,
            numbers: HashMap::new(),
            repeated: false,
        }
    }

    /// The layout, once all rows are in.
    pub(crate) fn kind(&self) -> Kind {
        self.kind.unwrap_or(if self.repeated {
            Kind::Members
        } else {
            Kind::Roster
        })
    }

    /// The households; what they were found by is not needed any more.
    pub(crate) fn close(self) -> Households {
        let kind = self.kind();
        Households {
            rows: self.rows,
            entries: self.entries,
            chains: self.chains.into_iter(),
            kind,
        }
    }

    /// Takes one row in.
    pub(crate) fn take(&mut self, row: &Row, parsed: Parsed, reader: &mut Reader<'_>) {
        let number = row.number;
        let Parsed {
            person,
            house,
            mut bad,
        } = completed(parsed, self.kind.unwrap_or(Kind::Members));
        let place = self.household(number, &person, &house, reader);
        let mut twin = 0;
        if let Some(id) = &person.id
            && let Some((first, at)) = self.seen(id, number, place)
        {
            let column = reader
                .header
                .place(Field::Number)
                .or(reader.header.place(Field::HeadNumber));
            let said = reader
                .notes
                .last()
                .is_some_and(|note| note.row == number && note.code == RowCode::DuplicateRow);
            if !said {
                reader.say(note(number, column, RowCode::DuplicateRow, first));
            }
            if at == place {
                twin = first;
            } else {
                bad = true;
            }
        }
        let entry = Entry {
            row: number,
            at: self.rows.keep(row, reader.header),
            next: NONE,
            twin,
            bad,
        };
        self.link(place, entry);
        self.last = Some(place);
    }

    /// Hangs a row at the end of its household.
    fn link(&mut self, place: usize, entry: Entry) {
        let new = u32::try_from(self.entries.len()).unwrap_or(NONE);
        self.entries.push(entry);
        if let Some(chain) = self.chains.get_mut(place) {
            let before = chain.last;
            chain.last = new;
            if before == NONE {
                chain.first = new;
            } else if let Some(before) = self.entries.get_mut(before as usize) {
                before.next = new;
            }
        }
    }

    /// The first row of a household.
    fn first_row(&self, place: usize) -> u32 {
        self.chains
            .get(place)
            .and_then(|chain| self.entries.get(chain.first as usize))
            .map_or(0, |entry| entry.row)
    }

    /// Whether a number stood in an earlier row; it is remembered if not.
    fn seen(&mut self, id: &IdNumber, row: u32, place: usize) -> Option<(u32, usize)> {
        let key = packed(id.reveal());
        let found = self.numbers.get(&key).copied();
        if found.is_none() {
            self.numbers.insert(key, (row, place));
        }
        found
    }

    /// The household a row belongs to; a new one if none is known.
    fn household(
        &mut self,
        row: u32,
        person: &Person,
        house: &House,
        reader: &mut Reader<'_>,
    ) -> usize {
        let key = key_of(house, reader.header);
        if let Some(found) = key.as_deref().and_then(|key| self.by_key.get(key)).copied() {
            if self.kind == Some(Kind::Roster) {
                let first = self.first_row(found);
                let column = [Field::CaseNumber, Field::HouseholdKey]
                    .into_iter()
                    .find_map(|field| reader.header.place(field));
                reader.say(note(row, column, RowCode::DuplicateRow, first));
                return self.begin(None, true);
            }
            self.repeated = true;
            return found;
        }
        let head = person.relation == Some(Relation::Head);
        match (key, self.last) {
            (Some(key), _) => self.begin(Some(key), false),
            // A list whose merged cells were lost: the household is that of the row above.
            (None, Some(last)) if !head && self.kind != Some(Kind::Roster) => {
                super::cells::count(&mut reader.mended, "filled_down");
                self.repeated = true;
                last
            }
            (None, None) if !head && self.kind == Some(Kind::Members) => {
                reader.say(Note {
                    row,
                    column: None,
                    code: RowCode::HouseholdMissing,
                    values: Vec::new(),
                    refusal: None,
                });
                self.begin(None, true)
            }
            (None, _) => self.begin(None, false),
        }
    }

    fn begin(&mut self, key: Option<String>, bad: bool) -> usize {
        let place = self.chains.len();
        if let Some(key) = key {
            self.by_key.insert(key.into_boxed_str(), place);
        }
        self.chains.push(Chain {
            first: NONE,
            last: NONE,
            bad,
        });
        place
    }
}

fn note(row: u32, column: Option<usize>, code: RowCode, first: u32) -> Note {
    Note {
        row,
        column: column.and_then(|column| u16::try_from(column).ok()),
        code,
        values: vec![("row", first.to_string())],
        refusal: None,
    }
}

/// What tells one household from another: the first of these that stands in the row.
fn key_of(house: &House, header: &Header) -> Option<String> {
    if let Some(number) = &house.case_number {
        return Some(format!("c{number}"));
    }
    if let Some(key) = &house.key {
        // The same number of a household in two villages is two households.
        let village = house.village.as_deref().unwrap_or_default();
        return Some(format!("k{village} {key}"));
    }
    if header.has(Field::CaseNumber) || header.has(Field::HouseholdKey) {
        return None;
    }
    if let Some(number) = &house.head_number {
        return Some(format!("n{}", number.reveal()));
    }
    let village = house.village.as_deref().unwrap_or_default();
    let group = house.group.as_deref().unwrap_or_default();
    if let Some(name) = &house.head_name {
        // In a list of one row per household two heads may share a name.
        return header
            .has(Field::Name)
            .then(|| format!("h{village} {group} {name}"));
    }
    None
}

/// An ID number in 64 bits.
fn packed(number: &str) -> u64 {
    number.chars().fold(0, |sum, one| {
        sum * 11 + u64::from(one.to_digit(10).unwrap_or(10))
    })
}

/// Lays what a row says of its household over what is known; a contradiction is noted.
fn merge(known: &mut House, said: House, row: u32, reader: &mut Reader<'_>) -> bool {
    let mut differing = Vec::new();
    let mut lay = Lay {
        differing: &mut differing,
    };
    lay.over(&mut known.case_number, said.case_number, Field::CaseNumber);
    lay.over(&mut known.key, said.key, Field::HouseholdKey);
    lay.over(&mut known.head_name, said.head_name, Field::HeadName);
    lay.over(&mut known.head_number, said.head_number, Field::HeadNumber);
    lay.over(&mut known.township, said.township, Field::Township);
    lay.over(&mut known.village, said.village, Field::Village);
    lay.over(&mut known.group, said.group, Field::Group);
    lay.over(&mut known.programme, said.programme, Field::Programme);
    lay.over(&mut known.setting, said.setting, Field::Setting);
    lay.over(&mut known.persons, said.persons, Field::Persons);
    lay.over(&mut known.benefit, said.benefit, Field::Benefit);
    lay.over(&mut known.since, said.since, Field::Since);
    lay.over(
        &mut known.income_month,
        said.income_month,
        Field::IncomeMonth,
    );
    lay.over(&mut known.income_year, said.income_year, Field::IncomeYear);
    lay.over(
        &mut known.capita_month,
        said.capita_month,
        Field::CapitaMonth,
    );
    lay.over(&mut known.capita_year, said.capita_year, Field::CapitaYear);
    lay.over(&mut known.stable, said.stable, Field::Stable);
    lay.over(&mut known.single, said.single, Field::Single);
    lay.over(&mut known.kin, said.kin, Field::Kin);
    lay.over(&mut known.deposit, said.deposit, Field::Deposit);
    lay.over(&mut known.vehicles, said.vehicles, Field::Vehicles);
    lay.over(
        &mut known.vehicle_list,
        said.vehicle_list,
        Field::VehicleList,
    );
    lay.over(&mut known.homes, said.homes, Field::Homes);
    lay.over(&mut known.businesses, said.businesses, Field::Businesses);
    lay.over(&mut known.last_review, said.last_review, Field::LastReview);
    lay.over(&mut known.last_by, said.last_by, Field::LastBy);
    let (old, new) = (&mut known.told, said.told);
    lay.over(&mut old.mode, new.mode, Field::CareMode);
    lay.over(&mut old.tier, new.tier, Field::CareTier);
    lay.over(&mut old.aid_kind, new.aid_kind, Field::AidKind);
    lay.over(&mut old.aid_amount, new.aid_amount, Field::AidAmount);
    lay.over(&mut old.aid_day, new.aid_day, Field::AidDay);
    lay.over(&mut old.aid_cause, new.aid_cause, Field::AidCause);
    let mut bad = false;
    for field in differing {
        let column = reader.header.place(field);
        bad |= reader.say(Note {
            row,
            column: column.and_then(|column| u16::try_from(column).ok()),
            code: RowCode::HouseholdDiffers,
            values: Vec::new(),
            refusal: None,
        });
    }
    bad
}

struct Lay<'l> {
    differing: &'l mut Vec<Field>,
}

impl Lay<'_> {
    fn over<T: PartialEq>(&mut self, known: &mut Option<T>, said: Option<T>, field: Field) {
        match (&known, &said) {
            (Some(old), Some(new)) if old != new => self.differing.push(field),
            (None, Some(_)) => *known = said,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_numbers_never_pack_alike() {
        assert_ne!(packed("34030419650401993X"), packed("340304196504019930"));
        assert_ne!(packed("340304196504019931"), packed("340304196504019930"));
    }
}
