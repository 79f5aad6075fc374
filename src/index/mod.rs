//! The SQLite index of a book: built from its files, refreshed when they change, disposable.
//!
//! `read` answers questions, `update` follows the files, and `rows` holds the types that answers are made of. `columns`
//! names each column of `schema.sql` once. Only this module uses rusqlite. It never reads or writes a text file: the
//! workspace hands it what the files say.

pub mod rows;

mod columns;
mod error;
mod meta;
mod query;
mod read;
mod schema;
mod update;
mod value;

#[cfg(test)]
mod tests;

pub use error::IndexError;
pub use read::book::{Batch, CheckedFile, WholeBook};
pub use read::context::Gathered;
pub use read::count::By;
pub use read::filter::{Listing, Order};
pub use read::manuscript::IndexedText;
pub use read::queue::WaitingClaim;
pub use read::registers::RegistryPart;
pub use read::sql::{SqlError, SqlValue, schema_entries};
pub use read::whole_claims::WholeClaim;
pub use update::file::{FileRecord, FileState};
pub use update::passages::{AnchoredArticle, AnchoredText, ArticleQuote, ArticleText};
pub use update::{Change, Terms};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, Params, Row};
use std::path::Path;
use std::time::Duration;

/// The index of one book, open.
#[derive(Debug)]
pub struct Index {
    connection: Connection,
}

/// How many prepared statements to keep: reading a claim whole takes some twenty, and listings use them again and again.
const STATEMENTS: usize = 64;

/// How long a process waits for another one that uses the index. Then it answers from an index in memory.
const PATIENCE: Duration = Duration::from_secs(1);

/// How to write. Only Linux tells one boot from another, and there a power cut costs a rebuild, so no write has to wait for
/// the disk.
const SYNCHRONOUS: &str = if cfg!(target_os = "linux") {
    "PRAGMA synchronous = OFF;"
} else {
    "PRAGMA synchronous = FULL;"
};

impl Index {
    /// Opens an index that exists; `None` if it has another schema than this program.
    ///
    /// # Errors
    /// When the file cannot be opened or is not an index ([`IndexError::is_damage`]), or another process changes it for a
    /// second ([`IndexError::is_unwritable`]).
    pub fn open(path: &Path) -> Result<Option<Self>, IndexError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let index = Self::of(Connection::open_with_flags(path, flags)?)?;
        index.distrust()?;
        index.hold()?;
        if !schema::is_ours(index.connection())? {
            return Ok(None);
        }
        index
            .connection()
            .execute_batch("PRAGMA temp_store = FILE; PRAGMA cache_size = -8000;")?;
        Ok(Some(index))
    }

    /// Makes an empty index at `path`, where no file may exist yet.
    pub fn create(path: &Path) -> Result<Self, IndexError> {
        let index = Self::of(Connection::open(path)?)?;
        // Nobody else sees the file before it is whole, and a build that dies starts over, so it needs no journal.
        index
            .connection()
            .execute_batch("PRAGMA journal_mode = OFF; PRAGMA locking_mode = EXCLUSIVE;")?;
        index.lay()
    }

    /// Makes an empty index in memory, for a user without a cache folder.
    pub fn in_memory() -> Result<Self, IndexError> {
        Self::of(Connection::open_in_memory()?)?.lay()
    }

    fn of(connection: Connection) -> Result<Self, IndexError> {
        connection.busy_timeout(PATIENCE)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        connection.execute_batch(SYNCHRONOUS)?;
        Ok(Self { connection })
    }

    fn lay(self) -> Result<Self, IndexError> {
        let connection = self.connection();
        connection.execute_batch("PRAGMA cache_size = -64000; PRAGMA temp_store = FILE;")?;
        connection.execute_batch(schema::tables())?;
        connection.pragma_update(None, "user_version", schema::VERSION)?;
        self.distrust()?;
        Ok(self)
    }

    /// Makes SQLite refuse what only a forged or damaged file would bring.
    fn distrust(&self) -> Result<(), IndexError> {
        for (setting, value) in [
            (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
            (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        ] {
            self.connection().set_db_config(setting, value)?;
        }
        Ok(())
    }

    /// Begins a read transaction, if none runs: from now on the index stays as it is for us, whatever others do.
    ///
    /// # Errors
    /// When another process changes the index for a second.
    pub fn hold(&self) -> Result<(), IndexError> {
        if self.connection().is_autocommit() {
            self.connection().execute_batch("BEGIN")?;
            // The transaction begins with the first read.
            self.connection()
                .query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
        }
        Ok(())
    }

    /// Ends the read transaction, so that others can change the index.
    pub fn release(&self) -> Result<(), IndexError> {
        if !self.connection().is_autocommit() {
            self.connection().execute_batch("COMMIT")?;
        }
        Ok(())
    }

    /// Whether this index lies in memory, where only this process sees it.
    pub fn is_in_memory(&self) -> bool {
        self.connection().path().is_none_or(str::is_empty)
    }

    /// Runs statements on an index file as anybody else could.
    #[cfg(test)]
    pub(crate) fn harm(path: &Path, statements: &str) {
        let connection = Connection::open(path).unwrap();
        connection.execute_batch(statements).unwrap();
    }

    /// What `read` makes of the rows that a statement returns.
    fn collect<T>(
        &self,
        sql: &str,
        parameters: impl Params,
        read: impl FnMut(&Row<'_>) -> Result<T, IndexError>,
    ) -> Result<Vec<T>, IndexError> {
        query::collect(self.connection(), sql, parameters, read)
    }

    /// The connection, for the modules below.
    fn connection(&self) -> &Connection {
        &self.connection
    }
}
