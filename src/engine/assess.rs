//! The sum of a case, and what may follow from it: rules asked with the law of a day.

use super::{
    answer::{Assessment, OutcomeOption},
    conditions::{self, pending_before_approval, propose_blocks},
    law,
    refusal::Refusal,
    world::World,
};
use crate::domain::{
    area::AreaCode,
    calendar::{Day, Month},
    case::{Case, Programme},
    finding::Finding,
    household::Household,
    money::{Fen, Rounding},
    rational::Rational,
    review::{Cause, Outcome},
    transfer,
};

/// What an outcome pays, and from when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Terms {
    /// A month's amount.
    pub month: Fen,
    /// The first month of it.
    pub effective: Month,
}

/// What an outcome pays and from when, if it is decided today.
///
/// # Errors
/// [`Refusal::ParameterMissing`] where the sum or the month of effect is not known.
pub(super) fn terms(
    world: &World<'_>,
    case: &Case,
    finding: &Finding,
    outcome: Outcome,
) -> Result<Terms, Refusal> {
    let paid = case.benefit.map_or(Fen::ZERO, |benefit| benefit.month);
    let computed = || {
        let name = || {
            finding
                .missing
                .first()
                .cloned()
                .unwrap_or_else(|| "db.standard".to_owned())
        };
        finding
            .month
            .ok_or_else(|| Refusal::ParameterMissing { name: name() })
    };
    let month = match outcome {
        Outcome::Keep => paid,
        Outcome::Increase | Outcome::Decrease => computed()?,
        Outcome::PhaseOut => phase_out_month(world, case, paid)?,
        Outcome::ToTekun | Outcome::ToDibao => transfer::month(finding, outcome)
            .ok_or_else(|| conditions::transfer_unknown(case, finding, outcome))?,
        Outcome::Stop
        | Outcome::ToEdge
        | Outcome::ToRigid
        | Outcome::ToLinshi
        | Outcome::Close
        | Outcome::Deny
        | Outcome::Judgement => Fen::ZERO,
    };
    if matches!(outcome, Outcome::Close | Outcome::Deny) {
        let effective = world.today.month();
        return Ok(Terms { month, effective });
    }
    let tekun = case.programme == Programme::Tekun;
    let offset = match outcome {
        Outcome::ToTekun => "tk.start.month_offset",
        Outcome::Keep | Outcome::Increase if tekun => "tk.start.month_offset",
        Outcome::Keep | Outcome::Increase => "db.start.month_offset",
        Outcome::Decrease
        | Outcome::Stop
        | Outcome::PhaseOut
        | Outcome::ToEdge
        | Outcome::ToRigid
        | Outcome::ToLinshi
        | Outcome::ToDibao
        | Outcome::Close
        | Outcome::Deny
        | Outcome::Judgement => {
            if tekun {
                "tk.exit.month_offset"
            } else {
                "db.stop.month_offset"
            }
        }
    };
    let effective = month_after(world, &case.area, world.today, offset)?;
    // What ends a 渐退 takes effect when it is over, and not before.
    let after = case
        .phase_out
        .filter(|_| ends(outcome) && finding.eligible == Some(false))
        .and_then(|span| span.last.next());
    let effective = after.map_or(effective, |after| after.max(effective));
    Ok(Terms { month, effective })
}

/// The first month of what is decided on a day.
fn month_after(
    world: &World<'_>,
    area: &AreaCode,
    decided: Day,
    offset: &str,
) -> Result<Month, Refusal> {
    let months = law::count(world, area, decided, offset)?;
    i32::try_from(months)
        .ok()
        .and_then(|months| decided.month().add_months(months))
        .ok_or_else(|| Refusal::BadValue {
            field: offset.to_owned(),
            why: "月数超出范围".to_owned(),
        })
}

/// The first month of an increase of 低保 that is decided on a day.
///
/// # Errors
/// [`Refusal::ParameterMissing`] where the month of effect is not known.
pub(super) fn month_of_increase(
    world: &World<'_>,
    area: &AreaCode,
    decided: Day,
) -> Result<Month, Refusal> {
    month_after(world, area, decided, "db.start.month_offset")
}

const fn ends(outcome: Outcome) -> bool {
    match outcome {
        Outcome::Stop | Outcome::ToEdge | Outcome::ToRigid | Outcome::ToLinshi => true,
        Outcome::Keep
        | Outcome::Increase
        | Outcome::Decrease
        | Outcome::PhaseOut
        | Outcome::ToTekun
        | Outcome::ToDibao
        | Outcome::Close
        | Outcome::Deny
        | Outcome::Judgement => false,
    }
}

/// What is paid a month during 渐退: the named share of the last amount.
fn phase_out_month(world: &World<'_>, case: &Case, paid: Fen) -> Result<Fen, Refusal> {
    let name = "phaseout.rate";
    let found = world.policy.view(&case.area, world.today).ratio(name);
    let rate = found
        .ok_or_else(|| Refusal::ParameterMissing {
            name: name.to_owned(),
        })?
        .value;
    let month = Rational::of(paid)
        .checked_mul(rate)
        .and_then(|share| Rounding::UpYuan.apply(share));
    month.ok_or_else(|| Refusal::BadValue {
        field: name.to_owned(),
        why: "金额超出范围".to_owned(),
    })
}

/// The outcomes a person may choose among, the rules' own suggestions first.
const CHOICES: [Outcome; 5] = [
    Outcome::Keep,
    Outcome::Increase,
    Outcome::Decrease,
    Outcome::PhaseOut,
    Outcome::Stop,
];

/// The sum with what may follow from it, for a screen.
pub(super) fn assessment(
    world: &World<'_>,
    case: &Case,
    household: &Household,
    cause: Option<Cause>,
    on: Day,
) -> Assessment {
    let finding = match law::finding(world, case, household, cause, on) {
        Ok(finding) => finding,
        Err(refusal) => {
            return Assessment {
                finding: Err(refusal),
                digest: String::new(),
                options: Vec::new(),
            };
        }
    };
    let mut outcomes: Vec<Outcome> = Vec::new();
    let choices: &[Outcome] = match case.programme {
        Programme::Linshi => &[Outcome::Close, Outcome::Deny],
        Programme::Edge | Programme::Rigid => &[Outcome::Keep, Outcome::Stop],
        Programme::Dibao | Programme::Tekun => &CHOICES,
    };
    let to_tekun = law::may_be_tekun(world, case, household).then_some(Outcome::ToTekun);
    let ends = case.programme != Programme::Linshi && finding.eligible == Some(false);
    let to_linshi = ends.then_some(Outcome::ToLinshi);
    let moves = to_tekun.into_iter().chain(to_linshi);
    let suggested = finding.suggest.iter().chain(choices).copied();
    for outcome in suggested.chain(moves) {
        if outcome != Outcome::Judgement && !outcomes.contains(&outcome) {
            outcomes.push(outcome);
        }
    }
    let options = outcomes
        .into_iter()
        .filter_map(|outcome| {
            let blocked = propose_blocks(world, case, household, &finding, outcome);
            let terms = terms(world, case, &finding, outcome).ok();
            // Without an amount it is named for what stands in its way, and there must be something.
            if terms.is_none() && blocked.is_empty() {
                return None;
            }
            Some(OutcomeOption {
                outcome,
                terms: terms.map(|terms| (terms.month, terms.effective)),
                blocked,
                before_approval: pending_before_approval(
                    world,
                    case,
                    outcome,
                    (household, cause.unwrap_or(Cause::Other)),
                ),
            })
        })
        .collect();
    Assessment {
        digest: law::digest(&finding),
        finding: Ok(finding),
        options,
    }
}
