//! What must still be done after a 临时救助 was given: papers in time, a visit, and then the end
//! (社会救助法 第五十条; 民发〔2018〕23号 二（二）, 二（五）).

use super::{Asked, Earlier, Request, of};
use crate::{
    domain::{
        area::Setting,
        citation::Confidence,
        finding::{Finding, Step},
        linshi::{Aid, AidBook, AidPapers, FollowUp},
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
    /// The request, the discussion, and what was given before.
    pub book: &'a AidBook,
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
        let mut steps: Vec<Step> = asked(case.book, view).into_iter().collect();
        steps.push(step.at_most(Confidence::Unverified));
        (steps, false)
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

/// The request, and by which day it is to be given (LS-05, LS-06).
fn asked(book: &AidBook, view: &PolicyView<'_>) -> Option<Step> {
    let request = book.asked.as_ref()?;
    let code = match request.give_by {
        Some(_) => StepCode::LinshiAsked,
        None => StepCode::LinshiAskedOnly,
    };
    let step = code
        .step()
        .day("asked", request.day)
        .code("kind", request.kind.code());
    Some(match request.give_by {
        Some(due) => step
            .day("due", due)
            .rests_on("ls.fast.days")
            .cites(view.cite(&[("L26", ""), ("LAW", "第五十条")]))
            .at_most(Confidence::Unverified),
        None => step.cites(view.cite(&[("LAW", "第五十条"), ("L23", "二（二）")])),
    })
}

/// Whether what was asked for was given in time.
fn in_time(book: &AidBook, aid: &Aid, view: &PolicyView<'_>) -> Option<Step> {
    let (request, asked) = (book.asked.as_ref()?, aid.asked?);
    let due = request.give_by?;
    let code = if aid.day <= due {
        StepCode::LinshiGivenInTime
    } else {
        StepCode::LinshiGivenLate
    };
    let step = code
        .step()
        .day("asked", asked)
        .day("day", aid.day)
        .day("due", due);
    let step = step
        .rests_on("ls.fast.days")
        .cites(view.cite(&[("L26", ""), ("LAW", "第五十条")]));
    Some(step.at_most(Confidence::Unverified))
}

/// The discussion of what goes beyond ceiling or number (LS-12), and whether it is still missing.
fn discussed(case: &LinshiCase<'_>, beyond: bool, view: &PolicyView<'_>) -> (Option<Step>, bool) {
    let rule = view.cite(&[("L23", "二（三）")]);
    match &case.book.discussion {
        Some(one) => {
            let step = StepCode::LinshiDiscussed
                .step()
                .day("day", one.day)
                .words("decision", one.decision.clone());
            (Some(step.cites(rule)), false)
        }
        None if beyond => (Some(StepCode::LinshiDiscussOpen.step().cites(rule)), true),
        None => (None, false),
    }
}

/// Instalments and how many of them are paid (LS-12), and whether one is still open.
fn instalments(aid: &Aid, view: &PolicyView<'_>) -> Result<(Option<Step>, bool), RuleRefusal> {
    if aid.parts.is_empty() {
        return Ok((None, false));
    }
    let paid = aid.parts.iter().filter(|part| part.paid.is_some());
    let sum = paid
        .clone()
        .try_fold(Fen::ZERO, |sum, part| sum.checked_add(part.amount))
        .ok_or(RuleRefusal::TooLarge)?;
    let count = |parts: usize| i64::try_from(parts).map_err(|_| RuleRefusal::TooLarge);
    let step = StepCode::LinshiInstalments
        .step()
        .count("paid", count(paid.count())?)
        .count("count", count(aid.parts.len())?)
        .money("sum", sum)
        .money("amount", aid.amount)
        .cites(view.cite(&[("L23", "二（四）")]));
    Ok((Some(step), sum != aid.amount))
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
        earlier: case
            .book
            .ended
            .iter()
            .map(|one| Earlier {
                day: one.day,
                cause: one.cause.clone(),
                amount: one.amount,
            })
            .collect(),
    };
    let tested = of(&request, given)?;
    // The amount itself has been said.
    let amount = StepCode::LinshiAmount.name();
    steps.extend(tested.steps.into_iter().filter(|step| step.code != amount));
    if aid.kind.is_posted() {
        let rule = view.cite(&[("L23", "二（二）"), ("Z20", "（十五）")]);
        let step = StepCode::LinshiPosted.step().cites(rule);
        steps.push(step.at_most(Confidence::Unverified));
    }
    steps.extend(in_time(case.book, aid, view));
    let (step, undiscussed) = discussed(case, !tested.refusals.is_empty(), view);
    steps.extend(step);
    let (step, unpaid) = instalments(aid, view)?;
    steps.extend(step);
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
    let done = papers_done && case.follow_up.is_some();
    Ok((steps, done && !undiscussed && !unpaid))
}
