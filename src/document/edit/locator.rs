//! Finds the records and shapes that edits name.

use crate::document::edit::change::EditRefusal;
use crate::document::parse::locate::{Document, RecordSpans};
use crate::document::shape::{Kind, TableShape};
use crate::document::{format, settings};
use crate::domain::name::composed;
use std::collections::BTreeMap;

/// Finds records by id. Building the map once keeps many edits to one file fast.
pub(super) struct Locator<'d, 't> {
    pub(super) text: &'t str,
    pub(super) document: &'d Document<'t>,
    by_id: BTreeMap<(&'d str, &'d str), &'d RecordSpans>,
}

impl<'d, 't> Locator<'d, 't> {
    pub(super) fn new(document: &'d Document<'t>) -> Self {
        let mut by_id = BTreeMap::new();
        for record in &document.records {
            if let Some(id) = &record.id {
                by_id
                    .entry((record.kind.as_str(), id.as_str()))
                    .or_insert(record);
            }
        }
        Self {
            text: document.text,
            document,
            by_id,
        }
    }

    pub(super) fn record(
        &self,
        kind: &'static str,
        id: &str,
    ) -> Result<&'d RecordSpans, EditRefusal> {
        let found = if kind == "article" {
            self.document.nth(kind, 0)
        } else {
            self.by_id.get(&(kind, &*composed(id))).copied()
        };
        found.ok_or_else(|| EditRefusal::NoRecord {
            kind,
            id: id.to_owned(),
        })
    }
}

/// The shape of a table by its name: `claim`, or `layout` in the settings.
pub(super) fn shape(kind: &str) -> Option<&'static TableShape> {
    format::TABLES
        .iter()
        .chain(settings::CONFIG_TABLES)
        .copied()
        .find(|shape| shape.name == kind)
}

/// The shape of a claim's rows under a key.
pub(super) fn row_shape(key: &str) -> Option<&'static TableShape> {
    match format::CLAIM.field(key)?.kind {
        Kind::Tables(shape) => Some(shape),
        _ => None,
    }
}
