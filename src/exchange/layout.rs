//! Where the table begins and what its columns are: title rows above, one or two lines of header, one row per
//! member or one per household, and rows below that are no data.

use super::{
    export,
    limits::HEADER_ROWS_MAX,
    mapping::{Field, Mapping, plain},
    reading::{Cell, Row},
    refusal::ExchangeRefusal,
};

/// How a list is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// One row per household.
    Roster,
    /// One row per member.
    Members,
}

/// One column that is understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    /// What it holds.
    pub(crate) field: Field,
    /// Yuan that one of its amounts stands for.
    pub(crate) unit: i64,
}

/// The head of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Header {
    /// The last row of the header.
    pub(crate) row: u32,
    /// What the columns hold, by place.
    pub(crate) columns: Vec<Option<Column>>,
    /// Header texts, by place.
    pub(crate) texts: Vec<String>,
    /// The first line of a header of two, for headers that come again.
    above: Vec<String>,
}

/// Fields of which a second column does no harm: the first is taken.
const HARMLESS_TWICE: &[Field] = &[
    Field::Sequence,
    Field::Note,
    Field::Address,
    Field::Phone,
    Field::Age,
    Field::Sex,
    Field::Birth,
    Field::LastBy,
    Field::Village,
    Field::Township,
    Field::Group,
];

impl Header {
    /// Finds the header among the first rows. The better one names more fields, the upper one wins a tie.
    pub(crate) fn find(rows: &[Row], mapping: &Mapping) -> Option<Self> {
        let mut best: Option<Self> = None;
        for (place, row) in rows.iter().enumerate() {
            if row.number > HEADER_ROWS_MAX {
                break;
            }
            let one = Self::of(row, None, mapping);
            let two = rows
                .get(place + 1)
                .filter(|below| below.number == row.number + 1 && !looks_like_data(below))
                .map(|below| Self::of(row, Some(below), mapping));
            // A cell merged over several columns has their names below it, though it may itself be one. In a text
            // the columns it was merged over are blank, and so is what is below the names of people.
            let spans = !row.spread.is_empty()
                || rows.get(place + 1).is_some_and(|below| {
                    names_what_is_blank(row, below) && one.is_silent_on_people(below)
                });
            for header in [Some(one), two].into_iter().flatten() {
                let better = |best: &Self| {
                    let finer = spans && header.row == best.row + 1;
                    header.score() > best.score() || finer && header.score() == best.score()
                };
                if best.as_ref().is_none_or(better) {
                    best = Some(header);
                }
            }
        }
        best.filter(Self::is_enough)
    }

    /// A row that may be a header by its form.
    pub(super) fn of_words(row: &Row, mapping: &Mapping) -> Option<Self> {
        (!looks_like_data(row)).then(|| Self::of(row, None, mapping))
    }

    fn of(row: &Row, below: Option<&Row>, mapping: &Mapping) -> Self {
        let width = row
            .cells
            .len()
            .max(below.map_or(0, |below| below.cells.len()));
        let mut header = Self {
            row: below.map_or(row.number, |below| below.number),
            columns: Vec::with_capacity(width),
            texts: Vec::with_capacity(width),
            above: row.cells.iter().map(|cell| plain(&cell.words())).collect(),
        };
        let mut over = String::new();
        for place in 0..width {
            let top = words(row, place);
            if !top.is_empty() {
                over.clone_from(&top);
            }
            let sub = below.map_or_else(String::new, |below| words(below, place));
            let (field, text) = meaning(&top, &over, &sub, mapping);
            let unit = if text.contains("万元") { 10_000 } else { 1 };
            header
                .columns
                .push(field.map(|field| Column { field, unit }));
            header.texts.push(text);
        }
        header.settle_second_number();
        header
    }

    /// `户主姓名, 身份证号, 姓名, 关系, 身份证号`: the number beside the head is the head's.
    fn settle_second_number(&mut self) {
        let has = |field| self.place(field).is_some();
        if !has(Field::HeadName) || has(Field::HeadNumber) {
            return;
        }
        let numbers: Vec<usize> = self.places(Field::Number).collect();
        let head = self.place(Field::HeadName).unwrap_or(0);
        if let [first, _] = numbers.as_slice()
            && *first == head + 1
            && let Some(Some(column)) = self.columns.get_mut(*first)
        {
            column.field = Field::HeadNumber;
        }
    }

