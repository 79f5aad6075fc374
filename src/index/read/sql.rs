//! Plain SQL over the index: one reading statement, and nothing else.

use crate::index::rows::{SchemaEntry, SchemaKind};
use crate::index::{Index, IndexError, schema};
use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode};
use serde::Serialize;
use std::ops::ControlFlow;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// How much memory a statement may use, in MB.
const MEMORY: i64 = 256;

/// What a statement may be and make. SQLite runs some functions in one step that nothing interrupts, so texts and patterns
/// are short enough for such a step to end soon.
const LIMITS: [(Limit, i32); 10] = [
    // Every row comes from one file of at most 4 MiB.
    (Limit::SQLITE_LIMIT_LENGTH, 8 * 1024 * 1024),
    (Limit::SQLITE_LIMIT_SQL_LENGTH, 100_000),
    (Limit::SQLITE_LIMIT_COLUMN, 500),
    (Limit::SQLITE_LIMIT_EXPR_DEPTH, 200),
    (Limit::SQLITE_LIMIT_COMPOUND_SELECT, 100),
    (Limit::SQLITE_LIMIT_VDBE_OP, 100_000),
    (Limit::SQLITE_LIMIT_FUNCTION_ARG, 100),
    (Limit::SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 256),
    (Limit::SQLITE_LIMIT_ATTACHED, 0),
    (Limit::SQLITE_LIMIT_WORKER_THREADS, 0),
];

/// A value in the answer to a statement.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum SqlValue {
    /// Nothing.
    Null,
    /// A whole number.
    Integer(i64),
    /// Any number.
    Real(f64),
    /// A text; bytes that are no UTF-8 are shown as hexadecimal.
    Text(String),
}

/// Why a statement was not run, or failed.
#[derive(Debug, thiserror::Error)]
pub enum SqlError {
    /// It would write, attach a file, or change how the index is used.
    #[error("only one statement that reads is run here: this one would change something")]
    NotReading,
    /// There is more than one.
    #[error("only one statement is run at a time")]
    Several,
    /// There is none.
    #[error("there is no statement to run")]
    Nothing,
    /// It was still running when its time was over.
    #[error("this statement takes more than {} s", .0.as_secs())]
    TooSlow(Duration),
    /// It needs more memory than it may use.
    #[error("this statement needs more than {MEMORY} MB of memory")]
    TooMuchMemory,
    /// SQLite does not understand it, or failed to run it.
    #[error("{0}")]
    Refused(String),
    /// The index itself failed.
    #[error(transparent)]
    Index(#[from] IndexError),
}

impl Index {
    /// Runs one reading statement and hands over its rows; returns the names of its columns before the first. A statement that
    /// still runs after `timeout` is stopped.
    ///
    /// Writing is refused three times over: by the statement's own nature, by SQLite's `query_only`, and by refusing
    /// `ATTACH` and pragmas, which count as reading.
    pub fn sql(
        &self,
        query: &str,
        timeout: Duration,
        columns: &mut dyn FnMut(Vec<String>),
        each: &mut dyn FnMut(Vec<SqlValue>) -> ControlFlow<()>,
    ) -> Result<(), SqlError> {
        let connection = self.connection();
        bound_memory(connection)?;
        connection
            .set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)
            .map_err(IndexError::from)?;
        connection
            .execute_batch("PRAGMA query_only = ON")
            .map_err(IndexError::from)?;
        let usual = set_limits(connection, &LIMITS)?;
        let answered = self.run_within(query, timeout, columns, each);
        set_limits(connection, &usual)?;
        connection
            .execute_batch("PRAGMA query_only = OFF")
            .map_err(IndexError::from)?;
        answered
    }

