//! Who counts as a member of the household (共同生活的家庭成员).
//!
//! 民发〔2021〕57号 第七条: spouse; minor children; adult children who cannot live independently, among them
//! full-time students up to 本科; other persons with a duty of support who live together. Not counted whoever
//! serves a sentence, is in compulsory detoxification, declared missing, or lives apart as clergy for three years.

use super::RuleRefusal;
use crate::{
    domain::{
        calendar::{Day, age},
        citation::{Citation, Confidence},
        contradiction::Contradiction,
        finding::{Reckoned, Step},
        household::{
            Absence, Disability, DisabilityType, Labour, MemberFacts, Relation, Schooling,
        },
        step::StepCode,
    },
    policy::PolicyView,
};

/// The age from which a child is an adult (民法典 第十七条).
const ADULT: u32 = 18;

/// Whether a member counts, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Counts as a member of the household.
    pub counts: bool,
    /// Why: a code that `text` has a word for.
    pub reason: &'static str,
    /// How sure we are: duties that hold only under further conditions are assumed where they are likely.
    pub status: Confidence,
}

impl Standing {
    const fn yes(reason: &'static str) -> Self {
        Self {
            counts: true,
            reason,
            status: Confidence::Confirmed,
        }
    }

    const fn no(reason: &'static str) -> Self {
        Self {
            counts: false,
            reason,
            status: Confidence::Confirmed,
        }
    }

    const fn assumed(mut self) -> Self {
        self.status = Confidence::Assumed;
        self
    }
}

/// 重度残疾: grade 1 or 2 of any type (民发〔2021〕57号 第八条).
pub const fn severely_disabled(disability: Disability) -> bool {
    disability.grade <= 2
}

/// Grade 1 or 2, or grade 3 of 智力 or 精神: who may apply alone (民发〔2021〕57号 第八条).
pub const fn disabled_for_single(disability: Disability) -> bool {
    severely_disabled(disability)
        || (disability.grade == 3
            && matches!(
                disability.kind,
                DisabilityType::Intellectual | DisabilityType::Mental
            ))
}

/// Which members count on a day, in the order of the household (DB-03, DB-04).
pub fn standings(members: &[&MemberFacts], on: Day) -> Result<Vec<Standing>, RuleRefusal> {
    if let Some(found) = Contradiction::of(members, on) {
        return Err(found.into());
    }
    let own: Vec<Standing> = members.iter().map(|one| own_standing(one, on)).collect();
    let counted = |relation: Relation| {
        members
            .iter()
            .zip(&own)
            .any(|(one, standing)| one.relation == relation && standing.counts)
    };
    let company = Company {
        spouse: counted(Relation::Spouse),
        child: counted(Relation::Child),
        parent: counted(Relation::Parent),
    };
    Ok(members
        .iter()
        .zip(own)
        .map(|(one, standing)| by_company(one, standing, &company, on))
        .collect())
}

/// The members as reckoned for a finding, with the citation of the rule.
pub fn reckoned(standings: &[Standing], view: &PolicyView<'_>) -> (Vec<Reckoned>, Vec<Reckoned>) {
    let citation = household_citation(view);
    let (mut counted, mut not_counted) = (Vec::new(), Vec::new());
    for (member, standing) in (0_u32..).zip(standings) {
        let one = Reckoned {
            member,
            income: None,
            month: None,
            reason: standing.reason.to_owned(),
            citation: citation.clone(),
            status: standing.status,
        };
        if standing.counts {
            counted.push(one);
        } else {
            not_counted.push(one);
        }
    }
    (counted, not_counted)
}

/// What is worth a step: who does not count, and who counts although the rule does not name the case.
pub fn notes(standings: &[Standing], view: &PolicyView<'_>) -> Vec<Step> {
    let noted = (0_u32..).zip(standings).filter_map(|(place, standing)| {
        let code = match (standing.counts, standing.reason) {
            (false, _) => StepCode::MemberLeftOut,
            (true, "graduate_child") => StepCode::MemberCounted,
            (true, _) => return None,
        };
        let step = code.step().member(place).code("reason", standing.reason);
        Some(
            step.cites(household_citation(view))
                .at_most(standing.status),
        )
    });
    noted.collect()
}

/// The article on members of the household.
pub fn household_citation(view: &PolicyView<'_>) -> Citation {
    view.cite(&[("D57", "第七条")])
}

