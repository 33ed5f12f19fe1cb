//! The return file: the rows that were not taken, as they stood, each with its number and what is wrong with it.
//!
//! It has one line of header, and every cell is text, so that nothing in it is interpreted and an ID number keeps
//! its digits. Cells that were merged over a household are written out in each of its rows. Mended, the file goes
//! in as any list does: the two columns of its own mean nothing to the import.

use std::{
    collections::BTreeMap,
    io::{self, BufWriter},
    path::Path,
};

use rust_xlsxwriter::{Format, FormatAlign, Workbook};

use super::{
    export::{ExportRefusal, return_columns, return_sheet},
    layout::Header,
    mapping::{Mapping, plain},
    plan::{ImportReport, ReportLine},
    reading::{Cell, Flow, Row, Source},
    refusal::ExchangeRefusal,
    roster::{Options, choose},
    row::RowCode,
};
use crate::base::new_file::{Existing, NewFile};

/// Characters a cell of a workbook holds at most.
const CELL_CHARS_MAX: usize = 32_000;
/// The number of the built-in format text.
const TEXT_FORMAT: u8 = 49;
/// Columns of the return file's own, before the others.
const OWN: u16 = 2;
/// How wide its columns are, in characters.
const WIDTHS: [(u16, u16); 2] = [(0, 10), (1, 60)];
/// How wide the others are: an ID number fits.
const WIDTH: u16 = 20;

/// How many columns at the left of a header are those of a return file; none where it is another list.
pub(super) fn own_columns(texts: &[String]) -> usize {
    let titles = return_columns();
    let ours = texts.len() > titles.len()
        && texts
            .iter()
            .zip(titles)
            .all(|(text, title)| plain(text) == plain(title));
    if ours { titles.len() } else { 0 }
}

/// Why rows were not taken, row by row, in the words for each line. Rows that were only not reached are left out:
/// the list itself goes on with them when it is imported again.
pub fn reasons(
    report: &ImportReport,
    word: &dyn Fn(&ReportLine) -> String,
) -> BTreeMap<u32, String> {
    let mut reasons: BTreeMap<u32, String> = BTreeMap::new();
    let troubles = report.refused.iter();
    for line in troubles.filter(|line| line.note.code != RowCode::NotWritten) {
        let reason = reasons.entry(line.note.row).or_default();
        if !reason.is_empty() {
            reason.push(' ');
        }
        if !line.column.is_empty() {
            reason.extend(["「", line.column.as_str(), "」"]);
        }
        reason.push_str(&word(line));
    }
    reasons
}

/// Writes the rows of a list that were not taken, with the reason for each; answers how many.
///
/// # Errors
/// [`ExportRefusal`] says why there is no file.
pub fn write(
    list: &Path,
    options: &Options,
    reasons: &BTreeMap<u32, String>,
    to: &Path,
) -> Result<u32, ExportRefusal> {
    let file = NewFile::begin(to, Existing::Keep)?;
    let mapping = Mapping::load(options.mapping.as_deref()).map_err(|error| unread(&error))?;
    let mut source = Source::open(list).map_err(|error| unread(&error))?;
    let (table, header) = choose(&mut source, options, &mapping).map_err(|error| unread(&error))?;
    let mut book = Workbook::new();
    book.set_tempdir(to.parent().unwrap_or(Path::new(".")))?;
    let page = book.add_worksheet_with_constant_memory()?;
    page.set_name(return_sheet())?;
    page.set_freeze_panes(1, 0)?;
    let text = Format::new().set_num_format_index(TEXT_FORMAT);
    let head = text.clone().set_bold().set_align(FormatAlign::Center);
    // Those of a return file that is read again are written anew, with the number its list had.
    let old = own_columns(&header.texts);
    let last = u16::try_from(header.texts.len() - old).unwrap_or(u16::MAX - OWN);
    page.set_column_range_width(OWN, OWN.saturating_add(last), WIDTH)?;
    for (place, width) in WIDTHS {
        page.set_column_width(place, width)?;
    }
    let heads = return_columns().into_iter();
    let titles = header.texts.iter().skip(old).map(String::as_str);
    for (place, title) in (0..).zip(heads.chain(titles)) {
        page.write_string_with_format(0, place, fitting(title), &head)?;
    }
    let mut rows: u32 = 0;
    let mut failed = None;
    let read = source.rows(&table, &mut |row| {
        let Some(reason) = reasons.get(&row.number) else {
            return Ok(Flow::More);
        };
        rows += 1;
        let known = row.cells.first().filter(|_| old > 0).map(words);
        let number = known.filter(|number| !number.trim().is_empty());
        let number = number.unwrap_or_else(|| row.number.to_string());
        let cells = [number, reason.clone()].into_iter();
        let cells = cells.chain(originals(&row, &header).skip(old));
        for (place, cell) in (0..).zip(cells) {
            if cell.is_empty() {
                continue;
            }
            if let Err(error) = page.write_string_with_format(rows, place, fitting(&cell), &text) {
                failed = Some(error);
                return Ok(Flow::Enough);
            }
        }
        Ok(Flow::More)
    });
    read.map_err(|error| unread(&error))?;
    if let Some(error) = failed {
        return Err(error.into());
    }
    let mut packed = BufWriter::new(file);
    book.save_to_writer(&mut packed)?;
    let file = packed
        .into_inner()
        .map_err(io::IntoInnerError::into_error)?;
    file.keep()?;
    Ok(rows)
}

/// The list was read a moment ago; that it cannot be read now is the machine's doing, or somebody's.
fn unread(error: &ExchangeRefusal) -> ExportRefusal {
    ExportRefusal::Unwritable(io::Error::other(error.to_string()))
}

/// The cells of a row as text; what is merged into it counts for the household only.
fn originals<'r>(row: &'r Row, header: &'r Header) -> impl Iterator<Item = String> + 'r {
    row.cells.iter().enumerate().map(|(place, cell)| {
        let field = header.columns.get(place).and_then(Option::as_ref);
        let own = !row.spread.contains(&place);
        if own || field.is_some_and(|column| column.field.of_household()) {
            words(cell)
        } else {
            String::new()
        }
    })
}

fn words(cell: &Cell) -> String {
    match cell {
        Cell::Failed => "#N/A".to_owned(),
        Cell::Empty
        | Cell::Text(_)
        | Cell::Number(_)
        | Cell::Day(_)
        | Cell::NoDay
        | Cell::Unstored => cell.words(),
    }
}

/// Text as a cell may hold it: no controls, no direction marks, not longer than a cell.
fn fitting(text: &str) -> String {
    text.chars()
        .map(|one| match one {
            '\n' | '\r' | '\t' => ' ',
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '?',
            one if one.is_control() => '?',
            one => one,
        })
        .take(CELL_CHARS_MAX)
        .collect()
}
