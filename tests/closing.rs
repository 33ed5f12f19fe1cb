//! From a decision that leaves a household with less to its force: notice, service and month, and nothing
//! that leads around them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod office;

use hecha::{
    domain::{
        calendar::{Day, Month},
        closing::ClosingStep,
        household::Household,
        ids::CaseId,
        income::{Income, IncomeKind, Per},
        money::Fen,
        notice::{ServiceMethod, WaiverGround},
        queue::QueueId,
        review::{Cause, Outcome, ReviewStep, Status},
    },
    engine::{
        answer::{Answer, Receipt},
        command::{Command, ProposeReview},
        query::Query,
        refusal::{Refusal, Trouble},
    },
};
use office::{Office, intake, refusal};

fn with_wage(office: &Office, case: CaseId, yuan: i64) -> Household {
    let mut household = office.view(case).case.household;
    household.members[0].facts.incomes = vec![Income {
        kind: IncomeKind::Wage,
        item: None,
        amount: Fen::yuan(yuan),
        per: Per::Month,
    }];
    household
}

/// What a proposal of these tests is about.
struct Wish {
    household: Household,
    outcome: Outcome,
    cause: Cause,
    months: Option<u32>,
    changed: Option<Day>,
}

impl Wish {
    fn new(household: Household, outcome: Outcome, cause: Cause) -> Self {
        Self {
            household,
            outcome,
            cause,
            months: None,
            changed: None,
        }
    }
}

fn propose(office: &mut Office, case: CaseId, wish: Wish) -> Result<Receipt, Trouble> {
    let query = Query::Assess {
        case,
        household: Box::new(wish.household.clone()),
        cause: Some(wish.cause),
        on: None,
    };
    let Answer::Assessment(assessment) = office.ask(query).unwrap() else {
        panic!("another answer")
    };
    office.run(Command::Propose(Box::new(ProposeReview {
        case,
        outcome: wish.outcome,
        cause: wish.cause,
        reason: "本人新就业".into(),
        effective: None,
        phase_out_months: wish.months,
        changed: wish.changed,
        household: wish.household,
        finding_seen: assessment.digest,
    })))
}

fn approve(office: &mut Office, case: CaseId) {
    let freeze = office.freeze(case);
    office.sit("李建国");
    office.run(Command::Approve { case, freeze }).unwrap();
}

fn confirm(office: &mut Office, case: CaseId) {
    let freeze = office.freeze(case);
    office.sit("赵敏");
    office.run(Command::Confirm { case, freeze }).unwrap();
    office.sit("王芳");
}

/// A decrease from 622.00 to 422.00, decided on 2026-11-23 by three people.
fn decided() -> (Office, CaseId) {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    office.hear(case);
    let wish = Wish::new(
        with_wage(&office, case, 300),
        Outcome::Decrease,
        Cause::Employment,
    );
    propose(&mut office, case, wish).unwrap();
    approve(&mut office, case);
    confirm(&mut office, case);
    (office, case)
}

fn notice(office: &Office, case: CaseId) -> Command {
    Command::MakeNotice {
        case,
        freeze: office.freeze(case),
        number: "禹民告〔2026〕1号".into(),
        review_body: "禹会区人民政府".into(),
        court: "禹会区人民法院".into(),
    }
}

fn make_notice(office: &mut Office, case: CaseId) {
    let command = notice(office, case);
    office.run(command).unwrap();
}

fn service(case: CaseId, day: Day, method: ServiceMethod) -> Command {
    Command::RecordService {
        case,
        day,
        method,
        receiver: if method.names_somebody() {
            "李国才".into()
        } else {
            String::new()
        },
        note: "挂号信 1234".into(),
    }
}

fn serve(office: &mut Office, case: CaseId) {
    let day = office.today();
    office
        .run(service(case, day, ServiceMethod::Direct))
        .unwrap();
}

fn status(office: &Office, case: CaseId) -> Status {
    office.view(case).case.review.status
}

fn paid(office: &Office, case: CaseId) -> Option<Fen> {
    office.view(case).case.benefit.map(|benefit| benefit.month)
}

