//! CSL-JSON, which Zotero, pandoc and citeproc write.

use crate::exchange::import::citations::cited::{BibSource, joined, kind};
use crate::exchange::import::json::{list, words};
use crate::exchange::import::record::Reading;
use serde_json::Value as Json;

/// Items of CSL-JSON that mean a kind of source of ours.
const CSL_KINDS: &[(&str, &str)] = &[
    ("article-newspaper", "report"),
    ("post-weblog", "report"),
    ("article-magazine", "analysis"),
    ("dataset", "dataset"),
    ("speech", "statement"),
    ("interview", "interview"),
    ("personal_communication", "observation"),
    ("broadcast", "media"),
    ("motion_picture", "media"),
    ("document", "document"),
    ("report", "document"),
    ("legislation", "document"),
    ("legal_case", "document"),
    ("bill", "document"),
    ("article-journal", "analysis"),
    ("paper-conference", "analysis"),
    ("thesis", "analysis"),
    ("book", "analysis"),
    ("chapter", "analysis"),
];

/// Reads items of CSL-JSON.
#[must_use]
pub(in crate::exchange::import) fn read_csl(values: &[Json]) -> Reading {
    let mut reading = Reading::default();
    let items = values.iter().flat_map(|value| match value.get("items") {
        Some(items) => list(Some(items)),
        None => std::slice::from_ref(value),
    });
    for item in items {
        reading.rows += 1;
        csl_item(item, &mut reading);
    }
    reading
}

/// The variables of CSL that have a place.
const CSL_TAKEN: &[&str] = &[
    "id",
    "type",
    "title",
    "author",
    "container-title",
    "publisher",
    "issued",
    "accessed",
    "URL",
    "language",
    "custom",
    "DOI",
    "ISBN",
    "note",
    "archive_location",
    "citation-key",
];

fn csl_item(item: &Json, reading: &mut Reading) {
    if let Json::Object(object) = item {
        for key in object
            .keys()
            .filter(|key| !CSL_TAKEN.contains(&key.as_str()))
        {
            reading.no_place(key);
        }
    }
    let of = |key: &str| words(item.get(key));
    let names: Vec<String> = list(item.get("author"))
        .iter()
        .filter_map(csl_name)
        .collect();
    let custom = item
        .get("custom")
        .and_then(|custom| words(custom.get("kind")));
    let typed = of("type")
        .and_then(|word| kind(CSL_KINDS, &word))
        .map(str::to_owned);
    let mut citation = BibSource {
        foreign: of("id"),
        title: of("title"),
        author: joined(names.iter().map(String::as_str), ", "),
        publisher: of("container-title").or_else(|| of("publisher")),
        published: csl_date(item.get("issued"), reading),
        accessed: csl_date(item.get("accessed"), reading),
        url: of("URL"),
        language: of("language"),
        kind: custom.or(typed),
        note: of("note"),
        refs: Vec::new(),
    };
    let key = citation.foreign.as_deref().and_then(zotero_key);
    citation
        .refs
        .extend(key.map(|key| ("zotero", key.to_owned())));
    citation.doi(of("DOI"));
    citation.refs.extend(of("ISBN").map(|isbn| ("isbn", isbn)));
    citation.add(reading);
}

/// The key of an item of Zotero: `users/0/ABCD2345`.
fn zotero_key(id: &str) -> Option<&str> {
    let (_, rest) = id.split_once("zotero.org/")?;
    rest.contains("/items/").then_some(rest)
}

fn csl_name(name: &Json) -> Option<String> {
    if let Some(literal) = words(name.get("literal")) {
        return Some(literal);
    }
    let keys = [
        "given",
        "dropping-particle",
        "non-dropping-particle",
        "family",
        "suffix",
    ];
    let parts: Vec<String> = keys
        .iter()
        .filter_map(|key| words(name.get(*key)))
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// A date of CSL as we write it. Only the first of a range is a date of ours; a date in words stays out.
fn csl_date(date: Option<&Json>, reading: &mut Reading) -> Option<String> {
    let date = date?;
    let parts = list(date.get("date-parts"));
    if parts.len() > 1 {
        reading.leave("published", &Json::Array(parts.to_vec()).to_string());
    }
    let first = parts.first().map(|first| list(Some(first)).iter());
    let numbers: Vec<String> = first
        .into_iter()
        .flatten()
        .filter_map(|one| words(Some(one)))
        .collect();
    if numbers.is_empty() {
        return words(date.get("raw").or(date.get("literal")));
    }
    let padded = numbers.iter().enumerate().map(|(at, number)| {
        if at == 0 {
            format!("{number:0>4}")
        } else {
            format!("{number:0>2}")
        }
    });
    Some(padded.collect::<Vec<_>>().join("-"))
}
