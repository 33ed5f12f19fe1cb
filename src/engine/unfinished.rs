//! Imports that were cut off: found when the office is opened again, counted, and closed.
//!
//! What they had taken stays. Only one program holds the data at a time, so an import that stands open now has
//! nobody who goes on with it.

use super::{
    Actor, Engine,
    command::{Command, Request, import_key},
    refusal::Trouble,
};
use crate::{
    journal::{JournalReader, event::Event},
    store::OpenImport,
};

/// An import that was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoppedImport {
    /// Base name of the file.
    pub file: String,
    /// Cases taken until then.
    pub taken: u32,
}

impl Engine {
    /// Closes the imports that were cut off.
    ///
    /// # Errors
    /// A fault of the machine; they stay open then.
    pub fn close_imports(&mut self, actor: &Actor) -> Result<Vec<StoppedImport>, Trouble> {
        let open = self
            .office()
            .map_or_else(Vec::new, |office| office.imports.clone());
        let mut closed = Vec::with_capacity(open.len());
        for OpenImport {
            file, digest, seq, ..
        } in open
        {
            let taken = taken(&self.journal.reader(), &digest, seq)?;
            self.execute(
                actor,
                Request {
                    command: Command::StopImport { digest, taken },
                    expect: None,
                    key: String::new(),
                },
            )?;
            closed.push(StoppedImport { file, taken });
        }
        Ok(closed)
    }
}

/// The cases an import has opened or reported since it began.
fn taken(journal: &JournalReader, digest: &str, began: u64) -> Result<u32, Trouble> {
    let key = import_key(digest);
    let mut taken: u32 = 0;
    for entry in journal.read_from(began.saturating_add(1))? {
        let draft = entry?.draft;
        let ours = draft.key.starts_with(&key)
            && draft.events.iter().any(|event| {
                matches!(
                    event,
                    Event::CaseOpened { .. } | Event::ChangeReported { .. }
                )
            });
        taken = taken.saturating_add(u32::from(ours));
    }
    Ok(taken)
}
