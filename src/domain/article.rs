//! The article under check.

use crate::domain::date::Date;
use crate::domain::id::Id;
use crate::domain::words::words;

words! {
    /// How far an article has come.
    #[derive(Default)]
    ArticleState {
        /// It is expected to change.
        Draft = "draft",
        /// Readers have it.
        #[default]
        Published = "published",
    }
}

/// A passage of the article that somebody decided is not a claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skip {
    /// Exact words in the article.
    pub quote: String,
    /// Why it is not a claim.
    pub reason: String,
    /// The line of its header in its file, from 1.
    pub line: u32,
}

/// What you check: the article that a file's claims appear in.
///
/// A claim can name it as a source, by its id. For its own claims, that source does not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// What the rules of corroboration see.
    pub core: ArticleCore,
    /// Everything else.
    pub words: ArticleWords,
}

/// The part of an article that the rules of corroboration see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleCore {
    /// Unique id; the default is the file's stem.
    pub id: Id,
    /// Who published it: a party's id, name or alias, or free text. It speaks the claims that name no speaker.
    pub publisher: Option<String>,
    /// The host of its address, if it names no publisher: the party whose domain this is under published it.
    pub host: Option<String>,
}

/// The part of an article that no count depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(Default))]
pub struct ArticleWords {
    /// The headline.
    pub title: String,
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
    /// The text that its claims are anchored in, as a path inside the book.
    pub file: Option<String>,
    /// The file that the text comes from, as a path inside the book.
    pub original: Option<String>,
    /// The digest of the original, or of the text if there is no original.
    pub sha256: Option<String>,
    /// How far it has come.
    pub state: ArticleState,
    /// The passages that are not claims, in the order of the file.
    pub skip: Vec<Skip>,
    /// The line of its header in its file, from 1.
    pub line: u32,
}
