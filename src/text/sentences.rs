//! Where sentences end. `sentencex` knows the abbreviations of many languages. If it fails, full stops decide.

use crate::text::blocks::trimmed;
use sentencex::get_sentence_boundaries;
use std::ops::Range;
use std::panic::catch_unwind;

/// A paragraph of more bytes has no paragraphs of its own. We split it at full stops, so that it costs no more than its size.
const LONGEST: usize = 20_000;

/// The sentences in this range of a text, without the white space around them.
pub(super) fn sentences(text: &str, at: &Range<usize>, language: &str) -> Vec<Range<usize>> {
    let paragraph = text.get(at.clone()).unwrap_or_default();
    let ends = (paragraph.len() <= LONGEST)
        .then(|| known_ends(paragraph, language))
        .flatten()
        .unwrap_or_else(|| plain_ends(paragraph));
    let mut start = at.start;
    let mut found = Vec::new();
    for end in ends {
        let sentence = trimmed(text, start..at.start + end);
        start = at.start + end;
        if !sentence.is_empty() {
            found.push(sentence);
        }
    }
    found
}

/// Where sentences end by the rules of a language. `None` if the crate fails on this paragraph, or loses a part of it.
fn known_ends(paragraph: &str, language: &str) -> Option<Vec<usize>> {
    let found = catch_unwind(|| {
        let found = get_sentence_boundaries(language, paragraph);
        let ends = found.iter().map(|sentence| sentence.end_byte);
        ends.collect::<Vec<usize>>()
    });
    found.ok().filter(|ends| is_whole(paragraph, ends))
}

fn is_whole(paragraph: &str, ends: &[usize]) -> bool {
    let rises = ends
        .windows(2)
        .all(|pair| matches!(pair, [one, next] if one < next));
    let is_char = ends.iter().all(|end| paragraph.is_char_boundary(*end));
    rises && is_char && ends.last().copied().unwrap_or_default() == paragraph.len()
}

/// After each full stop, question mark or exclamation mark that white space follows.
fn plain_ends(paragraph: &str) -> Vec<usize> {
    let mut stopped = false;
    let mut ends = Vec::new();
    for (at, c) in paragraph.char_indices() {
        if c.is_whitespace() && stopped {
            ends.push(at);
        }
        stopped = is_stop(c) || stopped && is_closing(c);
    }
    ends.push(paragraph.len());
    ends
}

/// Whether a sentence can end with this mark.
pub(super) fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '۔' | '।' | '።'
    )
}

/// Whether this mark can follow the stop of a sentence.
pub(super) fn is_closing(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '”' | '’' | '»' | '“' | '‘' | ')' | ']' | '」' | '』'
    )
}

#[cfg(test)]
mod tests {
    use super::{plain_ends, sentences};
    use proptest::prelude::*;

    #[track_caller]
    fn splits(language: &str, text: &str, expected: &[&str]) {
        let found = sentences(text, &(0..text.len()), language);
        let found: Vec<&str> = found.iter().map(|at| &text[at.clone()]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn abbreviations_do_not_end_a_sentence() {
        splits(
            "en",
            "Dr. Ames of the U.S. Army paid $3.5 million.  It was a lot, e.g. for J. K. Moor.",
            &[
                "Dr. Ames of the U.S. Army paid $3.5 million.",
                "It was a lot, e.g. for J. K. Moor.",
            ],
        );
        splits(
            "de",
            "Er kam z. B. allein. Sie nicht.",
            &["Er kam z. B. allein.", "Sie nicht."],
        );
        splits("ps", "لومړی. دویم.", &["لومړی.", "دویم."]);
    }

    #[test]
    fn what_follows_a_quotation_belongs_to_its_sentence() {
        splits(
            "en",
            "“We will go,” she said. “They won’t.”",
            &["“We will go,” she said.", "“They won’t.”"],
        );
    }

    #[test]
    fn a_very_long_paragraph_is_split_at_full_stops() {
        let long = "It rained all day here. ".repeat(2_000);
        let found = sentences(&long, &(0..long.len()), "en");
        assert_eq!(found.len(), 2_000);
        assert_eq!(plain_ends("A. “B!” c."), [2, 11, 14]);
    }

    proptest! {
        /// The crate is other people's code, and cuts texts at places that it counts itself.
        #[test]
        fn no_paragraph_fails_or_loses_a_word(
            text in "[aB1é€𝄞 .!?…\"“”‘’'«»()\\[\\]\n\t-]{0,120}",
            language in prop::sample::select(vec!["en", "de", "ar", "hi", "zh", "xx"]),
        ) {
            let found = sentences(&text, &(0..text.len()), language);
            let joined: String = found.iter().map(|at| &text[at.clone()]).collect();
            let kept = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(kept(&joined), kept(&text));
        }
    }
}
