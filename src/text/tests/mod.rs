//! The engine's parts and their properties.

mod anchoring;
mod folding;
mod mutations;
mod parts;

use crate::domain::passage::{AnchorHow, QuotedPassage};
use crate::text::anchor::{SoughtQuote, passages};
use crate::text::prepared::{PreparedText, SentencePlace};

/// A text whose paragraphs stand on a line each and whose sentences end with a full stop and a space.
fn prepared(text: &str) -> PreparedText {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (number, line) in (1..).zip(text.split('\n')) {
        for sentence in line.split_inclusive(". ") {
            let end = start + sentence.chars().count();
            sentences.push(SentencePlace {
                paragraph: number,
                chars: start..end,
            });
            start = end;
        }
        start += 1;
    }
    PreparedText::of_sentences(text, &sentences)
}

fn quote(quote: &str) -> SoughtQuote<'_> {
    SoughtQuote {
        quote,
        ..SoughtQuote::default()
    }
}

/// The passages of some quotes in a text.
fn find(text: &str, sought: &[SoughtQuote<'_>]) -> Vec<QuotedPassage> {
    passages(&prepared(text), sought)
}

/// How one quote is found, and the words of its passage in the text as stored.
fn one(text: &str, sought: SoughtQuote<'_>) -> (AnchorHow, String) {
    let passage = find(text, &[sought]).remove(0);
    (passage.how, words(text, &passage))
}

fn words(text: &str, passage: &QuotedPassage) -> String {
    let place = passage.place.as_ref();
    let (start, end) = place.map_or((0, 0), |place| (place.start, place.end));
    text.chars().skip(start).take(end - start).collect()
}
