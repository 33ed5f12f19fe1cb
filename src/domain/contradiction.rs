//! Facts of a household that cannot be true together (前后矛盾), named one and all in one place.
//!
//! The rules refuse a sum on them, the engine refuses to keep them, and a list that brings them is told at once.
//! What is merely unlikely is not here: a stepchild may be older than the head.

use super::{
    calendar::Day,
    household::{Absence, MemberFacts, Relation},
};

/// What cannot be; members are counted from 1, in the order of the household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contradiction {
    /// More than one head.
    HeadTwice {
        /// The second of them.
        member: usize,
    },
    /// More than one spouse of the head.
    SpouseTwice {
        /// The second of them.
        member: usize,
    },
    /// Born after the day in question.
    NotYetBorn {
        /// Who.
        member: usize,
        /// The day of birth.
        birth: Day,
        /// The day in question.
        on: Day,
    },
    /// Died before being born.
    DiedBeforeBirth {
        /// Who.
        member: usize,
    },
    /// The head does not live in the household he heads.
    HeadLivesApart {
        /// The head.
        member: usize,
    },
    /// Studies full-time and is locked up or declared missing.
    StudiesWhileAway {
        /// Who.
        member: usize,
        /// Where instead.
        away: Absence,
    },
    /// A head who brings up children alone, and a spouse who is there.
    SingleParentWithSpouse {
        /// The head.
        member: usize,
        /// The spouse.
        spouse: usize,
    },
    /// A 特困 case of more than one person.
    TekunTogether {
        /// How many.
        persons: usize,
    },
}

impl Contradiction {
    /// The first that the facts of a household hold, as of a day.
    pub fn of(members: &[&MemberFacts], on: Day) -> Option<Self> {
        let numbered = || (1..).zip(members.iter().copied());
        let second = |relation: Relation| {
            numbered()
                .filter(|(_, one)| one.relation == relation)
                .map(|(number, _)| number)
                .nth(1)
        };
        let head = second(Relation::Head).map(|member| Self::HeadTwice { member });
        let spouse = second(Relation::Spouse).map(|member| Self::SpouseTwice { member });
        head.or(spouse)
            .or_else(|| numbered().find_map(|(member, one)| Self::of_one(member, one, on)))
            .or_else(|| Self::alone_with_spouse(members))
    }

    /// What one member's own facts say against each other.
    fn of_one(member: usize, one: &MemberFacts, on: Day) -> Option<Self> {
        let birth = one.birth;
        if birth > on {
            return Some(Self::NotYetBorn { member, birth, on });
        }
        if one.died.is_some_and(|died| died < birth) {
            return Some(Self::DiedBeforeBirth { member });
        }
        if one.relation == Relation::Head && one.absent == Some(Absence::LivesApart) {
            return Some(Self::HeadLivesApart { member });
        }
        let away = one.absent.filter(|away| away.keeps_from_studies())?;
        (one.full_time && one.student.is_some()).then_some(Self::StudiesWhileAway { member, away })
    }

    /// A head who is said to bring up children alone beside a spouse who lives and is there.
    fn alone_with_spouse(members: &[&MemberFacts]) -> Option<Self> {
        let place = |fits: fn(&MemberFacts) -> bool| members.iter().position(|one| fits(one));
        let member = place(|one| one.relation == Relation::Head && one.single_parent)?;
        let spouse = place(|one| {
            one.relation == Relation::Spouse && one.died.is_none() && one.absent.is_none()
        })?;
        Some(Self::SingleParentWithSpouse {
            member: member + 1,
            spouse: spouse + 1,
        })
    }

    /// The member whose line holds it, counted from 1; `None` where it is the household as a whole.
    pub const fn member(self) -> Option<usize> {
        match self {
            Self::HeadTwice { member }
            | Self::SpouseTwice { member }
            | Self::NotYetBorn { member, .. }
            | Self::DiedBeforeBirth { member }
            | Self::HeadLivesApart { member }
            | Self::StudiesWhileAway { member, .. }
            | Self::SingleParentWithSpouse { member, .. } => Some(member),
            Self::TekunTogether { .. } => None,
        }
    }

    /// What contradicts what, without a full stop.
    pub fn said(self) -> String {
        match self {
            Self::HeadTwice { member } => format!("户主只能有一人, 第{member}人又登记为户主"),
            Self::SpouseTwice { member } => {
                format!("户主的配偶只能有一人, 第{member}人又登记为配偶")
            }
            Self::NotYetBorn { member, birth, on } => {
                format!("第{member}人出生日期 {birth} 晚于 {on}")
            }
            Self::DiedBeforeBirth { member } => {
                format!("第{member}人死亡日期早于出生日期")
            }
            Self::HeadLivesApart { .. } => "户主不能登记为不共同生活".to_owned(),
            Self::StudiesWhileAway { member, away } => {
                let away = match away {
                    Absence::Prison => "正在服刑",
                    Absence::Detox => "正在强制隔离戒毒",
                    Absence::Missing => "已宣告失踪",
                    Absence::Religious3y => "脱离家庭的宗教教职人员",
                    Absence::LivesApart => "不共同生活",
                };
                format!("第{member}人{away}, 又登记为全日制在校学生")
            }
            Self::SingleParentWithSpouse { member, spouse } => {
                format!("第{member}人登记为单亲, 第{spouse}人又是在户的配偶")
            }
            Self::TekunTogether { persons } => format!("特困一人一案, 这里有 {persons} 人"),
        }
    }
}
