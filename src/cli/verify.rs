//! `hecha verify`: every line of the journal, the register of identities and the access log, checked beside
//! a running program or on a copy. Reads only; cuts nothing off, and words nothing: that is the verb's part.

use std::{ops::ControlFlow, path::Path, sync::Arc};

use crate::{
    base::medium::Medium,
    journal::{
        Head, JournalFault,
        access::{self, AccessEntries},
        verify::{self, Progress, Verification},
    },
};

/// What a full check of a data directory found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The journal with its identities.
    pub journal: Verification,
    /// The last line of the access log.
    pub access: Head,
}

/// Checks a data directory; `known` is the head of its store, if it has one that can be read.
///
/// # Errors
/// The first fault, with its number and the entry; nothing was changed.
pub fn verify(
    medium: &Arc<dyn Medium>,
    data: &Path,
    known: Option<Head>,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Checked, JournalFault> {
    let journal = verify::verify(medium, data, known, progress)?;
    let mut looks = access::read(medium, data)?;
    let access = AccessEntries::head(&looks);
    looks.try_for_each(|look| look.map(drop))?;
    Ok(Checked { journal, access })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        base::medium::faulty::FaultyMedium,
        domain::ids::{CaseId, StaffId},
        journal::{
            Draft, Journal, OpenOptions,
            access::{AccessLog, AccessNote, Look},
        },
    };

    fn office() -> FaultyMedium {
        let disk = FaultyMedium::new();
        let data = Path::new("/data");
        disk.make_dir(data).unwrap();
        let medium: Arc<dyn Medium> = Arc::new(disk.clone());
        let (mut journal, _) = Journal::open(&medium, data, OpenOptions::default()).unwrap();
        let draft = Draft {
            at: "2026-11-23T09:00:00.000+08:00".to_owned(),
            actor: StaffId(1),
            session: "s".to_owned(),
            key: "k".to_owned(),
            events: vec![],
        };
        journal.append(vec![draft], vec![]).unwrap();
        let (log, _) = AccessLog::open(&medium, data).unwrap();
        for case in 1..=2 {
            log.note(AccessNote {
                at: "2026-11-23T09:00:00.000+08:00".to_owned(),
                actor: StaffId(1),
                session: "s".to_owned(),
                look: Look::Opened { case: CaseId(case) },
            })
            .unwrap();
            log.flush().unwrap();
        }
        disk
    }

    fn check(disk: &FaultyMedium) -> Result<Checked, JournalFault> {
        let medium: Arc<dyn Medium> = Arc::new(disk.clone());
        verify(&medium, Path::new("/data"), None, &mut |_| {
            ControlFlow::Continue(())
        })
    }

    #[test]
    fn both_chains_are_checked_to_their_ends() {
        let checked = check(&office()).unwrap();
        assert_eq!((checked.journal.head.seq, checked.access.seq), (1, 2));
        assert!(checked.journal.finished);
    }

    #[test]
    fn a_look_that_was_changed_later_is_a_fault_of_the_whole() {
        let disk = office();
        let path = Path::new("/data/access/000001.jsonl");
        let mut bytes = disk.contents(path).unwrap();
        bytes[100] ^= 1;
        disk.put(path, &bytes);
        let fault = check(&disk).unwrap_err();
        assert!(
            matches!(fault, JournalFault::Damaged { seq: 1, .. }),
            "{fault}"
        );
    }
}
