//! Effects as values: everything `update` wants from the world, named by an id under which the answer
//! comes back. Nothing is done here; see [`super::effects`].

use serde::{Deserialize, Serialize};

use crate::{
    desk::{Draft, Place},
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
    /// Paints the whole terminal anew.
    Repaint,
    /// Gives the terminal back until the system lets the program go on.
    Suspend,
    /// Ends the program once everything asked before is done.
    Quit,
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
    /// To `LoadPlace`.
    Place(Result<Option<Place>, Trouble>),
}
