//! Shared ids, and names that lead nowhere.

use crate::domain::check::finding::{RecordPart, UnknownName};
use crate::domain::check::tests::book::{TestBook, book, claim, count, finds, others, row};
use crate::domain::records::RecordKind;

/// The claim `toll` stands on line 1 of the file; the book also defines it at this place.
fn defined_at(kind: RecordKind, line: u32, file: &str) -> TestBook {
    let mut book = claim("");
    let first = RecordPart::new(kind, "toll").on_line(line);
    let definition = (first, file.to_owned());
    book.shared_ids.insert("toll".to_owned(), definition);
    book
}

#[test]
fn the_second_record_with_an_id_is_reported_and_the_first_is_not() {
    let this_file = "claims/border-town.toml";
    let first = defined_at(RecordKind::Claim, 1, this_file);
    assert_eq!(count(&first, "duplicate-id"), 0);
    for second in [
        defined_at(RecordKind::Claim, 2, this_file),
        defined_at(RecordKind::Claim, 1, "claims/a.toml"),
        defined_at(RecordKind::Source, 1, this_file),
    ] {
        finds(
            &second,
            "duplicate-id",
            &["toll id: two records have the id `toll`"],
        );
        assert_eq!(others(&second, "duplicate-id"), ["toll id"]);
    }
}

#[test]
fn a_source_can_share_its_id_with_an_earlier_record() {
    let mut book = claim("");
    let first = RecordPart::new(RecordKind::Party, "hill-story").on_line(1);
    let definition = (first, "claims/parties.toml".to_owned());
    book.shared_ids.insert("hill-story".to_owned(), definition);
    finds(
        &book,
        "duplicate-id",
        &["hill-story id: two records have the id `hill-story`"],
    );
}

#[test]
fn an_unknown_source_is_found_in_a_row_its_via_and_a_derivation() {
    let rows = row("supports", "gone", "")
        + &row(
            "supports",
            "harbour-story",
            "via = [\"valley-story\", \"lost\"]",
        );
    let derived = "[[source]]\nid = \"copy\"\ntitle = \"Copy\"\nderived_from = [\"harbour-story\", \"away\"]\n";
    let book = claim(&(rows + derived));
    finds(
        &book,
        "unknown-source",
        &[
            "toll evidence[0].source “gone”: no source in this book has the id `gone`",
            "toll evidence[1].via “lost”: no source in this book has the id `lost`",
            "copy derived_from “away”: no source in this book has the id `away`",
        ],
    );
    let unknown = UnknownName::Record(RecordKind::Source, "gone".to_owned());
    assert_eq!(book.found("unknown-source")[0].words.unknown, Some(unknown));
}

#[test]
fn an_article_is_a_source() {
    let text = "[article]\nid = \"border-town\"\ntitle = \"Border town\"\n\n[[claim]]\nid = \"toll\"\ntext = \"It happened.\"\n";
    let book = book(&format!("{text}{}", row("context", "border-town", "")));
    assert_eq!(count(&book, "unknown-source"), 0);
}

#[test]
fn an_unknown_party_is_found_in_every_field_that_names_one() {
    let text = r#"
[article]
title = "Border town"
publisher = "One"

[[claim]]
id = "toll"
text = "It happened."
speaker = "Two"
accuses = ["Northland", "Three"]
concerns = ["Four"]

[[claim.asked]]
of = "Five"

[[source]]
id = "story"
title = "Story"
publisher = "Six"
voice = "Seven"
interests = ["Eight"]

[[party]]
id = "northland"
name = "Northland"
aliases = ["The North"]
part_of = "Nine"
interests = ["Ten", "the north"]
"#;
    let found = book(text).found("unknown-party");
    let names: Vec<&str> = found
        .iter()
        .map(|finding| finding.part.text.as_deref().unwrap())
        .collect();
    let fields: Vec<&str> = found
        .iter()
        .map(|finding| finding.part.field.unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "Two", "Three", "Four", "Five", "One", "Nine", "Ten", "Six", "Seven", "Eight"
        ]
    );
    assert_eq!(
        fields,
        [
            "speaker",
            "accuses",
            "concerns",
            "of",
            "publisher",
            "part_of",
            "interests",
            "publisher",
            "voice",
            "interests"
        ]
    );
    assert_eq!(
        found[0].words.message,
        "no party in this book is called `Two`"
    );
}

#[test]
fn an_unknown_claim_is_found_in_each_kind_of_relation() {
    let mut book = claim("denies = [\"a\", \"b\"]\ncontradicts = [\"c\"]\nrepeats = [\"d\"]");
    assert_eq!(count(&book, "unknown-claim"), 0);
    book.missing_claims = ["b", "c", "d"].map(str::to_owned).into();
    finds(
        &book,
        "unknown-claim",
        &[
            "toll denies “b”: no claim in this book has the id `b`",
            "toll contradicts “c”: no claim in this book has the id `c`",
            "toll repeats “d”: no claim in this book has the id `d`",
        ],
    );
}

#[test]
fn a_claim_that_denies_contradicts_or_repeats_itself_is_reported() {
    for field in ["denies", "contradicts", "repeats"] {
        let itself = claim(&format!("{field} = [\"toll\"]"));
        let message =
            format!("toll {field} “toll”: `{field}` names the claim itself, which has no effect");
        finds(&itself, "contradicts-itself", &[&message]);
        let other = claim(&format!("{field} = [\"toll-2024\"]"));
        assert_eq!(count(&other, "contradicts-itself"), 0, "{field}");
    }
    let crossed = claim("repeats = [\"other\"]\ndenies = [\"other\"]");
    let message = "toll denies “other”: the claim both repeats `other` and denies it";
    finds(&crossed, "contradicts-itself", &[message]);
}
