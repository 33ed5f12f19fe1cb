//! 临时救助 after it was given: papers, a visit, and the end; and no other way to it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod office;

use hecha::{
    domain::{
        calendar::Day,
        case::Programme,
        ids::CaseId,
        linshi::LinshiType,
        money::Fen,
        queue::QueueId,
        review::{Cause, Outcome, Status},
    },
    engine::{
        answer::Receipt,
        command::Command,
        refusal::{AidPart, Refusal, Trouble},
    },
};
use office::{Office, intake, refusal};

fn helped(office: &mut Office) -> CaseId {
    let mut new = intake("周秀兰", 7);
    new.programme = Programme::Linshi;
    new.benefit = None;
    office.take_in(new)
}

fn given(case: CaseId, kind: LinshiType) -> Command {
    Command::RecordAid {
        case,
        kind,
        cause: "房屋失火".into(),
        amount: Fen::yuan(2000),
        day: Day::new(2026, 11, 20).unwrap(),
    }
}

fn papers(case: CaseId, day: u32) -> Command {
    Command::CompletePapers {
        case,
        day: Day::new(2026, 11, day).unwrap(),
        note: "审批表、签收单".into(),
    }
}

fn visited(case: CaseId) -> Command {
    Command::FollowUp {
        case,
        day: Day::new(2026, 11, 23).unwrap(),
        used_as_meant: true,
        referral: "低保".into(),
        note: "已租房暂住".into(),
    }
}

fn close(office: &mut Office, case: CaseId) -> Result<Receipt, Trouble> {
    let household = office.view(case).case.household;
    office.propose(case, household, Outcome::Close, Cause::Other, "")
}

fn open_part(office: &mut Office, case: CaseId) -> AidPart {
    match refusal(close(office, case)) {
        Refusal::AidOpen { part } => part,
        other => panic!("another refusal: {other:?}"),
    }
}

#[test]
fn help_given_first_ends_after_its_papers_and_a_visit_and_is_not_due_again() {
    let mut office = Office::open();
    let case = helped(&mut office);
    assert_eq!(office.queue(QueueId::Linshi), [case]);
    assert_eq!(open_part(&mut office, case), AidPart::Given);
    office.run(given(case, LinshiType::Urgent)).unwrap();
    assert_eq!(open_part(&mut office, case), AidPart::Papers);
    office.run(papers(case, 23)).unwrap();
    assert_eq!(open_part(&mut office, case), AidPart::Visit);
    office.run(visited(case)).unwrap();
    close(&mut office, case).unwrap();
    let freeze = office.view(case).case.review.proposal.unwrap().freeze;
    office.sit("李建国");
    office.run(Command::Approve { case, freeze }).unwrap();
    let after = office.view(case).case;
    assert_eq!(after.review.status, Status::InForce);
    assert_eq!(after.decision.unwrap().proposal.outcome, Outcome::Close);
    office.sit("王芳");
    assert_eq!(office.queue(QueueId::Linshi), []);
}

#[test]
fn help_for_spending_has_had_its_papers_before() {
    let mut office = Office::open();
    let case = helped(&mut office);
    office.run(given(case, LinshiType::Expense)).unwrap();
    assert_eq!(open_part(&mut office, case), AidPart::Visit);
}

#[test]
fn papers_and_visit_come_after_the_help_and_the_end_is_no_review_of_another_programme() {
    let mut office = Office::open();
    let case = helped(&mut office);
    let bad = |command: Command, office: &mut Office| {
        matches!(refusal(office.run(command)), Refusal::BadValue { .. })
    };
    assert!(bad(papers(case, 23), &mut office));
    office.run(given(case, LinshiType::Fast)).unwrap();
    assert!(bad(papers(case, 19), &mut office));
    assert!(bad(papers(case, 24), &mut office));
    let dibao = office.take_in(intake("李国才", 1));
    assert!(bad(given(dibao, LinshiType::Urgent), &mut office));
    office.visit(dibao);
    assert!(matches!(
        refusal(close(&mut office, dibao)),
        Refusal::OutcomeDoesNotFit { .. }
    ));
    assert!(matches!(
        refusal(office.propose_keep(case)),
        Refusal::OutcomeDoesNotFit { .. }
    ));
}

#[test]
fn what_was_given_is_held_against_the_ceiling_of_its_day() {
    let mut office = Office::open();
    let case = helped(&mut office);
    // 小额快救 is one month of the standard at most: 722.00.
    office.run(given(case, LinshiType::Fast)).unwrap();
    let household = office.view(case).case.household;
    let finding = office.assess(case, household).finding.unwrap();
    assert!(finding.steps.iter().any(|step| step.code == "linshi_above"));
    assert_eq!(finding.suggest, [Outcome::Judgement]);
}
