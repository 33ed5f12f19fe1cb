//! The household of the screens, and the edges of each rule.

use super::*;
use crate::{
    domain::{
        area::AreaCode,
        calendar::Day,
        household::{Absence, Disability, DisabilityType, Labour, Relation, Schooling},
        income::{Income, IncomeItem, IncomeKind, Per},
        review::Outcome,
    },
    policy::{HOME_AREA, Policy},
};

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn view(on: &str, params: &[(&str, &str)]) -> PolicyView<'static> {
    let home = AreaCode(HOME_AREA.to_owned());
    params.iter().fold(
        Policy::embedded().view(&home, day(on)),
        |view, (name, value)| view.with(name, value).expect("a good value"),
    )
}

fn member(relation: Relation, birth: &str) -> MemberFacts {
    MemberFacts::new(relation, day(birth))
}

fn earning(mut member: MemberFacts, kind: IncomeKind, yuan: i64) -> MemberFacts {
    member.incomes.push(Income {
        kind,
        item: None,
        amount: Fen::yuan(yuan),
        per: Per::Month,
    });
    member
}

fn four() -> [MemberFacts; 4] {
    let mut wife = member(Relation::Spouse, "1968-03-03");
    wife.labour = Some(Labour::None);
    wife.disability = Some(Disability {
        kind: DisabilityType::Limb,
        grade: 2,
    });
    let mut boy = member(Relation::Grandchild, "2020-05-01");
    boy.student = Some(Schooling::Compulsory);
    [
        earning(
            member(Relation::Head, "1965-01-01"),
            IncomeKind::Business,
            1868,
        ),
        wife,
        earning(member(Relation::Child, "1999-02-01"), IncomeKind::Wage, 600),
        boy,
    ]
}

fn case(members: &[MemberFacts], paid: Option<i64>) -> DibaoCase<'_> {
    DibaoCase {
        setting: Setting::Rural,
        people: People::Members(members.iter().collect()),
        assets: None,
        paid: paid.map(Fen::yuan),
        cause: None,
        single: false,
        tier: None,
        past: Past::default(),
    }
}

fn quick(persons: u32, income: Totals, paid: Option<i64>) -> DibaoCase<'static> {
    DibaoCase {
        setting: Setting::Rural,
        people: People::Totals { persons, income },
        assets: None,
        paid: paid.map(Fen::yuan),
        cause: None,
        single: false,
        tier: None,
        past: Past::default(),
    }
}

const RATES: [(&str, &str); 5] = [
    ("db.class.rate.elderly", "0.2"),
    ("db.class.rate.minor", "0.2"),
    ("db.class.rate.severe_disability", "0.3"),
    ("db.class.rate.serious_illness", "0.3"),
    ("db.class.old_age", "60"),
];

#[test]
fn the_household_of_the_screen_has_a_gap_of_four_hundred_twenty() {
    let members = four();
    let finding = assess(&case(&members, Some(1020)), &view("2026-11-23", &[])).expect("a sum");
    assert_eq!(finding.persons, 4);
    assert_eq!(finding.income_month, Fen::yuan(2468));
    assert_eq!(finding.per_capita, Fen::yuan(617));
    assert_eq!(finding.base, Some(Fen::yuan(722 * 4 - 2468)));
    assert_eq!(finding.month, Some(Fen::yuan(420)));
    assert_eq!(finding.supplement, None, "no rate is set");
}

#[test]
fn an_unset_rate_forbids_to_reduce_and_allows_to_keep() {
    let members = four();
    let finding = assess(&case(&members, Some(1020)), &view("2026-11-23", &[])).expect("a sum");
    assert_eq!(finding.suggest, [Outcome::Keep, Outcome::Judgement]);
    assert!(
        finding
            .missing
            .contains(&"db.class.rate.severe_disability".to_owned())
    );
}

#[test]
fn with_every_rate_set_the_same_household_is_reduced() {
    let members = four();
    let finding = assess(&case(&members, Some(1020)), &view("2026-11-23", &RATES)).expect("a sum");
    // head 61: 722 x 0.2, wife: 722 x 0.3, boy 6: 722 x 0.2
    let supplement = Fen(72_200 * 2 / 10 + 72_200 * 3 / 10 + 72_200 * 2 / 10);
    assert_eq!(finding.supplement, Some(supplement));
    // 420.00 + 505.40 = 925.40, up to the yuan
    assert_eq!(finding.month, Some(Fen::yuan(926)));
    assert_eq!(finding.suggest, [Outcome::Decrease]);
}

