//! The smaller parts: exact search beside a plain one, distances beside a table, alignment beside counting.

use crate::text::distance::LetterPattern;
use crate::text::exact::places;
use crate::text::lexis::{WordClass, are_opposites, class};
use crate::text::parts::parts;
use crate::text::tokens::text_tokens;
use proptest::prelude::*;

/// Edits between a pattern and each beginning of a text, by the textbook's table. `free`: leaving out the text's beginning
/// costs nothing.
fn table(pattern: &[char], text: &[char], free: bool) -> Vec<usize> {
    let mut column: Vec<usize> = (0..=pattern.len()).collect();
    let mut edits = vec![pattern.len()];
    for (at, c) in (1..).zip(text) {
        let mut before = column[0];
        column[0] = if free { 0 } else { at };
        for row in 1..=pattern.len() {
            let replaced = before + usize::from(pattern[row - 1] != *c);
            before = column[row];
            column[row] = replaced.min(column[row] + 1).min(column[row - 1] + 1);
        }
        edits.push(column[pattern.len()]);
    }
    edits
}

proptest! {
    #[test]
    fn distances_are_those_of_the_table(pattern in "[abé]{1,200}", text in "[abéc]{0,220}") {
        let (letters, window): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
        let found = LetterPattern::new(pattern.chars()).compare(text.chars());
        let whole = table(&letters, &window, false);
        let parts = table(&letters, &window, true);
        prop_assert_eq!(found.whole, *whole.last().unwrap());
        let best = *parts.iter().min().unwrap();
        prop_assert_eq!((found.part, found.part_end), (best, parts.iter().position(|edits| *edits == best).unwrap()));
    }

    #[test]
    fn places_are_those_of_a_plain_search(text in "[ab ]{0,60}", quotes in proptest::collection::vec("[ab ]{0,8}", 0..5)) {
        let quotes: Vec<&str> = quotes.iter().map(String::as_str).collect();
        for (quote, found) in quotes.iter().zip(places(&text, &quotes)) {
            let all: Vec<usize> = (0..text.len()).filter(|at| !quote.is_empty() && text[*at..].starts_with(quote)).collect();
            let apart: Vec<usize> = text.match_indices(quote).map(|(at, _)| at).filter(|_| !quote.is_empty()).collect();
            prop_assert!(found == all || (quote.len() < 4 && found == apart), "{:?} in {:?}: {:?}", quote, text, found);
        }
    }
}

#[test]
fn a_quote_that_repeats_all_the_time_does_not_take_long() {
    let text = "a".repeat(400_000);
    let quote = format!("{}b", "a".repeat(100_000));
    assert!(places(&text, &[&quote, "aaaaa"])[0].is_empty());
}

#[test]
fn words_have_one_spelling() {
    let keys = |text: &str| -> Vec<u64> {
        text_tokens(text)
            .into_iter()
            .map(|token| token.key)
            .collect()
    };
    for (one, other) in [
        ("three km", "3 kilometres"),
        ("The Ministry's 5 percent", "the ministry 5%"),
        ("$3bn", "dollar 3bn"),
        ("isn't", "ISN'T"),
    ] {
        assert_eq!(keys(one), keys(other), "{one}");
    }
    for (one, other) in [
        ("thirteen", "thirty"),
        ("miles", "kilometres"),
        ("1,200", "1,201"),
        ("can", "can't"),
    ] {
        assert_ne!(keys(one), keys(other), "{one}");
    }
    let words: Vec<&str> = text_tokens("It's 1,200.5—no, 3%: café 食藥 £2.")
        .into_iter()
        .map(|token| &"It's 1,200.5—no, 3%: café 食藥 £2."[token.at])
        .collect();
    assert_eq!(
        words,
        [
            "It's", "1,200.5", "no", "3", "%", "café", "食", "藥", "£", "2"
        ]
    );
}

#[test]
fn words_have_the_class_that_a_change_of_them_touches() {
    use WordClass::{Direction, Figure, Hedge, Name, Negation, Quantifier, Unit};
    for (word, expected) in [
        ("310", Some(Figure)),
        ("twenty", Some(Figure)),
        ("third", Some(Figure)),
        ("million", Some(Figure)),
        ("%", Some(Figure)),
        ("€", Some(Figure)),
        ("not", Some(Negation)),
        ("didn't", Some(Negation)),
        ("denied", Some(Negation)),
        ("reportedly", Some(Hedge)),
        ("may", Some(Hedge)),
        ("most", Some(Quantifier)),
        ("fell", Some(Direction)),
        ("miles", Some(Unit)),
        ("Kabul's", Some(Name)),
        ("كابول", Some(Name)),
        ("bridge", None),
        ("the", None),
    ] {
        assert_eq!(class(word, false), expected, "{word}");
    }
    assert_eq!(class("The", true), None);
    assert_eq!(class("The", false), Some(Name));
    assert_eq!(class("Kabul", true), Some(Name));
    assert!(are_opposites("confirmed", "Unconfirmed") && are_opposites("disapproved", "approved"));
    assert!(!are_opposites("confirmed", "confirms"));
}

#[test]
fn a_quote_is_split_where_it_leaves_words_out_or_puts_them_in() {
    for (quote, expected) in [
        ("one", vec!["one"]),
        ("one … two ... three", vec!["one", "two", "three"]),
        ("[It] said [that] so", vec!["said", "so"]),
        ("one […] two", vec!["one", "two"]),
        ("…", vec![]),
        ("a [never closed", vec!["a"]),
    ] {
        assert_eq!(parts(quote), expected, "{quote}");
    }
}
