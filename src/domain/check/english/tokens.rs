//! A text as tokens: words in lower case and the marks between them, each with its place in the text.
//!
//! A text in quotation marks is one mark, because its words are somebody else's.

use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

/// The mark that stands for a text in quotation marks.
pub const QUOTATION: &str = "\"";
/// The mark for a dash of any length with a space on both sides, or for a long dash without.
pub const DASH: &str = "-";
/// The most tokens of a text. A statement has fewer than a hundred; the rest of a hostile text is not read.
const MOST: usize = 2_000;
/// The most bytes of a quotation. What goes on longer was never closed.
const LONGEST_QUOTATION: usize = 1_000;
/// The marks that end a sentence or one of its independent parts.
const ENDS: &[&str] = &[".", "!", "?", ";"];

/// A word or a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// In lower case, with a straight apostrophe, and without the points of an abbreviation: `u.s.` is `us`.
    /// A number keeps its points, commas, colons and slashes.
    pub text: String,
    /// The bytes of the text that it covers.
    pub at: Range<usize>,
    /// Whether it is a word.
    pub is_word: bool,
    /// Whether it starts with a capital letter.
    pub is_capital: bool,
}

impl Token {
    /// Whether it ends a sentence, or a part of one that could be a sentence.
    #[must_use]
    pub fn ends_sentence(&self) -> bool {
        !self.is_word && ENDS.contains(&self.text.as_str())
    }
}

/// The words and marks of a text.
#[must_use]
pub fn tokens(text: &str) -> Vec<Token> {
    read(text, false)
}

/// The words and marks of a text, with those in quotation marks.
#[must_use]
pub fn tokens_with_quotations(text: &str) -> Vec<Token> {
    read(text, true)
}

fn read(text: &str, with_quotations: bool) -> Vec<Token> {
    let mut tokenizer = Tokenizer {
        text,
        rest: text.char_indices().peekable(),
        with_quotations,
        found: Vec::new(),
    };
    while tokenizer.found.len() < MOST
        && let Some((at, c)) = tokenizer.rest.next()
    {
        tokenizer.next(at, c);
    }
    tokenizer.found
}

struct Tokenizer<'t> {
    text: &'t str,
    rest: Peekable<CharIndices<'t>>,
    with_quotations: bool,
    found: Vec<Token>,
}

