//! The journal as the engine and an auditor meet it: written, read back, checked, forged, checked without us.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "support/entries.rs"]
mod entries;

use std::{collections::BTreeSet, ops::ControlFlow, process::Command};

use entries::{
    data, draft, empty_disk, identity, medium, open, opened, people_segment, proposed, record,
    recorded, released, segment,
};
use hecha::{
    base::{fault::FaultCode, limits, medium::faulty::FaultyMedium},
    domain::{ids::CaseId, review::Hold},
    journal::{
        Draft, Entry, Event, Head, Journal, JournalFault, OpenOptions,
        people::{Record, Salt},
        verify::{Verification, verify},
    },
};
use proptest::prelude::*;

fn read_all(journal: &Journal) -> Vec<Entry> {
    let reader = journal.reader();
    reader.read_from(1).unwrap().map(Result::unwrap).collect()
}

fn verified(disk: &FaultyMedium, known: Option<Head>) -> Result<Verification, JournalFault> {
    verify(&medium(disk), data(), known, &mut |_| {
        ControlFlow::Continue(())
    })
}

/// Four units, five entries, four identities.
fn written() -> (FaultyMedium, Vec<Entry>) {
    let disk = empty_disk();
    let mut journal = open(&disk);
    let mut written = Vec::new();
    let (one, mut people) = opened(1);
    let (two, more) = opened(2);
    people.extend(more);
    for (unit, people) in [
        (vec![draft("first", vec![released(9)])], vec![]),
        (vec![one, two], people),
        (vec![draft("third", vec![released(9)])], vec![]),
        (vec![draft("last", vec![released(9)])], vec![]),
    ] {
        written.extend(journal.append(unit, people).unwrap());
    }
    (disk, written)
}

#[test]
fn what_is_appended_reads_back_with_its_people_and_verifies() {
    let (disk, written) = written();
    let options = OpenOptions {
        known: written.last().map(Entry::head),
        ..OpenOptions::default()
    };
    let (journal, report) = Journal::open(&medium(&disk), data(), options).unwrap();
    assert_eq!(Some(report.head), options.known);
    assert_eq!((report.cut, report.people_cut), (None, None));
    assert_eq!(read_all(&journal), written);
    assert_eq!(written[1].people.len(), 2);
    assert_eq!(
        written[1].identity(&written[1].people[1].reference),
        Some(&identity(3))
    );
    let reader = journal.reader();
    for from in 0..=written.len() as u64 + 2 {
        let some: Vec<_> = reader
            .read_from(from)
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let ahead: Vec<_> = reader
            .read_ahead_from(from)
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let start = usize::try_from(from.max(1) - 1).unwrap().min(written.len());
        assert_eq!(some, written[start..], "from {from}");
        assert_eq!(ahead, some);
    }
    let found = verified(&disk, options.known).unwrap();
    assert_eq!(
        (found.head, found.units, found.finished),
        (report.head, 4, true)
    );
    let people = found.people.unwrap();
    assert_eq!((people.named, people.removed, people.unnamed), (4, 0, 0));
}

#[test]
fn any_entry_of_many_segments_is_found_by_its_number() {
    let disk = empty_disk();
    let options = OpenOptions {
        known: None,
        segment_bytes: 100_000,
    };
    let (mut journal, _) = Journal::open(&medium(&disk), data(), options).unwrap();
    let mut written = Vec::new();
    for case in 0..300 {
        let (draft, people) = opened(case);
        written.extend(journal.append(vec![draft], people).unwrap());
    }
    assert!(disk.contents(&segment(4)).is_some());
    assert!(disk.contents(&people_segment(2)).is_some());
    let reader = journal.reader();
    for entry in &written {
        assert_eq!(reader.head_at(entry.seq).unwrap(), Some(entry.digest));
        let first = reader.read_from(entry.seq).unwrap().next().unwrap();
        assert_eq!(first.unwrap(), *entry);
    }
    assert_eq!(reader.head_at(0).unwrap(), Some(Head::start().digest));
    assert_eq!(reader.head_at(301).unwrap(), None);
    drop(journal);
    let options = OpenOptions {
        known: Some(written[150].head()),
        ..options
    };
    let (journal, _) = Journal::open(&medium(&disk), data(), options).unwrap();
    assert_eq!(journal.head(), written[299].head());
    assert_eq!(verified(&disk, None).unwrap().head.seq, 300);
}

