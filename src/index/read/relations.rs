//! How claims stand to one another.

use crate::domain::status::Status;
use crate::index::IndexError;
use crate::index::rows::PartyName;
use crate::index::rows::RelationAnswer;
use crate::index::value;
use rusqlite::CachedStatement;
use rusqlite::Connection;
use rusqlite::Row;
use std::collections::BTreeMap;

/// Reads the relations of ranges of claims, with both statements prepared once.
pub(in crate::index) struct RelationReader<'c> {
    own: CachedStatement<'c>,
    of_others: CachedStatement<'c>,
}

impl<'c> RelationReader<'c> {
    /// Prepares the statements.
    pub(in crate::index) fn new(connection: &'c Connection) -> Result<Self, IndexError> {
        let other = "o.text, o.speaker, p.id, p.name, a.status";
        let joins = "LEFT JOIN assessment a ON a.claim = o.row LEFT JOIN party p ON p.id = a.speaker AND p.stands";
        Ok(Self {
            own: connection.prepare_cached(&format!(
                "SELECT r.claim, r.kind, r.target, {other}
                 FROM relation r LEFT JOIN claim o ON o.id = r.target AND o.stands {joins}
                 WHERE r.claim BETWEEN ?1 AND ?2 ORDER BY r.claim, r.position"
            ))?,
            of_others: connection.prepare_cached(&format!(
                "SELECT c.row, CASE r.kind WHEN 'denies' THEN 'denied-by' WHEN 'repeats' THEN 'repeated-by' ELSE r.kind END,
                   o.id, {other}
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
        for statement in [&mut self.own, &mut self.of_others] {
            let mut rows = statement.query([first, last])?;
            while let Some(row) = rows.next()? {
                let relation = relation(row)?;
                let relations = found.entry(row.get(0)?).or_default();
                // A contradiction that both claims state is one.
                if !relations
                    .iter()
                    .any(|known| known.kind == relation.kind && known.claim == relation.claim)
                {
                    relations.push(relation);
                }
            }
        }
        Ok(())
    }
}

fn relation(row: &Row<'_>) -> Result<RelationAnswer, IndexError> {
    let written: Option<String> = row.get(4)?;
    let (id, name): (Option<String>, Option<String>) = (row.get(5)?, row.get(6)?);
    let status: Option<String> = row.get(7)?;
    Ok(RelationAnswer {
        kind: row.get(1)?,
        claim: row.get(2)?,
        text: row.get(3)?,
        speaker: written.map(|written| PartyName {
            id,
            name: name.unwrap_or(written),
        }),
        status: value::optional_word("status", status.as_deref(), Status::parse)?,
    })
}
