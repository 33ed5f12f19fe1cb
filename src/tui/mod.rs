//! The screens: one model, messages in, effects out, drawn by our own frugal backend.

pub mod event;
pub mod terminal;
pub mod widgets;
