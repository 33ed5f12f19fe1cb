//! Tables of a web page, as web systems save them under the name of a workbook.
//!
//! The page is cut into tags and text as a browser would; scripts, styles and everything outside tables is left
//! out. A cell is what stands in it: a number is its text, so that an ID number is what it looks like. Tables within
//! tables stand for themselves. A page that ends within a table was cut, and is refused.

use std::{cell::Cell as Counter, io::Read};

use html5gum::{
    IoReader, Span, Tokenizer,
    emitters::callback::{CallbackEmitter, CallbackEvent},
};

use super::{
    Cell, Flow,
    markup::{Grid, Meet, Met, Reach, is_decimal, trouble},
};
use crate::{
    base::limits::IMPORT_ROWS_MAX,
    exchange::{
        limits::{RUN_BYTES_MAX, TABLES_DEEP_MAX},
        refusal::{Excess, ExchangeRefusal},
    },
};

/// Columns and rows a cell may reach over, as the standard has it.
const ACROSS_MAX: u32 = 1_000;
const DOWN_MAX: u32 = 65_534;

/// Elements whose text nobody sees.
const UNSEEN: &[&[u8]] = &[
    b"script",
    b"style",
    b"title",
    b"noscript",
    b"iframe",
    b"noembed",
    b"xmp",
    b"textarea",
];

/// Elements that begin on a new line.
const BLOCKS: &[&[u8]] = &[b"br", b"p", b"div", b"li"];

/// Goes through a page.
pub(super) fn pass(
    text: impl Read,
    since: &Counter<usize>,
    meet: &mut Meet<'_>,
) -> Result<(), ExchangeRefusal> {
    let mut page = Page::default();
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| {
        since.set(0);
        page.take(&event).transpose()
    });
    emitter.naively_switch_states(true);
    for met in Tokenizer::new_with_emitter(IoReader::new(text), emitter) {
        let met = met.map_err(|error| trouble(&error, 1))?;
        if meet(met?)? == Flow::Enough {
            return Ok(());
        }
    }
    if page.open.is_empty() {
        Ok(())
    } else {
        Err(ExchangeRefusal::Damaged)
    }
}

/// A tag that matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Tag {
    Table,
    Row,
    Cell,
    Block,
    Unseen,
    #[default]
    Other,
}

impl Tag {
    fn of(name: &[u8]) -> Self {
        match name {
            b"table" => Self::Table,
            b"tr" => Self::Row,
            b"td" | b"th" => Self::Cell,
            name if BLOCKS.contains(&name) => Self::Block,
            name if UNSEEN.contains(&name) => Self::Unseen,
            _ => Self::Other,
        }
    }
}

/// An attribute that matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Attribute {
    Across,
    Down,
    /// The number behind a figure that a spreadsheet program has rounded for show.
    Number,
    #[default]
    Other,
}

/// A cell that is open.
#[derive(Default)]
struct Pending {
    text: String,
    number: String,
    reach: Reach,
}

/// A table that is open.
struct Open {
    /// Its place among all tables.
    table: usize,
    grid: Grid,
    in_row: bool,
    cell: Option<Pending>,
}

/// Where in a page one is.
#[derive(Default)]
struct Page {
    tables: usize,
    open: Vec<Open>,
    tag: Tag,
    attribute: Attribute,
    /// The cell that a start tag is about.
    coming: Pending,
    unseen: bool,
}

