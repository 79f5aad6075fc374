//! Whole texts: sound files, damaged files and hostile input.

use crate::document::format::TABLES;
use crate::document::parse::problem::Code;
use crate::document::parse::text::parse;
use crate::document::shape::{FieldShape, Kind};
use crate::domain::claim::Claim;
use crate::domain::records::Records;
use proptest::strategy::Strategy;

/// Every field of every table, once.
const FULL: &str = r#"
[article]
id = "border-town"
title = "Border town counts its dead"
publisher = "harbour-post"
author = "A. Writer"
url = "https://example.org/a"
published = 2026-03-02
accessed = "2026-03"
language = "en"
archive = "https://example.org/archive/a"
file = "articles/border-town.txt"
original = "articles/border-town.docx"
sha256 = "ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789"
state = "draft"

  [[article.skip]]
  quote = "Post a Comment"
  reason = "page furniture"

[[party]]
id = "harbour-post"
name = "The Harbour Post"
aliases = ["Harbour Post"]
refs = ["wikidata:Q1"]
domains = ["harbour.example"]
kind = "outlet"
part_of = "harbour-media"
reliability = "B"
interests = ["northland"]
confidential = true

[[source]]
id = "ministry-figures"
title = "Quarterly casualty figures"
author = "B. Counter"
publisher = "northland-interior"
url = "https://example.org/f"
published = "2026-02"
accessed = 2026-03-05
archive = "https://example.org/archive/f"
file = "evidence/figures.pdf"
sha256 = "ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789"
kind = "dataset"
voice = "northland-interior"
derived_from = ["ledger"]
own_reporting = true
interests = ["northland"]
language = "ps"
retracted = 2026
confidential = true
note = "a note"
refs = ["doi:10.1000/182"]

[[claim]]
id = "toll-2025"
text = "Attacks in the border districts killed 310 people in 2025."
speaker = "northland-interior"
quoted = "northland"
attribution = "officials say"
caveat = "without giving a source"
evidence_offered = "cited"
kind = "figure"
said_on = 2026-03-01
section = "A grim winter"
paragraph = 4
quote = "310 people"
prefix = "killed "
suffix = " in 2025"
tags = ["casualties"]
refs = ["desk:17"]
note = "a note"
assigned = "amina"
accuses = ["northland"]
concerns = ["southland"]
denies = ["toll-2024"]
contradicts = ["toll-2023"]
repeats = ["toll-2022"]
needs_origins = 3
draft = true
recheck_by = 2026-06-01
short = "310 killed"
confidential = true
allow = [{ code = "unsourced-claim", reason = "an example" }]

  [[claim.evidence]]
  source = "ministry-figures"
  stance = "supports"
  about = "attribution"
  via = ["ledger"]
  voice = "northland"
  credibility = 2
  quote = "a total of 310"
  locator = "table 2"
  translation = "310 in all"
  note = "a note"
  by = "amina"
  added = 2026-03-05

  [[claim.appearance]]
  url = "https://social.example/1"
  publisher = "northland"
  on = 2026-03-03
  archive = "https://archive.example/1"
  quote = "310 dead"

  [[claim.asked]]
  of = "northland"
  on = 2026-03-04
  due = 2026-03-06
  outcome = "no-reply"
  note = "a note"

  [[claim.searched]]
  where = "the ministry's site"
  on = 2026-03-04
  by = "amina"
  terms = "casualties 2025"

  [[claim.ruling]]
  status = "misleading"
  on = 2026-03-06
  by = "amina"
  reason = "counts fighters as residents"
  wording = "3f9a1c2e"
  url = "https://example.org/ruling"
  verdict = "Half true"
  language = "en"
  rating = { value = 2, best = 5, worst = -1 }
"#;

#[track_caller]
fn sound(text: &str) -> Records {
    let parsed = parse(text, "stem");
    assert!(parsed.problems.is_empty(), "{:#?}", parsed.problems);
    parsed.records
}

#[test]
fn every_field_of_the_format_reaches_its_record() {
    // A host stands in for a publisher, and the sample names its publishers. Only the index knows what is pending.
    let records = format!("{:#?}", sound(FULL)).replace("host: None,", "");
    let records = records.replace("pending: false,", "");
    // If a field got lost, its record would have the default, which the sample never gives.
    for lost in ["None,", "[],", "false,", "Content,", "Unknown,"] {
        assert!(!records.contains(lost), "{lost}\n{records}");
    }
}

