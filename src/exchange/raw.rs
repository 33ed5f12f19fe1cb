//! Rows of a file kept as small as they came, so that a million of them fit while all of the file is read.
//!
//! Only columns that mean something are kept. A row comes out as it went in, and is read anew when its household
//! is judged: that costs a second, and saves most of a gigabyte.

use super::{
    layout::Header,
    reading::{Cell, Row},
};

/// Ends a row.
const END: u16 = u16::MAX;
/// Marks a cell that only shows what is merged into it.
const SPREAD: u8 = 0x80;

/// Rows, one after the other.
#[derive(Debug, Default)]
pub(crate) struct RawRows {
    bytes: Vec<u8>,
}

impl RawRows {
    /// Keeps a row; answers where it stands.
    pub(crate) fn keep(&mut self, row: &Row, header: &Header) -> usize {
        let at = self.bytes.len();
        self.bytes.extend(row.number.to_le_bytes());
        for (place, cell) in row.cells.iter().enumerate() {
            let meant = header.columns.get(place).is_some_and(Option::is_some);
            if meant && *cell != Cell::Empty {
                let spread = row.spread.contains(&place);
                self.keep_cell(u16::try_from(place).unwrap_or(END - 1), cell, spread);
            }
        }
        self.bytes.extend(END.to_le_bytes());
        at
    }

    fn keep_cell(&mut self, place: u16, cell: &Cell, spread: bool) {
        let (kind, text) = match cell {
            Cell::Text(text) => (0, text.clone()),
            Cell::Number(digits) => (1, digits.clone()),
            Cell::Day(day) => (2, day.to_string()),
            Cell::NoDay => (3, String::new()),
            Cell::Failed => (4, String::new()),
            Cell::Unstored | Cell::Empty => (5, String::new()),
        };
        self.bytes.extend(place.to_le_bytes());
        self.bytes.push(if spread { kind | SPREAD } else { kind });
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        self.bytes.extend(length.to_le_bytes());
        self.bytes.extend(text.as_bytes());
    }

    /// The row that stands there; `None` where none does.
    pub(crate) fn row(&self, at: usize) -> Option<Row> {
        let mut rest = self.bytes.get(at..)?;
        let number = u32::from_le_bytes(*taken::<4>(&mut rest)?);
        let mut row = Row {
            number,
            ..Row::default()
        };
        loop {
            let place = u16::from_le_bytes(*taken::<2>(&mut rest)?);
            if place == END {
                return Some(row);
            }
            let [kind] = *taken::<1>(&mut rest)?;
            let length = u32::from_le_bytes(*taken::<4>(&mut rest)?);
            let (text, after) = rest.split_at_checked(usize::try_from(length).ok()?)?;
            rest = after;
            let place = usize::from(place);
            row.cells.resize(place, Cell::Empty);
            row.cells
                .push(cell(kind & !SPREAD, std::str::from_utf8(text).ok()?)?);
            if kind & SPREAD != 0 {
                row.spread.push(place);
            }
        }
    }
}

fn cell(kind: u8, text: &str) -> Option<Cell> {
    Some(match kind {
        0 => Cell::Text(text.to_owned()),
        1 => Cell::Number(text.to_owned()),
        2 => Cell::Day(text.parse().ok()?),
        3 => Cell::NoDay,
        4 => Cell::Failed,
        5 => Cell::Unstored,
        _ => return None,
    })
}

/// Takes so many bytes off the front.
fn taken<'b, const N: usize>(rest: &mut &'b [u8]) -> Option<&'b [u8; N]> {
    let (front, after) = rest.split_first_chunk::<N>()?;
    *rest = after;
    Some(front)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{domain::calendar::Day, exchange::mapping::Mapping};

    #[test]
    fn a_row_comes_out_as_it_went_in() {
        let head = Row {
            number: 1,
            cells: [
                "姓名",
                "身份证号",
                "出生日期",
                "血型",
                "月保障金",
                "家庭人口",
                "备注",
            ]
            .map(|text| Cell::Text(text.to_owned()))
            .to_vec(),
            spread: Vec::new(),
        };
        let header = Header::find(&[head], &Mapping::load(None).expect("good")).expect("a header");
        let mut rows = RawRows::default();
        let row = |number| Row {
            number,
            cells: vec![
                Cell::Text("𠮷田·甲".to_owned()),
                Cell::Number("340304650101993".to_owned()),
                Cell::Day(Day::new(1965, 1, 1).expect("a day")),
                Cell::Empty,
                Cell::Failed,
                Cell::Unstored,
                Cell::NoDay,
            ],
            spread: vec![4],
        };
        let first = rows.keep(&row(7), &header);
        let second = rows.keep(&row(1_048_576), &header);
        assert_eq!(rows.row(first), Some(row(7)));
        assert_eq!(rows.row(second), Some(row(1_048_576)));
        assert_eq!(rows.row(second + 1_000), None);
    }
}
