//! The terminal: what is written to it, what is read from it, and leaving it as it was found.
//!
//! * [`profile`]: what the terminal at hand understands.
//! * [`screen`]: writes the difference between two frames in as few bytes as it can;
//!   [`backend`] is ratatui's face on it.
//! * `cells`, `pen`, `painter`: the screen's parts: the last gate, styles, cursor moves.
//!
//! Nothing here knows what a household is. The event loop in `tui` owns one [`screen::Screen`] and
//! hands it whole buffers; no other module writes to the terminal.

pub mod backend;
mod cells;
mod painter;
mod pen;
pub mod profile;
pub mod screen;
