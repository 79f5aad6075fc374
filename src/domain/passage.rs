//! Where a claim's quote is in its article's text, and how sure that is.

use crate::domain::words::words;
use serde::Serialize;
use std::ops::Range;

words! {
    /// How a quote was found in a text.
    AnchorHow {
        /// Its words are there, in one place, or in one place that fits.
        Exact = "exact",
        /// Its words are there in several places, and nothing tells which is meant. The passage is the first of them.
        Context = "context",
        /// The text says it in slightly other words, and no change matters.
        Drifted = "drifted",
        /// The text says something similar, but a word that matters is different. A person decides.
        Suspect = "suspect",
        /// The text does not say it.
        Lost = "lost",
    }
}

words! {
    /// What is counted.
    UnitKind {
        /// A sentence.
        Sentence = "sentence",
        /// A figure.
        Figure = "figure",
        /// A quotation of four words or more.
        Quotation = "quotation",
        /// Somebody who says something, or a party that does something.
        Speaker = "speaker",
    }
}

/// A sentence, figure, quotation or speaker of an article's text. Places count Unicode scalar values of the text as stored, from
/// 0; the end is exclusive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleUnit {
    /// What it is.
    pub kind: UnitKind,
    /// Its words on one line.
    pub text: String,
    /// The number of its paragraph; a heading has none.
    pub paragraph: Option<u32>,
    /// Where it is.
    pub place: Range<usize>,
    /// The sentences that decide whether a claim covers it: its own, and of a speaker, all in which it speaks.
    pub sentences: Vec<Range<usize>>,
}

/// A unit that is in no claim.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OpenUnit {
    /// What it is.
    pub kind: UnitKind,
    /// Its words.
    pub text: String,
    /// The number of its paragraph; a heading has none.
    pub paragraph: Option<u32>,
    /// Its first character.
    pub start: usize,
    /// The character after its last one.
    pub end: usize,
    /// The claims whose passages touch its sentence, but that do not cover it.
    pub claims: Vec<String>,
}

/// A sentence or a heading of a stored text, in characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredSentence {
    /// The number of its paragraph; a heading has none.
    pub paragraph: Option<u32>,
    /// Where it is.
    pub place: Range<usize>,
}

/// A claim that has a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotingClaim {
    /// Its id.
    pub id: String,
    /// What it says.
    pub text: String,
    /// The words that it quotes.
    pub quote: String,
    /// Whether nobody has read it yet. Then it covers nothing.
    pub is_draft: bool,
    /// The characters of its passage.
    pub passage: Range<usize>,
}

/// A passage of an article's text that a claim quotes.
#[derive(Clone, Debug, PartialEq)]
pub struct QuotedPassage {
    /// How it was found.
    pub how: AnchorHow,
    /// Where it is. `None` if the quote is lost.
    pub place: Option<PassagePlace>,
    /// For [`AnchorHow::Context`]: the text before the passage that tells it from the others, for the claim's `prefix`.
    pub prefix: Option<String>,
    /// For [`AnchorHow::Suspect`]: the changes that matter.
    pub changes: Vec<WordChange>,
}

/// Where a passage is.
#[derive(Clone, Debug, PartialEq)]
pub struct PassagePlace {
    /// Its first character, counted from 0 in Unicode scalar values of the text as stored.
    pub start: usize,
    /// The character after its last one.
    pub end: usize,
    /// The number of its paragraph, from 1.
    pub paragraph: u32,
    /// How much of the quote is there, letter by letter: from 0 to 1.
    pub score: f64,
}

/// Words of a quote that the passage has differently. One of the two can be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordChange {
    /// The words of the quote.
    pub from: String,
    /// The words of the passage.
    pub to: String,
}

impl QuotedPassage {
    /// The passage of a quote that the text does not have.
    #[must_use]
    pub const fn lost() -> Self {
        Self {
            how: AnchorHow::Lost,
            place: None,
            prefix: None,
            changes: Vec::new(),
        }
    }
}
