//! Projections folded from the journal, held in sled; may be deleted at any time.
