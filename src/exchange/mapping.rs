//! The mapping file: headers and words an office uses, and how heavy each trouble weighs.
//!
//! The embedded one knows the words of the exports we have seen; an office adds its own. A mapping that names
//! what does not exist is refused, so that a slip of the pen does not silently lose a column.

use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};

use serde::Deserialize;

use super::{
    refusal::{ExchangeRefusal, MappingFault},
    row::RowCode,
};

/// The embedded mapping file, as an example for offices that write their own.
pub const EMBEDDED: &str = include_str!("mapping.toml");
/// The mapping of an office within its data directory, read whenever nobody names another.
const OFFICE_FILE: &str = "import.toml";
/// Bytes of a mapping file.
const BYTES_MAX: u64 = 1 << 20;

/// The mapping an office keeps beside its data, if it keeps one.
pub fn of_office(data_dir: &Path) -> Option<PathBuf> {
    let path = data_dir.join(OFFICE_FILE);
    path.symlink_metadata().is_ok().then_some(path)
}

/// What a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Field {
    Sequence,
    CaseNumber,
    HouseholdKey,
    HeadName,
    HeadNumber,
    Name,
    Number,
    Relation,
    Sex,
    Birth,
    Phone,
    Account,
    Address,
    Township,
    Village,
    Group,
    Programme,
    Setting,
    Persons,
    Benefit,
    BenefitPerson,
    Since,
    IncomeMonth,
    IncomeYear,
    CapitaMonth,
    CapitaYear,
    MemberMonth,
    MemberYear,
    WageMonth,
    WageYear,
    BusinessMonth,
    BusinessYear,
    PropertyMonth,
    PropertyYear,
    TransferMonth,
    TransferYear,
    WorkMonth,
    WorkYear,
    PensionMonth,
    PensionYear,
    BasicPensionMonth,
    BasicPensionYear,
    DisabilitySubsidyMonth,
    DisabilitySubsidyYear,
    ElderlyMonth,
    ElderlyYear,
    VeteranMonth,
    VeteranYear,
    FamilyPlanningMonth,
    FamilyPlanningYear,
    SupportMonth,
    SupportYear,
    LandMonth,
    LandYear,
    SubsidyMonth,
    SubsidyYear,
    Incomes,
    Employment,
    Rigid,
    Labour,
    Disability,
    DisabilityGrade,
    Ill,
    Health,
    Student,
    FullTime,
    Married,
    SingleParent,
    Absent,
    Stable,
    Single,
    Kin,
    Deposit,
    Vehicles,
    VehicleList,
    Homes,
    Businesses,
    LastReview,
    LastBy,
    CareMode,
    CareTier,
    AidKind,
    AidAmount,
    AidDay,
    AidCause,
    Note,
    Died,
    Age,
}

impl Field {
    /// Whether a cell merged over the rows of a household is meant for all of them.
    pub(crate) const fn of_household(self) -> bool {
        matches!(
            self,
            Self::Sequence
                | Self::CaseNumber
                | Self::HouseholdKey
                | Self::HeadName
                | Self::HeadNumber
                | Self::Address
                | Self::Township
                | Self::Village
                | Self::Group
                | Self::Programme
                | Self::Setting
                | Self::Persons
                | Self::Benefit
                | Self::Since
                | Self::IncomeMonth
                | Self::IncomeYear
                | Self::CapitaMonth
                | Self::CapitaYear
                | Self::Stable
                | Self::Single
                | Self::Kin
                | Self::Deposit
                | Self::Vehicles
                | Self::VehicleList
                | Self::Homes
                | Self::Businesses
                | Self::LastReview
                | Self::LastBy
                | Self::CareMode
                | Self::CareTier
                | Self::AidKind
                | Self::AidAmount
                | Self::AidDay
                | Self::AidCause
        )
    }
}

/// How heavy a trouble weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Severity {
    /// The household is refused.
    Error,
    /// The household is taken, and it is said.
    Warning,
}

