//! Every outcome a review can have, through the engine: 渐退 with its end, the move to 低保边缘 and the review
//! there, work that was refused, appeals and what follows from them, money that comes back, who must sign what.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod office;

use hecha::{
    domain::{
        appeal::{AppealKind, Ruling},
        calendar::{Day, Month},
        case::{PhaseOutSpan, Programme, Tier},
        finding::StepValue,
        household::Household,
        ids::CaseId,
        income::{Income, IncomeKind, Per},
        money::Fen,
        queue::QueueId,
        recovery::RecoveryWay,
        review::{Cause, Outcome, Status},
        work_offer::OfferAnswer,
    },
    engine::{
        answer::{Answer, Assessment, Receipt},
        command::{Command, ProposeReview},
        query::Query,
        refusal::{Refusal, Trouble},
    },
};
use office::{Office, intake, refusal};

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::new(year, month, day).unwrap()
}

fn month(year: i32, number: u32) -> Month {
    day(year, number, 1).month()
}

/// The household with a wage of the head in the place of every other income.
fn earning(office: &Office, case: CaseId, yuan: i64) -> Household {
    let mut household = office.view(case).case.household;
    household.members[0].facts.incomes = vec![Income {
        kind: IncomeKind::Wage,
        item: None,
        amount: Fen::yuan(yuan),
        per: Per::Month,
    }];
    household
}

fn assess(office: &Office, case: CaseId, household: &Household, cause: Cause) -> Assessment {
    let query = Query::Assess {
        case,
        household: Box::new(household.clone()),
        cause: Some(cause),
        on: None,
    };
    match office.ask(query).unwrap() {
        Answer::Assessment(assessment) => *assessment,
        other => panic!("another answer: {other:?}"),
    }
}

fn propose(
    office: &mut Office,
    case: CaseId,
    household: Household,
    (outcome, cause): (Outcome, Cause),
) -> Result<Receipt, Trouble> {
    let finding_seen = assess(office, case, &household, cause).digest;
    office.run(Command::Propose(Box::new(ProposeReview {
        case,
        outcome,
        cause,
        reason: "查实".into(),
        effective: None,
        phase_out_months: (outcome == Outcome::PhaseOut).then_some(3),
        changed: None,
        household,
        finding_seen,
    })))
}

/// Signs what is proposed twice and serves it.
fn decide_and_serve(office: &mut Office, case: CaseId) {
    office.approve(case).unwrap();
    office.confirm(case).unwrap();
    office.give_notice(case);
    office.serve(case);
}

/// Brings an outcome that takes something away into force, by every step.
fn carry_out(office: &mut Office, case: CaseId, household: Household, what: (Outcome, Cause)) {
    office.visit(case);
    office.hear(case);
    propose(office, case, household, what).unwrap();
    decide_and_serve(office, case);
    office.enforce_in_its_month(case);
}

fn paid(office: &Office, case: CaseId) -> Option<Fen> {
    office.view(case).case.benefit.map(|benefit| benefit.month)
}

fn suggested(office: &Office, case: CaseId, cause: Cause) -> Vec<Outcome> {
    let household = office.view(case).case.household;
    let assessment = assess(office, case, &household, cause);
    assessment.finding.unwrap().suggest
}