    /// Runs a statement beside a thread that interrupts it when its time is over.
    fn run_within(
        &self,
        query: &str,
        timeout: Duration,
        columns: &mut dyn FnMut(Vec<String>),
        each: &mut dyn FnMut(Vec<SqlValue>) -> ControlFlow<()>,
    ) -> Result<(), SqlError> {
        let interrupt = self.connection().get_interrupt_handle();
        let (running, ended) = mpsc::channel::<()>();
        thread::scope(|scope| {
            scope.spawn(move || {
                if ended.recv_timeout(timeout) == Err(mpsc::RecvTimeoutError::Timeout) {
                    interrupt.interrupt();
                }
            });
            let answered = self.run(query, columns, each);
            drop(running);
            match answered {
                Err(SqlError::TooSlow(_)) => Err(SqlError::TooSlow(timeout)),
                answered => answered,
            }
        })
    }

    fn run(
        &self,
        query: &str,
        columns: &mut dyn FnMut(Vec<String>),
        each: &mut dyn FnMut(Vec<SqlValue>) -> ControlFlow<()>,
    ) -> Result<(), SqlError> {
        let mut statement = self.connection().prepare(query).map_err(refused)?;
        if statement.column_count() == 0 {
            return Err(if query.trim().is_empty() {
                SqlError::Nothing
            } else {
                SqlError::NotReading
            });
        }
        if !statement.readonly() || !begins_reading(query) {
            return Err(SqlError::NotReading);
        }
        columns(statement.column_names().map(ToOwned::to_owned).collect());
        let width = statement.column_count();
        let mut rows = statement.query([]).map_err(refused)?;
        while let Some(row) = rows.next().map_err(refused)? {
            let values = (0..width)
                .map(|column| row.get_ref(column).map(value))
                .collect::<Result<_, _>>();
            if each(values.map_err(refused)?).is_break() {
                break;
            }
        }
        Ok(())
    }
}

/// Whether the statement begins as reading ones do, comments aside. `PRAGMA` and `ATTACH` do not.
fn begins_reading(query: &str) -> bool {
    let mut rest = query.trim_start();
    while let Some(after) = rest
        .strip_prefix("--")
        .map(|comment| comment.split_once('\n').map_or("", |(_, after)| after))
        .or_else(|| {
            rest.strip_prefix("/*")
                .map(|comment| comment.split_once("*/").map_or("", |(_, after)| after))
        })
    {
        rest = after.trim_start();
    }
    let word: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
    ["select", "with", "values", "explain"].contains(&word.to_ascii_lowercase().as_str())
}

/// Bounds the memory of SQLite in this process. An index in memory may take what it takes on top.
fn bound_memory(connection: &Connection) -> Result<(), IndexError> {
    let number = |pragma| connection.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
    let in_memory = connection.path().is_none_or(str::is_empty);
    let index = if in_memory {
        number("page_count")? * number("page_size")?
    } else {
        0
    };
    let most = index + MEMORY * 1_000_000;
    Ok(connection.query_row(&format!("PRAGMA hard_heap_limit = {most}"), [], |_| Ok(()))?)
}

/// Sets limits, and returns those that held before.
fn set_limits(
    connection: &Connection,
    limits: &[(Limit, i32)],
) -> Result<Vec<(Limit, i32)>, IndexError> {
    let set = |(limit, most): &(Limit, i32)| Ok((*limit, connection.set_limit(*limit, *most)?));
    limits.iter().map(set).collect()
}

fn refused(error: rusqlite::Error) -> SqlError {
    match error.sqlite_error_code() {
        // `run_within` knows the time.
        Some(ErrorCode::OperationInterrupted) => return SqlError::TooSlow(Duration::ZERO),
        Some(ErrorCode::OutOfMemory) => return SqlError::TooMuchMemory,
        _ => {}
    }
    match error {
        rusqlite::Error::MultipleStatement => SqlError::Several,
        rusqlite::Error::SqlInputError { msg, .. } => SqlError::Refused(msg),
        other => match IndexError::from(other) {
            error if error.is_corrupt() => SqlError::Index(error),
            IndexError::Sqlite(rusqlite::Error::SqliteFailure(_, Some(message))) => {
                SqlError::Refused(message)
            }
            error => SqlError::Refused(error.to_string()),
        },
    }
}

