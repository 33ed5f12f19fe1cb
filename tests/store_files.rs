//! The files of the store: whatever happens to them, what is read afterwards is what the journal says.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    missing_docs
)]

#[path = "store/invented.rs"]
#[allow(dead_code)]
mod invented;

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use hecha::{
    domain::{
        alert::AlertKind,
        ids::{CaseId, PersonId},
        person::Personal,
        queue::QueueWeights,
    },
    policy::Policy,
    store::{HowOpened, JournalSource, OpenReport, Stamp, Store, StoreFault, Why},
};
use invented::{Dice, Office, Paper, TODAY, day};
use proptest::prelude::*;

fn open(paper: &Paper, dir: &Path) -> (Store, OpenReport) {
    Store::open(dir, Policy::embedded().order(), paper, &mut |_| {}).unwrap()
}

fn lived(seed: u64, steps: usize) -> Office {
    let mut office = Office::new(seed);
    for _ in 0..steps {
        office.step();
    }
    office
}

fn first(paper: &Paper, count: usize) -> Paper {
    Paper {
        entries: paper.entries[..count].to_vec(),
    }
}

/// So many entries at once that gathering them pays, whatever is there.
const MUCH: u64 = 1_000_000;

/// What a store built from nothing holds.
fn rebuilt(paper: &Paper) -> Stamp {
    let dir = tempfile::tempdir().unwrap();
    open(paper, dir.path()).0.stamp().unwrap()
}

fn tree_file(dir: &Path) -> PathBuf {
    dir.join("tree/db")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// The law of the house: live, caught up, reopened, killed or rebuilt, the store is the fold of the journal.
    #[test]
    fn the_store_is_the_fold_of_the_journal(seed in 0..u64::MAX, steps in 1..400_usize) {
        let office = lived(seed, steps);
        let paper = &office.paper;
        let dir = tempfile::tempdir().unwrap();
        let mut dice = Dice::new(seed);
        let mut at = 0;
        let mut store = open(&first(paper, 0), dir.path()).0;
        while at < paper.entries.len() {
            let until = (at + 1 + dice.roll(40) as usize).min(paper.entries.len());
            store.fold(&paper.entries[at..until]).unwrap();
            at = until;
            match dice.roll(6) {
                0 => {
                    store.close().unwrap();
                    // Sometimes the journal went on meanwhile.
                    at = (at + dice.roll(30) as usize).min(paper.entries.len());
                    store = open(&first(paper, at), dir.path()).0;
                }
                1 => {
                    // The program ends without closing; what was only in memory is gone.
                    drop(store);
                    store = open(&first(paper, at), dir.path()).0;
                }
                2 => store.settle().unwrap(),
                // Much is to come: from here on everything is gathered.
                3 => store.expect(MUCH, &first(paper, at), &mut |_| ()).unwrap(),
                _ => {}
            }
            prop_assert_eq!(store.head(), paper.entries[at - 1].head());
        }
        let expected = rebuilt(paper);
        if !store.is_gathering() {
            prop_assert_eq!(store.stamp().unwrap(), expected);
        }
        store.settle().unwrap();
        let whole = store.check(&mut |_| ()).unwrap();
        prop_assert!(whole);
        prop_assert_eq!(store.stamp().unwrap(), expected);
    }
}

#[test]
fn a_store_that_was_closed_is_opened_as_it_was_and_one_that_is_behind_folds_the_rest() {
    let office = lived(1, 500);
    let dir = tempfile::tempdir().unwrap();
    let (store, report) = open(&first(&office.paper, 300), dir.path());
    assert_eq!(report.how, HowOpened::BuiltAnew(Why::New));
    store.close().unwrap();
    let (store, report) = open(&first(&office.paper, 300), dir.path());
    assert_eq!(report.how, HowOpened::AsItWas);
    store.close().unwrap();
    let (store, report) = open(&office.paper, dir.path());
    let entries = office.paper.entries.len() as u64 - 300;
    assert_eq!(report.how, HowOpened::CaughtUp { entries });
    assert_eq!(store.stamp().unwrap(), rebuilt(&office.paper));
}

