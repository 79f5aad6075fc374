//! Edits of documents: byte for byte what they should do, and nothing else.

mod carve;
mod examples;
mod fields;
mod merge;
mod proof;
mod properties;
mod records;
mod references;
mod rows;

use crate::document::edit::{Edit, EditRefusal, NewFields, RecordField, Value, apply};

pub(super) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

pub(super) fn place(kind: &'static str, id: &str, field: &'static str) -> RecordField {
    RecordField {
        kind,
        id: id.to_owned(),
        field,
    }
}

pub(super) fn evidence(source: &str) -> NewFields {
    NewFields::from([("source", text(source)), ("stance", text("supports"))])
}

pub(super) fn cite(claim: &str, source: &str) -> Edit {
    Edit::AddRow {
        claim: claim.to_owned(),
        key: "evidence",
        fields: evidence(source),
    }
}

pub(super) fn uncite(claim: &str, position: usize) -> Edit {
    Edit::RemoveRow {
        claim: claim.to_owned(),
        key: "evidence",
        position,
    }
}

#[track_caller]
pub(super) fn check(before: &str, edit: Edit, after: &str) {
    assert_eq!(apply(before, "a", &[edit]).as_deref(), Ok(after));
}

pub(super) const CLAIM: &str = "[[claim]]\nid = \"a\"\ntext = \"A\"\n";

/// Expects that a person must make this edit, for a reason that begins like this.
#[track_caller]
pub(super) fn by_hand(before: &str, edit: Edit, reason: &str) {
    match apply(before, "a", &[edit]) {
        Err(EditRefusal::ByHand(found)) => assert!(found.starts_with(reason), "{found}"),
        other => panic!("{other:?}"),
    }
}
