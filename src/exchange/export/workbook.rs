//! An export as a workbook, row by row: what is written leaves memory, so that a million rows fit.
//!
//! Every text is a cell of the type text in the format text. Neither opening the file nor editing a cell makes a
//! formula of it.

use std::{
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, Worksheet, XlsxError};

use super::{
    ExportRefusal,
    cell::{Form, Value},
};
use crate::{
    base::new_file::NewFile,
    domain::{calendar::Day, money::Fen},
    text::export as words,
};

/// Characters a cell holds at most; what is longer is cut there and marked.
const CELL_CHARS_MAX: usize = 32_000;
/// The number of the built-in format text, in which what is typed into a cell is text too.
const TEXT_FORMAT: u8 = 49;
/// The number of A4 among paper sizes.
const PAPER_A4: u8 = 9;
/// Pages across on paper; as many down as it takes.
const PAGES: (u16, u16) = (1, 0);
/// The first year that a spreadsheet has days of.
const YEAR_MIN: i32 = 1900;

/// A workbook that is being written.
pub(super) struct Workbook {
    book: rust_xlsxwriter::Workbook,
    file: NewFile,
    next_row: u32,
    formats: Formats,
}

/// The forms of cells.
struct Formats {
    text: Format,
    money: Format,
    day: Format,
    count: Format,
}

impl Workbook {
    /// Begins a workbook with its header and print set-up.
    pub(super) fn begin(file: NewFile, form: &Form, title: &str) -> Result<Self, ExportRefusal> {
        let mut book = rust_xlsxwriter::Workbook::new();
        // What is not packed yet waits beside the file, nameless, and not in a directory of everybody.
        book.set_tempdir(directory_of(file.path()))?;
        let page = book.add_worksheet_with_constant_memory()?;
        page.set_name(form.name)?;
        page.set_freeze_panes(1, 0)?;
        page.set_repeat_rows(0, 0)?;
        page.set_landscape();
        page.set_paper_size(PAPER_A4);
        page.set_print_fit_to_pages(PAGES.0, PAGES.1);
        page.set_header(format!("&C{}&R{}", literal(title), literal(form.warning)));
        let head = Format::new()
            .set_num_format_index(TEXT_FORMAT)
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_text_wrap();
        for (place, (text, width)) in (0..).zip(&form.heads) {
            page.set_column_width(place, *width)?;
            page.write_string_with_format(0, place, *text, &head)?;
        }
        Ok(Self {
            book,
            file,
            next_row: 1,
            formats: Formats {
                text: Format::new().set_num_format_index(TEXT_FORMAT),
                money: Format::new().set_num_format("#,##0.00"),
                day: Format::new().set_num_format("yyyy-mm-dd"),
                count: Format::new().set_num_format("0"),
            },
        })
    }

    /// Writes one row.
    pub(super) fn row(&mut self, cells: &[Value]) -> Result<(), ExportRefusal> {
        let page = self.book.worksheet_from_index(0)?;
        for (place, cell) in (0..).zip(cells) {
            self.formats.put(page, (self.next_row, place), cell)?;
        }
        self.next_row = self.next_row.saturating_add(1);
        Ok(())
    }

    /// Writes the foot, packs everything and gives the file its name.
    pub(super) fn finish(mut self, foot: &str, stop: &AtomicBool) -> Result<(), ExportRefusal> {
        self.row(&[Value::text(foot)])?;
        let page = self.book.worksheet_from_index(0)?;
        let pages = words::pages("&P", "&N");
        page.set_footer(format!("&L{}&R{pages}", literal(foot)));
        let mut packed = BufWriter::new(Stoppable {
            file: self.file,
            stop,
        });
        let saved = self.book.save_to_writer(&mut packed);
        if stop.load(Ordering::Relaxed) {
            return Err(ExportRefusal::Stopped);
        }
        saved?;
        let inner = packed
            .into_inner()
            .map_err(io::IntoInnerError::into_error)?;
        inner.file.keep()?;
        Ok(())
    }
}

impl Formats {
    fn put(
        &self,
        page: &mut Worksheet,
        (row, column): (u32, u16),
        cell: &Value,
    ) -> Result<(), XlsxError> {
        match cell {
            Value::Blank => {}
            Value::Text(text) => {
                page.write_string_with_format(row, column, fitting(text), &self.text)?;
            }
            Value::Money(amount) => {
                page.write_number_with_format(row, column, yuan(*amount), &self.money)?;
            }
            Value::Day(day) => match serial(*day) {
                Some(serial) => {
                    page.write_datetime_with_format(row, column, serial, &self.day)?;
                }
                None => {
                    page.write_string_with_format(row, column, day.to_string(), &self.text)?;
                }
            },
            Value::Count(count) => {
                page.write_number_with_format(row, column, *count, &self.count)?;
            }
        }
        Ok(())
    }
}

/// An amount as a spreadsheet keeps it. Below a hundred thousand million yuan every fen survives that.
#[expect(
    clippy::cast_precision_loss,
    reason = "amounts stay far below 2^53 fen, and a workbook knows no other number"
)]
fn yuan(amount: Fen) -> f64 {
    amount.0 as f64 / 100.0
}

/// A day as a spreadsheet keeps it; `None` for one before its first.
fn serial(day: Day) -> Option<ExcelDateTime> {
    let (year, month) = (day.year(), day.month().month);
    if year < YEAR_MIN {
        return None;
    }
    ExcelDateTime::from_ymd(
        u16::try_from(year).ok()?,
        u8::try_from(month).ok()?,
        u8::try_from(day.day_of_month()).ok()?,
    )
    .ok()
}

/// Text as long as a cell may be.
fn fitting(text: &str) -> String {
    if text.chars().count() <= CELL_CHARS_MAX {
        return text.to_owned();
    }
    let cut: String = text.chars().take(CELL_CHARS_MAX).collect();
    format!("{cut}{}", words::CUT)
}

/// Text in a header or footer, where `&` begins a command.
fn literal(text: &str) -> String {
    text.replace('&', "&&")
}

fn directory_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
        Some(_) | None => PathBuf::from("."),
    }
}

/// A file that fails to be written once the person has stopped it: packing takes a while.
struct Stoppable<'s> {
    file: NewFile,
    stop: &'s AtomicBool,
}

impl Write for Stoppable<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.stop.load(Ordering::Relaxed) {
            // Not `Interrupted`, which whoever writes takes for «once more».
            return Err(io::Error::other("stopped"));
        }
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
