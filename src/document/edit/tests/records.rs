//! Records: where a new one goes, and what goes with one that you remove.

use crate::document::edit::tests::{CLAIM, by_hand, check, text};
use crate::document::edit::{Edit, NewFields, Position, apply};

fn add(kind: &'static str, position: Position) -> Edit {
    let name = if kind == "claim" { "text" } else { "title" };
    Edit::AddRecord {
        kind,
        fields: NewFields::from([("id", text("new")), (name, text("N"))]),
        position,
    }
}

fn remove(kind: &'static str, id: &str) -> Edit {
    Edit::RemoveRecord {
        kind,
        id: id.to_owned(),
    }
}

fn after_a() -> Position {
    Position::After("a".to_owned())
}

const NEW: &str = "[[claim]]\nid = \"new\"\ntext = \"N\"\n";
const OTHER: &str = "[[claim]]\nid = \"b\"\ntext = \"B\"\n";

#[test]
fn an_empty_text_takes_its_first_record_without_a_blank_line() {
    check("", add("claim", Position::Last), NEW);
    let marked = format!("\u{feff}{NEW}");
    check("\u{feff}", add("claim", Position::First), &marked);
    let commented = format!("# c\n\n{NEW}");
    check("# c\n", add("claim", Position::Last), &commented);
}

#[test]
fn a_first_record_of_its_kind_goes_to_the_end() {
    let after = format!("{CLAIM}\n[[source]]\nid = \"new\"\ntitle = \"N\"\n");
    check(CLAIM, add("source", Position::First), &after);
    check(CLAIM, add("source", Position::Last), &after);
}

#[test]
fn a_new_record_is_separated_as_its_neighbours_are() {
    let tight = format!("{CLAIM}{OTHER}");
    check(
        &tight,
        add("claim", Position::Last),
        &format!("{tight}{NEW}"),
    );
    let parted = format!("{CLAIM}\n{OTHER}");
    check(
        &parted,
        add("claim", Position::Last),
        &format!("{parted}\n{NEW}"),
    );
    check(
        &parted,
        add("claim", Position::First),
        &format!("{NEW}\n{parted}"),
    );
    let between = format!("{CLAIM}\n{NEW}\n{OTHER}");
    check(&parted, add("claim", after_a()), &between);
}

#[test]
fn a_blank_line_that_is_there_already_is_not_doubled() {
    let source = "[[source]]\nid = \"new\"\ntitle = \"N\"\n";
    for end in ["\n", "\n\n", ""] {
        let before = format!("{CLAIM}{end}");
        let blank = if end.is_empty() { "\n" } else { end };
        let after = format!("{CLAIM}{blank}{source}");
        check(&before, add("source", Position::Last), &after);
        let (before, after) = (before.replace('\n', "\r\n"), after.replace('\n', "\r\n"));
        check(&before, add("source", Position::Last), &after);
    }
}

#[test]
fn a_new_record_goes_after_the_rows_and_comments_of_its_neighbour() {
    let rows = "\n  [[claim.evidence]]\n  source = \"s\"\n  stance = \"denies\"\n  # end of a\n";
    let before = format!("{CLAIM}{rows}\n# about b\n{OTHER}");
    let after = format!("{CLAIM}{rows}\n{NEW}\n# about b\n{OTHER}");
    check(&before, add("claim", after_a()), &after);
    check(&after, remove("claim", "new"), &before);
}

#[test]
fn a_new_record_copies_the_indent_of_its_neighbour() {
    let before = "  [[claim]]\n  id = \"a\"\n  text = \"A\"\n";
    let after = format!("{before}\n  [[claim]]\n  id = \"new\"\n  text = \"N\"\n");
    check(before, add("claim", Position::Last), &after);
}

#[test]
fn an_unknown_record_is_named_in_the_refusal() {
    let nobody = add("claim", Position::After("x".to_owned()));
    let refusal = apply(CLAIM, "a", &[nobody]).unwrap_err();
    assert_eq!(refusal.to_string(), "has no claim `x`");
    let refusal = apply(CLAIM, "a", &[remove("source", "a")]).unwrap_err();
    assert_eq!(refusal.to_string(), "has no source `a`");
}

