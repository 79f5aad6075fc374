//! The text of an article with what the rules find in it and what covers it.

use crate::index::IndexedText;
use crate::text::attribution::{Attribution, Cast, attributions};
use crate::text::coverage::Cover;
use crate::text::lexicon::Lexicon;
use crate::text::manuscript::Manuscript;

/// An article's text, read.
#[derive(Debug)]
pub struct AttributedText<'t> {
    /// Its text with paragraphs and sentences.
    pub manuscript: Manuscript<'t>,
    /// Who says what in it.
    pub attributions: Vec<Attribution>,
    /// What covers it.
    pub cover: Cover,
    /// The words of the rules.
    pub lexicon: &'t Lexicon,
}

impl<'t> AttributedText<'t> {
    /// Reads a text of which the index knows the sentences and the passages of claims.
    #[must_use]
    pub fn new(text: &'t str, known: IndexedText, lexicon: &'t Lexicon, cast: &Cast) -> Self {
        let manuscript = Manuscript::stored(text, known.language, &known.sentences);
        Self {
            attributions: attributions(&manuscript, lexicon, cast),
            manuscript,
            cover: Cover {
                claims: known.claims,
                skipped: known.skipped,
            },
            lexicon,
        }
    }
}
