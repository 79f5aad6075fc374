//! Evidence as trees by origin.

use crate::answer::EvidenceAccount;
use crate::answer::tests::{item, own, party};
use crate::domain::corroboration::LeftOutReason;
use crate::domain::evidence::Stance;
use crate::view::evidence::{left_out, tree};
use crate::view::page::Block;
use crate::view::tests::tree as shown;

fn untitled(source: &str, origins: &[&[&str]]) -> EvidenceAccount {
    EvidenceAccount {
        title: None,
        ..item(source, Stance::Supports, origins)
    }
}

#[test]
fn the_origins_own_row_heads_its_tree() {
    let rows = [
        untitled("post", &[&["wire"]]),
        untitled("wire", &[&["wire"]]),
    ];
    assert_eq!(
        shown(&tree(rows.iter(), false)),
        "wire  not defined in the book\n  post  not defined in the book\n"
    );
}

#[test]
fn an_origin_that_no_row_cites_gets_a_line_of_its_own() {
    let one = [untitled("post", &[&["wire"]])];
    assert_eq!(
        shown(&tree(one.iter(), false)),
        "wire  reached through:\n  post  not defined in the book\n"
    );
    let two = ["post", "mail"].map(|paper| untitled(paper, &[&["wire"]]));
    assert_eq!(
        shown(&tree(two.iter(), false)),
        "wire  the one origin of:\n  post  not defined in the book\n  mail  not defined in the book\n"
    );
}

#[test]
fn circles_and_mixtures_are_named_as_such() {
    let rows = [
        untitled("copy", &[&["one", "two"]]),
        untitled("round-up", &[&["one"], &["two"]]),
    ];
    let shown = shown(&tree(rows.iter(), false));
    assert!(shown.contains("one = two  a circle of sources, reached through:\n"));
    assert!(shown.contains("one + two  reached through:\n"));
}

#[test]
fn a_row_says_what_the_book_knows_of_it_in_a_fixed_order() {
    let row = EvidenceAccount {
        publisher: Some(party("Harbour Post")),
        published: Some("2026-02".to_owned()),
        quote: Some("310".to_owned()),
        locator: Some("table 2".to_owned()),
        translation: Some("three hundred".to_owned()),
        via: vec!["a".to_owned(), "b".to_owned()],
        credibility: Some(3),
        note: Some("by phone".to_owned()),
        url: Some("https://example.org/".to_owned()),
        ..own("count")
    };
    let expected = "supports count  Title of count, Harbour Post, 2026-02
~ “310” (table 2)
~ in translation: “three hundred”
~ this passage rests on a, b
~ credibility 3 of 6
~ note: by phone
~ https://example.org/
";
    assert_eq!(shown(&tree([&row].into_iter(), true)), expected);
}

#[test]
fn a_place_without_a_quote_and_a_quote_without_a_place_are_told_too() {
    let place = EvidenceAccount {
        locator: Some("page 3".to_owned()),
        ..own("a")
    };
    let quote = EvidenceAccount {
        quote: Some("310".to_owned()),
        ..own("b")
    };
    assert_eq!(
        shown(&tree([&place, &quote].into_iter(), false)),
        "a  Title of a\n~ at page 3\nb  Title of b\n~ “310”\n"
    );
}

#[test]
fn only_rows_that_the_rules_leave_out_are_listed_as_left_out() {
    let struck = EvidenceAccount {
        left_out: Some(LeftOutReason::Retracted),
        ..own("b")
    };
    let Block::Items(lines) = left_out(&[own("a"), struck]) else {
        panic!()
    };
    let lines: Vec<String> = lines.iter().map(crate::view::page::Line::text).collect();
    assert_eq!(lines, ["b  supports: it is retracted"]);
}
