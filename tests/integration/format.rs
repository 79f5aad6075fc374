//! The format's reference and its JSON Schema say what the parser does. These tests compare `docs/format.md` and
//! `claimbook.schema.json` with the shapes of the format, and parse the reference's examples.
//!
//! `UPDATE_SCHEMA=1 cargo test` writes the generated parts again.

use claimbook::document::format::{FieldShape, Kind, TableShape};
use claimbook::document::problem::Problem;
use claimbook::document::{config, format, settings};
use claimbook::render::diagnostics;
use claimbook::view::diagnostic::Excerpt;
use claimbook::{diagnostic, document};
use serde_json::{Map, Value, json};
use std::path::Path;

fn schema() -> Value {
    let definitions: Map<String, Value> = format::TABLES
        .iter()
        .map(|shape| (shape.name.to_owned(), table(shape)))
        .collect();
    let mut schema = Map::new();
    schema.insert(
        "$schema".to_owned(),
        json!("http://json-schema.org/draft-07/schema#"),
    );
    schema.insert("title".to_owned(), json!("A file of a claimbook"));
    if let Value::Object(file) = table(&format::FILE) {
        schema.extend(file);
    }
    schema.insert("definitions".to_owned(), Value::Object(definitions));
    Value::Object(schema)
}

fn table(shape: &TableShape) -> Value {
    let mut properties: Map<String, Value> = shape
        .fields
        .iter()
        .map(|field| (field.name.to_owned(), property(field)))
        .collect();
    properties.insert(
        format::EXTRA.to_owned(),
        json!({ "description": "Anything else that you want to keep. claimbook leaves it alone." }),
    );
    let required: Vec<&str> = shape
        .fields
        .iter()
        .filter(|field| field.required)
        .map(|field| field.name)
        .collect();
    json!({
        "description": shape.doc,
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn property(field: &FieldShape) -> Value {
    let mut property = match field.kind {
        // The parser also rejects upper case beyond A to Z, which patterns of this draft cannot express.
        Kind::Id => {
            json!({ "type": "string", "pattern": "^[^\\sA-Z_.,:;/-]+(-[^\\sA-Z_.,:;/-]+)*$" })
        }
        Kind::Text => json!({ "type": "string", "pattern": "\\S" }),
        Kind::Note => json!({ "type": "string" }),
        Kind::Path => json!({ "type": "string", "pattern": "^[^\\u0000-\\u001f]*$" }),
        Kind::Texts => json!({ "type": "array", "items": { "type": "string", "pattern": "\\S" } }),
        Kind::Date => json!({ "anyOf": [
            { "type": "integer", "minimum": 1000, "maximum": 9999 },
            { "type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" },
        ] }),
        Kind::Number(least, most) => number(least, most),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Word(words) => json!({ "enum": words }),
        Kind::Digest => json!({ "type": "string", "pattern": "^[0-9A-Fa-f]{64}$" }),
        Kind::Table(shape) => json!({ "allOf": [reference(shape)] }),
        Kind::Tables(shape) => json!({ "type": "array", "items": reference(shape) }),
        Kind::Levels(words) => {
            json!({ "type": "object", "additionalProperties": { "enum": words } })
        }
    };
    property["description"] = json!(field.doc);
    property
}

fn number(least: i64, most: i64) -> Value {
    let mut number = json!({ "type": "integer" });
    if least != i64::MIN {
        number["minimum"] = json!(least);
    }
    if most < i64::from(u32::MAX) {
        number["maximum"] = json!(most);
    }
    number
}

fn reference(shape: &TableShape) -> Value {
    json!({ "$ref": format!("#/definitions/{}", shape.name) })
}

/// The fields of a table as Markdown.
fn markdown(shape: &TableShape) -> String {
    let row = |field: &FieldShape| {
        let required = if field.required { "**required**" } else { "" };
        format!(
            "| `{}` | {} | {required} | {} |\n",
            field.name,
            value_words(field.kind),
            field.doc
        )
    };
    let rows: String = shape.fields.iter().map(row).collect();
    format!("| field | value | | meaning |\n|---|---|---|---|\n{rows}")
}

fn value_words(kind: Kind) -> String {
    let list = |words: &[&str]| format!("`{}`", words.join("`, `"));
    match kind {
        Kind::Id => "id".to_owned(),
        Kind::Text | Kind::Note => "text".to_owned(),
        Kind::Path => "path".to_owned(),
        Kind::Texts => "list of texts".to_owned(),
        Kind::Date => "date".to_owned(),
        Kind::Number(i64::MIN, _) => "whole number".to_owned(),
        Kind::Number(least, most) if most < i64::from(u32::MAX) => {
            format!("whole number, {least} to {most}")
        }
        Kind::Number(least, _) => format!("whole number, {least} or more"),
        Kind::Flag => "`true`, `false`".to_owned(),
        Kind::Word(words) => list(words),
        Kind::Digest => "64 hexadecimal digits".to_owned(),
        Kind::Table(shape) => format!("table: see `{}`", shape.name),
        Kind::Tables(shape) => format!("list of tables: see `{}`", shape.name),
        Kind::Levels(words) => format!("code = {}", list(words)),
    }
}

/// The reference with its generated parts: the tables of fields between their marks, and the messages below the wrong
/// examples.
fn refreshed(reference: &str) -> String {
    let mut fresh = String::new();
    let mut lines = reference.lines();
    while let Some(line) = lines.next() {
        fresh.push_str(line);
        fresh.push('\n');
        if let Some(name) = line
            .strip_prefix("<!-- fields of ")
            .and_then(|rest| rest.strip_suffix(" -->"))
        {
            let shapes = format::TABLES.iter().chain(settings::CONFIG_TABLES);
            let shape = shapes.copied().find(|shape| shape.name == name).unwrap();
            lines
                .by_ref()
                .find(|line| *line == "<!-- end of fields -->")
                .unwrap();
            fresh.extend(["\n", &markdown(shape), "\n<!-- end of fields -->\n"]);
        } else if let Some(marks) = line.strip_prefix("```toml") {
            let example: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let example = example.join("\n") + "\n";
            fresh.extend([&example, "```\n"]);
            let problems = problems(marks.trim(), &example);
            if marks.trim() == "wrong" {
                lines.by_ref().find(|line| *line == "```text").unwrap();
                lines.by_ref().find(|line| *line == "```").unwrap();
                assert!(!problems.is_empty(), "nothing is wrong with\n{example}");
                fresh.extend(["\n```text\n", &picture(&example, problems), "\n```\n"]);
            } else {
                assert!(problems.is_empty(), "{example}\n{problems:#?}");
            }
        }
    }
    fresh
}

fn problems(marks: &str, example: &str) -> Vec<Problem> {
    match marks {
        "claimbook.toml" => config::parse(example).1,
        _ => document::parse(example, "example").problems,
    }
}

fn picture(text: &str, problems: Vec<Problem>) -> String {
    let found = diagnostic::of_problems("claims/a.toml", text, problems);
    let excerpts: Vec<Excerpt> = found
        .iter()
        .map(|one| Excerpt::new(one, &|_| Some(text)))
        .collect();
    let mut shown = Vec::new();
    diagnostics::human(&excerpts, false, 100, &mut shown).unwrap();
    String::from_utf8(shown).unwrap().trim_end().to_owned()
}

#[track_caller]
fn holds(path: &str, fresh: impl FnOnce(&str) -> String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    let fresh = fresh(&kept);
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, fresh).unwrap();
    } else {
        assert!(
            fresh == kept,
            "{} differs from the format: run `UPDATE_SCHEMA=1 cargo test`",
            path.display()
        );
    }
}

#[test]
fn the_schema_agrees_with_the_format() {
    holds("claimbook.schema.json", |_| {
        serde_json::to_string_pretty(&schema()).unwrap() + "\n"
    });
}

#[test]
fn the_reference_agrees_with_the_format_and_its_examples_hold() {
    holds("docs/format.md", refreshed);
}

#[test]
fn every_table_is_in_the_reference() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/format.md");
    let reference = std::fs::read_to_string(path).unwrap();
    for shape in format::TABLES.iter().chain(settings::CONFIG_TABLES) {
        assert!(
            reference.contains(&format!("<!-- fields of {} -->", shape.name)),
            "{}",
            shape.name
        );
    }
}
