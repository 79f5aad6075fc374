//! The changes that you can ask for, and the reasons to refuse one.

use crate::document::edit::value::Value;
use crate::document::parse::problem::Problem;
use std::collections::BTreeMap;

/// The fields of a new record or row, by key. The edit writes them in the order of the format's reference.
pub type NewFields = BTreeMap<&'static str, Value>;

/// One change to one text.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Gives a field a value. If it has that value already, no byte changes.
    Set(RecordField, Value),
    /// Removes a field, if it is there.
    Unset(RecordField),
    /// Adds an entry to a list field, unless it is there already in some spelling.
    AddEntry(RecordField, String),
    /// Removes an entry from a list field, each time it occurs, however it is spelled. If the list is then empty, the field goes too.
    RemoveEntry(RecordField, String),
    /// Adds a row (`evidence`, `ruling`) to a claim, after its other rows of that kind.
    AddRow {
        /// The claim's id.
        claim: String,
        /// The key of its rows: `evidence`.
        key: &'static str,
        /// The row's fields.
        fields: NewFields,
    },
    /// Gives a field of a claim's row a value.
    SetInRow(RowField, Value),
    /// Removes a row of a claim, with the comment directly above it.
    RemoveRow {
        /// The claim's id.
        claim: String,
        /// The key of its rows.
        key: &'static str,
        /// Its position among those rows, from 0.
        position: usize,
    },
    /// Adds a record.
    AddRecord {
        /// The name of its table: `claim`.
        kind: &'static str,
        /// Its fields.
        fields: NewFields,
        /// Where it goes.
        position: Position,
    },
    /// Removes a record, with the comment directly above it.
    RemoveRecord {
        /// The name of its table.
        kind: &'static str,
        /// Its id.
        id: String,
    },
    /// Changes every reference to an id into another id or a name. The definition of the id stays as it is.
    Redirect {
        /// The kind of record that the references name: `party`.
        kind: &'static str,
        /// The name that they use now.
        from: String,
        /// The new name.
        to: String,
    },
    /// Removes every reference to an id: rows with this source, entries of lists, single fields.
    Forget {
        /// The kind of record that the references name.
        kind: &'static str,
        /// The name that they use.
        id: String,
    },
}

impl Edit {
    /// The id of the record that it changes, if the text has that record before. An article has its file's place instead.
    #[must_use]
    pub fn record(&self) -> Option<&str> {
        match self {
            Self::Set(field, _)
            | Self::Unset(field)
            | Self::AddEntry(field, _)
            | Self::RemoveEntry(field, _) => (field.kind != "article").then_some(&field.id),
            Self::SetInRow(row, _) => Some(&row.claim),
            Self::AddRow { claim, .. } | Self::RemoveRow { claim, .. } => Some(claim),
            Self::RemoveRecord { id, .. } => Some(id),
            Self::AddRecord { .. } | Self::Redirect { .. } | Self::Forget { .. } => None,
        }
    }

    /// If several edits put text at one place, a record's fields come before its rows, and its rows before the next
    /// record.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::Set(..)
            | Self::SetInRow(..)
            | Self::Unset(..)
            | Self::AddEntry(..)
            | Self::RemoveEntry(..) => 0,
            Self::AddRow { .. }
            | Self::RemoveRow { .. }
            | Self::Redirect { .. }
            | Self::Forget { .. } => 1,
            Self::AddRecord { .. } | Self::RemoveRecord { .. } => 2,
        }
    }
}

/// A field of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordField {
    /// The name of the record's table: `claim`.
    pub kind: &'static str,
    /// The record's id. An article's id does not matter, because a file has only one article.
    pub id: String,
    /// The field's key.
    pub field: &'static str,
}

/// A field of a claim's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowField {
    /// The claim's id.
    pub claim: String,
    /// The key of its rows: `asked`.
    pub key: &'static str,
    /// The row's position among those rows, from 0.
    pub position: usize,
    /// The field's key.
    pub field: &'static str,
}

/// Where a new record goes among the records of its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Position {
    /// After all of them. If there are none, at the end of the text.
    Last,
    /// Directly after the one with this id.
    After(String),
    /// Before all of them.
    First,
    /// After the last one with a smaller id, else before all of them. A file sorted by id stays sorted.
    ById,
}

/// Why an edit was refused. The text is unchanged.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditRefusal {
    /// The text contains the markers of an unfinished merge.
    #[error("contains the markers of an unfinished merge")]
    MergeMarkers,
    /// The text is not TOML.
    #[error("is not valid TOML")]
    Broken(Vec<Problem>),
    /// The text has no such record.
    #[error("has no {kind} `{id}`")]
    NoRecord {
        /// The name of its table.
        kind: &'static str,
        /// Its id.
        id: String,
    },
    /// The claim has no such row.
    #[error("has no such row")]
    NoRow,
    /// The place is written in a way that only a person can edit.
    #[error("{0}")]
    ByHand(&'static str),
    /// The change would cause a problem.
    #[error("the change would cause a problem: {}", .0.message)]
    Unsound(Box<Problem>),
    /// The new text would not mean what it should. This is a bug.
    #[error("this is a bug in claimbook: the new text would not mean what it should")]
    Bug,
}
