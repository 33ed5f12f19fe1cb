//! The columns of both profiles: what stands at their heads and what of a case stands below.
//!
//! A head and its values stand in one line here, so that they cannot come apart. The words are those that our
//! own reader knows, so that a file of ours can be taken in elsewhere.

use super::{
    Profile,
    cell::{Form, Value},
    incomes,
};
use crate::{
    domain::{
        area::Setting,
        calendar::Month,
        case::Benefit,
        household::{Disability, MemberFacts},
        income::{DeductionKind, IncomeKind, Per},
        linshi::Given,
        money::Fen,
        person::Personal,
    },
    engine::{
        answer::{InternalCase, PublicCase},
        command::IntakeMember,
    },
    text::{export as words, terms},
};

/// Cases as they were handed out.
pub(super) enum Cases {
    /// Whole.
    Internal(Vec<InternalCase>),
    /// As the public may read them.
    Public(Vec<PublicCase>),
}

/// A column: its head, its width in characters, and what stands in it.
struct Column<V> {
    head: &'static str,
    width: u16,
    value: V,
}

/// What stands in a column of the internal profile.
type OfLine = for<'l, 'c> fn(&'l Line<'c>) -> Value;
/// What stands in a column of the public profile.
type OfPosted = for<'l, 'c> fn(&'l Posted<'c>) -> Value;

const fn column<V: Copy>(head: &'static str, width: u16, value: V) -> Column<V> {
    Column { head, width, value }
}

/// A member with the household around it.
struct Line<'c> {
    case: &'c InternalCase,
    member: &'c IntakeMember,
    facts: &'c MemberFacts,
    first: bool,
}

/// A household with its place in the list.
struct Posted<'c> {
    number: u32,
    case: &'c PublicCase,
}

/// The columns of a profile.
pub(super) struct Sheet {
    profile: Profile,
}

impl Sheet {
    /// The columns of this profile.
    pub(super) const fn of(profile: Profile) -> Self {
        Self { profile }
    }

    /// What it is called and headed.
    pub(super) fn form(&self) -> Form {
        match self.profile {
            Profile::Internal => Form {
                name: words::SHEET_INTERNAL,
                warning: words::WARNING_INTERNAL,
                heads: heads(INTERNAL),
            },
            Profile::Public => Form {
                name: words::SHEET_PUBLIC,
                warning: "",
                heads: heads(PUBLIC),
            },
        }
    }

    /// The rows of cases, where `before` cases stand above them.
    #[expect(
        clippy::unused_self,
        reason = "the cases say themselves of which profile they are"
    )]
    pub(super) fn rows(&self, cases: Cases, before: u32) -> Vec<Vec<Value>> {
        match cases {
            Cases::Internal(cases) => cases.iter().flat_map(members).collect(),
            Cases::Public(cases) => (before.saturating_add(1)..)
                .zip(&cases)
                .map(|(number, case)| {
                    let row = Posted { number, case };
                    PUBLIC.iter().map(|column| (column.value)(&row)).collect()
                })
                .collect(),
        }
    }
}

fn heads<V>(columns: &[Column<V>]) -> Vec<(&'static str, u16)> {
    let head = |column: &Column<V>| (column.head, column.width);
    columns.iter().map(head).collect()
}

/// The rows of one household, the head first.
fn members(case: &InternalCase) -> Vec<Vec<Value>> {
    let members = case.intake.members.iter().enumerate();
    members
        .map(|(place, member)| {
            let line = Line {
                case,
                member,
                facts: &member.facts,
                first: place == 0,
            };
            INTERNAL
                .iter()
                .map(|column| (column.value)(&line))
                .collect()
        })
        .collect()
}

