//! What is kept of the invented people beside their reviews: visits and agreements of those at home, a reported change
//! of ability, a request for quick help, referrals on their way.
//!
//! Chosen by the number of the case and not by the dice, so that the rest of the district stays as it is.

use std::collections::VecDeque;

use super::{
    DemoStep,
    household::Invented,
    names,
    staff::caseworkers,
    story::{self, days_ago},
};
use crate::{
    domain::{
        calendar::Day,
        care::{Attendance, CareMode, Condition},
        case::Programme,
        evidence::VisitMode,
        ids::CaseId,
        referral::{Consent, Entitlement, ReferralOutcome},
    },
    engine::command::{CareDeed, Command, ReferralDeed},
};

/// Adds what is kept of a block, one kind after the other, so that no case stands twice in one unit.
pub(super) fn gather(cases: &[(CaseId, &Invented)], today: Day, steps: &mut VecDeque<DemoStep>) {
    let at_home: Vec<&(CaseId, &Invented)> = cases
        .iter()
        .filter(|(_, household)| {
            household
                .support
                .is_some_and(|(mode, _)| mode == CareMode::Scattered)
        })
        .collect();
    let each = |of: fn(CaseId, &Invented, Day) -> Option<CareDeed>| {
        at_home.iter().filter_map(move |(case, household)| {
            let [(caseworker, _), _] = caseworkers(household.township);
            let deed = of(*case, household, today)?;
            let command = Command::EnterCare { case: *case, deed };
            Some(DemoStep::new(caseworker, command))
        })
    };
    steps.extend(each(agreement));
    steps.extend(each(visit));
    steps.extend(each(report));
    let passed: Vec<&(CaseId, &Invented)> = cases
        .iter()
        .filter(|(case, household)| {
            let dibao = household.intake.programme == Programme::Dibao;
            dibao && !story::told(*case) && case.0 % 61 == 7
        })
        .collect();
    for answered in [false, true] {
        for (case, household) in &passed {
            if !answered || case.0 % 2 == 0 {
                steps.push_back(referral(*case, household, today, answered));
            }
        }
    }
}

/// A number below a bound that belongs to a case.
const fn lot(case: CaseId, bound: u64) -> u64 {
    (case.0 * 7_919 + case.0 / 5) % bound
}

/// Most agreements run; some end within the month, a few have ended, and one in thirty was never made.
fn agreement(case: CaseId, household: &Invented, today: Day) -> Option<CareDeed> {
    let until = match lot(case, 30) {
        0 => return None,
        1 => days_ago(today, 9),
        2 | 3 => today.add_days(i64::try_from(lot(case, 28)).ok()?)?,
        _ => household.last.add_months(18)?,
    };
    Some(CareDeed::Agree {
        caregiver: names::caregiver(lot(case, 97)),
        from: household.last.min(until),
        until,
        note: String::new(),
    })
}

/// Most were visited this month, others last month, and some not for two.
fn visit(case: CaseId, household: &Invented, today: Day) -> Option<CareDeed> {
    let first = today.month().first();
    let day = match lot(case, 20) {
        0 => days_ago(first, 40),
        1..=7 => days_ago(first, 12),
        _ => days_ago(today, 2).max(first),
    };
    let trouble = lot(case, 9) == 0;
    (day > household.last).then(|| CareDeed::Visit {
        day,
        visitor: names::caregiver(lot(case, 53) + 20),
        mode: if lot(case, 7) == 0 {
            VisitMode::Phone
        } else {
            VisitMode::Home
        },
        health: Condition::Good,
        housing: if trouble {
            Condition::Concern
        } else {
            Condition::Good
        },
        caregiver: Attendance::Comes,
        needs: if trouble { "修屋顶漏雨" } else { "" }.to_owned(),
        note: String::new(),
    })
}

/// One in forty is said to need more care than before.
fn report(case: CaseId, _household: &Invented, today: Day) -> Option<CareDeed> {
    (lot(case, 40) == 11).then(|| CareDeed::ReportAbility {
        day: days_ago(today, 4),
        note: "村委报告: 近来如厕要人扶".to_owned(),
    })
}

/// A referral on its way, or the answer to it.
fn referral(case: CaseId, household: &Invented, today: Day, answered: bool) -> DemoStep {
    let [(caseworker, _), _] = caseworkers(household.township);
    let deed = if answered {
        ReferralDeed::Answer {
            number: 1,
            outcome: ReferralOutcome::Accepted,
            day: days_ago(today, 3),
            note: "窗口电话答复".to_owned(),
        }
    } else {
        ReferralDeed::Pass {
            what: Entitlement::Medical,
            member: Some(0),
            office: "区医保局".to_owned(),
            day: days_ago(today, 27),
            consent: Consent::Spoken,
            note: String::new(),
        }
    };
    DemoStep::new(caseworker, Command::Refer { case, deed })
}
