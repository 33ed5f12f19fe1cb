//! What the engine lets happen and what it refuses, through a session as a screen or a verb has it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod office;

use hecha::{
    domain::{
        alert::{AlertKind, AlertStatus},
        calendar::Day,
        evidence::{CheckReport, VisitMode},
        ids::StaffId,
        income::{Income, IncomeKind, Per},
        money::Fen,
        queue::QueueId,
        review::{Cause, HoldKind, Outcome, Status},
    },
    engine::{
        answer::Answer,
        command::Command,
        query::Query,
        refusal::{Refusal, Trouble},
    },
};
use office::{Office, intake, refusal};

#[test]
fn an_unchanged_household_is_kept_proposed_and_approved_by_two_people() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    let receipt = office.propose_keep(case).unwrap();
    assert!(!receipt.repeated);
    let view = office.view(case);
    assert_eq!(view.case.review.status, Status::Proposed);
    let freeze = view.case.review.proposal.unwrap().freeze;
    office.sit("李建国");
    office.run(Command::Approve { case, freeze }).unwrap();
    let view = office.view(case);
    assert_eq!(view.case.review.status, Status::Due);
    assert_eq!(view.case.last_review.unwrap().by, "王芳");
    assert_eq!(view.case.review.due, Day::new(2027, 5, 23).unwrap());
    assert!(view.case.decision.is_some());
}

#[test]
fn nobody_approves_what_they_proposed_even_with_both_roles() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    office.sit("周全");
    office.visit(case);
    office.propose_keep(case).unwrap();
    let freeze = office.view(case).case.review.proposal.unwrap().freeze;
    let refused = refusal(office.run(Command::Approve { case, freeze }));
    assert_eq!(
        refused,
        Refusal::MakerIsChecker {
            maker: "周全".into()
        }
    );
}

#[test]
fn who_settled_an_alert_or_heard_the_opinion_does_not_sign_the_review() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    office
        .run(Command::RaiseAlert {
            case,
            member: Some(0),
            kind: AlertKind::Vehicle,
            day: office.today(),
            source: "车辆登记".into(),
            detail: "皖C*****5".into(),
        })
        .unwrap();
    office.sit("周全");
    office
        .run(Command::SettleAlert {
            case,
            number: 1,
            status: AlertStatus::Untrue,
            note: "电话问户主, 车已过户".into(),
        })
        .unwrap();
    office.sit("王芳");
    office.visit(case);
    office.propose_keep(case).unwrap();
    let freeze = office.view(case).case.review.proposal.unwrap().freeze;
    office.sit("周全");
    let refused = refusal(office.run(Command::Approve { case, freeze }));
    assert_eq!(
        refused,
        Refusal::MakerIsChecker {
            maker: "周全".into()
        }
    );
}

#[test]
fn a_colleague_who_was_there_first_is_named_instead_of_overwritten() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    let seen = office.view(case).case.seq;
    office.visit(case);
    let refused = refusal(office.run_seen(Command::Claim { case }, Some(seen)));
    assert!(matches!(refused, Refusal::Stale { by, .. } if by == "王芳"));
}

#[test]
fn the_same_intention_sent_twice_is_done_once() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    let hold = Command::Hold {
        case,
        kind: HoldKind::Papers,
        wake: office.today().add_days(5).unwrap(),
        note: String::new(),
    };
    let first = office.run_key(hold.clone(), "intention-1").unwrap();
    let second = office.run_key(hold, "intention-1").unwrap();
    assert_eq!(first.seq, second.seq);
    assert!(second.repeated);
}

