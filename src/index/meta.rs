//! What the index knows of itself.

use crate::index::columns::{FromColumns, selected};
use crate::index::query::first;
use crate::index::{FileState, Index, IndexError};
use rusqlite::Connection;

/// The fingerprint of the tree that the index was built from.
const FINGERPRINT: &str = "fingerprint";
/// How many independent origins the policy asks for.
const NEEDS_ORIGINS: &str = "needs_origins";

/// The day on which somebody last set what is pending.
const FROM_DAY: &str = "from_day";
/// The first day of the next pending date; empty if nothing is pending.
const NEXT_DAY: &str = "next_day";

impl Index {
    /// The fingerprint of the tree that the index is in step with; while a stamp is in doubt, a mark that no tree has.
    pub fn fingerprint(&self) -> Result<Option<String>, IndexError> {
        get(self.connection(), FINGERPRINT)
    }

    /// Hands over the files as the index knows them, in the order of their paths.
    pub fn each_file(&self, each: &mut dyn FnMut(&str, FileState)) -> Result<(), IndexError> {
        let columns = selected(&[FileState::SQL]);
        let sql = format!("SELECT path, {columns} FROM file ORDER BY path");
        let mut statement = self.connection().prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let path = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            each(path, FileState::read(row, 1)?);
        }
        Ok(())
    }

    /// The paths of the files that could not be read whole, in order.
    pub fn unread_files(&self) -> Result<Vec<String>, IndexError> {
        let sql = "SELECT path FROM file WHERE unread > 0 ORDER BY path";
        self.collect(sql, [], |row| Ok(row.get(0)?))
    }
}

pub(super) fn set_fingerprint(
    connection: &Connection,
    fingerprint: &str,
) -> Result<(), IndexError> {
    set(connection, FINGERPRINT, fingerprint)
}

/// How many independent origins the policy asks for.
pub(super) fn needs_origins(connection: &Connection) -> Result<u8, IndexError> {
    let number = get(connection, NEEDS_ORIGINS)?.and_then(|text| text.parse().ok());
    number.ok_or_else(|| {
        IndexError::StrangeText("the index does not say how many origins a claim needs".to_owned())
    })
}

pub(super) fn set_needs_origins(connection: &Connection, number: u8) -> Result<(), IndexError> {
    set(connection, NEEDS_ORIGINS, &number.to_string())
}

/// The day on which somebody last set what is pending, and the first day of the next pending date.
pub(super) fn days(
    connection: &Connection,
) -> Result<(Option<String>, Option<String>), IndexError> {
    let next = get(connection, NEXT_DAY)?.filter(|day| !day.is_empty());
    Ok((get(connection, FROM_DAY)?, next))
}

pub(super) fn set_days(
    connection: &Connection,
    from: &str,
    next: Option<&str>,
) -> Result<(), IndexError> {
    set(connection, FROM_DAY, from)?;
    set(connection, NEXT_DAY, next.unwrap_or_default())
}

fn get(connection: &Connection, key: &str) -> Result<Option<String>, IndexError> {
    let sql = "SELECT value FROM meta WHERE key = ?1";
    first(connection, sql, [key], |row| Ok(row.get(0)?))
}

fn set(connection: &Connection, key: &str, value: &str) -> Result<(), IndexError> {
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?1, ?2)", [key, value])?;
    Ok(())
}
