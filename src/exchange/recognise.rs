//! What a file looks like before it is judged, and what a person says its columns are.
//!
//! It reads no further than the header and a few rows. A column that a person has pointed to a field is read as that
//! field; a file whose header nobody knows shows its likeliest row, so that there is something to point at.

use std::{collections::BTreeMap, path::Path};

use serde::{Deserialize, de::IntoDeserializer};

use super::{
    layout::{Column, Header, Kind},
    limits::HEADER_ROWS_MAX,
    mapping::{EMBEDDED, Field, Mapping, plain},
    plan::shown,
    reading::{Row, Source, Table},
    refusal::ExchangeRefusal,
    remembered::HeaderName,
    returned::own_columns,
    roster::{Options, base_name, choose, top_rows},
};
use crate::base::digest::{Algorithm, Hasher};

/// Rows below the header of which something is shown.
const SAMPLES: usize = 3;
/// Columns with something in them from which a row may be a header.
const HEADS_MIN: usize = 3;
/// Digits from which a sample hides its middle.
const DIGITS_MAX: usize = 8;

/// A file as far as it was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// Base name of the file.
    pub file: String,
    /// Encoding of a text, kind of a workbook.
    pub encoding: &'static str,
    /// The sheets of a workbook.
    pub sheets: Vec<String>,
    /// The one that is read.
    pub sheet: Option<String>,
    /// The last row of the header.
    pub header_row: u32,
    /// The layout, as far as the header tells.
    pub kind: Option<Kind>,
    /// The columns, by place.
    pub columns: Vec<RecognisedColumn>,
    /// Names this header among all others; a return file has the digest of its list.
    pub header: HeaderName,
    /// Why it cannot be read as it stands, e.g. because two columns are the same.
    pub refusal: Option<(&'static str, Vec<(&'static str, String)>)>,
}

/// A column as far as it was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecognisedColumn {
    /// Its header.
    pub text: String,
    /// The field it is read as, by name.
    pub field: Option<String>,
    /// What stands in its first rows, numbers hidden in the middle.
    pub samples: Vec<String>,
}

/// Every field by name, with the header that is usual for it, in the order of the mapping file.
pub fn fields() -> Vec<(String, String)> {
    table()
        .into_iter()
        .map(|(_, name, label)| (name, label))
        .collect()
}

fn table() -> Vec<(Field, String, String)> {
    #[derive(Deserialize)]
    struct Heads {
        headers: BTreeMap<String, Vec<String>>,
    }
    let heads = toml::from_str::<Heads>(EMBEDDED).map_or_else(|_| BTreeMap::new(), |it| it.headers);
    let mut table: Vec<(Field, String, String)> = heads
        .into_iter()
        .filter_map(|(name, words)| Some((field(&name)?, name, words.into_iter().next()?)))
        .collect();
    table.sort_by_key(|(field, _, _)| *field);
    table
}

/// The field of a name.
fn field(name: &str) -> Option<Field> {
    let name: serde::de::value::StrDeserializer<'_, serde::de::value::Error> =
        name.into_deserializer();
    Field::deserialize(name).ok()
}

/// Recognises a file; reads no more than its first rows.
///
/// # Errors
/// [`ExchangeRefusal`] where nothing can be shown of it.
pub fn recognise(path: &Path, options: &Options) -> Result<Recognised, ExchangeRefusal> {
    let mapping = Mapping::load(options.mapping.as_deref())?;
    let mut source = Source::open(path)?;
    let names = |table: &Table| match table {
        Table::Sheet { name } => Some(shown(name)),
        Table::Text { .. } => None,
    };
    let sheets: Vec<String> = source.tables()?.iter().filter_map(names).collect();
    let (table, header) = choose(&mut source, options, &mapping)?;
    let top = top_rows(&mut source, &table, header.row + below(SAMPLES))?;
    let words = self::table();
    let columns = (0..header.texts.len()).map(|place| RecognisedColumn {
        text: header
            .texts
            .get(place)
            .map_or_else(String::new, |text| shown(text)),
        field: header
            .columns
            .get(place)
            .and_then(Option::as_ref)
            .and_then(|column| {
                let known = words.iter().find(|(field, _, _)| *field == column.field);
                known.map(|(_, name, _)| name.clone())
            }),
        samples: samples(&top, header.row, place),
    });
    let refusal = header.clone().settle(options.kind).err();
    Ok(Recognised {
        file: base_name(path),
        encoding: source.encoding(),
        sheets,
        sheet: names(&table),
        header_row: header.row,
        kind: options.kind.or_else(|| header.kind()),
        columns: columns.collect(),
        header: HeaderName {
            fingerprint: fingerprint(&header),
            own_columns: own_columns(&header.texts),
        },
        refusal: refusal.map(|refusal| (refusal.code(), refusal.values())),
    })
}

