//! What lists and panels show of what was proposed, approved and decided.

use hecha::{
    domain::{
        ids::CaseId,
        review::{Cause, Outcome},
    },
    engine::command::Command,
};

use crate::{
    driver::{Driver, office, set_rates, wage},
    office::Office,
    screens::snapshot,
};

/// An office in which 王芳 proposes that 李国才 gets less, after hearing him.
pub fn decrease_proposed() -> (Office, CaseId) {
    let (mut office, case) = office();
    set_rates(&mut office);
    let day = office.today();
    office
        .run(Command::RecordHearing {
            case,
            day,
            said: "无意见".into(),
            heard: true,
        })
        .unwrap();
    let mut household = office.view(case).case.household;
    household.members[2].facts.incomes = vec![wage(600)];
    let why = "李明在镇上上班";
    office
        .propose(case, household, Outcome::Decrease, Cause::Employment, why)
        .unwrap();
    (office, case)
}

/// Approves what waits in a case.
pub fn approve(office: &mut Office, case: CaseId) {
    let freeze = office.view(case).case.review.proposal.unwrap().freeze;
    office.sit("李建国");
    office.run(Command::Approve { case, freeze }).unwrap();
}

#[test]
fn a_list_to_be_signed_shows_what_is_proposed_by_whom_and_how_long_it_waits() {
    for (label, size) in [
        ("80x24", (80, 24)),
        ("120x40", (120, 40)),
        ("60x20", (60, 20)),
    ] {
        let (mut office, _) = decrease_proposed();
        let other = office.queue(hecha::domain::queue::QueueId::Dibao)[0];
        office.advance_days(2);
        office.propose_keep(other).unwrap();
        office.sit("李建国");
        let mut desk = Driver::start_at(office, size);
        desk.keys("Enter")
            .shows(&["减发至 420.00", "-600.00", "维持 622.00"]);
        snapshot(&format!("to-sign-{label}"), &desk);
    }
}

#[test]
fn what_is_to_be_confirmed_waits_since_it_was_approved() {
    let (mut office, case) = decrease_proposed();
    office.advance_days(3);
    approve(&mut office, case);
    office.advance_days(4);
    office.sit("赵敏");
    let mut desk = Driver::start(office);
    desk.keys("Enter").shows(&["减发至 420.00", "王芳", "4日"]);
}

#[test]
fn lists_of_what_was_returned_say_once_that_it_was() {
    let (mut office, case) = decrease_proposed();
    office.sit("李建国");
    let reason = "请补工资证明".into();
    office.run(Command::Return { case, reason }).unwrap();
    office.sit("王芳");
    let mut desk = Driver::start(office);
    desk.keys("5").shows(&["退回补正  1/1", "退回补正 +5"]);
    desk.hides(&["进度"]);
}
