//! One of every event there is, with invented people: what a journal of the first version holds.
#![allow(clippy::unwrap_used, missing_docs)]

use hecha::{
    domain::{
        alert::{Alert, AlertKind, AlertStatus},
        area::{Area, AreaCode},
        care::{Agreement, CareMode, CareRecord, CareTier, SelfCare, SelfCareItems, Support},
        change::{Change, ChangedFact, FactStatus, Reported, Value},
        citation::Confidence,
        evidence::{CheckReport, Hearing, HomeVisit, VisitMode},
        ids::{CaseId, PersonId, StaffId},
        linshi::{Aid, AidPapers, AidRecord, FollowUp, Instalment, LinshiType},
        money::Fen,
        parameter::OfficeValue,
        referral::{Consent, Entitlement, Referral, ReferralRecord},
        review::{Hold, HoldKind, Returned, Skip},
        staff::{Role, Staff},
    },
    journal::{Event, people::Record},
};

use crate::entries::{day, household, opened, proposed, recorded};

const CASE: CaseId = CaseId(1);

fn area(code: &str, name: &str) -> Area {
    Area {
        code: AreaCode(code.to_owned()),
        name: name.to_owned(),
    }
}

fn staff(id: u32, name: &str, role: Role) -> Staff {
    Staff {
        id: StaffId(id),
        name: name.to_owned(),
        roles: vec![role],
        area: AreaCode("340304".to_owned()),
        account: None,
        left: false,
    }
}

/// The names of all kinds of event, of the first version and since.
pub const fn kind(event: &Event) -> &'static str {
    match event {
        Event::OfficeOpened { .. } => "office_opened",
        Event::AreaSet { .. } => "area_set",
        Event::StaffRegistered { .. } => "staff_registered",
        Event::StaffChanged { .. } => "staff_changed",
        Event::PolicyValueSet { .. } => "policy_value_set",
        Event::PersonRecorded { .. } => "person_recorded",
        Event::CaseOpened { .. } => "case_opened",
        Event::HouseholdReplaced { .. } => "household_replaced",
        Event::ChangeReported { .. } => "change_reported",
        Event::ChangeAccepted { .. } => "change_accepted",
        Event::ChangeDeclined { .. } => "change_declined",
        Event::CasePlaced { .. } => "case_placed",
        Event::CaseClaimed { .. } => "case_claimed",
        Event::CaseReleased { .. } => "case_released",
        Event::CaseSkipped { .. } => "case_skipped",
        Event::CaseHeld { .. } => "case_held",
        Event::CaseWoken { .. } => "case_woken",
        Event::AlertRaised { .. } => "alert_raised",
        Event::AlertSettled { .. } => "alert_settled",
        Event::VisitRecorded { .. } => "visit_recorded",
        Event::SupportRecorded { .. } => "support_recorded",
        Event::SelfCareAssessed { .. } => "self_care_assessed",
        Event::AidRecorded { .. } => "aid_recorded",
        Event::AidPapersCompleted { .. } => "aid_papers_completed",
        Event::AidFollowedUp { .. } => "aid_followed_up",
        Event::CareRecorded { .. } => "care_recorded",
        Event::AidAdvanced { .. } => "aid_advanced",
        Event::ReferralRecorded { .. } => "referral_recorded",
        Event::HearingRecorded { .. } => "hearing_recorded",
        Event::ReportRecorded { .. } => "report_recorded",
        Event::ReviewProposed { .. } => "review_proposed",
        Event::ProposalWithdrawn { .. } => "proposal_withdrawn",
        Event::ReviewReturned { .. } => "review_returned",
        Event::ReviewApproved { .. } => "review_approved",
        Event::ReviewConfirmed { .. } => "review_confirmed",
        Event::DecisionInForce { .. } => "decision_in_force",
        Event::HearingWaived { .. } => "hearing_waived",
        Event::DecisionTaken { .. } => "decision_taken",
        Event::PostingMade { .. } => "posting_made",
        Event::PostingObjected { .. } => "posting_objected",
        Event::NoticeMade { .. } => "notice_made",
        Event::ServiceTried { .. } => "service_tried",
        Event::NoticeServed { .. } => "notice_served",
        Event::WorkOffered { .. } => "work_offered",
        Event::TierSet { .. } => "tier_set",
        Event::AppealReceived { .. } => "appeal_received",
        Event::AppealDecided { .. } => "appeal_decided",
        Event::RecoveryRecorded { .. } => "recovery_recorded",
        Event::ImportStarted { .. } => "import_started",
        Event::ImportFinished { .. } => "import_finished",
        Event::ImportStopped { .. } => "import_stopped",
        Event::BatchMoved { .. } => "batch_moved",
        Event::BatchRowDone { .. } => "batch_row_done",
        Event::PricesRecorded { .. } => "prices_recorded",
    }
}

