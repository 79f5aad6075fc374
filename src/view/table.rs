//! A neutral table: columns that know how they may be narrowed, and rows of cells with roles.
//!
//! Rows are handed to a writer one at a time, so that a table of a million claims is never held whole.

use crate::view::role::Role;

/// How a column behaves where the table does not fit. Formats without a width ignore it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// As wide as its content.
    Content,
    /// The running text of the table, which wraps. The first such column is *the* text column.
    Wrap,
    /// As wide as its content; folds into the text column as a prefix, `value: text`, where there is little room.
    Prefix,
    /// As wide as its content; the first to go where there is little room.
    Drop,
    /// Never a column of its own on a terminal: a labelled line under the text.
    Under,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands above it.
    pub title: String,
    /// How it behaves where the table does not fit.
    pub fit: Fit,
}

impl Column {
    /// A column with this title.
    #[must_use]
    pub fn new(title: &str, fit: Fit) -> Self {
        Self {
            title: title.to_owned(),
            fit,
        }
    }
}

/// One cell. Its text is as the book has it: a format cleans and escapes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The text.
    pub text: String,
    /// What it is.
    pub role: Role,
}

impl Cell {
    /// A cell of a role.
    #[must_use]
    pub fn new(text: impl Into<String>, role: Role) -> Self {
        Self {
            text: text.into(),
            role,
        }
    }

    /// A cell of ordinary text.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(text, Role::Plain)
    }
}

/// A row: one cell a column, in their order. Missing cells are empty.
pub type Row = Vec<Cell>;

/// A small table, held whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<Row>,
}
