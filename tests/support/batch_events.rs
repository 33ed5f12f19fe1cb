//! One of every event that the fourth version brought: what follows a decision, what the law asks to be kept
//! beside it, and batches from their first line to their last.
#![allow(clippy::unwrap_used, missing_docs)]

use hecha::{
    domain::{
        appeal::{Appeal, AppealKind, AppealResult, Ruling},
        area::{AreaCode, Setting},
        batch::{BatchEvent, BatchKind, BatchPlan, BatchRow, Raise, RowDone, RowResult, WhyLeft},
        calendar::Month,
        case::{Programme, Tier, TierRecord},
        citation::Citation,
        finding::Finding,
        ids::{CaseId, PersonId, StaffId},
        money::Fen,
        notice::{
            Attempt, Notice, Objection, Posting, Service, ServiceMethod, Waiver, WaiverGround,
        },
        price::{Once, OnceKind, PriceMonth},
        recovery::{Recovery, RecoveryWay},
        review::Returned,
        work_offer::{OfferAnswer, WorkOffer},
    },
    journal::{Event, people::Record},
};

use crate::entries::{day, proposed};

const CASE: CaseId = CaseId(1);

/// What the third version does not have: what follows a decision, what the law asks to be kept beside it, and
/// batches from their first line to their last.
pub fn fourth_days() -> Vec<Vec<(Vec<Event>, Vec<Record>)>> {
    let units = [closing(), kept_beside(), batch_listed(), batch_carried()];
    units
        .into_iter()
        .map(|events| vec![(events, Vec::new())])
        .collect()
}

fn closing() -> Vec<Event> {
    vec![
        Event::HearingWaived {
            case: CASE,
            waiver: Waiver {
                ground: WaiverGround::Voluntary,
                day: day(2026, 11, 25),
                document: "本人书面申请".to_owned(),
                by: StaffId(3),
            },
        },
        Event::PostingMade {
            case: CASE,
            posting: Posting {
                from: day(2026, 11, 25),
                last: day(2026, 12, 2),
                place: "村务公开栏".to_owned(),
                by: StaffId(3),
                objection: None,
            },
        },
        Event::PostingObjected {
            case: CASE,
            objection: Objection {
                day: day(2026, 11, 26),
                text: "邻居反映有房出租".to_owned(),
            },
        },
        Event::DecisionTaken {
            case: CASE,
            by: StaffId(4),
            day: day(2026, 12, 3),
        },
        Event::NoticeMade {
            case: CASE,
            notice: Notice {
                number: "禹民(演示)〔2026〕8号".to_owned(),
                day: day(2026, 12, 3),
                by: StaffId(3),
                paid: Fen::yuan(622),
                review_body: "禹会区人民政府".to_owned(),
                court: "禹会区人民法院".to_owned(),
                review_days: 60,
                court_months: 6,
                rules: vec![Citation::new("社会救助法", "第四十八条")],
            },
        },
        Event::ServiceTried {
            case: CASE,
            attempt: Attempt {
                day: day(2026, 12, 4),
                method: ServiceMethod::Direct,
                by: StaffId(3),
                note: "不在家".to_owned(),
            },
        },
        Event::NoticeServed {
            case: CASE,
            service: Service {
                day: day(2026, 12, 5),
                served: day(2026, 12, 5),
                method: ServiceMethod::Left,
                receiver: "村委丙 见证".to_owned(),
                by: StaffId(3),
                note: String::new(),
                from: Month::new(2027, 1).unwrap(),
            },
        },
    ]
}

fn kept_beside() -> Vec<Event> {
    vec![
        Event::WorkOffered {
            case: CASE,
            offer: WorkOffer {
                person: PersonId(1),
                day: day(2026, 11, 20),
                offer: "乡镇保洁".to_owned(),
                answer: OfferAnswer::Refused,
                note: "嫌远".to_owned(),
                by: StaffId(3),
            },
        },
        Event::TierSet {
            case: CASE,
            tier: TierRecord {
                tier: Tier::B,
                day: day(2026, 11, 20),
                note: "会议纪要3号".to_owned(),
                by: StaffId(3),
            },
        },
        Event::AppealReceived {
            case: CASE,
            appeal: Appeal {
                number: 1,
                kind: AppealKind::Review,
                day: day(2026, 12, 10),
                body: "禹会区人民政府 禹复〔2026〕1号".to_owned(),
                against: "禹民(演示)〔2026〕8号".to_owned(),
                stay: String::new(),
                by: StaffId(3),
                result: None,
            },
        },
        Event::AppealDecided {
            case: CASE,
            number: 1,
            result: AppealResult {
                ruling: Ruling::Changed {
                    month: Fen::yuan(600),
                },
                day: day(2026, 12, 20),
                document: "禹复决〔2026〕1号".to_owned(),
                by: StaffId(4),
            },
        },
        Event::RecoveryRecorded {
            case: CASE,
            recovery: Recovery {
                day: day(2026, 12, 21),
                overpaid: Fen::yuan(622),
                amount: Fen::yuan(300),
                way: RecoveryWay::Instalments,
                document: "分期退回协议".to_owned(),
                by: StaffId(3),
            },
        },
        Event::PricesRecorded {
            prices: PriceMonth {
                month: Month::new(2026, 10).unwrap(),
                cpi: "0.036".to_owned(),
                food: "0.061".to_owned(),
                scpi: Some("0.041".to_owned()),
                published: day(2026, 11, 12),
                source: "市统计局".to_owned(),
            },
        },
    ]
}

