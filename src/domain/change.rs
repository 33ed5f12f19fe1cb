//! 变更 (Change): what somebody says of a household that differs from what the office has.
//!
//! A change alters nothing by itself. Each of its facts waits, with its old and its new value, until a person
//! accepts or declines it, until a later change says something else of the same, or until the household stands
//! like that anyway.

use std::mem::discriminant;

use serde::{Deserialize, Serialize};

use super::{
    area::{Area, Setting},
    asset::Vehicle,
    benefit::Benefit,
    calendar::Day,
    care::{CareMode, CareTier},
    case::Case,
    household::{
        Absence, Disability, Household, Labour, Member, MemberFacts, Relation, Schooling, Sex,
    },
    ids::{PersonId, StaffId},
    income::{Deduction, Income},
    linshi::{Aid, Given},
    money::Fen,
    person::{Identity, Personal},
};

/// One fact with its value: of a member, of the whole household, or of the case.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// 与户主关系.
    Relation(Relation),
    /// 出生日期.
    Birth(Day),
    /// 性别.
    Sex(Option<Sex>),
    /// 劳动能力.
    Labour(Option<Labour>),
    /// 残疾.
    Disability(Option<Disability>),
    /// 重病.
    SeriouslyIll(bool),
    /// 就学.
    Student(Option<Schooling>),
    /// 婚姻.
    Married(bool),
    /// 死亡日期.
    Died(Option<Day>),
    /// 收入.
    Incomes(Vec<Income>),
    /// 情况.
    Note(String),
    /// 金融资产, of the household.
    Financial(Option<Fen>),
    /// 车辆, of the household.
    Vehicles(Vec<Vehicle>),
    /// 房屋, of the household.
    Homes(Option<u32>),
    /// 经营主体, of the household.
    Businesses(Option<u32>),
    /// 收入是否稳定, of the household.
    IncomeStable(bool),
    /// 现享, of the household.
    Benefit(Option<Benefit>),
    /// 扣减.
    Deductions(Vec<Deduction>),
    /// 区划, of the case, with the name it had when it was said.
    Village(Area),
    /// 城乡类别, of the case.
    Setting(Setting),
    /// 单人保, of the case.
    Single(bool),
    /// 近亲属备案, of the case.
    KinRegistered(bool),
    /// 供养方式, of a case of 特困.
    CareMode(Option<CareMode>),
    /// 生活自理能力, of a case of 特困.
    CareTier(Option<CareTier>),
    /// What was given, of a case of 临时救助.
    Aid(Option<Given>),
    /// 单亲.
    SingleParent(bool),
    /// 全日制.
    FullTime(bool),
    /// 不在户的原因.
    Absent(Option<Absence>),
}

impl Value {
    /// The facts of a member a list can tell, in the order they are shown.
    pub fn of_member(facts: &MemberFacts) -> [Self; 15] {
        [
            Self::Relation(facts.relation),
            Self::Birth(facts.birth),
            Self::Sex(facts.sex),
            Self::Labour(facts.labour),
            Self::Disability(facts.disability),
            Self::SeriouslyIll(facts.seriously_ill),
            Self::Student(facts.student),
            Self::Married(facts.married),
            Self::Died(facts.died),
            Self::Incomes(facts.incomes.clone()),
            Self::Deductions(facts.deductions.clone()),
            Self::Note(facts.note.clone()),
            Self::SingleParent(facts.single_parent),
            Self::FullTime(facts.full_time),
            Self::Absent(facts.absent),
        ]
    }

    /// The facts of a household a list can tell, in the order they are shown.
    pub fn of_household(household: &Household, benefit: Option<Benefit>) -> [Self; 6] {
        let assets = &household.assets;
        [
            Self::Benefit(benefit),
            Self::IncomeStable(household.income_stable),
            Self::Financial(assets.financial),
            Self::Vehicles(assets.vehicles.clone()),
            Self::Homes(assets.homes),
            Self::Businesses(assets.businesses),
        ]
    }

    /// Whether two values are of the same fact.
    pub fn is_same_fact(&self, other: &Self) -> bool {
        discriminant(self) == discriminant(other)
    }