/// How many kinds the first version had.
pub const FIRST_KINDS: usize = 27;

/// How many kinds the second version had: those, changes, and the evidence of 特困 and 临时救助.
pub const SECOND_KINDS: usize = 35;

/// How many kinds the third version had: those, and what is kept of care, aid and referrals.
pub const THIRD_KINDS: usize = 38;

/// How many kinds the fourth version has: all there are.
pub const FOURTH_KINDS: usize = 54;

/// What the second version does not have.
pub fn third_days() -> Vec<Vec<(Vec<Event>, Vec<Record>)>> {
    vec![vec![(kept(), vec![])]]
}

/// What is kept of care, of an aid in instalments, and of referrals.
fn kept() -> Vec<Event> {
    vec![
        Event::AidRecorded {
            case: CASE,
            aid: Aid {
                kind: LinshiType::Expense,
                cause: "子女就学支出".to_owned(),
                amount: Fen::yuan(2000),
                day: day(2026, 11, 20),
                by: StaffId(3),
                asked: Some(day(2026, 11, 18)),
                papers_due: Some(day(2026, 12, 4)),
                visit_due: Some(day(2026, 12, 20)),
                parts: vec![Instalment {
                    number: 1,
                    day: day(2026, 11, 20),
                    amount: Fen::yuan(2000),
                    paid: None,
                }],
            },
        },
        Event::AidAdvanced {
            case: CASE,
            record: AidRecord::InstalmentPaid {
                number: 1,
                day: day(2026, 11, 21),
                by: StaffId(3),
            },
        },
        Event::CareRecorded {
            case: CASE,
            record: CareRecord::Agreed(Agreement {
                caregiver: "刘桂兰".to_owned(),
                from: Some(day(2026, 11, 1)),
                until: day(2027, 10, 31),
                by: StaffId(3),
                note: String::new(),
            }),
        },
        Event::ReferralRecorded {
            case: CASE,
            record: ReferralRecord::Passed(Referral {
                number: 1,
                what: Entitlement::Medical,
                person: None,
                office: "区医保局".to_owned(),
                day: day(2026, 11, 20),
                consent: Consent::Spoken,
                follow: day(2026, 12, 20),
                note: String::new(),
                by: StaffId(3),
                answer: None,
            }),
        },
    ]
}

/// What the first days do not have: the units of the second version.
pub fn second_days() -> Vec<Vec<(Vec<Event>, Vec<Record>)>> {
    vec![vec![(changes(), vec![])], vec![(care_and_aid(), vec![])]]
}

