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
    /// Somebody asked for a claim by a row that the index does not have, or no longer has.
    #[error("the index has no claim of row {0}: it was changed while it was asked")]
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
            Self::StrangeText(_) => true,
            Self::NoSuchRow(_) => false,
            Self::Sqlite(error) => match error {
                rusqlite::Error::SqliteFailure(failure, message) => {
                    matches!(
                        failure.code,
                        rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase
                    ) || message
                        .as_deref()
                        .is_some_and(|text| text.starts_with("no such table"))
                }
                rusqlite::Error::InvalidColumnType(..)
                | rusqlite::Error::FromSqlConversionFailure(..) => true,
                _ => false,
            },
        }
    }

    /// Whether the place cannot be written: a read-only book or a full disk.
    #[must_use]
    pub fn is_unwritable(&self) -> bool {
        let Self::Sqlite(rusqlite::Error::SqliteFailure(failure, _)) = self else {
            return false;
        };
        matches!(
            failure.code,
            rusqlite::ErrorCode::ReadOnly
                | rusqlite::ErrorCode::CannotOpen
                | rusqlite::ErrorCode::PermissionDenied
                | rusqlite::ErrorCode::DiskFull
                | rusqlite::ErrorCode::SystemIoFailure
        )
    }
}
