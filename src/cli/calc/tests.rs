//! The pipe, line by line.