/// The batch that comes to its end; the one before it is dropped.
const BATCH: u32 = 2;

const fn moved(what: BatchEvent) -> Event {
    Event::BatchMoved { batch: BATCH, what }
}

/// The sum of a proposal, for a row of a batch.
fn finding() -> Box<Finding> {
    let sums = proposed(1)
        .events
        .into_iter()
        .find_map(|event| match event {
            Event::ReviewProposed { proposal, .. } => Some(proposal.finding),
            _other => None,
        });
    Box::new(sums.unwrap())
}

const fn standard(from: Month) -> BatchKind {
    BatchKind::Standard { from }
}

fn row(case: u64, result: RowResult) -> BatchRow {
    BatchRow {
        case: CaseId(case),
        facts: 7,
        area: AreaCode("340304200".to_owned()),
        programme: Programme::Dibao,
        setting: Setting::Rural,
        persons: 2,
        paid: Fen::yuan(622),
        result,
    }
}

fn raise() -> Raise {
    Raise {
        month: Fen::yuan(678),
        effective: Month::new(2026, 12).unwrap(),
        arrears: Fen::yuan(280),
        arrears_from: Some(Month::new(2026, 7).unwrap()),
        partly: false,
    }
}

fn batch_listed() -> Vec<Event> {
    let july = Month::new(2026, 7).unwrap();
    let opened = |batch, kind| Event::BatchMoved {
        batch,
        what: BatchEvent::Opened {
            plan: BatchPlan {
                kind,
                area: AreaCode("340304200".to_owned()),
            },
            by: StaffId(3),
            day: day(2026, 11, 23),
        },
    };
    let once = RowResult::Once {
        each: Fen(2_660),
        amount: Fen(5_320),
    };
    let left = RowResult::Left(WhyLeft::Unconfirmed {
        param: "db.standard.rural".to_owned(),
    });
    let listed = |batch, rows| Event::BatchMoved {
        batch,
        what: BatchEvent::Listed {
            rows,
            last: Some(CaseId(2)),
            complete: true,
            digest: "1d".repeat(32),
        },
    };
    vec![
        opened(1, BatchKind::Price { month: july }),
        listed(1, vec![row(1, once), row(2, RowResult::Same)]),
        Event::BatchMoved {
            batch: 1,
            what: BatchEvent::Dropped,
        },
        opened(BATCH, standard(july)),
        listed(BATCH, vec![row(1, RowResult::Raise(raise())), row(2, left)]),
        moved(BatchEvent::Proposed {
            freeze: "2e".repeat(32),
        }),
        moved(BatchEvent::Withdrawn),
        moved(BatchEvent::Returned {
            returned: Returned {
                by: StaffId(4),
                day: day(2026, 11, 24),
                reason: "文号不全".to_owned(),
            },
        }),
    ]
}

fn batch_carried() -> Vec<Event> {
    let (july, november) = (Month::new(2026, 7).unwrap(), Month::new(2026, 11).unwrap());
    let freeze = "2e".repeat(32);
    vec![
        moved(BatchEvent::Approved {
            by: StaffId(4),
            day: day(2026, 11, 24),
            freeze: freeze.clone(),
            decides: false,
        }),
        moved(BatchEvent::Confirmed {
            by: StaffId(5),
            day: day(2026, 11, 25),
            freeze: freeze.clone(),
        }),
        Event::BatchRowDone {
            case: CASE,
            done: Box::new(RowDone {
                batch: BATCH,
                kind: standard(july),
                by: StaffId(3),
                day: day(2026, 11, 23),
                freeze,
                approved: Some((StaffId(4), day(2026, 11, 24))),
                confirmed: Some((StaffId(5), day(2026, 11, 25))),
                raise: Some((raise(), finding())),
                once: Some(Once {
                    batch: BATCH,
                    kind: OnceKind::Arrears,
                    first: july,
                    last: november,
                    amount: Fen::yuan(280),
                    day: day(2026, 11, 25),
                    steps: Vec::new(),
                }),
            }),
        },
        moved(BatchEvent::Carried {
            chunk: 0,
            done: 1,
            left: vec![(1, WhyLeft::Changed)],
        }),
    ]
}
