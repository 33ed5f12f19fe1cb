//! The posting (公示) that a decision waits for: of what, for how long, and from which day on it counts.

use super::{law, refusal::Refusal, world::World};
use crate::domain::{
    calendar::Day,
    case::{Case, Programme},
    money::Fen,
    review::{Outcome, Proposal},
};

/// What must be over before the signature that decides: the posting of a recognition of 特困 (民发〔2021〕43号
/// 第十五条) or of its end (第二十六条), of 支出型 临时救助 (L23, 中办发〔2020〕18号 （十五）), or of what takes
/// something away where the office demands one. `decides` says whether the next signature is that one.
///
/// # Errors
/// [`Refusal::ParameterMissing`] where the office unset what a posting asks for.
pub(super) fn pending(
    world: &World<'_>,
    case: &Case,
    (proposal, decides): (&Proposal, bool),
) -> Result<Option<Refusal>, Refusal> {
    if !decides || !demanded(world, case, proposal)? {
        return Ok(None);
    }
    let missing = |objected| -> Result<Option<Refusal>, Refusal> {
        let name = param(world, case, proposal.outcome);
        let days = law::count(world, &case.area, world.today, name)?;
        Ok(Some(Refusal::PostingMissing { days, objected }))
    };
    let since = since_when(case, proposal);
    let newest = case.postings.last();
    let newest = newest.filter(|posting| since.is_none_or(|since| posting.from >= since));
    match newest {
        None => missing(false),
        Some(posting) if posting.objection.is_some() => missing(true),
        Some(posting) if posting.last >= world.today => {
            Ok(Some(Refusal::PostingRuns { last: posting.last }))
        }
        Some(_) => Ok(None),
    }
}

/// Whether what is proposed must have been posted before it is decided.
///
/// # Errors
/// [`Refusal::ParameterMissing`] where the office unset whether an end of 低保 is posted.
fn demanded(world: &World<'_>, case: &Case, proposal: &Proposal) -> Result<bool, Refusal> {
    let outcome = proposal.outcome;
    match case.programme {
        Programme::Dibao | Programme::Edge | Programme::Rigid => Ok(outcome == Outcome::ToTekun
            || outcome.takes_away()
                && law::flag(world, &case.area, world.today, "db.exit.posting")?),
        Programme::Tekun => Ok(
            outcome.takes_away() && (proposal.month == Fen::ZERO || outcome == Outcome::ToDibao)
        ),
        Programme::Linshi => Ok(case.aid.as_ref().is_some_and(|aid| aid.kind.is_posted())),
    }
}

/// The parameter that says for how many days a proposal is posted. No national text names the days of 支出型: where
/// the office has not set them, those of 低保 stand in.
pub(super) fn param(world: &World<'_>, case: &Case, outcome: Outcome) -> &'static str {
    let view = world.policy.view(&case.area, world.today);
    match (case.programme, outcome) {
        (Programme::Tekun, _) | (_, Outcome::ToTekun) => "tk.publicity.days",
        (Programme::Linshi, _) if view.count("ls.publicity.days").is_some() => "ls.publicity.days",
        (Programme::Dibao | Programme::Edge | Programme::Rigid | Programme::Linshi, _) => {
            "db.publicity.days"
        }
    }
}

/// The first day on which a posting is one of what is proposed: that of the proposal; of 支出型 the day it was asked
/// for, for it hung before the help was given, and was noted when the signatures were collected. `None` where
/// any day will do.
pub(super) fn since_when(case: &Case, proposal: &Proposal) -> Option<Day> {
    if case.programme != Programme::Linshi {
        return Some(proposal.day);
    }
    let asked = case.aid.as_ref().and_then(|aid| aid.asked);
    asked.max(case.period_start().and_then(Day::next))
}
