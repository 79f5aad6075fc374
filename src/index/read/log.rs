//! The log: evidence and rulings in the order of time.

use crate::domain::date::Date;
use crate::index::columns::{FromColumns, selected, stored};
use crate::index::rows::LogEntry;
use crate::index::{Index, IndexError};
use std::ops::ControlFlow;

stored! { read: LogEntry { on, claim, what, word, source, by, text, file, line } }

/// One statement for evidence and rulings. Dates sort as they are written, the coarser one before the finer.
fn entries() -> String {
    format!(
        "SELECT {} FROM (
           SELECT e.added AS \"on\", c.id AS claim, 'evidence' AS what, e.stance AS word, e.source AS source,
             e.\"by\" AS \"by\", coalesce(e.quote, e.note) AS text, f.path AS file, e.line AS line
           FROM evidence e JOIN claim c ON c.row = e.claim JOIN file f ON f.row = c.file WHERE e.added IS NOT NULL
           UNION ALL
           SELECT r.\"on\", c.id, 'ruling', r.status, NULL, r.\"by\", r.reason, f.path, r.line
           FROM ruling r JOIN claim c ON c.row = r.claim JOIN file f ON f.row = c.file)
         ORDER BY \"on\", file, line",
        selected(&[LogEntry::SQL])
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
        since: Option<Date>,
        each: &mut dyn FnMut(LogEntry) -> ControlFlow<()>,
    ) -> Result<(), IndexError> {
        let mut statement = self.connection().prepare(&entries())?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let entry = LogEntry::read(row, 0)?;
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
