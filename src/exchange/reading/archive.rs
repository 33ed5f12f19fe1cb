//! A look into a packed workbook before anything is made of it: its parts, and what they really unpack to.
//!
//! Sizes that an archive claims are not believed; every part is unpacked once into nothing and counted.

use std::{
    fs::File,
    io::{BufReader, Read, Seek},
    path::Path,
};

use zip::{ZipArchive, result::ZipError};

use super::kind::{Kind, Merged};
use crate::exchange::{
    limits::{
        ODS_CELLS_MAX, ODS_CONTENT_BYTES_MAX, PART_BYTES_MAX, PARTS_MAX, RUN_BYTES_MAX,
        UNPACKED_BYTES_MAX, UNPACKED_FREE_BYTES, UNPACKED_RATIO_MAX,
    },
    refusal::{Excess, ExchangeRefusal},
};

/// Tells which workbook an archive is, after counting what it unpacks to.
pub(super) fn inspect(file: &mut File) -> Result<(Kind, Merged), ExchangeRefusal> {
    file.rewind()?;
    // Whatever it claims: a small file is done with in seconds.
    let packed = file.metadata()?.len();
    let whole = packed
        .saturating_mul(UNPACKED_RATIO_MAX)
        .clamp(UNPACKED_FREE_BYTES, UNPACKED_BYTES_MAX);
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|error| refusal(&error))?;
    if archive.len() > PARTS_MAX {
        return Err(ExchangeRefusal::Bomb);
    }
    let kind = kind_of(&archive)?;
    let mut total = 0;
    let mut merged = Merged::Nowhere;
    for index in 0..archive.len() {
        let name = name_at(&archive, index)?;
        let part = archive.by_index(index).map_err(|error| refusal(&error))?;
        let left = whole.saturating_sub(total);
        total += measure(part, (&name, kind), left, &mut merged)?;
    }
    Ok((kind, merged))
}

fn refusal(error: &ZipError) -> ExchangeRefusal {
    match error {
        ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => {
            ExchangeRefusal::Password
        }
        _ => ExchangeRefusal::Damaged,
    }
}

fn name_at<R: Read + Seek>(
    archive: &ZipArchive<R>,
    index: usize,
) -> Result<String, ExchangeRefusal> {
    archive
        .name_for_index(index)
        .and_then(Result::ok)
        .map(|name| name.to_lowercase())
        .ok_or(ExchangeRefusal::Damaged)
}

fn kind_of<R: Read + Seek>(archive: &ZipArchive<R>) -> Result<Kind, ExchangeRefusal> {
    let mut names = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        names.push(name_at(archive, index)?);
    }
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    if has("xl/workbook.xml") {
        Ok(Kind::Xlsx)
    } else if has("xl/workbook.bin") {
        Err(ExchangeRefusal::BinaryWorkbook)
    } else if has("content.xml") && has("mimetype") {
        Ok(Kind::Ods)
    } else {
        Err(ExchangeRefusal::NotAWorkbook)
    }
}

/// Unpacks one part into nothing and says how many bytes that were.
fn measure(
    mut part: impl Read,
    (name, kind): (&str, Kind),
    left: u64,
    merged: &mut Merged,
) -> Result<u64, ExchangeRefusal> {
    let sheet = name.starts_with("xl/worksheets/") && kind == Kind::Xlsx;
    let limit = match (kind, sheet, name) {
        (Kind::Xlsx, true, _) => UNPACKED_BYTES_MAX,
        (Kind::Ods, _, "content.xml") => ODS_CONTENT_BYTES_MAX,
        _ => PART_BYTES_MAX,
    }
    .min(left);
    let mut repeats = (kind == Kind::Ods && name == "content.xml").then(Repeats::default);
    let ending = Path::new(name).extension().unwrap_or_default();
    let markup = ending == "xml" || ending == "rels";
    let mut chunk = vec![0; 1 << 16];
    let mut count = 0_u64;
    let mut tail = Vec::new();
    let mut run = 0;
    loop {
        let Ok(read) = part.read(&mut chunk) else {
            return Err(ExchangeRefusal::Damaged);
        };
        let Some(bytes) = chunk.get(..read).filter(|bytes| !bytes.is_empty()) else {
            return Ok(count);
        };
        count += read as u64;
        if count > limit {
            return Err(ExchangeRefusal::Bomb);
        }
        run = longest_run(run, bytes);
        if markup && run > RUN_BYTES_MAX {
            return Err(ExchangeRefusal::Bomb);
        }
        if sheet && *merged == Merged::Nowhere && mentions_merges(&tail, bytes) {
            *merged = Merged::Somewhere;
        }
        tail = bytes
            .get(bytes.len().saturating_sub(MERGE.len())..)
            .unwrap_or_default()
            .to_vec();
        if let Some(repeats) = &mut repeats {
            repeats.take(bytes)?;
        }
    }
}

