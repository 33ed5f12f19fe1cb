//! The words of a recognition (认定), 低保边缘 or 刚性支出困难: it is kept or lost, and pays nothing by the month.

use crate::domain::{
    calendar::Month,
    case::Programme,
    finding::Finding,
    review::{Outcome, Proposal},
    step::StepCode,
};

use super::{steps, terms};

/// Whether a sum is that of a recognition.
pub fn concerns(finding: &Finding) -> bool {
    is_rigid(finding)
        || says(finding, |code| {
            matches!(code, StepCode::EdgeKept | StepCode::EdgeLost)
        })
}

/// Whether a proposal is about such a recognition, kept or lost, and not about what pays more than it.
pub fn stays(proposal: &Proposal) -> bool {
    concerns(&proposal.finding) && keeps_or_loses(proposal.outcome)
}

/// The same of an outcome under a programme.
pub fn stays_in(programme: Programme, asked: Outcome) -> bool {
    programme.is_recognition() && keeps_or_loses(asked)
}

fn keeps_or_loses(asked: Outcome) -> bool {
    asked != Outcome::ToTekun
}

/// An outcome of such a review.
pub const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Keep => "继续认定",
        Outcome::Stop => "取消认定",
        Outcome::Increase
        | Outcome::Decrease
        | Outcome::PhaseOut
        | Outcome::ToEdge
        | Outcome::ToRigid
        | Outcome::ToTekun
        | Outcome::ToLinshi
        | Outcome::ToDibao
        | Outcome::Close
        | Outcome::Deny
        | Outcome::Judgement => terms::outcome(outcome),
    }
}

/// An outcome in the words of the programme it was taken under.
pub const fn outcome_in(programme: Programme, asked: Outcome) -> &'static str {
    match programme {
        Programme::Edge | Programme::Rigid => outcome(asked),
        Programme::Dibao | Programme::Tekun | Programme::Linshi => terms::outcome(asked),
    }
}

/// An outcome with its first month, where it has one.
pub fn line(asked: Outcome, from: Option<Month>) -> String {
    let word = outcome(asked);
    match (asked, from) {
        (Outcome::Keep, _) | (_, None) => word.to_owned(),
        (_, Some(from)) => format!("{word}, {from} 起"),
    }
}

/// The sum in one line: income a head against the line, or spending against its share of income.
pub fn sum(finding: &Finding) -> String {
    if is_rigid(finding) {
        let spent = |code: StepCode| finding.steps.iter().find(|step| step.code == code.name());
        let against = spent(StepCode::RigidAbove)
            .or_else(|| spent(StepCode::RigidNotAbove))
            .or_else(|| spent(StepCode::DisposableAbove));
        let each = finding.per_capita.grouped();
        return match (against, finding.eligible) {
            (Some(step), _) => steps::step_text(step, finding.wording),
            (None, Some(_)) => format!("人均 {each}, 不符合刚性支出困难"),
            (None, None) => format!("人均 {each}, 参数未设, 还不能定"),
        };
    }
    let line = finding.steps.iter().find(|step| {
        matches!(
            StepCode::by_name(&step.code),
            Some(StepCode::EdgeBelow | StepCode::EdgeBelowWhole | StepCode::EdgeAbove)
        )
    });
    let each = finding.per_capita.grouped();
    match (line.and_then(|step| step.amount), finding.eligible) {
        (Some(limit), Some(true)) => format!("人均 {each}, 边缘线 {}, 在线内", limit.grouped()),
        (Some(limit), _) => format!("人均 {each}, 边缘线 {}, 不符合", limit.grouped()),
        (None, _) => format!("人均 {each}, 低于低保标准"),
    }
}

/// Whether the recognition is that of 刚性支出困难.
fn is_rigid(finding: &Finding) -> bool {
    says(finding, |code| {
        matches!(
            code,
            StepCode::RigidKept | StepCode::RigidLost | StepCode::RigidOpen
        )
    })
}

fn says(finding: &Finding, of: impl Fn(StepCode) -> bool) -> bool {
    let mut steps = finding.steps.iter();
    steps.any(|step| StepCode::by_name(&step.code).is_some_and(&of))
}

/// The title of the notice that a recognition is lost.
pub fn lost_title(finding: &Finding) -> &'static str {
    if is_rigid(finding) {
        "取消刚性支出困难家庭认定告知书"
    } else {
        "取消低保边缘家庭认定告知书"
    }
}

/// What is decided of a recognition, for a paper.
pub fn decided(proposal: &Proposal, first: Month) -> String {
    let class = if is_rigid(&proposal.finding) {
        "刚性支出困难家庭"
    } else {
        "低保边缘家庭"
    };
    match proposal.outcome {
        Outcome::Stop => format!("自 {first} 起取消{class}认定"),
        Outcome::ToRigid => {
            format!("自 {first} 起取消{class}认定，转为刚性支出困难家庭")
        }
        Outcome::Keep
        | Outcome::Increase
        | Outcome::Decrease
        | Outcome::PhaseOut
        | Outcome::ToEdge
        | Outcome::ToTekun
        | Outcome::ToLinshi
        | Outcome::ToDibao
        | Outcome::Close
        | Outcome::Deny
        | Outcome::Judgement => format!("继续认定为{class}"),
    }
}
