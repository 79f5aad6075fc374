//! The answer to a SQL statement, and the tables that you can ask.

use crate::answer::SchemaEntry;
use crate::view::role::Role;
use crate::view::table::{Cell, Column, Fit, TableRow};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

/// The columns of an answer.
#[must_use]
pub fn columns(names: &[String]) -> Vec<Column> {
    names
        .iter()
        .map(|name| Column::new(name, Fit::Wrap))
        .collect()
}

/// The columns of the list of tables and views.
#[must_use]
pub fn schema_columns() -> Vec<Column> {
    vec![
        Column::new("name", Fit::Content),
        Column::new("kind", Fit::Content),
        Column::new("holds", Fit::Wrap),
        Column::new("columns", Fit::Under),
    ]
}

/// A table or view.
#[must_use]
pub fn schema_row(entry: &SchemaEntry) -> TableRow {
    vec![
        Cell::new(&entry.name, Role::Id),
        Cell::plain(entry.kind.as_str()),
        Cell::plain(&entry.comment),
        Cell::plain(entry.columns.join(", ")),
    ]
}

/// A row of an answer as an object, with keys in the order of the columns. A name that two columns share appears twice.
#[derive(Clone, Copy, Debug)]
pub struct SqlRecord<'a, V> {
    /// The names of the columns.
    pub columns: &'a [String],
    /// The values, in their order.
    pub values: &'a [V],
}

impl<V: Serialize> Serialize for SqlRecord<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.columns.len()))?;
        for (name, value) in self.columns.iter().zip(self.values) {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}
