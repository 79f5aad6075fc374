//! The log: evidence and rulings in the order of time.

use crate::domain::date::Date;
use crate::index::Index;
use crate::index::IndexError;
use crate::index::rows::LogEntry;
use std::ops::ControlFlow;

/// One statement for both; a date as it is written sorts as it should, the coarser before the finer.
const ENTRIES: &str =
    "SELECT e.added AS day, c.id, 'evidence', e.stance, e.source, e.\"by\", coalesce(e.quote, e.note), f.path, e.line
    FROM evidence e JOIN claim c ON c.row = e.claim JOIN file f ON f.row = c.file WHERE e.added IS NOT NULL
  UNION ALL SELECT r.\"on\", c.id, 'ruling', r.status, NULL, r.\"by\", r.reason, f.path, r.line
    FROM ruling r JOIN claim c ON c.row = r.claim JOIN file f ON f.row = c.file
  ORDER BY 1, 8, 9";

impl Index {
    /// Hands over evidence and rulings, the oldest first, then in the order of files and lines. Evidence that does not say
    /// when it was added is left out.
    ///
    /// `ids` are exact ones of claims and sources, all where there are none; nothing before `since` is given.
    pub fn log(
        &self,
        ids: &[String],
        since: Option<Date>,
        each: &mut dyn FnMut(LogEntry) -> ControlFlow<()>,
    ) -> Result<(), IndexError> {
        let mut statement = self.connection().prepare(ENTRIES)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let entry = LogEntry {
                on: row.get(0)?,
                claim: row.get(1)?,
                what: row.get(2)?,
                word: row.get(3)?,
                source: row.get(4)?,
                by: row.get(5)?,
                text: row.get(6)?,
                file: row.get(7)?,
                line: row.get(8)?,
            };
            let named = |id: &String| *id == entry.claim || Some(id) == entry.source.as_ref();
            let too_old = |since: Date| Date::parse(&entry.on).is_some_and(|on| since.is_after(on));
            if (ids.is_empty() || ids.iter().any(named))
                && !since.is_some_and(too_old)
                && each(entry).is_break()
            {
                break;
            }
        }
        Ok(())
    }
}
