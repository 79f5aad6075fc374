//! The places where a quote is word for word, and which of several is meant.

use crate::domain::claim::ClaimWords;
use crate::domain::search::stands_alone;
use crate::text::exact::places;
use crate::text::fold::{FoldedText, fold};
use crate::text::parts::parts;
use crate::text::prepared::PreparedText;
use std::ops::Range;

/// How far a paragraph's number may be from the one that the claim gives.
const NEAR: u32 = 1;

/// A quote to look for.
#[derive(Clone, Copy, Debug, Default)]
pub struct SoughtQuote<'q> {
    /// The words.
    pub quote: &'q str,
    /// The text right before them, if the claim gives it.
    pub prefix: Option<&'q str>,
    /// The text right after them.
    pub suffix: Option<&'q str>,
    /// The number of their paragraph when the claim was written, from 1.
    pub paragraph: Option<u32>,
}

impl<'q> SoughtQuote<'q> {
    /// What to look for in the text of a claim's article. `None` if the claim quotes nothing.
    #[must_use]
    pub fn of(claim: &'q ClaimWords) -> Option<Self> {
        Some(Self {
            quote: claim.quote.as_deref()?,
            prefix: claim.prefix.as_deref(),
            suffix: claim.suffix.as_deref(),
            paragraph: claim.paragraph,
        })
    }
}

/// A place where a quote is word for word: bytes of the folded text.
pub(super) type QuoteSpot = Range<usize>;

/// The places of each quote, in order.
pub(super) fn spots(text: &PreparedText, sought: &[SoughtQuote<'_>]) -> Vec<Vec<QuoteSpot>> {
    let folded: Vec<String> = sought.iter().map(|sought| fold(sought.quote)).collect();
    let quotes: Vec<&str> = folded.iter().map(String::as_str).collect();
    let mut spots: Vec<Vec<QuoteSpot>> = places(text.folded.text(), &quotes)
        .into_iter()
        .zip(&quotes)
        .map(|(starts, quote)| whole_words(text.folded.text(), starts, quote.len()))
        .collect();
    let open: Vec<usize> = (0..sought.len())
        .filter(|at| spots.get(*at).is_some_and(Vec::is_empty))
        .collect();
    let rest = open.iter().filter_map(|at| sought.get(*at));
    let rest: Vec<&str> = rest.map(|sought| sought.quote).collect();
    for (at, found) in open.into_iter().zip(bare_spots(text, &rest)) {
        if let Some(spots) = spots.get_mut(at) {
            *spots = found;
        }
    }
    spots
}

/// The places of quotes whatever their quotation marks, and with what they leave out.
fn bare_spots(text: &PreparedText, quotes: &[&str]) -> Vec<Vec<QuoteSpot>> {
    if quotes.is_empty() {
        return Vec::new();
    }
    let bare = text.bare();
    let of_quotes: Vec<Vec<String>> = quotes.iter().map(|quote| bare_parts(quote)).collect();
    let all: Vec<&str> = of_quotes.iter().flatten().map(String::as_str).collect();
    let mut found = places(bare.text(), &all).into_iter();
    let back = |spot: &QuoteSpot| {
        let chars = bare.stored(spot);
        text.folded.folded(chars.start)..text.folded.folded(chars.end)
    };
    let of_quote = |parts: &Vec<String>| {
        let spots: Vec<Vec<QuoteSpot>> = parts
            .iter()
            .map(|part| whole_words(bare.text(), found.next().unwrap_or_default(), part.len()))
            .collect();
        in_order(&spots).iter().map(back).collect()
    };
    of_quotes.iter().map(of_quote).collect()
}

/// The parts of a quote in the form in which the text without quotation marks has them.
fn bare_parts(quote: &str) -> Vec<String> {
    let bare = |part: &String| {
        FoldedText::new(part)
            .without_marks()
            .text()
            .trim()
            .to_owned()
    };
    let parts = parts(quote);
    parts
        .iter()
        .map(bare)
        .filter(|part| !part.is_empty())
        .collect()
}

/// The shortest places at which all parts follow one another.
fn in_order(parts: &[Vec<QuoteSpot>]) -> Vec<QuoteSpot> {
    let Some((first, rest)) = parts.split_first() else {
        return Vec::new();
    };
    let mut found: Vec<QuoteSpot> = Vec::new();
    for start in first {
        let mut end = start.end;
        let is_whole = rest.iter().all(|part| {
            let next = part.partition_point(|spot| spot.start < end);
            part.get(next).is_some_and(|spot| {
                end = spot.end;
                true
            })
        });
        if is_whole {
            // An earlier start with the same end only leaves out more.
            found.pop_if(|before| !rest.is_empty() && before.end == end);
            found.push(start.start..end);
        }
    }
    found
}

/// The places that cut no word in two.
fn whole_words(text: &str, starts: Vec<usize>, length: usize) -> Vec<QuoteSpot> {
    let is_cut = |at: usize| {
        let (before, after) = text.split_at_checked(at).unwrap_or_default();
        let (before, after) = (before.chars().next_back(), after.chars().next());
        let is_of_word =
            |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && !stands_alone(c));
        is_of_word(before) && is_of_word(after)
    };
    let spots = starts.into_iter().map(|start| start..start + length);
    spots
        .filter(|spot| !is_cut(spot.start) && !is_cut(spot.end) && !cuts_number(text, spot))
        .collect()
}

