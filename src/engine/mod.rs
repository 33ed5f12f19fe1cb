//! The one way anything changes (`execute`) and every question that can be asked (`ask`).

pub mod answer;
mod assess;
mod batch;
mod closing;
pub mod command;
mod conditions;
mod execute;
mod exports;
mod faults;
mod handlers;
mod law;
mod lists;
mod permit;
mod posting;
mod queries;
pub mod query;
pub mod refusal;
mod unfinished;
mod watch;
mod world;

pub use crate::store::Progress;
pub use batch::UnfinishedBatch;
pub use execute::{Actor, Engine, OpenReport};
pub use unfinished::StoppedImport;
