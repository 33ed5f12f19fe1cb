//! Marked-up files that spreadsheet programs open as tables: web pages, and the XML workbooks of Excel 2003.
//!
//! A pass goes through the file once and hands out tables and rows as they close; nothing of a file is kept but
//! the first rows of each table, so that a header can be looked for in all of them without a pass for each.

use std::{
    cell::Cell as Counter,
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
    rc::Rc,
};

use calamine::Dimensions;

use super::{
    Cell, Epoch, Flow, Row, Visit,
    encoding::{Decoded, Detected},
    excel2003, web,
    xlsx::Spreads,
};
use crate::exchange::{
    limits::{COLUMNS_MAX, HEADER_ROWS_MAX, RUN_BYTES_MAX, TABLES_MAX},
    refusal::{Excess, ExchangeRefusal},
};

/// First rows of a table that are kept: the header and a few rows to show below it.
const TOP_ROWS: u32 = HEADER_ROWS_MAX + 6;

/// How a file is marked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dialect {
    /// A web page.
    Web,
    /// An XML workbook of Excel 2003.
    Excel2003,
}

/// What a pass meets on its way.
pub(super) enum Met {
    /// A table begins; tables count from 0.
    Table {
        /// Its name, if it has one.
        name: Option<String>,
    },
    /// A row is complete.
    Row {
        /// Of which table.
        table: usize,
        /// The row.
        row: Row,
    },
    /// The newest table is hidden.
    Hidden,
    /// General numbers count days from 1904.
    From1904,
}

/// Takes what a pass meets.
pub(super) type Meet<'m> = dyn FnMut(Met) -> Result<Flow, ExchangeRefusal> + 'm;

/// A table as far as it is kept.
struct Found {
    name: String,
    hidden: bool,
    top: Vec<Row>,
    /// Number of its last row.
    last: u32,
}

/// The tables of a marked-up file.
pub(super) struct Page {
    dialect: Dialect,
    tables: Vec<Found>,
    epoch: Epoch,
}

impl Page {
    /// Goes through a file once and keeps what its tables begin with.
    pub(super) fn open(file: &mut File, detected: Detected) -> Result<Self, ExchangeRefusal> {
        let dialect = dialect(file, detected)?;
        let mut page = Self {
            dialect,
            tables: Vec::new(),
            epoch: Epoch::Y1900,
        };
        pass(file, detected, dialect, &mut |met| page.keep(met))?;
        if page.tables.iter().all(|table| table.top.is_empty()) {
            return Err(match dialect {
                Dialect::Web => ExchangeRefusal::WebPage,
                Dialect::Excel2003 => ExchangeRefusal::Empty,
            });
        }
        Ok(page)
    }

    fn keep(&mut self, met: Met) -> Result<Flow, ExchangeRefusal> {
        match met {
            Met::Table { name } => {
                if self.tables.len() >= TABLES_MAX {
                    return Err(ExchangeRefusal::TooLarge {
                        what: Excess::Tables,
                        limit: TABLES_MAX as u64,
                    });
                }
                let number = self.tables.len() + 1;
                self.tables.push(Found {
                    name: name.unwrap_or_else(|| format!("表格{number}")),
                    hidden: false,
                    top: Vec::new(),
                    last: 0,
                });
            }
            Met::Row { table, row } => {
                if let Some(found) = self.tables.get_mut(table) {
                    found.last = row.number;
                    if row.number <= TOP_ROWS && !row.is_blank() {
                        found.top.push(row);
                    }
                }
            }
            Met::Hidden => {
                if let Some(found) = self.tables.last_mut() {
                    found.hidden = true;
                }
            }
            Met::From1904 => self.epoch = Epoch::Y1904,
        }
        Ok(Flow::More)
    }

    /// Names of the tables a person can see.
    pub(super) fn names(&self) -> Vec<String> {
        self.tables
            .iter()
            .filter(|table| !table.hidden && table.last > 0)
            .map(|table| table.name.clone())
            .collect()
    }

    /// The day general numbers count from.
    pub(super) const fn epoch(&self) -> Epoch {
        self.epoch
    }

