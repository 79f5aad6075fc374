//! References: the fields in which records name one another. They follow when an id changes or goes.

use crate::document::edit::change::EditRefusal;
use crate::document::edit::locator::Locator;
use crate::document::edit::splice::Splice;
use crate::document::edit::{field, row, splice, value};
use crate::document::parse::lines::cut;
use crate::document::parse::locate::{RecordSpans, RowSpans};
use crate::domain::name::composed;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The fields that name something: their table, their key, and the kind of record that they name. A field that names
/// a source can also name an article.
pub(super) const FIELDS: [(&str, &str, &str); 19] = [
    ("article", "publisher", "party"),
    ("party", "part_of", "party"),
    ("party", "interests", "party"),
    ("source", "publisher", "party"),
    ("source", "voice", "party"),
    ("source", "interests", "party"),
    ("source", "derived_from", "source"),
    ("claim", "speaker", "party"),
    ("claim", "quoted", "party"),
    ("claim", "accuses", "party"),
    ("claim", "concerns", "party"),
    ("claim", "denies", "claim"),
    ("claim", "contradicts", "claim"),
    ("claim", "repeats", "claim"),
    ("claim.evidence", "source", "source"),
    ("claim.evidence", "via", "source"),
    ("claim.evidence", "voice", "party"),
    ("claim.appearance", "publisher", "party"),
    ("claim.asked", "of", "party"),
];

/// The kind that fields use to name a record of this kind. You cite an article as you cite a source.
pub(super) fn named_as(kind: &str) -> &str {
    if kind == "article" { "source" } else { kind }
}

/// A field that names something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The kind of the record that contains it: `claim`.
    pub kind: String,
    /// That record's id, if it has one.
    pub id: Option<String>,
    /// The field: `source`.
    pub field: &'static str,
    /// The bytes of the name, with its quotes.
    pub span: Range<usize>,
}

/// Every reference in a text that names a record of this kind and whose name `is_one` accepts, in the order of the text.
#[must_use]
pub fn references(text: &str, kind: &str, is_one: &dyn Fn(&str) -> bool) -> Vec<Reference> {
    let (root, _) = DeTable::parse_recoverable(text);
    let mut found = Vec::new();
    for (table, value) in root.get_ref() {
        for record in tables(value) {
            let id = record
                .get("id")
                .and_then(|id| id.get_ref().as_str())
                .map(|id| composed(id).into_owned());
            for (field, span) in named_in(table.get_ref(), record, named_as(kind), is_one) {
                found.push(Reference {
                    kind: table.get_ref().clone().into_owned(),
                    id: id.clone(),
                    field,
                    span,
                });
            }
        }
    }
    found.sort_by_key(|reference| reference.span.start);
    found
}

/// The tables that a value is or holds.
fn tables<'a, 'i>(value: &'a Spanned<DeValue<'i>>) -> Vec<&'a DeTable<'i>> {
    match value.get_ref() {
        DeValue::Table(table) => vec![table],
        DeValue::Array(items) => items
            .iter()
            .filter_map(|item| item.get_ref().as_table())
            .collect(),
        _ => Vec::new(),
    }
}

fn named_in(
    path: &str,
    record: &DeTable<'_>,
    kind: &str,
    is_one: &dyn Fn(&str) -> bool,
) -> Vec<(&'static str, Range<usize>)> {
    let mut found = Vec::new();
    for (table, field, _) in FIELDS.iter().filter(|(_, _, names)| *names == kind) {
        if *table == path {
            found.extend(
                record
                    .get(*field)
                    .into_iter()
                    .flat_map(|value| strings(value, is_one))
                    .map(|at| (*field, at)),
            );
        } else if let Some(key) = table
            .strip_prefix(path)
            .and_then(|rest| rest.strip_prefix('.'))
        {
            let rows = record.get(key).into_iter().flat_map(tables);
            let values = rows.filter_map(|row| row.get(*field));
            found.extend(
                values
                    .flat_map(|value| strings(value, is_one))
                    .map(|at| (*field, at)),
            );
        }
    }
    found
}

/// The places of the accepted texts that a value is or holds.
fn strings(value: &Spanned<DeValue<'_>>, is_one: &dyn Fn(&str) -> bool) -> Vec<Range<usize>> {
    match value.get_ref() {
        DeValue::String(text) if is_one(text) => vec![value.span()],
        DeValue::Array(items) => items
            .iter()
            .flat_map(|item| strings(item, is_one))
            .collect(),
        _ => Vec::new(),
    }
}

