//! Sets and removes the fields of a record, and the entries of its lists.

use crate::document::edit::change::{EditRefusal, RecordField};
use crate::document::edit::list::TomlList;
use crate::document::edit::locator::{row_shape, shape};
use crate::document::edit::splice::Splice;
use crate::document::edit::value::{Value, same};
use crate::document::edit::{layout, value};
use crate::document::parse::lines::cut;
use crate::document::parse::locate::{FieldSpans, RecordSpans, RowSpans};
use crate::document::shape::TableShape;
use std::collections::BTreeMap;
use std::ops::Range;

/// The fields of one table: of a record, or of a row of one.
pub(super) struct Fields<'r> {
    shape: &'static TableShape,
    header: &'r Range<usize>,
    inline: bool,
    spans: &'r BTreeMap<String, FieldSpans>,
}

impl<'r> Fields<'r> {
    fn of_record(record: &'r RecordSpans, kind: &str) -> Result<Self, EditRefusal> {
        Ok(Self {
            shape: shape(kind).ok_or(EditRefusal::Bug)?,
            header: &record.header,
            inline: record.inline,
            spans: &record.fields,
        })
    }

    pub(super) fn of_row(row: &'r RowSpans, key: &str) -> Result<Self, EditRefusal> {
        Ok(Self {
            shape: row_shape(key).ok_or(EditRefusal::Bug)?,
            header: &row.header,
            inline: row.inline,
            spans: &row.fields,
        })
    }

    /// Gives a field a value. Returns no splice if it has that value already.
    pub(super) fn set(&self, text: &str, key: &str, value: &Value) -> Vec<Splice> {
        let Some(field) = self.spans.get(key) else {
            return vec![self.add(text, key, value)];
        };
        let old = cut(text, field.value.clone());
        if says(old, value) {
            return Vec::new();
        }
        let new = value
            .in_manner_of(old)
            .replace('\n', layout::line_feed(text));
        vec![Splice {
            range: field.value.clone(),
            text: new,
        }]
    }

    /// Adds a field after the fields that come before it in the format's reference.
    fn add(&self, text: &str, key: &str, value: &Value) -> Splice {
        let name = format!("{}{key}", self.prefix(text));
        if self.inline {
            return self.add_inline(text, key, &format!("{name} = {}", value.inline()));
        }
        let before = self
            .before(key)
            .map_or(self.header.end, |field| field.lines.end - 1);
        let at = layout::line_end(text, before);
        let first = self.spans.values().min_by_key(|field| field.key.start);
        let model = first.map_or(self.header, |field| &field.key);
        let indent = layout::indent(text, model.start);
        layout::insert_lines(text, at, &format!("{indent}{name} = {}\n", value.written()))
    }

    /// What the table's keys begin with: `article.` in a record of dotted keys.
    fn prefix(&self, text: &str) -> String {
        let name = cut(text, self.header.clone());
        if name.starts_with(['[', '{']) {
            return String::new();
        }
        format!("{name}.")
    }

    fn add_inline(&self, text: &str, key: &str, written: &str) -> Splice {
        let first = self.spans.values().min_by_key(|field| field.key.start);
        match (self.before(key), first) {
            (Some(field), _) => Splice::insert(field.value.end, format!(", {written}")),
            (None, Some(first)) => Splice::insert(first.key.start, format!("{written}, ")),
            (None, None) => {
                let start = self.header.start + 1;
                let closed = text.get(start..=start) == Some(" ");
                let space = if closed { "" } else { " " };
                Splice::insert(start, format!(" {written}{space}"))
            }
        }
    }

    /// The field after which a new one goes: the last one that comes before it in the format's reference.
    fn before(&self, key: &str) -> Option<&'r FieldSpans> {
        let position = self.shape.position(key)?;
        let known = self
            .spans
            .iter()
            .filter_map(|(name, field)| Some((self.shape.position(name)?, field)));
        known
            .filter(|(at, _)| *at < position)
            .max_by_key(|(at, _)| *at)
            .map(|(_, field)| field)
    }
}

/// Gives a field of a record a value. Returns no splice if it has that value already.
pub(super) fn set(
    text: &str,
    record: &RecordSpans,
    place: &RecordField,
    value: &Value,
) -> Result<Vec<Splice>, EditRefusal> {
    if record.field(place.field).is_none() && record.rows.contains_key(place.field) {
        return Err(EditRefusal::ByHand(
            "is a list of tables: edit it in the file",
        ));
    }
    Ok(Fields::of_record(record, place.kind)?.set(text, place.field, value))
}

/// Whether this text of TOML means this value.
fn says(written: &str, value: &Value) -> bool {
    let found: Option<toml::Table> = format!("a = {written}\n").parse().ok();
    found
        .and_then(|mut table| table.remove("a"))
        .is_some_and(|found| same(&found, &value.parsed()))
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
        return set(text, record, place, &Value::Texts(vec![entry.to_owned()]));
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
