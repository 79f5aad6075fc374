//! Edits over random documents: byte for byte what was meant, and nothing else.

use crate::document::edit::Edit;
use crate::document::edit::EditRefusal;
use crate::document::edit::NewFields;
use crate::document::edit::Position;
use crate::document::edit::RecordField;
use crate::document::edit::Value;
use crate::document::edit::apply;
use crate::domain::date::Date;
use proptest::prelude::BoxedStrategy;
use proptest::prelude::Just;
use proptest::prelude::Strategy;
use proptest::prelude::any;
use proptest::prop_oneof;
use proptest::proptest;

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn place(kind: &'static str, id: &str, field: &'static str) -> RecordField {
    RecordField {
        kind,
        id: id.to_owned(),
        field,
    }
}

fn evidence(source: &str) -> NewFields {
    NewFields::from([("source", text(source)), ("stance", text("supports"))])
}

fn cite(claim: &str, source: &str) -> Edit {
    Edit::AddRow {
        claim: claim.to_owned(),
        key: "evidence",
        fields: evidence(source),
    }
}

fn uncite(claim: &str, position: usize) -> Edit {
    Edit::RemoveRow {
        claim: claim.to_owned(),
        key: "evidence",
        position,
    }
}

#[track_caller]
fn check(before: &str, edit: Edit, after: &str) {
    assert_eq!(apply(before, "a", &[edit]).as_deref(), Ok(after));
}

const CLAIM: &str = "[[claim]]\nid = \"a\"\ntext = \"A\"\n";

#[test]
fn the_first_row_of_a_claim_is_indented_and_parted_as_the_format_has_it() {
    let after = "[[claim]]\nid = \"a\"\ntext = \"A\"\n\n  [[claim.evidence]]\n  source = \"s\"\n  stance = \"supports\"\n";
    check(CLAIM, cite("a", "s"), after);
    check(after, uncite("a", 0), CLAIM);
}

#[test]
fn a_row_looks_like_its_siblings() {
    let dense = "[[claim]]\nid = \"a\"\ntext = \"A\"\n[[claim.evidence]]\n\tsource = \"t\"\n\tstance = \"denies\"\n# why\n\n[[claim]]\nid = \"b\"\ntext = \"B\"\n";
    let after = "[[claim]]\nid = \"a\"\ntext = \"A\"\n[[claim.evidence]]\n\tsource = \"t\"\n\tstance = \"denies\"\n# why\n[[claim.evidence]]\n\tsource = \"s\"\n\tstance = \"supports\"\n\n[[claim]]\nid = \"b\"\ntext = \"B\"\n";
    check(dense, cite("a", "s"), after);
}

#[test]
fn evidence_goes_before_a_ruling_and_a_ruling_last() {
    let ruled = "[[claim]]\nid = \"a\"\ntext = \"A\"\n\n  # said so\n  [[claim.ruling]]\n  status = \"open\"\n  on = 2026-03-01\n  by = \"amina\"\n  reason = \"R\"\n";
    let after = apply(ruled, "a", &[cite("a", "s")]).unwrap();
    assert!(after.find("claim.evidence").unwrap() < after.find("# said so").unwrap());
    let fields = NewFields::from([
        ("status", text("open")),
        ("on", Value::Date(Date::parse("2026-03-02").unwrap())),
        ("by", text("b")),
        ("reason", text("x")),
    ]);
    let after = apply(
        &after,
        "a",
        &[Edit::AddRow {
            claim: "a".to_owned(),
            key: "ruling",
            fields,
        }],
    )
    .unwrap();
    assert!(after.ends_with("  reason = \"R\"\n\n  [[claim.ruling]]\n  status = \"open\"\n  on = 2026-03-02\n  by = \"b\"\n  reason = \"x\"\n"));
}

