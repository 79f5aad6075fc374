//! Reads the texts of articles, and the words that the rules know.

use crate::document::lexicon::english;
use crate::files::{self, ReadError};
use crate::text::lexicon::Lexicon;
use crate::workspace::{Workspace, passages};

/// Why the text of an article cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum NoText {
    /// The file cannot be read.
    #[error("{0}")]
    Unreadable(#[from] ReadError),
    /// The file has another name outside of the book's control.
    #[error("is a hard link, so it may be somebody's other file")]
    Linked,
}

impl Workspace {
    /// The words of the rules, with those that the book adds.
    #[must_use]
    pub fn lexicon(&self) -> Lexicon {
        Lexicon::new(&english(), &self.settings.config.words)
    }

    /// Reads the text of an article at this path, as the index has it: a web page without its markup, anything else as it is.
    ///
    /// # Errors
    /// See [`NoText`].
    pub fn article_text(&self, path: &str) -> Result<String, NoText> {
        let read = self.files().read(path)?;
        if self.snapshot.is_none() && !files::is_own(&self.root, path) {
            return Err(NoText::Linked);
        }
        Ok(passages::plain(path, &read.text).into_owned())
    }
}
