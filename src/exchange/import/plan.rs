//! Plans an import: what is new, what changes, what stays, and what only a person can decide. Writes nothing.
//!
//! `meeting` compares a record with the one of the book that it is.

use crate::document::edit::{Edit, NewFields, NewRecord, StoredRecord, Value};
use crate::domain::records::RecordKind;
use crate::exchange::import::known::KnownRecord;
use crate::exchange::import::ledger::{Ledger, LedgerEntry};
use crate::exchange::import::meeting::{Beside, MetRecord, meet, seen};
use crate::exchange::import::record::{ForeignFields, ForeignRecord, ForeignRow, join_refs};
use crate::exchange::import::report::{FieldConflict, ImportReport, UpdatedRecord};
use crate::exchange::import::resolve::{Resolution, ResolvedRecord, Standing, fill};
use crate::exchange::import::terms::{GONE, ImportTerms, WhenGone};
use std::collections::{BTreeMap, BTreeSet};

/// A new record, and the article that it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedRecord {
    /// The record.
    pub record: NewRecord,
    /// The id of the article that a claim appears in.
    pub article: Option<String>,
}

/// What an import would write.
#[derive(Debug, Default)]
pub struct ImportPlan {
    /// The new records: parties, then sources, then claims.
    pub new: Vec<PlannedRecord>,
    /// The edits of files that are there, by path.
    pub edits: BTreeMap<String, Vec<Edit>>,
    /// The ledger afterwards.
    pub ledger: Ledger,
    /// What to say about it.
    pub report: ImportReport,
}

/// The records of the book that the foreign records are, by id, with their paths.
pub type KnownRecords = BTreeMap<String, (String, StoredRecord)>;

/// Plans an import.
#[must_use]
pub fn plan(
    resolution: Resolution,
    known: KnownRecords,
    ledger: Ledger,
    terms: &ImportTerms,
) -> ImportPlan {
    let mut planner = Planner {
        terms,
        sources: resolution.sources,
        known: BTreeMap::new(),
        stored: known,
        new: BTreeMap::new(),
        order: Vec::new(),
        seen: BTreeSet::new(),
        plan: ImportPlan {
            ledger,
            ..ImportPlan::default()
        },
    };
    planner.plan.report.skipped = resolution.skipped;
    planner.plan.report.maybe_same = resolution.maybe_same;
    planner.take_all(resolution.records);
    planner.mark_gone();
    planner.finish()
}

struct Planner<'p> {
    terms: &'p ImportTerms,
    sources: BTreeMap<String, String>,
    known: BTreeMap<String, KnownRecord>,
    stored: KnownRecords,
    new: BTreeMap<String, PlannedRecord>,
    /// The ids of new records in the order of the plan.
    order: Vec<String>,
    /// The ledger's keys that this file has.
    seen: BTreeSet<(String, RecordKind)>,
    plan: ImportPlan,
}

