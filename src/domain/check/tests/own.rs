//! Whose hands the evidence comes from.

use crate::domain::check::finding::Severity;
use crate::domain::check::tests::book::{TestBook, book, claim, count, finds, others, row};

/// The ministry's post, a paper that repeats it, and a paper that adds a witness.
const MINISTRY: &str = r#"
[[source]]
id = "post"
title = "Post"
publisher = "ministry"
kind = "statement"

[[source]]
id = "repeat"
title = "Repeat"
publisher = "Dale Times"
derived_from = ["post"]

[[source]]
id = "mixed"
title = "Mixed"
publisher = "Vale Times"
derived_from = ["post", "harbour-story"]

[[party]]
id = "northland"
name = "Northland"

[[party]]
id = "ministry"
name = "Ministry"
part_of = "northland"
"#;

fn said(fields: &str, stance: &str, source: &str, of_row: &str) -> TestBook {
    claim(&format!(
        "{fields}\n{}{MINISTRY}",
        row(stance, source, of_row)
    ))
}

#[test]
fn the_speakers_own_word_can_never_count() {
    let speaker = "speaker = \"Northland\"";
    let own = said(speaker, "supports", "post", "");
    let message =
        "toll evidence[0].source: `post` can never count here: it is the speaker's own word";
    finds(&own, "own-word", &[message]);
    assert_eq!(
        count(&said(speaker, "supports", "repeat", ""), "own-word"),
        1
    );
    let of_another = "speaker = \"Northland\"\nquoted = \"Bob Other\"\nkind = \"quotation\"";
    assert_eq!(
        count(&said(of_another, "supports", "post", ""), "own-word"),
        1
    );
    for (fields, stance, source, of_row) in [
        (speaker, "supports", "mixed", ""),
        (speaker, "refutes", "post", ""),
        (speaker, "context", "post", ""),
        (speaker, "supports", "post", "about = \"attribution\""),
        (speaker, "supports", "harbour-story", ""),
        ("speaker = \"Southland\"", "supports", "post", ""),
        ("", "supports", "post", ""),
        (
            "speaker = \"Northland\"\nkind = \"quotation\"",
            "supports",
            "post",
            "",
        ),
    ] {
        let book = said(fields, stance, source, of_row);
        assert_eq!(
            count(&book, "own-word"),
            0,
            "{fields} {stance} {source} {of_row}"
        );
    }
}

#[test]
fn evidence_of_the_house_that_rules_is_noted() {
    let published = |organisation, stance: &str, source: &str| {
        let mut book = said("", stance, source, "");
        book.organisation = organisation;
        book
    };
    let own = published(Some("northland"), "supports", "post");
    let message =
        "toll evidence[0].source: `post` is published by the house that rules on this claim";
    finds(&own, "own-evidence", &[message]);
    assert_eq!(
        count(
            &published(Some("Harbour Post"), "refutes", "harbour-story"),
            "own-evidence"
        ),
        1
    );
    assert_eq!(
        count(
            &published(Some("northland"), "context", "post"),
            "own-evidence"
        ),
        0
    );
    assert_eq!(
        count(
            &published(Some("northland"), "supports", "harbour-story"),
            "own-evidence"
        ),
        0
    );
    assert_eq!(
        count(&published(None, "supports", "post"), "own-evidence"),
        0
    );
}

fn in_article(speaker: &str, sources: &[&str]) -> TestBook {
    let rows: String = sources
        .iter()
        .map(|source| row("supports", source, ""))
        .collect();
    let reports = crate::domain::check::tests::book::REPORTS;
    book(&format!(
        "[article]\ntitle = \"Border town\"\npublisher = \"Harbour Post\"\n[[claim]]\nid = \"toll\"\ntext = \"It happened.\"\n{speaker}\n{rows}{reports}{MINISTRY}"
    ))
}

