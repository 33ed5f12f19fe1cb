//! The truth: one chained JSON line per command, synced before anyone is told it is done.

pub mod entry;
pub mod event;
