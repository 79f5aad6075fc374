//! Decides for each foreign record which record of the book it is, or that it is new.

use crate::domain::id::Id;
use crate::domain::records::RecordKind;
use crate::exchange::import::identity::Identities;
use crate::exchange::import::ledger::{Ledger, LedgerEntry};
use crate::exchange::import::record::{ForeignFields, ForeignRecord, Naming, Reading, SkippedRow};
use crate::exchange::import::terms::ImportTerms;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A foreign record and the id of the record that it is.
#[derive(Debug)]
pub(super) struct ResolvedRecord {
    pub(super) record: ForeignRecord,
    pub(super) id: String,
    pub(super) standing: Standing,
}

/// Where the record is that a foreign record means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nowhere yet.
    New,
    /// Where an earlier foreign record of the file is, which means the same: new, or in the book.
    Joined,
    /// In the book.
    InBook,
    /// A person removed it.
    Removed,
}

/// A new source that could be one of the book.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MaybeSame {
    /// The row of the file.
    pub row: u64,
    /// The source of the book.
    pub id: String,
    /// How alike the titles are: 1 is equal.
    pub score: f64,
}

/// What every foreign record is.
#[derive(Debug, Default)]
pub struct Resolution {
    pub(super) records: Vec<ResolvedRecord>,
    /// The ids of the sources, by foreign id.
    pub(super) sources: BTreeMap<String, String>,
    pub(super) skipped: Vec<SkippedRow>,
    pub(super) maybe_same: Vec<MaybeSame>,
    /// The files that hold records of the book that these are.
    pub files: BTreeSet<String>,
}

/// Decides what every record of a reading is. The order of the file does not matter.
#[must_use]
pub fn resolve(
    reading: &mut Reading,
    ledger: &Ledger,
    identities: &Identities,
    terms: &ImportTerms,
) -> Resolution {
    let mut resolver = RecordMatcher {
        ledger,
        identities,
        terms,
        claimed: BTreeMap::new(),
        next: BTreeMap::new(),
        given: BTreeSet::new(),
        resolution: Resolution::default(),
    };
    let records = std::mem::take(&mut reading.records);
    resolver.resolution.skipped = std::mem::take(&mut reading.skipped);
    for record in single(records, &mut resolver.resolution.skipped) {
        resolver.take(record);
    }
    resolver.resolution.skipped.sort();
    resolver.resolution
}

/// The records in an order that does not depend on the file, each foreign id once.
fn single(mut records: Vec<ForeignRecord>, skipped: &mut Vec<SkippedRow>) -> Vec<ForeignRecord> {
    records.sort_by_cached_key(|record| (record.kind, order(record), contents(record)));
    let mut single: Vec<ForeignRecord> = Vec::with_capacity(records.len());
    for record in records {
        let last = single.last_mut();
        let Some(first) =
            last.filter(|last| last.kind == record.kind && last.foreign == record.foreign)
        else {
            single.push(record);
            continue;
        };
        let (one, other) = (first.row.min(record.row), first.row.max(record.row));
        match record.naming {
            Naming::Mentioned => fill(&mut first.fields, record.fields),
            Naming::Digest => skipped.push(SkippedRow {
                row: other,
                reason: format!("as row {one}"),
            }),
            Naming::Given => skipped.push(SkippedRow {
                row: record.row,
                reason: format!("has the id of row {}", first.row),
            }),
        }
        if record.naming != Naming::Given {
            first.row = one;
        }
    }
    single
}

/// Adds the fields that are missing.
pub(super) fn fill(fields: &mut ForeignFields, others: ForeignFields) {
    for (key, value) in others {
        if fields.iter().all(|(known, _)| *known != key) {
            fields.push((key, value));
        }
    }
}

/// The order of records: by their ids with numbers as people count them, or by what they say if the file gives no ids.
fn order(record: &ForeignRecord) -> String {
    let foreign = natural(&record.foreign);
    if record.naming == Naming::Digest {
        return format!("{}\n{foreign}", contents(record));
    }
    foreign
}

/// A text that sorts by the numbers in it: `row 9` before `row 10`.
fn natural(text: &str) -> String {
    let mut key = String::with_capacity(text.len() + 12);
    let mut digits = String::new();
    for c in text.chars().chain(['\0']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(key, "{digits:0>12}");
            digits.clear();
        }
        key.push(c);
    }
    key
}

