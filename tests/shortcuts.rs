//! Every short cut by which a decision with less money could come into force without one of its steps: tried at
//! every stage, by command and by verb. Each is refused, and the household is paid as before.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod office;

use std::process::Command as Process;

use hecha::{
    domain::{
        calendar::Day,
        evidence::VisitMode,
        household::Household,
        ids::CaseId,
        income::{Income, IncomeKind, Per},
        money::Fen,
        notice::{ServiceMethod, WaiverGround},
        review::{Cause, Outcome, Status},
    },
    engine::{
        answer::Answer,
        command::{Command, ProposeReview},
        query::Query,
        refusal::Refusal,
    },
};
use office::{Office, intake, refusal};

/// How far a decision has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stage {
    Open,
    Proposed,
    Approved,
    Confirmed,
    Noticed,
    Served,
}

const STAGES: [Stage; 6] = [
    Stage::Open,
    Stage::Proposed,
    Stage::Approved,
    Stage::Confirmed,
    Stage::Noticed,
    Stage::Served,
];

/// An office that knows last year's disposable income a head.
fn office() -> Office {
    let mut office = Office::open();
    office.set_value("avg.disposable.rural", "24000");
    office
}

/// The outcomes that leave a household with less, with a wage that fits each.
const LESS: [(Outcome, Cause, i64); 6] = [
    (Outcome::Decrease, Cause::Employment, 300),
    (Outcome::Stop, Cause::Income, 2000),
    (Outcome::PhaseOut, Cause::Employment, 2000),
    (Outcome::ToEdge, Cause::Income, 900),
    (Outcome::ToRigid, Cause::Income, 1200),
    (Outcome::ToLinshi, Cause::Income, 2000),
];

fn household(office: &Office, case: CaseId, yuan: i64) -> Household {
    let mut household = office.view(case).case.household;
    household.members[0].facts.incomes = vec![Income {
        kind: IncomeKind::Wage,
        item: None,
        amount: Fen::yuan(yuan),
        per: Per::Month,
    }];
    household
}

fn proposal(
    office: &Office,
    case: CaseId,
    (outcome, cause, yuan): (Outcome, Cause, i64),
) -> Command {
    let household = household(office, case, yuan);
    let query = Query::Assess {
        case,
        household: Box::new(household.clone()),
        cause: Some(cause),
        on: None,
    };
    let Answer::Assessment(assessment) = office.ask(query).unwrap() else {
        panic!("another answer")
    };
    Command::Propose(Box::new(ProposeReview {
        case,
        outcome,
        cause,
        reason: "查实".into(),
        effective: None,
        phase_out_months: (outcome == Outcome::PhaseOut).then_some(3),
        changed: None,
        household,
        finding_seen: assessment.digest,
    }))
}

fn hearing(office: &Office, case: CaseId) -> Command {
    Command::RecordHearing {
        case,
        day: office.today(),
        said: "没有意见".into(),
        heard: true,
    }
}

fn freeze(office: &Office, case: CaseId) -> String {
    let proposal = office.view(case).case.review.proposal;
    proposal.map_or_else(|| "00".repeat(32), |proposal| proposal.freeze)
}

fn signing(office: &Office, case: CaseId) -> [Command; 3] {
    let freeze = freeze(office, case);
    [
        Command::Approve {
            case,
            freeze: freeze.clone(),
        },
        Command::Confirm {
            case,
            freeze: freeze.clone(),
        },
        Command::MakeNotice {
            case,
            freeze,
            number: String::new(),
            review_body: "禹会区人民政府".into(),
            court: "禹会区人民法院".into(),
        },
    ]
}

fn service(case: CaseId, day: Day, method: ServiceMethod) -> Command {
    Command::RecordService {
        case,
        day,
        method,
        receiver: "李国才".into(),
        note: "挂号 1234".into(),
    }
}

/// Who may take each step.
const fn seat(stage: Stage) -> &'static str {
    match stage {
        Stage::Open | Stage::Confirmed | Stage::Noticed | Stage::Served => "王芳",
        Stage::Proposed => "李建国",
        Stage::Approved => "赵敏",
    }
}

/// The step that leads on from a stage; from the last one there is none before its month.
fn lawful(
    office: &Office,
    case: CaseId,
    stage: Stage,
    what: (Outcome, Cause, i64),
) -> Option<Command> {
    let [approve, confirm, notify] = signing(office, case);
    match stage {
        Stage::Open => Some(proposal(office, case, what)),
        Stage::Proposed => Some(approve),
        Stage::Approved => Some(confirm),
        Stage::Confirmed => Some(notify),
        Stage::Noticed => Some(service(case, office.today(), ServiceMethod::Direct)),
        Stage::Served => None,
    }
}

