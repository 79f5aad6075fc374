//! The figures of a sentence: numbers in digits and words, sums, shares, spans of time. Years and dates are apart.

use crate::domain::check::english::quantity::{Measure, Quantity};
use crate::domain::check::english::reader::quantities;
use std::ops::Range;

/// Words that are a figure by themselves.
const MULTIPLES: &[&str] = &[
    "double",
    "doubled",
    "doubles",
    "doubling",
    "twice",
    "triple",
    "tripled",
    "tripling",
    "halved",
    "halving",
    "quadrupled",
    "twofold",
    "threefold",
    "tenfold",
];
/// Words before a number that make a span of it: "first nine months".
const SPANS: &[&str] = &["first", "last", "past", "next", "previous"];
/// What follows a number without being a word of its own.
const AFTER: &[&str] = &["%", " %", " percent", " per cent", " percentage points"];

/// A figure in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// Its bytes.
    pub at: Range<usize>,
    /// Whether it is a year, a date or a time of day, and no more.
    pub is_date: bool,
    /// What it measures, if we can tell.
    quantity: Option<Quantity>,
}

/// The figures in this range of a text, in order.
#[must_use]
pub fn figures(text: &str, range: &Range<usize>) -> Vec<Figure> {
    let part = text.get(range.clone()).unwrap_or_default();
    let mut found: Vec<Figure> = quantities(part)
        .into_iter()
        .filter(|quantity| quantity.measure != Measure::Place)
        .map(|quantity| Figure {
            at: whole(part, &quantity.at),
            is_date: matches!(
                quantity.measure,
                Measure::Year | Measure::Day | Measure::Time(_)
            ),
            quantity: Some(quantity),
        })
        .collect();
    found.extend(multiples(part));
    found.sort_by_key(|figure| figure.at.start);
    for figure in &mut found {
        figure.at = figure.at.start + range.start..figure.at.end + range.start;
    }
    found
}

impl Figure {
    /// Whether one of these texts has the same number.
    #[must_use]
    pub fn is_in(&self, texts: &[&str]) -> bool {
        self.quantity.as_ref().is_some_and(|quantity| {
            let mut read = texts.iter().flat_map(|text| quantities(text));
            read.any(|found| found.may_be(quantity))
        })
    }
}

/// The bytes of a number with its currency, its percent sign, and the word that makes a span of it.
fn whole(part: &str, at: &Range<usize>) -> Range<usize> {
    let mut at = at.clone();
    let before = part.get(..at.start).unwrap_or_default();
    if let Some(c) = before
        .chars()
        .next_back()
        .filter(|c| matches!(c, '$' | '€' | '£' | '¥' | '₹'))
    {
        at.start -= c.len_utf8();
    }
    let before = part.get(..at.start).unwrap_or_default().trim_end();
    let word = before
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or_default();
    if SPANS.contains(&word) {
        at.start = before.len() - word.len();
        at.end += next_word(part.get(at.end..).unwrap_or_default());
    }
    let after = part.get(at.end..).unwrap_or_default();
    let sign = AFTER.iter().find(|sign| after.starts_with(**sign));
    at.end += sign.map_or(0, |sign| sign.len());
    at
}

/// The bytes up to the end of the first word: " months of" has seven.
fn next_word(text: &str) -> usize {
    let word = text.trim_start_matches(' ');
    let length = word.find(|c: char| !c.is_alphabetic());
    text.len() - word.len() + length.unwrap_or(word.len())
}

fn multiples(part: &str) -> impl Iterator<Item = Figure> {
    let words = part.split(|c: char| !c.is_alphabetic());
    let start = part.as_ptr() as usize;
    words
        .filter(|word| MULTIPLES.contains(&word.to_lowercase().as_str()))
        .map(move |word| {
            let from = word.as_ptr() as usize - start;
            Figure {
                at: from..from + word.len(),
                is_date: false,
                quantity: None,
            }
        })
}

#[cfg(test)]
mod tests {
    use super::figures;

    #[track_caller]
    fn finds(text: &str, expected: &[&str]) {
        let found = figures(text, &(0..text.len()));
        let found: Vec<&str> = found
            .iter()
            .filter(|figure| !figure.is_date)
            .map(|figure| &text[figure.at.clone()])
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sums_shares_counts_and_multiples_are_figures() {
        finds("It cost $4.5 million, 12% more.", &["$4.5 million", "12%"]);
        finds("Three ships took half of it.", &["Three", "half"]);
        finds(
            "In 2024 it rose for the first nine months.",
            &["first nine months"],
        );
        finds("Fares doubled in 2031, on 3 May.", &["doubled"]);
    }

    #[test]
    fn a_number_is_the_same_in_digits_and_words() {
        let text = "They counted twelve boats.";
        let found = figures(text, &(0..text.len()));
        assert!(found[0].is_in(&["12 boats were there"]));
        assert!(!found[0].is_in(&["13 boats were there"]));
    }
}