#[test]
fn the_publisher_under_check_is_noted_and_a_warning_if_the_status_rests_on_it() {
    let northland = "speaker = \"northland\"";
    let alone = in_article(northland, &["harbour-story"]);
    let message = "toll evidence[0].source: `harbour-story` counts, and the publisher of the article under check published it; without it the evidence gives unverified";
    finds(&alone, "publisher-under-check", &[message]);
    let level = |book: &TestBook| book.found("publisher-under-check")[0].level;
    assert_eq!(level(&alone), Some(Severity::Warning));
    let third = "[[source]]\nid = \"third\"\ntitle = \"Third\"\npublisher = \"Third\"\nown_reporting = true\n";
    let beside = ["harbour-story", "valley-story", "third"];
    let rows: String = beside
        .iter()
        .map(|source| row("supports", source, ""))
        .collect();
    let reports = crate::domain::check::tests::book::REPORTS;
    let three = book(&format!(
        "[article]\ntitle = \"B\"\npublisher = \"Harbour Post\"\n[[claim]]\nid = \"toll\"\ntext = \"It happened.\"\n{northland}\n{rows}{reports}{third}"
    ));
    let message = "toll evidence[0].source: `harbour-story` counts, and the publisher of the article under check published it";
    finds(&three, "publisher-under-check", &[message]);
    assert_eq!(level(&three), Some(Severity::Note));
    let copied = in_article(northland, &["hill-story"]);
    assert_eq!(count(&copied, "publisher-under-check"), 1, "a copy of it");
}

#[test]
fn a_publisher_may_support_its_own_claim_and_others_may_support_anything() {
    for (speaker, source) in [
        ("", "harbour-story"),
        ("speaker = \"Harbour Post\"", "harbour-story"),
        ("speaker = \"northland\"", "valley-story"),
    ] {
        let book = in_article(speaker, &[source]);
        assert_eq!(
            count(&book, "publisher-under-check"),
            0,
            "{speaker} {source}"
        );
    }
}

/// Two counted stories by these authors.
fn by(one: &str, other: &str) -> TestBook {
    let story = |id: &str, author: &str| {
        let author = if author.is_empty() {
            String::new()
        } else {
            format!("author = \"{author}\"\n")
        };
        format!(
            "[[source]]\nid = \"{id}\"\ntitle = \"{id}\"\npublisher = \"{id}\"\nown_reporting = true\n{author}"
        )
    };
    claim(
        &(row("supports", "one", "")
            + &row("supports", "other", "")
            + &story("one", one)
            + &story("other", other)),
    )
}

#[test]
fn one_author_of_two_counted_papers_is_noted() {
    let message = "toll evidence[1].source: Ann Rival wrote both `other` and `one`, which count as two origins";
    let book = by("Ann Rival", "Ann Rival");
    finds(&book, "same-author", &[message]);
    assert_eq!(others(&book, "same-author"), ["toll evidence[0].source"]);
    for (one, other) in [
        ("Ann Rival", "ANN RIVAL"),
        ("By Ann Rival", "Ann  Rival"),
        ("Ann Rival and Bob Other", "Bob Other"),
        ("Ann Rival, Bob Other", "Carol New & Ann Rival"),
        ("Rival, Ann", "Ann Rival"),
        ("Ann Rival; Bob Other", "Bob Other"),
    ] {
        assert_eq!(count(&by(one, other), "same-author"), 1, "{one} / {other}");
    }
}

#[test]
fn two_people_no_names_and_uncounted_papers_have_no_common_author() {
    for (one, other) in [
        ("Ann Rival", "Anna Rival"),
        ("Ann Rival", "Ann Other"),
        ("Rival, Ann", "Rival, Bob"),
        ("Staff", "staff"),
        ("Staff writer", "Staff Writer"),
        ("Ann Rival", ""),
        ("", ""),
    ] {
        assert_eq!(count(&by(one, other), "same-author"), 0, "{one} / {other}");
    }
    let copy = "[[source]]\nid = \"copy\"\ntitle = \"Copy\"\nauthor = \"Ann Rival\"\nderived_from = [\"first\"]\n";
    let first = "[[source]]\nid = \"first\"\ntitle = \"First\"\nauthor = \"Ann Rival\"\nown_reporting = true\n";
    let counted_once =
        claim(&(row("supports", "first", "") + &row("supports", "copy", "") + copy + first));
    assert_eq!(count(&counted_once, "same-author"), 0);
    let passages =
        claim(&(row("supports", "first", "quote = \"a\"") + &row("refutes", "first", "") + first));
    assert_eq!(count(&passages, "same-author"), 0, "one paper");
}
