//! The words of the screens. Terms stand in [`super::terms`], refusals and faults in words beside them;
//! here is what only screens say. Functions take values of the domain and give finished text.

pub mod actions;
pub mod aid;
pub mod batch;
pub mod care;
pub mod case;
pub mod changes;
pub mod compare;
pub mod desk;
pub mod fields;
pub mod forms;
pub mod help;
pub mod import;
pub mod keeping;
pub mod policy;
pub mod queue;
pub mod records;
pub mod search;
pub mod small;
pub mod start;
pub mod sum;
