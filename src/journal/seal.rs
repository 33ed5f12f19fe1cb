//! The seal of a day: the head of the journal at its end, printed at the foot of every sheet that leaves
//! the office. Whoever holds such a sheet can tell years later that the journal still says what it said.
//!
//! A chain shows every change inside it, but not that its newest units were cut off: that is visible only
//! where a head is kept elsewhere, on paper or on another machine. The help says so.

use super::{chain::ChainReader, entry, fault::JournalFault, place::Head, reader::JournalReader};

/// The head of the journal at the end of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seal {
    /// The day, `2026-11-23`.
    pub day: String,
    /// The last entry written on it.
    pub head: Head,
}

impl JournalReader {
    /// The seal of every day on which something was written, in order.
    ///
    /// Where the clock of the machine was set back, the later entries belong to the later day: a seal
    /// covers everything with a smaller number.
    pub fn seals(&self) -> Result<Vec<Seal>, JournalFault> {
        let mut seals: Vec<Seal> = Vec::new();
        let position = self.entries.find(1)?;
        let mut chain = ChainReader::new(self.entries.clone(), position, self.head().seq)?;
        while let Some((link, line)) = chain.advance()? {
            let head = link.head();
            let day = entry::day_of(&link, line).unwrap_or_default();
            match seals.last_mut() {
                Some(last) if last.day >= day => last.head = head,
                Some(_) | None => seals.push(Seal { day, head }),
            }
        }
        Ok(seals)
    }
}
