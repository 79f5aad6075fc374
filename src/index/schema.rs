//! The schema: `schema.sql` at the top of the repository is the only place where tables are defined.

use crate::index::IndexError;
use rusqlite::Connection;

/// The whole of `schema.sql`.
pub(super) const TEXT: &str = include_str!("../../schema.sql");

/// Raise this when the program makes something else of the same files, by reading or by the rules of corroboration. Then it
/// builds older indexes again.
const RULES: u32 = 4;

/// The version of the schema's text and of the rules. Nobody can forget to change it, because it is made from the text.
pub(super) const VERSION: i64 = version();

/// Where the tables end and the statements begin that run when all rows are in.
const AFTER_ROWS: &str = "-- From here on: made when all rows are in, because that is faster.";

/// Where those end and the statements begin that run when all claims are assessed.
const AFTER_ASSESSMENT: &str = "-- From here on: made when all claims are assessed.";

/// FNV-1a, 31 bits, which is what `user_version` holds.
const fn version() -> i64 {
    let bytes = TEXT.as_bytes();
    let mut hash: u32 = 0x811c_9dc5 ^ RULES;
    let mut at = 0;
    while at < bytes.len() {
        #[expect(
            clippy::indexing_slicing,
            reason = "iterators are not const yet; `at` is below the length"
        )]
        let byte = bytes[at] as u32;
        hash = (hash ^ byte).wrapping_mul(0x0100_0193);
        at += 1;
    }
    (hash >> 1) as i64
}

/// Tables that SQLite itself makes: for each full text, and for what `ANALYZE` finds.
fn is_by_sqlite(table: &str) -> bool {
    let of_text = ["data", "idx", "docsize", "config"];
    let full_text = table.rsplit_once("_text_").is_some_and(|(of, part)| {
        ["claim", "source", "party"].contains(&of) && of_text.contains(&part)
    });
    full_text || ["sqlite_stat1", "sqlite_stat4"].contains(&table)
}

/// Whether an index has exactly the schema of this program: its version, and its statements word for word, in their order.
/// A trigger or a view more would run code that is not ours.
pub(super) fn is_ours(connection: &Connection) -> Result<bool, IndexError> {
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if version != VERSION {
        return Ok(false);
    }
    let mut statement =
        connection.prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY rowid")?;
    let mut rows = statement.query([])?;
    let (mut rest, mut found) = (TEXT, 0);
    while let Some(row) = rows.next()? {
        let (kind, name): (String, String) = (row.get(0)?, row.get(1)?);
        let Some(sql) = row.get::<_, Option<String>>(2)? else {
            continue;
        };
        if kind == "table" && is_by_sqlite(&name) {
            continue;
        }
        let Some((_, after)) = rest.split_once(sql.as_str()) else {
            return Ok(false);
        };
        (rest, found) = (after, found + 1);
    }
    Ok(found == statements())
}

/// How many things `schema.sql` creates.
fn statements() -> usize {
    TEXT.lines()
        .filter(|line| line.starts_with("CREATE "))
        .count()
}

/// The statements that make the tables.
pub(super) fn tables() -> &'static str {
    before(TEXT, AFTER_ROWS)
}

/// The statements to be run when all rows are in.
pub(super) fn after_rows() -> &'static str {
    before(after(TEXT, AFTER_ROWS), AFTER_ASSESSMENT)
}

/// The statements to be run when all claims are assessed.
pub(super) fn after_assessment() -> &'static str {
    after(TEXT, AFTER_ASSESSMENT)
}

fn before(text: &'static str, seam: &str) -> &'static str {
    text.split_once(seam).map_or(text, |(before, _)| before)
}

fn after(text: &'static str, seam: &str) -> &'static str {
    text.split_once(seam).map_or("", |(_, after)| after)
}

#[cfg(test)]
mod tests {
    use super::{after_assessment, after_rows, tables};

    #[test]
    fn the_seams_part_tables_from_indexes_from_triggers() {
        assert!(tables().contains("CREATE TABLE claim") && !tables().contains("CREATE INDEX"));
        assert!(
            after_rows().contains("CREATE INDEX claim_by_id")
                && !after_rows().contains("CREATE TRIGGER")
        );
        assert!(after_assessment().contains("CREATE TRIGGER assessment_enters"));
    }
}
