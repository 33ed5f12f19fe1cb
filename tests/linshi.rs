//! 临时救助 after it was given: papers, a visit, and the end; and no other way to it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod office;

use hecha::{
    domain::{
        calendar::Day,
        case::Programme,
        ids::CaseId,
        linshi::LinshiType,
        matter::MatterKind,
        money::Fen,
        queue::QueueId,
        review::{Cause, Outcome, Status},
    },
    engine::{
        answer::Receipt,
        command::{AidDeed, Command, PlannedPart},
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
        parts: Vec::new(),
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

fn posted(case: CaseId, day: u32) -> Command {
    Command::MakePosting {
        case,
        day: Day::new(2026, 11, day).unwrap(),
        place: "前进村公开栏".into(),
    }
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
fn help_for_spending_is_posted_before_it_is_signed_and_other_help_is_not() {
    let mut office = Office::open();
    let case = helped(&mut office);
    let ask = AidDeed::Ask {
        kind: LinshiType::Expense,
        cause: "房屋失火".into(),
        day: Day::new(2026, 11, 5).unwrap(),
    };
    office.run(Command::AdvanceAid { case, deed: ask }).unwrap();
    office.run(given(case, LinshiType::Expense)).unwrap();
    office.run(visited(case)).unwrap();
    assert!(says(&office, case, "linshi_posted"));
    close(&mut office, case).unwrap();
    let freeze = office.view(case).case.review.proposal.unwrap().freeze;
    let approve = Command::Approve { case, freeze };
    office.sit("李建国");
    let early = refusal(office.run(approve.clone()));
    assert!(
        matches!(
            early,
            Refusal::PostingMissing {
                objected: false,
                ..
            }
        ),
        "{early:?}"
    );
    office.sit("王芳");
    // What hung before it was asked for was about something else; what still hangs is not over.
    let before = refusal(office.run(posted(case, 4)));
    assert!(matches!(before, Refusal::BadValue { .. }), "{before:?}");
    office.run(posted(case, 20)).unwrap();
    office.sit("李建国");
    let early = refusal(office.run(approve.clone()));
    assert!(matches!(early, Refusal::PostingRuns { .. }), "{early:?}");
    office.advance_days(8);
    office.run(approve).unwrap();
    assert_eq!(office.view(case).case.review.status, Status::InForce);
}

#[test]
fn what_is_above_the_limit_of_the_township_is_confirmed_by_the_county() {
    let mut office = Office::open();
    office.set_value("ls.town_limit", "1999");
    let case = helped(&mut office);
    office.run(given(case, LinshiType::Urgent)).unwrap();
    office.run(papers(case, 23)).unwrap();
    office.run(visited(case)).unwrap();
    close(&mut office, case).unwrap();
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
    assert_eq!(office.queue(QueueId::ToConfirm), [case]);
    office.run(Command::Confirm { case, freeze }).unwrap();
    assert_eq!(office.view(case).case.review.status, Status::InForce);
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

fn day(month: u32, day: u32) -> Day {
    Day::new(2026, month, day).unwrap()
}

fn advance(case: CaseId, deed: AidDeed) -> Command {
    Command::AdvanceAid { case, deed }
}

/// What is due of a case besides its review.
fn due(office: &Office, case: CaseId) -> Vec<(MatterKind, Day)> {
    let matters = office.view(case).matters;
    matters.iter().map(|one| (one.kind, one.day)).collect()
}

fn says(office: &Office, case: CaseId, code: &str) -> bool {
    let household = office.view(case).case.household;
    let finding = office.assess(case, household).finding.unwrap();
    finding.steps.iter().any(|step| step.code == code)
}

#[test]
fn quick_help_is_due_three_days_after_it_was_asked_for_and_says_whether_it_came_in_time() {
    let mut office = Office::open();
    let case = helped(&mut office);
    let ask = AidDeed::Ask {
        kind: LinshiType::Fast,
        cause: "临时断炊".into(),
        day: day(11, 21),
    };
    office.run(advance(case, ask)).unwrap();
    assert_eq!(due(&office, case), [(MatterKind::Give, day(11, 24))]);
    assert!(says(&office, case, "linshi_asked"));
    let give = |at: Day| Command::RecordAid {
        case,
        kind: LinshiType::Fast,
        cause: "临时断炊".into(),
        amount: Fen::yuan(700),
        day: at,
        parts: Vec::new(),
    };
    // Nothing was given before it was asked for.
    assert!(matches!(
        refusal(office.run(give(day(11, 20)))),
        Refusal::BadValue { .. }
    ));
    office.run(give(day(11, 23))).unwrap();
    assert!(says(&office, case, "linshi_given_in_time"));
    office.advance_days(3);
    office.run(give(day(11, 26))).unwrap();
    assert!(says(&office, case, "linshi_given_late"));
}

#[test]
fn papers_and_visit_have_their_days_once_the_office_has_set_them() {
    let mut office = Office::open();
    let case = helped(&mut office);
    office.set_value("ls.paperwork.days", "10");
    office.set_value("ls.visit.days", "30");
    office.run(given(case, LinshiType::Urgent)).unwrap();
    // Ten working days after Friday 20 November; thirty days.
    assert_eq!(
        due(&office, case),
        [
            (MatterKind::Papers, day(12, 4)),
            (MatterKind::FollowUp, day(12, 20))
        ]
    );
    office.run(papers(case, 23)).unwrap();
    assert_eq!(due(&office, case), [(MatterKind::FollowUp, day(12, 20))]);
    office.run(visited(case)).unwrap();
    assert_eq!(due(&office, case), []);
}

#[test]
fn what_goes_beyond_its_ceiling_ends_only_after_it_was_discussed_by_itself() {
    let mut office = Office::open();
    let case = helped(&mut office);
    // 2,000 against one month of 722.
    office.run(given(case, LinshiType::Fast)).unwrap();
    office.run(papers(case, 23)).unwrap();
    office.run(visited(case)).unwrap();
    assert_eq!(open_part(&mut office, case), AidPart::Discussion);
    let nobody = AidDeed::Discuss {
        day: day(11, 23),
        present: " ".into(),
        decision: "同意".into(),
    };
    assert!(matches!(
        refusal(office.run(advance(case, nobody))),
        Refusal::BadValue { .. }
    ));
    let discuss = AidDeed::Discuss {
        day: day(11, 23),
        present: "李建国、王芳、赵敏".into(),
        decision: "全屋烧毁, 同意按2000元".into(),
    };
    office.run(advance(case, discuss)).unwrap();
    assert!(says(&office, case, "linshi_discussed"));
    close(&mut office, case).unwrap();
}

#[test]
fn instalments_make_the_amount_are_due_one_by_one_and_all_paid_before_the_end() {
    let mut office = Office::open();
    let case = helped(&mut office);
    let granted = |amounts: [i64; 2]| Command::RecordAid {
        case,
        kind: LinshiType::Expense,
        cause: "子女就学支出".into(),
        amount: Fen::yuan(2000),
        day: day(11, 20),
        parts: vec![
            PlannedPart {
                day: day(12, 20),
                amount: Fen::yuan(amounts[1]),
            },
            PlannedPart {
                day: day(11, 20),
                amount: Fen::yuan(amounts[0]),
            },
        ],
    };
    assert!(matches!(
        refusal(office.run(granted([1000, 900]))),
        Refusal::BadValue { .. }
    ));
    office.run(granted([1200, 800])).unwrap();
    assert_eq!(due(&office, case), [(MatterKind::Instalment, day(11, 20))]);
    let pay = |number| {
        let day = day(11, 23);
        advance(case, AidDeed::PayInstalment { number, day })
    };
    office.run(pay(1)).unwrap();
    assert!(matches!(
        refusal(office.run(pay(1))),
        Refusal::Unknown { .. }
    ));
    assert_eq!(due(&office, case), [(MatterKind::Instalment, day(12, 20))]);
    office.run(visited(case)).unwrap();
    assert_eq!(open_part(&mut office, case), AidPart::Instalments);
    // What is paid stays as it was paid.
    assert!(matches!(
        refusal(office.run(granted([1000, 1000]))),
        Refusal::BadValue { .. }
    ));
    office.run(pay(2)).unwrap();
    close(&mut office, case).unwrap();
}

#[test]
fn a_second_help_for_the_same_cause_within_a_year_is_found_and_must_be_discussed() {
    let mut office = Office::open();
    let case = helped(&mut office);
    office.run(given(case, LinshiType::Expense)).unwrap();
    office.run(visited(case)).unwrap();
    close(&mut office, case).unwrap();
    office.run(posted(case, 10)).unwrap();
    let freeze = office.view(case).case.review.proposal.unwrap().freeze;
    office.sit("李建国");
    office.run(Command::Approve { case, freeze }).unwrap();
    office.sit("王芳");
    office.advance_days(60);
    let again = |cause: &str| Command::RecordAid {
        case,
        kind: LinshiType::Urgent,
        cause: cause.into(),
        amount: Fen::yuan(1000),
        day: Day::new(2027, 1, 20).unwrap(),
        parts: Vec::new(),
    };
    office.run(again("房屋失火")).unwrap();
    let view = office.view(case);
    assert_eq!(view.case.aid_book.ended.len(), 1);
    assert_eq!(view.case.follow_up, None);
    assert_eq!(view.case.review.status, Status::Claimed);
    assert!(says(&office, case, "linshi_repeated"));
    // Another cause is another matter, unless the office limits the number whatever the cause.
    office.run(again("交通事故")).unwrap();
    assert!(!says(&office, case, "linshi_repeated"));
    office.set_value("ls.per_year.all", "1");
    assert!(says(&office, case, "linshi_repeated_all"));
    assert!(says(&office, case, "linshi_discuss_open"));
    office.restart();
    assert_eq!(office.view(case).case.aid_book.ended.len(), 1);
}

#[test]
fn who_needs_no_help_is_told_so_in_writing_with_the_remedies_and_may_ask_again() {
    let mut office = Office::open();
    let mut new = intake("李国才", 1);
    new.programme = Programme::Linshi;
    new.benefit = None;
    let case = office.take_in(new);
    let ask = |cause: &str, day| {
        let cause = cause.to_owned();
        let kind = LinshiType::Expense;
        advance(case, AidDeed::Ask { kind, cause, day })
    };
    office.run(ask("学费", day(11, 20))).unwrap();
    let deny = |office: &mut Office| {
        let household = office.view(case).case.household;
        office.propose(
            case,
            household,
            Outcome::Deny,
            Cause::Other,
            "学费已由学校减免",
        )
    };
    assert!(matches!(
        refusal(deny(&mut office)),
        Refusal::EvidenceTooOld { .. }
    ));
    office.visit(case);
    deny(&mut office).unwrap();
    // Nothing is taken away, so nobody has to be heard; two sign it.
    office.approve(case).unwrap();
    office.confirm(case).unwrap();
    assert_eq!(office.queue(QueueId::ToServe), [case]);
    assert!(office.run(Command::TakeForce { case }).is_err());
    office.give_notice(case);
    let notice = office.view(case).case.review.notice.unwrap();
    let cited: Vec<&str> = notice
        .rules
        .iter()
        .map(|one| one.article.as_str())
        .collect();
    assert_eq!(cited, ["第二十九条", "第二十条", "第四十六条"]);
    office.serve(case);
    office.run(Command::TakeForce { case }).unwrap();
    let ended = office.view(case);
    assert_eq!(ended.case.review.status, Status::InForce);
    assert_eq!(ended.case.programme, Programme::Linshi);
    assert!(ended.remedies.is_some());
    assert!(office.queue(QueueId::Linshi).is_empty());

    office.run(ask("住院", day(11, 23))).unwrap();
    let again = office.view(case).case;
    assert_eq!(again.aid_book.asked.unwrap().cause, "住院");
    assert_eq!(again.review.status, Status::Claimed);
}

#[test]
fn who_was_given_help_is_not_refused_it_afterwards() {
    let mut office = Office::open();
    let case = helped(&mut office);
    office.visit(case);
    office.run(given(case, LinshiType::Urgent)).unwrap();
    let household = office.view(case).case.household;
    let refused = office.propose(case, household, Outcome::Deny, Cause::Other, "查实");
    assert!(matches!(
        refusal(refused),
        Refusal::OutcomeDoesNotFit { .. }
    ));
}

#[test]
fn how_long_help_for_spending_is_posted_is_for_the_office_to_say() {
    for (days, last) in [(None, day(11, 27)), (Some("3"), day(11, 23))] {
        let mut office = Office::open();
        if let Some(days) = days {
            office.set_value("ls.publicity.days", days);
        }
        let case = helped(&mut office);
        office.run(given(case, LinshiType::Expense)).unwrap();
        office.run(visited(case)).unwrap();
        close(&mut office, case).unwrap();
        office.run(posted(case, 20)).unwrap();
        let posting = office.view(case).case.postings.pop().unwrap();
        assert_eq!(posting.last, last);
    }
}