#[test]
fn a_phase_out_goes_on_to_its_end_and_is_followed_by_a_stop_and_no_other_phase_out() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    let household = earning(&office, case, 2000);
    let what = (Outcome::PhaseOut, Cause::Employment);
    carry_out(&mut office, case, household, what);
    let span = PhaseOutSpan {
        first: month(2026, 12),
        last: month(2027, 2),
    };
    let view = office.view(case).case;
    assert_eq!(view.phase_out, Some(span));
    assert_eq!(view.benefit.unwrap().month, Fen::yuan(622));
    assert_eq!(view.review.due, day(2027, 2, 28));
    assert_eq!(view.review.status, Status::Due);
    // Within it nothing is taken away earlier, and what ends it waits for its end.
    assert_eq!(suggested(&office, case, Cause::Employment), [Outcome::Keep]);
    let household = office.view(case).case.household;
    let options = assess(&office, case, &household, Cause::Employment).options;
    let stop = options
        .iter()
        .find(|one| one.outcome == Outcome::Stop)
        .unwrap();
    assert_eq!(stop.terms.unwrap().1, month(2027, 3));
    let again = options
        .iter()
        .find(|one| one.outcome == Outcome::PhaseOut)
        .unwrap();
    assert!(!again.blocked.is_empty());
    // A review on the way keeps the end.
    office.visit(case);
    propose(
        &mut office,
        case,
        household,
        (Outcome::Keep, Cause::Unchanged),
    )
    .unwrap();
    let freeze = office.view(case).case.review.proposal.unwrap().freeze;
    office.sit("李建国");
    office.run(Command::Approve { case, freeze }).unwrap();
    office.sit("王芳");
    let view = office.view(case).case;
    assert_eq!(
        (view.phase_out, view.review.due),
        (Some(span), day(2027, 2, 28))
    );
    // In its last month the case stands in the queue and what ends it is suggested.
    office.advance_days(day(2027, 2, 3).days_since(office.today()));
    assert_eq!(office.queue(QueueId::Dibao), [case]);
    assert_eq!(suggested(&office, case, Cause::Employment), [Outcome::Stop]);
}

#[test]
fn a_household_within_the_line_moves_to_edge_and_is_reviewed_there() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    let household = earning(&office, case, 900);
    let what = (Outcome::ToEdge, Cause::Income);
    carry_out(&mut office, case, household, what);
    let view = office.view(case).case;
    assert_eq!((view.programme, view.benefit), (Programme::Edge, None));
    assert_eq!(view.review.due, day(2027, 11, 23));
    assert!(office.queue(QueueId::Edge).is_empty(), "a year away");
    assert_eq!(suggested(&office, case, Cause::Unchanged), [Outcome::Keep]);

    office.advance_days(day(2027, 11, 20).days_since(office.today()));
    assert_eq!(office.queue(QueueId::Edge), [case]);
    // Above the line the recognition is lost, by the same steps as everything that is lost.
    let household = earning(&office, case, 1200);
    office.visit(case);
    let what = (Outcome::Stop, Cause::Income);
    propose(&mut office, case, household.clone(), what).unwrap();
    let freeze = office.view(case).case.review.proposal.unwrap().freeze;
    office.sit("李建国");
    let early = refusal(office.run(Command::Approve { case, freeze }));
    assert_eq!(early, Refusal::HearingMissing);
    office.sit("王芳");
    office.run(Command::Withdraw { case }).unwrap();
    carry_out(&mut office, case, household, what);
    assert_eq!(office.view(case).case.review.status, Status::InForce);
}

#[test]
fn a_household_above_the_line_does_not_move_to_edge() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    let household = earning(&office, case, 1200);
    let what = (Outcome::ToEdge, Cause::Income);
    let why = refusal(propose(&mut office, case, household, what));
    assert!(
        matches!(
            why,
            Refusal::OutcomeDoesNotFit {
                outcome: Outcome::ToEdge,
                ..
            }
        ),
        "{why:?}"
    );
}

#[test]
fn an_edge_household_under_the_standard_is_told_of_dibao() {
    let mut office = Office::open();
    let mut new = intake("李国才", 1);
    new.programme = Programme::Edge;
    new.benefit = None;
    let case = office.take_in(new);
    let finding = office.view(case).assessment.finding.unwrap();
    assert_eq!(finding.suggest, [Outcome::Keep, Outcome::Judgement]);
    assert!(
        finding
            .steps
            .iter()
            .any(|step| step.code == "edge_may_dibao")
    );
    assert_eq!(finding.month, Some(Fen::ZERO));
}

fn offer(office: &mut Office, case: CaseId, day: Day, answer: OfferAnswer) {
    office
        .run(Command::RecordWorkOffer {
            case,
            member: 0,
            day,
            offer: "环卫保洁, 街道".into(),
            answer,
            note: "嫌远".into(),
        })
        .unwrap();
}