/// Gives every reference a new name.
pub(super) fn redirect(text: &str, kind: &str, from: &str, to: &str) -> Vec<Splice> {
    let found = references(text, kind, &|name| composed(name) == composed(from));
    let new = |reference: Reference| {
        let old = cut(text, reference.span.clone());
        let new = value::Value::Text(to.to_owned()).in_manner_of(old);
        Splice {
            range: reference.span,
            text: new,
        }
    };
    found.into_iter().map(new).collect()
}

/// Gives every reference to an id a new one, whatever kind of record it names. `None` if the text still has the record.
pub(in crate::document) fn redirect_all(text: &str, from: &str, to: &str) -> Option<String> {
    let root = DeTable::parse(text).ok()?;
    let is_it = |record: &DeTable<'_>| {
        let id = record.get("id").and_then(|id| id.get_ref().as_str());
        id.is_some_and(|id| composed(id) == composed(from))
    };
    let mut records = root.get_ref().values().flat_map(tables);
    if records.any(is_it) {
        return None;
    }
    let kinds = ["party", "source", "claim"];
    let splices = kinds
        .into_iter()
        .flat_map(|kind| redirect(text, kind, from, to));
    splice::apply(text, splices.collect())
}

/// Removes every reference: rows with this source, entries of lists, single fields.
pub(super) fn forget(
    locator: &Locator<'_, '_>,
    kind: &str,
    id: &str,
) -> Result<Vec<Splice>, EditRefusal> {
    let mut splices = Vec::new();
    for record in &locator.document.records {
        for (table, field, _) in FIELDS
            .iter()
            .filter(|(_, _, names)| *names == named_as(kind))
        {
            if *table == record.kind {
                splices.extend(drop_from(locator.text, record, field, id));
            } else if let Some(key) = table
                .strip_prefix(record.kind.as_str())
                .and_then(|rest| rest.strip_prefix('.'))
            {
                splices.extend(forget_rows(locator.text, record, (key, field), id)?);
            }
        }
    }
    Ok(splices)
}

/// Whether a row goes with what this field of it names: an evidence row with its source, a question with its party. Other
/// fields only lose the name.
pub(super) fn carries_its_row(field: &str) -> bool {
    matches!(field, "source" | "of")
}

/// Removes the rows that go with the id, and removes the id from the other rows.
fn forget_rows(
    text: &str,
    record: &RecordSpans,
    (key, field): (&str, &str),
    id: &str,
) -> Result<Vec<Splice>, EditRefusal> {
    let rows = record.rows(key);
    if !carries_its_row(field) {
        let goes = |row: &&RowSpans| field == "via" && names(text, row, "source", id);
        let others = rows.iter().filter(|row| !goes(row));
        return Ok(others
            .flat_map(|row| drop_from(text, &alone(record, row), field, id))
            .collect());
    }
    let gone: Vec<usize> = (0..rows.len())
        .filter(|at| rows.get(*at).is_some_and(|row| names(text, row, field, id)))
        .collect();
    if gone.is_empty() {
        Ok(Vec::new())
    } else {
        row::remove(text, record, key, &gone)
    }
}

/// A row as if it were a record.
fn alone(record: &RecordSpans, row: &RowSpans) -> RecordSpans {
    RecordSpans {
        header: row.header.clone(),
        inline: row.inline,
        fields: row.fields.clone(),
        rows: std::collections::BTreeMap::new(),
        end: row.whole.end,
        fields_end: row.whole.end,
        ..record.clone()
    }
}

fn names(text: &str, row: &RowSpans, field: &str, id: &str) -> bool {
    row.fields
        .get(field)
        .is_some_and(|field| says(text, &field.value, id))
}

fn drop_from(text: &str, record: &RecordSpans, field: &str, id: &str) -> Vec<Splice> {
    let single = record
        .field(field)
        .is_some_and(|found| says(text, &found.value, id));
    if single {
        field::unset(text, record, field)
    } else {
        field::remove_entry(text, record, field, id)
    }
}

/// Whether the text of TOML at this place means this id.
fn says(text: &str, span: &Range<usize>, id: &str) -> bool {
    let written = cut(text, span.clone());
    let found: Option<toml::Table> = format!("a = {written}\n").parse().ok();
    let found = found.as_ref().and_then(|table| table.get("a")?.as_str());
    found.is_some_and(|found| composed(found) == composed(id))
}
