//! Sheets of `.xls` and `.ods`, which are read whole: their limits are lower.

use std::{
    fs::File,
    io::{BufReader, Seek},
};

use calamine::{Data, Dimensions, Ods, OdsError, Range, Reader, SheetVisible, Xls, XlsError};

use super::{
    Cell, Flow, Row, Visit,
    kind::Kind,
    xlsx::{Spreads, day},
};
use crate::exchange::refusal::{Excess, ExchangeRefusal};

fn xls(file: &mut File) -> Result<Xls<BufReader<&mut File>>, ExchangeRefusal> {
    file.rewind()?;
    Xls::new(BufReader::new(file)).map_err(|error| match error {
        XlsError::Password => ExchangeRefusal::Password,
        _ => ExchangeRefusal::Damaged,
    })
}

fn ods(file: &mut File) -> Result<Ods<BufReader<&mut File>>, ExchangeRefusal> {
    file.rewind()?;
    Ods::new(BufReader::new(file)).map_err(|error| match error {
        OdsError::Password => ExchangeRefusal::Password,
        OdsError::CellLimitExceeded { max, .. } => ExchangeRefusal::TooLarge {
            what: Excess::Cells,
            limit: max as u64,
        },
        _ => ExchangeRefusal::Damaged,
    })
}

/// Names of the sheets a person can see.
pub(super) fn sheets(file: &mut File, kind: Kind) -> Result<Vec<String>, ExchangeRefusal> {
    let all = if kind == Kind::Xls {
        xls(file)?.sheets_metadata().to_vec()
    } else {
        ods(file)?.sheets_metadata().to_vec()
    };
    Ok(all
        .into_iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name)
        .collect())
}

/// Hands the rows of a sheet to `visit`.
pub(super) fn rows(
    file: &mut File,
    kind: Kind,
    sheet: &str,
    visit: &mut Visit<'_>,
) -> Result<(), ExchangeRefusal> {
    let (range, formulas, merges) = if kind == Kind::Xls {
        let mut workbook = xls(file)?;
        let range = workbook
            .worksheet_range(sheet)
            .map_err(|_| ExchangeRefusal::Damaged)?;
        let merges = workbook
            .merge_cells_by_sheet_name(sheet)
            .unwrap_or_default();
        (range, workbook.worksheet_formula(sheet).ok(), merges)
    } else {
        let mut workbook = ods(file)?;
        let range = workbook
            .worksheet_range(sheet)
            .map_err(|_| ExchangeRefusal::Damaged)?;
        (range, workbook.worksheet_formula(sheet).ok(), Vec::new())
    };
    hand_out(&range, formulas.as_ref(), merges, visit)
}

fn hand_out(
    range: &Range<Data>,
    formulas: Option<&Range<String>>,
    merges: Vec<Dimensions>,
    visit: &mut Visit<'_>,
) -> Result<(), ExchangeRefusal> {
    let Some((first_row, first_column)) = range.start() else {
        return Ok(());
    };
    let mut spreads = Spreads::new(merges);
    for (place, cells) in range.rows().enumerate() {
        let index = first_row.saturating_add(u32::try_from(place).unwrap_or(u32::MAX));
        let mut row = Row {
            number: index.saturating_add(1),
            cells: vec![Cell::Empty; first_column as usize],
            spread: Vec::new(),
        };
        for (column, value) in (first_column..).zip(cells) {
            let formula = formulas
                .and_then(|all| all.get_value((index, column)))
                .is_some_and(|text| !text.is_empty());
            row.cells.push(match taken(value) {
                Cell::Empty if formula => Cell::Unstored,
                value => value,
            });
        }
        if row.is_blank() && row.cells.iter().all(Cell::is_blank) {
            row.cells.clear();
        }
        if visit(spreads.apply(row))? == Flow::Enough {
            return Ok(());
        }
    }
    Ok(())
}

fn taken(value: &Data) -> Cell {
    match value {
        Data::Empty => Cell::Empty,
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            Cell::Text(text.clone())
        }
        Data::Int(number) => Cell::Number(number.to_string()),
        Data::Float(number) => Cell::Number(number.to_string()),
        Data::Bool(true) => Cell::Text("是".to_owned()),
        Data::Bool(false) => Cell::Text("否".to_owned()),
        Data::DateTime(moment) => day(moment),
        Data::Error(_) => Cell::Failed,
    }
}
