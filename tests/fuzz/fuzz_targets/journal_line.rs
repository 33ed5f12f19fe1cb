//! Hunts for input that breaks the law `journal_line`.
#![no_main]

#[path = "../../laws/law.rs"]
mod law;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| law::journal_line(data));
