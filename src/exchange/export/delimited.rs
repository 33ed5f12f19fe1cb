//! An export as comma-separated text: UTF-8 with its mark, by which WPS and Excel know it, or GB18030.

use std::io::{BufWriter, Write};

use encoding_rs::GB18030;

use super::{
    ExportRefusal,
    cell::{Form, Value},
    guard,
};
use crate::base::new_file::NewFile;

/// How the text is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    /// UTF-8 with a byte order mark.
    Utf8,
    /// GB18030, which holds every character there is.
    Gb18030,
}

/// A text that is being written.
pub(super) struct Text {
    out: BufWriter<NewFile>,
    charset: Charset,
    line: String,
}

impl Text {
    /// Begins a text with its header.
    pub(super) fn begin(
        file: NewFile,
        form: &Form,
        charset: Charset,
    ) -> Result<Self, ExportRefusal> {
        let mut text = Self {
            out: BufWriter::new(file),
            charset,
            line: String::new(),
        };
        if charset == Charset::Utf8 {
            text.out.write_all("\u{feff}".as_bytes())?;
        }
        let heads: Vec<Value> = form
            .heads
            .iter()
            .map(|(head, _)| Value::text(head))
            .collect();
        text.row(&heads)?;
        Ok(text)
    }

    /// Writes one row.
    pub(super) fn row(&mut self, cells: &[Value]) -> Result<(), ExportRefusal> {
        self.line.clear();
        for (place, cell) in cells.iter().enumerate() {
            if place > 0 {
                self.line.push(',');
            }
            match cell {
                Value::Blank => {}
                Value::Text(text) => quoted(&guard::put_on(text), &mut self.line),
                Value::Money(amount) => self.line.push_str(&amount.plain()),
                Value::Day(day) => self.line.push_str(&day.to_string()),
                Value::Count(count) => self.line.push_str(&count.to_string()),
            }
        }
        self.line.push_str("\r\n");
        match self.charset {
            Charset::Utf8 => self.out.write_all(self.line.as_bytes())?,
            Charset::Gb18030 => self.out.write_all(&GB18030.encode(&self.line).0)?,
        }
        Ok(())
    }

    /// Writes the foot and gives the file its name.
    pub(super) fn finish(mut self, foot: &str) -> Result<(), ExportRefusal> {
        self.row(&[Value::text(foot)])?;
        let file = self
            .out
            .into_inner()
            .map_err(std::io::IntoInnerError::into_error)?;
        file.keep()?;
        Ok(())
    }
}

/// Appends a field, in quotes where a separator of any kind stands in it.
fn quoted(text: &str, line: &mut String) {
    if text.contains([',', ';', '"', '\t', '\r', '\n']) {
        line.push('"');
        line.push_str(&text.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(text);
    }
}
