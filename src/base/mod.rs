//! What every floor stands on: clock, widths, digests, files, limits. No word of social assistance.

pub mod caught;
pub mod clock;
pub mod digest;
pub mod fault;
pub mod files;
mod glyphs;
pub mod limits;
pub mod medium;
pub mod new_file;
pub mod out;
pub mod width;