#[test]
fn the_full_sample_is_full() {
    let table: toml::Table = FULL.parse().unwrap();
    for shape in TABLES {
        let mut here = toml::Value::Table(table.clone());
        for key in shape.name.split('.') {
            here = here[key].clone();
            here = here.as_array().map_or(here.clone(), |rows| rows[0].clone());
        }
        let rows = |field: &&FieldShape| !matches!(field.kind, Kind::Tables(_));
        for field in shape.fields.iter().filter(rows) {
            assert!(
                here.get(field.name).is_some(),
                "{}.{}",
                shape.name,
                field.name
            );
        }
    }
}

#[test]
fn the_line_of_a_record_is_that_of_its_header() {
    let records = sound(FULL);
    let line = |needle: &str| {
        let before = FULL.find(needle).unwrap();
        u32::try_from(FULL[..before].matches('\n').count() + 1).unwrap()
    };
    let claim = &records.claims[0];
    assert_eq!(records.article.unwrap().words.line, line("[article]"));
    assert_eq!(records.parties[0].words.line, line("[[party]]"));
    assert_eq!(records.sources[0].words.line, line("[[source]]"));
    assert_eq!(claim.words.line, line("[[claim]]"));
    assert_eq!(claim.words.evidence[0].line, line("[[claim.evidence]]"));
    assert_eq!(claim.words.asked[0].line, line("[[claim.asked]]"));
    assert_eq!(claim.words.searched[0].line, line("[[claim.searched]]"));
    assert_eq!(claim.words.rulings[0].line, line("[[claim.ruling]]"));
}

#[test]
fn an_article_without_an_id_takes_the_files_stem() {
    let id = |stem| {
        parse("[article]\ntitle = \"A\"\n", stem)
            .records
            .article
            .unwrap()
            .core
            .id
            .to_string()
    };
    assert_eq!(id("border-town"), "border-town");
    assert_eq!(id("Border Town (2)"), "border-town-2");
    assert_eq!(id("…"), "article");
}

#[test]
fn rows_can_be_written_between_braces() {
    let text = "[[claim]]\nid = \"a\"\ntext = \"A\"\nevidence = [\n  { source = \"s\", stance = \"denies\" },\n]\n";
    let records = sound(text);
    assert_eq!(records.claims[0].core.evidence[0].source, "s");
    assert_eq!(records.claims[0].words.evidence[0].line, 5);
}

#[test]
fn every_table_can_hold_extra() {
    sound(
        "extra = 1\n[article]\ntitle = \"A\"\nextra = [1, 2]\n[[claim]]\nid = \"a\"\ntext = \"A\"\n\
         [claim.extra]\nwhatever = { deep = 1 }\n[[claim.evidence]]\nsource = \"s\"\nstance = \"context\"\n\
         extra = { x = 1 }\n",
    );
}

#[test]
fn an_empty_text_is_sound() {
    for text in ["", "\u{feff}", "\n", "# only a comment", "\r\n\r\n"] {
        assert_eq!(sound(text), Records::default());
    }
}

#[test]
fn a_byte_order_mark_and_line_ends_of_windows_change_nothing() {
    let windows = format!("\u{feff}{}", FULL.replace('\n', "\r\n"));
    assert_eq!(sound(&windows), sound(FULL));
}

#[test]
fn deep_nesting_is_a_problem_and_not_an_overflow() {
    const DEEP: usize = 100_000;
    for text in [
        "[".repeat(DEEP),
        format!("a = {}", "[".repeat(DEEP)),
        format!("a = {}", "{a = ".repeat(DEEP)),
        format!("[[claim]]\ntags = {}{}", "[".repeat(DEEP), "]".repeat(DEEP)),
        format!("{}a = 1", "a.".repeat(DEEP)),
        format!("[{}a]", "a.".repeat(DEEP)),
    ] {
        let parsed = parse(&text, "stem");
        assert!(!parsed.problems.is_empty());
        assert_eq!(parsed.records, Records::default());
    }
}

#[test]
fn many_syntax_errors_are_bounded() {
    for line in [
        "a = b\n",
        "\0\n",
        "<<<<<<<\n",
        "[[claim]]\nx y\n",
        "\"\n",
        "]]\n",
        "= = =\n",
    ] {
        let problems = parse(&line.repeat(10_000), "stem").problems;
        assert!(problems.len() <= 22, "{line:?}: {}", problems.len());
        assert!(
            problems
                .iter()
                .any(|problem| problem.message.contains("more")),
            "{line:?} {:?}",
            problems.last()
        );
    }
}