#[test]
fn inline_evidence_is_extended_and_shrinks_again() {
    let one = "[[claim]]\nid = \"a\"\ntext = \"A\"\nevidence = [{ source = \"t\", stance = \"denies\" }] # why\n";
    let two = "[[claim]]\nid = \"a\"\ntext = \"A\"\nevidence = [{ source = \"t\", stance = \"denies\" }, { source = \"s\", stance = \"supports\" }] # why\n";
    check(one, cite("a", "s"), two);
    check(two, uncite("a", 1), one);
    let lines = "[[claim]]\r\nid = \"a\"\r\ntext = \"A\"\r\nevidence = [\r\n  { source = \"t\", stance = \"denies\" }, # why\r\n]\r\n";
    let more = "[[claim]]\r\nid = \"a\"\r\ntext = \"A\"\r\nevidence = [\r\n  { source = \"t\", stance = \"denies\" }, # why\r\n  { source = \"s\", stance = \"supports\" },\r\n]\r\n";
    check(lines, cite("a", "s"), more);
    check(more, uncite("a", 1), lines);
}

#[test]
fn a_field_goes_where_the_reference_has_it_and_its_line_goes_with_it() {
    let after = "[[claim]]\nid = \"a\"\ntext = \"A\"\nkind = \"event\"\n";
    check(
        CLAIM,
        Edit::Set(place("claim", "a", "kind"), text("event")),
        after,
    );
    check(after, Edit::Unset(place("claim", "a", "kind")), CLAIM);
    let both = "[[claim]]\nid = \"a\"\ntext = \"A\"\nspeaker = \"n\"\nkind = \"event\"\n";
    check(
        after,
        Edit::Set(place("claim", "a", "speaker"), text("n")),
        both,
    );
    check(CLAIM, Edit::Unset(place("claim", "a", "kind")), CLAIM);
}

#[test]
fn the_value_that_is_there_already_changes_no_byte_however_it_is_written() {
    let odd = "[[claim]]\nid='a'\ntext = \"\"\"\nA \\\n  B\"\"\"\nsaid_on = \"2026-03-02\"\nparagraph = 0x4\ntags=[ 'x' ,]\nrecheck_by = '2026'\n";
    for (field, value) in [
        ("text", text("A B")),
        ("said_on", Value::Date(Date::parse("2026-03-02").unwrap())),
        ("paragraph", Value::Number(4)),
        ("tags", Value::Texts(vec!["x".to_owned()])),
        ("recheck_by", Value::Date(Date::parse("2026").unwrap())),
    ] {
        check(odd, Edit::Set(place("claim", "a", field), value), odd);
    }
    check(
        odd,
        Edit::AddEntry(place("claim", "a", "tags"), "x".to_owned()),
        odd,
    );
    check(
        odd,
        Edit::RemoveEntry(place("claim", "a", "tags"), "y".to_owned()),
        odd,
    );
}

#[test]
fn a_comment_on_the_line_stays_when_its_value_changes() {
    let before = "[[claim]]\nid = \"a\" # the id\ntext = 'A' # the text\n# end";
    let after = "[[claim]]\nid = \"a\" # the id\ntext = 'B' # the text\n# end";
    check(
        before,
        Edit::Set(place("claim", "a", "text"), text("B")),
        after,
    );
}

#[test]
fn a_file_between_braces_is_edited_between_braces() {
    let before = "claim = [{ id = \"a\", text = \"A\" }, { id = \"b\", text = \"B\" }]\n";
    let cited = "claim = [{ id = \"a\", text = \"A\", evidence = [{ source = \"s\", stance = \"supports\" }] }, { id = \"b\", text = \"B\" }]\n";
    check(before, cite("a", "s"), cited);
    check(cited, uncite("a", 0), before);
    let fields = NewFields::from([("id", text("c")), ("text", text("C"))]);
    let add = Edit::AddRecord {
        kind: "claim",
        fields,
        position: Position::Last,
    };
    let added = "claim = [{ id = \"a\", text = \"A\" }, { id = \"b\", text = \"B\" }, { id = \"c\", text = \"C\" }]\n";
    check(before, add, added);
    check(
        added,
        Edit::RemoveRecord {
            kind: "claim",
            id: "c".to_owned(),
        },
        before,
    );
}

