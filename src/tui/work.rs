//! Long work as values: what is asked of it, how far it is, and what it comes to. Everything that is said to a
//! person comes in words already, because whoever does the work knows what it was about.

use serde::{Deserialize, Serialize};

use crate::{
    domain::{
        batch::{Batch, BatchPlan, Totals},
        ids::CaseId,
        queue::QueueId,
    },
    engine::query::WhichRows,
};

/// What a person says of the columns of a file: place from 0 and name of the field, none to leave it out.
pub type Pointed = Vec<(usize, Option<String>)>;

/// What a person says a roster names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Coverage {
    /// 部分: some of the households; nothing is said of the others.
    #[default]
    Part,
    /// 全量: all households of its programmes and its area; those of the office it does not name are listed.
    Whole,
}

/// A roster as it is to be judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    /// The bytes of its path.
    pub path: Vec<u8>,
    /// The sheet.
    pub sheet: Option<String>,
    /// What is said of its columns.
    pub pointed: Pointed,
    /// The name of its header, under which that is remembered.
    pub fingerprint: String,
    /// Columns at the left that this program put there.
    pub own_columns: usize,
    /// What it names.
    pub coverage: Coverage,
}

/// Cases to be exported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Selection {
    /// A whole queue.
    Queue(QueueId),
    /// What a search found.
    Found(Vec<CaseId>),
}

/// Who may read an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Audience {
    /// 内部.
    Colleagues,
    /// 公示.
    Public,
}

/// What a piece of long work is busy with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// Reading rows; how many there are is not known yet.
    Reading,
    /// Comparing households with what the office has.
    Judging,
    /// Writing households.
    Writing,
    /// Writing cases into a file.
    Exporting,
}

/// How far a piece of long work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// With what.
    pub phase: Phase,
    /// So much is done.
    pub done: u32,
    /// Of so much.
    pub total: u32,
}

/// Where a file lies that may be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// The directory for imports beside the data.
    In,
    /// The directory for files the program makes, where return files are.
    Out,
    /// The home of the account.
    Home,
}

/// A file that may be imported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileEntry {
    /// The bytes of its path, which need be no text.
    pub path: Vec<u8>,
    /// Its name as far as it is text.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Its day.
    pub day: String,
    /// Where it lies.
    pub place: Place,
}

/// A file as far as it was recognised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    /// Base name of the file.
    pub file: String,
    /// What was recognised, in words.
    pub about: String,
    /// The sheets of a workbook.
    pub sheets: Vec<String>,
    /// The one that is read.
    pub sheet: Option<String>,
    /// The columns.
    pub columns: Vec<ColumnView>,
    /// The name of this header.
    pub fingerprint: String,
    /// Columns at the left that this program put there, in a return file.
    #[serde(default)]
    pub own_columns: usize,
    /// What was said of the columns, now or the last time.
    pub pointed: Pointed,
    /// Why it cannot be read as it stands.
    pub refusal: Option<String>,
    /// Every field with its label, to choose from.
    pub fields: Vec<(String, String)>,
}

/// A column of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnView {
    /// Its header.
    pub text: String,
    /// The field it is read as.
    pub field: Option<String>,
    /// What stands in its first rows.
    pub samples: String,
}

/// A file that was judged; what would be written lies ready under the name of the effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preview {
    /// What was recognised and what would become of it, in words.
    pub summary: Vec<String>,
    /// What is said of single rows, refusals first.
    pub lines: Vec<String>,
    /// Households that would be written.
    pub households: u32,
    /// Rows that would go into a return file.
    #[serde(default)]
    pub refused_rows: u32,
    /// Households of the office that a full list does not name.
    #[serde(default)]
    pub unlisted: u32,
}

/// What came of writing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// In words.
    pub summary: Vec<String>,
    /// What is said of single rows.
    pub lines: Vec<String>,
}

/// Long work on a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BatchJob {
    /// Adds up what its rows would come to.
    Preview(BatchPlan),
    /// Lists its rows and signs it.
    Propose {
        /// What and where.
        plan: BatchPlan,
        /// What the person saw.
        seen: Box<Totals>,
        /// Makes a repetition harmless.
        key: String,
    },
    /// Writes its rows.
    Carry {
        /// Its number.
        number: u32,
        /// Makes a repetition harmless.
        key: String,
    },
    /// Writes its rows into a sheet.
    Sheet {
        /// What and where.
        plan: BatchPlan,
        /// Its number; `None` for a preview.
        number: Option<u32>,
        /// Which rows.
        which: WhichRows,
        /// Who may read it.
        audience: Audience,
    },
}

/// What came of long work on a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BatchDone {
    /// What its rows would come to.
    Previewed(Box<Totals>),
    /// It was signed, under this number.
    Proposed(u32),
    /// It was carried out.
    Carried(Box<Batch>),
    /// Its rows were written into a sheet, in words; or why not.
    Sheet(Result<String, String>),
    /// It was stopped.
    Stopped,
}
