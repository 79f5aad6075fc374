//! What the cells of a table mean, and by what its rows are known.

use crate::document::edit::Value;
use crate::document::mapping::{CellSource, FieldRule, Otherwise};
use crate::domain::address::Address;
use crate::domain::name::fold;
use crate::domain::records::RecordKind;
use crate::exchange::import::record::{ForeignFields, ForeignRow};
use crate::exchange::import::{ReadingError, record};
use csv::StringRecord;
use sha2::{Digest, Sha256};

/// The words of a cell, if there are any.
pub(super) fn cell_at(row: &StringRecord, at: Option<usize>) -> Option<String> {
    let cell = row.get(at?)?.trim();
    (!cell.is_empty()).then(|| cell.to_owned())
}

/// What a record needs and does not have.
pub(super) fn lack(kind: RecordKind, fields: &ForeignFields) -> Option<&'static str> {
    let has = |field: &str| record::text(fields, field).is_some();
    match kind {
        RecordKind::Claim => (!has("text")).then_some("no text"),
        RecordKind::Party => (!has("name")).then_some("no name"),
        RecordKind::Source | RecordKind::Article => {
            (!has("title") && !has("url")).then_some("no title and no address")
        }
    }
}

/// The foreign id of a source that rows mention: its page, else its title and publisher.
pub(super) fn id_of_source(fields: &ForeignFields) -> Option<String> {
    let url = record::text(fields, "url").or(record::text(fields, "archive"));
    if let Some(url) = url {
        return Some(Address::parse(url).map_or_else(|_| url.to_owned(), |url| url.page()));
    }
    let title = record::text(fields, "title")?;
    let publisher = record::text(fields, "publisher").unwrap_or_default();
    Some(format!("{} | {}", fold(title), fold(publisher)))
}

/// A digest of everything that was taken of a row.
pub(super) fn digest_of(fields: &ForeignFields, rows: &[ForeignRow]) -> String {
    let mut digest = Sha256::new();
    let all = rows.iter().flat_map(|row| &row.fields).chain(fields);
    for (field, value) in all {
        digest.update(field.as_bytes());
        digest.update([0]);
        digest.update(value.plain().as_bytes());
        digest.update([0]);
    }
    for source in rows.iter().filter_map(|row| row.source.as_ref()) {
        digest.update(source.as_bytes());
    }
    let bytes = digest.finalize();
    let digits = bytes.iter().take(10).map(|byte| format!("{byte:02x}"));
    digits.collect()
}

/// What a cell means by its rule. None for an empty one.
pub(super) fn meaning<'r>(
    rule: &'r FieldRule,
    cell: &'r str,
    row: u64,
) -> Result<Option<&'r str>, ReadingError> {
    if cell.trim().is_empty() {
        return Ok(match &rule.otherwise {
            Otherwise::Word(word) if !rule.map.is_empty() => Some(word),
            _ => None,
        });
    }
    if let Some(meaning) = (!rule.map.is_empty())
        .then(|| rule.map.get(&fold(cell)))
        .flatten()
    {
        return Ok(Some(meaning));
    }
    match &rule.otherwise {
        Otherwise::Keep => Ok(Some(cell)),
        Otherwise::Skip => Ok(None),
        Otherwise::Word(word) => Ok(Some(word)),
        Otherwise::Stop => Err(ReadingError::Stopped {
            row,
            column: match &rule.from {
                CellSource::Column(column) => column.clone(),
                CellSource::Fixed(_) => String::new(),
            },
            value: cell.trim().to_owned(),
        }),
    }
}

/// Whether a record without the field says the same.
pub(super) fn is_default(field: &str, value: &Value) -> bool {
    *value == Value::Flag(false)
        || (field == "evidence_offered" && *value == Value::Text("unknown".to_owned()))
}

/// A cell of our own tables without the sign that keeps it from being a formula.
pub(super) fn undefused(cell: &str) -> &str {
    cell.strip_prefix('\'')
        .filter(|rest| crate::render::csv::is_formula(rest))
        .unwrap_or(cell)
}
