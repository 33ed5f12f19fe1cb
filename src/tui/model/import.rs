//! Where in an import the person is, and what is there.

use serde::{Deserialize, Serialize};

use super::line::Line;
use crate::tui::{
    effect::EffectId,
    work::{Coverage, FileEntry, Preview, Progress, Sheet, Written},
};

/// The state of an import.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct ImportScreen {
    /// The files there are, once they have been looked for.
    pub files: Option<Vec<FileEntry>>,
    /// The selected file.
    pub selected: usize,
    /// The path that is typed.
    pub path: Line,
    /// Whether the path has the focus, and not the list.
    pub typing: bool,
    /// Where the person is.
    pub stage: Stage,
    /// What is under way.
    pub busy: Option<Busy>,
}

/// A step of an import.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Stage {
    /// A file is being chosen.
    #[default]
    Files,
    /// What was recognised is on the screen.
    Columns(Box<Columns>),
    /// A field is being chosen for the selected column.
    Fields(Box<Columns>, usize),
    /// What would be written is on the screen.
    Preview(Box<Previewed>),
    /// What was written is on the screen.
    Ended(Box<Ended>),
}

/// A file that was recognised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    /// The bytes of its path.
    pub path: Vec<u8>,
    /// What was recognised.
    pub sheet: Sheet,
    /// The selected column.
    pub selected: usize,
    /// What the person says it names.
    #[serde(default)]
    pub coverage: Coverage,
}

/// A file that was judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Previewed {
    /// What it was recognised as.
    pub columns: Columns,
    /// The name under which it lies ready.
    pub plan: EffectId,
    /// What would become of it.
    pub preview: Preview,
    /// The page on the screen.
    pub page: usize,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ended {
    /// The name of the file.
    pub file: String,
    /// What came of it.
    pub written: Written,
    /// The page on the screen.
    pub page: usize,
}

/// Work under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Busy {
    /// Its name.
    pub id: EffectId,
    /// How far it is, once that is known.
    pub progress: Option<Progress>,
    /// It was told to stop, and does where it may.
    pub stopping: bool,
}
