//! The screens driven by keys, against a real engine on a directory of its own, without a terminal.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::format_push_string,
    missing_docs
)]

#[path = "tui/batch.rs"]
mod batch;
#[path = "tui/closing.rs"]
mod closing;
#[path = "tui/driver.rs"]
mod driver;
#[path = "tui/findings.rs"]
mod findings;
#[path = "tui/forms.rs"]
mod forms;
#[path = "tui/import.rs"]
mod import;
#[path = "tui/kept.rs"]
mod kept;
#[path = "tui/laws.rs"]
mod laws;
#[path = "tui/offers.rs"]
mod offers;
mod office;
#[path = "tui/records.rs"]
mod records;
#[path = "tui/resume.rs"]
mod resume;
#[path = "tui/review.rs"]
mod review;
#[path = "tui/screens.rs"]
mod screens;
#[path = "tui/shown.rs"]
mod shown;
#[path = "tui/unread.rs"]
mod unread;
