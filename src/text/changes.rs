//! Which words a passage has differently from a quote, and whether that changes what it says.
//!
//! The words are aligned by their longest common subsequence: two bags of words would not tell "3 dead, 5 hurt" from
//! "5 dead, 3 hurt".

use crate::domain::passage::WordChange;
use crate::text::lexis::{WordClass, are_opposites, class, is_function_word};
use crate::text::tokens::TextToken;
use std::ops::Range;

/// The largest table for aligning words. Longer passages are for a person to compare.
const LARGEST: usize = 4_000_000;
/// How many words on either side of a passage we look at for every class but directions.
const BESIDE: usize = 2;
/// A text with fewer English words of every fifth is in another language, whose words of doubt we do not know.
const ENGLISH: usize = 5;

/// A folded text with some of its tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct TokenizedText<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: &'t [TextToken],
}

impl<'t> TokenizedText<'t> {
    fn word(&self, token: &TextToken) -> &'t str {
        self.text.get(token.at.clone()).unwrap_or_default()
    }

    /// The class of a word at its place.
    fn class(&self, token: &TextToken) -> Option<WordClass> {
        let before = self.text.get(..token.at.start).unwrap_or_default();
        let before = before
            .trim_end_matches(|c: char| matches!(c, '"' | '\'' | '(' | '[') || c.is_whitespace());
        let starts_sentence = before.is_empty() || before.ends_with(['.', '!', '?', ':', ';', '-']);
        class(self.word(token), starts_sentence)
    }

    fn is_english(&self) -> bool {
        let words = self
            .tokens
            .iter()
            .map(|token| self.word(token).to_lowercase());
        let known = words.filter(|word| is_function_word(word)).count();
        known * ENGLISH >= self.tokens.len()
    }

    fn slice(&self, range: Range<usize>) -> Self {
        Self {
            text: self.text,
            tokens: self.tokens.get(range).unwrap_or_default(),
        }
    }
}

/// The changes between a quote and a passage that matter. `around` are the words of the passage's sentences before it and
/// after it, where a change counts if there is none inside. `None` if the two are too long to tell.
pub(super) fn changes(
    quote: TokenizedText<'_>,
    passage: TokenizedText<'_>,
    around: [TokenizedText<'_>; 2],
) -> Option<Vec<WordChange>> {
    let every_word = !quote.is_english();
    let gaps = gaps(quote.tokens, passage.tokens)?;
    let inside = gaps
        .into_iter()
        .filter_map(|(from, to)| between(quote.slice(from), passage.slice(to), every_word));
    let mut changes: Vec<WordChange> = inside.collect();
    if !changes.is_empty() {
        return Some(changes);
    }
    let [before, after] = around;
    let far = before.tokens.len().saturating_sub(BESIDE);
    for (words, beside) in [(before, far..before.tokens.len()), (after, 0..BESIDE)] {
        changes.extend(beside_passage(words, &beside));
    }
    Some(changes)
}

/// The change that a gap in the alignment makes, if it matters.
fn between(from: TokenizedText<'_>, to: TokenizedText<'_>, every_word: bool) -> Option<WordChange> {
    let words = |side: TokenizedText<'_>, every_word: bool| -> Vec<String> {
        let words = side.tokens.iter();
        let matters = words.filter(|token| every_word || side.class(token).is_some());
        matters.map(|token| side.word(token).to_owned()).collect()
    };
    let turned = from.tokens.iter().any(|one| {
        let mut others = to.tokens.iter();
        others.any(|other| are_opposites(from.word(one), to.word(other)))
    });
    let every_word = every_word || turned;
    let change = WordChange {
        from: words(from, every_word).join(" "),
        to: words(to, every_word).join(" "),
    };
    let is_empty = change.from.is_empty() && change.to.is_empty();
    (!is_empty).then_some(change)
}

/// Words beside a passage that may change what it says: a figure, a name and their like next to it, and a *not* or a *may* anywhere in its
/// sentence.
fn beside_passage<'t>(
    words: TokenizedText<'t>,
    beside: &Range<usize>,
) -> impl Iterator<Item = WordChange> + 't {
    let beside = beside.clone();
    let tokens = words.tokens.iter().enumerate();
    tokens
        .filter(move |(at, token)| match words.class(token) {
            Some(WordClass::Negation | WordClass::Hedge) => true,
            Some(WordClass::Direction) | None => false,
            Some(_) => beside.contains(at),
        })
        .map(move |(_, token)| WordChange {
            from: String::new(),
            to: words.word(token).to_owned(),
        })
}

/// A stretch of the one text's tokens and of the other's that are not aligned.
type Gap = (Range<usize>, Range<usize>);

/// The gaps of a longest common subsequence of two texts' words; `None` if they are too long.
fn gaps(one: &[TextToken], other: &[TextToken]) -> Option<Vec<Gap>> {
    let common = |(one, other): &(&TextToken, &TextToken)| one.key == other.key;
    let head = one.iter().zip(other).take_while(common).count();
    let (one_rest, other_rest) = (one.get(head..)?, other.get(head..)?);
    let tails = one_rest.iter().rev().zip(other_rest.iter().rev());
    let tail = tails.take_while(common).count();
    let one_rest = one_rest.get(..one_rest.len() - tail)?;
    let other_rest = other_rest.get(..other_rest.len() - tail)?;
    if one_rest.len() * other_rest.len() > LARGEST {
        return None;
    }
    let mut found: Vec<Gap> = Vec::new();
    let (mut from, mut to) = (head, head);
    for (a, b) in aligned(one_rest, other_rest) {
        found.push((from..head + a, to..head + b));
        (from, to) = (head + a + 1, head + b + 1);
    }
    found.push((from..head + one_rest.len(), to..head + other_rest.len()));
    found.retain(|(from, to)| !from.is_empty() || !to.is_empty());
    Some(found)
}

/// The pairs of a longest common subsequence.
fn aligned(one: &[TextToken], other: &[TextToken]) -> Vec<(usize, usize)> {
    let lengths = common_lengths(one, other);
    let (mut a, mut b) = (0, 0);
    let mut pairs = Vec::new();
    while let (Some(left), Some(right)) = (one.get(a), other.get(b)) {
        if left.key == right.key {
            pairs.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if lengths.after(a + 1, b) >= lengths.after(a, b + 1) {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}

/// The length of the common subsequence of what follows each pair of tokens.
struct CommonLengths {
    width: usize,
    lengths: Vec<u32>,
}

impl CommonLengths {
    fn after(&self, a: usize, b: usize) -> u32 {
        let length = self.lengths.get(a * self.width + b);
        length.copied().unwrap_or_default()
    }
}

fn common_lengths(one: &[TextToken], other: &[TextToken]) -> CommonLengths {
    let width = other.len() + 1;
    let lengths = vec![0; (one.len() + 1) * width];
    let mut common = CommonLengths { width, lengths };
    for (a, left) in one.iter().enumerate().rev() {
        for (b, right) in other.iter().enumerate().rev() {
            let longest = if left.key == right.key {
                common.after(a + 1, b + 1) + 1
            } else {
                common.after(a + 1, b).max(common.after(a, b + 1))
            };
            if let Some(place) = common.lengths.get_mut(a * width + b) {
                *place = longest;
            }
        }
    }
    common
}
