//! The one way anything changes (`execute`) and every question that can be asked (`ask`).

pub mod answer;
pub mod command;
pub mod query;
pub mod refusal;
