//! The screens, one file each: its state, what changes it, how it is drawn.

pub mod batch;
pub mod case;
pub mod compare;
pub mod desk;
pub mod export;
pub mod help;
pub mod history;
pub mod import;
pub mod incomes;
pub mod menu;
pub mod policy;
pub mod print;
pub mod queue;
pub mod referrals;
pub mod search;
pub mod start;
pub mod sum;

use super::{
    effect::Effect,
    model::{Model, Screen},
};

/// Reads the content of the uppermost screen anew, where it shows lists.
pub fn refreshed(model: &mut Model) -> Vec<Effect> {
    match model.top() {
        Screen::Desk(_) => desk::refresh(model),
        Screen::Queue(_) => queue::refresh(model),
        Screen::Search(_) => search::find(model),
        Screen::Policy(_) => policy::refresh(model),
        Screen::Import(_) => import::refresh(model),
        Screen::Batch(_) => batch::refresh(model),
        Screen::Starting
        | Screen::Case(_)
        | Screen::Form(_)
        | Screen::Incomes(_)
        | Screen::Referrals(_)
        | Screen::Sum(_)
        | Screen::Compare(_)
        | Screen::History(_)
        | Screen::Menu(_)
        | Screen::Help(_) => Vec::new(),
    }
}
