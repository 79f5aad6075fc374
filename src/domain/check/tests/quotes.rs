//! Quotes from the article and from sources, as far as the texts have them.

use crate::domain::check::context::{QuoteFact, SourceQuote, TextFacts};
use crate::domain::check::tests::book::{TestBook, book, count, finds};
use crate::domain::passage::{AnchorHow, QuotedPassage, WordChange};

const RULES: [&str; 4] = [
    "quote-not-found",
    "quote-changed",
    "quote-drifted",
    "ambiguous-quote",
];

/// A claim with a quote, an attribution and an evidence row, in an article in this state.
fn quoting(state: &str, texts: TextFacts) -> TestBook {
    let mut book = book(&format!(
        "[article]\ntitle = \"Border town\"\nstate = \"{state}\"\n[[claim]]\nid = \"toll\"\ntext = \"It happened.\"\n\
         quote = \"310 people\"\nattribution = \"officials say\"\n\
         [[claim.evidence]]\nsource = \"paper\"\nstance = \"supports\"\nquote = \"40 miles\"\n\
         [[source]]\nid = \"paper\"\ntitle = \"Paper\"\n"
    ));
    book.texts = texts;
    book
}

fn change(from: &str, to: &str) -> WordChange {
    WordChange {
        from: from.to_owned(),
        to: to.to_owned(),
    }
}

fn passage(how: AnchorHow, changes: Vec<WordChange>) -> TextFacts {
    let passage = QuotedPassage {
        how,
        changes,
        prefix: Some("the ".to_owned()),
        ..QuotedPassage::lost()
    };
    TextFacts {
        quote: Some(QuoteFact {
            passage,
            words: "210 people".to_owned(),
        }),
        ..TextFacts::default()
    }
}

#[test]
fn each_way_to_find_a_quote_has_its_own_code() {
    for (how, expected) in [
        (AnchorHow::Exact, [0, 0, 0, 0]),
        (AnchorHow::Lost, [1, 0, 0, 0]),
        (AnchorHow::Suspect, [0, 1, 0, 0]),
        (AnchorHow::Drifted, [0, 0, 1, 0]),
        (AnchorHow::Context, [0, 0, 0, 1]),
    ] {
        let book = quoting("published", passage(how, Vec::new()));
        assert_eq!(RULES.map(|code| count(&book, code)), expected, "{how}");
    }
    let silent = quoting("published", TextFacts::default());
    assert_eq!(RULES.map(|code| count(&silent, code)), [0; 4]);
}

#[test]
fn a_change_names_the_words() {
    let changes = vec![
        change("310", "210"),
        change("", "not"),
        change("nearly", ""),
    ];
    let book = quoting("published", passage(AnchorHow::Suspect, changes));
    finds(
        &book,
        "quote-changed",
        &[
            "toll quote: the article's text has other words here: “310” → “210”, “not” is new, “nearly” is gone",
        ],
    );
    assert_eq!(
        book.found("quote-changed")[0].words.help[0],
        "the text says: “210 people”"
    );
}

#[test]
fn drift_is_expected_in_a_draft() {
    let level = |state| {
        let book = quoting(state, passage(AnchorHow::Drifted, Vec::new()));
        book.found("quote-drifted")[0]
            .level
            .map(|level| level.to_string())
    };
    assert_eq!(level("published").as_deref(), Some("warning"));
    assert_eq!(level("draft").as_deref(), Some("note"));
}

#[test]
fn an_ambiguous_quote_gives_the_prefix_to_write() {
    let book = quoting("published", passage(AnchorHow::Context, Vec::new()));
    let help = &book.found("ambiguous-quote")[0].words.help[0];
    assert!(help.contains("`prefix = \"the \"`"), "{help}");
}

#[test]
fn words_that_attribute_are_near_the_quote() {
    let texts = TextFacts {
        absent: vec!["attribution"],
        ..TextFacts::default()
    };
    finds(
        &quoting("published", texts),
        "attribution-not-in-text",
        &["toll attribution: the article does not have these words near the quote"],
    );
}

#[test]
fn a_source_that_says_something_else_is_told() {
    let quote = |near: Option<&str>, changes| TextFacts {
        source_quotes: vec![SourceQuote {
            position: 0,
            missing: "40 miles".to_owned(),
            near: near.map(str::to_owned),
            changes,
        }],
        ..TextFacts::default()
    };
    finds(
        &quoting(
            "published",
            quote(Some("40 kilometres"), vec![change("miles", "kilometres")]),
        ),
        "source-quote-not-found",
        &[
            "toll evidence[0].quote: the kept copy of `paper` has other words here: “miles” → “kilometres”",
        ],
    );
    finds(
        &quoting("published", quote(None, Vec::new())),
        "source-quote-not-found",
        &["toll evidence[0].quote: the kept copy of `paper` does not have these words: “40 miles”"],
    );
}
