//! Many households at once: a new standard with its arrears, the subsidy for risen prices, and everything that
//! a batch must refuse. Through the one way anything changes, in an office of a few invented households.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod office;

use std::ops::ControlFlow;

use hecha::{
    domain::{
        alert::AlertKind,
        area::AreaCode,
        batch::{Batch, BatchKind, BatchPlan, BatchStatus, RowResult, Totals, WhyLeft},
        calendar::{Day, Month},
        case::{Benefit, Case},
        ids::CaseId,
        money::Fen,
        price::{OnceKind, PriceMonth},
        review::{LastReview, Outcome},
        staff::Role,
    },
    engine::{
        answer::{Answer, BatchRowView, RowEnd},
        command::{Command, Intake},
        query::{Query, WhichRows},
        refusal::Refusal,
    },
    session::batches::{self, Stopped},
    text::steps::step_text,
};
use office::{Office, intake, refusal};

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// One person with 100.00 a month, paid 622.00 under 722.00 since a year; reviewed a month ago.
fn household(sequence: u32) -> Intake {
    let mut intake = intake("李国才", sequence);
    intake.benefit = Some(Benefit {
        month: Fen::yuan(622),
        since: Some(month("2025-11")),
    });
    intake.last_review = Some(LastReview {
        day: day("2026-10-20"),
        by: "王芳".into(),
        outcome: Outcome::Keep,
        household: None,
    });
    intake
}

/// An office in which the rural standard is 722 since 2022, and so many such households.
fn office_of(count: u32) -> (Office, Vec<CaseId>) {
    let mut office = Office::open();
    office.sit("孙丽");
    office.set_standard("722", day("2022-07-01")).unwrap();
    office.sit("王芳");
    let cases = (0..count).map(|one| office.take_in(household(10 + one * 7)));
    let cases = cases.collect();
    (office, cases)
}

/// The standard is 760 from July on.
fn raise(office: &mut Office) {
    office.sit("孙丽");
    office.set_standard("760", day("2026-07-01")).unwrap();
    office.sit("王芳");
}

fn standard() -> BatchPlan {
    BatchPlan {
        kind: BatchKind::Standard {
            from: month("2026-07"),
        },
        area: AreaCode("340304200".into()),
    }
}

fn preview(office: &Office, plan: &BatchPlan) -> Totals {
    batches::preview(
        office.session(),
        plan,
        &mut |_, _| ControlFlow::Continue(()),
    )
    .unwrap()
}

fn propose(office: &Office, plan: &BatchPlan) -> Result<u32, Stopped> {
    let seen = preview(office, plan);
    let go = &mut |_, _| ControlFlow::Continue(());
    let Answer::Batches(known) = office.ask(Query::Batches).unwrap() else {
        panic!("no batches");
    };
    let key = format!("after-{}", known.len());
    batches::propose(office.session(), (plan, &seen), &key, go)
}

fn found(office: &Office, number: u32) -> Batch {
    batches::find(office.session(), number).unwrap().batch
}

/// The three signatures; the rest is to be carried out.
fn sign(office: &mut Office, number: u32) {
    let freeze = found(office, number).freeze;
    office.sit("李建国");
    let command = Command::ApproveBatch {
        batch: number,
        freeze: freeze.clone(),
    };
    office.run(command).unwrap();
    office.sit("赵敏");
    let command = Command::ConfirmBatch {
        batch: number,
        freeze,
    };
    office.run(command).unwrap();
}

fn carry(office: &Office, number: u32) -> Batch {
    let go = &mut |_, _| ControlFlow::Continue(());
    batches::carry(office.session(), number, "test", go).unwrap()
}

fn rows(office: &Office, number: u32, which: WhichRows) -> Vec<BatchRowView> {
    let query = Query::BatchRows {
        batch: number,
        which,
        from: 0,
        limit: 200,
    };
    match office.ask(query).unwrap() {
        Answer::BatchRows(page) => page.rows,
        other => panic!("another answer: {other:?}"),
    }
}

fn case(office: &Office, id: CaseId) -> Case {
    office.view(id).case
}

fn why(totals: &Totals) -> Vec<(WhyLeft, u32)> {
    totals.left.clone()
}

