#![no_main]

#[path = "../../tests/integration/fuzz_targets/document.rs"]
mod document;

libfuzzer_sys::fuzz_target!(|input: &[u8]| document::run(input));