#[test]
fn a_reader_sees_what_was_acknowledged_when_it_was_made_while_the_writer_goes_on() {
    let disk = empty_disk();
    let mut journal = open(&disk);
    journal.append(vec![draft("a", vec![])], vec![]).unwrap();
    let reader = journal.reader();
    journal.append(vec![draft("b", vec![])], vec![]).unwrap();
    assert_eq!(reader.read_from(1).unwrap().count(), 1);
    assert_eq!(journal.reader().read_from(1).unwrap().count(), 2);
}

#[test]
fn a_byte_changed_anywhere_is_found_and_the_entry_named() {
    let (disk, written) = written();
    let known = written.last().map(Entry::head);
    // Which entry each line of the register was written for.
    let person_entries = [2, 2, 3, 3];
    for (path, seqs) in [
        (segment(1), vec![1, 2, 3, 4, 5]),
        (people_segment(1), person_entries.to_vec()),
    ] {
        let whole = disk.contents(&path).unwrap();
        let mut line = 0;
        for at in 0..whole.len() {
            let mut forged = whole.clone();
            forged[at] ^= 1;
            let disk = disk.after_kill();
            disk.put(&path, &forged);
            let fault = verified(&disk, known).expect_err("a changed byte goes unnoticed");
            let facts = fault.facts();
            let place = format!("byte {at} of {}: {fault}", path.display());
            if path == segment(1) {
                assert_eq!(facts.code, FaultCode::Damaged, "{place}");
                assert_eq!(facts.seq, Some(seqs[line]), "{place}");
            } else {
                let number = facts.seq.unwrap();
                match facts.code {
                    // The entry whose identity is no longer there.
                    FaultCode::PersonMissing => assert!(seqs.contains(&number), "{place}"),
                    // The line of the register.
                    FaultCode::Damaged => assert_eq!(number, line as u64 + 1, "{place}"),
                    other => panic!("{other:?} at {place}"),
                }
            }
            line += usize::from(whole[at] == b'\n');
        }
    }
}

#[test]
fn a_forged_entry_with_a_new_digest_breaks_the_chain_behind_it() {
    let (disk, _) = written();
    let text = String::from_utf8(disk.contents(&segment(1)).unwrap()).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let body = lines[0]
        .split(",\"digest\":")
        .next()
        .unwrap()
        .replace("\"actor\":3", "\"actor\":4");
    lines[0] = format!(
        "{body},\"digest\":\"{}\"}}",
        independent_sm3(body.as_bytes())
    );
    disk.put(&segment(1), (lines.join("\n") + "\n").as_bytes());
    let fault = verified(&disk, None).unwrap_err();
    assert!(
        matches!(fault, JournalFault::Damaged { seq: 2, .. }),
        "{fault}"
    );
}

#[test]
fn another_history_with_whole_chains_is_told_by_the_known_head() {
    let (disk, written) = written();
    let other = empty_disk();
    let mut journal = open(&other);
    for key in ["1", "2", "3", "4", "5", "6"] {
        journal.append(vec![draft(key, vec![])], vec![]).unwrap();
    }
    assert!(verified(&other, None).is_ok());
    let known = written.last().map(Entry::head);
    let fault = verified(&other, known).unwrap_err();
    assert!(
        matches!(fault, JournalFault::OtherHistory { seq: 5, .. }),
        "{fault}"
    );
    let options = OpenOptions {
        known,
        ..OpenOptions::default()
    };
    let fault = Journal::open(&medium(&other), data(), options).unwrap_err();
    assert!(
        matches!(fault, JournalFault::OtherHistory { seq: 5, .. }),
        "{fault}"
    );
    assert!(Journal::open(&medium(&disk), data(), options).is_ok());
}

#[test]
fn a_missing_segment_is_named() {
    let disk = empty_disk();
    let options = OpenOptions {
        known: None,
        segment_bytes: 1,
    };
    let (mut journal, _) = Journal::open(&medium(&disk), data(), options).unwrap();
    for key in ["1", "2", "3"] {
        journal.append(vec![draft(key, vec![])], vec![]).unwrap();
    }
    let copy = empty_disk();
    for number in [1, 3] {
        copy.put(&segment(number), &disk.contents(&segment(number)).unwrap());
    }
    let fault = verified(&copy, None).unwrap_err();
    assert!(
        matches!(&fault, JournalFault::SegmentMissing { path } if *path == segment(2)),
        "{fault}"
    );
}

