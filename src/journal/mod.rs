//! The truth: one chained JSON line per command, synced before anyone is told it is done.
//!
//! [`Journal`] is the only writer; [`JournalReader`] reads what was acknowledged, from anywhere, while the
//! writer goes on. Identities stand apart in [`people`], who looked at what in [`access`]. What the lines
//! look like and how to check them without this program is told by `hecha help journal`.

pub mod access;
mod chain;
mod chain_writer;
pub mod entry;
pub mod event;
pub mod fault;
mod line;
pub mod people;
mod place;
mod reader;
mod recovery;
pub mod seal;
mod segments;
pub mod verify;
mod writer;

pub use self::{
    entry::{Draft, Entry, Recorded},
    event::{Event, PersonRef},
    fault::JournalFault,
    place::{Head, UnitPart},
    reader::{Entries, EntriesAhead, JournalReader},
    recovery::CutPart,
    writer::{JOURNAL_DIR, Journal, OpenOptions, OpenReport},
};
