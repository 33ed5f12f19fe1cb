//! A small office in a directory of its own: staff of every role, a clock that stands still.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc
)]

mod steps;

use std::sync::Arc;

use chrono::TimeDelta;
use hecha::{
    base::clock::{Clock, FixedClock},
    domain::{
        area::{Area, AreaCode, Setting},
        asset::Assets,
        calendar::Day,
        case::{Benefit, Programme},
        citation::Confidence,
        evidence::VisitMode,
        household::{Household, Labour, MemberFacts, Relation, Sex},
        ids::{CaseId, StaffId},
        income::{Income, IncomeKind, Per},
        money::Fen,
        person::Personal,
        queue::QueueId,
        review::{Cause, LastReview, Outcome},
        staff::Role,
    },
    engine::{
        answer::{Answer, Assessment, CaseView, Receipt},
        command::{
            Command, Intake, IntakeMember, Listed, NewIdentity, NewStaff, ProposeReview, Request,
        },
        query::Query,
        refusal::{Refusal, Trouble},
    },
    policy::OfficeValue,
    session::{
        Session,
        local::{Chair, Local},
    },
};

/// The refusal of something that should have been refused.
pub fn refusal<T: std::fmt::Debug>(result: Result<T, Trouble>) -> Refusal {
    match result {
        Err(Trouble::Refused(refusal)) => *refusal,
        other => panic!("should have been refused: {other:?}"),
    }
}

/// An ID number with a correct check character and a sequence code that marks it as invented.
pub fn id_number(sequence: u32, birth: &str) -> String {
    let digits = format!("340304{birth}{:03}", 990 + sequence % 10);
    let weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = digits
        .bytes()
        .zip(weights)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    let check = b"10X98765432"[(sum % 11) as usize] as char;
    format!("{digits}{check}")
}

/// One person on the farm with 100.00 a month, paid 622.00 under 722.00; the half-yearly review is due.
pub fn intake(name: &str, sequence: u32) -> Intake {
    let mut facts = MemberFacts::new(Relation::Head, Day::new(1975, 3, 1).unwrap());
    facts.sex = Some(Sex::Male);
    facts.labour = Some(Labour::Partial);
    facts.incomes = vec![Income {
        kind: IncomeKind::Business,
        item: None,
        amount: Fen::yuan(100),
        per: Per::Month,
    }];
    let (month, day) = (sequence / 10 % 12 + 1, sequence / 120 % 28 + 1);
    let year = 1950 + sequence / 3360;
    Intake {
        number: String::new(),
        programme: Programme::Dibao,
        area: AreaCode("340304200201".into()),
        setting: Setting::Rural,
        members: vec![IntakeMember {
            identity: NewIdentity {
                name: Personal::new(name),
                number: Personal::new(id_number(sequence, &format!("{year}{month:02}{day:02}"))),
                phone: Personal::default(),
                account: Personal::default(),
                address: Personal::new("前进村5组"),
            },
            facts,
        }],
        assets: Assets::default(),
        income_stable: false,
        benefit: Some(Benefit {
            month: Fen::yuan(622),
            since: None,
        }),
        single: false,
        kin_registered: false,
        last_review: Some(LastReview {
            day: Day::new(2026, 5, 10).unwrap(),
            by: "王芳".into(),
            outcome: Outcome::Keep,
            household: None,
        }),
        source: String::new(),
        listed: Listed::default(),
    }
}

/// An office of its own.
pub struct Office {
    pub dir: tempfile::TempDir,
    pub clock: Arc<FixedClock>,
    session: Option<Local>,
    name: String,
    counter: u64,
}

