//! What must still be done after a 临时救助 was given: papers in time, a visit, and then the end
//! (社会救助法 第五十条; 民发〔2018〕23号 二（二）, 二（五）).

use super::{Asked, Request, of};
use crate::{
    domain::{
        area::Setting,
        citation::Confidence,
        finding::{Finding, Step},
        linshi::{Aid, AidPapers, FollowUp},
        money::Fen,
        outcome::Outcome,
        step::{StepCode, WORDING},
    },
    policy::PolicyView,
    rules::RuleRefusal,
};

/// What is on record of a 临时救助.
#[derive(Debug, Clone, Copy)]
pub struct LinshiCase<'a> {
    /// City or rural standard.
    pub setting: Setting,
    /// Members of the household.
    pub persons: u32,
    /// What was given, where it was entered.
    pub aid: Option<&'a Aid>,
    /// The papers, once complete.
    pub papers: Option<&'a AidPapers>,
    /// The visit, once made.
    pub follow_up: Option<&'a FollowUp>,
}

/// What was given against its ceiling, by the law of the day it was given (`given`), and what is still to be done.
pub fn assess(
    case: &LinshiCase<'_>,
    given: &PolicyView<'_>,
    view: &PolicyView<'_>,
) -> Result<Finding, RuleRefusal> {
    let (steps, done) = if let Some(aid) = case.aid {
        followed(case, aid, given, view)?
    } else {
        let step = StepCode::LinshiAidUnknown.step();
        let step = step.cites(view.cite(&[("LAW", "第二十九条"), ("L23", "")]));
        (vec![step.at_most(Confidence::Unverified)], false)
    };
    Ok(Finding {
        on: view.on(),
        wording: WORDING,
        persons: case.persons,
        income_month: Fen::ZERO,
        per_capita: Fen::ZERO,
        standard: None,
        eligible: None,
        base: None,
        supplement: None,
        month: None,
        edge: false,
        paid: None,
        suggest: vec![if done {
            Outcome::Close
        } else {
            Outcome::Judgement
        }],
        counted: Vec::new(),
        not_counted: Vec::new(),
        steps,
        missing: Vec::new(),
    })
}

fn followed(
    case: &LinshiCase<'_>,
    aid: &Aid,
    given: &PolicyView<'_>,
    view: &PolicyView<'_>,
) -> Result<(Vec<Step>, bool), RuleRefusal> {
    let step = StepCode::LinshiGiven
        .step()
        .day("day", aid.day)
        .code("kind", aid.kind.code())
        .words("cause", aid.cause.clone())
        .money("amount", aid.amount)
        .arrives(aid.amount);
    let mut steps = vec![step.cites(view.cite(&[("LAW", "第二十九条"), ("L23", "")]))];
    let request = Request {
        kind: aid.kind,
        setting: case.setting,
        asked: Asked::Amount(aid.amount),
        cause: aid.cause.clone(),
        earlier: Vec::new(),
    };
    let tested = of(&request, given)?;
    // The amount itself has been said.
    let amount = StepCode::LinshiAmount.name();
    steps.extend(tested.steps.into_iter().filter(|step| step.code != amount));
    let after = view.cite(&[("LAW", "第五十条"), ("L23", "二（二）")]);
    let papers_done = match (aid.kind.is_given_first(), case.papers) {
        (false, _) => true,
        (true, Some(papers)) => {
            let late = tested.paperwork_due.is_some_and(|due| papers.day > due);
            let code = if late {
                StepCode::LinshiPapersLate
            } else {
                StepCode::LinshiPapersDone
            };
            steps.push(code.step().day("day", papers.day).cites(after));
            true
        }
        (true, None) => {
            steps.push(StepCode::LinshiPapersOpen.step().cites(after));
            false
        }
    };
    let step = match case.follow_up {
        Some(visited) if visited.used_as_meant => StepCode::LinshiVisited.step(),
        Some(_) => StepCode::LinshiMisused.step(),
        None => StepCode::LinshiVisitOpen.step(),
    };
    let step = match case.follow_up {
        Some(visited) => step.day("day", visited.day),
        None => step,
    };
    steps.push(step.cites(view.cite(&[("L23", "二（五）")])));
    Ok((steps, papers_done && case.follow_up.is_some()))
}
