//! A report hides what is confidential unless it is internal.

use super::{FORMATS, book, printed, run};
use claimbook::answer::report::{Answer, Question, gather, gather_in_parts};
use claimbook::domain::filter::Filter;
use claimbook::index::{Listing, Order};
use claimbook::workspace::{Silent, Workspace};
use std::fmt::Write;
use std::ops::ControlFlow;

const SECRETS: &[&str] = &[
    "Deep Quarry",
    "quarry-talk",
    "The Cellar",
    "cellar",
    "https://198.51.100.7/",
    "page ninety",
    "whispered",
];

const BOOK: &str = r#"
[article]
id = "border-town"
title = "Border town counts its dead"

[[party]]
id = "cellar"
name = "The Cellar"
confidential = true

[[party]]
id = "harbour-post"
name = "The Harbour Post"
kind = "outlet"

[[source]]
id = "quarry-talk"
title = "Talk with Deep Quarry"
author = "Deep Quarry"
url = "https://198.51.100.7/"
kind = "interview"
publisher = "harbour-post"
own_reporting = true
confidential = true
note = "whispered"

[[source]]
id = "cellar-paper"
title = "Paper of The Cellar"
publisher = "The Cellar"
kind = "document"

[[source]]
id = "harbour-count"
title = "Count of the dead"
publisher = "harbour-post"
derived_from = ["quarry-talk"]

[[source]]
id = "harbour-leaflet"
title = "Leaflet on the toll"
publisher = "harbour-post"
derived_from = ["cellar-paper"]

[[claim]]
id = "toll"
text = "Attacks killed 310 people."
accuses = ["cellar"]

  [[claim.evidence]]
  source = "quarry-talk"
  stance = "supports"
  quote = "whispered"
  locator = "page ninety"

  [[claim.evidence]]
  source = "harbour-count"
  stance = "supports"

  [[claim.evidence]]
  source = "cellar-paper"
  stance = "refutes"

  [[claim.asked]]
  of = "cellar"
  on = 2026-03-01
  due = 2026-03-02

[[claim]]
id = "said-below"
text = "The toll is exaggerated."
speaker = "The Cellar"
denies = ["toll"]

  [[claim.evidence]]
  source = "cellar-paper"
  stance = "supports"

  [[claim.evidence]]
  source = "harbour-leaflet"
  stance = "supports"

[[claim]]
id = "hidden-claim"
text = "The hidden text."
confidential = true
contradicts = ["toll"]
"#;

#[test]
fn confidential_names_places_and_words_are_in_no_format() {
    let book = book(&[("border-town.toml", BOOK)]);
    for format in FORMATS {
        let report = printed(book.path(), &["report", "--format", format]);
        for secret in SECRETS.iter().chain(&["hidden-claim", "The hidden text"]) {
            assert!(!report.contains(secret), "{format}: {secret}\n{report}");
        }
        assert!(report.contains("known-to-the-desk-"), "{format}");
        assert!(
            format == "csv" || report.contains("1 claim is confidential and left out"),
            "{format}"
        );
    }
}

/// What an answer says of its claims, and of their queue.
fn said(answer: &Answer) -> Vec<String> {
    let mut said: Vec<String> = (answer.claims.iter())
        .map(|facts| format!("{facts:?}"))
        .collect();
    for (place, matters) in &answer.queue {
        write!(said[*place], "{matters:?}").unwrap();
    }
    said
}

#[test]
fn a_report_gathered_in_parts_says_of_each_claim_what_the_whole_one_says() {
    let book = book(&[("border-town.toml", BOOK)]);
    let today = "2026-03-10".parse().unwrap();
    let workspace = Workspace::open(book.path(), None, today, &Silent).unwrap();
    let listing = Listing {
        order: Order::Place,
        reverse: false,
        limit: None,
        today,
    };
    for internal in [false, true] {
        let question = Question {
            filter: &Filter::default(),
            listing,
            internal,
        };
        let whole = said(&gather(workspace.index(), &question).unwrap());
        assert_eq!(whole.len(), if internal { 3 } else { 2 });
        for size in [1, 2, 3] {
            let mut parts = Vec::new();
            gather_in_parts(workspace.index(), &question, size, &mut |part| {
                parts.extend(said(&part));
                ControlFlow::Continue(())
            })
            .unwrap();
            assert_eq!(parts, whole, "{internal}, {size}");
        }
    }
}

