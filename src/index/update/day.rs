//! The day that the index was made for: rulings and retractions of a later day have no effect yet.
//!
//! `ruling.pending` and `source.retraction_pending` say so. They hold from the day on which somebody last looked until the
//! first pending date, so nothing goes stale when a day passes, and nearly no day costs anything.

use crate::index::query::first;
use crate::index::{Index, IndexError, meta};
use chrono::NaiveDate;
use rusqlite::Connection;

/// Sets whether each ruling is pending, where that is another than it was.
const TURN_RULINGS: &str = "
  UPDATE ruling SET pending = NOT pending WHERE pending <> (substr(\"on\" || '-01-01', 1, 10) > ?1)";

/// The same of each retraction.
const TURN_RETRACTIONS: &str = "
  UPDATE source SET retraction_pending = NOT retraction_pending
  WHERE retracted IS NOT NULL AND retraction_pending <> (substr(retracted || '-01-01', 1, 10) > ?1)";

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

/// Sets what is pending on this day. Returns whether anything changed.
pub(super) fn turn(connection: &Connection, today: NaiveDate) -> Result<bool, IndexError> {
    if is_of(connection, today)? {
        return Ok(false);
    }
    let today = today.to_string();
    let rulings = connection.execute(TURN_RULINGS, [&today])?;
    let retractions = connection.execute(TURN_RETRACTIONS, [&today])?;
    Ok(rulings + retractions > 0)
}

/// Notes for which days the index is right.
pub(super) fn set(connection: &Connection, today: NaiveDate) -> Result<(), IndexError> {
    let next: Option<Option<String>> = first(connection, NEXT, [], |row| Ok(row.get(0)?))?;
    meta::set_days(connection, &today.to_string(), next.flatten().as_deref())
}
