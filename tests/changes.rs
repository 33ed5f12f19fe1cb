//! Changes (变更): what a newer list says waits for a person, fact by fact, and never leaves anybody with less.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod office;

use hecha::{
    domain::{
        calendar::Day,
        case::Benefit,
        change::{FactStatus, IdentityPart, Reported, Value},
        household::{MemberFacts, Relation},
        ids::CaseId,
        money::Fen,
        person::Personal,
        queue::QueueId,
    },
    engine::{
        answer::Answer,
        command::{Command, Intake, IntakeMember, NewIdentity},
        query::Query,
        refusal::Refusal,
    },
};
use office::{Office, id_number, intake, refusal};

fn accept(case: CaseId, number: u32, facts: &[u32]) -> Command {
    Command::SettleChange {
        case,
        number,
        accept: facts.to_vec(),
        decline: Vec::new(),
        reason: String::new(),
    }
}

fn decline(case: CaseId, number: u32, facts: &[u32], reason: &str) -> Command {
    Command::SettleChange {
        case,
        number,
        accept: Vec::new(),
        decline: facts.to_vec(),
        reason: reason.into(),
    }
}

/// An office with one household, and what a newer list says of it: another note, a home.
fn with_newer() -> (Office, CaseId, Intake) {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    let mut newer = intake("李国才", 1);
    newer.members[0].facts.note = "务农".into();
    newer.assets.homes = Some(1);
    (office, case, newer)
}

#[test]
fn a_reported_change_alters_nothing_until_a_person_accepts_it_fact_by_fact() {
    let (mut office, case, newer) = with_newer();
    let before = office.view(case).case;
    office.report(case, newer).unwrap();
    let view = office.view(case).case;
    assert_eq!(view.household, before.household);
    assert_eq!(office.queue(QueueId::Changes), [case]);
    let change = &view.changes[0];
    assert_eq!((change.number, change.facts.len()), (1, 2));
    assert_eq!(
        change.facts[0].reported,
        Reported::Differs {
            person: None,
            old: Value::Homes(None),
            new: Value::Homes(Some(1)),
        }
    );
    office.run(accept(case, 1, &[1])).unwrap();
    let view = office.view(case).case;
    assert_eq!(view.household.members[0].facts.note, "务农");
    assert_eq!(view.household.assets.homes, None);
    assert_eq!(
        view.changes[0].facts[1].settled,
        Some((office.me(), office.today()))
    );
    assert_eq!(office.queue(QueueId::Changes), [case]);
    assert_eq!(
        refusal(office.run(decline(case, 1, &[0], " "))),
        Refusal::ReasonMissing
    );
    office.run(decline(case, 1, &[0], "借住")).unwrap();
    let view = office.view(case).case;
    assert_eq!(view.household.assets.homes, None);
    assert!(office.queue(QueueId::Changes).is_empty());
    for done in [accept(case, 1, &[1]), decline(case, 1, &[0], "又")] {
        assert!(matches!(refusal(office.run(done)), Refusal::Unknown { .. }));
    }
    office.restart();
    assert_eq!(office.view(case).case, view);
}

#[test]
fn what_leaves_somebody_with_less_can_be_declined_and_never_accepted() {
    let mut office = Office::open();
    let mut two = intake("李国才", 1);
    two.members.push(IntakeMember {
        identity: NewIdentity {
            number: Personal::new(id_number(2, "19680512")),
            name: Personal::new("王秀兰"),
            ..two.members[0].identity.clone()
        },
        facts: MemberFacts::new(Relation::Spouse, Day::new(1968, 5, 12).unwrap()),
    });
    let case = office.take_in(two);
    let mut less = intake("李国才", 1);
    less.benefit = Some(Benefit {
        month: Fen::yuan(500),
        since: None,
    });
    office.report(case, less).unwrap();
    assert_eq!(
        refusal(office.run(accept(case, 1, &[0]))),
        Refusal::LessWithoutReview {
            paid: Fen::yuan(622),
            listed: Fen::yuan(500),
        }
    );
    assert!(matches!(
        refusal(office.run(accept(case, 1, &[1]))),
        Refusal::BadValue { .. }
    ));
    office.run(decline(case, 1, &[0, 1], "名册有误")).unwrap();
    let view = office.view(case).case;
    assert_eq!(view.benefit.unwrap().month, Fen::yuan(622));
    assert_eq!(view.household.members.len(), 2);
}

#[test]
fn the_same_waits_once_and_another_value_takes_its_place() {
    let (mut office, case, newer) = with_newer();
    office.report(case, newer.clone()).unwrap();
    assert!(matches!(
        refusal(office.report(case, newer.clone())),
        Refusal::BadValue { .. }
    ));
    let mut newest = newer.clone();
    newest.assets.homes = Some(2);
    office.report(case, newest.clone()).unwrap();
    let changes = office.view(case).case.changes;
    assert_eq!(changes[0].facts[0].status, FactStatus::Overtaken);
    assert_eq!(changes[0].facts[1].status, FactStatus::Open);
    assert_eq!(changes[1].facts.len(), 1);
    office.run(decline(case, 2, &[0], "借住")).unwrap();
    // Said again by another list, it is asked again; by the same file it is not.
    office.report(case, newest).unwrap();
    assert_eq!(office.view(case).case.changes.len(), 3);
}