#[test]
fn while_much_comes_in_everything_that_is_decided_by_is_known_as_ever() {
    let office = lived(12, 900);
    let paper = &office.paper;
    let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (mut gathering, _) = open(&first(paper, 200), dir.path());
    gathering
        .expect(MUCH, &first(paper, 200), &mut |_| ())
        .unwrap();
    gathering.fold(&paper.entries[200..]).unwrap();
    assert!(gathering.is_gathering());
    let live = open(paper, other.path()).0;
    assert_eq!(gathering.head(), live.head());
    assert_eq!(gathering.office(), live.office());
    assert_eq!(gathering.case_count(), live.case_count());
    assert_eq!(gathering.next_case_id(), live.next_case_id());
    assert_eq!(gathering.next_person_id(), live.next_person_id());
    assert_eq!(gathering.next_staff_id(), live.next_staff_id());
    for id in (0..=live.next_case_id().0).map(CaseId) {
        let case = live.case(id).unwrap();
        assert_eq!(gathering.case(id).unwrap(), case);
        let today = day(TODAY);
        assert_eq!(
            gathering.row(id, today).unwrap(),
            live.row(id, today).unwrap()
        );
        if let Some(case) = case {
            let number = &case.number;
            assert_eq!(live.case_by_number(number).unwrap(), Some(id));
            assert_eq!(gathering.case_by_number(number).unwrap(), Some(id));
        }
    }
    let mut found = 0;
    for id in (0..=live.next_person_id().0).map(PersonId) {
        let identity = live.identity(id).unwrap();
        assert_eq!(gathering.identity(id).unwrap(), identity);
        if let Some(identity) = identity {
            let cases = live.cases_of(&identity.number).unwrap();
            found += cases.len();
            assert_eq!(gathering.cases_of(&identity.number).unwrap(), cases);
        }
    }
    assert!(found > 10, "numbers find cases");
    for entry in &paper.entries {
        let (seq, key) = (entry.seq, &entry.draft.key);
        assert_eq!(
            gathering.entry_of(seq).unwrap(),
            live.entry_of(seq).unwrap()
        );
        assert_eq!(
            gathering.known_key(key).unwrap(),
            live.known_key(key).unwrap()
        );
    }
    assert_eq!(gathering.case_by_number("no such number").unwrap(), None);
    assert!(gathering.cases_of(&Personal::new("")).unwrap().is_empty());
    gathering.settle().unwrap();
    assert!(!gathering.is_gathering());
    assert_eq!(gathering.stamp().unwrap(), live.stamp().unwrap());
    gathering.close().unwrap();
    assert_eq!(open(paper, dir.path()).1.how, HowOpened::AsItWas);
}

#[test]
fn a_gathering_that_came_to_no_end_leaves_the_files_as_they_were() {
    let office = lived(13, 500);
    let dir = tempfile::tempdir().unwrap();
    let (mut store, _) = open(&first(&office.paper, 300), dir.path());
    let before = first(&office.paper, 300);
    store.expect(MUCH, &before, &mut |_| ()).unwrap();
    store.fold(&office.paper.entries[300..]).unwrap();
    // The program ends without closing.
    drop(store);
    assert!(dir.path().join("tree-next").exists());
    let (store, report) = open(&office.paper, dir.path());
    let entries = office.paper.entries.len() as u64 - 300;
    assert_eq!(report.how, HowOpened::CaughtUp { entries });
    assert_eq!(store.stamp().unwrap(), rebuilt(&office.paper));
    assert!(!dir.path().join("tree-next").exists());
}

