//! How sure the article sounds, against what the evidence gives.

use crate::domain::check::context::PassageWords;
use crate::domain::check::tests::book::{TestBook, book, count};

/// A claim with these fields and rows, whose passage has these words.
fn worded(claim: &str, words: PassageWords) -> TestBook {
    let mut book = book(&format!(
        "[article]\ntitle = \"Border town\"\n[[claim]]\nid = \"toll\"\ntext = \"It happened.\"\nquote = \"it happened\"\n{claim}\n\
         [[source]]\nid = \"paper\"\ntitle = \"Paper\"\npublisher = \"The Paper\"\nown_reporting = true\n\
         [[source]]\nid = \"daily\"\ntitle = \"Daily\"\npublisher = \"The Daily\"\nown_reporting = true\n"
    ));
    book.texts.words = Some(words);
    book
}

/// An evidence row of a claim.
fn row(source: &str, stance: &str) -> String {
    format!("[[claim.evidence]]\nsource = \"{source}\"\nstance = \"{stance}\"\n")
}

fn ruling(status: &str) -> String {
    format!(
        "[[claim.ruling]]\nstatus = \"{status}\"\non = 2026-03-06\nby = \"amina\"\nreason = \"seen\"\n"
    )
}

#[test]
fn a_settled_word_needs_a_settled_status() {
    let confirms = || PassageWords {
        confirms: Some("confirmed".to_owned()),
        ..PassageWords::default()
    };
    let both = row("paper", "supports") + &row("daily", "supports");
    for (claim, expected) in [
        (row("paper", "supports"), 1),
        (both, 0),
        (ruling("confirmed"), 0),
        ("kind = \"opinion\"".to_owned(), 0),
    ] {
        let book = worded(&claim, confirms());
        assert_eq!(count(&book, "wording-overstates"), expected, "{claim}");
    }
    let debunks = || PassageWords {
        debunks: Some("debunked".to_owned()),
        ..PassageWords::default()
    };
    for (claim, expected) in [(ruling("confirmed"), 1), (ruling("refuted"), 0)] {
        let book = worded(&claim, debunks());
        assert_eq!(count(&book, "wording-overstates"), expected, "{claim}");
    }
}

#[test]
fn somebody_elses_open_claim_needs_words_that_say_so() {
    let flat = |claim: &str, is_attributed| {
        let words = PassageWords {
            is_attributed,
            ..PassageWords::default()
        };
        let mut book = worded(claim, words);
        let flat = count(&book, "flat-assertion");
        book.texts.absent = vec!["attribution"];
        (flat, count(&book, "flat-assertion"))
    };
    let spoken = "speaker = \"the ministry\"\n";
    assert_eq!(flat(spoken, false), (1, 1));
    assert_eq!(flat(spoken, true), (0, 0));
    assert_eq!(flat("", false), (0, 0));
    let attributed = format!("{spoken}attribution = \"as we know\"\n");
    assert_eq!(flat(&attributed, false), (0, 1));
    let ruled = spoken.to_owned() + &ruling("confirmed");
    assert_eq!(flat(&ruled, false), (0, 0));
}

#[test]
fn two_sources_are_two_established_origins() {
    let two = || PassageWords {
        counted_sources: Some(("two sources".to_owned(), 2)),
        ..PassageWords::default()
    };
    let one = row("paper", "supports");
    let both = one.clone() + &row("daily", "supports");
    for (claim, expected) in [("", 1), (one.as_str(), 1), (both.as_str(), 0)] {
        assert_eq!(
            count(&worded(claim, two()), "sources-overcounted"),
            expected,
            "{claim}"
        );
    }
}

#[test]
fn silence_needs_a_question_with_that_outcome() {
    let silent = || PassageWords {
        no_reply: Some("did not respond".to_owned()),
        ..PassageWords::default()
    };
    let declined = || PassageWords {
        declined: Some("declined to comment".to_owned()),
        ..PassageWords::default()
    };
    for outcome in ["no-reply", "declined", "replied"] {
        let asked = format!(
            "[[claim.asked]]\nof = \"the ministry\"\non = 2026-03-04\noutcome = \"{outcome}\"\n"
        );
        for (words, wanted) in [(silent(), "no-reply"), (declined(), "declined")] {
            let found = count(&worded(&asked, words), "no-comment-unrecorded");
            assert_eq!(found, usize::from(outcome != wanted), "{outcome}");
        }
    }
}

#[test]
fn a_denial_is_a_row_or_a_claim_against_it_or_the_claim_itself() {
    let denied = |claim: &str| {
        let words = PassageWords {
            denial: Some("denies".to_owned()),
            ..PassageWords::default()
        };
        count(&worded(claim, words), "denial-unrecorded")
    };
    assert_eq!(denied(""), 1);
    assert_eq!(denied(&row("paper", "supports")), 1);
    assert_eq!(denied(&row("paper", "denies")), 0);
    assert_eq!(denied("denies = [\"other\"]"), 0);
}

#[test]
fn absolute_words_and_hedges_are_for_opposite_statuses() {
    let both = |claim: &str| {
        let words = PassageWords {
            absolute: Some("never".to_owned()),
            hedge: Some("reportedly".to_owned()),
            ..PassageWords::default()
        };
        let book = worded(claim, words);
        ["absolute", "wording-understates"].map(|code| count(&book, code))
    };
    assert_eq!(both(&row("paper", "supports")), [1, 0]);
    assert_eq!(both(&ruling("confirmed")), [0, 1]);
}