#[test]
fn a_new_standard_raises_each_household_and_pays_the_difference_of_every_month_since() {
    let (mut office, cases) = office_of(3);
    raise(&mut office);
    let before = preview(&office, &standard());
    assert_eq!(before.all.gets, 3);
    assert_eq!(before.all.more, Fen::yuan(3 * (760 - 722)));
    // July to November were paid 622.00 and were due 760 - 100 = 660.00.
    assert_eq!(before.all.once, Fen::yuan(3 * 5 * (660 - 622)));
    assert_eq!(
        case(&office, cases[0]).benefit.unwrap().month,
        Fen::yuan(622)
    );
    let number = propose(&office, &standard()).unwrap();
    sign(&mut office, number);
    let done = carry(&office, number);
    assert_eq!(
        (done.status, done.done, done.refused),
        (BatchStatus::Done, 3, 0)
    );
    for id in cases {
        let case = case(&office, id);
        assert_eq!(
            case.benefit,
            Some(Benefit {
                month: Fen::yuan(660),
                since: Some(month("2026-12")),
            })
        );
        let decision = case.decision.unwrap();
        assert_eq!(decision.batch, Some(number));
        assert_eq!(decision.proposal.outcome, Outcome::Increase);
        let names = (decision.approved.unwrap().0, decision.confirmed.unwrap().0);
        assert_eq!(names, (office.staff("李建国"), office.staff("赵敏")));
        let [once] = case.once.as_slice() else {
            panic!("one payment: {:?}", case.once);
        };
        assert_eq!(
            (once.kind, once.amount),
            (OnceKind::Arrears, Fen::yuan(5 * 38))
        );
        assert_eq!(
            (once.first, once.last),
            (month("2026-07"), month("2026-11"))
        );
        let steps: Vec<String> = decision
            .proposal
            .finding
            .steps
            .iter()
            .map(|step| step_text(step, 1))
            .collect();
        assert_eq!(
            steps[0],
            "提标: 农村低保标准由 722.00 调整为 760.00, 自 2026-07 起执行"
        );
        assert_eq!(
            steps.last().unwrap(),
            "补发 2026-07 至 2026-11 5 个月 x (660.00 - 622.00) = 190.00"
        );
    }
    // Nothing is left to raise, and nothing is paid twice.
    office.sit("王芳");
    let again = preview(&office, &standard());
    assert_eq!((again.all.gets, again.all.once), (0, Fen::ZERO));
    let same = propose(&office, &standard()).unwrap_err();
    assert!(
        matches!(same, Stopped::Trouble(trouble) if refusal::<()>(Err(trouble.clone())) == Refusal::BatchEmpty)
    );
}

#[test]
fn an_amount_that_began_in_between_is_paid_for_the_months_since_and_says_so() {
    let (mut office, _) = office_of(0);
    let mut later = household(10);
    later.benefit = Some(Benefit {
        month: Fen::yuan(622),
        since: Some(month("2026-10")),
    });
    let case_id = office.take_in(later);
    raise(&mut office);
    let number = propose(&office, &standard()).unwrap();
    sign(&mut office, number);
    let done = carry(&office, number);
    assert_eq!(done.totals.partly, 1);
    // October and November only.
    assert_eq!(case(&office, case_id).once[0].amount, Fen::yuan(2 * 38));
}

#[test]
fn every_household_that_needs_a_person_is_left_by_name_and_counted_once() {
    let (mut office, cases) = office_of(2);
    let mut overdue = household(100);
    overdue.last_review.as_mut().unwrap().day = day("2026-03-01");
    let overdue = office.take_in(overdue);
    let mut odd = household(110);
    odd.benefit.as_mut().unwrap().month = Fen::yuan(500);
    let odd = office.take_in(odd);
    office
        .run(Command::RaiseAlert {
            case: cases[0],
            member: None,
            kind: AlertKind::Vehicle,
            day: day("2026-11-18"),
            source: "车辆登记".into(),
            detail: "皖C*****5".into(),
        })
        .unwrap();
    let mut richer = household(120);
    richer.members[0].facts.incomes[0].amount = Fen::yuan(900);
    let richer = office.take_in(richer);
    raise(&mut office);
    let totals = preview(&office, &standard());
    assert_eq!(
        why(&totals),
        [
            (WhyLeft::NotEligible, 1),
            (WhyLeft::OpenAlert, 1),
            (WhyLeft::Overdue, 1),
            (WhyLeft::PaidDiffers, 1),
        ]
    );
    assert_eq!(totals.all.households, 5);
    assert_eq!(totals.all.gets + totals.all.same + totals.all.left, 5);
    let number = propose(&office, &standard()).unwrap();
    sign(&mut office, number);
    carry(&office, number);
    let left = rows(&office, number, WhichRows::Left);
    let ids: Vec<CaseId> = left.iter().map(|view| view.row.case).collect();
    assert_eq!(ids, [cases[0], overdue, odd, richer]);
    for id in ids {
        assert!(case(&office, id).decision.is_none(), "left as it was");
    }
    assert!(case(&office, cases[1]).decision.is_some());
}

