//! Cases that are acts at a desk: one household, who does what on which day, and what is refused.

mod commands;

use std::ops::ControlFlow;

use hecha::{
    documents::Paper,
    domain::{
        alert::{AlertKind, AlertStatus},
        area::AreaCode,
        batch::{BatchKind, BatchPlan},
        calendar::{Day, Month},
        care::{CareMode, CareTier, Fit},
        case::{Benefit, Programme},
        evidence::VisitMode,
        household::{Disability, Household, MemberFacts, Relation, Schooling},
        ids::CaseId,
        income::{Deduction, DeductionKind, Income, IncomeKind, Per},
        linshi::LinshiType,
        money::Fen,
        notice::{ServiceMethod, WaiverGround},
        referral::Entitlement,
        review::{Cause, Outcome},
        work_offer::OfferAnswer,
    },
    engine::{
        answer::{Answer, Receipt},
        command::{Command, ProposeReview},
        query::Query,
        refusal::Trouble,
    },
    session::batches::{self, Stopped},
    tui::effects::paper,
};
use serde::Deserialize;
use serde_json::Value;

use super::{Case, expected};
use crate::office::{Office, intake};

/// A household, what the office has set, and what is done.
///
/// Of 低保 it is one person on the farm with 100.00 a month, paid 622.00 under 722.00; of 特困 one of 77 with
/// nobody, paid 999.00; of 临时救助 one person. 王芳 sits at the desk on 2026-11-23.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    #[serde(default = "dibao")]
    programme: Programme,
    /// The household is in the register of relatives.
    #[serde(default)]
    kin: bool,
    /// What is otherwise of the person.
    #[serde(default)]
    head: Head,
    #[serde(default)]
    params: std::collections::BTreeMap<String, String>,
    #[serde(default)]
    acts: Vec<Act>,
    /// The paper that is printed at the end, by its name; it has to say what the case says.
    paper: Option<String>,
    /// Last reviewed on that day, and paid the same for a year.
    reviewed: Option<Day>,
}

/// What a case says of its person; the rest is as it usually is.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    birth: Option<Day>,
    disability: Option<Disability>,
    student: Option<Schooling>,
    #[serde(default)]
    without_income: bool,
}

impl Head {
    fn put(&self, facts: &mut MemberFacts) {
        if let Some(birth) = self.birth {
            facts.birth = birth;
        }
        facts.disability = self.disability.or(facts.disability);
        facts.student = self.student.or(facts.student);
        if self.without_income {
            facts.incomes.clear();
        }
    }
}

fn dibao() -> Programme {
    Programme::Dibao
}

/// One act, and the name of the refusal it meets, if it meets one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Act {
    r#do: Deed,
    /// The refusal by its name; nothing where it must be taken.
    refused: Option<String>,
}

/// What is done, in few words; days are those of the clock.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
enum Deed {
    /// Days go by.
    Wait(i64),
    /// The wage a month that the next proposal is about.
    Wage(i64),
    /// The rigid spending a month that the next proposal is about.
    Spent(i64),
    /// The day of death that the next proposal is about.
    Died(Day),
    Visit {
        by: Vec<String>,
        mode: VisitMode,
    },
    Hear,
    Waive(WaiverGround),
    Alert(AlertKind),
    Settle(AlertStatus),
    Assess {
        failed: usize,
    },
    Post,
    Object,
    Propose(Wish),
    Approve(String),
    Confirm(String),
    Notice,
    Serve(ServiceMethod),
    Force,
    Aid {
        kind: LinshiType,
        yuan: i64,
    },
    Papers,
    FollowUp,
    /// Other aid is looked at; 低保 fits or not.
    Elsewhere(Fit),
    CareVisit,
    AbilityReport,
    /// An agreement on care for a year.
    Agree,
    Asked(LinshiType),
    Discussed,
    Refer(Entitlement),
    /// Work is offered to the person.
    Offer(OfferAnswer),
    /// So much of what was paid too much is to come back.
    Recover(i64),
    /// 管理员 enters a rural standard that holds from a day on.
    Standard {
        yuan: i64,
        from: Day,
    },
    /// The prices of a month are entered, year on year.
    Prices {
        month: Month,
        cpi: String,
        food: String,
    },
    /// A new standard from a month on, for all, with every signature.
    Raise(Month),
    /// The subsidy for the prices of a month, for all, with every signature.
    Subsidy(Month),
}