    fn places(&self, field: Field) -> impl Iterator<Item = usize> {
        self.columns
            .iter()
            .enumerate()
            .filter(move |(_, column)| column.as_ref().is_some_and(|it| it.field == field))
            .map(|(place, _)| place)
    }

    /// The first column of a field.
    pub(crate) fn place(&self, field: Field) -> Option<usize> {
        self.places(field).next()
    }

    /// Whether there is a column of this field.
    pub(crate) fn has(&self, field: Field) -> bool {
        self.place(field).is_some()
    }

    /// Whether a row says nothing under the names and numbers of people.
    fn is_silent_on_people(&self, row: &Row) -> bool {
        const PEOPLE: [Field; 4] = [
            Field::Name,
            Field::HeadName,
            Field::Number,
            Field::HeadNumber,
        ];
        PEOPLE
            .into_iter()
            .flat_map(|field| self.places(field))
            .all(|place| words(row, place).is_empty())
    }

    /// How many fields are named.
    pub(crate) fn score(&self) -> usize {
        let mut fields: Vec<Field> = self.columns.iter().flatten().map(|it| it.field).collect();
        fields.sort_unstable();
        fields.dedup();
        fields.len()
    }

    /// A person must be named, and something must be said of them.
    fn is_enough(&self) -> bool {
        let named = self.has(Field::Name) || self.has(Field::HeadName);
        let known = [Field::Number, Field::HeadNumber, Field::Birth]
            .into_iter()
            .any(|field| self.has(field));
        named && (known || self.score() >= 3)
    }

    /// Refuses a header that names a field twice or lacks what every row needs; takes off harmless doubles.
    pub(crate) fn settle(mut self, kind: Option<Kind>) -> Result<Self, ExchangeRefusal> {
        for place in 0..self.columns.len() {
            let Some(Some(field)) = self
                .columns
                .get(place)
                .map(|column| column.as_ref().map(|it| it.field))
            else {
                continue;
            };
            let Some(first) = self.place(field).filter(|first| *first != place) else {
                continue;
            };
            if !HARMLESS_TWICE.contains(&field) {
                let text = |at: usize| self.texts.get(at).cloned().unwrap_or_default();
                return Err(ExchangeRefusal::ColumnTwice {
                    first: text(first),
                    second: text(place),
                    places: (cell_name(first, self.row), cell_name(place, self.row)),
                });
            }
            if let Some(column) = self.columns.get_mut(place) {
                *column = None;
            }
        }
        if kind == Some(Kind::Members) && !self.has(Field::Name) {
            return Err(ExchangeRefusal::ColumnMissing("姓名"));
        }
        let born = [Field::Number, Field::HeadNumber, Field::Birth]
            .into_iter()
            .any(|field| self.has(field));
        if !born {
            return Err(ExchangeRefusal::ColumnMissing("身份证号"));
        }
        Ok(self)
    }

    /// The layout, as far as the header tells; `None` where only repeated keys can tell.
    pub(crate) fn kind(&self) -> Option<Kind> {
        let head = self.has(Field::HeadName) || self.has(Field::HeadNumber);
        if self.has(Field::Relation) || head && self.has(Field::Name) {
            Some(Kind::Members)
        } else if self.has(Field::CaseNumber) || self.has(Field::HouseholdKey) {
            None
        } else {
            Some(Kind::Roster)
        }
    }

