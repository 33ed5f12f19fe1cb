//! What is left after anything fails: every operation of a scenario, every kind of trouble, and the disks a
//! power failure can leave. What was acknowledged is there; of the rest a unit is there whole or not at all.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

#[path = "support/entries.rs"]
mod entries;

use std::ops::ControlFlow;

use entries::{
    data, draft, empty_disk, medium, opened, people_segment, proposed, released, segment,
};
use hecha::{
    base::{
        fault::FaultCode,
        medium::faulty::{FaultyMedium, Trouble},
    },
    journal::{Draft, Entry, Head, Journal, JournalFault, OpenOptions, people::Record},
};

/// Small enough that the scenario begins several segments.
const SEGMENT_BYTES: u64 = 6_000;

/// Disks tried for each failure.
const POWER_LOSSES: u64 = 6;

type Unit = (Vec<Draft>, Vec<Record>);

/// What the person was told, and what was under way.
#[derive(Default)]
struct Told {
    acknowledged: Vec<Entry>,
    under_way: Option<Vec<Draft>>,
}

impl Told {
    fn head(&self) -> Option<Head> {
        self.acknowledged.last().map(Entry::head)
    }
}

fn units() -> Vec<Unit> {
    let chunk = |from: u64| {
        let (mut drafts, mut records) = (Vec::new(), Vec::new());
        for case in from..from + 3 {
            let (draft, people) = opened(case);
            drafts.push(draft);
            records.extend(people);
        }
        (drafts, records)
    };
    vec![
        (vec![draft("first", vec![released(1)])], vec![]),
        chunk(10),
        (vec![proposed(10)], vec![]),
        (
            vec![draft("a", vec![released(2)]), draft("b", vec![])],
            vec![],
        ),
        chunk(20),
        (vec![proposed(20)], vec![]),
    ]
}

fn open_knowing(disk: &FaultyMedium, known: Option<Head>) -> Result<Journal, JournalFault> {
    let options = OpenOptions {
        known,
        segment_bytes: SEGMENT_BYTES,
    };
    Ok(Journal::open(&medium(disk), data(), options)?.0)
}