#[test]
fn an_open_alert_and_old_evidence_stand_in_the_way_of_keeping() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    assert!(matches!(
        refusal(office.propose_keep(case)),
        Refusal::EvidenceTooOld { since: Some(_) }
    ));
    office.visit(case);
    office
        .run(Command::RaiseAlert {
            case,
            member: None,
            kind: AlertKind::Vehicle,
            day: office.today(),
            source: "车辆登记".into(),
            detail: String::new(),
        })
        .unwrap();
    assert_eq!(
        refusal(office.propose_keep(case)),
        Refusal::AlertsOpen { count: 1 }
    );
    let settle = |note: &str| Command::SettleAlert {
        case,
        number: 1,
        status: AlertStatus::Harmless,
        note: note.into(),
    };
    for nothing in ["", "  \t"] {
        assert_eq!(
            refusal(office.run(settle(nothing))),
            Refusal::AlertNoteMissing
        );
    }
    office.run(settle(" 电话问户主, 车已过户 ")).unwrap();
    let alert = office.view(case).case.alerts[0].clone();
    assert_eq!(alert.note, "电话问户主, 车已过户");
    office.propose_keep(case).unwrap();
}

/// A household of one with 100.00 a month; 622.00 is paid under a standard of 722.00.
fn with_new_wage(
    office: &Office,
    case: hecha::domain::ids::CaseId,
    yuan: i64,
) -> hecha::domain::household::Household {
    let mut household = office.view(case).case.household;
    household.members[0].facts.incomes = vec![Income {
        kind: IncomeKind::Wage,
        item: None,
        amount: Fen::yuan(yuan),
        per: Per::Month,
    }];
    household
}

#[test]
fn a_decrease_is_approved_only_after_a_hearing_and_a_visit_by_two() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    office.sit("王芳");
    office.record_visit(case, vec![office.me()]).unwrap();
    let household = with_new_wage(&office, case, 300);
    let receipt = office.propose(
        case,
        household,
        Outcome::Decrease,
        Cause::Employment,
        "本人新就业",
    );
    receipt.unwrap();
    let freeze = office.view(case).case.review.proposal.unwrap().freeze;
    office.sit("李建国");
    let approve = || Command::Approve {
        case,
        freeze: freeze.clone(),
    };
    assert_eq!(refusal(office.run(approve())), Refusal::HearingMissing);
    office.sit("王芳");
    office
        .run(Command::RecordHearing {
            case,
            day: office.today(),
            said: "没有意见".into(),
            heard: true,
        })
        .unwrap();
    office.sit("李建国");
    assert_eq!(
        refusal(office.run(approve())),
        Refusal::SurveyorsMissing { have: 1 }
    );
    office.sit("王芳");
    let zhang = office.staff("张伟");
    office.record_visit(case, vec![office.me(), zhang]).unwrap();
    office.sit("李建国");
    office.run(approve()).unwrap();
    let after = office.view(case).case;
    assert_eq!(
        after.review.status,
        Status::Approved,
        "less money waits for the county, the notice and its service"
    );
    assert_eq!(
        after.benefit.unwrap().month,
        Fen::yuan(622),
        "what is paid does not change before that"
    );
    let freeze = after.review.proposal.unwrap().freeze;
    office.sit("赵敏");
    office.run(Command::Confirm { case, freeze }).unwrap();
    assert_eq!(office.view(case).case.review.status, Status::Confirmed);
    assert_eq!(
        office.view(case).case.benefit.unwrap().month,
        Fen::yuan(622)
    );
}

#[test]
fn a_sum_that_changed_since_it_was_seen_is_shown_again_before_anybody_signs() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    let seen = office.assess(case, office.view(case).case.household).digest;
    office.sit("孙丽");
    office.set_standard("800", office.today()).unwrap();
    office.sit("王芳");
    let household = office.view(case).case.household;
    let refused =
        refusal(office.propose_seen(case, household, Outcome::Keep, Cause::Unchanged, "", seen));
    assert!(matches!(refused, Refusal::FindingChanged { .. }));
}

#[test]
fn a_household_that_no_longer_fits_cannot_be_kept() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    let household = with_new_wage(&office, case, 5000);
    let refused = refusal(office.propose(case, household, Outcome::Keep, Cause::Employment, ""));
    assert!(matches!(
        refused,
        Refusal::OutcomeDoesNotFit {
            outcome: Outcome::Keep,
            ..
        }
    ));
}

