//! Sheets of an XML workbook of Excel 2003 («XML 电子表格 2003»), which many systems write as `.xls`.
//!
//! Numbers keep the digits that stand there. Entities of a document's own are never expanded, and a file whose
//! elements do not close is refused: it was cut.

use std::{
    cell::Cell as Counter,
    io::{BufReader, Read},
};

use quick_xml::{
    Error, Reader,
    events::{BytesRef, BytesStart, Event},
};

use super::{
    Cell, Flow,
    markup::{Grid, Meet, Met, Reach, is_decimal, trouble},
};
use crate::{
    base::limits::IMPORT_ROWS_MAX,
    domain::calendar::Day,
    exchange::{
        limits::{ELEMENTS_DEEP_MAX, RUN_BYTES_MAX},
        refusal::{Excess, ExchangeRefusal},
    },
};

/// Digits that a floating number keeps; a longer one stands as it is, and was not made by Excel.
const EXACT_DIGITS: usize = 15;

/// Places the point may be moved by: no number of a list has half as many.
const EXPONENT_MAX: i32 = 100;

/// Goes through a workbook.
pub(super) fn pass(
    text: impl Read,
    since: &Counter<usize>,
    meet: &mut Meet<'_>,
) -> Result<(), ExchangeRefusal> {
    let mut reader = Reader::from_reader(BufReader::new(text));
    reader.config_mut().expand_empty_elements = true;
    let mut workbook = Workbook::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        since.set(0);
        let event = reader
            .read_event_into(&mut buffer)
            .map_err(|error| refusal(&error, workbook.grid.number()))?;
        let met = match event {
            Event::Start(start) => workbook.begin(&start)?,
            Event::End(end) => workbook.end(end.local_name().as_ref())?,
            Event::Text(text) => {
                workbook.text(&text.xml10_content())?;
                None
            }
            Event::CData(text) => {
                workbook.text(&text.xml10_content())?;
                None
            }
            Event::GeneralRef(reference) => {
                workbook.text(character(&reference)?.encode_utf8(&mut [0; 4]))?;
                None
            }
            Event::Eof if workbook.depth == 0 => return Ok(()),
            Event::Eof => return Err(ExchangeRefusal::Damaged),
            Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => None,
        };
        if let Some(met) = met
            && meet(met)? == Flow::Enough
        {
            return Ok(());
        }
    }
}

fn refusal(error: &Error, row: u32) -> ExchangeRefusal {
    match error {
        Error::Io(error) => trouble(error, row.max(1)),
        _ => ExchangeRefusal::Damaged,
    }
}

/// The character of a reference; whatever a document defines itself is no character.
fn character(reference: &BytesRef<'_>) -> Result<char, ExchangeRefusal> {
    match reference.as_ref() {
        "lt" => Ok('<'),
        "gt" => Ok('>'),
        "amp" => Ok('&'),
        "apos" => Ok('\''),
        "quot" => Ok('"'),
        _ => match reference.resolve_char_ref() {
            Ok(Some(one)) => Ok(one),
            Ok(None) | Err(_) => Err(ExchangeRefusal::Damaged),
        },
    }
}

/// The kind of value that a cell says it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Type {
    #[default]
    Text,
    Number,
    Moment,
    Truth,
    Failed,
}

/// What the text that comes next belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Within {
    Data,
    Visible,
    #[default]
    Nothing,
}

/// A cell that is open.
#[derive(Default)]
struct Pending {
    named: Option<u32>,
    reach: Reach,
    formula: bool,
    kind: Type,
    text: String,
}

/// Where in a workbook one is.
struct Workbook {
    depth: usize,
    sheets: usize,
    grid: Grid,
    cell: Option<Pending>,
    within: Within,
    visible: String,
}

impl Default for Workbook {
    fn default() -> Self {
        Self {
            depth: 0,
            sheets: 0,
            grid: Grid::new(),
            cell: None,
            within: Within::Nothing,
            visible: String::new(),
        }
    }
}