fn care_and_aid() -> Vec<Event> {
    vec![
        Event::SupportRecorded {
            case: CASE,
            support: Support {
                mode: CareMode::Scattered,
                tier: Some(CareTier::Half),
                agreement_until: Some(day(2027, 3, 31)),
                able_duty: Some(false),
                day: day(2026, 11, 23),
                by: StaffId(3),
                note: "由邻居照料".to_owned(),
            },
        },
        Event::SelfCareAssessed {
            case: CASE,
            assessment: SelfCare {
                items: SelfCareItems {
                    eat: true,
                    dress: true,
                    transfer: true,
                    toilet: false,
                    walk: true,
                    bathe: false,
                },
                day: day(2026, 11, 23),
                by: StaffId(3),
                note: "县级评估组".to_owned(),
            },
        },
        Event::AidRecorded {
            case: CASE,
            aid: Aid {
                kind: LinshiType::Urgent,
                cause: "房屋失火".to_owned(),
                amount: Fen::yuan(2000),
                day: day(2026, 11, 20),
                by: StaffId(3),
                asked: None,
                papers_due: None,
                visit_due: None,
                parts: Vec::new(),
            },
        },
        Event::AidPapersCompleted {
            case: CASE,
            papers: AidPapers {
                day: day(2026, 11, 23),
                by: StaffId(3),
                note: "审批表、签收单".to_owned(),
            },
        },
        Event::AidFollowedUp {
            case: CASE,
            follow_up: FollowUp {
                day: day(2026, 11, 23),
                used_as_meant: true,
                referral: "低保".to_owned(),
                by: StaffId(3),
                note: "已租房暂住".to_owned(),
            },
        },
    ]
}

fn changes() -> Vec<Event> {
    let differs = |person, old, new| ChangedFact {
        reported: Reported::Differs { person, old, new },
        status: FactStatus::Open,
        settled: None,
    };
    let note = |text: &str| Value::Note(text.to_owned());
    let facts = vec![
        differs(Some(PersonId(1)), note(""), note("务农")),
        differs(None, Value::Homes(None), Value::Homes(Some(1))),
        ChangedFact {
            reported: Reported::Missing {
                person: PersonId(2),
            },
            status: FactStatus::Open,
            settled: None,
        },
    ];
    vec![
        Event::ChangeReported {
            case: CASE,
            change: Change {
                number: 1,
                day: day(2026, 11, 26),
                by: StaffId(3),
                source: "名册.xlsx 第18行".to_owned(),
                digest: "5e".repeat(16),
                facts,
            },
        },
        Event::CasePlaced {
            case: CASE,
            area: AreaCode("340304200002".to_owned()),
        },
        Event::ChangeAccepted {
            case: CASE,
            number: 1,
            facts: vec![0, 1],
            by: StaffId(3),
            day: day(2026, 11, 26),
        },
        Event::ChangeDeclined {
            case: CASE,
            number: 1,
            facts: vec![2],
            by: StaffId(3),
            day: day(2026, 11, 26),
            reason: "仍在户".to_owned(),
        },
    ]
}

/// The units of a small office's first days: events, with the identities they name.
pub fn first_days() -> Vec<Vec<(Vec<Event>, Vec<Record>)>> {
    vec![
        vec![(office(), vec![])],
        vec![(import_began(), vec![]), roster_case(1), roster_case(2)],
        vec![(import_ended(), vec![])],
        vec![(evidence(), vec![])],
        vec![(queue_work(), vec![])],
        vec![(proposed(1).events, vec![])],
        vec![(signatures(), vec![])],
        vec![(vec![Event::CaseReleased { case: CaseId(2) }], vec![])],
    ]
}

fn office() -> Vec<Event> {
    vec![
        Event::OfficeOpened {
            name: "禹会区 (演示)".to_owned(),
            area: AreaCode("340304".to_owned()),
            demo: true,
        },
        Event::AreaSet {
            area: area("340304200", "长青乡"),
        },
        Event::StaffRegistered {
            staff: staff(3, "经办甲", Role::Caseworker),
        },
        Event::StaffChanged {
            staff: staff(3, "经办乙", Role::Caseworker),
        },
        Event::PolicyValueSet {
            value: OfficeValue {
                name: "db.standard.rural".to_owned(),
                value: "722.00".to_owned(),
                from: day(2026, 7, 1),
                until: None,
                document: "禹民(演示)〔2026〕1号".to_owned(),
                area: AreaCode("340304".to_owned()),
                confidence: Confidence::Assumed,
            },
        },
    ]
}