/// The file as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Written {
    headers: BTreeMap<Field, Vec<String>>,
    not_data: NotData,
    words: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    defaults: Defaults,
    severity: BTreeMap<String, Severity>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct NotData {
    subtotal: Vec<String>,
    signature: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Defaults {
    programme: Option<String>,
    setting: Option<String>,
}

/// Headers, words and weights, ready to be asked.
#[derive(Debug, Clone)]
pub(crate) struct Mapping {
    headers: HashMap<String, Field>,
    /// Lists of words, by list and word.
    words: HashMap<&'static str, HashMap<String, String>>,
    subtotal: Vec<String>,
    signature: Vec<String>,
    programme: String,
    setting: String,
    severity: HashMap<RowCode, Severity>,
}

/// Lists of words with the meanings each may have.
const LISTS: &[(&str, &[&str])] = &[
    (
        "relation",
        &[
            "self",
            "spouse",
            "child",
            "parent",
            "grandchild",
            "grandparent",
            "sibling",
            "parent_in_law",
            "child_in_law",
            "other",
        ],
    ),
    ("sex", &["male", "female"]),
    ("labour", &["full", "partial", "none"]),
    (
        "disability",
        &[
            "visual",
            "hearing",
            "speech",
            "limb",
            "intellectual",
            "mental",
            "multiple",
        ],
    ),
    ("grade", &["1", "2", "3", "4"]),
    (
        "student",
        &[
            "compulsory",
            "senior_high",
            "vocational",
            "junior_college",
            "undergraduate",
            "graduate",
        ],
    ),
    (
        "absent",
        &[
            "here",
            "prison",
            "detox",
            "missing",
            "religious_3y",
            "lives_apart",
        ],
    ),
    ("programme", &["dibao", "tekun", "linshi", "edge", "rigid"]),
    ("setting", &["urban", "rural"]),
    ("care_mode", &["central", "scattered"]),
    ("care_tier", &["self", "half", "full"]),
    ("aid", &["urgent", "expense", "fast"]),
    ("yes", &["yes", "no"]),
];

impl Mapping {
    /// The embedded mapping, with that of the office on top.
    pub(crate) fn load(own: Option<&Path>) -> Result<Self, ExchangeRefusal> {
        let mut mapping = Self {
            headers: HashMap::new(),
            words: HashMap::new(),
            subtotal: Vec::new(),
            signature: Vec::new(),
            programme: String::new(),
            setting: String::new(),
            severity: HashMap::new(),
        };
        mapping.add(EMBEDDED)?;
        if let Some(path) = own {
            let unreadable = |_| ExchangeRefusal::Mapping(MappingFault::Unreadable);
            let found = std::fs::metadata(path).map_err(unreadable)?;
            if !found.is_file() || found.len() > BYTES_MAX {
                return Err(ExchangeRefusal::Mapping(MappingFault::Unreadable));
            }
            mapping.add(&std::fs::read_to_string(path).map_err(unreadable)?)?;
        }
        Ok(mapping)
    }

    fn add(&mut self, text: &str) -> Result<(), ExchangeRefusal> {
        let written: Written = toml::from_str(text).map_err(|error| {
            let line = error.span().map(|span| {
                let before = text.get(..span.start).unwrap_or_default();
                u32::try_from(before.matches('\n').count() + 1).unwrap_or(u32::MAX)
            });
            ExchangeRefusal::Mapping(MappingFault::Form(line))
        })?;
        for (field, headers) in written.headers {
            for header in headers {
                self.headers.insert(plain(&header), field);
            }
        }
        for (list, meanings) in written.words {
            self.add_words(&list, meanings)?;
        }
        self.subtotal.extend(folded(&written.not_data.subtotal));
        self.signature.extend(folded(&written.not_data.signature));
        for (default, list, to) in [
            (written.defaults.programme, "programme", &mut self.programme),
            (written.defaults.setting, "setting", &mut self.setting),
        ] {
            if let Some(meaning) = default {
                known(list, &meaning)?;
                *to = meaning;
            }
        }
        for (name, severity) in written.severity {
            let code = RowCode::choosable(&name)
                .ok_or(ExchangeRefusal::Mapping(MappingFault::Severity(name)))?;
            self.severity.insert(code, severity);
        }
        Ok(())
    }

    fn add_words(
        &mut self,
        list: &str,
        meanings: BTreeMap<String, Vec<String>>,
    ) -> Result<(), ExchangeRefusal> {
        for (meaning, words) in meanings {
            let list = known(list, &meaning)?;
            let table = self.words.entry(list).or_default();
            for word in words {
                table.insert(plain(&word), meaning.clone());
            }
        }
        Ok(())
    }

    /// The field a header means, tried whole and without what stands in brackets.
    pub(crate) fn field(&self, header: &str) -> Option<Field> {
        let whole = plain(header);
        let whole = whole.trim_end_matches(':');
        let short = without_brackets(whole);
        self.headers
            .get(whole)
            .or_else(|| self.headers.get(&short))
            .copied()
            .map(|field| by_period(field, whole))
    }

    /// What a word of a list means.
    pub(crate) fn word(&self, list: &str, word: &str) -> Option<&str> {
        self.words.get(list)?.get(&plain(word)).map(String::as_str)
    }

    /// What is meant where a list does not say the programme.
    pub(crate) fn programme(&self) -> &str {
        &self.programme
    }

    /// What is meant where a list does not say city or countryside.
    pub(crate) fn setting(&self) -> &str {
        &self.setting
    }

    /// How heavy a trouble weighs; what nobody chose is an error.
    pub(crate) fn severity(&self, code: RowCode) -> Severity {
        self.severity.get(&code).copied().unwrap_or(Severity::Error)
    }

    /// Whether a cell begins a line of sums.
    pub(crate) fn is_subtotal(&self, text: &str) -> bool {
        begins(&self.subtotal, text)
    }

    /// Whether a cell begins a line of signatures or remarks.
    pub(crate) fn is_signature(&self, text: &str) -> bool {
        begins(&self.signature, text)
    }
}

fn known(list: &str, meaning: &str) -> Result<&'static str, ExchangeRefusal> {
    LISTS
        .iter()
        .find(|(name, meanings)| *name == list && meanings.contains(&meaning))
        .map(|(name, _)| *name)
        .ok_or_else(|| ExchangeRefusal::Mapping(MappingFault::Unknown(format!("{list}.{meaning}"))))
}

