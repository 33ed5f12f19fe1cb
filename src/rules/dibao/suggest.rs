//! What a review may come to (结论建议). The program proposes; a named person decides.

use super::{Alone, Facts, amount::Due};
use crate::{
    domain::{
        case::PhaseOutSpan,
        citation::{Citation, Confidence},
        finding::Step,
        money::Fen,
        review::{Cause, Outcome},
        step::StepCode,
    },
    policy::PolicyView,
    rules::{
        RuleRefusal,
        sum::{least_sure, resting},
    },
};

/// The outcomes that fit, the first best, with the step that compares with what is paid now.
///
/// Where nothing was said of what is paid there is nothing to keep or to take away, so only 转低保边缘 or a
/// person's judgement can come out. Order where the line is exceeded: 渐退 for those who got work (民发〔2021〕57号
/// 第三十三条), 转低保边缘, 停发.
pub(super) fn of(
    facts: &Facts<'_>,
    due: &Due,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Result<Vec<Outcome>, RuleRefusal> {
    let paid = facts.case.paid;
    let mut suggest = if facts.case.cause == Some(Cause::Voluntary)
        && paid.is_some_and(|paid| paid > Fen::ZERO)
    {
        steps.push(StepCode::Voluntary.step().at_most(Confidence::Unverified));
        vec![Outcome::Stop]
    } else if facts.alone == Alone::WholeInstead {
        Vec::new()
    } else if facts.eligible() {
        still_qualifies(due, paid, view, steps)?
    } else {
        qualifies_no_more(facts, paid, view, steps)
    };
    let alone = match facts.alone {
        Alone::Unclear | Alone::WholeInstead => true,
        Alone::Settled | Alone::Possible => false,
    };
    let open = due.month.is_none() || alone || (facts.assets.unclear && !facts.assets.exceeds);
    if open && !suggest.contains(&Outcome::Judgement) {
        suggest.push(Outcome::Judgement);
    }
    Ok(suggest)
}

/// Qualifies: the same, more, or less; less only where every rate it needs is set.
fn still_qualifies(
    due: &Due,
    paid: Option<Fen>,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Result<Vec<Outcome>, RuleRefusal> {
    let (Some(paid), Some(month)) = (paid, due.month) else {
        return Ok(Vec::new());
    };
    let difference = month.checked_sub(paid).ok_or(RuleRefusal::TooLarge)?;
    if difference == Fen::ZERO {
        let step = StepCode::PaidSame.step().money("paid", paid).arrives(month);
        steps.push(step.cites(adjust(view)).at_most(least_sure(steps)));
        return Ok(vec![Outcome::Keep]);
    }
    if difference > Fen::ZERO {
        let step = StepCode::PaidMore
            .step()
            .money("paid", paid)
            .money("month", month)
            .money("difference", difference)
            .arrives(month)
            .at_most(least_sure(steps));
        steps.push(step.cites(adjust(view)));
        return Ok(vec![Outcome::Increase]);
    }
    if due.supplement.is_none() {
        let step = StepCode::DecreaseBlocked
            .step()
            .money("paid", paid)
            .money("month", month)
            .cites(view.cite(&[("LAW", "第二十条"), ("D57", "第二十七条")]))
            .at_most(Confidence::Unverified);
        steps.push(step);
        return Ok(vec![Outcome::Keep, Outcome::Judgement]);
    }
    let less = Fen(difference.0.checked_neg().ok_or(RuleRefusal::TooLarge)?);
    let step = StepCode::PaidLess
        .step()
        .money("paid", paid)
        .money("month", month)
        .money("difference", less)
        .arrives(month)
        .at_most(least_sure(steps));
    steps.push(before_less(step, view));
    Ok(vec![Outcome::Decrease])
}

/// Does not qualify: 渐退 after finding work, 转低保边缘, 停发.
fn qualifies_no_more(
    facts: &Facts<'_>,
    paid: Option<Fen>,
    view: &PolicyView<'_>,
    steps: &mut Vec<Step>,
) -> Vec<Outcome> {
    let mut suggest = Vec::new();
    let paid = paid.filter(|paid| *paid > Fen::ZERO);
    if paid.is_some()
        && let Some(span) = runs_out(facts)
    {
        let over = view.on().month() >= span.last;
        let code = if over {
            StepCode::PhaseOutEnds
        } else {
            StepCode::PhaseOutRuns
        };
        let step = code
            .step()
            .day("start", span.first.first())
            .day("end", span.last.last());
        steps.push(step.cites(view.cite(&[("D57", "第三十三条")])));
        if !over {
            return vec![Outcome::Keep];
        }
    }
    if let Some(paid) = paid {
        if may_phase_out(facts, view) {
            suggest.push(Outcome::PhaseOut);
            steps.push(phase_out_step(view));
        }
        let step = StepCode::PaidNoMore
            .step()
            .money("paid", paid)
            .arrives(Fen::ZERO)
            .at_most(least_sure(steps));
        steps.push(before_less(step, view));
    }
    if facts.edge {
        suggest.push(Outcome::ToEdge);
    }
    if facts.alone == Alone::Possible {
        suggest.push(Outcome::Judgement);
    }
    if paid.is_some() {
        suggest.push(Outcome::Stop);
    }
    suggest
}

/// The 渐退 that is being paid; property above its limit is no reason to go on with it.
fn runs_out(facts: &Facts<'_>) -> Option<PhaseOutSpan> {
    facts.case.past.phase_out.filter(|_| !facts.assets.exceeds)
}

/// 渐退 is for households that exceed the line because a member got work (DB-90); property is no such reason.
fn may_phase_out(facts: &Facts<'_>, view: &PolicyView<'_>) -> bool {
    let causes = view
        .causes("phaseout.causes")
        .map(|causes| causes.value)
        .unwrap_or_default();
    let fits = facts
        .case
        .cause
        .is_some_and(|cause| causes.contains(&cause));
    // One 渐退 is not followed by another: its longest term would mean nothing.
    fits && facts.case.past.phase_out.is_none()
        && facts.persons > 0
        && !facts.below
        && !facts.assets.exceeds
}

fn phase_out_step(view: &PolicyView<'_>) -> Step {
    let step = StepCode::PhaseOutPossible
        .step()
        .cites(view.cite(&[("D57", "第三十三条")]));
    match view.count("db.phaseout.max") {
        Some(most) => resting(step.count("months", most.value), &most),
        None => step.code("months", "no_limit").at_most(Confidence::Assumed),
    }
}

/// What must come before anything is taken away: the hearing, before the law the telling of reasons.
pub(super) fn before_less(step: Step, view: &PolicyView<'_>) -> Step {
    let told = view.cite(&[("D57", "第三十二条")]);
    let Some(required) = view.flag("hearing.required") else {
        return step.code("how", "tell_first").cites(told);
    };
    let step = if required.value {
        step.code("how", "hear_first")
            .cites(view.cite(&[("LAW", "第四十八条"), ("D57", "第三十二条")]))
    } else {
        step.code("how", "tell_first").cites(told)
    };
    resting(step, &required)
}

fn adjust(view: &PolicyView<'_>) -> Citation {
    view.cite(&[("D57", "第三十一条")])
}
