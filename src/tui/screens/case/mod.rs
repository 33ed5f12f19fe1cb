//! A case under review: the screen a caseworker spends the day on.
//!
//! Its state is in the model; the files here change it (`edit`, `sign`, `arrive`), lay it out (`layout`, `notes`)
//! and draw it (`view`, `panel`, `beside`).

pub mod arrive;
pub mod beside;
pub mod edit;
pub mod layout;
pub mod looks;
pub mod notes;
pub mod panel;
pub mod sign;
pub mod view;