    /// Hands the rows of a table to `visit`; the file is gone through again only for rows below the first.
    pub(super) fn rows(
        &self,
        file: &mut File,
        detected: Detected,
        name: &str,
        visit: &mut Visit<'_>,
    ) -> Result<(), ExchangeRefusal> {
        let Some(wanted) = self.tables.iter().position(|table| table.name == name) else {
            return Err(ExchangeRefusal::Damaged);
        };
        let Some(found) = self.tables.get(wanted) else {
            return Err(ExchangeRefusal::Damaged);
        };
        for row in &found.top {
            if visit(row.clone())? == Flow::Enough {
                return Ok(());
            }
        }
        if found.last <= TOP_ROWS {
            return Ok(());
        }
        pass(file, detected, self.dialect, &mut |met| match met {
            Met::Row { table, row } if table == wanted && row.number > TOP_ROWS => visit(row),
            Met::Row { .. } | Met::Table { .. } | Met::Hidden | Met::From1904 => Ok(Flow::More),
        })
    }
}

fn pass(
    file: &mut File,
    detected: Detected,
    dialect: Dialect,
    meet: &mut Meet<'_>,
) -> Result<(), ExchangeRefusal> {
    file.seek(SeekFrom::Start(detected.mark))?;
    let since = Rc::new(Counter::new(0));
    let text = Bounded {
        inner: Decoded::new(BufReader::new(file), detected.encoding),
        since: Rc::clone(&since),
    };
    match dialect {
        Dialect::Web => web::pass(text, &since, meet),
        Dialect::Excel2003 => excel2003::pass(text, &since, meet),
    }
}

/// Tells the dialect from the first element; anything that is neither is named.
fn dialect(file: &mut File, detected: Detected) -> Result<Dialect, ExchangeRefusal> {
    file.seek(SeekFrom::Start(detected.mark))?;
    let mut top = Vec::new();
    Decoded::new(BufReader::new(file), detected.encoding)
        .take(1 << 16)
        .read_to_end(&mut top)
        .map_err(|error| trouble(&error, 1))?;
    // A character that the cut went through is of no interest.
    let top = String::from_utf8_lossy(&top);
    let declared = top.trim_start().starts_with("<?xml");
    let root = root(&top).to_ascii_lowercase();
    match root.rsplit(':').next().unwrap_or_default() {
        "workbook" => Ok(Dialect::Excel2003),
        "html" => Ok(Dialect::Web),
        _ if declared => Err(ExchangeRefusal::OtherFormat("XML")),
        _ => Ok(Dialect::Web),
    }
}

/// The name of the first element.
fn root(text: &str) -> &str {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        let skipped = if rest.starts_with('?') {
            rest.split_once("?>")
        } else if rest.starts_with("!--") {
            rest.split_once("-->")
        } else if rest.starts_with('!') {
            rest.split_once('>')
        } else {
            let end = rest.find(|one: char| !one.is_ascii_alphanumeric() && one != ':');
            return rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        };
        rest = skipped.map_or("", |(_, after)| after);
    }
    ""
}

/// What an error of the text below a tokenizer means.
pub(super) fn trouble(error: &io::Error, row: u32) -> ExchangeRefusal {
    match error.kind() {
        io::ErrorKind::InvalidData => ExchangeRefusal::Undecodable { row, column: 1 },
        io::ErrorKind::FileTooLarge => ExchangeRefusal::RowTooLong { row },
        kind => ExchangeRefusal::Unreadable(kind),
    }
}

/// Stops where one tag, comment or stretch of text grows beyond all reason. Whoever meets something sets the count
/// back to nothing.
pub(super) struct Bounded<R> {
    inner: R,
    since: Rc<Counter<usize>>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.since.get() > RUN_BYTES_MAX {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
        }
        let count = self.inner.read(out)?;
        self.since.set(self.since.get() + count);
        Ok(count)
    }
}