#[test]
fn a_line_of_a_newer_version_is_neither_damage_nor_cut_off() {
    let disk = empty_disk();
    let mut journal = open(&disk);
    journal
        .append(vec![draft("a", vec![released(1)])], vec![])
        .unwrap();
    drop(journal);
    let text = String::from_utf8(disk.contents(&segment(1)).unwrap()).unwrap();
    let body = text
        .split(",\"digest\":")
        .next()
        .unwrap()
        .replace("case_released", "case_sent_to_the_moon");
    let line = format!(
        "{body},\"digest\":\"{}\"}}\n",
        independent_sm3(body.as_bytes())
    );
    disk.put(&segment(1), line.as_bytes());
    let (journal, report) = Journal::open(&medium(&disk), data(), OpenOptions::default()).unwrap();
    assert_eq!((report.head.seq, report.cut), (1, None));
    let fault = journal
        .reader()
        .read_from(1)
        .unwrap()
        .next()
        .unwrap()
        .unwrap_err();
    assert_eq!(
        (fault.facts().code, fault.facts().seq),
        (FaultCode::Newer, Some(1))
    );
    assert!(!fault.to_string().contains("moon"), "the log shows no data");
}

#[test]
fn a_removed_identity_is_gone_from_the_disk_and_both_chains_hold() {
    let (disk, written) = written();
    let mut journal = open(&disk);
    let person = written[1].people[0].reference.person;
    assert_eq!(journal.remove_person(person).unwrap(), 1);
    assert_eq!(journal.remove_person(person).unwrap(), 0);
    let (next, people) = opened(3);
    journal.append(vec![next], people).unwrap();
    drop(journal);

    let register = String::from_utf8(disk.contents(&people_segment(1)).unwrap()).unwrap();
    assert!(
        register
            .lines()
            .next()
            .unwrap()
            .ends_with("\"salt\":null,\"identity\":null}")
    );
    let names = register.matches("340304194903129963").count();
    assert_eq!(names, 5, "three of the first four, and two new ones");
    let journal = open(&disk);
    let read = read_all(&journal);
    assert_eq!(read[1].people[0].identity, None);
    assert_eq!(read[1].people[1].identity, Some(identity(3)));
    assert_eq!(read[1].digest, written[1].digest);
    let people = verified(&disk, None).unwrap().people.unwrap();
    assert_eq!((people.named, people.removed), (6, 1));
}

#[test]
fn an_auditor_verifies_the_journal_without_the_identities() {
    let (disk, written) = written();
    let copy = empty_disk();
    copy.put(&segment(1), &disk.contents(&segment(1)).unwrap());
    let text = String::from_utf8(copy.contents(&segment(1)).unwrap()).unwrap();
    assert!(!text.contains("周秀兰") && !text.contains("340304194903129963"));
    let found = verified(&copy, written.last().map(Entry::head)).unwrap();
    assert_eq!((found.people, found.finished), (None, true));
}

#[test]
fn a_check_can_be_left_off_and_says_that_it_did_not_finish() {
    let (disk, _) = written();
    let found = verify(
        &medium(&disk),
        data(),
        None,
        &mut |_| ControlFlow::Break(()),
    )
    .unwrap();
    // With fewer entries than one step of progress it is asked at the last one.
    assert!(!found.finished);
}

#[test]
fn nothing_is_written_that_is_too_large_or_names_an_identity_nobody_handed_over() {
    let disk = empty_disk();
    let mut journal = open(&disk);
    let long = "x".repeat(limits::ENTRY_BYTES_MAX);
    let event = Event::OfficeOpened {
        name: long,
        area: hecha::domain::area::AreaCode("340304".to_owned()),
        demo: false,
    };
    let many = vec![draft("k", vec![]); limits::UNIT_ENTRIES_MAX + 1];
    let key = draft(&"k".repeat(limits::KEY_BYTES_MAX + 1), vec![]);
    let (with_people, people) = opened(1);
    let swapped: Vec<Record> = people.iter().rev().cloned().collect();
    for (unit, people, code) in [
        (vec![draft("k", vec![event])], vec![], FaultCode::TooLarge),
        (many, vec![], FaultCode::TooLarge),
        (vec![key], vec![], FaultCode::TooLarge),
        (vec![with_people.clone()], vec![], FaultCode::Unfaithful),
        (vec![with_people.clone()], swapped, FaultCode::Unfaithful),
        (
            vec![draft("k", vec![])],
            people.clone(),
            FaultCode::Unfaithful,
        ),
    ] {
        let fault = journal.append(unit, people).unwrap_err();
        assert_eq!(fault.facts().code, code, "{fault}");
    }
    assert!(!journal.is_poisoned(), "a refusal is no failed write");
    assert_eq!(disk.files().len(), 0);
    assert_eq!(journal.append(vec![], vec![]).unwrap(), []);
    journal.append(vec![with_people], people).unwrap();
}