impl Planner<'_> {
    fn take_all(&mut self, records: Vec<ResolvedRecord>) {
        let mut in_book: BTreeMap<String, Vec<ForeignRecord>> = BTreeMap::new();
        for resolved in records {
            let ResolvedRecord {
                record,
                id,
                standing,
            } = resolved;
            self.seen.insert((record.foreign.clone(), record.kind));
            match standing {
                Standing::Removed => self.plan.report.same.add(record.kind),
                // A further record can join one that is new, or one of the book.
                Standing::Joined if !self.new.contains_key(&id) => {
                    in_book.entry(id).or_default().push(record);
                }
                Standing::InBook => in_book.entry(id).or_default().push(record),
                Standing::New | Standing::Joined => {
                    self.remember(&record, &id, &seen(&record));
                    self.add(record, &id, standing);
                }
            }
        }
        for (id, records) in in_book {
            self.meet(&id, &records);
        }
    }

    /// Puts what a foreign record said into the ledger.
    fn remember(&mut self, record: &ForeignRecord, id: &str, seen: &BTreeMap<String, String>) {
        let key = (record.foreign.clone(), record.kind);
        self.plan
            .ledger
            .entries
            .insert(key, LedgerEntry::of(id, seen));
    }

    /// Adds a new record, or what a further foreign record says of it.
    fn add(&mut self, record: ForeignRecord, id: &str, standing: Standing) {
        let rows = record.rows.iter();
        let rows = rows.filter_map(|row| Some((row.key, self.row(row)?)));
        let rows: Vec<(&'static str, NewFields)> = rows.collect();
        if standing == Standing::New {
            let new = self.new_record(record, id, rows);
            self.order.push(id.to_owned());
            self.new.insert(id.to_owned(), new);
        } else if let Some(first) = self.new.get_mut(id) {
            let first = &mut first.record;
            let mut fields: ForeignFields = std::mem::take(&mut first.fields).into_iter().collect();
            join_refs(&mut fields, &record.fields);
            fill(&mut fields, record.fields);
            first.fields = fields.into_iter().collect();
            for row in rows {
                if !first.rows.contains(&row) {
                    first.rows.push(row);
                }
            }
        }
    }

    fn new_record(
        &mut self,
        record: ForeignRecord,
        id: &str,
        rows: Vec<(&'static str, NewFields)>,
    ) -> PlannedRecord {
        self.plan.report.new.add(record.kind);
        let mut fields: NewFields = record.fields.into_iter().collect();
        self.title(&mut fields, record.kind);
        fields.insert("id", Value::Text(id.to_owned()));
        let article = record.article.or_else(|| self.terms.article.clone());
        PlannedRecord {
            record: NewRecord {
                kind: record.kind.as_str(),
                fields,
                rows,
            },
            article: article.filter(|_| record.kind == RecordKind::Claim),
        }
    }

    /// Gives a source without a title its address.
    fn title(&mut self, fields: &mut NewFields, kind: RecordKind) {
        let address = fields.get("url").or(fields.get("archive")).cloned();
        if kind == RecordKind::Source && !fields.contains_key("title") {
            self.plan.report.untitled += 1;
            fields.extend(address.map(|address| ("title", address)));
        }
    }

    /// A row of a claim with our ids. None if its source was left out.
    fn row(&self, row: &ForeignRow) -> Option<NewFields> {
        let mut fields: NewFields = row.fields.iter().cloned().collect();
        if let Some(source) = &row.source {
            fields.insert("source", Value::Text(self.sources.get(source)?.clone()));
        }
        if row.key == "evidence" {
            if let Some(by) = &self.terms.by {
                fields
                    .entry("by")
                    .or_insert_with(|| Value::Text(by.clone()));
            }
            fields
                .entry("added")
                .or_insert(Value::Date(self.terms.today));
        }
        Some(fields)
    }

    /// Compares foreign records with the one of the book that they all are.
    fn meet(&mut self, id: &str, records: &[ForeignRecord]) {
        let (Some(first), Some((path, stored))) = (records.first(), self.stored.remove(id)) else {
            return;
        };
        let mut known = KnownRecord::new(first.kind.as_str(), path, stored);
        let mut rounds = 0;
        // What one record changes can settle what was open with another. A round less than their number always settles.
        loop {
            let before = known.changes();
            let met = self.round(&mut known, records);
            rounds += 1;
            if records.len() > 1 && known.changes() != before && rounds <= records.len() {
                continue;
            }
            for (record, (seen, conflicts)) in records.iter().zip(met) {
                self.remember(record, id, &seen);
                let conflicts = conflicts.into_iter();
                let conflicts = conflicts.map(|open| FieldConflict::of(id, open));
                self.plan.report.conflicts.extend(conflicts);
            }
            break;
        }
        self.plan.report.met.insert(id.to_owned(), first.kind);
        self.known.insert(id.to_owned(), known);
    }

    /// Compares each record once. Only the first one takes fields away: a further one lacks many.
    fn round(&self, known: &mut KnownRecord, records: &[ForeignRecord]) -> Vec<MetRecord> {
        known.forget_rows();
        let mut met = Vec::new();
        for (at, record) in records.iter().enumerate() {
            let rows = record.rows.iter().map(|row| (row, self.row(row)));
            let key = (record.foreign.clone(), record.kind);
            let beside = Beside {
                before: self.plan.ledger.entries.get(&key),
                update: self.terms.update,
                takes_away: (at == 0).then_some(records),
            };
            met.push(meet(known, record, rows, &beside));
        }
        met
    }

    /// Counts what is no longer in the file, and tags the claims among it.
    fn mark_gone(&mut self) {
        if self.terms.gone == Some(WhenGone::Ignore) {
            return;
        }
        let gone = self.plan.ledger.entries.iter();
        let gone = gone.filter(|(key, _)| !self.seen.contains(*key));
        let gone: Vec<(RecordKind, String)> = gone
            .map(|((_, kind), entry)| (*kind, entry.id.clone()))
            .collect();
        for (kind, id) in gone {
            self.plan.report.gone.add(kind);
            if kind != RecordKind::Claim || self.terms.gone != Some(WhenGone::Mark) {
                continue;
            }
            if let Some((path, stored)) = self.stored.remove(&id) {
                let known = KnownRecord::new(kind.as_str(), path, stored);
                self.known.insert(id.clone(), known);
            }
            if let Some(known) = self.known.get_mut(&id) {
                known.add_entry("tags", GONE);
                self.plan.report.met.insert(id, kind);
            }
        }
    }

    fn finish(mut self) -> ImportPlan {
        for (id, known) in self.known {
            let fields = known.changed();
            let kind = self
                .plan
                .report
                .met
                .get(&id)
                .copied()
                .unwrap_or(RecordKind::Claim);
            if fields.is_empty() {
                self.plan.report.same.add(kind);
                continue;
            }
            self.plan
                .report
                .updated
                .push(UpdatedRecord { id, kind, fields });
            let path = known.path.clone();
            self.plan
                .edits
                .entry(path)
                .or_default()
                .extend(known.edits());
        }
        for id in self.order {
            self.plan.new.extend(self.new.remove(&id));
        }
        self.plan
    }
}

impl PlannedRecord {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match self.record.fields.get("id") {
            Some(Value::Text(id)) => Some(id),
            _ => None,
        }
    }
}