#[test]
fn a_decrease_takes_force_after_notice_service_and_month_and_the_next_review_is_due() {
    let (mut office, case) = decided();
    assert_eq!(status(&office, case), Status::Confirmed);
    assert_eq!(office.queue(QueueId::ToServe), [case]);
    assert_eq!(office.view(case).closing.unwrap().next, ClosingStep::Notify);
    make_notice(&mut office, case);
    assert_eq!(status(&office, case), Status::Noticed);
    let made = office.view(case).case.review.notice.unwrap();
    assert_eq!((made.review_days, made.court_months), (60, 6));
    assert_eq!(made.paid, Fen::yuan(622));
    let cited: Vec<&str> = made
        .rules
        .iter()
        .map(|rule| rule.article.as_str())
        .collect();
    assert_eq!(
        cited,
        ["第三十二条", "第四十八条", "第二十条", "第四十六条"]
    );
    serve(&mut office, case);
    assert_eq!(status(&office, case), Status::Served);
    let december = Month::new(2026, 12).unwrap();
    assert_eq!(
        office.view(case).closing.unwrap().next,
        ClosingStep::Wait { from: december }
    );
    let refused = refusal(office.run(Command::TakeForce { case }));
    assert_eq!(refused, Refusal::NotYetEffective { from: december });
    office.advance_days(8);
    assert_eq!(
        office.view(case).closing.unwrap().next,
        ClosingStep::Enforce
    );
    assert_eq!(paid(&office, case), Some(Fen::yuan(622)));
    assert_eq!(office.queue(QueueId::ToServe), [case]);
    office.run(Command::TakeForce { case }).unwrap();
    let view = office.view(case);
    assert_eq!(paid(&office, case), Some(Fen::yuan(422)));
    assert_eq!(view.case.benefit.unwrap().since, Some(december));
    assert_eq!(view.case.review.status, Status::Due);
    assert_eq!(view.case.review.due, Day::new(2027, 5, 23).unwrap());
    assert!(office.queue(QueueId::ToServe).is_empty());
    let decision = view.case.decision.unwrap();
    assert_eq!(decision.service.unwrap().method, ServiceMethod::Direct);
    assert_eq!(decision.notice.unwrap().number, "禹民告〔2026〕1号");
}

#[test]
fn no_step_of_the_way_can_be_left_out_or_taken_twice() {
    let (mut office, case) = decided();
    let illegal = |status, step| Refusal::IllegalStep { status, step };
    let day = office.today();
    office.advance_days(60);
    let today = office.today();
    for (command, step) in [
        (Command::TakeForce { case }, ReviewStep::Enforce),
        (service(case, day, ServiceMethod::Direct), ReviewStep::Serve),
    ] {
        let refused = refusal(office.run(command));
        assert_eq!(refused, illegal(Status::Confirmed, step));
    }
    make_notice(&mut office, case);
    let refused = refusal(office.run(Command::TakeForce { case }));
    assert_eq!(refused, illegal(Status::Noticed, ReviewStep::Enforce));
    office
        .run(service(case, today, ServiceMethod::Direct))
        .unwrap();
    let again = service(case, today, ServiceMethod::Direct);
    assert_eq!(
        refusal(office.run(again)),
        illegal(Status::Served, ReviewStep::Serve)
    );
    let again = notice(&office, case);
    assert_eq!(
        refusal(office.run(again)),
        illegal(Status::Served, ReviewStep::Notify)
    );
    // As a batch, too.
    let outcomes = office.batch(vec![Command::TakeForce { case }]);
    assert!(
        matches!(&outcomes[0], Err(Trouble::Refused(why)) if matches!(**why, Refusal::NotYetEffective { .. }))
    );
    assert_eq!(paid(&office, case), Some(Fen::yuan(622)));
}

#[test]
fn a_list_cannot_change_what_is_decided_and_not_in_force() {
    let (mut office, case) = decided();
    make_notice(&mut office, case);
    let before = office.view(case).case;
    let mut newer = intake("李国才", 1);
    newer.members[0].facts.note = "外出务工".into();
    office.report(case, newer).unwrap();
    let after = office.view(case).case;
    assert_eq!(
        (after.household, after.benefit, after.review),
        (before.household, before.benefit, before.review)
    );
    let accept = Command::SettleChange {
        case,
        number: 1,
        accept: vec![0],
        decline: Vec::new(),
        reason: String::new(),
    };
    assert!(matches!(
        refusal(office.run(accept)),
        Refusal::IllegalStep {
            status: Status::Noticed,
            ..
        }
    ));
}

