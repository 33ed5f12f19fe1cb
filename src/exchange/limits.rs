//! What a file may ask of this machine, each bound with its reason. A file beyond one is refused by name.

/// Bytes of a text file: a million rows of a wide export stay below it.
pub(crate) const TEXT_BYTES_MAX: u64 = 512 << 20;

/// Bytes of a packed workbook (`.xlsx`): the largest provincial exports are a tenth of it.
pub(crate) const WORKBOOK_BYTES_MAX: u64 = 256 << 20;

/// Bytes of an `.xls` or `.ods`: they are read into memory whole.
pub(crate) const OLD_BYTES_MAX: u64 = 32 << 20;

/// Bytes a workbook may unpack to, all parts together; sheets are streamed, so this bounds time, not memory.
pub(crate) const UNPACKED_BYTES_MAX: u64 = 2 << 30;

/// How many times its packed size a workbook may unpack to, beyond [`UNPACKED_FREE_BYTES`]: rosters come to twenty.
pub(crate) const UNPACKED_RATIO_MAX: u64 = 200;

/// Bytes that may be unpacked whatever the packed size is.
pub(crate) const UNPACKED_FREE_BYTES: u64 = 64 << 20;

/// Bytes any part but a sheet may unpack to: shared texts stay in memory while a workbook is read.
pub(crate) const PART_BYTES_MAX: u64 = 256 << 20;

/// Bytes the content of an `.ods` may unpack to.
pub(crate) const ODS_CONTENT_BYTES_MAX: u64 = 64 << 20;

/// Cells an `.ods` may claim by repetition: they are spelt out in memory.
pub(crate) const ODS_CELLS_MAX: u64 = 4_000_000;

/// Parts of a packed workbook: real ones have dozens.
pub(crate) const PARTS_MAX: usize = 4_096;

/// Bytes between two tags of a sheet: a cell holds at most 32,767 characters.
pub(crate) const RUN_BYTES_MAX: usize = 1 << 20;

/// Bytes of one row of text: a row of a thousand cells is a tenth of it; an unclosed quote ends here.
pub(crate) const RECORD_BYTES_MAX: usize = 1 << 20;

/// Columns that hold something: the widest exports have below two hundred.
pub(crate) const COLUMNS_MAX: usize = 1_000;

/// Characters of one cell that is taken: a remark of one line, as the register of cases has it.
pub(crate) const CELL_CHARS_MAX: usize = 200;

/// Tables of a web page, or sheets of an XML workbook: the first rows of each are kept while the header is looked for.
pub(crate) const TABLES_MAX: usize = 256;

/// Tables within tables of a web page: pages that are laid out with tables have three.
pub(crate) const TABLES_DEEP_MAX: usize = 16;

/// Elements within elements of an XML workbook: rich text in a cell has a dozen.
pub(crate) const ELEMENTS_DEEP_MAX: usize = 64;

/// Rows from the top among which the header is looked for.
pub(crate) const HEADER_ROWS_MAX: u32 = 10;

/// Households done with one sync: a power failure costs at most so many.
pub(crate) const UNIT_HOUSEHOLDS: usize = 500;

/// Fen a month beyond which an amount is a slip of the keyboard: a million yuan.
pub(crate) const AMOUNT_FEN_MAX: i64 = 100_000_000;
