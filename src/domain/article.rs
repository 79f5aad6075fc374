//! The article under check.

use crate::domain::date::Date;
use crate::domain::id::Id;

/// What is being checked: the article that a file's claims stand in.
///
/// It can be named as a source, by its id, and is struck as one for its own claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its id; the file's stem where the file gives none.
    pub id: Id,
    /// The headline.
    pub title: String,
    /// Who published it: a party's id, name or alias, or free text. Speaks the claims that name no speaker.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<Date>,
    /// When the desk read it.
    pub accessed: Option<Date>,
    /// Its language, as a BCP 47 tag.
    pub language: Option<String>,
    /// The address of an archived copy.
    pub archive: Option<String>,
    /// A local copy, as a path inside the book.
    pub file: Option<String>,
    /// The line of its header in its file, from 1.
    pub line: u32,
}