fn value(value: ValueRef<'_>) -> SqlValue {
    match value {
        ValueRef::Null => SqlValue::Null,
        ValueRef::Integer(number) => SqlValue::Integer(number),
        ValueRef::Real(number) => SqlValue::Real(number),
        ValueRef::Text(bytes) => SqlValue::Text(String::from_utf8_lossy(bytes).into_owned()),
        ValueRef::Blob(bytes) => SqlValue::Text(hexadecimal(bytes)),
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

/// The tables and views of the index with their comments, in the order of `schema.sql`.
pub fn schema_entries() -> Result<Vec<SchemaEntry>, IndexError> {
    // SQLite itself says what the columns are: of views too, and without a second reading of the language.
    let empty = Connection::open_in_memory()?;
    empty.execute_batch(schema::TEXT)?;
    let mut entries = Vec::new();
    let mut comment = Vec::new();
    for line in schema::TEXT.lines() {
        if let Some(text) = line.strip_prefix("--") {
            comment.push(text.trim());
            continue;
        }
        if let Some((kind, name)) = created(line) {
            let columns = columns(&empty, name)?;
            let comment = comment.join(" ");
            entries.push(SchemaEntry {
                name: name.to_owned(),
                kind,
                comment,
                columns,
            });
        }
        comment.clear();
    }
    Ok(entries)
}

fn created(line: &str) -> Option<(SchemaKind, &str)> {
    let (kind, rest) = [
        (SchemaKind::Table, "CREATE TABLE "),
        (SchemaKind::Table, "CREATE VIRTUAL TABLE "),
        (SchemaKind::View, "CREATE VIEW "),
    ]
    .iter()
    .find_map(|(kind, start)| Some((*kind, line.strip_prefix(start)?)))?;
    Some((kind, rest.split([' ', '(']).next().unwrap_or(rest)))
}

fn columns(empty: &Connection, name: &str) -> Result<Vec<String>, IndexError> {
    let statement = empty.prepare(&format!("SELECT * FROM \"{name}\""))?;
    Ok(statement.column_names().map(ToOwned::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::{begins_reading, schema_entries};
    use crate::index::rows::SchemaKind;

    #[test]
    fn pragmas_and_attachments_do_not_begin_as_reading_does() {
        assert!(begins_reading("-- x\n /* y */ SELECT 1"));
        assert!(begins_reading("with a as (select 1) select * from a"));
        for query in [
            "PRAGMA journal_mode",
            "ATTACH 'x' AS y",
            "/* select",
            "",
            "-- select",
            "selection",
        ] {
            assert!(!begins_reading(query), "{query}");
        }
    }

    #[test]
    fn every_table_and_view_is_listed_with_a_comment_and_its_columns() {
        let entries = schema_entries().unwrap();
        assert!(
            entries.iter().all(|entry| !entry.comment.is_empty()),
            "{entries:?}"
        );
        let claim = entries.iter().find(|entry| entry.name == "claim").unwrap();
        assert_eq!(&claim.columns[..5], ["row", "file", "line", "stands", "id"]);
        let text = entries
            .iter()
            .find(|entry| entry.name == "claim_text")
            .unwrap();
        assert_eq!(
            text.columns,
            ["text", "quote", "speaker", "about", "evidence"]
        );
        let evidence = entries
            .iter()
            .find(|entry| entry.name == "evidence")
            .unwrap();
        assert_eq!(evidence.columns.len(), 16);
        let claims = entries
            .iter()
            .find(|entry| entry.name == "claims" && entry.kind == SchemaKind::View)
            .unwrap();
        assert_eq!(&claims.columns[..3], ["id", "status", "derived_status"]);
    }
}
