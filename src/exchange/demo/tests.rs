//! The promises of the demo: repeatable, unique numbers, believable shares, quick.

use std::collections::HashSet;

use super::*;
use crate::{domain::household::Relation, engine::command::Intake};

fn today() -> Day {
    Day::new(2026, 11, 23).expect("a day")
}

fn intakes(households: u64) -> Vec<Intake> {
    district(1, households, today())
        .filter_map(|step| match step.action {
            DemoAction::Do(command) => match *command {
                Command::OpenCase { intake } => Some(*intake),
                _ => None,
            },
            DemoAction::Propose { .. } => None,
        })
        .collect()
}

#[test]
fn the_same_seed_makes_the_same_district() {
    let one: Vec<_> = district(5, 300, today()).collect();
    let two: Vec<_> = district(5, 300, today()).collect();
    assert_eq!(one, two);
    let other: Vec<_> = district(6, 300, today()).collect();
    assert_ne!(one, other);
}

#[test]
fn the_office_opens_first_and_every_household_has_its_case() {
    let steps: Vec<_> = district(1, 3000, today()).collect();
    assert!(matches!(
        &steps[0].action,
        DemoAction::Do(command) if matches!(**command, Command::OpenOffice { demo: true, .. })
    ));
    assert_eq!(intakes(3000).len(), 3000);
}

#[test]
fn nobody_shares_a_number_and_everyone_has_a_synthetic_one() {
    let mut seen = HashSet::new();
    for intake in intakes(6000) {
        for member in &intake.members {
            let number = member.identity.number.reveal();
            if number.is_empty() {
                assert_eq!(member.facts.relation, Relation::Other);
                continue;
            }
            assert_eq!(&number[14..16], "99");
            assert!(seen.insert(number.to_owned()), "a number was given twice");
        }
    }
}

#[test]
fn the_first_case_is_that_of_the_sketch() {
    let first = intakes(10).remove(0);
    let head = &first.members[0].identity;
    assert_eq!(head.name.reveal(), "李国才");
    assert!(head.number.reveal().starts_with("340304"));
    assert!(head.number.reveal().ends_with("9934"));
    assert_eq!(head.address.reveal(), "前进村5组");
    assert_eq!(first.members.len(), 4);
    assert_eq!(first.area.0, "340304200201");
    assert_eq!(
        first.last_review.as_ref().map(|last| last.day.to_string()),
        Some("2026-05-10".to_owned())
    );
}

#[test]
fn shares_and_sizes_are_those_of_comparable_places() {
    let all = intakes(6000);
    let share = |count: usize, of: usize| count * 1000 / of;
    let of = |programme| all.iter().filter(move |it| it.programme == programme);
    let tekun = share(of(Programme::Tekun).count(), all.len());
    assert!((220..260).contains(&tekun), "特困 {tekun}");
    let dibao = share(of(Programme::Dibao).count(), all.len());
    assert!((600..650).contains(&dibao), "低保 {dibao}");
    let people: Vec<_> = of(Programme::Dibao).flat_map(|it| &it.members).collect();
    let mean = share(people.len(), of(Programme::Dibao).count());
    assert!((1600..1850).contains(&mean), "mean size {mean}");
    let age = |birth: Day| today().0.years_since(birth.0).unwrap_or(0);
    let minors = people.iter().filter(|it| age(it.facts.birth) < 18).count();
    let minors = share(minors, people.len());
    assert!((140..190).contains(&minors), "minors {minors}");
    let old = people.iter().filter(|it| age(it.facts.birth) >= 60).count();
    let old = share(old, people.len());
    assert!((250..420).contains(&old), "old {old}");
    let women = people
        .iter()
        .filter(|it| it.facts.sex == Some(crate::domain::household::Sex::Female))
        .count();
    let women = share(women, people.len());
    assert!((400..500).contains(&women), "women {women}");
}

#[test]
fn the_story_stays_within_the_cases_there_are() {
    let steps: Vec<_> = district(1, 1, today()).collect();
    assert!(steps.iter().all(|step| match &step.action {
        DemoAction::Propose { case, .. } => case.0 == 1,
        DemoAction::Do(command) => !matches!(**command, Command::Hold { .. }),
    }));
}
