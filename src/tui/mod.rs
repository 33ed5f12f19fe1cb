//! The screens: one model, messages in, effects out, drawn by our own frugal backend.

mod action;
mod context;
mod draft;
pub mod effect;
pub mod effects;
pub mod event;
mod facts;
mod footer;
mod forms;
mod hands;
pub mod keymap;
mod model;
pub mod msg;
mod parked;
mod place;
mod replies;
mod resume;
pub mod run;
mod screens;
pub mod terminal;
pub mod theme;
mod update;
mod view;
pub mod widgets;
pub mod work;

pub use action::{Action, Condition, Context};
pub use model::{Model, Size};
pub use update::update;
pub use view::view;
