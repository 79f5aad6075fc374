//! Sets and removes the fields of a record, and the entries of its lists.

use crate::document::edit::change::{EditRefusal, RecordField};
use crate::document::edit::list::TomlList;
use crate::document::edit::locator::shape;
use crate::document::edit::splice::Splice;
use crate::document::edit::value::{Value, same};
use crate::document::edit::{layout, value};
use crate::document::parse::lines::cut;
use crate::document::parse::locate::{FieldSpans, RecordSpans};
use crate::document::shape::TableShape;
use std::collections::BTreeMap;

/// Gives a field a value. Returns no splice if it has that value already.
pub(super) fn set(
    text: &str,
    record: &RecordSpans,
    place: &RecordField,
    value: &Value,
) -> Result<Vec<Splice>, EditRefusal> {
    let Some(field) = record.field(place.field) else {
        if record.rows.contains_key(place.field) {
            return Err(EditRefusal::ByHand(
                "is a list of tables: edit it in the file",
            ));
        }
        return add(text, record, place, value).map(|splice| vec![splice]);
    };
    let old = cut(text, field.value.clone());
    if says(old, value) {
        return Ok(Vec::new());
    }
    let new = value
        .in_manner_of(old)
        .replace('\n', layout::line_feed(text));
    Ok(vec![Splice {
        range: field.value.clone(),
        text: new,
    }])
}

/// Whether this text of TOML means this value.
fn says(written: &str, value: &Value) -> bool {
    let found: Option<toml::Table> = format!("a = {written}\n").parse().ok();
    found
        .and_then(|mut table| table.remove("a"))
        .is_some_and(|found| same(&found, &value.parsed()))
}

/// Adds a field after the fields that come before it in the format's reference.
fn add(
    text: &str,
    record: &RecordSpans,
    place: &RecordField,
    value: &Value,
) -> Result<Splice, EditRefusal> {
    let shape = shape(place.kind).ok_or(EditRefusal::Bug)?;
    let written = |value: String| format!("{}{} = {value}", prefix(text, record), place.field);
    if record.inline {
        return Ok(add_inline(
            text,
            record,
            shape,
            place.field,
            &written(value.inline()),
        ));
    }
    let before = before(&record.fields, shape, place.field)
        .map_or(record.header.end, |field| field.lines.end - 1);
    let at = layout::line_end(text, before);
    let model = record
        .fields
        .values()
        .min_by_key(|field| field.key.start)
        .map_or(&record.header, |field| &field.key);
    let indent = layout::indent(text, model.start);
    Ok(layout::insert_lines(
        text,
        at,
        &format!("{indent}{}\n", written(value.written())),
    ))
}

/// What a record's keys begin with: `article.` in a record of dotted keys.
fn prefix(text: &str, record: &RecordSpans) -> String {
    let name = cut(text, record.header.clone());
    if name.starts_with(['[', '{']) {
        return String::new();
    }
    format!("{name}.")
}

fn add_inline(
    text: &str,
    record: &RecordSpans,
    shape: &TableShape,
    key: &str,
    written: &str,
) -> Splice {
    let first = record.fields.values().min_by_key(|field| field.key.start);
    match (before(&record.fields, shape, key), first) {
        (Some(field), _) => Splice::insert(field.value.end, format!(", {written}")),
        (None, Some(first)) => Splice::insert(first.key.start, format!("{written}, ")),
        (None, None) => {
            let closed = text.get(record.header.start + 1..record.header.start + 2) == Some(" ");
            let space = if closed { "" } else { " " };
            Splice::insert(record.header.start + 1, format!(" {written}{space}"))
        }
    }
}

/// The field after which a new one goes: the last one that comes before it in the format's reference.
fn before<'r>(
    fields: &'r BTreeMap<String, FieldSpans>,
    shape: &TableShape,
    key: &str,
) -> Option<&'r FieldSpans> {
    let position = shape.position(key)?;
    let known = fields
        .iter()
        .filter_map(|(name, field)| Some((shape.position(name)?, field)));
    known
        .filter(|(at, _)| *at < position)
        .max_by_key(|(at, _)| *at)
        .map(|(_, field)| field)
}

/// Removes a field with its lines. Returns no splice if it is not there.
pub(super) fn unset(text: &str, record: &RecordSpans, key: &str) -> Vec<Splice> {
    let Some(field) = record.field(key) else {
        return Vec::new();
    };
    if !record.inline {
        return vec![layout::remove_lines(text, field.lines.clone())];
    }
    let others = record.fields.values();
    let before = others
        .clone()
        .filter(|other| other.key.start < field.key.start)
        .max_by_key(|other| other.key.start);
    let after = others
        .filter(|other| other.key.start > field.key.start)
        .min_by_key(|other| other.key.start);
    let range = match (before, after) {
        (Some(before), _) => before.value.end..field.value.end,
        (None, Some(after)) => field.key.start..after.key.start,
        (None, None) => record.header.start + 1..record.header.end - 1,
    };
    vec![Splice::remove(range)]
}

/// Adds an entry to a list field. Returns no splice if the entry is there already.
pub(super) fn add_entry(
    text: &str,
    record: &RecordSpans,
    place: &RecordField,
    entry: &str,
) -> Result<Vec<Splice>, EditRefusal> {
    let Some(field) = record.field(place.field) else {
        return add(text, record, place, &Value::Texts(vec![entry.to_owned()]))
            .map(|splice| vec![splice]);
    };
    let list = TomlList::read(text, &field.value)
        .ok_or(EditRefusal::ByHand("is not a list: edit it in the file"))?;
    Ok(if list.positions(entry).is_empty() {
        list.append(&value::quoted(entry))
    } else {
        Vec::new()
    })
}

/// Removes an entry from a list field. If it is the last entry, the field goes too.
pub(super) fn remove_entry(
    text: &str,
    record: &RecordSpans,
    key: &str,
    entry: &str,
) -> Vec<Splice> {
    let list = record
        .field(key)
        .and_then(|field| TomlList::read(text, &field.value));
    let Some(list) = list else { return Vec::new() };
    match list.positions(entry) {
        gone if gone.is_empty() => Vec::new(),
        gone if gone.len() == list.len() => unset(text, record, key),
        gone => list.remove(&gone),
    }
}