impl Page {
    fn take(&mut self, event: &CallbackEvent<'_>) -> Result<Option<Met>, ExchangeRefusal> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Tag::of(name);
                self.attribute = Attribute::Other;
                self.coming = Pending::default();
                Ok(None)
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute = match *name {
                    b"colspan" => Attribute::Across,
                    b"rowspan" => Attribute::Down,
                    b"x:num" => Attribute::Number,
                    _ => Attribute::Other,
                };
                Ok(None)
            }
            CallbackEvent::AttributeValue { value } => {
                self.attribute(&String::from_utf8_lossy(value));
                Ok(None)
            }
            CallbackEvent::CloseStartTag { .. } => self.begin(),
            CallbackEvent::EndTag { name } => self.end(Tag::of(name)),
            CallbackEvent::String { value } => {
                // The text below is decoded already, so this never loses a byte.
                self.text(&String::from_utf8_lossy(value))?;
                Ok(None)
            }
            CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => Ok(None),
        }
    }

    fn attribute(&mut self, value: &str) {
        let count = || value.trim().parse::<u32>().ok();
        match self.attribute {
            Attribute::Across => {
                let columns = count().unwrap_or(1).clamp(1, ACROSS_MAX);
                self.coming.reach.across = columns - 1;
            }
            // None means all that follow.
            Attribute::Down => {
                let rows = count().unwrap_or(1);
                let rows = if rows == 0 {
                    DOWN_MAX
                } else {
                    rows.min(DOWN_MAX)
                };
                self.coming.reach.down = rows - 1;
            }
            Attribute::Number => value.trim().clone_into(&mut self.coming.number),
            Attribute::Other => {}
        }
    }

    fn begin(&mut self) -> Result<Option<Met>, ExchangeRefusal> {
        match self.tag {
            Tag::Table => return self.begin_table().map(Some),
            Tag::Row => {
                let done = self.end_row()?;
                if let Some(open) = self.open.last_mut() {
                    begin_row(open)?;
                }
                return Ok(done);
            }
            Tag::Cell => {
                self.end_cell()?;
                let coming = std::mem::take(&mut self.coming);
                if let Some(open) = self.open.last_mut() {
                    if !open.in_row {
                        begin_row(open)?;
                    }
                    open.cell = Some(coming);
                }
            }
            Tag::Block => self.text("\n")?,
            Tag::Unseen => self.unseen = true,
            Tag::Other => {}
        }
        Ok(None)
    }

    fn begin_table(&mut self) -> Result<Met, ExchangeRefusal> {
        if self.open.len() >= TABLES_DEEP_MAX {
            return Err(ExchangeRefusal::TooLarge {
                what: Excess::Depth,
                limit: TABLES_DEEP_MAX as u64,
            });
        }
        self.open.push(Open {
            table: self.tables,
            grid: Grid::new(),
            in_row: false,
            cell: None,
        });
        self.tables += 1;
        Ok(Met::Table { name: None })
    }

    fn end(&mut self, tag: Tag) -> Result<Option<Met>, ExchangeRefusal> {
        match tag {
            Tag::Table => {
                let done = self.end_row()?;
                self.open.pop();
                return Ok(done);
            }
            Tag::Row => return self.end_row(),
            Tag::Cell => self.end_cell()?,
            Tag::Unseen => self.unseen = false,
            Tag::Block | Tag::Other => {}
        }
        Ok(None)
    }

    fn end_cell(&mut self) -> Result<(), ExchangeRefusal> {
        let Some(open) = self.open.last_mut() else {
            return Ok(());
        };
        let Some(pending) = open.cell.take() else {
            return Ok(());
        };
        open.grid.step_over_covered();
        let reach = pending.reach;
        open.grid.put(pending.cell(), None, reach)
    }

    fn end_row(&mut self) -> Result<Option<Met>, ExchangeRefusal> {
        self.end_cell()?;
        let Some(open) = self.open.last_mut().filter(|open| open.in_row) else {
            return Ok(None);
        };
        open.in_row = false;
        Ok(Some(Met::Row {
            table: open.table,
            row: open.grid.end(),
        }))
    }

    /// Takes text into the innermost cell; blanks run together as on the screen.
    fn text(&mut self, text: &str) -> Result<(), ExchangeRefusal> {
        if self.unseen {
            return Ok(());
        }
        let Some(open) = self.open.last_mut() else {
            return Ok(());
        };
        let row = open.grid.number();
        let Some(cell) = &mut open.cell else {
            return Ok(());
        };
        if text == "\n" {
            cell.text.push('\n');
            return Ok(());
        }
        for one in text.chars() {
            if !one.is_ascii_whitespace() {
                cell.text.push(one);
            } else if !cell.text.ends_with([' ', '\n']) {
                cell.text.push(' ');
            }
        }
        if cell.text.len() > RUN_BYTES_MAX {
            return Err(ExchangeRefusal::RowTooLong { row });
        }
        Ok(())
    }
}

