//! What comes into the office from outside: rosters from files, and the invented district of the demo.
//!
//! It reads, judges and words requests; the engine alone writes. The verbs of `cli` and the effects of
//! `tui` call it.

pub mod demo;
