//! Rows gathered into households, wherever in the file they stand.

use std::collections::HashMap;

use super::{
    layout::{Header, Kind},
    mapping::Field,
    parse::{House, Parsed, Person, Reader},
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

/// All households of a file.
pub(crate) struct Gathering {
    pub(crate) households: Vec<Draft>,
    kind: Option<Kind>,
    by_key: HashMap<Box<str>, usize>,
    last: Option<usize>,
    /// Where each number stood first: row and household.
    numbers: HashMap<u64, (u32, usize)>,
    repeated: bool,
}

impl Gathering {
    /// Nothing gathered yet; `kind` is `None` where only repeated keys can tell the layout.
    pub(crate) fn new(kind: Option<Kind>) -> Self {
        Self {
            households: Vec::new(),
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

    /// Takes one row in.
    pub(crate) fn take(&mut self, row: u32, parsed: Parsed, reader: &mut Reader<'_>) {
        let Parsed {
            mut person,
            house,
            mut bad,
        } = parsed;
        if self.kind == Some(Kind::Roster) {
            person.name = person.name.or_else(|| house.head_name.clone());
            person.id = person.id.or_else(|| house.head_number.clone());
        }
        let place = self.household(row, &person, &house, reader);
        if let Some(id) = &person.id
            && let Some((first, at)) = self.seen(id, row, place)
        {
            let column = reader
                .header
                .place(Field::Number)
                .or(reader.header.place(Field::HeadNumber));
            let said = reader
                .notes
                .last()
                .is_some_and(|note| note.row == row && note.code == RowCode::DuplicateRow);
            if !said {
                reader.say(note(row, column, RowCode::DuplicateRow, first));
            }
            if at == place {
                self.again(place, first, &person);
                return;
            }
            bad = true;
        }
        if let Some(draft) = self.households.get_mut(place) {
            bad |= merge(&mut draft.house, house, row, reader);
            draft.people.push((row, person));
            draft.bad |= bad;
        }
        self.last = Some(place);
    }

    /// A person who comes again within the household. Word for word the same, nothing is lost; otherwise nobody
    /// knows which of the two rows is right.
    fn again(&mut self, place: usize, first: u32, person: &Person) {
        if let Some(draft) = self.households.get_mut(place) {
            let same = draft
                .people
                .iter()
                .any(|(known, other)| *known == first && other == person);
            draft.bad |= !same;
        }
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
                let first = self.households.get(found).map_or(0, Draft::first_row);
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
        let place = self.households.len();
        if let Some(key) = key {
            self.by_key.insert(key.into_boxed_str(), place);
        }
        self.households.push(Draft {
            bad,
            ..Draft::default()
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
    lay.over(&mut known.homes, said.homes, Field::Homes);
    lay.over(&mut known.businesses, said.businesses, Field::Businesses);
    lay.over(&mut known.last_review, said.last_review, Field::LastReview);
    lay.over(&mut known.last_by, said.last_by, Field::LastBy);
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