/// What a public board shows. The type of the row has nothing else to show.
const PUBLIC: &[Column<OfPosted>] = &[
    column(words::SEQUENCE, 6, |row| Value::Count(row.number)),
    column(words::TOWNSHIP, 14, |row| Value::text(&row.case.township)),
    column(words::VILLAGE, 16, |row| Value::text(&row.case.village)),
    column(words::HEAD, 12, |row| {
        Value::text(row.case.head.shown().unwrap_or(words::MINOR))
    }),
    column(words::PROGRAMME, 12, |row| {
        Value::text(terms::programme(row.case.programme))
    }),
    column(words::SETTING, 10, |row| setting(row.case.setting)),
    column(words::PERSONS, 10, |row| Value::Count(row.case.members)),
    column(words::BENEFIT, 14, |row| paid(row.case.benefit)),
    column(words::SINCE, 14, |row| since(row.case.benefit)),
];

/// Everything known. What belongs to the household stands in the row of the head alone, so that a sum over a
/// column is right; what tells households apart stands in every row.
const INTERNAL: &[Column<OfLine>] = &[
    column(words::NUMBER, 20, |row| {
        Value::text(&row.case.intake.number)
    }),
    column(words::HEAD, 12, |row| {
        let head = row.case.intake.members.first();
        head.map_or(Value::Blank, |head| personal(&head.identity.name))
    }),
    column(words::NAME, 12, |row| personal(&row.member.identity.name)),
    column(words::ID, 22, |row| personal(&row.member.identity.number)),
    column(words::RELATION, 14, |row| {
        Value::text(terms::relation(row.facts.relation))
    }),
    column(words::SEX, 6, |row| {
        row.facts
            .sex
            .map_or(Value::Blank, |sex| Value::text(terms::sex(sex)))
    }),
    column(words::BIRTH, 12, |row| Value::Day(row.facts.birth)),
    column(words::PHONE, 14, |row| personal(&row.member.identity.phone)),
    column(words::ACCOUNT, 22, |row| {
        personal(&row.member.identity.account)
    }),
    column(words::ADDRESS, 24, |row| {
        personal(&row.member.identity.address)
    }),
    column(words::TOWNSHIP, 14, |row| Value::text(&row.case.township)),
    column(words::VILLAGE, 16, |row| Value::text(&row.case.village)),
    column(words::PROGRAMME, 12, |row| {
        Value::text(terms::programme(row.case.intake.programme))
    }),
    column(words::SETTING, 10, |row| setting(row.case.intake.setting)),
    column(words::PERSONS, 10, |row| {
        let count = u32::try_from(row.case.intake.members.len()).unwrap_or(u32::MAX);
        of_household(row, Value::Count(count))
    }),
    column(words::BENEFIT, 14, |row| {
        of_household(row, paid(row.case.intake.benefit))
    }),
    column(words::SINCE, 14, |row| {
        of_household(row, since(row.case.intake.benefit))
    }),
    column(words::LABOUR, 10, |row| {
        let labour = row.facts.labour;
        labour.map_or(Value::Blank, |labour| Value::text(terms::labour(labour)))
    }),
    column(words::DISABILITY, 10, |row| {
        let kind = |it: Disability| Value::text(terms::disability(it.kind));
        row.facts.disability.map_or(Value::Blank, kind)
    }),
    column(words::GRADE, 10, |row| {
        let grade = |it: Disability| Value::text(terms::disability_grade(it.grade));
        row.facts.disability.map_or(Value::Blank, grade)
    }),
    column(words::ILL, 8, |row| yes(row.facts.seriously_ill)),
    column(words::STUDENT, 12, |row| {
        let student = row.facts.student;
        student.map_or(Value::Blank, |school| Value::text(terms::schooling(school)))
    }),
    column(words::FULL_TIME, 10, |row| match row.facts.student {
        Some(_) => yes(row.facts.full_time),
        None if !row.facts.full_time => yes(false),
        None => Value::Blank,
    }),
    column(words::SINGLE_PARENT, 8, |row| yes(row.facts.single_parent)),
    column(words::ABSENT, 16, |row| {
        let absent = row.facts.absent;
        absent.map_or(Value::Blank, |away| Value::text(terms::absence(away)))
    }),
    column(words::MARRIED, 10, |row| {
        Value::text(words::married(row.facts.married))
    }),
    column(words::WAGE_MONTH, 14, |row| {
        income(row, IncomeKind::Wage, Per::Month)
    }),
    column(words::WAGE_YEAR, 14, |row| {
        income(row, IncomeKind::Wage, Per::Year)
    }),
    column(words::BUSINESS_MONTH, 14, |row| {
        income(row, IncomeKind::Business, Per::Month)
    }),
    column(words::BUSINESS_YEAR, 14, |row| {
        income(row, IncomeKind::Business, Per::Year)
    }),
    column(words::PROPERTY_MONTH, 14, |row| {
        income(row, IncomeKind::Property, Per::Month)
    }),
    column(words::PROPERTY_YEAR, 14, |row| {
        income(row, IncomeKind::Property, Per::Year)
    }),
    column(words::TRANSFER_MONTH, 14, |row| {
        income(row, IncomeKind::Transfer, Per::Month)
    }),
    column(words::TRANSFER_YEAR, 14, |row| {
        income(row, IncomeKind::Transfer, Per::Year)
    }),
    column(words::OTHER_MONTH, 14, |row| {
        income(row, IncomeKind::Other, Per::Month)
    }),
    column(words::OTHER_YEAR, 14, |row| {
        income(row, IncomeKind::Other, Per::Year)
    }),
    column(words::INCOMES, 30, |row| {
        Value::text(&incomes::written(&row.facts.incomes))
    }),
    column(words::EMPLOYMENT, 14, |row| {
        deduction(row, DeductionKind::Employment)
    }),
    column(words::RIGID, 14, |row| deduction(row, DeductionKind::Rigid)),
    column(words::DEPOSIT, 14, |row| {
        let deposit = row.case.intake.assets.financial;
        of_household(row, deposit.map_or(Value::Blank, Value::Money))
    }),
    column(words::VEHICLES, 8, |row| {
        let count = u32::try_from(row.case.intake.assets.vehicles.len()).unwrap_or(u32::MAX);
        of_household(row, Value::Count(count))
    }),
    column(words::VEHICLE_LIST, 20, |row| {
        let vehicles = &row.case.intake.assets.vehicles;
        of_household(row, Value::text(&terms::vehicles(vehicles)))
    }),
    column(words::HOMES, 10, |row| {
        let homes = row.case.intake.assets.homes;
        of_household(row, homes.map_or(Value::Blank, Value::Count))
    }),
    column(words::BUSINESSES, 10, |row| {
        let businesses = row.case.intake.assets.businesses;
        of_household(row, businesses.map_or(Value::Blank, Value::Count))
    }),
    column(words::STABLE, 14, |row| {
        of_household(row, yes(row.case.intake.income_stable))
    }),
    column(words::SINGLE, 8, |row| {
        of_household(row, yes(row.case.intake.single))
    }),
    column(words::KIN, 12, |row| {
        of_household(row, yes(row.case.intake.kin_registered))
    }),
    column(words::CARE_MODE, 10, |row| {
        let mode = row.case.intake.listed.mode;
        let mode = mode.map_or(Value::Blank, |mode| Value::text(terms::care_mode(mode)));
        of_household(row, mode)
    }),
    column(words::CARE_TIER, 10, |row| {
        let tier = row.case.intake.listed.tier;
        let tier = tier.map_or(Value::Blank, |tier| Value::text(terms::care_tier(tier)));
        of_household(row, tier)
    }),
    column(words::AID_KIND, 12, |row| {
        given(row, |given| Value::text(terms::linshi_type(given.kind)))
    }),
    column(words::AID_AMOUNT, 14, |row| {
        given(row, |given| Value::Money(given.amount))
    }),
    column(words::AID_DAY, 12, |row| {
        given(row, |given| Value::Day(given.day))
    }),
    column(words::AID_CAUSE, 20, |row| {
        given(row, |given| Value::text(&given.cause))
    }),
    column(words::DIED, 12, |row| {
        row.facts.died.map_or(Value::Blank, Value::Day)
    }),
    column(words::LAST_REVIEW, 14, |row| {
        let last = row.case.intake.last_review.as_ref();
        of_household(row, last.map_or(Value::Blank, |last| Value::Day(last.day)))
    }),
    column(words::LAST_BY, 12, |row| {
        let last = row.case.intake.last_review.as_ref();
        of_household(row, last.map_or(Value::Blank, |last| Value::text(&last.by)))
    }),
    column(words::DUE, 12, |row| {
        of_household(row, Value::Day(row.case.due))
    }),
    column(words::STATUS, 16, |row| {
        of_household(row, Value::text(terms::status(row.case.status)))
    }),
    column(words::NOTE, 30, |row| Value::text(&row.facts.note)),
];

