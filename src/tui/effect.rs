//! Effects as values: everything `update` wants from the world, named by an id under which the answer
//! comes back. Nothing is done here; see [`super::effects`].

use serde::{Deserialize, Serialize};

use super::work::{
    Audience, BatchDone, BatchJob, FileEntry, Pointed, Preview, Progress, Roster, Selection, Sheet,
    Written,
};
use crate::{
    desk::{Draft, Place},
    documents::Paper,
    domain::ids::CaseId,
    engine::{
        answer::{Answer, Receipt},
        command::Command,
        query::Query,
        refusal::Trouble,
    },
};

/// Names one effect, so that its answer finds who asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EffectId(pub u64);

/// Something to be done outside the model.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Effect {
    /// Asks the engine. Answered by [`Reply::Answered`].
    Ask {
        /// Its name.
        id: EffectId,
        /// The question.
        query: Query,
    },
    /// Has the engine do something. Answered by [`Reply::Done`].
    Execute {
        /// Its name.
        id: EffectId,
        /// What.
        command: Box<Command>,
        /// Seq of the case as it was read.
        expect: Option<u64>,
        /// Makes a repetition harmless.
        key: String,
    },
    /// Keeps a draft. Answered by [`Reply::Kept`].
    SaveDraft {
        /// Its name.
        id: EffectId,
        /// The draft.
        draft: Box<Draft>,
    },
    /// Reads a draft. Answered by [`Reply::Draft`].
    LoadDraft {
        /// Its name.
        id: EffectId,
        /// The case.
        case: CaseId,
    },
    /// Forgets a draft. Answered by [`Reply::Kept`].
    DropDraft {
        /// Its name.
        id: EffectId,
        /// The case.
        case: CaseId,
    },
    /// Keeps where the person is. Answered by [`Reply::Kept`].
    SavePlace {
        /// Its name.
        id: EffectId,
        /// Where.
        place: Place,
    },
    /// Reads where the person was. Answered by [`Reply::Place`].
    LoadPlace {
        /// Its name.
        id: EffectId,
    },
    /// Lists the files that may be imported. Answered by [`Reply::Files`].
    ListFiles {
        /// Its name.
        id: EffectId,
    },
    /// Looks at the head of a file. Answered by [`Reply::Recognised`].
    Recognise {
        /// Its name.
        id: EffectId,
        /// The bytes of its path.
        path: Vec<u8>,
        /// The sheet; `None` takes the one with the best header.
        sheet: Option<String>,
        /// What is said of its columns; `None` takes what was said the last time.
        pointed: Option<Pointed>,
    },
    /// Reads and judges a file; writes nothing of it. Answered by [`Reply::Progress`] and [`Reply::Judged`].
    Judge {
        /// Its name, under which what would be written lies ready.
        id: EffectId,
        /// The roster.
        roster: Box<Roster>,
    },
    /// Writes what was judged, then files of what was not taken and of what it does not name. Answered by [`Reply::Progress`] and [`Reply::Imported`].
    WriteImport {
        /// Its name.
        id: EffectId,
        /// The name of the judging.
        plan: EffectId,
    },
    /// Writes cases into a file. Answered by [`Reply::Progress`] and [`Reply::Exported`].
    Export {
        /// Its name.
        id: EffectId,
        /// Which.
        selection: Selection,
        /// For whom.
        audience: Audience,
    },
    /// Long work on a batch. Answered by [`Reply::Progress`] and [`Reply::Batch`].
    Batch {
        /// Its name.
        id: EffectId,
        /// What.
        job: Box<BatchJob>,
    },
    /// Stops a piece of long work; it answers all the same.
    Stop {
        /// The name of the work.
        of: EffectId,
    },
    /// Prints a paper of a case. Answered by [`Reply::Printed`].
    Print {
        /// Its name.
        id: EffectId,
        /// The case.
        case: CaseId,
        /// The paper.
        paper: Paper,
        /// As plain text.
        text: bool,
        /// What was found out is left empty.
        blank: bool,
    },
    /// Writes a sheet to be printed. Answered by [`Reply::Written`].
    WriteSheet {
        /// Its name.
        id: EffectId,
        /// Of what the name of the file is made.
        stem: String,
        /// The sheet.
        text: String,
    },
    /// Paints the whole terminal anew.
    Repaint,
    /// Gives the terminal back until the system lets the program go on.
    Suspend,
    /// Ends the program once everything asked before is done.
    Quit,
}

/// What came of a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Printed {
    /// It is written; where, in words.
    At(String),
    /// It is not; why, in words.
    Not(String),
    /// The engine said no, or failed.
    Trouble(Trouble),
}

/// What came of an effect.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reply {
    /// To `Ask`.
    Answered(Result<Answer, Trouble>),
    /// To `Execute`.
    Done(Result<Receipt, Trouble>),
    /// To what keeps or forgets something.
    Kept(Result<(), Trouble>),
    /// To `LoadDraft`.
    Draft(Result<Option<Box<Draft>>, Trouble>),
    /// To `Print`.
    Printed(Printed),
    /// To `WriteSheet`: its path.
    Written(Result<String, Trouble>),
    /// To `LoadPlace`.
    Place(Result<Option<Place>, Trouble>),
    /// How far long work is; its answer comes later, under the same name.
    Progress(Progress),
    /// To `ListFiles`.
    Files(Vec<FileEntry>),
    /// To `Recognise`; words if nothing can be shown of the file.
    Recognised(Result<Box<Sheet>, String>),
    /// To `Judge`; words if nothing of the file can be taken.
    Judged(Result<Box<Preview>, String>),
    /// To `WriteImport`.
    Imported(Box<Written>),
    /// To `Export`; where the file is, or why there is none.
    Exported(Result<String, String>),
    /// To `Batch`.
    Batch(Result<BatchDone, Trouble>),
}

impl Effect {
    /// The name of a piece of long work, which is done beside everything else.
    pub const fn work(&self) -> Option<EffectId> {
        match self {
            Self::ListFiles { id }
            | Self::Recognise { id, .. }
            | Self::Judge { id, .. }
            | Self::WriteImport { id, .. }
            | Self::Export { id, .. }
            | Self::Batch { id, .. } => Some(*id),
            Self::Ask { .. }
            | Self::Execute { .. }
            | Self::SaveDraft { .. }
            | Self::LoadDraft { .. }
            | Self::DropDraft { .. }
            | Self::SavePlace { .. }
            | Self::LoadPlace { .. }
            | Self::Print { .. }
            | Self::WriteSheet { .. }
            | Self::Stop { .. }
            | Self::Repaint
            | Self::Suspend
            | Self::Quit => None,
        }
    }
}