#[test]
fn a_list_of_records_takes_a_new_one_only_at_its_end() {
    let list = "claim = [\n  { id = \"a\", text = \"A\" }, # a\n]\n";
    let longer =
        "claim = [\n  { id = \"a\", text = \"A\" }, # a\n  { id = \"new\", text = \"N\" },\n]\n";
    check(list, add("claim", Position::Last), longer);
    check(longer, remove("claim", "new"), list);
    by_hand(list, add("claim", Position::First), "lists its records");
    by_hand(list, remove("claim", "a"), "is the only entry");
    let braces = "article = { title = \"T\" }\n";
    by_hand(braces, remove("article", ""), "is written between braces");
}

#[test]
fn the_first_record_goes_with_the_blank_line_below_it() {
    let before = format!("# about a\n{CLAIM}\n{OTHER}");
    check(&before, remove("claim", "a"), OTHER);
    let marked = format!("\u{feff}{CLAIM}{OTHER}");
    check(&marked, remove("claim", "a"), &format!("\u{feff}{OTHER}"));
    let below = format!("# top\n\n{CLAIM}\n{OTHER}");
    check(&below, remove("claim", "a"), &format!("# top\n\n{OTHER}"));
}

#[test]
fn a_removed_record_takes_its_tables_and_its_own_comments() {
    let tables = "[claim.extra]\nx = 1\n# asked\n\n# twice\n[[claim.asked]]\nof = \"p\"\n";
    let before = format!("{OTHER}\n# about a\n# and more\n{CLAIM}{tables}\n# about n\n{NEW}");
    let after = format!("{OTHER}\n# about n\n{NEW}");
    check(&before, remove("claim", "a"), &after);
}

#[test]
fn a_comment_that_is_not_the_records_own_stays() {
    let rest = format!("\n{NEW}");
    for (above, below, left) in [
        ("# part one\n\n# about a\n", "", "# part one\n"),
        ("", "# below\n", "# below\n"),
        (
            "# part one\n\n",
            "# below\n# b\n",
            "# part one\n\n# below\n# b\n",
        ),
    ] {
        let before = format!("{above}{CLAIM}{below}{rest}");
        check(&before, remove("claim", "a"), &format!("{left}{rest}"));
    }
    let before = format!("{OTHER}\n{CLAIM}# below\n{rest}");
    check(
        &before,
        remove("claim", "a"),
        &format!("{OTHER}\n# below\n{rest}"),
    );
}

#[test]
fn a_comment_about_the_file_stays_wherever_it_is() {
    for comment in [
        "#:schema ../claimbook.schema.json",
        "#:tombi schema.strict = false",
        "# SPDX-License-Identifier: CC0-1.0",
        "# SPDX-FileCopyrightText: 2026 The desk",
        "# vim: set ft=toml:",
        "# vi:noai:sw=3",
        "  # -*- mode: conf-toml -*-",
    ] {
        let above = format!("{comment}\n# about a\n{CLAIM}");
        let within = format!("{CLAIM}{comment}\ntags = [\"x\"] # vim: not a whole line\n");
        for (before, blank) in [(above, "\n"), (within, "")] {
            let after = format!("{comment}\n{blank}{OTHER}");
            check(&format!("{before}\n{OTHER}"), remove("claim", "a"), &after);
            check(&before, remove("claim", "a"), &format!("{comment}\n"));
        }
        let before = format!("{comment}\n{CLAIM}");
        check(
            &before,
            add("claim", Position::First),
            &format!("{comment}\n{NEW}\n{CLAIM}"),
        );
    }
    let text = "text = \"\"\"\n#:schema in a text\n# vim: too\n\"\"\"\n";
    let before = format!("[[claim]]\nid = \"a\"\n{text}\n{OTHER}");
    check(&before, remove("claim", "a"), OTHER);
}

#[test]
fn a_record_at_the_end_of_the_text_leaves_no_line_feed_behind() {
    let before = format!("{OTHER}\n{}", CLAIM.trim_end());
    check(&before, remove("claim", "a"), OTHER.trim_end());
}

#[test]
fn a_record_cannot_join_rows_that_have_no_record() {
    let row = "[[claim.evidence]]\nsource = \"s\"\nstance = \"denies\"\n";
    let reason = "has something else in place of its records";
    for before in [row, "[claim]\nid = \"a\"\n", "claim = 3\n"] {
        for position in [Position::First, Position::Last] {
            by_hand(before, add("claim", position), reason);
        }
    }
}
