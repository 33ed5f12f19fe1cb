//! Killed between a decision and its force, again and again: what was acknowledged is there, nothing is in force
//! that was not served, and the store is the journal's fold.
//!
//! A child of this test makes notices, serves them and notes force as fast as it can and says each receipt aloud;
//! the parent kills it with signal 9. Rounds are few in an ordinary run; `HECHA_CRASH_ROUNDS=200` is the long one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod office;

use std::{
    io::{BufRead, BufReader, Write},
    path::Path,
    process::{Command as Process, Stdio},
    sync::Arc,
};

use hecha::{
    base::clock::FixedClock,
    domain::{
        area::AreaCode,
        calendar::Day,
        citation::Confidence,
        closing::ClosingStep,
        ids::CaseId,
        money::Fen,
        notice::ServiceMethod,
        queue::QueueId,
        review::{Cause, Outcome, Status},
    },
    engine::{
        answer::{Answer, CaseView},
        command::{Command, Request},
        query::Query,
    },
    policy::OfficeValue,
    session::{
        Session,
        local::{Chair, Local},
    },
};
use office::{Office, intake};

/// The variable that tells the child which directory to work in.
const CHILD_DIR: &str = "HECHA_CRASH_CLOSING_CHILD";

/// Households whose decrease is decided before the first round; of every second one it is served too.
const HOUSEHOLDS: u32 = 60;

fn say(word: &str, case: CaseId, seq: u64) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{word} {} {seq}", case.0).unwrap();
    out.flush().unwrap();
}

fn to_serve(session: &Local) -> Vec<CaseView> {
    let page = Query::QueuePage {
        queue: QueueId::ToServe,
        after: None,
        limit: 200,
    };
    let Answer::Page(page) = session.ask(page).unwrap() else {
        panic!("no page")
    };
    let view = |case| match session.ask(Query::Case { case }).unwrap() {
        Answer::Case(view) => *view,
        other => panic!("another answer: {other:?}"),
    };
    page.rows.iter().map(|row| view(row.case)).collect()
}

fn notice(view: &CaseView) -> Command {
    Command::MakeNotice {
        case: view.case.id,
        freeze: view.case.review.proposal.as_ref().unwrap().freeze.clone(),
        number: String::new(),
        review_body: "禹会区人民政府".into(),
        court: "禹会区人民法院".into(),
    }
}

fn service(case: CaseId, day: Day) -> Command {
    Command::RecordService {
        case,
        day,
        method: ServiceMethod::Direct,
        receiver: "本人".into(),
        note: String::new(),
    }
}

/// The next step of every decision, until none is left that can be taken or somebody ends it.
fn carry_out_all(session: &Local, today: Day) {
    loop {
        let mut done = 0;
        for view in to_serve(session) {
            let case = view.case.id;
            let (word, command) = match view.closing.unwrap().next {
                ClosingStep::Notify => ("noticed", notice(&view)),
                ClosingStep::Serve { .. } => ("served", service(case, today)),
                ClosingStep::LookElsewhere => panic!("only 特困 is looked at elsewhere"),
                ClosingStep::Enforce => ("enforced", Command::TakeForce { case }),
                ClosingStep::Wait { .. } => continue,
            };
            let request = Request {
                command,
                expect: Some(view.case.seq),
                key: format!("{word}-{}", case.0),
            };
            say(word, case, session.execute(request).unwrap().seq);
            done += 1;
        }
        if done == 0 {
            return;
        }
    }
}

/// Not a test of its own: the process that is killed, on 2026-12-02.
#[test]
fn child_process() {
    if let Some(dir) = std::env::var_os(CHILD_DIR) {
        let today = Day::new(2026, 12, 2).unwrap();
        let clock = Arc::new(FixedClock::at_nine(today.0));
        let chair = Chair::Named("王芳".into());
        let (session, _) = Local::open(Path::new(&dir), clock, chair, &mut |_| {}).unwrap();
        carry_out_all(&session, today);
    }
}

