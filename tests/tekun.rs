//! The yearly review of a 特困人员 from the desk to its force: support, self-care, sum, signatures.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod office;

use hecha::{
    domain::{
        calendar::Day,
        care::{Attendance, CareMode, CareTier, Condition, Fit, SelfCareItems},
        case::{Benefit, Programme},
        closing::ClosingStep,
        evidence::VisitMode,
        household::{MemberFacts, Relation},
        ids::CaseId,
        matter::MatterKind,
        money::Fen,
        notice::ServiceMethod,
        queue::QueueId,
        referral::Entitlement,
        review::{Cause, Outcome, Status},
    },
    engine::{
        command::{CareDeed, Command},
        refusal::Refusal,
    },
};
use office::{Office, intake, refusal};

/// 周秀兰, 77, lives at home, needs no care by the list, and is paid 999.00.
fn supported(office: &mut Office) -> CaseId {
    office.set_value("tk.min_wage", "2000");
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
    let mut linshi = intake("李国才", 1);
    linshi.programme = Programme::Linshi;
    let linshi = office.take_in(linshi);
    let today = office.today();
    let bad = |command: Command, office: &mut Office| {
        matches!(refusal(office.run(command)), Refusal::BadValue { .. })
    };
    assert!(bad(assessed(linshi, today, 0), &mut office));
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

fn enter(case: CaseId, deed: CareDeed) -> Command {
    Command::EnterCare { case, deed }
}

fn visit(day: Day) -> CareDeed {
    CareDeed::Visit {
        day,
        visitor: "前进村 赵书记".into(),
        mode: VisitMode::Home,
        health: Condition::Good,
        housing: Condition::Concern,
        caregiver: Attendance::Comes,
        needs: "修屋顶".into(),
        note: String::new(),
    }
}

/// What is due of a case besides its review.
fn due(office: &Office, case: CaseId, kind: MatterKind) -> Option<Day> {
    let matters = office.view(case).matters;
    let mut own = matters.iter().filter(|one| one.kind == kind);
    own.next().map(|one| one.day)
}

#[test]
fn who_lives_at_home_is_visited_every_month_and_stands_in_the_queue_until_then() {
    let mut office = Office::open();
    let case = supported(&mut office);
    // At home since 10 May, and nobody has been there: by the end of June.
    assert_eq!(due(&office, case, MatterKind::Visit), Day::new(2026, 6, 30));
    assert_eq!(office.queue(QueueId::Visits), [case]);
    office
        .run(enter(case, visit(Day::new(2026, 10, 30).unwrap())))
        .unwrap();
    assert_eq!(
        due(&office, case, MatterKind::Visit),
        Day::new(2026, 11, 30)
    );
    assert_eq!(office.queue(QueueId::Visits), [case]);
    office.run(enter(case, visit(office.today()))).unwrap();
    assert_eq!(
        due(&office, case, MatterKind::Visit),
        Day::new(2026, 12, 31)
    );
    // 38 days ahead is further than the queue looks.
    assert_eq!(office.queue(QueueId::Visits), []);
    // The same visit twice is a slip; a day that has not come too.
    for wrong in [
        visit(office.today()),
        visit(Day::new(2026, 11, 24).unwrap()),
    ] {
        assert!(matches!(
            refusal(office.run(enter(case, wrong))),
            Refusal::BadValue { .. }
        ));
    }
    office.restart();
    let visits = office.view(case).case.care.visits;
    assert_eq!(visits.len(), 2);
    assert_eq!(visits[1].needs, "修屋顶");
}

#[test]
fn twice_a_month_where_the_office_says_so() {
    let mut office = Office::open();
    let case = supported(&mut office);
    office.set_value("tk.visit", "2");
    office
        .run(enter(case, visit(Day::new(2026, 11, 3).unwrap())))
        .unwrap();
    assert_eq!(
        due(&office, case, MatterKind::Visit),
        Day::new(2026, 11, 30)
    );
    office.run(enter(case, visit(office.today()))).unwrap();
    assert_eq!(
        due(&office, case, MatterKind::Visit),
        Day::new(2026, 12, 31)
    );
}

#[test]
fn an_agreement_names_who_cares_is_due_when_it_ends_and_goes_with_the_life_at_home() {
    let mut office = Office::open();
    let case = supported(&mut office);
    let until = |month, day| Day::new(2026, month, day).unwrap();
    let agree = |from: Day, until: Day| CareDeed::Agree {
        caregiver: "刘桂兰".into(),
        from,
        until,
        note: String::new(),
    };
    assert!(matches!(
        refusal(office.run(enter(case, agree(until(12, 2), until(12, 1))))),
        Refusal::BadValue { .. }
    ));
    office
        .run(enter(case, agree(until(1, 1), until(12, 15))))
        .unwrap();
    assert_eq!(
        due(&office, case, MatterKind::AgreementEnds),
        Some(until(12, 15))
    );
    assert_eq!(office.queue(QueueId::Terms), [case]);
    let end = CareDeed::EndAgreement {
        day: office.today(),
        why: "照料不到位, 经评估不合格".into(),
    };
    office.run(enter(case, end.clone())).unwrap();
    assert!(due(&office, case, MatterKind::AgreementMissing).is_some());
    assert!(matches!(
        refusal(office.run(enter(case, end))),
        Refusal::BadValue { .. }
    ));
    office
        .run(Command::RecordSupport {
            case,
            mode: CareMode::Central,
            tier: Some(CareTier::SelfCare),
            agreement_until: None,
            able_duty: Some(false),
            day: office.today(),
            note: "入住镇敬老院".into(),
        })
        .unwrap();
    assert_eq!(office.view(case).matters, []);
    for deed in [visit(office.today()), agree(until(1, 1), until(12, 15))] {
        assert!(matches!(
            refusal(office.run(enter(case, deed))),
            Refusal::BadValue { .. }
        ));
    }
}

#[test]
fn a_reported_change_is_assessed_within_ten_working_days_and_the_assessment_answers_it() {
    let mut office = Office::open();
    let case = supported(&mut office);
    let report = CareDeed::ReportAbility {
        day: Day::new(2026, 9, 18).unwrap(),
        note: "村委: 跌倒后不能下床".into(),
    };
    office.run(enter(case, report)).unwrap();
    // Ten working days after 18 September reach over both holidays to 9 October.
    assert_eq!(
        due(&office, case, MatterKind::Reassess),
        Day::new(2026, 10, 9)
    );
    assert_eq!(office.queue(QueueId::Terms), [case]);
    office
        .run(assessed(case, Day::new(2026, 9, 17).unwrap(), 3))
        .unwrap();
    assert!(due(&office, case, MatterKind::Reassess).is_some());
    office.run(assessed(case, office.today(), 3)).unwrap();
    assert_eq!(due(&office, case, MatterKind::Reassess), None);
    // Into a year whose holidays are not known only weekends are left out, and that is kept.
    office.advance_days(37);
    let report = CareDeed::ReportAbility {
        day: office.today(),
        note: "本人电话".into(),
    };
    office.run(enter(case, report)).unwrap();
    let kept = office.view(case).case.care.ability.unwrap();
    assert_eq!(kept.unknown_year, Some(2027));
}

#[test]
fn a_minor_is_due_at_eighteen_and_a_school_moves_the_day_to_its_end() {
    let mut office = Office::open();
    office.sit("王芳");
    let mut new = intake("周小兵", 8);
    new.programme = Programme::Tekun;
    new.benefit = Some(Benefit {
        month: Fen::yuan(999),
        since: None,
    });
    new.members[0].facts = MemberFacts::new(Relation::Head, Day::new(2008, 12, 10).unwrap());
    let case = office.take_in(new);
    assert_eq!(
        due(&office, case, MatterKind::OfAge),
        Day::new(2026, 12, 10)
    );
    assert_eq!(office.queue(QueueId::Terms), [case]);
    let study = CareDeed::Study {
        school: "区职教中心, 在读证明".into(),
        until: Day::new(2027, 7, 10).unwrap(),
    };
    office.run(enter(case, study)).unwrap();
    assert_eq!(due(&office, case, MatterKind::OfAge), None);
    assert_eq!(
        due(&office, case, MatterKind::StudiesEnd),
        Day::new(2027, 7, 10)
    );
}

#[test]
fn no_end_of_support_takes_force_before_other_aid_was_looked_at() {
    let mut office = Office::open();
    let case = supported(&mut office);
    let today = office.today();
    office
        .run(Command::RecordSupport {
            case,
            mode: CareMode::Scattered,
            tier: None,
            agreement_until: None,
            able_duty: Some(true),
            day: today,
            note: "儿子已回乡".into(),
        })
        .unwrap();
    office.hear(case);
    let household = office.view(case).case.household;
    let reason = "义务人有履行能力";
    office
        .propose(case, household, Outcome::Stop, Cause::Other, reason)
        .unwrap();
    office
        .run(Command::MakePosting {
            case,
            day: today,
            place: "前进村公开栏".into(),
        })
        .unwrap();
    office.advance_days(9);
    let freeze = office.view(case).case.review.proposal.unwrap().freeze;
    for (name, confirms) in [("李建国", false), ("赵敏", true)] {
        office.sit(name);
        let freeze = freeze.clone();
        let sign = if confirms {
            Command::Confirm { case, freeze }
        } else {
            Command::Approve { case, freeze }
        };
        office.run(sign).unwrap();
    }
    office.sit("王芳");
    assert!(due(&office, case, MatterKind::LookElsewhere).is_some());
    office
        .run(Command::MakeNotice {
            case,
            freeze,
            number: String::new(),
            review_body: "蚌埠市民政局".into(),
            court: "禹会区人民法院".into(),
        })
        .unwrap();
    office
        .run(Command::RecordService {
            case,
            day: office.today(),
            method: ServiceMethod::Direct,
            receiver: "周秀兰".into(),
            note: String::new(),
        })
        .unwrap();
    office.advance_days(40);
    assert_eq!(
        office.view(case).closing.unwrap().next,
        ClosingStep::LookElsewhere
    );
    assert_eq!(
        refusal(office.run(Command::TakeForce { case })),
        Refusal::OtherAidUnlooked
    );
    let look = CareDeed::LookElsewhere {
        day: office.today(),
        dibao: Fit::Fits,
        edge: Fit::Unfit,
        linshi: Fit::Unwanted,
        note: "与儿子同住, 家庭人均低于标准".into(),
    };
    office.run(enter(case, look)).unwrap();
    // Who fits is passed on in the same entry, to be followed up.
    let referrals = office.view(case).case.referrals;
    assert_eq!(referrals.len(), 1);
    assert_eq!(referrals[0].what, Entitlement::Dibao);
    office.run(Command::TakeForce { case }).unwrap();
    let after = office.view(case);
    assert_eq!(after.case.review.status, Status::InForce);
    assert_eq!(after.case.benefit, None);
    // Nobody is visited any more; the referral is still followed up.
    let kinds: Vec<MatterKind> = after.matters.iter().map(|one| one.kind).collect();
    assert_eq!(kinds, [MatterKind::Referral]);
}
