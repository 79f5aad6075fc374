//! `AVeriTeC`, a data set of claims with questions and their answers (<https://fever.ai/dataset/averitec.html>).
//!
//! Each answer with an address becomes evidence: the answer's words are the quote if they were taken from the page, and the
//! question is the note. A label becomes a stance only by the mapping's `[ratings]`.

use crate::document::format::{CLAIM, EVIDENCE, SOURCE};
use crate::document::mapping::{Mapping, RatingWord};
use crate::domain::name::fold;
use crate::domain::records::RecordKind;
use crate::exchange::import::build::{
    TakenFields, appearance, evidence, id_of_words, mentioned, page_of, single,
};
use crate::exchange::import::json::{list, words};
use crate::exchange::import::record::{ForeignRecord, ForeignRow, Naming, Reading};
use serde_json::Value as Json;

/// How the data set writes days.
const DAY: &str = "%d-%m-%Y";

/// Reads the claims of the data set.
#[must_use]
pub(super) fn read(values: &[Json], mapping: &Mapping) -> Reading {
    let mut reading = Reading::default();
    let dates = [mapping.import.dates.clone(), vec![DAY.to_owned()]].concat();
    for value in values {
        reading.rows += 1;
        let Some(text) = words(value.get("claim")) else {
            reading.skip(reading.rows, "no text");
            continue;
        };
        claim(value, &text, (mapping, &dates), &mut reading);
    }
    reading
}

/// The keys that have a place.
const TAKEN: &[&str] = &[
    "claim",
    "speaker",
    "claim_date",
    "label",
    "questions",
    "original_claim_url",
    "fact_checking_article",
    "claim_id",
];

/// Counts the keys that have no place.
fn leave_unknown(value: &Json, reading: &mut Reading) {
    if let Json::Object(object) = value {
        let unknown = object
            .iter()
            .filter(|(key, inner)| !TAKEN.contains(&key.as_str()) && !inner.is_null());
        for (key, _) in unknown {
            reading.no_place(key);
        }
    }
}

fn claim(value: &Json, text: &str, (mapping, dates): (&Mapping, &[String]), reading: &mut Reading) {
    let row = reading.rows;
    leave_unknown(value, reading);
    let rows = single(rows(value, mapping, reading));
    let mut fields = TakenFields::of(&CLAIM, reading, dates);
    fields
        .take("text", Some(text))
        .take("speaker", words(value.get("speaker")).as_deref())
        .take("said_on", words(value.get("claim_date")).as_deref());
    let fields = fields.done();
    reading.records.push(ForeignRecord {
        row,
        foreign: words(value.get("claim_id")).unwrap_or_else(|| id_of_words(&fold(text))),
        naming: Naming::Digest,
        kind: RecordKind::Claim,
        id: None,
        article: None,
        fields,
        rows,
    });
}

/// Everything that the data set says about a claim.
fn rows(value: &Json, mapping: &Mapping, reading: &mut Reading) -> Vec<ForeignRow> {
    let mut rows: Vec<ForeignRow> = Vec::new();
    rows.extend(label(value, mapping, reading));
    for question in list(value.get("questions")) {
        for one in list(question.get("answers")) {
            rows.extend(answer(question, one, reading));
        }
    }
    let place = words(value.get("original_claim_url"));
    let place = place.filter(|url| url.starts_with("http"));
    rows.extend(place.map(|url| appearance(&url)));
    rows
}

/// The fact-check behind the claim as evidence, with the label in the note.
fn label(value: &Json, mapping: &Mapping, reading: &mut Reading) -> Option<ForeignRow> {
    let url = words(value.get("fact_checking_article")).filter(|url| url.starts_with("http"))?;
    let label = words(value.get("label"));
    let meaning = label
        .as_deref()
        .and_then(|label| mapping.ratings.get(&fold(label)));
    let stance = match meaning {
        Some(RatingWord::Stance(stance)) => stance.as_str(),
        Some(RatingWord::Ruling(_)) | None => "context",
    };
    let mut fields = TakenFields::of(&SOURCE, reading, &[]);
    let fields = fields
        .take("url", Some(&url))
        .take("kind", Some("analysis"))
        .done();
    let foreign = page_of(&url);
    reading
        .records
        .push(mentioned(reading.rows, &foreign, fields));
    let note = TakenFields::of(&EVIDENCE, reading, &[])
        .take("note", label.as_deref())
        .done();
    Some(evidence(foreign, stance, note))
}

/// The question, with its answer if that is nowhere else.
fn note(question: &Json, said: Option<&str>) -> String {
    let asked = words(question.get("question")).unwrap_or_default();
    said.map_or(asked.clone(), |said| format!("{asked} {said}"))
}

fn answer(question: &Json, answer: &Json, reading: &mut Reading) -> Option<ForeignRow> {
    let url = words(answer.get("source_url")).filter(|url| url.starts_with("http"))?;
    let archive = words(answer.get("cached_source_url")).filter(|url| url.starts_with("http"));
    let mut fields = TakenFields::of(&SOURCE, reading, &[]);
    let fields = fields
        .take("url", Some(&url))
        .take("archive", archive.as_deref())
        .done();
    let foreign = page_of(&url);
    reading
        .records
        .push(mentioned(reading.rows, &foreign, fields));
    let is_quote = words(answer.get("answer_type")).is_some_and(|kind| kind == "Extractive");
    let said = words(answer.get("answer"));
    let note = note(question, said.as_deref().filter(|_| !is_quote));
    let mut fields = TakenFields::of(&EVIDENCE, reading, &[]);
    let fields = fields
        .take("quote", said.filter(|_| is_quote).as_deref())
        .take("note", Some(&note))
        .done();
    Some(evidence(foreign, "context", fields))
}