/// What is proposed.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wish {
    outcome: Outcome,
    cause: Cause,
    months: Option<u32>,
    changed: Option<Day>,
}

/// What is wrong with what was done and with the case at the end.
pub fn wrong(case: &Case, desk: &Desk) -> Vec<String> {
    let mut office = Office::open();
    let mut scene = Scene::begin(&mut office, desk);
    let mut wrong = Vec::new();
    for (place, act) in desk.acts.iter().enumerate() {
        let refused = match scene.act(&mut office, &act.r#do) {
            Ok(_) => None,
            Err(trouble) => Some(name(&trouble)),
        };
        if refused != act.refused {
            wrong.push(format!("act {place}: refused {refused:?}"));
        }
    }
    let view = serde_json::to_value(office.view(scene.case)).unwrap();
    for (place, value) in case.expect.as_object().into_iter().flatten() {
        let got = match view.pointer(place) {
            Some(Value::Number(fen)) if value.as_str().is_some() => {
                Value::from(Fen(fen.as_i64().unwrap()).plain())
            }
            Some(other) => other.clone(),
            None => Value::from("no such place"),
        };
        let wanted = expected(value);
        if got != wanted {
            wrong.push(format!("{place}: wanted {wanted}, got {got}"));
        }
    }
    if let Some(name) = &desk.paper {
        let order = paper::Order {
            case: scene.case,
            paper: Paper::named(name).unwrap(),
            text: true,
            blank: false,
        };
        let made = paper::made(office.session(), office.dir.path(), &order);
        let (text, ..) = made.unwrap_or_else(|_| panic!("{}: no {name}", case.name));
        let text = String::from_utf8(text).unwrap();
        wrong.extend(case.unsaid(&text));
    }
    for place in &case.null {
        if view.pointer(place) != Some(&Value::Null) {
            wrong.push(format!("{place} is not null"));
        }
    }
    wrong
}

/// The name of a refusal as the interfaces write it.
fn name(trouble: &Trouble) -> String {
    let Trouble::Refused(refusal) = trouble else {
        return format!("{trouble:?}");
    };
    match serde_json::to_value(refusal).unwrap() {
        Value::String(name) => name,
        Value::Object(members) => members.keys().next().unwrap().clone(),
        other => other.to_string(),
    }
}

/// The case, and the household that the next proposal is about.
struct Scene {
    case: CaseId,
    household: Household,
}

impl Scene {
    fn begin(office: &mut Office, desk: &Desk) -> Self {
        for (name, value) in &desk.params {
            office.set_value(name, value);
        }
        let mut new = intake("李国才", 1);
        new.programme = desk.programme;
        new.kin_registered = desk.kin;
        match desk.programme {
            Programme::Tekun => {
                new.income_stable = true;
                new.members[0].facts =
                    MemberFacts::new(Relation::Head, Day::new(1949, 3, 1).unwrap());
                new.benefit = Some(Benefit {
                    month: Fen::yuan(999),
                    since: None,
                });
            }
            Programme::Linshi => new.benefit = None,
            Programme::Dibao | Programme::Edge | Programme::Rigid => {}
        }
        if let Some(day) = desk.reviewed {
            new.last_review.as_mut().unwrap().day = day;
            new.benefit.as_mut().unwrap().since = "2025-11".parse().ok();
        }
        desk.head.put(&mut new.members[0].facts);
        let case = office.take_in(new);
        if desk.programme == Programme::Tekun {
            let support = Command::RecordSupport {
                case,
                mode: CareMode::Scattered,
                tier: Some(CareTier::SelfCare),
                agreement_until: Day::new(2027, 5, 31),
                able_duty: Some(false),
                day: Day::new(2026, 5, 10).unwrap(),
                note: String::new(),
            };
            office.run(support).unwrap();
        }
        let household = office.view(case).case.household;
        Self { case, household }
    }