#[test]
fn the_third_refusal_in_a_row_takes_the_persons_share_and_the_second_does_not() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    offer(&mut office, case, day(2026, 9, 1), OfferAnswer::Refused);
    offer(&mut office, case, day(2026, 10, 1), OfferAnswer::Refused);
    let finding = office.view(case).assessment.finding.unwrap();
    assert_eq!(finding.month, Some(Fen::yuan(622)));
    assert!(
        finding
            .steps
            .iter()
            .any(|step| step.code == "work_refused_fewer")
    );

    offer(&mut office, case, day(2026, 11, 1), OfferAnswer::Refused);
    let finding = office.view(case).assessment.finding.unwrap();
    assert_eq!(finding.month, Some(Fen::ZERO), "722 - 100 - its only share");
    let cited = finding
        .steps
        .iter()
        .find(|step| step.code == "work_refused");
    let cited = cited.unwrap().citation.as_ref().unwrap();
    assert_eq!(cited.article, "第三十四条");
    assert_eq!(finding.suggest, [Outcome::Decrease]);
    // How large the share is, and how often it takes, is data.
    office.set_value("db.job_refusal.share", "0.5");
    let finding = office.view(case).assessment.finding.unwrap();
    assert_eq!(finding.month, Some(Fen::yuan(311)));
    office.set_value("db.job_refusal.count", "4");
    let finding = office.view(case).assessment.finding.unwrap();
    assert_eq!(finding.month, Some(Fen::yuan(622)));
}

#[test]
fn nobody_is_offered_work_who_cannot_work_and_no_refusal_stands_without_its_reason() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    let command = |member, note: &str| Command::RecordWorkOffer {
        case,
        member,
        day: day(2026, 11, 1),
        offer: "环卫保洁".into(),
        answer: OfferAnswer::Refused,
        note: note.into(),
    };
    assert!(matches!(
        refusal(office.run(command(7, "嫌远"))),
        Refusal::BadValue { .. }
    ));
    assert!(matches!(
        refusal(office.run(command(0, " "))),
        Refusal::BadValue { .. }
    ));
    let mut young = intake("张三", 2);
    young.members[0].facts.birth = day(2015, 1, 1);
    let case = office.take_in(young);
    let command = Command::RecordWorkOffer {
        case,
        member: 0,
        day: day(2026, 11, 1),
        offer: "环卫保洁".into(),
        answer: OfferAnswer::Refused,
        note: "嫌远".into(),
    };
    assert!(matches!(
        refusal(office.run(command)),
        Refusal::BadValue { .. }
    ));
}

#[test]
fn where_amounts_are_fixed_by_class_the_sum_follows_the_class_that_was_settled() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    office.set_value("db.mode", "tiers");
    office.set_value("db.tier.rural.B", "525");
    let open = office.view(case).assessment.finding.unwrap();
    assert_eq!(
        (open.month, open.suggest),
        (None, vec![Outcome::Judgement]),
        "no class, no amount"
    );
    let tier = |note: &str| Command::SetTier {
        case,
        tier: Tier::B,
        day: day(2026, 11, 20),
        note: note.into(),
    };
    assert!(matches!(
        refusal(office.run(tier(""))),
        Refusal::BadValue { .. }
    ));
    office.run(tier("民主评议")).unwrap();
    let finding = office.view(case).assessment.finding.unwrap();
    assert_eq!(finding.month, Some(Fen::yuan(525)));
    assert_eq!(finding.suggest, [Outcome::Decrease]);
}

fn appeal(case: CaseId, day: Day, stay: &str) -> Command {
    Command::RecordAppeal {
        case,
        kind: AppealKind::Review,
        day,
        body: "禹会区人民政府〔2026〕7号".into(),
        stay: stay.into(),
    }
}

fn rule(case: CaseId, ruling: Ruling, day: Day) -> Command {
    Command::DecideAppeal {
        case,
        number: 1,
        ruling,
        day,
        document: "复议决定〔2026〕7号".into(),
    }
}

