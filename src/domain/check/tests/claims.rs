//! The wording of claims, their figures, and what they give away.

use crate::domain::check::tests::book::{
    TestBook, book, claim, count, finds, others, place, row, ruling,
};

#[test]
fn an_attribution_needs_a_speaker() {
    let message = "toll attribution: the article attributes this (“officials say”), but the claim names no speaker";
    let attributed = "attribution = \"officials say\"\n";
    finds(
        &claim(attributed),
        "attribution-without-speaker",
        &[message],
    );
    for sound in [
        "",
        "speaker = \"Northland\"\n",
        &format!("{attributed}speaker = \"Northland\"\n"),
    ] {
        assert_eq!(
            count(&claim(sound), "attribution-without-speaker"),
            0,
            "{sound}"
        );
    }
}

fn attributed(to: &str, fields: &str) -> TestBook {
    let party =
        "[[party]]\nid = \"critics\"\nname = \"Critics Circle\"\naliases = [\"the critics\"]\n";
    let ruled = ruling("confirmed", "2026-03-01");
    claim(&format!("attribution = \"{to}\"\n{fields}\n{ruled}{party}"))
}

#[test]
fn what_nameless_people_say_is_not_confirmed() {
    let book = attributed("Officials, it is said", "");
    let message = "toll attribution: ruled confirmed, but nobody knows who said it: “officials”";
    finds(&book, "vague-attribution", &[message]);
    assert_eq!(
        others(&book, "vague-attribution"),
        ["toll ruling[0].status"]
    );
    for vague in [
        "sources say",
        "an unnamed aide says",
        "many say",
        "people familiar with it",
    ] {
        assert_eq!(
            count(&attributed(vague, ""), "vague-attribution"),
            1,
            "{vague}"
        );
    }
    for named in ["the ministry says", "unofficially", "resources"] {
        assert_eq!(
            count(&attributed(named, ""), "vague-attribution"),
            0,
            "{named}"
        );
    }
}

#[test]
fn a_named_speaker_can_be_asked() {
    let speaks = |name: &str| {
        count(
            &attributed("officials say", &format!("speaker = \"{name}\"")),
            "vague-attribution",
        )
    };
    assert_eq!(speaks("Northland"), 0);
    assert_eq!(speaks("the critics"), 0, "a party of the book");
    assert_eq!(speaks("some experts"), 1);
    let open =
        claim(&("attribution = \"officials say\"\n".to_owned() + &ruling("open", "2026-03-01")));
    assert_eq!(count(&open, "vague-attribution"), 0);
}

fn text(text: &str) -> TestBook {
    book(&format!("[[claim]]\nid = \"toll\"\ntext = '{text}'\n"))
}

#[test]
fn a_text_that_judges_itself_is_reported_where_it_does() {
    let message = "toll text “Reportedly”: “reportedly” judges the claim in its own text";
    finds(
        &text("Reportedly 310 people died."),
        "status-in-text",
        &[message],
    );
    let message = "toll text “FALSE”: “false” judges the claim in its own text";
    finds(
        &text("FALSE: 310 people died."),
        "status-in-text",
        &[message],
    );
    for judged in [
        "310 died [disputed].",
        " Fake: it happened.",
        "It allegedly happened.",
    ] {
        assert_eq!(count(&text(judged), "status-in-text"), 1, "{judged}");
    }
    for sound in [
        "False alarms: 310.",
        "It is false (in part).",
        "true",
        "She said \"allegedly\".",
    ] {
        assert_eq!(count(&text(sound), "status-in-text"), 0, "{sound}");
    }
}

fn quoting(text: &str, quote: &str) -> TestBook {
    book(&format!(
        "[[claim]]\nid = \"toll\"\ntext = \"{text}\"\nquote = \"{quote}\"\n"
    ))
}

#[test]
fn figures_that_differ_are_reported_on_both_sides() {
    let book = quoting("It killed 301 people in 2025.", "310 people");
    let message = "toll text “301”: the claim says 301, but the article's words say 310";
    finds(&book, "figure-mismatch", &[message]);
    assert_eq!(others(&book, "figure-mismatch"), ["toll quote “310”"]);
    assert_eq!(count(&claim(""), "figure-mismatch"), 0, "no quote");
}

