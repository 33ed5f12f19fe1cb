//! The yearly review of a 特困人员 from the desk to its force: support, self-care, sum, signatures.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod office;

use hecha::{
    domain::{
        area::AreaCode,
        calendar::Day,
        care::{CareMode, CareTier, SelfCareItems},
        case::{Benefit, Programme},
        citation::Confidence,
        household::{MemberFacts, Relation},
        ids::CaseId,
        money::Fen,
        review::{Cause, Outcome, Status},
    },
    engine::{command::Command, refusal::Refusal},
    policy::OfficeValue,
};
use office::{Office, intake, refusal};

/// 周秀兰, 77, lives at home, needs no care by the list, and is paid 999.00.
fn supported(office: &mut Office) -> CaseId {
    let name = "孙丽";
    office.sit(name);
    office
        .run(Command::SetPolicyValue {
            value: OfficeValue {
                name: "tk.min_wage".into(),
                value: "2000".into(),
                from: Day::new(2026, 1, 1).unwrap(),
                until: None,
                document: "演示文件〔2026〕4号".into(),
                area: AreaCode("340304".into()),
                confidence: Confidence::Confirmed,
            },
        })
        .unwrap();
    office.sit("王芳");
    let mut new = intake("周秀兰", 7);
    new.programme = Programme::Tekun;
    new.income_stable = true;
    new.benefit = Some(Benefit {
        month: Fen::yuan(999),
        since: None,
    });
    new.members[0].facts = MemberFacts::new(Relation::Head, Day::new(1949, 3, 1).unwrap());
    let case = office.take_in(new);
    office
        .run(Command::RecordSupport {
            case,
            mode: CareMode::Scattered,
            tier: Some(CareTier::SelfCare),
            agreement_until: Day::new(2027, 5, 31),
            able_duty: Some(false),
            day: Day::new(2026, 5, 10).unwrap(),
            note: String::new(),
        })
        .unwrap();
    office.visit(case);
    case
}

fn assessed(case: CaseId, day: Day, unable: usize) -> Command {
    let able = |place: usize| place >= unable;
    Command::AssessSelfCare {
        case,
        items: SelfCareItems {
            eat: able(5),
            dress: able(4),
            transfer: able(3),
            toilet: able(2),
            walk: able(1),
            bathe: able(0),
        },
        day,
        note: "县级评估组".into(),
    }
}

#[test]
fn nothing_changed_is_kept_and_due_again_in_a_year() {
    let mut office = Office::open();
    let case = supported(&mut office);
    office.propose_keep(case).unwrap();
    let freeze = office.view(case).case.review.proposal.unwrap().freeze;
    office.sit("李建国");
    office.run(Command::Approve { case, freeze }).unwrap();
    let after = office.view(case).case;
    assert_eq!(after.review.status, Status::Due);
    assert_eq!(after.review.every_months, 12);
    assert_eq!(after.review.due, Day::new(2027, 11, 23).unwrap());
    assert_eq!(after.benefit.unwrap().month, Fen::yuan(999));
}

#[test]
fn three_items_failed_raise_the_care_and_the_decision_keeps_both() {
    let mut office = Office::open();
    let case = supported(&mut office);
    let today = office.today();
    office.run(assessed(case, today, 3)).unwrap();
    let household = office.view(case).case.household;
    let sum = office.assess(case, household.clone());
    // 722 x 1.3 = 938.60, up to 939; 2,000 x 0.20 = 400.
    assert_eq!(sum.finding.unwrap().month, Some(Fen::yuan(939 + 400)));
    assert!(matches!(
        refusal(office.propose_keep(case)),
        Refusal::OutcomeDoesNotFit { .. }
    ));
    let cause = Cause::Other;
    office
        .propose(
            case,
            household,
            Outcome::Increase,
            cause,
            "如厕等三项不能完成",
        )
        .unwrap();
    let proposal = office.view(case).case.review.proposal.unwrap();
    assert_eq!(proposal.month, Fen::yuan(1339));
    assert_eq!(proposal.effective.to_string(), "2026-12");
    // Who assesses again after the proposal changes what was proposed: it cannot be approved as it stands.
    office.run(assessed(case, today, 6)).unwrap();
    office.sit("李建国");
    let freeze = proposal.freeze;
    assert!(matches!(
        refusal(office.run(Command::Approve { case, freeze })),
        Refusal::FindingChanged { .. }
    ));
}

#[test]
fn less_care_is_less_money_and_asks_for_a_hearing_like_any_decrease() {
    let mut office = Office::open();
    let case = supported(&mut office);
    let today = office.today();
    let mut support = |tier| {
        office.run(Command::RecordSupport {
            case,
            mode: CareMode::Scattered,
            tier,
            agreement_until: None,
            able_duty: Some(false),
            day: today,
            note: String::new(),
        })
    };
    support(Some(CareTier::Full)).unwrap();
    office.run(assessed(case, today, 0)).unwrap();
    let household = office.view(case).case.household;
    let sum = office.assess(case, household.clone());
    assert_eq!(sum.finding.unwrap().suggest, [Outcome::Keep]);
    let mode = CareMode::Central;
    office
        .run(Command::RecordSupport {
            case,
            mode,
            tier: None,
            agreement_until: None,
            able_duty: Some(true),
            day: today,
            note: "儿子已回乡".into(),
        })
        .unwrap();
    let reason = "义务人有履行能力";
    office
        .propose(case, household, Outcome::Stop, Cause::Other, reason)
        .unwrap();
    let freeze = office.view(case).case.review.proposal.unwrap().freeze;
    office.sit("李建国");
    assert_eq!(
        refusal(office.run(Command::Approve { case, freeze })),
        Refusal::HearingMissing
    );
}

#[test]
fn support_and_assessment_are_refused_where_they_mean_nothing() {
    let mut office = Office::open();
    let dibao = office.take_in(intake("李国才", 1));
    let today = office.today();
    let bad = |command: Command, office: &mut Office| {
        matches!(refusal(office.run(command)), Refusal::BadValue { .. })
    };
    assert!(bad(assessed(dibao, today, 0), &mut office));
    let case = supported(&mut office);
    assert!(bad(
        assessed(case, Day::new(2026, 11, 24).unwrap(), 0),
        &mut office
    ));
    office.run(assessed(case, today, 0)).unwrap();
    let earlier = Day::new(2026, 11, 1).unwrap();
    assert!(bad(assessed(case, earlier, 0), &mut office));
    let mut nobody = assessed(case, today, 0);
    if let Command::AssessSelfCare { note, .. } = &mut nobody {
        *note = "  ".into();
    }
    assert!(bad(nobody, &mut office));
    let in_a_home = Command::RecordSupport {
        case,
        mode: CareMode::Central,
        tier: None,
        agreement_until: Some(today),
        able_duty: None,
        day: today,
        note: String::new(),
    };
    assert!(bad(in_a_home, &mut office));
}