#[test]
fn what_was_declined_is_not_asked_again_from_the_same_file() {
    let (mut office, case, newer) = with_newer();
    let report = |newer: &Intake| Command::ReportChange {
        case,
        intake: Box::new(newer.clone()),
        digest: "d1".into(),
    };
    office.run(report(&newer)).unwrap();
    office.run(decline(case, 1, &[0, 1], "不符")).unwrap();
    let again = Query::Changes {
        case,
        intake: Box::new(newer.clone()),
        digest: "d1".into(),
    };
    assert_eq!(office.ask(again), Ok(Answer::Changes(0)));
    let other = Query::Changes {
        case,
        intake: Box::new(newer),
        digest: "d2".into(),
    };
    assert_eq!(office.ask(other), Ok(Answer::Changes(2)));
}

#[test]
fn who_somebody_is_changes_only_when_it_is_accepted() {
    let (mut office, case, _) = with_newer();
    let mut newer = intake("李国才", 1);
    newer.members[0].identity.phone = Personal::new("00012345678");
    newer.members[0].identity.address = Personal::new("前进村6组");
    office.report(case, newer).unwrap();
    let view = office.view(case);
    let person = view.members[0].person;
    let parts: Vec<_> = view.case.changes[0]
        .facts
        .iter()
        .map(|fact| match &fact.reported {
            Reported::Identity { part, .. } => *part,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(parts, [IdentityPart::Phone, IdentityPart::Address]);
    assert_eq!(
        view.reported.len(),
        2,
        "the record as it is, and as it is said"
    );
    office.run(accept(case, 1, &[0])).unwrap();
    let Ok(Answer::Identity(identity)) = office.ask(Query::Reveal { case, person }) else {
        panic!("no record");
    };
    assert_eq!(identity.phone.reveal(), "00012345678");
    assert_eq!(identity.address.reveal(), "前进村5组");
}

#[test]
fn somebody_new_joins_when_accepted_and_a_head_is_never_lost() {
    let (mut office, case, _) = with_newer();
    let mut newer = intake("李国才", 1);
    newer.members.push(IntakeMember {
        identity: NewIdentity {
            number: Personal::new(id_number(3, "20260901")),
            name: Personal::new("李小宝"),
            ..newer.members[0].identity.clone()
        },
        facts: MemberFacts::new(Relation::Grandchild, Day::new(2026, 9, 1).unwrap()),
    });
    office.report(case, newer.clone()).unwrap();
    let again = Query::Changes {
        case,
        intake: Box::new(newer),
        digest: String::new(),
    };
    assert_eq!(office.ask(again), Ok(Answer::Changes(0)));
    office.run(accept(case, 1, &[0])).unwrap();
    let view = office.view(case);
    assert_eq!(view.members[1].name.reveal(), "李小宝");
    let mut turned = intake("李国才", 1);
    turned.members[0].facts.relation = Relation::Parent;
    turned.members.insert(
        0,
        IntakeMember {
            identity: NewIdentity {
                number: Personal::new(id_number(3, "20260901")),
                name: Personal::new("李小宝"),
                ..turned.members[0].identity.clone()
            },
            facts: MemberFacts::new(Relation::Head, Day::new(2026, 9, 1).unwrap()),
        },
    );
    office.report(case, turned).unwrap();
    assert!(matches!(
        refusal(office.run(accept(case, 2, &[0]))),
        Refusal::BadValue { .. }
    ));
    office.run(accept(case, 2, &[0, 1])).unwrap();
    assert_eq!(office.view(case).members[0].name.reveal(), "李小宝");
}

#[test]
fn a_colleague_at_work_is_not_disturbed_and_a_proposal_is_not_undermined() {
    let (mut office, case, newer) = with_newer();
    office.run(Command::Claim { case }).unwrap();
    office.sit("孙丽");
    office.report(case, newer).unwrap();
    assert!(matches!(
        refusal(office.run(accept(case, 1, &[0]))),
        Refusal::RoleMissing { .. } | Refusal::ClaimedByOther { .. }
    ));
    office.sit("王芳");
    office.visit(case);
    office.propose_keep(case).unwrap();
    assert!(matches!(
        refusal(office.run(accept(case, 1, &[0]))),
        Refusal::IllegalStep { .. }
    ));
}

#[test]
fn one_word_accepts_some_facts_and_declines_others() {
    let (mut office, case, newer) = with_newer();
    office.report(case, newer).unwrap();
    let both = |accept: &[u32], decline: &[u32]| Command::SettleChange {
        case,
        number: 1,
        accept: accept.to_vec(),
        decline: decline.to_vec(),
        reason: "借住".into(),
    };
    for wrong in [
        both(&[], &[]),
        both(&[0], &[0]),
        both(&[0, 0], &[]),
        both(&[2], &[]),
    ] {
        assert!(matches!(
            refusal(office.run(wrong)),
            Refusal::Unknown { .. }
        ));
    }
    office.run(both(&[1], &[0])).unwrap();
    let view = office.view(case).case;
    assert_eq!(view.household.members[0].facts.note, "务农");
    assert_eq!(view.household.assets.homes, None);
    assert!(!view.changes[0].is_open());
}
