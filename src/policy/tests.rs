//! What holds where, since when, and who outranks whom.

use super::*;
use crate::domain::{alert::AlertKind, money::Fen, rational::Rational};

fn day(text: &str) -> Day {
    text.parse().expect("a day")
}

fn home() -> AreaCode {
    AreaCode(HOME_AREA.to_owned())
}

fn office(name: &str, value: &str, from: &str, until: Option<&str>, area: &str) -> OfficeValue {
    OfficeValue {
        name: name.to_owned(),
        value: value.to_owned(),
        from: day(from),
        until: until.map(day),
        document: "测试民〔2026〕1号".to_owned(),
        area: AreaCode(area.to_owned()),
        confidence: Confidence::Confirmed,
    }
}

#[test]
fn the_embedded_files_load() {
    assert!(Policy::embedded().names().count() > 110);
    assert_eq!(
        Policy::embedded().calendar().known_until(),
        Some(day("2026-12-31"))
    );
}

#[test]
fn the_rural_standard_of_2022_still_holds_in_2026_and_is_not_confirmed() {
    let view = Policy::embedded().view(&home(), day("2026-11-23"));
    let standard = view.money("db.standard.rural").expect("known");
    assert_eq!(standard.value, Fen::yuan(722));
    assert_eq!(standard.since, Some(day("2022-07-01")));
    assert_eq!(standard.confidence, Confidence::Unverified);
}

#[test]
fn amounts_of_the_area_end_with_the_period_they_were_read_for() {
    let care = |on: &str| {
        let view = Policy::embedded().view(&home(), day(on));
        view.money("tk.care.fixed.central.full")
            .map(|found| found.value)
    };
    assert_eq!(care("2023-02-28"), Some(Fen::yuan(750)));
    assert_eq!(care("2023-03-01"), None);
}

#[test]
fn the_call_outranks_the_office_the_office_the_area_and_the_area_the_nation() {
    let policy = Policy::embedded()
        .with_office(&[office(
            "db.standard.rural",
            "800",
            "2026-01-01",
            None,
            "340304",
        )])
        .expect("good values");
    let view = policy.view(&home(), day("2026-11-23"));
    let found = |view: &PolicyView<'_>| {
        view.money("db.standard.rural")
            .map(|one| (one.value, one.level))
    };
    assert_eq!(found(&view), Some((Fen::yuan(800), Level::Office)));
    let before = policy.view(&home(), day("2025-12-31"));
    assert_eq!(found(&before), Some((Fen::yuan(722), Level::Area)));
    let call = view.with("db.standard.rural", "632").expect("a good value");
    assert_eq!(found(&call), Some((Fen::yuan(632), Level::Call)));
}

#[test]
fn a_specific_name_beats_a_general_one_only_on_the_same_level() {
    let names = ["tk.care.fixed.central.full", "tk.care.central.full"];
    let view = Policy::embedded().view(&home(), day("2022-12-01"));
    assert_eq!(
        view.first(&names).map(|one| one.name).as_deref(),
        Some(names[0])
    );
    let call = view
        .with("tk.care.central.full", "0.6")
        .expect("a good value");
    assert_eq!(
        call.first(&names).map(|one| one.name).as_deref(),
        Some(names[1])
    );
}

#[test]
fn the_smaller_area_wins_and_a_temporary_value_ends() {
    let policy = Policy::embedded()
        .with_office(&[
            office("price.cpi", "0.035", "2020-01-01", None, "340304"),
            office(
                "price.cpi",
                "0.030",
                "2022-09-01",
                Some("2023-03-31"),
                "340304",
            ),
            office("db.standard.rural", "700", "2026-01-01", None, "340304"),
            office("db.standard.rural", "710", "2024-01-01", None, "340304200"),
        ])
        .expect("good values");
    let cpi = |on: &str| {
        policy
            .view(&home(), day(on))
            .ratio("price.cpi")
            .map(|one| one.value)
    };
    assert_eq!(cpi("2022-12-01"), Rational::parse("0.03"));
    assert_eq!(cpi("2023-04-01"), Rational::parse("0.035"));
    let village = AreaCode("340304200201".to_owned());
    let standard = policy
        .view(&village, day("2026-11-23"))
        .money("db.standard.rural");
    assert_eq!(standard.map(|one| one.value), Some(Fen::yuan(710)));
}

