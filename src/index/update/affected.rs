//! The claims that a change affects.

use crate::index::IndexError;
use crate::index::query::{collect, each_row};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// The claims that a change affects, gathered by row.
pub(in crate::index) struct Affected<'c> {
    connection: &'c Connection,
    rows: BTreeSet<i64>,
    /// When so many are gathered, it stops.
    most: usize,
}

impl<'c> Affected<'c> {
    /// None so far. Stops after this many.
    pub(in crate::index) fn new(connection: &'c Connection, most: usize) -> Self {
        Self {
            connection,
            rows: BTreeSet::new(),
            most,
        }
    }

    /// Whether it stopped, because there are too many.
    pub(in crate::index) fn is_too_much(&self) -> bool {
        self.rows.len() > self.most
    }

    /// Every claim.
    pub(in crate::index) fn everything(&mut self) -> Result<(), IndexError> {
        self.add("SELECT row FROM claim", [])
    }

    /// The claims in these rows.
    pub(in crate::index) fn in_rows(&mut self, rows: impl IntoIterator<Item = i64>) {
        self.rows.extend(rows);
    }

    /// The claims that rest on these sources, the claims of these articles, and the neighbours of both.
    pub(in crate::index) fn by_sources(
        &mut self,
        sources: &BTreeSet<String>,
    ) -> Result<(), IndexError> {
        for id in sources {
            if self.is_too_much() {
                return Ok(());
            }
            self.add(
                "WITH RECURSIVE down (id) AS (SELECT ?1 UNION SELECT l.source FROM down JOIN source_parent l ON l.parent = down.id)
                 SELECT e.claim FROM down JOIN evidence e ON e.source = down.id
                 UNION SELECT v.claim FROM down JOIN via v ON v.parent = down.id",
                [id],
            )?;
            self.add("SELECT row FROM claim WHERE article = ?1", [id])?;
            self.by_neighbours(&self.ids_in_article(id)?)?;
        }
        Ok(())
    }

    /// The claims with these ids, and the claims that they link to or linked to, or that link to them.
    pub(in crate::index) fn by_neighbours(
        &mut self,
        ids: &BTreeSet<String>,
    ) -> Result<(), IndexError> {
        for id in ids {
            self.add("SELECT claim FROM relation WHERE target = ?1", [id])?;
            self.add(
                "SELECT o.row FROM claim c JOIN relation r ON r.claim = c.row JOIN claim o ON o.id = r.target WHERE c.id = ?1",
                [id],
            )?;
            self.add("SELECT row FROM claim WHERE id = ?1", [id])?;
        }
        Ok(())
    }

    /// The claims with these ids alone.
    pub(in crate::index) fn with_ids(&mut self, ids: &BTreeSet<String>) -> Result<(), IndexError> {
        ids.iter()
            .try_for_each(|id| self.add("SELECT row FROM claim WHERE id = ?1", [id]))
    }

    /// The rows gathered.
    pub(in crate::index) fn rows(self) -> BTreeSet<i64> {
        self.rows
    }

    fn ids_in_article(&self, article: &str) -> Result<BTreeSet<String>, IndexError> {
        let sql = "SELECT id FROM claim WHERE article = ?1";
        collect(self.connection, sql, [article], |row| Ok(row.get(0)?))
    }

    fn add<P: rusqlite::Params>(&mut self, sql: &str, parameters: P) -> Result<(), IndexError> {
        each_row(self.connection, sql, parameters, |row| {
            self.rows.insert(row.get(0)?);
            Ok(())
        })
    }
}
