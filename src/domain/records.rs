//! The kinds of records, and what one file brings to the book.

use crate::domain::article::Article;
use crate::domain::claim::Claim;
use crate::domain::party::Party;
use crate::domain::source::Source;
use crate::domain::words::words;

words! {
    /// The kind of a record, spelled as its table in a file.
    RecordKind {
        /// An article.
        Article = "article",
        /// A party.
        Party = "party",
        /// A source.
        Source = "source",
        /// A claim.
        Claim = "claim",
    }
}

/// What one file brings to the book, in the file's order.
///
/// If the file has an article, its claims appear in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Records {
    /// The article that the file's claims appear in.
    pub article: Option<Article>,
    /// The parties that it defines.
    pub parties: Vec<Party>,
    /// The sources that it defines.
    pub sources: Vec<Source>,
    /// The claims that it holds.
    pub claims: Vec<Claim>,
}
