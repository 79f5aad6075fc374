#![no_main]

#[path = "../../tests/integration/fuzz_targets/filter.rs"]
mod filter;
#[path = "../../tests/integration/fuzz_targets/small_book.rs"]
mod small_book;

libfuzzer_sys::fuzz_target!(|input: &[u8]| filter::run(input));
