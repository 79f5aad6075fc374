//! Reads the text of an article with the claims of its file.

use crate::document::lexicon::english;
use crate::domain::article::Article;
use crate::domain::claim::Claim;
use crate::files::ReadError;
use crate::text::lexicon::Lexicon;
use crate::workspace::Workspace;
use crate::workspace::parse::stem;
use crate::{document, files};

/// An article with its text and its claims, as the files have them now.
#[derive(Clone, Debug)]
pub struct StoredArticle {
    /// The article.
    pub article: Article,
    /// The claims of its file, in the order of the file.
    pub claims: Vec<Claim>,
    /// Its text.
    pub text: String,
}

/// Why an article has no text.
#[derive(Debug, thiserror::Error)]
pub enum NoText {
    /// The file with its claims cannot be read, or has no article any more.
    #[error("`{0}` has no article that can be read")]
    NoArticle(String),
    /// Its record names no text.
    #[error("the article `{0}` has no text: its record has no `file`")]
    NoFile(String),
    /// The text cannot be read.
    #[error("cannot read `{path}`, the text of the article `{id}`")]
    Unreadable {
        /// The article.
        id: String,
        /// The path inside the book.
        path: String,
        /// Why.
        source: ReadError,
    },
}

impl Workspace {
    /// The words of the rules, with those that the book adds.
    #[must_use]
    pub fn lexicon(&self) -> Lexicon {
        Lexicon::new(&english(), &self.settings.config.words)
    }

    /// Reads the article of a file of the book, its claims and its text.
    ///
    /// # Errors
    /// See [`NoText`].
    pub fn stored_article(&self, file: &str) -> Result<StoredArticle, NoText> {
        let no_article = || NoText::NoArticle(file.to_owned());
        let text = files::read(&self.root, file)
            .map_err(|_| no_article())?
            .text;
        let records = document::parse(&text, stem(file)).records;
        let article = records.article.ok_or_else(no_article)?;
        let id = article.core.id.to_string();
        let Some(path) = article.words.file.clone() else {
            return Err(NoText::NoFile(id));
        };
        match files::read(&self.root, &path) {
            Ok(read) => Ok(StoredArticle {
                article,
                claims: records.claims,
                text: read.text,
            }),
            Err(source) => Err(NoText::Unreadable { id, path, source }),
        }
    }
}