/// Whether a place ends within `1,200` or `3.5`.
fn cuts_number(text: &str, spot: &QuoteSpot) -> bool {
    let (before, _) = text.split_at_checked(spot.start).unwrap_or_default();
    let (_, after) = text.split_at_checked(spot.end).unwrap_or_default();
    let quote = text.get(spot.clone()).unwrap_or_default();
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let is_point = |c: Option<char>| matches!(c, Some('.' | ','));
    let joins = |before: &str, after: &str| {
        let (mut before, mut after) = (before.chars().rev(), after.chars());
        let (last, next) = (before.next(), after.next());
        is_digit(last) && is_point(next) && is_digit(after.next())
            || is_point(last) && is_digit(next) && is_digit(before.next())
    };
    joins(before, quote) || joins(quote, after)
}

/// Leaves of several places of a quote those that fit it, its paragraph and the other quotes. The first step that leaves
/// any counts.
pub(super) fn choose(
    text: &PreparedText,
    sought: &[SoughtQuote<'_>],
    spots: &mut [Vec<QuoteSpot>],
) {
    for (sought, spots) in sought.iter().zip(spots.iter_mut()) {
        if spots.len() > 1 {
            keep(spots, |spot| fits(text, sought, spot));
        }
    }
    let shift = shift(text, sought, spots);
    for (sought, spots) in sought.iter().zip(spots.iter_mut()) {
        let Some(paragraph) = sought.paragraph.filter(|_| spots.len() > 1) else {
            continue;
        };
        let expected = i64::from(paragraph) + shift;
        keep(spots, |spot| {
            let away = i64::from(text.paragraph(spot.start)).abs_diff(expected);
            away <= u64::from(NEAR)
        });
    }
    in_claims_order(spots);
}

/// Keeps the places that pass, unless none does.
fn keep(spots: &mut Vec<QuoteSpot>, passes: impl Fn(&QuoteSpot) -> bool) {
    if spots.iter().any(&passes) {
        spots.retain(passes);
    }
}

/// Whether the text around a place is what the claim says.
fn fits(text: &PreparedText, sought: &SoughtQuote<'_>, spot: &QuoteSpot) -> bool {
    let around = |at: usize| text.folded.text().split_at_checked(at).unwrap_or_default();
    let (before, _) = around(spot.start);
    let (_, after) = around(spot.end);
    let prefix = sought
        .prefix
        .is_none_or(|prefix| before.trim_end().ends_with(&fold(prefix)));
    let suffix = sought
        .suffix
        .is_none_or(|suffix| after.trim_start().starts_with(&fold(suffix)));
    prefix && suffix
}

/// By how many paragraphs the text has moved since the claims were written: the middle one of what the quotes with one
/// place say.
pub(super) fn shift(
    text: &PreparedText,
    sought: &[SoughtQuote<'_>],
    spots: &[Vec<QuoteSpot>],
) -> i64 {
    let known = sought
        .iter()
        .zip(spots)
        .filter_map(|(sought, spots)| match spots.as_slice() {
            [spot] => Some(i64::from(text.paragraph(spot.start)) - i64::from(sought.paragraph?)),
            _ => None,
        });
    let mut shifts: Vec<i64> = known.collect();
    shifts.sort_unstable();
    shifts.get(shifts.len() / 2).copied().unwrap_or_default()
}

/// Of several places of a quote, keeps the one with which most quotes follow one another, if only one does.
fn in_claims_order(spots: &mut [Vec<QuoteSpot>]) {
    if spots.iter().all(|spots| spots.len() <= 1) {
        return;
    }
    let before = chains(spots.iter(), |spot| spot.start);
    let after = chains(spots.iter().rev(), |spot| usize::MAX - spot.start);
    let longest = before.iter().flatten().max().copied().unwrap_or_default();
    for ((spots, before), after) in spots.iter_mut().zip(before).zip(after.into_iter().rev()) {
        let in_longest = before
            .iter()
            .zip(&after)
            .map(|(before, after)| before + after == longest + 1);
        let fitting: Vec<usize> = (0..)
            .zip(in_longest)
            .filter_map(|(at, fits)| fits.then_some(at))
            .collect();
        if let [one] = fitting.as_slice()
            && spots.len() > 1
        {
            *spots = spots.get(*one).cloned().into_iter().collect();
        }
    }
}

/// For each place of each quote, the length of the longest chain that ends there, of quotes that follow one another.
fn chains<'s>(
    spots: impl Iterator<Item = &'s Vec<QuoteSpot>>,
    at: impl Fn(&QuoteSpot) -> usize,
) -> Vec<Vec<usize>> {
    // The lowest end of a chain of each length (patience sorting).
    let mut ends: Vec<usize> = Vec::new();
    let of_quote = |spots: &Vec<QuoteSpot>| {
        let of_spot = |spot: &QuoteSpot| ends.partition_point(|end| *end <= at(spot));
        let lengths: Vec<usize> = spots.iter().map(of_spot).collect();
        for (spot, length) in spots.iter().zip(&lengths) {
            match ends.get_mut(*length) {
                Some(end) => *end = (*end).min(at(spot)),
                None => ends.push(at(spot)),
            }
        }
        lengths.into_iter().map(|length| length + 1).collect()
    };
    spots.map(of_quote).collect()
}

/// The shortest words before the first place that are before no other one, with the space after them.
pub(super) fn telling_prefix(text: &PreparedText, spots: &[QuoteSpot]) -> Option<String> {
    let (first, others) = spots.split_first()?;
    let folded = text.folded.text();
    let before = |spot: &QuoteSpot| folded.get(..spot.start).unwrap_or_default().trim_end();
    let words = text.tokens_in(&(0..first.start)).rev().take(12);
    let starts = words.filter_map(|at| Some(text.tokens.get(at)?.at.start));
    let prefixes = starts.filter_map(|start| folded.get(start..first.start));
    let is_telling = |prefix: &&str| {
        let prefix = prefix.trim_end();
        !others.iter().any(|other| before(other).ends_with(prefix))
    };
    prefixes.into_iter().find(is_telling).map(str::to_owned)
}
