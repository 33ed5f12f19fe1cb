//! 刚性支出困难 through the engine: who moves there from 低保 or 低保边缘, by which steps, and what becomes of the recognition.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod office;

use hecha::{
    domain::{
        calendar::Day,
        case::Programme,
        finding::{Finding, StepValue},
        household::Household,
        ids::CaseId,
        income::{Deduction, DeductionKind, Income, IncomeKind, Per},
        money::Fen,
        queue::QueueId,
        review::{Cause, Outcome},
    },
    engine::refusal::Refusal,
};
use office::{Office, intake, refusal};

/// An office that knows last year's disposable income a head.
fn office() -> Office {
    let mut office = Office::open();
    office.set_value("avg.disposable.rural", "24000");
    office
}

/// 李国才, alone, with a wage, and with what cannot but be spent a month.
fn earns(office: &Office, case: CaseId, wage: Fen, spent: i64) -> Household {
    let mut household = office.view(case).case.household;
    let facts = &mut household.members[0].facts;
    facts.incomes = vec![Income {
        kind: IncomeKind::Wage,
        item: None,
        amount: wage,
        per: Per::Month,
    }];
    facts.deductions = vec![Deduction {
        kind: DeductionKind::Rigid,
        month: Fen::yuan(spent),
    }];
    household
}

fn found(office: &Office, case: CaseId, wage: Fen, spent: i64) -> Finding {
    let household = earns(office, case, wage, spent);
    office.assess(case, household).finding.unwrap()
}

fn says(finding: &Finding, code: &str) -> bool {
    finding.steps.iter().any(|step| step.code == code)
}

/// Brings an outcome that takes something away into force.
fn carry_out(office: &mut Office, case: CaseId, household: Household, outcome: Outcome) {
    office.visit(case);
    office.hear(case);
    let cause = Cause::Income;
    office
        .propose(case, household, outcome, cause, "查实")
        .unwrap();
    office.approve(case).unwrap();
    office.confirm(case).unwrap();
    office.give_notice(case);
    office.serve(case);
    office.enforce_in_its_month(case);
}

fn kept(office: &mut Office, case: CaseId) {
    office.visit(case);
    office.propose_keep(case).unwrap();
    office.approve(case).unwrap();
}

#[test]
fn who_loses_dibao_and_spends_beyond_the_share_moves_there_by_every_step() {
    let mut office = office();
    let case = office.take_in(intake("李国才", 1));
    // 1,200 x 12 x 0.60 = 8,640; living counts 722 x 12 = 8,664.
    let seen = found(&office, case, Fen::yuan(1200), 0);
    assert_eq!(seen.suggest, [Outcome::ToRigid, Outcome::Stop]);
    let above = seen.steps.iter().find(|step| step.code == "rigid_above");
    let above = above.unwrap();
    assert_eq!(
        above.status,
        hecha::domain::citation::Confidence::Unverified
    );

    let household = earns(&office, case, Fen::yuan(1200), 0);
    let early = office.propose(case, household.clone(), Outcome::ToRigid, Cause::Income, "");
    assert!(matches!(
        refusal(early),
        Refusal::EvidenceTooOld { .. } | Refusal::ReasonMissing
    ));
    office.visit(case);
    office
        .propose(
            case,
            household.clone(),
            Outcome::ToRigid,
            Cause::Income,
            "查实",
        )
        .unwrap();
    assert!(matches!(
        refusal(office.approve(case)),
        Refusal::HearingMissing
    ));
    office.hear(case);
    office.approve(case).unwrap();
    office.confirm(case).unwrap();
    office.give_notice(case);
    office.serve(case);
    office.enforce_in_its_month(case);
    let after = office.view(case).case;
    assert_eq!((after.programme, after.benefit), (Programme::Rigid, None));
    assert_eq!(after.review.every_months, 12);
    assert_eq!(after.review.due, Day::new(2027, 11, 23).unwrap());
}

#[test]
fn spending_within_the_share_or_income_beyond_the_average_moves_nobody() {
    let mut office = office();
    let case = office.take_in(intake("李国才", 1));
    // 1,204 x 12 x 0.60 = 8,668.80.
    let within = found(&office, case, Fen::yuan(1204), 0);
    assert_eq!(within.suggest, [Outcome::Stop]);
    assert!(says(&within, "rigid_not_above") && says(&within, "transfer_rigid_not"));
    // What is exactly the share is not beyond it: 8,664 / 12 / 0.60.
    let mut exact = earns(&office, case, Fen(866_400), 0);
    exact.members[0].facts.incomes[0].per = Per::Year;
    exact.members[0].facts.incomes[0].amount = Fen(1_444_000);
    let exact = office.assess(case, exact).finding.unwrap();
    assert!(says(&exact, "rigid_not_above"));
    // What was spent by itself counts, and is not taken from the income here.
    let spends = found(&office, case, Fen::yuan(1204), 10);
    assert_eq!(spends.suggest, [Outcome::ToRigid, Outcome::Stop]);
    let above = spends.steps.iter().find(|step| step.code == "rigid_above");
    let income = ("income".to_owned(), StepValue::Money(Fen(1_444_800)));
    assert!(above.unwrap().values.contains(&income));
    let rich = found(&office, case, Fen::yuan(2000), 0);
    assert!(says(&rich, "disposable_above") && says(&rich, "transfer_rigid_not"));
    assert_eq!(rich.suggest, [Outcome::Stop]);
    // Living counts only where the place says so.
    office.set_value("rigid.living", "false");
    assert_eq!(
        found(&office, case, Fen::yuan(1200), 0).suggest,
        [Outcome::Stop]
    );
}