/// A decrease from 622.00 to 422.00 in force since 2026-12.
fn decreased() -> (Office, CaseId) {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    let household = earning(&office, case, 300);
    let what = (Outcome::Decrease, Cause::Employment);
    carry_out(&mut office, case, household, what);
    assert_eq!(paid(&office, case), Some(Fen::yuan(422)));
    (office, case)
}

/// A household whose decrease of 2026-12 was followed by a review that kept it, of which nobody is served.
fn decreased_and_kept() -> (Office, CaseId) {
    let (mut office, case) = decreased();
    let due = office.view(case).case.review.due;
    office.advance_days(due.days_since(office.today()));
    office.visit(case);
    office.propose_keep(case).unwrap();
    let freeze = office.view(case).case.review.proposal.unwrap().freeze;
    office.sit("李建国");
    office.run(Command::Approve { case, freeze }).unwrap();
    office.sit("王芳");
    let decision = office.view(case).case.decision.unwrap();
    assert_eq!(decision.proposal.outcome, Outcome::Keep);
    (office, case)
}

#[test]
fn a_later_decision_takes_nobody_the_remedies_of_an_earlier_one() {
    let (office, case) = decreased();
    let before = office.view(case).remedies;
    assert!(before.is_some());
    let (mut office, case) = decreased_and_kept();
    assert_eq!(office.view(case).remedies, before);
    let today = office.today();
    office.run(appeal(case, today, "")).unwrap();
    office.sit("李建国");
    office.run(rule(case, Ruling::Revoked, today)).unwrap();
    office.sit("王芳");
    let view = office.view(case);
    assert_eq!(view.case.benefit.unwrap().month, Fen::yuan(622));
    assert_eq!(view.remedies, None);
    office.restart();
    assert_eq!(office.view(case).case, view.case);
}

#[test]
fn a_revoked_decision_holds_no_longer_and_the_case_is_due_again() {
    let (mut office, case) = decreased();
    let today = office.today();
    office.run(appeal(case, today, "")).unwrap();
    // Who took it in does not note how it ended, nor does a caseworker.
    let own = refusal(office.run(rule(case, Ruling::Revoked, today)));
    assert!(matches!(own, Refusal::RoleMissing { .. }), "{own:?}");
    office.sit("李建国");
    office.run(rule(case, Ruling::Revoked, today)).unwrap();
    office.sit("王芳");
    let view = office.view(case);
    assert_eq!(view.case.benefit.unwrap().month, Fen::yuan(622));
    assert_eq!(view.case.review.status, Status::Due);
    assert_eq!(view.case.review.due, today);
    assert_eq!(view.case.decision.unwrap().undone, Some(1));
    assert_eq!(view.remedies, None, "nothing is left to appeal against");
    assert_eq!(office.queue(QueueId::Dibao), [case]);
    assert!(matches!(
        refusal(office.run(appeal(case, today, ""))),
        Refusal::BadValue { .. }
    ));
}

#[test]
fn an_upheld_decision_goes_on_and_a_changed_one_never_pays_less() {
    let (mut office, case) = decreased();
    let today = office.today();
    office.run(appeal(case, today, "")).unwrap();
    office.sit("李建国");
    let month = Fen::yuan(400);
    let less = refusal(office.run(rule(case, Ruling::Changed { month }, today)));
    assert!(
        matches!(less, Refusal::LessWithoutReview { .. }),
        "{less:?}"
    );
    office.run(rule(case, Ruling::Upheld, today)).unwrap();
    assert_eq!(paid(&office, case), Some(Fen::yuan(422)));
    assert!(office.view(case).remedies.is_some());
    let twice = refusal(office.run(rule(case, Ruling::Revoked, today)));
    assert!(matches!(twice, Refusal::Unknown { .. }), "{twice:?}");

    office.sit("王芳");
    office.run(appeal(case, today, "")).unwrap();
    office.sit("李建国");
    let month = Fen::yuan(500);
    office
        .run(Command::DecideAppeal {
            case,
            number: 2,
            ruling: Ruling::Changed { month },
            day: today,
            document: "判决书".into(),
        })
        .unwrap();
    assert_eq!(paid(&office, case), Some(month));
}