#[test]
fn a_notice_names_where_to_turn_and_tells_of_exactly_what_was_decided() {
    let (mut office, case) = decided();
    let nameless = Command::MakeNotice {
        case,
        freeze: office.freeze(case),
        number: String::new(),
        review_body: "  ".into(),
        court: "禹会区人民法院".into(),
    };
    assert!(matches!(
        refusal(office.run(nameless)),
        Refusal::BadValue { field, .. } if field == "复议机关"
    ));
    let other = Command::MakeNotice {
        case,
        freeze: "00".repeat(32),
        number: String::new(),
        review_body: "禹会区人民政府".into(),
        court: "禹会区人民法院".into(),
    };
    assert_eq!(refusal(office.run(other)), Refusal::FreezeDiffers);
    office.sit("李建国");
    let by_approver = notice(&office, case);
    assert!(matches!(
        refusal(office.run(by_approver)),
        Refusal::RoleMissing { .. }
    ));
}

#[test]
fn a_service_says_when_and_to_whom() {
    let (mut office, case) = decided();
    make_notice(&mut office, case);
    let day = office.today();
    for wrong in [day.next().unwrap(), day.add_days(-1).unwrap()] {
        let refused = refusal(office.run(service(case, wrong, ServiceMethod::Direct)));
        assert!(matches!(refused, Refusal::BadValue { field, .. } if field == "送达日期"));
    }
    let to_nobody = Command::RecordService {
        case,
        day,
        method: ServiceMethod::Left,
        receiver: " ".into(),
        note: "放在门口".into(),
    };
    assert!(
        matches!(refusal(office.run(to_nobody)), Refusal::BadValue { field, .. } if field == "签收人")
    );
    let without_number = Command::RecordService {
        case,
        day,
        method: ServiceMethod::Mail,
        receiver: String::new(),
        note: String::new(),
    };
    assert!(
        matches!(refusal(office.run(without_number)), Refusal::BadValue { field, .. } if field == "说明")
    );
    assert_eq!(status(&office, case), Status::Noticed);
}

#[test]
fn who_is_told_late_gets_less_only_from_the_month_after() {
    let (mut office, case) = decided();
    make_notice(&mut office, case);
    office.advance_days(20);
    serve(&mut office, case);
    let january = Month::new(2027, 1).unwrap();
    assert_eq!(office.view(case).closing.unwrap().from, january);
    let refused = refusal(office.run(Command::TakeForce { case }));
    assert_eq!(refused, Refusal::NotYetEffective { from: january });
    office.advance_days(20);
    office.run(Command::TakeForce { case }).unwrap();
    assert_eq!(
        office.view(case).case.benefit.unwrap().since,
        Some(january),
        "the month it is paid from, not the one that was proposed"
    );
}

#[test]
fn the_remedies_run_from_the_day_of_service() {
    let (mut office, case) = decided();
    make_notice(&mut office, case);
    assert_eq!(office.view(case).remedies, None);
    office.advance_days(1);
    serve(&mut office, case);
    let remedies = office.view(case).remedies.unwrap();
    assert_eq!(remedies.served, Day::new(2026, 11, 24).unwrap());
    // 60 days after 2026-11-24, the day itself not counted; 2027 is not loaded, so nothing is moved.
    assert_eq!(remedies.review.day, Day::new(2027, 1, 23).unwrap());
    assert_eq!(remedies.review.unknown_year, Some(2027));
    assert_eq!(remedies.court_last.day, Day::new(2027, 5, 24).unwrap());
    office.advance_days(10);
    office.run(Command::TakeForce { case }).unwrap();
    let still = office.view(case).remedies.unwrap();
    assert_eq!(still, remedies, "they go on after force");
}

#[test]
fn tries_on_enough_days_stand_for_a_service_and_fewer_do_not() {
    let (mut office, case) = decided();
    make_notice(&mut office, case);
    let attempts = |office: &mut Office| {
        let day = office.today();
        office.run(service(case, day, ServiceMethod::Attempts))
    };
    let tried = |office: &mut Office| {
        let day = office.today();
        let attempt = Command::TryService {
            case,
            day,
            method: ServiceMethod::Direct,
            note: "上门无人".into(),
        };
        office.run(attempt).unwrap();
    };
    tried(&mut office);
    tried(&mut office);
    assert_eq!(
        refusal(attempts(&mut office)),
        Refusal::AttemptsMissing { have: 1, needed: 3 },
        "twice on one day is one day"
    );
    for _ in 0..2 {
        office.advance_days(1);
        tried(&mut office);
    }
    assert_eq!(
        office.view(case).closing.unwrap().next,
        ClosingStep::Serve {
            tried: 3,
            needed: Some(3)
        }
    );
    attempts(&mut office).unwrap();
    assert_eq!(status(&office, case), Status::Served);
    assert_eq!(office.view(case).case.review.attempts.len(), 4);
}

