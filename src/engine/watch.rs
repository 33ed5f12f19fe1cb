//! The quiet pass: the whole journal is checked after the first page stands on the screen.
//!
//! Opening checks only the end, so that nobody waits. What this pass finds stops writing: nobody shall build
//! on a journal in doubt. It runs once, on a thread of its own, and ends with the engine. A program that writes
//! without having asked for a page makes it before its first write where the journal is short.

use std::{
    ops::ControlFlow,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
    thread::{Builder, JoinHandle},
};

use crate::{base::fault::FaultFacts, journal::JournalReader};

/// What the pass found: `None` if everything held.
type Found = Arc<OnceLock<Option<FaultFacts>>>;

/// A pass that has been started, or not yet.
#[derive(Debug, Default)]
pub(super) struct Watch {
    found: Found,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    /// Starts the pass, once; later calls do nothing.
    pub fn start(&mut self, reader: impl FnOnce() -> JournalReader) {
        if self.thread.is_some() || self.found.get().is_some() {
            return;
        }
        let (reader, found, stop) = (reader(), Arc::clone(&self.found), Arc::clone(&self.stop));
        let pass = move || {
            let verified = reader.verify(&mut |_| {
                if stop.load(Ordering::Relaxed) {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            });
            found.get_or_init(|| verified.err().map(|fault| fault.facts()));
        };
        // Without a thread the pass is not made; `hecha verify` makes it too.
        self.thread = Builder::new()
            .name("quiet-pass".to_owned())
            .spawn(pass)
            .ok();
    }

    /// Makes the pass here and now, unless one has been made or is under way.
    pub fn make(&mut self, reader: impl FnOnce() -> JournalReader) {
        if self.thread.is_some() || self.found.get().is_some() {
            return;
        }
        let verified = reader().verify(&mut |_| ControlFlow::Continue(()));
        self.found
            .get_or_init(|| verified.err().map(|fault| fault.facts()));
    }

    /// What the pass has found to be wrong by now.
    pub fn fault(&self) -> Option<&FaultFacts> {
        self.found.get()?.as_ref()
    }

    /// Waits for a pass that was started.
    #[cfg(test)]
    pub fn wait(&mut self) {
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A pass that panicked has found nothing; there is nobody left to tell.
            drop(thread.join());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path, sync::Arc};

    use super::*;
    use crate::{
        base::{
            fault::FaultCode,
            medium::{Medium, RealMedium},
        },
        domain::{area::AreaCode, ids::StaffId},
        journal::{Draft, Event, Journal, OpenOptions},
    };

    fn journal(dir: &Path) -> Journal {
        let medium: Arc<dyn Medium> = Arc::new(RealMedium);
        Journal::open(&medium, dir, OpenOptions::default())
            .unwrap()
            .0
    }

    fn written(dir: &Path) -> Journal {
        let mut journal = journal(dir);
        for number in 0..20 {
            let name = format!("禹会区{number}");
            let event = Event::OfficeOpened {
                name,
                area: AreaCode("340304".into()),
                demo: true,
            };
            let draft = Draft {
                at: "2026-11-23T09:00:00.000+08:00".into(),
                actor: StaffId(1),
                session: "s".into(),
                key: format!("k{number}"),
                events: vec![event],
            };
            journal.append(vec![draft], Vec::new()).unwrap();
        }
        journal
    }

    #[test]
    fn a_whole_journal_passes() {
        let dir = tempfile::tempdir().unwrap();
        let journal = written(dir.path());
        let mut watch = Watch::default();
        watch.start(|| journal.reader());
        watch.wait();
        assert_eq!(watch.fault(), None);
    }

    #[test]
    fn a_changed_byte_in_the_middle_is_named_by_its_seq() {
        let dir = tempfile::tempdir().unwrap();
        drop(written(dir.path()));
        let path = dir.path().join("journal/000001.jsonl");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replace("禹会区4\"", "禹会区5\"")).unwrap();
        let journal = journal(dir.path());
        let mut watch = Watch::default();
        watch.start(|| journal.reader());
        watch.wait();
        let fault = watch.fault().unwrap();
        assert_eq!((fault.code, fault.seq), (FaultCode::Damaged, Some(5)));
    }
}
