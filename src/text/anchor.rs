//! Finds the passages that claims quote in the text of their article.
//!
//! A quote whose words are there is exact. Otherwise the most similar window is the passage: drifted if no change matters,
//! suspect if one may matter, and the quote is lost if nothing is similar enough. The thresholds were measured on pairs of
//! versions of real articles.

pub use crate::text::hits::SoughtQuote;

use crate::domain::passage::{AnchorHow, PassagePlace, QuotedPassage, WordChange};
use crate::text::changes::{TokenizedText, changes};
use crate::text::fold::fold;
use crate::text::hits;
use crate::text::hits::QuoteSpot;
use crate::text::parts::parts;
use crate::text::prepared::PreparedText;
use crate::text::tokens::text_tokens;
use crate::text::windows;
use crate::text::windows::{ExpectedPlace, LikelyWindow};
use std::ops::Range;

/// A quote of fewer characters says too little for anything but its own words.
const SHORT: usize = 30;
/// The score that a short quote needs.
const SHORT_SCORE: f64 = 0.9;

/// Finds the passage of each quote. The quotes must be in the order of their claims.
#[must_use]
pub fn passages(text: &PreparedText, sought: &[SoughtQuote<'_>]) -> Vec<QuotedPassage> {
    let mut spots = hits::spots(text, sought);
    hits::choose(text, sought, &mut spots);
    let shift = hits::shift(text, sought, &spots);
    let expected = expected(text, sought, &spots, shift);
    let quotes = sought.iter().zip(&spots).zip(&expected);
    quotes
        .map(|((sought, spots), expected)| {
            word_for_word(text, spots)
                .unwrap_or_else(|| in_other_words(text, sought.quote, expected))
        })
        .collect()
}

/// The words before the passage of a quote that tell it from the other places where the text has the same words. None if
/// there are no others, or nothing tells them apart.
#[must_use]
pub fn telling_prefix(text: &PreparedText, sought: &SoughtQuote<'_>) -> Option<String> {
    let all = hits::spots(text, std::slice::from_ref(sought));
    let mut chosen = all.clone();
    hits::choose(text, std::slice::from_ref(sought), &mut chosen);
    let [spots] = all.as_slice() else { return None };
    let [chosen] = chosen.first()?.as_slice() else {
        return None;
    };
    if spots.len() < 2 {
        return None;
    }
    let others = spots.iter().filter(|spot| *spot != chosen);
    let spots: Vec<QuoteSpot> = std::iter::once(chosen).chain(others).cloned().collect();
    hits::telling_prefix(text, &spots)
}

/// The passage of a quote whose words are there.
fn word_for_word(text: &PreparedText, spots: &[QuoteSpot]) -> Option<QuotedPassage> {
    let (first, others) = spots.split_first()?;
    let is_clear = others.is_empty();
    Some(QuotedPassage {
        how: if is_clear {
            AnchorHow::Exact
        } else {
            AnchorHow::Context
        },
        place: Some(place(text, first, 1.0)),
        prefix: if is_clear {
            None
        } else {
            hits::telling_prefix(text, spots)
        },
        changes: Vec::new(),
    })
}

fn place(text: &PreparedText, bytes: &Range<usize>, score: f64) -> PassagePlace {
    let chars = text.folded.stored(bytes);
    PassagePlace {
        start: chars.start,
        end: chars.end,
        paragraph: text.paragraph(bytes.start),
        score,
    }
}

/// Where a quote is, if it is in one place only.
fn only_start(spots: &[QuoteSpot]) -> Option<usize> {
    match spots {
        [spot] => Some(spot.start),
        _ => None,
    }
}

/// Where each quote should be: between the quotes before and after it that have one place.
fn expected(
    text: &PreparedText,
    sought: &[SoughtQuote<'_>],
    spots: &[Vec<QuoteSpot>],
    shift: i64,
) -> Vec<ExpectedPlace> {
    let mut last = 0;
    let mut expected: Vec<ExpectedPlace> = Vec::with_capacity(sought.len());
    for (sought, spots) in sought.iter().zip(spots) {
        last = only_start(spots).unwrap_or(last);
        expected.push(ExpectedPlace {
            between: last..last,
            paragraph: sought
                .paragraph
                .map(|paragraph| i64::from(paragraph) + shift),
        });
    }
    let mut next = text.folded.text().len();
    for (expected, spots) in expected.iter_mut().zip(spots).rev() {
        next = only_start(spots).unwrap_or(next);
        expected.between.end = next;
    }
    expected
}

/// The passage of a quote whose words are not there. What a quote with omissions joins is looked for part by part.
fn in_other_words(text: &PreparedText, quote: &str, expected: &ExpectedPlace) -> QuotedPassage {
    let parts = parts(quote);
    let [_, _, ..] = parts.as_slice() else {
        return parts.first().map_or_else(QuotedPassage::lost, |part| {
            similar(text, &fold(part), expected)
        });
    };
    let sought: Vec<SoughtQuote<'_>> = parts
        .iter()
        .map(|quote| SoughtQuote {
            quote,
            ..SoughtQuote::default()
        })
        .collect();
    let mut end = 0;
    let of_part = |(part, spots): (&String, Vec<QuoteSpot>)| {
        let next = spots.into_iter().find(|spot| spot.start >= end);
        end = next.as_ref().map_or(end, |spot| spot.end);
        let exact = next.and_then(|spot| word_for_word(text, &[spot]));
        exact.unwrap_or_else(|| similar(text, &fold(part), expected))
    };
    let spots = hits::spots(text, &sought);
    joined(parts.iter().zip(spots).map(of_part).collect())
}

/// The passage that is most similar to a quote, however short that is. For hints: the words of a short quote are in many
/// sentences that say something else.
#[must_use]
pub fn nearest(text: &PreparedText, quote: &str) -> QuotedPassage {
    similar_from(0, text, &fold(quote), &ExpectedPlace::default())
}

/// One passage of those of a quote's parts. The least sure part decides.
fn joined(parts: Vec<QuotedPassage>) -> QuotedPassage {
    let places: Option<Vec<&PassagePlace>> = parts.iter().map(|part| part.place.as_ref()).collect();
    let Some((first, rest)) = places.as_deref().and_then(<[_]>::split_first) else {
        return QuotedPassage::lost();
    };
    let mut whole = (*first).clone();
    let hows = parts.iter().map(|part| part.how);
    let mut how = hows.max().unwrap_or(AnchorHow::Lost);
    for place in rest {
        if place.start < whole.end {
            how = AnchorHow::Suspect;
        }
        whole.start = whole.start.min(place.start);
        whole.end = whole.end.max(place.end);
        whole.score = whole.score.min(place.score);
    }
    QuotedPassage {
        how,
        place: Some(whole),
        prefix: None,
        changes: parts.into_iter().flat_map(|part| part.changes).collect(),
    }
}

/// The passage that is most similar to a folded quote.
fn similar(text: &PreparedText, quote: &str, expected: &ExpectedPlace) -> QuotedPassage {
    similar_from(SHORT, text, quote, expected)
}

/// The same, if a quote of fewer than `short` characters says too little.
fn similar_from(
    short: usize,
    text: &PreparedText,
    quote: &str,
    expected: &ExpectedPlace,
) -> QuotedPassage {
    let tokens = text_tokens(quote);
    let Some(window) = windows::best(text, quote, &tokens, expected) else {
        return QuotedPassage::lost();
    };
    let is_short = quote.chars().count() < short;
    if is_short && window.score < SHORT_SCORE || !is_possible(&window) {
        return QuotedPassage::lost();
    }
    let quote = TokenizedText {
        text: quote,
        tokens: &tokens,
    };
    let changes = passage_changes(text, quote, &window.bytes);
    let is_sure = window.score >= 0.75
        && window.overlap >= 0.6
        && changes.as_ref().is_some_and(Vec::is_empty);
    QuotedPassage {
        how: if is_sure {
            AnchorHow::Drifted
        } else {
            AnchorHow::Suspect
        },
        place: Some(place(text, &window.bytes, window.score)),
        prefix: None,
        changes: changes.unwrap_or_default(),
    }
}

/// Whether a person should look at a window at all.
fn is_possible(window: &LikelyWindow) -> bool {
    let LikelyWindow { score, overlap, .. } = *window;
    score >= 0.4 && overlap >= 0.4 && (score >= 0.6 || overlap >= 0.5)
}

/// The changes that matter between a quote and a passage with its sentences around it.
fn passage_changes(
    text: &PreparedText,
    quote: TokenizedText<'_>,
    bytes: &Range<usize>,
) -> Option<Vec<WordChange>> {
    let of = |range: Range<usize>| TokenizedText {
        text: text.folded.text(),
        tokens: text.tokens.get(range).unwrap_or_default(),
    };
    let inside = text.tokens_in(bytes);
    let sentences = text
        .sentences
        .get(text.sentences_in(bytes))
        .unwrap_or_default();
    let first = sentences
        .first()
        .map_or(inside.start, |sentence| sentence.tokens.start);
    let last = sentences
        .last()
        .map_or(inside.end, |sentence| sentence.tokens.end);
    let around = [of(first..inside.start), of(inside.end..last)];
    changes(quote, of(inside), around)
}
