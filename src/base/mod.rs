//! What every floor stands on: clock, widths, digests, files, limits. No word of social assistance.

mod glyphs;
pub mod width;
