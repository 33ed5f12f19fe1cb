//! Drafts and preferences of one member of staff: kept beside the data, not derivable from the journal.