#[test]
fn nobody_gets_less_by_a_batch() {
    let (mut office, _) = office_of(0);
    let mut well_paid = household(10);
    well_paid.benefit.as_mut().unwrap().month = Fen::yuan(700);
    let id = office.take_in(well_paid);
    office.take_in(household(20));
    raise(&mut office);
    let totals = preview(&office, &standard());
    assert_eq!(why(&totals), [(WhyLeft::Less, 1)]);
    let number = propose(&office, &standard()).unwrap();
    sign(&mut office, number);
    carry(&office, number);
    assert_eq!(case(&office, id).benefit.unwrap().month, Fen::yuan(700));
}

#[test]
fn a_standard_nobody_confirmed_raises_nobody() {
    let (mut office, _) = office_of(1);
    office.sit("孙丽");
    let value = hecha::policy::OfficeValue {
        name: "db.standard.rural".into(),
        value: "760".into(),
        from: day("2026-07-01"),
        until: None,
        document: "网页".into(),
        area: AreaCode("340304".into()),
        confidence: hecha::domain::citation::Confidence::Unverified,
    };
    office.run(Command::SetPolicyValue { value }).unwrap();
    office.sit("王芳");
    let totals = preview(&office, &standard());
    let param = "db.standard.rural".to_owned();
    assert_eq!(why(&totals), [(WhyLeft::Unconfirmed { param }, 1)]);
}

#[test]
fn what_changed_after_the_list_is_refused_by_name_and_the_others_are_written() {
    let (mut office, cases) = office_of(3);
    raise(&mut office);
    let number = propose(&office, &standard()).unwrap();
    let mut newer = household(17);
    newer.members[0].facts.incomes[0].amount = Fen::yuan(120);
    office.report_and_accept(cases[1], newer).unwrap();
    // A visit that changes nothing of the household stands in nobody's way.
    office.visit(cases[2]);
    sign(&mut office, number);
    let done = carry(&office, number);
    assert_eq!((done.done, done.refused), (2, 1));
    let left = rows(&office, number, WhichRows::Left);
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].row.case, cases[1]);
    assert_eq!(left[0].done, Some(RowEnd::Left(WhyLeft::Changed)));
    assert!(matches!(left[0].row.result, RowResult::Raise(_)));
    assert_eq!(
        case(&office, cases[1]).benefit.unwrap().month,
        Fen::yuan(622)
    );
    assert_eq!(rows(&office, number, WhichRows::Gets).len(), 2);
}

#[test]
fn a_parameter_that_changes_after_the_list_lets_no_row_through() {
    let (mut office, cases) = office_of(1);
    raise(&mut office);
    let number = propose(&office, &standard()).unwrap();
    office.sit("孙丽");
    office.set_standard("770", day("2026-07-01")).unwrap();
    sign(&mut office, number);
    let done = carry(&office, number);
    assert_eq!((done.done, done.refused), (0, 1));
    assert!(case(&office, cases[0]).decision.is_none());
}

#[test]
fn nobody_signs_twice_and_nobody_signs_out_of_turn() {
    let (mut office, _) = office_of(1);
    raise(&mut office);
    // 周全 is caseworker and approver at once.
    office.sit("周全");
    let number = propose(&office, &standard()).unwrap();
    let freeze = found(&office, number).freeze;
    let approve = || Command::ApproveBatch {
        batch: number,
        freeze: freeze.clone(),
    };
    let confirm = || Command::ConfirmBatch {
        batch: number,
        freeze: freeze.clone(),
    };
    let twice = refusal(office.run(approve()));
    assert!(matches!(twice, Refusal::MakerIsChecker { .. }), "{twice:?}");
    for name in ["王芳", "审计", "孙丽"] {
        office.sit(name);
        let no = refusal(office.run(approve()));
        assert_eq!(
            no,
            Refusal::RoleMissing {
                needs: Role::Approver
            }
        );
    }
    office.sit("赵敏");
    let early = refusal(office.run(confirm()));
    let status = BatchStatus::Proposed;
    assert_eq!(early, Refusal::BatchStep { status });
    let early = refusal(office.run(Command::CarryBatch { batch: number }));
    assert_eq!(early, Refusal::BatchStep { status });
    office.sit("李建国");
    let other = Command::ApproveBatch {
        batch: number,
        freeze: "0".repeat(64),
    };
    assert_eq!(refusal(office.run(other)), Refusal::FreezeDiffers);
    office.run(approve()).unwrap();
    assert_eq!(found(&office, number).status, BatchStatus::Approved);
    // Another area sees nothing of it and may not make one here.
    office.sit("外乡");
    assert_eq!(
        refusal(office.run(Command::OpenBatch { plan: standard() })),
        Refusal::OutsideArea
    );
    let unseen = refusal(batches::find(office.session(), number));
    assert!(matches!(unseen, Refusal::Unknown { .. }));
}

