//! Three-way comparison of a household: what stood before, what a colleague made of it, what was typed here.

use serde::{Deserialize, Serialize};

use crate::domain::{
    household::{Household, Member, MemberFacts},
    ids::PersonId,
};

/// A part of a household that changes as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// Incomes and deductions of a person.
    Income(PersonId),
    /// Everything else about a person.
    Facts(PersonId),
    /// The property.
    Assets,
    /// Whether the income is stable.
    Stable,
}

/// What comes of laying one's own edits over the changes of a colleague.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Merged {
    /// The household with both; where both changed the same part, one's own.
    pub household: Household,
    /// Parts that both changed, differently.
    pub conflicts: Vec<Part>,
}

/// Lays `mine` over `theirs`, both having come from `base`.
///
/// Members are those of `theirs`: a review edits members, it does not add any.
pub fn merge(base: &Household, mine: &Household, theirs: &Household) -> Merged {
    let mut household = theirs.clone();
    let mut conflicts = Vec::new();
    for part in parts(theirs) {
        let i_changed = !same(base, mine, part);
        let they_changed = !same(base, theirs, part);
        if i_changed {
            take(&mut household, mine, part);
        }
        if i_changed && they_changed && !same(mine, theirs, part) {
            conflicts.push(part);
        }
    }
    Merged {
        household,
        conflicts,
    }
}

/// All parts of a household.
fn parts(household: &Household) -> Vec<Part> {
    let mut parts: Vec<Part> = household
        .members
        .iter()
        .flat_map(|member| [Part::Income(member.person), Part::Facts(member.person)])
        .collect();
    parts.extend([Part::Assets, Part::Stable]);
    parts
}

/// Whether a part is the same in both.
pub fn same(one: &Household, other: &Household, part: Part) -> bool {
    match part {
        Part::Income(person) => {
            let money = |household| {
                member(household, person).map(|member| {
                    (
                        member.facts.incomes.clone(),
                        member.facts.deductions.clone(),
                    )
                })
            };
            money(one) == money(other)
        }
        Part::Facts(person) => {
            let facts = |household| member(household, person).map(|member| bare(&member.facts));
            facts(one) == facts(other)
        }
        Part::Assets => one.assets == other.assets,
        Part::Stable => one.income_stable == other.income_stable,
    }
}

/// Puts a part of `from` into `into`; nothing happens where either lacks the member.
pub fn take(into: &mut Household, from: &Household, part: Part) {
    match part {
        Part::Income(person) => {
            if let (Some(target), Some(source)) = (member_mut(into, person), member(from, person)) {
                target.facts.incomes.clone_from(&source.facts.incomes);
                target.facts.deductions.clone_from(&source.facts.deductions);
            }
        }
        Part::Facts(person) => {
            if let (Some(target), Some(source)) = (member_mut(into, person), member(from, person)) {
                let mut facts = source.facts.clone();
                facts.incomes = std::mem::take(&mut target.facts.incomes);
                facts.deductions = std::mem::take(&mut target.facts.deductions);
                target.facts = facts;
            }
        }
        Part::Assets => into.assets.clone_from(&from.assets),
        Part::Stable => into.income_stable = from.income_stable,
    }
}

fn bare(facts: &MemberFacts) -> MemberFacts {
    MemberFacts {
        incomes: Vec::new(),
        deductions: Vec::new(),
        ..facts.clone()
    }
}

fn member(household: &Household, person: PersonId) -> Option<&Member> {
    household
        .members
        .iter()
        .find(|member| member.person == person)
}

fn member_mut(household: &mut Household, person: PersonId) -> Option<&mut Member> {
    household
        .members
        .iter_mut()
        .find(|member| member.person == person)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        asset::Assets,
        calendar::Day,
        household::Relation,
        income::{Income, IncomeKind, Per},
        money::Fen,
    };

    fn household(wage: i64, homes: u32) -> Household {
        let birth = Day::new(1965, 3, 1).unwrap();
        let mut facts = MemberFacts::new(Relation::Head, birth);
        facts.incomes.push(Income {
            kind: IncomeKind::Wage,
            item: None,
            amount: Fen::yuan(wage),
            per: Per::Month,
        });
        Household {
            members: vec![Member {
                person: PersonId(1),
                facts,
            }],
            assets: Assets {
                homes: Some(homes),
                ..Assets::default()
            },
            income_stable: true,
        }
    }

    #[test]
    fn changes_of_different_parts_stand_side_by_side() {
        let merged = merge(&household(0, 1), &household(600, 1), &household(0, 2));
        assert_eq!(merged.household, household(600, 2));
        assert!(merged.conflicts.is_empty());
    }

    #[test]
    fn the_same_part_changed_twice_is_a_question_for_a_person() {
        let merged = merge(&household(0, 1), &household(600, 1), &household(900, 1));
        assert_eq!(merged.household, household(600, 1));
        assert_eq!(merged.conflicts, [Part::Income(PersonId(1))]);
    }

    #[test]
    fn the_same_change_made_twice_is_no_question() {
        let merged = merge(&household(0, 1), &household(600, 1), &household(600, 1));
        assert!(merged.conflicts.is_empty());
    }
}