impl Workbook {
    fn begin(&mut self, start: &BytesStart<'_>) -> Result<Option<Met>, ExchangeRefusal> {
        self.depth += 1;
        if self.depth > ELEMENTS_DEEP_MAX {
            return Err(ExchangeRefusal::TooLarge {
                what: Excess::Depth,
                limit: ELEMENTS_DEEP_MAX as u64,
            });
        }
        match start.local_name().as_ref() {
            "Worksheet" => {
                self.sheets += 1;
                self.grid = Grid::new();
                let name = attribute(start, "Name")?;
                return Ok(Some(Met::Table { name }));
            }
            "Row" => {
                let index = number(start, "Index")?;
                self.grid.begin(index)?;
                within_rows(self.grid.number())?;
            }
            "Cell" => {
                let index = number(start, "Index")?;
                self.cell = Some(Pending {
                    named: index.map(|index| index.saturating_sub(1)),
                    reach: Reach {
                        across: number(start, "MergeAcross")?.unwrap_or(0),
                        down: number(start, "MergeDown")?.unwrap_or(0),
                    },
                    formula: attribute(start, "Formula")?.is_some(),
                    ..Pending::default()
                });
            }
            "Data" => {
                let kind = attribute(start, "Type")?;
                if let Some(cell) = &mut self.cell {
                    self.within = Within::Data;
                    cell.kind = match kind.as_deref() {
                        Some("Number") => Type::Number,
                        Some("DateTime") => Type::Moment,
                        Some("Boolean") => Type::Truth,
                        Some("Error") => Type::Failed,
                        Some(_) | None => Type::Text,
                    };
                }
            }
            "Visible" => {
                self.within = Within::Visible;
                self.visible.clear();
            }
            "Date1904" => return Ok(Some(Met::From1904)),
            _ => {}
        }
        Ok(None)
    }

    fn end(&mut self, name: &str) -> Result<Option<Met>, ExchangeRefusal> {
        self.depth = self.depth.saturating_sub(1);
        match name {
            "Row" => {
                let Some(table) = self.sheets.checked_sub(1) else {
                    return Ok(None);
                };
                let row = self.grid.end();
                return Ok(Some(Met::Row { table, row }));
            }
            "Cell" => {
                if let Some(cell) = self.cell.take() {
                    let (named, reach) = (cell.named, cell.reach);
                    self.grid.put(cell.value(), named, reach)?;
                }
            }
            "Data" => self.within = Within::Nothing,
            "Visible" => {
                self.within = Within::Nothing;
                if matches!(self.visible.trim(), "SheetHidden" | "SheetVeryHidden") {
                    return Ok(Some(Met::Hidden));
                }
            }
            _ => {}
        }
        Ok(None)
    }

    fn text(&mut self, text: &str) -> Result<(), ExchangeRefusal> {
        let kept = match (self.within, &mut self.cell) {
            (Within::Data, Some(cell)) => &mut cell.text,
            (Within::Visible, _) => &mut self.visible,
            (Within::Data, None) | (Within::Nothing, _) => return Ok(()),
        };
        kept.push_str(text);
        if kept.len() > RUN_BYTES_MAX {
            let row = self.grid.number();
            return Err(ExchangeRefusal::RowTooLong { row });
        }
        Ok(())
    }
}

fn within_rows(number: u32) -> Result<(), ExchangeRefusal> {
    if number as usize > IMPORT_ROWS_MAX {
        return Err(ExchangeRefusal::TooLarge {
            what: Excess::Rows,
            limit: IMPORT_ROWS_MAX as u64,
        });
    }
    Ok(())
}

