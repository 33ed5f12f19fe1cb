//! Which steps about a decision this person may take now.

use crate::{
    domain::{review::Status, staff::Role},
    engine::refusal::Refusal,
    tui::model::Model,
};

/// Whether this person carries cases out.
fn works(model: &Model) -> bool {
    let me = model.me.as_ref();
    me.is_some_and(|me| me.staff.roles.contains(&Role::Caseworker))
}

/// Whether something of this kind stands in the way of countersigning.
fn stands(model: &Model, is_it: impl Fn(&Refusal) -> bool) -> bool {
    model
        .loaded()
        .is_some_and(|case| case.countersign_blocks().iter().any(is_it))
}

/// Where the review on the screen stands.
fn status(model: &Model) -> Option<Status> {
    model.loaded().map(|case| case.view.case.review.status)
}

/// Whether a posting can be made.
pub fn can_post(model: &Model) -> bool {
    works(model) && stands(model, |one| matches!(one, Refusal::PostingMissing { .. }))
}

/// Whether an objection can be recorded.
pub fn can_object(model: &Model) -> bool {
    works(model) && stands(model, |one| matches!(one, Refusal::PostingRuns { .. }))
}

/// Whether the notice can be made.
pub fn can_notify(model: &Model) -> bool {
    works(model) && matches!(status(model), Some(Status::Confirmed | Status::Noticed))
}

/// Whether the service can be recorded.
pub fn can_serve(model: &Model) -> bool {
    works(model) && status(model) == Some(Status::Noticed)
}
