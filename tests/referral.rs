//! Linked entitlements and referrals: found while a case is reviewed, passed on by a person, followed up.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod office;

use hecha::{
    domain::{
        area::AreaCode,
        asset::Assets,
        calendar::Day,
        case::Programme,
        citation::Confidence,
        household::{Disability, DisabilityType, Labour, MemberFacts, Relation, Schooling},
        ids::CaseId,
        income::{Income, IncomeKind, Per},
        matter::MatterKind,
        money::Fen,
        queue::QueueId,
        referral::{Consent, Entitlement, LinkedSum, ReferralOutcome},
    },
    engine::{
        command::{Command, IntakeMember, NewIdentity, ReferralDeed},
        refusal::Refusal,
    },
    policy::OfficeValue,
};
use office::{Office, id_number, intake, refusal};

/// A 低保 household: 86, disabled in the limbs grade 2; a son able to work without work; a grandchild at school.
fn family(office: &mut Office) -> CaseId {
    let mut new = intake("李国才", 1);
    let head = &mut new.members[0].facts;
    head.birth = Day::new(1940, 3, 1).unwrap();
    head.incomes.clear();
    head.labour = Some(Labour::None);
    head.disability = Some(Disability {
        kind: DisabilityType::Limb,
        grade: 2,
    });
    let member = |name: &str, sequence, relation, birth: Day| IntakeMember {
        identity: NewIdentity {
            name: hecha::domain::person::Personal::new(name),
            number: hecha::domain::person::Personal::new(id_number(
                sequence,
                &birth.to_string().replace('-', ""),
            )),
            phone: hecha::domain::person::Personal::default(),
            account: hecha::domain::person::Personal::default(),
            address: hecha::domain::person::Personal::default(),
        },
        facts: MemberFacts::new(relation, birth),
    };
    let mut son = member("李明", 2, Relation::Child, Day::new(1990, 5, 1).unwrap());
    son.facts.labour = Some(Labour::Full);
    let mut child = member(
        "李小宝",
        3,
        Relation::Grandchild,
        Day::new(2015, 6, 1).unwrap(),
    );
    child.facts.student = Some(Schooling::Compulsory);
    child.facts.seriously_ill = true;
    new.members.extend([son, child]);
    new.assets = Assets {
        homes: Some(0),
        ..Assets::default()
    };
    office.take_in(new)
}

fn found(office: &Office, case: CaseId) -> Vec<(Option<u32>, Entitlement)> {
    let linked = office.view(case).linked;
    linked.iter().map(|one| (one.member, one.what)).collect()
}

fn pass(case: CaseId, what: Entitlement, member: Option<u32>) -> Command {
    Command::Refer {
        case,
        deed: ReferralDeed::Pass {
            what,
            member,
            office: "区医保局".into(),
            day: Day::new(2026, 11, 20).unwrap(),
            consent: Consent::Spoken,
            note: String::new(),
        },
    }
}

fn answer(case: CaseId, number: u32, day: Day) -> Command {
    Command::Refer {
        case,
        deed: ReferralDeed::Answer {
            number,
            outcome: ReferralOutcome::Accepted,
            day,
            note: "窗口电话答复".into(),
        },
    }
}

#[test]
fn age_disability_school_illness_and_work_each_find_what_else_may_be_due() {
    let mut office = Office::open();
    let case = family(&mut office);
    assert_eq!(
        found(&office, case),
        [
            (Some(0), Entitlement::OldAgeAllowance),
            (Some(0), Entitlement::ElderService),
            (Some(0), Entitlement::DisabledLiving),
            (Some(0), Entitlement::DisabledNursing),
            (Some(1), Entitlement::Employment),
            (Some(2), Entitlement::Medical),
            (Some(2), Entitlement::Education),
            (None, Entitlement::Housing),
        ]
    );
    let view = office.view(case);
    for one in &view.linked {
        assert!(one.why.citation.is_some(), "{:?} cites its rule", one.what);
    }
    let law = |what: Entitlement| {
        let one = view.linked.iter().find(|one| one.what == what).unwrap();
        one.why.citation.clone().unwrap()
    };
    assert_eq!(law(Entitlement::Medical).article, "第二十四条");
    assert_eq!(law(Entitlement::OldAgeAllowance).article, "第三十三条");
}

