//! The text of an article with what the rules find in it and the passages of its claims.

use crate::domain::article::Article;
use crate::domain::claim::Claim;
use crate::text::anchor::{SoughtQuote, passages};
use crate::text::attribution::{Attribution, Cast, attributions};
use crate::text::coverage::{Cover, QuotingClaim, skipped};
use crate::text::lexicon::Lexicon;
use crate::text::manuscript::Manuscript;
use crate::text::prepared::PreparedText;

/// An article's text, read.
#[derive(Debug)]
pub struct AttributedText<'t> {
    /// The article.
    pub article: &'t Article,
    /// Its text with paragraphs and sentences.
    pub manuscript: Manuscript<'t>,
    /// Who says what in it.
    pub attributions: Vec<Attribution>,
    /// The claims that have a passage, in the order of claims, and the passages that somebody decided to skip.
    pub cover: Cover<'t>,
    /// The parties that may speak.
    pub cast: Cast,
    /// The words of the rules.
    pub lexicon: Lexicon,
}

impl<'t> AttributedText<'t> {
    /// Reads the text of an article with the claims that its file holds.
    #[must_use]
    pub fn new(
        (article, claims): (&'t Article, &'t [Claim]),
        text: &'t str,
        lexicon: Lexicon,
        cast: Cast,
    ) -> Self {
        let manuscript = Manuscript::read(text, article.words.language.as_deref());
        let prepared = PreparedText::new(&manuscript);
        Self {
            cover: Cover {
                claims: anchored(&prepared, claims),
                skipped: skipped(&prepared, article),
            },
            attributions: attributions(&manuscript, &lexicon, &cast),
            article,
            manuscript,
            cast,
            lexicon,
        }
    }

    /// The language that the rules do not know, if it is one.
    #[must_use]
    pub fn unknown_language(&self) -> Option<&str> {
        let language = self.manuscript.language.as_deref();
        language.filter(|_| !self.lexicon.knows(language))
    }
}

/// The claims that have a passage.
fn anchored<'c>(prepared: &PreparedText, claims: &'c [Claim]) -> Vec<QuotingClaim<'c>> {
    let (quoting, sought): (Vec<&Claim>, Vec<SoughtQuote<'_>>) = claims
        .iter()
        .filter_map(|claim| Some((claim, SoughtQuote::of(&claim.words)?)))
        .unzip();
    let found = passages(prepared, &sought).into_iter().zip(quoting);
    let placed = found.filter_map(|(passage, claim)| QuotingClaim::of(claim, &passage));
    placed.collect()
}
