//! Edits of random documents.

use crate::document::edit::tests::{cite, place, text, uncite};
use crate::document::edit::{Edit, EditRefusal, NewFields, Position, RowField, apply};
use proptest::prelude::{BoxedStrategy, Just, Strategy, any};
use proptest::{prop_oneof, proptest};

/// Blank space or a comment between lines.
fn blank() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just(""),
        Just("\n"),
        Just("# note\n"),
        Just("\n# note\n\n"),
        Just("  # in\n")
    ]
}

/// A line `key = value` with odd spacing and, now and then, a comment.
fn value(key: &'static str, values: &'static [&'static str]) -> BoxedStrategy<String> {
    let equals = prop_oneof![Just("="), Just(" = "), Just("  =\t")];
    let tail = prop_oneof![Just("\n"), Just(" # c\n"), Just("\t\n")];
    (proptest::sample::select(values), equals, tail)
        .prop_map(move |(value, equals, tail)| format!("{key}{equals}{value}{tail}"))
        .boxed()
}

/// A row of a claim below its own header.
fn row(header: &'static str) -> BoxedStrategy<String> {
    let source = value("source", &["\"s\"", "'t'", "\"a\""]);
    let via = prop_oneof![
        Just(""),
        Just("via = ['s', \"t\"]\n"),
        Just("extra.x = 1\n")
    ];
    let indent = prop_oneof![Just(""), Just("  "), Just("\t")];
    (blank(), indent, source, via)
        .prop_map(move |(blank, indent, source, via)| {
            let via = if via.is_empty() {
                String::new()
            } else {
                format!("{indent}{via}")
            };
            format!(
                "{blank}{indent}[[{header}]]\n{indent}{source}{indent}stance = \"supports\"\n{via}"
            )
        })
        .boxed()
}

/// A field that a claim can lack, or one that does not exist.
fn optional() -> BoxedStrategy<String> {
    let tags = value(
        "tags",
        &[
            "[]",
            "[\"x\"]",
            "['x', \"y\",]",
            "[ \"x\" , \"y\" ]",
            "[\n  \"x\", # x\n  \"y\"\n]",
            "[\n\"y\",\n # z\n]",
        ],
    );
    let evidence = value(
        "evidence",
        &[
            "[{ source = \"s\", stance = \"supports\" }]",
            "[\n  {source='t',stance='denies'}, # t\n]",
            "[]",
        ],
    );
    prop_oneof![
        3 => Just(String::new()),
        1 => value("kind", &["\"event\"", "'figure'"]),
        1 => value("said_on", &["2026", "\"2026-03\"", "2026-03-02", "'2026-03-02'"]),
        1 => tags,
        1 => evidence,
        1 => value("extra.deep", &["1", "{ a = [1, 2] }"]),
        1 => value("note", &["\"no such field\""]),
    ]
    .boxed()
}

/// A claim with up to two evidence rows.
fn claim(id: &'static str) -> BoxedStrategy<String> {
    let text = value("text", &["\"A\"", "'''\nA'''", "\"\"\"\nA\\\n  B\"\"\""]);
    let rows = proptest::collection::vec(row("claim.evidence"), 0..3);
    (blank(), text, optional(), rows, any::<bool>())
        .prop_map(move |(blank, text, optional, rows, odd)| {
            let inline = optional.starts_with("evidence");
            let rows = if inline { String::new() } else { rows.concat() };
            let ids = if odd {
                format!("id='{id}'\n")
            } else {
                format!("id = \"{id}\" # id\n")
            };
            format!("{blank}[[claim]]\n{ids}{text}{optional}{rows}")
        })
        .boxed()
}

/// A source that derives from `s`, or from nothing.
fn source(id: &'static str) -> BoxedStrategy<String> {
    let more = prop_oneof![Just(""), Just("derived_from = [\"s\"]\n")];
    (blank(), more)
        .prop_map(move |(blank, more)| {
            format!("{blank}[[source]]\nid = \"{id}\"\ntitle = \"S\"\n{more}")
        })
        .boxed()
}

/// A document of a few records with everything that people do to files: comments, odd spacing, lists on lines, tables
/// between braces, dotted keys, rows away from their claims, and any line ends.
fn documents() -> impl Strategy<Value = String> {
    let scattered = prop_oneof![3 => Just(String::new()), 1 => Just("[[claim.asked]]\nof = \"n\"\n".to_owned())];
    let records = (claim("a"), source("s"), scattered, claim("b"), source("t"))
        .prop_map(|(a, s, rows, b, t)| [a, s, rows, b, t])
        .boxed();
    (records, any::<[bool; 4]>(), any::<bool>())
        .prop_map(|(records, [crlf, bom, unended, swap], article)| {
            let [a, s, rows, b, t] = records;
            let mut text = if swap {
                [t, a, s, rows, b].concat()
            } else {
                [a, s, rows, b, t].concat()
            };
            if article {
                text.insert_str(0, "[article]\ntitle = \"T\"\n");
            }
            let text = if unended {
                text.trim_end_matches('\n').to_owned()
            } else {
                text
            };
            let text = if crlf {
                text.replace('\n', "\r\n")
            } else {
                text
            };
            if bom { format!("\u{feff}{text}") } else { text }
        })
        .boxed()
}

/// The bytes that two texts have in common at their beginnings and ends.
fn changed_region(before: &str, after: &str) -> usize {
    let front = before
        .bytes()
        .zip(after.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let back = before
        .bytes()
        .rev()
        .zip(after.bytes().rev())
        .take_while(|(a, b)| a == b)
        .count();
    before.len().saturating_sub(front + back)
}

fn rows_of(text: &str, claim: &str) -> usize {
    let records = crate::document::parse(text, "a").records;
    records
        .claims
        .iter()
        .find(|found| found.core.id.as_str() == claim)
        .map_or(0, |claim| claim.core.evidence.len())
}

proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 200, ..Default::default() })]

    #[test]
    fn a_citation_goes_in_and_out_and_not_a_byte_is_another(document in documents(), claim in "[ab]") {
        let cited = apply(&document, "x", &[cite(&claim, "new")]).unwrap();
        assert_eq!(changed_region(&document, &cited), 0, "only adds:\n{cited}");
        // A list that was there without an entry goes with its last one.
        if !document.contains("evidence=[]") && !document.contains("evidence = []") && !document.contains("evidence  =\t[]") {
            let back = apply(&cited, "x", &[uncite(&claim, rows_of(&cited, &claim) - 1)]).unwrap();
            assert_eq!(back, document);
        }
    }

    #[test]
    fn adding_and_removing_an_entry_restores_every_byte(document in documents(), claim in "[ab]") {
        let tags = || place("claim", &claim, "tags");
        let added = apply(&document, "x", &[Edit::AddEntry(tags(), "new".to_owned())]).unwrap();
        if !["tags=[]", "tags = []", "tags  =\t[]"].iter().any(|empty| document.contains(empty)) {
            assert_eq!(apply(&added, "x", &[Edit::RemoveEntry(tags(), "new".to_owned())]).unwrap(), document);
        }
    }

    #[test]
    fn adding_and_removing_a_field_restores_every_byte(document in documents(), claim in "[ab]") {
        let speaker = || place("claim", &claim, "speaker");
        let set = apply(&document, "x", &[Edit::Set(speaker(), text("n"))]).unwrap();
        assert_eq!(changed_region(&document, &set), 0, "only adds:\n{set}");
        assert_eq!(apply(&set, "x", &[Edit::Set(speaker(), text("n"))]).unwrap(), set);
        assert_eq!(apply(&set, "x", &[Edit::Unset(speaker())]).unwrap(), document);
    }

    #[test]
    fn a_row_takes_a_field_without_losing_a_byte(document in documents(), claim in "[ab]") {
        let rows = rows_of(&document, &claim);
        let last = rows.checked_sub(1);
        let note = |position| {
            let place = RowField { claim: claim.clone(), key: "evidence", position, field: "note" };
            Edit::SetInRow(place, text("n"))
        };
        let Some(last) = last else {
            assert_eq!(apply(&document, "x", &[note(0)]), Err(EditRefusal::NoRow));
            return Ok(());
        };
        let set = apply(&document, "x", &[note(last)]).unwrap();
        assert_eq!(changed_region(&document, &set), 0, "only adds:\n{set}");
        assert_eq!(apply(&set, "x", &[note(last)]).unwrap(), set);
    }

    #[test]
    fn adding_and_removing_a_record_restores_every_byte(document in documents(), after in "[abx]", kind in proptest::sample::select(&["claim", "source"][..])) {
        let title = if kind == "claim" { "text" } else { "title" };
        let position = if kind == "claim" && after != "x" { Position::After(after) } else { Position::Last };
        let fields = NewFields::from([("id", text("new")), (title, text("N"))]);
        let added = apply(&document, "x", &[Edit::AddRecord { kind, fields, position }]).unwrap();
        assert_eq!(changed_region(&document, &added), 0, "only adds:\n{added}");
        assert_eq!(apply(&added, "x", &[Edit::RemoveRecord { kind, id: "new".to_owned() }]).unwrap(), document);
    }

    #[test]
    fn changing_a_name_and_back_restores_every_byte(document in documents()) {
        let redirect = |from: &str, to: &str| Edit::Redirect { kind: "source", from: from.to_owned(), to: to.to_owned() };
        let other = apply(&document, "x", &[redirect("s", "new")]).unwrap();
        assert_eq!(apply(&other, "x", &[redirect("new", "s")]).unwrap(), document);
    }

    #[test]
    fn many_edits_at_once_mean_the_same_as_one_after_the_other(document in documents()) {
        let edits = [
            cite("a", "new"),
            Edit::Set(place("claim", "b", "caveat"), text("c")),
            Edit::AddEntry(place("claim", "a", "tags"), "new".to_owned()),
            Edit::AddRecord { kind: "source", fields: NewFields::from([("id", text("new")), ("title", text("N"))]), position: Position::Last },
            cite("b", "new"),
        ];
        let at_once = apply(&document, "x", &edits).unwrap();
        let mut one_by_one = document.clone();
        for edit in &edits {
            one_by_one = apply(&one_by_one, "x", std::slice::from_ref(edit)).unwrap();
        }
        let meaning = |text: &str| text.trim_start_matches('\u{feff}').parse::<toml::Table>().unwrap();
        assert_eq!(meaning(&at_once), meaning(&one_by_one));
    }

    #[test]
    fn no_text_makes_an_edit_panic(document in "[\\[\\]{}=,#\"'\n a-b.]{0,40}") {
        let document = format!("[[claim]]\nid = \"a\"\ntext = \"A\"\n{document}");
        let _ = apply(&document, "x", &[cite("a", "s")]);
        let _ = apply(&document, "x", &[Edit::Forget { kind: "source", id: "a".to_owned() }]);
        let _ = apply(&document, "x", &[Edit::RemoveRecord { kind: "claim", id: "a".to_owned() }]);
    }
}
