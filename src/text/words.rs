//! A paragraph as words and marks, each with its lists, its sentence and its quotation.

use crate::text::lexicon::{Lexicon, ListSet};
use crate::text::manuscript::{Manuscript, Paragraph};
use crate::text::quotations::{Quotation, quotations};
use std::ops::Range;

/// A word or a mark of a paragraph.
#[derive(Clone, Debug)]
pub(super) struct TextWord<'t> {
    /// As written.
    pub(super) text: &'t str,
    pub(super) at: Range<usize>,
    pub(super) class: ListSet,
    /// The position of its sentence in the paragraph.
    pub(super) sentence: usize,
    /// The position of its quotation, whose marks count as parts of it.
    pub(super) quotation: Option<usize>,
    pub(super) is_word: bool,
    pub(super) is_capital: bool,
}

impl TextWord<'_> {
    pub(super) fn is(&self, class: ListSet) -> bool {
        self.class.is(class)
    }

    pub(super) fn is_mark(&self, marks: &[&str]) -> bool {
        !self.is_word && marks.contains(&self.text)
    }

    /// `’s` or a bare apostrophe after a name.
    pub(super) fn is_possessive(&self) -> bool {
        matches!(self.text, "'s" | "’s" | "’" | "'")
    }
}

/// A paragraph under the rules.
#[derive(Clone, Debug)]
pub(super) struct ReadParagraph<'t> {
    pub(super) text: &'t str,
    pub(super) paragraph: &'t Paragraph,
    pub(super) words: Vec<TextWord<'t>>,
    pub(super) quotations: Vec<Quotation>,
}

impl<'t> ReadParagraph<'t> {
    /// Whether the word at this position is one of these marks.
    pub(super) fn is_mark(&self, at: usize, marks: &[&str]) -> bool {
        self.words.get(at).is_some_and(|word| word.is_mark(marks))
    }

    /// Whether a mark outside quotation marks is at this position.
    pub(super) fn is_sign(&self, at: usize) -> bool {
        let word = self.words.get(at);
        word.is_some_and(|word| !word.is_word && word.quotation.is_none())
    }

    /// Reads a paragraph.
    pub(super) fn read(
        manuscript: &'t Manuscript<'t>,
        paragraph: &'t Paragraph,
        lexicon: &Lexicon,
    ) -> Self {
        let text = manuscript.text;
        let quotations = quotations(text, &paragraph.at);
        let mut passage = Self {
            text,
            paragraph,
            words: Vec::new(),
            quotations,
        };
        for (number, sentence) in paragraph.sentences.iter().enumerate() {
            passage.sentence(sentence, number, lexicon);
        }
        passage.place_in_quotations();
        passage
    }

    /// The text at these bytes.
    pub(super) fn slice(&self, at: &Range<usize>) -> &'t str {
        self.text.get(at.clone()).unwrap_or_default()
    }

    /// The bytes of a run of words.
    pub(super) fn bytes(&self, run: &Range<usize>) -> Range<usize> {
        let start = self.words.get(run.start).map_or(0, |word| word.at.start);
        let last = run.end.checked_sub(1).and_then(|last| self.words.get(last));
        start..last.map_or(start, |word| word.at.end)
    }

    /// The word at a position, if it belongs to this sentence.
    pub(super) fn word(&self, at: usize, sentence: usize) -> Option<&TextWord<'t>> {
        self.words.get(at).filter(|word| word.sentence == sentence)
    }

    /// The positions of a sentence's words.
    pub(super) fn of_sentence(&self, sentence: usize) -> Range<usize> {
        let start = self.words.partition_point(|word| word.sentence < sentence);
        let end = self.words.partition_point(|word| word.sentence <= sentence);
        start..end
    }

    fn place_in_quotations(&mut self) {
        let mut open = self.quotations.iter().enumerate().peekable();
        for word in &mut self.words {
            while open
                .next_if(|(_, quotation)| quotation.at.end <= word.at.start)
                .is_some()
            {}
            word.quotation = open
                .peek()
                .filter(|(_, quotation)| quotation.at.start <= word.at.start)
                .map(|(position, _)| *position);
        }
    }

    fn sentence(&mut self, sentence: &Range<usize>, number: usize, lexicon: &Lexicon) {
        let mut at = sentence.start;
        let mut lower = String::new();
        while let Some(c) = self.slice(&(at..sentence.end)).chars().next() {
            if c.is_whitespace() {
                at += c.len_utf8();
                continue;
            }
            let end = match c {
                c if c.is_alphanumeric() => self.end_of_word(at, sentence.end),
                '\'' | '’' if self.is_ending(at, sentence.end) => {
                    self.end_of_word(at + c.len_utf8(), sentence.end)
                }
                c => at + c.len_utf8(),
            };
            let text = self.slice(&(at..end));
            let is_word = text.chars().any(char::is_alphanumeric);
            lower_into(text, &mut lower);
            self.words.push(TextWord {
                text,
                at: at..end,
                class: if is_word || text.len() > 1 {
                    lexicon.class(&lower)
                } else {
                    ListSet::default()
                },
                sentence: number,
                quotation: None,
                is_word,
                is_capital: c.is_uppercase(),
            });
            at = end;
        }
    }

    /// Whether an apostrophe opens an ending such as `’s` or `’ll`.
    fn is_ending(&self, at: usize, end: usize) -> bool {
        let is_after_word = self.slice(&(0..at)).ends_with(char::is_alphanumeric);
        let mut rest = self.slice(&(at..end)).chars();
        rest.next();
        let rest = rest.as_str();
        let letters = rest
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(rest.len());
        is_after_word
            && matches!(
                rest.get(..letters),
                Some("s" | "ll" | "d" | "ve" | "re" | "m")
            )
    }

    /// Where a word ends that starts here. The points of an abbreviation belong to it, and so does `n't`.
    fn end_of_word(&self, start: usize, limit: usize) -> usize {
        let mut end = start;
        while let Some(c) = self.slice(&(end..limit)).chars().next() {
            let rest = self.slice(&(end + c.len_utf8()..limit));
            let goes_on = rest.starts_with(char::is_alphanumeric);
            let is_part = match c {
                c if c.is_alphanumeric() => true,
                '-' | '‑' | '/' | '&' | '\u{ad}' => goes_on,
                ',' | ':' => goes_on && self.is_number(end, rest),
                '.' => goes_on || self.is_abbreviation(start..end, rest),
                '\'' | '’' => goes_on && !self.is_ending(end, limit),
                _ => false,
            };
            if !is_part {
                break;
            }
            end += c.len_utf8();
        }
        end.max(start)
    }

    fn is_number(&self, end: usize, rest: &str) -> bool {
        let digit = |c: char| c.is_ascii_digit();
        self.slice(&(0..end)).ends_with(digit) && rest.starts_with(digit)
    }

    /// Whether a point ends an abbreviation, and not the sentence: more words follow.
    fn is_abbreviation(&self, word: Range<usize>, rest: &str) -> bool {
        let is_short = self.slice(&word).chars().count() <= 5;
        let follows = rest.trim_start();
        is_short && rest.len() != follows.len() && follows.starts_with(char::is_alphanumeric)
    }
}

/// Writes a word as the lexicon has it: in lower case, with a straight apostrophe.
fn lower_into(word: &str, lower: &mut String) {
    lower.clear();
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
        return;
    }
    for c in word.chars() {
        match c {
            '’' => lower.push('\''),
            c => lower.extend(c.to_lowercase()),
        }
    }
}