/// How the element that lists merged cells begins.
const MERGE: &[u8] = b"mergeCell ";

/// Whether a chunk, or its seam with the one before, names merged cells.
fn mentions_merges(tail: &[u8], bytes: &[u8]) -> bool {
    let seam: Vec<u8> = tail
        .iter()
        .chain(bytes.iter().take(MERGE.len()))
        .copied()
        .collect();
    let within = |text: &[u8]| {
        text.split(|byte| *byte == b'm')
            .skip(1)
            .any(|rest| rest.starts_with(MERGE.get(1..).unwrap_or_default()))
    };
    within(&seam) || within(bytes)
}

/// The longest stretch without a tag so far: one cell of a hundred megabytes is as bad as a million cells.
fn longest_run(before: usize, bytes: &[u8]) -> usize {
    if before > RUN_BYTES_MAX {
        return before;
    }
    let mut run = before;
    for byte in bytes {
        run = if *byte == b'<' { 0 } else { run + 1 };
        if run > RUN_BYTES_MAX {
            return run;
        }
    }
    run
}

/// Counts the cells that an `.ods` spells out by repetition, before somebody does spell them out.
#[derive(Default)]
struct Repeats {
    tag: Vec<u8>,
    inside: bool,
    rows: u64,
    cells: u64,
}

impl Repeats {
    fn take(&mut self, bytes: &[u8]) -> Result<(), ExchangeRefusal> {
        for byte in bytes {
            match byte {
                b'<' => {
                    self.inside = true;
                    self.tag.clear();
                }
                b'>' => {
                    self.inside = false;
                    self.count()?;
                }
                _ if self.inside && self.tag.len() < 4096 => self.tag.push(*byte),
                _ => {}
            }
        }
        Ok(())
    }

    fn count(&mut self) -> Result<(), ExchangeRefusal> {
        let tag = String::from_utf8_lossy(&self.tag);
        if tag.starts_with("table:table-row") {
            self.rows = repeated(&tag, "table:number-rows-repeated");
        } else if tag.starts_with("table:table-cell") && tag.contains("value-type") {
            let columns = repeated(&tag, "table:number-columns-repeated");
            self.cells = self
                .cells
                .saturating_add(columns.saturating_mul(self.rows.max(1)));
        }
        if self.cells > ODS_CELLS_MAX {
            return Err(ExchangeRefusal::TooLarge {
                what: Excess::Cells,
                limit: ODS_CELLS_MAX,
            });
        }
        Ok(())
    }
}

fn repeated(tag: &str, attribute: &str) -> u64 {
    tag.split_once(attribute)
        .and_then(|(_, rest)| rest.split(['"', '\'']).nth(1))
        .map_or(1, |count| count.trim().parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_empty_cells_cost_nothing_and_repeated_full_ones_count() {
        let mut repeats = Repeats::default();
        let empty = b"<table:table-row table:number-rows-repeated=\"1048576\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>";
        assert!(repeats.take(empty).is_ok());
        let full = b"<table:table-row table:number-rows-repeated=\"100000\"><table:table-cell table:number-columns-repeated=\"100\" office:value-type=\"string\">";
        assert!(matches!(
            repeats.take(full),
            Err(ExchangeRefusal::TooLarge {
                what: Excess::Cells,
                ..
            })
        ));
    }

    #[test]
    fn a_run_is_counted_across_chunks() {
        let run = longest_run(0, b"<a>abc");
        assert_eq!(run, 5);
        assert_eq!(longest_run(run, b"de"), 7);
        assert_eq!(longest_run(run, b"de<"), 0);
    }
}