/// Which relatives count through whom in-laws and siblings do.
struct Company {
    spouse: bool,
    child: bool,
    parent: bool,
}

/// The standing by a member's own facts; in-laws and siblings are settled afterwards.
fn own_standing(member: &MemberFacts, on: Day) -> Standing {
    if member.died.is_some_and(|died| died <= on) {
        return Standing::no("died");
    }
    let apart = match member.absent {
        Some(Absence::Prison) => return Standing::no("prison"),
        Some(Absence::Detox) => return Standing::no("detox"),
        Some(Absence::Missing) => return Standing::no("missing"),
        Some(Absence::Religious3y) => return Standing::no("religious_3y"),
        Some(Absence::LivesApart) => true,
        None => false,
    };
    match member.relation {
        Relation::Head => Standing::yes("head"),
        Relation::Spouse => Standing::yes("spouse"),
        Relation::Child => child(member, on, apart),
        Relation::Parent if !apart => Standing::yes("duty_lives_together"),
        // Between grandparents and grandchildren the duty holds only where the parents cannot carry it.
        Relation::Grandparent | Relation::Grandchild if !apart => {
            Standing::yes("duty_lives_together").assumed()
        }
        Relation::Parent
        | Relation::Grandparent
        | Relation::Grandchild
        | Relation::Sibling
        | Relation::ParentInLaw
        | Relation::ChildInLaw
        | Relation::Other => {
            if apart {
                Standing::no("lives_apart")
            } else {
                Standing::no("no_duty").assumed()
            }
        }
    }
}

/// Children: minors and those who cannot live independently count wherever they live.
fn child(member: &MemberFacts, on: Day, apart: bool) -> Standing {
    if is_minor(member, on) {
        return Standing::yes("minor_child");
    }
    if studies_in_the_household(member) {
        return Standing::yes("student_child");
    }
    let gone = apart && member.married;
    if cannot_live_independently(member) && !gone {
        return Standing::yes("dependent_child");
    }
    if apart {
        Standing::no("lives_apart")
    } else if member.student == Some(Schooling::Graduate) {
        // The students the rule names end with 本科; a graduate counts as an adult child who lives together.
        Standing::yes("graduate_child").assumed()
    } else {
        Standing::yes("duty_lives_together")
    }
}

/// In-laws count through the member they are related to, siblings through a parent or their own need.
fn by_company(member: &MemberFacts, standing: Standing, company: &Company, on: Day) -> Standing {
    if standing.counts || standing.reason != "no_duty" {
        return standing;
    }
    let through = match member.relation {
        Relation::ParentInLaw => company.spouse,
        Relation::ChildInLaw => company.child,
        Relation::Sibling => {
            company.parent || is_minor(member, on) || cannot_live_independently(member)
        }
        Relation::Head
        | Relation::Spouse
        | Relation::Child
        | Relation::Parent
        | Relation::Grandchild
        | Relation::Grandparent
        | Relation::Other => false,
    };
    let with_duty = Standing::yes("duty_lives_together");
    match (through, member.relation) {
        (false, _) => standing,
        // Between siblings the duty holds only in the stated cases (民法典 第一千零七十五条).
        (true, Relation::Sibling) => with_duty.assumed(),
        (
            true,
            Relation::Head
            | Relation::Spouse
            | Relation::Child
            | Relation::Parent
            | Relation::Grandchild
            | Relation::Grandparent
            | Relation::ParentInLaw
            | Relation::ChildInLaw
            | Relation::Other,
        ) => with_duty,
    }
}

/// Under 18 on the day.
pub fn is_minor(member: &MemberFacts, on: Day) -> bool {
    age(member.birth, on).is_some_and(|age| age < ADULT)
}

/// A full-time student up to 本科; a graduate student is not (民发〔2021〕57号 第七条).
fn studies_in_the_household(member: &MemberFacts) -> bool {
    member.full_time
        && member.student.is_some_and(|school| match school {
            Schooling::Compulsory
            | Schooling::SeniorHigh
            | Schooling::Vocational
            | Schooling::JuniorCollege
            | Schooling::Undergraduate => true,
            Schooling::Graduate => false,
        })
}

/// 不能独立生活: no ability to work, or disabled so that one may apply alone.
fn cannot_live_independently(member: &MemberFacts) -> bool {
    member.labour == Some(Labour::None) || member.disability.is_some_and(disabled_for_single)
}