fn contents(record: &ForeignRecord) -> String {
    let rows = record.rows.iter();
    let rows = rows.flat_map(|row| {
        row.fields
            .iter()
            .map(move |field| (row.source.as_deref(), field))
    });
    let fields = record.fields.iter().map(|field| (None, field));
    let mut contents = String::new();
    for (source, (_, value)) in fields.chain(rows) {
        contents.push_str(source.unwrap_or_default());
        contents.push_str(&value.plain());
        contents.push('\n');
    }
    contents
}

struct RecordMatcher<'r> {
    ledger: &'r Ledger,
    identities: &'r Identities,
    terms: &'r ImportTerms,
    /// The keys of the records so far, with their ids and rows.
    claimed: BTreeMap<(RecordKind, String), (String, u64)>,
    /// The next number for ids that begin alike.
    next: BTreeMap<String, u32>,
    /// The ids of new records.
    given: BTreeSet<String>,
    resolution: Resolution,
}

impl RecordMatcher<'_> {
    fn take(&mut self, record: ForeignRecord) {
        let keys = record.keys(self.terms.article.as_deref());
        let (id, standing) = self.meaning(&record, &keys);
        for key in keys {
            let claimed = self.claimed.entry((record.kind, key));
            claimed.or_insert_with(|| (id.clone(), record.row));
        }
        if standing == Standing::InBook
            && let Some(file) = self.identities.file(&id)
            && !self.resolution.files.contains(file)
        {
            self.resolution.files.insert(file.to_owned());
        }
        if record.kind == RecordKind::Source {
            self.resolution
                .sources
                .insert(record.foreign.clone(), id.clone());
        }
        self.resolution.records.push(ResolvedRecord {
            record,
            id,
            standing,
        });
    }

    /// The id of the record that this one is.
    fn meaning(&mut self, record: &ForeignRecord, keys: &[String]) -> (String, Standing) {
        let key = (record.foreign.clone(), record.kind);
        let entry = self.ledger.entries.get(&key);
        if let Some(id) = self.in_book(record, keys, entry) {
            return (id, Standing::InBook);
        }
        if let Some(id) = self.joined(record, keys) {
            return (id, Standing::Joined);
        }
        if let Some(entry) = entry {
            return (entry.id.clone(), Standing::Removed);
        }
        if let Some((id, score)) = self.identities.alike(record) {
            self.resolution.maybe_same.push(MaybeSame {
                row: record.row,
                id: id.to_owned(),
                score: (score * 100.0).round() / 100.0,
            });
        }
        (self.new_id(record), Standing::New)
    }

    /// The record of the book: by the ledger, else as the user says, else by our id, else by what it can be recognised by.
    fn in_book(
        &self,
        record: &ForeignRecord,
        keys: &[String],
        entry: Option<&LedgerEntry>,
    ) -> Option<String> {
        let kind = record.kind;
        let same = self.terms.same.get(&record.row);
        let same = same.filter(|_| kind != RecordKind::Party);
        let named = [entry.map(|entry| &entry.id), same, record.id.as_ref()];
        let mut named = named.into_iter().flatten();
        let named = named.find(|id| self.identities.has(kind, id)).cloned();
        named.or_else(|| self.identities.find(kind, keys).map(str::to_owned))
    }

    /// The new record that an earlier foreign record brought and that this one is, too.
    fn joined(&mut self, record: &ForeignRecord, keys: &[String]) -> Option<String> {
        let mut claimed = keys.iter();
        let (id, row) = claimed.find_map(|key| self.claimed.get(&(record.kind, key.clone())))?;
        if record.naming != Naming::Mentioned {
            self.resolution.skipped.push(SkippedRow {
                row: record.row,
                reason: format!("joins row {row}, which says the same"),
            });
        }
        Some(id.clone())
    }

    /// A free id: the one that the file names, or one made from the record's words.
    fn new_id(&mut self, record: &ForeignRecord) -> String {
        let named = record.id.as_deref().and_then(Id::parse);
        let words = ["text", "title", "name"]
            .iter()
            .find_map(|field| record.text(field));
        let address = record.text("url").or(record.text("archive"));
        let address = address.and_then(|url| url.split_once("://"));
        let words = words.or(address.map(|(_, rest)| rest.trim_start_matches("www.")));
        let base = named
            .or_else(|| Id::short(words?))
            .or_else(|| Id::from_words(&record.foreign))
            .map_or_else(|| record.kind.as_str().to_owned(), |id| id.to_string());
        let mut id = base.clone();
        let number = self.next.entry(base.clone()).or_insert(1);
        while self.identities.is_taken(&id) || self.given.contains(&id) {
            *number += 1;
            id = format!("{base}-{number}");
        }
        self.given.insert(id.clone());
        id
    }
}
