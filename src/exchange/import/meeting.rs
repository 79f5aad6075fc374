//! Compares one foreign record with the record of the book that it is.
//!
//! Every field has three values: ours, theirs, and what the ledger saw last. Whoever changed it alone wins. If both did, it
//! is a conflict, and ours stays.

use crate::document::edit::{NewFields, PlainFields, Value};
use crate::domain::records::RecordKind;
use crate::exchange::import::known::KnownRecord;
use crate::exchange::import::ledger::{LedgerEntry, digest};
use crate::exchange::import::record::{ForeignRecord, ForeignRow};
use crate::exchange::import::terms::Preference;
use std::collections::BTreeMap;

/// Fields that a record cannot lose.
const REQUIRED: [&str; 3] = ["text", "title", "name"];

/// A field with what the book and the file say.
pub(super) type OpenField = (String, Option<String>, Option<String>);

/// What the ledger remembers of a record, and its conflicts.
pub(super) type MetRecord = (BTreeMap<String, String>, Vec<OpenField>);

/// What decides beside the two records.
pub(super) struct Beside<'b> {
    /// What the ledger saw last.
    pub(super) before: Option<&'b LedgerEntry>,
    /// What to do about conflicts.
    pub(super) update: Option<Preference>,
    /// All foreign records of this one, if fields that it has no longer go. What another of them still says stays.
    pub(super) takes_away: Option<&'b [ForeignRecord]>,
}

/// Compares a foreign record and its rows with the record of the book. `known` takes the changes.
pub(super) fn meet<'r>(
    known: &mut KnownRecord,
    record: &'r ForeignRecord,
    rows: impl Iterator<Item = (&'r ForeignRow, Option<NewFields>)>,
    beside: &Beside<'_>,
) -> MetRecord {
    let mut seen = seen(record);
    let mut meeting = Meeting {
        known,
        before: beside.before,
        names_id: record.id.is_some(),
        seen: &mut seen,
        update: beside.update,
        conflicts: Vec::new(),
    };
    meeting.fields(record);
    if let Some(all) = beside.takes_away {
        meeting.lost_fields(record, all);
    }
    meeting.rows(rows);
    let conflicts = meeting.conflicts;
    (seen, conflicts)
}

/// One foreign record beside the record of the book that it is.
struct Meeting<'m> {
    known: &'m mut KnownRecord,
    before: Option<&'m LedgerEntry>,
    /// Whether the file names the record by our id.
    names_id: bool,
    seen: &'m mut BTreeMap<String, String>,
    update: Option<Preference>,
    conflicts: Vec<OpenField>,
}

/// What to do about a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FieldVerdict {
    /// Nothing: both say the same, or only ours changed.
    Keep,
    /// Take theirs.
    Take,
    /// Both changed.
    Conflict,
}

