//! One row as what it says of a person and of the household, every cell read by its column.

use super::{
    cells::{self, Mended},
    export::vehicles,
    layout::Header,
    mapping::{Field, Mapping, Severity},
    quote,
    reading::{Cell, Epoch, Row},
    row::{Note, RowCode},
    told::Told,
};
use crate::domain::{
    area::Setting,
    asset::Vehicle,
    calendar::{Day, Month},
    case::Programme,
    household::{Absence, Disability, DisabilityType, Labour, Relation, Schooling, Sex},
    identity::IdNumber,
    income::{Deduction, Income},
    money::Fen,
};

/// Where a row says that a person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whereabouts {
    /// In the household.
    Here,
    /// Away, for a reason.
    Away(Absence),
}

/// What a row says of a person; `None` where it says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Person {
    pub(crate) name: Option<String>,
    pub(crate) id: Option<IdNumber>,
    pub(crate) relation: Option<Relation>,
    pub(crate) sex: Option<Sex>,
    pub(crate) birth: Option<Day>,
    pub(crate) phone: Option<String>,
    pub(crate) account: Option<String>,
    pub(crate) address: Option<String>,
    pub(crate) labour: Option<Labour>,
    pub(crate) disability: Option<Disability>,
    pub(crate) ill: Option<bool>,
    pub(crate) student: Option<Schooling>,
    pub(crate) full_time: Option<bool>,
    pub(crate) single_parent: Option<bool>,
    pub(crate) whereabouts: Option<Whereabouts>,
    pub(crate) married: Option<bool>,
    pub(crate) died: Option<Day>,
    pub(crate) note: Option<String>,
    pub(crate) incomes: Vec<Income>,
    /// Whether each income stands there by itself, and not only sums of them.
    pub(crate) single_incomes: bool,
    pub(crate) deductions: Vec<Deduction>,
    pub(crate) benefit: Option<Fen>,
    /// A number or a day of birth stands there and is none; that was said already.
    pub(crate) unreadable: bool,
    /// A name stands there and cannot be kept; that was said already.
    pub(crate) nameless: bool,
}

/// What a row says of the household.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct House {
    pub(crate) case_number: Option<String>,
    pub(crate) key: Option<String>,
    pub(crate) head_name: Option<String>,
    pub(crate) head_number: Option<IdNumber>,
    pub(crate) township: Option<String>,
    pub(crate) village: Option<String>,
    pub(crate) group: Option<String>,
    pub(crate) programme: Option<Programme>,
    pub(crate) setting: Option<Setting>,
    pub(crate) persons: Option<u32>,
    pub(crate) benefit: Option<Fen>,
    pub(crate) since: Option<Month>,
    pub(crate) income_month: Option<Fen>,
    pub(crate) income_year: Option<Fen>,
    pub(crate) capita_month: Option<Fen>,
    pub(crate) capita_year: Option<Fen>,
    pub(crate) stable: Option<bool>,
    pub(crate) single: Option<bool>,
    pub(crate) kin: Option<bool>,
    pub(crate) deposit: Option<Fen>,
    pub(crate) vehicles: Option<u32>,
    pub(crate) vehicle_list: Option<Vec<Vehicle>>,
    pub(crate) homes: Option<u32>,
    pub(crate) businesses: Option<u32>,
    pub(crate) last_review: Option<Day>,
    pub(crate) last_by: Option<String>,
    pub(crate) told: Told,
}

/// A row that was read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Parsed {
    pub(crate) person: Person,
    pub(crate) house: House,
    /// Whether something in it refuses the household.
    pub(crate) bad: bool,
}

/// What every row of a file is read with.
pub(crate) struct Reader<'a> {
    pub(crate) header: &'a Header,
    pub(crate) mapping: &'a Mapping,
    pub(crate) today: Day,
    pub(crate) epoch: Epoch,
    pub(crate) notes: Vec<Note>,
    pub(crate) mended: Mended,
}