fn below(rows: usize) -> u32 {
    u32::try_from(rows).unwrap_or(u32::MAX)
}

fn samples(top: &[Row], header_row: u32, place: usize) -> Vec<String> {
    let rows = top.iter().filter(|row| row.number > header_row);
    let texts = rows.filter_map(|row| row.cells.get(place));
    let texts = texts.map(|cell| hidden(&shown(&cell.words())));
    texts
        .filter(|text| !text.is_empty())
        .take(SAMPLES)
        .collect()
}

/// A sample without the middle of a long number.
fn hidden(text: &str) -> String {
    let is_digit = |one: char| one.is_ascii_digit() || matches!(one, '０'..='９');
    let digits = text.chars().filter(|one| is_digit(*one)).count();
    if digits < DIGITS_MAX {
        return text.to_owned();
    }
    let mut place = 0;
    let hide = |ch: char| {
        if !is_digit(ch) {
            return ch;
        }
        place += 1;
        if (4..=digits - 4).contains(&place) {
            '*'
        } else {
            ch
        }
    };
    text.chars().map(hide).collect()
}

/// The digest of all header texts in their order, without those a return file has before them and the blank ones
/// behind them, which it leaves out.
fn fingerprint(header: &Header) -> String {
    let mut hasher = Hasher::new(Algorithm::Sm3);
    let last = header.texts.iter().rposition(|text| !text.is_empty());
    let texts = header.texts.iter().take(last.map_or(0, |last| last + 1));
    for text in texts.skip(own_columns(&header.texts)) {
        hasher.update(plain(text).as_bytes());
        hasher.update(&[0x1f]);
    }
    hasher.finish().hex().chars().take(32).collect()
}

impl Header {
    /// The row that looks most like a header where none is known: words and no figures, the fullest of them.
    pub(super) fn likeliest(rows: &[Row], mapping: &Mapping) -> Option<Self> {
        rows.iter()
            .filter(|row| row.number <= HEADER_ROWS_MAX)
            .filter_map(|row| Self::of_words(row, mapping))
            .max_by_key(|header| {
                let heads = header.texts.iter().filter(|text| !text.is_empty()).count();
                (heads, std::cmp::Reverse(header.row))
            })
            .filter(|header| {
                header.texts.iter().filter(|text| !text.is_empty()).count() >= HEADS_MIN
            })
    }

    /// Reads columns as what a person says they are.
    pub(super) fn point(&mut self, pointed: &[(usize, Option<String>)]) {
        for (place, name) in pointed {
            let Some(column) = self.columns.get_mut(*place) else {
                continue;
            };
            *column = name.as_deref().and_then(field).map(|field| Column {
                field,
                unit: column.as_ref().map_or(1, |column| column.unit),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_of_the_mapping_has_a_name_and_a_label_of_its_own() {
        let fields = fields();
        assert!(fields.len() > 50, "{}", fields.len());
        assert_eq!(fields.first(), Some(&("sequence".into(), "序号".into())));
        let labels: std::collections::BTreeSet<&String> =
            fields.iter().map(|(_, label)| label).collect();
        assert_eq!(labels.len(), fields.len());
        assert!(fields.iter().all(|(name, _)| field(name).is_some()));
        assert_eq!(field("no_such_field"), None);
    }

    #[test]
    fn a_sample_does_not_show_a_number_whole() {
        assert_eq!(hidden("340304196001019912"), "340***********9912");
        assert_eq!(
            hidden("３４０３０４１９６００１０１９９１２"),
            "３４０***********９９１２"
        );
        assert_eq!(hidden("前进村5组"), "前进村5组");
        assert_eq!(hidden("1,868.00"), "1,868.00");
    }
}