fn read_all(journal: &Journal) -> Vec<Entry> {
    journal
        .reader()
        .read_from(1)
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

/// Opens, works, closes, opens, works; goes on after a failure as people do: by starting again.
fn scenario(disk: &FaultyMedium, told: &mut Told) -> Result<(), JournalFault> {
    let mut units = units().into_iter();
    for sitting in 0..2 {
        let mut journal = open_knowing(disk, told.head())?;
        for (drafts, people) in units.by_ref().take(if sitting == 0 { 4 } else { 2 }) {
            told.under_way = Some(drafts.clone());
            match journal.append(drafts, people) {
                Ok(entries) => {
                    told.acknowledged.extend(entries);
                    told.under_way = None;
                }
                Err(fault) => {
                    assert!(journal.is_poisoned());
                    let again = journal.append(vec![draft("again", vec![])], vec![]);
                    assert_eq!(again.unwrap_err().facts().code, FaultCode::Poisoned);
                    return Err(fault);
                }
            }
        }
    }
    Ok(())
}

/// Opens what is left and compares it with what people were told; then works on, and looks again.
fn check(disk: &FaultyMedium, told: &Told, what: &str) {
    let mut journal = open_knowing(disk, told.head())
        .unwrap_or_else(|fault| panic!("{what}: refused to open: {fault}"));
    let mut found = read_all(&journal);
    let (certain, rest) = found
        .split_at_checked(told.acknowledged.len())
        .unwrap_or_else(|| panic!("{what}: only {} entries are left", found.len()));
    assert_eq!(certain, told.acknowledged, "{what}");
    let rest: Vec<_> = rest.iter().map(|entry| &entry.draft).collect();
    match &told.under_way {
        Some(drafts) if !rest.is_empty() => {
            assert_eq!(rest, drafts.iter().collect::<Vec<_>>(), "{what}");
        }
        Some(_) | None => assert!(rest.is_empty(), "{what}: {rest:?}"),
    }
    let (drafts, people) = opened(90);
    found.extend(
        journal
            .append(vec![drafts], people)
            .unwrap_or_else(|fault| panic!("{what}: does not go on: {fault}")),
    );
    drop(journal);
    let disk = disk.after_power_loss(1);
    let journal = open_knowing(&disk, found.last().map(Entry::head))
        .unwrap_or_else(|fault| panic!("{what}: does not open after the next unit: {fault}"));
    assert_eq!(read_all(&journal), found, "{what}, after the next unit");
    let whole = journal
        .reader()
        .verify(&mut |_| ControlFlow::Continue(()))
        .unwrap_or_else(|fault| panic!("{what}: does not verify: {fault}"));
    assert!(whole.finished);
}

#[test]
fn whatever_operation_fails_nothing_acknowledged_is_lost_and_nothing_is_half_there() {
    let disk = empty_disk();
    let start = disk.operations();
    let mut told = Told::default();
    scenario(&disk, &mut told).unwrap();
    assert_eq!(told.acknowledged.len(), 11);
    assert!(disk.contents(&segment(3)).is_some(), "segments were begun");
    let operations = disk.operations() - start;
    check(&disk, &told, "without trouble");

    let mut unsettled = 0;
    for operation in 1..=operations {
        for trouble in [Trouble::Fails, Trouble::Tears, Trouble::PowerGoes] {
            let disk = empty_disk();
            disk.trouble_at(start + operation, trouble);
            let mut told = Told::default();
            let outcome = scenario(&disk, &mut told);
            assert!(
                outcome.is_err(),
                "{trouble:?} at {operation} goes unnoticed"
            );
            unsettled += u32::from(told.under_way.is_some());
            let what = format!("{trouble:?} at operation {operation}");
            check(&disk.after_kill(), &told, &format!("{what}, killed"));
            for seed in 0..POWER_LOSSES {
                let what = format!("{what}, power loss {seed}");
                check(&disk.after_power_loss(seed), &told, &what);
            }
        }
    }
    assert!(
        unsettled > 50,
        "only {unsettled} units were hit while they were written"
    );
}

#[test]
fn a_failure_while_recovering_is_recovered_from() {
    let torn = || {
        for operation in 1.. {
            let disk = empty_disk();
            disk.trouble_at(disk.operations() + operation, Trouble::PowerGoes);
            let mut told = Told::default();
            scenario(&disk, &mut told).expect_err("some operation leaves a torn unit of three");
            if told.under_way.as_ref().is_none_or(|unit| unit.len() < 3) {
                continue;
            }
            for seed in 0..POWER_LOSSES {
                let look = disk.after_power_loss(seed);
                let report = Journal::open(&medium(&look), data(), OpenOptions::default());
                if report.is_ok_and(|(_, found)| found.cut.is_some() && found.people_cut.is_some())
                {
                    return (disk.after_power_loss(seed), told);
                }
            }
        }
        unreachable!("the loop has no end");
    };
    let (image, told) = torn();
    open_knowing(&image, told.head()).unwrap();
    let operations = image.operations();
    for operation in 1..=operations {
        for trouble in [Trouble::Fails, Trouble::Tears, Trouble::PowerGoes] {
            let (image, told) = torn();
            image.trouble_at(operation, trouble);
            let what = format!("{trouble:?} at operation {operation} of the recovery");
            let opened = open_knowing(&image, told.head());
            assert!(opened.is_err(), "{what} goes unnoticed");
            check(&image.after_kill(), &told, &what);
            for seed in 0..POWER_LOSSES {
                check(&image.after_power_loss(seed), &told, &what);
            }
        }
    }
}

/// A journal with a lasting unit and, behind it, one of four lines; and where each of the four begins.
fn with_long_unit(behind: usize) -> (FaultyMedium, Vec<Entry>, Vec<usize>) {
    let disk = empty_disk();
    let mut journal = entries::open(&disk);
    let mut found = journal.append(vec![proposed(1)], vec![]).unwrap();
    let before = disk.contents(&segment(1)).unwrap().len();
    let unit = (2..6).map(proposed).collect();
    found.extend(journal.append(unit, vec![]).unwrap());
    let bytes = disk.contents(&segment(1)).unwrap();
    let starts = std::iter::once(before)
        .chain(
            (before..bytes.len() - 1)
                .filter(|at| bytes[*at] == b'\n')
                .map(|at| at + 1),
        )
        .collect();
    for number in 0..behind {
        let unit = vec![draft(&format!("behind {number}"), vec![])];
        found.extend(journal.append(unit, vec![]).unwrap());
    }
    (disk, found, starts)
}

#[test]
fn a_sector_lost_in_any_line_of_an_unsynced_unit_takes_the_unit_and_is_kept_aside() {
    let (disk, found, starts) = with_long_unit(0);
    let whole = disk.contents(&segment(1)).unwrap();
    let unit_start = starts[0];
    for sector in (unit_start / 512 + 1)..whole.len().div_ceil(512) {
        let mut torn = whole.clone();
        let end = ((sector + 1) * 512).min(torn.len());
        torn[sector * 512..end].fill(0);
        let disk = disk.after_kill();
        disk.put(&segment(1), &torn);
        let (journal, report) =
            Journal::open(&medium(&disk), data(), OpenOptions::default()).unwrap();
        assert_eq!(report.head, found[0].head(), "sector {sector}");
        let cut = report.cut.unwrap();
        assert_eq!(cut.after_seq, 1);
        assert_eq!(disk.contents(&cut.kept_in).unwrap(), &torn[unit_start..]);
        assert_eq!(disk.contents(&segment(1)).unwrap(), &whole[..unit_start]);
        assert_eq!(read_all(&journal), &found[..1]);
    }
}

#[test]
fn a_damaged_line_with_a_complete_unit_behind_it_is_refused_by_number_and_left_alone() {
    for behind in [1, 3] {
        let (disk, _, starts) = with_long_unit(behind);
        for (line, start) in starts.iter().enumerate() {
            let mut damaged = disk.contents(&segment(1)).unwrap();
            damaged[start + 300] ^= 1;
            let disk = disk.after_kill();
            disk.put(&segment(1), &damaged);
            // Opening looks at the end only; whoever reads on from what is known meets the damage.
            let (journal, report) =
                Journal::open(&medium(&disk), data(), OpenOptions::default()).unwrap();
            assert_eq!(report.head.seq, 5 + behind as u64);
            let fault = journal
                .reader()
                .read_from(1)
                .unwrap()
                .find_map(Result::err)
                .unwrap();
            assert_eq!(fault.facts().seq, Some(2 + line as u64), "{fault}");
            drop(journal);

            // With a torn end behind it opening has to look for the last complete unit, and finds it.
            damaged.extend_from_slice(b"{\"seq\":99,\"prev\"");
            disk.put(&segment(1), &damaged);
            let fault = Journal::open(&medium(&disk), data(), OpenOptions::default()).unwrap_err();
            assert!(
                matches!(fault, JournalFault::Damaged { seq, .. } if seq == 2 + line as u64),
                "{fault}"
            );
            assert_eq!(disk.contents(&segment(1)).unwrap(), damaged);
        }
    }
}

#[test]
fn a_cut_journal_is_told_from_a_torn_one_by_the_head_that_is_known() {
    let (disk, found, _) = with_long_unit(1);
    let known = found.last().unwrap().head();
    let whole = disk.contents(&segment(1)).unwrap();
    for length in (0..whole.len()).step_by(97) {
        let disk = disk.after_kill();
        disk.put(&segment(1), &whole[..length]);
        let options = OpenOptions {
            known: Some(known),
            ..OpenOptions::default()
        };
        let fault = Journal::open(&medium(&disk), data(), options).unwrap_err();
        let facts = fault.facts();
        let seq = facts.seq.unwrap();
        match facts.code {
            FaultCode::Cut => assert_eq!(seq, known.seq, "{fault}"),
            _ => assert!(
                facts.code == FaultCode::Damaged && (1..=known.seq).contains(&seq),
                "{fault}"
            ),
        }
        assert_eq!(disk.contents(&segment(1)).unwrap(), &whole[..length]);
        assert_eq!(disk.files().len(), 1, "nothing was set aside");
    }
}

#[test]
fn identities_whose_unit_was_never_acknowledged_are_in_nobodys_way() {
    let disk = empty_disk();
    let mut told = Told::default();
    let mut journal = open_knowing(&disk, None).unwrap();
    let (draft, people) = opened(1);
    // The register is created, named, written and synced; then the journal itself fails.
    disk.trouble_at(disk.operations() + 5, Trouble::PowerGoes);
    told.under_way = Some(vec![draft.clone()]);
    journal.append(vec![draft], people).unwrap_err();
    let disk = disk.after_kill();
    assert!(
        disk.contents(&people_segment(1))
            .is_some_and(|bytes| !bytes.is_empty())
    );
    let (mut journal, report) =
        Journal::open(&medium(&disk), data(), OpenOptions::default()).unwrap();
    let set_aside = report.people_cut.unwrap();
    assert!(
        disk.contents(&set_aside.kept_in)
            .is_some_and(|bytes| !bytes.is_empty())
    );
    let (draft, people) = opened(2);
    let written = journal.append(vec![draft], people).unwrap();
    assert_eq!(read_all(&journal), written);
    let found = journal
        .reader()
        .verify(&mut |_| ControlFlow::Continue(()))
        .unwrap();
    let people = found.people.unwrap();
    assert_eq!((people.named, people.unnamed), (2, 0));
}