#[test]
fn an_announcement_counts_when_its_days_are_over() {
    let (mut office, case) = decided();
    make_notice(&mut office, case);
    let day = office.today();
    let announce = service(case, day, ServiceMethod::Announcement);
    assert_eq!(
        refusal(office.run(announce.clone())),
        Refusal::AttemptsMissing { have: 0, needed: 1 }
    );
    office
        .run(Command::TryService {
            case,
            day,
            method: ServiceMethod::Mail,
            note: "退信".into(),
        })
        .unwrap();
    office.run(announce).unwrap();
    let service = office.view(case).case.review.service.unwrap();
    assert_eq!(service.served, Day::new(2026, 12, 23).unwrap());
    assert_eq!(service.from, Month::new(2027, 1).unwrap());
}

#[test]
fn where_confirmation_is_delegated_the_approval_decides_and_the_way_is_the_same() {
    let mut office = Office::open();
    office.set_value("db.confirm.delegated", "true");
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    office.hear(case);
    let wish = Wish::new(
        with_wage(&office, case, 300),
        Outcome::Decrease,
        Cause::Employment,
    );
    propose(&mut office, case, wish).unwrap();
    approve(&mut office, case);
    let review = office.view(case).case.review;
    assert_eq!(review.status, Status::Confirmed);
    assert_eq!(review.decided.unwrap().0, office.staff("李建国"));
    office.sit("王芳");
    assert_eq!(office.queue(QueueId::ToServe), [case]);
    make_notice(&mut office, case);
    serve(&mut office, case);
    office.advance_days(8);
    office.run(Command::TakeForce { case }).unwrap();
    assert_eq!(paid(&office, case), Some(Fen::yuan(422)));
}

#[test]
fn a_stop_ends_the_case_and_leaves_no_queue_with_it() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    office.hear(case);
    let wish = Wish::new(
        with_wage(&office, case, 5000),
        Outcome::Stop,
        Cause::Employment,
    );
    propose(&mut office, case, wish).unwrap();
    approve(&mut office, case);
    confirm(&mut office, case);
    make_notice(&mut office, case);
    serve(&mut office, case);
    office.advance_days(8);
    office.sit("赵敏");
    office.run(Command::TakeForce { case }).unwrap();
    assert_eq!(paid(&office, case), None);
    assert_eq!(status(&office, case), Status::InForce);
    office.sit("王芳");
    for queue in QueueId::ALL {
        assert!(office.queue(queue).is_empty(), "{queue:?}");
    }
}

#[test]
fn the_next_review_after_a_phase_out_is_due_when_it_ends() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    office.hear(case);
    let mut wish = Wish::new(
        with_wage(&office, case, 1000),
        Outcome::PhaseOut,
        Cause::Employment,
    );
    wish.months = Some(3);
    propose(&mut office, case, wish).unwrap();
    approve(&mut office, case);
    confirm(&mut office, case);
    make_notice(&mut office, case);
    serve(&mut office, case);
    office.advance_days(8);
    office.run(Command::TakeForce { case }).unwrap();
    let review = office.view(case).case.review;
    assert_eq!(review.due, Day::new(2027, 2, 28).unwrap());
    assert_eq!(review.status, Status::Due);
}

#[test]
fn what_is_decided_and_turns_out_wrong_goes_back_with_a_reason_and_begins_anew() {
    let (mut office, case) = decided();
    make_notice(&mut office, case);
    serve(&mut office, case);
    let back = Command::Return {
        case,
        reason: "收入核错, 撤回决定".into(),
    };
    assert!(matches!(
        refusal(office.run(back.clone())),
        Refusal::RoleMissing { .. }
    ));
    office.sit("赵敏");
    office.run(back).unwrap();
    let review = office.view(case).case.review;
    assert_eq!(review.status, Status::Returned);
    assert!(review.decided.is_none() && review.notice.is_none() && review.service.is_none());
    office.advance_days(20);
    office.sit("王芳");
    assert!(matches!(
        refusal(office.run(Command::TakeForce { case })),
        Refusal::IllegalStep { .. }
    ));
    assert_eq!(paid(&office, case), Some(Fen::yuan(622)));
    assert_eq!(office.queue(QueueId::Returned), [case]);
}

