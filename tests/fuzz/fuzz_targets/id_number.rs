//! Hunts for input that breaks the law `id_number`.
#![no_main]

#[path = "../../laws/law.rs"]
mod law;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &str| law::id_number(data));
