//! The part of a text that is most like a quote, when its words are not there as they are.

use crate::text::distance::LetterPattern;
use crate::text::prepared::PreparedText;
use crate::text::tokens::TextToken;
use std::collections::BTreeSet;
use std::ops::Range;

/// A window must share at least this part of the quote's content words.
const SHARED: f64 = 0.34;
/// The most windows that we compare letter by letter, those with the most shared words first.
const MOST: usize = 16;
/// The longest quote, in letters, that we compare letter by letter.
const LONGEST: usize = 4_000;
/// How much being between the neighbours' passages adds, and being in the right paragraph.
const IN_PLACE: f64 = 0.03;
/// The most content words of a quote that we look up.
const WORDS: usize = 128;

/// Where a quote should be.
#[derive(Clone, Debug, Default)]
pub(super) struct ExpectedPlace {
    /// The bytes between the passages of the claims before and after it.
    pub(super) between: Range<usize>,
    /// Its paragraph, as far as it is known.
    pub(super) paragraph: Option<i64>,
}

/// The window that is most like a quote.
#[derive(Clone, Debug)]
pub(super) struct LikelyWindow {
    /// The bytes of the folded text that are like the quote.
    pub(super) bytes: Range<usize>,
    /// 1 for the same letters, 0 for none.
    pub(super) score: f64,
    /// The part of the quote's content words that the window has.
    pub(super) overlap: f64,
}

/// Finds the window that is most like a quote, if any is.
pub(super) fn best(
    text: &PreparedText,
    quote: &str,
    tokens: &[TextToken],
    expected: &ExpectedPlace,
) -> Option<LikelyWindow> {
    let pattern = LetterPattern::new(quote.chars());
    if pattern.length() > LONGEST {
        return None;
    }
    let mut best: Option<(f64, Range<usize>, f64, f64)> = None;
    for (overlap, sentences) in candidates(text, tokens, sentences_of(quote)) {
        let ceiling = 0.6 + 0.4 * overlap + 2.0 * IN_PLACE;
        if best.as_ref().is_some_and(|(value, ..)| *value >= ceiling) {
            break;
        }
        let bytes = span(text, &sentences);
        let window = text
            .folded
            .text()
            .get(bytes.clone())
            .unwrap_or_default()
            .trim();
        let found = pattern.compare(window.chars());
        let score = share(found.whole, pattern.length().max(window.chars().count()))
            .max(share(found.part, pattern.length()));
        let value = 0.6 * score + 0.4 * overlap + in_place(text, &bytes, &sentences, expected);
        if best.as_ref().is_none_or(|(best, ..)| value > *best) {
            best = Some((value, bytes, score, overlap));
        }
    }
    let (_, bytes, score, overlap) = best?;
    let bytes = without_strange_ends(text, tokens, passage(text, &pattern, quote, bytes));
    Some(LikelyWindow {
        bytes,
        score,
        overlap,
    })
}

/// How many sentences a quote may have: its windows have so many, and at least two.
fn sentences_of(quote: &str) -> usize {
    let ends = quote.matches(['.', '!', '?', '。', '؟', '।']).count();
    (ends + 1).clamp(2, 8)
}

/// Windows of up to `longest` sentences that share enough words with the quote: most shared words first, then the shortest,
/// then the first.
fn candidates(
    text: &PreparedText,
    tokens: &[TextToken],
    longest: usize,
) -> Vec<(f64, Range<usize>)> {
    let (shared, words) = shared_words(text, tokens);
    let mut windows: Vec<(usize, usize, usize)> = Vec::new();
    // A window whose first or last sentence shares nothing is no better than the one without it.
    for (at, (start, _)) in shared.iter().enumerate() {
        let mut has = 0;
        for (last, mask) in shared.get(at..).unwrap_or_default() {
            let length = last + 1 - start;
            if length > longest {
                break;
            }
            has |= mask;
            let missing = words - has.count_ones() as usize;
            if share(missing, words) >= SHARED {
                windows.push((missing, length, *start));
            }
        }
    }
    if windows.len() > MOST {
        windows.select_nth_unstable(MOST);
        windows.truncate(MOST);
    }
    windows.sort_unstable();
    windows
        .into_iter()
        .map(|(missing, length, start)| (share(missing, words), start..start + length))
        .collect()
}

/// The sentences with content words of the quote, in order, each with a bit for each word that it has; and how many the
/// quote has.
fn shared_words(text: &PreparedText, tokens: &[TextToken]) -> (Vec<(usize, u128)>, usize) {
    let words: BTreeSet<u64> = tokens
        .iter()
        .filter(|token| token.is_content)
        .map(|token| token.key)
        .take(WORDS)
        .collect();
    let mut masks: Vec<u128> = vec![0; text.sentences.len()];
    for (number, word) in words.iter().enumerate() {
        for sentence in text.content().get(word).into_iter().flatten() {
            if let Some(mask) = masks.get_mut(*sentence) {
                *mask |= 1 << number;
            }
        }
    }
    let shared = masks.into_iter().enumerate().filter(|(_, mask)| *mask != 0);
    (shared.collect(), words.len())
}