impl Meeting<'_> {
    fn fields(&mut self, record: &ForeignRecord) {
        for (field, value) in &record.fields {
            if *field == "refs" {
                self.refs(record);
                continue;
            }
            let ours = self.known.field(field).map(str::to_owned);
            let theirs = value.plain();
            match self.verdict(field, ours.as_deref(), Some(&theirs)) {
                FieldVerdict::Keep => {}
                FieldVerdict::Take => self.known.set(field, Some(value.clone())),
                FieldVerdict::Conflict => self.conflict(field, ours, Some(theirs)),
            }
        }
    }

    /// Takes away the fields that the file had and has no longer.
    fn lost_fields(&mut self, record: &ForeignRecord, all: &[ForeignRecord]) {
        let before = self.before.into_iter().flat_map(LedgerEntry::fields);
        let lost: Vec<&'static str> = before
            .filter(|(field, _)| record.fields.iter().all(|(known, _)| known != field))
            .filter_map(|(field, _)| field_name(record.kind, field))
            .filter(|field| !REQUIRED.contains(field) && *field != "refs")
            .collect();
        for field in lost {
            let ours = self.known.field(field).map(str::to_owned);
            let is_ours =
                |(known, value): &(&str, Value)| *known == field && Some(value.plain()) == ours;
            if all.iter().any(|other| other.fields.iter().any(is_ours)) {
                continue;
            }
            match self.verdict(field, ours.as_deref(), None) {
                FieldVerdict::Keep => {}
                FieldVerdict::Take => self.known.set(field, None),
                FieldVerdict::Conflict => self.conflict(field, ours, None),
            }
        }
    }

    /// Adds what other programs call the record. Takes nothing away: other imports and people add some, too.
    fn refs(&mut self, record: &ForeignRecord) {
        let last = self.before.and_then(|before| before.digest_of("refs"));
        if last == self.seen.get("refs").map(String::as_str) && last.is_some() {
            return;
        }
        for one in record.texts("refs") {
            self.known.add_entry("refs", one);
        }
    }

    fn rows<'r>(&mut self, rows: impl Iterator<Item = (&'r ForeignRow, Option<NewFields>)>) {
        let mut numbers = BTreeMap::new();
        for (row, new) in rows {
            let prefix = row_key(row, &mut numbers);
            if let Some(new) = new {
                self.row(row, &prefix, new);
            }
        }
    }

    fn row(&mut self, row: &ForeignRow, prefix: &str, new: NewFields) {
        let source = source_of(&new);
        let before = self.before;
        let last =
            |field: &str| before.and_then(|before| before.digest_of(&format!("{prefix}.{field}")));
        let was_there = before.is_some_and(|before| {
            before
                .fields()
                .any(|(field, _)| field.starts_with(&format!("{prefix}.")))
        });
        let fits = |stored: &PlainFields| {
            let mut fields = row.fields.iter();
            fields.all(|(field, value)| {
                let last = last(field).filter(|_| was_there);
                still_fits(stored.get(*field), last, value)
            })
        };
        match self.known.find_row(row.key, source.as_deref(), &fits) {
            Some(at) => self.row_fields(row, prefix, at),
            // A person removed it.
            None if was_there => {}
            None => self.known.add_row(row.key, new),
        }
    }

    fn row_fields(&mut self, row: &ForeignRow, prefix: &str, at: usize) {
        for (field, value) in &row.fields {
            let ours = self.known.row_field(row.key, at, field).map(str::to_owned);
            let (path, theirs) = (format!("{prefix}.{field}"), value.plain());
            match self.verdict(&path, ours.as_deref(), Some(&theirs)) {
                FieldVerdict::Keep => {}
                FieldVerdict::Take => self.known.set_in_row((row.key, at, field), value.clone()),
                FieldVerdict::Conflict => {
                    self.unsettle(&path);
                    self.conflicts
                        .push((format!("{}.{field}", row.key), ours, Some(theirs)));
                }
            }
        }
    }

    fn verdict(&self, path: &str, ours: Option<&str>, theirs: Option<&str>) -> FieldVerdict {
        if ours == theirs {
            return FieldVerdict::Keep;
        }
        let Some(before) = self.before else {
            // Nobody knows who changed it. What is there stays.
            let takes = ours.is_none() || self.update == Some(Preference::Theirs);
            return match (takes, self.names_id && self.update.is_none()) {
                (true, _) => FieldVerdict::Take,
                // Somebody edited a table that we exported: that is worth a question.
                (false, true) => FieldVerdict::Conflict,
                (false, false) => FieldVerdict::Keep,
            };
        };
        let last = before.digest_of(path);
        let is_last = |value: Option<&str>| value.map(digest).as_deref() == last;
        match (is_last(ours), is_last(theirs), self.update) {
            (true, ..) | (false, false, Some(Preference::Theirs)) => FieldVerdict::Take,
            (false, true, _) | (false, false, Some(Preference::Ours)) => FieldVerdict::Keep,
            (false, false, None) => FieldVerdict::Conflict,
        }
    }

    fn conflict(&mut self, field: &str, ours: Option<String>, theirs: Option<String>) {
        self.unsettle(field);
        self.conflicts.push((field.to_owned(), ours, theirs));
    }

    /// Leaves a field in the ledger as it was, so that the next import sees the conflict again.
    fn unsettle(&mut self, path: &str) {
        match self.before.and_then(|before| before.digest_of(path)) {
            Some(last) => self.seen.insert(path.to_owned(), last.to_owned()),
            None => self.seen.remove(path),
        };
    }
}

/// The id of the source of a row.
fn source_of(row: &NewFields) -> Option<String> {
    match row.get("source") {
        Some(Value::Text(source)) => Some(source.clone()),
        _ => None,
    }
}

/// Whether a field of a row speaks for the row that is meant: one of the ledger still says what was seen, and a new one says
/// the same or nothing.
fn still_fits(ours: Option<&String>, last: Option<&str>, value: &Value) -> bool {
    match last {
        Some(last) => ours.is_some_and(|ours| digest(ours) == last),
        None => ours.is_none_or(|ours| *ours == value.plain()),
    }
}

/// The format's own spelling of a field's name.
fn field_name(kind: RecordKind, field: &str) -> Option<&'static str> {
    let shape = super::shape_of(kind)?;
    shape.field(field).map(|field| field.name)
}

/// What each field of a record says, as digests.
pub(super) fn seen(record: &ForeignRecord) -> BTreeMap<String, String> {
    let fields = record.fields.iter();
    let mut seen: BTreeMap<String, String> = fields
        .map(|(field, value)| ((*field).to_owned(), digest(&value.plain())))
        .collect();
    let mut numbers = BTreeMap::new();
    for row in &record.rows {
        let prefix = row_key(row, &mut numbers);
        for (field, value) in &row.fields {
            seen.insert(format!("{prefix}.{field}"), digest(&value.plain()));
        }
    }
    seen
}

/// The name of a row in the ledger: its key, its source, and its number among the rows with both.
fn row_key(row: &ForeignRow, numbers: &mut BTreeMap<String, usize>) -> String {
    let source = row.source.as_deref().map(digest).unwrap_or_default();
    let name = format!("{}.{source}", row.key);
    let number = numbers.entry(name.clone()).or_insert(0);
    *number += 1;
    format!("{name}.{number}")
}
