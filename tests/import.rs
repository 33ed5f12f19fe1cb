//! Rosters as offices have them, one trouble at a time, through the real engine.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "import/desk.rs"]
mod desk;
mod office;
#[path = "import/people.rs"]
mod people;

#[path = "import/again.rs"]
mod again;
#[path = "import/files.rs"]
mod files;
#[path = "import/fixtures.rs"]
mod fixtures;
#[path = "import/hostile.rs"]
mod hostile;
#[path = "import/households.rs"]
mod households;
#[path = "import/laws.rs"]
mod laws;
#[path = "import/meaning.rs"]
mod meaning;
#[path = "import/noise.rs"]
mod noise;
#[path = "import/sheets.rs"]
mod sheets;
