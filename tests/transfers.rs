//! Moves between programmes (转) through the engine: from 低保 to 特困 and back, and to 临时救助; what each asks for
//! first, what is paid from which month, and in which queue the case is then.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod office;

use hecha::{
    domain::{
        calendar::Day,
        care::{CareMode, CareTier, SelfCareItems},
        case::{Benefit, Programme},
        closing::ClosingStep,
        household::{Household, Labour, MemberFacts, Relation},
        ids::CaseId,
        income::{Income, IncomeKind, Per},
        linshi::LinshiType,
        matter::MatterKind,
        money::Fen,
        queue::QueueId,
        review::{Cause, Outcome, Status},
    },
    engine::{
        command::Command,
        refusal::{Refusal, Trouble},
    },
};
use office::{Office, intake, refusal};

fn day(year: i32, month: u32, day: u32) -> Day {
    Day::new(year, month, day).unwrap()
}

/// 李国才, 76, alone, paid an amount under 低保 and seen by two surveyors.
fn old_and_alone(office: &mut Office, paid: i64) -> CaseId {
    office.set_value("tk.min_wage", "2000");
    let mut new = intake("李国才", 1);
    new.members[0].facts = MemberFacts::new(Relation::Head, day(1950, 3, 1));
    new.benefit = Some(Benefit {
        month: Fen::yuan(paid),
        since: None,
    });
    let case = office.take_in(new);
    office.visit(case);
    case
}

fn support(office: &mut Office, case: CaseId, able_duty: bool) {
    let day = office.today();
    office
        .run(Command::RecordSupport {
            case,
            mode: CareMode::Scattered,
            tier: None,
            agreement_until: None,
            able_duty: Some(able_duty),
            day,
            note: String::new(),
        })
        .unwrap();
}

fn able_in_all_six(office: &mut Office, case: CaseId) {
    let day = office.today();
    office
        .run(Command::AssessSelfCare {
            case,
            items: SelfCareItems {
                eat: true,
                dress: true,
                transfer: true,
                toilet: true,
                walk: true,
                bathe: true,
            },
            day,
            note: "县级评估组".into(),
        })
        .unwrap();
}

fn suggested(office: &Office, case: CaseId) -> Vec<Outcome> {
    office.view(case).assessment.finding.unwrap().suggest
}

/// What stands in the way of an outcome that is offered; `None` where it is not even offered.
fn blocks(office: &Office, case: CaseId, outcome: Outcome) -> Option<Vec<Refusal>> {
    let options = office.view(case).assessment.options;
    let option = options.into_iter().find(|one| one.outcome == outcome);
    option.map(|one| one.blocked)
}

fn propose(office: &mut Office, case: CaseId, outcome: Outcome) -> Result<(), Trouble> {
    let household = office.view(case).case.household;
    office
        .propose(case, household, outcome, Cause::Other, "查实")
        .map(drop)
}

#[test]
fn who_fits_tekun_moves_there_once_looked_into_posted_and_signed_and_loses_no_month() {
    let mut office = Office::open();
    let case = old_and_alone(&mut office, 722);
    assert_eq!(
        blocks(&office, case, Outcome::ToTekun),
        Some(vec![Refusal::SupportUnlooked {
            support: true,
            self_care: true
        }])
    );
    support(&mut office, case, false);
    assert_eq!(
        blocks(&office, case, Outcome::ToTekun),
        Some(vec![Refusal::SupportUnlooked {
            support: false,
            self_care: true
        }])
    );
    able_in_all_six(&mut office, case);
    // 722 x 1.3 = 938.60, up to 939; 2,000 x 0.03 = 60.
    assert_eq!(suggested(&office, case)[0], Outcome::ToTekun);
    propose(&mut office, case, Outcome::ToTekun).unwrap();
    let proposal = office.view(case).case.review.proposal.unwrap();
    assert_eq!(proposal.month, Fen::yuan(939 + 60));
    // Nobody gets less, so nobody need be heard; the posting must be over before the last signature.
    office.approve(case).unwrap();
    let early = refusal(office.confirm(case));
    assert!(
        matches!(early, Refusal::PostingMissing { days: 7, .. }),
        "{early:?}"
    );
    office.post(case);
    let early = refusal(office.confirm(case));
    assert!(matches!(early, Refusal::PostingRuns { .. }), "{early:?}");
    office.advance_days(8);
    office.confirm(case).unwrap();
    let after = office.view(case).case;
    assert_eq!(after.programme, Programme::Tekun);
    let since = Some(proposal.effective);
    let month = Fen::yuan(999);
    assert_eq!(after.benefit, Some(Benefit { month, since }));
    assert_eq!(proposal.effective.to_string(), "2026-12");
    assert_eq!(
        (after.review.status, after.review.due),
        (Status::Due, day(2027, 11, 23))
    );
    let decision = after.decision.unwrap();
    assert_eq!(decision.programme, Programme::Dibao);
    // From here on it is a case of 特困, kept as it is until something changes.
    assert_eq!(suggested(&office, case), [Outcome::Keep]);
    office.advance_days(day(2027, 11, 20).days_since(office.today()));
    assert_eq!(office.queue(QueueId::Tekun), [case]);
    assert!(office.queue(QueueId::Dibao).is_empty());
}