/// Whether a text is a number in plain decimal digits.
pub(super) fn is_decimal(text: &str) -> bool {
    let bare = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = bare.split_once('.').unwrap_or((bare, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    digits(whole) && digits(decimals) && !(whole.is_empty() && decimals.is_empty())
}

/// How far a cell reaches beyond itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Reach {
    /// Columns to the right.
    pub(super) across: u32,
    /// Rows below.
    pub(super) down: u32,
}

/// A table that is being laid out, row by row.
pub(super) struct Grid {
    row: Row,
    /// Where the next cell goes, unless it says so itself.
    column: u32,
    /// The last row in which a cell from above still covers a column, by column.
    covered: Vec<u32>,
    spreads: Spreads,
}

impl Grid {
    pub(super) fn new() -> Self {
        Self {
            row: Row::default(),
            column: 0,
            covered: Vec::new(),
            spreads: Spreads::new(Vec::new()),
        }
    }

    /// The number of the row that is being filled, or was filled last.
    pub(super) const fn number(&self) -> u32 {
        self.row.number
    }

    /// Begins the next row, or the one that is named; rows never go back.
    pub(super) fn begin(&mut self, named: Option<u32>) -> Result<(), ExchangeRefusal> {
        let next = self.row.number.saturating_add(1);
        let number = named.unwrap_or(next);
        if number < next {
            return Err(ExchangeRefusal::Damaged);
        }
        self.row = Row {
            number,
            ..Row::default()
        };
        self.column = 0;
        Ok(())
    }

    /// Leaves out columns that a cell from above reaches into, as a web page is laid out.
    pub(super) fn step_over_covered(&mut self) {
        let covers = |column: u32| {
            let last = self.covered.get(column as usize);
            last.is_some_and(|last| *last >= self.row.number)
        };
        while covers(self.column) {
            self.column += 1;
        }
    }

    /// Puts the next cell in the column it names, else after the one before.
    pub(super) fn put(
        &mut self,
        cell: Cell,
        named: Option<u32>,
        reach: Reach,
    ) -> Result<(), ExchangeRefusal> {
        let column = named.unwrap_or(self.column);
        self.column = column.saturating_add(reach.across).saturating_add(1);
        if cell.is_blank() && reach == Reach::default() {
            return Ok(());
        }
        let widest = (self.column as usize).min(COLUMNS_MAX);
        if reach.down > 0 {
            let last = self.row.number.saturating_add(reach.down);
            if self.covered.len() < widest {
                self.covered.resize(widest, 0);
            }
            let under = column as usize..widest;
            for covered in self.covered.get_mut(under).unwrap_or_default() {
                *covered = last;
            }
        }
        if cell.is_blank() {
            return Ok(());
        }
        if column as usize >= COLUMNS_MAX {
            return Err(ExchangeRefusal::TooLarge {
                what: Excess::Columns,
                limit: COLUMNS_MAX as u64,
            });
        }
        if reach != Reach::default() {
            let index = self.row.number.saturating_sub(1);
            let last = u32::try_from(widest.saturating_sub(1)).unwrap_or(column);
            let region = Dimensions {
                start: (index, column),
                end: (index.saturating_add(reach.down), last),
            };
            self.spreads.open(region, cell.clone());
        }
        let cells = &mut self.row.cells;
        if cells.len() <= column as usize {
            cells.resize(column as usize + 1, Cell::Empty);
        }
        if let Some(place) = cells.get_mut(column as usize) {
            *place = cell;
        }
        Ok(())
    }

    /// The row as it is seen.
    pub(super) fn end(&mut self) -> Row {
        let number = self.row.number;
        let row = std::mem::take(&mut self.row);
        self.row.number = number;
        self.spreads.apply(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_element_is_found_behind_what_stands_before_it() {
        for (text, name) in [
            ("<table>", "table"),
            (
                "\n<?xml version=\"1.0\"?>\n<ss:Workbook xmlns=\"x\">",
                "ss:Workbook",
            ),
            ("<!-- <b> --><!DOCTYPE html>\n<HTML>", "HTML"),
            ("导出结果 <div class=a>", "div"),
            ("<?xml", ""),
            ("没有", ""),
        ] {
            assert_eq!(root(text), name, "{text}");
        }
    }

    #[test]
    fn cells_flow_around_those_that_reach_down() {
        let mut grid = Grid::new();
        let text = |text: &str| Cell::Text(text.to_owned());
        let down = Reach { across: 1, down: 1 };
        grid.begin(None).expect("the first row");
        for (cell, reach) in [
            ("甲", Reach::default()),
            ("乙", down),
            ("丙", Reach::default()),
        ] {
            grid.step_over_covered();
            grid.put(text(cell), None, reach).expect("room");
        }
        assert_eq!(grid.end().cells, ["甲", "乙", "乙", "丙"].map(text));
        grid.begin(None).expect("the second row");
        for cell in ["丁", "戊"] {
            grid.step_over_covered();
            grid.put(text(cell), None, Reach::default()).expect("room");
        }
        let row = grid.end();
        assert_eq!(row.cells, ["丁", "乙", "乙", "戊"].map(text));
        assert_eq!(row.spread, [1, 2]);
        assert!(grid.begin(Some(2)).is_err(), "rows never go back");
    }
}
