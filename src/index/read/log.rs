//! The log: evidence and rulings in the order of time.

use crate::domain::date::Date;
use crate::index::columns::{FromColumns, stored};
use crate::index::rows::LogEntry;
use crate::index::{Index, IndexError, value};
use std::ops::ControlFlow;

// In this order, the statements below select them.
stored! { read: LogEntry { on, claim, what, word, source, by, text, file, line } }

const EVIDENCE: &str = "
  SELECT e.added AS \"on\", c.id AS claim, 'evidence' AS what, e.stance AS word, e.source AS source, e.\"by\" AS \"by\",
         coalesce(e.quote, e.note) AS text, f.path AS file, e.line AS line
  FROM evidence e JOIN claim c ON c.row = e.claim JOIN file f ON f.row = c.file WHERE e.added IS NOT NULL AND ";

const RULINGS: &str = "
  SELECT r.\"on\", c.id, 'ruling', r.status, NULL, r.\"by\", r.reason, f.path, r.line
  FROM ruling r JOIN claim c ON c.row = r.claim JOIN file f ON f.row = c.file WHERE ";

/// Dates sort as they are written, the coarser one before the finer.
const ORDER: &str = "ORDER BY \"on\", file, line";

/// Whatever is of these claims and sources (`?1`).
fn named() -> String {
    let claims = "SELECT row FROM claim WHERE id IN (SELECT value FROM json_each(?1))";
    let sources = "SELECT value FROM json_each(?1)";
    format!(
        "{EVIDENCE}(e.claim IN ({claims}) OR e.source IN ({sources})) UNION ALL {RULINGS}r.claim IN ({claims}) {ORDER}"
    )
}

/// Everything from a month on (`?1`), and what names only its year (`?2`). Indexes of the days give the order, so SQLite sorts no
/// more than the rows of a day at a time.
fn since() -> String {
    let of_year = "= ?2 AND ?1 <> ?2";
    format!(
        "{EVIDENCE}e.added >= ?1 UNION ALL {EVIDENCE}e.added {of_year}
         UNION ALL {RULINGS}r.\"on\" >= ?1 UNION ALL {RULINGS}r.\"on\" {of_year} {ORDER}"
    )
}

impl Index {
    /// Hands over evidence and rulings, the oldest first, then in the order of files and lines. Evidence that does not say
    /// when it was added is left out.
    ///
    /// `ids` are exact ones of claims and sources, all where there are none; nothing before `since` is given.
    pub fn log(
        &self,
        ids: &[String],
        from: Option<Date>,
        each: &mut dyn FnMut(LogEntry) -> ControlFlow<()>,
    ) -> Result<(), IndexError> {
        let day = from.map_or_else(String::new, |from| from.to_string());
        let start = |length: usize| day.get(..length).unwrap_or(&day).to_owned();
        let (sql, values) = if ids.is_empty() {
            (since(), vec![start("2026-03".len()), start("2026".len())])
        } else {
            (named(), vec![value::json(ids)])
        };
        let mut statement = self.connection().prepare(&sql)?;
        let mut rows = statement.query(rusqlite::params_from_iter(values))?;
        while let Some(row) = rows.next()? {
            let entry = LogEntry::read(row, 0)?;
            let too_old = |from: Date| Date::parse(&entry.on).is_some_and(|on| from.is_after(on));
            if !from.is_some_and(too_old) && each(entry).is_break() {
                break;
            }
        }
        Ok(())
    }
}