#[test]
fn a_stayed_decision_does_not_take_force_before_the_appeal_is_decided() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    office.hear(case);
    let household = earning(&office, case, 300);
    let what = (Outcome::Decrease, Cause::Employment);
    propose(&mut office, case, household, what).unwrap();
    let early = day(2026, 11, 23);
    assert!(
        matches!(
            refusal(office.run(appeal(case, early, ""))),
            Refusal::BadValue { .. }
        ),
        "nothing is served yet"
    );
    decide_and_serve(&mut office, case);
    office
        .run(appeal(case, early, "停止执行决定〔2026〕1号"))
        .unwrap();
    office.advance_days(10);
    let stayed = refusal(office.run(Command::TakeForce { case }));
    assert_eq!(
        stayed,
        Refusal::AppealStays {
            kind: AppealKind::Review,
            received: early
        }
    );
    let today = office.today();
    office.sit("李建国");
    office.run(rule(case, Ruling::Redo, today)).unwrap();
    let view = office.view(case).case;
    assert_eq!(view.review.status, Status::Returned);
    assert_eq!(view.benefit.unwrap().month, Fen::yuan(622));
}

#[test]
fn whether_an_appeal_without_an_order_stays_a_decision_is_data() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    office.hear(case);
    let household = earning(&office, case, 300);
    let what = (Outcome::Decrease, Cause::Employment);
    propose(&mut office, case, household, what).unwrap();
    decide_and_serve(&mut office, case);
    office.run(appeal(case, day(2026, 11, 23), "")).unwrap();
    office.set_value("appeal.stays", "true");
    office.advance_days(10);
    let stayed = refusal(office.run(Command::TakeForce { case }));
    assert!(matches!(stayed, Refusal::AppealStays { .. }), "{stayed:?}");
    office.set_value("appeal.stays", "false");
    office.run(Command::TakeForce { case }).unwrap();
}

#[test]
fn no_more_comes_back_than_was_paid_too_much() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    office.hear(case);
    let household = earning(&office, case, 300);
    let cause = Cause::Employment;
    let finding_seen = assess(&office, case, &household, cause).digest;
    office
        .run(Command::Propose(Box::new(ProposeReview {
            case,
            outcome: Outcome::Decrease,
            cause,
            reason: "查实".into(),
            effective: None,
            phase_out_months: None,
            changed: Some(day(2026, 8, 10)),
            household,
            finding_seen,
        })))
        .unwrap();
    // 2026-09 to 2026-11, 622 instead of 422.
    let over = office.view(case).overpaid.unwrap().unwrap();
    assert_eq!(over.total, Fen::yuan(600));
    assert!(over.late);
    decide_and_serve(&mut office, case);
    office.advance_days(10);
    office.run(Command::TakeForce { case }).unwrap();
    let over = office.view(case).overpaid.unwrap().unwrap();
    assert_eq!(over.total, Fen::yuan(600), "in force it is still known");
    let settle = |amount, way| Command::RecordRecovery {
        case,
        day: day(2026, 12, 3),
        amount,
        way,
        document: "协议, 2027-03 前退清".into(),
    };
    for wrong in [
        settle(Fen::yuan(601), RecoveryWay::Returned),
        settle(Fen::ZERO, RecoveryWay::Returned),
        settle(Fen::yuan(1), RecoveryWay::Waived),
    ] {
        assert!(matches!(
            refusal(office.run(wrong)),
            Refusal::BadValue { .. }
        ));
    }
    office
        .run(settle(Fen::yuan(600), RecoveryWay::Instalments))
        .unwrap();
    let kept = office.view(case).case.recoveries;
    assert_eq!(
        (kept[0].overpaid, kept[0].amount),
        (Fen::yuan(600), Fen::yuan(600))
    );
}

