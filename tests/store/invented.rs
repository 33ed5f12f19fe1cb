//! An invented office: households, people and a history that could have happened, from a seed.

pub mod deeds;
mod people;

use std::collections::BTreeMap;

use hecha::{
    base::digest::Digest,
    domain::{
        alert::{Alert, AlertKind, AlertStatus},
        area::{AreaCode, Setting},
        calendar::{Day, Month},
        care::{Attendance, CareMode, CareRecord, CareVisit, Condition, Support},
        case::{Benefit, Programme},
        evidence::{CheckReport, Hearing, HomeVisit, VisitMode},
        household::Household,
        ids::{CaseId, StaffId},
        linshi::{Aid, LinshiType},
        money::Fen,
        person::{Identity, Personal},
        referral::{Consent, Entitlement, Referral, ReferralRecord},
        review::{Hold, HoldKind, LastReview, Outcome, Returned, ReviewStep, Skip, Status, next},
        staff::{Role, Staff},
    },
    journal::{
        UnitPart,
        entry::{Draft, Entry, Recorded},
        event::{Event, NewCase, PersonRef},
    },
    store::JournalSource,
};

use deeds::{area, carried_out, change, proposal};
pub use people::*;

/// What is remembered of a case, so that the history stays possible.
#[derive(Debug, Clone)]
struct Track {
    status: Status,
    alerts: u32,
    referrals: u32,
    household: Household,
    freeze: String,
    by: StaffId,
    takes_away: bool,
    changes: u32,
    /// Whether the newest change waits.
    open: bool,
}

/// An office whose history grows.
#[derive(Debug, Clone)]
pub struct Office {
    pub paper: Paper,
    pub dice: Dice,
    pending: Vec<Recorded>,
    records: u64,
    today: Day,
    cases: BTreeMap<u64, Track>,
    next_person: u64,
}

pub const STAFF: u32 = 6;

impl Office {
    pub fn new(seed: u64) -> Self {
        let mut office = Self {
            paper: Paper::default(),
            dice: Dice::new(seed),
            pending: Vec::new(),
            records: 0,
            today: day("2026-10-01"),
            cases: BTreeMap::new(),
            next_person: 1,
        };
        let mut events = vec![Event::OfficeOpened {
            name: "禹会区".to_owned(),
            area: AreaCode(COUNTY.to_owned()),
            demo: true,
        }];
        for (township, name) in TOWNSHIPS.iter().zip(TOWNSHIP_NAMES) {
            events.push(area(township, name));
            for (number, village) in VILLAGE_NAMES.iter().enumerate() {
                events.push(area(&format!("{township}{:03}", 201 + number), village));
            }
        }
        for id in 1..=STAFF {
            events.push(Event::StaffRegistered {
                staff: Staff {
                    id: StaffId(id),
                    name: format!("王芳{id}"),
                    roles: vec![Role::Caseworker, Role::Approver],
                    area: AreaCode(COUNTY.to_owned()),
                    account: None,
                    left: false,
                },
            });
        }
        office.write(1, events);
        office
    }

    /// Writes an entry by hand.
    pub fn write(&mut self, actor: u32, events: Vec<Event>) -> u64 {
        let seq = self.paper.entries.len() as u64 + 1;
        let prev = self.paper.head().digest;
        let digest = Digest::of(format!("{prev}{events:?}").as_bytes());
        self.paper.entries.push(Entry {
            seq,
            prev,
            draft: Draft {
                at: format!(
                    "{}T09:{:02}:{:02}+08:00",
                    self.today,
                    seq / 60 % 60,
                    seq % 60
                ),
                actor: StaffId(actor),
                session: "s".to_owned(),
                key: format!("key-{seq}"),
                events,
            },
            unit: UnitPart { k: 1, n: 1 },
            digest,
            people: std::mem::take(&mut self.pending),
        });
        seq
    }

    /// Records a person, and gives the event that says so; the next entry takes both.
    pub fn record(&mut self, identity: Identity) -> Event {
        self.records += 1;
        let reference = PersonRef {
            person: identity.person,
            record: format!("record-{}", self.records),
        };
        self.pending.push(Recorded {
            reference: reference.clone(),
            identity: Some(identity),
        });
        Event::PersonRecorded { person: reference }
    }

