//! What kinds of file can be read, and what is known of one before it is.

/// A kind of file that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Delimited text in some encoding.
    Text,
    /// A web page or an XML workbook.
    Markup,
    /// An Office Open XML workbook.
    Xlsx,
    /// A workbook of the old binary form.
    Xls,
    /// An OpenDocument spreadsheet.
    Ods,
}

/// Whether any sheet has merged cells: looking for them costs a second pass over the sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Merged {
    /// Somewhere.
    Somewhere,
    /// Nowhere.
    Nowhere,
}
