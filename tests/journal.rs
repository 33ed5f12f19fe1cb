//! The journal as the engine and an auditor meet it: written, read back, checked, forged.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use std::{ops::ControlFlow, path::Path, sync::Arc};

use hecha::{
    base::medium::{Medium, faulty::FaultyMedium},
    domain::{
        ids::{CaseId, PersonId, StaffId},
        person::{Identity, Personal},
    },
    journal::{
        Draft, Event, Journal, OpenOptions,
        people::{Record, Salt},
    },
};

fn data() -> &'static Path {
    Path::new("/data")
}

fn empty_disk() -> (FaultyMedium, Arc<dyn Medium>) {
    let disk = FaultyMedium::new();
    disk.make_dir(data()).unwrap();
    disk.sync_dir(Path::new("/")).unwrap();
    let medium: Arc<dyn Medium> = Arc::new(disk.clone());
    (disk, medium)
}

fn draft(key: &str, events: Vec<Event>) -> Draft {
    Draft {
        at: "2026-11-23T09:15:02.123+08:00".to_owned(),
        actor: StaffId(3),
        session: "s1".to_owned(),
        key: key.to_owned(),
        events,
    }
}

fn released(case: u64) -> Event {
    Event::CaseReleased { case: CaseId(case) }
}

fn identity(person: u64) -> Identity {
    Identity {
        person: PersonId(person),
        name: Personal::new("周秀兰"),
        number: Personal::new("340304194903129961"),
        phone: Personal::new(""),
        account: Personal::new(""),
        address: Personal::new("前进村5组"),
    }
}

#[test]
fn what_is_appended_reads_back_with_its_people_and_verifies() {
    let (_, medium) = empty_disk();
    let (mut journal, _) = Journal::open(&medium, data(), OpenOptions::default()).unwrap();
    let record = Record::new(identity(7), Salt::random().unwrap());
    let recorded = Event::PersonRecorded {
        person: record.reference(),
    };
    let mut written = journal
        .append(
            vec![
                draft("a", vec![recorded, released(1)]),
                draft("b", vec![released(2)]),
            ],
            vec![record],
        )
        .unwrap();
    written.extend(
        journal
            .append(vec![draft("c", vec![released(3)])], vec![])
            .unwrap(),
    );
    assert_eq!(written.last().unwrap().seq, 3);
    drop(journal);

    let (journal, report) = Journal::open(&medium, data(), OpenOptions::default()).unwrap();
    assert_eq!(report.head, written.last().unwrap().head());
    let reader = journal.reader();
    let read: Vec<_> = reader.read_from(1).unwrap().map(Result::unwrap).collect();
    assert_eq!(read, written);
    assert_eq!(read[0].people[0].identity, Some(identity(7)));
    let found = reader.verify(&mut |_| ControlFlow::Continue(())).unwrap();
    assert!(found.finished);
    assert_eq!((found.units, found.people.unwrap().named), (2, 1));
}
