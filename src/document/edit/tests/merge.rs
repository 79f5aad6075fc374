//! Two people edit one text.

use crate::document::edit::merge;

const A: &str = "[[claim]]\nid = \"a\"\ntext = \"A\"\n";
const B: &str = "[[claim]]\nid = \"b\"\ntext = \"B\"\n";

fn row(source: &str) -> String {
    format!("\n  [[claim.evidence]]\n  source = \"{source}\"\n  stance = \"supports\"\n")
}

/// The merged text has both edits, whoever is first.
#[track_caller]
fn check(base: &str, mine: &str, theirs: &str, expected: &[&str]) {
    for (mine, theirs) in [(mine, theirs), (theirs, mine)] {
        let merged = merge(base, mine, theirs).unwrap();
        assert!(expected.contains(&merged.as_str()), "{merged}");
    }
}

#[test]
fn edits_of_two_records_are_both_there() {
    let base = format!("{A}\n{B}");
    let mine = base.replace("\"A\"", "\"A, certainly.\"");
    let theirs = format!("{base}{}", row("s"));
    let both = format!("{mine}{}", row("s"));
    check(&base, &mine, &theirs, &[&both]);
}

#[test]
fn a_changed_field_and_a_row_directly_below_are_both_there() {
    let base = format!("{A}note = \"n\"\n");
    let mine = base.replace("\"n\"", "\"m\"");
    let theirs = format!("{base}{}", row("s"));
    check(&base, &mine, &theirs, &[&format!("{mine}{}", row("s"))]);
}

#[test]
fn rows_that_both_add_at_one_place_are_both_there() {
    for base in [A.to_owned(), format!("{A}{}", row("r"))] {
        let [s, t] = ["s", "t"].map(row);
        let expected = [format!("{base}{s}{t}"), format!("{base}{t}{s}")];
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check(
            &base,
            &format!("{base}{s}"),
            &format!("{base}{t}"),
            &expected,
        );
    }
}

#[test]
fn a_new_field_goes_above_a_new_row() {
    let mine = format!("{A}note = \"n\"\n");
    let theirs = format!("{A}{}", row("s"));
    check(A, &mine, &theirs, &[&format!("{mine}{}", row("s"))]);
}

#[test]
fn the_same_edit_is_made_once() {
    let mine = A.replace("\"A\"", "\"A!\"");
    check(A, &mine, &mine, &[&mine]);
    let base = format!("{A}\n{B}");
    let mine = base.replace("\"A\"", "\"A!\"");
    let theirs = format!("{mine}{}", row("s"));
    check(&base, &mine, &theirs, &[&theirs]);
}

#[test]
fn a_text_without_its_last_line_feed_takes_both() {
    let base = A.trim_end();
    let mine = base.replace("\"a\"", "\"a-1\"");
    let theirs = format!("{A}{}", row("s"));
    let both = format!("{}{}", A.replace("\"a\"", "\"a-1\""), row("s"));
    assert_eq!(merge(base, &mine, &theirs), None, "a new id is a new claim");
    let mine = base.replace("[[claim]]", "[[claim]]\nkind = \"event\"");
    let both = both.replace("\"a-1\"", "\"a\"");
    let both = both.replace("[[claim]]", "[[claim]]\nkind = \"event\"");
    check(base, &mine, &theirs, &[&both]);
}

#[test]
fn edits_that_contradict_each_other_are_not_merged() {
    let other = |from: &str, to: &str| A.replace(from, to);
    let base = format!("{A}{}\n{B}", row("s"));
    for (base, mine, theirs) in [
        // Two texts for one field.
        (A, other("\"A\"", "\"A1\""), other("\"A\"", "\"A2\"")),
        // Two values for one new field, not on the same line.
        (
            A,
            other("id =", "note = \"1\"\nid ="),
            format!("{A}note = \"2\"\n"),
        ),
        // One removes what the other changes.
        (&base, B.to_owned(), base.replace("\"s\"", "\"t\"")),
        // One removes the claim to which the other adds a row: the row would land in another claim.
        (
            &format!("{B}\n{A}"),
            B.to_owned(),
            format!("{B}\n{A}{}", row("s")),
        ),
        // Both change one row.
        (
            &base,
            base.replace("\"s\"", "\"t\""),
            base.replace("supports", "denies"),
        ),
        // One of them is not TOML.
        (A, other("\"A\"", "\"A"), format!("{A}{}", row("s"))),
    ] {
        assert_eq!(merge(base, &mine, &theirs), None, "{mine}\n---\n{theirs}");
        assert_eq!(merge(base, &theirs, &mine), None, "{theirs}\n---\n{mine}");
    }
}