/// A row on its way.
pub(super) struct Cursor<'c, 'a> {
    pub(super) reader: &'c mut Reader<'a>,
    row: &'c Row,
    bad: bool,
}

impl Reader<'_> {
    /// Reads one row; what is wrong with it goes to the notes.
    pub(crate) fn read(&mut self, row: &Row) -> Parsed {
        let before = self.notes.len();
        let mut cursor = Cursor {
            reader: self,
            row,
            bad: false,
        };
        let house = cursor.house();
        let mut person = cursor.person();
        let bad = cursor.bad;
        let said = self.notes.get(before..).unwrap_or_default();
        let of = |fields: &[Field]| {
            said.iter().any(|note| {
                let place = note.column.map(usize::from);
                place.is_some()
                    && fields
                        .iter()
                        .any(|field| self.header.place(*field) == place)
            })
        };
        person.unreadable = of(&[Field::Number, Field::HeadNumber, Field::Birth]);
        person.nameless = of(&[Field::Name, Field::HeadName]);
        Parsed { person, house, bad }
    }

    /// Reads a row that was read before: what is to be said of it was said then.
    pub(crate) fn read_again(&mut self, row: &Row) -> Parsed {
        let notes = std::mem::take(&mut self.notes);
        let mended = std::mem::take(&mut self.mended);
        let parsed = self.read(row);
        self.notes = notes;
        self.mended = mended;
        parsed
    }

    /// Says something of a row; answers whether it refuses the household.
    pub(crate) fn say(&mut self, note: Note) -> bool {
        let error = self.mapping.severity(note.code) == Severity::Error;
        self.notes.push(note);
        error
    }
}