#[test]
fn a_gathering_that_cannot_be_written_is_built_anew_by_the_next_opening() {
    let office = lived(14, 400);
    let dir = tempfile::tempdir().unwrap();
    let (mut store, _) = open(&first(&office.paper, 100), dir.path());
    let before = first(&office.paper, 100);
    store.expect(MUCH, &before, &mut |_| ()).unwrap();
    store.fold(&office.paper.entries[100..]).unwrap();
    // What was built cannot be moved: it is not there.
    fs::remove_dir_all(dir.path().join("tree-next")).unwrap();
    assert!(store.settle().is_err());
    assert!(
        store.is_dirty(),
        "nothing may be decided on what cannot be read"
    );
    assert!(store.case(CaseId(1)).is_err());
    store.close().unwrap();
    let (store, report) = open(&office.paper, dir.path());
    assert!(matches!(report.how, HowOpened::BuiltAnew(_)), "{report:?}");
    assert_eq!(store.stamp().unwrap(), rebuilt(&office.paper));
}

#[test]
fn files_that_have_grown_to_far_more_than_they_hold_are_written_anew_at_the_close() {
    let office = lived(15, 2_000);
    let paper = &office.paper;
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(&first(paper, 0), dir.path()).0;
    let length = || fs::metadata(tree_file(dir.path())).unwrap().len();
    let mut largest = 0;
    for few in paper.entries.chunks(8) {
        store.fold(few).unwrap();
        store.settle().unwrap();
        largest = largest.max(length());
    }
    let stamp = store.stamp().unwrap();
    assert!(
        largest > 10 << 20,
        "the test needs a file that has grown: {largest}"
    );
    store.close().unwrap();
    assert!(length() < largest / 3, "{} of {largest}", length());
    let (mut store, report) = open(paper, dir.path());
    assert_eq!(report.how, HowOpened::AsItWas);
    assert_eq!(store.stamp().unwrap(), stamp);
    assert!(store.check(&mut |_| {}).unwrap());
    assert_eq!(stamp, rebuilt(paper));
}

#[test]
fn a_journal_that_ends_before_what_was_folded_is_refused_with_the_seq() {
    let office = lived(2, 200);
    let dir = tempfile::tempdir().unwrap();
    open(&office.paper, dir.path()).0.close().unwrap();
    let whole = office.paper.entries.len() as u64;
    assert_eq!(
        Store::known_head(dir.path()).unwrap(),
        Some(office.paper.head())
    );
    let weights = Policy::embedded().order();
    let cut = Store::open(dir.path(), weights, &first(&office.paper, 150), &mut |_| {});
    assert!(matches!(
        cut.unwrap_err(),
        StoreFault::Ahead { store, journal: 150 } if store == whole
    ));
    let other = lived(3, 400);
    let fault = Store::open(dir.path(), weights, &other.paper, &mut |_| {}).unwrap_err();
    assert!(matches!(fault, StoreFault::OtherHistory { seq } if seq == whole));
    // Who knows better says so.
    let (store, _) = Store::rebuild(dir.path(), weights, &other.paper, &mut |_| {}).unwrap();
    assert_eq!(store.stamp().unwrap(), rebuilt(&other.paper));
}

#[test]
fn other_weights_another_format_and_a_lost_tree_build_the_store_anew() {
    let office = lived(4, 200);
    let dir = tempfile::tempdir().unwrap();
    open(&office.paper, dir.path()).0.close().unwrap();
    let heavier = QueueWeights {
        alerts: vec![(AlertKind::Vehicle, 40)],
        ..Policy::embedded().order().clone()
    };
    let (store, report) = Store::open(dir.path(), &heavier, &office.paper, &mut |_| {}).unwrap();
    assert_eq!(report.how, HowOpened::BuiltAnew(Why::Weights));
    store.close().unwrap();
    let mark = fs::read_to_string(dir.path().join("mark")).unwrap();
    fs::write(
        dir.path().join("mark"),
        mark.replacen("store ", "store 7", 1),
    )
    .unwrap();
    let (store, report) = open(&office.paper, dir.path());
    assert_eq!(report.how, HowOpened::BuiltAnew(Why::Format));
    store.close().unwrap();
    fs::remove_dir_all(dir.path().join("tree")).unwrap();
    let (store, report) = open(&office.paper, dir.path());
    assert!(matches!(report.how, HowOpened::BuiltAnew(Why::Damaged(_))));
    assert_eq!(store.stamp().unwrap(), rebuilt(&office.paper));
    store.close().unwrap();
    fs::remove_dir_all(dir.path()).unwrap();
    let (store, report) = open(&office.paper, dir.path());
    assert_eq!(report.how, HowOpened::BuiltAnew(Why::New));
    assert_eq!(store.stamp().unwrap(), rebuilt(&office.paper));
}

