//! What a list tells beside the plain facts: single incomes by name, what is deducted, how a 特困人员 is
//! supported, what was given as 临时救助.
//!
//! Where a list names the sources of an income, the names are kept. A text that lists incomes one by one is what
//! our own exports write; it has to tie with the columns beside it, and is never guessed at.

use super::{
    export::incomes::{read, written},
    mapping::{Field, Mapping},
    parse::{Cursor, House},
    row::RowCode,
};
use crate::domain::{
    calendar::Day,
    care::{CareMode, CareTier},
    case::Programme,
    income::{Deduction, DeductionKind, Income, IncomeItem, IncomeKind, Per},
    linshi::{Given, LinshiType},
    money::Fen,
};

/// What stands in the columns of 特困 and 临时救助; `None` where the list says nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Told {
    /// 供养方式.
    pub(crate) mode: Option<CareMode>,
    /// 生活自理能力.
    pub(crate) tier: Option<CareTier>,
    /// 临时救助类型.
    pub(crate) aid_kind: Option<LinshiType>,
    /// 救助金额, where it has a column of its own.
    pub(crate) aid_amount: Option<Fen>,
    /// 救助日期.
    pub(crate) aid_day: Option<Day>,
    /// 救助事由.
    pub(crate) aid_cause: Option<String>,
}

/// A source of income that may have a column of its own.
enum Source {
    /// Nothing more than the kind.
    Plain,
    /// One the rules know.
    Item(IncomeItem),
    /// One that is only a name.
    Named(&'static str),
}

impl Source {
    fn item(&self) -> Option<IncomeItem> {
        match self {
            Self::Plain => None,
            Self::Item(item) => Some(item.clone()),
            Self::Named(name) => Some(IncomeItem::Named((*name).to_owned())),
        }
    }
}

/// Columns of a kind of income, for a month and for a year.
struct Columns {
    month: Field,
    year: Field,
    kind: IncomeKind,
    source: Source,
}

const fn columns(month: Field, year: Field, kind: IncomeKind, source: Source) -> Columns {
    Columns {
        month,
        year,
        kind,
        source,
    }
}

/// Incomes by their columns.
const INCOMES: &[Columns] = {
    use Field as F;
    use IncomeItem as I;
    use IncomeKind as K;
    use Source::{Item, Named, Plain};
    &[
        columns(F::WageMonth, F::WageYear, K::Wage, Plain),
        columns(F::WorkMonth, F::WorkYear, K::Wage, Named("务工")),
        columns(F::BusinessMonth, F::BusinessYear, K::Business, Plain),
        columns(F::PropertyMonth, F::PropertyYear, K::Property, Plain),
        columns(F::LandMonth, F::LandYear, K::Property, Item(I::Land)),
        columns(F::TransferMonth, F::TransferYear, K::Transfer, Plain),
        columns(
            F::PensionMonth,
            F::PensionYear,
            K::Transfer,
            Item(I::Pension),
        ),
        columns(
            F::BasicPensionMonth,
            F::BasicPensionYear,
            K::Transfer,
            Item(I::BasicPension),
        ),
        columns(
            F::DisabilitySubsidyMonth,
            F::DisabilitySubsidyYear,
            K::Transfer,
            Item(I::DisabilitySubsidies),
        ),
        columns(
            F::ElderlyMonth,
            F::ElderlyYear,
            K::Transfer,
            Item(I::ElderlyAllowance),
        ),
        columns(
            F::VeteranMonth,
            F::VeteranYear,
            K::Transfer,
            Item(I::Veteran),
        ),
        columns(
            F::FamilyPlanningMonth,
            F::FamilyPlanningYear,
            K::Transfer,
            Item(I::FamilyPlanning),
        ),
        columns(
            F::SupportMonth,
            F::SupportYear,
            K::Transfer,
            Item(I::Support),
        ),
        columns(
            F::SubsidyMonth,
            F::SubsidyYear,
            K::Transfer,
            Item(I::Subsidy),
        ),
        columns(F::MemberMonth, F::MemberYear, K::Other, Plain),
    ]
};

/// What an income of a person is called where a list only says that it is one.
const MEMBER: [&str; 2] = ["个人月收入", "个人年收入"];

/// What incomes of a kind come to, for a month and for a year.
fn sum(incomes: &[Income], kind: IncomeKind, per: Per) -> i64 {
    let of_kind = incomes
        .iter()
        .filter(|income| income.kind == kind && income.per == per);
    of_kind.fold(0, |sum, income| sum.saturating_add(income.amount.0))
}

/// Whether what a list says of incomes is what is known. A list that only gives sums says nothing against the
/// single incomes behind them; one that names them, or gives them one by one, has to name the same.
pub(crate) fn is_known(said: &[Income], one_by_one: bool, known: &[Income]) -> bool {
    if one_by_one || said.iter().any(|income| income.item.is_some()) {
        let words = |incomes: &[Income]| {
            let mut words: Vec<String> = incomes
                .iter()
                .map(|income| written(std::slice::from_ref(income)))
                .collect();
            words.sort_unstable();
            words
        };
        return words(said) == words(known);
    }
    said.iter().chain(known).all(|income| {
        let of = |incomes| sum(incomes, income.kind, income.per);
        of(said) == of(known)
    })
}

impl Cursor<'_, '_> {
    /// What stands in the columns of 特困 and 临时救助. The type of help often stands in that of the programme.
    pub(super) fn told(&mut self, programme: Option<&str>) -> Told {
        let mapping = self.mapping();
        let beside = |list| programme.and_then(|said| mapping.word(list, said));
        let mode = self.word(Field::CareMode, "care_mode", RowCode::UnknownWord);
        let tier = self.word(Field::CareTier, "care_tier", RowCode::UnknownWord);
        let kind = self.word(Field::AidKind, "aid", RowCode::UnknownWord);
        Told {
            mode: mode.as_deref().or(beside("care_mode")).and_then(mode_of),
            tier: tier.as_deref().and_then(tier_of),
            aid_kind: kind.as_deref().or(beside("aid")).and_then(aid_of),
            aid_amount: self.amount(Field::AidAmount),
            aid_day: self.day(Field::AidDay),
            aid_cause: self.line(Field::AidCause),
        }
    }

