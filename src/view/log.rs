//! The log as a table.

use crate::answer::{LogEntry, LogMatter};
use crate::view::role::Role;
use crate::view::table::{Cell, Column, Fit, TableRow};

/// The columns of the log.
#[must_use]
pub fn columns() -> Vec<Column> {
    vec![
        Column::new("on", Fit::Content),
        Column::new("claim", Fit::Content),
        Column::new("what", Fit::Content),
        Column::new("source", Fit::Prefix),
        Column::new("text", Fit::Wrap),
        Column::new("by", Fit::Drop),
    ]
}

/// An entry as a row.
#[must_use]
pub fn row(entry: &LogEntry) -> TableRow {
    let what = if entry.what == LogMatter::Ruling {
        format!("ruled {}", entry.word)
    } else {
        entry.word.clone()
    };
    vec![
        Cell::plain(&entry.on),
        Cell::new(&entry.claim, Role::Id),
        Cell::plain(what),
        Cell::optional(entry.source.as_deref()),
        Cell::optional(entry.text.as_deref()),
        Cell::new(entry.by.clone().unwrap_or_default(), Role::Quiet),
    ]
}
