//! How a screen or a verb reaches the engine, in this process or another.

pub mod batches;
pub mod local;

use std::path::Path;

pub use crate::engine::command::Request;
use crate::{
    desk::{Draft, Place},
    domain::ids::CaseId,
    engine::{
        answer::{Answer, Receipt},
        query::Query,
        refusal::Trouble,
    },
};

/// One person's way to the engine. Calls block until the answer is there; a `Receipt` means it is on disk.
pub trait Session: Send + Sync {
    /// Does one command.
    ///
    /// # Errors
    /// [`Trouble`] says whether it was refused or the machine failed; nothing was changed then.
    fn execute(&self, request: Request) -> Result<Receipt, Trouble>;

    /// Does several commands as one commit unit with one sync; each row has its own outcome, refused rows
    /// do not hold up the others.
    ///
    /// # Errors
    /// A fault of the machine, after which none of the unit is in force.
    fn execute_batch(
        &self,
        requests: Vec<Request>,
    ) -> Result<Vec<Result<Receipt, Trouble>>, Trouble>;

    /// Asks a question.
    ///
    /// # Errors
    /// [`Trouble`] as for `execute`.
    fn ask(&self, query: Query) -> Result<Answer, Trouble>;

    /// Keeps a draft of this person for a case; on disk when it returns.
    ///
    /// # Errors
    /// A fault of the machine.
    fn save_draft(&self, draft: &Draft) -> Result<(), Trouble>;

    /// The draft of this person for a case, if there is one.
    ///
    /// # Errors
    /// A fault of the machine.
    fn load_draft(&self, case: CaseId) -> Result<Option<Draft>, Trouble>;

    /// Forgets the draft of this person for a case.
    ///
    /// # Errors
    /// A fault of the machine.
    fn drop_draft(&self, case: CaseId) -> Result<(), Trouble>;

    /// Keeps where this person is, so that the next start resumes there.
    ///
    /// # Errors
    /// A fault of the machine.
    fn save_place(&self, place: &Place) -> Result<(), Trouble>;

    /// The directory of the data, where it lies on this machine and is this person's to read.
    fn data_dir(&self) -> Option<&Path> {
        None
    }

    /// Writes a sheet into the directory of what leaves the office, for its owner alone, under a name made of
    /// `stem`; answers its path once it is on disk.
    ///
    /// # Errors
    /// A fault of the machine.
    fn write_sheet(&self, stem: &str, text: &str) -> Result<String, Trouble>;

    /// Where this person was.
    ///
    /// # Errors
    /// A fault of the machine.
    fn load_place(&self) -> Result<Option<Place>, Trouble>;
}
