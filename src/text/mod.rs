//! Every Chinese word a person sees, one term per concept.

pub mod batch;
pub mod closing;
pub mod environment;
pub mod export;
pub mod faults;
pub mod keeping;
pub mod mended;
pub mod message;
pub mod opening;
pub mod papers;
pub mod recognition;
pub mod records;
pub mod refusals;
pub mod reported;
pub mod returned;
pub mod rowerrors;
pub mod sheet;
pub mod steps;
pub mod terms;
pub mod ui;
pub mod unlisted;