/// A way to spoil a tree.
type Spoil = fn(&Path);

const SPOILS: &[(&str, Spoil)] = &[
    ("cut in half", |tree| {
        let file = fs::OpenOptions::new()
            .write(true)
            .open(tree.join("db"))
            .unwrap();
        let length = file.metadata().unwrap().len();
        file.set_len(length / 2).unwrap();
    }),
    ("cut to nothing", |tree| {
        fs::write(tree.join("db"), b"").unwrap();
    }),
    ("full of garbage", |tree| {
        let length = fs::metadata(tree.join("db")).unwrap().len() as usize;
        let mut dice = Dice::new(9);
        let garbage: Vec<u8> = (0..length).map(|_| dice.roll(256) as u8).collect();
        fs::write(tree.join("db"), garbage).unwrap();
    }),
    ("without its snapshot, its end cut", |tree| {
        for entry in fs::read_dir(tree).unwrap() {
            let path = entry.unwrap().path();
            if path
                .file_name()
                .unwrap()
                .to_str()
                .unwrap()
                .starts_with("snap")
            {
                fs::remove_file(path).unwrap();
            }
        }
        let file = fs::OpenOptions::new()
            .write(true)
            .open(tree.join("db"))
            .unwrap();
        let length = file.metadata().unwrap().len();
        file.set_len(length.saturating_sub(9_000)).unwrap();
    }),
    ("with another configuration", |tree| {
        fs::write(tree.join("conf"), b"no configuration").unwrap();
    }),
    ("with a garbled snapshot", |tree| {
        for entry in fs::read_dir(tree).unwrap() {
            let path = entry.unwrap().path();
            if path
                .file_name()
                .unwrap()
                .to_str()
                .unwrap()
                .starts_with("snap")
            {
                let mut bytes = fs::read(&path).unwrap();
                for byte in bytes.iter_mut().skip(20) {
                    *byte ^= 0x5a;
                }
                fs::write(path, bytes).unwrap();
            }
        }
    }),
];

#[test]
fn a_spoilt_tree_is_moved_aside_or_mended_and_the_answers_are_those_of_the_journal() {
    let office = lived(5, 900);
    let expected = rebuilt(&office.paper);
    for (what, spoil) in SPOILS {
        let dir = tempfile::tempdir().unwrap();
        open(&office.paper, dir.path()).0.close().unwrap();
        spoil(&dir.path().join("tree"));
        let (mut store, report) = open(&office.paper, dir.path());
        assert_eq!(store.stamp().unwrap(), expected, "{what}: {report:?}");
        assert!(store.check(&mut |_| {}).unwrap(), "{what}");
        if let Some(aside) = report.moved_aside {
            assert!(aside.is_dir(), "{what}");
            assert!(matches!(report.how, HowOpened::BuiltAnew(Why::Damaged(_))));
        }
    }
}

#[test]
fn a_single_changed_byte_never_changes_an_answer() {
    let office = lived(6, 300);
    let expected = rebuilt(&office.paper);
    let whole = tempfile::tempdir().unwrap();
    open(&office.paper, whole.path()).0.close().unwrap();
    let bytes = fs::read(tree_file(whole.path())).unwrap();
    let mut dice = Dice::new(17);
    for _ in 0..12 {
        let dir = tempfile::tempdir().unwrap();
        open(&office.paper, dir.path()).0.close().unwrap();
        let file = tree_file(dir.path());
        let mut changed = fs::read(&file).unwrap();
        let at = dice.roll(bytes.len().min(changed.len()) as u64) as usize;
        changed[at] ^= 1 << dice.roll(8);
        fs::write(&file, changed).unwrap();
        let Ok((mut store, _)) = Store::open(
            dir.path(),
            Policy::embedded().order(),
            &office.paper,
            &mut |_| {},
        ) else {
            panic!("a damaged tree must not keep the office closed");
        };
        // Where it is only noticed in a read, the check says so and the next opening mends it.
        if !matches!(store.check(&mut |_| {}), Ok(true)) {
            drop(store);
            let (mended, report) = open(&office.paper, dir.path());
            assert_eq!(report.how, HowOpened::BuiltAnew(Why::Broken));
            store = mended;
        }
        assert_eq!(store.stamp().unwrap(), expected);
    }
}

