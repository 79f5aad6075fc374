//! Annotations of the web: the W3C's model and what Hypothesis answers. The words that somebody marked become a claim with its
//! quote; what they wrote becomes its note.

use crate::document::edit::Value;
use crate::domain::records::RecordKind;
use crate::exchange::import::build::{TakenFields, appearance};
use crate::exchange::import::json::{is_a, list, words};
use crate::exchange::import::record::{ForeignRecord, Naming, Reading};
use serde_json::Value as Json;

/// Reads annotations: of the W3C, or as Hypothesis has them. `keeps_place`: the claims have an article, so where somebody
/// marked them is known.
#[must_use]
pub(super) fn read(values: &[Json], keeps_place: bool) -> Reading {
    let mut reading = Reading::default();
    for value in values {
        let inner = value
            .get("rows")
            .or(value.get("items"))
            .or(value.get("@graph"));
        for one in inner.map_or(std::slice::from_ref(value), |inner| list(Some(inner))) {
            reading.rows += 1;
            annotation(one, keeps_place, &mut reading);
        }
    }
    reading
}

/// What somebody wrote: the text of Hypothesis, or the bodies of the W3C with one of these purposes.
fn written(annotation: &Json, purposes: &[&str]) -> Vec<String> {
    let bodies = list(annotation.get("body")).iter().filter(|body| {
        let purpose = words(body.get("purpose")).unwrap_or_else(|| "commenting".to_owned());
        purposes.contains(&purpose.as_str())
    });
    bodies
        .filter_map(|body| words(body.get("value").or(Some(body))))
        .collect()
}

/// What somebody wrote beside the marked words.
fn notes(annotation: &Json) -> String {
    let mut notes = written(annotation, &["commenting", "replying"]);
    notes.extend(words(annotation.get("text")));
    notes.join("\n")
}

/// The tags, one on each line.
fn tags(annotation: &Json) -> String {
    let mut tags = written(annotation, &["tagging"]);
    let named = list(annotation.get("tags")).iter();
    tags.extend(named.filter_map(|tag| words(Some(tag))));
    tags.join("\n")
}

fn annotation(annotation: &Json, keeps_place: bool, reading: &mut Reading) {
    let row = reading.rows;
    let target = list(annotation.get("target")).first();
    let selectors = list(target.and_then(|target| target.get("selector")));
    let quote = selectors
        .iter()
        .find(|selector| is_a(selector, "TextQuoteSelector"));
    let of = |key: &str| {
        quote
            .and_then(|quote| quote.get(key))
            .and_then(Json::as_str)
    };
    let exact = of("exact").map(one_line).unwrap_or_default();
    let Some(id) = words(annotation.get("id")).filter(|_| !exact.is_empty()) else {
        reading.skip(row, "no marked words");
        return;
    };
    let mut fields = TakenFields::of_claim(reading);
    fields
        .take(
            "text",
            written(annotation, &["describing"])
                .first()
                .map(String::as_str),
        )
        .take("text", Some(&exact))
        .take("quote", Some(&exact))
        .take("prefix", of("prefix").map(one_line).as_deref())
        .take("suffix", of("suffix").map(one_line).as_deref())
        .take("note", Some(&notes(annotation)))
        .take("tags", Some(&tags(annotation)));
    let mut fields = fields.done();
    let is_hypothesis = annotation.get("uri").is_some();
    let name = if is_hypothesis {
        format!("hypothesis:{id}")
    } else {
        id.clone()
    };
    fields.push(("refs", Value::Texts(vec![name])));
    let place = words(
        annotation
            .get("uri")
            .or(target.and_then(|target| target.get("source"))),
    );
    let place = place.filter(|place| !keeps_place && place.starts_with("http"));
    reading.records.push(ForeignRecord {
        row,
        foreign: id,
        naming: Naming::Given,
        kind: RecordKind::Claim,
        id: None,
        article: None,
        fields,
        rows: place.iter().map(|place| appearance(place)).collect(),
    });
}

/// Words without the line ends of the page that they come from.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
