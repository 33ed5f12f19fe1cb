//! A 临时救助 in a line each: what was given, the papers, the visit; and what is still to be done.

use crate::{
    domain::{
        finding::{Finding, Step},
        linshi::{Aid, AidPapers, FollowUp},
        step::StepCode,
    },
    text::{steps, terms},
};

/// The label of what was given.
pub const AID: &str = "救助";
/// The label of the papers.
pub const PAPERS: &str = "手续";
/// The label of the visit.
pub const FOLLOW_UP: &str = "回访";

/// What stands in the place of a suggestion while something is still to be done.
pub const CLOSE_LATER: &str = "先补齐手续、回访, 再办结";

/// What was given.
pub fn aid(aid: Option<&Aid>) -> String {
    match aid {
        Some(aid) => format!(
            "{} {} {} {} 元",
            aid.day,
            terms::linshi_type(aid.kind),
            aid.cause,
            aid.amount.grouped()
        ),
        None => "未填, 按 Enter 填写事由和金额".to_owned(),
    }
}

/// The papers.
pub fn papers(aid: Option<&Aid>, papers: Option<&AidPapers>) -> String {
    match (papers, aid) {
        (Some(papers), _) => format!("{} 已补齐: {}", papers.day, papers.note),
        (None, Some(aid)) if !aid.kind.is_given_first() => "支出型先办手续后救助".to_owned(),
        (None, _) => "未补".to_owned(),
    }
}

/// The visit.
pub fn follow_up(visit: Option<&FollowUp>) -> String {
    let Some(visit) = visit else {
        return "未回访".to_owned();
    };
    let used = if visit.used_as_meant {
        ""
    } else {
        " 未用于原事由"
    };
    let passed = if visit.referral.is_empty() {
        String::new()
    } else {
        format!(" 转介{}", visit.referral)
    };
    format!("{}{used}{passed}: {}", visit.day, visit.note)
}

/// Whether a sum is that of 临时救助.
pub fn is_of_linshi(finding: &Finding) -> bool {
    finding.steps.iter().any(|step| {
        matches!(
            StepCode::by_name(&step.code),
            Some(StepCode::LinshiGiven | StepCode::LinshiAidUnknown)
        )
    })
}

/// What is still to be done, in one line; first what was given beyond its ceiling.
pub fn sum(finding: &Finding) -> String {
    let wanted = |step: &&Step| {
        matches!(
            StepCode::by_name(&step.code),
            Some(
                StepCode::LinshiAidUnknown
                    | StepCode::LinshiAbove
                    | StepCode::LinshiPapersLate
                    | StepCode::LinshiPapersOpen
                    | StepCode::LinshiPapers
                    | StepCode::LinshiMisused
                    | StepCode::LinshiVisitOpen
            )
        )
    };
    let said: Vec<String> = finding
        .steps
        .iter()
        .filter(wanted)
        .map(|step| steps::step_text(step, finding.wording))
        .collect();
    if said.is_empty() {
        "手续和回访都已办好".to_owned()
    } else {
        said.join("   ")
    }
}
