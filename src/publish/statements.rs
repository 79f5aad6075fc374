//! The SQL of a run. Nothing here or in `publish.sql` is more than the distributed cousins of PostgreSQL can do; a test reads
//! what the server gets.
//!
//! Rows go to the server as one array of texts for each column, many rows at once. That needs no temporary table, which
//! COPY into existing rows would need, so it works everywhere and needs no right but those on our own tables.

use crate::publish::cells::{CLAIM, EVIDENCE, SentColumn};

/// Where on a server a book is published.
#[derive(Clone, Debug)]
pub struct Destination {
    /// The schema that holds the tables.
    pub schema: String,
    /// The key of the book.
    pub book: String,
}

impl Destination {
    /// The statement with the name of our schema.
    pub(super) fn named(&self, statement: &str) -> String {
        let schema = quoted(&self.schema);
        let named = statement.replace("claimbook.", &format!("{schema}."));
        named.replace(
            "CREATE SCHEMA IF NOT EXISTS claimbook",
            &format!("CREATE SCHEMA IF NOT EXISTS {schema}"),
        )
    }
}

/// A name in quotes, as SQL wants it.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// The statements of a run. `$1` is always the key of the book.
pub(super) const ENTER: &str = "INSERT INTO claimbook.book (book, claims, runs, layout) VALUES ($1, 0, 0, 0) ON CONFLICT (book) DO NOTHING";
pub(super) const LOOK: &str =
    "SELECT commit, day, claims, runs, layout FROM claimbook.book WHERE book = $1";
pub(super) const LOCK: &str =
    "SELECT commit, day, claims, runs, layout FROM claimbook.book WHERE book = $1 FOR UPDATE";
pub(super) const LOCK_IF_FREE: &str = "SELECT commit, day, claims, runs, layout FROM claimbook.book WHERE book = $1 FOR UPDATE NOWAIT";
pub(super) const DIGESTS: &str =
    "SELECT id, digest FROM claimbook.claim WHERE book = $1 AND id > $2 ORDER BY id LIMIT 10000";
pub(super) const FORGET: &str = "DELETE FROM claimbook.evidence WHERE book = $1";
pub(super) const REMOVE: [&str; 2] = [
    "DELETE FROM claimbook.evidence WHERE book = $1 AND claim = ANY($2)",
    "DELETE FROM claimbook.claim WHERE book = $1 AND id = ANY($2)",
];
pub(super) const SHORTEN: &str =
    "DELETE FROM claimbook.evidence WHERE book = $1 AND claim = ANY($2) AND position >= $3";
pub(super) const NOTE: &str = "UPDATE claimbook.book SET commit = $2, day = $3, claims = $4, runs = $5, layout = $6 WHERE book = $1";
pub(super) const LOG: &str = "INSERT INTO claimbook.published (book, run, commit, at, claims, changed) VALUES ($1, $2, $3, now(), $4, $5)";

/// Writes claims, over those with the same ids.
pub(super) fn write_claims() -> String {
    write("claim", &["id"], CLAIM)
}

/// Writes evidence rows. It leaves rows alone that are the same already.
pub(super) fn write_evidence() -> String {
    let names: Vec<&str> = rest(EVIDENCE, &["claim", "position"]).collect();
    let list = |of: &str| {
        let names = names.iter().map(|name| format!("{of}.{name}"));
        names.collect::<Vec<_>>().join(", ")
    };
    format!(
        "{} WHERE ({}) IS DISTINCT FROM ({})",
        write("evidence", &["claim", "position"], EVIDENCE),
        list("old"),
        list("excluded")
    )
}

fn rest<'c>(columns: &'c [SentColumn], key: &'c [&str]) -> impl Iterator<Item = &'c str> {
    let names = columns.iter().map(|column| column.name);
    names.filter(|name| !key.contains(name))
}

fn write(table: &str, key: &[&str], columns: &[SentColumn]) -> String {
    let list =
        |of: fn(&SentColumn) -> String| columns.iter().map(of).collect::<Vec<_>>().join(", ");
    let arrays: Vec<String> = (2..columns.len() + 2)
        .map(|n| format!("${n}::text[]"))
        .collect();
    let updates: Vec<String> = rest(columns, key)
        .map(|name| format!("{name} = excluded.{name}"))
        .collect();
    format!(
        "INSERT INTO claimbook.{table} AS old (book, {names}) SELECT $1, {values} FROM unnest({arrays}) AS new ({names}) \
         ON CONFLICT (book, {key}) DO UPDATE SET {updates}",
        names = list(|column| column.name.to_owned()),
        values = list(SentColumn::value),
        arrays = arrays.join(", "),
        key = key.join(", "),
        updates = updates.join(", "),
    )
}

#[cfg(test)]
mod tests {
    use super::{Destination, quoted};

    #[test]
    fn a_name_in_quotes_stays_one_name() {
        assert_eq!(quoted("claimbook"), "\"claimbook\"");
        assert_eq!(
            quoted("a\"; DROP TABLE b; --"),
            "\"a\"\"; DROP TABLE b; --\""
        );
    }

    #[test]
    fn a_statement_gets_the_name_of_the_schema_everywhere() {
        let place = Destination {
            schema: "Our \"desk\"".to_owned(),
            book: String::new(),
        };
        let named = place.named("SELECT 1 FROM claimbook.claim JOIN claimbook.book");
        let expected = "SELECT 1 FROM \"Our \"\"desk\"\"\".claim JOIN \"Our \"\"desk\"\"\".book";
        assert_eq!(named, expected);
        let made = place.named("CREATE SCHEMA IF NOT EXISTS claimbook");
        assert_eq!(made, "CREATE SCHEMA IF NOT EXISTS \"Our \"\"desk\"\"\"");
    }
}