fn import_began() -> Vec<Event> {
    vec![Event::ImportStarted {
        file: "名册\".xlsx".to_owned(),
        digest: "sha256:00".to_owned(),
        rows: 4,
    }]
}

fn import_ended() -> Vec<Event> {
    vec![
        Event::ImportFinished {
            digest: "sha256:00".to_owned(),
            accepted: 2,
            updated: 0,
        },
        Event::ImportStopped {
            digest: "sha256:01".to_owned(),
            taken: 0,
        },
    ]
}

fn roster_case(case: u64) -> (Vec<Event>, Vec<Record>) {
    let (draft, people) = opened(case);
    assert_eq!(draft.events[0], recorded(&people[0]));
    (draft.events, people)
}

fn evidence() -> Vec<Event> {
    vec![
        Event::HouseholdReplaced {
            case: CASE,
            household: household(2, 2),
            benefit: None,
            source: "名册.xlsx 第18行".to_owned(),
        },
        Event::AlertRaised {
            case: CASE,
            alert: Alert {
                number: 1,
                person: Some(PersonId(2)),
                kind: AlertKind::Vehicle,
                day: day(2026, 11, 20),
                source: "车辆登记".to_owned(),
                detail: "皖C*****5".to_owned(),
                status: AlertStatus::Open,
                settled: None,
                note: String::new(),
            },
        },
        Event::AlertSettled {
            case: CASE,
            number: 1,
            status: AlertStatus::Harmless,
            by: StaffId(3),
            day: day(2026, 11, 23),
            note: "电话问户主本人, 车已过户".to_owned(),
        },
        Event::VisitRecorded {
            case: CASE,
            visit: HomeVisit {
                day: day(2026, 11, 23),
                surveyors: vec![StaffId(3)],
                others: vec!["村委丙".to_owned()],
                mode: VisitMode::Home,
                met: true,
                note: "家中无变化\n屋顶漏雨".to_owned(),
            },
        },
        Event::HearingRecorded {
            case: CASE,
            hearing: Hearing {
                day: day(2026, 11, 23),
                by: StaffId(3),
                said: "同意".to_owned(),
                heard: true,
            },
        },
        Event::ReportRecorded {
            case: CASE,
            report: CheckReport {
                day: day(2026, 11, 21),
                clear: true,
                reference: "核对-1".to_owned(),
            },
        },
    ]
}

fn queue_work() -> Vec<Event> {
    vec![
        Event::CaseClaimed {
            case: CASE,
            by: StaffId(3),
            until: day(2026, 11, 30),
        },
        Event::CaseSkipped {
            case: CASE,
            skip: Skip {
                by: StaffId(3),
                day: day(2026, 11, 23),
                reason: "人不在家".to_owned(),
            },
        },
        Event::CaseHeld {
            case: CASE,
            hold: Hold {
                kind: HoldKind::CheckReport,
                since: day(2026, 11, 23),
                wake: day(2026, 12, 7),
                by: StaffId(3),
                note: String::new(),
            },
        },
        Event::CaseWoken { case: CASE },
    ]
}

fn signatures() -> Vec<Event> {
    let freeze = "9f".repeat(32);
    vec![
        Event::ProposalWithdrawn { case: CASE },
        Event::ReviewReturned {
            case: CASE,
            returned: Returned {
                by: StaffId(4),
                day: day(2026, 11, 24),
                reason: "缺入户照片".to_owned(),
            },
        },
        Event::ReviewApproved {
            case: CASE,
            by: StaffId(4),
            day: day(2026, 11, 25),
            freeze: freeze.clone(),
        },
        Event::ReviewConfirmed {
            case: CASE,
            by: StaffId(5),
            day: day(2026, 11, 25),
            freeze,
        },
        Event::DecisionInForce {
            case: CASE,
            next_due: Some(day(2027, 12, 3)),
            every_months: 12,
            from: None,
        },
    ]
}