#[test]
fn what_was_asked_for_names_nothing_confidential() {
    let book = book(&[("border-town.toml", BOOK)]);
    let asked = [
        ["--source", "quarry-talk"],
        ["--source", "cellar-paper"],
        ["--speaker", "The Cellar"],
        ["hidden-claim", "toll"],
    ];
    for asked in asked {
        for format in FORMATS {
            let report = printed(
                book.path(),
                &[&["report", "--format", format], asked.as_slice()].concat(),
            );
            for secret in SECRETS.iter().chain(&["hidden-claim", "cellar-paper"]) {
                assert!(
                    !report.contains(secret),
                    "{format}, {asked:?}: {secret}\n{report}"
                );
            }
        }
    }
}

/// A book in which every text of a confidential source, claim and party holds the marker: a field that a report newly shows
/// cannot slip out without failing the test below.
const MARKED: &str = r#"
[article]
id = "town"
title = "The town"
publisher = "ZEBRA party name"

[[party]]
id = "zebra-party"
name = "ZEBRA party name"
aliases = ["ZEBRA alias"]
kind = "group"
part_of = "zebra-house"
interests = ["ZEBRA friend"]
confidential = true

[[party]]
id = "zebra-house"
name = "ZEBRA house"
confidential = true

[[source]]
id = "zebra-source"
title = "ZEBRA title"
author = "ZEBRA author"
publisher = "ZEBRA publisher"
url = "https://zebra.example/"
published = 1987-06-05
accessed = 1987-06-06
archive = "https://archive.example/ZEBRA"
file = "evidence/ZEBRA.pdf"
sha256 = "0dd1e50dd1e50dd1e50dd1e50dd1e50dd1e50dd1e50dd1e50dd1e50dd1e50dd1"
kind = "interview"
voice = "ZEBRA voice"
own_reporting = true
interests = ["ZEBRA interest"]
language = "x-ZEBRA"
confidential = true
note = "ZEBRA note"

[[source]]
id = "copy"
title = "A copy"
publisher = "Harbour Post"
derived_from = ["zebra-source"]

[[source]]
id = "speech"
title = "A speech"
publisher = "ZEBRA alias"

[[claim]]
id = "toll"
text = "Attacks killed 310 people."
speaker = "ZEBRA alias"
accuses = ["zebra-party"]

  [[claim.evidence]]
  source = "zebra-source"
  stance = "supports"
  quote = "ZEBRA quote"
  locator = "ZEBRA locator"
  translation = "ZEBRA translation"
  note = "ZEBRA row note"

  [[claim.evidence]]
  source = "copy"
  stance = "supports"
  via = ["zebra-source"]

  [[claim.evidence]]
  source = "speech"
  stance = "denies"

  [[claim.asked]]
  of = "ZEBRA alias"
  due = 2026-03-01
  note = "ZEBRA answer"

[[claim]]
id = "zebra-claim"
text = "ZEBRA text."
speaker = "ZEBRA speaker"
attribution = "ZEBRA attribution"
caveat = "ZEBRA caveat"
section = "ZEBRA section"
quote = "ZEBRA words"
tags = ["zebra"]
short = "ZEBRA short"
confidential = true
denies = ["toll"]

  [[claim.evidence]]
  source = "zebra-source"
  stance = "supports"

  [[claim.searched]]
  where = "ZEBRA place"

  [[claim.ruling]]
  status = "confirmed"
  on = 1987-06-07
  by = "ZEBRA judge"
  reason = "ZEBRA reason"
"#;