#[test]
fn an_unknown_name_or_a_value_of_the_wrong_kind_is_refused() {
    let bad = |name: &str, value: &str| {
        Policy::embedded()
            .with_office(&[office(name, value, "2026-01-01", None, "")])
            .err()
    };
    assert!(matches!(
        bad("db.standard.moon", "1"),
        Some(BadParameter::Unknown { .. })
    ));
    for (name, value) in [
        ("db.standard.rural", "-1"),
        ("db.standard.rural", "1.005"),
        ("db.review.stable", "12.5"),
        ("db.review.stable", "99999"),
        ("db.mode", "guess"),
        ("db.round", "up"),
        ("edge.inclusive", "yes"),
        ("db.pension_exempt.until", "2025"),
        ("phaseout.causes", "joy"),
        ("edge.multiple", "1.5x"),
    ] {
        assert!(
            matches!(bad(name, value), Some(BadParameter::Value { .. })),
            "{name} = {value}"
        );
    }
}

#[test]
fn the_law_is_cited_from_its_first_day_and_the_measures_before() {
    let places = [("LAW", "第十八条"), ("D57", "第二十三条")];
    let cite = |on: &str| Policy::embedded().view(&home(), day(on)).cite(&places);
    assert_eq!(
        cite("2026-06-30"),
        Citation::new("民发〔2021〕57号", "第二十三条")
    );
    assert_eq!(cite("2026-07-01"), Citation::new("社会救助法", "第十八条"));
}

#[test]
fn versions_are_listed_newest_first() {
    let versions = Policy::embedded().versions("db.standard.city", &home());
    let texts: Vec<&str> = versions.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(texts, ["739", "690", "660", "600", "575"]);
}

#[test]
fn the_years_have_as_many_working_days_as_their_notices_say() {
    for (year, count) in [(2024, 251), (2025, 248), (2026, 248)] {
        let calendar = Policy::embedded().calendar();
        let first = Day::new(year, 1, 1).expect("a day");
        let counted = (0..366)
            .filter_map(|n| first.add_days(n))
            .filter(|day| day.year() == year && calendar.is_workday(*day) == Ok(true))
            .count();
        assert_eq!(counted, count, "{year}");
    }
}

#[test]
fn the_published_deadlines_come_out() {
    for (from, workdays, due) in [
        ("2026-09-18", 3, "2026-09-22"),
        ("2026-09-18", 10, "2026-10-09"),
        ("2026-09-18", 15, "2026-10-15"),
        ("2026-09-18", 30, "2026-11-05"),
        ("2026-09-18", 45, "2026-11-26"),
        ("2026-02-10", 3, "2026-02-13"),
        ("2026-02-10", 10, "2026-03-02"),
        ("2026-02-10", 30, "2026-03-30"),
        ("2026-04-30", 10, "2026-05-18"),
        ("2026-10-09", 1, "2026-10-10"),
        ("2026-11-23", 20, "2026-12-21"),
    ] {
        let answer = Policy::embedded()
            .calendar()
            .after_workdays(day(from), workdays);
        assert_eq!(answer, Ok(day(due)), "{from} + {workdays}");
    }
}

#[test]
fn every_name_has_a_label_and_a_unit_in_plain_glyphs() {
    for one in Policy::embedded().names() {
        assert!(
            !one.label.is_empty() && !one.unit.is_empty(),
            "{}",
            one.name
        );
        assert!(
            !one.unit.contains('\u{b7}') && !one.label.contains('\u{b7}'),
            "{}",
            one.name
        );
    }
}

#[test]
fn no_two_parameters_go_by_the_same_label() {
    let mut labels: Vec<&str> = Policy::embedded()
        .names()
        .map(|one| one.label.as_str())
        .collect();
    let count = labels.len();
    labels.sort_unstable();
    labels.dedup();
    assert_eq!(labels.len(), count);
}

#[test]
fn every_kind_of_alert_has_its_weight_and_a_death_comes_before_all_others() {
    let order = Policy::embedded().order();
    let death = order.alert(AlertKind::Death);
    for kind in [
        AlertKind::Vehicle,
        AlertKind::Pension,
        AlertKind::Business,
        AlertKind::RealEstate,
        AlertKind::Financial,
        AlertKind::Employment,
        AlertKind::Prison,
        AlertKind::Marriage,
        AlertKind::Other,
    ] {
        assert!((1..death).contains(&order.alert(kind)), "{kind:?}");
    }
    assert!(order.half_year > 0 && order.returned > 0);
}