impl Tokenizer<'_> {
    fn next(&mut self, at: usize, c: char) {
        if c.is_alphanumeric() {
            self.word(at, c);
        } else if let Some(end) = self.quotation(at, c) {
            while self.rest.next_if(|(next, _)| *next < end).is_some() {}
            self.mark(QUOTATION, at..end);
        } else if is_dash(c) && self.is_spaced_or_long(at, c) {
            self.mark(DASH, at..at + c.len_utf8());
        } else if matches!(
            c,
            '.' | ','
                | ':'
                | ';'
                | '!'
                | '?'
                | '('
                | ')'
                | '['
                | ']'
                | '|'
                | '%'
                | '$'
                | '€'
                | '£'
                | '₹'
                | '¥'
        ) {
            self.mark(c.encode_utf8(&mut [0; 4]), at..at + c.len_utf8());
        }
    }

    fn mark(&mut self, text: &str, at: Range<usize>) {
        self.found.push(Token {
            text: text.to_owned(),
            at,
            is_word: false,
            is_capital: false,
        });
    }

    fn word(&mut self, at: usize, first: char) {
        let mut text: String = first.to_lowercase().collect();
        let mut end = at + first.len_utf8();
        while let Some((next, c)) = self.rest.peek().copied() {
            let after = self
                .text
                .get(next + c.len_utf8()..)
                .and_then(|rest| rest.chars().next());
            let goes_on = after.is_some_and(char::is_alphanumeric);
            let is_number = text.ends_with(|c: char| c.is_ascii_digit());
            match c {
                c if c.is_alphanumeric() => text.extend(c.to_lowercase()),
                '\'' | '\u{2019}' | '\u{2bc}' if goes_on => text.push('\''),
                // Only a reader sees what these part.
                '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => {}
                ',' | '.' | ':' | '/' | '\u{a0}' | '\u{202f}'
                    if is_number && after.is_some_and(|c| c.is_ascii_digit()) =>
                {
                    text.push(c);
                }
                '.' if self.is_abbreviated(next) => {}
                _ => break,
            }
            end = next + c.len_utf8();
            self.rest.next();
        }
        self.found.push(Token {
            text,
            at: at..end,
            is_word: true,
            is_capital: first.is_uppercase(),
        });
    }

    /// Whether the point at this place belongs to an abbreviation: one letter is before it, and one letter
    /// with a point after it, or another such pair before it.
    fn is_abbreviated(&self, point: usize) -> bool {
        let before: Vec<char> = self
            .text
            .get(..point)
            .map(|text| text.chars().rev().take(3).collect())
            .unwrap_or_default();
        let after: Vec<char> = self
            .text
            .get(point + 1..)
            .map(|text| text.chars().take(2).collect())
            .unwrap_or_default();
        let is_letter = |c: Option<&char>| c.is_some_and(|c| c.is_alphabetic());
        let is_alone =
            is_letter(before.first()) && !before.get(1).is_some_and(|c| c.is_alphanumeric());
        let opens = is_letter(after.first()) && after.get(1) == Some(&'.');
        let closes = before.get(1) == Some(&'.') && is_letter(before.get(2));
        is_alone && (opens || closes)
    }

    /// Where a quotation that opens here ends, if it ends.
    fn quotation(&self, at: usize, c: char) -> Option<usize> {
        if self.with_quotations {
            return None;
        }
        let closing: &[char] = match c {
            '"' | '\u{ff02}' => &[c],
            '\u{201c}' | '\u{201e}' => &['\u{201d}', '\u{201c}', '"'],
            '\u{ab}' => &['\u{bb}'],
            '\u{bb}' => &['\u{ab}'],
            '\'' | '\u{2018}' => &['\'', '\u{2019}'],
            _ => return None,
        };
        let is_single = matches!(c, '\'' | '\u{2018}');
        let is_in_word = self.text.get(..at)?.ends_with(char::is_alphanumeric);
        if is_single && is_in_word {
            return None;
        }
        let from = at + c.len_utf8();
        let inside = self.text.get(from..)?;
        let ends = inside
            .char_indices()
            .take_while(|(end, _)| *end < LONGEST_QUOTATION)
            .filter(|(_, c)| closing.contains(c));
        let mut ends = ends.filter(|(end, c)| {
            // Inside a word, it is an apostrophe.
            let after = inside.get(end + c.len_utf8()..);
            !is_single || !after.is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
        });
        let (end, c) = ends.next()?;
        Some(from + end + c.len_utf8())
    }

    fn is_spaced_or_long(&self, at: usize, dash: char) -> bool {
        let before = self.text.get(..at);
        let after = self.text.get(at + dash.len_utf8()..);
        let (Some(before), Some(after)) = (before, after) else {
            return false;
        };
        let is_spaced = before.ends_with(char::is_whitespace)
            && (after.is_empty() || after.starts_with(char::is_whitespace));
        let is_range = before.ends_with(|c: char| c.is_ascii_digit())
            && after.starts_with(|c: char| c.is_ascii_digit());
        is_spaced || (matches!(dash, '\u{2013}'..='\u{2015}') && !is_range)
    }
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

#[cfg(test)]
mod tests {
    use super::tokens;

    fn texts(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn words_and_marks_have_one_spelling() {
        assert_eq!(
            texts("It’s 5 p.m., he said."),
            ["it's", "5", "pm", ",", "he", "said", "."]
        );
        assert_eq!(texts("The U.S. did it."), ["the", "us", "did", "it", "."]);
        assert_eq!(
            texts("Fact-check - no—yes"),
            ["fact", "check", "-", "no", "-", "yes"]
        );
        assert_eq!(
            texts("$1,200.5 at 17:00, 3% a.m. 2"),
            ["$", "1,200.5", "at", "17:00", ",", "3", "%", "am", "2"]
        );
        assert_eq!(
            texts("re\u{ad}port\u{200b}ed 2024–25"),
            ["reported", "2024", "25"]
        );
    }

    #[test]
    fn a_quotation_is_one_mark() {
        for quoted in ["“a b”", "\"a b\"", "‘a b’", "'a b's c'", "«a b»", "„a b“"] {
            assert_eq!(
                texts(&format!("He said {quoted} twice")),
                ["he", "said", "\"", "twice"]
            );
        }
        assert_eq!(texts("the miners’ strike"), ["the", "miners", "strike"]);
        assert_eq!(texts("“never closed"), ["never", "closed"]);
    }

    #[test]
    fn a_token_knows_its_place() {
        let text = "No: U.S. troops";
        let places: Vec<&str> = tokens(text)
            .iter()
            .map(|token| &text[token.at.clone()])
            .collect();
        assert_eq!(places, ["No", ":", "U.S.", "troops"]);
    }
}