fn begin_row(open: &mut Open) -> Result<(), ExchangeRefusal> {
    open.grid.begin(None)?;
    open.in_row = true;
    if open.grid.number() as usize > IMPORT_ROWS_MAX {
        return Err(ExchangeRefusal::TooLarge {
            what: Excess::Rows,
            limit: IMPORT_ROWS_MAX as u64,
        });
    }
    Ok(())
}

impl Pending {
    fn cell(self) -> Cell {
        let text = self
            .text
            .trim_matches(|one: char| one.is_ascii_whitespace());
        if text.is_empty() {
            return Cell::Empty;
        }
        if is_decimal(&self.number) && is_decimal(&text.replace(',', "")) {
            return Cell::Number(self.number);
        }
        Cell::Text(text.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows by table, cells joined by bars; whether the page was taken to its end.
    fn read(page: &str) -> (Vec<Vec<String>>, Result<(), ExchangeRefusal>) {
        let mut tables: Vec<Vec<String>> = Vec::new();
        let end = pass(page.as_bytes(), &Counter::new(0), &mut |met| {
            match met {
                Met::Table { .. } => tables.push(Vec::new()),
                Met::Row { table, row } => {
                    let cells: Vec<String> = row.cells.iter().map(Cell::words).collect();
                    tables[table].push(cells.join("|"));
                }
                Met::Hidden | Met::From1904 => {}
            }
            Ok(Flow::More)
        });
        (tables, end)
    }

    #[test]
    fn a_page_is_read_as_a_browser_shows_it() {
        let (tables, end) = read(
            "<!DOCTYPE html><style>td{a:b}</style><script>if (a<b) '<table><tr><td>x'</script>\
             <TABLE border=1><tr><th>姓名<th>身份证号&nbsp;<tbody>\
             <tr><td> 李\n  国才<br>(户主)</td><td style=\"mso-number-format:'\\@'\">34&lt;0&#53;</td></tr>\
             <tr><td>a&amp;b<!-- <td>c --><span>d</span></tr></table>",
        );
        assert!(end.is_ok());
        assert_eq!(
            tables,
            [["姓名|身份证号\u{a0}", "李 国才\n(户主)|34<05", "a&bd"]]
        );
    }

    #[test]
    fn tables_within_tables_stand_for_themselves() {
        let (tables, end) = read(
            "<table><tr><td>外<table><tr><td>内<td>1</table>边<td>后</table><table><tr><td>旁</table>",
        );
        assert!(end.is_ok());
        assert_eq!(tables, [vec!["外边|后"], vec!["内|1"], vec!["旁"]]);
    }

    #[test]
    fn merged_cells_show_below_what_stands_in_them() {
        let (tables, _) = read(
            "<table><tr><td rowspan=2>H1<td>甲<td colspan=2>乙<tr><td>丙<td>丁<td>戊\
             <tr><td rowspan=0>H2<td>己<tr><td>庚</table>",
        );
        assert_eq!(tables, [["H1|甲|乙|乙", "H1|丙|丁|戊", "H2|己", "H2|庚"]]);
    }

    #[test]
    fn the_number_behind_a_rounded_figure_is_taken_and_a_date_stays_as_it_is_shown() {
        let (tables, _) = read(
            "<table><tr><td x:num=\"1868.33\">1,868<td x:num=\"21251\">1958年3月7日<td x:num>722</table>",
        );
        assert_eq!(tables, [["1868.33|1958年3月7日|722"]]);
    }

    #[test]
    fn a_page_that_ends_within_a_table_was_cut() {
        for page in ["<table><tr><td>甲</td></tr>", "<table", "<table><tr><td>"] {
            let (_, end) = read(page);
            let cut = matches!(end, Err(ExchangeRefusal::Damaged));
            assert_eq!(cut, page.contains("<table>"), "{page}");
        }
    }
}