#[test]
fn without_the_average_it_is_open_and_names_the_parameter() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    let open = found(&office, case, Fen::yuan(1200), 0);
    assert_eq!(open.suggest, [Outcome::Stop]);
    let step = open
        .steps
        .iter()
        .find(|step| step.code == "transfer_rigid_open");
    assert_eq!(step.unwrap().param.as_deref(), Some("avg.disposable.rural"));
    let household = earns(&office, case, Fen::yuan(1200), 0);
    office.visit(case);
    let refused = office.propose(case, household, Outcome::ToRigid, Cause::Income, "查实");
    assert!(matches!(
        refusal(refused),
        Refusal::OutcomeDoesNotFit { .. }
    ));
}

#[test]
fn who_asked_to_leave_and_who_is_within_edge_is_not_moved_there() {
    let office = &mut office();
    let case = office.take_in(intake("李国才", 1));
    let edge = found(office, case, Fen::yuan(1000), 0);
    assert_eq!(edge.suggest, [Outcome::ToEdge, Outcome::Stop]);
    assert!(!says(&edge, "rigid_look"));
}

#[test]
fn a_recognition_of_edge_that_is_lost_may_become_one_of_rigid_spending() {
    let mut office = office();
    let mut new = intake("李国才", 1);
    new.programme = Programme::Edge;
    new.benefit = None;
    let case = office.take_in(new);
    let lost = found(&office, case, Fen::yuan(1200), 0);
    assert_eq!(lost.suggest, [Outcome::ToRigid, Outcome::Stop]);
    let household = earns(&office, case, Fen::yuan(1200), 0);
    carry_out(&mut office, case, household, Outcome::ToRigid);
    assert_eq!(office.view(case).case.programme, Programme::Rigid);
}

#[test]
fn the_recognition_is_kept_for_a_year_told_of_more_and_lost_by_every_step() {
    let mut office = office();
    let mut new = intake("李国才", 1);
    new.programme = Programme::Rigid;
    new.benefit = None;
    new.members[0].facts.incomes[0].amount = Fen::yuan(1200);
    new.last_review.as_mut().unwrap().day = Day::new(2025, 12, 1).unwrap();
    let case = office.take_in(new);
    assert_eq!(office.queue(QueueId::Edge), [case]);
    let fits = office.view(case).assessment.finding.unwrap();
    assert_eq!((fits.eligible, fits.month), (Some(true), Some(Fen::ZERO)));
    assert_eq!(fits.suggest, [Outcome::Keep]);
    kept(&mut office, case);
    let after = office.view(case).case;
    assert_eq!(after.review.due, Day::new(2027, 11, 23).unwrap());
    assert_eq!(after.programme, Programme::Rigid);

    office.advance_days(365);
    // Within 低保边缘 by now: it may be due more, and a person judges.
    let poorer = found(&office, case, Fen::yuan(1000), 0);
    assert_eq!(poorer.suggest, [Outcome::Keep, Outcome::Judgement]);
    assert!(says(&poorer, "rigid_may_other"));
    let richer = found(&office, case, Fen::yuan(1900), 0);
    assert_eq!(richer.suggest, [Outcome::Stop]);
    let household = earns(&office, case, Fen::yuan(1900), 0);
    carry_out(&mut office, case, household, Outcome::Stop);
    let ended = office.view(case).case;
    assert_eq!(ended.decision.unwrap().proposal.outcome, Outcome::Stop);
    assert!(office.queue(QueueId::Edge).is_empty());
}

#[test]
fn where_a_parameter_is_unset_the_recognition_is_not_given_anew_unseen() {
    let mut office = Office::open();
    let mut new = intake("李国才", 1);
    new.programme = Programme::Rigid;
    new.benefit = None;
    let case = office.take_in(new);
    let open = office.view(case).assessment.finding.unwrap();
    assert_eq!(
        (open.eligible, open.suggest),
        (None, vec![Outcome::Judgement])
    );
    office.visit(case);
    let name = "avg.disposable.rural".to_owned();
    assert_eq!(
        refusal(office.propose_keep(case)),
        Refusal::ParameterMissing { name }
    );
}
