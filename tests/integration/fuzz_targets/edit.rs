//! A document and some edits: the result parses, only what the edits ask for changes, and comments survive.
//!
//! The first line of an input names the edits, one letter each. The rest is the document.

use claimbook::document;
use claimbook::document::edit;
use claimbook::document::edit::{Edit, EditRefusal, NewFields, Position, RecordField, Value};
use claimbook::document::locate::Document;
use toml::Table;

/// Runs the target on one input.
pub(crate) fn run(input: &[u8]) {
    let input = String::from_utf8_lossy(input);
    let Some((script, text)) = input.split_once('\n') else {
        return;
    };
    let edits: Vec<Edit> = script.chars().filter_map(named).take(4).collect();
    let result = edit::apply(text, "stem", &edits);
    let [only] = edits.as_slice() else {
        // Several edits can contradict each other. Then a refusal is right.
        return;
    };
    match result {
        Ok(new) => check(text, &new, only),
        Err(refusal) => assert_ne!(refusal, EditRefusal::Bug, "{only:?}\n{text}"),
    }
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn field(kind: &'static str, id: &str, field: &'static str) -> RecordField {
    RecordField {
        kind,
        id: id.to_owned(),
        field,
    }
}

fn row(claim: &str, key: &'static str, fields: &[(&'static str, Value)]) -> Edit {
    Edit::AddRow {
        claim: claim.to_owned(),
        key,
        fields: fields.iter().cloned().collect(),
    }
}

fn record(kind: &'static str, title: &'static str, position: Position) -> Edit {
    Edit::AddRecord {
        kind,
        fields: NewFields::from([("id", text("new")), (title, text("N"))]),
        position,
    }
}

/// The edit that a letter stands for.
fn named(letter: char) -> Option<Edit> {
    let claim = |name| field("claim", "a", name);
    Some(match letter {
        'a' => Edit::Set(claim("kind"), text("event")),
        'b' => Edit::Set(claim("text"), text("it's \"new\"\nand long\\")),
        'c' => Edit::Set(claim("tags"), Value::Texts(vec!["x".to_owned()])),
        'd' => Edit::Set(claim("paragraph"), Value::Number(7)),
        'e' => Edit::Unset(claim("kind")),
        'f' => Edit::Unset(claim("tags")),
        'g' => Edit::AddEntry(claim("tags"), "y".to_owned()),
        'h' => Edit::RemoveEntry(claim("tags"), "x".to_owned()),
        'i' => row(
            "a",
            "evidence",
            &[("source", text("s")), ("stance", text("supports"))],
        ),
        'j' => row("a", "searched", &[("where", text("w"))]),
        'k' => Edit::RemoveRow {
            claim: "a".to_owned(),
            key: "evidence",
            position: 0,
        },
        'l' => record("claim", "text", Position::Last),
        'm' => record("claim", "text", Position::First),
        'n' => record("claim", "text", Position::After("a".to_owned())),
        'o' => record("source", "title", Position::Last),
        'p' => Edit::RemoveRecord {
            kind: "claim",
            id: "a".to_owned(),
        },
        'q' => Edit::Redirect {
            kind: "source",
            from: "s".to_owned(),
            to: "t".to_owned(),
        },
        'r' => Edit::Forget {
            kind: "source",
            id: "s".to_owned(),
        },
        's' => Edit::Set(field("article", "", "title"), text("T")),
        't' => Edit::Set(field("source", "s", "own_reporting"), Value::Flag(true)),
        'u' => Edit::RemoveRecord {
            kind: "source",
            id: "s".to_owned(),
        },
        _ => return None,
    })
}

/// Holds a new text against the old one.
fn check(old: &str, new: &str, edit: &Edit) {
    let shown = || format!("{edit:?}\n{old}\n--->\n{new}");
    let before = document::parse(old, "stem").problems.len();
    let after = document::parse(new, "stem").problems.len();
    assert!(after <= before, "{}", shown());
    let adds = matches!(
        edit,
        Edit::AddRow { .. } | Edit::AddRecord { .. } | Edit::AddEntry(..)
    );
    assert!(!adds || is_kept(old, new), "{}", shown());
    if let Edit::Set(field, _) | Edit::Unset(field) = edit {
        assert_eq!(others(old, field), others(new, field), "{}", shown());
    }
    if let Edit::Set(field, _) = edit {
        assert_eq!(comments(old, field), comments(new, field), "{}", shown());
    }
}

/// Whether all bytes of the old text are in the new one, in their order.
fn is_kept(old: &str, new: &str) -> bool {
    let mut new = new.bytes();
    old.bytes().all(|byte| new.any(|other| other == byte))
}

/// A document without one field of one record.
fn others(text: &str, field: &RecordField) -> String {
    let mut root: Table = text.parse().unwrap();
    let of_field = |record: &Table| {
        field.kind == "article" || record.get("id").and_then(toml::Value::as_str) == Some(&field.id)
    };
    match root.get_mut(field.kind) {
        Some(toml::Value::Table(record)) => drop(record.remove(field.field)),
        Some(toml::Value::Array(records)) => {
            let mut tables = records.iter_mut().filter_map(toml::Value::as_table_mut);
            if let Some(record) = tables.find(|record| of_field(record)) {
                record.remove(field.field);
            }
        }
        _ => {}
    }
    // A NaN is not equal to itself, but its text is.
    root.to_string()
}

/// The comments of a text, without those inside one field's value.
fn comments(text: &str, field: &RecordField) -> Vec<String> {
    let document = Document::of(text);
    let record = match field.kind {
        "article" => document.nth("article", 0),
        kind => document.record(kind, &field.id),
    };
    let value = record.and_then(|record| record.field(field.field));
    let inside = value.map_or(0..0, |spans| spans.value.clone());
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let length = token(rest);
        if rest.starts_with('#') && !inside.contains(&at) {
            found.push(rest[..length].to_owned());
        }
        at += length;
    }
    found
}

/// The length of the string, comment or character at the beginning of a sound text.
fn token(rest: &str) -> usize {
    let string = |quotes: &str| {
        let mut at = quotes.len();
        while !rest[at..].starts_with(quotes) {
            let escape = quotes.starts_with('"') && rest[at..].starts_with('\\');
            at += usize::from(escape);
            at += rest[at..].chars().next().unwrap().len_utf8();
        }
        let closing = &rest[at..];
        let quote = &quotes[..1];
        let more = closing.len() - closing.trim_start_matches(quote).len();
        // A text between triple quotes can end with two quotes of its own.
        at + if quotes.len() == 3 { more.min(5) } else { 1 }
    };
    match rest {
        _ if rest.starts_with('#') => rest.find(['\r', '\n']).unwrap_or(rest.len()),
        _ if rest.starts_with("\"\"\"") => string("\"\"\""),
        _ if rest.starts_with("'''") => string("'''"),
        _ if rest.starts_with('"') => string("\""),
        _ if rest.starts_with('\'') => string("'"),
        _ => rest.chars().next().unwrap().len_utf8(),
    }
}
