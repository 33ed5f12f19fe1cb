//! Faults of the rooms below, as the engine hands them on: facts a person can be told.

use super::refusal::Trouble;
use crate::{base::files::FilesFault, journal::JournalFault, store::StoreFault};

impl From<FilesFault> for Trouble {
    fn from(fault: FilesFault) -> Self {
        fault.facts().into()
    }
}

impl From<JournalFault> for Trouble {
    fn from(fault: JournalFault) -> Self {
        fault.facts().into()
    }
}

impl From<StoreFault> for Trouble {
    fn from(fault: StoreFault) -> Self {
        fault.facts().into()
    }
}
