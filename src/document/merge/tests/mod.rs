//! Merges of two edits of one text.

mod examples;
mod forms;
mod properties;
mod trees;

use crate::document::merge::{MergedText, merge};

/// The merge, which must be possible.
#[track_caller]
pub(super) fn merged(base: &str, ours: &str, theirs: &str) -> MergedText {
    merge([base, ours, theirs], 7).unwrap_or_else(|error| panic!("{error}:\n{ours}\n---\n{theirs}"))
}

/// Expects a merge without conflicts.
#[track_caller]
pub(super) fn check(base: &str, ours: &str, theirs: &str, expect: &str) {
    let merged = merged(base, ours, theirs);
    assert_eq!(merged.text, expect);
    assert_eq!(merged.clashes, []);
}

/// Expects one conflict, in these words, with this text.
#[track_caller]
pub(super) fn clash(base: &str, ours: &str, theirs: &str, what: &str, expect: &str) {
    let merged = merged(base, ours, theirs);
    assert_eq!(merged.text, expect);
    let told: Vec<&str> = merged
        .clashes
        .iter()
        .map(|clash| clash.what.as_str())
        .collect();
    assert_eq!(told, [what]);
}

/// A record: its kind, its id, and its other lines.
pub(super) fn record(kind: &str, id: &str, lines: &str) -> String {
    format!("[[{kind}]]\nid = \"{id}\"\n{lines}")
}

pub(super) fn source(id: &str) -> String {
    record("source", id, "title = \"T\"\n")
}

pub(super) fn claim(id: &str, lines: &str) -> String {
    record("claim", id, &format!("text = \"{id} is so.\"\n{lines}"))
}

pub(super) fn evidence(source: &str) -> String {
    format!("\n  [[claim.evidence]]\n  source = \"{source}\"\n  stance = \"supports\"\n")
}

pub(super) fn ruling(status: &str, on: &str) -> String {
    format!(
        "\n  [[claim.ruling]]\n  status = \"{status}\"\n  on = {on}\n  by = \"amina\"\n  reason = \"R\"\n"
    )
}