#[test]
fn income_exactly_at_the_standard_does_not_qualify() {
    let params = [("db.standard.rural", "739")];
    let at = assess(
        &quick(3, Totals::Month(Fen::yuan(2217)), Some(10)),
        &view("2026-11-23", &params),
    )
    .expect("a sum");
    assert_eq!(
        (at.eligible, at.month, at.edge),
        (Some(false), Some(Fen::ZERO), true)
    );
    assert_eq!(at.suggest, [Outcome::ToEdge, Outcome::Stop]);
    let below = assess(
        &quick(3, Totals::Month(Fen(221_699)), Some(10)),
        &view("2026-11-23", &params),
    )
    .expect("a sum");
    assert_eq!(
        (below.eligible, below.month),
        (Some(true), Some(Fen::yuan(1)))
    );
}

#[test]
fn nothing_is_rounded_a_head_first() {
    let params = [("db.standard.rural", "632")];
    let finding = assess(
        &quick(3, Totals::Month(Fen::yuan(1894)), None),
        &view("2026-11-23", &params),
    )
    .expect("a sum");
    assert_eq!(finding.month, Some(Fen::yuan(632 * 3 - 1894)));
    assert_eq!(finding.per_capita, Fen(63_133));
}

#[test]
fn a_yearly_income_is_divided_exactly() {
    let params = [("db.standard.rural", "700")];
    // 10,000 / 12 = 833.333..., 700 x 2 - 833.333... = 566.666..., up to the yuan
    let finding = assess(
        &quick(2, Totals::Year(Fen::yuan(10_000)), None),
        &view("2026-11-23", &params),
    )
    .expect("a sum");
    assert_eq!(finding.month, Some(Fen::yuan(567)));
    assert_eq!(finding.base, Some(Fen(56_667)));
}

#[test]
fn who_got_work_and_exceeds_the_line_may_phase_out() {
    let mut case = quick(2, Totals::Month(Fen::yuan(4000)), Some(500));
    case.cause = Some(Cause::Employment);
    let finding = assess(&case, &view("2026-11-23", &[])).expect("a sum");
    assert_eq!(finding.suggest, [Outcome::PhaseOut, Outcome::Stop]);
    case.cause = Some(Cause::Income);
    let finding = assess(&case, &view("2026-11-23", &[])).expect("a sum");
    assert_eq!(finding.suggest, [Outcome::Stop]);
}

#[test]
fn the_basic_pension_is_exempt_until_the_end_of_2025_and_counts_after() {
    let mut head = member(Relation::Head, "1960-01-01");
    head.incomes.push(Income {
        kind: IncomeKind::Transfer,
        item: Some(IncomeItem::BasicPension),
        amount: Fen::yuan(150),
        per: Per::Month,
    });
    let members = [head];
    let income = |on: &str, params: &[(&str, &str)]| {
        assess(&case(&members, None), &view(on, params))
            .expect("a sum")
            .income_month
    };
    assert_eq!(income("2025-12-31", &[]), Fen::ZERO);
    assert_eq!(income("2026-01-01", &[]), Fen::yuan(150));
    assert_eq!(
        income("2026-01-01", &[("db.pension_exempt.until", "2030-12-31")]),
        Fen::ZERO
    );
}

#[test]
fn a_household_whose_only_member_is_in_prison_gets_nothing() {
    let mut head = member(Relation::Head, "1980-01-01");
    head.absent = Some(Absence::Prison);
    let members = [head];
    let finding = assess(&case(&members, Some(500)), &view("2026-11-23", &[])).expect("a sum");
    assert_eq!((finding.persons, finding.eligible), (0, Some(false)));
    assert_eq!(finding.suggest, [Outcome::Stop]);
}

#[test]
fn two_classes_of_one_person_take_the_highest_unless_the_place_adds_them_up() {
    let mut head = member(Relation::Head, "1950-01-01");
    head.seriously_ill = true;
    let members = [head];
    let supplement = |stack: &str| {
        let mut params = RATES.to_vec();
        params.push(("db.class.stack", stack));
        params.push(("db.standard.rural", "700"));
        assess(&case(&members, None), &view("2026-11-23", &params))
            .expect("a sum")
            .supplement
    };
    assert_eq!(supplement("highest"), Some(Fen::yuan(210)));
    assert_eq!(supplement("sum"), Some(Fen::yuan(210 + 140)));
}

#[test]
fn before_the_measures_were_in_force_there_is_no_sum() {
    let refusal = assess(
        &quick(1, Totals::Month(Fen::ZERO), None),
        &view("2021-06-30", &[]),
    );
    assert!(matches!(refusal, Err(RuleRefusal::NotInForce { .. })));
}

#[test]
fn two_heads_or_a_birth_after_the_day_contradict() {
    let two = [
        member(Relation::Head, "1970-01-01"),
        member(Relation::Head, "1971-01-01"),
    ];
    let unborn = [member(Relation::Head, "2026-11-24")];
    for members in [&two[..], &unborn[..]] {
        let refusal = assess(&case(members, None), &view("2026-11-23", &[]));
        assert!(matches!(refusal, Err(RuleRefusal::Contradiction { .. })));
    }
}
