//! A journal of any size that is never held in memory: each entry is made from its number.

use hecha::{
    base::digest::Digest,
    domain::{
        alert::{Alert, AlertKind, AlertStatus},
        area::{Area, AreaCode, Setting},
        calendar::Month,
        case::{Benefit, Programme},
        ids::{CaseId, StaffId},
        money::Fen,
        person::Personal,
        review::{Cause, Hold, HoldKind, LastReview, Outcome, Proposal},
        staff::{Role, Staff},
    },
    journal::{
        Head, UnitPart,
        entry::{Draft, Entry, Recorded},
        event::{Event, NewCase, PersonRef},
    },
    store::{JournalSource, StoreFault},
};

use crate::invented::{COUNTY, Dice, TODAY, day, deeds::finding, household, identity};

/// Members a household has at most here: person numbers are spaced by it.
const SPACE: u64 = 5;

/// Households of a township, as in a real one.
const TOWNSHIP: u64 = 1_100;

/// A district with so many households, of which a tenth have a history.
#[derive(Debug, Clone, Copy)]
pub struct District {
    pub households: u64,
    /// How far the journal has come; the rest of it is yet to happen.
    pub upto: u64,
    /// Whether it came by an import that is still open.
    pub importing: bool,
}

impl District {
    pub fn townships(self) -> u64 {
        (self.households / TOWNSHIP).clamp(4, 900)
    }

    pub fn township(number: u64) -> String {
        format!("{COUNTY}{:03}", 1 + number)
    }

    pub fn new(households: u64) -> Self {
        Self {
            households,
            upto: 1 + households + households / 10,
            importing: false,
        }
    }

    fn head_seq(self) -> u64 {
        self.upto
    }

    fn digest(seq: u64) -> Digest {
        if seq == 0 {
            Head::start().digest
        } else {
            Digest::of(&seq.to_be_bytes())
        }
    }

    pub fn entry(self, seq: u64) -> Entry {
        let (events, people) = if seq == 1 {
            (self.opening(), Vec::new())
        } else if seq <= 1 + self.households {
            self.case(seq - 1)
        } else {
            (self.history(seq - 1 - self.households), Vec::new())
        };
        Entry {
            seq,
            prev: Self::digest(seq - 1),
            draft: Draft {
                at: format!("2026-11-{:02}T09:00:00+08:00", 1 + seq % 22),
                actor: StaffId(1),
                session: "s".to_owned(),
                key: format!("018f-{seq:016x}"),
                events,
            },
            unit: UnitPart { k: 1, n: 1 },
            digest: Self::digest(seq),
            people,
        }
    }

    fn opening(self) -> Vec<Event> {
        let area = |code: String, name: String| Event::AreaSet {
            area: Area {
                code: AreaCode(code),
                name,
            },
        };
        let mut events = vec![
            Event::OfficeOpened {
                name: "禹会区".to_owned(),
                area: AreaCode(COUNTY.to_owned()),
                demo: true,
            },
            Event::StaffRegistered {
                staff: Staff {
                    id: StaffId(1),
                    name: "王芳".to_owned(),
                    roles: vec![Role::Caseworker],
                    area: AreaCode(COUNTY.to_owned()),
                    account: None,
                    left: false,
                },
            },
        ];
        if self.importing {
            events.push(Event::ImportStarted {
                file: "名册.xlsx".to_owned(),
                digest: "sm3:0".to_owned(),
                rows: 1,
            });
        }
        for number in 0..self.townships() {
            let code = Self::township(number);
            for village in 0..12 {
                let name = format!("前进{}村", number * 12 + village);
                events.push(area(format!("{code}{:03}", 200 + village), name));
            }
            events.push(area(code, format!("第{number}乡")));
        }
        events
    }