/// What belongs to the household: in the row of the head alone.
fn of_household(row: &Line<'_>, value: Value) -> Value {
    if row.first { value } else { Value::Blank }
}

/// What was given as 临时救助, in the row of the head.
fn given(row: &Line<'_>, value: impl Fn(&Given) -> Value) -> Value {
    let given = row.case.intake.listed.aid.as_ref();
    of_household(row, given.map_or(Value::Blank, value))
}

fn personal(text: &Personal) -> Value {
    Value::text(text.reveal())
}

fn setting(setting: Setting) -> Value {
    Value::text(terms::setting(setting))
}

fn paid(benefit: Option<Benefit>) -> Value {
    benefit.map_or(Value::Blank, |benefit| Value::Money(benefit.month))
}

fn since(benefit: Option<Benefit>) -> Value {
    let month = benefit.and_then(|benefit| benefit.since);
    month.map_or(Value::Blank, |month: Month| Value::text(&month.to_string()))
}

fn yes(so: bool) -> Value {
    Value::text(words::yes(so))
}

/// The incomes of a kind and a period together; nothing where there are none.
fn income(row: &Line<'_>, kind: IncomeKind, per: Per) -> Value {
    let amounts = row.facts.incomes.iter();
    sum(amounts
        .filter(|income| income.kind == kind && income.per == per)
        .map(|income| income.amount))
}

