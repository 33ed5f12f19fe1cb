//! Messages: everything that can happen to the model, in one order.

use serde::{Deserialize, Serialize};

use super::{
    effect::{EffectId, Reply},
    event::Event,
};

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Msg {
    /// From the terminal.
    Input(Event),
    /// An effect was carried out.
    Reply(EffectId, Box<Reply>),
    /// The model, as it is, has been on the screen.
    Drawn {
        /// Events that had come before the frame was written: who pressed those had not seen it.
        queued: usize,
    },
    /// What was typed has waited long enough for the disk.
    Paused,
    /// Another day has begun.
    Midnight,
}