/// An office in which the approval decides: decreases from 622.00 to 422.00, every second one served.
fn decided() -> (Office, Vec<CaseId>) {
    let mut office = Office::open();
    office.sit("孙丽");
    let delegated = OfficeValue {
        name: "db.confirm.delegated".into(),
        value: "true".into(),
        from: Day::new(2026, 1, 1).unwrap(),
        until: None,
        document: "演示文件〔2026〕2号".into(),
        area: AreaCode("340304".into()),
        confidence: Confidence::Confirmed,
    };
    office
        .run(Command::SetPolicyValue { value: delegated })
        .unwrap();
    let mut cases = Vec::new();
    for number in 0..HOUSEHOLDS {
        office.sit("王芳");
        let case = office.take_in(intake(&format!("户{number}"), number));
        office.visit(case);
        let day = office.today();
        let hearing = Command::RecordHearing {
            case,
            day,
            said: "没有意见".into(),
            heard: true,
        };
        office.run(hearing).unwrap();
        let mut household = office.view(case).case.household;
        household.members[0].facts.incomes[0].amount = Fen::yuan(300);
        let (outcome, cause) = (Outcome::Decrease, Cause::Income);
        office
            .propose(case, household, outcome, cause, "收入增加")
            .unwrap();
        let freeze = office.view(case).case.review.proposal.unwrap().freeze;
        office.sit("李建国");
        office.run(Command::Approve { case, freeze }).unwrap();
        if number % 2 == 0 {
            office.sit("王芳");
            let made = notice(&office.view(case));
            office.run(made).unwrap();
            office.run(service(case, day)).unwrap();
        }
        cases.push(case);
    }
    office.sit("王芳");
    office.advance_days(9);
    (office, cases)
}

/// What a receipt said must be at least as far along afterwards.
fn reached(word: &str, view: &CaseView) -> bool {
    let status = view.case.review.status;
    match word {
        "noticed" => matches!(status, Status::Noticed | Status::Served),
        "served" => status == Status::Served,
        "enforced" => status == Status::Due && view.case.decision.is_some(),
        other => panic!("{other}"),
    }
}

#[test]
fn killed_on_the_way_into_force_nothing_acknowledged_is_lost_and_nothing_unserved_is_in_force() {
    let rounds: u64 =
        std::env::var("HECHA_CRASH_ROUNDS").map_or(4, |rounds| rounds.parse().unwrap());
    let (mut office, cases) = decided();
    let mut said: Vec<(String, CaseId)> = Vec::new();
    for round in 0..rounds {
        office.leave();
        let mut child = Process::new(std::env::current_exe().unwrap())
            .args(["child_process", "--exact", "--nocapture"])
            .env(CHILD_DIR, office.dir.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let output = child.stdout.take().unwrap();
        let stop_after = 3 + usize::try_from(round).unwrap() * 7;
        // Killed after some receipts, while it is at the next: no clock decides.
        let lines = BufReader::new(output).lines().map_while(Result::ok);
        let receipts = lines.filter(|line| line.contains("ed ") && !line.starts_with("test "));
        for line in receipts.take(stop_after) {
            let mut words = line.split(' ');
            let word = words.next().unwrap().to_owned();
            said.push((word, CaseId(words.next().unwrap().parse().unwrap())));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        office.come_back();
        for (word, case) in &said {
            let view = office.view(*case);
            let later = said.iter().rev().find(|(_, other)| other == case).unwrap();
            let newest = later.0 == *word;
            assert!(
                !newest || reached(word, &view),
                "round {round}: {word} of case {} was lost: {:?}",
                case.0,
                view.case.review.status
            );
        }
        for case in &cases {
            let view = office.view(*case);
            let less = view.case.benefit.unwrap().month == Fen::yuan(422);
            let service = view
                .case
                .decision
                .as_ref()
                .and_then(|one| one.service.as_ref());
            assert_eq!(less, service.is_some(), "round {round}: case {}", case.0);
        }
        assert!(
            office
                .session()
                .store_is_fold_of_journal(&mut |_| {})
                .unwrap(),
            "round {round}: the store is not the fold"
        );
    }
    let enforced = said.iter().filter(|(word, _)| word == "enforced").count();
    assert!(said.len() > 20 && enforced > 0, "{said:?}");
}
