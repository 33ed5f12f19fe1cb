//! What the integration tests that run the program share: a world of its own, and a real terminal.
#![allow(dead_code, reason = "each test program uses its part")]

pub mod pty;
pub mod world;