#[test]
fn two_salts_give_one_identity_two_digests() {
    let digests: BTreeSet<String> = (0..8)
        .map(|_| {
            Record::new(identity(1), Salt::random().unwrap())
                .reference()
                .record
        })
        .collect();
    assert_eq!(digests.len(), 8);
}

#[test]
fn the_seal_of_a_day_is_the_last_entry_written_on_it_even_if_the_clock_was_set_back() {
    let disk = empty_disk();
    let mut journal = open(&disk);
    let mut heads = Vec::new();
    for day in [
        "2026-11-23",
        "2026-11-23",
        "2026-11-24",
        "2026-11-23",
        "2026-11-26",
    ] {
        let draft = Draft {
            at: format!("{day}T09:00:00.000+08:00"),
            ..draft("k", vec![])
        };
        heads.push(journal.append(vec![draft], vec![]).unwrap()[0].head());
    }
    let seals = journal.reader().seals().unwrap();
    let found: Vec<_> = seals
        .iter()
        .map(|seal| (seal.day.as_str(), seal.head))
        .collect();
    assert_eq!(
        found,
        [
            ("2026-11-23", heads[1]),
            ("2026-11-24", heads[3]),
            ("2026-11-26", heads[4])
        ]
    );
}

#[test]
fn on_a_real_disk_everything_is_private_and_a_planted_link_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let home = tempfile::tempdir().unwrap();
    let real: std::sync::Arc<dyn hecha::base::medium::Medium> =
        std::sync::Arc::new(hecha::base::medium::RealMedium);
    let (mut journal, _) = Journal::open(&real, home.path(), OpenOptions::default()).unwrap();
    let (draft, people) = opened(1);
    let written = journal.append(vec![draft], people).unwrap();
    for (path, mode) in [
        ("journal", 0o700),
        ("journal/people", 0o700),
        ("journal/000001.jsonl", 0o600),
        ("journal/people/000001.jsonl", 0o600),
    ] {
        let found = home
            .path()
            .join(path)
            .metadata()
            .unwrap()
            .permissions()
            .mode()
            & 0o777;
        assert_eq!(found, mode, "{path}");
    }
    drop(journal);
    let (journal, _) = Journal::open(&real, home.path(), OpenOptions::default()).unwrap();
    assert_eq!(read_all(&journal), written);
    drop(journal);
    let path = home.path().join("journal/000001.jsonl");
    let elsewhere = home.path().join("elsewhere");
    std::fs::rename(&path, &elsewhere).unwrap();
    std::os::unix::fs::symlink(&elsewhere, &path).unwrap();
    assert!(Journal::open(&real, home.path(), OpenOptions::default()).is_err());
}

/// SM3 as the standard writes it, from another crate's hands than the journal's own code.
fn independent_sm3(bytes: &[u8]) -> String {
    use sm3::Digest as _;
    use std::fmt::Write as _;
    let mut text = "sm3:".to_owned();
    for byte in sm3::Sm3::digest(bytes) {
        write!(text, "{byte:02x}").unwrap();
    }
    text
}

/// The member of a line, read by a plain JSON parser.
fn member(line: &str, name: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(line).unwrap();
    value[name].as_str().unwrap().to_owned()
}

#[test]
fn every_line_is_json_whose_digest_anybody_can_recompute() {
    let (disk, _) = written();
    for path in [segment(1), people_segment(1)] {
        let text = String::from_utf8(disk.contents(&path).unwrap()).unwrap();
        let mut prev = independent_sm3(b"");
        for line in text.lines() {
            let body = line.split(",\"digest\":").next().unwrap();
            assert_eq!(member(line, "digest"), independent_sm3(body.as_bytes()));
            assert_eq!(member(line, "prev"), prev);
            prev = member(line, "digest");
            if let Some((_, rest)) = line.split_once(",\"salt\":") {
                let record = format!("\"salt\":{}", rest.strip_suffix('}').unwrap());
                assert_eq!(member(line, "record"), independent_sm3(record.as_bytes()));
            }
        }
    }
}

/// The script that the help topic tells people to use.
fn script() -> &'static str {
    let page = include_str!("../src/cli/help/journal.md");
    let start = page.find("    sm3() {").unwrap();
    let (script, _) = page[start..].split_once("\n\n").unwrap();
    script
}

