//! Parts that screens are made of: plain functions over a `Buffer`, without state of their own.

pub mod draw;
