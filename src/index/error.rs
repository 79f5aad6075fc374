//! What can go wrong with the index.

use crate::index::value::StrangeText;

/// The index could not be asked or changed.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// SQLite failed.
    #[error("the index cannot be used: {0}")]
    Sqlite(rusqlite::Error),
    /// The index holds a text that this program never writes there.
    #[error("{0}")]
    StrangeText(String),
    /// The index names a row that it does not have.
    #[error("the index has no claim of row {0}")]
    NoSuchRow(i64),
}

impl From<rusqlite::Error> for IndexError {
    fn from(error: rusqlite::Error) -> Self {
        if let rusqlite::Error::FromSqlConversionFailure(_, _, reason) = &error
            && let Some(strange) = reason.downcast_ref::<StrangeText>()
        {
            return Self::StrangeText(strange.to_string());
        }
        Self::Sqlite(error)
    }
}

impl IndexError {
    /// Whether the file is damaged or no index at all, so that it should be built again.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        match self {
            Self::StrangeText(_) | Self::NoSuchRow(_) => true,
            Self::Sqlite(error) => match error {
                rusqlite::Error::SqliteFailure(failure, message) => {
                    matches!(
                        failure.code,
                        rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase
                    ) || message.as_deref().is_some_and(tells_of_damage)
                }
                rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::IntegralValueOutOfRange(..)
                | rusqlite::Error::Utf8Error(..)
                | rusqlite::Error::QueryReturnedNoRows
                | rusqlite::Error::FromSqlConversionFailure(..) => true,
                _ => false,
            },
        }
    }

    /// Whether SQLite itself says that the file is damaged, whatever was asked.
    pub(in crate::index) fn is_corrupt(&self) -> bool {
        matches!(
            self,
            Self::Sqlite(rusqlite::Error::SqliteFailure(failure, _))
                if matches!(
                    failure.code,
                    rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase
                )
        )
    }

    /// Whether the place cannot be written now: a read-only folder, a full disk, or another process that uses the index.
    #[must_use]
    pub fn is_unwritable(&self) -> bool {
        let Self::Sqlite(rusqlite::Error::SqliteFailure(failure, _)) = self else {
            return false;
        };
        matches!(
            failure.code,
            rusqlite::ErrorCode::DatabaseBusy
                | rusqlite::ErrorCode::DatabaseLocked
                | rusqlite::ErrorCode::ReadOnly
                | rusqlite::ErrorCode::CannotOpen
                | rusqlite::ErrorCode::PermissionDenied
                | rusqlite::ErrorCode::DiskFull
                | rusqlite::ErrorCode::SystemIoFailure
        )
    }
}

/// Whether a message of SQLite comes from a schema that is not ours, or no longer.
fn tells_of_damage(message: &str) -> bool {
    ["no such table", "no such column", "malformed"]
        .iter()
        .any(|start| message.starts_with(start))
}
