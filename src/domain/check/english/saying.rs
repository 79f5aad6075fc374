//! Whom a text names as saying something: "Northland says", "according to the ministry".

use crate::domain::check::english::phrase::{Phrases, is_start};
use crate::domain::check::english::tokens::{Token, tokens};
use std::ops::Range;
use std::sync::LazyLock;

static SAYS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(SAYING));
static ACCORDINGS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(ACCORDING));

/// Words right after the name of somebody who says something.
const SAYING: &[&str] = &[
    "says|said|say|announces|announced|announce|states|stated|declares|declared|claims|claimed|alleges|alleged",
    "insists|insisted|argues|argued|warns|warned|maintains|maintained|asserts|asserted|tells|told|adds|added|confirms|confirmed",
];

/// Words right before such a name.
const ACCORDING: &[&str] = &["according to the?", "in the words of the?"];

/// Words between a name and the word for what it does.
const BETWEEN: &[&str] = &[
    "also",
    "again",
    "repeatedly",
    "often",
    "now",
    "later",
    "publicly",
    "officially",
    "earlier",
    "then",
    "once",
    "always",
    "himself",
    "herself",
    "itself",
    "openly",
    "still",
    "thus",
    "today",
    "yesterday",
    "has",
    "have",
    "had",
];

/// Words before a name that make it part of something else: "the president of Northland says".
const OF: &[&str] = &[
    "of", "in", "from", "against", "with", "to", "by", "on", "for", "at", "near", "between",
    "about", "and", "or", "over", "than", "as",
];

/// The longest name that we look for, in words.
const LONGEST: usize = 6;

/// Words that may be the name of somebody who says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedSpeaker<'t> {
    /// The words, as the text spells them.
    pub name: &'t str,
    /// Whether they look like a proper name.
    pub is_proper: bool,
}

/// All words that may name somebody who says something in this text: of each place, the longest first.
#[must_use]
pub fn named_speakers(text: &str) -> Vec<NamedSpeaker<'_>> {
    let tokens = tokens(text);
    let before = SAYS
        .every(&tokens)
        .flat_map(|found| names_before(&tokens, found.start));
    let after = ACCORDINGS
        .every(&tokens)
        .flat_map(|found| names_after(&tokens, found.end));
    let named = before.chain(after).filter_map(|range| {
        let words = tokens.get(range.clone())?;
        let name = text.get(words.first()?.at.start..words.last()?.at.end)?;
        let is_proper = is_proper(words) && (words.len() > 1 || !is_start(&tokens, range.start));
        Some(NamedSpeaker { name, is_proper })
    });
    named.collect()
}

fn names_before(tokens: &[Token], saying: usize) -> Vec<Range<usize>> {
    let is_between = |at: usize| {
        tokens
            .get(at)
            .is_some_and(|token| BETWEEN.contains(&token.text.as_str()))
    };
    let mut end = saying;
    while end > 0 && is_between(end - 1) {
        end -= 1;
    }
    let words = tokens
        .get(..end)
        .unwrap_or_default()
        .iter()
        .rev()
        .take(LONGEST);
    let longest = words.take_while(|token| token.is_word).count();
    let is_whole = |start: &usize| {
        let before = start.checked_sub(1).and_then(|before| tokens.get(before));
        !before.is_some_and(|before| OF.contains(&before.text.as_str()))
    };
    let starts = end - longest..end;
    starts.filter(is_whole).map(|start| start..end).collect()
}

fn names_after(tokens: &[Token], start: usize) -> Vec<Range<usize>> {
    let words = tokens.get(start..).unwrap_or_default().iter().take(LONGEST);
    let longest = words.take_while(|token| token.is_word).count();
    (1..=longest)
        .rev()
        .map(|length| start..start + length)
        .collect()
}

/// Whether all words start with a capital letter, apart from small words between them.
fn is_proper(words: &[Token]) -> bool {
    const SMALL: &[&str] = &[
        "of", "de", "van", "von", "bin", "al", "el", "for", "and", "the",
    ];
    const NOT_NAMES: &[&str] = &[
        "the",
        "he",
        "she",
        "they",
        "it",
        "we",
        "i",
        "officials",
        "experts",
        "critics",
        "a",
        "an",
        "who",
        "but",
        "this",
        "that",
    ];
    let is_named = |word: &Token| word.is_capital || SMALL.contains(&word.text.as_str());
    let is_first = |word: &Token| word.is_capital && !NOT_NAMES.contains(&word.text.as_str());
    words.iter().all(is_named)
        && words.first().is_some_and(is_first)
        && words.last().is_some_and(|word| word.is_capital)
}