    fn act(&mut self, office: &mut Office, deed: &Deed) -> Result<Option<Receipt>, Trouble> {
        match deed {
            Deed::Wait(days) => {
                office.advance_days(*days);
                return Ok(None);
            }
            Deed::Wage(yuan) => {
                self.household.members[0].facts.incomes = vec![Income {
                    kind: IncomeKind::Wage,
                    item: None,
                    amount: Fen::yuan(*yuan),
                    per: Per::Month,
                }];
                return Ok(None);
            }
            Deed::Spent(yuan) => {
                self.household.members[0].facts.deductions = vec![Deduction {
                    kind: DeductionKind::Rigid,
                    month: Fen::yuan(*yuan),
                }];
                return Ok(None);
            }
            Deed::Died(day) => {
                self.household.members[0].facts.died = Some(*day);
                return Ok(None);
            }
            Deed::Propose(wish) => return self.propose(office, wish).map(Some),
            Deed::Standard { .. } => office.sit("孙丽"),
            Deed::Raise(from) => return batch(office, BatchKind::Standard { from: *from }),
            Deed::Subsidy(month) => return batch(office, BatchKind::Price { month: *month }),
            Deed::Approve(by) | Deed::Confirm(by) => office.sit(by),
            Deed::Visit { .. }
            | Deed::Hear
            | Deed::Waive(_)
            | Deed::Alert(_)
            | Deed::Settle(_)
            | Deed::Assess { .. }
            | Deed::Post
            | Deed::Object
            | Deed::Notice
            | Deed::Serve(_)
            | Deed::Force
            | Deed::Aid { .. }
            | Deed::Papers
            | Deed::Elsewhere(_)
            | Deed::CareVisit
            | Deed::AbilityReport
            | Deed::Agree
            | Deed::Asked(_)
            | Deed::Discussed
            | Deed::Refer(_)
            | Deed::Offer(_)
            | Deed::Recover(_)
            | Deed::Prices { .. }
            | Deed::FollowUp => office.sit("王芳"),
        }
        let command = self.command(office, deed);
        let done = office.run(command).map(Some);
        office.sit("王芳");
        done
    }

    fn propose(&self, office: &mut Office, wish: &Wish) -> Result<Receipt, Trouble> {
        let query = Query::Assess {
            case: self.case,
            household: Box::new(self.household.clone()),
            cause: Some(wish.cause),
            on: None,
        };
        let Answer::Assessment(seen) = office.ask(query)? else {
            panic!("another answer")
        };
        office.run(Command::Propose(Box::new(ProposeReview {
            case: self.case,
            outcome: wish.outcome,
            cause: wish.cause,
            reason: "入户核实".into(),
            effective: None,
            phase_out_months: wish.months,
            changed: wish.changed,
            household: self.household.clone(),
            finding_seen: seen.digest,
        })))
    }
}

/// A batch from its preview to the last row, each step by whom it takes; a refusal of any of them ends it.
fn batch(office: &mut Office, kind: BatchKind) -> Result<Option<Receipt>, Trouble> {
    let plan = BatchPlan {
        kind,
        area: AreaCode("340304200".into()),
    };
    let go = &mut |_, _| ControlFlow::Continue(());
    let told = |stopped| match stopped {
        Stopped::Trouble(trouble) => trouble,
        Stopped::Asked => panic!("nobody asked to stop"),
    };
    office.sit("王芳");
    let seen = batches::preview(office.session(), &plan, go).map_err(told)?;
    let Answer::Batches(before) = office.ask(Query::Batches)? else {
        panic!("no batches")
    };
    let key = format!("case-{}", before.len());
    let number = batches::propose(office.session(), (&plan, &seen), &key, go).map_err(told)?;
    let freeze = batches::find(office.session(), number)?.batch.freeze;
    office.sit("李建国");
    let approve = Command::ApproveBatch {
        batch: number,
        freeze: freeze.clone(),
    };
    office.run(approve)?;
    office.sit("赵敏");
    let confirm = Command::ConfirmBatch {
        batch: number,
        freeze,
    };
    let receipt = office.run(confirm)?;
    batches::carry(office.session(), number, &key, go).map_err(told)?;
    office.sit("王芳");
    Ok(Some(receipt))
}