/// The bytes of some sentences.
fn span(text: &PreparedText, sentences: &Range<usize>) -> Range<usize> {
    let sentences = text.sentences.get(sentences.clone()).unwrap_or_default();
    let start = sentences.first().map_or(0, |first| first.bytes.start);
    start..sentences.last().map_or(start, |last| last.bytes.end)
}

/// What a window's place adds.
fn in_place(
    text: &PreparedText,
    bytes: &Range<usize>,
    sentences: &Range<usize>,
    expected: &ExpectedPlace,
) -> f64 {
    let is_between = expected.between.start <= bytes.end && bytes.start <= expected.between.end;
    let is_near = expected.paragraph.is_some_and(|paragraph| {
        let sentences = text.sentences.get(sentences.clone()).unwrap_or_default();
        let mut paragraphs = sentences
            .iter()
            .map(|sentence| i64::from(sentence.paragraph));
        paragraphs.any(|found| found.abs_diff(paragraph) <= 1)
    });
    let of = |is_right: bool| if is_right { IN_PLACE } else { 0.0 };
    of(is_between) + of(is_near)
}

/// The bytes of a window that are like the quote, in whole words.
fn passage(
    text: &PreparedText,
    pattern: &LetterPattern,
    quote: &str,
    bytes: Range<usize>,
) -> Range<usize> {
    let folded = text.folded.text();
    let window = folded.get(bytes.clone()).unwrap_or_default();
    let start = bytes.start + (window.len() - window.trim_start().len());
    let window = window.trim();
    let found = pattern.compare(window.chars());
    let whole = share(found.whole, pattern.length().max(window.chars().count()));
    if whole >= share(found.part, pattern.length()) {
        return start..start + window.len();
    }
    let end = byte_of(window, found.part_end);
    let head = window.get(..end).unwrap_or_default();
    let backwards = LetterPattern::new(quote.chars().rev());
    let (_, length) = backwards.best(head.chars().rev());
    let first = byte_of(head, found.part_end.saturating_sub(length));
    whole_words(text, start + first..start + end)
}

/// The bytes without a first or last sentence that shares no word with the quote.
fn without_strange_ends(
    text: &PreparedText,
    quote: &[TextToken],
    mut bytes: Range<usize>,
) -> Range<usize> {
    let shares = |part: Range<usize>| {
        let tokens = text.tokens.get(text.tokens_in(&part)).unwrap_or_default();
        let is_shared = |token: &TextToken| quote.iter().any(|other| other.key == token.key);
        tokens
            .iter()
            .filter(|token| token.is_content)
            .any(is_shared)
    };
    let sentences = text
        .sentences
        .get(text.sentences_in(&bytes))
        .unwrap_or_default();
    for sentence in sentences {
        let (start, end) = (
            sentence.bytes.start.max(bytes.start),
            sentence.bytes.end.min(bytes.end),
        );
        if shares(start..end) {
            break;
        }
        if end < bytes.end {
            bytes.start = end;
        }
    }
    for sentence in sentences.iter().rev() {
        let (start, end) = (
            sentence.bytes.start.max(bytes.start),
            sentence.bytes.end.min(bytes.end),
        );
        if start <= bytes.start || shares(start..end) {
            break;
        }
        bytes.end = start;
    }
    whole_words(text, bytes)
}

/// The byte of a character's number.
fn byte_of(text: &str, character: usize) -> usize {
    let mut chars = text.char_indices();
    chars.nth(character).map_or(text.len(), |(at, _)| at)
}

/// The bytes with the words that they cut.
fn whole_words(text: &PreparedText, bytes: Range<usize>) -> Range<usize> {
    let cut = |at: usize| {
        let before = text.tokens.partition_point(|token| token.at.end <= at);
        text.tokens.get(before).filter(|token| token.at.start < at)
    };
    let start = cut(bytes.start).map_or(bytes.start, |token| token.at.start);
    let end = cut(bytes.end).map_or(bytes.end, |token| token.at.end);
    let passage = text.folded.text().get(start..end).unwrap_or_default();
    let start = start + (passage.len() - passage.trim_start().len());
    start..start + passage.trim().len()
}

/// 1 without a missing one, 0 if all are missing.
#[expect(
    clippy::cast_precision_loss,
    reason = "both are counts of letters or words"
)]
fn share(missing: usize, all: usize) -> f64 {
    if all == 0 {
        return 0.0;
    }
    1.0 - missing.min(all) as f64 / all as f64
}
