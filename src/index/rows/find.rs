//! What an id names, and what the index can be asked in SQL.

use crate::domain::records::RecordKind;
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

/// What a record can be recognised by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordIdentity {
    /// What kind of record it is.
    pub kind: RecordKind,
    /// Its id.
    pub id: String,
    /// Its file, as a path inside the book.
    pub file: String,
    /// What other programs call it.
    pub refs: Vec<String>,
    /// Its name, its title or, of a claim, its text.
    pub name: String,
    /// Its other names.
    pub names: Vec<String>,
    /// Its address.
    pub url: Option<String>,
    /// The address of an archived copy.
    pub archive: Option<String>,
    /// Who published it, as written.
    pub publisher: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// The article that it appears in.
    pub article: Option<String>,
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
