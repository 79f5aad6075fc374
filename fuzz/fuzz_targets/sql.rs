#![no_main]

#[path = "../../tests/integration/fuzz_targets/sql.rs"]
mod sql;
#[path = "../../tests/integration/fuzz_targets/small_book.rs"]
mod small_book;

libfuzzer_sys::fuzz_target!(|input: &[u8]| sql::run(input));
