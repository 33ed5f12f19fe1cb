//! What holds for any input whatever, each law a function that panics where it is broken: called with generated
//! input by `tests/laws.rs`, and with hunted input by the targets under `tests/fuzz`.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]
#![allow(
    dead_code,
    reason = "each fuzz target takes from here the one law it hunts"
)]

use std::{path::Path, sync::Arc};

use hecha::{
    base::medium::{Medium, faulty::FaultyMedium},
    domain::{
        calendar::{Day, Month},
        ids::{CaseId, StaffId},
    },
    exchange::probe,
    journal::{Draft, Event, Journal, OpenOptions},
};

fn today() -> Day {
    Day::new(2026, 11, 23).unwrap()
}

/// No text that is kept can command a terminal, turn its direction, or break a line.
fn is_harmless(text: &str) {
    for one in text.chars() {
        let turns = matches!(one, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        let breaks = matches!(one, '\u{2028}' | '\u{2029}');
        assert!(
            !one.is_control() && !turns && !breaks,
            "{one:?} in {text:?}"
        );
        assert_ne!(one, '\u{fffd}', "{text:?}");
    }
}

/// Whatever a cell is read as is clean, and reading it again changes nothing.
pub fn cell(raw: &str) {
    for read in [probe::text, probe::name] {
        if let Ok(Some(kept)) = read(raw) {
            is_harmless(&kept);
            assert_eq!(kept.trim(), kept);
            assert!(!kept.is_empty() && kept.chars().count() <= 200);
            assert_eq!(read(&kept), Ok(Some(kept.clone())), "from {raw:?}");
        }
    }
    if let Ok(Some(amount)) = probe::amount(raw) {
        assert_eq!(
            probe::amount(&amount.plain()),
            Ok(Some(amount)),
            "from {raw:?}"
        );
    }
    if let Ok(Some(count)) = probe::count(raw) {
        assert_eq!(
            probe::count(&count.to_string()),
            Ok(Some(count)),
            "from {raw:?}"
        );
    }
}

/// A number that is read is whole, checked, of somebody born by today, and reads as itself.
pub fn id_number(raw: &str) {
    let Ok(Some(id)) = probe::id(raw, today()) else {
        return;
    };
    let number = id.reveal();
    assert_eq!(number.len(), 18, "from {raw:?}");
    let (digits, check) = number.split_at(17);
    assert!(digits.bytes().all(|byte| byte.is_ascii_digit()));
    assert!(check == "X" || check.bytes().all(|byte| byte.is_ascii_digit()));
    assert!(id.birth() <= today());
    assert_eq!(
        probe::id(number, today()),
        Ok(Some(id.clone())),
        "from {raw:?}"
    );
    let shown = format!("{id:?}{}", id.masked());
    assert!(!shown.contains(number), "masked is masked");
}

/// A day or month that is read lies within the bounds of the calendar and reads as itself.
pub fn date(raw: &str) {
    for read in [probe::day, probe::serial_day] {
        if let Ok(Some(day)) = read(raw) {
            assert!(Day::new(day.year(), 1, 1).is_some(), "{day} from {raw:?}");
            assert_eq!(probe::day(&day.to_string()), Ok(Some(day)), "from {raw:?}");
        }
    }
    if let Ok(Some(month)) = probe::month(raw) {
        let month: Month = month;
        assert_eq!(
            probe::month(&month.to_string()),
            Ok(Some(month)),
            "from {raw:?}"
        );
    }
}

/// Bytes of a text are read or refused; rows count upwards, and written down they read the same again.
pub fn csv_row(bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    std::fs::write(&path, bytes).unwrap();
    let Ok(rows) = probe::rows(&path) else {
        return;
    };
    let mut last = 0;
    for (number, cells) in &rows {
        assert!(*number > last, "row {number} after {last}");
        assert!(cells.len() <= 1_000);
        last = *number;
    }
    let narrow = rows
        .iter()
        .all(|(_, cells)| cells.iter().all(|cell| cell.len() < 1_000));
    let plain = |cell: &String| !cell.starts_with('\'');
    if !narrow || !rows.iter().flat_map(|(_, cells)| cells).all(plain) {
        return;
    }
    // A mark in front says the encoding and a header says the separator: only the cells are at stake.
    let mut again = "\u{feff}a,b\n".to_owned();
    let mut expected: Vec<Vec<String>> = vec![vec!["a".to_owned(), "b".to_owned()]];
    for (_, cells) in rows {
        let quoted: Vec<String> = cells
            .iter()
            .map(|cell| format!("\"{}\"", cell.replace('"', "\"\"")))
            .collect();
        if cells.is_empty() {
            continue;
        }
        again += &(quoted.join(",") + "\n");
        expected.push(cells);
    }
    std::fs::write(&path, again).unwrap();
    let read: Vec<Vec<String>> = probe::rows(&path)
        .unwrap_or_else(|error| panic!("{error}"))
        .into_iter()
        .map(|(_, cells)| cells)
        .collect();
    assert_eq!(read, expected);
}

/// What is written to the journal is read back as it was; bytes behind it are no entry.
pub fn journal_line(bytes: &[u8]) {
    let data = Path::new("/data");
    let segment = data.join("journal/000001.jsonl");
    let disk = FaultyMedium::new();
    disk.make_dir(data).unwrap();
    let medium: Arc<dyn Medium> = Arc::new(disk.clone());
    let open = || Journal::open(&medium, data, OpenOptions::default());
    let session: String = String::from_utf8_lossy(bytes).chars().take(32).collect();
    let draft = Draft {
        at: "2026-11-23T09:15:02.123+08:00".to_owned(),
        actor: StaffId(3),
        session,
        key: "k".to_owned(),
        events: vec![Event::CaseReleased { case: CaseId(9) }],
    };
    let (mut journal, _) = open().unwrap();
    let written = journal.append(vec![draft], Vec::new()).unwrap();
    let back = |journal: &Journal| -> Vec<_> {
        let entries = journal.reader().read_from(1).unwrap();
        entries.collect::<Result<_, _>>().unwrap()
    };
    assert_eq!(back(&journal), written);
    drop(journal);
    // Any bytes behind the last entry: cut off, or refused, never an entry and never a panic.
    let mut whole = disk.contents(&segment).unwrap();
    whole.extend(bytes);
    disk.put(&segment, &whole);
    if let Ok((journal, _)) = open() {
        assert_eq!(back(&journal), written);
    }
}
