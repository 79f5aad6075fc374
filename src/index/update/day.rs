//! The day that the index was made for: rulings and retractions of a later day have no effect yet.
//!
//! `ruling.pending` and `source.retraction_pending` say so. They hold from the day on which somebody last looked until the
//! first pending date, so nothing goes stale when a day passes, and nearly no day costs anything.

use crate::index::query::{collect, first};
use crate::index::{Index, IndexError, meta};
use chrono::NaiveDate;
use rusqlite::Connection;
use std::collections::BTreeSet;

/// A condition on rulings: pending is another thing than it was.
const TURNED_RULING: &str = "pending <> (substr(\"on\" || '-01-01', 1, 10) > ?1)";

/// The same of retractions.
const TURNED_RETRACTION: &str =
    "retracted IS NOT NULL AND retraction_pending <> (substr(retracted || '-01-01', 1, 10) > ?1)";

/// The first day of the next pending date.
const NEXT: &str = "
  SELECT min(day) FROM (
    SELECT substr(\"on\" || '-01-01', 1, 10) AS day FROM ruling WHERE pending = 1
    UNION ALL SELECT substr(retracted || '-01-01', 1, 10) FROM source WHERE retraction_pending = 1)";

impl Index {
    /// Whether everything that is pending in the index is pending on this day, and nothing else.
    pub fn is_of(&self, today: NaiveDate) -> Result<bool, IndexError> {
        is_of(self.connection(), today)
    }
}

fn is_of(connection: &Connection, today: NaiveDate) -> Result<bool, IndexError> {
    let (Some(from), next) = meta::days(connection)? else {
        return Ok(false);
    };
    let today = today.to_string();
    Ok(from <= today && next.is_none_or(|next| today < next))
}

/// What took effect, or is pending again: ids.
#[derive(Debug, Default)]
pub(super) struct Turned {
    /// The claims of rulings.
    pub(super) claims: BTreeSet<String>,
    /// The sources of retractions.
    pub(super) sources: BTreeSet<String>,
}

/// Sets what is pending on this day.
pub(super) fn turn(connection: &Connection, today: NaiveDate) -> Result<Turned, IndexError> {
    if is_of(connection, today)? {
        return Ok(Turned::default());
    }
    let today = &today.to_string();
    let ids = |sql: String| collect(connection, &sql, [today], |row| Ok(row.get(0)?));
    let turned = Turned {
        claims: ids(format!(
            "SELECT c.id FROM ruling r JOIN claim c ON c.row = r.claim WHERE {TURNED_RULING}"
        ))?,
        sources: ids(format!("SELECT id FROM source WHERE {TURNED_RETRACTION}"))?,
    };
    let rulings = format!("UPDATE ruling SET pending = NOT pending WHERE {TURNED_RULING}");
    connection.execute(&rulings, [today])?;
    let retractions = format!(
        "UPDATE source SET retraction_pending = NOT retraction_pending WHERE {TURNED_RETRACTION}"
    );
    connection.execute(&retractions, [today])?;
    Ok(turned)
}

/// Notes for which days the index is right.
pub(super) fn set(connection: &Connection, today: NaiveDate) -> Result<(), IndexError> {
    let next: Option<Option<String>> = first(connection, NEXT, [], |row| Ok(row.get(0)?))?;
    meta::set_days(connection, &today.to_string(), next.flatten().as_deref())
}