#[test]
fn nobody_is_moved_to_tekun_for_less() {
    let mut office = Office::open();
    let case = old_and_alone(&mut office, 1100);
    support(&mut office, case, false);
    able_in_all_six(&mut office, case);
    assert!(!suggested(&office, case).contains(&Outcome::ToTekun));
    let why = refusal(propose(&mut office, case, Outcome::ToTekun));
    assert!(matches!(why, Refusal::OutcomeDoesNotFit { .. }), "{why:?}");
}

#[test]
fn an_able_duty_person_keeps_somebody_under_dibao() {
    let mut office = Office::open();
    let case = old_and_alone(&mut office, 722);
    support(&mut office, case, true);
    able_in_all_six(&mut office, case);
    assert_eq!(suggested(&office, case), [Outcome::Keep]);
    let why = refusal(propose(&mut office, case, Outcome::ToTekun));
    assert!(matches!(why, Refusal::OutcomeDoesNotFit { .. }), "{why:?}");
}

#[test]
fn a_household_of_two_and_one_who_can_work_are_not_offered_tekun() {
    let mut office = Office::open();
    office.set_value("tk.min_wage", "2000");
    let able = office.take_in(intake("李国才", 1));
    assert_eq!(blocks(&office, able, Outcome::ToTekun), None);
    let mut new = intake("周大山", 2);
    new.members[0].facts = MemberFacts::new(Relation::Head, day(1950, 3, 1));
    let mut wife = intake("赵桂花", 3).members.remove(0);
    wife.facts = MemberFacts::new(Relation::Spouse, day(1952, 3, 1));
    new.members.push(wife);
    let two = office.take_in(new);
    assert_eq!(blocks(&office, two, Outcome::ToTekun), None);
    let day = office.today();
    let why = refusal(office.run(Command::RecordSupport {
        case: two,
        mode: CareMode::Scattered,
        tier: None,
        agreement_until: None,
        able_duty: Some(false),
        day,
        note: String::new(),
    }));
    assert!(matches!(why, Refusal::BadValue { .. }), "{why:?}");
}

/// 周秀兰, 77, 特困 at home with 999.00, whose son has come back and can support her.
fn no_longer_supported(office: &mut Office) -> CaseId {
    office.set_value("tk.min_wage", "2000");
    let mut new = intake("周秀兰", 7);
    new.programme = Programme::Tekun;
    new.benefit = Some(Benefit {
        month: Fen::yuan(999),
        since: None,
    });
    new.members[0].facts = MemberFacts::new(Relation::Head, day(1949, 3, 1));
    let case = office.take_in(new);
    let today = office.today();
    office
        .run(Command::RecordSupport {
            case,
            mode: CareMode::Scattered,
            tier: Some(CareTier::SelfCare),
            agreement_until: None,
            able_duty: Some(true),
            day: today,
            note: "儿子返乡务工".into(),
        })
        .unwrap();
    office.visit(case);
    case
}

