//! What could follow the beginning of an id or a tag, for completion in a shell.

use crate::domain::name::fold;
use crate::domain::records::RecordKind;
use crate::index::{Index, IndexError};
use rusqlite::Row;

/// How many candidates to offer. Nobody reads more.
const OFFERED: usize = 500;

impl Index {
    /// The ids of this kind that begin so, in order, each with the record's words. If there are more than 500, the last one
    /// of all still is among them, because a shell inserts what all candidates begin with.
    pub fn ids_beginning(
        &self,
        kind: RecordKind,
        beginning: &str,
    ) -> Result<Vec<(String, String)>, IndexError> {
        let words = match kind {
            RecordKind::Claim => "text",
            RecordKind::Party => "name",
            RecordKind::Source | RecordKind::Article => "title",
        };
        let matching =
            format!("SELECT id, {words} FROM {kind} WHERE id >= ?1 AND id < ?2 AND stands");
        let end = format!("{beginning}\u{10FFFF}");
        let ask = |order: &str, limit: usize| {
            let sql = format!("{matching} ORDER BY id {order} LIMIT {limit}");
            let mut statement = self.connection().prepare_cached(&sql)?;
            let row = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
            let found = statement.query_map((beginning, &end), row)?;
            found
                .collect::<Result<Vec<_>, _>>()
                .map_err(IndexError::from)
        };
        let mut found = ask("ASC", OFFERED)?;
        if found.len() == OFFERED {
            found.extend(ask("DESC", 1)?);
            found.dedup();
        }
        Ok(found)
    }

    /// The tags that begin so, in order, each in one spelling.
    pub fn tags_beginning(&self, beginning: &str) -> Result<Vec<String>, IndexError> {
        let folded = fold(beginning);
        let sql = format!(
            "SELECT min(tag) FROM tag WHERE folded >= ?1 AND folded < ?2 GROUP BY folded ORDER BY folded LIMIT {OFFERED}"
        );
        let mut statement = self.connection().prepare_cached(&sql)?;
        let end = format!("{folded}\u{10FFFF}");
        let found = statement.query_map((&folded, end), |row| row.get(0))?;
        found
            .collect::<Result<Vec<_>, _>>()
            .map_err(IndexError::from)
    }
}
