//! One cell, or the rows of one file, read without an office: the door for the laws under `tests/laws` and for
//! fuzzing, which must reach the parsers of foreign bytes one by one.
//!
//! Nothing in the program calls it; it adds nothing to what it opens.

use std::path::Path;

use super::{
    cells::{self, Mended},
    reading::{Cell, Epoch, Flow, Source},
    refusal::ExchangeRefusal,
    row::RowCode,
};
use crate::domain::{
    calendar::{Day, Month},
    identity::IdNumber,
    money::Fen,
};

/// What a cell was read as; `None` where it says nothing; else the code of what is wrong with it.
pub type Read<T> = Result<Option<T>, &'static str>;

fn read<T>(
    text: &str,
    as_what: impl FnOnce(&Cell, &mut Mended) -> Result<Option<T>, RowCode>,
) -> Read<T> {
    as_what(&Cell::Text(text.to_owned()), &mut Mended::new()).map_err(RowCode::name)
}

/// A cell as text.
pub fn text(cell: &str) -> Read<String> {
    read(cell, cells::text)
}

/// A cell as the name of a person.
pub fn name(cell: &str) -> Read<String> {
    read(cell, cells::name)
}

/// A cell as an ID number.
pub fn id(cell: &str, today: Day) -> Read<IdNumber> {
    read(cell, |cell, mended| cells::id(cell, today, mended))
}

/// A cell as a day.
pub fn day(cell: &str) -> Read<Day> {
    read(cell, |cell, mended| cells::day(cell, Epoch::Y1900, mended))
}

/// A cell that holds a number, as a day.
pub fn serial_day(digits: &str) -> Read<Day> {
    let cell = Cell::Number(digits.to_owned());
    cells::day(&cell, Epoch::Y1900, &mut Mended::new()).map_err(RowCode::name)
}

/// A cell as a month.
pub fn month(cell: &str) -> Read<Month> {
    read(cell, |cell, mended| {
        cells::month(cell, Epoch::Y1900, mended)
    })
}

/// A cell as an amount of money in yuan.
pub fn amount(cell: &str) -> Read<Fen> {
    read(cell, |cell, mended| cells::amount(cell, 1, mended))
}

/// A cell as a count.
pub fn count(cell: &str) -> Read<u32> {
    read(cell, cells::number)
}

/// The rows of the first table of a file: number and cells of each.
///
/// # Errors
/// [`ExchangeRefusal`] where the file is none that is read.
pub fn rows(path: &Path) -> Result<Vec<(u32, Vec<String>)>, ExchangeRefusal> {
    let mut source = Source::open(path)?;
    let mut rows = Vec::new();
    let Some(table) = source.tables()?.into_iter().next() else {
        return Ok(rows);
    };
    source.rows(&table, &mut |row| {
        rows.push((row.number, row.cells.iter().map(Cell::words).collect()));
        Ok(Flow::More)
    })?;
    Ok(rows)
}