fn at(stage: Stage, what: (Outcome, Cause, i64)) -> (Office, CaseId) {
    let mut office = office();
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    office.run(hearing(&office, case)).unwrap();
    for passed in STAGES.into_iter().filter(|passed| *passed < stage) {
        office.sit(seat(passed));
        let command = lawful(&office, case, passed, what).unwrap();
        office.run(command).unwrap();
    }
    office.sit("王芳");
    (office, case)
}

#[test]
fn at_no_stage_does_anything_but_the_next_step_lead_on() {
    for what in LESS {
        for stage in STAGES {
            let (mut office, case) = at(stage, what);
            let before = office.view(case).case;
            let next = lawful(&office, case, stage, what);
            let mut tried: Vec<Command> = signing(&office, case).into();
            tried.extend(ServiceMethod::ALL.map(|method| service(case, office.today(), method)));
            tried.push(Command::TakeForce { case });
            for who in ["王芳", "李建国", "赵敏", "孙丽"] {
                office.sit(who);
                for command in &tried {
                    let step = std::mem::discriminant(command);
                    // A notice that is not served can be made anew; that leads nowhere.
                    let anew =
                        stage == Stage::Noticed && matches!(command, Command::MakeNotice { .. });
                    if anew || next.as_ref().map(std::mem::discriminant) == Some(step) {
                        continue;
                    }
                    let why = refusal(office.run(command.clone()));
                    assert!(
                        matches!(
                            why,
                            Refusal::IllegalStep { .. }
                                | Refusal::RoleMissing { .. }
                                | Refusal::NotYetEffective { .. }
                        ),
                        "{stage:?} {who} {command:?}: {why:?}"
                    );
                    let batch = office.batch(vec![command.clone(), Command::TakeForce { case }]);
                    assert!(batch.iter().all(Result::is_err), "{stage:?} {command:?}");
                }
            }
            assert_eq!(office.view(case).case, before, "{stage:?}");
        }
    }
}

#[test]
fn what_has_to_be_there_before_a_signature_is_named_one_by_one() {
    type Prepare = fn(&mut Office, CaseId);
    fn nothing(_: &mut Office, _: CaseId) {}
    fn alone(office: &mut Office, case: CaseId) {
        let me = office.me();
        office.record_visit(case, vec![me]).unwrap();
        office.run(hearing(office, case)).unwrap();
    }
    fn unheard(office: &mut Office, case: CaseId) {
        office.visit(case);
    }
    fn by_phone_alone(office: &mut Office, case: CaseId) {
        let visit = Command::RecordVisit {
            case,
            day: office.today(),
            surveyors: vec![office.me()],
            others: Vec::new(),
            mode: VisitMode::Phone,
            met: true,
            note: String::new(),
        };
        office.run(visit).unwrap();
        office.run(hearing(office, case)).unwrap();
    }
    fn heard_before_the_last_review(office: &mut Office, case: CaseId) {
        office.visit(case);
        let old = Command::RecordHearing {
            case,
            day: Day::new(2026, 5, 10).unwrap(),
            said: "没有意见".into(),
            heard: true,
        };
        // The day of the last review belongs to it, and not to this one.
        drop(office.run(old));
    }
    let cases: [(&str, Prepare, Refusal); 4] = [
        ("one surveyor", alone, Refusal::SurveyorsMissing { have: 1 }),
        (
            "one surveyor by telephone",
            by_phone_alone,
            Refusal::SurveyorsMissing { have: 1 },
        ),
        ("nobody heard", unheard, Refusal::HearingMissing),
        (
            "heard for the last review",
            heard_before_the_last_review,
            Refusal::HearingMissing,
        ),
    ];
    for (name, prepare, missing) in cases {
        for what in LESS {
            let mut office = office();
            let case = office.take_in(intake("李国才", 1));
            prepare(&mut office, case);
            let propose = proposal(&office, case, what);
            office.run(propose).unwrap();
            let [approve, _, _] = signing(&office, case);
            office.sit("李建国");
            assert_eq!(refusal(office.run(approve)), missing, "{name} {what:?}");
        }
    }
    // Without any evidence of this period, or without a reason, nothing is even proposed.
    for what in LESS {
        let mut office = office();
        let case = office.take_in(intake("李国才", 1));
        nothing(&mut office, case);
        let why = refusal(office.run(proposal(&office, case, what)));
        assert!(matches!(why, Refusal::EvidenceTooOld { .. }), "{why:?}");
        office.visit(case);
        let Command::Propose(mut silent) = proposal(&office, case, what) else {
            panic!("a proposal")
        };
        silent.reason = "  ".into();
        let why = refusal(office.run(Command::Propose(silent)));
        assert_eq!(why, Refusal::ReasonMissing);
    }
}