#[test]
fn a_held_case_leaves_the_queue_and_comes_back_on_its_day() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    assert_eq!(office.queue(QueueId::Dibao), [case]);
    let wake = office.today().add_days(3).unwrap();
    office
        .run(Command::Hold {
            case,
            kind: HoldKind::CheckReport,
            wake,
            note: String::new(),
        })
        .unwrap();
    assert!(office.queue(QueueId::Dibao).is_empty());
    assert_eq!(office.queue(QueueId::Held), [case]);
    office.advance_days(3);
    assert_eq!(office.queue(QueueId::Dibao), [case]);
}

#[test]
fn a_returned_proposal_names_who_and_why() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    office.propose_keep(case).unwrap();
    office.sit("李建国");
    assert_eq!(
        refusal(office.run(Command::Return {
            case,
            reason: "  ".into()
        })),
        Refusal::ReasonMissing
    );
    office
        .run(Command::Return {
            case,
            reason: "缺核对报告".into(),
        })
        .unwrap();
    office.sit("王芳");
    let view = office.view(case);
    assert_eq!(view.case.review.status, Status::Returned);
    assert_eq!(view.case.review.returned.unwrap().reason, "缺核对报告");
    assert_eq!(office.queue(QueueId::Returned), [case]);
    let report = CheckReport {
        day: office.today(),
        clear: true,
        reference: "核 2026-1".into(),
    };
    office.run(Command::RecordReport { case, report }).unwrap();
    office.propose_keep(case).unwrap();
}

#[test]
fn roles_and_areas_are_kept_to_on_every_path() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    office.sit("审计");
    assert!(matches!(
        refusal(office.run(Command::Claim { case })),
        Refusal::RoleMissing { .. }
    ));
    office.sit("孙丽");
    assert!(matches!(
        refusal(office.propose_keep(case)),
        Refusal::RoleMissing { .. }
    ));
    office.sit("外乡");
    assert_eq!(
        refusal(office.run(Command::Claim { case })),
        Refusal::OutsideArea
    );
    assert!(
        matches!(office.ask(Query::Case { case }), Err(Trouble::Refused(refusal)) if *refusal == Refusal::OutsideArea)
    );
    let batch = office.batch(vec![Command::Claim { case }]);
    assert!(
        matches!(&batch[0], Err(Trouble::Refused(refusal)) if **refusal == Refusal::OutsideArea)
    );
}

#[test]
fn a_batch_tells_the_outcome_of_each_row_and_syncs_once() {
    let mut office = Office::open();
    let good = intake("李国才", 1);
    let same_person_again = intake("李国才", 1);
    let other = intake("王秀兰", 2);
    let commands = [good, same_person_again, other]
        .into_iter()
        .map(|intake| Command::OpenCase {
            intake: Box::new(intake),
        })
        .collect();
    let outcomes = office.batch(commands);
    assert!(outcomes[0].is_ok());
    assert!(
        matches!(&outcomes[1], Err(Trouble::Refused(refusal)) if matches!(**refusal, Refusal::Duplicate { .. }))
    );
    assert!(outcomes[2].is_ok());
    assert_ne!(
        outcomes[0].as_ref().unwrap().case,
        outcomes[2].as_ref().unwrap().case
    );
}

#[test]
fn everything_is_there_again_after_the_program_was_started_anew() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    office.propose_keep(case).unwrap();
    let before = office.view(case);
    office.restart();
    assert_eq!(office.view(case), before);
}

#[test]
fn numbers_are_masked_and_only_a_logged_question_shows_them() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    let view = office.view(case);
    assert!(view.members[0].masked_number.contains("********"));
    let person = view.members[0].person;
    let Answer::Identity(identity) = office.ask(Query::Reveal { case, person }).unwrap() else {
        panic!("another answer")
    };
    assert_eq!(identity.number.reveal().len(), 18);
}

