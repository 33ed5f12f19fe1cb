//! What is on its way, and to whom it goes.

use serde::{Deserialize, Serialize};

use super::form::FormKind;
use crate::domain::{ids::CaseId, queue::QueueId};

/// Which answer an effect in flight will bring, and to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wanted {
    /// Who the person is.
    Me,
    /// The staff.
    Staff,
    /// The counts of the desk.
    Desk,
    /// Rows of a queue.
    Page(QueueId),
    /// A case to be opened, or read anew.
    Case(CaseId),
    /// The draft of a case.
    Draft(CaseId),
    /// The sum of a case as edited.
    Assessment(CaseId),
    /// The sum of a case on another day.
    OtherDay(CaseId),
    /// Who a member is.
    Identity(CaseId),
    /// Where the person was.
    Place,
    /// Results of a search.
    Hits,
    /// The seal for a sheet, and then the sheet itself, about a case.
    Sheet(CaseId),
    /// The parameters.
    Params,
    /// The values of one parameter.
    History(String),
    /// The draft of a case was kept or forgotten.
    Kept(CaseId),
    /// The place was kept.
    PlaceKept,
    /// A paper.
    Paper,
    /// A command about a case was done.
    CaseDone(CaseId, Deed),
    /// The command of a form about a case was done.
    FormDone(CaseId, Deed, FormKind),
    /// The office is open.
    OfficeOpened,
    /// A value of a parameter was entered.
    ValueEntered,
    /// The files that may be imported.
    Files,
    /// What a file looks like, by the bytes of its path.
    Recognised(Vec<u8>),
    /// What would become of a file.
    Judged,
    /// What became of a file.
    Imported,
    /// Where an export went.
    Exported,
    /// The batches.
    Batches,
    /// The months of prices.
    Prices,
    /// Rows of a batch.
    BatchRows,
    /// What came of long work on a batch.
    BatchWork,
    /// A command about a batch was done, of this form if of one.
    BatchSigned(Option<FormKind>),
}

/// What was done to a case, as far as the screen goes on differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Deed {
    /// Signed and sent up: on to the next case.
    Signed,
    /// Approved: on to the next.
    Approved,
    /// Confirmed: on to the next.
    Confirmed,
    /// Noted as in force: on to the next.
    Enforced,
    /// Returned: on to the next.
    Returned,
    /// Put to wait: on to the next.
    Held,
    /// Put behind the others: on to the next.
    Skipped,
    /// Something was entered, and the case stays on the screen.
    Entered,
}
