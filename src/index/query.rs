//! Running a statement and reading its rows.

use crate::index::IndexError;
use rusqlite::{Connection, Params, Row};

/// Hands over each row that a statement returns.
pub(super) fn each_row(
    connection: &Connection,
    sql: &str,
    parameters: impl Params,
    mut each: impl FnMut(&Row<'_>) -> Result<(), IndexError>,
) -> Result<(), IndexError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    while let Some(row) = rows.next()? {
        each(row)?;
    }
    Ok(())
}

/// What `read` makes of the rows that a statement returns.
pub(super) fn collect<T, C: Default + Extend<T>>(
    connection: &Connection,
    sql: &str,
    parameters: impl Params,
    mut read: impl FnMut(&Row<'_>) -> Result<T, IndexError>,
) -> Result<C, IndexError> {
    let mut all = C::default();
    each_row(connection, sql, parameters, |row| {
        all.extend([read(row)?]);
        Ok(())
    })?;
    Ok(all)
}

/// What `read` makes of the first row that a statement returns.
pub(super) fn first<T>(
    connection: &Connection,
    sql: &str,
    parameters: impl Params,
    read: impl FnOnce(&Row<'_>) -> Result<T, IndexError>,
) -> Result<Option<T>, IndexError> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    rows.next()?.map(read).transpose()
}