#[test]
fn whose_support_ends_and_who_is_within_dibao_moves_there_by_every_step_of_an_end() {
    let mut office = Office::open();
    let case = no_longer_supported(&mut office);
    assert_eq!(
        suggested(&office, case),
        [Outcome::ToDibao, Outcome::Stop],
        "taken into 低保 before an end without anything"
    );
    propose(&mut office, case, Outcome::ToDibao).unwrap();
    let proposal = office.view(case).case.review.proposal.unwrap();
    assert_eq!(proposal.month, Fen::yuan(722));
    assert_eq!(refusal(office.approve(case)), Refusal::HearingMissing);
    office.hear(case);
    office.approve(case).unwrap();
    let early = refusal(office.confirm(case));
    assert!(matches!(early, Refusal::PostingMissing { .. }), "{early:?}");
    office.post(case);
    office.advance_days(8);
    office.confirm(case).unwrap();
    let view = office.view(case);
    assert_eq!(view.closing.unwrap().next, ClosingStep::Notify);
    assert_eq!(view.case.review.status, Status::Confirmed);
    assert_eq!(view.case.programme, Programme::Tekun, "not in force yet");
    // The move is the look at other aid: nothing more of it is due.
    let elsewhere = |one: &hecha::domain::matter::Matter| one.kind == MatterKind::LookElsewhere;
    assert!(!view.matters.iter().any(elsewhere));
    office.give_notice(case);
    office.serve(case);
    office.enforce_in_its_month(case);
    let after = office.view(case).case;
    assert_eq!(after.programme, Programme::Dibao);
    assert_eq!(after.benefit.unwrap().month, Fen::yuan(722));
    assert_eq!(after.review.status, Status::Due);
    assert_eq!(suggested(&office, case), [Outcome::Keep]);
}

#[test]
fn who_works_again_and_earns_enough_is_not_offered_dibao() {
    let mut office = Office::open();
    let case = no_longer_supported(&mut office);
    let mut household = office.view(case).case.household;
    household.members[0].facts.incomes = wage(2000);
    let sum = office.assess(case, household);
    let finding = sum.finding.unwrap();
    assert_eq!(finding.suggest, [Outcome::Stop]);
    let said = |code: &str| finding.steps.iter().any(|step| step.code == code);
    assert!(said("transfer_dibao_not"));
}

fn wage(yuan: i64) -> Vec<Income> {
    vec![Income {
        kind: IncomeKind::Wage,
        item: None,
        amount: Fen::yuan(yuan),
        per: Per::Month,
    }]
}

#[test]
fn who_loses_dibao_and_is_in_need_goes_on_in_the_queue_of_linshi() {
    let mut office = Office::open();
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    assert_eq!(blocks(&office, case, Outcome::ToLinshi), None);
    let mut household: Household = office.view(case).case.household;
    household.members[0].facts.labour = Some(Labour::Full);
    household.members[0].facts.incomes = wage(2000);
    office.hear(case);
    office
        .propose(case, household, Outcome::ToLinshi, Cause::Income, "查实")
        .unwrap();
    office.approve(case).unwrap();
    office.confirm(case).unwrap();
    office.give_notice(case);
    office.serve(case);
    office.enforce_in_its_month(case);
    let after = office.view(case).case;
    assert_eq!((after.programme, after.benefit), (Programme::Linshi, None));
    assert_eq!(office.queue(QueueId::Linshi), [case]);
    let day = office.today();
    office
        .run(Command::RecordAid {
            case,
            kind: LinshiType::Urgent,
            cause: "住院".into(),
            amount: Fen::yuan(2000),
            day,
            parts: Vec::new(),
        })
        .unwrap();
    assert!(office.view(case).case.aid.is_some());
}

#[test]
fn who_is_recognised_as_edge_and_fits_tekun_moves_there_too() {
    let mut office = Office::open();
    office.set_value("tk.min_wage", "2000");
    let mut new = intake("李国才", 1);
    new.programme = Programme::Edge;
    new.benefit = None;
    new.members[0].facts = MemberFacts::new(Relation::Head, day(1950, 3, 1));
    let case = office.take_in(new);
    office.visit(case);
    support(&mut office, case, false);
    able_in_all_six(&mut office, case);
    assert_eq!(suggested(&office, case)[0], Outcome::ToTekun);
    propose(&mut office, case, Outcome::ToTekun).unwrap();
    office.post(case);
    office.advance_days(8);
    office.approve(case).unwrap();
    office.confirm(case).unwrap();
    let after = office.view(case).case;
    assert_eq!(after.programme, Programme::Tekun);
    assert_eq!(after.benefit.unwrap().month, Fen::yuan(999));
}