    /// The cell of a field in a row; a cell merged from above counts only for fields of the household.
    pub(crate) fn cell<'r>(&self, row: &'r Row, field: Field) -> Option<(usize, &'r Cell)> {
        let place = self.place(field)?;
        if row.spread.contains(&place) && !field.of_household() {
            return None;
        }
        row.cells.get(place).map(|cell| (place, cell))
    }

    /// Yuan that an amount in this column stands for.
    pub(crate) fn unit(&self, place: usize) -> i64 {
        self.columns
            .get(place)
            .and_then(Option::as_ref)
            .map_or(1, |column| column.unit)
    }

    /// Whether a row below the header is no data: blank, the header again, a sum, a signature, a title.
    pub(crate) fn is_not_data(&self, row: &Row, mapping: &Mapping) -> bool {
        if row.is_blank() || self.is_header_again(row) {
            return true;
        }
        // The foot of a file of ours holds a digest, whose digits look like a number.
        if row
            .cells
            .first()
            .is_some_and(|cell| export::is_foot(&cell.words()))
        {
            return true;
        }
        let numbered = row.cells.iter().any(|cell| has_id_digits(&cell.words()));
        if numbered {
            return false;
        }
        let own = |place: &usize| !row.spread.contains(place);
        let filled: Vec<usize> = (0..row.cells.len())
            .filter(own)
            .filter(|place| row.cells.get(*place).is_some_and(|cell| !cell.is_blank()))
            .collect();
        let text = |place: &usize| row.cells.get(*place).map(Cell::words).unwrap_or_default();
        let first = filled.first().map(text).unwrap_or_default();
        if filled
            .iter()
            .take(3)
            .any(|place| mapping.is_subtotal(&text(place)))
            || mapping.is_signature(&first)
            || is_page_mark(&first)
        {
            return true;
        }
        let only_sequence = filled
            .iter()
            .all(|place| self.place(Field::Sequence) == Some(*place));
        // A title or a remark stands alone in its row, and a person has a name.
        let named = filled.iter().any(|place| {
            let field = self.columns.get(*place).and_then(Option::as_ref);
            field.is_some_and(|it| matches!(it.field, Field::Name | Field::HeadName))
        });
        only_sequence || filled.len() == 1 && (!named || first.chars().count() > 8)
    }

    fn is_header_again(&self, row: &Row) -> bool {
        let mut same = 0;
        let mut filled = 0;
        for (place, cell) in row.cells.iter().enumerate() {
            let words = plain(&cell.words());
            if words.is_empty() {
                continue;
            }
            filled += 1;
            let header = self.texts.get(place).map(|text| plain(text));
            let above = self.above.get(place);
            if header.is_some_and(|text| text == words || text.ends_with(&words))
                || above.is_some_and(|text| *text == words)
            {
                same += 1;
            }
        }
        filled > 0 && same * 3 >= filled * 2 && same >= 2
    }
}

/// Whether the lower row has words where the upper one is blank, as under a cell that was merged.
fn names_what_is_blank(row: &Row, below: &Row) -> bool {
    let mut places = (0..below.cells.len()).filter(|place| !words(below, *place).is_empty());
    places.any(|place| words(row, place).is_empty())
}

/// `I4`: the cell of a column, by its place from 0, in a row.
fn cell_name(place: usize, row: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = place + 1;
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ"[rest % 26]));
        rest /= 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{row}")
}

fn words(row: &Row, place: usize) -> String {
    row.cells
        .get(place)
        .map(Cell::words)
        .unwrap_or_default()
        .trim()
        .to_owned()
}

/// What a column means under a header of one or two lines, and the text a message calls it by.
fn meaning(top: &str, over: &str, sub: &str, mapping: &Mapping) -> (Option<Field>, String) {
    if sub.is_empty() || sub == top {
        return (mapping.field(top), top.to_owned());
    }
    let joined = format!("{over}{sub}");
    match mapping.field(&joined) {
        Some(field) => (Some(field), joined),
        None => (mapping.field(sub), sub.to_owned()),
    }
}

/// A second header line holds neither numbers nor days.
fn looks_like_data(row: &Row) -> bool {
    row.cells.iter().any(|cell| match cell {
        Cell::Number(_) | Cell::Day(_) | Cell::NoDay => true,
        Cell::Text(text) => has_id_digits(text) || text.trim().parse::<u64>().is_ok(),
        Cell::Empty | Cell::Failed | Cell::Unstored => false,
    })
}

/// Whether a text holds as many digits as an ID number, mended or not.
fn has_id_digits(text: &str) -> bool {
    let digits = text
        .chars()
        .filter(|one| one.is_ascii_digit() || matches!(one, '０'..='９'))
        .count();
    digits >= 14 || text.contains("E+1") || text.contains("e+1") || text.contains("****")
}

