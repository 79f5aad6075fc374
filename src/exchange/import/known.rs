//! A record of the book that an import changes, field by field.

use crate::document::edit::{
    Edit, NewFields, PlainFields, RecordField, RowField, StoredRecord, Value,
};
use crate::domain::name::{composed, fold};
use std::collections::{BTreeMap, BTreeSet};

/// A record of the book, with what an import changes of it.
#[derive(Debug)]
pub(super) struct KnownRecord {
    pub(super) kind: &'static str,
    pub(super) path: String,
    stored: StoredRecord,
    /// How many rows it has in its file.
    old_rows: BTreeMap<String, usize>,
    sets: BTreeMap<&'static str, Option<Value>>,
    row_sets: BTreeMap<(&'static str, usize, &'static str), Value>,
    new_rows: Vec<(&'static str, NewFields)>,
    /// Which rows a foreign row has found already.
    met: BTreeSet<(&'static str, usize)>,
}

impl KnownRecord {
    pub(super) fn new(kind: &'static str, path: String, stored: StoredRecord) -> Self {
        let rows = stored.rows.iter();
        let rows = rows.map(|(key, rows)| (key.clone(), rows.len()));
        Self {
            kind,
            path,
            old_rows: rows.collect(),
            stored,
            sets: BTreeMap::new(),
            row_sets: BTreeMap::new(),
            new_rows: Vec::new(),
            met: BTreeSet::new(),
        }
    }

    /// What a field says, with the changes so far.
    pub(super) fn field(&self, field: &str) -> Option<&str> {
        self.stored.fields.get(field).map(String::as_str)
    }

    /// Gives a field a value, or takes it away.
    pub(super) fn set(&mut self, field: &'static str, value: Option<Value>) {
        match &value {
            Some(value) => self.stored.fields.insert(field.to_owned(), value.plain()),
            None => self.stored.fields.remove(field),
        };
        self.sets.insert(field, value);
    }

    /// Adds an entry to a list, unless it is there in some spelling.
    pub(super) fn add_entry(&mut self, field: &'static str, entry: &str) {
        let entries = self.field(field).unwrap_or_default();
        let mut entries = StoredRecord::entries(entries);
        if entries.iter().all(|known| fold(known) != fold(entry)) {
            entries.push(entry.to_owned());
            self.set(field, Some(Value::Texts(entries)));
        }
    }

    /// Finds the row of the book that a foreign row is: the one that `fits` best, then the next one of the source.
    pub(super) fn find_row(
        &mut self,
        key: &'static str,
        source: Option<&str>,
        fits: &dyn Fn(&PlainFields) -> bool,
    ) -> Option<usize> {
        let rows = self.stored.rows.get(key)?;
        let is_of = |row: &PlainFields| {
            let named = row.get("source").map(|id| composed(id));
            source.is_none_or(|source| named.as_deref() == Some(source))
        };
        let free = || {
            let rows = rows.iter().enumerate();
            rows.filter(|(at, row)| !self.met.contains(&(key, *at)) && is_of(row))
        };
        let found = free().find(|(_, row)| fits(row));
        // Without a source, nothing else says which row is meant.
        let found = found.or_else(|| free().next().filter(|_| source.is_some()));
        let (at, _) = found?;
        self.met.insert((key, at));
        Some(at)
    }

    /// What a field of a row says.
    pub(super) fn row_field(&self, key: &str, at: usize, field: &str) -> Option<&str> {
        self.stored
            .rows
            .get(key)?
            .get(at)?
            .get(field)
            .map(String::as_str)
    }

    /// Gives a field of a row a value.
    pub(super) fn set_in_row(&mut self, place: (&'static str, usize, &'static str), value: Value) {
        let (key, at, field) = place;
        if let Some(row) = self
            .stored
            .rows
            .get_mut(key)
            .and_then(|rows| rows.get_mut(at))
        {
            row.insert(field.to_owned(), value.plain());
        }
        let mut rows = self.new_rows.iter_mut().filter(|(of, _)| *of == key);
        let old = self.old_rows.get(key).copied().unwrap_or_default();
        match at.checked_sub(old) {
            // An earlier foreign record of this import added the row.
            Some(new) => {
                if let Some((_, fields)) = rows.nth(new) {
                    fields.insert(field, value);
                }
            }
            None => drop(self.row_sets.insert(place, value)),
        }
    }

    /// Adds a row.
    pub(super) fn add_row(&mut self, key: &'static str, fields: NewFields) {
        let plain = fields
            .iter()
            .map(|(key, value)| ((*key).to_owned(), value.plain()));
        let rows = self.stored.rows.entry(key.to_owned()).or_default();
        self.met.insert((key, rows.len()));
        rows.push(plain.collect());
        self.new_rows.push((key, fields));
    }

    /// Lets a foreign row find any row again.
    pub(super) fn forget_rows(&mut self) {
        self.met.clear();
    }

    /// How it changes so far, to compare.
    pub(super) fn changes(&self) -> StoredRecord {
        self.stored.clone()
    }

    /// The names of the fields and rows that change.
    pub(super) fn changed(&self) -> Vec<String> {
        let fields = self.sets.keys().map(|field| (*field).to_owned());
        let rows = self
            .row_sets
            .keys()
            .map(|(key, _, field)| format!("{key}.{field}"));
        let new = self.new_rows.iter().map(|(key, _)| (*key).to_owned());
        fields.chain(rows).chain(new).collect()
    }

    /// The edits of its file.
    pub(super) fn edits(self) -> Vec<Edit> {
        let id = self.stored.id;
        let place = |field| RecordField {
            kind: self.kind,
            id: id.clone(),
            field,
        };
        let sets = self.sets.into_iter().map(|(field, value)| match value {
            Some(value) => Edit::Set(place(field), value),
            None => Edit::Unset(place(field)),
        });
        let mut edits: Vec<Edit> = sets.collect();
        for ((key, position, field), value) in self.row_sets {
            let row = RowField {
                claim: id.clone(),
                key,
                position,
                field,
            };
            edits.push(Edit::SetInRow(row, value));
        }
        let rows = self.new_rows.into_iter().map(|(key, fields)| Edit::AddRow {
            claim: id.clone(),
            key,
            fields,
        });
        edits.extend(rows);
        edits
    }
}