/// A household of one whose member has died.
fn dead(office: &Office, case: CaseId) -> Household {
    let mut household = office.view(case).case.household;
    household.members[0].facts.died = Day::new(2026, 8, 3);
    household
}

fn waive(case: CaseId, day: Day, ground: WaiverGround) -> Command {
    Command::WaiveHearing {
        case,
        day,
        ground,
        document: "死亡医学证明 2026-12".into(),
    }
}

#[test]
fn a_dead_person_is_not_heard_but_the_record_and_the_way_are_there_and_the_sum_of_what_was_overpaid()
 {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    let wish = Wish::new(dead(&office, case), Outcome::Stop, Cause::Death);
    propose(&mut office, case, wish).unwrap();
    let freeze = office.freeze(case);
    office.sit("李建国");
    let approval = Command::Approve {
        case,
        freeze: freeze.clone(),
    };
    assert_eq!(refusal(office.run(approval)), Refusal::HearingMissing);
    office.sit("王芳");
    let day = office.today();
    office.run(waive(case, day, WaiverGround::Death)).unwrap();
    approve(&mut office, case);
    confirm(&mut office, case);
    make_notice(&mut office, case);
    let over = office.view(case).overpaid.unwrap().unwrap();
    // Died on 2026-08-03: from September to November 622.00 were paid and nothing was due.
    assert_eq!(over.changed, Day::new(2026, 8, 3).unwrap());
    assert_eq!(over.months.len(), 3);
    assert_eq!(over.total, Fen::yuan(622 + 622 + 622));
    assert!(over.late, "found on 11-23, more than three months after");
    office
        .run(service(case, day, ServiceMethod::NobodyLeft))
        .unwrap();
    assert_eq!(
        office.view(case).remedies,
        None,
        "nobody is left to turn anywhere"
    );
    office.advance_days(8);
    office.run(Command::TakeForce { case }).unwrap();
    assert_eq!(paid(&office, case), None);
}

#[test]
fn a_waiver_that_does_not_fit_the_facts_waives_nothing() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    let day = office.today();
    office.run(waive(case, day, WaiverGround::Death)).unwrap();
    office
        .run(waive(case, day, WaiverGround::Voluntary))
        .unwrap();
    // Alive, and a decrease nobody asked for.
    let wish = Wish::new(
        with_wage(&office, case, 300),
        Outcome::Decrease,
        Cause::Employment,
    );
    propose(&mut office, case, wish).unwrap();
    let freeze = office.freeze(case);
    office.sit("李建国");
    let approval = Command::Approve { case, freeze };
    assert_eq!(refusal(office.run(approval)), Refusal::HearingMissing);
}

#[test]
fn a_written_wish_to_leave_stands_for_the_hearing_where_the_office_lets_it() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    let day = office.today();
    office
        .run(waive(case, day, WaiverGround::Voluntary))
        .unwrap();
    let household = office.view(case).case.household;
    let wish = Wish::new(household, Outcome::Stop, Cause::Voluntary);
    propose(&mut office, case, wish).unwrap();
    approve(&mut office, case);
    confirm(&mut office, case);
    assert_eq!(status(&office, case), Status::Confirmed);
    make_notice(&mut office, case);
    assert!(matches!(
        refusal(office.run(service(case, day, ServiceMethod::NobodyLeft))),
        Refusal::BadValue { .. }
    ));

    let mut strict = Office::open();
    strict.set_value("hearing.waived.causes", "death");
    let other = strict.take_in(intake("李国才", 1));
    assert_eq!(
        refusal(strict.run(waive(other, day, WaiverGround::Voluntary))),
        Refusal::WaiverDoesNotFit {
            ground: WaiverGround::Voluntary
        }
    );
}

#[test]
fn what_was_paid_too_much_follows_the_day_the_facts_changed() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    office.hear(case);
    let mut wish = Wish::new(
        with_wage(&office, case, 300),
        Outcome::Decrease,
        Cause::Employment,
    );
    wish.changed = Day::new(2026, 9, 15);
    propose(&mut office, case, wish).unwrap();
    let over = office.view(case).overpaid.unwrap().unwrap();
    // From the month after the change to the month before the decrease: 622.00 paid, 722.00 - 300.00 due.
    assert_eq!(over.months.len(), 2);
    assert_eq!(over.total, Fen::yuan(2 * (622 - 422)));
    assert!(!over.late);
    let mut future = Wish::new(
        with_wage(&office, case, 300),
        Outcome::Decrease,
        Cause::Employment,
    );
    future.changed = office.today().next();
    office.run(Command::Withdraw { case }).unwrap();
    assert!(matches!(
        refusal(propose(&mut office, case, future)),
        Refusal::BadValue { field, .. } if field == "变动日期"
    ));
}

