//! What comes into the office from outside and leaves it: rosters from files, exports into files, and the
//! invented district of the demo.
//!
//! It reads, judges and words requests; the engine alone writes. The verbs of `cli` and the effects of
//! `tui` call it.

mod against;
mod areas;
mod cells;
pub mod demo;
pub mod export;
pub mod full;
mod gather;
mod household;
mod known;
mod layout;
mod limits;
mod mapping;
mod member;
mod parse;
pub mod plan;
pub mod probe;
mod quote;
mod raw;
mod reading;
pub mod recognise;
pub mod refusal;
pub mod remembered;
pub mod returned;
pub mod roster;
pub mod row;
mod sums;
mod told;

pub use layout::Kind;
pub use mapping::{EMBEDDED as MAPPING, of_office};