/// An attribute by its name without prefix. Twins are not looked for: that would take long where there are many.
fn attribute(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, ExchangeRefusal> {
    for found in start.attributes().with_checks(false) {
        let found = found.map_err(|_| ExchangeRefusal::Damaged)?;
        if found.key.local_name().as_ref() == name {
            let value = found
                .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                .map_err(|_| ExchangeRefusal::Damaged)?;
            return Ok(Some(value.into_owned()));
        }
    }
    Ok(None)
}

fn number(start: &BytesStart<'_>, name: &str) -> Result<Option<u32>, ExchangeRefusal> {
    attribute(start, name)?
        .map(|text| text.trim().parse().map_err(|_| ExchangeRefusal::Damaged))
        .transpose()
}

impl Pending {
    fn value(self) -> Cell {
        let text = self.text;
        if text.is_empty() {
            return match self.kind {
                Type::Failed => Cell::Failed,
                Type::Text | Type::Number | Type::Moment | Type::Truth if self.formula => {
                    Cell::Unstored
                }
                Type::Text | Type::Number | Type::Moment | Type::Truth => Cell::Empty,
            };
        }
        match self.kind {
            Type::Text => Cell::Text(text),
            Type::Number => digits(text.trim()),
            Type::Moment => day(text.trim()),
            Type::Truth if text.trim() == "1" => Cell::Text("是".to_owned()),
            Type::Truth => Cell::Text("否".to_owned()),
            Type::Failed => Cell::Failed,
        }
    }
}

/// A number as it stands; one with an exponent, as Excel writes long ones, is spelt out. Whole digits without an
/// exponent were never rounded.
fn digits(text: &str) -> Cell {
    let whole = text.bytes().all(|byte| byte.is_ascii_digit());
    if whole && text.len() > EXACT_DIGITS {
        return Cell::Text(text.to_owned());
    }
    let number = match text.split_once(['E', 'e']) {
        Some((mantissa, exponent)) => spelt_out(mantissa, exponent),
        None => is_decimal(text).then(|| text.to_owned()),
    };
    number.map_or_else(|| Cell::Text(text.to_owned()), Cell::Number)
}

/// Moves the point of a number by its exponent.
fn spelt_out(mantissa: &str, exponent: &str) -> Option<String> {
    let exponent: i32 = exponent.parse().ok()?;
    if !is_decimal(mantissa) || exponent.abs() > EXPONENT_MAX {
        return None;
    }
    let (sign, bare) = match mantissa.strip_prefix('-') {
        Some(bare) => ("-", bare),
        None => ("", mantissa),
    };
    let (whole, decimals) = bare.split_once('.').unwrap_or((bare, ""));
    let zeros = "0".repeat(usize::try_from(exponent.unsigned_abs()).ok()?);
    let (whole, decimals) = if exponent >= 0 {
        let moved = format!("{decimals}{zeros}");
        let (moved, rest) = moved.split_at_checked(zeros.len())?;
        (format!("{whole}{moved}"), rest.to_owned())
    } else {
        let moved = format!("{zeros}{whole}");
        let (rest, moved) = moved.split_at_checked(whole.len())?;
        (rest.to_owned(), format!("{moved}{decimals}"))
    };
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let decimals = decimals.trim_end_matches('0');
    let point = if decimals.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{decimals}"))
}

/// `1958-03-07T00:00:00.000`; a mere time of day carries the day before the first.
fn day(text: &str) -> Cell {
    let day = text.get(..10).and_then(|day| day.parse::<Day>().ok());
    match day {
        Some(day) if day.year() > 1899 => Cell::Day(day),
        Some(_) | None => Cell::NoDay,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &str = "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"";

    fn read(rows: &str) -> (Vec<super::super::Row>, Result<(), ExchangeRefusal>) {
        let book = format!(
            "<?xml version=\"1.0\" encoding=\"GB2312\"?><?mso-application progid=\"Excel.Sheet\"?>\
             <Workbook {NAMES}><Worksheet ss:Name=\"名册\"><Table>{rows}</Table></Worksheet></Workbook>"
        );
        let mut found = Vec::new();
        let end = pass(book.as_bytes(), &Counter::new(0), &mut |met| {
            if let Met::Row { row, .. } = met {
                found.push(row);
            }
            Ok(Flow::More)
        });
        (found, end)
    }

    fn cell(kind: &str, value: &str) -> Cell {
        let row = format!(
            "<Row><Cell ss:Index=\"2\"><Data ss:Type=\"{kind}\">{value}</Data></Cell></Row>"
        );
        let (rows, end) = read(&row);
        assert!(end.is_ok());
        rows[0].cells.get(1).cloned().unwrap_or_default()
    }

    #[test]
    fn values_keep_what_stands_there() {
        let text = |text: &str| Cell::Text(text.to_owned());
        let number = |text: &str| Cell::Number(text.to_owned());
        assert_eq!(
            cell("String", "李&#10;明 &amp; <B>甲</B>"),
            text("李\n明 & 甲")
        );
        assert_eq!(cell("String", "<![CDATA[<乙>]]>"), text("<乙>"));
        assert_eq!(
            cell("Number", "340304196504019930"),
            text("340304196504019930")
        );
        assert_eq!(
            cell("Number", "3.4030419650401901E+17"),
            number("340304196504019010"),
        );
        assert_eq!(cell("Number", "1868.5"), number("1868.5"));
        assert_eq!(
            cell("DateTime", "1958-03-07T00:00:00.000"),
            Cell::Day(Day::new(1958, 3, 7).expect("a day"))
        );
        assert_eq!(cell("DateTime", "1899-12-31T08:00:00.000"), Cell::NoDay);
        assert_eq!(cell("Boolean", "1"), text("是"));
        assert_eq!(cell("Error", "#N/A"), Cell::Failed);
    }

    #[test]
    fn numbers_with_an_exponent_are_spelt_out() {
        for (mantissa, exponent, number) in [
            ("1.8685", "3", "1868.5"),
            ("1.8685", "+6", "1868500"),
            ("-18685", "-1", "-1868.5"),
            ("5", "-3", "0.005"),
            ("0", "0", "0"),
        ] {
            assert_eq!(spelt_out(mantissa, exponent).as_deref(), Some(number));
        }
        for (mantissa, exponent) in [("1", "101"), ("", "1"), ("1.2.3", "1"), ("1", "")] {
            assert_eq!(spelt_out(mantissa, exponent), None);
        }
    }

    #[test]
    fn places_are_counted_from_what_a_cell_says_of_itself() {
        let (rows, end) = read(
            "<Row ss:Index=\"3\"><Cell ss:MergeDown=\"1\"><Data ss:Type=\"String\">H1</Data></Cell>\
             <Cell ss:MergeAcross=\"1\"><Data ss:Type=\"String\">甲</Data></Cell>\
             <Cell ss:Formula=\"=SUM(R1C1)\"/></Row>\
             <Row><Cell ss:Index=\"3\"><Data ss:Type=\"String\">乙</Data></Cell></Row>",
        );
        assert!(end.is_ok());
        let words = |row: &super::super::Row| row.cells.iter().map(Cell::words).collect::<Vec<_>>();
        assert_eq!((rows[0].number, rows[1].number), (3, 4));
        assert_eq!(words(&rows[0]), ["H1", "甲", "甲", ""]);
        assert_eq!(rows[0].cells[3], Cell::Unstored);
        assert_eq!(words(&rows[1]), ["H1", "", "乙"]);
    }

    #[test]
    fn entities_of_its_own_deep_nests_and_cut_files_are_refused() {
        let (_, end) = read("<Row><Cell><Data>&lol;</Data></Cell></Row>");
        assert!(matches!(end, Err(ExchangeRefusal::Damaged)));
        let (_, end) = read(&"<a>".repeat(1_000));
        assert!(matches!(
            end,
            Err(ExchangeRefusal::TooLarge {
                what: Excess::Depth,
                ..
            })
        ));
        let (_, end) = read("<Row><Cell>");
        assert!(matches!(end, Err(ExchangeRefusal::Damaged)));
        let (_, end) = read("<Row ss:Index=\"2\"/><Row ss:Index=\"1\"/>");
        assert!(matches!(end, Err(ExchangeRefusal::Damaged)));
    }
}