    /// The incomes of a person: each column by its name, or one by one in words, which must tie then; and
    /// whether they stood one by one.
    pub(super) fn incomes(&mut self) -> (Vec<Income>, bool) {
        let mut incomes = Vec::new();
        for column in INCOMES {
            let fields = [(column.month, Per::Month), (column.year, Per::Year)];
            for (place, (field, per)) in fields.into_iter().enumerate() {
                let Some(amount) = self.amount(field).filter(|amount| *amount != Fen::ZERO) else {
                    continue;
                };
                let item = match field {
                    Field::MemberMonth | Field::MemberYear => {
                        let name = MEMBER.get(place).copied().unwrap_or_default();
                        Some(IncomeItem::Named(name.to_owned()))
                    }
                    _other => column.source.item(),
                };
                incomes.push(Income {
                    kind: column.kind,
                    item,
                    amount,
                    per,
                });
            }
        }
        let Some(text) = self.text(Field::Incomes) else {
            incomes.shrink_to_fit();
            return (incomes, false);
        };
        let Some(single) = read(&text) else {
            self.unknown(Field::Incomes, RowCode::UnknownWord, text);
            return (incomes, false);
        };
        if !incomes.is_empty() {
            self.tie(&incomes, &single);
        }
        (single, true)
    }

    /// Says where single incomes do not come to what a column says.
    fn tie(&mut self, columns: &[Income], single: &[Income]) {
        for income in columns {
            let (said, found) = (
                sum(columns, income.kind, income.per),
                sum(single, income.kind, income.per),
            );
            if said != found {
                let values = vec![("said", Fen(found).plain()), ("sum", Fen(said).plain())];
                let place = self.place(Field::Incomes);
                self.note(place, RowCode::SumMismatch, values);
                return;
            }
        }
    }

    /// What is deducted from the incomes of a person, by the month.
    pub(super) fn deductions(&mut self) -> Vec<Deduction> {
        let mut all = Vec::new();
        for (field, kind) in [
            (Field::Employment, DeductionKind::Employment),
            (Field::Rigid, DeductionKind::Rigid),
        ] {
            if let Some(month) = self.amount(field).filter(|month| *month != Fen::ZERO) {
                all.push(Deduction { kind, month });
            }
        }
        all.shrink_to_fit();
        all
    }
}

/// Lays what a list deducts over what is known; a sum that is the same changes nothing.
pub(crate) fn over(known: &mut Vec<Deduction>, said: &[Deduction]) {
    for new in said {
        let of_kind = |one: &&Deduction| one.kind == new.kind;
        let sum = known
            .iter()
            .filter(of_kind)
            .fold(0, |sum: i64, one| sum.saturating_add(one.month.0));
        if sum != new.month.0 {
            known.retain(|one| one.kind != new.kind);
            known.push(new.clone());
        }
    }
}

/// What was given, if a household says enough of it; whether it says something and not enough.
pub(crate) fn given(house: &House, programme: Programme) -> (Option<Given>, bool) {
    let told = &house.told;
    if programme != Programme::Linshi {
        return (None, false);
    }
    let amount = told.aid_amount.or(house.benefit);
    let said = told.aid_kind.is_some() || told.aid_day.is_some() || amount.is_some();
    match (told.aid_kind, amount, told.aid_day) {
        (Some(kind), Some(amount), Some(day)) if amount > Fen::ZERO => {
            let given = Given {
                kind,
                cause: told.aid_cause.clone().unwrap_or_default(),
                amount,
                day,
            };
            (Some(given), false)
        }
        _ => (None, said),
    }
}

fn mode_of(word: &str) -> Option<CareMode> {
    match word {
        "central" => Some(CareMode::Central),
        "scattered" => Some(CareMode::Scattered),
        _ => None,
    }
}

fn tier_of(word: &str) -> Option<CareTier> {
    match word {
        "self" => Some(CareTier::SelfCare),
        "half" => Some(CareTier::Half),
        "full" => Some(CareTier::Full),
        _ => None,
    }
}

fn aid_of(word: &str) -> Option<LinshiType> {
    match word {
        "urgent" => Some(LinshiType::Urgent),
        "expense" => Some(LinshiType::Expense),
        "fast" => Some(LinshiType::Fast),
        _ => None,
    }
}

/// The mapping a cursor reads with; it outlives the reading of a cell.
impl<'a> Cursor<'_, 'a> {
    fn mapping(&self) -> &'a Mapping {
        self.reader.mapping
    }

    fn place(&self, field: Field) -> Option<usize> {
        self.reader.header.place(field)
    }
}
