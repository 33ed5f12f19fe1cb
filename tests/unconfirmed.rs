//! What is not confirmed says so: a parameter that changes a figure and that nobody stands for marks a step of its
//! explanation, in what a screen prints and in what a script reads.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use std::collections::BTreeSet;

use hecha::{
    domain::{
        area::{AreaCode, Setting},
        calendar::Day,
        care::{CareMode, CareTier},
        case::Programme,
        citation::Confidence,
        finding::{Finding, Step},
        household::{Disability, DisabilityType, MemberFacts, Relation},
        linshi::LinshiType,
        money::Fen,
        rational::Rational,
        review::Cause,
        step::WORDING,
    },
    policy::{HOME_AREA, Kind, Level, OfficeValue, Policy, PolicyView},
    rules::{
        dibao::{self, DibaoCase, Past, People},
        edge,
        income_test::Totals,
        linshi, phaseout, price, schedule, standard, tekun,
    },
    text::{steps::step_text, terms},
};

fn today() -> Day {
    Day::new(2026, 11, 23).unwrap()
}

fn home() -> AreaCode {
    AreaCode(HOME_AREA.to_owned())
}

/// Values of the day for what has none in the data, so that every figure can be made.
const SET: [(&str, &str); 8] = [
    ("db.class.rate.severe_disability", "0.30"),
    ("db.class.rate.minor", "0.20"),
    ("db.class.rate.elderly", "0.20"),
    ("db.class.rate.serious_illness", "0.25"),
    ("db.class.rate.single_parent", "0"),
    ("db.class.old_age", "60"),
    ("tk.min_wage", "2001"),
    ("avg.disposable.rural", "20000"),
];

fn value(name: &str, text: &str) -> OfficeValue {
    OfficeValue {
        name: name.to_owned(),
        value: text.to_owned(),
        from: Day::new(2010, 1, 1).unwrap(),
        until: None,
        document: "测试民〔2026〕1号".to_owned(),
        area: home(),
        confidence: Confidence::Confirmed,
    }
}

/// The parameters with their values of today, where somebody else than the office gave them.
fn known() -> Vec<(String, String, Confidence)> {
    let view = Policy::embedded().view(&home(), today());
    let with_values = view.all().filter_map(|(parameter, found)| {
        let found = found?;
        Some((parameter.name.clone(), found.text, found.confidence))
    });
    with_values.collect()
}

/// The law with everything confirmed by the office but one, which stands as the data has it, or has another value.
fn law(left: &str, other: Option<&str>) -> Policy {
    let confirmed = known()
        .into_iter()
        .filter(|(name, _, _)| name != left)
        .map(|(name, text, _)| value(&name, &text));
    let set = SET.map(|(name, text)| value(name, text));
    let other = other.map(|text| value(left, text));
    let values: Vec<OfficeValue> = confirmed.chain(set).chain(other).collect();
    Policy::embedded().with_office(&values).unwrap()
}

/// Another value of the same kind.
fn another(kind: &Kind, text: &str) -> String {
    match kind {
        Kind::Money => (text.parse::<Fen>().unwrap().0 + 137)
            .to_string()
            .parse::<i64>()
            .map(|fen| Fen(fen).plain())
            .unwrap(),
        Kind::Ratio => {
            let doubled = Rational::parse(text)
                .unwrap()
                .checked_mul(Rational::whole(2))
                .unwrap();
            doubled.decimal(9).unwrap()
        }
        Kind::Count => (text.parse::<u32>().unwrap() + 1).to_string(),
        Kind::Day => "2027-12-31".to_owned(),
        Kind::Flag => (text != "true").to_string(),
        Kind::Choice(words) => words.iter().find(|word| *word != text).unwrap().clone(),
        Kind::Rounding => if text == "half_up_yuan" {
            "up_jiao"
        } else {
            "half_up_yuan"
        }
        .to_owned(),
        Kind::Causes => "income".to_owned(),
    }
}

/// A figure as text, and the steps that explain it.
type Shown = (String, Vec<Step>);

