//! A neutral table: columns that say how to narrow them, and rows of cells with roles.
//!
//! A writer takes rows one at a time, so that nobody holds a table of a million claims in memory.

use crate::view::role::Role;

/// How to narrow a column if the table does not fit. Formats without a width ignore it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// As wide as its content.
    Content,
    /// The running text of the table, which wraps. The first such column is *the* text column.
    Wrap,
    /// As wide as its content. With little room it becomes a prefix of the text column: `value: text`.
    Prefix,
    /// As wide as its content. With little room it goes first.
    Drop,
    /// On a terminal not a column, but a labelled line below the text.
    Under,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// How to narrow it.
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

    /// Columns with these titles, all as wide as their content.
    #[must_use]
    pub fn of_content<'t>(titles: impl IntoIterator<Item = &'t str>) -> Vec<Self> {
        let titles = titles.into_iter();
        titles.map(|title| Self::new(title, Fit::Content)).collect()
    }
}

/// One cell. Its text is the book's; the format cleans and escapes it.
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

    /// A cell of ordinary text, empty if there is none.
    #[must_use]
    pub fn optional(text: Option<&str>) -> Self {
        Self::plain(text.unwrap_or_default())
    }
}

/// A row: one cell for each column, in order. Missing cells are empty.
pub type TableRow = Vec<Cell>;

/// A small table, held in memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows.
    pub rows: Vec<TableRow>,
}

impl Table {
    /// A table with these columns and rows.
    #[must_use]
    pub fn new<const N: usize>(
        columns: [(&str, Fit); N],
        rows: impl Iterator<Item = TableRow>,
    ) -> Self {
        let columns = columns.into_iter();
        Self {
            columns: columns
                .map(|(title, fit)| Column::new(title, fit))
                .collect(),
            rows: rows.collect(),
        }
    }
}