    /// Opens a case with these members, the head first.
    pub fn open_case(&mut self, names: &[&str]) -> CaseId {
        let first = self.next_person;
        let mut events = Vec::new();
        for (place, name) in names.iter().enumerate() {
            let mut one = identity(first + place as u64, &mut self.dice);
            one.name = Personal::new(*name);
            events.push(self.record(one));
        }
        self.next_person += names.len() as u64;
        let household = household(first, names.len() as u64, &mut self.dice);
        self.finish_opening(events, household)
    }

    fn open_any(&mut self) -> CaseId {
        let first = self.next_person;
        let members = 1 + self.dice.roll(4);
        let events = (0..members)
            .map(|place| {
                let one = identity(first + place, &mut self.dice);
                self.record(one)
            })
            .collect();
        self.next_person += members;
        let household = household(first, members, &mut self.dice);
        self.finish_opening(events, household)
    }

    fn finish_opening(&mut self, mut events: Vec<Event>, household: Household) -> CaseId {
        let case = CaseId(self.cases.len() as u64 + 1);
        let dice = &mut self.dice;
        let township = *dice.pick(&TOWNSHIPS);
        let every_months = *dice.pick(&[6, 12]);
        let programme = *dice.pick(&[
            Programme::Dibao,
            Programme::Dibao,
            Programme::Dibao,
            Programme::Tekun,
            Programme::Linshi,
            Programme::Edge,
        ]);
        let due = self.today.add_days(dice.roll(150) as i64 - 40).unwrap();
        self.cases.insert(
            case.0,
            Track {
                status: Status::Due,
                alerts: 0,
                referrals: 0,
                household: household.clone(),
                freeze: String::new(),
                by: StaffId(1),
                takes_away: false,
                changes: 0,
                open: false,
            },
        );
        events.push(Event::CaseOpened {
            case,
            new: NewCase {
                number: format!("340304-{:06}", case.0),
                programme,
                area: AreaCode(format!("{township}{:03}", 201 + dice.roll(5))),
                setting: *dice.pick(&[Setting::Rural, Setting::Urban]),
                household,
                benefit: (dice.roll(10) > 0).then(|| Benefit {
                    month: Fen::yuan(dice.roll(900) as i64),
                    since: Month::new(2025, 3),
                }),
                single: false,
                kin_registered: false,
                last_review: Some(LastReview {
                    day: day("2026-05-10"),
                    by: "王芳".to_owned(),
                    outcome: Outcome::Keep,
                    household: None,
                }),
                due,
                every_months,
                source: String::new(),
                place: String::new(),
                support: None,
                aid: None,
            },
        });
        self.write(1, events);
        case
    }

    /// Lets something happen that can.
    pub fn step(&mut self) {
        if self.dice.roll(40) == 0 {
            self.today = self.today.next().unwrap();
        }
        if self.cases.is_empty() || self.dice.roll(6) == 0 {
            self.open_any();
            return;
        }
        if self.dice.roll(25) == 0 {
            self.rename_somebody();
            return;
        }
        let case = CaseId(1 + self.dice.roll(self.cases.len() as u64));
        let staff = StaffId(1 + self.dice.roll(u64::from(STAFF)) as u32);
        for _ in 0..8 {
            if let Some(event) = self.try_event(case, staff) {
                self.write(staff.0, vec![event]);
                return;
            }
        }
    }

    fn rename_somebody(&mut self) {
        let person = 1 + self.dice.roll(self.next_person - 1);
        let one = identity(person, &mut self.dice);
        let event = self.record(one);
        self.write(2, vec![event]);
    }