#[test]
fn where_a_posting_is_demanded_nothing_is_decided_before_its_days_are_over() {
    let mut office = Office::open();
    office.set_value("db.exit.posting", "true");
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    office.hear(case);
    let wish = Wish::new(
        with_wage(&office, case, 300),
        Outcome::Decrease,
        Cause::Employment,
    );
    propose(&mut office, case, wish).unwrap();
    approve(&mut office, case);
    let freeze = office.freeze(case);
    let confirm = || Command::Confirm {
        case,
        freeze: freeze.clone(),
    };
    office.sit("赵敏");
    let missing = |objected| Refusal::PostingMissing { days: 7, objected };
    assert_eq!(refusal(office.run(confirm())), missing(false));
    let waiting = office.view(case).waiting.unwrap();
    assert!(waiting.blocked.contains(&missing(false)));
    office.sit("王芳");
    let post = |office: &mut Office| {
        let day = office.today();
        let place = "前进村村务公开栏".into();
        office.run(Command::MakePosting { case, day, place })
    };
    post(&mut office).unwrap();
    office.sit("赵敏");
    // Posted on Monday 2026-11-23; the seventh day is the Monday after.
    let last = Day::new(2026, 11, 30).unwrap();
    assert_eq!(
        refusal(office.run(confirm())),
        Refusal::PostingRuns { last }
    );
    office.sit("王芳");
    let day = office.today();
    office
        .run(Command::RecordObjection {
            case,
            day,
            text: "邻居反映另有收入".into(),
        })
        .unwrap();
    office.advance_days(8);
    office.sit("赵敏");
    assert_eq!(refusal(office.run(confirm())), missing(true));
    office.sit("王芳");
    post(&mut office).unwrap();
    office.advance_days(8);
    office.sit("赵敏");
    office.run(confirm()).unwrap();
    assert_eq!(status(&office, case), Status::Confirmed);
}

#[test]
fn after_a_restart_the_way_goes_on_where_it_was() {
    let (mut office, case) = decided();
    make_notice(&mut office, case);
    let before = office.view(case);
    office.restart();
    assert_eq!(office.view(case), before);
    serve(&mut office, case);
    office.restart();
    office.advance_days(8);
    office.run(Command::TakeForce { case }).unwrap();
    assert_eq!(paid(&office, case), Some(Fen::yuan(422)));
    assert!(
        office
            .session()
            .store_is_fold_of_journal(&mut |_| {})
            .unwrap()
    );
}

#[test]
fn the_end_of_support_for_a_tekun_person_is_posted_for_seven_days_whatever_the_ground() {
    let mut office = Office::open();
    let mut new = intake("李国才", 1);
    new.programme = hecha::domain::case::Programme::Tekun;
    let case = office.take_in(new);
    office.visit(case);
    let day = office.today();
    office
        .run(waive(case, day, WaiverGround::Voluntary))
        .unwrap();
    let household = office.view(case).case.household;
    let wish = Wish::new(household, Outcome::Stop, Cause::Voluntary);
    propose(&mut office, case, wish).unwrap();
    approve(&mut office, case);
    let freeze = office.freeze(case);
    let confirm = || Command::Confirm {
        case,
        freeze: freeze.clone(),
    };
    office.sit("赵敏");
    assert_eq!(
        refusal(office.run(confirm())),
        Refusal::PostingMissing {
            days: 7,
            objected: false
        }
    );
    office.sit("王芳");
    let place = "前进村村务公开栏".into();
    office
        .run(Command::MakePosting { case, day, place })
        .unwrap();
    office.advance_days(8);
    office.sit("赵敏");
    office.run(confirm()).unwrap();
    office.sit("王芳");
    make_notice(&mut office, case);
    let notice = office.view(case).case.review.notice.unwrap();
    assert_eq!(notice.rules[0].instrument, "民发〔2021〕43号");
    assert_eq!(notice.rules[0].article, "第二十六条");
}
