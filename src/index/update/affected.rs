//! The claims that a change affects.

use crate::index::IndexError;
use crate::index::query::{collect, each_row};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// The claims that a change affects, gathered by row.
pub(in crate::index) struct Affected<'c> {
    connection: &'c Connection,
    rows: BTreeSet<i64>,
    /// The targets of claims that the change removes.
    left_alone: BTreeSet<String>,
}

impl<'c> Affected<'c> {
    /// None so far.
    pub(in crate::index) fn new(connection: &'c Connection) -> Self {
        Self {
            connection,
            rows: BTreeSet::new(),
            left_alone: BTreeSet::new(),
        }
    }

    /// Before a file goes, notes which claims its own ones deny, contradict or repeat.
    pub(in crate::index) fn before_removal(&mut self, path: &str) -> Result<(), IndexError> {
        let sql = "SELECT r.target FROM file f JOIN claim c ON c.file = f.row JOIN relation r ON r.claim = c.row WHERE f.path = ?1";
        each_row(self.connection, sql, [path], |row| {
            self.left_alone.insert(row.get(0)?);
            Ok(())
        })
    }

    /// Every claim.
    pub(in crate::index) fn everything(&mut self) -> Result<(), IndexError> {
        self.add("SELECT row FROM claim", [])
    }

    /// The claims of a file.
    pub(in crate::index) fn of_file(&mut self, path: &str) -> Result<(), IndexError> {
        self.add(
            "SELECT c.row FROM file f JOIN claim c ON c.file = f.row WHERE f.path = ?1",
            [path],
        )
    }

    /// The claims that rest on these sources, the claims of these articles, and the neighbours of both.
    pub(in crate::index) fn by_sources(
        &mut self,
        sources: &BTreeSet<String>,
    ) -> Result<(), IndexError> {
        for id in sources {
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
        for id in std::mem::take(&mut self.left_alone) {
            self.add("SELECT row FROM claim WHERE id = ?1", [&id])?;
        }
        Ok(())
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