    /// Whether a case stands like this already; what is of a member is not asked here.
    fn is_so(&self, case: &Case) -> bool {
        match self {
            Self::Village(area) => case.area == area.code,
            Self::Setting(setting) => case.setting == *setting,
            Self::Single(single) => case.single == *single,
            Self::KinRegistered(kin) => case.kin_registered == *kin,
            Self::CareMode(mode) => case.support.as_ref().map(|support| support.mode) == *mode,
            Self::CareTier(tier) => case.support.as_ref().and_then(|support| support.tier) == *tier,
            Self::Aid(given) => case.aid.as_ref().map(Aid::given) == *given,
            Self::Benefit(_)
            | Self::IncomeStable(_)
            | Self::Financial(_)
            | Self::Vehicles(_)
            | Self::Homes(_)
            | Self::Businesses(_) => {
                Self::of_household(&case.household, case.benefit).contains(self)
            }
            Self::Relation(_)
            | Self::Birth(_)
            | Self::Sex(_)
            | Self::Labour(_)
            | Self::Disability(_)
            | Self::SeriouslyIll(_)
            | Self::Student(_)
            | Self::Married(_)
            | Self::Died(_)
            | Self::Incomes(_)
            | Self::Deductions(_)
            | Self::Note(_)
            | Self::SingleParent(_)
            | Self::FullTime(_)
            | Self::Absent(_) => false,
        }
    }

    /// Puts a fact of a member in its place; one of the household or the case changes nothing.
    fn put_in_member(&self, facts: &mut MemberFacts) {
        match self {
            Self::Relation(relation) => facts.relation = *relation,
            Self::Birth(birth) => facts.birth = *birth,
            Self::Sex(sex) => facts.sex = *sex,
            Self::Labour(labour) => facts.labour = *labour,
            Self::Disability(disability) => facts.disability = *disability,
            Self::SeriouslyIll(ill) => facts.seriously_ill = *ill,
            Self::Student(student) => facts.student = *student,
            Self::Married(married) => facts.married = *married,
            Self::Died(died) => facts.died = *died,
            Self::Incomes(incomes) => facts.incomes.clone_from(incomes),
            Self::Deductions(deductions) => facts.deductions.clone_from(deductions),
            Self::Note(note) => facts.note.clone_from(note),
            Self::SingleParent(single) => facts.single_parent = *single,
            Self::FullTime(full_time) => facts.full_time = *full_time,
            Self::Absent(absent) => facts.absent = *absent,
            Self::Financial(_)
            | Self::Vehicles(_)
            | Self::Homes(_)
            | Self::Businesses(_)
            | Self::IncomeStable(_)
            | Self::Benefit(_)
            | Self::Village(_)
            | Self::Setting(_)
            | Self::Single(_)
            | Self::KinRegistered(_)
            | Self::CareMode(_)
            | Self::CareTier(_)
            | Self::Aid(_) => {}
        }
    }

    /// Puts a fact of the household or the case in its place; one of a member changes nothing.
    fn put_in_case(&self, case: &mut Case) {
        let assets = &mut case.household.assets;
        match self {
            Self::Financial(amount) => assets.financial = *amount,
            Self::Vehicles(vehicles) => assets.vehicles.clone_from(vehicles),
            Self::Homes(homes) => assets.homes = *homes,
            Self::Businesses(businesses) => assets.businesses = *businesses,
            Self::IncomeStable(stable) => case.household.income_stable = *stable,
            Self::Benefit(paid) => case.benefit = *paid,
            Self::Village(area) => {
                case.area = area.code.clone();
                case.place.clear();
            }
            Self::Setting(setting) => case.setting = *setting,
            Self::Single(single) => case.single = *single,
            Self::KinRegistered(kin) => case.kin_registered = *kin,
            // Evidence, which the engine enters along with the word that accepts it.
            Self::CareMode(_) | Self::CareTier(_) | Self::Aid(_) => {}
            Self::Relation(_)
            | Self::Birth(_)
            | Self::Sex(_)
            | Self::Labour(_)
            | Self::Disability(_)
            | Self::SeriouslyIll(_)
            | Self::Student(_)
            | Self::Married(_)
            | Self::Died(_)
            | Self::Incomes(_)
            | Self::Deductions(_)
            | Self::Note(_)
            | Self::SingleParent(_)
            | Self::FullTime(_)
            | Self::Absent(_) => {}
        }
    }
}