#[test]
fn what_was_found_true_is_not_recorded_as_no_change() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    let raise = Command::RaiseAlert {
        case,
        member: Some(0),
        kind: AlertKind::Employment,
        day: office.today(),
        source: "就业参保".into(),
        detail: "月工资约 600.00 元".into(),
    };
    office.run(raise).unwrap();
    office.settle(case, 1, AlertStatus::True).unwrap();
    assert_eq!(
        refusal(office.propose_keep(case)),
        Refusal::TrueAlertsWithoutChange { count: 1 }
    );
    office.settle(case, 1, AlertStatus::Harmless).unwrap();
    office.propose_keep(case).unwrap();
}

#[test]
fn control_characters_never_enter_a_record() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    let visit = Command::RecordVisit {
        case,
        day: office.today(),
        surveyors: vec![office.me()],
        others: Vec::new(),
        mode: VisitMode::Home,
        met: true,
        note: "\u{1b}[2J".into(),
    };
    assert!(matches!(
        refusal(office.run(visit)),
        Refusal::BadValue { .. }
    ));
    let unknown = Command::RecordVisit {
        case,
        day: office.today(),
        surveyors: vec![StaffId(99)],
        others: Vec::new(),
        mode: VisitMode::Home,
        met: true,
        note: String::new(),
    };
    assert!(matches!(
        refusal(office.run(unknown)),
        Refusal::Unknown { .. }
    ));
}

#[test]
fn while_much_comes_in_the_same_is_refused_and_a_list_shows_all_of_it() {
    let mut office = Office::open();
    let before = office.take_in(intake("李国才", 1));
    office.session().expect(1_000_000, &mut |_| {}).unwrap();
    let case = office.take_in(intake("赵大牛", 2));
    for sequence in [1, 2] {
        let again = refusal(office.run(Command::OpenCase {
            intake: Box::new(intake("另一人", sequence)),
        }));
        let known = if sequence == 1 { before } else { case };
        assert!(matches!(again, Refusal::Duplicate { case, .. } if case == known));
    }
    let seen = office.view(case).case.seq;
    office.visit(case);
    let refused = refusal(office.run_seen(Command::Claim { case }, Some(seen)));
    assert!(matches!(refused, Refusal::Stale { by, .. } if by == "王芳"));
    office.propose_keep(case).unwrap();
    let page = Query::QueuePage {
        queue: QueueId::Dibao,
        after: None,
        limit: 50,
    };
    let Answer::Page(page) = office.ask(page).unwrap() else {
        panic!("not a page");
    };
    let rows: Vec<_> = page.rows.iter().map(|row| row.case).collect();
    assert_eq!(rows, [before], "the other one waits for a signature");
    assert!(
        office
            .session()
            .store_is_fold_of_journal(&mut |_| {})
            .unwrap()
    );
    office.restart();
    assert_eq!(office.view(case).case.review.status, Status::Proposed);
}

#[test]
fn a_large_import_is_gathered_from_its_first_row_to_the_next_list() {
    let mut office = Office::open();
    let beside = office.dir.path().join("store/tree-next");
    let start = |rows, file: &str| Command::StartImport {
        file: file.into(),
        digest: format!("sm3:{file}"),
        rows,
    };
    office.run(start(40, "a.csv")).unwrap();
    assert!(!beside.exists(), "a few households are folded as ever");
    office.run(start(100_000, "b.csv")).unwrap();
    assert!(beside.exists());
    let case = office.take_in(intake("李国才", 1));
    let Answer::Desk(_) = office.ask(Query::Desk).unwrap() else {
        panic!("not a desk");
    };
    assert!(!beside.exists());
    assert_eq!(office.view(case).case.id, case);
    assert!(
        office
            .session()
            .store_is_fold_of_journal(&mut |_| {})
            .unwrap()
    );
}
