//! Compares two editions of a book record by record.

use crate::domain::diff::cause::Cause;
use crate::domain::diff::comparison::Comparison;
use crate::domain::diff::edition::{Edition, EditionClaim};
use crate::domain::diff::fields;
use crate::domain::diff::fields::FieldChange;
use crate::domain::diff::rows::RowPair;
use crate::domain::diff::table::{ChangedTable, evidence_pairs, ruling_pairs};
use crate::domain::party::Party;
use crate::domain::records::RecordKind;
use crate::domain::ruling::standing_position;
use std::collections::{BTreeMap, BTreeSet};

/// Something that changed about a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The record's id.
    pub id: String,
    /// The kind of record.
    pub record: RecordKind,
    /// What changed.
    pub kind: DifferenceKind,
}

/// What changed about a record. One record can have several differences, in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DifferenceKind {
    /// It is new.
    New,
    /// It is gone.
    Removed,
    /// Its status changed, or the one that the evidence gives.
    Status(Cause),
    /// Another ruling applies, or one that it changed.
    Ruling(Vec<ChangedTable>),
    /// Its text changed.
    Text,
    /// Its evidence changed, apart from the rows that the change of its status names.
    Evidence(Vec<ChangedTable>),
    /// Other fields changed.
    Fields(Vec<FieldChange>),
}

impl<'e> Comparison<'e> {
    /// The ids of all claims: first those of the new book in its order, then those that are gone in the order of the old one.
    #[must_use]
    pub fn claims(&self) -> Vec<&'e str> {
        let by_place = |edition: &'e Edition| {
            let mut claims: Vec<_> = edition.claims.iter().collect();
            claims.sort_by_key(|(_, claim)| claim.place);
            claims.into_iter().map(|(id, _)| id.as_str())
        };
        let gone = by_place(self.old).filter(|id| !self.new.claims.contains_key(*id));
        by_place(self.new).chain(gone).collect()
    }

    /// What changed about a claim.
    #[must_use]
    pub fn of_claim(&self, id: &str) -> Vec<Difference> {
        let kinds = match (self.old.claims.get(id), self.new.claims.get(id)) {
            (None, None) => Vec::new(),
            (None, Some(_)) => vec![DifferenceKind::New],
            (Some(_), None) => vec![DifferenceKind::Removed],
            (Some(before), Some(after)) => self.of_both(id, before, after),
        };
        let difference = |kind| Difference {
            id: id.to_owned(),
            record: RecordKind::Claim,
            kind,
        };
        kinds.into_iter().map(difference).collect()
    }

    fn of_both(
        &self,
        id: &str,
        before: &EditionClaim,
        after: &EditionClaim,
    ) -> Vec<DifferenceKind> {
        let mut kinds = Vec::new();
        let is_other = before.status() != after.status() || before.derived != after.derived;
        let cause = is_other.then(|| self.cause(id).unwrap_or_else(|| self.unexplained(id)));
        let (old, new) = (&before.claim, &after.claim);
        let ruled: Vec<_> = changed(id, &ruling_pairs(old, new), ChangedTable::Ruling);
        let is_ruled = match &cause {
            Some(cause) => cause
                .tables
                .iter()
                .all(|table| matches!(table, ChangedTable::Ruling(of, _) if of == id)),
            None => !ruled.is_empty(),
        };
        let told = cause
            .as_ref()
            .map(|cause| cause.tables.clone())
            .unwrap_or_default();
        if is_ruled && !ruled.is_empty() {
            kinds.push(DifferenceKind::Ruling(ruled));
        } else {
            kinds.extend(cause.map(DifferenceKind::Status));
            let rest: Vec<_> = ruled
                .into_iter()
                .filter(|table| !told.contains(table))
                .collect();
            if !rest.is_empty() {
                kinds.push(DifferenceKind::Ruling(rest));
            }
        }
        if old.words.text != new.words.text {
            kinds.push(DifferenceKind::Text);
        }
        let mut rows = changed(id, &evidence_pairs(old, new), ChangedTable::Evidence);
        rows.retain(|row| !told.contains(row));
        if !rows.is_empty() {
            kinds.push(DifferenceKind::Evidence(rows));
        }
        let fields = fields::of_claims(before, after);
        if !fields.is_empty() {
            kinds.push(DifferenceKind::Fields(fields));
        }
        kinds
    }

    /// What changed about sources, then about parties, then about articles, by id.
    #[must_use]
    pub fn of_registers(&self) -> Vec<Difference> {
        let parties = |edition: &'e Edition| -> BTreeMap<String, Party> {
            let parties = edition.parties.iter();
            parties
                .map(|party| (party.core.id.to_string(), party.clone()))
                .collect()
        };
        let (old, new) = (self.old, self.new);
        let sources = register(
            RecordKind::Source,
            &old.sources,
            &new.sources,
            fields::of_sources,
        );
        let parties = register(
            RecordKind::Party,
            &parties(old),
            &parties(new),
            fields::of_parties,
        );
        let articles = register(
            RecordKind::Article,
            &old.articles,
            &new.articles,
            fields::of_articles,
        );
        [sources, parties, articles].concat()
    }
}

/// The position of the ruling that applies, if it is as old as the old edition: then a newer text is not what it judged.
#[must_use]
pub fn older_ruling(before: &EditionClaim, after: &EditionClaim) -> Option<usize> {
    let position = standing_position(&after.claim.core.rulings)?;
    let pairs = ruling_pairs(&before.claim, &after.claim);
    let is_old = |pair: &RowPair| pair.after() == Some(position) && pair.before().is_some();
    pairs.iter().any(is_old).then_some(position)
}

/// The rows that changed, as tables of a claim.
fn changed(
    id: &str,
    pairs: &[RowPair],
    table: fn(String, RowPair) -> ChangedTable,
) -> Vec<ChangedTable> {
    let changed = pairs.iter().filter(|pair| pair.is_change());
    changed.map(|pair| table(id.to_owned(), *pair)).collect()
}

fn register<T: PartialEq>(
    record: RecordKind,
    old: &BTreeMap<String, T>,
    new: &BTreeMap<String, T>,
    fields: fn(&T, &T) -> Vec<FieldChange>,
) -> Vec<Difference> {
    let ids: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let kind = |id: &String| match (old.get(id), new.get(id)) {
        (None, _) => Some(DifferenceKind::New),
        (_, None) => Some(DifferenceKind::Removed),
        (Some(before), Some(after)) => {
            let fields = fields(before, after);
            (!fields.is_empty()).then_some(DifferenceKind::Fields(fields))
        }
    };
    let difference = |id: &String| {
        Some(Difference {
            id: id.clone(),
            record,
            kind: kind(id)?,
        })
    };
    ids.into_iter().filter_map(difference).collect()
}
