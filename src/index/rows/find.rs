//! What an id names, and what the index can be asked in SQL.

use crate::domain::words::words;
use serde::Serialize;

/// What an id, or the beginning of one, names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A claim, by its row in the index.
    Claim(i64),
    /// A source, by id.
    Source(String),
    /// A party, by id.
    Party(String),
    /// An article, by id.
    Article(String),
    /// Several ids begin so: some of them, in order.
    Ambiguous(Vec<String>),
    /// Nothing; with the nearest id that there is.
    Unknown {
        /// The nearest id.
        nearest: Option<String>,
    },
}

/// What a book has at an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AtAddress {
    /// The ids of sources and articles whose page it is.
    pub same: Vec<String>,
    /// Sources and articles that may be the same page.
    pub near: Vec<NearAddress>,
}

/// A source or article near an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearAddress {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its address.
    pub url: String,
}

words! {
    /// What can be asked in SQL.
    SchemaKind {
        /// A table.
        Table = "table",
        /// A view.
        View = "view",
    }
}

/// A table or view of the index, for `sql` without a query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SchemaEntry {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: SchemaKind,
    /// What it holds.
    pub comment: String,
    /// Its columns.
    pub columns: Vec<String>,
}