#[test]
fn the_script_of_the_help_finds_what_verify_finds() {
    let has_sm3 = Command::new("openssl")
        .args(["dgst", "-sm3", "/dev/null"])
        .output();
    if !has_sm3.is_ok_and(|output| output.status.success()) {
        println!("no openssl with sm3 on this machine; the script was not run");
        return;
    }
    let (disk, written) = written();
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("check.sh"), script()).unwrap();
    let run = |bytes: &[u8]| {
        std::fs::write(home.path().join("lines"), bytes).unwrap();
        let output = Command::new("sh")
            .args(["-c", "sh check.sh < lines"])
            .current_dir(home.path())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        (output.status.success(), said)
    };
    for path in [segment(1), people_segment(1)] {
        let whole = disk.contents(&path).unwrap();
        let (well, said) = run(&whole);
        assert!(well, "{said}");
        if path == segment(1) {
            assert!(
                said.contains(&written.last().unwrap().digest.to_string()),
                "{said}"
            );
        }
        for at in [40, 200, whole.len() / 2] {
            let mut forged = whole.clone();
            forged[at] = if forged[at] == b'7' { b'8' } else { b'7' };
            let (well, said) = run(&forged);
            assert!(!well, "byte {at} of {}: {said}", path.display());
        }
    }
}

fn any_event() -> impl Strategy<Value = Event> {
    let text = prop_oneof![any::<String>(), "[\\PC\u{0}-\u{1f}\"\\\\,{}:]{0,40}"];
    let day = (1950i32..2100, 1u32..13, 1u32..29).prop_map(|(y, m, d)| entries::day(y, m, d));
    prop_oneof![
        any::<u64>().prop_map(released),
        (text.clone(), any::<bool>()).prop_map(|(name, demo)| Event::OfficeOpened {
            name,
            area: hecha::domain::area::AreaCode("340304".to_owned()),
            demo,
        }),
        (any::<u64>(), text.clone(), day.clone(), day).prop_map(|(case, note, since, wake)| {
            Event::CaseHeld {
                case: CaseId(case),
                hold: Hold {
                    kind: hecha::domain::review::HoldKind::Papers,
                    since,
                    wake,
                    by: hecha::domain::ids::StaffId(1),
                    note,
                },
            }
        }),
        (text, any::<u32>()).prop_map(|(file, rows)| Event::ImportStarted {
            digest: format!("x\",\"digest\":\"{file}"),
            file,
            rows,
        }),
        (0..40u64).prop_map(|case| proposed(case).events.remove(0)),
        any::<u64>().prop_map(|person| recorded(&record(person))),
    ]
}

fn any_draft() -> impl Strategy<Value = Draft> {
    let word = prop_oneof![any::<String>(), "[a-z\"\\\\\u{0}\u{7f}中]{0,20}"]
        .prop_filter("within its limit", |word| {
            word.len() <= limits::KEY_BYTES_MAX
        });
    let events = prop::collection::vec(any_event(), 0..4);
    (word.clone(), word, any::<u32>(), events).prop_map(|(session, key, actor, events)| Draft {
        actor: hecha::domain::ids::StaffId(actor),
        session,
        ..draft(&key, events)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_written_reads_back_the_same(
        units in prop::collection::vec(prop::collection::vec(any_draft(), 1..4), 1..4),
    ) {
        let disk = empty_disk();
        let options = OpenOptions { known: None, segment_bytes: 3_000 };
        let (mut journal, _) = Journal::open(&medium(&disk), data(), options).unwrap();
        let mut written = Vec::new();
        for unit in units {
            let people = unit
                .iter()
                .flat_map(|draft| &draft.events)
                .filter_map(|event| match event {
                    Event::PersonRecorded { person } => Some(record(person.person.0)),
                    _ => None,
                })
                .collect();
            written.extend(journal.append(unit, people).unwrap());
        }
        drop(journal);
        let options = OpenOptions { known: written.last().map(Entry::head), ..options };
        let (journal, _) = Journal::open(&medium(&disk), data(), options).unwrap();
        prop_assert_eq!(read_all(&journal), written);
        for path in disk.files() {
            let text = String::from_utf8(disk.contents(&path).unwrap()).unwrap();
            let no_control = |at: char| at == '\n' || at >= ' ';
            prop_assert!(text.chars().all(no_control), "lines are lines");
        }
    }

    #[test]
    fn no_bytes_whatever_make_opening_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let disk = empty_disk();
        disk.put(&segment(1), &bytes);
        disk.put(&people_segment(1), &bytes);
        let (journal, _) = Journal::open(&medium(&disk), data(), OpenOptions::default()).unwrap();
        prop_assert_eq!(journal.head().seq, 0);
    }
}
