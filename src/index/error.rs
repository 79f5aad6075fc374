//! What can go wrong with the index.

/// The index could not be asked or told.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// SQLite would not.
    #[error("the index cannot be used: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A word stands in the index that this program never writes.
    #[error("the index holds `{word}` where a {what} is due")]
    StrangeWord {
        /// What should stand there.
        what: &'static str,
        /// What stands there.
        word: String,
    },
    /// A claim is asked for by a row that the index does not have, or no longer has.
    #[error("the index has no claim of row {0}: it was changed while it was asked")]
    NoSuchRow(i64),
}

impl IndexError {
    /// Whether the file is damaged or no index at all, so that it should be built again.
    #[must_use]
    pub fn is_damage(&self) -> bool {
        match self {
            Self::StrangeWord { .. } => true,
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
