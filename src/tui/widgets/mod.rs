//! Parts that screens are made of: plain functions over a `Buffer`, without state of their own.

pub mod chrome;
pub mod draw;
pub mod fields;
pub mod line;
pub mod list;
pub mod table;
