//! Files as rows of cells, whatever program wrote them: the kind is told from the content, never from the ending.
//!
//! Rows are handed on one by one, so that a million of them need no more memory than one. Nothing here knows
//! what a column means. A file that asks for more than its limits is refused before it is unpacked.

mod archive;
mod delimited;
mod encoding;
mod evidence;
mod excel2003;
mod kind;
mod markup;
mod old;
mod place;
mod sniff;
mod web;
mod xlsx;

use std::{
    fs::File,
    io::{Read, Seek},
    path::Path,
};

use encoding::Detected;
use kind::{Kind, Merged};
use markup::Page;
use place::Form;

use super::{
    limits::COLUMNS_MAX,
    refusal::{Excess, ExchangeRefusal},
};
use crate::{
    base::{caught::caught, limits::IMPORT_ROWS_MAX},
    domain::calendar::Day,
};

/// One cell as its program kept it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text.
    Text(String),
    /// A number, in decimal digits.
    Number(String),
    /// A number that is formatted as a day.
    Day(Day),
    /// A number that is formatted as a day and is none.
    NoDay,
    /// An error value such as `#N/A`.
    Failed,
    /// A formula whose value was never stored.
    Unstored,
}

impl Cell {
    /// Whether there is nothing to see in it.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.chars().all(char::is_whitespace),
            Self::Number(_) | Self::Day(_) | Self::NoDay | Self::Failed | Self::Unstored => false,
        }
    }

    /// Its text for comparing and for headers.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Text(text) | Self::Number(text) => text.clone(),
            Self::Day(day) => day.to_string(),
            Self::Empty | Self::NoDay | Self::Failed | Self::Unstored => String::new(),
        }
    }
}

/// One row with its number as the spreadsheet shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Row {
    /// From 1.
    pub(crate) number: u32,
    /// The cells from the first column; trailing blank ones may be missing.
    pub(crate) cells: Vec<Cell>,
    /// Columns that show a cell merged downwards from a row above, or sideways in the head of a sheet.
    pub(crate) spread: Vec<usize>,
}

impl Row {
    /// Whether nothing stands in it, apart from what is merged into it.
    pub(crate) fn is_blank(&self) -> bool {
        self.cells
            .iter()
            .enumerate()
            .all(|(column, cell)| cell.is_blank() || self.spread.contains(&column))
    }
}

/// What whoever takes the rows says after each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Flow {
    /// The next one.
    More,
    /// No more.
    Enough,
}

/// Takes rows one by one.
pub(crate) type Visit<'v> = dyn FnMut(Row) -> Result<Flow, ExchangeRefusal> + 'v;

/// One table within a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Table {
    /// A text file, cut at this byte.
    Text {
        /// The byte between two cells.
        delimiter: u8,
    },
    /// A sheet of a workbook, or a table of a web page.
    Sheet {
        /// Its name.
        name: String,
    },
}

/// The day from which general numbers count days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Epoch {
    /// The usual one.
    Y1900,
    /// That of old Macintoshes.
    Y1904,
}

/// An opened file.
pub(crate) struct Source {
    file: File,
    kind: Kind,
    merged: Merged,
    detected: Option<Detected>,
    /// An `.xlsx`, once it was opened: its shared texts are read once.
    workbook: Option<xlsx::Book>,
    /// A web page or an XML workbook, once it was gone through.
    page: Option<Page>,
}

impl Source {
    /// Opens a file and tells its kind.
    pub(crate) fn open(path: &Path) -> Result<Self, ExchangeRefusal> {
        let mut file = sniff::open(path)?;
        let (kind, merged) = sniff::kind(&mut file)?;
        let detected = match kind {
            Kind::Text => Some(encoding::detect(&mut file, Form::Delimited)?),
            Kind::Markup => Some(encoding::detect(&mut file, Form::Markup)?),
            Kind::Xlsx | Kind::Xls | Kind::Ods => None,
        };
        Ok(Self {
            file,
            kind,
            merged,
            detected,
            workbook: None,
            page: None,
        })
    }