#[test]
fn many_other_problems_are_bounded() {
    let lines: Vec<String> = (0..10_000).map(|n| format!("a{n} = 1")).collect();
    let text = lines.join("\n");
    let problems = parse(&text, "stem").problems;
    assert!(problems.len() <= 101, "{}", problems.len());
}

/// Pieces that somebody could leave anywhere in a file.
fn piece() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec![
        "\"",
        "'",
        "\"\"\"",
        "'''",
        "[",
        "]",
        "[[",
        "]]",
        "{",
        "}",
        "=",
        ",",
        ".",
        "#",
        "\\",
        "\n",
        "\r",
        "\t",
        "\0",
        "é",
        "“",
        "\u{feff}",
        "\u{202e}",
        "[claim]",
        "[[claim]]\n",
        "[[claim.evidence]]\n",
        "[article]\n",
        "<<<<<<< a\n",
        "=======\n",
        ">>>>>>> b\n",
        "id = \"x\"\n",
        "text = \"y\"\n",
        "evidence = [{}]\n",
        "2026-03",
        "claim.x = 1\n",
        "extra = 1\n",
    ])
}

/// Three claims. The test damages the second one between its header and its second row.
const THREE: [&str; 3] = [
    "[[claim]]\nid = \"a\"\ntext = \"A\"\n[[claim.evidence]]\nsource = \"s\"\nstance = \"denies\"\n[[claim]]\n",
    "id = \"b\"\ntext = \"B\"\ntags = [\"x\",\n\"y\"]\n[[claim.evidence]]\nsource = \"s\"\nstance = \"denies\"\n",
    "[[source]]\nid = \"s\"\ntitle = \"S\"\n[[claim.evidence]]\nsource = \"t\"\nstance = \"denies\"\n\
     [[claim]]\nid = \"c\"\ntext = \"C\"\n[[claim.evidence]]\nsource = \"s\"\nstance = \"denies\"\n",
];

/// A claim without its line numbers, which change with damage above it.
fn in_short(claim: &Claim) -> (String, String, Vec<String>) {
    let sources = claim.core.evidence.iter().map(|row| row.source.clone());
    (
        claim.core.id.to_string(),
        claim.words.text.clone(),
        sources.collect(),
    )
}

proptest::proptest! {
    #[test]
    fn damage_in_one_claim_never_changes_another(
        damage in proptest::collection::vec((0..THREE[1].len(), piece()), 1..4)
    ) {
        let mut middle = THREE[1].to_owned();
        for (at, piece) in damage {
            middle.insert_str(middle.floor_char_boundary(at), piece);
        }
        let before: Vec<_> = sound(&THREE.concat()).claims.iter().map(in_short).collect();
        let text = [THREE[0], &middle, THREE[2]].concat();
        for claim in parse(&text, "stem").records.claims.iter().map(in_short) {
            let original = before.iter().find(|original| original.0 == claim.0 && claim.0 != "b");
            proptest::prop_assert!(original.is_none_or(|original| *original == claim), "{text}\n{claim:?}");
        }
    }

    #[test]
    fn problems_of_any_damage_begin_and_end_between_characters(
        damage in proptest::collection::vec((0..FULL.len(), 0..30_usize, piece()), 1..6)
    ) {
        let mut text = FULL.to_owned();
        for (at, length, piece) in damage {
            let start = text.floor_char_boundary(at);
            let end = text.floor_char_boundary(start + length);
            text.replace_range(start..end, piece);
        }
        let parsed = parse(&text, "stem");
        for problem in &parsed.problems {
            let others = problem.others.iter().map(|(span, _)| span);
            for span in others.chain([&problem.span]) {
                proptest::prop_assert!(text.get(span.clone()).is_some(), "{problem:?}");
            }
        }
        let document = crate::document::parse::locate::Document::of(&text);
        let refused = parsed.problems.iter().any(|problem| problem.code == Code::Syntax);
        proptest::prop_assert!(!(document.sound && refused));
        for claim in &parsed.records.claims {
            proptest::prop_assert!(document.at_line(claim.words.line).is_some_and(|found| found.id.as_deref() == Some(claim.core.id.as_str())));
        }
    }

    #[test]
    fn no_mix_of_pieces_makes_parsing_panic(pieces in proptest::collection::vec(piece(), 0..20)) {
        let text = pieces.concat();
        let parsed = parse(&text, "stem");
        for problem in &parsed.problems {
            proptest::prop_assert!(text.get(problem.span.clone()).is_some(), "{problem:?}");
        }
        let _ = crate::document::parse::locate::Document::of(&text);
        let _ = crate::document::parse::config::parse(&text);
    }
}
