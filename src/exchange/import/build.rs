//! Builds records from the texts of another program.

use crate::document::edit::Value;
use crate::document::format::{CLAIM, FieldShape, TableShape};
use crate::domain::address::Address;
use crate::domain::records::RecordKind;
use crate::exchange::import::record::{ForeignFields, ForeignRecord, ForeignRow, Naming, Reading};
use crate::exchange::import::{cell, ledger, record};

/// The fields of a record in the making. A text that cannot be a value of its field is noted in the reading.
pub(super) struct TakenFields<'r> {
    shape: &'static TableShape,
    reading: &'r mut Reading,
    dates: &'r [String],
    fields: ForeignFields,
}

impl<'r> TakenFields<'r> {
    /// The fields of a claim.
    pub(super) fn of_claim(reading: &'r mut Reading) -> Self {
        Self::of(&CLAIM, reading, &[])
    }

    /// The fields of a table. Dates can have these forms, too.
    pub(super) fn of(
        shape: &'static TableShape,
        reading: &'r mut Reading,
        dates: &'r [String],
    ) -> Self {
        Self {
            shape,
            reading,
            dates,
            fields: ForeignFields::new(),
        }
    }

    /// Takes a text, if there is one and the field is not there yet.
    pub(super) fn take(&mut self, field: &str, text: Option<&str>) -> &mut Self {
        let text = text.map(str::trim).filter(|text| !text.is_empty());
        let (Some(text), Some(shape)) = (text, self.shape.field(field)) else {
            return self;
        };
        if record::value(&self.fields, field).is_some() {
            return self;
        }
        match self.value(shape, text) {
            Some(value) => self.fields.push((shape.name, value)),
            None => self.reading.leave(field, text),
        }
        self
    }

    fn value(&self, shape: &FieldShape, text: &str) -> Option<Value> {
        cell::value(shape, text, self.dates, Some("\n"))
    }

    /// Takes what another program calls the record.
    pub(super) fn reference(&mut self, kind: &str, id: Option<&str>) -> &mut Self {
        if let Some(id) = id.map(str::trim).filter(|id| !id.is_empty()) {
            add_ref(&mut self.fields, format!("{kind}:{id}"));
        }
        self
    }

    /// The fields.
    pub(super) fn done(&mut self) -> ForeignFields {
        std::mem::take(&mut self.fields)
    }
}

/// Adds what another program calls a record.
pub(super) fn add_ref(fields: &mut ForeignFields, one: String) {
    for (key, value) in fields.iter_mut() {
        if let ("refs", Value::Texts(refs)) = (*key, value) {
            if !refs.contains(&one) {
                refs.push(one);
            }
            return;
        }
    }
    fields.push(("refs", Value::Texts(vec![one])));
}

/// The foreign id of the source at an address.
pub(super) fn page_of(url: &str) -> String {
    Address::parse(url).map_or_else(|_| url.to_owned(), |url| url.page())
}

/// A source that something else mentions.
pub(super) fn mentioned(row: u64, foreign: &str, fields: ForeignFields) -> ForeignRecord {
    ForeignRecord {
        row,
        foreign: foreign.to_owned(),
        naming: Naming::Mentioned,
        kind: RecordKind::Source,
        id: None,
        article: None,
        fields,
        rows: Vec::new(),
    }
}

/// A row of evidence about the content.
pub(super) fn evidence(source: String, stance: &str, fields: ForeignFields) -> ForeignRow {
    let mut all = vec![("stance", Value::Text(stance.to_owned()))];
    all.extend(fields);
    ForeignRow {
        key: "evidence",
        source: Some(source),
        fields: all,
    }
}

/// A place where a claim was made.
pub(super) fn appearance(url: &str) -> ForeignRow {
    row_without_source("appearance", vec![("url", Value::Text(url.to_owned()))])
}

/// A row that is not about a source.
pub(super) fn row_without_source(key: &'static str, fields: ForeignFields) -> ForeignRow {
    ForeignRow {
        key,
        source: None,
        fields,
    }
}

/// A foreign id made from words: a digest.
pub(super) fn id_of_words(words: &str) -> String {
    ledger::digest(words)
}

/// The rows, each once.
pub(super) fn single(rows: Vec<ForeignRow>) -> Vec<ForeignRow> {
    let mut single: Vec<ForeignRow> = Vec::with_capacity(rows.len());
    for row in rows {
        if !single.contains(&row) {
            single.push(row);
        }
    }
    single
}
