//! The facts of the case in front as they are edited: what changes them, and the sum and the draft that follow.

use super::{
    draft,
    effect::Effect,
    model::{
        Model, Wanted,
        case::{Conclusion, Loaded},
    },
};
use crate::{
    domain::{
        household::{Labour, Member},
        income::IncomeKind,
    },
    engine::query::Query,
};

/// Whether the sum on the screen is that of the facts on the screen.
pub fn sum_is_settled(model: &Model) -> bool {
    model.case().is_some_and(|case| {
        case.loaded.as_ref().is_some_and(|loaded| !loaded.sum_due)
            && !model.awaits(&Wanted::Assessment(case.id))
    })
}

/// Asks for the sum if it is due and not on its way already; while it is, the next change waits.
pub fn ask_sum(model: &mut Model) -> Vec<Effect> {
    let Some(case) = model.case() else {
        return Vec::new();
    };
    let id = case.id;
    if model.awaits(&Wanted::Assessment(id)) {
        return Vec::new();
    }
    let Some(loaded) = model
        .loaded_mut()
        .filter(|loaded| loaded.sum_due && !loaded.has_proposal())
    else {
        return Vec::new();
    };
    loaded.sum_due = false;
    let query = Query::Assess {
        case: id,
        household: Box::new(loaded.work.clone()),
        cause: loaded.conclusion.cause,
        on: None,
    };
    vec![model.ask(Wanted::Assessment(id), query)]
}

/// Puts a member into the household as edited.
pub fn put_member(case: &mut Loaded, place: usize, member: Member) {
    if let Some(slot) = case.work.members.get_mut(place)
        && *slot != member
    {
        *slot = member;
        case.touched();
    }
}

/// The kind of a first income: who can work has a wage; who cannot lives on a transfer.
pub fn first_kind(member: &Member) -> IncomeKind {
    match member.facts.labour {
        Some(Labour::None) => IncomeKind::Transfer,
        Some(Labour::Full | Labour::Partial) | None => IncomeKind::Wage,
    }
}

/// What has to follow when a field was left: a new sum, and the draft on disk.
pub fn left_field(model: &mut Model) -> Vec<Effect> {
    let mut effects = ask_sum(model);
    effects.extend(draft::save(model));
    effects
}

/// Sets the conclusion; another cause may change the sum.
pub fn conclude(model: &mut Model, conclusion: Conclusion) {
    if let Some(case) = model.loaded_mut() {
        if case.conclusion.cause != conclusion.cause {
            case.sum_due = true;
        }
        if case.conclusion != conclusion {
            case.intent = None;
        }
        case.conclusion = conclusion;
    }
}
