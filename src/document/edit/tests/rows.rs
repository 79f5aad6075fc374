//! Rows: where a new one goes, what it looks like, and what goes with one that you remove.

use crate::document::edit::tests::{CLAIM, by_hand, check, cite, text, uncite};
use crate::document::edit::{Edit, EditRefusal, NewFields, RowField, Value, apply};

fn search(claim: &str) -> Edit {
    Edit::AddRow {
        claim: claim.to_owned(),
        key: "searched",
        fields: NewFields::from([("where", text("w")), ("terms", text("t"))]),
    }
}

/// An evidence row as the tests cite it, with this indent.
fn row(indent: &str, source: &str) -> String {
    format!(
        "{indent}[[claim.evidence]]\n{indent}source = \"{source}\"\n{indent}stance = \"supports\"\n"
    )
}

#[test]
fn rows_of_one_claim_stay_in_the_order_of_the_reference() {
    let ruling =
        "\n  [[claim.ruling]]\n  status = \"open\"\n  on = 2026\n  by = \"b\"\n  reason = \"r\"\n";
    let search_row = "\n  [[claim.searched]]\n  where = \"w\"\n  terms = \"t\"\n";
    let before = format!("{CLAIM}\n{}{ruling}", row("  ", "s"));
    let after = format!("{CLAIM}\n{}{search_row}{ruling}", row("  ", "s"));
    check(&before, search("a"), &after);
}

#[test]
fn a_claim_without_rows_copies_the_nearest_rows_above_it() {
    let b = "[[claim]]\nid = \"b\"\ntext = \"B\"\n";
    let a = format!("{CLAIM}{}", row("\t", "t"));
    let c = format!("[[claim]]\nid = \"c\"\ntext = \"C\"\n{}", row("  ", "t"));
    let after = format!("{a}{b}{}{c}", row("\t", "s"));
    check(&format!("{a}{b}{c}"), cite("b", "s"), &after);
    let after = format!("{b}{}{c}", row("  ", "s"));
    check(&format!("{b}{c}"), cite("b", "s"), &after);
    let after = format!("{a}{c}{b}{}", row("  ", "s"));
    check(&format!("{a}{c}{b}"), cite("b", "s"), &after);
}

#[test]
fn a_new_row_copies_the_last_row_of_the_claim_even_of_another_kind() {
    let before = format!("{CLAIM}[[claim.asked]]\n   of = \"p\"\n");
    let after = format!("{before}[[claim.searched]]\n   where = \"w\"\n   terms = \"t\"\n");
    check(&before, search("a"), &after);
}

#[test]
fn the_fields_of_a_row_are_in_the_order_of_the_reference() {
    let fields = NewFields::from([
        ("note", text("n")),
        ("about", text("content")),
        ("stance", text("context")),
        ("credibility", Value::Number(2)),
        ("via", Value::Texts(vec!["t".to_owned()])),
        ("source", text("s")),
    ]);
    let edit = Edit::AddRow {
        claim: "a".to_owned(),
        key: "evidence",
        fields,
    };
    let after = apply(CLAIM, "a", &[edit]).unwrap();
    let keys: Vec<&str> = after
        .lines()
        .skip_while(|line| !line.contains("claim.evidence"))
        .filter_map(|line| line.split_once(" = "))
        .map(|(key, _)| key.trim())
        .collect();
    let expected = ["source", "stance", "about", "via", "credibility", "note"];
    assert_eq!(keys, expected);
}

#[test]
fn a_removed_row_takes_its_comment_and_blank_line_but_not_its_neighbours() {
    let row = |source: &str| format!("\n  # about {source}\n{}", row("  ", source));
    let with = |sources: &[&str]| {
        let rows: String = sources.iter().map(|source| row(source)).collect();
        format!("{CLAIM}{rows}# end\n")
    };
    let all = with(&["s", "t", "u"]);
    check(&all, uncite("a", 0), &with(&["t", "u"]));
    check(&all, uncite("a", 1), &with(&["s", "u"]));
    check(&all, uncite("a", 2), &with(&["s", "t"]));
    assert_eq!(apply(&all, "a", &[uncite("a", 3)]), Err(EditRefusal::NoRow));
    let both = apply(&all, "a", &[uncite("a", 0), uncite("a", 2)]);
    assert_eq!(both.unwrap(), with(&["t"]));
}

