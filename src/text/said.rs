//! Whether a text has some words at all, whatever their case, punctuation and quotation marks.

use crate::domain::passage::PassagePlace;
use crate::text::fold::fold;
use crate::text::parts::parts;
use crate::text::prepared::PreparedText;
use crate::text::tokens::{TextToken, text_tokens};
use std::ops::Range;

/// The first part of a quote that a text does not have after the parts before it.
#[must_use]
pub fn missing_part(text: &PreparedText, quote: &str) -> Option<String> {
    missing(&text.tokens, quote)
}

/// Whether the sentences of a passage, or the sentences next to them, have some words.
#[must_use]
pub fn is_near(text: &PreparedText, place: &PassagePlace, words: &str) -> bool {
    let sentences = text.sentences_in(&bytes(text, place));
    let near = sentences.start.saturating_sub(1)..(sentences.end + 1).min(text.sentences.len());
    let near = text.sentences.get(near).unwrap_or_default();
    let start = near.first().map_or(0, |first| first.tokens.start);
    let end = near.last().map_or(start, |last| last.tokens.end);
    missing(text.tokens.get(start..end).unwrap_or_default(), words).is_none()
}

/// The words of a passage, folded.
#[must_use]
pub fn words_of<'t>(text: &'t PreparedText, place: &PassagePlace) -> &'t str {
    let words = text.folded.text().get(bytes(text, place));
    words.unwrap_or_default().trim()
}

fn bytes(text: &PreparedText, place: &PassagePlace) -> Range<usize> {
    let start = text.folded.folded(place.start);
    start..text.folded.folded(place.end).max(start)
}

fn missing(tokens: &[TextToken], words: &str) -> Option<String> {
    let mut rest = tokens;
    parts(words).into_iter().find(|part| {
        let sought: Vec<u64> = text_tokens(&fold(part))
            .into_iter()
            .map(|token| token.key)
            .collect();
        let after = after(rest, &sought);
        rest = after.unwrap_or(rest);
        after.is_none()
    })
}

/// What follows the first place of some words.
fn after<'t>(tokens: &'t [TextToken], sought: &[u64]) -> Option<&'t [TextToken]> {
    if sought.is_empty() {
        return Some(tokens);
    }
    let is_here = |window: &[TextToken]| {
        window
            .iter()
            .zip(sought)
            .all(|(token, key)| token.key == *key)
    };
    let at = tokens.windows(sought.len()).position(is_here)?;
    tokens.get(at + sought.len()..)
}
