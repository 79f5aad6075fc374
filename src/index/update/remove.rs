//! Removing records, and moving those that stay.

use crate::domain::records::RecordKind;
use crate::index::IndexError;
use crate::index::update::compare::Moved;
use rusqlite::Connection;

/// The tables whose rows belong to a claim, by the column that names it.
const OF_A_CLAIM: [&str; 13] = [
    "tag",
    "stake",
    "relation",
    "evidence",
    "via",
    "ruling",
    "appearance",
    "asked",
    "searched",
    "exception",
    "assessment",
    "flag",
    "passage",
];

/// The tables of a claim whose rows have a line.
const WITH_LINES: [&str; 5] = ["evidence", "ruling", "appearance", "asked", "searched"];

/// Takes out a record and the rows that belong to it.
pub(super) fn record(
    connection: &Connection,
    kind: RecordKind,
    row: i64,
) -> Result<(), IndexError> {
    match kind {
        RecordKind::Claim => {
            for table in OF_A_CLAIM {
                execute(
                    connection,
                    &format!("DELETE FROM {table} WHERE claim = ?1"),
                    row,
                )?;
            }
        }
        RecordKind::Source => {
            execute(connection, "DELETE FROM derivation WHERE source = ?1", row)?;
        }
        RecordKind::Article => {
            for table in ["skip", "article_text", "sentence", "unit"] {
                let sql = format!("DELETE FROM {table} WHERE article = ?1");
                execute(connection, &sql, row)?;
            }
        }
        RecordKind::Party => {}
    }
    execute(
        connection,
        &format!("DELETE FROM {kind} WHERE row = ?1"),
        row,
    )
}

/// Forgets a name of a party.
pub(super) fn name(connection: &Connection, party: i64, folded: &str) -> Result<(), IndexError> {
    let sql = "DELETE FROM party_name WHERE name = ?1 AND party = ?2";
    connection.prepare_cached(sql)?.execute((folded, party))?;
    Ok(())
}

/// Forgets what the text of a file's article says, and where the quotes of the claims are, so that somebody looks again.
pub(super) fn passages(connection: &Connection, file: i64) -> Result<(), IndexError> {
    for table in ["article_text", "sentence", "unit"] {
        let sql = format!(
            "DELETE FROM {table} WHERE article IN (SELECT row FROM article WHERE file = ?1)"
        );
        execute(connection, &sql, file)?;
    }
    let passages = "DELETE FROM passage WHERE claim IN (SELECT row FROM claim WHERE file = ?1)";
    execute(connection, passages, file)
}

/// Takes out a file whose records are gone.
pub(super) fn file(connection: &Connection, file: i64) -> Result<(), IndexError> {
    execute(connection, "DELETE FROM file WHERE row = ?1", file)
}

/// Notes the new lines of records that moved.
pub(super) fn lines(
    connection: &Connection,
    kind: RecordKind,
    moved: &Moved,
) -> Result<(), IndexError> {
    let add = |table: &str, column: &str| {
        let sql = format!("UPDATE {table} SET line = line + ?3 WHERE {column} BETWEEN ?1 AND ?2");
        let mut statement = connection.prepare_cached(&sql)?;
        statement.execute((moved.first, moved.last, moved.by))
    };
    add(kind.as_str(), "row")?;
    match kind {
        RecordKind::Claim => {
            for table in WITH_LINES {
                add(table, "claim")?;
            }
        }
        RecordKind::Article => {
            add("skip", "article")?;
        }
        RecordKind::Party | RecordKind::Source => {}
    }
    Ok(())
}

fn execute(connection: &Connection, sql: &str, row: i64) -> Result<(), IndexError> {
    connection.prepare_cached(sql)?.execute([row])?;
    Ok(())
}