fn deduction(row: &Line<'_>, kind: DeductionKind) -> Value {
    let amounts = row.facts.deductions.iter();
    sum(amounts.filter(|it| it.kind == kind).map(|it| it.month))
}

fn sum(amounts: impl Iterator<Item = Fen>) -> Value {
    match amounts.fold(0, |sum: i64, amount| sum.saturating_add(amount.0)) {
        0 => Value::Blank,
        sum => Value::Money(Fen(sum)),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        domain::{
            care::{CareMode, CareTier},
            case::Programme,
            household::{Absence, DisabilityType, Labour, Relation, Schooling, Sex},
            linshi::LinshiType,
        },
        exchange::mapping::Mapping,
    };

    /// Columns that are for people to read and are nobody's facts to take in.
    const ONLY_OUT: &[&str] = &[words::DUE, words::STATUS];

    #[test]
    fn our_reader_knows_each_head_we_write_as_a_field_of_its_own() {
        let mapping = Mapping::load(None).expect("the embedded mapping is good");
        for sheet in [Sheet::of(Profile::Internal), Sheet::of(Profile::Public)] {
            let mut fields = BTreeSet::new();
            for (head, _) in sheet.form().heads {
                match mapping.field(head) {
                    Some(field) => assert!(fields.insert(field), "{head}"),
                    None => assert!(ONLY_OUT.contains(&head), "{head}"),
                }
            }
        }
    }

    /// A list of words of the mapping, the word we write, and what it must mean.
    fn words_we_write() -> Vec<(&'static str, &'static str, &'static str)> {
        vec![
            ("sex", terms::sex(Sex::Male), "male"),
            ("sex", terms::sex(Sex::Female), "female"),
            ("labour", terms::labour(Labour::Full), "full"),
            ("labour", terms::labour(Labour::Partial), "partial"),
            ("labour", terms::labour(Labour::None), "none"),
            (
                "disability",
                terms::disability(DisabilityType::Visual),
                "visual",
            ),
            (
                "disability",
                terms::disability(DisabilityType::Hearing),
                "hearing",
            ),
            (
                "disability",
                terms::disability(DisabilityType::Speech),
                "speech",
            ),
            (
                "disability",
                terms::disability(DisabilityType::Limb),
                "limb",
            ),
            (
                "disability",
                terms::disability(DisabilityType::Intellectual),
                "intellectual",
            ),
            (
                "disability",
                terms::disability(DisabilityType::Mental),
                "mental",
            ),
            (
                "disability",
                terms::disability(DisabilityType::Multiple),
                "multiple",
            ),
            ("grade", terms::disability_grade(1), "1"),
            ("grade", terms::disability_grade(4), "4"),
            (
                "student",
                terms::schooling(Schooling::Compulsory),
                "compulsory",
            ),
            (
                "student",
                terms::schooling(Schooling::SeniorHigh),
                "senior_high",
            ),
            (
                "student",
                terms::schooling(Schooling::Vocational),
                "vocational",
            ),
            (
                "student",
                terms::schooling(Schooling::JuniorCollege),
                "junior_college",
            ),
            (
                "student",
                terms::schooling(Schooling::Undergraduate),
                "undergraduate",
            ),
            ("student", terms::schooling(Schooling::Graduate), "graduate"),
            ("programme", terms::programme(Programme::Dibao), "dibao"),
            ("programme", terms::programme(Programme::Tekun), "tekun"),
            ("programme", terms::programme(Programme::Linshi), "linshi"),
            ("programme", terms::programme(Programme::Edge), "edge"),
            ("programme", terms::programme(Programme::Rigid), "rigid"),
            ("care_mode", terms::care_mode(CareMode::Central), "central"),
            (
                "care_mode",
                terms::care_mode(CareMode::Scattered),
                "scattered",
            ),
            ("care_tier", terms::care_tier(CareTier::SelfCare), "self"),
            ("care_tier", terms::care_tier(CareTier::Half), "half"),
            ("care_tier", terms::care_tier(CareTier::Full), "full"),
            ("aid", terms::linshi_type(LinshiType::Urgent), "urgent"),
            ("aid", terms::linshi_type(LinshiType::Expense), "expense"),
            ("aid", terms::linshi_type(LinshiType::Fast), "fast"),
            ("setting", terms::setting(Setting::Urban), "urban"),
            ("setting", terms::setting(Setting::Rural), "rural"),
            ("yes", words::yes(true), "yes"),
            ("yes", words::yes(false), "no"),
            ("yes", words::married(true), "yes"),
            ("yes", words::married(false), "no"),
        ]
    }

    #[test]
    fn our_reader_knows_each_word_we_write() {
        use Relation as R;
        let mapping = Mapping::load(None).expect("the embedded mapping is good");
        let relations = [
            R::Head,
            R::Spouse,
            R::Child,
            R::Parent,
            R::Grandchild,
            R::Grandparent,
            R::Sibling,
            R::ParentInLaw,
            R::ChildInLaw,
            R::Other,
        ];
        let mut known: BTreeSet<&str> = BTreeSet::new();
        for relation in relations {
            let meaning = mapping.word("relation", terms::relation(relation));
            assert!(known.insert(meaning.expect("a relation")), "{relation:?}");
        }
        let absences = [
            (Absence::Prison, "prison"),
            (Absence::Detox, "detox"),
            (Absence::Missing, "missing"),
            (Absence::Religious3y, "religious_3y"),
            (Absence::LivesApart, "lives_apart"),
        ];
        for (absence, meaning) in absences {
            let word = terms::absence(absence);
            assert_eq!(mapping.word("absent", word), Some(meaning), "{word}");
        }
        for (list, word, meaning) in words_we_write() {
            assert_eq!(mapping.word(list, word), Some(meaning), "{word}");
        }
    }
}
