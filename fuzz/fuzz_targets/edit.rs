#![no_main]

#[path = "../../tests/integration/fuzz_targets/edit.rs"]
mod edit;

libfuzzer_sys::fuzz_target!(|input: &[u8]| edit::run(input));
