//! What arrives for a case: the case itself, its draft, a sum, who a member is, and what came of a command.

use super::{open, restore, sign};
use crate::{
    desk::Draft,
    domain::{ids::CaseId, person::Identity},
    engine::{
        answer::{Assessment, CaseView, Receipt},
        refusal::{Refusal, Trouble},
    },
    text::{refusals, ui::case as words},
    tui::{
        draft,
        effect::Effect,
        facts,
        model::{
            Deed, Model, Wanted,
            case::{Attention, CaseScreen, Loaded, Mode},
            merge,
        },
        screens::{compare, sum},
    },
};

/// The case is there, for the first time or anew.
pub fn case(model: &mut Model, view: CaseView) -> Vec<Effect> {
    let id = view.case.id;
    let Some(screen) = model.case_of(id) else {
        return Vec::new();
    };
    let Some(loaded) = screen.loaded.as_deref_mut() else {
        let loaded = Loaded::new(view);
        // Who comes back to a case after a new start was led here by no list.
        if screen.head.is_empty() {
            loaded.name(0).clone_into(&mut screen.head);
        }
        screen.loaded = Some(Box::new(loaded));
        return begin(model, id);
    };
    let both = refresh(loaded, view);
    loaded.stand_on_a_row();
    if let Some((mine, conflicts)) = both {
        compare::open(model, &mine, conflicts);
    }
    facts::left_field(model)
}

/// The draft of the case is there, or there is none.
pub fn draft(model: &mut Model, id: CaseId, draft: Option<Box<Draft>>) -> Vec<Effect> {
    // What the disk has not taken yet is newer than what it has.
    let draft = match model.unwritten.get(&id) {
        Some(newer) => newer.clone().map(Box::new),
        None => draft,
    };
    let Some(screen) = model.case_of(id) else {
        return Vec::new();
    };
    screen.draft = draft;
    screen.draft_known = true;
    begin(model, id)
}

/// A case that has come to the front takes the draft that waited for it.
pub fn in_front(model: &mut Model) -> Vec<Effect> {
    match model.case() {
        Some(case) if case.draft.is_some() => {
            let id = case.id;
            begin(model, id)
        }
        Some(_) | None => Vec::new(),
    }
}

/// Once both case and draft are there, brings them together.
fn begin(model: &mut Model, id: CaseId) -> Vec<Effect> {
    // A draft opens fields, so it waits until its case is the one in front.
    if model.case().is_none_or(|case| case.id != id) {
        return Vec::new();
    }
    let Some(CaseScreen {
        loaded: Some(loaded),
        draft,
        draft_known: true,
        ..
    }) = model.case_of(id)
    else {
        return Vec::new();
    };
    let decided = loaded
        .view
        .case
        .decision
        .as_ref()
        .map_or(0, |decision| decision.seq);
    match draft.take() {
        // What was typed before the last decision has been decided upon.
        Some(draft) if draft.base_seq < decided => {
            return vec![draft::forget(model, id)];
        }
        Some(draft) => restore::restore(model, *draft),
        None => {}
    }
    facts::ask_sum(model)
}

/// Takes over a newer state of the case. Answers one's own household and the parts both sides changed.
fn refresh(
    loaded: &mut Loaded,
    view: CaseView,
) -> Option<(crate::domain::household::Household, Vec<merge::Part>)> {
    let mine = loaded.work.clone();
    let had_proposal = loaded.has_proposal();
    let merged = merge::merge(&loaded.view.case.household, &mine, &view.case.household);
    loaded.stale = false;
    loaded.attention = Attention::Undrawn;
    loaded.intent = None;
    loaded.sum_due = true;
    loaded.view = view;
    if loaded.has_proposal() {
        // Whoever signs it looks at it anew.
        loaded.seen.clear();
        loaded.show_proposal();
        return None;
    }
    // A proposal taken back leaves its values to be worked on.
    if had_proposal {
        return None;
    }
    loaded.work = merged.household;
    (!merged.conflicts.is_empty()).then_some((mine, merged.conflicts))
}

