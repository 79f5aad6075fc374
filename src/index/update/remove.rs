//! Removing a file's rows.

use crate::index::IndexError;
use crate::index::update::text;
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

/// Takes out everything that the file brought, and the file itself.
pub(in crate::index) fn file(connection: &Connection, file: i64) -> Result<(), IndexError> {
    text::forget(connection, file)?;
    for table in OF_A_CLAIM {
        let sql =
            format!("DELETE FROM {table} WHERE claim IN (SELECT row FROM claim WHERE file = ?1)");
        execute(connection, &sql, file)?;
    }
    execute(
        connection,
        "DELETE FROM derivation WHERE source IN (SELECT row FROM source WHERE file = ?1)",
        file,
    )?;
    for table in ["skip", "article_text"] {
        let sql = format!(
            "DELETE FROM {table} WHERE article IN (SELECT row FROM article WHERE file = ?1)"
        );
        execute(connection, &sql, file)?;
    }
    execute(
        connection,
        "DELETE FROM party_name WHERE (name, party) IN (
           SELECT n.name, n.party FROM party p JOIN party_name n ON n.party = p.row WHERE p.file = ?1)",
        file,
    )?;
    for table in ["article", "party", "source", "claim"] {
        execute(
            connection,
            &format!("DELETE FROM {table} WHERE file = ?1"),
            file,
        )?;
    }
    execute(connection, "DELETE FROM file WHERE row = ?1", file)
}

fn execute(connection: &Connection, sql: &str, file: i64) -> Result<(), IndexError> {
    connection.prepare_cached(sql)?.execute([file])?;
    Ok(())
}