#[test]
fn no_other_name_leads_around_what_a_decrease_demands() {
    let mut office = office();
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    // Called 维持, 增发 or anything else, the facts of a decrease do not pass.
    for outcome in [
        Outcome::Keep,
        Outcome::Increase,
        Outcome::ToTekun,
        Outcome::ToLinshi,
        Outcome::ToRigid,
        Outcome::Close,
        Outcome::Judgement,
    ] {
        let why = refusal(office.run(proposal(&office, case, (outcome, Cause::Income, 300))));
        assert!(
            matches!(
                why,
                Refusal::OutcomeDoesNotFit { .. } | Refusal::SupportUnlooked { .. }
            ),
            "{outcome:?}: {why:?}"
        );
    }
    // A waiver that the facts do not bear out waives nothing, whoever wrote it.
    for ground in [WaiverGround::Death, WaiverGround::Voluntary] {
        let day = office.today();
        let document = "证明".to_owned();
        let waive = Command::WaiveHearing {
            case,
            day,
            ground,
            document,
        };
        office.run(waive).unwrap();
    }
    let propose = proposal(&office, case, LESS[0]);
    office.run(propose).unwrap();
    let [approve, _, _] = signing(&office, case);
    office.sit("李建国");
    assert_eq!(refusal(office.run(approve)), Refusal::HearingMissing);
    // Nor does a list that says less, nor a signature under something else than was proposed.
    office.sit("王芳");
    let mut list = intake("李国才", 1);
    list.benefit.as_mut().unwrap().month = Fen::yuan(1);
    drop(office.report_and_accept(case, list));
    office.sit("李建国");
    let other = Command::Approve {
        case,
        freeze: "ab".repeat(32),
    };
    assert_eq!(refusal(office.run(other)), Refusal::FreezeDiffers);
    let after = office.view(case).case;
    assert_eq!(after.benefit.unwrap().month, Fen::yuan(622));
    assert_eq!(after.review.status, Status::Proposed);
}

/// Runs a verb; gives the exit code and everything said.
fn hecha(office: &Office, who: &str, args: &[&str]) -> (i32, String) {
    let output = Process::new(env!("CARGO_BIN_EXE_hecha"))
        .env("HECHA_LANG", "zh_CN.UTF-8")
        .args(["--as", who, "--data"])
        .arg(office.dir.path())
        .args(args)
        .output()
        .unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    (output.status.code().unwrap(), said)
}

#[test]
fn no_verb_leads_around_a_step_and_each_says_what_is_missing() {
    let body = [
        "--review-body",
        "禹会区人民政府",
        "--court",
        "禹会区人民法院",
    ];
    let served = ["--method", "直接", "--receiver", "本人"];
    for stage in STAGES {
        let (mut office, case) = at(stage, LESS[0]);
        let number = office.view(case).case.number;
        let before = office.view(case).case;
        office.leave();
        let notice: Vec<&str> = ["notice", &number].into_iter().chain(body).collect();
        let service: Vec<&str> = ["service", &number].into_iter().chain(served).collect();
        let verbs: [(Stage, &str, &[&str]); 4] = [
            (Stage::Proposed, "李建国", &["approve", &number]),
            (Stage::Approved, "赵敏", &["confirm", &number]),
            (Stage::Confirmed, "王芳", &notice),
            (Stage::Noticed, "王芳", &service),
        ];
        for (fits, who, args) in verbs {
            let anew = stage == Stage::Noticed && fits == Stage::Confirmed;
            if fits == stage || anew {
                continue;
            }
            let (code, said) = hecha(&office, who, args);
            assert_eq!(code, 1, "{stage:?} {args:?}: {said}");
            assert!(
                said.contains("没有作任何改动"),
                "{stage:?} {args:?}: {said}"
            );
        }
        if stage != Stage::Served {
            let (code, said) = hecha(&office, "王芳", &["force", "--yes"]);
            assert!(
                code == 0 && said.contains("没有已送达"),
                "{stage:?}: {said}"
            );
        }
        office.come_back();
        assert_eq!(office.view(case).case, before, "{stage:?}");
    }
}