/// Every sort of figure that rules make.
fn figures(view: &PolicyView<'_>) -> Vec<Shown> {
    let mut all = Vec::new();
    for (income, cause) in [
        (500, None),
        (2150, None),
        (3000, Some(Cause::Employment)),
        (3000, Some(Cause::Income)),
        (9000, Some(Cause::Employment)),
    ] {
        all.push(totals(income, cause, view));
    }
    all.extend(listed(view));
    for mode in [CareMode::Central, CareMode::Scattered] {
        for tier in [CareTier::Full, CareTier::Half, CareTier::SelfCare] {
            let found = tekun::amount(Setting::Rural, mode, tier, view).unwrap();
            all.push((format!("{:?} {:?}", found.basic, found.care), found.steps));
        }
    }
    for (cpi, food, scpi) in [("0.0362", "0.05", Some("0.02")), ("0.05", "0.07", None)] {
        let indices = price::Indices {
            cpi: Rational::parse(cpi).unwrap(),
            food: Rational::parse(food).unwrap(),
            scpi: scpi.map(|scpi| Rational::parse(scpi).unwrap()),
        };
        let found = price::of(Setting::Rural, 3, indices, view).unwrap();
        all.push((
            format!("{} {:?}", found.triggered, found.per_person),
            found.steps,
        ));
    }
    for kind in [LinshiType::Urgent, LinshiType::Fast] {
        let request = linshi::Request {
            kind,
            setting: Setting::Rural,
            asked: linshi::Asked::Amount(Fen::yuan(1000)),
            cause: "火灾".to_owned(),
            earlier: vec![linshi::Earlier {
                day: Day::new(2026, 5, 1).unwrap(),
                cause: "火灾".to_owned(),
                amount: Fen::yuan(1),
            }],
        };
        let found = linshi::of(&request, view).unwrap();
        let shown = format!("{} {:?} {:?}", found.allowed, found.ceiling, found.approver);
        all.push((shown, found.steps));
    }
    let amount = Some(Fen(42_133));
    let phase = phaseout::of(today(), 6, amount, view).unwrap();
    all.push((format!("{:?} {:?}", phase.end, phase.monthly), phase.steps));
    for (programme, income_stable) in [
        (Programme::Dibao, false),
        (Programme::Dibao, true),
        (Programme::Tekun, true),
    ] {
        let facts = schedule::ReviewFacts {
            programme,
            income_stable,
            able_members: true,
        };
        let next = schedule::next_due(facts, today(), view).unwrap();
        all.push((format!("{:?}", next.due), next.steps));
    }
    let found = standard::of(Setting::Rural, view).unwrap();
    let base = edge::LineStandard {
        amount: found.value,
        confidence: found.confidence,
    };
    let line = edge::line(Rational::of(Fen::yuan(1083)), 1, base, view).unwrap();
    all.push((format!("{:?} {}", line.line, line.below), vec![line.step]));
    all
}

fn totals(income: i64, cause: Option<Cause>, view: &PolicyView<'_>) -> Shown {
    let income = Totals::Month(Fen::yuan(income));
    let case = DibaoCase {
        setting: Setting::Rural,
        people: People::Totals { persons: 3, income },
        assets: None,
        paid: Some(Fen::yuan(600)),
        cause,
        single: false,
        tier: None,
        past: Past::default(),
    };
    finding(dibao::assess(&case, view).unwrap())
}

/// Members in two classes of 分类施保, together and the first one alone.
fn listed(view: &PolicyView<'_>) -> Vec<Shown> {
    let mut head = MemberFacts::new(Relation::Head, Day::new(1990, 1, 1).unwrap());
    head.seriously_ill = true;
    head.disability = Some(Disability {
        kind: DisabilityType::Limb,
        grade: 1,
    });
    let mut parent = MemberFacts::new(Relation::Parent, Day::new(1968, 1, 1).unwrap());
    parent.incomes = vec![hecha::domain::income::Income {
        kind: hecha::domain::income::IncomeKind::Wage,
        item: None,
        amount: Fen(150_033),
        per: hecha::domain::income::Per::Month,
    }];
    let poor = MemberFacts::new(Relation::Parent, Day::new(1968, 1, 1).unwrap());
    let case = |people: Vec<&MemberFacts>, single| {
        let case = DibaoCase {
            setting: Setting::Rural,
            people: People::Members(people),
            assets: None,
            paid: None,
            cause: None,
            single,
            tier: None,
            past: Past::default(),
        };
        finding(dibao::assess(&case, view).unwrap())
    };
    vec![
        case(vec![&head, &poor], false),
        case(vec![&head, &parent], true),
    ]
}

