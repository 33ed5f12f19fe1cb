//! Sheets of an `.xlsx`, cell by cell: never the whole range, which takes more than a gigabyte for a million rows.

use std::{
    collections::HashMap,
    fs::File,
    io::{BufReader, Seek},
};

use calamine::{DataRef, Dimensions, Reader, SheetVisible, Xlsx, XlsxError};

use super::{Cell, Flow, Row, Visit, kind::Merged};
use crate::{
    domain::calendar::Day,
    exchange::{
        limits::{COLUMNS_MAX, HEADER_ROWS_MAX},
        refusal::{Excess, ExchangeRefusal},
    },
};

/// Merged regions that are kept: more are nobody's handiwork.
const MERGES_MAX: usize = 400_000;

/// An opened workbook.
pub(super) struct Book {
    workbook: Xlsx<BufReader<File>>,
    merged: Merged,
    /// Merged regions by sheet, once looked for.
    merges: HashMap<String, Vec<Dimensions>>,
}

fn refusal(error: &XlsxError) -> ExchangeRefusal {
    match error {
        XlsxError::Password => ExchangeRefusal::Password,
        XlsxError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
            ExchangeRefusal::Unreadable(error.kind())
        }
        _ => ExchangeRefusal::Damaged,
    }
}

impl Book {
    /// Opens a workbook.
    pub(super) fn open(mut file: File, merged: Merged) -> Result<Self, ExchangeRefusal> {
        file.rewind()?;
        let reader = BufReader::with_capacity(1 << 16, file);
        let workbook = Xlsx::new(reader).map_err(|error| refusal(&error))?;
        Ok(Self {
            workbook,
            merged,
            merges: HashMap::new(),
        })
    }

    /// Names of the sheets a person can see.
    pub(super) fn sheets(&self) -> Vec<String> {
        self.workbook
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.visible == SheetVisible::Visible)
            .map(|sheet| sheet.name.clone())
            .collect()
    }

    /// Whether its days count from 1904.
    pub(super) fn counts_from_1904(&self) -> bool {
        self.workbook.has_1904_epoch()
    }

    fn merges(&mut self, sheet: &str) -> Result<Vec<Dimensions>, ExchangeRefusal> {
        if self.merged == Merged::Nowhere {
            return Ok(Vec::new());
        }
        if let Some(known) = self.merges.get(sheet) {
            return Ok(known.clone());
        }
        let found = self
            .workbook
            .merge_cells_by_sheet_name(sheet)
            .map_err(|error| refusal(&error))?;
        self.merges.insert(sheet.to_owned(), found.clone());
        Ok(found)
    }

    /// Hands the rows of a sheet to `visit`.
    pub(super) fn rows(
        &mut self,
        sheet: &str,
        visit: &mut Visit<'_>,
    ) -> Result<(), ExchangeRefusal> {
        let mut spreads = Spreads::new(self.merges(sheet)?);
        let mut cells = self
            .workbook
            .worksheet_cells_reader(sheet)
            .map_err(|error| refusal(&error))?;
        let mut row = Row::default();
        loop {
            let next = cells
                .next_cell_with_formula_metadata()
                .map_err(|error| refusal(&error))?;
            let number = next.as_ref().map(|cell| cell.pos.0.saturating_add(1));
            if row.number > 0 && number != Some(row.number) {
                if number.is_some_and(|number| number < row.number) {
                    return Err(ExchangeRefusal::Damaged);
                }
                let done = std::mem::take(&mut row);
                if visit(spreads.apply(done))? == Flow::Enough {
                    return Ok(());
                }
            }
            let (Some(cell), Some(number)) = (next, number) else {
                return Ok(());
            };
            row.number = number;
            let value = match taken(&cell.value) {
                Cell::Empty if cell.formula.is_some() => Cell::Unstored,
                value => value,
            };
            put(&mut row, cell.pos.1 as usize, value)?;
        }
    }
}

/// Puts a cell in its place; blank cells far to the right are formatting.
fn put(row: &mut Row, column: usize, value: Cell) -> Result<(), ExchangeRefusal> {
    if value == Cell::Empty {
        return Ok(());
    }
    if column >= COLUMNS_MAX {
        return Err(ExchangeRefusal::TooLarge {
            what: Excess::Columns,
            limit: COLUMNS_MAX as u64,
        });
    }
    if row.cells.len() <= column {
        row.cells.resize(column + 1, Cell::Empty);
    }
    if let Some(place) = row.cells.get_mut(column) {
        *place = value;
    }
    Ok(())
}

/// A value as we keep it. A number becomes its shortest digits, which is what the program that wrote it saw.
fn taken(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cell::Text(text.clone())
        }
        DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
        DataRef::Int(number) => Cell::Number(number.to_string()),
        DataRef::Float(number) => Cell::Number(number.to_string()),
        DataRef::Bool(true) => Cell::Text("是".to_owned()),
        DataRef::Bool(false) => Cell::Text("否".to_owned()),
        DataRef::DateTime(moment) => day(moment),
        DataRef::Error(_) => Cell::Failed,
    }
}

/// The day of a moment; the two systems of 1900 and 1904 are settled by the workbook.
pub(super) fn day(moment: &calamine::ExcelDateTime) -> Cell {
    let (year, month, day, ..) = moment.to_ymd_hms_milli();
    if moment.is_duration() || year <= 1899 {
        return Cell::NoDay;
    }
    Day::new(i32::from(year), u32::from(month), u32::from(day)).map_or(Cell::NoDay, Cell::Day)
}

/// Merged regions: what stands in their first cell is seen in all of them.
pub(super) struct Spreads {
    /// Regions to come, the nearest last.
    coming: Vec<Dimensions>,
    /// Regions that began, with what they show.
    open: Vec<(Dimensions, Cell)>,
}

impl Spreads {
    pub(super) fn new(mut regions: Vec<Dimensions>) -> Self {
        regions.truncate(MERGES_MAX);
        regions.retain(|region| (region.end.1 as usize) < COLUMNS_MAX);
        regions.sort_by_key(|region| std::cmp::Reverse(region.start));
        Self {
            coming: regions,
            open: Vec::new(),
        }
    }

    /// Adds a region whose first cell stands in the row that comes next.
    pub(super) fn open(&mut self, region: Dimensions, value: Cell) {
        self.open.push((region, value));
    }

    /// Fills a row from the regions it lies in: downwards anywhere, sideways only where headers can be.
    pub(super) fn apply(&mut self, mut row: Row) -> Row {
        let index = row.number.saturating_sub(1);
        self.open.retain(|(region, _)| region.end.0 >= index);
        while let Some(region) = self.coming.last().copied() {
            if region.start.0 > index {
                break;
            }
            self.coming.pop();
            if region.start.0 == index {
                let column = region.start.1 as usize;
                let value = row.cells.get(column).cloned().unwrap_or_default();
                self.open.push((region, value));
            }
        }
        for (region, value) in &self.open {
            if value.is_blank() {
                continue;
            }
            let last = if row.number <= HEADER_ROWS_MAX + 1 {
                region.end.1
            } else {
                region.start.1
            };
            for column in region.start.1..=last {
                if (index, column) != region.start {
                    fill(&mut row, column as usize, value);
                }
            }
        }
        row
    }
}

fn fill(row: &mut Row, column: usize, value: &Cell) {
    if row.cells.len() <= column {
        row.cells.resize(column + 1, Cell::Empty);
    }
    if let Some(place) = row.cells.get_mut(column)
        && place.is_blank()
    {
        *place = value.clone();
        row.spread.push(column);
    }
}
