//! What is on record of the invented cases: visits, check reports, alerts and what came of them.

use std::collections::VecDeque;

use super::{
    DemoStep,
    dice::Dice,
    household::Invented,
    keeping,
    staff::caseworkers,
    story::{self, days_ago},
};
use crate::{
    domain::{
        alert::{AlertKind, AlertStatus},
        calendar::Day,
        case::Programme,
        evidence::{CheckReport, VisitMode},
        ids::CaseId,
        linshi::LinshiType,
        money::Fen,
    },
    engine::command::Command,
};

/// Adds the evidence of a block: all visits, then all reports, then all alerts, so that no case stands twice in
/// one unit.
pub(super) fn gather(
    cases: &[(CaseId, &Invented)],
    today: Day,
    dice: &mut Dice,
    steps: &mut VecDeque<DemoStep>,
) {
    for (case, household) in cases {
        steps.extend(support(*case, household));
        steps.extend(aid(*case, household, dice));
    }
    keeping::gather(cases, today, steps);
    let due: Vec<_> = cases
        .iter()
        .filter(|(case, household)| story::told(*case) || household.due_in <= 7 && dice.chance(850))
        .collect();
    for (case, household) in &due {
        steps.push_back(visit(*case, household, today, dice));
    }
    for (case, household) in &due {
        steps.push_back(report(*case, household, today, dice));
    }
    let mut settled = VecDeque::new();
    for (case, household) in cases {
        if story::told(*case) || !dice.chance(38) {
            continue;
        }
        let [(caseworker, _), _] = caseworkers(household.township);
        let (kind, source, detail) = hit(dice);
        steps.push_back(DemoStep::new(
            caseworker,
            Command::RaiseAlert {
                case: *case,
                member: Some(0),
                kind,
                day: days_ago(today, dice.range(1, 25)),
                source: source.to_owned(),
                detail,
            },
        ));
        // What is still open must not stand above the first case of the story.
        let may_stay_open = household.due_in > 30;
        if !(may_stay_open && dice.chance(450)) {
            let (status, note) = if dice.chance(600) {
                (AlertStatus::Untrue, "电话问户主并看过证件, 登记的不是本人")
            } else {
                (
                    AlertStatus::Harmless,
                    "电话问户主, 确有其事, 不影响资格和金额",
                )
            };
            settled.push_back(DemoStep::new(
                caseworker,
                Command::SettleAlert {
                    case: *case,
                    number: 1,
                    status,
                    note: note.to_owned(),
                },
            ));
        }
    }
    steps.append(&mut settled);
}

/// How a 特困人员 was found to be supported at the last review.
fn support(case: CaseId, household: &Invented) -> Option<DemoStep> {
    let (mode, tier) = household.support?;
    let [(caseworker, _), _] = caseworkers(household.township);
    Some(DemoStep::new(
        caseworker,
        Command::RecordSupport {
            case,
            mode,
            tier: Some(tier),
            agreement_until: None,
            able_duty: Some(false),
            day: household.last,
            note: "演示数据".to_owned(),
        },
    ))
}

/// What was given as 临时救助, on the day from which its papers and visit are counted.
fn aid(case: CaseId, household: &Invented, dice: &mut Dice) -> Option<DemoStep> {
    if household.intake.programme != Programme::Linshi {
        return None;
    }
    let [(caseworker, _), _] = caseworkers(household.township);
    let (kind, cause) = *dice.pick(&[
        (LinshiType::Urgent, "房屋失火"),
        (LinshiType::Urgent, "突发疾病住院"),
        (LinshiType::Urgent, "交通事故"),
        (LinshiType::Fast, "临时断炊"),
        (LinshiType::Expense, "子女就学支出"),
    ])?;
    let yuan = match kind {
        LinshiType::Fast => i64::from(dice.range(3, 7)) * 100,
        LinshiType::Urgent | LinshiType::Expense => i64::from(dice.range(5, 30)) * 100,
    };
    Some(DemoStep::new(
        caseworker,
        Command::RecordAid {
            case,
            kind,
            cause: cause.to_owned(),
            amount: Fen::yuan(yuan),
            day: household.last,
            parts: Vec::new(),
        },
    ))
}

/// A day after the last review, at most `ago` days back.
fn in_the_period(household: &Invented, today: Day, ago: u32) -> Day {
    let earliest = household.last.0.succ_opt().map_or(today, Day);
    days_ago(today, ago).max(earliest).min(today)
}

fn visit(case: CaseId, household: &Invented, today: Day, dice: &mut Dice) -> DemoStep {
    let [(caseworker, first), (_, second)] = caseworkers(household.township);
    let ago = if story::told(case) {
        3
    } else {
        dice.range(1, 20)
    };
    DemoStep::new(
        caseworker,
        Command::RecordVisit {
            case,
            day: in_the_period(household, today, ago),
            surveyors: vec![first, second],
            others: Vec::new(),
            mode: VisitMode::Home,
            met: true,
            note: if case == story::FIRST {
                "见户主, 李明称本月起在镇上打工".to_owned()
            } else {
                "见到本人, 家庭情况与申报一致".to_owned()
            },
        },
    )
}

fn report(case: CaseId, household: &Invented, today: Day, dice: &mut Dice) -> DemoStep {
    let [(caseworker, _), _] = caseworkers(household.township);
    let ago = if case == story::FIRST {
        5
    } else {
        dice.range(1, 30)
    };
    DemoStep::new(
        caseworker,
        Command::RecordReport {
            case,
            report: CheckReport {
                day: in_the_period(household, today, ago),
                clear: case != story::FIRST,
                reference: format!("核对-演示-{:07}", case.0),
            },
        },
    )
}

fn hit(dice: &mut Dice) -> (AlertKind, &'static str, String) {
    match dice.weighted(&[34, 26, 20, 8, 6, 4, 2]) {
        0 => (
            AlertKind::Vehicle,
            "车辆登记",
            format!("皖C*****{}", dice.below(10)),
        ),
        1 => (
            AlertKind::Pension,
            "养老金",
            format!("月领 {}.00 元", dice.range(120, 1900)),
        ),
        2 => (
            AlertKind::Business,
            "经营主体登记",
            "个体工商户, 状态存续".to_owned(),
        ),
        3 => (
            AlertKind::Financial,
            "存款",
            format!("余额 {}000.00 元", dice.range(20, 90)),
        ),
        4 => (
            AlertKind::Employment,
            "就业参保",
            "新增职工养老保险缴费".to_owned(),
        ),
        5 => (AlertKind::RealEstate, "不动产登记", "住宅 1 套".to_owned()),
        _ => (AlertKind::Death, "殡葬", "火化记录".to_owned()),
    }
}
