//! `hecha` (核查): dynamic reviews of 低保, 特困人员救助供养 and 临时救助 from a terminal.
//!
//! The map, from the cellar to the roof; a module imports only what stands above it in this list
//! and is named beside it in `tests/tidy.rs`:
//!
//! * [`base`]: clock, widths, digests, files and limits; knows nothing of social assistance.
//! * [`domain`]: money, days, persons, households, cases, reviews; pure values.
//! * [`policy`]: the law as dated parameters.
//! * [`rules`]: pure sums over `domain` and `policy`, each figure with its step and citation.
//! * [`journal`]: the truth: chained lines of text, synced before anything is called done.
//! * [`store`]: projections folded from the journal, held in sled, free to be deleted.
//! * [`desk`]: drafts and preferences of one member of staff, beside the data.
//! * [`engine`]: the one function through which anything changes, and all questions.
//! * [`session`]: how a screen or a verb reaches the engine.
//! * [`exchange`]: rosters in, never writing by itself.
//! * [`text`]: every Chinese word a person sees.
//! * [`documents`]: papers from a case and its decision, in memory.
//! * [`tui`]: the screens.
//! * [`cli`]: the verbs.

pub mod base;
pub mod cli;
pub mod desk;
pub mod documents;
pub mod domain;
pub mod engine;
pub mod exchange;
pub mod journal;
pub mod policy;
pub mod rules;
pub mod session;
pub mod store;
pub mod text;
pub mod tui;