#[test]
fn a_fold_that_failed_makes_the_next_opening_build_anew() {
    let mut office = lived(7, 60);
    let dir = tempfile::tempdir().unwrap();
    let (mut store, _) = open(&office.paper, dir.path());
    let good = office.paper.clone();
    office.write(
        1,
        vec![hecha::journal::Event::CaseWoken {
            case: CaseId(9_999_999),
        }],
    );
    let bad = office.paper.entries.last().unwrap().clone();
    assert!(store.fold(&[bad]).is_err());
    assert!(store.is_dirty());
    assert!(
        store.row(CaseId(1), day(TODAY)).is_err() && store.case(CaseId(1)).is_err(),
        "nobody decides on what is no longer so"
    );
    store.close().unwrap();
    let (store, report) = open(&good, dir.path());
    assert_eq!(report.how, HowOpened::BuiltAnew(Why::Broken));
    assert_eq!(store.stamp().unwrap(), rebuilt(&good));
}

#[test]
fn a_store_that_cannot_be_written_goes_on_in_memory_and_is_built_anew() {
    let office = lived(10, 400);
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("store");
    let (mut store, _) = open(&first(&office.paper, 50), &dir);
    // Where the mark should be replaced, nothing can be made any more: its directory is gone.
    fs::rename(&dir, parent.path().join("elsewhere")).unwrap();
    store.fold(&office.paper.entries[50..200]).unwrap();
    assert!(store.settle().is_err());
    store.fold(&office.paper.entries[200..]).unwrap();
    assert!(!store.is_dirty());
    assert_eq!(store.stamp().unwrap(), rebuilt(&office.paper));
    drop(store);
    fs::rename(parent.path().join("elsewhere"), &dir).unwrap();
    let (store, _) = open(&office.paper, &dir);
    assert_eq!(store.stamp().unwrap(), rebuilt(&office.paper));
}

#[test]
fn a_second_store_on_the_same_files_is_refused_and_harms_nothing() {
    let office = lived(8, 60);
    let dir = tempfile::tempdir().unwrap();
    open(&office.paper, dir.path()).0.close().unwrap();
    let (store, _) = open(&office.paper, dir.path());
    let second = Store::open(
        dir.path(),
        Policy::embedded().order(),
        &office.paper,
        &mut |_| {},
    );
    assert!(matches!(second.unwrap_err(), StoreFault::InUse));
    assert!(store.row(CaseId(1), day(TODAY)).unwrap().is_some());
    store.close().unwrap();
    assert_eq!(open(&office.paper, dir.path()).1.how, HowOpened::AsItWas);
}

#[test]
fn every_file_is_private() {
    fn look(path: &Path, seen: &mut u32) {
        let mode = fs::metadata(path).unwrap().permissions().mode() & 0o777;
        *seen += 1;
        if path.is_dir() {
            assert_eq!(mode, 0o700, "{}", path.display());
            for entry in fs::read_dir(path).unwrap() {
                look(&entry.unwrap().path(), seen);
            }
        } else {
            assert_eq!(mode, 0o600, "{}", path.display());
        }
    }
    let office = lived(9, 300);
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("store");
    let (mut store, _) = open(&first(&office.paper, 20), &dir);
    store.fold(&office.paper.entries[20..]).unwrap();
    store.close().unwrap();
    let mut seen = 0;
    look(&dir, &mut seen);
    assert!(seen >= 5, "a mark, a tree, and what sled keeps in it");
}
