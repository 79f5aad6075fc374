//! One example of each kind of edit.

use crate::document::edit::tests::{CLAIM, check, cite, place, text, uncite};
use crate::document::edit::{Edit, EditRefusal, NewFields, Position, Value, apply};
use crate::domain::date::Date;

#[test]
fn the_first_row_of_a_claim_gets_the_layout_of_the_reference() {
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
fn inline_evidence_grows_and_shrinks_again() {
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
fn a_field_goes_to_its_place_in_the_reference_and_its_line_goes_with_it() {
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
fn setting_the_same_value_changes_no_byte_however_it_is_written() {
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
fn a_record_and_its_blank_line_come_and_go_together() {
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
fn an_edit_that_would_break_the_book_is_refused() {
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
fn old_problems_do_not_prevent_an_edit() {
    let before = "[[claim]]\nid = \"a\"\ntext = \"A\"\ncolour = \"red\"\n";
    assert!(apply(before, "a", &[cite("a", "s")]).is_ok());
}

#[test]
fn rows_far_from_their_claim_keep_their_order() {
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
