//! Entries: one command's worth of events with who, when and from where.

use serde::{Deserialize, Serialize};

use super::event::Event;
use crate::domain::ids::StaffId;

/// The place of an entry in a commit unit: lines that were synced together stand or fall together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitPart {
    /// Place within the unit, from 1.
    pub k: u32,
    /// Entries in the unit.
    pub n: u32,
}

/// What the engine hands to the writer: an entry without its place in the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// When, as RFC 3339 with +08:00.
    pub at: String,
    /// Who.
    pub actor: StaffId,
    /// Which session, for the access log and for telling two windows of one person apart.
    pub session: String,
    /// Idempotency key: the same key twice is the same command, done once.
    pub key: String,
    /// What happened.
    pub events: Vec<Event>,
}

/// One entry of the journal as it was read or written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Number, from 1, without gaps.
    pub seq: u64,
    /// Digest of the entry before, `sm3:…`; of the empty text for the first.
    pub prev: String,
    /// What the engine handed over.
    pub draft: Draft,
    /// Place in its commit unit.
    pub unit: UnitPart,
    /// Digest of this entry's line before `,"digest"`.
    pub digest: String,
}