#[test]
fn no_text_of_a_confidential_source_claim_or_party_slips_out_in_any_format() {
    let book = book(&[("town.toml", MARKED)]);
    for format in FORMATS {
        let report = printed(book.path(), &["report", "--format", format]);
        let lower = report.to_lowercase();
        for marker in ["zebra", "0dd1e5", "1987"] {
            let slipped = lower.lines().find(|line| line.contains(marker));
            assert!(slipped.is_none(), "{format}: {slipped:?}");
        }
        assert!(report.contains("toll"), "{format}");
        let internal = printed(book.path(), &["report", "--internal", "--format", format]);
        assert!(internal.contains("ZEBRA"), "{format}");
    }
}

/// Only a confidential source names its publisher, the owner of that publisher, and the party whose side it takes.
const GUESSED: &str = r#"
[[party]]
id = "holding"
name = "Quiet Holding"

[[party]]
id = "gazette"
name = "The Quiet Gazette"
part_of = "holding"

[[party]]
id = "rival"
name = "The Rival"

[[party]]
id = "ministry"
name = "The Ministry"

[[source]]
id = "tip"
title = "A tip"
publisher = "gazette"
interests = ["rival"]
own_reporting = true
confidential = true

[[source]]
id = "copy"
title = "A copy"
publisher = "Harbour Post"
derived_from = ["tip"]

[[source]]
id = "leak"
title = "A leak"
publisher = "The Ministry"
own_reporting = true
confidential = true

[[claim]]
id = "accusation"
text = "The harbour was sold."
accuses = ["rival"]

  [[claim.evidence]]
  source = "tip"
  stance = "supports"

  [[claim.evidence]]
  source = "copy"
  stance = "supports"

[[claim]]
id = "leaked"
text = "The harbour is safe."
speaker = "ministry"

  [[claim.evidence]]
  source = "leak"
  stance = "supports"
"#;

#[test]
fn a_confidential_source_cannot_be_guessed_from_what_is_said_around_it() {
    let book = book(&[("a.toml", GUESSED)]);
    for format in FORMATS {
        let report = printed(book.path(), &["report", "--format", format]);
        for secret in [
            "Quiet",
            "The Rival",
            "has a stake",
            "who makes the claim",
            "but not from",
        ] {
            assert!(!report.contains(secret), "{format}: {secret}\n{report}");
        }
        assert!(
            report.contains("reason is known to the desk"),
            "{format}\n{report}"
        );
        let internal = printed(book.path(), &["report", "--internal", "--format", format]);
        assert!(
            internal.contains("who makes the claim") && !internal.contains("known to the desk"),
            "{format}"
        );
    }
}

#[test]
fn an_internal_report_shows_them_and_says_that_it_does() {
    let book = book(&[("border-town.toml", BOOK)]);
    for format in FORMATS {
        let report = printed(book.path(), &["report", "--internal", "--format", format]);
        for shown in ["quarry-talk", "The Cellar", "hidden-claim"] {
            assert!(report.contains(shown), "{format}: {shown}");
        }
        assert!(
            matches!(format, "csv" | "json") || report.contains("Internal: this report names"),
            "{format}"
        );
    }
}

#[test]
fn a_confidential_claim_is_not_exported_even_by_name() {
    let settings = "[publish]\nurl = \"https://example.org/\"\n";
    let book = book(&[("border-town.toml", BOOK), ("claimbook.toml", settings)]);
    let output = run(
        book.path(),
        &["export", "--format", "claimreview", "hidden-claim"],
    );
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
}

#[test]
fn a_bibliography_holds_nothing_confidential_unless_it_is_internal() {
    let book = book(&[("town.toml", MARKED)]);
    for format in ["csl-json", "bibtex", "ris"] {
        for picked in [&[][..], &["--article", "town"]] {
            let export = |rest: &[&str]| {
                let command = [&["export", "--format", format], picked, rest].concat();
                printed(book.path(), &command)
            };
            let public = export(&[]);
            for marker in ["zebra", "1987"] {
                assert!(!public.to_lowercase().contains(marker), "{public}");
            }
            assert!(public.contains("A copy"), "{public}");
            let internal = export(&["--internal"]);
            assert!(internal.contains("ZEBRA title"), "{internal}");
        }
    }
}