    fn case(self, number: u64) -> (Vec<Event>, Vec<Recorded>) {
        let mut dice = Dice::new(number);
        let members = *dice.pick(&[1, 1, 1, 1, 1, 1, 2, 2, 3, 4]);
        let first = number * SPACE;
        let mut events = Vec::new();
        let mut people = Vec::new();
        for person in first..first + members {
            let reference = PersonRef {
                person: hecha::domain::ids::PersonId(person),
                record: format!("{person:x}"),
            };
            people.push(Recorded {
                reference: reference.clone(),
                identity: Some(identity(person, &mut dice)),
            });
            events.push(Event::PersonRecorded { person: reference });
        }
        let township = Self::township(number % self.townships());
        let every_months = *dice.pick(&[6, 12]);
        events.push(Event::CaseOpened {
            case: CaseId(number),
            new: NewCase {
                number: format!("340304-{number:07}"),
                programme: *dice.pick(&[
                    Programme::Dibao,
                    Programme::Dibao,
                    Programme::Dibao,
                    Programme::Tekun,
                ]),
                area: AreaCode(format!("{township}{:03}", 200 + dice.roll(12))),
                setting: Setting::Rural,
                household: household(first, members, &mut dice),
                benefit: Some(Benefit {
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
                due: day(TODAY).add_days(dice.roll(365) as i64 - 12).unwrap(),
                every_months,
                source: format!("名册.xlsx:{number}"),
                place: String::new(),
                support: None,
                aid: None,
            },
        });
        (events, people)
    }

    /// What happened to every tenth case.
    fn history(self, number: u64) -> Vec<Event> {
        let case = CaseId(number * 10);
        let mut dice = Dice::new(number ^ 0x5555);
        match dice.roll(3) {
            0 => vec![Event::AlertRaised {
                case,
                alert: Alert {
                    number: 1,
                    person: None,
                    kind: *dice.pick(&[AlertKind::Vehicle, AlertKind::Pension, AlertKind::Death]),
                    day: day("2026-11-18"),
                    source: "车辆登记".to_owned(),
                    detail: "皖C*****5".to_owned(),
                    status: AlertStatus::Open,
                    settled: None,
                    note: String::new(),
                },
            }],
            1 if dice.roll(4) == 0 => vec![Event::CaseHeld {
                case,
                hold: Hold {
                    kind: HoldKind::CheckReport,
                    since: day("2026-11-10"),
                    wake: day(TODAY).add_days(dice.roll(40) as i64 - 5).unwrap(),
                    by: StaffId(1),
                    note: "等核对报告".to_owned(),
                },
            }],
            _ => decided(self.case(case.0).0.pop(), case),
        }
    }
}

/// Proposed, approved and in force in one entry.
pub fn decided(opened: Option<Event>, case: CaseId) -> Vec<Event> {
    let Some(Event::CaseOpened { new, .. }) = opened else {
        unreachable!("the last event of a case is its opening")
    };
    let freeze = format!("freeze-{}", case.0);
    let proposal = Proposal {
        outcome: Outcome::Keep,
        cause: Cause::Unchanged,
        reason: String::new(),
        month: new.benefit.map_or(Fen::yuan(420), |paid| paid.month),
        effective: Month::new(2026, 12).unwrap(),
        phase_out_months: None,
        household: new.household,
        finding: finding(day(TODAY)),
        by: StaffId(1),
        day: day("2026-11-20"),
        freeze: freeze.clone(),
        changed: None,
    };
    vec![
        Event::ReviewProposed {
            case,
            proposal: Box::new(proposal),
        },
        Event::ReviewApproved {
            case,
            by: StaffId(2),
            day: day("2026-11-21"),
            freeze,
        },
        Event::DecisionInForce {
            case,
            next_due: day("2026-11-20").add_months(6),
            every_months: 6,
            from: None,
        },
    ]
}

/// An entry that signs a decision about a case, after the others.
pub fn decision(district: District, case: u64, after: Head) -> Entry {
    let mut entry = district.entry(1 + case);
    entry.seq = after.seq + 1;
    entry.prev = after.digest;
    entry.digest = Digest::of(format!("{}{}", after.digest, entry.seq).as_bytes());
    entry.draft.key = format!("sign-{}", entry.seq);
    entry.draft.events = decided(entry.draft.events.pop(), CaseId(case));
    entry.people = Vec::new();
    entry
}

/// The name of the head of a case.
pub fn head_name(district: District, case: u64) -> Personal {
    let (_, people) = district.case(case);
    people[0].identity.as_ref().unwrap().name.clone()
}

impl JournalSource for District {
    fn head(&self) -> Head {
        let seq = self.head_seq();
        Head {
            seq,
            digest: Self::digest(seq),
        }
    }

    fn digest_at(&self, seq: u64) -> Result<Option<Digest>, StoreFault> {
        Ok((seq <= self.head_seq()).then(|| Self::digest(seq)))
    }

    fn entries_from(
        &self,
        seq: u64,
    ) -> Result<impl Iterator<Item = Result<Entry, StoreFault>>, StoreFault> {
        let district = *self;
        Ok((seq..=self.head_seq()).map(move |seq| Ok(district.entry(seq))))
    }
}