impl Office {
    /// 禹会区 on 2026-11-23 with staff of every role; 王芳 sits at the desk.
    pub fn open() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::at_nine(
            chrono::NaiveDate::from_ymd_opt(2026, 11, 23).unwrap(),
        ));
        let (session, _) = Local::open(
            dir.path(),
            clock.clone(),
            Chair::Named("孙丽".into()),
            &mut |_| {},
        )
        .unwrap();
        let mut office = Self {
            dir,
            clock,
            session: Some(session),
            name: "孙丽".into(),
            counter: 0,
        };
        let county = AreaCode("340304".into());
        let area = |code: &str, name: &str| Area {
            code: AreaCode(code.into()),
            name: name.into(),
        };
        let staff = |name: &str, roles: &[Role], area: &str| NewStaff {
            name: name.into(),
            roles: roles.to_vec(),
            area: AreaCode(area.into()),
            account: None,
        };
        office
            .run(Command::OpenOffice {
                name: "禹会区".into(),
                area: county,
                demo: true,
                areas: vec![
                    area("340304", "禹会区"),
                    area("340304200", "长青乡"),
                    area("340304200201", "前进村"),
                ],
                staff: staff("孙丽", &[Role::Administrator], "340304"),
            })
            .unwrap();
        for new in [
            staff("王芳", &[Role::Caseworker], "340304200"),
            staff("张伟", &[Role::Caseworker], "340304200"),
            staff("李建国", &[Role::Approver], "340304200"),
            staff("赵敏", &[Role::Confirmer], "340304"),
            staff("周全", &[Role::Caseworker, Role::Approver], "340304200"),
            staff("审计", &[Role::Auditor], "340304"),
            staff("外乡", &[Role::Caseworker], "340304101"),
        ] {
            office.run(Command::RegisterStaff { staff: new }).unwrap();
        }
        office.sit("王芳");
        office
    }

    pub fn session(&self) -> &Local {
        self.session.as_ref().unwrap()
    }

    /// Lets somebody else sit down.
    pub fn sit(&mut self, name: &str) {
        self.session.as_mut().unwrap().take_chair(name).unwrap();
        self.name = name.into();
    }

    /// Ends the program.
    pub fn leave(&mut self) {
        drop(self.session.take());
    }

    /// Ends the program and starts it again.
    pub fn restart(&mut self) {
        self.leave();
        self.come_back();
    }

    /// Starts the program again.
    pub fn come_back(&mut self) {
        let (session, _) = Local::open(
            self.dir.path(),
            self.clock.clone(),
            Chair::Named(self.name.clone()),
            &mut |_| {},
        )
        .unwrap();
        self.session = Some(session);
    }

    pub fn today(&self) -> Day {
        Day(self.clock.today())
    }

    pub fn advance_days(&self, days: i64) {
        self.clock.advance(TimeDelta::days(days));
    }

    pub fn run_full(
        &mut self,
        command: Command,
        expect: Option<u64>,
        key: &str,
    ) -> Result<Receipt, Trouble> {
        self.session().execute(Request {
            command,
            expect,
            key: key.into(),
        })
    }

    pub fn run(&mut self, command: Command) -> Result<Receipt, Trouble> {
        self.run_seen(command, None)
    }

    pub fn run_seen(&mut self, command: Command, expect: Option<u64>) -> Result<Receipt, Trouble> {
        self.counter += 1;
        let key = format!("{}-{}-{}", std::process::id(), self.name, self.counter);
        self.run_full(command, expect, &key)
    }

    pub fn run_key(&mut self, command: Command, key: &str) -> Result<Receipt, Trouble> {
        self.run_full(command, None, key)
    }

    pub fn batch(&mut self, commands: Vec<Command>) -> Vec<Result<Receipt, Trouble>> {
        let requests = commands
            .into_iter()
            .map(|command| {
                self.counter += 1;
                Request {
                    command,
                    expect: None,
                    key: format!("batch-{}", self.counter),
                }
            })
            .collect();
        self.session().execute_batch(requests).unwrap()
    }

    pub fn ask(&self, query: Query) -> Result<Answer, Trouble> {
        self.session().ask(query)
    }

    pub fn take_in(&mut self, intake: Intake) -> CaseId {
        self.run(Command::OpenCase {
            intake: Box::new(intake),
        })
        .unwrap()
        .case
        .unwrap()
    }

    /// Reports what a newer list says of a case.
    pub fn report(&mut self, case: CaseId, intake: Intake) -> Result<Receipt, Trouble> {
        self.run(Command::ReportChange {
            case,
            intake: Box::new(intake),
            digest: String::new(),
        })
    }

    /// Reports what a newer list says, and accepts all of it.
    pub fn report_and_accept(&mut self, case: CaseId, intake: Intake) -> Result<Receipt, Trouble> {
        self.report(case, intake)?;
        let change = self.view(case).case.changes.pop().unwrap();
        let facts = change.open().map(|(place, _)| place).collect();
        self.run(Command::SettleChange {
            case,
            number: change.number,
            accept: facts,
            decline: Vec::new(),
            reason: String::new(),
        })
    }

    pub fn view(&self, case: CaseId) -> CaseView {
        match self.ask(Query::Case { case }).unwrap() {
            Answer::Case(view) => *view,
            other => panic!("another answer: {other:?}"),
        }
    }

    pub fn staff(&self, name: &str) -> StaffId {
        match self.ask(Query::Staff).unwrap() {
            Answer::Staff(staff) => staff.iter().find(|staff| staff.name == name).unwrap().id,
            other => panic!("another answer: {other:?}"),
        }
    }

    pub fn me(&self) -> StaffId {
        self.staff(&self.name)
    }

    pub fn record_visit(
        &mut self,
        case: CaseId,
        surveyors: Vec<StaffId>,
    ) -> Result<Receipt, Trouble> {
        let day = self.today();
        self.run(Command::RecordVisit {
            case,
            day,
            surveyors,
            others: Vec::new(),
            mode: VisitMode::Home,
            met: true,
            note: String::new(),
        })
    }

    pub fn settle(
        &mut self,
        case: CaseId,
        number: u32,
        status: hecha::domain::alert::AlertStatus,
    ) -> Result<Receipt, Trouble> {
        self.run(Command::SettleAlert {
            case,
            number,
            status,
            note: "电话问户主本人".into(),
        })
    }

    pub fn visit(&mut self, case: CaseId) {
        let surveyors = vec![self.staff("王芳"), self.staff("张伟")];
        self.record_visit(case, surveyors).unwrap();
    }

    pub fn assess(&self, case: CaseId, household: Household) -> Assessment {
        match self
            .ask(Query::Assess {
                case,
                household: Box::new(household),
                cause: None,
                on: None,
            })
            .unwrap()
        {
            Answer::Assessment(assessment) => *assessment,
            other => panic!("another answer: {other:?}"),
        }
    }

    pub fn propose_seen(
        &mut self,
        case: CaseId,
        household: Household,
        outcome: Outcome,
        cause: Cause,
        reason: &str,
        finding_seen: String,
    ) -> Result<Receipt, Trouble> {
        self.run(Command::Propose(Box::new(ProposeReview {
            case,
            outcome,
            cause,
            reason: reason.into(),
            effective: None,
            phase_out_months: None,
            changed: None,
            household,
            finding_seen,
        })))
    }

    pub fn propose(
        &mut self,
        case: CaseId,
        household: Household,
        outcome: Outcome,
        cause: Cause,
        reason: &str,
    ) -> Result<Receipt, Trouble> {
        let query = Query::Assess {
            case,
            household: Box::new(household.clone()),
            cause: Some(cause),
            on: None,
        };
        let seen = match self.ask(query)? {
            Answer::Assessment(assessment) => assessment.digest,
            other => panic!("another answer: {other:?}"),
        };
        self.propose_seen(case, household, outcome, cause, reason, seen)
    }

    pub fn propose_keep(&mut self, case: CaseId) -> Result<Receipt, Trouble> {
        let household = self.view(case).case.household;
        self.propose(case, household, Outcome::Keep, Cause::Unchanged, "")
    }

    pub fn queue(&self, queue: QueueId) -> Vec<CaseId> {
        match self
            .ask(Query::QueuePage {
                queue,
                after: None,
                limit: 200,
            })
            .unwrap()
        {
            Answer::Page(page) => page.rows.iter().map(|row| row.case).collect(),
            other => panic!("another answer: {other:?}"),
        }
    }

    pub fn set_standard(&mut self, value: &str, from: Day) -> Result<Receipt, Trouble> {
        self.run(Command::SetPolicyValue {
            value: OfficeValue {
                name: "db.standard.rural".into(),
                value: value.into(),
                from,
                until: None,
                document: "演示文件〔2026〕1号".into(),
                area: AreaCode("340304".into()),
                confidence: Confidence::Confirmed,
            },
        })
    }
}
