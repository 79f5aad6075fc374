#![no_main]

#[path = "../../tests/integration/fuzz_targets/extract.rs"]
mod extract;

libfuzzer_sys::fuzz_target!(|input: &[u8]| extract::run(input));