/// A part of a person's record in the register of identities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityPart {
    /// 姓名.
    Name,
    /// 公民身份号码.
    Number,
    /// 联系电话.
    Phone,
    /// 银行账号.
    Account,
    /// 住址.
    Address,
}

impl IdentityPart {
    /// All parts, in the order they are shown.
    pub const ALL: [Self; 5] = [
        Self::Name,
        Self::Number,
        Self::Phone,
        Self::Account,
        Self::Address,
    ];

    /// The part of a record.
    pub const fn of(self, identity: &Identity) -> &Personal {
        match self {
            Self::Name => &identity.name,
            Self::Number => &identity.number,
            Self::Phone => &identity.phone,
            Self::Account => &identity.account,
            Self::Address => &identity.address,
        }
    }

    /// Puts the part of one record into another.
    pub fn put(self, from: &Identity, into: &mut Identity) {
        let value = self.of(from).clone();
        match self {
            Self::Name => into.name = value,
            Self::Number => into.number = value,
            Self::Phone => into.phone = value,
            Self::Account => into.account = value,
            Self::Address => into.address = value,
        }
    }
}

/// What is said to be different.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reported {
    /// A fact has another value.
    Differs {
        /// The member; `None` for the household.
        person: Option<PersonId>,
        /// What the office had.
        old: Value,
        /// What is said.
        new: Value,
    },
    /// A part of who somebody is differs. What is said stands under a number of its own in the register of
    /// identities, where it harms nobody until it is accepted.
    Identity {
        /// The member.
        person: PersonId,
        /// Which part.
        part: IdentityPart,
        /// The record that says it.
        record: PersonId,
    },
    /// Somebody belongs to the household whom the office does not know there.
    Joined {
        /// The member to be.
        member: Member,
    },
    /// A member is not named any more.
    Missing {
        /// The member.
        person: PersonId,
    },
}

impl Reported {
    /// Whether both speak of the same, whatever they say of it.
    pub fn is_about_same(&self, other: &Self) -> bool {
        match (self, other) {
            (
                Self::Differs { person, new, .. },
                Self::Differs {
                    person: of,
                    new: value,
                    ..
                },
            ) => person == of && new.is_same_fact(value),
            (
                Self::Identity { person, part, .. },
                Self::Identity {
                    person: of,
                    part: other,
                    ..
                },
            ) => person == of && part == other,
            (Self::Joined { member }, Self::Joined { member: other }) => {
                member.person == other.person
            }
            (Self::Missing { person }, Self::Missing { person: other }) => person == other,
            (
                Self::Differs { .. }
                | Self::Identity { .. }
                | Self::Joined { .. }
                | Self::Missing { .. },
                _,
            ) => false,
        }
    }

    /// Whether a household stands like this already, or the fact is about nobody in it. Who somebody is does
    /// not stand in the household.
    fn is_settled_by(&self, case: &Case) -> bool {
        let members = &case.household.members;
        let member = |person: PersonId| members.iter().find(|it| it.person == person);
        match self {
            Self::Differs {
                person: None, new, ..
            } => new.is_so(case),
            Self::Differs {
                person: Some(person),
                new,
                ..
            } => member(*person).is_none_or(|member| Value::of_member(&member.facts).contains(new)),
            Self::Identity { person, .. } | Self::Missing { person } => member(*person).is_none(),
            Self::Joined { member: new } => member(new.person).is_some(),
        }
    }

    /// Puts what is said into a case; who somebody is does not stand there.
    fn put(&self, case: &mut Case) {
        let household = &mut case.household;
        match self {
            Self::Differs {
                person: None, new, ..
            } => new.put_in_case(case),
            Self::Differs {
                person: Some(person),
                new,
                ..
            } => {
                let mut members = household.members.iter_mut();
                if let Some(member) = members.find(|member| member.person == *person) {
                    new.put_in_member(&mut member.facts);
                }
            }
            Self::Identity { .. } => {}
            Self::Joined { member } => household.members.push(member.clone()),
            Self::Missing { person } => {
                household.members.retain(|member| member.person != *person);
            }
        }
    }
}

