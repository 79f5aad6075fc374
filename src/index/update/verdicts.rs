//! What a change of the files makes of statuses and counts: the assessments before it, compared with those after it.

use crate::index::IndexError;
use crate::index::query::collect;
use crate::index::rows::VerdictChange;
use rusqlite::Connection;
use std::collections::BTreeSet;

/// Everything of an assessment that is a status or a count, but the status that is shown.
const COUNTED: &str = "a.derived_status || ' ' || ifnull(a.attribution_status, '') || ' ' || a.support_possible || ' ' || a.support_established
   || ' ' || a.refute_possible || ' ' || a.refute_established";

/// The assessments before a change, in a table that goes when they are compared.
pub(in crate::index) struct EarlierVerdicts<'c> {
    connection: &'c Connection,
}

impl<'c> EarlierVerdicts<'c> {
    /// None so far.
    pub(in crate::index) fn new(connection: &'c Connection) -> Result<Self, IndexError> {
        connection.execute_batch(
            "CREATE TEMP TABLE earlier_verdict (claim TEXT PRIMARY KEY, status TEXT NOT NULL, counted TEXT NOT NULL) WITHOUT ROWID",
        )?;
        Ok(Self { connection })
    }

    /// Keeps those of these claims, unless they are kept already.
    pub(in crate::index) fn of_rows(&self, rows: &BTreeSet<i64>) -> Result<(), IndexError> {
        rows.iter()
            .try_for_each(|row| self.keep("AND c.row = ?1", [row]))
    }

    fn keep(&self, which: &str, parameters: impl rusqlite::Params) -> Result<(), IndexError> {
        let sql = format!(
            "INSERT OR IGNORE INTO temp.earlier_verdict
             SELECT c.id, a.status, {COUNTED} FROM claim c JOIN assessment a ON a.claim = c.row AND c.stands {which}"
        );
        self.connection.prepare_cached(&sql)?.execute(parameters)?;
        Ok(())
    }

    /// The claims whose status or counts differ now, in the order of files and lines.
    pub(in crate::index) fn changes(self) -> Result<Vec<VerdictChange>, IndexError> {
        let sql = format!(
            "SELECT c.id, e.status, a.status FROM temp.earlier_verdict e JOIN claim c ON c.id = e.claim AND c.stands
             JOIN assessment a ON a.claim = c.row JOIN file f ON f.row = c.file
             WHERE e.status <> a.status OR e.counted <> {COUNTED} ORDER BY f.path, c.line"
        );
        let changes = collect(self.connection, &sql, [], |row| {
            Ok(VerdictChange {
                claim: row.get(0)?,
                from: row.get(1)?,
                to: row.get(2)?,
            })
        })?;
        self.connection
            .execute_batch("DROP TABLE temp.earlier_verdict")?;
        Ok(changes)
    }
}
