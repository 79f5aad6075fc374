//! How claims stand to one another.

use crate::domain::claim::LinkKind;
use crate::index::IndexError;
use crate::index::columns::{columns, selected};
use crate::index::rows::{PartyName, RelationAnswer, RelationKind};
use rusqlite::{CachedStatement, Connection, Row};
use std::collections::{BTreeMap, BTreeSet};

/// Reads the relations of ranges of claims, with both statements prepared once.
pub(in crate::index) struct RelationReader<'c> {
    own: CachedStatement<'c>,
    of_others: CachedStatement<'c>,
}

impl<'c> RelationReader<'c> {
    /// Prepares the statements.
    pub(in crate::index) fn new(connection: &'c Connection) -> Result<Self, IndexError> {
        let other = selected(&[OtherColumns::SQL]);
        let joins = "LEFT JOIN assessment a ON a.claim = o.row LEFT JOIN party p ON p.id = a.speaker AND p.stands";
        Ok(Self {
            own: connection.prepare_cached(&format!(
                "SELECT r.claim, r.kind, r.target, {other}
                 FROM relation r LEFT JOIN claim o ON o.id = r.target AND o.stands {joins}
                 WHERE r.claim BETWEEN ?1 AND ?2 ORDER BY r.claim, r.position"
            ))?,
            of_others: connection.prepare_cached(&format!(
                "SELECT c.row, r.kind, o.id, {other}
                 FROM claim c CROSS JOIN relation r ON r.target = c.id CROSS JOIN claim o ON o.row = r.claim {joins}
                 WHERE c.row BETWEEN ?1 AND ?2 ORDER BY c.row, o.id, r.position"
            ))?,
        })
    }

    /// Adds the relations of the claims of the rows from `first` to `last`, by row: what a claim says of others, then what
    /// they say of it.
    pub(in crate::index) fn range(
        &mut self,
        (first, last): (i64, i64),
        found: &mut BTreeMap<i64, Vec<RelationAnswer>>,
    ) -> Result<(), IndexError> {
        let both = [
            (&mut self.own, own as fn(LinkKind) -> RelationKind),
            (&mut self.of_others, of_other),
        ];
        for (statement, kind) in both {
            let mut rows = statement.query([first, last])?;
            while let Some(row) = rows.next()? {
                let relation = relation(row, kind(row.get(LINK.kind)?))?;
                let relations = found.entry(row.get(LINK.claim)?).or_default();
                relations.push(relation);
            }
        }
        for (_, relations) in found.range_mut(first..=last) {
            drop_repeated(relations);
        }
        Ok(())
    }
}

/// Keeps the first of equal relations: a contradiction that both claims state is one.
fn drop_repeated(relations: &mut Vec<RelationAnswer>) {
    let mut met = BTreeSet::new();
    let is_new: Vec<bool> = relations
        .iter()
        .map(|relation| met.insert((relation.kind, relation.claim.as_str())))
        .collect();
    let mut is_new = is_new.into_iter();
    relations.retain(|_| is_new.next() == Some(true));
}

columns! {
    /// The claim at one end of a link, what the link says, and the id at the other end.
    read: LinkColumns { claim, kind, other }
}

columns! {
    /// What the answer says about the claim at the other end.
    read: OtherColumns {
        text = "o.text",
        speaker = "o.speaker",
        speaker_id = "p.id",
        speaker_name = "p.name",
        status = "a.status",
    }
}

const LINK: LinkColumns = LinkColumns::after(0);

/// What a claim says about the other one.
fn own(kind: LinkKind) -> RelationKind {
    match kind {
        LinkKind::Denies => RelationKind::Denies,
        LinkKind::Contradicts => RelationKind::Contradicts,
        LinkKind::Repeats => RelationKind::Repeats,
    }
}

/// What the other one says about it.
fn of_other(kind: LinkKind) -> RelationKind {
    match kind {
        LinkKind::Denies => RelationKind::DeniedBy,
        LinkKind::Contradicts => RelationKind::Contradicts,
        LinkKind::Repeats => RelationKind::RepeatedBy,
    }
}

fn relation(row: &Row<'_>, kind: RelationKind) -> Result<RelationAnswer, IndexError> {
    const AT: OtherColumns = OtherColumns::after(LinkColumns::SQL.len());
    let written: Option<String> = row.get(AT.speaker)?;
    let name: Option<String> = row.get(AT.speaker_name)?;
    let id = row.get(AT.speaker_id)?;
    Ok(RelationAnswer {
        kind,
        claim: row.get(LINK.other)?,
        text: row.get(AT.text)?,
        speaker: written.map(|written| PartyName {
            id,
            name: name.unwrap_or(written),
        }),
        status: row.get(AT.status)?,
    })
}