#[test]
fn a_year_is_four_digits_between_1800_and_2199() {
    for year in ["1800", "2199"] {
        assert_eq!(
            count(&quoting("In 7 towns.", year), "figure-mismatch"),
            0,
            "{year}"
        );
    }
    for figure in ["1799", "2200", "12025"] {
        assert_eq!(
            count(&quoting("In 7 towns.", figure), "figure-mismatch"),
            1,
            "{figure}"
        );
    }
}

#[test]
fn scales_multiply_figures() {
    for (text, quote) in [
        ("3 thousand", "3,000"),
        ("3 Million", "3 mn"),
        ("3m people", "3m people"),
        ("2 bn", "2 billion"),
        ("2,000 million", "2 billion"),
        ("1200", "1\u{a0}200"),
    ] {
        assert_eq!(
            count(&quoting(text, quote), "figure-mismatch"),
            0,
            "{text} / {quote}"
        );
    }
    assert_eq!(
        count(&quoting("3 thousand", "3 million"), "figure-mismatch"),
        1
    );
    assert_eq!(
        count(&quoting("3 million", "3 billion"), "figure-mismatch"),
        1
    );
}

/// A book with a confidential party and a confidential source.
fn secret(records: &str) -> TestBook {
    book(&format!(
        r#"{records}
[[party]]
id = "insider"
name = "Jo Deep"
aliases = ["JD", "the Heron"]
confidential = true

[[source]]
id = "leak"
title = "The leaked memo"
author = "An Author"
url = "https://leak.example/1"
note = "Jo Deep wrote it"
confidential = true
"#
    ))
}

#[test]
fn each_published_text_of_a_claim_is_searched_for_secrets() {
    let rows = row(
        "supports",
        "paper",
        "note = \"from the Heron\"\nquote = \"the leaked memo says\"",
    ) + &row("supports", "leak", "note = \"Jo Deep\"")
        + &ruling("open", "2026-03-01").replace("why", "Jo Deep said so");
    let fields = "attribution = \"Jo Deep says\"\ncaveat = \"says an author\"\nquote = \"said jo  deep\"\nshort = \"see https://leak.example/1\"\n";
    let claim = |confidential: &str| {
        format!("[[claim]]\nid = \"toll\"\ntext = \"Jo Deep died.\"\n{fields}{confidential}{rows}")
    };
    let found = secret(&claim("")).found("confidential-exposed");
    let places: Vec<String> = found.iter().map(|finding| place(&finding.part)).collect();
    assert_eq!(
        places,
        [
            "toll text",
            "toll attribution",
            "toll caveat",
            "toll quote",
            "toll short",
            "toll evidence[0].note",
            "toll evidence[0].quote",
            "toll ruling[0].reason"
        ]
    );
    let message = "these words give away `insider`, which is confidential";
    assert_eq!(found[0].words.message, message);
    assert!(found[2].words.message.contains("`leak`"));
    assert_eq!(
        count(
            &secret(&claim("confidential = true\n")),
            "confidential-exposed"
        ),
        0
    );
}

#[test]
fn articles_and_open_sources_give_secrets_away_too() {
    let records = r#"
[article]
title = "Jo Deep speaks"
author = "the heron"

[[source]]
id = "paper"
title = "Talks with Jo Deep"
author = "Jo Deep"
note = "met the Heron"
"#;
    finds(
        &secret(records),
        "confidential-exposed",
        &[
            "border-town title: these words give away `insider`, which is confidential",
            "border-town author: these words give away `insider`, which is confidential",
            "paper title: these words give away `insider`, which is confidential",
            "paper author: these words give away `insider`, which is confidential",
            "paper note: these words give away `insider`, which is confidential",
        ],
    );
}

#[test]
fn short_names_and_parts_of_words_give_nobody_away() {
    for sound in [
        "JD died.",
        "Jo Deepwater died.",
        "The Herons won.",
        "A memo leaked.",
    ] {
        let claim = format!("[[claim]]\nid = \"toll\"\ntext = \"{sound}\"\n");
        assert_eq!(count(&secret(&claim), "confidential-exposed"), 0, "{sound}");
    }
}
