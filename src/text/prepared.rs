//! A text, prepared for anchoring many quotes in it.

use crate::text::fold::FoldedText;
use crate::text::manuscript::{Manuscript, Paragraph};
use crate::text::tokens::{KeyMap, TextToken, text_tokens};
use std::ops::Range;
use std::sync::OnceLock;

/// The most words of a window that is no sentence. A text without full stops is cut into pieces of this length.
const LONGEST: usize = 150;

/// Where a sentence is in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SentencePlace {
    /// The number of its paragraph, from 1. A heading counts to the paragraph after it.
    pub(super) paragraph: u32,
    /// Its characters, counted from 0.
    pub(super) chars: Range<usize>,
}

/// A text with its folded form, its sentences and its words.
#[derive(Debug)]
pub struct PreparedText {
    pub(super) folded: FoldedText,
    pub(super) tokens: Vec<TextToken>,
    pub(super) sentences: Vec<PreparedSentence>,
    bare: OnceLock<FoldedText>,
    content: OnceLock<KeyMap<Vec<usize>>>,
}

/// A sentence, or a piece of a very long one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PreparedSentence {
    pub(super) paragraph: u32,
    /// Its bytes in the folded text.
    pub(super) bytes: Range<usize>,
    /// Its tokens.
    pub(super) tokens: Range<usize>,
}

impl PreparedText {
    /// Prepares a text.
    #[must_use]
    pub fn new(read: &Manuscript<'_>) -> Self {
        let mut next = 1;
        let of_paragraph = |paragraph: &Paragraph| {
            let number = paragraph.number.unwrap_or(next);
            next = paragraph.number.map_or(next, |number| number + 1);
            let sentences = paragraph.sentences.iter();
            let place = |at| SentencePlace {
                paragraph: number,
                chars: read.characters(at),
            };
            sentences.map(place).collect::<Vec<_>>()
        };
        let sentences: Vec<SentencePlace> = read.paragraphs.iter().flat_map(of_paragraph).collect();
        Self::of_sentences(read.text, &sentences)
    }

    /// Prepares a text with its sentences, which must be in order.
    pub(super) fn of_sentences(text: &str, sentences: &[SentencePlace]) -> Self {
        let folded = FoldedText::new(text);
        let tokens = text_tokens(folded.text());
        let mut prepared = Self {
            folded,
            tokens,
            sentences: Vec::with_capacity(sentences.len()),
            bare: OnceLock::new(),
            content: OnceLock::new(),
        };
        for sentence in sentences {
            prepared.add(sentence);
        }
        prepared
    }

    fn add(&mut self, sentence: &SentencePlace) {
        let start = self.folded.folded(sentence.chars.start);
        let end = self.folded.folded(sentence.chars.end);
        let tokens = self.tokens_in(&(start..end));
        let mut piece = (start, tokens.start);
        while piece.1 + LONGEST < tokens.end {
            let next = piece.1 + LONGEST;
            let at = self.tokens.get(next).map_or(end, |token| token.at.start);
            self.sentences.push(PreparedSentence {
                paragraph: sentence.paragraph,
                bytes: piece.0..at,
                tokens: piece.1..next,
            });
            piece = (at, next);
        }
        self.sentences.push(PreparedSentence {
            paragraph: sentence.paragraph,
            bytes: piece.0..end.max(piece.0),
            tokens: piece.1..tokens.end,
        });
    }

    /// The tokens that begin in these bytes of the folded text.
    pub(super) fn tokens_in(&self, bytes: &Range<usize>) -> Range<usize> {
        let before = |at: usize| self.tokens.partition_point(|token| token.at.start < at);
        let start = before(bytes.start);
        start..before(bytes.end).max(start)
    }

    /// The sentences that share bytes with these.
    pub(super) fn sentences_in(&self, bytes: &Range<usize>) -> Range<usize> {
        let sentences = &self.sentences;
        let start = sentences.partition_point(|sentence| sentence.bytes.end <= bytes.start);
        let end = sentences.partition_point(|sentence| sentence.bytes.start < bytes.end);
        start..end.max(start)
    }

    /// The paragraph of a byte of the folded text; after the last sentence, the last one.
    pub(super) fn paragraph(&self, byte: usize) -> u32 {
        let at = self
            .sentences
            .partition_point(|sentence| sentence.bytes.end <= byte);
        let sentence = self.sentences.get(at).or_else(|| self.sentences.last());
        sentence.map_or(1, |sentence| sentence.paragraph)
    }

    /// The folded text without quotation marks.
    pub(super) fn bare(&self) -> &FoldedText {
        self.bare.get_or_init(|| self.folded.without_marks())
    }

    /// The sentences that have each content word, in order.
    pub(super) fn content(&self) -> &KeyMap<Vec<usize>> {
        self.content.get_or_init(|| {
            let mut content: KeyMap<Vec<usize>> = KeyMap::default();
            for (number, sentence) in self.sentences.iter().enumerate() {
                let tokens = self.tokens.get(sentence.tokens.clone()).unwrap_or_default();
                for token in tokens.iter().filter(|token| token.is_content) {
                    let sentences = content.entry(token.key).or_default();
                    if sentences.last() != Some(&number) {
                        sentences.push(number);
                    }
                }
            }
            content
        })
    }
}
