//! Who looked at what: noted without a wait, chained, kept through a kill, nothing of the search itself.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "support/entries.rs"]
mod entries;

use std::path::PathBuf;

use entries::{data, empty_disk, medium};
use hecha::{
    base::{
        fault::FaultCode,
        limits,
        medium::faulty::{FaultyMedium, Trouble},
    },
    domain::ids::{CaseId, PersonId, StaffId},
    journal::{
        JournalFault,
        access::{self, AccessLog, AccessNote, Look, PersonField, SearchBy},
    },
};

fn file() -> PathBuf {
    data().join("access/000001.jsonl")
}

fn note(look: Look) -> AccessNote {
    AccessNote {
        at: "2026-11-23T09:15:02.123+08:00".to_owned(),
        actor: StaffId(3),
        session: "window-1".to_owned(),
        look,
    }
}

fn opened(case: u64) -> AccessNote {
    note(Look::Opened { case: CaseId(case) })
}

fn read(disk: &FaultyMedium) -> Vec<AccessNote> {
    access::read(&medium(disk), data())
        .unwrap()
        .map(|entry| entry.unwrap().note)
        .collect()
}

#[test]
fn every_kind_of_look_reads_back_in_order() {
    let disk = empty_disk();
    assert_eq!(read(&disk), []);
    let notes = [
        opened(1),
        note(Look::Searched {
            by: SearchBy::Initials,
            hits: 12,
        }),
        note(Look::Revealed {
            case: CaseId(1),
            person: PersonId(2),
            field: PersonField::Number,
        }),
        note(Look::Exported {
            kind: "queue".to_owned(),
            rows: 40,
        }),
    ];
    let (log, cut) = AccessLog::open(&medium(&disk), data()).unwrap();
    assert_eq!(cut, None);
    for note in &notes[..2] {
        log.note(note.clone()).unwrap();
    }
    drop(log);
    let (log, _) = AccessLog::open(&medium(&disk), data()).unwrap();
    for note in &notes[2..] {
        log.note(note.clone()).unwrap();
    }
    log.flush().unwrap();
    assert_eq!(read(&disk), notes);
    assert_eq!(access::read(&medium(&disk), data()).unwrap().head().seq, 4);
}

#[test]
fn what_was_flushed_or_dropped_survives_a_power_failure() {
    let disk = empty_disk();
    let (log, _) = AccessLog::open(&medium(&disk), data()).unwrap();
    for case in 0..1_000 {
        log.note(opened(case)).unwrap();
    }
    log.flush().unwrap();
    for seed in 0..8 {
        assert_eq!(read(&disk.after_power_loss(seed)).len(), 1_000);
    }
    log.note(opened(1_000)).unwrap();
    drop(log);
    assert_eq!(read(&disk.after_power_loss(9)).len(), 1_001);
}

/// A log whose first note lasts and whose others were only written when the power goes.
fn unsynced() -> FaultyMedium {
    let disk = empty_disk();
    let an_hour = 3_600_000;
    let (log, _) = AccessLog::open_syncing_after(&medium(&disk), data(), an_hour).unwrap();
    log.note(opened(0)).unwrap();
    log.flush().unwrap();
    for case in 1..9 {
        log.note(opened(case)).unwrap();
        // Each note in a unit of its own, as when people look one after another.
        while written(&disk) <= case {}
    }
    let left = disk.after_kill();
    drop(log);
    left
}

fn written(disk: &FaultyMedium) -> u64 {
    let bytes = disk.contents(&file()).unwrap();
    bytes.split(|byte| *byte == b'\n').count() as u64 - 1
}

#[test]
fn a_killed_program_loses_no_look_that_was_written() {
    assert_eq!(read(&unsynced()).len(), 9);
}

#[test]
fn damage_among_unsynced_looks_is_cut_off_although_whole_ones_follow() {
    let disk = unsynced();
    let whole = disk.contents(&file()).unwrap();
    let second = whole.iter().position(|byte| *byte == b'\n').unwrap() + 1;
    let mut torn = whole.clone();
    torn[second + 100] ^= 1;
    disk.put(&file(), &torn);
    let (log, cut) = AccessLog::open(&medium(&disk), data()).unwrap();
    let cut = cut.unwrap();
    assert_eq!(cut.after_seq, 1);
    assert_eq!(disk.contents(&cut.kept_in).unwrap(), &torn[second..]);
    drop(log);
    assert_eq!(read(&disk).len(), 1);
}

#[test]
fn damage_before_a_sync_is_no_accident_and_is_named() {
    let disk = unsynced();
    let mut forged = disk.contents(&file()).unwrap();
    // The first note was synced before the others were written, and they say so.
    forged[100] ^= 1;
    // A torn end makes opening look for the last complete unit.
    forged.extend_from_slice(b"{\"seq\":");
    disk.put(&file(), &forged);
    let fault = AccessLog::open(&medium(&disk), data()).unwrap_err();
    assert!(
        matches!(fault, JournalFault::Damaged { seq: 1, .. }),
        "{fault}"
    );
}

#[test]
fn once_the_log_cannot_be_written_looking_is_refused() {
    let disk = empty_disk();
    let (log, _) = AccessLog::open(&medium(&disk), data()).unwrap();
    log.note(opened(1)).unwrap();
    log.flush().unwrap();
    disk.trouble_at(disk.operations() + 1, Trouble::Tears);
    log.note(opened(2)).unwrap();
    let fault = log.flush().unwrap_err();
    assert_eq!(fault.facts().code, FaultCode::Poisoned);
    assert_eq!(log.fault().unwrap().code, FaultCode::DiskFull);
    assert_eq!(
        log.note(opened(3)).unwrap_err().facts().code,
        FaultCode::Poisoned
    );
    drop(log);
    let disk = disk.after_kill();
    let (log, cut) = AccessLog::open(&medium(&disk), data()).unwrap();
    assert!(cut.is_some());
    log.note(opened(4)).unwrap();
    drop(log);
    assert_eq!(read(&disk), [opened(1), opened(4)]);
}

#[test]
fn a_note_too_long_to_be_one_of_ours_is_not_written() {
    let disk = empty_disk();
    let (log, _) = AccessLog::open(&medium(&disk), data()).unwrap();
    let long = note(Look::Exported {
        kind: "x".repeat(limits::PERSON_BYTES_MAX),
        rows: 1,
    });
    log.note(long).unwrap();
    assert!(log.flush().is_err());
    assert_eq!(log.fault().unwrap().code, FaultCode::TooLarge);
}