#[test]
fn records_go_after_their_like_with_a_blank_line_and_come_out_with_it() {
    let before = "\u{feff}# top\r\n[[claim]]\r\nid = \"a\"\r\ntext = \"A\"\r\n# about a\r\n\r\n# about b\r\n[[claim]]\r\nid = \"b\"\r\ntext = \"B\"";
    let fields = NewFields::from([("id", text("c")), ("text", text("C\nD"))]);
    let add = |position| Edit::AddRecord {
        kind: "claim",
        fields: fields.clone(),
        position,
    };
    let between = apply(before, "a", &[add(Position::After("a".to_owned()))]).unwrap();
    assert_eq!(
        between,
        "\u{feff}# top\r\n[[claim]]\r\nid = \"a\"\r\ntext = \"A\"\r\n# about a\r\n\r\n[[claim]]\r\nid = \"c\"\r\ntext = \"\"\"\r\nC\r\nD\"\"\"\r\n\r\n# about b\r\n[[claim]]\r\nid = \"b\"\r\ntext = \"B\""
    );
    check(
        &between,
        Edit::RemoveRecord {
            kind: "claim",
            id: "c".to_owned(),
        },
        before,
    );
    let last = apply(before, "a", &[add(Position::Last)]).unwrap();
    assert!(
        last.ends_with(
            "text = \"B\"\r\n\r\n[[claim]]\r\nid = \"c\"\r\ntext = \"\"\"\r\nC\r\nD\"\"\""
        )
    );
    check(
        &last,
        Edit::RemoveRecord {
            kind: "claim",
            id: "c".to_owned(),
        },
        before,
    );
    let first = apply(before, "a", &[add(Position::First)]).unwrap();
    assert!(
        first.starts_with("\u{feff}[[claim]]\r\nid = \"c\"\r\n"),
        "{first}"
    );
}

#[test]
fn every_reference_follows_and_nothing_else() {
    let before = "[[claim]]\nid = \"a\"\ntext = \"s\"\nspeaker = \"s\"\n\n  [[claim.evidence]]\n  source = 's' # s\n  stance = \"supports\"\n  via = [\"s\", \"t\"]\n\n[[source]]\nid = \"t\"\ntitle = \"s\"\nderived_from = [\"s\"]\n";
    let after = before
        .replace("source = 's'", "source = 'z'")
        .replace("via = [\"s\"", "via = [\"z\"")
        .replace("from = [\"s\"]", "from = [\"z\"]");
    check(
        before,
        Edit::Redirect {
            kind: "source",
            from: "s".to_owned(),
            to: "z".to_owned(),
        },
        &after,
    );
    let gone = "[[claim]]\nid = \"a\"\ntext = \"s\"\nspeaker = \"s\"\n\n[[source]]\nid = \"t\"\ntitle = \"s\"\n";
    check(
        before,
        Edit::Forget {
            kind: "source",
            id: "s".to_owned(),
        },
        gone,
    );
}

#[test]
fn what_would_break_the_book_is_refused() {
    let empty = Edit::Set(place("claim", "a", "text"), text(" "));
    assert!(matches!(
        apply(CLAIM, "a", &[empty]),
        Err(EditRefusal::Unsound(_))
    ));
    let nobody = cite("nobody", "s");
    assert!(matches!(
        apply(CLAIM, "a", &[nobody]),
        Err(EditRefusal::NoRecord { .. })
    ));
    let broken = format!("{CLAIM}kind = event\n");
    assert!(matches!(
        apply(&broken, "a", &[cite("a", "s")]),
        Err(EditRefusal::Broken(_))
    ));
    let merge = format!("<<<<<<< ours\n{CLAIM}=======\n>>>>>>> theirs\n");
    assert_eq!(
        apply(&merge, "a", &[cite("a", "s")]),
        Err(EditRefusal::MergeMarkers)
    );
}