/// `第 1 页 共 3 页`.
fn is_page_mark(text: &str) -> bool {
    text.starts_with('第') && text.contains('页') || text.starts_with("共") && text.contains('页')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u32, cells: &[&str]) -> Row {
        Row {
            number,
            cells: cells
                .iter()
                .map(|text| match *text {
                    "" => Cell::Empty,
                    text => Cell::Text(text.to_owned()),
                })
                .collect(),
            spread: Vec::new(),
        }
    }

    fn find(rows: &[Row]) -> Option<Header> {
        Header::find(rows, &Mapping::load(None).expect("good"))
    }

    #[test]
    fn the_header_is_found_under_titles() {
        let header = find(&[
            row(1, &["禹会区农村低保花名册"]),
            row(2, &["填报单位:长青乡", "", "", "2026年11月"]),
            row(4, &["序号", "姓名", "身份证号码", "与户主关系"]),
            row(5, &["1", "李国才", "340304196504019930", "本人"]),
        ])
        .expect("a header");
        assert_eq!(header.row, 4);
        assert_eq!(header.kind(), Some(Kind::Members));
    }

    #[test]
    fn two_lines_are_read_as_one() {
        let header = find(&[
            row(1, &["户编号", "户主", "", "家庭成员", "", ""]),
            row(
                2,
                &["", "姓名", "身份证号", "姓名", "与户主关系", "身份证号"],
            ),
            row(
                3,
                &[
                    "H1",
                    "李国才",
                    "340304196504019930",
                    "李国才",
                    "本人",
                    "340304196504019930",
                ],
            ),
        ])
        .expect("a header");
        assert_eq!(header.row, 2);
        let fields: Vec<_> = header.columns.iter().flatten().map(|it| it.field).collect();
        assert_eq!(
            fields,
            [
                Field::HouseholdKey,
                Field::HeadName,
                Field::HeadNumber,
                Field::Name,
                Field::Relation,
                Field::Number
            ]
        );
    }

    #[test]
    fn two_lines_of_a_text_are_told_from_a_header_with_a_person_below() {
        let top = &["姓名", "身份证号", "家庭收入", "", "村"][..];
        let two = find(&[row(1, top), row(2, &["", "", "月收入", "来源", ""])]);
        let two = two.expect("a header");
        assert_eq!((two.row, two.place(Field::IncomeMonth)), (2, Some(2)));
        for person in [
            &["李国才", "", "一千八", "务工", "前进村"][..],
            &["", "无", "", "务工", "前进村"],
        ] {
            let one = find(&[row(1, top), row(2, person)]).expect("a header");
            assert_eq!(one.row, 1, "{person:?}");
        }
    }

    #[test]
    fn a_second_number_beside_the_head_is_the_heads() {
        let header = find(&[row(
            1,
            &["户主姓名", "身份证号", "姓名", "关系", "身份证号"],
        )])
        .expect("a header")
        .settle(None)
        .expect("two numbers, two meanings");
        assert_eq!(header.place(Field::HeadNumber), Some(1));
        assert_eq!(header.place(Field::Number), Some(4));
    }

    #[test]
    fn rows_that_are_no_data_are_told_from_people() {
        let mapping = Mapping::load(None).expect("good");
        let header = find(&[row(3, &["序号", "姓名", "身份证号码", "金额"])]).expect("a header");
        for cells in [
            &["", "", "", ""][..],
            &["合计", "", "", "1020"],
            &["", "小计", "2人", "1020"],
            &["制表人:张三", "", "审核人:李四", ""],
            &["经办人签字:", "", "审核人签字:", ""],
            &["序号", "姓名", "身份证号码", "金额"],
            &["12", "", "", ""],
            &["注:本表一式两份", "", "", ""],
            &["第 2 页 共 9 页", "", "", ""],
            &["", "禹会区农村低保花名册(续)", "", ""],
        ] {
            assert!(header.is_not_data(&row(9, cells), &mapping), "{cells:?}");
        }
        for cells in [
            &["1", "李国才", "340304196504019930", "1020"][..],
            &["2", "合计明", "340304196504019930", "1020"],
            &["3", "王秀兰", "", "200"],
            &["", "", "340304196504019930", ""],
            &["4", "", "", "200"],
        ] {
            assert!(!header.is_not_data(&row(9, cells), &mapping), "{cells:?}");
        }
    }

    #[test]
    fn cells_are_named_as_a_spreadsheet_names_them() {
        let names = [(0, 1), (8, 4), (25, 10), (26, 2), (701, 3), (702, 3)];
        let names = names.map(|(place, row)| cell_name(place, row));
        assert_eq!(names, ["A1", "I4", "Z10", "AA2", "ZZ3", "AAA3"]);
    }

    #[test]
    fn no_header_is_no_header() {
        assert_eq!(find(&[row(1, &["a", "b"]), row(2, &["1", "2"])]), None);
        assert_eq!(find(&[]), None);
    }
}