#[test]
fn an_amount_is_shown_only_where_somebody_stands_for_it() {
    let mut office = Office::open();
    let case = family(&mut office);
    let sum = |office: &Office, what: Entitlement| {
        let linked = office.view(case).linked;
        linked.iter().find(|one| one.what == what).unwrap().sum
    };
    // 30 yuan stand in a source nobody confirmed.
    assert_eq!(
        sum(&office, Entitlement::OldAgeAllowance),
        LinkedSum::Unverified
    );
    assert_eq!(sum(&office, Entitlement::DisabledNursing), LinkedSum::Unset);
    assert_eq!(sum(&office, Entitlement::Education), LinkedSum::NoFixed);
    office.sit("孙丽");
    let value = |name: &str, value: &str| Command::SetPolicyValue {
        value: OfficeValue {
            name: name.into(),
            value: value.into(),
            from: Day::new(2026, 1, 1).unwrap(),
            until: None,
            document: "演示文件〔2026〕7号".into(),
            area: AreaCode("340304".into()),
            confidence: Confidence::Confirmed,
        },
    };
    office.run(value("old.allow.80", "50")).unwrap();
    office.run(value("disabled.nursing", "85")).unwrap();
    office.sit("王芳");
    let month = |yuan| LinkedSum::Month(Fen::yuan(yuan));
    assert_eq!(sum(&office, Entitlement::OldAgeAllowance), month(50));
    assert_eq!(sum(&office, Entitlement::DisabledNursing), month(85));
    // The ages are data too.
    office.sit("孙丽");
    office.run(value("old.allow.from", "90")).unwrap();
    office.sit("王芳");
    let old = (Some(0), Entitlement::OldAgeAllowance);
    assert!(!found(&office, case).contains(&old));
}

#[test]
fn who_works_has_died_or_is_in_prison_is_not_passed_on_for_it() {
    let mut office = Office::open();
    let case = family(&mut office);
    let mut reported = intake("李国才", 1);
    reported.members.truncate(1);
    let household = office.view(case).case.household;
    let mut changed = household.clone();
    changed.members[1].facts.incomes = vec![Income {
        kind: IncomeKind::Wage,
        item: None,
        amount: Fen::yuan(3000),
        per: Per::Month,
    }];
    changed.members[0].facts.died = Day::new(2026, 11, 1);
    let today = office.today();
    let view = hecha::policy::Policy::embedded().view(&AreaCode("340304200201".into()), today);
    let facts = hecha::rules::linked::LinkedCase {
        programme: Programme::Dibao,
        household: &changed,
        support: None,
        tier: None,
    };
    let left: Vec<Entitlement> = hecha::rules::linked::of(&facts, &view)
        .iter()
        .map(|one| one.what)
        .collect();
    assert_eq!(
        left,
        [
            Entitlement::Medical,
            Entitlement::Education,
            Entitlement::Housing
        ]
    );
}

#[test]
fn a_referral_is_due_for_a_follow_up_until_it_is_answered() {
    let mut office = Office::open();
    let case = family(&mut office);
    office
        .run(pass(case, Entitlement::Medical, Some(2)))
        .unwrap();
    office.run(pass(case, Entitlement::Housing, None)).unwrap();
    let view = office.view(case);
    let numbers: Vec<u32> = view.case.referrals.iter().map(|one| one.number).collect();
    assert_eq!(numbers, [1, 2]);
    assert_eq!(view.case.referrals[0].person, Some(view.members[2].person));
    // Thirty days after 20 November.
    let follow = Day::new(2026, 12, 20).unwrap();
    assert_eq!(view.matters[0].kind, MatterKind::Referral);
    assert_eq!(view.matters[0].day, follow);
    assert_eq!(office.queue(QueueId::Terms), [case]);
    office.run(answer(case, 1, office.today())).unwrap();
    office.run(answer(case, 2, office.today())).unwrap();
    assert_eq!(office.queue(QueueId::Terms), []);
    office.restart();
    let kept = office.view(case).case.referrals;
    let outcome = kept[0].answer.as_ref().unwrap().outcome;
    assert_eq!(outcome, ReferralOutcome::Accepted);
    assert_eq!(kept[0].consent, Consent::Spoken);
}

#[test]
fn a_referral_says_where_to_concerns_somebody_there_and_is_answered_afterwards() {
    let mut office = Office::open();
    let case = family(&mut office);
    let mut nowhere = pass(case, Entitlement::Medical, None);
    if let Command::Refer {
        deed: ReferralDeed::Pass { office, .. },
        ..
    } = &mut nowhere
    {
        *office = " ".into();
    }
    for wrong in [nowhere, pass(case, Entitlement::Medical, Some(7))] {
        assert!(matches!(
            refusal(office.run(wrong)),
            Refusal::BadValue { .. }
        ));
    }
    office.run(pass(case, Entitlement::Medical, None)).unwrap();
    let before = Day::new(2026, 11, 19).unwrap();
    assert!(matches!(
        refusal(office.run(answer(case, 1, before))),
        Refusal::BadValue { .. }
    ));
    let today = office.today();
    assert!(matches!(
        refusal(office.run(answer(case, 9, today))),
        Refusal::Unknown { .. }
    ));
    // Only who works on cases passes anybody on.
    office.sit("审计");
    assert!(matches!(
        refusal(office.run(pass(case, Entitlement::Medical, None))),
        Refusal::RoleMissing { .. }
    ));
}

#[test]
fn a_referral_does_not_make_who_enters_it_an_editor_of_the_review() {
    let mut office = Office::open();
    let case = family(&mut office);
    office.run(pass(case, Entitlement::Medical, None)).unwrap();
    assert!(office.view(case).case.review.editors.is_empty());
}
