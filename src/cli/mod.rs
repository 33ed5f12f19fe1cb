//! The verbs of the command line.

pub mod args;
pub mod calc;
pub mod output;
pub mod surroundings;
pub mod usage;
