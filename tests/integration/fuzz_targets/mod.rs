//! What the targets in `fuzz/` do with an input, so that `cargo test` can replay the inputs that we keep.
//!
//! `scripts/fuzz.sh` looks for new inputs. It needs a nightly compiler and cargo-fuzz; the replay needs neither.

mod document;
mod edit;
mod extract;
mod filter;
mod small_book;
mod sql;

use std::fs;
use std::path::Path;

/// Runs a target on each input that we keep for it, and returns how many there are.
fn replay(target: &str, run: fn(&[u8])) -> usize {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(target);
    let inputs = fs::read_dir(folder).unwrap();
    inputs
        .map(|input| run(&fs::read(input.unwrap().path()).unwrap()))
        .count()
}

#[test]
fn kept_documents_are_parsed_without_a_panic() {
    assert!(replay("document", document::run) > 0);
}

#[test]
fn kept_edits_change_only_what_they_should() {
    assert!(replay("edit", edit::run) > 0);
}

#[test]
fn kept_articles_end_in_a_text_or_an_error() {
    assert!(replay("extract", extract::run) > 0);
}

#[test]
fn kept_filters_compile_to_sql() {
    assert!(replay("filter", filter::run) > 0);
}

#[test]
fn kept_statements_change_nothing() {
    assert!(replay("sql", sql::run) > 0);
}
