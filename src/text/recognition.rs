//! The words of 低保边缘: a recognition that is kept or lost, and pays nothing by the month.

use crate::domain::{
    calendar::Month,
    case::Programme,
    finding::Finding,
    review::{Outcome, Proposal},
    step::StepCode,
};

use super::terms;

/// Whether a sum is that of a recognition.
pub fn concerns(finding: &Finding) -> bool {
    finding.steps.iter().any(|step| {
        matches!(
            StepCode::by_name(&step.code),
            Some(StepCode::EdgeKept | StepCode::EdgeLost)
        )
    })
}

/// Whether a proposal is about such a recognition, kept or lost, and not about what pays more than it.
pub fn stays(proposal: &Proposal) -> bool {
    concerns(&proposal.finding) && keeps_or_loses(proposal.outcome)
}

/// The same of an outcome under a programme.
pub fn stays_in(programme: Programme, asked: Outcome) -> bool {
    programme == Programme::Edge && keeps_or_loses(asked)
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
        | Outcome::ToTekun
        | Outcome::ToLinshi
        | Outcome::ToDibao
        | Outcome::Close
        | Outcome::Judgement => terms::outcome(outcome),
    }
}

/// An outcome in the words of the programme it was taken under.
pub const fn outcome_in(programme: Programme, asked: Outcome) -> &'static str {
    match programme {
        Programme::Edge => outcome(asked),
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

/// The sum in one line: income a head against the line.
pub fn sum(finding: &Finding) -> String {
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

/// What is decided of a recognition, for a paper.
pub fn decided(proposal: &Proposal, first: Month) -> String {
    match proposal.outcome {
        Outcome::Stop => format!("自 {first} 起取消低保边缘家庭认定"),
        Outcome::Keep
        | Outcome::Increase
        | Outcome::Decrease
        | Outcome::PhaseOut
        | Outcome::ToEdge
        | Outcome::ToTekun
        | Outcome::ToLinshi
        | Outcome::ToDibao
        | Outcome::Close
        | Outcome::Judgement => "继续认定为低保边缘家庭".to_owned(),
    }
}
