//! The words of a folded text, and the signs that count as words: `%` and the signs of currencies.

use crate::domain::name::is_mark;
use crate::domain::search::stands_alone;
use crate::text::lexis;
use std::hash::{BuildHasherDefault, Hasher};
use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

/// A word or sign of a folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextToken {
    /// Its bytes.
    pub at: Range<usize>,
    /// Two tokens with the same key say the same: case, a possessive ending and the spelling of small numbers and of units
    /// make no difference.
    pub key: u64,
    /// Whether it tells what its sentence is about.
    pub is_content: bool,
}

/// The words and signs of a folded text, in order.
#[must_use]
pub fn text_tokens(text: &str) -> Vec<TextToken> {
    let mut reader = TokenReader {
        text,
        rest: text.char_indices().peekable(),
        found: Vec::with_capacity(text.len() / 6),
        lower: String::new(),
        known: KeyMap::default(),
    };
    while let Some((at, c)) = reader.rest.next() {
        reader.next(at, c);
    }
    reader.found
}

struct TokenReader<'t> {
    text: &'t str,
    rest: Peekable<CharIndices<'t>>,
    found: Vec<TextToken>,
    /// The word at hand in lower case.
    lower: String,
    /// The key of each word read before, and whether it is content: a text says most of its words many times.
    known: KeyMap<(u64, bool)>,
}

impl TokenReader<'_> {
    fn next(&mut self, at: usize, c: char) {
        self.lower.clear();
        if c.is_alphanumeric() {
            self.word(at, c);
        } else if is_sign(c) {
            self.lower.push(c);
            self.push(at..at + c.len_utf8());
        }
    }

    fn word(&mut self, at: usize, first: char) {
        let mut end = at + first.len_utf8();
        let mut last = first;
        lower(first, &mut self.lower);
        while !stands_alone(first)
            && let Some((next, c)) = self.rest.peek().copied()
        {
            if !(c.is_alphanumeric() && !stands_alone(c) || self.joins(last, next, c)) {
                break;
            }
            lower(c, &mut self.lower);
            last = c;
            end = next + c.len_utf8();
            self.rest.next();
        }
        self.push(at..end);
    }

    /// Whether a sign is part of the word around it: `isn't`, `1,200.5`, a mark on the letter before it.
    fn joins(&self, last: char, at: usize, sign: char) -> bool {
        let after = || {
            self.text
                .get(at + sign.len_utf8()..)
                .and_then(|rest| rest.chars().next())
        };
        match sign {
            '\'' => after().is_some_and(char::is_alphanumeric),
            '.' | ',' => last.is_ascii_digit() && after().is_some_and(|c| c.is_ascii_digit()),
            sign => !sign.is_ascii() && is_mark(sign),
        }
    }

    fn push(&mut self, at: Range<usize>) {
        let word = self.lower.strip_suffix("'s").unwrap_or(&self.lower);
        let (key, is_content) = *self.known.entry(key(word)).or_insert_with(|| {
            let spelling = lexis::one_spelling(word);
            (key(spelling.as_ref()), lexis::is_content(word))
        });
        self.found.push(TextToken {
            at,
            key,
            is_content,
        });
    }
}

fn lower(c: char, word: &mut String) {
    if c.is_ascii() {
        word.push(c.to_ascii_lowercase());
    } else {
        word.extend(c.to_lowercase());
    }
}

/// Whether a sign belongs to a figure.
fn is_sign(c: char) -> bool {
    matches!(
        c,
        '%' | '‰' | '$' | '£' | '¥' | '¢' | '\u{58f}' | '\u{60b}' | '\u{e3f}' | '\u{20a0}'
            ..='\u{20cf}'
    )
}

/// A map by the keys of words. They are hashes already.
#[expect(
    clippy::disallowed_types,
    reason = "nobody goes through it, and a text has very many words"
)]
pub(super) type KeyMap<V> = std::collections::HashMap<u64, V, BuildHasherDefault<KeyHasher>>;

/// Takes a key as its own hash.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

/// A number for a word, as FNV-1a makes it: no two words of a text are likely to share one.
#[must_use]
pub fn key(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
