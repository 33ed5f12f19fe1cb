//! The verbs after a decision through the real program: notice, a try, service, force for all that is ready.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod office;

use std::process::Command as Process;

use hecha::{
    domain::{
        ids::CaseId,
        money::Fen,
        notice::ServiceMethod,
        review::{Cause, Outcome, Status},
    },
    engine::command::Command,
};
use office::{Office, intake};

/// Runs a verb as 王芳; gives the exit code and everything said.
fn hecha(office: &Office, args: &[&str]) -> (i32, String) {
    let output = Process::new(env!("CARGO_BIN_EXE_hecha"))
        .env("HECHA_LANG", "zh_CN.UTF-8")
        .args(["--as", "王芳", "--data"])
        .arg(office.dir.path())
        .args(args)
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8(said).unwrap();
    (output.status.code().unwrap(), said)
}

/// A decrease from 622.00 to 422.00 that three people decided in September, so that its month has come on
/// whatever day this runs.
fn decided() -> (Office, CaseId) {
    let mut office = Office::open();
    office.advance_days(-60);
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    let hearing = Command::RecordHearing {
        case,
        day: office.today(),
        said: "没有意见".into(),
        heard: true,
    };
    office.run(hearing).unwrap();
    let mut household = office.view(case).case.household;
    household.members[0].facts.incomes[0].amount = Fen::yuan(300);
    let (outcome, cause) = (Outcome::Decrease, Cause::Income);
    office
        .propose(case, household, outcome, cause, "收入增加")
        .unwrap();
    let freeze = freeze(&office, case);
    office.sit("李建国");
    let approve = Command::Approve {
        case,
        freeze: freeze.clone(),
    };
    office.run(approve).unwrap();
    office.sit("赵敏");
    office.run(Command::Confirm { case, freeze }).unwrap();
    office.sit("王芳");
    (office, case)
}

fn freeze(office: &Office, case: CaseId) -> String {
    office.view(case).case.review.proposal.unwrap().freeze
}

fn make_notice(office: &mut Office, case: CaseId) {
    let notice = Command::MakeNotice {
        case,
        freeze: freeze(office, case),
        number: String::new(),
        review_body: "禹会区人民政府".into(),
        court: "禹会区人民法院".into(),
    };
    office.run(notice).unwrap();
}

#[test]
fn a_decision_goes_by_verbs_into_force_and_only_when_told_to() {
    let (mut office, case) = decided();
    let number = office.view(case).case.number;
    let number = number.as_str();
    let (body, court) = ("禹会区人民政府", "禹会区人民法院");
    make_notice(&mut office, case);
    office.leave();

    let (code, said) = hecha(&office, &["queue", "送达与生效"]);
    assert!(code == 0 && said.contains("待送达"), "{said}");
    let again = [
        "notice",
        number,
        "--review-body",
        body,
        "--court",
        court,
        "--number",
        "禹民告〔2026〕9号",
    ];
    let (code, said) = hecha(&office, &again);
    assert!(code == 0 && said.contains("已出告知书"), "{said}");
    let on = office.today().to_string();
    let early = [
        "service",
        number,
        "--method",
        "直接",
        "--receiver",
        "本人",
        "--day",
        &on,
    ];
    let (code, said) = hecha(&office, &early);
    assert!(code == 1 && said.contains("不能早于"), "{said}");
    let failed = [
        "service",
        number,
        "--method",
        "直接",
        "--failed",
        "--note",
        "上门无人",
    ];
    let (code, said) = hecha(&office, &failed);
    assert!(code == 0 && said.contains("已试 1 天"), "{said}");
    let (code, said) = hecha(&office, &["paper", number, "告知书", "--text"]);
    assert!(code == 0 && said.contains("禹民告〔2026〕9号"), "{said}");
    let served = ["service", number, "--method", "邮寄", "--note", "挂号 1234"];
    let (code, said) = hecha(&office, &served);
    assert!(code == 0 && said.contains("行政复议 60 日内"), "{said}");
    let (code, said) = hecha(&office, &["show", number]);
    assert!(code == 0 && said.contains("下一步"), "{said}");
    // Served today, so nothing is ready before the month after.
    let (code, said) = hecha(&office, &["force", "--yes"]);
    assert!(
        code == 0 && said.contains("没有已送达且到了执行月份的决定"),
        "{said}"
    );
}

#[test]
fn force_lists_what_is_ready_and_notes_it_when_told_to() {
    let (mut office, case) = decided();
    make_notice(&mut office, case);
    let service = Command::RecordService {
        case,
        day: office.today(),
        method: ServiceMethod::Direct,
        receiver: "本人".into(),
        note: String::new(),
    };
    office.run(service).unwrap();
    office.leave();
    let (code, said) = hecha(&office, &["force"]);
    assert!(
        code == 0 && said.contains("共 1 户已送达且到了执行月份"),
        "{said}"
    );
    let (code, said) = hecha(&office, &["force", "--yes"]);
    assert!(
        code == 0 && said.contains("共 1 户, 生效 1 户, 未办 0 户。"),
        "{said}"
    );
    let (_, said) = hecha(&office, &["force", "--yes"]);
    assert!(said.contains("没有已送达"), "{said}");
    office.come_back();
    let after = office.view(case).case;
    assert_eq!(after.benefit.unwrap().month, Fen::yuan(422));
    assert_eq!(after.review.status, Status::Due);
}

#[test]
fn a_posting_and_an_objection_to_it_are_noted_by_verb() {
    let mut office = Office::open();
    office.advance_days(-60);
    let case = office.take_in(intake("李国才", 1));
    office.visit(case);
    let mut household = office.view(case).case.household;
    household.members[0].facts.incomes[0].amount = Fen::yuan(300);
    let (outcome, cause) = (Outcome::Decrease, Cause::Income);
    office
        .propose(case, household, outcome, cause, "收入增加")
        .unwrap();
    let number = office.view(case).case.number;
    office.leave();
    let (code, said) = hecha(&office, &["post", &number, "--place", "前进村公开栏"]);
    assert_eq!(code, 0, "{said}");
    let (code, said) = hecha(&office, &["post", &number, "--objection", "另有收入"]);
    assert_eq!(code, 0, "{said}");
    for wrong in [
        vec!["post", &number],
        vec!["post", &number, "--place", "甲", "--objection", "乙"],
    ] {
        let (code, said) = hecha(&office, &wrong);
        assert_eq!(code, 2, "{said}");
    }
    office.come_back();
    let postings = office.view(case).case.postings;
    assert_eq!(postings.len(), 1);
    assert!(postings[0].objection.is_some());
}
