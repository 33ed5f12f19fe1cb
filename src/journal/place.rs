//! Where a line stands: its place in a commit unit, and a place in the whole chain.

use serde::{Deserialize, Serialize};

use crate::base::digest::Digest;

/// The place of an entry in a commit unit: lines that were synced together stand or fall together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitPart {
    /// Place within the unit, from 1.
    pub k: u32,
    /// Entries in the unit.
    pub n: u32,
}

/// The end of a chain, or any place in it: what a view has folded, what a seal is printed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Head {
    /// Number of the entry; 0 before the first.
    pub seq: u64,
    /// Its digest; of the empty text before the first.
    pub digest: Digest,
}

impl Head {
    /// The place before the first entry.
    pub fn start() -> Self {
        Self {
            seq: 0,
            digest: Digest::of(b""),
        }
    }
}