#[test]
fn one_batch_at_a_time_and_what_was_returned_makes_room() {
    let (mut office, _) = office_of(1);
    raise(&mut office);
    let number = propose(&office, &standard()).unwrap();
    let second = refusal(office.run(Command::OpenBatch { plan: standard() }));
    assert_eq!(second, Refusal::BatchOpen { number });
    office.sit("李建国");
    let reason = String::new();
    let silent = Command::ReturnBatch {
        batch: number,
        reason,
    };
    assert_eq!(refusal(office.run(silent)), Refusal::ReasonMissing);
    office
        .run(Command::ReturnBatch {
            batch: number,
            reason: "标准文号有误".into(),
        })
        .unwrap();
    office.sit("王芳");
    assert_eq!(propose(&office, &standard()).unwrap(), number + 1);
}

#[test]
fn a_list_that_differs_from_the_preview_is_not_signed() {
    let (mut office, cases) = office_of(2);
    raise(&mut office);
    let seen = preview(&office, &standard());
    let mut newer = household(10);
    newer.members[0].facts.incomes[0].amount = Fen::yuan(120);
    office.report(cases[0], newer).unwrap();
    let go = &mut |_, _| ControlFlow::Continue(());
    let no = batches::propose(office.session(), (&standard(), &seen), "late", go);
    assert!(
        matches!(no, Err(Stopped::Trouble(trouble)) if refusal::<()>(Err(trouble.clone())) == Refusal::BatchDiffers)
    );
    assert_eq!(found(&office, 1).status, BatchStatus::Dropped);
}

#[test]
fn a_signature_after_the_month_of_effect_is_refused_because_a_month_would_be_lost() {
    let (mut office, _) = office_of(1);
    raise(&mut office);
    let number = propose(&office, &standard()).unwrap();
    office.advance_days(45);
    office.sit("李建国");
    let freeze = found(&office, number).freeze;
    let late = refusal(office.run(Command::ApproveBatch {
        batch: number,
        freeze,
    }));
    let effective = month("2026-12");
    assert_eq!(late, Refusal::BatchTooLate { effective });
}

#[test]
fn an_unsigned_list_is_given_up_at_the_next_start_and_a_decided_one_goes_on() {
    let (mut office, cases) = office_of(1);
    raise(&mut office);
    office.run(Command::OpenBatch { plan: standard() }).unwrap();
    office.run(Command::ListBatch { batch: 1 }).unwrap();
    office.restart();
    assert_eq!(found(&office, 1).status, BatchStatus::Dropped);
    let number = propose(&office, &standard()).unwrap();
    sign(&mut office, number);
    office.restart();
    assert_eq!(found(&office, number).status, BatchStatus::Carrying);
    let done = carry(&office, number);
    assert_eq!((done.status, done.done), (BatchStatus::Done, 1));
    // Once more does nothing more.
    let once_more = refusal(office.run(Command::CarryBatch { batch: number }));
    let status = BatchStatus::Done;
    assert_eq!(once_more, Refusal::BatchStep { status });
    assert_eq!(case(&office, cases[0]).once.len(), 1);
    let same = office.session().store_is_fold_of_journal(&mut |_| {});
    assert!(same.unwrap());
}

fn prices(cpi: &str, food: &str) -> Command {
    Command::RecordPrices {
        prices: PriceMonth {
            month: month("2026-10"),
            cpi: cpi.into(),
            food: food.into(),
            scpi: None,
            published: day("2026-11-09"),
            source: "统计局".into(),
        },
    }
}

fn price() -> BatchPlan {
    BatchPlan {
        kind: BatchKind::Price {
            month: month("2026-10"),
        },
        area: AreaCode("340304200".into()),
    }
}

