//! How far a long opening, gathering or settling has come.

/// What a long opening is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Comparing what is stored with its sum, after an end that was not in order.
    Checking,
    /// Folding the entries that came after.
    CatchingUp,
    /// Reading the whole journal.
    Reading,
    /// Writing the store anew.
    Writing,
}

/// How far a long opening has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// Records, entries or cases done.
    pub done: u64,
    /// How many there are.
    pub total: u64,
}