/// A sum is there.
pub fn assessment(model: &mut Model, id: CaseId, assessment: Assessment) -> Vec<Effect> {
    let Some(loaded) = model
        .case_of(id)
        .and_then(|case| case.loaded.as_deref_mut())
    else {
        return Vec::new();
    };
    loaded.assessment = assessment;
    crate::tui::forms::refresh_options(model);
    sum::refresh(model);
    let mut effects = facts::ask_sum(model);
    if effects.is_empty() {
        effects = sign::sum_known(model);
    }
    effects
}

/// Who a member is.
pub fn identity(model: &mut Model, identity: &Identity) {
    model.say(words::identity(identity));
}

/// A command about a case was done.
pub fn done(model: &mut Model, id: CaseId, deed: Deed, receipt: &Receipt) -> Vec<Effect> {
    let said = model
        .case_of(id)
        .map(|case| words::done(deed_word(deed), &case.head, receipt.seq));
    let mut effects = Vec::new();
    match deed {
        Deed::Signed => {
            model.pace.signed(&receipt.at);
            effects.push(draft::forget(model, id));
            effects.extend(sign::advance(model, id));
        }
        Deed::Approved | Deed::Confirmed | Deed::Enforced | Deed::Returned => {
            effects.push(draft::forget(model, id));
            effects.extend(sign::advance(model, id));
        }
        Deed::Held | Deed::Skipped => {
            // The form is done and its draft goes; what was changed in the household stays.
            if model.case().is_some_and(|case| case.id == id) {
                effects.extend(draft::save(model));
            }
            effects.extend(sign::advance(model, id));
        }
        Deed::Entered => effects.extend(open::ask_again(model, id)),
    }
    if let Some(said) = said {
        model.say(said);
    }
    effects
}

const fn deed_word(deed: Deed) -> words::Deed {
    match deed {
        Deed::Signed => words::Deed::Signed,
        Deed::Approved => words::Deed::Approved,
        Deed::Confirmed => words::Deed::Confirmed,
        Deed::Enforced => words::Deed::Enforced,
        Deed::Returned => words::Deed::Returned,
        Deed::Held => words::Deed::Held,
        Deed::Skipped => words::Deed::Skipped,
        Deed::Entered => words::Deed::Entered,
    }
}

/// A command about a case was not done.
pub fn refused(model: &mut Model, id: CaseId, trouble: &Trouble) -> Vec<Effect> {
    model.trouble(trouble);
    let Trouble::Refused(refusal) = trouble else {
        return Vec::new();
    };
    if matches!(model.mode(), Mode::Approve | Mode::Confirm) {
        // Who countersigns has typed nothing; what is missing is for the maker to bring.
        model.object(words::not_countersigned(&refusals::refusal(refusal).what));
    }
    let Some(loaded) = model
        .case_of(id)
        .and_then(|case| case.loaded.as_deref_mut())
    else {
        return Vec::new();
    };
    match &**refusal {
        Refusal::Stale { .. } | Refusal::FreezeDiffers | Refusal::IllegalStep { .. } => {
            loaded.stale = true;
            Vec::new()
        }
        // What was signed is out of date: the case is read anew, and says so itself.
        Refusal::FindingChanged { .. } if loaded.has_proposal() => open::ask_again(model, id),
        Refusal::FindingChanged { .. } => {
            loaded.sum_due = true;
            loaded.shown = None;
            facts::ask_sum(model)
        }
        _other_refusal => Vec::new(),
    }
}

/// Reads the case anew at the person's wish.
pub fn reload(model: &mut Model) -> Vec<Effect> {
    let Some(case) = model.case() else {
        return Vec::new();
    };
    let id = case.id;
    if model.awaits(&Wanted::Case(id)) {
        return Vec::new();
    }
    open::ask_again(model, id)
}