#[test]
fn a_death_found_late_is_counted_by_month_and_the_last_day_to_finish_is_known() {
    let mut office = Office::open();
    let mut new = intake("李国才", 1);
    new.members.push(intake("王秀兰", 2).members.remove(0));
    new.members[1].facts.relation = hecha::domain::household::Relation::Spouse;
    new.members[1].facts.incomes.clear();
    new.benefit.as_mut().unwrap().month = Fen::yuan(1344);
    let case = office.take_in(new);
    office.visit(case);
    office.hear(case);
    let mut household = office.view(case).case.household;
    household.members[1].facts.died = Some(day(2026, 9, 15));
    let what = (Outcome::Decrease, Cause::Death);
    let steps = assess(&office, case, &household, Cause::Death);
    let steps = steps.finding.unwrap().steps;
    let finish = steps.iter().find(|step| step.code == "death_finish");
    let last = finish.unwrap().value("last");
    assert_eq!(last, Some(&StepValue::Day(day(2026, 12, 15))));
    propose(&mut office, case, household, what).unwrap();
    let over = office.view(case).overpaid.unwrap().unwrap();
    // 1344 = 722 x 2 - 100; alone 722 - 100 = 622; October and November.
    assert_eq!(over.total, Fen::yuan(2 * (1344 - 622)));
    assert_eq!(over.changed, day(2026, 9, 15));
}

#[test]
fn who_signs_a_keep_is_data_and_nothing_else_ever_goes_with_one_signature() {
    let keep = (Outcome::Keep, Cause::Unchanged);
    let mut office = Office::open();
    // As it ships: approved by a second person.
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    let household = office.view(case).case.household;
    propose(&mut office, case, household, keep).unwrap();
    assert_eq!(office.view(case).case.review.status, Status::Proposed);
    // Confirmed too.
    office.set_value("sign.keep.confirm", "true");
    let freeze = office.view(case).case.review.proposal.unwrap().freeze;
    office.sit("李建国");
    let signed = freeze.clone();
    office
        .run(Command::Approve {
            case,
            freeze: signed,
        })
        .unwrap();
    assert_eq!(office.view(case).case.review.status, Status::Approved);
    office.sit("赵敏");
    office.run(Command::Confirm { case, freeze }).unwrap();
    assert_eq!(office.view(case).case.review.status, Status::Due);
    office.sit("王芳");
    // With one signature: 维持 holds at once, and nothing but 维持.
    office.set_value("sign.keep.confirm", "false");
    office.set_value("sign.keep.approve", "false");
    let case = office.take_in(intake("张三", 2));
    office.visit(case);
    let household = office.view(case).case.household;
    propose(&mut office, case, household, keep).unwrap();
    let view = office.view(case).case;
    assert_eq!(view.review.status, Status::Due);
    assert_eq!(view.decision.unwrap().approved, None);
    for (place, kin, yuan, outcome) in [
        (3, false, 0, Outcome::Increase),
        (4, false, 300, Outcome::Decrease),
        (5, true, 100, Outcome::Keep),
    ] {
        let mut new = intake("赵四", place);
        new.kin_registered = kin;
        let case = office.take_in(new);
        office.visit(case);
        let household = if outcome == Outcome::Keep {
            office.view(case).case.household
        } else {
            earning(&office, case, yuan)
        };
        propose(&mut office, case, household, (outcome, Cause::Income)).unwrap();
        let status = office.view(case).case.review.status;
        assert_eq!(status, Status::Proposed, "{outcome:?}");
    }
}

#[test]
fn what_was_recorded_beside_a_review_is_there_after_a_restart() {
    let (mut office, case) = decreased();
    let today = office.today();
    offer(&mut office, case, day(2026, 11, 1), OfferAnswer::Excused);
    office.run(appeal(case, today, "")).unwrap();
    let before = office.view(case).case;
    std::fs::remove_dir_all(office.dir.path().join("store")).unwrap_or_default();
    office.restart();
    assert_eq!(office.view(case).case, before);
}