#[test]
fn inline_rows_go_one_by_one_and_then_with_their_field() {
    let one = "{ source = \"s\", stance = \"denies\" }";
    let two = "{ source = \"t\", stance = \"denies\" }";
    let claim = |rows: &str| format!("{CLAIM}evidence = [{rows}]\n");
    let both = claim(&format!("{one}, {two}"));
    check(&both, uncite("a", 0), &claim(two));
    check(&both, uncite("a", 1), &claim(one));
    check(&claim(one), uncite("a", 0), CLAIM);
    for text in [both.as_str(), CLAIM] {
        assert_eq!(apply(text, "a", &[uncite("a", 2)]), Err(EditRefusal::NoRow));
    }
}

#[test]
fn evidence_that_is_not_a_list_is_left_to_a_person() {
    let before = format!("{CLAIM}evidence = \"s\"\n");
    by_hand(&before, cite("a", "s"), "is not a list");
}

#[test]
fn a_row_goes_below_a_comment_of_its_claim_and_above_one_of_the_next() {
    let next = "[[claim]]\nid = \"b\"\ntext = \"B\"\n";
    let before = format!("{CLAIM}# end of a\n\n# about b\n{next}");
    let new = format!("\n{}", row("  ", "s"));
    let after = format!("{CLAIM}# end of a\n{new}\n# about b\n{next}");
    check(&before, cite("a", "s"), &after);
    let before = format!("{CLAIM}# about b\n{next}");
    let after = format!("{CLAIM}{new}# about b\n{next}");
    check(&before, cite("a", "s"), &after);
}

#[test]
fn a_row_stays_above_the_next_record() {
    let next = "[[source]]\nid = \"s\"\ntitle = \"S\"\n";
    let before = format!("{CLAIM}[claim.extra]\nx = 1\n{next}");
    let after = apply(&before, "a", &[cite("a", "s")]).unwrap();
    assert!(after.find("claim.evidence").unwrap() < after.find("[[source]]").unwrap());
}

fn set_in_row(position: usize, field: &'static str, value: &str) -> Edit {
    let place = RowField {
        claim: "a".to_owned(),
        key: "asked",
        position,
        field,
    };
    Edit::SetInRow(place, text(value))
}

#[test]
fn a_field_of_a_row_is_changed_or_added_in_its_place_and_nothing_else_is() {
    let rows = |note: &str, outcome: &str| {
        format!(
            "{CLAIM}\n  [[claim.asked]]\n  of = \"p\"\n{outcome}  note = 'n' # by mail\n\n  [[claim.asked]]\n  of = \"q\"\n{note}"
        )
    };
    let before = rows("", "");
    check(
        &before,
        set_in_row(0, "outcome", "replied"),
        &rows("", "  outcome = \"replied\"\n"),
    );
    let after = rows("  note = \"m\"\n", "");
    check(&before, set_in_row(1, "note", "m"), &after);
    check(&before, set_in_row(0, "note", "n"), &before);
    let missing = apply(&before, "a", &[set_in_row(2, "note", "m")]);
    assert_eq!(missing, Err(EditRefusal::NoRow));
}

#[test]
fn a_field_of_a_row_between_braces_stays_between_them() {
    let rows = |first: &str, second: &str| {
        format!("{CLAIM}asked = [{{ of = \"p\"{first} }}, {{of='q'{second}}}]\n")
    };
    let before = rows("", "");
    let after = rows(", outcome = \"replied\"", "");
    check(&before, set_in_row(0, "outcome", "replied"), &after);
    let after = rows("", ", note = \"two\\nlines\"");
    check(&before, set_in_row(1, "note", "two\nlines"), &after);
}

#[test]
fn a_field_of_a_row_and_a_new_row_below_it_do_not_mix() {
    let before = format!("{CLAIM}\n  [[claim.asked]]\n  of = \"p\"\n");
    let new = Edit::AddRow {
        claim: "a".to_owned(),
        key: "asked",
        fields: NewFields::from([("of", text("q"))]),
    };
    let after = format!("{before}  outcome = \"replied\"\n\n  [[claim.asked]]\n  of = \"q\"\n");
    let both = apply(&before, "a", &[new, set_in_row(0, "outcome", "replied")]);
    assert_eq!(both.as_deref(), Ok(after.as_str()));
}