fn folded(words: &[String]) -> Vec<String> {
    words.iter().map(|word| plain(word)).collect()
}

fn begins(words: &[String], text: &str) -> bool {
    let text = plain(text);
    words.iter().any(|word| text.starts_with(word.as_str()))
}

/// Amounts that may be for a month or for a year.
const PERIODS: &[(Field, Field)] = &[
    (Field::IncomeMonth, Field::IncomeYear),
    (Field::CapitaMonth, Field::CapitaYear),
    (Field::MemberMonth, Field::MemberYear),
    (Field::WageMonth, Field::WageYear),
    (Field::BusinessMonth, Field::BusinessYear),
    (Field::PropertyMonth, Field::PropertyYear),
    (Field::TransferMonth, Field::TransferYear),
    (Field::WorkMonth, Field::WorkYear),
    (Field::PensionMonth, Field::PensionYear),
    (Field::BasicPensionMonth, Field::BasicPensionYear),
    (Field::DisabilitySubsidyMonth, Field::DisabilitySubsidyYear),
    (Field::ElderlyMonth, Field::ElderlyYear),
    (Field::VeteranMonth, Field::VeteranYear),
    (Field::FamilyPlanningMonth, Field::FamilyPlanningYear),
    (Field::SupportMonth, Field::SupportYear),
    (Field::LandMonth, Field::LandYear),
    (Field::SubsidyMonth, Field::SubsidyYear),
];

/// An amount says somewhere in its header what it is for: `工资性收入(年)`, `土地流转收入(月)`.
fn by_period(field: Field, header: &str) -> Field {
    let said = (header.contains('年'), header.contains('月'));
    let of = PERIODS
        .iter()
        .find(|(month, year)| *month == field || *year == field);
    match (of, said) {
        (Some((_, year)), (true, false)) => *year,
        (Some((month, _)), (false, true)) => *month,
        (Some(_) | None, _) => field,
    }
}

/// Text for comparing: half-width, without blanks, invisible characters and stars; ASCII small.
pub(crate) fn plain(text: &str) -> String {
    text.chars()
        .filter_map(half_width)
        .filter(|one| !one.is_whitespace() && !one.is_control() && *one != '*')
        .map(|one| one.to_ascii_lowercase())
        .collect()
}

/// The half-width twin, or nothing for characters that cannot be seen.
fn half_width(one: char) -> Option<char> {
    match one {
        '\u{3000}' => Some(' '),
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(one) - 0xfee0),
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => None,
        '〔' | '【' => Some('('),
        '〕' | '】' => Some(')'),
        other => Some(other),
    }
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    text.chars()
        .filter(|one| {
            match one {
                '(' | '[' => depth += 1,
                ')' | ']' => {
                    depth = depth.saturating_sub(1);
                    return false;
                }
                _ => {}
            }
            depth == 0
        })
        .collect::<String>()
        .trim_end_matches(':')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mapping() -> Mapping {
        Mapping::load(None).expect("the embedded mapping is good")
    }

    #[test]
    fn headers_are_known_through_blanks_widths_units_and_brackets() {
        let mapping = mapping();
        for header in [
            "身份证号码",
            " 身 份 证\n号 码 ",
            "身份证号码（18位）",
            "*身份证号码",
            "身份证号码：",
        ] {
            assert_eq!(mapping.field(header), Some(Field::Number), "{header}");
        }
        assert_eq!(mapping.field("工资性收入(元/月)"), Some(Field::WageMonth));
        assert_eq!(mapping.field("工资性收入（元/年）"), Some(Field::WageYear));
        assert_eq!(mapping.field("村（社区）"), Some(Field::Village));
        assert_eq!(mapping.field("血型"), None);
    }

    #[test]
    fn no_header_means_two_fields() {
        let written: Written = toml::from_str(EMBEDDED).expect("good");
        let mut seen: HashMap<String, Field> = HashMap::new();
        for (field, headers) in written.headers {
            for header in headers {
                let other = seen.insert(plain(&header), field);
                assert_eq!(other, None, "{header}");
            }
        }
    }

    #[test]
    fn a_mapping_with_an_unknown_code_or_field_is_refused() {
        let mut mapping = mapping();
        for text in [
            "[severity]\nid_checksum = \"warning\"",
            "[severity]\nnonsense = \"warning\"",
            "[words.relation]\nfriend = [\"朋友\"]",
            "[headers]\nblood = [\"血型\"]",
            "[headers\n",
        ] {
            assert!(
                matches!(mapping.add(text), Err(ExchangeRefusal::Mapping(_))),
                "{text}"
            );
        }
        assert!(mapping.add("[headers]\nname = [\"尊姓大名\"]").is_ok());
        assert_eq!(mapping.field("尊姓大名"), Some(Field::Name));
    }
}
