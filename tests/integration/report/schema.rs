//! The JSON report is what `report.schema.json` says it is.

use super::printed;
use serde_json::Value;
use std::path::Path;

/// Holds a value to a schema: of JSON Schema's words those that `report.schema.json` uses, and none other.
#[expect(
    clippy::too_many_lines,
    reason = "one arm for each word of JSON Schema"
)]
fn check(root: &Value, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
    let mut found = Vec::new();
    let mut complain = |what: String| found.push(format!("{at}: {what}"));
    for (word, rule) in schema.as_object().unwrap() {
        match word.as_str() {
            "$ref" => check(
                root,
                root.pointer(&rule.as_str().unwrap()[1..]).unwrap(),
                value,
                at,
                wrong,
            ),
            "anyOf" => {
                let fits = |one: &Value| {
                    let mut wrong = Vec::new();
                    check(root, one, value, at, &mut wrong);
                    wrong.is_empty()
                };
                if !rule.as_array().unwrap().iter().any(fits) {
                    wrong.push(format!("{at}: fits none of its shapes: {value}"));
                }
            }
            "type" if !is_of(rule, value) => complain(format!("{value} is no {rule}")),
            "enum" if !rule.as_array().unwrap().contains(value) => {
                complain(format!("{value} is none of {rule}"));
            }
            "const" if rule != value => complain(format!("{value} is not {rule}")),
            "minimum" if value.as_f64() < rule.as_f64() && !value.is_null() => {
                complain(format!("{value} < {rule}"));
            }
            "maximum" if value.as_f64() > rule.as_f64() => complain(format!("{value} > {rule}")),
            "required" if value.is_object() => {
                for key in rule
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter(|key| value.get(key.as_str().unwrap()).is_none())
                {
                    complain(format!("{key} is missing"));
                }
            }
            "additionalProperties" => {
                assert_eq!(rule, &Value::Bool(false));
                for key in value.as_object().into_iter().flatten().map(|(key, _)| key) {
                    if schema["properties"].get(key).is_none() {
                        complain(format!("`{key}` is not in the schema"));
                    }
                }
            }
            "properties" => {
                for (key, rule) in rule.as_object().unwrap() {
                    if let Some(value) = value.get(key) {
                        check(root, rule, value, &format!("{at}.{key}"), wrong);
                    }
                }
            }
            "items" => {
                for (number, value) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, rule, value, &format!("{at}[{number}]"), wrong);
                }
            }
            "type" | "enum" | "const" | "minimum" | "maximum" | "required" | "$schema"
            | "title" | "description" | "$defs" => {}
            other => panic!("the schema uses `{other}`, which this check does not know"),
        }
    }
    wrong.append(&mut found);
}

fn is_of(rule: &Value, value: &Value) -> bool {
    let is = |name: &str| match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("unknown type {other}"),
    };
    rule.as_str().map_or_else(
        || {
            rule.as_array()
                .unwrap()
                .iter()
                .any(|name| is(name.as_str().unwrap()))
        },
        is,
    )
}

#[track_caller]
pub(super) fn holds(text: &str) -> Value {
    let schema: Value = serde_json::from_str(include_str!("../../../report.schema.json")).unwrap();
    let report: Value = serde_json::from_str(text).unwrap();
    let mut wrong = Vec::new();
    check(&schema, &schema, &report, "report", &mut wrong);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    report
}

#[test]
fn the_sample_books_report_holds_to_the_schema_and_the_schema_is_no_looser_than_that() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut report = holds(&printed(sample, &["report", "--format", "json"]));
    assert!(report["claims"].as_array().unwrap().len() > 100);
    report["claims"][0]["status"] = "true".into();
    report["surplus"] = 1.into();
    report["sources"][0]
        .as_object_mut()
        .unwrap()
        .remove("title");
    let schema: Value = serde_json::from_str(include_str!("../../../report.schema.json")).unwrap();
    let mut wrong = Vec::new();
    check(&schema, &schema, &report, "report", &mut wrong);
    assert_eq!(wrong.len(), 3, "{wrong:?}");
}

#[test]
fn a_report_of_claims_like_a_text_says_how_like_they_are() {
    let book = super::book(&[(
        "claims.toml",
        "[[claim]]\nid = \"toll\"\ntext = \"The toll rises in May.\"\n",
    )]);
    let report = holds(&printed(
        book.path(),
        &["report", "--like", "tolls rising", "--format", "json"],
    ));
    assert_eq!(
        report["claims"][0]["matched"],
        serde_json::json!(["tolls", "rising"])
    );
    assert!(report["claims"][0]["score"].as_f64().unwrap() > 0.5);
}

#[test]
fn a_report_of_nothing_holds_to_the_schema_too() {
    let book = super::book(&[("empty.toml", "")]);
    let report = holds(&printed(book.path(), &["report", "--format", "json"]));
    assert_eq!(report["summary"]["claims"], 0);
    for format in super::FORMATS {
        assert!(
            !printed(book.path(), &["report", "--format", format]).is_empty(),
            "{format}"
        );
    }
}