#[test]
fn problems_that_were_there_before_do_not_stand_in_the_way() {
    let before = "[[claim]]\nid = \"a\"\ntext = \"A\"\ncolour = \"red\"\n";
    assert!(apply(before, "a", &[cite("a", "s")]).is_ok());
}

#[test]
fn rows_outside_of_their_claim_are_kept_in_order() {
    let scattered = "[[claim]]\nid = \"a\"\ntext = \"A\"\n\n[[source]]\nid = \"s\"\ntitle = \"S\"\n\n[[claim.evidence]]\nsource = \"t\"\nstance = \"denies\"\n";
    let after = apply(scattered, "a", &[cite("a", "s")]).unwrap();
    assert_eq!(
        after,
        format!("{scattered}\n[[claim.evidence]]\nsource = \"s\"\nstance = \"supports\"\n")
    );
    check(&after, uncite("a", 1), scattered);
    check(
        scattered,
        Edit::RemoveRecord {
            kind: "claim",
            id: "a".to_owned(),
        },
        "[[source]]\nid = \"s\"\ntitle = \"S\"\n",
    );
}

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
    fn an_entry_goes_in_and_out_and_not_a_byte_is_another(document in documents(), claim in "[ab]") {
        let tags = || place("claim", &claim, "tags");
        let added = apply(&document, "x", &[Edit::AddEntry(tags(), "new".to_owned())]).unwrap();
        if !["tags=[]", "tags = []", "tags  =\t[]"].iter().any(|empty| document.contains(empty)) {
            assert_eq!(apply(&added, "x", &[Edit::RemoveEntry(tags(), "new".to_owned())]).unwrap(), document);
        }
    }

    #[test]
    fn a_field_goes_in_and_out_and_not_a_byte_is_another(document in documents(), claim in "[ab]") {
        let speaker = || place("claim", &claim, "speaker");
        let set = apply(&document, "x", &[Edit::Set(speaker(), text("n"))]).unwrap();
        assert_eq!(changed_region(&document, &set), 0, "only adds:\n{set}");
        assert_eq!(apply(&set, "x", &[Edit::Set(speaker(), text("n"))]).unwrap(), set);
        assert_eq!(apply(&set, "x", &[Edit::Unset(speaker())]).unwrap(), document);
    }

    #[test]
    fn a_record_goes_in_and_out_and_not_a_byte_is_another(document in documents(), after in "[abx]", kind in proptest::sample::select(&["claim", "source"][..])) {
        let title = if kind == "claim" { "text" } else { "title" };
        let position = if kind == "claim" && after != "x" { Position::After(after) } else { Position::Last };
        let fields = NewFields::from([("id", text("new")), (title, text("N"))]);
        let added = apply(&document, "x", &[Edit::AddRecord { kind, fields, position }]).unwrap();
        assert_eq!(changed_region(&document, &added), 0, "only adds:\n{added}");
        assert_eq!(apply(&added, "x", &[Edit::RemoveRecord { kind, id: "new".to_owned() }]).unwrap(), document);
    }

    #[test]
    fn names_change_there_and_back_and_not_a_byte_is_another(document in documents()) {
        let redirect = |from: &str, to: &str| Edit::Redirect { kind: "source", from: from.to_owned(), to: to.to_owned() };
        let other = apply(&document, "x", &[redirect("s", "new")]).unwrap();
        assert_eq!(apply(&other, "x", &[redirect("new", "s")]).unwrap(), document);
    }

    #[test]
    fn many_edits_at_once_are_the_same_as_one_after_the_other(document in documents()) {
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
    fn whatever_goes_wrong_nothing_panics(document in "[\\[\\]{}=,#\"'\n a-b.]{0,40}") {
        let document = format!("[[claim]]\nid = \"a\"\ntext = \"A\"\n{document}");
        let _ = apply(&document, "x", &[cite("a", "s")]);
        let _ = apply(&document, "x", &[Edit::Forget { kind: "source", id: "a".to_owned() }]);
        let _ = apply(&document, "x", &[Edit::RemoveRecord { kind: "claim", id: "a".to_owned() }]);
    }
}