#[test]
fn risen_prices_pay_each_head_once_and_fallen_ones_nobody() {
    let (mut office, cases) = office_of(2);
    let unknown = refusal(office.run(Command::OpenBatch { plan: price() }));
    assert!(matches!(unknown, Refusal::Unknown { .. }));
    office.run(prices("103.4", "105.9")).unwrap();
    let no = refusal(office.run(Command::OpenBatch { plan: price() }));
    let october = month("2026-10");
    assert_eq!(no, Refusal::PricesNotReached { month: october });
    office.run(prices("103.6", "106.2")).unwrap();
    // 722 x 0.062 = 44.764, to the fen.
    let each = Fen(4_476);
    let totals = preview(&office, &price());
    assert_eq!((totals.all.gets, totals.all.once), (2, Fen(2 * 4_476)));
    assert_eq!(totals.all.more, Fen::ZERO);
    let number = propose(&office, &price()).unwrap();
    sign(&mut office, number);
    carry(&office, number);
    let paid = case(&office, cases[0]);
    assert_eq!(
        paid.benefit.unwrap().month,
        Fen::yuan(622),
        "every month as before"
    );
    assert_eq!(
        (paid.once[0].kind, paid.once[0].amount),
        (OnceKind::Price, each)
    );
    assert!(!paid.once[0].steps.is_empty());
    office.sit("王芳");
    let again = preview(&office, &price());
    assert_eq!(why(&again), [(WhyLeft::PaidBefore, 2)]);
}

#[test]
fn the_clock_of_the_subsidy_counts_working_days_from_the_publication() {
    let (mut office, _) = office_of(1);
    office.run(prices("103.6", "106.2")).unwrap();
    let view = |office: &Office| match office.ask(Query::Prices).unwrap() {
        Answer::Prices(all) => all[0].clone(),
        other => panic!("another answer: {other:?}"),
    };
    // 20 working days after Monday 2026-11-09: four weeks.
    assert_eq!(view(&office).due, Some(day("2026-12-07")));
    assert_eq!(view(&office).overdue_days, Some(-14));
    office.advance_days(16);
    assert_eq!(view(&office).overdue_days, Some(2));
    assert!(view(&office).triggered() && !view(&office).is_paid());
}

#[test]
fn indices_that_could_mean_two_things_or_come_from_nowhere_are_not_taken() {
    let (mut office, _) = office_of(0);
    for (cpi, food) in [("3.6", "106.2"), ("103.6", "高"), ("", "106.2")] {
        let no = refusal(office.run(prices(cpi, food)));
        assert!(matches!(no, Refusal::BadValue { .. }), "{cpi} {food}");
    }
    let Command::RecordPrices { mut prices } = prices("103.6", "106.2") else {
        panic!();
    };
    prices.source = " ".into();
    let no = refusal(office.run(Command::RecordPrices { prices }));
    assert!(matches!(no, Refusal::BadValue { .. }));
}

#[test]
fn a_list_of_several_parts_is_paged_and_carried_out_part_by_part() {
    let (mut office, cases) = office_of(0);
    assert!(cases.is_empty());
    let commands = (0..1_203)
        .map(|one| Command::OpenCase {
            intake: Box::new(household(10 + one * 7)),
        })
        .collect();
    assert!(office.batch(commands).iter().all(Result::is_ok));
    raise(&mut office);
    let number = propose(&office, &standard()).unwrap();
    assert_eq!(found(&office, number).chunks, 3);
    sign(&mut office, number);
    office.run(Command::CarryBatch { batch: number }).unwrap();
    let between = found(&office, number);
    assert_eq!((between.carried, between.done), (1, 500));
    let mut from = Some(0);
    let (mut seen, mut written) = (Vec::new(), 0);
    while let Some(at) = from {
        let query = Query::BatchRows {
            batch: number,
            which: WhichRows::All,
            from: at,
            limit: 200,
        };
        let Answer::BatchRows(page) = office.ask(query).unwrap() else {
            panic!("no rows");
        };
        written += page
            .rows
            .iter()
            .filter(|row| row.done == Some(RowEnd::Written))
            .count();
        seen.extend(page.rows.into_iter().map(|row| row.row.case));
        from = page.next;
    }
    assert_eq!((seen.len(), written), (1_203, 500));
    assert!(seen.is_sorted() && seen.windows(2).all(|two| two[0] != two[1]));
    let done = carry(&office, number);
    assert_eq!(done.done, 1_203);
    let same = office.session().store_is_fold_of_journal(&mut |_| {});
    assert!(same.unwrap());
}
