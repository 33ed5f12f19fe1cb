//! Hunts for input that breaks the law `csv_row`.
#![no_main]

#[path = "../../laws/law.rs"]
mod law;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| law::csv_row(data));
