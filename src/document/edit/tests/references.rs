//! References: every field that names something follows, and no other text does.

use crate::document::edit::references::{FIELDS, references};
use crate::document::edit::tests::{CLAIM, check};
use crate::document::edit::{Edit, apply};
use crate::document::format::TABLES;
use crate::document::shape::Kind;

fn redirect(kind: &'static str, from: &str, to: &str) -> Edit {
    Edit::Redirect {
        kind,
        from: from.to_owned(),
        to: to.to_owned(),
    }
}

fn forget(kind: &'static str, id: &str) -> Edit {
    Edit::Forget {
        kind,
        id: id.to_owned(),
    }
}

/// A document with each table, and with one more line in one of them.
fn with_line(table: &str, line: &str) -> String {
    let mut text = String::new();
    for (name, fields) in [
        ("article", "title = \"s\"\n"),
        ("party", "id = \"o\"\nname = \"s\"\n"),
        ("source", "id = \"q\"\ntitle = \"s\"\n"),
        ("claim", "id = \"c\"\ntext = \"s\"\n"),
        ("claim.evidence", "source = \"o\"\nstance = \"denies\"\n"),
        ("claim.appearance", "url = \"u\"\n"),
        ("claim.asked", "of = \"o\"\n"),
    ] {
        let header = if name == "article" {
            "[article]\n".to_owned()
        } else {
            format!("[[{name}]]\n")
        };
        text.push_str(&header);
        let key = line.split(' ').next().unwrap();
        // The line replaces a field of the same name.
        let others = fields.split_inclusive('\n');
        let others = others.filter(|other| name != table || other.split(' ').next() != Some(key));
        text.extend(others);
        if name == table && !line.is_empty() {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

fn is_list(table: &str, field: &str) -> bool {
    let shape = TABLES.iter().find(|shape| shape.name == table).unwrap();
    matches!(shape.field(field).unwrap().kind, Kind::Texts)
}

#[test]
fn every_field_that_names_something_follows_a_new_name() {
    for (table, field, kind) in FIELDS {
        let line = |name: &str| {
            if is_list(table, field) {
                format!("{field} = [\"x\", '{name}'] # s")
            } else {
                format!("{field} = '{name}' # s")
            }
        };
        let before = with_line(table, &line("s"));
        let after = with_line(table, &line("new"));
        check(&before, redirect(kind, "s", "new"), &after);
        let other = if kind == "party" { "claim" } else { "party" };
        check(&before, redirect(other, "s", "new"), &before);
        let found = references(&before, kind, &|name| name == "s");
        assert_eq!(found.len(), 1, "{table}.{field}");
        assert_eq!(found[0].field, field);
        assert_eq!(&before[found[0].span.clone()], "'s'");
        assert_eq!(found[0].kind, table.split('.').next().unwrap());
    }
}

#[test]
fn every_field_that_names_something_is_forgotten() {
    for (table, field, kind) in FIELDS {
        let (line, left) = if is_list(table, field) {
            (
                format!("{field} = [\"x\", \"s\"]"),
                format!("{field} = [\"x\"]"),
            )
        } else {
            (format!("{field} = \"s\""), String::new())
        };
        let before = with_line(table, &line);
        if matches!(field, "source" | "of") {
            let after = apply(&before, "a", &[forget(kind, "s")]).unwrap();
            assert!(!after.contains(&format!("[[{table}]]")), "{after}");
        } else {
            check(&before, forget(kind, "s"), &with_line(table, &left));
        }
    }
}

#[test]
fn an_article_is_named_as_a_source_is() {
    let before = format!("{CLAIM}[[claim.evidence]]\nsource = \"story\"\nstance = \"context\"\n");
    let after = before.replace("\"story\"", "\"tale\"");
    check(&before, redirect("article", "story", "tale"), &after);
    check(&before, forget("article", "story"), CLAIM);
}

#[test]
fn references_come_in_the_order_of_the_text_with_the_ids_of_their_records() {
    let text = "[[source]]\nid = \"t\"\ntitle = \"T\"\nderived_from = [\"s\", \"s\"]\n\
                [[claim]]\ntext = \"A\"\n[[claim.evidence]]\nvia = [\"s\"]\nsource = \"s\"\nstance = \"denies\"\n";
    let found = references(text, "source", &|name| name == "s");
    let shown: Vec<(Option<&str>, &str)> = found
        .iter()
        .map(|one| (one.id.as_deref(), one.field))
        .collect();
    let expected = [
        (Some("t"), "derived_from"),
        (Some("t"), "derived_from"),
        (None, "via"),
        (None, "source"),
    ];
    assert_eq!(shown, expected);
    assert!(
        found
            .windows(2)
            .all(|pair| pair[0].span.end <= pair[1].span.start)
    );
}

#[test]
fn a_row_that_loses_its_source_goes_and_others_only_lose_the_entry() {
    let list = |rows: &str| format!("{CLAIM}evidence = [\n{rows}]\n");
    let before = list(
        "  { source = \"s\", stance = \"denies\", via = [\"s\"] },\n  \
           { source = \"t\", stance = \"denies\", via = [\"s\"] }, # t\n  \
           { source = \"u\", stance = \"denies\", via = [\"s\", \"v\"] },\n",
    );
    let after = list(
        "  { source = \"t\", stance = \"denies\" }, # t\n  \
           { source = \"u\", stance = \"denies\", via = [\"v\"] },\n",
    );
    check(&before, forget("source", "s"), &after);
}

#[test]
fn an_id_and_a_title_are_not_references() {
    let before = "[[source]]\nid = \"s\"\ntitle = \"s\"\nnote = \"s\"\n\
                  [[party]]\nid = \"s\"\nname = \"s\"\naliases = [\"s\"]\n";
    for kind in ["source", "party", "claim", "article"] {
        check(before, redirect(kind, "s", "x"), before);
        check(before, forget(kind, "s"), before);
    }
}

#[test]
fn a_row_keeps_standing_when_it_loses_its_voice() {
    let row = "[[claim.evidence]]\nsource = \"s\"\nstance = \"denies\"\n";
    let before = format!("{CLAIM}quoted = \"p\"\n{row}voice = \"p\"\n");
    check(&before, forget("party", "p"), &format!("{CLAIM}{row}"));
    let after = format!("{CLAIM}quoted = \"q\"\n{row}voice = \"q\"\n");
    check(&before, redirect("party", "p", "q"), &after);
}
