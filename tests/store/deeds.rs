//! What is done about the cases of an invented office: areas, proposals, changes, what follows a decision.

use hecha::{
    domain::{
        area::{Area, AreaCode},
        calendar::Day,
        change::{Change, ChangedFact, FactStatus, Reported, Value},
        finding::{Finding, Step, StepValue},
        ids::{CaseId, StaffId},
        money::Fen,
        notice::{Attempt, Notice, Service, ServiceMethod},
        review::{Cause, Outcome, Proposal, Status},
    },
    journal::event::Event,
};

use super::{Dice, Track};

pub(super) fn area(code: &str, name: &str) -> Event {
    Event::AreaSet {
        area: Area {
            code: AreaCode(code.to_owned()),
            name: name.to_owned(),
        },
    }
}

/// The next step of what was decided and leaves somebody with less.
pub(super) fn carried_out(
    case: CaseId,
    by: StaffId,
    today: Day,
    status: Status,
    dice: &mut Dice,
) -> Option<Event> {
    let from = today.month().next().unwrap();
    Some(match status {
        Status::Confirmed => Event::NoticeMade {
            case,
            notice: Notice {
                number: "禹民告〔2026〕1号".to_owned(),
                day: today,
                by,
                paid: Fen::yuan(500),
                review_body: "禹会区人民政府".to_owned(),
                court: "禹会区人民法院".to_owned(),
                review_days: 60,
                court_months: 6,
                rules: Vec::new(),
            },
        },
        Status::Noticed if dice.roll(3) == 0 => Event::ServiceTried {
            case,
            attempt: Attempt {
                day: today,
                method: ServiceMethod::Direct,
                by,
                note: "无人在家".to_owned(),
            },
        },
        Status::Noticed => Event::NoticeServed {
            case,
            service: Service {
                method: ServiceMethod::Mail,
                day: today,
                served: today,
                receiver: String::new(),
                note: "挂号信".to_owned(),
                by,
                from,
            },
        },
        Status::Served => Event::DecisionInForce {
            case,
            next_due: Some(today.add_months(6).unwrap()),
            every_months: 6,
            from: Some(from),
        },
        _ => return None,
    })
}

/// A change of one fact that never comes twice.
pub(super) fn change(track: &Track, by: StaffId, day: Day) -> Change {
    let note = |text: String| Value::Note(text);
    Change {
        number: track.changes,
        day,
        by,
        source: "名册.xlsx".to_owned(),
        digest: String::new(),
        facts: vec![ChangedFact {
            reported: Reported::Differs {
                person: Some(track.household.members[0].person),
                old: note(String::new()),
                new: note(format!("变更{}", track.changes)),
            },
            status: FactStatus::Open,
            settled: None,
        }],
    }
}

pub(super) fn proposal(track: &Track, outcome: Outcome, day: Day, dice: &mut Dice) -> Proposal {
    Proposal {
        outcome,
        cause: Cause::Income,
        reason: "就业".to_owned(),
        // Nobody is paid as much as is kept, so that keeping takes nothing away.
        month: Fen::yuan(dice.roll(500) as i64 + if track.takes_away { 0 } else { 1000 }),
        effective: day.month().next().unwrap(),
        phase_out_months: None,
        household: track.household.clone(),
        finding: finding(day),
        by: track.by,
        day,
        freeze: track.freeze.clone(),
        changed: None,
    }
}

pub fn finding(on: Day) -> Finding {
    use hecha::domain::citation::{Citation, Confidence};
    Finding {
        on,
        wording: 1,
        persons: 4,
        income_month: Fen::yuan(2468),
        per_capita: Fen::yuan(617),
        standard: Some(Fen::yuan(722)),
        eligible: Some(true),
        base: Some(Fen::yuan(420)),
        supplement: None,
        month: Some(Fen::yuan(420)),
        edge: false,
        paid: None,
        counted: Vec::new(),
        not_counted: Vec::new(),
        suggest: vec![Outcome::Decrease],
        steps: [
            "persons",
            "standard",
            "income",
            "per_capita",
            "gap",
            "rounding",
            "change",
        ]
        .iter()
        .map(|code| Step {
            code: (*code).to_owned(),
            values: vec![
                ("standard".to_owned(), StepValue::Money(Fen::yuan(722))),
                ("persons".to_owned(), StepValue::Count(4)),
            ],
            amount: Some(Fen::yuan(420)),
            citation: Some(Citation::new("民发〔2021〕57号", "第二十三条")),
            status: Confidence::Unverified,
            param: Some("db.standard.rural".to_owned()),
        })
        .collect(),
        missing: Vec::new(),
    }
}