fn finding(found: Finding) -> Shown {
    let shown = format!(
        "{:?} {:?} {:?} {:?} {} {:?}",
        found.eligible, found.base, found.supplement, found.month, found.edge, found.suggest
    );
    (shown, found.steps)
}

fn made(policy: &Policy) -> Vec<Shown> {
    figures(&policy.view(&home(), today()))
}

/// Whether a step says on the screen and to a script that it is not confirmed.
fn is_marked(step: &Step) -> bool {
    let text = step_text(step, WORDING);
    step.status != Confidence::Confirmed && (text.contains("未核实") || text.contains("程序默认"))
}

/// What the marked steps say, with the word of how sure they are.
fn marks(steps: &[Step]) -> BTreeSet<String> {
    let marked = steps.iter().filter(|step| is_marked(step));
    marked.map(|step| step_text(step, WORDING)).collect()
}

#[test]
fn a_parameter_that_changes_a_figure_and_is_not_confirmed_marks_a_step() {
    let confirmed = made(&law("", None));
    let mut changing = BTreeSet::new();
    let mut silent = Vec::new();
    for (name, text, sure) in known() {
        if sure == Confidence::Confirmed {
            continue;
        }
        let kind = &Policy::embedded().parameter(&name).unwrap().kind;
        let other = made(&law(&name, Some(&another(kind, &text))));
        let open = made(&law(&name, None));
        for (((before, sure), (after, _)), (_, steps)) in confirmed.iter().zip(&other).zip(&open) {
            if before == after {
                continue;
            }
            changing.insert(name.clone());
            let already: BTreeSet<String> = marks(sure);
            if marks(steps).is_subset(&already) {
                silent.push(format!("{name}: {before} -> {after}"));
            }
        }
    }
    assert!(silent.is_empty(), "{silent:#?}");
    let changing: Vec<&str> = changing.iter().map(String::as_str).collect();
    println!(
        "{} unconfirmed parameters change a figure: {changing:?}",
        changing.len()
    );
    assert!(changing.len() >= 18, "{changing:?}");
}

#[test]
fn no_line_of_a_sum_is_surer_than_the_standard_it_works_with() {
    let standard = "722.00";
    let mut lines = BTreeSet::new();
    for (figure, steps) in made(&law("db.standard.rural", None)) {
        for step in steps {
            let text = step_text(&step, WORDING);
            if text.contains(standard) {
                assert_ne!(step.status, Confidence::Confirmed, "{figure}: {text}");
                lines.insert(step.code);
            }
        }
    }
    assert!(lines.contains("supplement_rate"), "{lines:?}");
    assert!(lines.len() >= 6, "{lines:?}");
}

#[test]
fn the_list_of_parameters_calls_none_of_them_confirmed_that_is_not() {
    let view = Policy::embedded().view(&home(), today());
    let mut open = 0;
    for (parameter, found) in view.all() {
        let Some(found) = found else { continue };
        let word = terms::confidence(found.confidence);
        assert_eq!(
            word == terms::confidence(Confidence::Confirmed),
            found.confidence == Confidence::Confirmed,
            "{}",
            parameter.name
        );
        // What rests on the program itself, on practice or on another county is never confirmed.
        let weak = ["程序默认", "本地做法"].contains(&found.source.instrument.as_str())
            || found.level == Level::Area;
        assert!(
            !weak || found.confidence != Confidence::Confirmed,
            "{}",
            parameter.name
        );
        open += u32::from(found.confidence != Confidence::Confirmed);
    }
    assert!(open > 40, "{open}");
}
