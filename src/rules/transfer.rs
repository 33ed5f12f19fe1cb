//! Moves between programmes (转): what the other one would come to, said beside the finding of a review.
//!
//! 民发〔2021〕43号 第四条 for the way into 特困, 第二十七条 for the way out of it; R25 第四条 for 刚性支出困难. It only adds: the sum of the
//! programme a case stands under is not touched. What cannot be reckoned is not said.

use super::{
    RuleRefusal,
    dibao::{
        self, DibaoCase,
        rigid::{self, Verdict},
    },
    sum::least_sure,
    tekun::{
        recognition::Qualifies,
        review::{self, TekunCase},
    },
};
use crate::{
    domain::{
        citation::Confidence,
        finding::{Finding, Step},
        money::Fen,
        outcome::Outcome,
        step::StepCode,
    },
    policy::PolicyView,
};

/// Adds what 特困供养 would come to for the one person of a household of 低保 or 低保边缘.
///
/// It is suggested where all three conditions hold and no less is paid than now; where one of them is for a
/// person to judge, it may still be chosen.
///
/// # Errors
/// [`RuleRefusal`]; the finding is then as it was.
pub fn to_tekun(
    found: &mut Finding,
    case: &TekunCase<'_>,
    view: &PolicyView<'_>,
) -> Result<(), RuleRefusal> {
    let mut entry = review::entry(case, view)?;
    let article = view.cite(&[("LAW", "第十六条"), ("T43", "第四条")]);
    let look = StepCode::TransferLook.step().cites(article.clone());
    if let Some(month) = entry.month.filter(|_| entry.qualifies != Qualifies::No) {
        let code = if month < case.paid {
            StepCode::TransferTekunLess
        } else {
            StepCode::TransferTekun
        };
        let step = code
            .step()
            .money("paid", case.paid)
            .money("month", month)
            .arrives(month)
            .at_most(least_sure(&entry.steps));
        entry.steps.push(step.cites(article));
        if entry.qualifies == Qualifies::Yes && code == StepCode::TransferTekun {
            found.suggest.insert(0, Outcome::ToTekun);
        }
    }
    found.steps.push(look);
    append(found, entry.steps);
    Ok(())
}

/// Whether the one person of a household could be 特困人员, as far as it is known: nothing speaks against it.
pub fn may_be_tekun(case: &TekunCase<'_>, view: &PolicyView<'_>) -> bool {
    review::conditions(case, false, view).is_ok_and(|found| found.qualifies != Qualifies::No)
}

/// Adds what 低保 would come to for somebody whose 特困供养 ends (TK-38). It is suggested before an end without
/// anything.
///
/// # Errors
/// [`RuleRefusal`]; the finding is then as it was.
pub fn to_dibao(
    found: &mut Finding,
    case: &DibaoCase<'_>,
    view: &PolicyView<'_>,
) -> Result<(), RuleRefusal> {
    let other = dibao::assess(case, view)?;
    let article = view.cite(&[("T43", "第二十七条")]);
    let fits = other.eligible == Some(true);
    let month = other.month.filter(|month| fits && *month > Fen::ZERO);
    let said = match month {
        Some(month) => StepCode::TransferDibao
            .step()
            .money("month", month)
            .arrives(month)
            .at_most(least_sure(&other.steps)),
        None if fits => StepCode::TransferDibaoOpen.step(),
        None => StepCode::TransferDibaoNot.step(),
    };
    let mut steps = other.steps;
    steps.push(said.cites(article));
    if month.is_some() {
        found.suggest.insert(0, Outcome::ToDibao);
    }
    append(found, steps);
    Ok(())
}

/// Adds whether a household that is neither within 低保 nor within 低保边缘 is one of 刚性支出困难 (R25 第四条). It is
/// suggested before an end without anything.
///
/// # Errors
/// [`RuleRefusal`]; the finding is then as it was.
pub fn to_rigid(
    found: &mut Finding,
    case: &DibaoCase<'_>,
    view: &PolicyView<'_>,
) -> Result<(), RuleRefusal> {
    let looked = rigid::look(case, view)?;
    let article = view.cite(&[("R25", "第四条")]);
    let mut steps = vec![StepCode::RigidLook.step().cites(article.clone())];
    steps.extend(looked.steps);
    let said = match &looked.verdict {
        Verdict::Fits => rigid::valid_for(StepCode::TransferRigid, view),
        Verdict::Not => StepCode::TransferRigidNot.step().cites(article),
        Verdict::Open { param } => {
            let open = StepCode::TransferRigidOpen.step().rests_on(param);
            open.cites(article).at_most(Confidence::Unverified)
        }
    };
    let sure = least_sure(&steps);
    steps.push(said.at_most(sure));
    if looked.verdict == Verdict::Fits {
        let ends = |outcome: &Outcome| *outcome == Outcome::Stop;
        let place = found.suggest.iter().position(ends);
        let place = place.unwrap_or(found.suggest.len());
        found.suggest.insert(place, Outcome::ToRigid);
    }
    append(found, steps);
    Ok(())
}

/// What was said already is not said again.
fn append(found: &mut Finding, steps: Vec<Step>) {
    for step in steps {
        if !found.steps.contains(&step) {
            found.steps.push(step);
        }
    }
}