    /// What the report calls the encoding: that of a text, or the kind of workbook.
    pub(crate) const fn encoding(&self) -> &'static str {
        match (&self.detected, self.kind) {
            (Some(detected), _) => detected.encoding.name(),
            (None, Kind::Xls) => "xls",
            (None, Kind::Ods) => "ods",
            (None, Kind::Xlsx | Kind::Text | Kind::Markup) => "xlsx",
        }
    }

    /// Goes through the whole file once, for its digest.
    pub(crate) fn bytes(&mut self, take: &mut dyn FnMut(&[u8])) -> Result<(), ExchangeRefusal> {
        self.file.rewind()?;
        let mut chunk = vec![0; 1 << 16];
        loop {
            let count = self.file.read(&mut chunk)?;
            match chunk.get(..count) {
                Some(read) if count > 0 => take(read),
                _ => return Ok(()),
            }
        }
    }

    /// The tables to choose from, in order.
    pub(crate) fn tables(&mut self) -> Result<Vec<Table>, ExchangeRefusal> {
        if let (Kind::Text, Some(detected)) = (self.kind, &self.detected) {
            return Ok(delimited::delimiters(&mut self.file, *detected)?
                .into_iter()
                .map(|delimiter| Table::Text { delimiter })
                .collect());
        }
        let kind = self.kind;
        let names = match kind {
            Kind::Xls | Kind::Ods => guarded(|| old::sheets(&mut self.file, kind))?,
            Kind::Markup => self.page()?.0.names(),
            Kind::Xlsx | Kind::Text => self.workbook()?.sheets(),
        };
        Ok(names
            .into_iter()
            .map(|name| Table::Sheet { name })
            .collect())
    }

    /// Whether general numbers count days from 1904, as workbooks of old Macintoshes do.
    pub(crate) fn epoch(&self) -> Epoch {
        match (&self.workbook, &self.page) {
            (Some(workbook), _) if workbook.counts_from_1904() => Epoch::Y1904,
            (_, Some(page)) => page.epoch(),
            (Some(_) | None, None) => Epoch::Y1900,
        }
    }

    fn page(&mut self) -> Result<(&Page, &mut File, Detected), ExchangeRefusal> {
        let detected = self.detected.ok_or(ExchangeRefusal::Damaged)?;
        if self.page.is_none() {
            let file = &mut self.file;
            self.page = Some(guarded(|| Page::open(file, detected))?);
        }
        let page = self.page.as_ref().ok_or(ExchangeRefusal::Damaged)?;
        Ok((page, &mut self.file, detected))
    }

    fn workbook(&mut self) -> Result<&mut xlsx::Book, ExchangeRefusal> {
        if self.workbook.is_none() {
            let file = self.file.try_clone()?;
            let merged = self.merged;
            self.workbook = Some(guarded(|| xlsx::Book::open(file, merged))?);
        }
        self.workbook.as_mut().ok_or(ExchangeRefusal::Damaged)
    }

    /// Hands the rows of a table to `visit` until it has enough.
    pub(crate) fn rows(
        &mut self,
        table: &Table,
        visit: &mut Visit<'_>,
    ) -> Result<(), ExchangeRefusal> {
        let (kind, detected) = (self.kind, self.detected);
        let mut bounded = |row: Row| {
            if row.number as usize > IMPORT_ROWS_MAX {
                return Err(ExchangeRefusal::TooLarge {
                    what: Excess::Rows,
                    limit: IMPORT_ROWS_MAX as u64,
                });
            }
            visit(trimmed(row)?)
        };
        match (table, detected) {
            (Table::Text { delimiter }, Some(detected)) => {
                delimited::rows(&mut self.file, detected, *delimiter, &mut bounded)
            }
            (Table::Sheet { name }, _) => match kind {
                Kind::Xls | Kind::Ods => {
                    guarded(|| old::rows(&mut self.file, kind, name, &mut bounded))
                }
                Kind::Markup => {
                    let (page, file, detected) = self.page()?;
                    guarded(|| page.rows(file, detected, name, &mut bounded))
                }
                Kind::Xlsx | Kind::Text => {
                    let workbook = self.workbook()?;
                    guarded(|| workbook.rows(name, &mut bounded))
                }
            },
            (Table::Text { .. }, None) => Err(ExchangeRefusal::Damaged),
        }
    }
}

/// Takes blank cells off the end, and refuses what is wider than any table.
fn trimmed(mut row: Row) -> Result<Row, ExchangeRefusal> {
    while row.cells.last().is_some_and(Cell::is_blank) {
        row.cells.pop();
    }
    if row.cells.len() > COLUMNS_MAX {
        return Err(ExchangeRefusal::TooLarge {
            what: Excess::Columns,
            limit: COLUMNS_MAX as u64,
        });
    }
    Ok(row)
}

/// Runs a reader of foreign bytes; where it panics on them, the file is damaged and the program goes on.
fn guarded<T>(read: impl FnOnce() -> Result<T, ExchangeRefusal>) -> Result<T, ExchangeRefusal> {
    caught(read).unwrap_or(Err(ExchangeRefusal::Damaged))
}
