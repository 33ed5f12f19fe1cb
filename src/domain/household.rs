//! Households (户) and their members (成员): the facts the rules work on, without names and numbers.

use serde::{Deserialize, Serialize};

use super::{
    asset::Assets,
    calendar::Day,
    ids::PersonId,
    income::{Deduction, Income},
};

/// Relation to the head of the household (与户主关系).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// 本人, the head.
    #[serde(rename = "self")]
    Head,
    /// 配偶.
    Spouse,
    /// 子女.
    Child,
    /// 父母.
    Parent,
    /// 孙子女.
    Grandchild,
    /// 祖父母.
    Grandparent,
    /// 兄弟姐妹.
    Sibling,
    /// 岳父母/公婆.
    ParentInLaw,
    /// 儿媳/女婿.
    ChildInLaw,
    /// 其他.
    Other,
}

/// Sex (性别) as in the ID number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// 男.
    Male,
    /// 女.
    Female,
}

/// Ability to work (劳动能力).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Labour {
    /// 有.
    Full,
    /// 部分.
    Partial,
    /// 无.
    None,
}

/// Type of disability (残疾类别).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DisabilityType {
    /// 视力.
    Visual,
    /// 听力.
    Hearing,
    /// 言语.
    Speech,
    /// 肢体.
    Limb,
    /// 智力.
    Intellectual,
    /// 精神.
    Mental,
    /// 多重.
    Multiple,
}

/// A certified disability (残疾).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Disability {
    /// The type.
    pub kind: DisabilityType,
    /// The grade, 1 (heaviest) to 4.
    pub grade: u8,
}

/// The kind of school a student (学生) attends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Schooling {
    /// 义务教育.
    Compulsory,
    /// 高中.
    SeniorHigh,
    /// 中职.
    Vocational,
    /// 专科.
    JuniorCollege,
    /// 本科.
    Undergraduate,
    /// 研究生.
    Graduate,
}

/// Why a member is not there (不在户).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Absence {
    /// 服刑.
    Prison,
    /// 强制隔离戒毒.
    Detox,
    /// 宣告失踪.
    Missing,
    /// 宗教教职人员脱离家庭三年以上.
    #[serde(rename = "religious_3y")]
    Religious3y,
    /// 不共同生活.
    LivesApart,
}

impl Absence {
    /// Whether nobody can be a full-time student meanwhile.
    pub const fn keeps_from_studies(self) -> bool {
        match self {
            Self::Prison | Self::Detox | Self::Missing => true,
            Self::Religious3y | Self::LivesApart => false,
        }
    }
}

/// What is known of one member, as far as a rule can need it.
///
/// Names, numbers and addresses are not here: they stand in the register of identities.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts of a person, not a state"
)]
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MemberFacts {
    /// Relation to the head.
    pub relation: Relation,
    /// Day of birth.
    pub birth: Day,
    /// Sex, where known.
    pub sex: Option<Sex>,
    /// Ability to work, where judged.
    pub labour: Option<Labour>,
    /// Disability, if certified.
    pub disability: Option<Disability>,
    /// 重病: ill as the local rule on serious illness defines it.
    pub seriously_ill: bool,
    /// 单亲: an only parent.
    pub single_parent: bool,
    /// School attended, if any.
    pub student: Option<Schooling>,
    /// Attends full time (全日制); meaningful with `student`.
    pub full_time: bool,
    /// Why the member is not there, if so.
    pub absent: Option<Absence>,
    /// Married (已婚).
    pub married: bool,
    /// Day of death, once recorded.
    pub died: Option<Day>,
    /// Incomes as reported.
    pub incomes: Vec<Income>,
    /// Deductions as reported.
    pub deductions: Vec<Deduction>,
    /// A short word on the situation (情况) for the screen, e.g. 务农.
    pub note: String,
}

impl MemberFacts {
    /// A member of whom only relation and birth are known.
    pub fn new(relation: Relation, birth: Day) -> Self {
        Self {
            relation,
            birth,
            sex: None,
            labour: None,
            disability: None,
            seriously_ill: false,
            single_parent: false,
            student: None,
            full_time: true,
            absent: None,
            married: false,
            died: None,
            incomes: Vec::new(),
            deductions: Vec::new(),
            note: String::new(),
        }
    }
}

/// One member (成员) of a household: who, and what is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Member {
    /// The person in the register of identities.
    pub person: PersonId,
    /// The facts.
    pub facts: MemberFacts,
}

/// A household (户): everything a review may change and a sum is made from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Household {
    /// The members, the head first.
    pub members: Vec<Member>,
    /// The property.
    pub assets: Assets,
    /// Whether the income is stable (收入相对稳定), which decides between yearly and half-yearly review.
    pub income_stable: bool,
}
