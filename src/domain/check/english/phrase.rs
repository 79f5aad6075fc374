//! Lists of phrases, written as data that a person can read and correct.
//!
//! A phrase is words with single spaces between them:
//!
//! | written | matches |
//! |---|---|
//! | `official` | this word, or this mark |
//! | `a\|an` | one of these words |
//! | `senior\|former?` | one of these words, or nothing |
//! | `*` | up to three words, but no mark |
//! | `…` | up to fifteen words, but no mark |
//! | `!report\|panel` | nothing, if none of these words comes next |
//! | `!Name` | nothing, if the next word does not start with a capital letter |
//! | `^` | nothing, at the start of a sentence |
//! | `report~` | a word that starts like this |
//! | `~'s` | a word that ends like this |
//! | `"` | a text in quotation marks |

use crate::domain::check::english::tokens::Token;
use std::collections::BTreeMap;
use std::ops::Range;

/// The most words that `*` covers.
const GAP: usize = 3;
/// The most words that `…` covers.
const LONG_GAP: usize = 15;

/// A list of phrases, ready to be searched for.
#[derive(Debug)]
pub struct Phrases {
    all: Vec<Vec<Part>>,
    /// For each word that a phrase starts with, the phrases that do.
    by_first: BTreeMap<&'static str, Vec<usize>>,
    /// The phrases whose first part is not a plain word.
    others: Vec<usize>,
}

#[derive(Debug)]
enum Part {
    OneOf(Vec<&'static str>),
    Maybe(Vec<&'static str>),
    Gap(usize),
    NotNext(Vec<&'static str>),
    Start,
}

impl Part {
    fn read(written: &'static str) -> Self {
        let words = |written: &'static str| written.split('|').collect();
        if written == "^" {
            Self::Start
        } else if written == "*" {
            Self::Gap(GAP)
        } else if written == "…" {
            Self::Gap(LONG_GAP)
        } else if let Some(rest) = written.strip_prefix('!').filter(|rest| !rest.is_empty()) {
            Self::NotNext(words(rest))
        } else if let Some(rest) = written.strip_suffix('?').filter(|rest| !rest.is_empty()) {
            Self::Maybe(words(rest))
        } else {
            Self::OneOf(words(written))
        }
    }
}

impl Phrases {
    /// Reads a list of phrases.
    #[must_use]
    pub fn new(written: &[&'static str]) -> Self {
        let mut phrases = Vec::new();
        let mut by_first: BTreeMap<&'static str, Vec<usize>> = BTreeMap::new();
        let mut others = Vec::new();
        for (number, written) in written.iter().enumerate() {
            let parts: Vec<Part> = written.split(' ').map(Part::read).collect();
            match parts.first() {
                Some(Part::OneOf(words)) if words.iter().all(|word| !word.contains('~')) => {
                    for word in words {
                        by_first.entry(word).or_default().push(number);
                    }
                }
                _ => others.push(number),
            }
            phrases.push(parts);
        }
        Self {
            all: phrases,
            by_first,
            others,
        }
    }

    /// The first place where one of the phrases is, as a range of tokens.
    #[must_use]
    pub fn find(&self, tokens: &[Token]) -> Option<Range<usize>> {
        self.every(tokens).next()
    }

    /// Every place where one of the phrases is, as ranges of tokens that may overlap.
    pub fn every<'a>(&'a self, tokens: &'a [Token]) -> impl Iterator<Item = Range<usize>> + 'a {
        (0..tokens.len()).filter_map(|start| Some(start..self.at(tokens, start)?))
    }

    /// Where a phrase that starts at this token ends, if there is one.
    #[must_use]
    pub fn at(&self, tokens: &[Token], start: usize) -> Option<usize> {
        let first = tokens.get(start)?.text.as_str();
        let of_first = self.by_first.get(first).into_iter().flatten();
        let mut candidates = of_first.chain(&self.others);
        candidates.find_map(|number| end(self.all.get(*number)?, tokens, start))
    }
}

/// Where a phrase ends that starts at this token.
fn end(parts: &[Part], tokens: &[Token], at: usize) -> Option<usize> {
    let Some((part, rest)) = parts.split_first() else {
        return Some(at);
    };
    let is_next = |words: &[&str]| tokens.get(at).is_some_and(|token| is_one_of(token, words));
    match part {
        Part::OneOf(words) => is_next(words).then(|| end(rest, tokens, at + 1))?,
        Part::Maybe(words) => {
            let with = is_next(words).then(|| end(rest, tokens, at + 1));
            with.flatten().or_else(|| end(rest, tokens, at))
        }
        Part::NotNext(words) => (!is_next(words)).then(|| end(rest, tokens, at))?,
        Part::Start => is_start(tokens, at).then(|| end(rest, tokens, at))?,
        Part::Gap(most) => {
            let words = tokens.get(at..).unwrap_or_default();
            let length = words.iter().take(*most).take_while(|token| token.is_word);
            (0..=length.count()).find_map(|length| end(rest, tokens, at + length))
        }
    }
}

fn is_one_of(token: &Token, words: &[&str]) -> bool {
    words.iter().any(|word| {
        if *word == "Name" {
            token.is_capital
        } else if let Some(start) = word.strip_suffix('~') {
            token.is_word && token.text.starts_with(start)
        } else if let Some(ending) = word.strip_prefix('~') {
            token.text.ends_with(ending)
        } else {
            token.text == *word
        }
    })
}

/// Whether a sentence starts at this token.
#[must_use]
pub fn is_start(tokens: &[Token], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    before.is_none_or(Token::ends_sentence)
}

#[cfg(test)]
mod tests {
    use super::Phrases;
    use crate::domain::check::english::tokens::tokens;

    fn found(phrase: &'static str, text: &str) -> Option<String> {
        let tokens = tokens(text);
        let range = Phrases::new(&[phrase]).find(&tokens)?;
        let words: Vec<&str> = tokens[range]
            .iter()
            .map(|token| token.text.as_str())
            .collect();
        Some(words.join(" "))
    }

    #[test]
    fn each_part_of_a_phrase_matches_what_the_table_says() {
        for (phrase, text, expected) in [
            ("a|an official", "An official said", Some("an official")),
            ("a|an official", "Officials", None),
            ("a senior? aide", "a senior aide", Some("a senior aide")),
            ("a senior? aide", "a aide", Some("a aide")),
            (
                "a * aide",
                "a very close Nordic aide",
                Some("a very close nordic aide"),
            ),
            ("a * aide", "a very very very close aide", None),
            ("a * aide", "a boat, an aide", None),
            (
                "a … aide",
                "a very very very close aide",
                Some("a very very very close aide"),
            ),
            ("an official !report|panel", "an official report", None),
            (
                "an official !report|panel",
                "an official",
                Some("an official"),
            ),
            ("aide !Name", "aide Ann", None),
            ("^ false :", "False: it is", Some("false :")),
            ("^ false :", "It is. False: it is", Some("false :")),
            ("^ false :", "It is false: it is", None),
            ("report~ that", "reporting that", Some("reporting that")),
            (
                "~'s claim",
                "the minister’s claim",
                Some("minister's claim"),
            ),
            ("says \" here", "says “no” here", Some("says \" here")),
        ] {
            assert_eq!(
                found(phrase, text).as_deref(),
                expected,
                "{phrase} / {text}"
            );
        }
    }
}
