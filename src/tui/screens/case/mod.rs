//! A case under review: the screen a caseworker spends the day on.
//!
//! Its state is in the model; the files here change it (`edit`, `sign`, `arrive`, `restore`), lay it out (`layout`, `notes`)
//! and draw it (`view`, `panel`, `beside`).

pub mod arrive;
pub mod asked;
pub mod beside;
pub mod edit;
pub mod kept;
pub mod layout;
pub mod looks;
pub mod may;
pub mod notes;
pub mod open;
pub mod panel;
pub mod restore;
pub mod sign;
pub mod view;