impl Cursor<'_, '_> {
    pub(super) fn note(
        &mut self,
        place: Option<usize>,
        code: RowCode,
        values: Vec<(&'static str, String)>,
    ) {
        let note = Note {
            row: self.row.number,
            column: place.and_then(|place| u16::try_from(place).ok()),
            code,
            values,
            refusal: None,
        };
        self.bad |= self.reader.say(note);
    }

    /// Reads the cell of a field, if there is one; a bad one is noted and counts as blank.
    fn take<T>(
        &mut self,
        field: Field,
        read: impl FnOnce(&Cell, &mut Mended) -> Result<Option<T>, RowCode>,
    ) -> Option<T> {
        let (place, cell) = self.reader.header.cell(self.row, field)?;
        match read(cell, &mut self.reader.mended) {
            Ok(value) => value,
            Err(code) => {
                let quoted = if matches!(code, RowCode::BadAmount | RowCode::BadCount) {
                    quote::figure(cell)
                } else {
                    quote::masked(cell)
                };
                let quoted = vec![("cell", quoted)];
                self.note(Some(place), code, quoted);
                None
            }
        }
    }

    pub(super) fn text(&mut self, field: Field) -> Option<String> {
        self.take(field, cells::text)
    }

    /// A text that ends up as one line of the register.
    pub(super) fn line(&mut self, field: Field) -> Option<String> {
        self.take(field, |cell, mended| {
            let text = cells::text(cell, mended)?;
            let long = text
                .as_ref()
                .is_some_and(|text| text.chars().count() > crate::base::limits::NAME_CHARS_MAX);
            if long {
                Err(RowCode::TooLong)
            } else {
                Ok(text)
            }
        })
    }

    pub(super) fn amount(&mut self, field: Field) -> Option<Fen> {
        let unit = self
            .reader
            .header
            .place(field)
            .map_or(1, |place| self.reader.header.unit(place));
        let amount = self.take(field, |cell, mended| cells::amount(cell, unit, mended))?;
        let month = match field {
            Field::Deposit => Fen(amount.0 / 100),
            _ => amount,
        };
        if !cells::is_plausible(month) {
            let place = self.reader.header.place(field);
            self.note(place, RowCode::AmountRange, Vec::new());
        }
        Some(amount)
    }

    fn count(&mut self, field: Field) -> Option<u32> {
        self.take(field, cells::number)
    }

    pub(super) fn day(&mut self, field: Field) -> Option<Day> {
        let epoch = self.reader.epoch;
        let day = self.take(field, |cell, mended| cells::day(cell, epoch, mended))?;
        if day > self.reader.today {
            let place = self.reader.header.place(field);
            self.note(place, RowCode::FutureDate, Vec::new());
            return None;
        }
        Some(day)
    }

    /// A word of a list; an unknown one is noted.
    pub(super) fn word(&mut self, field: Field, list: &str, unknown: RowCode) -> Option<String> {
        let text = self.text(field)?;
        let meaning = self.reader.mapping.word(list, &text).map(str::to_owned);
        if meaning.is_none() {
            self.unknown(field, unknown, text);
        }
        meaning
    }

    /// Notes a word that no list has, masked: a name may have slipped into the wrong column.
    pub(super) fn unknown(&mut self, field: Field, code: RowCode, text: String) {
        let place = self.reader.header.place(field);
        let quoted = vec![("cell", quote::masked(&Cell::Text(text)))];
        self.note(place, code, quoted);
    }

    fn yes(&mut self, field: Field) -> Option<bool> {
        self.word(field, "yes", RowCode::UnknownWord)
            .map(|word| word == "yes")
    }

    fn house(&mut self) -> House {
        let (programme, setting, said) = self.programme();
        let epoch = self.reader.epoch;
        House {
            case_number: self.line(Field::CaseNumber),
            key: self.text(Field::HouseholdKey),
            head_name: self.take(Field::HeadName, cells::name),
            head_number: self.head_number(),
            township: self.text(Field::Township),
            village: self.text(Field::Village),
            group: self.text(Field::Group),
            programme,
            setting,
            persons: self.count(Field::Persons),
            benefit: self.amount(Field::Benefit),
            since: self.take(Field::Since, |cell, mended| {
                cells::month(cell, epoch, mended)
            }),
            income_month: self.amount(Field::IncomeMonth),
            income_year: self.amount(Field::IncomeYear),
            capita_month: self.amount(Field::CapitaMonth),
            capita_year: self.amount(Field::CapitaYear),
            stable: self.yes(Field::Stable),
            single: self.yes(Field::Single),
            kin: self.yes(Field::Kin),
            deposit: self.amount(Field::Deposit),
            vehicles: self.count(Field::Vehicles),
            vehicle_list: self.vehicle_list(),
            homes: self.count(Field::Homes),
            businesses: self.count(Field::Businesses),
            last_review: self.day(Field::LastReview),
            last_by: self.line(Field::LastBy),
            told: self.told(said.as_deref()),
        }
    }

    fn head_number(&mut self) -> Option<IdNumber> {
        let today = self.reader.today;
        self.take(Field::HeadNumber, |cell, mended| {
            cells::id(cell, today, mended)
        })
    }

    /// A word such as 农村低保 tells the programme and the setting at once; the word itself may tell more.
    fn programme(&mut self) -> (Option<Programme>, Option<Setting>, Option<String>) {
        let said = self.text(Field::Programme);
        let mapping = self.reader.mapping;
        let mut setting = said.as_ref().and_then(|said| mapping.word("setting", said));
        let programme = said
            .as_ref()
            .and_then(|said| mapping.word("programme", said))
            .and_then(programme_of);
        if let (Some(said), None, None) = (&said, programme, setting) {
            self.unknown(Field::Programme, RowCode::UnknownWord, said.clone());
        }
        let own = self.word(Field::Setting, "setting", RowCode::UnknownWord);
        if let Some(own) = &own {
            setting = Some(own);
        }
        (programme, setting.and_then(setting_of), said)
    }

    fn person(&mut self) -> Person {
        let name = self.take(Field::Name, cells::name);
        if name.as_deref().is_some_and(cells::has_private_use) {
            let place = self.reader.header.place(Field::Name);
            self.note(place, RowCode::PrivateUse, Vec::new());
        }
        let today = self.reader.today;
        let number = |cell: &Cell, mended: &mut Mended| cells::id(cell, today, mended);
        let health = self.text(Field::Health);
        let ill = self.ill(health.as_deref());
        let id = self.take(Field::Number, number);
        let birth = self.day(Field::Birth);
        let (incomes, single_incomes) = self.incomes();
        Person {
            name,
            id,
            relation: self
                .word(Field::Relation, "relation", RowCode::UnknownRelation)
                .and_then(|word| relation_of(&word)),
            sex: self
                .word(Field::Sex, "sex", RowCode::UnknownWord)
                .map(|word| {
                    if word == "male" {
                        Sex::Male
                    } else {
                        Sex::Female
                    }
                }),
            birth,
            phone: self.line(Field::Phone),
            account: self.account(),
            address: self.line(Field::Address),
            labour: self
                .word(Field::Labour, "labour", RowCode::UnknownWord)
                .and_then(|word| labour_of(&word)),
            disability: self.disability(),
            ill,
            student: self.student(),
            full_time: self.yes(Field::FullTime),
            single_parent: self.yes(Field::SingleParent),
            whereabouts: self
                .word(Field::Absent, "absent", RowCode::UnknownWord)
                .map(|word| absence_of(&word).map_or(Whereabouts::Here, Whereabouts::Away)),
            married: self.yes(Field::Married),
            died: self.day(Field::Died),
            note: self.text(Field::Note),
            incomes,
            single_incomes,
            deductions: self.deductions(),
            benefit: self.amount(Field::BenefitPerson),
            unreadable: false,
            nameless: false,
        }
    }

    /// An account that a spreadsheet kept as a number has lost its end if it has more than 15 digits.
    fn account(&mut self) -> Option<String> {
        self.take(Field::Account, |cell, mended| match cell {
            Cell::Number(digits) if digits.len() > 15 => Err(RowCode::IdExcelRounded),
            other => cells::text(other, mended),
        })
    }

    /// Each vehicle by its value, as our own exports write it; a plain amount is that of one vehicle.
    fn vehicle_list(&mut self) -> Option<Vec<Vehicle>> {
        let text = self.text(Field::VehicleList)?;
        if self.reader.mapping.word("yes", &text) == Some("no") {
            return Some(Vec::new());
        }
        let all = vehicles::read(&text);
        if all.is_none() {
            self.unknown(Field::VehicleList, RowCode::UnknownWord, text);
        }
        all
    }

    fn ill(&mut self, health: Option<&str>) -> Option<bool> {
        let said = self.yes(Field::Ill);
        let sick = health.map(|words| words.contains('病') && !words.contains('无'));
        said.or(sick)
    }

    fn student(&mut self) -> Option<Schooling> {
        let text = self.text(Field::Student)?;
        let mapping = self.reader.mapping;
        if mapping.word("yes", &text) == Some("no") || matches!(text.as_str(), "/" | "-" | "无") {
            return None;
        }
        let schooling = mapping.word("student", &text).and_then(schooling_of);
        if schooling.is_none() {
            self.unknown(Field::Student, RowCode::UnknownWord, text);
        }
        schooling
    }

    /// `肢体` and `二级` in two columns, or `肢体二级` in one.
    fn disability(&mut self) -> Option<Disability> {
        let text = self.text(Field::Disability)?;
        let mapping = self.reader.mapping;
        let none = mapping.word("yes", &text) == Some("no");
        if none || matches!(text.as_str(), "/" | "-" | "无残疾" | "健全") {
            return None;
        }
        let grade = self.text(Field::DisabilityGrade);
        let (kind, grade) = match grade {
            Some(grade) => (text.clone(), grade),
            None => split_grade(&text),
        };
        let kind = mapping.word("disability", &kind).and_then(disability_of);
        let grade = mapping
            .word("grade", &grade)
            .and_then(|word| word.parse().ok());
        if let (Some(kind), Some(grade)) = (kind, grade) {
            return Some(Disability { kind, grade });
        }
        self.unknown(Field::Disability, RowCode::UnknownWord, text);
        None
    }
}

/// Splits `肢体二级` before its grade.
fn split_grade(text: &str) -> (String, String) {
    let at = text
        .char_indices()
        .find(|(_, one)| {
            matches!(
                one,
                '一' | '二' | '三' | '四' | '1'..='4' | '壹' | '贰' | '叁' | '肆'
            )
        })
        .map_or(text.len(), |(at, _)| at);
    let (kind, grade) = text.split_at(at);
    let edge = |one: char| !one.is_alphanumeric();
    (
        kind.trim_matches(edge).to_owned(),
        grade.trim_matches(edge).to_owned(),
    )
}

/// The programme of a word of the mapping.
pub(crate) fn programme_of(word: &str) -> Option<Programme> {
    match word {
        "dibao" => Some(Programme::Dibao),
        "tekun" => Some(Programme::Tekun),
        "linshi" => Some(Programme::Linshi),
        "edge" => Some(Programme::Edge),
        "rigid" => Some(Programme::Rigid),
        _ => None,
    }
}

/// The setting of a word of the mapping.
pub(crate) fn setting_of(word: &str) -> Option<Setting> {
    match word {
        "urban" => Some(Setting::Urban),
        "rural" => Some(Setting::Rural),
        _ => None,
    }
}

fn relation_of(word: &str) -> Option<Relation> {
    match word {
        "self" => Some(Relation::Head),
        "spouse" => Some(Relation::Spouse),
        "child" => Some(Relation::Child),
        "parent" => Some(Relation::Parent),
        "grandchild" => Some(Relation::Grandchild),
        "grandparent" => Some(Relation::Grandparent),
        "sibling" => Some(Relation::Sibling),
        "parent_in_law" => Some(Relation::ParentInLaw),
        "child_in_law" => Some(Relation::ChildInLaw),
        "other" => Some(Relation::Other),
        _ => None,
    }
}

fn labour_of(word: &str) -> Option<Labour> {
    match word {
        "full" => Some(Labour::Full),
        "partial" => Some(Labour::Partial),
        "none" => Some(Labour::None),
        _ => None,
    }
}

fn disability_of(word: &str) -> Option<DisabilityType> {
    match word {
        "visual" => Some(DisabilityType::Visual),
        "hearing" => Some(DisabilityType::Hearing),
        "speech" => Some(DisabilityType::Speech),
        "limb" => Some(DisabilityType::Limb),
        "intellectual" => Some(DisabilityType::Intellectual),
        "mental" => Some(DisabilityType::Mental),
        "multiple" => Some(DisabilityType::Multiple),
        _ => None,
    }
}

/// `None` for a word that says that the person is there.
fn absence_of(word: &str) -> Option<Absence> {
    match word {
        "prison" => Some(Absence::Prison),
        "detox" => Some(Absence::Detox),
        "missing" => Some(Absence::Missing),
        "religious_3y" => Some(Absence::Religious3y),
        "lives_apart" => Some(Absence::LivesApart),
        _ => None,
    }
}

fn schooling_of(word: &str) -> Option<Schooling> {
    match word {
        "compulsory" => Some(Schooling::Compulsory),
        "senior_high" => Some(Schooling::SeniorHigh),
        "vocational" => Some(Schooling::Vocational),
        "junior_college" => Some(Schooling::JuniorCollege),
        "undergraduate" => Some(Schooling::Undergraduate),
        "graduate" => Some(Schooling::Graduate),
        _ => None,
    }
}