/// What became of a fact of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FactStatus {
    /// 待认定.
    Open,
    /// 已接受.
    Accepted,
    /// 未接受.
    Declined,
    /// 不必再认定: something later said or did the same, or something else.
    Overtaken,
}

/// One fact of a change.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ChangedFact {
    /// What is said.
    pub reported: Reported,
    /// What became of it.
    pub status: FactStatus,
    /// Who decided that, and when; `None` where nobody had to.
    pub settled: Option<(StaffId, Day)>,
}

/// A change (变更) as it was reported.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Change {
    /// Number within the case, from 1.
    pub number: u32,
    /// The day it was reported.
    pub day: Day,
    /// Who brought it in.
    pub by: StaffId,
    /// Where it came from, e.g. base name of a file and row.
    pub source: String,
    /// Digest of the file it came from; empty if it came from none.
    pub digest: String,
    /// The facts, named by their place from 0.
    pub facts: Vec<ChangedFact>,
}

impl Change {
    /// Whether a fact of it waits for somebody.
    pub fn is_open(&self) -> bool {
        self.open().next().is_some()
    }

    /// The facts that wait, with their places.
    pub fn open(&self) -> impl Iterator<Item = (u32, &ChangedFact)> {
        (0..)
            .zip(&self.facts)
            .filter(|(_, fact)| fact.status == FactStatus::Open)
    }
}

/// Closed changes that a case keeps to be read; older ones stand in the journal.
const CLOSED_KEPT: usize = 4;

/// Takes a change among those of a case: what waited and is about the same is overtaken by it.
pub fn report(changes: &mut Vec<Change>, new: &Change) {
    for fact in changes.iter_mut().flat_map(|change| &mut change.facts) {
        let same = |other: &ChangedFact| other.reported.is_about_same(&fact.reported);
        if fact.status == FactStatus::Open && new.facts.iter().any(same) {
            fact.status = FactStatus::Overtaken;
        }
    }
    changes.push(new.clone());
    let mut closed = changes.iter().filter(|change| !change.is_open()).count();
    changes.retain(|change| {
        let drop = closed > CLOSED_KEPT && !change.is_open();
        closed -= usize::from(drop);
        !drop
    });
}

/// Settles facts that the case has come to match.
pub fn settle_matching(case: &mut Case) {
    let mut changes = std::mem::take(&mut case.changes);
    for fact in changes.iter_mut().flat_map(|change| &mut change.facts) {
        if fact.status == FactStatus::Open && fact.reported.is_settled_by(case) {
            fact.status = FactStatus::Overtaken;
        }
    }
    case.changes = changes;
}

/// A person's word on some facts of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// Number of the change.
    pub number: u32,
    /// Places of the facts.
    pub places: &'a [u32],
    /// Who.
    pub by: StaffId,
    /// When.
    pub day: Day,
}

/// What a word is about cannot be found, or was settled before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotOpen;

/// Settles facts as a person said; answers what was said of them.
///
/// # Errors
/// [`NotOpen`] where one of them does not wait; some may be settled then.
pub fn settle(
    changes: &mut [Change],
    word: Word<'_>,
    status: FactStatus,
) -> Result<Vec<Reported>, NotOpen> {
    let change = changes
        .iter_mut()
        .find(|change| change.number == word.number)
        .ok_or(NotOpen)?;
    let mut settled = Vec::with_capacity(word.places.len());
    for place in word.places {
        let fact = usize::try_from(*place)
            .ok()
            .and_then(|place| change.facts.get_mut(place))
            .filter(|fact| fact.status == FactStatus::Open)
            .ok_or(NotOpen)?;
        fact.status = status;
        fact.settled = Some((word.by, word.day));
        settled.push(fact.reported.clone());
    }
    Ok(settled)
}

/// Puts accepted facts into a case; the head stands first.
pub fn accept<'r>(accepted: impl IntoIterator<Item = &'r Reported>, case: &mut Case) {
    for reported in accepted {
        reported.put(case);
    }
    case.household
        .members
        .sort_by_key(|member| member.facts.relation != Relation::Head);
}