    #[expect(
        clippy::too_many_lines,
        reason = "one arm for each thing that can happen"
    )]
    fn try_event(&mut self, case: CaseId, staff: StaffId) -> Option<Event> {
        let today = self.today;
        let mut track = self.cases.get(&case.0)?.clone();
        let dice = &mut self.dice;
        let stood = track.status;
        let mut go = |step: ReviewStep| {
            next(track.status, step)
                .map(|status| track.status = status)
                .ok()
        };
        let event = match dice.roll(24) {
            0 | 1 => {
                go(ReviewStep::Claim)?;
                let until = today.add_days(dice.roll(10) as i64).unwrap();
                Event::CaseClaimed {
                    case,
                    by: staff,
                    until,
                }
            }
            2 => {
                go(ReviewStep::Release)?;
                Event::CaseReleased { case }
            }
            3 => Event::CaseSkipped {
                case,
                skip: Skip {
                    by: staff,
                    day: today,
                    reason: "外出".to_owned(),
                },
            },
            4 => {
                go(ReviewStep::Hold)?;
                Event::CaseHeld {
                    case,
                    hold: Hold {
                        kind: *dice.pick(&[HoldKind::Papers, HoldKind::CheckReport]),
                        since: today,
                        wake: today.add_days(dice.roll(40) as i64).unwrap(),
                        by: staff,
                        note: "等".to_owned(),
                    },
                }
            }
            5 => {
                go(ReviewStep::Wake)?;
                Event::CaseWoken { case }
            }
            6 => {
                track.alerts += 1;
                Event::AlertRaised {
                    case,
                    alert: Alert {
                        number: track.alerts,
                        person: None,
                        kind: *dice.pick(&[
                            AlertKind::Death,
                            AlertKind::Vehicle,
                            AlertKind::Pension,
                            AlertKind::Other,
                        ]),
                        day: today.add_days(-(dice.roll(9) as i64)).unwrap(),
                        source: "车辆登记".to_owned(),
                        detail: "皖C*****5".to_owned(),
                        status: AlertStatus::Open,
                        settled: None,
                        note: String::new(),
                    },
                }
            }
            7 if track.alerts > 0 => Event::AlertSettled {
                case,
                number: 1 + dice.roll(u64::from(track.alerts)) as u32,
                status: *dice.pick(&[AlertStatus::True, AlertStatus::Untrue]),
                by: staff,
                day: today,
                note: "电话问户主本人".to_owned(),
            },
            8 => Event::VisitRecorded {
                case,
                visit: HomeVisit {
                    day: today,
                    surveyors: vec![staff],
                    others: vec!["村干部".to_owned()],
                    mode: VisitMode::Home,
                    met: true,
                    note: "见户主".to_owned(),
                },
            },
            9 => Event::HearingRecorded {
                case,
                hearing: Hearing {
                    day: today,
                    by: staff,
                    said: "无异议".to_owned(),
                    heard: true,
                },
            },
            10 => Event::ReportRecorded {
                case,
                report: CheckReport {
                    day: today,
                    clear: true,
                    reference: "核2026-1".to_owned(),
                },
            },
            20 => Event::SupportRecorded {
                case,
                support: Support {
                    mode: *dice.pick(&[
                        CareMode::Scattered,
                        CareMode::Scattered,
                        CareMode::Central,
                    ]),
                    tier: None,
                    agreement_until: (dice.roll(2) == 0)
                        .then(|| today.add_days(dice.roll(60) as i64).unwrap()),
                    able_duty: Some(false),
                    day: today.add_days(-(dice.roll(90) as i64)).unwrap(),
                    by: staff,
                    note: String::new(),
                },
            },
            21 => Event::CareRecorded {
                case,
                record: CareRecord::Visited(CareVisit {
                    day: today,
                    visitor: "村干部".to_owned(),
                    mode: VisitMode::Phone,
                    health: Condition::Good,
                    housing: Condition::Concern,
                    caregiver: Attendance::Comes,
                    needs: String::new(),
                    note: String::new(),
                    next: today.add_days(dice.roll(50) as i64 - 20),
                    by: staff,
                }),
            },
            22 => {
                track.referrals += 1;
                Event::ReferralRecorded {
                    case,
                    record: ReferralRecord::Passed(Referral {
                        number: track.referrals,
                        what: Entitlement::Medical,
                        person: None,
                        office: "医保局".to_owned(),
                        day: today,
                        consent: Consent::Phone,
                        follow: today.add_days(dice.roll(60) as i64 - 10).unwrap(),
                        note: String::new(),
                        by: staff,
                        answer: None,
                    }),
                }
            }
            23 => Event::AidRecorded {
                case,
                aid: Aid {
                    kind: LinshiType::Urgent,
                    cause: "失火".to_owned(),
                    amount: Fen::yuan(900),
                    day: today,
                    by: staff,
                    asked: None,
                    papers_due: today.add_days(dice.roll(60) as i64 - 10),
                    visit_due: None,
                    parts: Vec::new(),
                },
            },
            11 | 12 => {
                go(ReviewStep::Propose)?;
                track.freeze = format!("freeze-{}", dice.roll(1 << 40));
                track.by = staff;
                let outcome = *dice.pick(&[Outcome::Keep, Outcome::Decrease, Outcome::Stop]);
                track.takes_away = outcome.takes_away();
                Event::ReviewProposed {
                    case,
                    proposal: Box::new(proposal(&track, outcome, today, dice)),
                }
            }
            13 if dice.roll(2) == 0 => {
                go(ReviewStep::Withdraw)?;
                Event::ProposalWithdrawn { case }
            }
            13 => {
                go(ReviewStep::Return)?;
                Event::ReviewReturned {
                    case,
                    returned: Returned {
                        by: staff,
                        day: today,
                        reason: "材料不齐".to_owned(),
                    },
                }
            }
            14 => {
                go(ReviewStep::Approve)?;
                Event::ReviewApproved {
                    case,
                    by: staff,
                    day: today,
                    freeze: track.freeze.clone(),
                }
            }
            15 if track.takes_away && stood != Status::Approved => {
                let event = carried_out(case, staff, today, stood, dice)?;
                match event {
                    Event::NoticeMade { .. } => go(ReviewStep::Notify)?,
                    Event::NoticeServed { .. } => go(ReviewStep::Serve)?,
                    Event::DecisionInForce { .. } => {
                        go(ReviewStep::Enforce)?;
                        track.status = Status::Due;
                    }
                    _ => {}
                }
                event
            }
            15 if track.takes_away && dice.roll(2) == 0 => {
                go(ReviewStep::Decide)?;
                Event::DecisionTaken {
                    case,
                    by: staff,
                    day: today,
                }
            }
            15 => {
                if track.takes_away || dice.roll(3) == 0 {
                    go(ReviewStep::Confirm)?;
                    Event::ReviewConfirmed {
                        case,
                        by: staff,
                        day: today,
                        freeze: track.freeze.clone(),
                    }
                } else {
                    go(ReviewStep::TakeForce)?;
                    let ends = dice.roll(8) == 0;
                    track.open = false;
                    if !ends {
                        track.status = Status::Due;
                    }
                    Event::DecisionInForce {
                        case,
                        next_due: (!ends).then(|| today.add_months(6).unwrap()),
                        every_months: 6,
                        from: None,
                    }
                }
            }
            19 => Event::CasePlaced {
                case,
                area: AreaCode(format!(
                    "{}{:03}",
                    dice.pick(&TOWNSHIPS),
                    201 + dice.roll(5)
                )),
            },
            16 | 17 => {
                track.changes += 1;
                track.open = true;
                Event::ChangeReported {
                    case,
                    change: change(&track, staff, today),
                }
            }
            18 if track.open => {
                track.open = false;
                let (number, facts) = (track.changes, vec![0]);
                if dice.roll(2) == 0 {
                    Event::ChangeAccepted {
                        case,
                        number,
                        facts,
                        by: staff,
                        day: today,
                    }
                } else {
                    Event::ChangeDeclined {
                        case,
                        number,
                        facts,
                        by: staff,
                        day: today,
                        reason: "不符".to_owned(),
                    }
                }
            }
            _ => {
                track.open = false;
                let first = track.household.members[0].person.0;
                let count = 1 + dice.roll(track.household.members.len() as u64);
                track.household = household(first, count, dice);
                Event::HouseholdReplaced {
                    case,
                    household: track.household.clone(),
                    benefit: None,
                    source: "名册.xlsx".to_owned(),
                }
            }
        };
        self.cases.insert(case.0, track);
        Some(event)
    }

    /// How many cases there are.
    pub fn case_count(&self) -> u64 {
        self.cases.len() as u64
    }
}
